"""How does the letter read? Drawn on a sheet of paper, word for word; the look is only near to Word's.

Nothing here reads markup: text layouts hold plain text with bold stretches, so no supplier's name can fetch
anything. The sheet is white with dark ink in every theme, as the letter will be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.characters import visible
from desktop.domain.letter_preview import PreviewBlock, PreviewKind, PreviewRun
from desktop.texts.translate import _
from desktop.ui import spoken, theme
from desktop.ui.theme import CONTROL_RADIUS, Space
from desktop.ui.widgets.key_focus import KeyRing

_INK, _QUIET, _LINE, _PAPER, _HEAD = "#1b1f24", "#5b6470", "#c9ced6", "#ffffff", "#f1f3f6"
_MARGIN = 28
_BOTH_COLUMNS = 42
"""Characters a sheet must hold for the sender to stand beside the address."""
_RIGHT = Qt.AlignmentFlag.AlignRight
_LEFT = Qt.AlignmentFlag.AlignLeft


@dataclass
class _Sheet:
    """Where everything stands for one width."""

    texts: list[tuple[QTextLayout, QPointF, str]] = field(default_factory=list)
    lines: list[tuple[QPointF, QPointF]] = field(default_factory=list)
    grounds: list[QRectF] = field(default_factory=list)
    height: float = 0.0


class LetterPaper(KeyRing, QWidget):
    """A letter's blocks on a sheet that is as high as its text. The arrow keys scroll the pane around it."""

    spoken_role = spoken.Role.Document

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blocks: tuple[PreviewBlock, ...] = ()
        self._sheet = _Sheet()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("The letter"))

    def set_blocks(self, blocks: Sequence[PreviewBlock]) -> None:
        """Show these blocks, in reading order."""
        self._blocks = tuple(blocks)
        self.setAccessibleDescription(self.text())
        self._lay_out()
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The letter's words, a line per block, for the screen reader."""
        lines = []
        for block in self._blocks:
            cells = [" | ".join(_plain(cell) for cell in row) for row in block.rows]
            lines += cells or [visible(block.text)]
        return "\n".join(lines)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(_Typesetter(self.font(), width).set(self._blocks).height)

    def sizeHint(self) -> QSize:
        return QSize(420, round(self._sheet.height) or 400)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, round(self._sheet.height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        self._sheet = _Typesetter(self.font(), self.width()).set(self._blocks)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colours(self.palette()).border, 1))
        painter.setBrush(QColor(_PAPER))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        for ground in self._sheet.grounds:
            painter.fillRect(ground, QColor(_HEAD))
        painter.setPen(QPen(QColor(_LINE), 1))
        for start, end in self._sheet.lines:
            painter.drawLine(start, end)
        for layout, at, colour in self._sheet.texts:
            painter.setPen(QColor(colour))
            layout.draw(painter, at)
        if self.shows_focus:
            self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        """Around what is seen of the sheet: the edge of the whole may be scrolled away."""
        painter.setPen(QPen(theme.colours(self.palette()).accent, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        seen = QRectF(self.visibleRegion().boundingRect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(seen, CONTROL_RADIUS, CONTROL_RADIUS)


def _plain(runs: Sequence[PreviewRun]) -> str:
    return visible("".join(run.text for run in runs))


class _Typesetter:
    """Puts blocks under each other for one width."""

    def __init__(self, base: QFont, width: int) -> None:
        self._base = base
        self._left = float(_MARGIN)
        self._room = max(120.0, width - 2.0 * _MARGIN)
        self._sheet = _Sheet()
        self._y = float(_MARGIN)
        self._line = QFontMetricsF(base).height()
        # Beside each other, sender and address would run into each other on a narrow sheet.
        self._narrow = self._room < _BOTH_COLUMNS * QFontMetricsF(base).averageCharWidth()

    def set(self, blocks: Sequence[PreviewBlock]) -> _Sheet:
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            self._group(kind, list(group))
        self._sheet.height = self._y + _MARGIN
        return self._sheet

    def _group(self, kind: PreviewKind, blocks: list[PreviewBlock]) -> None:
        if kind is PreviewKind.LOGO:
            self._logo(blocks[0])
        elif kind is PreviewKind.LETTERHEAD:
            self._block_lines(blocks, align=_RIGHT, colour=_INK, back=self._line)
        elif kind is PreviewKind.ADDRESS:
            self._block_lines(blocks, align=_LEFT, colour=_INK, after=self._line if self._narrow else 0)
            self._beside = self._line * len(blocks)
        elif kind is PreviewKind.DATE:
            # The sender's column stands to the right of the address, as in the Word letter.
            back = 0.0 if self._narrow else getattr(self, "_beside", 0.0)
            self._block_lines(blocks, align=_RIGHT, colour=_QUIET, back=back, share=0.94)
        elif kind is PreviewKind.FOOTER:
            self._footer(blocks)
        else:
            for block in blocks:
                self._body(block)

    def _logo(self, block: PreviewBlock) -> None:
        """A box where the logo will be: the preview draws no pictures."""
        width = min(120.0, self._room / 3)
        layout = self._layout(block.runs, width, align=Qt.AlignmentFlag.AlignHCenter, share=0.86)
        words = layout.boundingRect().height()
        box = QRectF(self._left, self._y, width, max(self._line * 2, words + Space.SMALL))
        self._sheet.grounds.append(box)
        self._sheet.texts.append(
            (layout, QPointF(box.left(), box.top() + (box.height() - words) / 2), _QUIET)
        )
        self._y += self._line

    def _block_lines(
        self,
        blocks: list[PreviewBlock],
        *,
        align: Qt.AlignmentFlag,
        colour: str,
        back: float = 0.0,
        after: float | None = None,
        share: float = 1.0,
    ) -> None:
        """Lines close under each other, in the left or the right column; `back` begins higher up."""
        top = self._y - back
        column = self._room * (1.0 if self._narrow and not back else 0.55)
        left = self._left if align is _LEFT else self._left + self._room - column
        y = top
        for block in blocks:
            layout = self._layout(block.runs, column, align=align, share=share)
            self._sheet.texts.append((layout, QPointF(left, y), colour))
            y += layout.boundingRect().height()
        gap = self._line if after is None else after
        self._y = max(self._y, y + gap)

    def _body(self, block: PreviewBlock) -> None:
        if block.kind is PreviewKind.TABLE:
            self._table(block)
        elif block.kind is PreviewKind.HEADING:
            self._y += Space.SMALL
            size = 1.3 if block.level <= 1 else 1.08
            self._paragraph(block.runs, share=size, bold=True, after=Space.TINY)
        elif block.kind is PreviewKind.BULLET:
            self._item("•", block.runs)
        elif block.kind is PreviewKind.NUMBER:
            self._item(f"{block.level}.", block.runs)
        else:
            self._paragraph(block.runs, after=Space.SMALL)

    def _paragraph(
        self,
        runs: Sequence[PreviewRun],
        *,
        after: float,
        share: float = 1.0,
        bold: bool = False,
        indent: float = 0.0,
        colour: str = _INK,
    ) -> None:
        layout = self._layout(runs, self._room - indent, share=share, bold=bold)
        self._sheet.texts.append((layout, QPointF(self._left + indent, self._y), colour))
        self._y += layout.boundingRect().height() + after

    def _item(self, sign: str, runs: Sequence[PreviewRun]) -> None:
        """A list item with its sign hanging before it."""
        mark = self._layout((PreviewRun(sign),), Space.EDGE)
        self._sheet.texts.append((mark, QPointF(self._left, self._y), _QUIET))
        self._paragraph(runs, after=Space.TINY, indent=Space.LARGE + Space.TINY)

    def _table(self, block: PreviewBlock) -> None:
        """Cells of even width with hairlines between the rows."""
        columns = max((len(row) for row in block.rows), default=0)
        if not columns:
            return
        width = self._room / columns
        for at, row in enumerate(block.rows):
            cells = [self._layout(cell, width - 2 * Space.SMALL, share=0.94) for cell in row]
            height = max(cell.boundingRect().height() for cell in cells) + 2 * Space.TINY
            if at < block.header_rows:
                self._sheet.grounds.append(QRectF(self._left, self._y, self._room, height))
            for column, cell in enumerate(cells):
                spot = QPointF(self._left + column * width + Space.SMALL, self._y + Space.TINY)
                self._sheet.texts.append((cell, spot, _INK))
            self._y += height
            self._sheet.lines.append(
                (QPointF(self._left, self._y), QPointF(self._left + self._room, self._y))
            )
        self._y += Space.MEDIUM

    def _footer(self, blocks: list[PreviewBlock]) -> None:
        """Below a line; what stands after a tab goes to the right."""
        self._y += Space.LARGE
        self._sheet.lines.append((QPointF(self._left, self._y), QPointF(self._left + self._room, self._y)))
        self._y += Space.SMALL
        for block in blocks:
            before, _tab, after = block.text.partition("\t")
            right = self._layout((PreviewRun(after),), self._room, align=_RIGHT, share=0.86)
            taken = right.maximumWidth() + Space.LARGE if after else 0.0
            left = self._layout((PreviewRun(before),), self._room - taken, share=0.86)
            self._sheet.texts.append((left, QPointF(self._left, self._y), _QUIET))
            if after:
                self._sheet.texts.append((right, QPointF(self._left, self._y), _QUIET))
            self._y += left.boundingRect().height()

    def _layout(
        self,
        runs: Sequence[PreviewRun],
        width: float,
        *,
        align: Qt.AlignmentFlag = _LEFT,
        share: float = 1.0,
        bold: bool = False,
    ) -> QTextLayout:
        """Plain text broken into lines, with the bold stretches bold."""
        lettering = QFont(self._base)
        lettering.setPointSizeF(max(1.0, self._base.pointSizeF() * share))
        if bold:
            lettering.setWeight(QFont.Weight.DemiBold)
        texts = [visible(run.text) for run in runs]
        layout = QTextLayout("".join(texts).replace("\n", "\u2028"), lettering)
        layout.setFormats(_bold_stretches(runs, texts))
        option = QTextOption(align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        y = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y))
            y += line.height() * 1.08
        layout.endLayout()
        return layout


def _bold_stretches(runs: Sequence[PreviewRun], texts: Sequence[str]) -> list[QTextLayout.FormatRange]:
    found = []
    start = 0
    for run, text in zip(runs, texts, strict=True):
        if run.bold and text:
            stretch = QTextLayout.FormatRange()
            stretch.start, stretch.length = start, len(text)
            look = QTextCharFormat()
            look.setFontWeight(QFont.Weight.DemiBold)
            stretch.format = look
            found.append(stretch)
        start += len(text)
    return found
