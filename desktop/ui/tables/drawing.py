"""How is a cell drawn, and a heading? Flat, on hairlines, in the palette's colours; some words as pills."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.domain.characters import visible
from desktop.ui import hairline, icons, theme
from desktop.ui.tables.columns import Column, Looks
from desktop.ui.tables.model import ColumnRole, IconRole, ToneRole
from desktop.ui.theme import Colours, Space, TextSize, Tone

PADDING = 10
"""Between a cell's edge and its text, in device-independent pixels."""
_CHOSEN_BAR = 3
_ARROW = 12
_PILL_ICON = 14
_ELLIPSIS = "…"
_STRIP = "00…"

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CellDelegate(QStyledItemDelegate):
    """Draws cells: words, figures of one width, pills; the row under the pointer and the chosen rows."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered_row = -1
        self.use_font(view.font())

    def use_font(self, base: QFont) -> None:
        """Work out the fonts again after the system's text size has changed."""
        self._words = QFont(base)
        self._figures = theme.font(TextSize.BODY, base=base, tabular=True)
        self._pill = theme.font(TextSize.CAPTION, base=base)

    def font_of(self, column: Column[Any]) -> QFont:
        if column.looks is Looks.PILL:
            return self._pill
        return self._words if column.looks is Looks.TEXT else self._figures

    def character_width(self, column: Column[Any]) -> int:
        """A usual character of the column; in a column of numbers that is a figure, and those are wider."""
        metrics = QFontMetrics(self.font_of(column))
        if column.looks is Looks.IDENTIFIER:
            return max(metrics.horizontalAdvance("0"), metrics.averageCharWidth())
        return self._view.fontMetrics().averageCharWidth()

    def displayText(self, value: object, locale: object) -> str:
        del locale
        return visible(str(value))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        column: Column[object] = index.data(ColumnRole)
        advance = QFontMetrics(self.font_of(column)).horizontalAdvance(visible(index.data()))
        # Advances are fractions rounded down, and half a pixel too little already costs two letters.
        width = advance + 2 * PADDING + Space.HAIR
        if column.looks is Looks.PILL:
            icon = theme.icon_size(self.font_of(column), share=1.0, least=_PILL_ICON) + Space.TINY
            width += 2 * Space.SMALL + Space.HAIR + (icon if column.icon else 0)
        return QSize(width, theme.row_height(option.font))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        palette = theme.colours(self._view.palette())
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        self._draw_ground(painter, palette, area, index, chosen=chosen)
        column: Column[object] = index.data(ColumnRole)
        text = visible(index.data())
        edge = self._view.viewport().width()
        inner, begun = _in_sight(area, edge)
        painter.setFont(self.font_of(column))
        tone = index.data(ToneRole) if column.looks is Looks.PILL else None
        if inner.width() < _least_room(painter.fontMetrics(), cut=area.right() > edge):
            pass  # of what the edge cuts, not even that there is more can be told
        elif tone is not None and text:
            # On the soft ground of a chosen row a soft pill would be lost.
            ground = palette.surface if chosen else palette.tone(tone).soft
            _draw_pill(painter, palette, inner, text, tone, ground=ground, icon=index.data(IconRole) or "")
        elif text:
            painter.setPen(self._ink(palette, chosen=chosen))
            right = column.is_number
            # Numbers of one municipality begin alike, and often end alike: both ends are kept.
            mode = Qt.TextElideMode.ElideMiddle if _is_number(column, text) else _cut_at(left=right and begun)
            shown = painter.fontMetrics().elidedText(text, mode, inner.width())
            painter.drawText(inner, _RIGHT if right else _LEFT, shown)
        painter.restore()

    def _ink(self, palette: Colours, *, chosen: bool) -> QColor:
        """High contrast has no soft ground, so a chosen row takes the system's own highlight there."""
        return palette.on_selected if chosen else palette.text

    def _draw_ground(
        self,
        painter: QPainter,
        palette: Colours,
        area: QRect,
        index: QModelIndex | QPersistentModelIndex,
        *,
        chosen: bool,
    ) -> None:
        if chosen:
            painter.fillRect(area, palette.selected)
        elif index.row() == self.hovered_row:
            painter.fillRect(area, palette.hover)
        hairline.across(painter, QRect(area.left(), area.bottom(), area.width(), 1), palette.border)
        if chosen and area.left() <= 0 and not palette.high_contrast:
            painter.fillRect(QRect(0, area.top(), _CHOSEN_BAR, area.height()), palette.accent)
        if self._view.hasFocus() and index.row() == self._view.currentIndex().row():
            ring = palette.ring_on_selected if chosen else palette.tone(Tone.ACCENT).shape
            painter.setPen(QPen(ring, 1))
            painter.drawLine(area.topLeft(), area.topRight())
            painter.drawLine(area.bottomLeft(), area.bottomRight())
            if index == self._view.currentIndex():
                # The cell whose value is copied, and that left and right go on from.
                painter.drawRect(area.adjusted(0, 0, -1, -1))


