"""Which row of one copy is which row of the other? By supplier number or CVR, by subject, by file, by name.

My copy keeps its ids. What only the other copy has is given ids of its own, past all that mine has had.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.merging import Keyed, Rule, Value, Values
from desktop.domain.suppliers import bare_number, folded_name, names_a_firm

Tables = Mapping[str, Mapping[int, Values]]
"""By table and id: the rows of one copy as it keeps them."""

OWN_SETTINGS = frozenset({"taken_over", "history_cleaned"})
"""Settings that say what was done to this very copy."""

NameOf = Callable[[Mapping[str, Value]], str]
"""What a supplier may be known by; "" when it has no such thing."""

_OWN_TASK = "own-"
_WHO = ("who", "at")


@dataclass(frozen=True, slots=True)
class _Shape:
    """A `Rule` before the columns of the table are known; `whole`: all columns are one unit."""

    key: tuple[str, ...]
    units: tuple[tuple[str, ...], ...] = ()
    quiet: tuple[str, ...] = ()
    belongs_to: tuple[str, ...] = ()
    whole: bool = False


_OF_SUPPLIER = ("supplier_id",)
_PAIR = ("first_id", "second_id")
_SHAPES = {
    "supplier": _Shape(("id",)),
    "setting": _Shape(("key",)),
    "source": _Shape(("kind", "file", "sheet"), whole=True),
    "problem": _Shape(
        ("source_id", "kind", "row", "column", "value", "supplier_number"), quiet=_OF_SUPPLIER, whole=True
    ),
    "decision": _Shape(("supplier_id", "subject"), (("value", "reason"),), _WHO, _OF_SUPPLIER),
    "correction": _Shape(("supplier_id", "field"), (("value", "listed", "replaced"),), _WHO, _OF_SUPPLIER),
    "invoice": _Shape(
        ("supplier_id", "kind", "invoice_no"),
        quiet=("source", "row"),
        belongs_to=_OF_SUPPLIER,
        whole=True,
    ),
    "choice": _Shape((), (("option", "ean", "reason", "fingerprint"),), _WHO),
    "letter": _Shape(
        ("supplier_id", "kind", "file", "at"),
        (("state", "channel", "sent_on", "marked_by", "marked_at"),),
        belongs_to=_OF_SUPPLIER,
    ),
    "pair_decision": _Shape(_PAIR, (("verdict", "note"),), _WHO, _PAIR),
    "supplier_alias": _Shape(("supplier_id", "number", "cvr", "name"), belongs_to=_OF_SUPPLIER),
    "acceptance": _Shape(("identity",), quiet=_WHO),
    "profile": _Shape(("pattern", "sheet", "fingerprint"), quiet=("file", "at"), whole=True),
    "wave": _Shape(
        ("number",),
        (
            ("letter", "reminder", "cut_over", "last_old_ean", "by_hand"),
            ("gate_note", "gate_by", "gate_at"),
        ),
    ),
    "placement": _Shape(_OF_SUPPLIER, (("wave", "locked"),), ("reasons",), _OF_SUPPLIER),
    "task": _Shape(("key",), (("start", "end"),), _WHO),
    "scenario": _Shape(("name",), quiet=_WHO, whole=True),
}
"""By table, suppliers first."""


def rules(columns: Mapping[str, tuple[str, ...]]) -> dict[str, Rule]:
    """How the tables of a plan are merged.

    Raises:
        KeyError: a table that nobody has said how to merge.
    """
    tables = sorted(columns, key=list(_SHAPES).index)
    return {name: _rule(_SHAPES[name], columns[name]) for name in tables}


def _rule(shape: _Shape, columns: tuple[str, ...]) -> Rule:
    units = shape.units
    if shape.whole:
        apart = {"id", *shape.key, *shape.quiet}
        rest = tuple(name for name in columns if name not in apart)
        units = (rest,) if rest else ()
    return Rule(columns, shape.key, units, shape.quiet, shape.belongs_to)


def keyed(tables: Tables, shapes: Mapping[str, Rule]) -> Keyed:
    """A copy's rows by what tells them apart, under the ids they have."""
    return {name: _by_key(name, rule, tables.get(name, {}).values()) for name, rule in shapes.items()}


