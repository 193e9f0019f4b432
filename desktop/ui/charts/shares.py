"""What parts is something made of? Lying bars of equal length, each divided in the same few parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui.charts.chart import NO_POINT, Chart, ChartTable
from desktop.ui.charts.patterns import fill, ground_of, has_strokes, pattern_of
from desktop.ui.contrast import SHAPE_CONTRAST, TEXT_CONTRAST, black_or_white, contrast, mix, readable
from desktop.ui.tables.columns import plain_number
from desktop.ui.theme import Colours, Space, Tone

_SWATCH = 12
_BAR = 1.1
"""Height of a bar and of the gap below it, in lines of text."""
_GAP = 0.55


@dataclass(frozen=True, slots=True)
class Part:
    """One of the parts that every bar is divided in.

    Attributes:
        tone: its colour; the name says the same. None is a quiet grey: what nothing is known of.
    """

    name: str
    tone: Tone | None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar.

    Attributes:
        name: what stands to its left.
        values: how much each part has; parts below zero are drawn as nothing.
        written: a value as text, with its unit.
        plain: a value for a spreadsheet, without unit.
        total: what stands to its right.
    """

    name: str
    values: tuple[int, ...]
    written: Callable[[int], str]
    total: str
    plain: Callable[[int], str] = plain_number


