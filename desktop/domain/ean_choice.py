"""Reuse an EAN number or make a new one: who must be contacted, and what does it cost?

The guide (seed 002, "EAN-nummer") weighs two ways in words; this is the same weighing in the municipality's
own numbers. Every active supplier falls in exactly one class for an existing EAN number *e*:

    on *e*:  N outside KP
             U in KP, collective, cannot split
             C in KP, collective, can split
             K in KP, one citizen per invoice
    M        in KP, can send one citizen per invoice, not on *e*
    the rest need nothing

    contacts when *e* is reused: N + U + C + M          contacts with a new EAN: K + C + M

C and M cancel, so reuse needs fewer letters exactly while N + U < K. Suppliers that nobody has judged could
fall in several classes; figures that depend on them are intervals.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.intervals import ZERO, Interval, exactly, spanning, total
from desktop.domain.relevance import Relevance


class SupplierClass(StrEnum):
    """Where an active supplier stands towards one EAN number. Letters as in the design of the model."""

    OUTSIDE_ON = "N"
    CANNOT_SPLIT_ON = "U"
    COLLECTIVE_ON = "C"
    SINGLE_ON = "K"
    ELSEWHERE = "M"
    UNTOUCHED = "-"


_ON = {
    CollectiveState.NO: SupplierClass.SINGLE_ON,
    CollectiveState.CAN_SPLIT: SupplierClass.COLLECTIVE_ON,
    CollectiveState.CANNOT_SPLIT: SupplierClass.CANNOT_SPLIT_ON,
}
_OPEN_STATES = (CollectiveState.NO, CollectiveState.CAN_SPLIT, CollectiveState.CANNOT_SPLIT)
_REUSE_CONTACTS = {
    SupplierClass.OUTSIDE_ON,
    SupplierClass.CANNOT_SPLIT_ON,
    SupplierClass.COLLECTIVE_ON,
    SupplierClass.ELSEWHERE,
}
_NEW_CONTACTS = {SupplierClass.SINGLE_ON, SupplierClass.COLLECTIVE_ON, SupplierClass.ELSEWHERE}
_MUST_LEAVE = {SupplierClass.OUTSIDE_ON, SupplierClass.CANNOT_SPLIT_ON}
_RECEIVED_ON = {SupplierClass.SINGLE_ON, SupplierClass.COLLECTIVE_ON}


def possible_classes(assessment: SupplierAssessment, ean: str) -> frozenset[SupplierClass]:
    """The classes a supplier may turn out to be in, towards one EAN number ("" for a new one).

    One class when everything is settled. A supplier that is not active needs nothing.
    """
    if not assessment.is_active:
        return frozenset((SupplierClass.UNTOUCHED,))
    on_ean = bool(ean) and assessment.activity.on(ean) is not None
    relevance = assessment.relevance.relevance
    possible: set[SupplierClass] = set()
    if relevance is not Relevance.KP:
        possible.add(SupplierClass.OUTSIDE_ON if on_ean else SupplierClass.UNTOUCHED)
    if relevance is not Relevance.OUTSIDE:
        possible |= {_kp_class(state, on_ean=on_ean) for state in possible_states(assessment)}
    return frozenset(possible)


def possible_states(assessment: SupplierAssessment) -> tuple[CollectiveState, ...]:
    """What a suspected supplier may turn out to be; the state itself when it is settled."""
    state = assessment.collective.state
    return _OPEN_STATES if state is CollectiveState.SUSPECTED else (state,)


def _kp_class(state: CollectiveState, *, on_ean: bool) -> SupplierClass:
    if on_ean:
        return _ON[state]
    return SupplierClass.UNTOUCHED if state is CollectiveState.CANNOT_SPLIT else SupplierClass.ELSEWHERE


@dataclass(frozen=True, slots=True)
class EanPicture:
    """What comes to one existing EAN number in the window.

    Attributes:
        suppliers: active suppliers that sent to it; the five counts below add up to it.
        invoices: their invoices to it in the window.
        kp_suppliers: in KP with one citizen per invoice, for sure (K).
        unknown: relevance not judged, or collective only suspected on a KP supplier.
    """

    ean: str
    suppliers: int
    invoices: int
    amount_ore: int
    kp_suppliers: int
    other_suppliers: int
    collective_can_split: int
    collective_cannot_split: int
    unknown: int

    @property
    def must_leave(self) -> int:
        """N + U, the settled ones."""
        return self.other_suppliers + self.collective_cannot_split


class OptionKind(StrEnum):
    """The three ways."""

    REUSE = "reuse"
    NEW = "new"
    NEW_GRADUAL = "new-gradual"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go. `key` is its name on the command line: `reuse:<EAN>`, `new`, `new-gradual`."""

    kind: OptionKind
    ean: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind.value}:{self.ean}" if self.kind is OptionKind.REUSE else self.kind.value


