"""Does the window merge copies: shown first, decided, and after a save that was refused?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain.assessment import Subject
from desktop.domain.merging import Choices, Side
from desktop.domain.suppliers import SupplierId
from desktop.ui.merge_dialog import MergeDialog
from desktop.workspace import merging
from desktop.workspace.merging import MergePreview
from desktop.workspace.operations import Decide
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


def decide(session: Session, value: str, *keys: int) -> None:
    session.run(Decide(tuple(map(SupplierId, keys)), Subject.RELEVANCE, value))


@pytest.fixture
def two(stage: Stage, tmp_path: Path) -> tuple[Stage, Path]:
    """The window with a plan, and a copy in which somebody else went on."""
    session = plans.small_plan()
    session.save_as(path := tmp_path / "plan.eanplan")
    session.close()
    (copy := tmp_path / "kopi.eanplan").write_bytes(path.read_bytes())
    theirs = Session.open(copy, clock=lambda: plans.TODAY)
    decide(theirs, "outside", 1, 4)
    theirs.save()
    theirs.close()
    stage.plan.open(path)
    assert stage.plan.session is not None
    decide(stage.plan.session, "kp", 1, 5)
    return stage, copy


def decided(stage: Stage) -> dict[int, str]:
    session = stage.plan.session
    assert session is not None
    return {int(key): one.value for key in (1, 4, 5) for one in session.decisions(SupplierId(key))}


def answering(side: Side, seen: list[MergePreview]) -> Callable[[MergePreview, str], Choices | None]:
    def answer(preview: MergePreview, _name: str) -> Choices:
        seen.append(preview)
        return Choices({one.conflict.id: side for one in preview.conflicts})

    return answer


def test_a_copy_is_picked_decided_and_taken_in(two: tuple[Stage, Path]) -> None:
    stage, copy = two
    seen: list[MergePreview] = []
    stage.window.dialogs.merger.decide = answering(Side.THEIRS, seen)
    stage.messages.files.append(copy)
    stage.window.menus["merge"].trigger()
    assert len(seen[0].conflicts) == 1
    assert decided(stage) == {1: "outside", 4: "outside", 5: "kp"}
    assert stage.messages.said[-1][0] == "info"
    stage.plan.undo()
    assert decided(stage) == {1: "kp", 5: "kp"}


def test_a_change_of_mind_changes_nothing(two: tuple[Stage, Path]) -> None:
    stage, copy = two
    stage.window.dialogs.merger.decide = lambda _preview, _name: None
    stage.window.dialogs.merger.start(copy)
    assert decided(stage) == {1: "kp", 5: "kp"}
    stage.messages.files.append(None)
    stage.window.menus["merge"].trigger()
    assert decided(stage) == {1: "kp", 5: "kp"}


def test_a_plan_that_somebody_else_saved_is_merged_and_then_saved(two: tuple[Stage, Path]) -> None:
    stage, copy = two
    session = stage.plan.session
    assert session is not None
    assert session.path is not None
    session.path.write_bytes(copy.read_bytes())
    stage.window.dialogs.merger.decide = answering(Side.MINE, [])
    stage.plan.save()
    assert stage.messages.offers[-1].text == "What now…"
    stage.messages.answers.append("merge")
    stage.messages.offers[-1].act()
    assert not session.is_modified
    assert decided(stage) == {1: "kp", 4: "outside", 5: "kp"}


def test_the_same_copy_has_nothing_to_bring(stage: Stage, tmp_path: Path) -> None:
    session = plans.small_plan()
    session.save_as(path := tmp_path / "plan.eanplan")
    session.save_copy(copy := tmp_path / "kopi.eanplan")
    session.close()
    stage.plan.open(path)
    stage.window.dialogs.merger.start(copy)
    assert stage.messages.said[-1] == ("info", "The other copy has nothing that this plan does not have.")


def test_the_dialog_shows_conflicts_and_lets_the_chosen_side_hold(
    two: tuple[Stage, Path], qtbot: QtBot
) -> None:
    stage, copy = two
    assert stage.plan.session is not None
    other = merging.open_copy(copy)
    preview = merging.preview(stage.plan.session, other)
    other.close()
    dialog = MergeDialog(preview, "kopi.eanplan")
    qtbot.addWidget(dialog)
    dialog.show()
    (row,) = dialog.model.shown_rows()
    cells = {column.key: column.text(row) for column in dialog.model.columns}
    assert cells["about"] == "Tandlægerne Østerbro ApS"
    assert (cells["mine"], cells["theirs"], cells["side"]) == ("Belongs in KP", "Outside KP", "This plan")
    dialog.theirs_button.click()
    assert set(dialog.choices.sides.values()) == {Side.THEIRS}
    assert "Decision: 1 new" in dialog.brings.text()
