"""What do the assumptions do to the answer? The options in figures, what matters most, what would turn it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.intervals import Interval
from desktop.domain.options import OptionFigures
from desktop.domain.sensitivity import Tornado, TurningPoint
from desktop.texts import labels, numbers, sensitivity
from desktop.texts import recommendation as recommendation_texts
from desktop.texts.translate import _
from desktop.ui.charts.chart_card import ChartCard
from desktop.ui.charts.tornado import MOST_BARS, TornadoChart
from desktop.ui.pages.choice.answers import ChoiceAnswers
from desktop.ui.tables.columns import Column, Looks, text_column
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.section import emptied

_MOST_POINTS = 6


def _columns() -> list[Column[OptionFigures]]:
    columns: list[Column[OptionFigures]] = [
        text_column("option", _("Option"), lambda row: labels.option(row.option), stretches=True)
    ]
    for key, title in (
        ("contacts", _("Letters")),
        ("hours", _("Hours")),
        ("weeks", _("Weeks")),
        ("day_one", _("Day one")),
        ("rejected", _("Rejected")),
    ):
        columns.append(_figure(key, title))
    return columns


def _figure(key: str, title: str) -> Column[OptionFigures]:
    def interval(row: OptionFigures) -> Interval:
        found: Interval = getattr(row, key)
        return found

    return Column(
        key,
        title,
        lambda row: numbers.interval(interval(row)),
        lambda row: interval(row).middle,
        looks=Looks.NUMBER,
        searched=False,
    )


class EffectCard(Card):
    """The options under the assumptions in force, redrawn with every keystroke."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("What it comes to"))
        self.headline = PlainLabel("")
        self.model: RowModel[OptionFigures] = RowModel(_columns(), lambda row: row.option.key, self)
        self.view = RowView(self.model, _("What it comes to"))
        self.robust = PlainLabel("", muted=True, size=TextSize.CAPTION)
        for widget in (self.headline, self.view, self.robust):
            self.body.addWidget(widget)

    def show_effect(self, answers: ChoiceAnswers, reuse_ean: str) -> None:
        found = answers.recommendation
        self.headline.setText(recommendation_texts.headline(found, answers.comparison))
        shown = answers.shown(reuse_ean)
        self.model.set_rows(shown)
        self.view.show_lines(len(shown))
        self.robust.setText(recommendation_texts.robustness(found) if found else "")


class TornadoCard(ChartCard):
    """Which assumption moves the hours most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.bars = TornadoChart()
        super().__init__(_("What matters most"), self.bars, parent)
        self.legend = PlainLabel("", muted=True, size=TextSize.CAPTION)
        self.body.addWidget(self.legend)

    def show_tornado(self, tornado: Tornado | None) -> None:
        self.setVisible(tornado is not None)
        self.bars.set_tornado(tornado)
        if tornado is None:
            return
        self.sentence.setText(sensitivity.heading(tornado))
        more = len(tornado.swings) - MOST_BARS
        self.legend.setText(_("Striped: half the value. Solid: one and a half times the value."))
        self.switch.setToolTip(_("The table has all {n}.").format(n=len(tornado.swings)) if more > 0 else "")
        self.figures_changed()


class TurningCard(Card):
    """What would change our mind: the nearest value of each assumption that turns the order."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("What would change your mind?"))
        self.intro = PlainLabel("", muted=True)
        self.lines = QWidget()
        self._list = QVBoxLayout(self.lines)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(Space.SMALL)
        self.body.addWidget(self.intro)
        self.body.addWidget(self.lines)

    def show_points(self, points: tuple[TurningPoint, ...]) -> None:
        emptied(self._list)
        self.intro.setText(sensitivity.turning_points(points) if points else sensitivity.no_turning_point())
        for point in points[:_MOST_POINTS]:
            self._list.addWidget(PlainLabel(sensitivity.turning_point(point), selectable=True))
        self.lines.setVisible(bool(points))

    @property
    def sentences(self) -> list[str]:
        """What stands in the list."""
        return [one.text() for one in self.lines.findChildren(PlainLabel) if not one.isHidden()]