def option_of(key: str) -> Option | None:
    """The option with that key, or None when the key is not one."""
    kind, _, ean = key.partition(":")
    if kind == OptionKind.REUSE.value and ean:
        return Option(OptionKind.REUSE, ean)
    return next((Option(one) for one in (OptionKind.NEW, OptionKind.NEW_GRADUAL) if key == one.value), None)


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """What one option means.

    Attributes:
        contacts: suppliers that must be written to.
        letters: letters; one combined letter a supplier, so the same as contacts.
        hours: working hours in all.
        hours_by_term: the same hours by term: letters, calls, reminders, misrouted, setup, watching.
        weeks: calendar weeks until everybody has changed.
        day_one: invoices a month that KP gets from the first day.
        misrouted: invoices sent to the wrong EAN number until suppliers have changed.
        rejected: those of them that somebody must reject and write about.
        gradual: can start with a few suppliers.
        waves: pilot and waves; 1 when all move at once.
        must_split_too: contacts that must be written to anyway because they send collective invoices (C).
    """

    option: Option
    contacts: Interval
    hours: Interval
    hours_by_term: Mapping[str, Interval]
    weeks: Interval
    day_one: Interval
    misrouted: Interval
    rejected: Interval
    gradual: bool
    waves: Interval
    must_split_too: Interval

    @property
    def letters(self) -> Interval:
        return self.contacts


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """Where reuse and new change places, for one EAN number.

    Attributes:
        ean: the EAN number it is drawn for.
        suppliers: active suppliers on it.
        fixed_collective: C + U on it: collective whatever the share.
        cannot_split: U on it.
        elsewhere: M.
        tips_at: share of suppliers on the EAN that belong in KP where both need equally many letters;
            None when nobody is on it.
        here: the share today.
        must_leave: N + U.
        stays: K.
    """

    ean: str
    suppliers: int
    fixed_collective: int
    cannot_split: int
    elsewhere: Interval
    tips_at: float | None
    here: Interval
    must_leave: Interval
    stays: Interval

    @property
    def reuse_is_lighter(self) -> bool | None:
        """True or False when the order holds at both ends, None when open suppliers decide it."""
        if self.must_leave.high < self.stays.low:
            return True
        if self.must_leave.low >= self.stays.high:
            return False
        return None

    def contacts_at(self, share: float, *, reuse: bool) -> float:
        """Contacts if that share of the suppliers on the EAN number belonged in KP, to draw the lines."""
        outside = (1 - share) * self.suppliers
        single = max(0.0, share * self.suppliers - self.fixed_collective)
        splitting = self.fixed_collective - self.cannot_split
        moved = self.elsewhere.middle + splitting
        return outside + self.cannot_split + moved if reuse else single + moved


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything the choice page shows.

    Attributes:
        loads: what the options ask, free of assumptions: enough to try other assumptions at once.
        settled_loads: the same if every open supplier turned out to favour reuse, and if every one turned out
            to favour a new EAN number: the two ends of the intervals, each in itself consistent.
        undecided: active suppliers whose settling would make intervals narrower.
    """

    eans: tuple[EanPicture, ...]
    loads: tuple[OptionLoad, ...]
    settled_loads: tuple[tuple[OptionLoad, ...], ...]
    options: tuple[OptionFigures, ...]
    tipping_point: TippingPoint | None
    active: int
    dormant: int
    undecided: int
    window_months: int

    def figures(self, key: str) -> OptionFigures | None:
        return next((figures for figures in self.options if figures.option.key == key), None)


def compare(
    assessments: Sequence[SupplierAssessment], assumptions: Assumptions, *, window_months: int = 12
) -> Comparison:
    """Put the options side by side."""
    active = [one for one in assessments if one.is_active]
    eans = ean_pictures(active)
    worth_reusing = _worth_reusing(eans)
    options = [Option(OptionKind.REUSE, picture.ean) for picture in worth_reusing]
    options += [Option(OptionKind.NEW_GRADUAL), Option(OptionKind.NEW)]
    loads = tuple(option_load(active, option) for option in options)
    best = worth_reusing[0].ean if worth_reusing else ""
    return Comparison(
        eans=eans,
        loads=loads if active else (),
        settled_loads=_settled_loads(active, options) if active else (),
        options=tuple(option_figures(load, assumptions) for load in loads) if active else (),
        tipping_point=tipping_point(active, best) if best else None,
        active=len(active),
        dormant=len(assessments) - len(active),
        undecided=sum(1 for one in active if is_undecided(one)),
        window_months=window_months,
    )


def _settled_loads(
    active: Sequence[SupplierAssessment], options: Sequence[Option]
) -> tuple[tuple[OptionLoad, ...], ...]:
    if not any(is_undecided(one) for one in active):
        return ()
    ends = ([_settled(one, for_reuse=way) for one in active] for way in (True, False))
    return tuple(tuple(option_load(suppliers, option) for option in options) for suppliers in ends)


def _settled(one: SupplierAssessment, *, for_reuse: bool) -> SupplierAssessment:
    """The supplier as it would speak for reuse, or for a new number.

    For reuse: in KP, one citizen (K). For a new number: it must leave the reused one (N or U); one that can
    split (C) is written to either way and speaks for neither.
    """
    if not is_undecided(one):
        return one
    relevance, state = one.relevance.relevance, one.collective.state
    if relevance is Relevance.UNKNOWN:
        relevance = Relevance.KP if for_reuse else Relevance.OUTSIDE
    if state is CollectiveState.SUSPECTED:
        state = CollectiveState.NO if for_reuse else CollectiveState.CANNOT_SPLIT
    return replace(
        one,
        relevance=replace(one.relevance, relevance=relevance),
        collective=replace(one.collective, state=state),
    )


def is_undecided(assessment: SupplierAssessment) -> bool:
    """True when relevance is unknown, or a KP supplier's collective invoices are only suspected."""
    relevance = assessment.relevance.relevance
    if relevance is Relevance.UNKNOWN:
        return True
    return relevance is Relevance.KP and assessment.collective.state is CollectiveState.SUSPECTED


