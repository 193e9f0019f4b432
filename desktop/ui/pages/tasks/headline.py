"""How far are we, what comes next, and can go-live be kept? The answer, and another date to try."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.checklist import ChecklistTask, TaskStatus
from desktop.domain.go_live import deciding
from desktop.texts import checklist_page, dates
from desktop.texts.phrases import sentences
from desktop.texts.translate import _
from desktop.ui.pages.tasks.answers import TasksAnswers
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, LinkButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.labels import PlainLabel

_CHARACTERS = 34


class HeadlineCard(Card):
    """The answer.

    Signals:
        task_asked: open this task's panel.
        trial_asked: show the dates of another go-live.
        trial_ended: back to the plan's own go-live.
        trial_taken: go-live is to be the one that is tried.
    """

    task_asked = Signal(str)
    trial_asked = Signal(object)
    trial_ended = Signal()
    trial_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Overview"))
        self.answer = PlainLabel("", size=TextSize.BIG)
        self.following = PlainLabel("")
        self.open_button = LinkButton(_("Open the task"))
        self.go_live = PlainLabel("", size=TextSize.STRONG)
        self.earliest = PlainLabel("")
        self.latest = PlainLabel("", muted=True)
        self.other = DayField(_("Try another go-live"))
        self.try_button = Button(_("Try"), hint=_("Shows the dates that would follow; nothing is saved"))
        self.take_button = Button(_("Use this date"), hint=_("Makes it the plan's go-live; can be undone"))
        self.back_button = LinkButton(_("Back to the plan's date"))
        self._next = ""
        self._proposed: date | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        left, right = QWidget(), QWidget()
        words = QVBoxLayout(left)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(Space.TINY)
        for widget in (self.answer, self.go_live, self.earliest, self.latest, self.following):
            words.addWidget(widget)
        words.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        trial = QVBoxLayout(right)
        trial.setContentsMargins(0, 0, 0, 0)
        trial.setSpacing(Space.TINY)
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(self.other, 1)
        row.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignBottom)
        keep = QHBoxLayout()
        keep.setSpacing(Space.MEDIUM)
        keep.addWidget(self.take_button)
        keep.addWidget(self.back_button)
        keep.addStretch(1)
        trial.addLayout(row)
        trial.addLayout(keep)
        trial.addStretch(1)
        parts = Columns(_CHARACTERS, gap=Space.EDGE)
        parts.add(left, 3)
        parts.add(right, 1)
        self.body.addWidget(parts)

    def _connect(self) -> None:
        self.open_button.clicked.connect(lambda _checked=False: self.task_asked.emit(self._next))
        self.try_button.clicked.connect(lambda _checked=False: self._try())
        self.take_button.clicked.connect(lambda _checked=False: self.trial_taken.emit())
        self.back_button.clicked.connect(lambda _checked=False: self.trial_ended.emit())
        self.other.line.returnPressed.connect(self._try)

    def show_answers(self, answers: TasksAnswers) -> None:
        found, far = answers.checklist, answers.progress
        self.other.set_today(found.as_of)
        self.answer.setText(checklist_page.headline(far))
        self.answer.set_tone(Tone.BAD if far.overdue else None)
        self._next = far.following.key if far.following else ""
        made = checklist_page.choice_made(far.following, answers.option) if far.following else ""
        self.following.setText(sentences(checklist_page.following(far), made))
        self.open_button.setVisible(bool(self._next))
        trial = answers.trial is not None
        self.go_live.setText(checklist_page.go_live(found.go_live, trial=trial))
        self.go_live.set_tone(Tone.ACCENT if trial else None)
        self.earliest.setText(
            checklist_page.earliest(
                found.earliest,
                found.go_live,
                _name(deciding(found.tasks)),
                begun=any(one.state.status is TaskStatus.STARTED and not one.stays for one in found.tasks),
            )
        )
        self.earliest.setVisible(bool(self.earliest.text()))
        late = found.earliest and found.go_live and found.earliest > found.go_live
        self.earliest.set_tone(Tone.ATTENTION if late else None)
        self.latest.setText(checklist_page.latest(found.latest))
        self.latest.setVisible(bool(self.latest.text()))
        self.take_button.setVisible(trial)
        self.back_button.setVisible(trial)
        self._propose(found.earliest if late else None)

    def _propose(self, day: date | None) -> None:
        """The date that can be kept stands in the empty field as an example."""
        self._proposed = day
        self.other.line.setPlaceholderText(dates.short(day) if day else _("dd-mm-yyyy"))

    def clear_trial(self) -> None:
        """The field is empty again."""
        self.other.set_day(None)

    def _try(self) -> None:
        if not self.other.check():
            return
        day = self.other.day or self._proposed
        if day is None:
            self.other.field.setFocus()
        else:
            self.trial_asked.emit(day)


def _name(task: ChecklistTask | None) -> str:
    return (task.definition.code or task.definition.title) if task else ""
