"""How are the tasks of the checklist spoken of? Status, size, conflicts, where the dates come from."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.checklist import (
    ChecklistTask,
    Conflict,
    Counting,
    Found,
    MailKind,
    Origin,
    Size,
    TaskDefinition,
    TaskStatus,
)
from desktop.texts.translate import N_, _

_STATUS = {
    TaskStatus.OPEN: N_("Not begun"),
    TaskStatus.STARTED: N_("Begun"),
    TaskStatus.DONE: N_("Done"),
    TaskStatus.NOT_NEEDED: N_("Not needed"),
}
_SIZE = {Size.SMALL: N_("Small"), Size.MEDIUM: N_("Medium"), Size.LARGE: N_("Large")}
_CONFLICT = {
    Conflict.OVERDUE: N_("Should have been done. Do it now, or move the date."),
    Conflict.STARTS_IN_THE_PAST: N_("Should have been begun. Begin, or move go-live."),
    Conflict.BEFORE_WHAT_IT_NEEDS: N_("Ends before another task that must be done first."),
    Conflict.AFTER_GO_LIVE: N_("Ends after go-live. Move the task, or go-live."),
    Conflict.AFTER_FIRST_LETTER: N_("Must be done before the first letter goes out."),
    Conflict.NO_GO_LIVE: N_("Set the date of go-live to get a date."),
}
_ORIGIN = {
    Origin.KLIK: N_("Date from the KLIK board"),
    Origin.ASSUMPTION: N_("Date is an assumption"),
    Origin.OWN: N_("Own task"),
}
_COUNTING = {Counting.CALENDAR: N_("calendar days"), Counting.WORKING: N_("working days")}
_MAIL = {
    MailKind.ORDER_ROUTES: N_("Order of routes and monitoring"),
    MailKind.ERP_SUPPLIER: N_("To the ERP supplier"),
    MailKind.KOMBIT: N_("To KOMBIT about go-live"),
}

_EXPLAINS = (": ", ", så ", ", og ", " (")
"""After these a title says why, or what more there is to it."""
_LEAST_NAME = 12


def title(of: TaskDefinition) -> str:
    """A task's title, with what the KLIK board calls it before it."""
    return f"{of.code}: {of.title}" if of.code else of.title


def short_title(of: TaskDefinition) -> str:
    """A task as one would name it in a sentence: without its code, and without what explains it."""
    for sign in _EXPLAINS:
        name, there, _rest = of.title.partition(sign)
        if there and len(name) >= _LEAST_NAME:
            return name
    return of.title


def who(task: ChecklistTask) -> str:
    """Who has a task: whom the municipality has named, else whom the board recommends; "" for nobody."""
    return task.state.owner or task.definition.owner or task.definition.doer


def status(of: TaskStatus) -> str:
    """How far a task is."""
    return _(_STATUS[of])


def size(of: Size) -> str:
    """One of KLIK's three sizes."""
    return _(_SIZE[of])


def sizes(of: Sequence[Size]) -> str:
    """Complexity or scope as the board has it: "Small/Medium"; "" where no source tells."""
    return "/".join(size(one) for one in of)


def conflict(kind: Conflict) -> str:
    """What is wrong with a task's dates, and what to do."""
    return _(_CONFLICT[kind])


def found(one: Found, title: str = "") -> str:
    """A conflict, with the other task's title where it is with one."""
    if one.conflict is Conflict.BEFORE_WHAT_IT_NEEDS and title:
        return _("Ends before “{title}”, which must be done first.").format(title=title)
    return conflict(one.conflict)


def origin(of: Origin) -> str:
    """Where a task's dates come from."""
    return _(_ORIGIN[of])


def counting(of: Counting) -> str:
    """What an offset is counted in."""
    return _(_COUNTING[of])


def mail(of: MailKind) -> str:
    """What a mail draft is for."""
    return _(_MAIL[of])
