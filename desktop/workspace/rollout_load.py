"""What comes to KP week by week while the waves change, also on a number that is reused?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.letters import LetterKind
from desktop.domain.options import OptionKind, option_of
from desktop.domain.relevance import Relevance
from desktop.domain.rollout import Candidate
from desktop.domain.rollout_dates import Wave, WeekLoad, load_by_week
from desktop.domain.suppliers import SupplierId

if TYPE_CHECKING:
    from desktop.workspace.answers import Answers

_GOING = frozenset((LetterKind.LEAVE_EAN, LetterKind.STAY_ON_ERP))
"""Who gets one of these brings nothing to KP by changing."""


def load_of(
    answers: Answers,
    letters: Mapping[SupplierId, LetterKind],
    candidates: Iterable[Candidate],
    waves: Sequence[Wave],
) -> tuple[WeekLoad, ...]:
    """The load week by week.

    With a number that is reused, KP has the invoices of those that need not change all along, and those of
    the suppliers that are to leave it until they have. What collects and stays in the ERP never comes.

    Args:
        letters: which letter each supplier that changes gets.
    """
    reused = _reused(answers)
    return load_by_week(
        waves,
        {one.supplier_id: one.per_month for one in candidates if letters.get(one.supplier_id) not in _GOING},
        capacity_per_month=Assumptions()["capacity_per_month"],
        leaving={
            key: _on(answers.by_id[key], reused)
            for key, kind in letters.items()
            if reused and kind is LetterKind.LEAVE_EAN
        },
        there=sum(_on(one, reused) for one in _staying(answers, letters)) if reused else 0.0,
    )


def _reused(answers: Answers) -> str:
    """The EAN number that is reused; "" with a new one."""
    option = option_of(answers.choice.option) if answers.choice else None
    return option.ean if option is not None and option.kind is OptionKind.REUSE else ""


def _staying(answers: Answers, letters: Mapping[SupplierId, LetterKind]) -> Iterator[SupplierAssessment]:
    """Suppliers of KP that go on as today, one citizen per invoice."""
    for one in answers.assessments:
        in_kp = one.relevance.relevance is Relevance.KP
        single = one.collective.state is CollectiveState.NO
        if one.is_active and in_kp and single and one.supplier.id not in letters:
            yield one


def _on(one: SupplierAssessment, ean: str) -> float:
    """Invoices a month on an EAN number."""
    use = one.activity.on(ean)
    return use.per_month if use is not None else 0.0
