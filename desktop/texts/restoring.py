"""What of a supplier can be put back, in words? The thing, what it says now, and what it said then."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.assessment import Subject
from desktop.domain.imports import Field
from desktop.domain.plan import HistoryEntry
from desktop.domain.restoring import Restorable
from desktop.texts import dates, labels, past
from desktop.texts.translate import _


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
