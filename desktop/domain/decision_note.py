"""What stands in the note that people decide on? The facts of it, in one place, before they are sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.domain.contact_parts import ContactParts
from desktop.domain.ean_choice import Comparison
from desktop.domain.options import OptionFigures, OptionKind
from desktop.domain.plan import EanChoice, Municipality
from desktop.domain.readiness import Ready
from desktop.domain.recommendation import Recommendation
from desktop.domain.scenarios import Premises, ScenarioAnswer
from desktop.domain.sensitivity import Tornado, TurningPoint
from desktop.domain.tipping_point import TippingPoint


@dataclass(frozen=True, slots=True)
class ChoiceReview:
    """The choice against the plan of today.

    Attributes:
        moved: the facts are not those the choice was made on.
        now: key of the option the figures speak for now; "" while there is nothing to weigh.
        holds: the figures speak for the chosen option.
        by_defaults: judged by what is declared, not by other premises.
    """

    choice: EanChoice
    moved: bool
    now: str
    holds: bool
    by_defaults: bool


def reviewed(
    choice: EanChoice, premises: Premises, found: Recommendation | None, *, moved: bool
) -> ChoiceReview:
    """The choice against what the figures speak for under these premises."""
    now = found.key if found else ""
    return ChoiceReview(choice, moved, now, not now or now == choice.option, premises.as_declared)


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """Everything the decision note tells.

    Attributes:
        reuse_ean: the EAN number whose reuse stands beside the new ones; "" when none can be reused.
        contacts: who must be written to with reuse of it, and with a new one.
        at: when the note is made.
        fingerprint: of the facts of the plan, as the choice keeps one.
    """

    municipality: Municipality
    comparison: Comparison
    recommendation: Recommendation | None
    premises: Premises
    reuse_ean: str
    tipping: TippingPoint | None
    contacts: tuple[ContactParts, ContactParts]
    tornado: Tornado | None
    turning_points: tuple[TurningPoint, ...]
    scenarios: tuple[ScenarioAnswer, ...]
    readiness: tuple[Ready, ...]
    review: ChoiceReview | None
    at: datetime
    fingerprint: str

    @property
    def options(self) -> tuple[OptionFigures, ...]:
        """The at most three options that stand side by side, as on the screen."""
        return side_by_side(self.comparison, self.reuse_ean)


class NotePicture(StrEnum):
    """The pictures of the note; the values name the template's fields."""

    CONTACTS = "kontakter"
    TIPPING = "vendepunkt"
    TORNADO = "foelsomhed"


@dataclass(frozen=True, slots=True)
class PaintedChart:
    """A chart as a picture.

    Attributes:
        png: the file.
        width, height: as it was drawn, in pixels of the screen.
        said: what it shows, for who cannot see it.
    """

    png: bytes
    width: int
    height: int
    said: str


NotePictures = Mapping[NotePicture, PaintedChart]


def side_by_side(comparison: Comparison, reuse_ean: str) -> tuple[OptionFigures, ...]:
    """Reuse of one EAN number, and the two ways with a new one."""
    return tuple(
        one
        for one in comparison.options
        if one.option.kind is not OptionKind.REUSE or one.option.ean == reuse_ean
    )


def shown_reuse(
    comparison: Comparison, recommendation: Recommendation | None, choice: EanChoice | None
) -> str:
    """The EAN number whose reuse is shown first: chosen, recommended, or with the fewest letters."""
    wanted = [choice.option] if choice else []
    wanted += [recommendation.key] if recommendation else []
    reuse = [one for one in comparison.options if one.option.kind is OptionKind.REUSE]
    for key in wanted:
        found = next((one.option.ean for one in reuse if one.option.key == key), "")
        if found:
            return found
    lightest = min(reuse, key=lambda one: one.contacts.middle, default=None)
    return lightest.option.ean if lightest else ""