def _by_key(name: str, rule: Rule, rows: Iterable[Values]) -> dict[Hashable, Values]:
    """Rows that nothing tells apart are told apart by their order."""
    found: dict[Hashable, Values] = {}
    again: Counter[Hashable] = Counter()
    places = tuple(map(rule.columns.index, rule.key))
    for row in rows:
        if name == "supplier":
            found[row[0]] = row
            continue
        key = tuple(row[at] for at in places)
        if name == "invoice" and not row[rule.columns.index("invoice_no")]:
            # A document without a number is known by where it stood and what it says.
            key = (
                *key,
                *(row[rule.columns.index(one)] for one in ("source", "row", "issue_date", "amount_ore")),
            )
        again[key] += 1
        found[(*key, again[key])] = row
    return found


def under_my_ids(theirs: Tables, mine: Tables, base: Tables | None, shapes: Mapping[str, Rule]) -> Keyed:
    """The other copy's rows under the ids and keys of mine; settings about that copy itself are left out."""
    suppliers = _mapped_suppliers(theirs, mine, base, shapes["supplier"])
    sources = _mapped_sources(theirs, mine, base, shapes["source"])
    known = keyed(mine, shapes)
    past = keyed(base or {}, shapes)
    found: dict[str, dict[Hashable, Values]] = {}
    for name, rule in shapes.items():
        rows = [_translated(name, rule, row, suppliers, sources) for row in theirs.get(name, {}).values()]
        if name == "task":
            rows = list(_own_tasks_apart(rule, rows, known[name], past[name], mine, base))
        there = _by_key(name, rule, rows)
        fresh = _first_free(name, mine, base)
        found[name] = {}
        for key, row in there.items():
            if name == "setting" and row[rule.columns.index("key")] in OWN_SETTINGS:
                continue
            if name in ("supplier", "source"):
                found[name][key] = row
                continue
            kept = known[name].get(key)
            if kept is None:
                found[name][key] = (fresh, *row[1:])
                fresh += 1
            else:
                found[name][key] = (kept[0], *row[1:])
        if name == "setting":
            own = rule.columns.index("key")
            found[name] |= {key: row for key, row in known[name].items() if row[own] in OWN_SETTINGS}
    return found


def _first_free(name: str, mine: Tables, base: Tables | None) -> int:
    ids = [*mine.get(name, {}), *(base or {}).get(name, {})]
    return max(ids, default=0) + 1


def _translated(
    name: str, rule: Rule, row: Values, suppliers: Mapping[int, int], sources: Mapping[int, int]
) -> Values:
    """A row of the other copy with my ids for the suppliers and files it names."""
    values: dict[str, Value] = dict(zip(rule.columns, row, strict=True))
    if name in ("supplier", "source"):
        values["id"] = (suppliers if name == "supplier" else sources)[int(row[0] or 0)]
    for column in ("supplier_id", *_PAIR):
        if values.get(column):
            told = int(values[column] or 0)
            values[column] = suppliers.get(told, told)
    if name == "pair_decision":
        low, high = sorted((int(values["first_id"] or 0), int(values["second_id"] or 0)))
        values["first_id"], values["second_id"] = low, high
    if name == "problem":
        told = int(values["source_id"] or 0)
        values["source_id"] = sources.get(told, told)
    return tuple(values.values())


