"""In which wave does each supplier change to the new EAN number, and why there?

A pilot first: few suppliers, of different trades, none that collects, all with good contact data. Then waves,
one trade at a time, those who are easy to reach first and those who must also stop collecting last. Limits
are the municipality's own; what cannot be kept is listed (`Breach`), never broken silently. Days are for
`rollout_dates`, and what a wave must show before the next one opens for `rollout_gates`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from statistics import median

from desktop.domain.suppliers import SupplierId


class WaveKind(StrEnum):
    """The pilot is the first wave, to try the way with."""

    PILOT = "pilot"
    WAVE = "wave"


class PlacementReason(StrEnum):
    """Why a supplier is where it is. `texts.rollout` has the sentences."""

    VARIED_TRADE = "varied_trade"
    TYPICAL_SENDER = "typical_sender"
    GOOD_CONTACT_DATA = "good_contact_data"
    WITH_ITS_TRADE = "with_its_trade"
    CONTACT_DATA_MISSING = "contact_data_missing"
    SENDS_COLLECTIVE = "sends_collective"
    ABOVE_THE_LIMIT_ALONE = "above_the_limit_alone"
    LOCKED = "locked"
    CONTACTED = "contacted"
    BY_HAND = "by_hand"


class RestReason(StrEnum):
    """Why an active supplier of KP is in no wave."""

    CANNOT_SPLIT = "cannot_split"
    UNDECIDED = "undecided"
    ON_THE_NEW_EAN = "on_the_new_ean"
    TAKEN_OUT = "taken_out"


class Limit(StrEnum):
    """What a wave must not exceed."""

    SUPPLIERS = "suppliers"
    INVOICES_PER_MONTH = "invoices_per_month"
    LETTERS_PER_WEEK = "letters_per_week"
    NOTICE = "notice"
    START = "start"
    CUT_OVER_DAY = "cut_over_day"
    INTERVAL = "interval"
    COLLECTIVE_IN_PILOT = "collective_in_pilot"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A supplier that is to change.

    Attributes:
        trade: key of its trade, "" when not known.
        per_month: invoices a month.
        collective: must also send one citizen per invoice.
        reachable: nothing of its contact data is missing.
        contacted: a letter about the change has been written to it.
    """

    supplier_id: SupplierId
    trade: str = ""
    per_month: float = 0
    collective: bool = False
    reachable: bool = True
    contacted: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the municipality can manage at a time. Defaults are working assumptions.

    Attributes:
        pilot_suppliers, wave_suppliers: suppliers at most.
        invoices_per_month: invoices a month that one wave may bring to KP.
        letters_per_week: letters that can be checked and sent in a week.
        interval_weeks: at least so long between two cut-overs.
        notice_weeks: from the last letter of a wave to its cut-over.
        reminder_weeks: from the first letter to the reminder.
        tail_weeks: from cut-over to the last day the old EAN number may be used.
    """

    pilot_suppliers: int = 8
    wave_suppliers: int = 25
    invoices_per_month: float = 300.0
    letters_per_week: int = 50
    interval_weeks: int = 4
    notice_weeks: int = 6
    reminder_weeks: int = 3
    tail_weeks: int = 4


@dataclass(frozen=True, slots=True)
class Placement:
    """A supplier in a wave.

    Attributes:
        locked: stays in this wave when the plan is proposed again.
    """

    supplier_id: SupplierId
    reasons: tuple[PlacementReason, ...] = ()
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit that a wave does not keep, with what it is and what it may be."""

    limit: Limit
    value: float = 0
    allowed: float = 0


