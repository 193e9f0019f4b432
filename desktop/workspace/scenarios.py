"""How do scenarios stand beside the plan, what matters most, and has the ground moved since the choice?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain import cpr
from desktop.domain.assumptions import Assumptions
from desktop.domain.choice_gaps import FoundGap, choice_gaps
from desktop.domain.contact_parts import contact_parts
from desktop.domain.decision_note import ChoiceReview, NoteFacts, reviewed, shown_reuse
from desktop.domain.ean_choice import Comparison, compare
from desktop.domain.errors import NotInPlan
from desktop.domain.plan import EntryState, HistoryEntry, OperationName
from desktop.domain.readiness import Ready, readiness
from desktop.domain.recommendation import Recommendation, recommend
from desktop.domain.scenarios import Premises, Scenario, ScenarioAnswer, answered, laid_over, side_by_side
from desktop.domain.sensitivity import Tornado, TurningPoint, tornado, turning_points
from desktop.domain.supplier_groups import grouped
from desktop.domain.tipping_point import tipping_point

if TYPE_CHECKING:
    from desktop.workspace.session import Session

_MOVES_FACTS = frozenset(
    {
        OperationName.IMPORT_SUPPLIERS,
        OperationName.IMPORT_INVOICES,
        OperationName.DECIDE,
        OperationName.MERGE_SUPPLIERS,
        OperationName.CORRECT_VALUE,
        OperationName.REPAIR_LETTERS,
        OperationName.MERGE_COPIES,
        OperationName.RESTORE_SUPPLIER,
    }
)


def scenarios(session: Session) -> tuple[Scenario, ...]:
    """The saved scenarios, in the order they came."""
    with session.reading() as reader:
        return reader.scenarios()


def scenario(session: Session, name: str) -> Scenario:
    """The saved scenario of that name.

    Raises:
        NotInPlan: there is none.
    """
    wanted = " ".join(name.split()).casefold()
    found = next((one for one in scenarios(session) if one.name.casefold() == wanted), None)
    if found is None:
        raise NotInPlan("scenario", cpr.scrub(name))
    return found


def weighed(session: Session, premises: Premises) -> tuple[Comparison, Recommendation | None]:
    """The options side by side under these premises, and which of them the figures speak for."""
    used = premises.assumptions
    answers = session.answers(int(used["window_months"]))
    suppliers = laid_over(premises, answers.assessments)
    comparison = compare(suppliers, used, window_months=answers.window_months)
    return comparison, recommend(comparison, used)


def beside(session: Session, assumptions: Assumptions | None = None) -> tuple[ScenarioAnswer, ...]:
    """The plan as it stands, then every saved scenario on the same facts, with what differs marked.

    Args:
        assumptions: in force for the plan itself; the declared defaults when None.
    """
    used = assumptions or Assumptions()
    found = [_answer(session, None, used)]
    found += [_answer(session, one, Assumptions(one.changed)) for one in scenarios(session)]
    return side_by_side(found)


def beside_premises(session: Session, premises: Premises) -> tuple[ScenarioAnswer, ...]:
    """The plan under these premises, then every saved scenario, with what differs marked."""
    comparison, found = weighed(session, premises)
    first = ScenarioAnswer(None, premises.assumptions, comparison, found)
    return side_by_side(
        [first, *(_answer(session, one, Assumptions(one.changed)) for one in scenarios(session))]
    )


def _answer(session: Session, scenario: Scenario | None, assumptions: Assumptions) -> ScenarioAnswer:
    answers = session.answers(int(assumptions["window_months"]))
    return answered(scenario, answers.assessments, assumptions, window_months=answers.window_months)


def what_matters(session: Session, assumptions: Assumptions | None = None) -> Tornado | None:
    """The tornado between the option that comes first and its rival; None while there are not two."""
    used = assumptions or Assumptions()
    return swings(session.comparison(used), session.recommendation(used), used)


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


def review(session: Session, premises: Premises, found: Recommendation | None) -> ChoiceReview | None:
    """Whether the choice still stands on the facts it was made on; None while nothing is chosen.

    Args:
        found: what the figures speak for under these premises, as `weighed` gives it.
    """
    choice = session.choice()
    if choice is None:
        return None
    with session.reading() as reader:
        moved = bool(choice.fingerprint) and reader.fingerprint() != choice.fingerprint
    return reviewed(choice, premises, found, moved=moved)


def moved_since(session: Session, review: ChoiceReview) -> tuple[HistoryEntry, ...]:
    """What was done to the facts since the choice, the newest first; nothing while they have not moved."""
    if not review.moved:
        return ()
    found = []
    for entry in session.history():
        if entry.at < review.choice.at:
            break
        if entry.state is EntryState.APPLIED and entry.operation in _MOVES_FACTS:
            found.append(entry)
    return tuple(found)


def note_facts(session: Session, premises: Premises | None = None, *, reuse_ean: str = "") -> NoteFacts:
    """What the decision note tells under these premises.

    Args:
        reuse_ean: the EAN number whose reuse is shown; the chosen or lightest one when "".
    """
    used = premises or Premises()
    comparison, found = weighed(session, used)
    answers = session.answers(int(used.assumptions["window_months"]))
    active = [one for one in laid_over(used, answers.assessments) if one.is_active]
    ean = reuse_ean or shown_reuse(comparison, found, answers.choice)
    with session.reading() as reader:
        fingerprint = reader.fingerprint()
    return NoteFacts(
        municipality=answers.municipality,
        comparison=comparison,
        recommendation=found,
        premises=used,
        reuse_ean=ean,
        tipping=tipping_point(grouped(active), ean) if ean else None,
        contacts=contact_parts(active, (ean,))[ean],
        tornado=swings(comparison, found, used.assumptions),
        turning_points=turning_points(comparison, used.assumptions),
        scenarios=beside(session, used.assumptions)[1:],
        readiness=ready_for_all_at_once(session),
        review=review(session, used, found),
        at=session.now,
        fingerprint=fingerprint,
    )


def swings(comparison: Comparison, found: Recommendation | None, assumptions: Assumptions) -> Tornado | None:
    """The tornado of a comparison between the option that comes first and its rival, when there are two."""
    if found is None or not found.rival:
        return None
    return tornado(comparison, assumptions, key=found.key, rival=found.rival)


def gaps(session: Session, comparison: Comparison) -> tuple[FoundGap, ...]:
    """What is missing before the figures can be relied on, the most pressing first."""
    answers = session.answers()
    with session.reading() as reader:
        days = reader.issue_dates()
    return choice_gaps(
        comparison,
        answers.assessments,
        invoices=answers.invoice_count,
        window=answers.window,
        days=days,
    )
