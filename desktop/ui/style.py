"""How are Qt's own controls drawn? Fusion, with fields, choices, tick boxes and bars in our own calm form.

Everything reads the palette, so light, dark and high contrast follow. Item views are left to Fusion and to
their delegates: a table paints thousands of cells, and a call into Python for each would be felt.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionComplex,
    QStyleOptionMenuItem,
    QStyleOptionSlider,
    QWidget,
)

from desktop.ui import hairline, icons, theme
from desktop.ui.contrast import SHAPE_CONTRAST, mix, readable
from desktop.ui.theme import Space, Tone

_SCROLL_LEAST = 32
_CHECK = 16


class PlannerStyle(QProxyStyle):
    """Fusion with our own form for the controls people touch."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    # ------------------------------------------------------------------------------------------ metrics

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in _AS_LARGE_AS_TEXT and widget is not None:
            return theme.icon_size(widget.font(), share=1.0, least=_CHECK)
        own = _METRICS.get(metric)
        return own if own is not None else super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        own = _HINTS.get(hint)
        return own if own is not None else super().styleHint(hint, option, widget, returned)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]  # may be None
        if kind is QStyle.ContentsType.CT_MenuBarItem:
            return found + QSize(Space.SMALL, Space.SMALL)
        if kind is QStyle.ContentsType.CT_MenuItem:
            separator = isinstance(option, QStyleOptionMenuItem) and (
                option.menuItemType == QStyleOptionMenuItem.MenuItemType.Separator
            )
            return found if separator else found + QSize(Space.LARGE, Space.TINY + Space.HAIR)
        return found

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]  # may be None
        if element is QStyle.SubElement.SE_LineEditContents and not _in_combo(widget):
            return found.adjusted(Space.TINY + 1, 0, -Space.TINY, 0)
        return found

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control is QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return _scroll_part(option, part)
        found = super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]  # may be None
        if control is QStyle.ComplexControl.CC_ComboBox and part is QStyle.SubControl.SC_ComboBoxEditField:
            right = option.rect.right() - 2 * Space.SMALL - _arrow_side(option.fontMetrics)
            left = found.left() + Space.TINY + Space.HAIR
            return QRect(QPoint(left, found.top()), QPoint(right, found.bottom()))
        return found

    # ------------------------------------------------------------------------------------------ drawing

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        paint = _PRIMITIVES.get(element)
        if paint is None or (element is _PANEL and _in_combo(widget)):
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint(option, painter, theme.colours(option.palette))
        painter.restore()

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element is QStyle.ControlElement.CE_MenuBarEmptyArea:
            _menu_bar_ground(option, painter)
        elif element is QStyle.ControlElement.CE_HeaderSection:
            _header_ground(option, painter)
        elif element is QStyle.ControlElement.CE_MenuBarItem and isinstance(option, QStyleOptionMenuItem):
            _menu_bar_item(option, painter)
        elif element is QStyle.ControlElement.CE_ComboBoxLabel and isinstance(option, QStyleOptionComboBox):
            self._combo_label(option, painter, widget)
        else:
            super().drawControl(element, option, painter, widget)

    def _combo_label(self, option: QStyleOptionComboBox, painter: QPainter, widget: QWidget | None) -> None:
        """Qt lets a text that is too long run under the arrow; ours ends in an ellipsis."""
        part = QStyle.SubControl.SC_ComboBoxEditField
        area = self.subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, widget)
        painter.setPen(option.palette.color(QPalette.ColorRole.ButtonText))
        text = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = theme.colours(option.palette)
        if control is QStyle.ComplexControl.CC_ComboBox and isinstance(option, QStyleOptionComboBox):
            _combo(option, painter, palette)
        elif control is QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            _scroll_bar(option, painter, palette)
        else:
            super().drawComplexControl(control, option, painter, widget)
        painter.restore()


_METRICS = {
    QStyle.PixelMetric.PM_ScrollBarExtent: theme.GUTTER,
    QStyle.PixelMetric.PM_IndicatorWidth: _CHECK,
    QStyle.PixelMetric.PM_IndicatorHeight: _CHECK,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: _CHECK,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: _CHECK,
    QStyle.PixelMetric.PM_CheckBoxLabelSpacing: int(Space.SMALL),
    QStyle.PixelMetric.PM_MenuBarVMargin: 2,
    QStyle.PixelMetric.PM_MenuBarHMargin: int(Space.TINY),
    QStyle.PixelMetric.PM_MenuVMargin: int(Space.TINY),
    QStyle.PixelMetric.PM_MenuPanelWidth: 1,
    QStyle.PixelMetric.PM_HeaderMargin: int(Space.SMALL),
    QStyle.PixelMetric.PM_FocusFrameHMargin: int(Space.SMALL) - 1,
}
_AS_LARGE_AS_TEXT = frozenset(
    {
        QStyle.PixelMetric.PM_LineEditIconSize,
        QStyle.PixelMetric.PM_IndicatorWidth,
        QStyle.PixelMetric.PM_IndicatorHeight,
        QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
        QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
    }
)
_HINTS = {
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_ScrollBar_Transient: 0,
}


