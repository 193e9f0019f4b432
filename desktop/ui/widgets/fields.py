"""How is something typed? A label, a field, and below it a sentence when there is something to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QFocusEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.labels import PlainLabel


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said of a typed text.

    Attributes:
        sentence: "" when there is nothing to say.
        stops: the form cannot be accepted like this; otherwise the sentence is only a warning.
    """

    sentence: str = ""
    stops: bool = False


Judge = Callable[[str], Verdict]

_FEWEST_LETTERS = 4


class LineField(QLineEdit):
    """A field for one line, as high as a button."""

    left = Signal()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), theme.control_height(self.font()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file is for the window to take, and not to be typed here as an address."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)


class Choice(QComboBox):
    """A choice among a few, as high as a button. The wheel scrolls the page, not the choice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width() + Space.LARGE, theme.control_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        """A few letters are enough: where the room is short the text ends in an ellipsis."""
        metrics = self.fontMetrics()
        least = _FEWEST_LETTERS * metrics.averageCharWidth() + metrics.height() + 2 * Space.SMALL
        return QSize(min(least, self.sizeHint().width()), theme.control_height(self.font()))

    def wheelEvent(self, event: object) -> None:
        event.ignore()  # type: ignore[attr-defined]  # a QWheelEvent


class SearchField(LineField):
    """A field that searches while one types; Escape empties it."""

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._sign = QAction(self)
        self.addAction(self._sign, QLineEdit.ActionPosition.LeadingPosition)
        self._draw_sign()
        clear = QAction(self)
        clear.setShortcut(Qt.Key.Key_Escape)
        clear.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        clear.triggered.connect(self.clear)
        # With nothing to empty, Escape is for the panel or the dialog around the field.
        clear.setEnabled(False)
        self.textChanged.connect(lambda text: clear.setEnabled(bool(text)))
        self.addAction(clear)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_sign()

    def _draw_sign(self) -> None:
        muted = theme.colours(self.palette()).muted
        self._sign.setIcon(
            icons.icon("search", muted, size=theme.icon_size(self.font(), share=1.0, least=16))
        )


class Labelled(QWidget):
    """A label above a field, and a sentence below it when there is something to say.

    Args:
        judge: asked what to say whenever the field is left, and while a sentence stands there.
        hint: a quiet sentence that always stands below.
    """

    def __init__(
        self,
        label: str,
        field: QLineEdit | QComboBox,
        parent: QWidget | None = None,
        *,
        judge: Judge | None = None,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._judge = judge
        self._hint = hint
        self.label = PlainLabel(label, wrap=False)
        self.label.setBuddy(field)
        field.setAccessibleName(label)
        self.said = PlainLabel(hint, size=TextSize.CAPTION, muted=True)
        self.said.setVisible(bool(hint))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        column.addWidget(self.label)
        column.addWidget(field)
        column.addWidget(self.said)
        column.addStretch(1)
        if isinstance(field, LineField):
            field.left.connect(self.check)
            field.textEdited.connect(self._edited)

    def text(self) -> str:
        if isinstance(self.field, QLineEdit):
            return " ".join(self.field.text().split())
        return str(self.field.currentData() or "")

    def check(self) -> bool:
        """Say what there is to say; False when the form cannot be accepted like this."""
        verdict = self._judge(self.text()) if self._judge is not None else Verdict()
        self._say(verdict)
        return not verdict.stops

    def _edited(self) -> None:
        if self.said.isVisible() and self.said.text() != self._hint:
            self.check()

    def _say(self, verdict: Verdict) -> None:
        sentence = verdict.sentence or self._hint
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.said.set_tone((Tone.BAD if verdict.stops else Tone.ATTENTION) if verdict.sentence else None)
        self.field.setAccessibleDescription(sentence)