@dataclass(frozen=True, slots=True)
class Group:
    """The suppliers of one wave, before it has dates."""

    number: int
    kind: WaveKind
    placements: tuple[Placement, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Everybody in exactly one wave."""

    groups: tuple[Group, ...]

    def wave_of(self) -> dict[SupplierId, int]:
        """Number of the wave by supplier."""
        return {one.supplier_id: group.number for group in self.groups for one in group.placements}


def group(candidates: Iterable[Candidate], limits: Limits, kept: Iterable[Group] = ()) -> Grouping:
    """Put every candidate in the pilot or in a wave.

    Args:
        kept: the waves as they are. Whoever is locked there, or has been written to, stays; the others are
            placed again. Who has been written to without being in a wave joins those written to last.

    The order in which candidates come does not matter.
    """
    ordered = sorted(candidates, key=lambda one: one.supplier_id)
    kept = tuple(kept)
    stay = _staying(ordered, kept)
    placed = {one.supplier_id for group_ in stay.values() for one in group_}
    free = [one for one in ordered if one.supplier_id not in placed]
    by_id = {one.supplier_id: one for one in ordered}
    there = [by_id[one.supplier_id] for one in stay.get(1, ())]
    pilot = _pilot(free, limits, there) if _may_pick_a_pilot(stay) else []
    chosen = {one.supplier_id for one in pilot}
    kinds = {one.number: one.kind for one in kept if one.number in stay}
    if pilot:
        kinds[1] = WaveKind.PILOT
    waves = _Waves(limits, by_id, stay, pilot)
    for one in _in_order(one for one in free if one.supplier_id not in chosen):
        waves.add(one)
    return Grouping(waves.groups(kinds))


def breaches(group_: Group, by_id: Mapping[SupplierId, Candidate], limits: Limits) -> tuple[Breach, ...]:
    """The limits on suppliers and invoices that a wave does not keep, after whatever people moved."""
    members = [by_id[one.supplier_id] for one in group_.placements if one.supplier_id in by_id]
    most = limits.pilot_suppliers if group_.kind is WaveKind.PILOT else limits.wave_suppliers
    per_month = sum(one.per_month for one in members)
    found = []
    if len(members) > most:
        found.append(Breach(Limit.SUPPLIERS, len(members), most))
    if per_month > limits.invoices_per_month:
        found.append(Breach(Limit.INVOICES_PER_MONTH, per_month, limits.invoices_per_month))
    collective = sum(one.collective for one in members)
    if group_.kind is WaveKind.PILOT and collective:
        found.append(Breach(Limit.COLLECTIVE_IN_PILOT, collective, 0))
    return tuple(found)


# --------------------------------------------------------------------------------------- who stays


def _staying(candidates: Sequence[Candidate], kept: Iterable[Group]) -> dict[int, list[Placement]]:
    """By wave number, whom a new proposal does not move."""
    by_id = {one.supplier_id: one for one in candidates}
    stay: dict[int, list[Placement]] = defaultdict(list)
    seen: set[SupplierId] = set()
    for group_ in sorted(kept, key=lambda one: one.number):
        for placement in group_.placements:
            one = by_id.get(placement.supplier_id)
            if one is None or one.supplier_id in seen or not (placement.locked or one.contacted):
                continue
            seen.add(one.supplier_id)
            reason = PlacementReason.LOCKED if placement.locked else PlacementReason.CONTACTED
            stay[group_.number].append(replace(placement, reasons=(reason,)))
    last = max((number for number, there in stay.items() if _is_written_to(there)), default=1)
    # Who has a letter and no wave belongs with those written to last: a wave of its own would move the rest.
    strays = (one for one in candidates if one.contacted and one.supplier_id not in seen)
    for one in strays:
        stay[last].append(Placement(one.supplier_id, (PlacementReason.CONTACTED,)))
    return stay


def _is_written_to(placements: Iterable[Placement]) -> bool:
    return any(PlacementReason.CONTACTED in one.reasons for one in placements)


def _may_pick_a_pilot(stay: Mapping[int, Sequence[Placement]]) -> bool:
    """No more pilots once a later wave has been written to: the pilot was over before that."""
    return not any(_is_written_to(placements) for number, placements in stay.items() if number > 1)


# --------------------------------------------------------------------------------------- the pilot


def _pilot(free: Sequence[Candidate], limits: Limits, there: Sequence[Candidate]) -> list[Placement]:
    """Few suppliers, one trade after the other, typical senders, all reachable, none that collects.

    Args:
        there: who stays in the pilot; the limits hold for them and the new ones together.
    """
    room = limits.pilot_suppliers - len(there)
    load = sum(one.per_month for one in there)
    chosen: list[Placement] = []
    for one in _one_trade_after_another(free):
        if len(chosen) >= room:
            break
        if load + one.per_month <= limits.invoices_per_month:
            load += one.per_month
            chosen.append(Placement(one.supplier_id, _PILOT_REASONS))
    return chosen


_PILOT_REASONS = (
    PlacementReason.VARIED_TRADE,
    PlacementReason.TYPICAL_SENDER,
    PlacementReason.GOOD_CONTACT_DATA,
)


def _one_trade_after_another(free: Sequence[Candidate]) -> Iterable[Candidate]:
    """The suppliers a pilot may have: in each trade the most typical sender first, the trades in turn."""
    by_trade: dict[str, list[Candidate]] = defaultdict(list)
    for one in free:
        if one.reachable and not one.collective and one.per_month > 0:
            by_trade[one.trade].append(one)
    for trade, members in by_trade.items():
        usual = median(one.per_month for one in members)
        members.sort(key=lambda one: (abs(one.per_month - usual), one.supplier_id))
        by_trade[trade] = members
    # Larger trades first, and what has no trade last: a pilot should show something about the others.
    trades = sorted(by_trade.items(), key=lambda item: (not item[0], -len(item[1]), item[0]))
    for turn in range(max((len(members) for _, members in trades), default=0)):
        for _, members in trades:
            if turn < len(members):
                yield members[turn]


# --------------------------------------------------------------------------------------- the waves


def _in_order(free: Iterable[Candidate]) -> list[Candidate]:
    """Easy ones first, trade by trade, the busiest of a trade first."""
    members = list(free)
    sizes = Counter(one.trade for one in members)

    def place(one: Candidate) -> tuple[bool, bool, int, str, float, int]:
        return (
            one.collective,
            not one.reachable,
            -sizes[one.trade],
            one.trade,
            -one.per_month,
            one.supplier_id,
        )

    return sorted(members, key=place)


@dataclass
class _Wave:
    """A wave while it is being filled."""

    placements: list[Placement] = field(default_factory=list)
    load: float = 0


class _Waves:
    """Fills one wave after the other, up to the limits."""

    def __init__(
        self,
        limits: Limits,
        by_id: Mapping[SupplierId, Candidate],
        stay: Mapping[int, Sequence[Placement]],
        pilot: Sequence[Placement],
    ) -> None:
        self._limits = limits
        self._waves: dict[int, _Wave] = {}
        for number, placements in stay.items():
            load = sum(by_id[one.supplier_id].per_month for one in placements)
            self._waves[number] = _Wave(list(placements), load)
        if pilot:
            self._waves.setdefault(1, _Wave()).placements += pilot
        self._open = self._first_open(has_pilot=1 in self._waves)

    def _first_open(self, *, has_pilot: bool) -> int:
        """The first wave that new suppliers may join: none that has been written to."""
        written_to = [number for number, wave in self._waves.items() if _is_written_to(wave.placements)]
        return max([int(has_pilot), *written_to]) + 1

    def add(self, one: Candidate) -> None:
        """Put a supplier in the open wave, or in the next where there is room for it."""
        number = self._open
        while not self._fits(number, one):
            number += 1
        # A wave that is full in count is closed for good; one too small for a large sender stays open.
        while len(self._wave(self._open).placements) >= self._limits.wave_suppliers:
            self._open += 1
        wave = self._wave(number)
        wave.placements.append(Placement(one.supplier_id, self._reasons(one)))
        wave.load += one.per_month

    def _fits(self, number: int, one: Candidate) -> bool:
        wave = self._wave(number)
        if len(wave.placements) >= max(1, self._limits.wave_suppliers):
            return False
        # Somebody above the limit alone fits where nobody else is.
        return not wave.placements or wave.load + one.per_month <= self._limits.invoices_per_month

    def _wave(self, number: int) -> _Wave:
        return self._waves.setdefault(number, _Wave())

    def _reasons(self, one: Candidate) -> tuple[PlacementReason, ...]:
        reasons = [PlacementReason.WITH_ITS_TRADE] if one.trade else []
        if one.reachable and not one.collective:
            reasons.append(PlacementReason.GOOD_CONTACT_DATA)
        if not one.reachable:
            reasons.append(PlacementReason.CONTACT_DATA_MISSING)
        if one.collective:
            reasons.append(PlacementReason.SENDS_COLLECTIVE)
        if one.per_month > self._limits.invoices_per_month:
            reasons.append(PlacementReason.ABOVE_THE_LIMIT_ALONE)
        return tuple(reasons)

    def groups(self, kinds: Mapping[int, WaveKind]) -> tuple[Group, ...]:
        """The waves that have somebody; numbers of kept waves do not change."""
        return tuple(
            Group(
                number,
                kinds.get(number, WaveKind.WAVE),
                tuple(sorted(self._waves[number].placements, key=lambda one: one.supplier_id)),
            )
            for number in sorted(self._waves)
            if self._waves[number].placements
        )
