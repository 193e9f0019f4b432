"""What can be done about the chosen letters: mark them, decide them by hand, put them back to the rule?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.letter_record import MOST_REMINDER_DAYS, REMINDER_DAYS, Channel, LetterState
from desktop.domain.letters import FIRST_LETTERS, LetterKind
from desktop.domain.recipients import NO_LETTER
from desktop.domain.typed_dates import Leaning
from desktop.texts import errors, labels, letter_record
from desktop.texts.translate import _
from desktop.ui.pages.letters.answers import LetterRow
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import Choice, Labelled, LineField, Verdict
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField


class SentDialog(PlainDialog):
    """Asks when and how letters were sent."""

    help_topic = "letters"

    def __init__(self, count: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Mark as sent"),
            parent,
            note=_("{letters}. The program itself sends nothing; it remembers what you did.").format(
                letters=count
            ),
        )
        self.day_field = DayField(_("The day they were sent"), leaning=Leaning.PAST, needed=True, today=today)
        self.day_field.set_day(today)
        self._today = today
        self.channel = Choice()
        for channel in Channel:
            self.channel.addItem(letter_record.channel(channel), channel.value)
        label = PlainLabel(_("How?"), wrap=False)
        label.setBuddy(self.channel)
        self.channel.setAccessibleName(label.text())
        self.body.addWidget(self.day_field)
        self.body.addWidget(label)
        self.body.addWidget(self.channel)
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Mark as sent"))
        self.accept_button.clicked.connect(self._accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)

    @property
    def day(self) -> date | None:
        """The answer; none only before it has been accepted."""
        return self.day_field.day

    @property
    def how(self) -> Channel:
        return Channel(str(self.channel.currentData()))

    def _accept(self) -> None:
        if not self.day_field.check():
            return
        if self.day is not None and self.day > self._today:
            self.day_field.refuse(errors.day_ahead(self.day))
            return
        self.accept()


class ReasonDialog(PlainDialog):
    """Asks why a person decides otherwise than the rule."""

    help_topic = "letters"

    def __init__(self, decided: str, parent: QWidget | None = None) -> None:
        super().__init__(
            decided, parent, note=_("It stays so whatever else changes, until you take it back.")
        )
        self.reason_field = NoteField()
        self.reason_field.setAccessibleName(_("Why?"))
        self.reason_field.setPlaceholderText(_("For those who read the plan later. No CPR numbers."))
        label = PlainLabel(_("Why?"), wrap=False)
        label.setBuddy(self.reason_field)
        self.body.addWidget(label)
        self.body.addWidget(self.reason_field)
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Decide"))
        self.accept_button.clicked.connect(self.accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)

    @property
    def reason(self) -> str:
        return self.reason_field.toPlainText().strip()


class LetterActions(QObject):
    """The verbs for the chosen letters, in a menu.

    Signals:
        marked: a `LetterState`.
        decided: the value of a letter kind, `NO_LETTER`, or "" for the rule's own.
        supplier_asked: show everything about the supplier.
    """

    marked = Signal(object)
    decided = Signal(str)
    supplier_asked = Signal()

    def fill(self, menu: QMenu, rows: Sequence[LetterRow]) -> None:
        """Put into a menu what can be done with these rows."""
        written = any(row.latest is not None for row in rows)
        for state in (LetterState.SENT, LetterState.ANSWERED, LetterState.RETURNED, LetterState.WRITTEN):
            action = menu.addAction(letter_record.mark(state))
            action.setEnabled(written)
            action.triggered.connect(lambda _checked=False, one=state: self.marked.emit(one))
        menu.addSeparator()
        below = menu.addMenu(_("Another letter"))
        for kind in (kind for kind in LetterKind if kind in FIRST_LETTERS):
            self._decide(below, labels.letter_kind(kind), kind.value)
        self._decide(menu, _("Leave out…"), NO_LETTER).setEnabled(any(not row.left_out for row in rows))
        by_hand = any(row.recipient.assessment.letter for row in rows)
        self._decide(menu, _("Let the rule decide"), "").setEnabled(by_hand)
        menu.addSeparator()
        supplier = menu.addAction(_("Everything about the supplier"))
        supplier.setEnabled(len(rows) == 1)
        supplier.triggered.connect(lambda _checked=False: self.supplier_asked.emit())

    def _decide(self, menu: QMenu, text: str, value: str) -> QAction:
        action = menu.addAction(text)
        action.triggered.connect(lambda _checked=False: self.decided.emit(value))
        return action


class DaysDialog(PlainDialog):
    """Asks how many days after a letter a reminder is proposed."""

    help_topic = "letters"

    def __init__(self, days: int, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Days before a reminder"),
            parent,
            note=_(
                "From a letter is marked as sent until a reminder is proposed. An assumption of ours, {n}, "
                "until you change it."
            ).format(n=REMINDER_DAYS),
        )
        field = LineField()
        field.setText(str(days))
        self.days_field = Labelled(_("Days"), field, judge=_judge_days)
        self.body.addWidget(self.days_field)
        cancel = Button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(_("Keep"))
        self.accept_button.clicked.connect(self._accept)
        self.add_button(cancel)
        self.add_button(self.accept_button, default=True)

    @property
    def days(self) -> int:
        return int(self.days_field.text())

    def _accept(self) -> None:
        if self.days_field.check():
            self.accept()


def _judge_days(text: str) -> Verdict:
    if text.isdecimal() and 1 <= int(text) <= MOST_REMINDER_DAYS:
        return Verdict()
    return Verdict(_("Write a number of days from 1 to {most}.").format(most=MOST_REMINDER_DAYS), stops=True)
