"""Does the first page welcome, and lead on?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.domain.agenda import Due
from desktop.texts import dates
from desktop.ui.pages.journey import StepAction, StepState
from desktop.ui.pages.start import StartPage
from desktop.ui.settings import TOUR
from desktop.ui.widgets.buttons import Button
from desktop.workspace.operations import ChooseEan
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage


def page(stage: Stage) -> StartPage:
    found = stage.window.host.page("start")
    assert isinstance(found, StartPage)
    return found


def test_without_a_plan_there_is_a_welcome_with_three_ways(stage: Stage) -> None:
    start = page(stage)
    assert start.welcome.isVisible()
    assert not start.progress.isVisible()
    stage.forms.append(MUNICIPALITY)
    start.welcome.new.click()
    assert stage.plan.title == "Prøveby Kommune"
    assert not start.welcome.isVisible()
    assert start.progress.isVisible()
    assert start.header.title.text() == "Prøveby Kommune"


def test_the_sample_is_one_click_away(stage: Stage) -> None:
    page(stage).welcome.sample.click()
    assert stage.plan.title == "Eksempelby Kommune"
    assert [row.step.state for row in page(stage).progress.rows[:2]] == [StepState.DONE] * 2


def test_a_plan_opened_lately_opens_from_the_welcome(stage: Stage, tmp_path: Path) -> None:
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    stage.messages.files.append(tmp_path / "plan.eanplan")
    stage.plan.save()
    stage.plan.close()
    recent = page(stage).welcome.recent
    assert recent.isVisible()
    next(button for button in recent.findChildren(Button) if button.text() == "plan").click()
    assert stage.plan.title == "Prøveby Kommune"


def test_the_page_follows_the_plan(stage: Stage, sample_plan: Path) -> None:
    stage.plan.open(sample_plan)
    start = page(stage)
    assert stage.plan.session is not None
    assert start.progress.suppliers.value.text() == str(stage.plan.session.overview().suppliers)
    assert len(start.progress.rows) == 7
    stage.plan.undo()
    stage.plan.undo()
    assert start.progress.rows[1].step.state is StepState.NEXT


@pytest.mark.parametrize(
    ("action", "where"),
    [(StepAction.SETTLE, "suppliers"), (StepAction.CHOOSE, "choice"), (StepAction.WRITE, "letters")],
)
def test_each_step_leads_to_where_it_is_done(
    stage: Stage, action: StepAction, where: str, sample_plan: Path
) -> None:
    stage.plan.open(sample_plan)
    row = next(row for row in page(stage).progress.rows if row.step.action is action)
    row.button.click()
    assert stage.window.host.current_name == where


def test_the_import_step_opens_the_import(stage: Stage, sample_plan: Path) -> None:
    stage.plan.open(sample_plan)
    page(stage).progress.rows[0].button.click()
    assert stage.window.host.guest is not None


def test_the_keyboard_stays_on_its_step_when_steps_come_and_go(stage: Stage, sample_plan: Path) -> None:
    stage.settings.set(TOUR, False)
    stage.plan.open(sample_plan)
    stage.window.activateWindow()
    assert stage.plan.session is not None
    stage.plan.session.run(ChooseEan("new-gradual"))
    rows = page(stage).progress.rows
    assert len(rows) == 8
    rows[-1].button.setFocus()
    assert rows[-1].button.hasFocus()
    stage.plan.undo()
    rows = page(stage).progress.rows
    assert len(rows) == 7
    assert rows[-1].button.hasFocus()


@pytest.mark.usefixtures("english")
def test_a_task_with_a_day_years_back_is_asked_about_and_not_called_late(
    stage: Stage, sample_plan: Path
) -> None:
    stage.plan.open(sample_plan)
    card = page(stage).progress.agenda
    line = next(one for one in card.lines if one.item.task is not None and one.item.task.key == "oeir-03")
    assert line.item.due is Due.ASKED
    assert (
        line.when.text()
        == f"The date was {dates.long(date(2020, 3, 18))}. If the task is done, set it to done."
    )
    assert not [one for one in card.lines if one.item.due is Due.OVERDUE and one.item.day.year == 2020]
    line.link.click()
    assert stage.window.host.current_name == "tasks"
