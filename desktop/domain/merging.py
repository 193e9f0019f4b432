"""How do two copies of a plan become one? Three-way where they have a common past, otherwise two-way.

Rows are what a plan's tables keep: values in column order, the id first. Both copies come in under common ids
and keys (`merging_keys`), so that the same supplier, decision or wave is the same key in both. What only one
copy changed is taken; what both changed in different ways is a conflict that a person decides; nothing is
dropped that is not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop.domain.plan import EntryState, HistoryEntry

Value = str | int | None
Values = tuple[Value, ...]
Rows = Mapping[Hashable, Values]
Keyed = Mapping[str, Rows]
"""By table and key: the rows of one copy."""


class Side(StrEnum):
    """Whose word holds."""

    MINE = "mine"
    THEIRS = "theirs"


class Taken(StrEnum):
    """What the other copy brings."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a table's rows are merged.

    Attributes:
        columns: of the table, the id first.
        key: columns that say which row it is; never in conflict.
        units: columns that only make sense together; every other column stands for itself.
        quiet: columns that follow the rest, such as who and when; they make no conflict by themselves.
        belongs_to: columns that name a supplier without whom the row cannot be.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    quiet: tuple[str, ...] = ()
    belongs_to: tuple[str, ...] = ()

    def places(self) -> tuple[tuple[int, ...], ...]:
        """Where the columns of each unit stand."""
        together = {name for unit in self.units for name in unit}
        alone = (
            (name,)
            for name in self.columns[1:]
            if name not in together and name not in self.quiet and name not in self.key
        )
        return tuple(tuple(map(self.columns.index, unit)) for unit in (*self.units, *alone))

    def quiet_places(self) -> tuple[int, ...]:
        return tuple(map(self.columns.index, self.quiet))

    def owner_places(self) -> tuple[int, ...]:
        return tuple(map(self.columns.index, self.belongs_to))


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that both copies changed, each in its own way.

    Attributes:
        id: tells it from the others, the same each time the same two copies are compared.
        columns: what is in conflict; empty when one copy removed the whole row and the other changed it, or
            put something new on it.
        mine, theirs: the rows by column; None where the row was removed.
        base: the row as it was in the common past; None when it was not there or there is none.
    """

    id: str
    table: str
    columns: tuple[str, ...]
    mine: Mapping[str, Value] | None
    theirs: Mapping[str, Value] | None
    base: Mapping[str, Value] | None


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about conflicts; `prefer` holds for all others."""

    sides: Mapping[str, Side] = field(default_factory=dict)
    prefer: Side = Side.MINE

    def of(self, conflict: str) -> Side:
        return self.sides.get(conflict, self.prefer)


@dataclass(frozen=True, slots=True)
class Merged:
    """The outcome.

    Attributes:
        rows: every row of the merged plan by table and key, under the ids of my copy or, for rows of
            the other one, those they were given.
        conflicts: in the order of the tables.
        taken: how many rows of each table the other copy adds, changes and removes in mine.
    """

    rows: Mapping[str, Mapping[Hashable, Values]]
    conflicts: tuple[Conflict, ...]
    taken: Mapping[str, Mapping[Taken, int]]


def common_past(mine: Iterable[HistoryEntry], theirs: Iterable[HistoryEntry]) -> int:
    """Number of the last entry up to which both copies have gone the same way; 0 when they never did.

    An entry that only one copy has undone is not common, and neither is anything after it. A copy whose old
    history was cleaned away is compared by what it still has.
    """
    one, other = ({entry.number: _essence(entry) for entry in side} for side in (mine, theirs))
    last = 0
    for number in sorted(one.keys() & other.keys()):
        if one[number] != other[number]:
            break
        last = number
    return last


def _essence(entry: HistoryEntry) -> tuple[object, ...]:
    in_force = entry.state is EntryState.APPLIED
    return entry.operation, entry.by, entry.at, entry.rows if in_force else 0, in_force


