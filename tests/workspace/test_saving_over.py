"""Is a version that nobody has seen ever saved over? Saving as, saving a copy, drives that answer late."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.storage import publishing
from desktop.storage.lock_note import note_of
from desktop.storage.plan_file import backup_of_format
from desktop.workspace import backups, merging
from desktop.workspace.operations import Decide, ImportSuppliers
from desktop.workspace.session import Opening, Session, Who
from tests.building import ME, NOON, new_session, podiatrist, supplier_list
from tests.storage.test_migrations import OLD

LONE = Who("lone", "PC-2")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.eanplan"
    session = new_session()
    session.run(ImportSuppliers(supplier_list(podiatrist(1))))
    session.save_as(path)
    session.close()
    return path


def opened(plan: Path, who: Who = ME, opening: Opening = Opening.EDIT) -> Session:
    return Session.open(plan, opening=opening, who=who, clock=lambda: NOON)


def write_note(session: Session, text: str) -> None:
    session.run(Decide((session.assessments()[0].supplier.id,), Subject.NOTE, text))


def note_in(plan: Path) -> str:
    session = opened(plan, opening=Opening.READ)
    (decided,) = session.decisions(session.assessments()[0].supplier.id)
    session.close()
    return decided.value


def saved_by_lone(plan: Path) -> bytes:
    """Lone takes the plan over, saves, and has it open no more."""
    lone = opened(plan, LONE, Opening.TAKE_OVER)
    write_note(lone, "Lones")
    lone.save()
    lone.close()
    return plan.read_bytes()


# ------------------------------------------------------------------------------- saving as the same name


def test_saving_as_the_plans_own_name_is_saving(plan: Path) -> None:
    mine = opened(plan)
    write_note(mine, "min")
    mine.save_as(plan)
    write_note(mine, "min igen")
    mine.save()
    mine.close()
    assert note_in(plan) == "min igen"
    assert len(backups.earlier_versions(plan)) == 2


def test_saving_as_the_plans_own_name_replaces_nobody_elses_version(plan: Path) -> None:
    mine = opened(plan)
    write_note(mine, "min")
    theirs = saved_by_lone(plan)
    with pytest.raises(PlanTrouble) as caught:
        mine.save_as(plan)
    assert caught.value.fault is PlanFault.CHANGED_ON_DISK
    assert plan.read_bytes() == theirs
    mine.close()


def test_saving_as_the_plans_own_name_does_not_take_it_back_from_who_took_it_over(plan: Path) -> None:
    mine = opened(plan)
    write_note(mine, "min")
    lone = opened(plan, LONE, Opening.TAKE_OVER)
    before = plan.read_bytes()
    with pytest.raises(PlanTrouble) as caught:
        mine.save_as(plan)
    assert caught.value.fault is PlanFault.TAKEN_OVER
    assert plan.read_bytes() == before
    lone.close()
    mine.close()


def test_a_plan_that_has_gone_can_be_saved_where_it_was(plan: Path) -> None:
    mine = opened(plan)
    write_note(mine, "min")
    plan.rename(plan.with_name("flyttet.eanplan"))
    with pytest.raises(PlanTrouble) as caught:
        mine.save()
    assert caught.value.fault is PlanFault.GONE
    mine.save_as(plan)
    assert not mine.is_modified
    mine.close()
    assert note_in(plan) == "min"


# --------------------------------------------------------------------------------------------- copies


def test_a_copy_does_not_take_the_place_of_the_plan_itself(plan: Path) -> None:
    mine = opened(plan)
    write_note(mine, "min")
    before = plan.read_bytes()
    with pytest.raises(FileTrouble) as caught:
        mine.save_copy(plan)
    assert caught.value.fault is FileFault.EXISTS
    assert plan.read_bytes() == before
    mine.save()
    mine.close()


def test_a_copy_does_not_take_the_place_of_a_plan_that_somebody_has_open(plan: Path, tmp_path: Path) -> None:
    lone, mine = opened(plan, LONE), new_session()
    before = plan.read_bytes()
    with pytest.raises(PlanTrouble) as caught:
        mine.save_copy(plan)
    assert caught.value.fault is PlanFault.READ_ONLY
    assert caught.value.by == ("lone", "PC-2")
    assert plan.read_bytes() == before
    lone.close()
    mine.save_copy(plan)
    assert len(backups.earlier_versions(plan)) == 1, "the plan it replaced can be had back"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["plan.backups", "plan.eanplan"]
    mine.close()


# -------------------------------------------------------------------------------- drives that answer late


def test_a_save_that_got_through_although_the_drive_said_no_is_known_as_ours(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server renamed, and the connection broke before it could say so."""
    real = os.replace

    def replaced_and_lost(source: Path, target: Path) -> None:
        real(source, target)
        if Path(target) == plan:
            raise OSError(errno.ETIMEDOUT, "no answer")

    mine = opened(plan)
    for text in ("første", "anden"):
        write_note(mine, text)
        with monkeypatch.context() as patched:
            patched.setattr(os, "replace", replaced_and_lost)
            with pytest.raises(FileTrouble) as caught:
                mine.save()
        assert caught.value.fault is FileFault.NO_ANSWER
        assert mine.is_modified
    write_note(mine, "tredje")
    mine.save()
    mine.close()
    assert note_in(plan) == "tredje"


