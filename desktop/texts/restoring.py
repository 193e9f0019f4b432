"""What of a supplier can be put back, in words? The thing, what it says now, and what it said then."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.assessment import Subject
from desktop.domain.imports import Field
from desktop.domain.plan import HistoryEntry
from desktop.domain.restoring import Restorable
from desktop.domain.row_restoring import Stays
from desktop.texts import dates, labels, past
from desktop.texts.translate import N_, _

_STAYS = {
    Stays.IMPORTED: N_("This was read from a file. Undo the import, or import a newer file."),
    Stays.PAIR: N_("Whether two suppliers are one is decided again on the page Duplicates."),
    Stays.CHOICE: N_("A choice is not put back here. Choose again on the page EAN choice."),
    Stays.LETTER: N_("The letter has been written. On the page Letters you can mark it or write it anew."),
    Stays.WAVE: N_("Waves come and go with a proposal. Propose again on the page Rollout, or undo."),
    Stays.MUNICIPALITY: N_("This was told here for the first time. Change it in the form where it stands."),
    Stays.GONE: N_("It cannot be put back, for it, or what it belongs to, is no longer in the plan."),
    Stays.THERE: N_("The plan says so already, or something else has taken its place."),
}


def stays(why: Stays) -> str:
    """Why a row cannot be put back, and what to do instead."""
    return _(_STAYS[why])


def thing(one: Restorable) -> str:
    """What it is: a field, a decision, a correction."""
    table, _slash, name = one.key.partition("/")
    if table == "supplier":
        return past.field("supplier", name)
    if table == "decision":
        return labels.subject(Subject(name))
    return _("Correction: {field}").format(field=labels.field(Field(name)))


def value(one: Restorable, *, then: bool) -> str:
    """What it says now, or said then."""
    row = one.row.after if then else one.row.before
    table, _slash, name = one.key.partition("/")
    if row is None:
        return _("(none)")
    columns = (name,) if table == "supplier" else ("value", "reason") if table == "decision" else ("value",)
    told = (past.value(one.row, column, row.get(column), after=then) for column in columns)
    return " · ".join(filter(None, told)) or _("(empty)")


def changed_by(one: Restorable, entries: Mapping[int, HistoryEntry]) -> str:
    """Who changed it last, and when: putting it back overrules them."""
    known = [entries[number] for number in one.changed if number in entries]
    if not known:
        return ""
    return _("{who}, {when}").format(who=known[0].by, when=dates.moment(known[0].at))
