"""How is the quick guide laid out? The steps to the left, what to have ready and not to forget at the right.

Measured in points (1/72 inch) on A4, dark on white: paper has no theme. The page is drawn, not flowed:
whatever font the machine has, the text is made just small enough to stay on the one page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPainter,
    QPalette,
    QPen,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from desktop.paths import resources_dir

if TYPE_CHECKING:
    from desktop.ui.help.quick_guide_words import Entry, QuickGuide, Section

PAGE = QSizeF(595.28, 841.89)
"""A4 in points."""
_EDGE = 42.0
_BAND = 96.0
_GAP = 22.0
_RIGHT = 182.0
_MARK = 25.0
_PADDING = 13.0
_INK = QColor("#1c2430")
_QUIET = QColor("#4d5866")
_LINE = QColor("#d5dbe3")
_ACCENT = QColor("#1258a8")
_SOFT = QColor("#eef4fb")
_WARN = QColor("#8a5a00")
_WARN_SOFT = QColor("#fdf5e4")
_SIZES = tuple(10.6 - step * 0.2 for step in range(20))
"""Text sizes in points that are tried, the largest first."""
_LEADING = 128.0
_IN_WORD = re.compile(r"(?<=\w)-(?=\w)")
"""A hyphen within a word, where "CPR-nummer" must not be broken."""


class _Pen:
    """Draws text at one size; without a painter it only measures."""

    def __init__(self, painter: QPainter | None, size: float) -> None:
        self.painter, self.size = painter, size

    def text(
        self,
        at: QPointF,
        width: float,
        words: str,
        *,
        size: float = 1.0,
        bold: bool = False,
        ink: QColor = _INK,
    ) -> float:
        """Put words (Markdown) below a point; gives their height."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        font = QFont(QApplication.font())
        font.setPixelSize(100)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        document.setDefaultFont(font)
        document.setMarkdown(_IN_WORD.sub("\N{NON-BREAKING HYPHEN}", words))
        _dress(document, font, bold=bold)
        # Laid out a hundred pixels high and drawn smaller: whole pixels would set letters unevenly on paper.
        scale = self.size * size / 100
        document.setTextWidth(width / scale)
        height = document.size().height() * scale
        if self.painter is not None:
            context = QAbstractTextDocumentLayout.PaintContext()
            palette = QPalette()
            palette.setColor(QPalette.ColorRole.Text, ink)
            context.palette = palette
            self.painter.save()
            self.painter.translate(at)
            self.painter.scale(scale, scale)
            document.documentLayout().draw(self.painter, context)
            self.painter.restore()
        return height


