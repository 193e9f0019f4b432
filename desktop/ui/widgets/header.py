"""What does a page open with? Its name, the question it answers, and what one can do about the answer."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.labels import PlainLabel


class _Title(PlainLabel):
    """On one line where there is room for it; Qt would rather break it, with some fonts after each word."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        edges = self.contentsMargins()
        around = 2 * self.margin() + edges.left() + edges.right()
        whole = self.fontMetrics().horizontalAdvance(self.text()) + around + 1
        return QSize(max(hint.width(), whole), hint.height())


class PageHeader(QWidget):
    """Title, question below it, actions to the right."""

    def __init__(self, title: str, question: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = _Title(title, size=TextSize.TITLE)
        self.question = PlainLabel(question, muted=True)
        if not question:
            self.question.hide()  # shown before it has a place, it would be a window of its own for a moment
        self.help_button = Button(look=Look.QUIET, icon="question", hint=_("Help for this page (F1)"))
        self.action_row = QWidget()
        self.action_row.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._actions = QHBoxLayout(self.action_row)
        self._actions.setContentsMargins(0, 0, 0, 0)
        self._actions.setSpacing(Space.SMALL)
        top = QHBoxLayout()
        top.setSpacing(Space.TINY)
        top.addWidget(self.title)
        top.addWidget(self.help_button)
        top.addStretch(1)
        top.addSpacing(Space.MEDIUM)
        top.addWidget(self.action_row)
        # Below the actions too: beside them large text would get a column of a word or two.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        column.addLayout(top)
        column.addWidget(self.question)

    def add_action(self, widget: QWidget) -> None:
        """Put a button to the right; the primary one comes last."""
        self._actions.addWidget(widget)

    def set_question(self, question: str) -> None:
        self.question.setText(question)
        self.question.setVisible(bool(question))
