"""What does the panel of a task show? What it is, its steps to tick, who and when, and how it is read up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.checklist import ChecklistTask, TaskDefinition, TaskStatus
from desktop.texts import checklist, checklist_page, errors
from desktop.texts.translate import _
from desktop.ui.pages.tasks.looks import conflict_tone
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import LinkButton
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.fields import Choice, Labelled, LineField
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import PlainLabel, plain_tip
from desktop.ui.widgets.section import Section, emptied

UNCHANGED = "="
"""In place of a date: the field was left alone."""
_SHORT = 24
"""Characters of a link to another task; its tool tip has the whole title."""


class StepBox(QWidget):
    """A tick box with a sentence that may need several lines; a click on the sentence ticks it, too.

    Signals:
        toggled: the user ticked it or took the tick away.
    """

    toggled = Signal(bool)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.label = PlainLabel(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.HAIR, 0, Space.HAIR)
        row.setSpacing(Space.SMALL)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.box.clicked.connect(self._clicked)

    def set_ticked(self, ticked: bool) -> None:
        self.box.setChecked(ticked)
        self.label.set_muted(ticked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()

    def _clicked(self, ticked: bool) -> None:
        self.label.set_muted(ticked)
        self.toggled.emit(ticked)


class HeadSection(QWidget):
    """Which task it is, what is wrong with it, and how far it is.

    Signals:
        status_picked: a `TaskStatus`.
    """

    status_picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = PlainLabel("", size=TextSize.CAPTION, muted=True)
        self.title = PlainLabel("", size=TextSize.CARD_TITLE)
        self.conflicts = PlainLabel("")
        self.status = Choice()
        self.status.setAccessibleName(_("Status"))
        for status in TaskStatus:
            self.status.addItem(checklist.status(status), status.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TINY)
        for widget in (self.code, self.title, self.conflicts):
            column.addWidget(widget)
        column.addSpacing(Space.TINY)
        column.addWidget(self.status)
        self.status.activated.connect(
            lambda _index: self.status_picked.emit(TaskStatus(self.status.currentData()))
        )

    def show_task(self, task: ChecklistTask, titles: dict[str, str]) -> None:
        told = task.definition
        self.code.setText(" · ".join(part for part in (told.code, told.priority) if part))
        self.code.setVisible(bool(self.code.text()))
        self.title.setText(told.title)
        found = checklist_page.conflicts(task, titles)
        self.conflicts.setText("\n".join(found))
        tone = conflict_tone(task)
        self.conflicts.set_tone(None if tone is Tone.NEUTRAL else tone)
        self.conflicts.setVisible(bool(found))
        self.status.setCurrentIndex(self.status.findData(task.state.status.value))


class WhenSection(Section):
    """Who has the task, and when.

    Signals:
        owner_told: who has it.
        dates_told: start and end: a date, None where the rule decides, `UNCHANGED` where the field was left
            alone.
        counted_asked: let the rule decide both again.
    """

    owner_told = Signal(str)
    dates_told = Signal(object, object)
    counted_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who and when"), parent)
        self.owner = Labelled(_("Who has it"), LineField())
        self.start, self.end = DayField(_("From")), DayField(_("To"))
        self.where_from = PlainLabel("", size=TextSize.CAPTION, muted=True)
        self.again = LinkButton(_("Count the dates again"))
        self._shown: tuple[str, ...] = ("", "", "")
        self._start_by_hand = False
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(self.start)
        row.addWidget(self.end)
        self.body.addWidget(self.owner)
        self.body.addLayout(row)
        self.body.addWidget(self.where_from)
        self.body.addWidget(self.again)
        self.again.clicked.connect(lambda _checked=False: self.counted_asked.emit())
        for field in (self.owner, self.start, self.end):
            line = field.field
            if isinstance(line, LineField):
                line.editingFinished.connect(self._told)

    def show_task(self, task: ChecklistTask, today: date) -> None:
        days = task.dates
        line = self.owner.field
        if isinstance(line, LineField):
            if line.text() != task.state.owner:
                line.setText(task.state.owner)
            line.setPlaceholderText(task.definition.owner or task.definition.doer)
        for field, day in (
            (self.start, days.start if days else None),
            (self.end, days.end if days else None),
        ):
            field.set_today(today)
            field.set_day(day)
        # As the fields read it back: an English date has spaces that do not break.
        self._shown = (self.owner.text(), self.start.text(), self.end.text())
        self._start_by_hand = task.state.start is not None
        self.where_from.setText(checklist_page.date_origin(task))
        self.again.setVisible(task.by_hand and task.definition.dates is not None)

    def _told(self) -> None:
        """A field was left or Enter pressed: tell what is new in it."""
        owner, before = self.owner.text(), self._shown
        if owner != before[0]:
            self._shown = (owner, *before[1:])
            self.owner_told.emit(owner)
        start, end = self.start.text(), self.end.text()
        if (start, end) == before[1:] or not self._are_right():
            return
        self._shown = (owner, start, end)
        self.dates_told.emit(
            self.start.day if start != before[1] else UNCHANGED,
            self.end.day if end != before[2] else UNCHANGED,
        )

    def _are_right(self) -> bool:
        """Whether both are dates that can stand together. A start that is counted goes along with its end."""
        if not (self.start.check() and self.end.check()):
            return False
        start, end = self.start.day, self.end.day
        counted = not self._start_by_hand and self.start.text() == self._shown[1]
        if start is None or end is None or start <= end or counted:
            return True
        moved = self.start if self.start.text() != self._shown[1] else self.end
        moved.refuse(errors.period(start, end))
        return False


class MethodSection(Section):
    """The steps, to be ticked.

    Signals:
        ticked: number of the step from 0, and whether it is done.
    """

    ticked = Signal(int, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(checklist_page.field("method"), parent)
        self.boxes: list[StepBox] = []
        self._key = ""

    def show_task(self, task: ChecklistTask) -> None:
        told = task.definition
        self.set_title(checklist_page.heading("method", told))
        if (told.key, len(told.method)) != (self._key, len(self.boxes)):
            self._fill(told)
        for number, box in enumerate(self.boxes):
            box.set_ticked(number in task.state.steps_done)
        self.setVisible(bool(told.method))

    def _fill(self, told: TaskDefinition) -> None:
        emptied(self.body, keep=1)
        self._key, self.boxes = told.key, [StepBox(step) for step in told.method]
        for number, box in enumerate(self.boxes):
            box.toggled.connect(lambda ticked, one=number: self.ticked.emit(one, ticked))
            self.body.addWidget(box)


class TextSection(Section):
    """One part of a task as a sentence or two; hidden where nobody tells it."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(checklist_page.field(name), parent)
        self._name = name
        self.text = PlainLabel("", selectable=True)
        self.body.addWidget(self.text)

    def show_text(self, told: TaskDefinition, text: str) -> None:
        self.set_title(checklist_page.heading(self._name, told))
        self.text.setText(text)
        self.setVisible(bool(text))


