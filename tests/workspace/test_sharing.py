"""Two people and one plan: who can write, who is told what, and is anything ever lost?"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.domain.plan import EntryState, OperationName
from desktop.storage.lock_note import note_of
from desktop.storage.working_folders import base_folder
from desktop.texts import errors, history
from desktop.workspace import backups, recovery
from desktop.workspace.operations import Decide, ImportSuppliers
from desktop.workspace.session import Opening, Session, Who
from tests.building import ME, NOON, new_session, podiatrist, supplier_list

LONE = Who("lone", "PC-2")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.eanplan"
    session = new_session()
    session.run(ImportSuppliers(supplier_list(podiatrist(1))))
    session.save_as(path)
    session.close()
    return path


def note_on_first(session: Session, text: str) -> None:
    first = session.assessments()[0].supplier.id
    session.run(Decide((first,), Subject.NOTE, text))


def opened(plan: Path, who: Who = ME, opening: Opening = Opening.EDIT) -> Session:
    return Session.open(plan, opening=opening, who=who, clock=lambda: NOON)


# ------------------------------------------------------------------------------------------- read-only


def test_the_second_can_read_and_is_told_who_has_it(plan: Path) -> None:
    first, second = opened(plan), opened(plan, LONE)
    assert not first.is_read_only
    assert second.is_read_only
    assert second.elsewhere is not None
    assert (second.elsewhere.user, second.elsewhere.machine) == ("mkh", "PC-1142")
    assert second.elsewhere.since == NOON
    assert len(second.assessments()) == 1
    for refused in (lambda: note_on_first(second, "x"), second.undo, second.redo, second.save):
        with pytest.raises(PlanTrouble) as caught:
            refused()
        assert caught.value.fault is PlanFault.READ_ONLY
        assert "mkh" in errors.sentence(caught.value)
    first.close()
    second.close()
    assert not note_of(plan).exists()


def test_the_second_can_save_under_another_name_and_work_there(plan: Path, tmp_path: Path) -> None:
    first, second = opened(plan), opened(plan, LONE)
    second.save_as(tmp_path / "lones.eanplan")
    assert not second.is_read_only
    note_on_first(second, "lones note")
    second.save()
    assert first.path != second.path
    first.save()
    first.close()
    second.close()
    assert not note_of(tmp_path / "lones.eanplan").exists()


def test_nobody_saves_over_a_plan_that_somebody_has_open(plan: Path, tmp_path: Path) -> None:
    first, second = opened(plan), new_session()
    before = plan.read_bytes()
    with pytest.raises(PlanTrouble) as caught:
        second.save_as(plan)
    assert caught.value.fault is PlanFault.READ_ONLY
    assert plan.read_bytes() == before
    assert second.path is None
    first.close()
    second.save_as(plan)
    second.close()


def test_who_only_looks_leaves_no_note(plan: Path) -> None:
    looking = opened(plan, opening=Opening.READ)
    assert not note_of(plan).exists()
    with pytest.raises(PlanTrouble):
        note_on_first(looking, "x")
    editing = opened(plan, LONE)
    assert not editing.is_read_only
    editing.close()
    looking.close()


# --------------------------------------------------------------------------------------- taking over


def test_taking_over_is_in_the_history_and_the_other_one_loses_nothing(plan: Path, tmp_path: Path) -> None:
    first = opened(plan)
    note_on_first(first, "mkhs note")
    second = opened(plan, LONE, Opening.TAKE_OVER)
    assert not second.is_read_only
    newest = second.history()[0]
    assert (newest.operation, newest.by) == (OperationName.TAKE_OVER, "lone")
    assert "mkh" in history.entry(newest)
    with pytest.raises(PlanTrouble) as caught:
        first.save()
    assert caught.value.fault is PlanFault.TAKEN_OVER
    assert "lone" in errors.sentence(caught.value)
    second.save()
    first.save_as(tmp_path / "mkhs.eanplan")
    first.close()
    second.close()
    kept = opened(tmp_path / "mkhs.eanplan")
    assert kept.decisions(kept.assessments()[0].supplier.id)[0].value == "mkhs note"
    kept.close()


def test_taking_over_a_plan_that_nobody_has_is_opening_it(plan: Path) -> None:
    session = opened(plan, LONE, Opening.TAKE_OVER)
    assert not session.is_modified
    session.close()


# ------------------------------------------------------------------------------------------- recovery


def crash(session: Session) -> None:
    """What the operating system does when a process dies: locks go, files stay, nothing is tidied."""
    session._copy.database.close()
    session._copy.home.release()


def test_after_a_crash_the_next_start_tells_what_the_file_does_not_have(plan: Path) -> None:
    session = opened(plan)
    note_on_first(session, "en")
    session.save()
    note_on_first(session, "to")
    note_on_first(session, "tre")
    crash(session)
    assert recovery.may_be_any()
    (found,) = recovery.found()
    assert (found.path, found.operations) == (plan, 2)
    assert found.title == "Prøveby Kommune"
    assert found.last is not None
    assert found.last.operation is OperationName.DECIDE
    again = Session.recover(found.folder, who=ME, clock=lambda: NOON)
    assert again.is_modified
    assert again.decisions(again.assessments()[0].supplier.id)[0].value == "tre"
    again.save()
    again.close()
    assert recovery.found() == ()
    assert not recovery.may_be_any()
    kept = opened(plan)
    assert kept.decisions(kept.assessments()[0].supplier.id)[0].value == "tre"
    kept.close()


def test_an_undone_operation_is_beyond_the_file_too(plan: Path) -> None:
    session = opened(plan)
    session.undo()
    crash(session)
    (found,) = recovery.found()
    assert found.operations == 1
    again = Session.recover(found.folder, who=ME)
    again.redo()
    again.close()


def test_a_plan_that_never_had_a_file_is_found(plan: Path) -> None:
    crash(new_session())
    (found,) = recovery.found()
    assert (found.path, found.operations) == (None, 1)
    again = Session.recover(found.folder, who=ME)
    assert again.path is None
    assert again.municipality.name == "Prøveby Kommune"
    again.close()


def test_a_plan_with_nothing_beyond_its_file_is_cleared_away(plan: Path) -> None:
    crash(opened(plan))
    assert recovery.may_be_any()
    assert recovery.found() == ()
    assert not recovery.may_be_any()


def test_a_plan_that_is_open_in_another_window_is_not_offered(plan: Path) -> None:
    session = opened(plan)
    note_on_first(session, "her endnu")
    assert recovery.found() == ()
    note_on_first(session, "og igen")
    session.close()


def test_what_the_user_lets_go_of_is_gone(plan: Path) -> None:
    session = opened(plan)
    note_on_first(session, "en")
    crash(session)
    recovery.discard(recovery.found()[0])
    assert recovery.found() == ()


def test_the_file_may_have_been_saved_a_moment_before_the_crash(plan: Path) -> None:
    """Killed between the rename and the note about it: what the dead program put out is known as ours."""
    session = opened(plan)
    note_on_first(session, "en")
    snapshot = session._copy.snapshot()
    session._copy.pending = hashlib.sha256(snapshot.data).hexdigest()
    session._copy.note_origin()
    plan.write_bytes(snapshot.data)
    crash(session)
    again = Session.recover(recovery.found()[0].folder, who=ME)
    again.save()
    again.close()


def test_somebody_elses_save_since_the_crash_is_not_overwritten(plan: Path) -> None:
    session = opened(plan)
    note_on_first(session, "mkhs")
    crash(session)
    other = opened(plan, LONE, Opening.TAKE_OVER)
    other.save()
    other.close()
    again = Session.recover(recovery.found()[0].folder, who=ME)
    with pytest.raises(PlanTrouble) as caught:
        again.save()
    assert caught.value.fault is PlanFault.CHANGED_ON_DISK
    again.close()


def test_a_damaged_working_copy_is_left_and_not_offered(plan: Path) -> None:
    session = opened(plan)
    note_on_first(session, "en")
    crash(session)
    (folder,) = base_folder().iterdir()
    (folder / "plan.sqlite").write_bytes(b"noget andet")
    assert recovery.found() == ()
    assert folder.is_dir()


def test_what_was_taken_in_from_the_other_version_may_be_replaced(plan: Path, tmp_path: Path) -> None:
    mine = opened(plan)
    note_on_first(mine, "min")
    theirs = opened(plan, LONE, Opening.TAKE_OVER)
    note_on_first(theirs, "deres")
    theirs.save()
    theirs.close()
    mine = reopened_after_crash(mine)
    with pytest.raises(PlanTrouble) as caught:
        mine.save()
    assert caught.value.fault is PlanFault.CHANGED_ON_DISK
    seen = opened(plan, opening=Opening.READ)
    mine.has_taken_in(seen)
    mine.save()
    mine.close()
    seen.close()
    elsewhere = new_session()
    elsewhere.save_as(tmp_path / "en anden.eanplan")
    again = opened(plan)
    with pytest.raises(ValueError, match="another plan"):
        again.has_taken_in(elsewhere)
    again.close()
    elsewhere.close()


def reopened_after_crash(session: Session) -> Session:
    crash(session)
    return Session.recover(recovery.found()[0].folder, who=ME, clock=lambda: NOON)


# ------------------------------------------------------------------------------------ undo, backups


def test_two_hundred_steps_can_be_taken_back_after_saving_and_done_again_after_opening(plan: Path) -> None:
    session = opened(plan)
    for number in range(200):
        note_on_first(session, f"note {number}")
    session.save()
    session.close()
    session = opened(plan)
    key = session.assessments()[0].supplier.id
    for number in reversed(range(200)):
        assert session.decisions(key)[0].value == f"note {number}"
        session.undo()
    assert session.decisions(key) == ()
    session.save()
    session.close()
    session = opened(plan)
    assert sum(entry.state is EntryState.UNDONE for entry in session.history()) == 200
    for number in range(200):
        session.redo()
        assert session.decisions(key)[0].value == f"note {number}"
    assert session.next_redo() is None
    session.close()


def test_every_version_that_a_save_replaced_can_be_opened_again(plan: Path) -> None:
    session = opened(plan)
    for number in range(6):
        note_on_first(session, f"note {number}")
        session.save()
        assert session.backup_trouble is None
    session.close()
    found = backups.earlier_versions(plan)
    assert len(found) == 6
    notes = set()
    for version in found:
        earlier = backups.open_earlier(plan, version, who=ME)
        assert earlier.path is None
        assert earlier.is_modified
        decided = earlier.decisions(earlier.assessments()[0].supplier.id)
        notes.add(decided[0].value if decided else "")
        earlier.close()
    assert notes == {"", *(f"note {number}" for number in range(5))}
    assert backups.forget_all(plan) == 6
    assert backups.earlier_versions(plan) == ()


def test_a_backup_that_was_changed_is_refused(plan: Path) -> None:
    session = opened(plan)
    note_on_first(session, "en")
    session.save()
    session.close()
    (version,) = backups.earlier_versions(plan)
    version.path.write_bytes(version.path.read_bytes() + b"\0")
    with pytest.raises(PlanTrouble) as caught:
        backups.open_earlier(plan, version)
    assert caught.value.fault is PlanFault.DAMAGED


def test_a_save_goes_through_where_no_backup_can_be_made(plan: Path) -> None:
    plan.with_name("plan.backups").write_bytes(b"en fil, hvor mappen skulle ligge")
    session = opened(plan)
    note_on_first(session, "en")
    session.save()
    assert not session.is_modified
    assert session.backup_trouble is not None
    session.close()


class FullDrive:
    """A drive with so many bytes: what does not fit is told when it is synced, as network drives do."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.folder, self.room = folder, self.used(folder)
        real = os.fsync

        def fsync(handle: int) -> None:
            if self.used(folder) > self.room:
                raise OSError(errno.ENOSPC, "no room")
            real(handle)

        monkeypatch.setattr("desktop.storage.publishing.os.fsync", fsync)

    @staticmethod
    def used(folder: Path) -> int:
        return sum(path.stat().st_size for path in folder.rglob("*.eanplan")) + sum(
            path.stat().st_size for path in folder.rglob("*.tmp")
        )


