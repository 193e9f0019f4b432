"""Which problems stand in which view of the page, and how many of each kind? Without Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.problems import ProblemKind, Severity
from desktop.domain.quality import JudgedProblem

LOOK, NOTES, SETTLED, ALL = "look", "notes", "settled", "all"

EVERY_KIND = ""
"""Stands for all kinds in the list of kinds."""

_LOUDEST_FIRST = tuple(Severity)


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many problems of a kind a view has.

    Attributes:
        severity: the worst of them.
    """

    kind: ProblemKind
    severity: Severity
    count: int


def view_of(one: JudgedProblem) -> str:
    """The view a problem stands in besides that of all."""
    if not one.is_open:
        return SETTLED
    return LOOK if one.waits else NOTES


def counts(problems: Iterable[JudgedProblem]) -> dict[str, int]:
    """How many problems each view has."""
    found = Counter(map(view_of, problems))
    return {ALL: found.total(), **found}


def kinds(problems: Iterable[JudgedProblem]) -> dict[str, tuple[KindCount, ...]]:
    """The kinds of each view; the loudest first, then the most."""
    per_view: dict[str, Counter[ProblemKind]] = {view: Counter() for view in (LOOK, NOTES, SETTLED, ALL)}
    worst: dict[tuple[str, ProblemKind], Severity] = {}
    for one in problems:
        problem = one.problem
        for view in (view_of(one), ALL):
            per_view[view][problem.kind] += 1
            known = worst.get((view, problem.kind), problem.severity)
            worst[view, problem.kind] = min(known, problem.severity, key=_LOUDEST_FIRST.index)
    return {view: _ordered(view, found, worst) for view, found in per_view.items()}


def _ordered(
    view: str, found: Mapping[ProblemKind, int], worst: Mapping[tuple[str, ProblemKind], Severity]
) -> tuple[KindCount, ...]:
    counted = [KindCount(kind, worst[view, kind], count) for kind, count in found.items()]
    return tuple(
        sorted(counted, key=lambda one: (_LOUDEST_FIRST.index(one.severity), -one.count, one.kind.value))
    )


def predicate(view: str, kind: str) -> Callable[[JudgedProblem], bool] | None:
    """Whether a problem is shown; None shows all."""
    if view == ALL and kind == EVERY_KIND:
        return None

    def shown(one: JudgedProblem) -> bool:
        return view in (ALL, view_of(one)) and kind in (EVERY_KIND, one.problem.kind.value)

    return shown


def following(shown: Sequence[JudgedProblem], gone: Iterable[int]) -> int | None:
    """The problem to go on with when some leave the table: the first after them, else the last before."""
    leaving = set(gone)
    at = max((place for place, one in enumerate(shown) if one.id in leaving), default=-1)
    after = (one.id for one in shown[at + 1 :] if one.id not in leaving)
    before = (one.id for one in reversed(shown[: at + 1]) if one.id not in leaving)
    return next(after, next(before, None))