def _in_combo(widget: QWidget | None) -> bool:
    return isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox)


def _is(option: QStyleOption, state: QStyle.StateFlag) -> bool:
    return bool(option.state & state)


def _edge(option: QStyleOption, palette: theme.Colours) -> QPen:
    """The edge of a field: quiet, clearer under the pointer, in the accent with the focus."""
    if not _is(option, QStyle.StateFlag.State_Enabled):
        return QPen(palette.idle_edge, 1)
    if _is(option, QStyle.StateFlag.State_HasFocus):
        return QPen(palette.tone(Tone.ACCENT).shape, 2)
    over = _is(option, QStyle.StateFlag.State_MouseOver)
    return QPen(palette.text if over and palette.high_contrast else palette.outline, 1)


def _box(option: QStyleOption, painter: QPainter, palette: theme.Colours) -> None:
    pen = _edge(option, palette)
    painter.setPen(pen)
    enabled = _is(option, QStyle.StateFlag.State_Enabled)
    painter.setBrush(palette.surface if enabled else palette.page)
    half = pen.widthF() / 2
    area = QRectF(option.rect).adjusted(half, half, -half, -half)
    painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)


def _focus(option: QStyleOption, painter: QPainter, palette: theme.Colours) -> None:
    painter.setPen(QPen(palette.tone(Tone.ACCENT).shape, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 3, 3)


def _button(option: QStyleOption, painter: QPainter, palette: theme.Colours) -> None:
    """A push button that is Qt's own, as in its file dialogs: like our quiet ones."""
    default = isinstance(option, QStyleOptionButton) and bool(
        option.features & QStyleOptionButton.ButtonFeature.DefaultButton
    )
    down = _is(option, QStyle.StateFlag.State_Sunken) or _is(option, QStyle.StateFlag.State_On)
    over = _is(option, QStyle.StateFlag.State_MouseOver)
    edge = palette.tone(Tone.ACCENT).shape if default else palette.outline
    painter.setPen(QPen(edge if _is(option, QStyle.StateFlag.State_Enabled) else palette.idle_edge, 1))
    painter.setBrush(palette.pressed if down else palette.hover if over else palette.surface)
    area = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)


def _tick_ground(option: QStyleOption, painter: QPainter, palette: theme.Colours) -> tuple[QRectF, bool]:
    on = not _is(option, QStyle.StateFlag.State_Off)
    enabled = _is(option, QStyle.StateFlag.State_Enabled)
    fill = palette.accent if enabled else palette.idle_edge
    edge = (palette.ticked if on else palette.outline) if enabled else palette.idle_edge
    painter.setPen(QPen(edge, 1.2))
    painter.setBrush(fill if on else palette.surface)
    side = min(option.rect.width(), option.rect.height())
    area = QRectF(0, 0, side, side)
    area.moveCenter(QRectF(option.rect).center())
    return area.adjusted(0.8, 0.8, -0.8, -0.8), on


