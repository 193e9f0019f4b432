"""New, open, save, close, undo, redo: is nothing lost unasked, and does trouble leave the plan as it was?"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.errors import ChoiceTrouble, FileTrouble, PlanTrouble
from desktop.domain.plan import Municipality
from desktop.ui.open_plan import OpenPlan
from desktop.ui.plan_names import file_name
from desktop.ui.settings import RECENT
from desktop.workspace.operations import ChooseEan, SetUp
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage

OTHER = Municipality(name="Andenby Kommune")


def start(stage: Stage, municipality: Municipality = MUNICIPALITY) -> OpenPlan:
    """A new plan, as if typed."""
    stage.forms.append(municipality)
    stage.plan.new()
    return stage.plan


def saved(stage: Stage, path: Path, municipality: Municipality = MUNICIPALITY) -> Path:
    """A plan file, with nothing open afterwards."""
    plan = start(stage, municipality)
    stage.messages.files.append(path)
    plan.save_as()
    plan.close()
    return path


def test_a_new_plan_is_that_of_the_form(stage: Stage) -> None:
    plan = start(stage)
    assert plan.session is not None
    assert plan.session.municipality == MUNICIPALITY
    assert plan.title == "Prøveby Kommune"
    assert plan.modified


def test_changing_ones_mind_in_the_form_changes_nothing(stage: Stage) -> None:
    stage.forms.append(None)
    stage.plan.new()
    assert stage.plan.session is None
    assert stage.messages.asked == []


def test_saving_asks_for_a_name_once(stage: Stage, tmp_path: Path) -> None:
    plan = start(stage)
    path = tmp_path / "plan.eanplan"
    stage.messages.files.append(path)
    plan.save()
    assert path.is_file()
    assert not plan.modified
    assert plan.saved_at is not None
    plan.run(SetUp(OTHER))
    assert plan.modified
    plan.save()
    assert not plan.modified
    assert len(stage.messages.dialogs) == 1


def test_the_proposed_name_is_the_municipalitys(stage: Stage) -> None:
    plan = start(stage, Municipality(name='Bred/Smal: "By" '))
    stage.messages.files.append(None)
    plan.save()
    assert stage.messages.dialogs[-1][1].endswith("Bred Smal By.eanplan")
    assert plan.modified


@pytest.mark.parametrize(
    ("title", "name"), [("a\x00b\n", "a b"), ("  . ", ""), ("Ærø Kommune...", "Ærø Kommune"), ("<>", "")]
)
def test_a_title_becomes_a_name_that_windows_takes(title: str, name: str) -> None:
    assert file_name(title) == name


def test_a_name_without_an_ending_gets_one(stage: Stage, tmp_path: Path) -> None:
    plan = start(stage)
    stage.messages.files.append(tmp_path / "v1.2")
    plan.save()
    assert (tmp_path / "v1.2.eanplan").is_file()


def test_changing_ones_mind_about_the_name_saves_nothing(stage: Stage) -> None:
    plan = start(stage)
    stage.messages.files.append(None)
    went_on: list[str] = []
    plan.save(lambda: went_on.append("x"))
    assert plan.modified
    assert went_on == []


def test_a_copy_leaves_the_plan_under_its_own_name(stage: Stage, tmp_path: Path) -> None:
    plan = start(stage)
    stage.messages.files += [tmp_path / "plan.eanplan", tmp_path / "kopi.eanplan"]
    plan.save()
    plan.save_copy()
    assert plan.session is not None
    assert plan.session.path == tmp_path / "plan.eanplan"
    assert (tmp_path / "kopi.eanplan").is_file()
    assert stage.messages.said[-1][0] == "info"


def test_a_saved_plan_opens_again_and_is_remembered(stage: Stage, tmp_path: Path) -> None:
    path = saved(stage, tmp_path / "plan.eanplan")
    stage.messages.files.append(path)
    stage.plan.open()
    assert stage.plan.title == "Prøveby Kommune"
    assert not stage.plan.modified
    assert stage.settings.get(RECENT) == (str(path),)


def test_a_plan_that_is_open_is_not_opened_beside_itself(stage: Stage, tmp_path: Path) -> None:
    path = saved(stage, tmp_path / "plan.eanplan")
    stage.plan.open(path)
    session = stage.plan.session
    assert session is not None
    stage.plan.open(path)
    assert stage.plan.session is session
    assert not session.is_read_only
    assert "open already" in stage.messages.said[-1][1]


def test_changing_ones_mind_about_opening_keeps_the_open_plan(stage: Stage) -> None:
    plan = start(stage)
    before = plan.session
    stage.messages.files.append(None)
    plan.open()
    assert plan.session is before
    assert stage.messages.asked == []


def test_a_plan_that_is_gone_is_told_and_leaves_the_list_when_asked_to(stage: Stage, tmp_path: Path) -> None:
    missing = tmp_path / "væk.eanplan"
    stage.settings.remember_plan(missing)
    stage.plan.open(missing)
    assert isinstance(stage.messages.errors[0], FileTrouble)
    assert stage.plan.session is None
    # It may lie on a share that is away today.
    assert stage.settings.get(RECENT) == (str(missing),)
    [offer] = stage.messages.offers
    assert offer.text == "Remove from the list"
    offer.act()
    assert stage.settings.get(RECENT) == ()
    assert not stage.window.menus.recent.menuAction().isVisible()
    stage.plan.open(missing)
    assert len(stage.messages.offers) == 1


def test_a_file_that_is_no_plan_is_told_and_left_alone(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "brev.eanplan"
    path.write_bytes(b"not a plan at all")
    stage.plan.open(path)
    assert isinstance(stage.messages.errors[0], PlanTrouble)
    assert path.read_bytes() == b"not a plan at all"


def test_trouble_with_opening_keeps_the_plan_that_is_open(stage: Stage, tmp_path: Path) -> None:
    plan = start(stage)
    stage.messages.files.append(tmp_path / "plan.eanplan")
    plan.save()
    before = plan.session
    plan.open(tmp_path / "væk.eanplan")
    assert plan.session is before
    assert plan.title == "Prøveby Kommune"


@pytest.mark.parametrize("leave", ["new", "open", "close", "sample"])
def test_nothing_unsaved_is_left_unasked(stage: Stage, tmp_path: Path, leave: str) -> None:
    path = saved(stage, tmp_path / "anden.eanplan", OTHER)
    plan = start(stage)
    before = plan.session
    stage.messages.answers.append("cancel")
    ways = {
        "new": plan.new,
        "open": lambda: plan.open(path),
        "close": plan.close,
        "sample": plan.load_sample,
    }
    ways[leave]()
    assert len(stage.messages.asked) == 1
    assert "Prøveby Kommune" in stage.messages.asked[0].title
    assert plan.session is before


def test_not_saving_lets_the_changes_go(stage: Stage) -> None:
    plan = start(stage)
    stage.messages.answers.append("discard")
    plan.close()
    assert plan.session is None
    assert plan.title == ""


def test_saving_first_saves_and_then_goes_on(stage: Stage, tmp_path: Path) -> None:
    plan = start(stage)
    stage.messages.answers.append("save")
    stage.messages.files.append(tmp_path / "plan.eanplan")
    plan.close()
    assert plan.session is None
    assert (tmp_path / "plan.eanplan").is_file()


def test_a_save_that_fails_does_not_go_on(stage: Stage, tmp_path: Path) -> None:
    plan = start(stage)
    blocked = tmp_path / "fil"
    blocked.write_text("not a folder", encoding="utf-8")
    stage.messages.answers.append("save")
    stage.messages.files.append(blocked / "plan.eanplan")
    plan.close()
    assert plan.session is not None
    assert plan.modified
    assert isinstance(stage.messages.errors[0], FileTrouble)


def test_somebody_elses_changes_are_not_written_over(stage: Stage, tmp_path: Path) -> None:
    path = saved(stage, tmp_path / "plan.eanplan")
    other = saved(stage, tmp_path / "anden.eanplan", OTHER)
    stage.plan.open(path)
    stage.plan.run(SetUp(Municipality(name="Min Kommune")))
    path.write_bytes(other.read_bytes())
    stage.plan.save()
    assert isinstance(stage.messages.errors[-1], PlanTrouble)
    assert path.read_bytes() == other.read_bytes()
    assert stage.plan.modified
    # One of the ways out that the message offers.
    stage.messages.answers.append("save_as")
    stage.messages.files.append(tmp_path / "min.eanplan")
    stage.messages.offers[-1].act()
    assert (tmp_path / "min.eanplan").is_file()
    assert not stage.plan.modified


def test_the_sample_is_left_unasked_until_it_is_touched(stage: Stage) -> None:
    stage.plan.load_sample()
    assert stage.plan.title == "Eksempelby Kommune"
    stage.plan.close()
    assert stage.messages.asked == []
    stage.plan.load_sample()
    stage.plan.run(SetUp(OTHER))
    stage.messages.answers.append("discard")
    stage.plan.close()
    assert len(stage.messages.asked) == 1


def test_undo_and_redo_go_through_and_are_named(stage: Stage) -> None:
    plan = start(stage)
    plan.run(SetUp(OTHER))
    assert plan.title == "Andenby Kommune"
    plan.undo()
    assert plan.title == "Prøveby Kommune"
    assert plan.next_redo is not None
    plan.redo()
    assert plan.title == "Andenby Kommune"
    assert plan.next_redo is None
    assert plan.next_undo is not None


def test_undoing_more_than_there_is_is_told(stage: Stage) -> None:
    plan = start(stage)
    plan.undo()
    plan.undo()
    assert stage.messages.said[-1][0] == "error"


def test_trouble_in_an_operation_is_told_and_changes_nothing(stage: Stage) -> None:
    plan = start(stage)
    heard: list[object] = []
    plan.changed.connect(lambda changes: heard.append(changes))  # noqa: PLW0108 - Qt asks for the signature
    assert not plan.run(ChooseEan("nonsense"))
    assert isinstance(stage.messages.errors[0], ChoiceTrouble)
    assert heard == []


def test_an_operation_in_the_background_calls_back_when_the_plan_has_it(stage: Stage) -> None:
    plan = start(stage)
    titles: list[str] = []
    plan.run_in_background(SetUp(OTHER), lambda: titles.append(plan.title))
    assert titles == ["Andenby Kommune"]


def test_without_a_plan_nothing_can_be_done_to_it(stage: Stage) -> None:
    plan = stage.plan
    assert not plan.run(SetUp(OTHER))
    for act in (plan.save, plan.save_as, plan.save_copy, plan.undo, plan.redo, plan.edit_municipality):
        act()
    assert stage.messages.dialogs == []
    assert stage.messages.said == []


def test_the_form_changes_the_plan_only_when_something_is_different(stage: Stage) -> None:
    plan = start(stage)
    stage.forms.append(MUNICIPALITY)
    plan.edit_municipality()
    assert plan.session is not None
    assert len(plan.session.history()) == 1
    stage.forms.append(OTHER)
    plan.edit_municipality()
    assert len(plan.session.history()) == 2
    assert plan.title == "Andenby Kommune"
