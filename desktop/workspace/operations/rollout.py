"""What is done to the waves? A proposal taken over, suppliers moved, locked or split off, dates set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.plan import OperationName, RowChange, Setting
from desktop.domain.rollout import PlacementReason, WaveKind
from desktop.domain.rollout_dates import Wave, WaveDates
from desktop.domain.rollout_plan import TAKEN_OUT, StoredPlacement, StoredWave
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True)
class PlanWaves:
    """Take a proposal over: its waves replace those that are there.

    Who was taken out by hand stays out. A wave that goes takes its dates and its gate with it.

    Attributes:
        terms: what the proposal followed, as key and text (`rollout_terms`), kept with it; empty to keep the
            plan's own.
    """

    waves: tuple[Wave, ...]
    terms: Mapping[str, str] = field(default_factory=dict)
    name: ClassVar[OperationName] = OperationName.PLAN_WAVES

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        there = {one.number: one for one in plan.waves()}
        wanted = {one.number: one for one in self.waves}
        next_wave = plan.next_id("wave")
        for number, wave in wanted.items():
            before = there.get(number)
            if before is None:
                yield RowChange(None, StoredWave(next_wave, number, wave.kind, wave.dates))
                next_wave += 1
            else:
                yield RowChange(before, replace(before, kind=wave.kind, dates=wave.dates))
        yield from (RowChange(one, None) for number, one in there.items() if number not in wanted)
        yield from self._placements(plan)
        yield from _settings(plan, self.terms)

    def _placements(self, plan: PlanView) -> Iterator[RowChange]:
        placed = {one.supplier_id: one for one in plan.placements()}
        known = plan.supplier_ids()
        next_id = plan.next_id("placement")
        seen = set()
        for wave in self.waves:
            for one in wave.placements:
                seen.add(one.supplier_id)
                before = placed.get(one.supplier_id)
                if one.supplier_id not in known or (before and before.wave == TAKEN_OUT):
                    continue
                key = before.id if before else next_id
                next_id += before is None
                after = StoredPlacement(key, one.supplier_id, wave.number, one.locked, one.reasons)
                yield RowChange(before, after)
        for supplier_id, before in placed.items():
            if supplier_id not in seen and before.wave != TAKEN_OUT:
                yield RowChange(before, None)

    def facts(self) -> Mapping[str, str]:
        suppliers = sum(len(wave.placements) for wave in self.waves)
        return {"waves": str(len(self.waves)), "suppliers": str(suppliers)}


@dataclass
class MoveSuppliers:
    """Move suppliers to a wave by hand, or out of all waves. They are locked there: a person decided it.

    Attributes:
        wave: number of a wave that is there, `TAKEN_OUT` for none.
        moved: filled while the changes are worked out.

    Raises:
        ValueError: from `changes`, when there is no such wave.
    """

    supplier_ids: tuple[SupplierId, ...]
    wave: int
    moved: dict[str, str] = field(default_factory=dict)
    name: ClassVar[OperationName] = OperationName.MOVE_SUPPLIERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        wave = None if self.wave == TAKEN_OUT else _wave(plan, self.wave)
        self.moved = _wave_facts(wave) | {"suppliers": str(len(set(self.supplier_ids)))}
        yield from _placed(plan, self.supplier_ids, self.wave)

    def facts(self) -> Mapping[str, str]:
        return self.moved


@dataclass(frozen=True)
class LockSuppliers:
    """Keep suppliers where they are when waves are proposed again, or let them be moved."""

    supplier_ids: tuple[SupplierId, ...]
    locked: bool
    name: ClassVar[OperationName] = OperationName.LOCK_SUPPLIERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        wanted = set(self.supplier_ids)
        for one in plan.placements():
            if one.supplier_id in wanted:
                yield RowChange(one, replace(one, locked=self.locked))

    def facts(self) -> Mapping[str, str]:
        return {"suppliers": str(len(set(self.supplier_ids))), "locked": "1" if self.locked else ""}


@dataclass
class SplitWave:
    """Give some suppliers of a wave a wave of their own, after all others.

    Attributes:
        dates: of the new wave.

    Raises:
        ValueError: from `changes`, when there is no such wave.
    """

    wave: int
    supplier_ids: tuple[SupplierId, ...]
    dates: WaveDates
    split: dict[str, str] = field(default_factory=dict)
    name: ClassVar[OperationName] = OperationName.SPLIT_WAVE

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        old = _wave(plan, self.wave)
        number = max(one.number for one in plan.waves()) + 1
        self.split = _wave_facts(old) | {"suppliers": str(len(set(self.supplier_ids)))}
        yield RowChange(None, StoredWave(plan.next_id("wave"), number, WaveKind.WAVE, self.dates))
        yield from _placed(plan, self.supplier_ids, number)

    def facts(self) -> Mapping[str, str]:
        return self.split


@dataclass
class DateWave:
    """Set the dates of a wave by hand; None lets the next proposal work them out again.

    Raises:
        ValueError: from `changes`, when there is no such wave.
    """

    wave: int
    dates: WaveDates | None
    told: dict[str, str] = field(default_factory=dict)
    name: ClassVar[OperationName] = OperationName.DATE_WAVE

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        before = _wave(plan, self.wave)
        by_hand = self.dates is not None
        self.told = _wave_facts(before) | {"by_hand": "1" if by_hand else ""}
        yield RowChange(before, replace(before, dates=self.dates or before.dates, by_hand=by_hand))

    def facts(self) -> Mapping[str, str]:
        return self.told


@dataclass
class OpenGate:
    """Let the next wave open although this one's gate does not hold; without a note, take that back.

    Raises:
        ValueError: from `changes`, when there is no such wave.
    """

    wave: int
    note: str
    told: dict[str, str] = field(default_factory=dict)
    name: ClassVar[OperationName] = OperationName.OPEN_GATE

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        before = _wave(plan, self.wave)
        note = cpr.scrub(self.note.strip())
        self.told = _wave_facts(before) | {"opened": "1" if note else ""}
        by, at = (moment.by, moment.at.isoformat()) if note else ("", "")
        yield RowChange(before, replace(before, gate_note=note, gate_by=by, gate_at=at))

    def facts(self) -> Mapping[str, str]:
        return self.told


@dataclass(frozen=True)
class SetLimits:
    """Set what the rollout follows: limits, gate, start, closed weeks, as key and text; "" clears one."""

    values: Mapping[str, str]
    name: ClassVar[OperationName] = OperationName.SET_LIMITS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        return _settings(plan, self.values)

    def facts(self) -> Mapping[str, str]:
        return {}


def _settings(plan: PlanView, values: Mapping[str, str]) -> Iterator[RowChange]:
    """Settings that differ from these values; "" clears one."""
    there = {setting.key: setting for setting in plan.settings()}
    next_id = plan.next_id("setting")
    for key, told in values.items():
        value = cpr.scrub(told)
        before = there.get(key)
        if (before.value if before else "") == value:
            continue
        after = Setting(before.id if before else next_id, key, value) if value else None
        next_id += before is None
        yield RowChange(before, after)


def _wave(plan: PlanView, number: int) -> StoredWave:
    found = next((one for one in plan.waves() if one.number == number), None)
    if found is None:
        raise ValueError(f"there is no wave {number}")
    return found


def _wave_facts(wave: StoredWave | None) -> dict[str, str]:
    return {"wave": str(wave.number), "kind": wave.kind.value} if wave else {}


def _placed(plan: PlanView, supplier_ids: Collection[SupplierId], wave: int) -> Iterator[RowChange]:
    """Put suppliers in a wave by hand; who is no longer in the plan is passed over."""
    there = {one.supplier_id: one for one in plan.placements()}
    known = plan.supplier_ids()
    next_id = plan.next_id("placement")
    for supplier_id in dict.fromkeys(one for one in supplier_ids if one in known):
        before = there.get(supplier_id)
        key = before.id if before else next_id
        next_id += before is None
        yield RowChange(
            before, StoredPlacement(key, supplier_id, wave, locked=True, reasons=(PlacementReason.BY_HAND,))
        )