def _own_tasks_apart(
    rule: Rule,
    rows: Sequence[Values],
    known: Mapping[Hashable, Values],
    past: Mapping[Hashable, Values],
    mine: Tables,
    base: Tables | None,
) -> Iterable[Values]:
    """Two people's own tasks may have got the same key; they are two tasks all the same.

    One that an earlier merge has taken in has a key of its own here, and is known by its title.
    """
    at, title = rule.columns.index("key"), rule.columns.index("title")
    free = max(_first_free("task", mine, base), max((int(row[0] or 0) for row in rows), default=0) + 1)
    told = {row[at] for row in rows}
    taken_in = defaultdict(list)
    for row in known.values():
        if str(row[at]).startswith(_OWN_TASK) and (row[at], 1) not in past and row[at] not in told:
            taken_in[row[title]].append(row[at])
    for row in rows:
        key = (row[at], 1)
        other = known.get(key)
        is_own = str(row[at]).startswith(_OWN_TASK)
        if not is_own or key in past or other is None or other[title] == row[title]:
            yield row
        elif taken_in[row[title]]:
            yield _with(row, at, taken_in[row[title]].pop(0))
        else:
            yield _with(row, at, f"{_OWN_TASK}{free}")
            free += 1


def _with(row: Values, at: int, value: Value) -> Values:
    return (*row[:at], value, *row[at + 1 :])


def _mapped_suppliers(theirs: Tables, mine: Tables, base: Tables | None, rule: Rule) -> dict[int, int]:
    """Which of my suppliers each of theirs is; those that only they have get new ids."""
    common = (base or {}).get("supplier", {})
    other, own = theirs.get("supplier", {}), mine.get("supplier", {})
    found = {key: key for key in other if key in common}
    open_mine = {key: row for key, row in own.items() if key not in found}
    open_theirs = {key: row for key, row in other.items() if key not in found}
    for name_of in (_by_number, _by_cvr, _by_name):
        _match(found, open_theirs, open_mine, rule, name_of)
    fresh = _first_free("supplier", mine, base)
    for key in open_theirs:
        found[key] = fresh
        fresh += 1
    return found


def _match(
    found: dict[int, int],
    theirs: dict[int, Values],
    mine: dict[int, Values],
    rule: Rule,
    name_of: NameOf,
) -> None:
    """Match what one name tells of exactly one supplier in each copy."""
    one = _unique(theirs, rule, name_of)
    other = _unique(mine, rule, name_of)
    for name, key in one.items():
        if name in other and _may_be_one(theirs[key], mine[other[name]], rule):
            found[key] = other[name]
            del theirs[key], mine[other[name]]


def _unique(rows: Mapping[int, Values], rule: Rule, name_of: NameOf) -> dict[str, int]:
    names = {key: name_of(dict(zip(rule.columns, row, strict=True))) for key, row in rows.items()}
    counts = Counter(names.values())
    return {name: key for key, name in names.items() if name and counts[name] == 1}


def _may_be_one(one: Values, other: Values, rule: Rule) -> bool:
    """Two suppliers with numbers of their own are two, whatever else is alike."""
    at = rule.columns.index("number")
    numbers = {bare_number(str(row[at])) for row in (one, other) if row[at]}
    return len(numbers) < 2


def _by_number(row: Mapping[str, Value]) -> str:
    return bare_number(str(row["number"])) if row["number"] else ""


def _by_cvr(row: Mapping[str, Value]) -> str:
    cvr = str(row["cvr"] or "")
    return cvr if names_a_firm(cvr) else ""


def _by_name(row: Mapping[str, Value]) -> str:
    return "" if row["cvr"] else folded_name(str(row["name"] or ""))


def _mapped_sources(theirs: Tables, mine: Tables, base: Tables | None, rule: Rule) -> dict[int, int]:
    """Which of my imports each of theirs is: those of the same file and sheet."""
    known: dict[Hashable, int] = {}
    for side in (base or {}, mine):
        for key, row in _by_key("source", rule, side.get("source", {}).values()).items():
            known[key] = int(row[0] or 0)
    fresh = _first_free("source", mine, base)
    found = {}
    for key, row in _by_key("source", rule, theirs.get("source", {}).values()).items():
        if key not in known:
            known[key] = fresh
            fresh += 1
        found[int(row[0] or 0)] = known[key]
    return found
