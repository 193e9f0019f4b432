"""Which ways are there, what does each ask of people, and what does it cost?

    contacts when *e* is reused: N + U + C + M          contacts with a new EAN: K + C + M

Facts are added up once (`OptionLoad`); assumptions are applied to the sums (`option_figures`), so that other
assumptions can be tried at once however many suppliers there are.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.intervals import ZERO, Interval, exactly, spanning, total
from desktop.domain.relevance import Relevance
from desktop.domain.supplier_classes import SupplierClass
from desktop.domain.supplier_groups import SupplierGroup

_REUSE_CONTACTS = {
    SupplierClass.OUTSIDE_ON,
    SupplierClass.CANNOT_SPLIT_ON,
    SupplierClass.COLLECTIVE_ON,
    SupplierClass.ELSEWHERE,
}


_NEW_CONTACTS = {SupplierClass.SINGLE_ON, SupplierClass.COLLECTIVE_ON, SupplierClass.ELSEWHERE}


_MUST_LEAVE = {SupplierClass.OUTSIDE_ON, SupplierClass.CANNOT_SPLIT_ON}


_RECEIVED_ON = {SupplierClass.SINGLE_ON, SupplierClass.COLLECTIVE_ON}


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


def option_load(groups: Sequence[SupplierGroup], option: Option) -> OptionLoad:
    """Add up one option over the active suppliers, group by group.

    For reuse only what is sent to that EAN number matters; for a new one everything a supplier sends, since
    all of it should move.
    """
    reuse = option.kind is OptionKind.REUSE
    written_to = _REUSE_CONTACTS if reuse else _NEW_CONTACTS
    wrong = _MUST_LEAVE if reuse else _NEW_CONTACTS
    received = _RECEIVED_ON if reuse else _NEW_CONTACTS
    contacts = misrouted = day_one = must_split = ZERO
    for group in groups:
        classes = group.classes(option.ean)
        per_month = group.to_ean.get(option.ean, 0.0) if reuse else group.per_month
        contact = spanning(float(group.count) * (found in written_to) for found in classes)
        contacts += contact
        misrouted += spanning(per_month * (found in wrong) for found in classes)
        day_one += spanning(per_month * (found in received) for found in classes)
        if _splitting(group):
            must_split += contact
    return OptionLoad(option, contacts, misrouted, day_one, must_split)


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


def _splitting(group: SupplierGroup) -> bool:
    in_kp = group.relevance is not Relevance.OUTSIDE
    return in_kp and group.state is CollectiveState.CAN_SPLIT


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
