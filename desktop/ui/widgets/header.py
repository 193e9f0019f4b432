"""What does a page open with? Its name, the question it answers, and what one can do about the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.labels import PlainLabel


class PageHeader(QWidget):
    """Title, question below it, actions to the right."""

    def __init__(self, title: str, question: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, size=TextSize.TITLE)
        self.question = PlainLabel(question, muted=True)
        self.question.setVisible(bool(question))
        self.help_button = Button(look=Look.QUIET, icon="question", hint=_("Help for this page (F1)"))
        words = QVBoxLayout()
        words.setSpacing(Space.TINY)
        top = QHBoxLayout()
        top.setSpacing(Space.TINY)
        top.addWidget(self.title)
        top.addWidget(self.help_button)
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(self.question)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(Space.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.LARGE)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        row.setAlignment(self._actions, Qt.AlignmentFlag.AlignTop)

    def add_action(self, widget: QWidget) -> None:
        """Put a button to the right; the primary one comes last."""
        self._actions.addWidget(widget)

    def set_question(self, question: str) -> None:
        self.question.setText(question)
        self.question.setVisible(bool(question))
