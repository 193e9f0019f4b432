"""Where does one type to find something? In one box with a magnifier, which Escape empties."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.texts.translate import _
from desktop.ui import icons, theme
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, Look

_ICON = 16


class SearchBox(QWidget):
    """A field that says with every letter what is looked for.

    Signals:
        searched: the text, after every change.
        left_down: the user pressed arrow down or Enter: on to the results.
    """

    searched = Signal(str)
    left_down = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setFrame(False)
        self.field.setPlaceholderText(placeholder)
        self.field.setAccessibleName(placeholder)
        self.field.textChanged.connect(self._changed)
        self.field.installEventFilter(self)
        palette = self.field.palette()
        palette.setBrush(palette.ColorRole.Base, Qt.BrushStyle.NoBrush)
        self.field.setPalette(palette)
        self.empty_button = Button(look=Look.QUIET, icon="close", hint=_("Empty the search"))
        self.empty_button.clicked.connect(self.field.clear)
        self.empty_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.empty_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.MEDIUM + _ICON + Space.TINY, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.field, 1)
        row.addWidget(self.empty_button)
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self.field.text()

    def set_text(self, text: str) -> None:
        self.field.setText(text)

    def type_on(self, text: str) -> None:
        """Take the letters somebody typed elsewhere, and the keyboard with them."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.setText(self.field.text() + text)

    def take_focus(self) -> None:
        """Put the cursor here with the text marked, as Ctrl+F does."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _changed(self, text: str) -> None:
        self.empty_button.setVisible(bool(text))
        self.searched.emit(text)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left_down.emit()
                return True
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # Qt's own object

    def sizeHint(self) -> QSize:
        return QSize(theme.RAIL_WIDTH, theme.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.control_height(self.font()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.field.hasFocus()
        edge = palette.tone(theme.Tone.ACCENT).shape if focused else palette.outline
        painter.setPen(QPen(edge, 2 if focused else 1))
        painter.setBrush(palette.surface)
        half = 1.0 if focused else 0.5
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(area, theme.CONTROL_RADIUS, theme.CONTROL_RADIUS)
        spot = QRectF(Space.MEDIUM, (self.height() - _ICON) / 2, _ICON, _ICON)
        icons.paint(painter, "search", spot, palette.muted)