class ShareBars(Chart):
    """Bars divided in parts, with a legend above. Click or Enter on a part opens what it counts.

    Signals:
        opened: the bar and the part, by number.
    """

    opened = Signal(int, int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name = name
        self._parts: tuple[Part, ...] = ()
        self._bars: tuple[Bar, ...] = ()
        self._points: list[tuple[int, int]] = []
        self._legend_lines = 0
        self._bar_height = _BAR
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_bars(self, parts: tuple[Part, ...], bars: tuple[Bar, ...]) -> None:
        """Show other figures."""
        self._parts, self._bars = parts, bars
        self._points = [
            (at, part) for at, bar in enumerate(bars) for part, value in enumerate(bar.values) if value > 0
        ]
        self.setAccessibleName(self._name)
        self.refresh()

    # ----------------------------------------------------------------------------- what a chart answers

    def sentences(self) -> tuple[str, ...]:
        return tuple(self.sentence_of(self._bars[at], part) for at, part in self._points)

    def sentence_of(self, bar: Bar, part: int) -> str:
        """What is said of one part of one bar."""
        return _("{bar}, {part}: {value} ({share})").format(
            bar=bar.name,
            part=self._parts[part].name,
            value=bar.written(bar.values[part]),
            share=numbers.percent(_share(bar, part)),
        )

    def summary(self) -> str:
        if not self._bars:
            return ""
        first = self._bars[0]
        told = [
            f"{self._parts[part].name} {numbers.percent(_share(first, part))}"
            for at, part in self._points
            if at == 0
        ]
        return f"{first.name}: {', '.join(told)}"

    def table(self) -> ChartTable:
        rows = tuple((bar.name, *(bar.plain(value) for value in bar.values)) for bar in self._bars)
        headings = ("", *(part.name for part in self._parts))
        return ChartTable(headings, rows, (False, *(True for _part in self._parts)))

    # ------------------------------------------------------------------------------------------ sizes

    def sizeHint(self) -> QSize:
        line = self.metrics().height()
        rows = len(self._bars) * (self._bar_height + _GAP) * line
        return QSize(round(36 * line), round(self._legend_height() + rows + Space.TINY))

    def minimumSizeHint(self) -> QSize:
        line = self.metrics().height()
        return QSize(round(18 * line), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if len(self._legend()) != self._legend_lines:
            self._legend_lines = len(self._legend())
            self.updateGeometry()

    def _legend_height(self) -> float:
        return len(self._legend()) * 1.5 * self.metrics().height() + Space.TINY

    def _legend(self) -> list[list[int]]:
        """The parts in as many lines as they need."""
        room, metrics = max(self.width(), 1), self.metrics()
        lines: list[list[int]] = [[]]
        used = 0.0
        for part, one in enumerate(self._parts):
            wanted = _entry_width(metrics, one)
            if lines[-1] and used + wanted > room:
                lines.append([])
                used = 0.0
            lines[-1].append(part)
            used += wanted
        return lines

    def _columns(self) -> tuple[float, float]:
        """Where the bars begin and end."""
        metrics = self.metrics()
        names = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0.0)
        totals = max((metrics.horizontalAdvance(bar.total) for bar in self._bars), default=0.0)
        left = min(names, self.width() * 0.3) + Space.MEDIUM
        return left, max(left + 1, self.width() - totals - Space.MEDIUM)

    def _strip(self, bar: int) -> QRectF:
        line = self.metrics().height()
        left, right = self._columns()
        top = self._legend_height() + bar * (self._bar_height + _GAP) * line
        return QRectF(left, top, right - left, self._bar_height * line)

    def _box(self, bar: int, part: int) -> QRectF:
        strip, values = self._strip(bar), [max(0, value) for value in self._bars[bar].values]
        whole = self._whole(values)
        left = strip.left() + strip.width() * sum(values[:part]) / whole
        return QRectF(left, strip.top(), strip.width() * values[part] / whole, strip.height())

    def _whole(self, values: Sequence[int]) -> int:
        """What the full length stands for."""
        return sum(values) or 1

    def _written_on(self, bar: Bar, part: int) -> str:
        """What is printed on a part where there is room."""
        return numbers.percent(_share(bar, part))

    def _total_box(self, at: int) -> QRectF:
        """Where a bar's total stands."""
        strip = self._strip(at)
        return QRectF(strip.right(), strip.top(), self.width() - strip.right(), strip.height())

    def _total_at_edge(self) -> bool:
        return True

    def _anchor(self, point: int) -> QPointF:
        box = self._box(*self._points[point])
        return QPointF(box.center().x(), box.top())

    def _point_at(self, position: QPointF) -> int:
        for point, (bar, part) in enumerate(self._points):
            # The gap below a bar belongs to it, so that no one has to aim.
            box = self._box(bar, part)
            if box.left() <= position.x() < box.right() and abs(
                box.center().y() - position.y()
            ) <= box.height() * (0.5 + _GAP / 2):
                return point
        return NO_POINT

    # --------------------------------------------------------------------------------------- opening

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        point = self._point_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and point != NO_POINT:
            self.opened.emit(*self._points[point])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.point != NO_POINT:
            self.opened.emit(*self._points[self.point])
            return
        super().keyPressEvent(event)

    # --------------------------------------------------------------------------------------- drawing

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        self._draw_legend(painter, palette)
        for at in range(len(self._bars)):
            self._draw_bar(painter, palette, at)

    def _draw_legend(self, painter: QPainter, palette: Colours) -> None:
        metrics, top = self.metrics(), 0.0
        for line in self._legend():
            left = 0.0
            for part in line:
                one = self._parts[part]
                side = _swatch(metrics)
                swatch = QRectF(left, round(top + (metrics.height() - side) / 2), side, side)
                fill(painter, swatch, part_colour(palette, one), palette, pattern_of(part))
                painter.setPen(palette.text)
                text = QPointF(left + side + Space.TINY + Space.HAIR, top + metrics.ascent())
                painter.drawText(text, one.name)
                left += _entry_width(metrics, one)
            top += 1.5 * metrics.height()

    def _draw_bar(self, painter: QPainter, palette: Colours, at: int) -> None:
        bar, strip, metrics = self._bars[at], self._strip(at), self.metrics()
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(palette.text)
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, strip.left() - Space.MEDIUM)
        painter.drawText(QRectF(0, strip.top(), strip.left(), strip.height()), middle, name)
        painter.setPen(palette.muted)
        total = self._total_box(at)
        side = Qt.AlignmentFlag.AlignRight if self._total_at_edge() else Qt.AlignmentFlag.AlignLeft
        if not self._total_at_edge():
            total.adjust(Space.SMALL, 0, 0, 0)
        painter.drawText(total, middle | int(side), bar.total)
        for point, (row, part) in enumerate(self._points):
            if row == at:
                self._draw_part(painter, palette, point, part)

    def _has_room(self, written: str, box: QRectF) -> bool:
        return self.metrics().horizontalAdvance(written) + 2 * Space.TINY <= box.width()

    def printed(self) -> tuple[tuple[str, QRectF], ...]:
        """What is printed on the parts, and the place it takes."""
        found = []
        for at, part in self._points:
            written, box = self._written_on(self._bars[at], part), self._box(at, part)
            if self._has_room(written, box):
                plate = QRectF(0, 0, self.metrics().horizontalAdvance(written), self.metrics().height() - 1)
                plate.moveCenter(box.center())
                found.append((written, plate.intersected(box)))
        return tuple(found)

    def _draw_part(self, painter: QPainter, palette: Colours, point: int, part: int) -> None:
        at = self._points[point][0]
        box = self._box(at, part)
        here, pattern = point == self.point, pattern_of(part)
        # A hair of the card between two parts; even the smallest is still seen.
        box.setWidth(max(2.0, box.width() - 1))
        if here:
            ground = palette.accent if palette.high_contrast else palette.text
            painter.fillRect(box, ground)
        else:
            colour = part_colour(palette, self._parts[part])
            ground = ground_of(colour, palette, pattern)
            fill(painter, box, colour, palette, pattern)
        written = self._written_on(self._bars[at], part)
        wide = self.metrics().horizontalAdvance(written)
        if not self._has_room(written, box):
            return
        ink = palette.on_accent if here and palette.high_contrast else text_on(palette, ground)
        if has_strokes(pattern) and not here:
            plate = QRectF(0, 0, wide + Space.SMALL, self.metrics().height() - 1)
            plate.moveCenter(box.center())
            painter.fillRect(plate.intersected(box), ground)
        painter.setPen(ink)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), written)


def part_colour(palette: Colours, part: Part) -> QColor:
    """The colour of a part; with high contrast its strokes tell it instead."""
    if part.tone is not None:
        return palette.tone(part.tone).shape
    if palette.high_contrast:
        return palette.outline
    quiet = mix(palette.surface, palette.outline, 0.4)
    return readable(quiet, on=(palette.surface,), ratio=SHAPE_CONTRAST)


def text_on(palette: Colours, ground: QColor) -> QColor:
    """Text on a part: whichever of the two ends of the palette is told best from it, or black or white."""
    best = max((palette.text, palette.surface), key=lambda colour: contrast(colour, ground))
    return best if contrast(best, ground) >= TEXT_CONTRAST else black_or_white(ground)


def _entry_width(metrics: QFontMetricsF, part: Part) -> float:
    return _swatch(metrics) + Space.TINY + Space.HAIR + metrics.horizontalAdvance(part.name) + Space.LARGE


def _swatch(metrics: QFontMetricsF) -> float:
    """Side of a legend's square: it grows with the text beside it."""
    return max(_SWATCH, round(metrics.height() * 0.75))


def _share(bar: Bar, part: int) -> float:
    whole = sum(max(0, value) for value in bar.values)
    return max(0, bar.values[part]) / whole if whole else 0.0