class RelatedSection(Section):
    """Links to other tasks.

    Signals:
        asked: the key of a task.
    """

    asked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(checklist_page.field(name), parent)
        self._name = name
        self.links: dict[str, LinkButton] = {}
        self._row = QWidget()
        self._flow = FlowLayout(self._row, gap=Space.MEDIUM)
        self.body.addWidget(self._row)

    def show_keys(self, told: TaskDefinition, keys: Sequence[str], tasks: dict[str, ChecklistTask]) -> None:
        """Links to those of the tasks that the municipality has."""
        self.set_title(checklist_page.heading(self._name, told))
        self._flow.clear()
        self.links = {}
        for key in keys:
            other = tasks.get(key)
            if other is not None:
                link = LinkButton(_short(other.definition))
                link.setToolTip(plain_tip(checklist.title(other.definition)))
                link.setAccessibleName(checklist.title(other.definition))
                link.clicked.connect(lambda _checked=False, one=key: self.asked.emit(one))
                self.links[key] = link
                self._flow.addWidget(link)
                link.show()
        self._row.updateGeometry()
        self.setVisible(bool(self.links))


def _short(told: TaskDefinition) -> str:
    name = told.code or told.title
    name = name if len(name) <= _SHORT else f"{name[: _SHORT - 1].rstrip()}…"
    return name.replace("&", "&&")
