"""What do two copies of a plan differ in, in words? Conflicts, what the other brings, and what stays out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.domain.merging import Side, Taken
from desktop.domain.past import PastRow
from desktop.texts import numbers, past
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _, ngettext_

_SIDE = {Side.MINE: N_("This plan"), Side.THEIRS: N_("The other copy")}
_TAKEN = {Taken.ADDED: N_("{n} new"), Taken.CHANGED: N_("{n} changed"), Taken.REMOVED: N_("{n} removed")}

_NAMED_BY = {"decision": "subject", "correction": "field"}
"""Rows that are known by what they are about."""


def side(one: Side) -> str:
    """Whose word holds."""
    return _(_SIDE[one])


def taken(what: Taken, count: int) -> str:
    """How many rows the other copy adds, changes or removes."""
    return _(_TAKEN[what]).format(n=numbers.whole(count))


def field(row: PastRow, columns: Sequence[str]) -> str:
    """What is in conflict: the fields that differ, or the whole row."""
    named_by = _NAMED_BY.get(row.table)
    if columns and named_by is not None:
        return past.value(row, named_by, (row.before or {}).get(named_by), after=False)
    told = [past.field(row.table, name) for name in _differing(row, columns)]
    return ", ".join(told) if told else _("The whole row")


def value(row: PastRow, columns: Sequence[str], *, theirs: bool) -> str:
    """What one of the copies says."""
    told = row.after if theirs else row.before
    if told is None:
        return _("Removed")
    if not columns:
        return _("Kept, with what is new")
    values = (past.value(row, name, told.get(name), after=theirs) for name in _differing(row, columns))
    return " · ".join(one or _("(empty)") for one in values)


def _differing(row: PastRow, columns: Sequence[str]) -> list[str]:
    before, after = row.before or {}, row.after or {}
    differing = [name for name in columns if before.get(name) != after.get(name)]
    shown = {one.field for one in past.steps(row)}
    return [name for name in differing if name in shown]


def brings(counts: Mapping[str, Mapping[Taken, int]]) -> list[str]:
    """What the other copy brings, a line for each kind of row."""
    lines = []
    for table, found in counts.items():
        parts = [taken(what, found[what]) for what in Taken if found.get(what)]
        if parts:
            lines.append(_("{kind}: {counts}").format(kind=past.table(table), counts=", ".join(parts)))
    return lines


def summary(counts: Mapping[str, Mapping[Taken, int]], conflicts: int) -> str:
    """What merging would do, in a sentence or two."""
    total = sum(sum(one.values()) for one in counts.values())
    if not total and not conflicts:
        return _("The other copy has nothing that this plan does not have.")
    rows = ngettext_("The other copy brings {n} row.", "The other copy brings {n} rows.", total)
    told = ngettext_(
        "In {n} place both have changed the same thing: choose which holds.",
        "In {n} places both have changed the same thing: choose which holds.",
        conflicts,
    )
    return sentences(
        rows.format(n=numbers.whole(total)), told.format(n=numbers.whole(conflicts)) if conflicts else ""
    )


def past_line(common: int, their_entries: int) -> str:
    """What the comparison rests on, and what is not merged."""
    rests = (
        _("The two are the same up to entry {number} of the history.").format(number=common)
        if common
        else _(
            "The two have no common history, so suppliers are matched by number and CVR, and nothing is "
            "removed."
        )
    )
    stays = ngettext_(
        "The other copy's own history ({n} entry) stays in its file and is not merged.",
        "The other copy's own history ({n} entries) stays in its file and is not merged.",
        their_entries,
    )
    return sentences(rests, stays.format(n=numbers.whole(their_entries)) if their_entries else "")


def merged(conflicts: int) -> str:
    """What is said when it is done."""
    told = ngettext_(
        "The copy has been merged, and {n} conflict decided. You can undo it.",
        "The copy has been merged, and {n} conflicts decided. You can undo it.",
        conflicts,
    )
    if not conflicts:
        return _("The copy has been merged. You can undo it.")
    return told.format(n=numbers.whole(conflicts))


def conflict_line(row: PastRow, columns: Sequence[str]) -> str:
    """A conflict in one line, for a terminal."""
    return _("{kind} {about}, {field}: here “{mine}”, there “{theirs}”").format(
        kind=past.table(row.table),
        about=past.about(row),
        field=field(row, columns),
        mine=value(row, columns, theirs=False),
        theirs=value(row, columns, theirs=True),
    )
