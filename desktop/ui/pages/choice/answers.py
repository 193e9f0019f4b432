"""What does the choice page ask the plan? All it shows, worked out at once off the GUI thread. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.domain.assumptions import Assumptions
from desktop.domain.choice_gaps import FoundGap
from desktop.domain.contact_parts import ContactParts, contact_parts
from desktop.domain.decision_note import ChoiceReview, reviewed, shown_reuse, side_by_side
from desktop.domain.ean_choice import Comparison, reweighed
from desktop.domain.options import OptionFigures, OptionKind
from desktop.domain.plan import EanChoice, HistoryEntry, Municipality
from desktop.domain.readiness import Ready
from desktop.domain.recommendation import Recommendation, recommend
from desktop.domain.scenarios import Premises, ScenarioAnswer, laid_over
from desktop.domain.scenarios import side_by_side as side_by_side_scenarios
from desktop.domain.sensitivity import Tornado
from desktop.domain.supplier_groups import grouped
from desktop.domain.tipping_point import TippingPoint, tipping_point
from desktop.workspace import scenarios

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class ChoiceAnswers:
    """The state of the choice.

    Attributes:
        tipping, contacts: for each EAN number that could be reused; contacts also for "", a new one alone.
        beside: the premises in force, then every saved scenario.
        gaps: what is missing before the figures can be relied on.
        counted_months: the period that was asked for when the invoices were counted.
        moved_by: what was done to the facts since the choice, the newest first.
    """

    premises: Premises
    comparison: Comparison
    recommendation: Recommendation | None
    tornado: Tornado | None
    choice: EanChoice | None
    municipality: Municipality
    tipping: Mapping[str, TippingPoint]
    contacts: Mapping[str, tuple[ContactParts, ContactParts]]
    beside: tuple[ScenarioAnswer, ...]
    readiness: tuple[Ready, ...]
    review: ChoiceReview | None
    moved_by: tuple[HistoryEntry, ...]
    gaps: tuple[FoundGap, ...]
    counted_months: int

    @property
    def reusable(self) -> tuple[str, ...]:
        """EAN numbers that could be reused, the one with most KP suppliers first."""
        return tuple(one.option.ean for one in self.comparison.options if one.option.kind is OptionKind.REUSE)

    def best_reuse(self) -> str:
        """The EAN number whose reuse is shown first: chosen, recommended, or with the fewest letters."""
        return shown_reuse(self.comparison, self.recommendation, self.choice)

    def shown(self, reuse_ean: str) -> tuple[OptionFigures, ...]:
        """The at most three options that stand side by side: reuse of one EAN number, and the new ones."""
        return side_by_side(self.comparison, reuse_ean)

    def under(self, assumptions: Assumptions) -> ChoiceAnswers:
        """The same facts under other assumptions, at once; `window_months` must be the same."""
        comparison = reweighed(self.comparison, assumptions)
        found = recommend(comparison, assumptions)
        premises = replace(self.premises, assumptions=assumptions)
        review = self.review and reviewed(self.review.choice, premises, found, moved=self.review.moved)
        return replace(
            self,
            premises=premises,
            review=review,
            comparison=comparison,
            recommendation=found,
            tornado=scenarios.swings(comparison, found, assumptions),
            beside=side_by_side_scenarios(
                [ScenarioAnswer(None, assumptions, comparison, found), *self.beside[1:]]
            ),
        )


def choice_answers(session: Session, premises: Premises | None = None) -> ChoiceAnswers:
    """Ask the plan.

    Args:
        premises: what the figures rest on besides the facts; what is declared when None.
    """
    used = premises or Premises()
    comparison, found = scenarios.weighed(session, used)
    answers = session.answers(int(used.assumptions["window_months"]))
    active = [one for one in laid_over(used, answers.assessments) if one.is_active]
    groups = grouped(active)
    eans = [one.option.ean for one in comparison.options if one.option.kind is OptionKind.REUSE]
    review = scenarios.review(session, used, found)
    return ChoiceAnswers(
        premises=used,
        comparison=comparison,
        recommendation=found,
        tornado=scenarios.swings(comparison, found, used.assumptions),
        choice=answers.choice,
        municipality=answers.municipality,
        tipping={ean: tipping_point(groups, ean) for ean in eans},
        contacts=contact_parts(active, (*eans, "")),
        beside=scenarios.beside_premises(session, used),
        readiness=scenarios.ready_for_all_at_once(session),
        review=review,
        moved_by=scenarios.moved_since(session, review) if review else (),
        gaps=scenarios.gaps(session, comparison),
        counted_months=int(used.assumptions["window_months"]),
    )
