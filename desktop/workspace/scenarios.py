"""How do scenarios stand beside the plan, what matters most, and has the ground moved since the choice?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.assumptions import Assumptions
from desktop.domain.plan import EanChoice
from desktop.domain.readiness import Ready, readiness
from desktop.domain.scenarios import Scenario, ScenarioAnswer, answered, side_by_side
from desktop.domain.sensitivity import Tornado, TurningPoint, tornado, turning_points

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class ChoiceReview:
    """The choice against the plan of today.

    Attributes:
        moved: the facts are not those the choice was made on.
        now: key of the option the figures speak for now; "" while there is nothing to weigh.
        holds: the figures speak for the chosen option.
    """

    choice: EanChoice
    moved: bool
    now: str
    holds: bool


def scenarios(session: Session) -> tuple[Scenario, ...]:
    """The saved scenarios, in the order they came."""
    with session.reading() as reader:
        return reader.scenarios()


def beside(session: Session, assumptions: Assumptions | None = None) -> tuple[ScenarioAnswer, ...]:
    """The plan as it stands, then every saved scenario on the same facts, with what differs marked.

    Args:
        assumptions: in force for the plan itself; the declared defaults when None.
    """
    used = assumptions or Assumptions()
    found = [_answer(session, None, used)]
    found += [_answer(session, one, Assumptions(one.changed)) for one in scenarios(session)]
    return side_by_side(found)


def _answer(session: Session, scenario: Scenario | None, assumptions: Assumptions) -> ScenarioAnswer:
    answers = session.answers(int(assumptions["window_months"]))
    return answered(scenario, answers.assessments, assumptions, window_months=answers.window_months)


def what_matters(session: Session, assumptions: Assumptions | None = None) -> Tornado | None:
    """The tornado between the option that comes first and its rival; None while there are not two."""
    used = assumptions or Assumptions()
    comparison, found = session.comparison(used), session.recommendation(used)
    if found is None or not found.rival:
        return None
    return tornado(comparison, used, key=found.key, rival=found.rival)


def what_would_change_it(
    session: Session, assumptions: Assumptions | None = None
) -> tuple[TurningPoint, ...]:
    """The nearest value of each assumption at which another option comes first."""
    used = assumptions or Assumptions()
    return turning_points(session.comparison(used), used)


def ready_for_all_at_once(session: Session) -> tuple[Ready, ...]:
    """What must be in place when an EAN number is reused and everything moves on one day."""
    with session.reading() as reader:
        return readiness({one.key: one.state for one in reader.tasks()})


def review(session: Session) -> ChoiceReview | None:
    """Whether the choice still stands on the facts it was made on; None while nothing is chosen."""
    choice = session.choice()
    if choice is None:
        return None
    with session.reading() as reader:
        moved = bool(choice.fingerprint) and reader.fingerprint() != choice.fingerprint
    found = session.recommendation()
    now = found.key if found else ""
    return ChoiceReview(choice, moved, now, not now or now == choice.option)
