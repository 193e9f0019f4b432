"""How does the rollout lie in time? The timeline, what comes to KP each week, and how far the change is."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.texts import rollout as rollout_texts
from desktop.texts.translate import _
from desktop.ui.charts.chart_card import ChartCard
from desktop.ui.charts.timeline import Timeline, TimelineRow
from desktop.ui.charts.weeks import ChangeCurve, WeekBars
from desktop.ui.theme import Space
from desktop.ui.widgets.columns import Columns
from desktop.workspace.rollout import Rollout

_CARD_CHARACTERS = 50


class InTime(QWidget):
    """Three charts, each on its card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.timeline = Timeline()
        self.weeks = WeekBars()
        self.curve = ChangeCurve()
        self.cards = (
            ChartCard(_("What happens when"), self.timeline),
            ChartCard(_("Invoices in KP, week by week"), self.weeks),
            ChartCard(_("How far the change is"), self.curve),
        )
        below = Columns(_CARD_CHARACTERS)
        for card in self.cards[1:]:
            below.add(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.LARGE)
        column.addWidget(self.cards[0])
        column.addWidget(below)
        column.addStretch(1)

    def show_rollout(self, found: Rollout, today: date) -> None:
        """Show these waves."""
        self.timeline.set_rows(timeline_rows(found), today=today, calendar=found.terms.calendar)
        self.weeks.set_weeks(found.load)
        self.curve.set_weeks(found.load, (one.wave.dates.cut_over for one in found.waves if one.members))
        for card in self.cards:
            card.sentence.setText(card.chart.summary())
            card.figures_changed()


def timeline_rows(found: Rollout) -> list[TimelineRow]:
    """A line for each wave."""
    return [
        TimelineRow(
            rollout_texts.wave(view.wave.number, view.wave.kind),
            view.all_sent_on or view.wave.dates.letter,
            view.wave.dates.reminder,
            view.wave.dates.cut_over,
            view.wave.dates.last_old_ean,
            view.gate.looked_at,
        )
        for view in found.waves
    ]