def merge(
    mine: Keyed,
    theirs: Keyed,
    base: Keyed | None,
    rules: Mapping[str, Rule],
    choices: Choices | None = None,
) -> Merged:
    """Merge two copies.

    Args:
        mine: the copy that is changed.
        theirs: the other one, under the keys and ids of mine.
        base: the common past; None when there is none, and then nothing counts as removed.
        rules: by table; a table whose rows belong to suppliers comes after `supplier`.
    """
    work = _Merge(rules, base, choices or Choices())
    work.needed = {
        Side.MINE: _touched(mine, base, rules) if base is not None else frozenset(),
        Side.THEIRS: _touched(theirs, base, rules) if base is not None else frozenset(),
    }
    work.corrected = _disputed_corrections(mine, theirs, base, rules)
    rows = {table: work.table(table, mine.get(table, {}), theirs.get(table, {})) for table in rules}
    return Merged(rows, tuple(work.conflicts), {table: dict(counts) for table, counts in work.taken.items()})


def _disputed_corrections(
    mine: Keyed, theirs: Keyed, base: Keyed | None, rules: Mapping[str, Rule]
) -> dict[tuple[Hashable, str], str]:
    """Values of suppliers that both copies have put right in their own ways, with the conflict about it.

    The supplier's own value is not asked about as well: it follows the correction.
    """
    found: dict[tuple[Hashable, str], str] = {}
    rule = rules.get("correction")
    if rule is None:
        return {}
    supplier, column = map(rule.columns.index, ("supplier_id", "field"))
    (unit,) = rule.units
    before = (base or {}).get("correction", {})
    for key, one in mine.get("correction", {}).items():
        other, was = theirs.get("correction", {}).get(key), before.get(key)
        if other is not None and not any(
            _same(rule, *two) for two in ((one, other), (one, was), (other, was))
        ):
            found[one[supplier], str(one[column])] = _conflict_id("correction", key, unit)
    return found


def _touched(side: Keyed, base: Keyed, rules: Mapping[str, Rule]) -> frozenset[Hashable]:
    """Suppliers on whom a copy has put something new since the common past."""
    found: set[Hashable] = set()
    for table, rule in rules.items():
        owners = rule.owner_places()
        if owners:
            before = base.get(table, {})
            for key, row in side.get(table, {}).items():
                if not _same(rule, row, before.get(key)):
                    found.update(row[at] for at in owners)
    return frozenset(found)


def _same(rule: Rule, one: Values | None, other: Values | None) -> bool:
    """Whether two rows say the same; ids and quiet columns aside."""
    if one is None or other is None:
        return one is other
    return one == other or all(_picked(one, places) == _picked(other, places) for places in rule.places())


def _picked(row: Values, places: Sequence[int]) -> Values:
    return tuple(row[at] for at in places)


