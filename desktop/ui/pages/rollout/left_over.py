"""What is asked when waves lie there from another choice: shall they be cleared, or kept?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.texts import rollout_page
from desktop.texts.translate import _
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.rollout_switch import LeftOver


class LeftOverCard(Card):
    """A sentence, and one click for each way.

    Signals:
        clear_asked: take the waves away.
        keep_asked: keep those with somebody in them.
        again_asked: see a new proposal for the choice in force.
    """

    clear_asked = Signal()
    keep_asked = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("The waves are from another choice"))
        self.setAccessibleName(_("The waves are from another choice"))
        self.text = PlainLabel("", selectable=True)
        self.clear_button, self.keep_button = Button(_("Clear the waves")), Button(_("Keep the waves"))
        self.again_button = Button(_("See a new proposal…"))
        self.clear_button.setToolTip(_("Takes every wave away; can be undone"))
        self.keep_button.setToolTip(_("Waves with nobody in them go; can be undone"))
        ways = QWidget()
        row = FlowLayout(ways, gap=Space.SMALL)
        for button, signal in (
            (self.clear_button, self.clear_asked),
            (self.keep_button, self.keep_asked),
            (self.again_button, self.again_asked),
        ):
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, one=signal: one.emit())
        column = QVBoxLayout()
        column.setSpacing(Space.SMALL)
        column.addWidget(self.text)
        column.addWidget(ways)
        self.body.addLayout(column)
        self.hide()

    def show_left_over(self, found: LeftOver | None) -> None:
        """Show what is left over; nothing hides the card."""
        self.setVisible(found is not None)
        if found is None:
            return
        self.text.setText(
            rollout_page.left_over(
                waves=found.waves,
                suppliers=found.suppliers,
                gone=found.gone,
                new_ones=found.new_ones,
                all_at_once=found.all_at_once,
            )
        )
        self.keep_button.setVisible(found.suppliers > 0)
        self.again_button.setVisible(not found.all_at_once or found.suppliers > 0)