def _worth_reusing(eans: Sequence[EanPicture]) -> list[EanPicture]:
    """An option is made for each EAN number with KP suppliers; while nobody is judged, for each that may
    have.
    """
    known = [one for one in eans if one.suppliers > one.other_suppliers + one.unknown]
    return known or [one for one in eans if one.unknown]


def ean_pictures(active: Iterable[SupplierAssessment]) -> tuple[EanPicture, ...]:
    """The EAN numbers of today, those with most KP suppliers first."""
    rows: dict[str, list[SupplierAssessment]] = {}
    for one in active:
        for ean in one.activity.eans:
            rows.setdefault(ean, []).append(one)
    pictures = (_picture(ean, there) for ean, there in rows.items())
    return tuple(sorted(pictures, key=_most_kp_first))


def _most_kp_first(picture: EanPicture) -> tuple[int, int, str]:
    in_kp = picture.kp_suppliers + picture.collective_can_split + picture.collective_cannot_split
    return (-in_kp, -picture.invoices, picture.ean)


def _picture(ean: str, there: Sequence[SupplierAssessment]) -> EanPicture:
    uses = [use for one in there if (use := one.activity.on(ean)) is not None]
    settled = [next(iter(found)) for one in there if len(found := possible_classes(one, ean)) == 1]
    return EanPicture(
        ean=ean,
        suppliers=len(there),
        invoices=sum(use.invoices for use in uses),
        amount_ore=sum(use.amount_ore for use in uses),
        kp_suppliers=settled.count(SupplierClass.SINGLE_ON),
        other_suppliers=settled.count(SupplierClass.OUTSIDE_ON),
        collective_can_split=settled.count(SupplierClass.COLLECTIVE_ON),
        collective_cannot_split=settled.count(SupplierClass.CANNOT_SPLIT_ON),
        unknown=len(there) - len(settled),
    )


