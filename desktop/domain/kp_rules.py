"""What would KP do with a document? The rules that are published, each with its name.

So far the one that needs nothing but the document itself: KP takes one citizen per invoice
(enkeltsagsprincippet, seed 002). What depends on what KP has already received is not guessed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.invoices import InvoiceFacts


class Judgement(StrEnum):
    """What becomes of a document. UNKNOWN: no rule that can be applied says anything about it."""

    STAYS_IN_ERP = "stays_in_erp"
    UNKNOWN = "unknown"


class Rule(StrEnum):
    """The rule that decided."""

    ONE_CITIZEN = "one_citizen"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement and the rule behind it."""

    judgement: Judgement
    rule: Rule


def judge(facts: InvoiceFacts) -> Verdict:
    """Apply the rules in their order; the first that speaks decides."""
    if facts.evidence.is_collective:
        return Verdict(Judgement.STAYS_IN_ERP, Rule.ONE_CITIZEN)
    return Verdict(Judgement.UNKNOWN, Rule.NONE)
