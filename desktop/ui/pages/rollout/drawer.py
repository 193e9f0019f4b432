"""What does the panel tell of the chosen suppliers? Which wave, why there, and what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.texts import numbers, rollout_page
from desktop.texts.translate import _
from desktop.ui.pages.rollout.answers import LaneFacts, LaneRow
from desktop.ui.pages.rollout.lane_list import marks
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.figures import KeyValueRow
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import Section, emptied


class RolloutDrawer(Drawer):
    """The panel at the right.

    Signals:
        lock_asked, out_asked, supplier_asked: for the chosen suppliers.
    """

    lock_asked = Signal()
    out_asked = Signal()
    supplier_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("About the chosen suppliers"))
        self.heading = PlainLabel("", size=TextSize.CARD_TITLE, selectable=True)
        self.facts = QVBoxLayout()
        self.facts.setSpacing(0)
        self.why = Section(_("Why here?"))
        self.wave = Section(_("The wave"))
        self.lock = Button(_("Lock"), icon="lock")
        self.out = Button(_("Take out of the waves"))
        self.supplier = LinkButton(_("Open the supplier"))
        for button, signal in (
            (self.lock, self.lock_asked),
            (self.out, self.out_asked),
            (self.supplier, self.supplier_asked),
        ):
            button.clicked.connect(lambda _checked=False, one=signal: one.emit())
        self.lift(self.heading)
        self.content.addLayout(self.facts)
        self.content.addWidget(self.why)
        self.content.addSpacing(Space.TINY)
        for part in (self.lock, self.out, self.supplier):
            self.content.addWidget(part)
        self.content.addWidget(self.wave)
        self.content.addStretch(1)

    def show_rows(self, rows: Sequence[LaneRow], lane: LaneFacts | None) -> None:
        """Show one supplier, or what several add up to."""
        emptied(self.facts)
        emptied(self.why.body, keep=1)
        emptied(self.wave.body, keep=1)
        if not rows or lane is None:
            return
        one = rows[0] if len(rows) == 1 else None
        self.heading.setText(one.name if one else rollout_page.suppliers(len(rows)))
        per_month = numbers.decimal(sum(row.per_month for row in rows), 1)
        facts = [(_("Invoices a month"), per_month)]
        if one is not None:
            facts = [(_("Supplier no."), one.number), (_("Trade"), one.trade), *facts]
        for name, value in facts:
            self.facts.addWidget(KeyValueRow(name, value))
        self.why.setVisible(one is not None)
        if one is not None:
            for line in (*one.why, *marks(one)):
                self.why.body.addWidget(PlainLabel(line))
        self._show_wave(lane)
        in_wave = lane.view is not None
        locked = all(row.locked for row in rows)
        self.lock.setText(_("Unlock") if locked else _("Lock"))
        self.lock.setVisible(in_wave)
        self.out.setVisible(in_wave)
        self.supplier.setVisible(one is not None)

    def _show_wave(self, lane: LaneFacts) -> None:
        self.wave.setVisible(lane.view is not None)
        if lane.view is None:
            return
        self.wave.set_title(lane.title)
        for name, day in rollout_page.all_days(lane.view.wave.dates, sent_on=lane.view.all_sent_on):
            self.wave.body.addWidget(KeyValueRow(name, day))