@dataclass(frozen=True, slots=True)
class OptionLoad:
    """What an option asks of people and systems before any assumption is applied: only facts, added up.

    Attributes:
        contacts: suppliers that must be written to.
        misrouted_per_month: invoices a month that go to the wrong EAN number until their supplier has
            changed.
        received_per_month: invoices a month that KP would receive once the option is in force.
        must_split: contacts that send collective invoices and must be written to in any case.
    """

    option: Option
    contacts: Interval
    misrouted_per_month: Interval
    received_per_month: Interval
    must_split: Interval


def option_load(active: Sequence[SupplierAssessment], option: Option) -> OptionLoad:
    """Add up one option over the active suppliers.

    For reuse only what is sent to that EAN number matters; for a new one everything a supplier sends, since
    all of it should move.
    """
    reuse = option.kind is OptionKind.REUSE
    written_to = _REUSE_CONTACTS if reuse else _NEW_CONTACTS
    wrong = _MUST_LEAVE if reuse else _NEW_CONTACTS
    received = _RECEIVED_ON if reuse else _NEW_CONTACTS
    contacts = misrouted = day_one = must_split = ZERO
    for one in active:
        classes = possible_classes(one, option.ean)
        per_month = _per_month(one, option)
        contact = spanning(float(found in written_to) for found in classes)
        contacts += contact
        misrouted += spanning(per_month * (found in wrong) for found in classes)
        day_one += spanning(per_month * (found in received) for found in classes)
        if _splitting(one):
            must_split += contact
    return OptionLoad(option, contacts, misrouted, day_one, must_split)


def _per_month(one: SupplierAssessment, option: Option) -> float:
    if option.kind is not OptionKind.REUSE:
        return one.activity.per_month
    use = one.activity.on(option.ean)
    return use.per_month if use else 0.0


def option_figures(load: OptionLoad, assumptions: Assumptions) -> OptionFigures:
    """Contacts, hours, weeks and the rest for one option (design: ean-choice, "What it costs")."""
    option = load.option
    misrouted = load.misrouted_per_month.times(assumptions["months_until_changed"])
    waves = _waves(option, load.contacts, assumptions)
    weeks = _weeks(option, waves, assumptions)
    terms = _terms(option, load.contacts, misrouted, weeks, assumptions)
    return OptionFigures(
        option=option,
        contacts=load.contacts,
        hours=total(terms.values()),
        hours_by_term=terms,
        weeks=weeks,
        day_one=_day_one(option, load.received_per_month, load.contacts, assumptions),
        misrouted=misrouted,
        rejected=misrouted if option.kind is OptionKind.REUSE else ZERO,
        gradual=option.kind is OptionKind.NEW_GRADUAL,
        waves=waves,
        must_split_too=load.must_split,
    )


