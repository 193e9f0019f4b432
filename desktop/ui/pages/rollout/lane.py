"""What is a lane? A wave's name, days, figures and gate above the list of its suppliers; it takes drops."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.rollout_gates import GateState
from desktop.texts import rollout as rollout_texts
from desktop.texts import rollout_page
from desktop.texts.translate import _
from desktop.ui.pages.rollout.answers import LaneFacts
from desktop.ui.pages.rollout.lane_list import LaneList, row_height
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton, Look
from desktop.ui.widgets.card import Card, Divider
from desktop.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from desktop.workspace.rollout import WaveView

_CHARACTERS_WIDE = 34
_ROWS_HIGH = 2
_TEXT = "text/plain"
GATE_TONES = {
    GateState.NOT_YET: Tone.NEUTRAL,
    GateState.UNKNOWN: Tone.ATTENTION,
    GateState.HOLDS: Tone.GOOD,
    GateState.FAILS: Tone.BAD,
    GateState.OVERRIDDEN: Tone.ATTENTION,
}


class Lane(Card):
    """One lane of the board.

    Signals:
        dropped: what is being dragged was dropped here.
        dragged_over: something is dragged over the lane.
        menu_asked: what can be done with the wave.
        gate_asked: the wave's gate.
    """

    dropped = Signal()
    dragged_over = Signal()
    menu_asked = Signal()
    gate_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=1)
        self.facts: LaneFacts | None = None
        self.takes_drops = False
        self.list = LaneList()
        self.name = PlainLabel("", size=TextSize.CARD_TITLE)
        self.days = PlainLabel("", size=TextSize.CAPTION, muted=True, tabular=True)
        self.figures = PlainLabel("", size=TextSize.CAPTION, muted=True, tabular=True)
        self.waits = PlainLabel("", size=TextSize.CAPTION, muted=True)
        self.breaches = PlainLabel("", size=TextSize.CAPTION, tone=Tone.ATTENTION)
        self.gate = LinkButton("", hint=_("What has been seen of the wave, and whether the next may begin"))
        self.menu = Button(look=Look.QUIET, icon="dots", hint=_("What can be done with the wave"))
        # Hidden they keep their room, so that names and suppliers stand in line over the lanes.
        for kept in (self.menu, self.waits):
            keeps_room = kept.sizePolicy()
            keeps_room.setRetainSizeWhenHidden(True)
            kept.setSizePolicy(keeps_room)
        self.menu.clicked.connect(lambda _checked=False: self.menu_asked.emit())
        self.gate.clicked.connect(lambda _checked=False: self.gate_asked.emit())
        self.setAcceptDrops(True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(Space.MEDIUM, Space.TINY, Space.TINY, Space.SMALL)
        head.setSpacing(Space.HAIR)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.menu, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(row)
        for label in (self.days, self.figures, self.breaches):
            head.addWidget(label)
        head.addWidget(self.gate, 0, Qt.AlignmentFlag.AlignLeft)
        head.addWidget(self.waits)
        self.body.setSpacing(0)
        self.body.addLayout(head)
        self.body.addWidget(Divider())
        self.body.addWidget(self.list, 1)
        self.body.setContentsMargins(1, 1, 1, Space.TINY)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(_CHARACTERS_WIDE * self.fontMetrics().averageCharWidth())
        self.list.setMinimumHeight(_ROWS_HIGH * row_height(self.list))

    def show_facts(self, facts: LaneFacts) -> None:
        """Show a lane; what has not changed is not drawn anew."""
        if facts == self.facts:
            return
        self.facts = facts
        view = facts.view
        self.name.setText(facts.title)
        self.list.setAccessibleName(facts.title)
        self.list.lane.set_rows(facts.rows)
        told = rollout_page.figures(
            len(facts.rows),
            facts.per_month,
            most_suppliers=facts.most_suppliers,
            most_invoices=facts.most_invoices,
        )
        breaches = (
            [rollout_texts.breach(found, view.wave.kind) for found in view.wave.breaches] if view else []
        )
        self._say(self.days, _days(view) if view else "")
        self._say(self.figures, "\n".join(told))
        self._say(self.waits, rollout_page.waits_for(facts.waits_for) if facts.waits_for else "")
        self._say(self.breaches, "\n".join(breaches))
        self.menu.setVisible(view is not None)
        self.gate.setVisible(view is not None)
        if view is not None:
            state = rollout_texts.gate_state(view.gate.state)
            self.gate.setText(_("Gate: {state}").format(state=state))
            self.gate.setAccessibleName(f"{facts.title}. {self.gate.text()}")
            self.menu.setAccessibleName(f"{facts.title}. {self.menu.toolTip()}")
        self.setAccessibleName(". ".join((facts.title, *told, *breaches)))

    def _say(self, label: PlainLabel, text: str) -> None:
        label.setText(text or " ")  # nothing at all would have no height to keep
        label.setVisible(bool(text))

    # -------------------------------------------------------------------------------------------- drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.dragged_over.emit()
        self._judge(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.set_chosen(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.set_chosen(False)
        if self._may_take(event):
            event.acceptProposedAction()
            self.dropped.emit()
        else:
            event.ignore()

    def _judge(self, event: QDragMoveEvent) -> None:
        takes = self._may_take(event)
        if takes != self.chosen:
            self.set_chosen(takes)
        if takes:
            event.acceptProposedAction()
        else:
            event.ignore()

    def _may_take(self, event: QDropEvent) -> bool:
        """Only a drag of our own, which the board knows of; its data is not looked at."""
        return self.takes_drops and event.mimeData().hasFormat(_TEXT)


def _days(view: WaveView) -> str:
    return rollout_page.days(view.wave.dates, sent=view.sent, sent_on=view.all_sent_on)
