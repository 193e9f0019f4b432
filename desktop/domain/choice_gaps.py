"""What is missing before the figures of the EAN choice can be relied on?

A page with gaps still shows what can be shown; each gap has a sentence that says how to close it
(`texts.choice_gaps`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.calendar import Window
from desktop.domain.collective import CollectiveState
from desktop.domain.ean_choice import Comparison
from desktop.domain.identifiers import Ean, ean
from desktop.domain.relevance import Relevance


class Gap(StrEnum):
    """What is missing, the most pressing first."""

    NO_SUPPLIERS = "no_suppliers"
    NO_INVOICES = "no_invoices"
    NOBODY_ACTIVE = "nobody_active"
    NO_EAN = "no_ean"
    NONE_IN_KP = "none_in_kp"
    NOTHING_SETTLED = "nothing_settled"
    ALL_COLLECTIVE = "all_collective"
    NONE_CAN_SPLIT = "none_can_split"
    MONTHS_MISSING = "months_missing"
    SHORT_PERIOD = "short_period"
    NO_AMOUNTS = "no_amounts"
    BAD_CHECK_DIGIT = "bad_check_digit"
    ONLY_BAD_CHECK_DIGITS = "only_bad_check_digits"


STOPS = frozenset({Gap.NO_SUPPLIERS, Gap.NO_INVOICES, Gap.NOBODY_ACTIVE})
"""With one of these there is nothing to put side by side."""

_SHORT_MONTHS = 12
"""A supplier that sends once a year shows only in a whole year (the guide of the model counts 12 months)."""


@dataclass(frozen=True, slots=True)
class FoundGap:
    """One gap.

    Attributes:
        count: suppliers, months: what the sentence counts; 0 when it counts nothing.
        names: EAN numbers, or months as "2026-03".
    """

    gap: Gap
    count: int = 0
    names: tuple[str, ...] = ()


def choice_gaps(
    comparison: Comparison,
    assessments: Sequence[SupplierAssessment],
    *,
    invoices: int,
    window: Window | None,
    days: Iterable[date],
) -> tuple[FoundGap, ...]:
    """What is missing, the most pressing first.

    Args:
        invoices: documents in the plan.
        window: the period whose invoices count.
        days: the days there are documents of.
    """
    if not assessments:
        return (FoundGap(Gap.NO_SUPPLIERS),)
    active = [one for one in assessments if one.is_active]
    if not active:
        return (FoundGap(Gap.NOBODY_ACTIVE if invoices else Gap.NO_INVOICES, len(assessments)),)
    return (
        *_of_suppliers(active, comparison),
        *([] if invoices else [FoundGap(Gap.NO_INVOICES, len(assessments))]),
        *_of_months(window, days),
        *_of_eans(comparison),
    )


def _of_suppliers(active: Sequence[SupplierAssessment], comparison: Comparison) -> list[FoundGap]:
    relevances = {one.relevance.relevance for one in active}
    if relevances == {Relevance.OUTSIDE}:
        return [FoundGap(Gap.NONE_IN_KP, len(active))]
    found = []
    if relevances == {Relevance.UNKNOWN}:
        found.append(FoundGap(Gap.NOTHING_SETTLED, len(active)))
    in_kp = [one for one in active if one.relevance.relevance is Relevance.KP]
    states = {one.collective.state for one in in_kp}
    if states == {CollectiveState.CANNOT_SPLIT}:
        found.append(FoundGap(Gap.NONE_CAN_SPLIT, len(in_kp)))
    elif states and states <= {CollectiveState.CAN_SPLIT, CollectiveState.CANNOT_SPLIT}:
        found.append(FoundGap(Gap.ALL_COLLECTIVE, len(in_kp)))
    if not comparison.eans:
        found.append(FoundGap(Gap.NO_EAN, len(active)))
    return found


def _of_months(window: Window | None, days: Iterable[date]) -> list[FoundGap]:
    if window is None:
        return []
    there = {(day.year, day.month) for day in days if window.first <= day <= window.last}
    oldest = min(there, default=(window.last.year, window.last.month))
    missing = []
    year, month = oldest
    while (year, month) <= (window.last.year, window.last.month):
        if (year, month) not in there:
            missing.append(f"{year}-{month:02}")
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    found = [FoundGap(Gap.MONTHS_MISSING, len(missing), tuple(missing))] if missing else []
    if window.months < _SHORT_MONTHS:
        found.append(FoundGap(Gap.SHORT_PERIOD, window.months))
    return found


def _of_eans(comparison: Comparison) -> list[FoundGap]:
    found = []
    if comparison.eans and not any(one.amount_ore for one in comparison.eans):
        found.append(FoundGap(Gap.NO_AMOUNTS))
    bad = tuple(one.ean for one in comparison.eans if not ean.has_valid_check_digit(Ean(one.ean)))
    if bad:
        # The only numbers there are stay options: the page cannot know which number they were meant to be.
        offered = any(load.option.ean in bad for load in comparison.loads)
        gap = Gap.ONLY_BAD_CHECK_DIGITS if offered else Gap.BAD_CHECK_DIGIT
        found.append(FoundGap(gap, len(bad), bad))
    return found
