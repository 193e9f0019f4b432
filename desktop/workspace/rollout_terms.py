"""What does the rollout follow? Limits, gate, start and closed weeks as the plan keeps them: key and text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from desktop.domain.rollout import Limits
from desktop.domain.rollout_declared import DECLARED, Declared, Term
from desktop.domain.rollout_gates import GateRule
from desktop.domain.working_days import ClosedPeriod, WorkingCalendar, closed_periods, closed_text

_LIMIT = "rollout_"
_GATE = "gate_"
_START = "rollout_start"
_CLOSED = "closed_weeks"


@dataclass(frozen=True, slots=True)
class RolloutTerms:
    """What a proposal and the gates follow.

    Attributes:
        start: the first cut-over as wanted; None for go-live.
    """

    limits: Limits = field(default_factory=Limits)
    gate: GateRule = field(default_factory=GateRule)
    start: date | None = None
    closed: tuple[ClosedPeriod, ...] = ()

    @property
    def calendar(self) -> WorkingCalendar:
        return WorkingCalendar(self.closed)


def terms_from(values: Mapping[str, str]) -> RolloutTerms:
    """The terms again. What is not told has its default, and so has what a later version may have written."""
    return RolloutTerms(
        Limits(**_numbers(Limits(), values, _LIMIT)),
        GateRule(**_numbers(GateRule(), values, _GATE)),
        _day(values.get(_START, "")),
        _periods(values.get(_CLOSED, "")),
    )


def to_values(terms: RolloutTerms) -> dict[str, str]:
    """The terms as key and text; a default is "" and so takes no row."""
    values = {_START: terms.start.isoformat() if terms.start else "", _CLOSED: closed_text(terms.closed)}
    for prefix, told, default in ((_LIMIT, terms.limits, Limits()), (_GATE, terms.gate, GateRule())):
        for one in fields(told):
            value = getattr(told, one.name)
            values[prefix + one.name] = "" if value == getattr(default, one.name) else str(value)
    return values


def _numbers(default: Limits | GateRule, values: Mapping[str, str], prefix: str) -> dict[str, Any]:
    """By field: what is told, in the type of its default."""
    found: dict[str, Any] = {}
    for one in fields(default):
        usual = getattr(default, one.name)
        found[one.name] = _number(values.get(prefix + one.name, ""), usual, DECLARED[Term(prefix + one.name)])
    return found


def _number(text: str, usual: float, declared: Declared) -> float:
    """The number, whole where the default is; the default where there is none or one that makes no sense."""
    try:
        value = float(text)
    except ValueError:
        return usual
    if not declared.allows(value):
        return usual
    return int(value) if isinstance(usual, int) else value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _periods(text: str) -> tuple[ClosedPeriod, ...]:
    try:
        return closed_periods(text)
    except ValueError:
        return ()
