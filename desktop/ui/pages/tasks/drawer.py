"""What stands in the panel of a task? Everything about it, and everything that can be done to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.checklist import ChecklistTask, Origin, TaskDefinition, TaskStatus
from desktop.texts import checklist, checklist_page
from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.pages.tasks.answers import TasksAnswers
from desktop.ui.pages.tasks.sections import (
    UNCHANGED,
    HeadSection,
    MethodSection,
    RelatedSection,
    TextSection,
    WhenSection,
)
from desktop.ui.theme import Space, Tone
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.note_field import NoteField
from desktop.ui.widgets.section import Section
from desktop.workspace.mail_drafts import not_to_contact

_WIDER = 48
_TEXTS = (
    *("result", "consequence", "complexity", "scope", "doer", "owner", "involved"),
    *("priority", "days", "project", "reading", "source"),
)


class MailSection(Section):
    """The mail that belongs to a task, or whom nobody is to write to.

    Signals:
        asked: show the drafts.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Mail"), parent)
        self.what = PlainLabel("")
        self.button = Button(_("See the draft…"), icon="at")
        self.body.addWidget(self.what)
        self.body.addWidget(self.button)
        self.button.clicked.connect(lambda _checked=False: self.asked.emit())

    def show_task(self, task: ChecklistTask, answers: TasksAnswers) -> None:
        mail = task.definition.mail
        self.setVisible(mail is not None)
        if mail is None:
            return
        forbidden = not_to_contact(answers.checklist.contact, task.definition)
        self.what.setText(checklist_page.do_not_contact(forbidden) if forbidden else checklist.mail(mail))
        self.what.set_tone(Tone.ATTENTION if forbidden else None)
        self.button.setVisible(not forbidden)


class KnownSection(QWidget):
    """What the plan knows of the task already, and the way to take that for done.

    Signals:
        taken: set the task to done.
    """

    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fact = PlainLabel("")
        self.button = Button(_("Set to done"), icon="check")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        column.addWidget(self.fact)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(lambda _checked=False: self.taken.emit())

    def show_task(self, task: ChecklistTask, answers: TasksAnswers) -> None:
        told = checklist_page.choice_made(task, answers.option)
        self.fact.setText(told)
        self.setVisible(bool(told))