class _Merge:
    """One merge under way."""

    def __init__(self, rules: Mapping[str, Rule], base: Keyed | None, choices: Choices) -> None:
        self._rules, self._base, self._choices = rules, base, choices
        self._suppliers: frozenset[Hashable] = frozenset()
        self.needed: Mapping[Side, frozenset[Hashable]] = {}
        self.corrected: Mapping[tuple[Hashable, str], str] = {}
        self.conflicts: list[Conflict] = []
        self.taken: dict[str, Counter[Taken]] = {}

    def table(self, name: str, mine: Rows, theirs: Rows) -> dict[Hashable, Values]:
        """The merged rows of one table."""
        rule, base = self._rules[name], (self._base or {}).get(name, {})
        counts = self.taken.setdefault(name, Counter())
        merged: dict[Hashable, Values] = {}
        for key in dict.fromkeys((*mine, *theirs)):
            before = mine.get(key)
            after = theirs.get(key)
            # Most rows are alike in both, and say so at once.
            row = before if before == after else self._row(name, rule, key, base.get(key), before, after)
            if row is not None and self._is_orphan(rule, row):
                row = None
            if row is not None:
                merged[key] = row
            if (what := _what(rule, before, row)) is not None:
                counts[what] += 1
        if name == "supplier":
            self._suppliers = frozenset(merged)
        return merged

    def _is_orphan(self, rule: Rule, row: Values) -> bool:
        """Its supplier went, by a decision about that very conflict."""
        return any(row[at] not in self._suppliers for at in rule.owner_places())

    def _row(
        self,
        name: str,
        rule: Rule,
        key: Hashable,
        base: Values | None,
        mine: Values | None,
        theirs: Values | None,
    ) -> Values | None:
        if mine is None or theirs is None:
            return self._one_sided(name, rule, key, base, mine, theirs)
        return self._both(name, rule, key, base, mine, theirs)

    def _one_sided(
        self,
        name: str,
        rule: Rule,
        key: Hashable,
        base: Values | None,
        mine: Values | None,
        theirs: Values | None,
    ) -> Values | None:
        """Only one copy has the row: it was added there, or removed in the other."""
        there, holder = (mine, Side.MINE) if mine is not None else (theirs, Side.THEIRS)
        if base is None:
            return there
        wanted = name == "supplier" and key in self.needed[holder]
        if not wanted and _same(rule, there, base):
            return None
        conflict = _conflict_id(name, key, ())
        self.conflicts.append(
            Conflict(conflict, name, (), _named(rule, mine), _named(rule, theirs), _named(rule, base))
        )
        return mine if self._choices.of(conflict) is Side.MINE else theirs

    def _both(
        self, name: str, rule: Rule, key: Hashable, base: Values | None, mine: Values, theirs: Values
    ) -> Values:
        """Unit by unit: what only one changed, or only one fills, is taken; the rest is a conflict."""
        merged = list(mine)
        from_theirs = from_mine = False
        for places in rule.places():
            side = self._unit(name, rule, key, places, base, mine, theirs)
            if side is Side.THEIRS:
                from_theirs = True
                for at in places:
                    merged[at] = theirs[at]
            elif side is Side.MINE:
                from_mine = True
        if from_theirs and not from_mine:
            for at in rule.quiet_places():
                merged[at] = theirs[at]
        return tuple(merged)

    def _unit(
        self,
        name: str,
        rule: Rule,
        key: Hashable,
        places: Sequence[int],
        base: Values | None,
        mine: Values,
        theirs: Values,
    ) -> Side | None:
        """Whose word holds for some columns; None when both say the same."""
        one, other = _picked(mine, places), _picked(theirs, places)
        if one == other:
            return None
        if base is not None:
            before = _picked(base, places)
            if one == before or other == before:
                return Side.THEIRS if one == before else Side.MINE
        elif _is_empty(one) or _is_empty(other):
            return Side.THEIRS if _is_empty(one) else Side.MINE
        columns = tuple(rule.columns[at] for at in places)
        if name == "supplier" and (key, columns[0]) in self.corrected:
            return self._choices.of(self.corrected[key, columns[0]])
        conflict = _conflict_id(name, key, columns)
        self.conflicts.append(
            Conflict(conflict, name, columns, _named(rule, mine), _named(rule, theirs), _named(rule, base))
        )
        return self._choices.of(conflict)


def changed_rows(
    mine: Mapping[Hashable, Values], merged: Mapping[Hashable, Values]
) -> Iterator[tuple[Values | None, Values | None]]:
    """What the merge does to the rows of one table of my copy, before and after."""
    for key, row in mine.items():
        after = merged.get(key)
        if after != row:
            yield row, after
    yield from ((None, row) for key, row in merged.items() if key not in mine)


def _what(rule: Rule, before: Values | None, after: Values | None) -> Taken | None:
    if before is None:
        return None if after is None else Taken.ADDED
    if after is None:
        return Taken.REMOVED
    return None if _same(rule, before, after) else Taken.CHANGED


def _is_empty(values: Values) -> bool:
    return all(one is None or one == "" for one in values)


def _named(rule: Rule, row: Values | None) -> dict[str, Value] | None:
    return None if row is None else dict(zip(rule.columns, row, strict=True))


def _conflict_id(table: str, key: Hashable, columns: tuple[str, ...]) -> str:
    return f"{table}/{key!r}/{','.join(columns)}"