def _in_sight(area: QRect, width: int) -> tuple[QRect, bool]:
    """Where the words of a cell have room that is seen, and whether it begins left of the table's edge.

    Cut by the edge, an amount of 214.100 would read as 214.1, and look whole.
    """
    inner = area.adjusted(PADDING, 0, -PADDING, -1)
    begun = inner.left() < 0
    inner.setLeft(max(inner.left(), Space.HAIR))
    inner.setRight(min(inner.right(), width - Space.HAIR))
    return inner, begun


def _least_room(metrics: QFontMetrics, *, cut: bool) -> int:
    """How little room is worth a word; a strip of a column at the table's edge is left empty."""
    return metrics.horizontalAdvance(_STRIP if cut else _ELLIPSIS)


def _is_number(column: Column[object], text: str) -> bool:
    return column.looks is Looks.IDENTIFIER and text.isdecimal()


def _cut_at(*, left: bool) -> Qt.TextElideMode:
    return Qt.TextElideMode.ElideLeft if left else Qt.TextElideMode.ElideRight


def _draw_pill(
    painter: QPainter,
    palette: Colours,
    inner: QRect,
    text: str,
    tone: Tone,
    *,
    ground: QColor,
    icon: str,
) -> None:
    """As the `Pill` widget looks, at the left of a cell."""
    metrics = painter.fontMetrics()
    size = theme.icon_size(painter.font(), share=1.0, least=_PILL_ICON)
    side, for_icon = Space.SMALL, size + Space.TINY if icon else 0
    room = inner.width() - 2 * side - for_icon
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
    width, height = metrics.horizontalAdvance(shown) + 2 * side + for_icon, metrics.height() + Space.TINY
    box = QRectF(inner.left(), inner.center().y() - height / 2 + 0.5, width, height)
    colours = palette.tone(tone)
    ink = colours.text if tone is not Tone.NEUTRAL else palette.muted
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(colours.text if palette.high_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, height / 2, height / 2)
    if icon:
        spot = QRectF(box.left() + side, box.center().y() - size / 2, size, size)
        icons.paint(painter, icon, spot, ink)
    painter.setPen(ink)
    painter.drawText(box.adjusted(side + for_icon, 0, 0, 0), _LEFT, shown)


class TableHeader(QHeaderView):
    """Headings in quiet text on the card's ground, with an arrow at the column the rows are sorted by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorShown(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def width_for(self, section: int) -> int:
        """What a heading needs, with room for the arrow."""
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        # Rounded down as the cells' are, and half a pixel too little costs two letters.
        advance = QFontMetrics(self._lettering()).horizontalAdvance(title) + Space.HAIR
        return advance + 2 * PADDING + _ARROW + Space.TINY

    def _lettering(self) -> QFont:
        return theme.font(TextSize.CAPTION, base=self.font())

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.row_height(self.font()))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        palette = theme.colours(self.palette())
        painter.save()
        painter.fillRect(rect, palette.surface)
        sorted_here = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        model = self.model()
        alignment = model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right = bool(alignment and alignment & Qt.AlignmentFlag.AlignRight)
        edge = self.viewport().width()
        inner, begun = _in_sight(rect, edge)
        painter.setFont(self._lettering())
        painter.setPen(palette.text if sorted_here else palette.muted)
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        room = inner.width() - (_ARROW + Space.TINY if sorted_here else 0)
        if room < _least_room(painter.fontMetrics(), cut=rect.right() > edge):
            title = ""
        shown = painter.fontMetrics().elidedText(title, _cut_at(left=right and begun), max(room, 0))
        painter.drawText(inner, _RIGHT if right else _LEFT, shown)
        if sorted_here and title:
            self._draw_arrow(
                painter, palette, inner, painter.fontMetrics().horizontalAdvance(shown), right=right
            )
        hairline.across(painter, QRect(rect.left(), rect.bottom(), rect.width(), 1), palette.border)
        painter.restore()

    def _draw_arrow(
        self, painter: QPainter, palette: Colours, inner: QRect, text_width: int, *, right: bool
    ) -> None:
        """Right after the heading, or before it where headings stand to the right."""
        left = (
            inner.right() - text_width - _ARROW - Space.TINY
            if right
            else inner.left() + text_width + Space.TINY
        )
        descending = self.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        spot = QRectF(left, inner.center().y() - _ARROW / 2 + 1, _ARROW, _ARROW)
        icons.paint(painter, "caret-down" if descending else "caret-up", spot, palette.text)
