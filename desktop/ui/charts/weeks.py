"""How much comes to KP week by week: can it be dealt with, and how far is the change?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.domain.rollout_dates import WeekLoad
from desktop.texts import dates, numbers
from desktop.texts.translate import _
from desktop.ui.charts.bars import Bars, quiet
from desktop.ui.charts.chart import Chart, ChartTable, draw_dot
from desktop.ui.charts.patterns import grid_pen
from desktop.ui.tables.columns import plain_number
from desktop.ui.theme import Colours, Space, Tone


def week_name(week: WeekLoad) -> str:
    """ "Week 9 (from 01-03-2027)"."""
    number = week.monday.isocalendar().week
    return _("Week {n} (from {day})").format(n=number, day=dates.short(week.monday))


class WeekBars(Bars):
    """Invoices a week in KP, beside the line of what can be dealt with."""

    lines_high = 10

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Invoices a week against what you can deal with"), parent)
        self._weeks: tuple[WeekLoad, ...] = ()

    def set_weeks(self, weeks: tuple[WeekLoad, ...]) -> None:
        """The bars, the first week first."""
        self._weeks = weeks
        self._values = tuple(round(week.invoices) for week in weeks)
        self.refresh()

    @property
    def _capacity(self) -> float:
        return self._weeks[0].capacity if self._weeks else 0.0

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            _("{week}: {n} invoices a week; you can deal with {capacity}.").format(
                week=week_name(week),
                n=numbers.decimal(week.invoices, 0),
                capacity=numbers.decimal(week.capacity, 0),
            )
            for week in self._weeks
        )

    def summary(self) -> str:
        if not self._weeks:
            return _("There are no waves yet.")
        over = next((week for week in self._weeks if week.invoices > week.capacity), None)
        most = numbers.decimal(max(week.invoices for week in self._weeks), 0)
        capacity = numbers.decimal(self._capacity, 0)
        if over is None:
            return _("At most {most} invoices a week; you can deal with {capacity}.").format(
                most=most, capacity=capacity
            )
        return _(
            "From {week} more comes than the {capacity} invoices a week you can deal with; {most} in the end."
        ).format(week=week_name(over), capacity=capacity, most=most)

    def table(self) -> ChartTable:
        rows = tuple(
            (
                week_name(week),
                plain_number(round(week.invoices, 1)),
                plain_number(round(week.capacity, 1)),
                plain_number(round(week.share * 100, 1)),
            )
            for week in self._weeks
        )
        headings = (
            _("Week"),
            _("Invoices a week"),
            _("You can deal with"),
            _("Share of all that change (%)"),
        )
        return ChartTable(headings, rows, (False, True, True, True))

    def _foot(self, bar: int) -> str:
        return str(self._weeks[bar].monday.isocalendar().week)

    def _colour(self, bar: int, palette: Colours) -> QColor:
        week = self._weeks[bar]
        tone = Tone.ATTENTION if week.invoices > week.capacity else Tone.ACCENT
        return quiet(palette, palette.tone(tone).shape)

    def _highest(self) -> float:
        """The line of what can be dealt with is seen too, unless it is far above everything."""
        most = max(1, *self._values)
        return max(most, min(self._capacity, 2.0 * most))

    def _bar(self, bar: int) -> QRectF:
        slot = self._slot(bar)
        width = min(slot.width() * 0.66, 44)
        height = slot.height() * self._values[bar] / self._highest()
        height = max(2.0, height) if self._values[bar] else 0.0
        return QRectF(slot.center().x() - width / 2, slot.bottom() - height, width, height)

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        super()._draw(painter, palette)
        if not self._weeks:
            return
        slot, last = self._slot(0), self._slot(len(self._weeks) - 1)
        painter.setPen(QPen(palette.text, 1.5, Qt.PenStyle.DashLine))
        if self._capacity > self._highest():
            return
        y = slot.bottom() - slot.height() * self._capacity / self._highest()
        painter.drawLine(QPointF(0, y), QPointF(last.right(), y))
        painter.setPen(palette.text)
        text = _("You can deal with {n}").format(n=numbers.decimal(self._capacity, 0))
        above = QRectF(
            0, y - self.metrics().height() - Space.HAIR, self.width() - Space.TINY, self.metrics().height()
        )
        painter.drawText(above, int(Qt.AlignmentFlag.AlignLeft), text)


class ChangeCurve(Chart):
    """The S-curve: which share of what will change has changed, week by week."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("How far the change is"), parent)
        self._weeks: tuple[WeekLoad, ...] = ()
        self._changes: tuple[date, ...] = ()

    def set_weeks(self, weeks: tuple[WeekLoad, ...], changes: Iterable[date] = ()) -> None:
        """The points, the first week first.

        Args:
            changes: the days on which waves change.
        """
        self._weeks = weeks
        self._changes = tuple(changes)
        self.refresh()

    def sizeHint(self) -> QSize:
        line = round(self.metrics().height())
        return QSize(18 * line, 10 * line)

    def minimumSizeHint(self) -> QSize:
        line = round(self.metrics().height())
        return QSize(10 * line, 10 * line)

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            _("{week}: {share} of the invoices have changed.").format(
                week=week_name(week), share=numbers.percent(week.share)
            )
            for week in self._weeks
        )

    def summary(self) -> str:
        half = next((week for week in self._weeks if week.share >= 0.5), None)
        whole = next((week for week in self._weeks if week.share >= 0.999), None)
        if half is None or whole is None:
            return _("There are no waves yet.")
        after = whole.monday + timedelta(weeks=1)
        last = max((day for day in self._changes if whole.monday <= day < after), default=whole.monday)
        return _("Half of the invoices have changed in week {half} ({half_day}), all on {day}.").format(
            half=half.monday.isocalendar().week,
            half_day=dates.short(half.monday),
            day=dates.short(last),
        )

    def table(self) -> ChartTable:
        rows = tuple((week_name(week), plain_number(round(week.share * 100, 1))) for week in self._weeks)
        return ChartTable((_("Week"), _("Share of all that change (%)")), rows, (False, True))

    def _area(self) -> QRectF:
        line = self.metrics().height()
        left = self.metrics().horizontalAdvance(numbers.percent(1)) + Space.SMALL
        return QRectF(left, line / 2, self.width() - left - Space.MEDIUM, self.height() - 2 * line)

    def _anchor(self, point: int) -> QPointF:
        area = self._area()
        steps = max(1, len(self._weeks) - 1)
        return QPointF(
            area.left() + area.width() * point / steps,
            area.bottom() - area.height() * self._weeks[point].share,
        )

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        area, line = self._area(), self.metrics().height()
        for share in (0.0, 0.5, 1.0):
            y = area.bottom() - area.height() * share
            painter.setPen(grid_pen(palette))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(palette.muted)
            label = QRectF(0, y - line / 2, area.left() - Space.SMALL, line)
            flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(label, flags, numbers.percent(share))
        if not self._weeks:
            return
        points = [self._anchor(at) for at in range(len(self._weeks))]
        painter.setPen(QPen(palette.tone(Tone.ACCENT).shape, 2))
        painter.drawPolyline(QPolygonF(points))
        self._draw_feet(painter, palette, area, line)
        if self.point >= 0:
            draw_dot(painter, points[self.point], palette.tone(Tone.ACCENT).shape, palette.surface)

    def _draw_feet(self, painter: QPainter, palette: Colours, area: QRectF, line: float) -> None:
        """The first and the last day, under the ends."""
        painter.setPen(palette.muted)
        foot = QRectF(area.left(), area.bottom() + Space.TINY, area.width(), line)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignLeft), dates.short(self._weeks[0].monday))
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignRight), dates.short(self._weeks[-1].monday))
