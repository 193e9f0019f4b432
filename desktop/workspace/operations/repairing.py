"""What does putting spoilt letters right change? Names and addresses, and how their lists are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from desktop.domain.mojibake import looks_spoilt, repaired
from desktop.domain.plan import Correction, OperationName, RowChange
from desktop.domain.problems import ProblemKind
from desktop.domain.profiles import Profile, pattern_of, with_repair
from desktop.domain.spoilt import texts_of, with_letters
from desktop.domain.suppliers import Supplier
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass
class RepairLetters:
    """Put right what earlier programs did to the letters of suppliers that are in the plan ("SÃ¸ren").

    Values that cannot be put right exactly stay as they are. The lists they came in are read with the letters
    put right from now on; otherwise the next import would bring the old ones back. What was told about those
    files is settled unless something is left.

    Attributes:
        changed: how many suppliers, once the changes are worked out.
        settled: how many problems are told no more, because nothing is left of them.
    """

    changed: int = field(default=0, init=False)
    settled: int = field(default=0, init=False)
    name: ClassVar[OperationName] = OperationName.REPAIR_LETTERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:  # noqa: ARG002 - every operation
        self.changed = self.settled = 0
        left = False
        for supplier in plan.suppliers():
            facts = with_letters(supplier.facts)
            left = left or any(map(looks_spoilt, texts_of(facts)))
            if facts != supplier.facts:
                self.changed += 1
                yield RowChange(supplier, Supplier(supplier.id, facts))
        yield from _corrections(plan.corrections())
        told = [one for one in plan.problems() if one.problem.kind is ProblemKind.MOJIBAKE]
        yield from _profiles(plan.profiles(), {pattern_of(one.problem.file) for one in told})
        if not left:
            self.settled = len(told)
            yield from (RowChange(one, None) for one in told)

    def facts(self) -> Mapping[str, str]:
        return {"suppliers": str(self.changed)}


def _corrections(corrections: Iterable[Correction]) -> Iterator[RowChange]:
    """The list will say the repaired value, and the correction shall still know it."""
    for one in corrections:
        right = replace(one, listed=repaired(one.listed), replaced=repaired(one.replaced))
        if right != one:
            yield RowChange(one, right)


def _profiles(profiles: Iterable[Profile], patterns: set[str]) -> Iterator[RowChange]:
    """The lists that were told of are read with their letters put right next time."""
    everything = tuple(profiles)
    taken = {one.identity for one in everything}
    for one in everything:
        right = with_repair(one)
        if one.pattern in patterns and right != one and right.identity not in taken - {one.identity}:
            taken.add(right.identity)
            yield RowChange(one, right)