def _tick_box(option: QStyleOption, painter: QPainter, palette: theme.Colours) -> None:
    area, on = _tick_ground(option, painter, palette)
    painter.drawRoundedRect(area, 4, 4)
    if _is(option, QStyle.StateFlag.State_NoChange):
        painter.setPen(QPen(palette.on_accent, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle = area.center()
        painter.drawLine(middle - QPointF(3.5, 0), middle + QPointF(3.5, 0))
    elif on:
        icons.paint(painter, "check", area.adjusted(1, 1, -1, -1), palette.on_accent)


def _radio(option: QStyleOption, painter: QPainter, palette: theme.Colours) -> None:
    area, on = _tick_ground(option, painter, palette)
    painter.drawEllipse(area)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.on_accent)
        painter.drawEllipse(area.center(), area.width() / 5, area.width() / 5)


def _corner(_option: QStyleOption, _painter: QPainter, _palette: theme.Colours) -> None:
    """Where two scroll bars meet there is nothing to see."""


def _menu_frame(option: QStyleOption, painter: QPainter, palette: theme.Colours) -> None:
    """Around an open menu: black on a black page would have no end."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(hairline.frame(painter, QRectF(option.rect), palette.border))


_PANEL = QStyle.PrimitiveElement.PE_PanelLineEdit
_PRIMITIVES = {
    _PANEL: _box,
    QStyle.PrimitiveElement.PE_FrameFocusRect: _focus,
    QStyle.PrimitiveElement.PE_FrameMenu: _menu_frame,
    QStyle.PrimitiveElement.PE_PanelButtonCommand: _button,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: _tick_box,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: _radio,
    QStyle.PrimitiveElement.PE_PanelScrollAreaCorner: _corner,
}


def _arrow_side(metrics: QFontMetrics) -> int:
    """The arrow of a choice grows with its text."""
    return max(theme.ARROW, round(metrics.height() * 0.75))


def _combo(option: QStyleOptionComboBox, painter: QPainter, palette: theme.Colours) -> None:
    _box(option, painter, palette)
    rect = option.rect
    side = _arrow_side(option.fontMetrics)
    right = rect.right() - Space.SMALL - side if option.direction != Qt.LayoutDirection.RightToLeft else 8
    spot = QRectF(right, rect.center().y() - side / 2 + 0.5, side, side)
    enabled = _is(option, QStyle.StateFlag.State_Enabled)
    icons.paint(painter, "caret-down", spot, palette.muted if enabled else palette.idle_edge)


def _header_ground(option: QStyleOption, painter: QPainter) -> None:
    """The head of a table column: the card's own ground over a hairline."""
    palette = theme.colours(option.palette)
    over = _is(option, QStyle.StateFlag.State_MouseOver) and _is(option, QStyle.StateFlag.State_Enabled)
    painter.fillRect(option.rect, palette.hover if over else palette.surface)
    line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    hairline.across(painter, line, palette.border)


def _menu_bar_ground(option: QStyleOption, painter: QPainter) -> None:
    palette = theme.colours(option.palette)
    painter.fillRect(option.rect, palette.surface)
    line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
    hairline.across(painter, line, palette.border)


def _menu_bar_item(option: QStyleOptionMenuItem, painter: QPainter) -> None:
    palette = theme.colours(option.palette)
    painter.save()
    painter.fillRect(option.rect.adjusted(0, 0, 0, -1), palette.surface)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if _is(option, QStyle.StateFlag.State_Selected):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.pressed)
        area = QRectF(option.rect).adjusted(1, 2, -1, -3)
        painter.drawRoundedRect(area, theme.CONTROL_RADIUS - 1, theme.CONTROL_RADIUS - 1)
    painter.setPen(option.palette.color(QPalette.ColorRole.WindowText))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextShowMnemonic)
    painter.drawText(option.rect, flags, option.text)
    painter.restore()


# ------------------------------------------------------------------------------------------- scroll bars


def _scroll_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """A scroll bar without arrows: a handle on a groove."""
    rect = option.rect
    upright = option.orientation == Qt.Orientation.Vertical
    length = rect.height() if upright else rect.width()
    reach = option.maximum - option.minimum
    handle = length
    if reach > 0:
        handle = max(_SCROLL_LEAST, length * option.pageStep // (reach + option.pageStep))
        handle = min(handle, length)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - handle, option.upsideDown
    )
    spans = {
        QStyle.SubControl.SC_ScrollBarGroove: (0, length),
        QStyle.SubControl.SC_ScrollBarSlider: (start, handle),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, start),
        QStyle.SubControl.SC_ScrollBarAddPage: (start + handle, length - start - handle),
    }
    if part not in spans:
        return QRect()
    first, size = spans[part]
    if upright:
        return QRect(rect.left(), rect.top() + first, rect.width(), size)
    return QRect(rect.left() + first, rect.top(), size, rect.height())


def _scroll_bar(option: QStyleOptionSlider, painter: QPainter, palette: theme.Colours) -> None:
    handle = QRectF(_scroll_part(option, QStyle.SubControl.SC_ScrollBarSlider))
    if option.maximum <= option.minimum:
        return
    over = _is(option, QStyle.StateFlag.State_MouseOver) or _is(option, QStyle.StateFlag.State_Sunken)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_scroll_colour(palette, clear=over))
    upright = option.orientation == Qt.Orientation.Vertical
    across = 3.0 if over else 4.0
    area = handle.adjusted(across, 2, -across, -2) if upright else handle.adjusted(2, across, -2, -across)
    radius = min(area.width(), area.height()) / 2
    painter.drawRoundedRect(area, radius, radius)


def _scroll_colour(palette: theme.Colours, *, clear: bool) -> QColor:
    if palette.high_contrast:
        return palette.text
    if clear:
        return palette.muted
    resting = mix(palette.page, palette.text, 0.38)
    return readable(resting, on=(palette.page, palette.surface), ratio=SHAPE_CONTRAST)