class TaskDrawer(Drawer):
    """The panel at the right.

    Signals:
        changed: the task's state as it is to be.
        task_asked: the key of another task.
        mail_asked: show the mail drafts of the task.
        edit_asked, remove_asked: of a task of one's own.
    """

    changed = Signal(object)
    task_asked = Signal(str)
    mail_asked = Signal()
    edit_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("About the task"))
        self.task: ChecklistTask | None = None
        self.head = HeadSection()
        self.known = KnownSection()
        self.when = WhenSection()
        self.goal = TextSection("goal")
        self.description = PlainLabel("", selectable=True)
        self.method = MethodSection()
        self.mail = MailSection()
        self.texts = {name: TextSection(name) for name in _TEXTS}
        self.related = RelatedSection("related")
        self.before = RelatedSection("after")
        self.note_section = Section(_("Note"))
        self.note_field = NoteField()
        self.note_field.setAccessibleName(_("Note"))
        self.note_section.body.addWidget(self.note_field)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        first: tuple[QWidget, ...] = (
            self.head,
            self.known,
            self.when,
            self.goal,
            self.description,
            self.method,
            self.mail,
        )
        links: tuple[QWidget, ...] = (self.before, self.related)
        told = (self.texts["result"], self.texts["consequence"], *links)
        rest = (one for name, one in self.texts.items() if name not in ("result", "consequence"))
        self.lift(self.head.title)
        for widget in (*first, self.note_section, *told, *rest):
            self.content.addWidget(widget)
        self.own = QWidget()
        row = QHBoxLayout(self.own)
        row.setContentsMargins(0, Space.SMALL, 0, 0)
        self.edit = Button(_("Change…"), icon="pencil")
        self.remove = Button(_("Remove"), icon="trash", look=Look.DANGER)
        row.addWidget(self.edit)
        row.addWidget(self.remove)
        row.addStretch(1)
        self.content.addWidget(self.own)
        self.content.addStretch(1)

    def _connect(self) -> None:
        self.head.status_picked.connect(lambda status: self._change(status=status))
        self.known.taken.connect(lambda: self._change(status=TaskStatus.DONE))
        self.when.owner_told.connect(lambda owner: self._change(owner=owner))
        self.when.dates_told.connect(self._date)
        self.when.counted_asked.connect(lambda: self._change(start=None, end=None))
        self.method.ticked.connect(self._tick)
        self.note_field.finished.connect(self._note)
        self.related.asked.connect(self.task_asked)
        self.before.asked.connect(self.task_asked)
        self.mail.asked.connect(self.mail_asked)
        self.edit.clicked.connect(lambda _checked=False: self.edit_asked.emit())
        self.remove.clicked.connect(lambda _checked=False: self.remove_asked.emit())

    def _fit(self) -> None:
        """A little wider than other panels: there is more to read."""
        width = theme.drawer_width(self.font()) + _WIDER
        self.setMinimumWidth(width)
        self.setMaximumWidth(width + 40)

    # -------------------------------------------------------------------------------------------- showing

    def show_task(self, task: ChecklistTask, answers: TasksAnswers) -> None:
        """Show a task; another one is read from its top."""
        another = self.task is None or self.task.key != task.key
        self.task = task
        told = task.definition
        self.head.show_task(task, answers.titles)
        self.known.show_task(task, answers)
        self.when.show_task(task, answers.checklist.as_of)
        self.goal.show_text(told, told.goal)
        self.description.setText(told.description)
        self.description.setVisible(bool(told.description))
        self.method.show_task(task)
        self.mail.show_task(task, answers)
        for name, section in self.texts.items():
            section.show_text(told, _told(told, name))
        by_key = {one.key: one for one in answers.tasks}
        self.related.show_keys(told, told.related, by_key)
        self.before.show_keys(told, told.after, by_key)
        if another or not self.note_field.hasFocus():
            self.note_field.setPlainText(task.state.note)
        self.own.setVisible(told.origin is Origin.OWN)
        if another:
            self.pane.verticalScrollBar().setValue(0)

    # ------------------------------------------------------------------------------------------- changing

    def _change(self, **changed: object) -> None:
        if self.task is not None:
            self.changed.emit(replace(self.task.state, **changed))  # type: ignore[arg-type]  # fields by name

    def _tick(self, number: int, done: bool) -> None:
        """A first tick begins the task; the status of a task that is done is left alone."""
        if self.task is None:
            return
        state = self.task.state
        steps = state.steps_done | {number} if done else state.steps_done - {number}
        begun = done and state.status is TaskStatus.OPEN
        self._change(steps_done=steps, status=TaskStatus.STARTED if begun else state.status)

    def _date(self, start: date | str | None, end: date | str | None) -> None:
        """A date that was written stands by hand; an emptied one goes back to the rule."""
        if self.task is None:
            return
        state = self.task.state
        self._change(
            start=state.start if start == UNCHANGED else start,
            end=state.end if end == UNCHANGED else end,
        )

    def _note(self) -> None:
        text = self.note_field.toPlainText().strip()
        if self.task is not None and text != self.task.state.note:
            self._change(note=text)


def _told(told: TaskDefinition, name: str) -> str:
    """One part of a task as text."""
    match name:
        case "complexity" | "scope":
            return checklist.sizes(getattr(told, name))
        case "days":
            return checklist_page.working_time(told.days) if told.days else ""
        case "reading":
            return "\n".join(told.reading)
        case "source":
            return checklist_page.source(told)
    return str(getattr(told, name))
