"""Which problems of the imports are still open, and which suppliers' letters wait for them?

A problem is open until a person has accepted it or put the value right. Both survive the next import of the
list: a problem is known again by what it is about, not by the row it stood in.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from desktop.domain.corrections import field_of, value_of
from desktop.domain.imports import Field, SourceKind
from desktop.domain.mojibake import looks_spoilt, repaired
from desktop.domain.plan import Acceptance, Correction, Source, StoredProblem
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.spoilt import texts_of
from desktop.domain.suppliers import Supplier, SupplierId

_LOUDEST_FIRST = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}

_ABOUT_SUPPLIER = frozenset(kind for kind in ProblemKind if field_of(kind) is not None)

_ABOUT_LIST = _ABOUT_SUPPLIER | {ProblemKind.BROKEN_ROW, ProblemKind.REPEATED_ROW}
"""Problems with a supplier's own data: those whose letters wait when they are errors in a supplier list."""


_VALUE_LENGTH = 80
"""What a problem keeps of a value, in characters."""


class ProblemState(StrEnum):
    """Where a problem stands.

    OPEN: nobody has done anything about it.
    CORRECTED: the plan uses a value that a person has put right.
    ACCEPTED: a person has looked at it and lets it stand.
    """

    OPEN = "open"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"


def supplier_field(kind: ProblemKind, *, in_list: bool) -> Field | None:
    """The supplier's field that a problem is about and that can be put right in the plan; or None.

    Args:
        in_list: it comes from a supplier list. The EAN number of an invoice is that of its receiver.
    """
    field = field_of(kind)
    return None if field is Field.EAN and not in_list else field


def identity(problem: Problem, supplier_id: SupplierId | None = None) -> str:
    """What a problem is known by from import to import: kind, supplier or row, column and value.

    The supplier's number where there is one, for rows move from list to list; in a list without numbers the
    supplier that the row became. A fault that has no value and is not the supplier's own (an invoice without
    a number) is told from its neighbours by its row.
    """
    about = problem.supplier_number or (f"#{supplier_id}" if supplier_id else "")
    own = about and (problem.value or problem.kind in _ABOUT_SUPPLIER)
    place = [about] if own else [problem.file, problem.sheet, str(problem.row)]
    parts = [problem.kind.value, *place, problem.column.strip().casefold(), problem.value]
    return hashlib.sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]


def identities(stored: StoredProblem) -> tuple[str, ...]:
    """What a stored problem may have been accepted under, the one to use first.

    Before plans kept whom a row became, a problem of a list without numbers was known by its row.
    """
    return tuple(dict.fromkeys((identity(stored.problem, stored.supplier_id), identity(stored.problem))))


