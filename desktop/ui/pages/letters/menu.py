"""What else can the letters page do? Later letters, letters about the plan, templates, fields, the sender."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.errors import PlannerError
from desktop.domain.letters import ABOUT_THE_PLAN, LetterKind
from desktop.texts import labels
from desktop.texts.translate import _
from desktop.ui.pages.letters.actions import DaysDialog
from desktop.ui.pages.letters.answers import LettersAnswers
from desktop.ui.pages.letters.fields_dialog import FieldsDialog
from desktop.ui.pages.letters.sender_dialog import SenderDialog
from desktop.ui.pages.letters.templates_dialog import TemplatesDialog
from desktop.ui.widgets.buttons import Button
from desktop.workspace import letter_templates
from desktop.workspace.operations import SetReminderDays
from desktop.workspace.sender_profile import keep_sender_profile, sender_profile

if TYPE_CHECKING:
    from desktop.ui.pages.letters.page import LettersPage

DialogMaker = Callable[["LettersPage"], None]
"""Opens a dialog over the page."""

_LATER = (LetterKind.REMINDER_1, LetterKind.REMINDER_2, LetterKind.REJECTED, LetterKind.CONFIRMATION)


class LetterMenu(Button):
    """A button with a menu.

    Signals:
        later_asked: write the letters of that kind to whom the plan proposes.
        plan_letter_asked: write that letter about the plan.
        dialog_asked: a `DialogMaker`.
    """

    later_asked = Signal(object)
    plan_letter_asked = Signal(object)
    dialog_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("More"), parent)
        menu = QMenu(self)
        self.later = {kind: self._kind(menu, kind) for kind in _LATER}
        menu.addSeparator()
        about = [kind for kind in LetterKind if kind in ABOUT_THE_PLAN]
        self.about = {kind: self._kind(menu, kind) for kind in about}
        menu.addSeparator()
        dialogs: tuple[tuple[str, DialogMaker], ...] = (
            (_("Letter templates…"), open_templates),
            (_("Fields for the templates…"), open_fields),
            (_("Your details in the letters…"), open_sender),
            (_("Days before a reminder…"), open_days),
        )
        for text, make in dialogs:
            action = menu.addAction(text)
            action.triggered.connect(lambda _checked=False, one=make: self.dialog_asked.emit(one))
        self.setMenu(menu)

    def show_answers(self, answers: LettersAnswers) -> None:
        """Say how many reminders of each kind there are."""
        due = [row.due.kind for row in answers.everybody if row.due is not None]
        for kind in (LetterKind.REMINDER_1, LetterKind.REMINDER_2):
            count = due.count(kind)
            name = labels.letter_kind(kind)
            text = _("{letter} ({n})…").format(letter=name, n=count) if count else _more(name)
            self.later[kind].setText(text)
            self.later[kind].setEnabled(bool(count))

    def _kind(self, menu: QMenu, kind: LetterKind) -> QAction:
        asked = self.plan_letter_asked if kind in ABOUT_THE_PLAN else self.later_asked
        action = menu.addAction(_more(labels.letter_kind(kind)))
        action.triggered.connect(lambda _checked=False: asked.emit(kind))
        return action


def _more(name: str) -> str:
    return _("{letter}…").format(letter=name)


# --------------------------------------------------------------------------------------------- dialogs


def open_templates(page: LettersPage) -> None:
    """The templates; what was changed there can make letters differ from theirs."""
    page.show_dialog(TemplatesDialog(page.context.messages.error, page))
    page.refresh(None)


def open_fields(page: LettersPage) -> None:
    page.show_dialog(FieldsDialog(letter_templates.template_fields(), page))


def open_sender(page: LettersPage) -> None:
    """The sender's own details, kept on this computer."""
    if page.session is None:
        return
    dialog = SenderDialog(sender_profile(), page.session.municipality, page)
    if not page.show_dialog(dialog):
        return
    try:
        keep_sender_profile(dialog.profile)
    except PlannerError as error:
        page.context.messages.error(error)
        return
    page.refresh(None)


def open_days(page: LettersPage) -> None:
    """Days before a reminder, kept with the plan."""
    dialog = DaysDialog(page.answers.days if page.answers else 0, page)
    if page.show_dialog(dialog):
        page.context.run(SetReminderDays(dialog.days))
