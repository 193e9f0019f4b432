"""What does a person do about two suppliers that may be one? Say what they are, or put them together.

Nothing here happens by itself: a pair is decided because somebody looked at it, and two suppliers become one
because somebody asked for it and said which of them stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.assessment import Subject
from desktop.domain.duplicates import PairDecision, PairVerdict, SupplierAlias, pair_key
from desktop.domain.plan import Decision, OperationName, RowChange
from desktop.domain.suppliers import Supplier, SupplierId
from desktop.workspace.aliases import added_up
from desktop.workspace.matching import merged_supplier
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class DecidePair:
    """Say of two suppliers that they are the same or different, or take it back.

    A pair of which an undo has taken one out of the plan is passed over.

    Attributes:
        verdict: None takes the decision back.
        note: why, in the person's own words; CPR numbers are scrubbed.

    Raises:
        ValueError: from `changes`, when both are one supplier.
    """

    first: SupplierId
    second: SupplierId
    verdict: PairVerdict | None
    note: str = ""
    name: ClassVar[OperationName] = OperationName.DECIDE_PAIR

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        _two_suppliers(self.first, self.second)
        first, second = pair_key(self.first, self.second)
        if not {first, second} <= plan.supplier_ids():
            return []
        before = next((one for one in plan.pair_decisions() if one.key == (first, second)), None)
        if self.verdict is None:
            return [RowChange(before, None)] if before else []
        after = PairDecision(
            id=before.id if before else plan.next_id("pair_decision"),
            first_id=first,
            second_id=second,
            verdict=self.verdict,
            note=cpr.scrub(self.note),
            by=moment.by,
            at=moment.at,
        )
        return [RowChange(before, after)]

    def facts(self) -> Mapping[str, str]:
        return {"verdict": self.verdict.value if self.verdict else ""}


@dataclass
class MergeSuppliers:
    """Put two suppliers together: everything of the one that goes belongs to the one that stays.

    Its invoices, letters and decisions move, and its facts fill what the kept one lacks. Where both have a
    decision on the same thing, the kept one's stands; notes are put one below the other. Its number, CVR
    number and name are remembered, so that the next import finds the kept one. What a person corrected in its
    row of the list goes with it: the list's row no longer replaces anything.

    A pair of which an undo has taken one out of the plan is passed over.

    Attributes:
        counts: filled while the changes are worked out: invoices, decisions and letters that moved.

    Raises:
        ValueError: from `changes`, when both are one supplier.
    """

    keep: SupplierId
    drop: SupplierId
    counts: dict[str, int] = field(default_factory=dict)
    name: ClassVar[OperationName] = OperationName.MERGE_SUPPLIERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:
        _two_suppliers(self.keep, self.drop)
        keep, drop = plan.supplier(self.keep), plan.supplier(self.drop)
        if keep is None or drop is None:
            return
        facts = merged_supplier(drop.facts, added_up(keep.facts, drop.facts))
        yield RowChange(keep, Supplier(keep.id, facts))
        yield from self._counted("invoices", self._invoices(plan))
        yield from self._counted("letters", self._letters(plan))
        yield from self._counted("decisions", self._decisions(plan, moment))
        yield from self._pairs(plan)
        yield from self._aliases(plan, drop)
        yield from (RowChange(one, None) for one in plan.corrections() if one.supplier_id == drop.id)
        yield from self._problems(plan)
        yield from self._placements(plan)
        yield RowChange(drop, None)

    def facts(self) -> Mapping[str, str]:
        return {name: str(count) for name, count in self.counts.items()}

    def _counted(self, name: str, changes: Iterable[RowChange]) -> Iterator[RowChange]:
        self.counts[name] = 0
        for change in changes:
            self.counts[name] += 1
            yield change

    def _invoices(self, plan: PlanView) -> Iterator[RowChange]:
        for invoice in plan.invoices(self.drop):
            yield RowChange(invoice, replace(invoice, supplier_id=self.keep))

    def _letters(self, plan: PlanView) -> Iterator[RowChange]:
        for letter in plan.letters():
            if letter.supplier_id == self.drop:
                yield RowChange(letter, replace(letter, supplier_id=self.keep))

    def _problems(self, plan: PlanView) -> Iterator[RowChange]:
        """What is wrong with the row that goes is about the kept supplier now."""
        for stored in plan.problems():
            if stored.supplier_id == self.drop:
                yield RowChange(stored, replace(stored, supplier_id=self.keep))

    def _placements(self, plan: PlanView) -> Iterator[RowChange]:
        """Only one of the two can be in a wave: the kept one's place stands."""
        both = (self.keep, self.drop)
        found = {one.supplier_id: one for one in plan.placements() if one.supplier_id in both}
        moving = found.get(self.drop)
        if moving is not None:
            stays = None if self.keep in found else replace(moving, supplier_id=self.keep)
            yield RowChange(moving, stays)

    def _decisions(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:
        found = plan.decisions((self.keep, self.drop))
        kept = {one.subject: one for one in found if one.supplier_id == self.keep}
        for moving in (one for one in found if one.supplier_id == self.drop):
            own = kept.get(moving.subject)
            if own is None:
                yield RowChange(moving, replace(moving, supplier_id=self.keep))
                continue
            yield RowChange(moving, None)
            if moving.subject is Subject.NOTE:
                yield RowChange(own, _both_notes(own, moving, moment))

    def _pairs(self, plan: PlanView) -> Iterator[RowChange]:
        """What was said of the one that goes and a third holds for the kept one, unless that is judged."""
        found = plan.pair_decisions()
        known = {one.key for one in found if self.drop not in one.key}
        for decision in (one for one in found if self.drop in one.key):
            (third,) = (one for one in decision.key if one != self.drop)
            key = pair_key(self.keep, third)
            if third == self.keep or key in known:
                yield RowChange(decision, None)
            else:
                yield RowChange(decision, replace(decision, first_id=key[0], second_id=key[1]))

    def _aliases(self, plan: PlanView, drop: Supplier) -> Iterator[RowChange]:
        for alias in plan.aliases():
            if alias.supplier_id == self.drop:
                yield RowChange(alias, replace(alias, supplier_id=self.keep))
        key = plan.next_id("supplier_alias")
        yield RowChange(None, SupplierAlias(key, self.keep, drop.number, drop.cvr, drop.name))


def _both_notes(kept: Decision, moving: Decision, moment: Moment) -> Decision:
    value = "\n".join(dict.fromkeys((kept.value, moving.value)))
    return replace(kept, value=value, by=moment.by, at=moment.at)


def _two_suppliers(one: SupplierId, other: SupplierId) -> None:
    if one == other:
        raise ValueError("a supplier makes no pair with itself")