@dataclass(frozen=True, slots=True)
class JudgedProblem:
    """A problem and what became of it.

    Attributes:
        supplier: whom it is about, when the plan knows whom the row became or the number of the list.
        field: the supplier's field that can be put right in the plan; None for what only the list can.
        blocks: an open error in the supplier's own data: no letter is written before it is settled.
    """

    stored: StoredProblem
    state: ProblemState
    supplier: Supplier | None = None
    field: Field | None = None
    blocks: bool = False
    acceptance: Acceptance | None = None
    correction: Correction | None = None

    @property
    def id(self) -> int:
        return self.stored.id

    @property
    def problem(self) -> Problem:
        return self.stored.problem

    @property
    def is_open(self) -> bool:
        return self.state is ProblemState.OPEN

    @property
    def waits(self) -> bool:
        """Open, and more than a note: somebody should look."""
        return self.is_open and self.problem.severity is not Severity.NOTE


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The problems of one kind.

    Attributes:
        severity: the worst of the open ones; of all when none is open.
    """

    kind: ProblemKind
    severity: Severity
    still_open: int
    corrected: int
    accepted: int

    @property
    def total(self) -> int:
        return self.still_open + self.corrected + self.accepted


@dataclass(frozen=True)
class Quality:
    """Every problem of the imports with what became of it, the loudest first.

    Attributes:
        garbled: the suppliers whose own words have garbled letters, while a file that has some is open.
    """

    problems: tuple[JudgedProblem, ...] = ()
    garbled: Mapping[SupplierId, Problem] = field(default_factory=dict)

    @cached_property
    def _counts(self) -> Counter[tuple[ProblemState, Severity]]:
        return Counter((one.state, one.problem.severity) for one in self.problems)

    @property
    def errors(self) -> int:
        """Open ones."""
        return self._counts[ProblemState.OPEN, Severity.ERROR]

    @property
    def warnings(self) -> int:
        """Open ones."""
        return self._counts[ProblemState.OPEN, Severity.WARNING]

    @property
    def notes(self) -> int:
        """Open ones."""
        return self._counts[ProblemState.OPEN, Severity.NOTE]

    @property
    def corrected(self) -> int:
        return sum(self._counts[ProblemState.CORRECTED, severity] for severity in Severity)

    @property
    def accepted(self) -> int:
        return sum(self._counts[ProblemState.ACCEPTED, severity] for severity in Severity)

    @cached_property
    def groups(self) -> tuple[ProblemGroup, ...]:
        """By kind; those with the worst open problems first, then the most."""
        found: defaultdict[ProblemKind, list[JudgedProblem]] = defaultdict(list)
        for one in self.problems:
            found[one.problem.kind].append(one)
        return tuple(sorted((_group(kind, judged) for kind, judged in found.items()), key=_weight))

    @cached_property
    def waiting(self) -> Mapping[SupplierId, tuple[Problem, ...]]:
        """The suppliers whose letters wait, and for what."""
        found: defaultdict[SupplierId, list[Problem]] = defaultdict(list)
        for one in self.problems:
            if one.blocks and one.supplier is not None:
                found[one.supplier.id].append(one.problem)
        for key, problem in self.garbled.items():
            found[key].append(problem)
        return {key: tuple(problems) for key, problems in found.items()}


def _group(kind: ProblemKind, judged: Iterable[JudgedProblem]) -> ProblemGroup:
    everything = tuple(judged)
    states = Counter(one.state for one in everything)
    severities = [one.problem.severity for one in everything if one.is_open]
    worst = min(severities or [one.problem.severity for one in everything], key=_LOUDEST_FIRST.__getitem__)
    return ProblemGroup(
        kind, worst, states[ProblemState.OPEN], states[ProblemState.CORRECTED], states[ProblemState.ACCEPTED]
    )


def _weight(group: ProblemGroup) -> tuple[bool, int, int, str]:
    """Sorts settled kinds last, the loud before the quiet, the many before the few."""
    return (not group.still_open, _LOUDEST_FIRST[group.severity], -group.still_open, group.kind.value)


def judge_problems(
    problems: Iterable[StoredProblem],
    *,
    sources: Iterable[Source],
    suppliers: Iterable[Supplier],
    acceptances: Iterable[Acceptance],
    corrections: Iterable[Correction],
) -> Quality:
    """Say of each problem what became of it and whose letters it holds up."""
    lists = {source.id for source in sources if source.kind is SourceKind.SUPPLIERS}
    by_number: dict[str, Supplier] = {}
    by_id: dict[SupplierId, Supplier] = {}
    for supplier in suppliers:
        by_id[supplier.id] = supplier
        if supplier.number:
            by_number.setdefault(supplier.number, supplier)
            by_number.setdefault(comparable_number(supplier.number), supplier)
    accepted = {one.identity: one for one in acceptances}
    corrected = {(one.supplier_id, one.field): one for one in corrections}
    judged = [
        _judge(
            stored, _about(stored, by_id, by_number), accepted, corrected, in_list=stored.source_id in lists
        )
        for stored in problems
    ]
    judged.sort(key=lambda one: (not one.is_open, _LOUDEST_FIRST[one.problem.severity]))
    return Quality(tuple(judged), _garbled(judged, by_id.values()))


def _garbled(judged: Iterable[JudgedProblem], suppliers: Iterable[Supplier]) -> dict[SupplierId, Problem]:
    """Whose letters would show garbled words. The file tells of them once, so each is looked for here.

    Whoever accepts what the file told lets the words stand.
    """
    told = next(
        (one.problem for one in judged if one.is_open and one.problem.kind is ProblemKind.MOJIBAKE), None
    )
    if told is None:
        return {}
    found: dict[SupplierId, Problem] = {}
    for supplier in suppliers:
        text = next(filter(looks_spoilt, texts_of(supplier.facts)), "")
        if text:
            right = repaired(text)
            found[supplier.id] = Problem(
                ProblemKind.MOJIBAKE,
                Severity.ERROR,
                file=told.file,
                sheet=told.sheet,
                value=text[:_VALUE_LENGTH],
                suggestion=right[:_VALUE_LENGTH] if right != text else "",
                supplier_number=supplier.number,
            )
    return found


def _about(
    stored: StoredProblem, by_id: Mapping[SupplierId, Supplier], by_number: Mapping[str, Supplier]
) -> Supplier | None:
    """Whom a problem is about: whom its row became, else whoever has the number that stands in it."""
    known = by_id.get(stored.supplier_id) if stored.supplier_id else None
    number = stored.problem.supplier_number
    if known is not None or not number:
        return known
    return by_number.get(number) or by_number.get(comparable_number(number))


def _judge(
    stored: StoredProblem,
    supplier: Supplier | None,
    accepted: Mapping[str, Acceptance],
    corrected: Mapping[tuple[SupplierId, Field], Correction],
    *,
    in_list: bool,
) -> JudgedProblem:
    problem = stored.problem
    field = supplier_field(problem.kind, in_list=in_list) if supplier else None
    correction = corrected.get((supplier.id, field)) if supplier and field else None
    if supplier and correction and _puts_right(correction, problem, supplier):
        return JudgedProblem(stored, ProblemState.CORRECTED, supplier, field, correction=correction)
    acceptance = next(filter(None, map(accepted.get, identities(stored))), None) if accepted else None
    if acceptance:
        return JudgedProblem(stored, ProblemState.ACCEPTED, supplier, field, acceptance=acceptance)
    own = in_list and supplier is not None and problem.kind in _ABOUT_LIST
    blocks = own and problem.severity is Severity.ERROR
    return JudgedProblem(stored, ProblemState.OPEN, supplier, field, blocks)


def _puts_right(correction: Correction, problem: Problem, supplier: Supplier) -> bool:
    """Whether the correction is about what this problem says, and in use."""
    in_use = value_of(supplier.facts, correction.field) == correction.value
    return in_use and correction.listed == problem.value


def comparable_number(number: str) -> str:
    """A supplier number as it is compared: one list pads with zeros, the other does not."""
    return number.lstrip("0").casefold() or number
