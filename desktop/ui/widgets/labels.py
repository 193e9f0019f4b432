"""How is text shown? As plain text, always: a supplier's name must never be read as markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from desktop.domain.characters import visible
from desktop.ui import spoken, theme
from desktop.ui.theme import TextSize, Tone

_LONGEST_WORD = 24
_HEADINGS = frozenset({TextSize.TITLE, TextSize.CARD_TITLE})
"""Text of these sizes is a heading, also to those who hear it."""


class PlainLabel(QLabel):
    """A label that shows its text as it is: no markup, no characters that only reorder others.

    Args:
        size: one of our text sizes; follows the system's font when that changes.
        muted: quiet text.
        tone: the text in a meaning's colour.
        wrap: break lines where the room ends.
        tabular: figures all of one width.
        selectable: the user can mark and copy it.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        size: TextSize = TextSize.BODY,
        muted: bool = False,
        tone: Tone | None = None,
        wrap: bool = True,
        tabular: bool = False,
        selectable: bool = False,
    ) -> None:
        super().__init__(parent)
        if size in _HEADINGS:
            self.spoken_role = spoken.Role.Heading
        self._size = size
        self._tabular = tabular
        self._tone = tone
        self._muted = muted
        self._ink: QColor | None = None
        super().setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        self._dress()
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(visible(text))

    def setTextFormat(self, _format: Qt.TextFormat) -> None:
        """Plain text is not up for discussion."""

    def set_tone(self, tone: Tone | None) -> None:
        """Give the text a meaning's colour, or take it back."""
        self._tone = tone
        self._colour()

    def set_muted(self, muted: bool) -> None:
        """Make the text quiet, or not."""
        self._muted = muted
        self._colour()

    def minimumSizeHint(self) -> QSize:
        """No wider than two dozen characters: one endless word must not push its neighbours off the edge."""
        least = super().minimumSizeHint()
        if not self.wordWrap():
            return least
        most = _LONGEST_WORD * self.fontMetrics().averageCharWidth()
        return QSize(min(least.width(), most), least.height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._tone is not None:
            self._colour()

    def follow_text_size(self) -> None:
        """Take the application's font up again, at this label's size."""
        self.setFont(theme.font(self._size, tabular=self._tabular))

    def _dress(self) -> None:
        self.setFont(theme.font(self._size, tabular=self._tabular))
        self._colour()

    def _colour(self) -> None:
        quiet = self._muted and self._tone is None
        role = QPalette.ColorRole.PlaceholderText if quiet else QPalette.ColorRole.WindowText
        if self.foregroundRole() != role:
            self.setForegroundRole(role)
        ink = theme.colours(QApplication.palette()).tone(self._tone).text if self._tone else None
        if ink == self._ink:
            return
        self._ink = ink
        # This one role only: a label with a whole palette of its own is not told when the scheme changes.
        palette = QPalette()
        if ink is not None:
            palette.setColor(QPalette.ColorRole.WindowText, ink)
        self.setPalette(palette)


class ElidedLabel(QWidget):
    """One line that ends in an ellipsis where the room ends; the whole text is its tool tip."""

    spoken_role = spoken.Role.StaticText

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        muted: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._text = ""
        self._muted = muted
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        self._text = visible(text).replace("\n", " ")
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + theme.Space.HAIR, metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.setPen(palette.muted if self._muted else palette.text)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._text, self._mode, self.width())
        self.setToolTip("" if shown == self._text else plain_tip(self._text))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), int(flags), shown)


def plain_tip(text: str) -> str:
    """A text for `setToolTip`, which has no plain-text mode: markup is escaped so that it shows as written.

    A text without any markup sign goes through as it is.
    """
    shown = visible(text)
    if not any(sign in shown for sign in "<&"):
        return shown
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")
    return f"<span>{escaped}</span>"
