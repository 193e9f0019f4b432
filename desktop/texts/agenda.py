"""How is the agenda told? What is over time, due this week and next, each line with its day and who."""

from __future__ import annotations

from datetime import date

from desktop.domain.agenda import AgendaItem, AgendaKind, Due
from desktop.texts import checklist, dates, numbers, rollout
from desktop.texts.translate import N_, _, ngettext_

_HEADING = {
    Due.OVERDUE: N_("Should have been done"),
    Due.THIS_WEEK: N_("This week"),
    Due.NEXT_WEEK: N_("Next week"),
    Due.ASKED: N_("Is it done?"),
}
_VERB = {
    AgendaKind.TASK: N_("Open the task"),
    AgendaKind.SEND: N_("See the letters"),
    AgendaKind.REMIND: N_("See the reminders"),
    AgendaKind.CHANGE: N_("See the waves"),
    AgendaKind.LAST_OLD: N_("See the waves on that day"),
    AgendaKind.GATE: N_("Look at the wave"),
    AgendaKind.GO_LIVE: N_("See the tasks before go-live"),
    AgendaKind.INVOICES: N_("Import invoices"),
}


def heading(due: Due) -> str:
    """What stands above the lines."""
    return _(_HEADING[due])


def title(today: date) -> str:
    """What stands above the agenda: the day, and its week."""
    week = today.isocalendar().week
    return _("{day}, week {n}").format(day=_capital(dates.with_weekday(today)), n=week)


def nothing() -> str:
    """That nothing is due is an answer, too."""
    return _("Nothing is late, and nothing is due this week or next.")


def verb(kind: AgendaKind) -> str:
    """What a click on a line does."""
    return _(_VERB[kind])


def line(item: AgendaItem) -> str:
    """What there is to do."""
    wave = rollout.wave(item.wave, item.wave_kind) if item.wave else ""
    count = numbers.whole(item.count)
    match item.kind:
        case AgendaKind.TASK if item.task is not None:
            return checklist.short_title(item.task.definition)
        case AgendaKind.SEND:
            told = ngettext_("{wave}: send {n} letter", "{wave}: send {n} letters", item.count)
            return told.format(wave=wave, n=count)
        case AgendaKind.REMIND:
            return ngettext_("Remind {n} supplier", "Remind {n} suppliers", item.count).format(n=count)
        case AgendaKind.CHANGE:
            told = ngettext_(
                "{wave}: {n} supplier changes to the new EAN number",
                "{wave}: {n} suppliers change to the new EAN number",
                item.count,
            )
            return told.format(wave=wave, n=count)
        case AgendaKind.LAST_OLD:
            return _("{wave}: last day with the old EAN number").format(wave=wave)
        case AgendaKind.GATE:
            return _("{wave}: may the next wave begin?").format(wave=wave)
        case AgendaKind.GO_LIVE:
            return _("KP begins to receive your invoices")
        case AgendaKind.INVOICES:
            return ngettext_(
                "Fetch newer invoices, to see whether {n} supplier has changed",
                "Fetch newer invoices, to see whether {n} suppliers have changed",
                item.count,
            ).format(n=count)
    return ""


def when(item: AgendaItem) -> str:
    """The day of a line, with who has it: "fredag den 27. november · Systemansvarlig"."""
    if item.kind is AgendaKind.INVOICES:
        return _("The newest is from {day}").format(day=dates.long(item.day))
    if item.due is Due.ASKED:
        return _("The date was {day}. If the task is done, set it to done.").format(day=dates.long(item.day))
    if item.kind is AgendaKind.REMIND:
        return _("Since {day}").format(day=dates.long(item.day))
    day = dates.long(item.day) if item.due is Due.OVERDUE else dates.with_weekday(item.day)
    who = checklist.who(item.task) if item.task is not None else ""
    return " · ".join(part for part in (day, who) if part)


def more(count: int) -> str:
    """What is left out of a long list."""
    return ngettext_("and {n} more", "and {n} more", count).format(n=numbers.whole(count))


def spoken(item: AgendaItem) -> str:
    """A line for screen readers."""
    return ". ".join((line(item), when(item)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
