"""How is the user asked? One question, with verbs for answers."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to answer.

    Attributes:
        key: what the program gets.
        text: what the button says: a verb.
    """

    key: str
    text: str
    look: Look = Look.NORMAL


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    Attributes:
        title: the question itself, short.
        text: what happens with each answer.
        answers: from left to right; the last is what Enter gives.
        escape: key of the answer that closing the dialog gives.
    """

    title: str
    text: str
    answers: tuple[Answer, ...]
    escape: str


class QuestionDialog(PlainDialog):
    """Shows a question and keeps the answer."""

    def __init__(self, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(question.title, parent)
        self.answer = question.escape
        self.body.addWidget(PlainLabel(question.text))
        self.body.addSpacing(Space.SMALL)
        for answer in question.answers:
            button = self.add_button(
                Button(answer.text, look=answer.look), default=answer is question.answers[-1]
            )
            button.clicked.connect(lambda _checked=False, key=answer.key: self._take(key))
            if answer is question.answers[-1]:
                button.setFocus()

    def _take(self, key: str) -> None:
        self.answer = key
        self.accept()


def ask(question: Question, parent: QWidget | None) -> str:
    """Ask, and wait for the answer's key."""
    dialog = QuestionDialog(question, parent)
    dialog.exec()
    answer = dialog.answer
    dialog.deleteLater()
    return answer
