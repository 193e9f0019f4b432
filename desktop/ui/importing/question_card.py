"""Which of two meanings has a column? Asked once, with real cells shown both ways."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from desktop.domain.imports import Field, Question
from desktop.texts import importing
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.import_flow import ImportItem


class QuestionCard(Card):
    """The questions about one table.

    Signals:
        answered: has the `DecimalMark` or `DateOrder` that was chosen.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("The columns leave something open"))
        self.choices: dict[Field, dict[str, QRadioButton]] = {}
        self._shown: tuple[Question, ...] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.SMALL)
        self.body.addLayout(self._lines)
        self.body.addWidget(PlainLabel(importing.unanswered(), size=TextSize.CAPTION, muted=True))
        self.hide()

    def show_item(self, item: ImportItem) -> None:
        """Ask what the table leaves open; answers that were given, now or last time, are marked."""
        if item.questions != self._shown:
            self._shown = item.questions
            self._ask()
        given = {Field.AMOUNT: item.choices.decimal_mark, Field.ISSUE_DATE: item.choices.date_order}
        for field, buttons in self.choices.items():
            answer = given.get(field)
            if answer is not None and answer in buttons:
                buttons[answer].setChecked(True)
        self.setVisible(bool(self._shown))

    def _ask(self) -> None:
        while (line := self._lines.takeAt(0)) is not None:
            widget = line.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.choices = {}
        for question in self._shown:
            self._lines.addWidget(self._one(question))

    def _one(self, question: Question) -> QWidget:
        part = QWidget()
        part.setAccessibleName(importing.question(question))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        column.addWidget(PlainLabel(importing.question(question)))
        group = QButtonGroup(part)
        self.choices[question.field] = {}
        for answer, text in importing.answers(question):
            # An ampersand in a cell is no mnemonic.
            button = QRadioButton(text.replace("&", "&&"))
            button.clicked.connect(lambda _on=False, told=answer: self.answered.emit(told))
            group.addButton(button)
            column.addWidget(button)
            self.choices[question.field][answer] = button
        return part
