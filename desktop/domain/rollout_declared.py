"""Which numbers does a rollout follow that a municipality may set, in which unit, and within which range?

Each limit and each demand of the gate is declared once, here; `texts.rollout_limits` says what it is called
and what it means. The defaults stand with `Limits` and `GateRule`, whose fields the keys name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TermUnit(StrEnum):
    """What a number is counted in."""

    SUPPLIERS = "suppliers"
    INVOICES = "invoices"
    LETTERS = "letters"
    WEEKS = "weeks"
    SHARE = "share"


class Term(StrEnum):
    """A number the rollout follows. Its value names the field of `Limits` or `GateRule`, prefixed."""

    PILOT_SUPPLIERS = "rollout_pilot_suppliers"
    WAVE_SUPPLIERS = "rollout_wave_suppliers"
    INVOICES_PER_MONTH = "rollout_invoices_per_month"
    LETTERS_PER_WEEK = "rollout_letters_per_week"
    INTERVAL_WEEKS = "rollout_interval_weeks"
    NOTICE_WEEKS = "rollout_notice_weeks"
    REMINDER_WEEKS = "rollout_reminder_weeks"
    TAIL_WEEKS = "rollout_tail_weeks"
    GATE_ON_NEW_EAN = "gate_on_new_ean"
    GATE_REJECTED = "gate_rejected"
    GATE_WEEKS = "gate_weeks"


@dataclass(frozen=True, slots=True)
class Declared:
    """The unit and the range of a number, ends included. A share is between 0 and 1."""

    unit: TermUnit
    least: float
    most: float

    def allows(self, value: float) -> bool:
        """Whether the number makes sense; NaN does not."""
        return self.least <= value <= self.most


DECLARED: dict[Term, Declared] = {
    Term.PILOT_SUPPLIERS: Declared(TermUnit.SUPPLIERS, 1, 10_000),
    Term.WAVE_SUPPLIERS: Declared(TermUnit.SUPPLIERS, 1, 100_000),
    Term.INVOICES_PER_MONTH: Declared(TermUnit.INVOICES, 1, 1_000_000),
    Term.LETTERS_PER_WEEK: Declared(TermUnit.LETTERS, 1, 100_000),
    Term.INTERVAL_WEEKS: Declared(TermUnit.WEEKS, 1, 26),
    Term.NOTICE_WEEKS: Declared(TermUnit.WEEKS, 0, 52),
    Term.REMINDER_WEEKS: Declared(TermUnit.WEEKS, 0, 52),
    Term.TAIL_WEEKS: Declared(TermUnit.WEEKS, 0, 52),
    Term.GATE_ON_NEW_EAN: Declared(TermUnit.SHARE, 0, 1),
    Term.GATE_REJECTED: Declared(TermUnit.SHARE, 0, 1),
    Term.GATE_WEEKS: Declared(TermUnit.WEEKS, 0, 26),
}
