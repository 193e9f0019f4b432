"""How does a table come onto paper? As it is shown: its columns, its rows, the filter in words, page by page.

The headings stand again on every page, with "Page 2 of 5" below. What does not fit goes on in the next line;
the lettering gets smaller before a word is broken, and an EAN number never is. Nothing leaves with a CPR
number in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextOption

from desktop.domain.characters import visible
from desktop.domain.cpr import scrub
from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui.tables.columns import Column, Looks

if TYPE_CHECKING:
    from desktop.ui.paper import Pages

_SIZES = (9.0, 8.0, 7.0, 6.0)
"""Points of the text, the largest first: the first in which the columns fit is taken."""
_TITLE_POINTS = 15.0
_SAMPLED = 400
_MOST_LINES = 4
_LONGEST_WORD = 22
"""Characters of a word of a text that get a line of their own before the lettering gets smaller."""
_INK, _QUIET, _LINE = QColor("#000000"), QColor("#444444"), QColor("#9a9a9a")
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the table.

    Attributes:
        title: of the page.
        whose: the municipality.
        day: of the print, as it is read.
        words: how many rows, and what they are narrowed by.
    """

    title: str
    whose: str
    day: str
    words: str


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page: its rows with the height of each."""

    rows: tuple[tuple[int, float], ...]


class TableDrawing:
    """A table on its way to a printer.

    Args:
        columns: those on the screen, from the left.
        rows: what each of them has a text for.
    """

    def __init__(self, heading: Heading, columns: Sequence[Column[Any]], rows: Iterable[Any]) -> None:
        self._heading = Heading(
            *(_clean(text) for text in (heading.title, heading.whose, heading.day, heading.words))
        )
        self._columns = tuple(columns)
        self._titles = [_clean(column.title) for column in columns]
        self._cells = [[_clean(column.text(row)) for column in columns] for row in rows]

    def draw(self, printer: Pages) -> int:
        """Put it on the printer's pages; gives how many there are, 0 when the printer does not begin."""
        painter = QPainter()
        if not painter.begin(printer):
            return 0
        self._painter = painter
        self._page = QRectF(painter.viewport())
        self._gap = printer.resolution() / 72 * 3
        self._choose_lettering(printer)
        sheets = self._sheets()
        for number, sheet in enumerate(sheets, 1):
            if number > 1:
                printer.newPage()
            self._draw_sheet(painter, sheet, number, len(sheets))
        painter.end()
        return len(sheets)

    # ---------------------------------------------------------------------------------------- measuring

    def _choose_lettering(self, printer: Pages) -> None:
        """The largest lettering in which the columns fit; in the smallest they are squeezed."""
        natural: list[float] = []
        least: list[float] = []
        for points in _SIZES:
            self._plain, self._strong = _font(points), _font(points, bold=True)
            self._metrics = QFontMetricsF(self._plain, printer)
            self._strong_metrics = QFontMetricsF(self._strong, printer)
            natural = [self._natural(at) for at in range(len(self._columns))]
            least = [self._least(at, width) for at, width in enumerate(natural)]
            if sum(least) <= self._page.width():
                break
        self._widths = shared(self._page.width(), natural, least, self._stretches())
        self._title_font = _font(_TITLE_POINTS, bold=True)
        self._title_height = QFontMetricsF(self._title_font, printer).height()
        self._words_height = self._height(self._plain, self._heading.words, self._page.width())
        self._top = self._title_height + self._words_height + 4 * self._gap

    def _natural(self, at: int) -> float:
        """As wide as its widest cell; long texts only as wide as they would begin on the screen."""
        advance = self._metrics.horizontalAdvance
        widest = max((advance(cell) for cell in self._sample(at)), default=0.0)
        most = self._metrics.averageCharWidth() * self._columns[at].widest
        wanted = min(widest, most) if self._columns[at].looks is Looks.TEXT else widest
        return max(wanted, self._strong_metrics.horizontalAdvance(self._titles[at])) + 4 * self._gap

    def _least(self, at: int, natural: float) -> float:
        """As wide as its longest word, so that an EAN number is never broken; addresses of mail may be.
        A figure stands beside its unit."""
        if self._columns[at].looks in (Looks.NUMBER, Looks.PILL):
            return natural
        advance = self._metrics.horizontalAdvance
        words = {word for cell in self._sample(at) for word in cell.split()}
        longest = max(map(advance, words), default=0.0)
        if self._columns[at].looks is Looks.TEXT:
            longest = min(longest, self._metrics.averageCharWidth() * _LONGEST_WORD)
        heading = max(map(self._strong_metrics.horizontalAdvance, self._titles[at].split()), default=0.0)
        return min(natural, max(longest, heading) + 4 * self._gap)

    def _sample(self, at: int) -> list[str]:
        return [line[at] for line in self._cells[:: max(1, len(self._cells) // _SAMPLED)]]

    def _stretches(self) -> int:
        return next((at for at, column in enumerate(self._columns) if column.stretches), -1)

    def _height(self, font: QFont, text: str, width: float) -> float:
        """Of a text that may go on in more lines, four at the most."""
        metrics = self._strong_metrics if font is self._strong else self._metrics
        line = metrics.lineSpacing()
        if not text or metrics.horizontalAdvance(text) <= width:
            return line
        self._painter.setFont(font)
        needed = self._painter.boundingRect(QRectF(0, 0, width, 99 * line), text, _option(_LEFT)).height()
        return min(max(needed, line), _MOST_LINES * line)

    def _row_height(self, font: QFont, cells: Sequence[str]) -> float:
        inner = (width - 4 * self._gap for width in self._widths)
        heights = [self._height(font, cell, width) for cell, width in zip(cells, inner, strict=True)]
        return max(heights, default=0.0) + 2 * self._gap

    def _sheets(self) -> list[_Sheet]:
        self._head_height = self._row_height(self._strong, self._titles)
        foot = self._metrics.lineSpacing() + 2 * self._gap
        room = self._page.height() - self._top - self._head_height - foot
        sheets: list[_Sheet] = []
        rows: list[tuple[int, float]] = []
        left = room
        for at, cells in enumerate(self._cells):
            height = self._row_height(self._plain, cells)
            if rows and height > left:
                sheets.append(_Sheet(tuple(rows)))
                rows, left = [], room
            rows.append((at, height))
            left -= height
        return [*sheets, _Sheet(tuple(rows))]

    # ------------------------------------------------------------------------------------------ drawing

    def _draw_sheet(self, painter: QPainter, sheet: _Sheet, number: int, of: int) -> None:
        self._draw_top(painter)
        y = self._top
        self._draw_row(painter, y, self._head_height, self._titles, self._strong)
        y += self._head_height
        self._draw_line(painter, y, _INK, self._gap / 5)
        for at, height in sheet.rows:
            self._draw_row(painter, y, height, self._cells[at], self._plain)
            y += height
            self._draw_line(painter, y, _LINE, self._gap / 10)
        self._draw_foot(painter, number, of)

    def _draw_line(self, painter: QPainter, y: float, ink: QColor, width: float) -> None:
        painter.setPen(QPen(ink, width))
        painter.drawLine(QPointF(0, y), QPointF(self._page.width(), y))

    def _draw_top(self, painter: QPainter) -> None:
        line = QRectF(0, 0, self._page.width(), self._title_height)
        painter.setPen(_INK)
        painter.setFont(self._title_font)
        painter.drawText(line, _LEFT, self._heading.title)
        painter.setFont(self._plain)
        painter.setPen(_QUIET)
        told = ", ".join(part for part in (self._heading.whose, self._heading.day) if part)
        painter.drawText(line, (_RIGHT | Qt.AlignmentFlag.AlignVCenter), told)
        words = QRectF(0, self._title_height + 2 * self._gap, self._page.width(), self._words_height)
        painter.drawText(words, self._heading.words, _option(_LEFT))

    def _draw_row(
        self, painter: QPainter, y: float, height: float, cells: Sequence[str], font: QFont
    ) -> None:
        painter.setFont(font)
        painter.setPen(_INK)
        x = 0.0
        for column, text, width in zip(self._columns, cells, self._widths, strict=True):
            # A gap wider than was measured: laying a text out rounds, and must not break its last letter off.
            inside = QRectF(x + 1.5 * self._gap, y + self._gap, width - 3 * self._gap, height - 2 * self._gap)
            painter.save()
            painter.setClipRect(inside)
            painter.drawText(inside, text, _option(_RIGHT if column.is_number else _LEFT))
            painter.restore()
            x += width

    def _draw_foot(self, painter: QPainter, number: int, of: int) -> None:
        painter.setFont(self._plain)
        painter.setPen(_QUIET)
        height = self._metrics.lineSpacing()
        line = QRectF(0, self._page.height() - height, self._page.width(), height)
        painter.drawText(line, _LEFT, "EAN Planner")
        told = _("Page {number} of {of}").format(number=numbers.whole(number), of=numbers.whole(of))
        painter.drawText(line, _RIGHT, told)


def shared(room: float, natural: Sequence[float], least: Sequence[float], stretches: int) -> list[float]:
    """What each column gets of the page.

    Args:
        natural: what each would like, in any unit.
        least: what each needs, never more than it would like.
        stretches: the column that takes what is left over; -1 leaves it empty.

    >>> shared(100, [20, 30], [20, 30], 1), shared(40, [20, 40], [20, 10], -1)
    ([20, 80], [20.0, 20.0])
    >>> shared(30, [20, 40], [20, 40], -1)
    [10.0, 20.0]
    """
    wanted, needed = sum(natural), sum(least)
    if wanted <= room:
        return [width + (room - wanted if at == stretches else 0) for at, width in enumerate(natural)]
    if needed <= room and wanted > needed:
        share = (room - needed) / (wanted - needed)
        return [low + (high - low) * share for low, high in zip(least, natural, strict=True)]
    return [width * room / needed for width in least]


def _option(side: Qt.AlignmentFlag) -> QTextOption:
    """Lines break between words; only a word that is wider than its column is broken."""
    option = QTextOption(side)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont()
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def _clean(text: str) -> str:
    """Text as text, on one line; no CPR number goes onto paper."""
    return scrub(visible(" ".join(text.split())))
