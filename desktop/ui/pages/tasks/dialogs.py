"""How is a task of one's own told, and how is a mail looked through before it is sent?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from desktop.domain.checklist import ChecklistTask
from desktop.domain.mails import MailDraft
from desktop.texts import errors
from desktop.texts.translate import _, ngettext_
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.day_field import DayField
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import Labelled, LineField, Verdict
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.segments import Segments

_WIDTH, _MAIL_WIDTH = 520, 640
_LINES = 14


def _judge_title(text: str) -> Verdict:
    return Verdict() if text else Verdict(_("Write what is to be done."), True)


class OwnTaskDialog(PlainDialog):
    """What is to be done, why, and when.

    Args:
        before: the task to change; None for a new one.
        today: what "i dag" is in a date; this machine's day when not told.
    """

    help_topic = "tasks"

    def __init__(
        self, before: ChecklistTask | None, parent: QWidget | None = None, *, today: date | None = None
    ) -> None:
        title = _("A task of your own") if before is None else _("Change the task")
        note = _("It stands among the others: on the board, in the calendar and on paper.")
        super().__init__(title, parent, note=note, width=_WIDTH)
        self.title = Labelled(_("What is to be done"), LineField(), judge=_judge_title)
        self.goal = Labelled(_("Goal"), LineField())
        self.start, self.end = DayField(_("From"), today=today), DayField(_("To"), today=today)
        days = QHBoxLayout()
        days.setSpacing(Space.MEDIUM)
        days.addWidget(self.start)
        days.addWidget(self.end)
        self.body.addWidget(self.title)
        self.body.addWidget(self.goal)
        self.body.addLayout(days)
        if before is not None:
            self._fill(before)
        cancel = self.add_button(Button(_("Cancel")))
        cancel.clicked.connect(self.reject)
        verb = _("Add") if before is None else _("Save")
        self.accept_button = self.add_button(PrimaryButton(verb), default=True)
        self.accept_button.clicked.connect(self._accept_if_right)
        self.title.field.setFocus()

    @property
    def days(self) -> tuple[date | None, date | None]:
        """Start and end as written."""
        return self.start.day, self.end.day

    def _fill(self, before: ChecklistTask) -> None:
        told, state = before.definition, before.state
        for field, text in ((self.title, told.title), (self.goal, told.goal)):
            if isinstance(field.field, LineField):
                field.field.setText(text)
        self.start.set_day(state.start)
        self.end.set_day(state.end)

    def _accept_if_right(self) -> None:
        wrong = [field for field in (self.title, self.start, self.end) if not field.check()]
        if wrong:
            wrong[0].field.setFocus()
            return
        start, end = self.days
        if start is not None and end is not None and start > end:
            self.end.refuse(errors.period(start, end))
            self.end.field.setFocus()
            return
        self.accept()


class MailDialog(PlainDialog):
    """The drafts of a task, one at a time; nothing is sent from here.

    Signals:
        save_asked: write the drafts as files.
        open_asked: open the draft that is shown in the mail program.
    """

    help_topic = "tasks"

    save_asked = Signal()
    open_asked = Signal(int)

    def __init__(self, drafts: Sequence[MailDraft], parent: QWidget | None = None) -> None:
        note = _("Look it through, fill in what stands as “…”, and send it yourselves.")
        super().__init__(_("Mail draft"), parent, note=note, width=_MAIL_WIDTH)
        self.drafts = tuple(drafts)
        self._at = 0
        self.picks = Segments(
            _("Mails"),
            [(str(at), _("Mail {n}").format(n=at + 1)) for at in range(len(self.drafts))],
        )
        self.picks.setVisible(len(self.drafts) > 1)
        self.subject = PlainLabel("", size=TextSize.STRONG, selectable=True)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text of the mail"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        self.attach = PlainLabel("")
        for widget in (self.picks, self.subject, self.text, self.attach):
            self.body.addWidget(widget)
        close = self.add_button(Button(_("Close")), left=True)
        close.clicked.connect(self.reject)
        self.save_button = self.add_button(Button(_("Save the draft (.eml)…"), icon="save"))
        self.open_button = self.add_button(PrimaryButton(_("Open the draft")), default=True)
        self.picks.picked.connect(lambda key: self.show_draft(int(key)))
        self.save_button.clicked.connect(lambda _checked=False: self.save_asked.emit())
        self.open_button.clicked.connect(lambda _checked=False: self.open_asked.emit(self._at))
        self.show_draft(0)

    def show_draft(self, at: int) -> None:
        """Show one of the drafts."""
        self._at = at
        draft = self.drafts[at]
        self.picks.pick(str(at))
        self.subject.setText(draft.subject)
        self.text.setPlainText(draft.body)
        count = len(draft.attach)
        head = ngettext_("Remember to attach {n} file:", "Remember to attach {n} files:", count).format(
            n=count
        )
        self.attach.setText("\n".join([head, *(f"• {one}" for one in draft.attach)]))
        self.attach.setVisible(bool(count))
