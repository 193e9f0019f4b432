"""Does the second who opens a plan learn who has it, and is a note taken only from the dead?"""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.storage import lock_note
from desktop.storage.lock_note import Held, Holder, LockNote, acquire, look, new_holder, note_of
from desktop.storage.working_folders import WorkingFolder

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.eanplan"
    path.write_bytes(b"en plan")
    return path


def somebody(user: str = "mkh", machine: str = "PC-1", folder: str = "") -> Holder:
    return new_holder(user, machine, AT, folder)


def mine(plan: Path, holder: Holder | None = None, *, take_over: bool = False) -> LockNote:
    got = acquire(plan, holder or somebody(), take_over=take_over)
    assert isinstance(got, LockNote)
    return got


def aged(path: Path, seconds: float) -> None:
    """Written so long ago, by the clock of the drive."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_the_first_gets_the_note_and_the_second_is_told_who_and_since_when(plan: Path) -> None:
    note = mine(plan, somebody("mkh", "PC-1"))
    got = acquire(plan, somebody("lone", "PC-2"))
    assert isinstance(got, Held)
    assert (got.holder.user, got.holder.machine, got.holder.since, got.stale) == ("mkh", "PC-1", AT, False)
    note.release()
    assert not note_of(plan).exists()
    mine(plan, somebody("lone", "PC-2")).release()


def test_a_note_is_stale_when_neither_it_nor_the_plan_was_touched_for_five_minutes(plan: Path) -> None:
    note = mine(plan)
    aged(note_of(plan), 400)
    assert not held(plan).stale
    aged(plan, 400)
    assert held(plan).stale
    note.beat()
    assert not held(plan).stale
    note.release()


def held(plan: Path) -> Held:
    found = look(plan)
    assert found is not None
    return found


def test_a_stale_note_is_not_taken_unasked(plan: Path) -> None:
    note = mine(plan, somebody("mkh"))
    aged(note_of(plan), 400)
    aged(plan, 400)
    got = acquire(plan, somebody("lone"))
    assert isinstance(got, Held)
    assert got.stale
    note.release()


def test_who_was_taken_over_from_learns_it_and_leaves_the_others_note(plan: Path) -> None:
    first = mine(plan, somebody("mkh"))
    second = mine(plan, somebody("lone"), take_over=True)
    by = first.taken_by()
    assert by is not None
    assert by.user == "lone"
    first.beat()
    first.release()
    assert held(plan).holder.user == "lone"
    second.release()


def test_our_own_dead_programs_note_is_taken_without_a_question(plan: Path) -> None:
    home = WorkingFolder.make()
    note_of(plan).write_bytes(somebody("mkh", "PC-1", home.path.name).as_json())
    alive = acquire(plan, somebody("mkh", "PC-1"))
    assert isinstance(alive, Held)
    home.release()
    other = acquire(plan, somebody("mkh", "PC-2"))
    assert isinstance(other, Held)
    mine(plan, somebody("mkh", "PC-1")).release()


def test_a_deleted_note_is_made_again_by_the_next_heartbeat(plan: Path) -> None:
    note = mine(plan)
    note_of(plan).unlink()
    note.beat()
    assert held(plan).holder.key == note.holder.key
    note.release()


def test_a_heartbeat_makes_no_note_where_the_plan_has_gone(plan: Path) -> None:
    note = mine(plan)
    note_of(plan).unlink()
    plan.unlink()
    note.beat()
    note.release()
    assert not note_of(plan).exists()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", json.dumps({"user": "x"}).encode(), b"\xff\xfe"])
def test_a_note_that_cannot_be_read_holds_the_plan_for_half_a_minute(plan: Path, content: bytes) -> None:
    note_of(plan).write_bytes(content)
    got = acquire(plan, somebody())
    assert isinstance(got, Held)
    assert got.holder.user == ""
    aged(note_of(plan), 31)
    mine(plan).release()


def test_a_folder_without_room_for_a_note_gives_none(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError(13, "read only")

    monkeypatch.setattr(lock_note, "_make", refuse)
    assert acquire(plan, somebody()) is None
