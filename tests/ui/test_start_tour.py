"""Does the tour lead a beginner through the whole job, tick itself off, and go away when it is enough?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.checklist import TaskStatus
from desktop.domain.collective import CollectiveDecision
from desktop.domain.plan import EanChoice
from desktop.domain.relevance import Relevance
from desktop.domain.supplier_classes import is_undecided
from desktop.ui.help import topics
from desktop.ui.pages.journey import StepAction, StepState
from desktop.ui.pages.start import StartPage
from desktop.ui.pages.start_tour import TourFacts, tour
from desktop.ui.settings import TOUR
from desktop.ui.widgets.buttons import LinkButton
from desktop.workspace.checklist import checklist_of
from desktop.workspace.operations import ChooseEan, Decide
from desktop.workspace.operations.tasks import ChangeTask
from desktop.workspace.overview import Overview
from desktop.workspace.rollout import propose
from tests.building import MUNICIPALITY, NOON
from tests.ui.conftest import Stage
from tests.ui.test_journey import CHOSEN, EMPTY, INVOICES, SETTLED, SUPPLIERS, TO_WRITE, WRITTEN

NOTHING = TourFacts(missing="address", waves=0, open_tasks=18, tasks=18)
TOLD = replace(NOTHING, missing="")
CAN_WRITE = replace(TOLD, standing=TO_WRITE)
WAVES = replace(CAN_WRITE, waves=4)
DONE = replace(WAVES, standing=WRITTEN)
ALL_DONE = replace(DONE, open_tasks=0)
REUSED = replace(CHOSEN, choice=EanChoice(1, "reuse:5798000000001", "", "", "mkh", NOON, ""))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("overview", "facts", "done", "following"),
    [
        (EMPTY, NOTHING, 0, StepAction.DETAILS),
        (EMPTY, TOLD, 1, StepAction.IMPORT),
        (SUPPLIERS, TOLD, 1, StepAction.IMPORT),
        (INVOICES, TOLD, 2, StepAction.SETTLE),
        (SETTLED, TOLD, 3, StepAction.CHOOSE),
        (CHOSEN, TOLD, 4, StepAction.PLAN),
        (CHOSEN, WAVES, 5, StepAction.WRITE),
        (REUSED, CAN_WRITE, 5, StepAction.WRITE),
        (CHOSEN, DONE, 6, StepAction.TASKS),
        (CHOSEN, ALL_DONE, 7, None),
    ],
)
def test_each_step_is_ticked_when_the_plan_shows_it(
    overview: Overview, facts: TourFacts, done: int, following: StepAction | None
) -> None:
    steps = tour(overview, facts)
    assert len(steps) == 7
    assert [one.step.state for one in steps[:done]] == [StepState.DONE] * done
    now = [one.step.action for one in steps if one.step.state is StepState.NEXT]
    assert now == ([following] if following else [])
    assert all(one.how and one.step.title and one.step.text and one.step.verb for one in steps)


@pytest.mark.usefixtures("english")
def test_the_seven_steps_are_the_seven_sections_of_the_guide() -> None:
    sections = [heading for heading in topics.headings(topics.guide().text) if heading[:1].isdigit()]
    assert [heading[0] for heading in sections] == [str(one + 1) for one in range(len(tour(EMPTY, NOTHING)))]
    assert {one.topic for one in tour(EMPTY, NOTHING)} <= set(topics.names())


def page(stage: Stage) -> StartPage:
    found = stage.window.host.page("start")
    assert isinstance(found, StartPage)
    return found


def test_a_beginner_is_led_and_others_are_not(stage: Stage, sample_plan: Path) -> None:
    stage.plan.open(sample_plan)
    progress = page(stage).progress
    assert progress.tour.isVisible()
    assert not progress.steps.isVisible()
    progress.tour.hide_button.click()
    assert not progress.tour.isVisible()
    assert progress.steps.isVisible()
    assert stage.settings.get(TOUR) is False
    stage.window.go_to("letters")
    stage.window.menus["tour"].trigger()
    assert stage.window.host.current_name == "start"
    assert progress.tour.isVisible()
    assert stage.settings.get(TOUR) is True


@pytest.mark.parametrize(
    ("action", "where"),
    [
        (StepAction.SETTLE, "suppliers"),
        (StepAction.CHOOSE, "choice"),
        (StepAction.PLAN, "rollout"),
        (StepAction.WRITE, "letters"),
        (StepAction.TASKS, "tasks"),
    ],
)
def test_each_button_leads_to_the_place(
    stage: Stage, action: StepAction, where: str, sample_plan: Path
) -> None:
    stage.plan.open(sample_plan)
    next(row for row in page(stage).progress.tour.rows if row.step.action is action).button.click()
    assert stage.window.host.current_name == where


def test_the_first_two_buttons_open_the_form_and_the_import(stage: Stage, sample_plan: Path) -> None:
    stage.plan.open(sample_plan)
    stage.forms.append(replace(MUNICIPALITY, phone=""))
    page(stage).progress.tour.rows[0].button.click()
    assert stage.plan.session is not None
    assert stage.plan.session.municipality.phone == ""
    assert page(stage).progress.tour.rows[0].step.state is StepState.NEXT
    page(stage).progress.tour.rows[1].button.click()
    assert stage.window.host.guest is not None


def test_the_next_step_says_how_and_shows_the_help(stage: Stage, sample_plan: Path) -> None:
    stage.window.resize(1400, 800)
    stage.plan.open(sample_plan)
    row = next(one for one in page(stage).progress.tour.rows if one.step.state is StepState.NEXT)
    more = next(one for one in row.findChildren(LinkButton) if one.text() == "Show me how")
    more.click()
    assert stage.window.help.shown is not None
    assert stage.window.help.shown.name == "suppliers"


def test_the_sample_ticks_the_steps_as_the_job_is_done(stage: Stage, sample_plan: Path) -> None:
    stage.plan.open(sample_plan)
    session = stage.plan.session
    assert session is not None

    def done() -> list[bool]:
        return [row.step.state is StepState.DONE for row in page(stage).progress.tour.rows]

    assert done() == [True, True, False, False, False, False, False]
    waiting = tuple(one.supplier.id for one in session.assessments() if is_undecided(one))
    session.run(Decide(waiting, Subject.RELEVANCE, Relevance.OUTSIDE.value))
    left = tuple(one.supplier.id for one in session.assessments() if one.is_active and is_undecided(one))
    session.run(Decide(left, Subject.COLLECTIVE, CollectiveDecision.REJECTED.value))
    assert done() == [True, True, True, False, False, False, False]
    session.run(ChooseEan("new-gradual", session.municipality.new_ean))
    assert done() == [True, True, True, True, False, False, False]
    propose(session)
    assert done() == [True, True, True, True, True, False, False]
    for task in checklist_of(session).tasks:
        session.run(ChangeTask(task.key, replace(task.state, status=TaskStatus.NOT_NEEDED)))
    assert done() == [True, True, True, True, True, False, True]
