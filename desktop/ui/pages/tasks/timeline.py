"""When is each task worked on, and how does that lie to today, go-live, holidays and closed weeks?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.domain.characters import visible
from desktop.domain.checklist import ChecklistTask, Dates, TaskStatus
from desktop.domain.working_days import WorkingCalendar
from desktop.texts import checklist, checklist_page, dates
from desktop.texts.translate import _
from desktop.ui import icons, theme
from desktop.ui.charts.chart import NO_POINT, Chart, ChartTable
from desktop.ui.charts.patterns import grid_pen, shade
from desktop.ui.contrast import SHAPE_CONTRAST, mix, readable
from desktop.ui.pages.tasks.answers import TasksAnswers
from desktop.ui.pages.tasks.looks import STATUS_ICONS, STATUS_TONES, conflict_tone
from desktop.ui.theme import Colours, Space, Tone

_EARLIEST = timedelta(days=45)
"""How far before today the timeline goes; what ended earlier stands at its left edge with an arrow."""
_MARGIN = timedelta(days=10)
_LONGEST = timedelta(days=730)
_LABEL_SHARE, _LABEL_CHARACTERS = 0.36, 46
_LABEL_LEAST, _LABEL_MOST = 26, 0.5
"""Titles keep this many characters where there is little room, as long as the days have the other half."""
_ARROW = 5.0


class TaskTimeline(Chart):
    """One bar for each task that has dates.

    Signals:
        opened: the key of the task somebody opened with Enter or a double click.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Timeline of the tasks"), parent)
        self._tasks: tuple[ChecklistTask, ...] = ()
        self._titles: dict[str, str] = {}
        self._first = self._last = self._today = date.min
        self._go_live: date | None = None
        self._off: tuple[int, ...] = ()

    def show_answers(self, answers: TasksAnswers) -> None:
        """Draw these tasks."""
        found = answers.checklist
        self._tasks = tuple(one for one in found.tasks if one.dates is not None)
        self._titles = answers.titles
        self._today, self._go_live = found.as_of, found.go_live
        self._first, self._last = _span(self._tasks, found.as_of, found.go_live)
        self._off = _days_off(found.calendar, self._first, self._last)
        self.refresh()

    @property
    def keys(self) -> tuple[str, ...]:
        """The tasks that are drawn, from the top."""
        return tuple(one.key for one in self._tasks)

    # ------------------------------------------------------------------------------- what a chart answers

    def sentences(self) -> tuple[str, ...]:
        return tuple(checklist_page.spoken(one, self._titles) for one in self._tasks)

    def summary(self) -> str:
        if not self._tasks:
            return _("No task has a date yet.")
        told = _("{n} tasks from {first} to {last}.").format(
            n=len(self._tasks), first=dates.short(self._first), last=dates.short(self._last)
        )
        return f"{told} {checklist_page.go_live(self._go_live)}"

    def table(self) -> ChartTable:
        rows = tuple(
            (
                self._titles[one.key],
                dates.short(_days(one).start),
                dates.short(_days(one).end),
                checklist.status(one.state.status),
                " ".join(checklist_page.conflicts(one, self._titles)),
            )
            for one in self._tasks
        )
        headings = (_("Task"), _("From"), _("To"), _("Status"), _("To look at"))
        return ChartTable(headings, rows, (False,) * len(headings))

    def sizeHint(self) -> QSize:
        line = self.metrics().height()
        high = self._top() + len(self._tasks) * self._row() + Space.SMALL
        return QSize(round(34 * line), round(high))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(16 * self.metrics().height()), self.sizeHint().height())

    def _anchor(self, point: int) -> QPointF:
        bar = self._bar(point)
        return QPointF(bar.center().x(), bar.top())

    def _point_at(self, position: QPointF) -> int:
        row = int((position.y() - self._top()) // self._row())
        return row if 0 <= row < len(self._tasks) else NO_POINT

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the rows as left and right do; Enter opens the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.point != NO_POINT:
            self.opened.emit(self._tasks[self.point].key)
            return
        way = {Qt.Key.Key_Down: Qt.Key.Key_Right, Qt.Key.Key_Up: Qt.Key.Key_Left}.get(Qt.Key(event.key()))
        if way is not None:
            event = QKeyEvent(event.type(), way, event.modifiers())
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self._point_at(event.position())
        if row != NO_POINT:
            self.opened.emit(self._tasks[row].key)

    # ------------------------------------------------------------------------------------------ geometry

    def _row(self) -> float:
        return self.metrics().height() + Space.MEDIUM

    def _top(self) -> float:
        """Below the months and the words on the lines."""
        return 2 * (self.metrics().height() + Space.TINY) + Space.TINY

    def _left(self) -> float:
        """Where the days begin, right of the titles."""
        character = self.metrics().averageCharWidth()
        share = min(self.width() * _LABEL_SHARE, _LABEL_CHARACTERS * character)
        return max(share, min(_LABEL_LEAST * character, self.width() * _LABEL_MOST))

    def _x(self, day: date) -> float:
        room = self.width() - self._left() - Space.SMALL
        return self._left() + room * (day - self._first).days / max(1, (self._last - self._first).days)

    def _bar(self, row: int) -> QRectF:
        days = _days(self._tasks[row])
        start = min(max(days.start, self._first), self._last)
        end = min(max(days.end + timedelta(days=1), self._first), self._last)
        left, right = self._x(start), self._x(end)
        top = self._top() + row * self._row() + Space.TINY
        return QRectF(left, top, max(right - left, 4.0), self._row() - Space.SMALL)

    # ------------------------------------------------------------------------------------------- drawing

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        if not self._tasks:
            painter.setPen(palette.muted)
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.summary())
            return
        self._draw_days_off(painter, palette)
        self._draw_months(painter, palette)
        for row in range(len(self._tasks)):
            self._draw_label(painter, palette, row)
            self._draw_bar(painter, palette, row)
        self._draw_lines(painter, palette)
        for row, task in enumerate(self._tasks):
            if _days(task).end < self._first:
                self._draw_earlier(painter, palette, row)

    def _bottom(self) -> float:
        return self._top() + len(self._tasks) * self._row()

    def _draw_days_off(self, painter: QPainter, palette: Colours) -> None:
        width = max(1.5, self._x(self._first + timedelta(days=1)) - self._x(self._first))
        for at in self._off:
            left = self._x(self._first + timedelta(days=at))
            shade(painter, QRectF(left, self._top(), width, self._bottom() - self._top()), palette, 0.07)

    def _draw_months(self, painter: QPainter, palette: Colours) -> None:
        height = self.metrics().height()
        free_from = self._left()
        for first in _months(self._first, self._last):
            left = self._x(first)
            painter.setPen(grid_pen(palette))
            painter.drawLine(QPointF(left, height + Space.TINY), QPointF(left, self._bottom()))
            name = dates.month(f"{first.year}-{first.month:02}")
            wide = self.metrics().horizontalAdvance(name)
            if left < free_from or left + wide > self.width():
                continue
            painter.setPen(palette.muted)
            painter.drawText(QPointF(left + Space.TINY, self.metrics().ascent()), name)
            free_from = left + wide + Space.LARGE

    def _draw_label(self, painter: QPainter, palette: Colours, row: int) -> None:
        task = self._tasks[row]
        bar = self._bar(row)
        here = row == self.point
        if here:
            painter.fillRect(QRectF(0, bar.top() - 2, self.width(), bar.height() + 4), palette.hover)
        side = theme.icon_size(painter.font(), share=1.1, least=14)
        spot = QRectF(Space.TINY, bar.center().y() - side / 2, side, side)
        late = bool(task.conflicts)
        tone = palette.tone(conflict_tone(task) if late else STATUS_TONES[task.state.status])
        icons.paint(painter, "warning" if late else STATUS_ICONS[task.state.status], spot, tone.text)
        painter.setPen(palette.muted if task.state.status.is_settled else palette.text)
        left = spot.right() + Space.SMALL
        words = QRectF(left, bar.top() - 2, self._left() - left - Space.SMALL, bar.height() + 4)
        told = self.metrics().elidedText(
            visible(self._titles[task.key]), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), told)

    def _draw_bar(self, painter: QPainter, palette: Colours, row: int) -> None:
        task, bar = self._tasks[row], self._bar(row)
        colour = self._colour(task, palette)
        if _days(task).end < self._first:
            return
        settled = task.state.status.is_settled
        painter.setPen(QPen(colour, 1.5) if settled else Qt.PenStyle.NoPen)
        painter.setBrush(mix(palette.surface, colour, 0.25) if settled else colour)
        painter.drawRoundedRect(bar, Space.TINY, Space.TINY)

    def _draw_earlier(self, painter: QPainter, palette: Colours, row: int) -> None:
        """An arrow to the left with the day, for what ended before the timeline begins."""
        task, bar = self._tasks[row], self._bar(row)
        middle, left = bar.center().y(), self._left()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour(task, palette))
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, middle),
                    QPointF(left + 2 * _ARROW, middle - _ARROW),
                    QPointF(left + 2 * _ARROW, middle + _ARROW),
                ]
            )
        )
        painter.setPen(palette.muted)
        day = dates.short(_days(task).end)
        wide = self.metrics().horizontalAdvance(day) + Space.TINY
        words = QRectF(left + 3 * _ARROW, bar.top(), wide, bar.height())
        # The line of today stands behind it, not across it.
        painter.fillRect(words, palette.hover if row == self.point else palette.surface)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), day)

    def _colour(self, task: ChecklistTask, palette: Colours) -> QColor:
        if task.conflicts and conflict_tone(task) is not Tone.NEUTRAL:
            return palette.tone(conflict_tone(task)).shape
        if task.state.status is TaskStatus.NOT_NEEDED:
            return palette.outline
        if task.state.status.is_settled:
            return palette.tone(STATUS_TONES[task.state.status]).shape
        strong = palette.tone(Tone.ACCENT).shape
        if palette.high_contrast:
            return strong
        return readable(mix(palette.surface, strong, 0.7), on=(palette.surface,), ratio=SHAPE_CONTRAST)

    def _draw_lines(self, painter: QPainter, palette: Colours) -> None:
        """Today and go-live, each with its word above it, and its day where there is room for both days."""
        marks = [(self._today, _("Today"), palette.text, Qt.PenStyle.DashLine)]
        if self._go_live is not None and self._first <= self._go_live <= self._last:
            marks.append((self._go_live, _("Go-live"), palette.tone(Tone.ACCENT).text, Qt.PenStyle.SolidLine))
        marks.sort(key=lambda mark: mark[0], reverse=True)
        days = [mark[0] for mark in marks]
        told = [f"{word} {dates.short(day)}" for day, word, _ink, _style in marks]
        places = self._places(days, told)
        if any(left + wide < self._x(day) for day, (left, wide) in zip(days, places, strict=True)):
            told = [mark[1] for mark in marks]
            places = self._places(days, told)
        height = self.metrics().height()
        for (day, _word, ink, style), words, (left, _wide) in zip(marks, told, places, strict=True):
            x = self._x(day)
            painter.setPen(QPen(ink, 1.5, style))
            painter.drawLine(QPointF(x, self._top() - Space.TINY), QPointF(x, self._bottom()))
            painter.drawText(QPointF(left, height + Space.TINY + self.metrics().ascent()), words)

    def _places(self, days: Sequence[date], told: Sequence[str]) -> list[tuple[float, float]]:
        """Left edge and width of the words on lines, the last line first; they never run into each other.

        Left of the days is room for them, too: above the titles stands nothing.
        """
        places: list[tuple[float, float]] = []
        free_to = float(self.width())
        for day, words in zip(days, told, strict=True):
            wide = float(self.metrics().horizontalAdvance(words))
            left = max(0.0, min(self._x(day) - wide / 2, free_to - wide))
            places.append((left, wide))
            free_to = left - Space.SMALL
        return places


def _days(task: ChecklistTask) -> Dates:
    if task.dates is None:
        raise ValueError("the timeline shows tasks with dates")
    return task.dates


def _span(tasks: Sequence[ChecklistTask], today: date, go_live: date | None) -> tuple[date, date]:
    """From a little before today or the first task to a little after the last one or go-live."""
    starts = [_days(one).start for one in tasks]
    ends = [_days(one).end for one in tasks]
    first = max(min([*starts, today]), today - _EARLIEST)
    last = min(max([*ends, go_live or today, today]), today + _LONGEST)
    return first - _MARGIN, last + _MARGIN


def _days_off(calendar: WorkingCalendar, first: date, last: date) -> tuple[int, ...]:
    """Holidays and closed weeks, as days after the first; plain weekends would only make stripes."""

    def stands_out(day: date) -> bool:
        # A closed week may have no name, and then looks like a weekend to who asks for names.
        return bool(calendar.day_off(day)) or any(day in period for period in calendar.closed)

    return tuple(at for at in range((last - first).days) if stands_out(first + timedelta(days=at)))


def _months(first: date, last: date) -> list[date]:
    """The first day of each month in between."""
    found, day = [], first.replace(day=1)
    while day <= last:
        if day >= first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