# ----------------------------------------------------------------------------------------- odd backups


def test_a_file_with_an_impossible_time_among_the_backups_stops_no_save(plan: Path) -> None:
    folder = plan.with_name("plan.backups")
    folder.mkdir()
    odd = folder / "99999999T999999Z-0123456789abcdef.eanplan"
    odd.write_bytes(b"ikke vores")
    mine = opened(plan)
    write_note(mine, "min")
    mine.save()
    assert mine.backup_trouble is None
    mine.close()
    assert len(backups.earlier_versions(plan)) == 1
    assert odd.read_bytes() == b"ikke vores"


# -------------------------------------------------------------------------------- the earlier format


def test_a_plan_of_an_earlier_format_that_was_merged_is_kept_before_it_is_replaced(tmp_path: Path) -> None:
    plan = tmp_path / "gammel.eanplan"
    shutil.copyfile(OLD[1], plan)
    mine = opened(plan)
    other = merging.open_copy(plan)
    merging.take_in(mine, other)
    other.close()
    write_note(mine, "min")
    mine.save()
    mine.close()
    assert backup_of_format(plan, 1).read_bytes() == OLD[1].read_bytes()


# -------------------------------------------------------------------------------------- names and notes


def test_a_name_that_leaves_no_room_for_what_lies_beside_it_is_refused_at_once(tmp_path: Path) -> None:
    """Saved once and never again would be worse: a save needs a name of its own beside the plan's."""
    mine = new_session()
    for length in (240, 247, 250):
        with pytest.raises(FileTrouble) as caught:
            mine.save_as(tmp_path / f"{'p' * length}.eanplan")
        assert caught.value.fault is FileFault.PATH_TOO_LONG
    assert list(tmp_path.iterdir()) == []
    mine.save_as(tmp_path / f"{'p' * 239}.eanplan")
    mine.run(ImportSuppliers(supplier_list(podiatrist(1))))
    mine.save()
    assert mine.backup_trouble is None
    mine.close()


def test_a_folder_of_the_plans_name_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "plan.eanplan").mkdir()
    mine = new_session()
    with pytest.raises(FileTrouble) as caught:
        mine.save_as(tmp_path / "plan.eanplan")
    assert caught.value.fault is FileFault.IS_FOLDER
    mine.close()


@pytest.mark.parametrize("written", [b"[" * 100_000, b'{"user":' * 100_000, b"x" * 10_000_000])
def test_a_note_that_nobody_of_ours_wrote_is_somebody_elses(plan: Path, written: bytes) -> None:
    note_of(plan).write_bytes(written)
    mine = opened(plan)
    assert mine.is_read_only
    mine.close()
    assert note_of(plan).exists()


def test_a_guard_that_nobody_of_ours_wrote_is_waited_for(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_GUARD_TRIES", 2)
    mine = opened(plan)
    write_note(mine, "min")
    publishing.guard_of(plan).write_bytes(b"[" * 100_000)
    with pytest.raises(PlanTrouble) as caught:
        mine.save()
    assert caught.value.fault is PlanFault.BEING_SAVED
    mine.close()