@pytest.mark.parametrize(("plans", "kept"), [(1.2, 0), (2.2, 1)])
def test_a_backup_never_takes_the_room_that_the_save_needs(
    plan: Path, monkeypatch: pytest.MonkeyPatch, plans: float, kept: int
) -> None:
    """Saving needs room for one plan more, and a backup for another."""
    session = opened(plan)
    note_on_first(session, "en")
    drive = FullDrive(monkeypatch, plan.parent)
    drive.room += int(plans * plan.stat().st_size)
    session.save()
    assert not session.is_modified
    trouble = session.backup_trouble
    assert (trouble is None) == bool(kept)
    assert trouble is None or trouble.fault is FileFault.DISK_FULL
    assert len(backups.earlier_versions(plan)) == kept
    session.close()
    assert drive.used(plan.parent) <= drive.room


def test_a_drive_without_room_for_the_save_keeps_the_plan_as_it_was(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = plan.read_bytes()
    session = opened(plan)
    note_on_first(session, "en")
    drive = FullDrive(monkeypatch, plan.parent)
    drive.room += plan.stat().st_size // 2
    with pytest.raises(FileTrouble) as caught:
        session.save()
    assert caught.value.fault is FileFault.DISK_FULL
    assert plan.read_bytes() == before
    drive.room *= 10
    session.save()
    assert session.backup_trouble is None
    assert len(backups.earlier_versions(plan)) == 1
    session.close()


def test_saving_over_another_plan_goes_through_where_there_is_no_room_to_keep_it(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = plan.with_name("anden.eanplan")
    other.write_bytes(plan.read_bytes())
    session = opened(plan)
    note_on_first(session, "en")
    drive = FullDrive(monkeypatch, plan.parent)
    drive.room += int(1.2 * plan.stat().st_size)
    session.save_as(other)
    assert session.backup_trouble is not None
    assert backups.earlier_versions(other) == ()
    session.close()
