"""Is it told what a plan keeps, and does a cleaning leave nothing behind in any byte of the file?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.errors import PlanTrouble
from desktop.domain.plan import OperationName
from desktop.domain.privacy import Deletion, PlaceKind, deletion, first_kept
from desktop.domain.suppliers import SupplierId
from desktop.workspace import backups, privacy
from desktop.workspace.keeping import Opening
from desktop.workspace.operations import Decide
from desktop.workspace.operations.privacy import SetDeletionDate
from desktop.workspace.session import Session
from tests.storage.test_migrations import OLD
from tests.ui.plans import TODAY, small_plan

SECRET = "Marsvinet flyttede til Hundested"


def ticking() -> Callable[[], datetime]:
    """A clock that goes on a day with each look."""
    days = iter(range(1_000))
    return lambda: TODAY - timedelta(days=500) + timedelta(days=next(days))


def note(session: Session, text: str) -> None:
    session.run(Decide((SupplierId(1),), Subject.NOTE, text))


@pytest.fixture
def plan() -> Session:
    session = small_plan()
    note(session, SECRET)
    note(session, "Noget andet")
    return session


def test_everything_the_plan_keeps_is_counted(plan: Session, tmp_path: Path) -> None:
    plan.save_as(path := tmp_path / "p [1].eanplan")
    note(plan, "tredje")
    plan.save()
    found = privacy.inventory(plan)
    assert (found.rows["supplier"], found.rows["invoice"], found.rows["decision"]) == (8, 70, 1)
    assert found.entries == 6
    assert found.contacts == 7
    assert found.users == ("mkh",)
    assert found.remembered > 80
    places = {one.kind: one for one in found.places}
    assert set(places) == set(PlaceKind)
    assert places[PlaceKind.PLAN].size == path.stat().st_size
    assert places[PlaceKind.BACKUPS].files == 1
    assert places[PlaceKind.LOCK_NOTE].files == 1
    assert places[PlaceKind.WORKING_COPY].files >= 2
    plan.close()


def test_a_cleaned_history_leaves_nothing_in_any_byte(plan: Session, tmp_path: Path) -> None:
    plan.save_as(path := tmp_path / "plan.eanplan")
    assert SECRET.encode() in path.read_bytes()
    assert privacy.clean_history(plan, keep=0) == 5
    working = plan.working_folder
    assert all(SECRET.encode() not in one.read_bytes() for one in working.iterdir() if one.is_file())
    plan.save()
    assert SECRET.encode() not in path.read_bytes()
    assert any(SECRET.encode() in one.path.read_bytes() for one in backups.earlier_versions(path))
    assert backups.forget_all(path) >= 1
    assert not any(SECRET.encode() in one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    plan.close()
    again = Session.open(path)
    assert [one.operation for one in again.history()] == [OperationName.CLEAN_HISTORY]
    assert [one.value for one in again.decisions(SupplierId(1))] == ["Noget andet"]
    again.close()


def test_the_plan_as_an_earlier_format_had_it_goes_with_the_earlier_versions(tmp_path: Path) -> None:
    """It has the whole history from before the cleaning."""
    shutil.copyfile(OLD[1], path := tmp_path / "plan [1].eanplan")
    (other := tmp_path / "plan [1].v2 fra Lone.bak").write_bytes(b"ikke vores")
    session = Session.open(path)
    note(session, "en")
    session.save()
    kept = {one.kind: one for one in privacy.inventory(session).places}
    session.close()
    assert kept[PlaceKind.OLD_FORMAT].files == 1
    assert backups.forget_all(path) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted((path.name, other.name))


def test_what_is_kept_can_still_be_undone(plan: Session) -> None:
    assert privacy.clean_history(plan, keep=1) == 4
    assert [one.number for one in plan.history()] == [6, 5]
    plan.undo()
    plan.undo()
    assert [one.value for one in plan.decisions(SupplierId(1))] == [SECRET]
    assert plan.next_undo() is None
    plan.close()


def test_entries_before_a_day_go() -> None:
    session = small_plan(clock=ticking())
    days = [one.at.date() for one in session.history()]
    assert len(set(days)) == 3
    assert privacy.clean_history(session, before=days[1]) == 1
    assert [one.at.date() for one in session.history()][1:] == days[:2]
    assert privacy.clean_history(session, before=days[2]) == 0
    session.close()


def test_a_plan_that_is_only_looked_at_is_not_cleaned(plan: Session, tmp_path: Path) -> None:
    plan.save_as(path := tmp_path / "plan.eanplan")
    plan.close()
    session = Session.open(path, opening=Opening.READ)
    with pytest.raises(PlanTrouble):
        privacy.clean_history(session, keep=0)
    assert len(session.history()) == 5
    session.close()


def test_first_kept_of_nothing_and_of_less_than_there_is(plan: Session) -> None:
    assert first_kept(()) == 1
    assert first_kept(plan.history(), keep=99) == 1
    assert first_kept(plan.history(), before=date(2030, 1, 1)) == 6
    plan.close()


def test_the_deletion_date_is_kept_and_comes_near(plan: Session) -> None:
    assert privacy.deletion_state(plan) == (Deletion.NOT_SET, None)
    plan.run(SetDeletionDate(day := date(2026, 12, 1)))
    assert privacy.deletion_state(plan) == (Deletion.NEAR, day)
    assert privacy.inventory(plan).delete_on == day
    plan.undo()
    assert privacy.deletion_state(plan) == (Deletion.NOT_SET, None)
    plan.close()
    assert deletion(day, day) is Deletion.PASSED
    assert deletion(day, day - timedelta(days=31)) is Deletion.FAR
    assert deletion(day, day - timedelta(days=30)) is Deletion.NEAR
