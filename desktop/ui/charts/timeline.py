"""When does what happen? A line of days for each wave, with today, days off, letters, changes and gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.domain.characters import visible
from desktop.domain.working_days import WorkingCalendar
from desktop.texts import dates
from desktop.texts.translate import N_, _
from desktop.ui.charts.chart import NO_POINT, Chart, ChartTable
from desktop.ui.charts.patterns import grid_pen, shade
from desktop.ui.contrast import mix
from desktop.ui.theme import Colours, Space, Tone

_RADIUS = 5.0
_LEAST_MONTH = 34
_MARGIN = timedelta(days=10)


class DayKind(StrEnum):
    """What happens on a day."""

    TODAY = "today"
    DAY_OFF = "day_off"
    CLOSED = "closed"
    LETTER = "letter"
    REMINDER = "reminder"
    CUT_OVER = "cut_over"
    LAST_OLD_EAN = "last_old_ean"
    GATE = "gate"


_NAMES = {
    DayKind.TODAY: N_("Today"),
    DayKind.DAY_OFF: N_("Day off"),
    DayKind.CLOSED: N_("Closed"),
    DayKind.LETTER: N_("First letters"),
    DayKind.REMINDER: N_("Reminder"),
    DayKind.CUT_OVER: N_("Changes to the new EAN number"),
    DayKind.LAST_OLD_EAN: N_("Last day with the old EAN number"),
    DayKind.GATE: N_("Gate is looked at"),
}
_EXPLAINED = (
    *(DayKind.LETTER, DayKind.REMINDER, DayKind.CUT_OVER),
    *(DayKind.GATE, DayKind.LAST_OLD_EAN),
)
"""The kinds whose signs are explained below the rows, in the order in which they come."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A wave on its line: its four days, and the day its gate is looked at."""

    title: str
    letter: date
    reminder: date
    cut_over: date
    last_old_ean: date
    gate: date


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that happens.

    Attributes:
        row: of the wave it belongs to; -1 for days that concern all.
        last: the last day, included.
        title: of the wave, the holiday or the closed period.
    """

    kind: DayKind
    row: int
    first: date
    last: date
    title: str


class Timeline(Chart):
    """A line for each wave."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Timeline"), parent)
        self._rows: tuple[TimelineRow, ...] = ()
        self._marks: tuple[Mark, ...] = ()
        self._told_lines = 0
        self._first = self._last = date(2000, 1, 1)

    def set_rows(self, rows: Sequence[TimelineRow], *, today: date, calendar: WorkingCalendar) -> None:
        """Show these waves; holidays and closed weeks between the first and the last day come along."""
        self._rows = tuple(rows)
        days = [today, *(one.letter for one in rows), *(one.last_old_ean for one in rows)]
        days += [one.gate for one in rows]
        self._first, self._last = min(days) - _MARGIN, max(days) + _MARGIN
        shared = [Mark(DayKind.TODAY, -1, today, today, "")]
        shared += self._days_off(calendar)
        marks = sorted(shared, key=lambda one: (one.first, one.kind))
        for at, row in enumerate(rows):
            found = [
                Mark(kind, at, day, day, row.title)
                for kind, day in (
                    (DayKind.LETTER, row.letter),
                    (DayKind.REMINDER, row.reminder),
                    (DayKind.CUT_OVER, row.cut_over),
                    (DayKind.LAST_OLD_EAN, row.last_old_ean),
                    (DayKind.GATE, row.gate),
                )
            ]
            marks += sorted(found, key=lambda one: one.first)
        self._marks = tuple(marks)
        self.refresh()

    def _days_off(self, calendar: WorkingCalendar) -> list[Mark]:
        found = [
            Mark(DayKind.CLOSED, -1, period.first, period.last, period.title)
            for period in calendar.closed
            if period.last >= self._first and period.first <= self._last
        ]
        plain = WorkingCalendar()
        for number in range((self._last - self._first).days + 1):
            day = self._first + timedelta(days=number)
            name = plain.day_off(day)
            if name:  # a weekend has no name and needs no mark
                found.append(Mark(DayKind.DAY_OFF, -1, day, day, name))
        return found

    # -------------------------------------------------------------------------------------------- words

    def sentences(self) -> tuple[str, ...]:
        return tuple(self._sentence(mark) for mark in self._marks)

    def _sentence(self, mark: Mark) -> str:
        day = dates.short(mark.first)
        if mark.last != mark.first:
            day = _("{first} to {last}").format(first=day, last=dates.short(mark.last))
        what = _(_NAMES[mark.kind])
        if mark.row < 0:
            named = _("{what}: {name}").format(what=what, name=visible(mark.title)) if mark.title else what
            return _("{day}: {what}").format(day=day, what=named)
        return _("{wave}, {day}: {what}").format(wave=mark.title, day=day, what=what)

    def summary(self) -> str:
        if not self._rows:
            return _("There are no waves yet.")
        return _("The first letters go out {letter}, the last wave changes {change}.").format(
            letter=dates.long(min(row.letter for row in self._rows)),
            change=dates.long(max(row.cut_over for row in self._rows)),
        )

    def table(self) -> ChartTable:
        rows = tuple(
            (
                dates.short(mark.first),
                dates.short(mark.last) if mark.last != mark.first else "",
                visible(mark.title),
                _(_NAMES[mark.kind]),
            )
            for mark in sorted(self._marks, key=lambda one: (one.first, one.row))
        )
        headings = (_("Day"), _("To, included"), _("Wave or day off"), _("What happens"))
        return ChartTable(headings, rows, (False, False, False, False))

    # ------------------------------------------------------------------------------------------- places

    def _row_height(self) -> float:
        return self.metrics().height() + Space.MEDIUM

    def _head(self) -> float:
        return 2 * self.metrics().height() + Space.SMALL

    def _label_width(self) -> float:
        widths = (self.metrics().horizontalAdvance(row.title) for row in self._rows)
        return min(max(widths, default=0) + Space.MEDIUM, self.width() / 3)

    def sizeHint(self) -> QSize:
        return QSize(30 * round(self.metrics().height()), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(16 * round(self.metrics().height()), self._height())

    def _height(self) -> int:
        return round(self._bottom() + self._key_lines() * self._key_line() + Space.TINY)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower, the signs may need another line."""
        super().resizeEvent(event)
        if self._key_lines() != self._told_lines:
            self._told_lines = self._key_lines()
            self.updateGeometry()

    def _key_line(self) -> float:
        return self.metrics().height() + Space.SMALL

    def _key_lines(self) -> int:
        return self._key()[-1][2] + 1

    def _key(self) -> list[tuple[DayKind, float, int]]:
        """Each sign that is explained, how far from the left, and on which line below the rows."""
        found: list[tuple[DayKind, float, int]] = []
        x, line = 0.0, 0
        for kind in _EXPLAINED:
            wanted = 3 * _RADIUS + Space.TINY + self.metrics().horizontalAdvance(_(_NAMES[kind]))
            if x and x + wanted > self.width():
                x, line = 0.0, line + 1
            found.append((kind, x, line))
            x += wanted + Space.LARGE
        return found

    def _x(self, day: date) -> float:
        left = self._label_width()
        span = max(1, (self._last - self._first).days)
        return left + (self.width() - left - Space.SMALL) * (day - self._first).days / span

    def _y(self, row: int) -> float:
        return self._head() + (row + 0.5) * self._row_height()

    def _bottom(self) -> float:
        return self._head() + max(1, len(self._rows)) * self._row_height()

    def _anchor(self, point: int) -> QPointF:
        mark = self._marks[point]
        if mark.row < 0:
            return QPointF(self._x(mark.first), self._head())
        return QPointF(self._x(mark.first), self._y(mark.row))

    def _point_at(self, position: QPointF) -> int:
        """The mark of the line under the pointer that is nearest; above the lines those that concern all."""
        row = int((position.y() - self._head()) // self._row_height())
        row = row if 0 <= row < len(self._rows) else -1
        near = [
            (abs(self._x(mark.first) - position.x()), at)
            for at, mark in enumerate(self._marks)
            if mark.row == row
        ]
        distance, at = min(near, default=(0.0, NO_POINT))
        return at if distance < 4 * _RADIUS else NO_POINT

    # ------------------------------------------------------------------------------------------ drawing

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        if not self._rows:
            return
        self._draw_days_off(painter, palette)
        self._draw_months(painter, palette)
        for at, row in enumerate(self._rows):
            self._draw_row(painter, palette, at, row)
        self._draw_today(painter, palette)
        self._draw_key(painter, palette)
        if self.point >= 0:
            anchor = self._anchor(self.point)
            painter.setPen(QPen(palette.text, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(anchor, _RADIUS + 3, _RADIUS + 3)

    def _draw_days_off(self, painter: QPainter, palette: Colours) -> None:
        top, height = self._head(), self._bottom() - self._head()
        for mark in self._marks:
            if mark.kind in (DayKind.CLOSED, DayKind.DAY_OFF):
                left, right = self._x(mark.first), self._x(mark.last + timedelta(days=1))
                shade(painter, QRectF(left, top, max(1.5, right - left), height), palette, 0.10)

    def _draw_months(self, painter: QPainter, palette: Colours) -> None:
        """A line at each month's beginning, its name as often as there is room."""
        line, free = self.metrics().height(), 0.0
        day = (self._first.replace(day=1) + timedelta(days=32)).replace(day=1)
        while day <= self._last:
            x = self._x(day)
            painter.setPen(grid_pen(palette))
            painter.drawLine(QPointF(x, self._head()), QPointF(x, self._bottom()))
            name = dates.month(f"{day:%Y-%m}")
            width = self.metrics().horizontalAdvance(name)
            if x >= free and x + width <= self.width():
                painter.setPen(palette.muted)
                painter.drawText(QRectF(x + Space.HAIR, line, width + 2, line), name)
                free = x + max(_LEAST_MONTH, width + Space.MEDIUM)
            day = (day + timedelta(days=32)).replace(day=1)

    def _draw_row(self, painter: QPainter, palette: Colours, at: int, row: TimelineRow) -> None:
        y, accent = self._y(at), palette.tone(Tone.ACCENT)
        painter.setPen(palette.text)
        label = QRectF(0, y - self.metrics().height() / 2, self._label_width(), self.metrics().height())
        painter.drawText(label, int(Qt.AlignmentFlag.AlignVCenter), row.title)
        letter, change = self._x(row.letter), self._x(row.cut_over)
        band = accent.shape if palette.high_contrast else mix(palette.surface, accent.shape, 0.45)
        painter.setPen(QPen(band, 4))
        painter.drawLine(QPointF(letter, y), QPointF(change, y))
        painter.setPen(QPen(palette.outline, 2, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(change, y), QPointF(self._x(row.last_old_ean), y))
        for mark in self._marks:
            if mark.row == at:
                draw_mark(painter, palette, QPointF(self._x(mark.first), y), mark.kind)

    def _draw_today(self, painter: QPainter, palette: Colours) -> None:
        mark = next(mark for mark in self._marks if mark.kind is DayKind.TODAY)
        x, line = self._x(mark.first), self.metrics().height()
        painter.setPen(QPen(palette.tone(Tone.BAD).shape, 1.5))
        painter.drawLine(QPointF(x, line), QPointF(x, self._bottom()))
        painter.setPen(palette.tone(Tone.BAD).text)
        name = _("Today")
        width = self.metrics().horizontalAdvance(name)
        left = min(max(0.0, x - width / 2), self.width() - width)
        painter.drawText(QRectF(left, 0, width + 2, line), name)

    def _draw_key(self, painter: QPainter, palette: Colours) -> None:
        """What the signs mean, on as many lines as that needs."""
        height = self.metrics().height()
        for kind, x, line in self._key():
            y = self._bottom() + Space.SMALL + line * self._key_line() + height / 2
            draw_mark(painter, palette, QPointF(x + 1.5 * _RADIUS, y), kind)
            painter.setPen(palette.muted)
            left = x + 3 * _RADIUS + Space.TINY
            painter.drawText(QRectF(left, y - height / 2, self.width() - left, height), _(_NAMES[kind]))


def draw_mark(painter: QPainter, palette: Colours, at: QPointF, kind: DayKind) -> None:
    """A sign of its own shape for each kind of day, so that no meaning hangs on a colour."""
    ink: QColor = palette.tone(Tone.ACCENT).shape
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(palette.surface)
    if kind is DayKind.LETTER:
        painter.drawEllipse(at, _RADIUS, _RADIUS)
    elif kind is DayKind.REMINDER:
        painter.drawEllipse(at, _RADIUS / 2, _RADIUS / 2)
    elif kind is DayKind.CUT_OVER:
        painter.setBrush(ink)
        painter.drawPolygon(_diamond(at, _RADIUS + 1))
    elif kind is DayKind.GATE:
        painter.drawPolygon(_diamond(at, _RADIUS))
    elif kind is DayKind.LAST_OLD_EAN:
        painter.setPen(QPen(palette.outline, 2))
        painter.drawLine(at - QPointF(0, _RADIUS), at + QPointF(0, _RADIUS))


def _diamond(at: QPointF, radius: float) -> QPolygonF:
    return QPolygonF(
        [
            at + QPointF(0, -radius),
            at + QPointF(radius, 0),
            at + QPointF(0, radius),
            at + QPointF(-radius, 0),
        ]
    )
