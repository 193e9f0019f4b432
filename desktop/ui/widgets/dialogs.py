"""What is every dialog made of? A heading, its content, and a row of our own buttons with verbs on them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.drawer import ScrollPane
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.tab_order import TabAsRead


class PlainDialog(TabAsRead, QDialog):
    """A modal dialog; `body` and `add_pane` take the content, `add_button` the answers.

    Args:
        title: of the window and, larger, of the dialog.
        note: a quiet line below it.

    Class attributes:
        help_topic: what F1 and the button with the question mark show; "" where the dialog says enough.
    """

    help_topic: ClassVar[str] = ""

    def __init__(
        self, title: str, parent: QWidget | None = None, *, note: str = "", width: int = 460
    ) -> None:
        super().__init__(parent)
        self.help_button: Button | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(width)
        self.heading = PlainLabel(title, size=TextSize.CARD_TITLE)
        self.note = PlainLabel(note, muted=True)
        self.note.setVisible(bool(note))
        self._left = QHBoxLayout()
        self._left.setSpacing(Space.SMALL)
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(Space.EDGE, Space.MEDIUM, Space.EDGE, Space.MEDIUM)
        self._buttons.setSpacing(Space.SMALL)
        self._buttons.addLayout(self._left)
        self._buttons.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, theme.GUTTER, Space.TINY)
        top.setSpacing(Space.SMALL)
        top.addWidget(self.heading)
        top.addWidget(self.note)
        self._inner = inner = QVBoxLayout()
        # What scrolls has its bar in the margin, so that its content ends where everything else ends.
        inner.setContentsMargins(Space.EDGE, Space.EDGE, Space.EDGE - theme.GUTTER, Space.LARGE)
        inner.setSpacing(Space.SMALL)
        inner.addLayout(top)
        self.body = self._new_body(share=1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(inner, 1)
        column.addWidget(Divider())
        column.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the sentences need at this width, and no higher."""
        if self.help_topic and self.help_button is None:
            self.help_button = Button(look=Look.QUIET, icon="question", hint=_("Help for this dialog (F1)"))
            self.help_button.clicked.connect(self.show_help)
            self._left.insertWidget(0, self.help_button)
            edges, around = self._buttons.contentsMargins(), self.help_button.sizeHint().width()
            # The sign, not the air around it, stands where the words above it begin.
            edges.setLeft(Space.EDGE - (around - self.help_button.iconSize().width()) // 2)
            self._buttons.setContentsMargins(edges)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        super().showEvent(event)

    def event(self, event: QEvent) -> bool:
        """Grow when a sentence has come that needs room; a dialog does not do so by itself."""
        if event.type() != QEvent.Type.LayoutRequest:
            # Nothing may be asked of the dialog afterwards: the event may have been its end.
            return super().event(event)
        handled = super().event(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            needed = layout.totalHeightForWidth(self.width())
            if needed > self.height():
                self.resize(self.width(), needed)
        return handled

    def _new_body(self, *, share: int) -> QVBoxLayout:
        body = QVBoxLayout()
        body.setContentsMargins(0, 0, theme.GUTTER, 0)
        body.setSpacing(Space.SMALL)
        self._inner.addLayout(body, share)
        return body

    def add_pane(self, content: QWidget, pane: ScrollPane | None = None) -> ScrollPane:
        """Put what scrolls below what there is; `body` goes on below it.

        Args:
            pane: one of the caller's making, with `content` in it and a gutter.
        """
        pane = pane or ScrollPane(content, gutter=True)
        self._inner.setStretchFactor(self.body, 0)
        self._inner.addWidget(pane, 1)
        self.body = self._new_body(share=0)
        return pane

    def show_help(self) -> None:
        """Show the dialog's topic in a window beside it."""
        from desktop.ui.help.panel import help_for_dialog

        help_for_dialog(self, self.help_topic)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 and self.help_topic:
            self.show_help()
            return
        super().keyPressEvent(event)

    def add_button(self, button: Button, *, left: bool = False, default: bool = False) -> Button:
        """Put an answer in the row below; the one that Enter gives is the default."""
        (self._left if left else self._buttons).addWidget(button)
        button.setDefault(default)
        return button