def _dress(document: QTextDocument, font: QFont, *, bold: bool) -> None:
    """Lines with air between them; what is bold half as much so; keys in the text's own font."""
    block = document.begin()
    while block.isValid():
        form = QTextBlockFormat()
        form.setLineHeight(_LEADING, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(0)
        form.setBottomMargin(0)
        QTextCursor(block).mergeBlockFormat(form)
        place = block.begin()
        pieces = []
        while not place.atEnd():
            pieces.append(
                (place.fragment().position(), place.fragment().length(), place.fragment().charFormat())
            )
            place += 1
        for start, length, char in pieces:
            strong = bold or char.fontWeight() > QFont.Weight.Normal or char.fontFixedPitch()
            char.setFontFixedPitch(False)
            char.setFont(font)
            char.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            cursor = QTextCursor(block)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(char)
        block = block.next()


def draw(painter: QPainter, guide: QuickGuide) -> None:
    """Draw the page at its size in points."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    size = fitting(guide)
    _band(painter, guide, size)
    _columns(_Pen(painter, size), guide)


def fitting(guide: QuickGuide) -> float:
    """The largest text size with which everything stays on the page."""
    room = PAGE.height() - _EDGE
    for size in _SIZES:
        if max(reach(guide, size)) <= room:
            return size
    return _SIZES[-1]


def reach(guide: QuickGuide, size: float) -> tuple[float, float]:
    """How far down the two columns come, in points, with text of a size."""
    return _columns(_Pen(None, size), guide)


def _band(painter: QPainter, guide: QuickGuide, size: float) -> None:
    """The name on the accent, across the page."""
    painter.fillRect(QRectF(0, 0, PAGE.width(), _BAND), _ACCENT)
    icon = 46.0
    # As lines and not as dots: a printer has many more of them than a screen.
    drawing = QSvgRenderer(str(resources_dir() / "icons" / "ean-planner.svg"))
    drawing.render(painter, QRectF(_EDGE, (_BAND - icon) / 2, icon, icon))
    left, white = _EDGE + icon + 16, QColor("white")
    pen, width = _Pen(painter, size), PAGE.width() - 2 * _EDGE - icon - 16
    top = 22 + pen.text(
        QPointF(left, 20), width, f"{guide.title} til EAN Planner", size=2.1, bold=True, ink=white
    )
    pen.text(QPointF(left, top), width, guide.promise, ink=QColor("#e4eefb"))


def _columns(pen: _Pen, guide: QuickGuide) -> tuple[float, float]:
    """The two columns; gives how far down each of them reaches."""
    steps, *boxes = guide.sections
    top = _BAND + _GAP
    width = PAGE.width() - 2 * _EDGE - _GAP - _RIGHT
    left_end = _steps(pen, steps, QRectF(_EDGE, top, width, PAGE.height() - top - _EDGE))
    y = top
    for number, box in enumerate(boxes):
        at = QPointF(PAGE.width() - _EDGE - _RIGHT, y)
        y += _box(pen, box, at, warn=number == 1, ticks=number == 0) + _GAP * 0.7
    return left_end, y - _GAP * 0.7


def _steps(pen: _Pen, section: Section, area: QRectF) -> float:
    """The steps, spread over the height there is; gives where they end."""
    heights = [_step(_Pen(None, pen.size), 0, one, QPointF(), area.width()) for one in section.entries]
    spare = area.height() - sum(heights)
    gap = min(24.0, max(9.0, spare / max(1, len(heights) - 1)))
    y = area.top()
    for number, (one, height) in enumerate(zip(section.entries, heights, strict=True), 1):
        if pen.painter is not None and number < len(heights):
            middle = area.left() + _MARK / 2
            pen.painter.setPen(QPen(_LINE, 1.5))
            pen.painter.drawLine(QPointF(middle, y + _MARK + 4), QPointF(middle, y + height + gap - 4))
        _step(pen, number, one, QPointF(area.left(), y), area.width())
        y += height + gap
    return y - gap


def _step(pen: _Pen, number: int, entry: Entry, at: QPointF, width: float) -> float:
    """A numbered disc, the title, the words, and where to click."""
    left, inner = at.x() + _MARK + 13, width - _MARK - 13
    y = at.y() + 2
    y += pen.text(QPointF(left, y), inner, entry.title, size=1.24, bold=True) + 2
    y += pen.text(QPointF(left, y), inner, entry.words, ink=_QUIET) + 3
    y += pen.text(QPointF(left, y), inner, entry.where, ink=_ACCENT)
    if pen.painter is not None:
        disc = QRectF(at.x(), at.y(), _MARK, _MARK)
        pen.painter.setPen(Qt.PenStyle.NoPen)
        pen.painter.setBrush(_ACCENT)
        pen.painter.drawEllipse(disc)
        font = QFont(QApplication.font())
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.DemiBold)
        pen.painter.setFont(font)
        pen.painter.setPen(QColor("white"))
        pen.painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), str(number))
    return y - at.y()


def _box(pen: _Pen, section: Section, at: QPointF, *, warn: bool, ticks: bool) -> float:
    """A soft box with a title and its lines; gives its height.

    Args:
        ticks: its lines are there to be ticked off.
    """
    height = _box_words(_Pen(None, pen.size), section, at, warn=warn, ticks=ticks)
    if pen.painter is not None:
        pen.painter.setPen(Qt.PenStyle.NoPen)
        pen.painter.setBrush(_WARN_SOFT if warn else _SOFT)
        pen.painter.drawRoundedRect(QRectF(at.x(), at.y(), _RIGHT, height), 7, 7)
        _box_words(pen, section, at, warn=warn, ticks=ticks)
    return height


def _box_words(pen: _Pen, section: Section, at: QPointF, *, warn: bool, ticks: bool) -> float:
    left, width = at.x() + _PADDING, _RIGHT - 2 * _PADDING
    ink = _WARN if warn else _ACCENT
    y = at.y() + _PADDING - 2
    y += pen.text(QPointF(left, y), width, section.title, size=1.24, bold=True, ink=ink) + 5
    for entry in section.entries:
        if entry.title:
            y += pen.text(QPointF(left, y), width, entry.title, bold=True) + 1
            y += pen.text(QPointF(left, y), width, entry.words, size=0.93, ink=_QUIET) + 7
        else:
            if pen.painter is not None:
                _mark(pen.painter, QRectF(left + 0.5, y + pen.size * 0.28, 7.5, 7.5), ink, ticks=ticks)
            y += pen.text(QPointF(left + 15, y), width - 15, entry.words, size=0.96) + 4
    return y - at.y() + _PADDING - 8


def _mark(painter: QPainter, area: QRectF, ink: QColor, *, ticks: bool) -> None:
    """A box to tick, or a dot."""
    painter.setPen(QPen(ink, 1) if ticks else Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white") if ticks else ink)
    if ticks:
        painter.drawRoundedRect(area, 1.5, 1.5)
    else:
        painter.drawEllipse(area.center(), 2.0, 2.0)
