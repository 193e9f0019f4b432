"""How far is the plan, in figures? What the start page and the badges of the rail show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from desktop.domain.collective import CollectiveState
from desktop.domain.imports import SourceKind
from desktop.domain.plan import EanChoice
from desktop.domain.relevance import Relevance
from desktop.domain.supplier_classes import is_undecided
from desktop.domain.suppliers import SupplierId
from desktop.workspace.answers import Answers


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of the whole plan.

    Attributes:
        active: suppliers with an invoice in the window.
        kp, outside, unknown: relevance of the active suppliers.
        undecided: active suppliers whose judgement somebody must settle (relevance, or suspected collective).
        collective_sure: active suppliers in KP whose invoices showed several citizens, or a person said so.
        collective_suspected: those where it is a suspicion.
        cannot_split: those of the sure ones that cannot send one invoice per citizen.
        problems: open ones of the imports, except notes; `errors` the worst of them.
        letters_to_write: recipients under the choice; 0 while nothing is chosen.
        letters_written: those of them that have been written to.
    """

    suppliers: int
    active: int
    kp: int
    outside: int
    unknown: int
    undecided: int
    invoices: int
    collective_sure: int
    collective_suspected: int
    cannot_split: int
    problems: int
    errors: int
    choice: EanChoice | None
    letters_to_write: int
    letters_written: int
    supplier_sources: int
    invoice_sources: int
    window_first: date | None
    window_last: date | None
    window_months: int


def overview(answers: Answers, recipients: Collection[SupplierId]) -> Overview:
    """Add the plan up.

    Args:
        recipients: who gets a letter under the choice.
    """
    active = [one for one in answers.assessments if one.is_active]
    relevance = Counter(one.relevance.relevance for one in active)
    state = Counter(
        one.collective.state for one in active if one.relevance.relevance is not Relevance.OUTSIDE
    )
    kinds = Counter(source.kind for source in answers.sources)
    window = answers.window
    return Overview(
        suppliers=len(answers.assessments),
        active=len(active),
        kp=relevance[Relevance.KP],
        outside=relevance[Relevance.OUTSIDE],
        unknown=relevance[Relevance.UNKNOWN],
        undecided=sum(1 for one in active if is_undecided(one)),
        invoices=answers.invoice_count,
        collective_sure=state[CollectiveState.CAN_SPLIT] + state[CollectiveState.CANNOT_SPLIT],
        collective_suspected=state[CollectiveState.SUSPECTED],
        cannot_split=state[CollectiveState.CANNOT_SPLIT],
        problems=answers.quality.errors + answers.quality.warnings,
        errors=answers.quality.errors,
        choice=answers.choice,
        letters_to_write=len(recipients),
        letters_written=len({letter.supplier_id for letter in answers.letters} & set(recipients)),
        supplier_sources=kinds[SourceKind.SUPPLIERS],
        invoice_sources=kinds[SourceKind.INVOICES],
        window_first=window.first if window else None,
        window_last=window.last if window else None,
        window_months=answers.window_months,
    )