def _splitting(one: SupplierAssessment) -> bool:
    in_kp = one.relevance.relevance is not Relevance.OUTSIDE
    return in_kp and one.collective.state is CollectiveState.CAN_SPLIT


def _waves(option: Option, contacts: Interval, assumptions: Assumptions) -> Interval:
    if option.kind is not OptionKind.NEW_GRADUAL:
        return exactly(1)
    pilot, wave = assumptions["pilot_suppliers"], assumptions["wave_suppliers"]

    def waves(suppliers: float) -> float:
        return 1 + math.ceil(max(0.0, suppliers - pilot) / wave)

    return Interval(waves(contacts.low), waves(contacts.high))


def _weeks(option: Option, waves: Interval, assumptions: Assumptions) -> Interval:
    notice = exactly(assumptions["notice_weeks"])
    if option.kind is OptionKind.REUSE:
        return notice
    between = Interval(waves.low - 1, waves.high - 1).times(assumptions["wave_interval_weeks"])
    return notice + between + exactly(assumptions["tail_weeks"])


def _terms(
    option: Option, contacts: Interval, misrouted: Interval, weeks: Interval, assumptions: Assumptions
) -> dict[str, Interval]:
    reuse = option.kind is OptionKind.REUSE
    each_misrouted = assumptions["reject_minutes" if reuse else "old_way_minutes"]
    return {
        "letters": contacts.times(assumptions["letter_minutes"] / 60),
        "calls": contacts.times(assumptions["call_share"] * assumptions["call_minutes"] / 60),
        "reminders": contacts.times(assumptions["reminder_share"] * assumptions["reminder_minutes"] / 60),
        "misrouted": misrouted.times(each_misrouted / 60),
        "setup": exactly(0 if reuse else assumptions["setup_hours"]),
        "watching": weeks.times(assumptions["watching_hours"]),
    }


def _day_one(option: Option, everything: Interval, contacts: Interval, assumptions: Assumptions) -> Interval:
    if option.kind is not OptionKind.NEW_GRADUAL:
        return everything
    pilot = assumptions["pilot_suppliers"]

    def of_pilot(invoices: float, suppliers: float) -> float:
        return invoices * min(1.0, pilot / suppliers) if suppliers else 0.0

    # The pilot's share of the suppliers times the load of all, until a real pilot has been picked.
    ends = (of_pilot(everything.low, contacts.high), of_pilot(everything.high, contacts.low or contacts.high))
    return Interval(min(ends), min(max(ends), everything.high))


def tipping_point(active: Sequence[SupplierAssessment], ean: str) -> TippingPoint:
    """Where reuse of `ean` and a new EAN number need equally many letters, and where the municipality stands.

    With T suppliers on the number, of which U cannot and C can split: N + U = K where the share in KP is
    (T + C + 2U) / 2T.
    """
    classes = [possible_classes(one, ean) for one in active]
    there = sum(1 for one in active if one.activity.on(ean) is not None)

    def count(*wanted: SupplierClass) -> Interval:
        return total(spanning(float(found in wanted) for found in possible) for possible in classes)

    settled = [next(iter(found)) for found in classes if len(found) == 1]
    cannot = settled.count(SupplierClass.CANNOT_SPLIT_ON)
    can = settled.count(SupplierClass.COLLECTIVE_ON)
    outside = count(SupplierClass.OUTSIDE_ON)
    return TippingPoint(
        ean=ean,
        suppliers=there,
        fixed_collective=cannot + can,
        cannot_split=cannot,
        elsewhere=count(SupplierClass.ELSEWHERE),
        tips_at=min(1.0, (there + can + 2 * cannot) / (2 * there)) if there else None,
        here=Interval(1 - outside.high / there, 1 - outside.low / there) if there else exactly(0),
        must_leave=count(SupplierClass.OUTSIDE_ON, SupplierClass.CANNOT_SPLIT_ON),
        stays=count(SupplierClass.SINGLE_ON),
    )
