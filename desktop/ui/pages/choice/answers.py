"""What does the choice page ask the plan? All it shows, worked out at once off the GUI thread. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.ean_choice import Comparison
from desktop.domain.options import OptionFigures, OptionKind
from desktop.domain.plan import EanChoice, Municipality
from desktop.domain.recommendation import Recommendation
from desktop.domain.tipping_point import TippingPoint, tipping_point

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class ChoiceAnswers:
    """The state of the choice.

    Attributes:
        tipping: one tipping point for each EAN number that could be reused.
    """

    comparison: Comparison
    recommendation: Recommendation | None
    choice: EanChoice | None
    municipality: Municipality
    tipping: Mapping[str, TippingPoint]

    @property
    def reusable(self) -> tuple[str, ...]:
        """EAN numbers that could be reused, the one with most KP suppliers first."""
        return tuple(one.option.ean for one in self.comparison.options if one.option.kind is OptionKind.REUSE)

    def best_reuse(self) -> str:
        """The EAN number whose reuse is shown first: chosen, recommended, or with the fewest letters."""
        wanted = [self.choice.option] if self.choice else []
        wanted += [self.recommendation.key] if self.recommendation else []
        reuse = [one for one in self.comparison.options if one.option.kind is OptionKind.REUSE]
        for key in wanted:
            found = next((one.option.ean for one in reuse if one.option.key == key), "")
            if found:
                return found
        lightest = min(reuse, key=lambda one: one.contacts.middle, default=None)
        return lightest.option.ean if lightest else ""

    def shown(self, reuse_ean: str) -> tuple[OptionFigures, ...]:
        """The at most three options that stand side by side: reuse of one EAN number, and the new ones."""
        return tuple(
            one
            for one in self.comparison.options
            if one.option.kind is not OptionKind.REUSE or one.option.ean == reuse_ean
        )


def choice_answers(session: Session) -> ChoiceAnswers:
    """Ask the plan."""
    comparison = session.comparison()
    active = [one for one in session.assessments() if one.is_active]
    eans = [one.option.ean for one in comparison.options if one.option.kind is OptionKind.REUSE]
    return ChoiceAnswers(
        comparison=comparison,
        recommendation=session.recommendation(),
        choice=session.choice(),
        municipality=session.municipality,
        tipping={ean: tipping_point(active, ean) for ean in eans},
    )
