"""Which of the letters does the table show, and where is the next one worth reading?"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop.texts import letter_record
from desktop.texts.translate import N_, _
from desktop.ui.pages.letters.answers import Hard, LetterRow, LettersAnswers, Show, is_shown
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.fields import Choice
from desktop.ui.widgets.flow import FlowLayout

_SHOW = {
    Show.ALL: N_("All letters"),
    Show.NOT_WRITTEN: N_("Not written"),
    Show.NOT_SENT: N_("Written, not sent"),
    Show.SENT: N_("Sent"),
    Show.ANSWERED: N_("Answered"),
    Show.RETURNED: N_("Came back"),
    Show.DUE: N_("To be reminded"),
    Show.OUTDATED: N_("No longer right"),
    Show.CHANGED: N_("Have changed"),
    Show.WAITS: N_("Wait for their data"),
    Show.LEFT_OUT: N_("Left out by hand"),
}
_HARD = {
    Hard.LONGEST_NAME: N_("The longest name"),
    Hard.MOST_FLAGS: N_("The most to say"),
    Hard.MISSING_DATA: N_("Missing data"),
}


def show_name(wanted: Show) -> str:
    """What the filter calls these letters."""
    return _(_SHOW[wanted])


class LetterFilters(QWidget):
    """A filter by what became of the letter, one by wave, and a way to the difficult ones.

    Signals:
        changed: show other rows.
        jump: a `Hard`; go to the next such letter.
    """

    changed = Signal()
    jump = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = Choice()
        self.state.setAccessibleName(_("State of the letter"))
        for wanted in Show:
            self.state.addItem(show_name(wanted), wanted.value)
        self.wave = Choice()
        self.wave.setAccessibleName(_("Wave"))
        self.wave.addItem(_("All waves"), 0)
        self.wave.hide()
        self.hard = Button(
            _("Look through"), look=Look.QUIET, hint=_("Go to the letters worth reading first")
        )
        menu = QMenu(self.hard)
        for what, text in _HARD.items():
            action = menu.addAction(_(text))
            action.triggered.connect(lambda _checked=False, one=what: self.jump.emit(one))
        self.hard.setMenu(menu)
        self.do = Button(_("Handle"), look=Look.QUIET, hint=_("Mark or decide the chosen letters"))
        self.do.setEnabled(False)
        self.menu = QMenu(self.do)
        self.do.setMenu(self.menu)
        row = FlowLayout(self)
        for widget in (self.state, self.wave, self.hard, self.do):
            row.addWidget(widget)
        self.state.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.wave.currentIndexChanged.connect(lambda _at: self.changed.emit())

    def show_answers(self, answers: LettersAnswers) -> None:
        """Offer the waves there are; a wave that is gone filters nothing any more."""
        known = [int(self.wave.itemData(at)) for at in range(1, self.wave.count())]
        if known != list(answers.waves):
            chosen = self.chosen_wave
            self.wave.blockSignals(True)
            while self.wave.count() > 1:
                self.wave.removeItem(1)
            for number in answers.waves:
                self.wave.addItem(answers.wave_name(number), number)
            self.wave.setCurrentIndex(max(0, self.wave.findData(chosen)))
            self.wave.blockSignals(False)
        self.wave.setVisible(bool(answers.waves))
        self.hard.setEnabled(bool(answers.everybody))

    @property
    def chosen_wave(self) -> int:
        """0 for all of them."""
        return int(self.wave.currentData() or 0)

    @property
    def chosen_state(self) -> Show:
        return Show(str(self.state.currentData()))

    def choose_state(self, wanted: Show) -> None:
        self.state.setCurrentIndex(self.state.findData(wanted.value))

    def choose_wave(self, number: int) -> None:
        self.wave.setCurrentIndex(max(0, self.wave.findData(number)))

    def keeps(self, row: LetterRow) -> bool:
        """Whether a row is shown."""
        wave = self.chosen_wave
        return is_shown(row, self.chosen_state) and (not wave or row.recipient.wave == wave)


def reminders_note(answers: LettersAnswers) -> str:
    """How many should be reminded."""
    return letter_record.reminders_due(answers.due) if answers.due else ""


def reminders_hint(answers: LettersAnswers) -> str:
    """By which assumption."""
    return _("Assumption: {n} days after the letter was sent.").format(n=answers.days)
