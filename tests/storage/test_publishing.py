"""Does of several who write one file each lose nothing, and does a dead one hold nobody up?"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import platform
import random
import time
from pathlib import Path

import pytest

from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.storage import publishing
from desktop.storage.publishing import clear_strays, guard_of, guarded, publish, publish_over
from desktop.storage.working_folders import WorkingFolder


def edit(path: Path, who: int, edits: int) -> None:
    """Add edits to a shared list, each saved as the program saves; read again when somebody was faster."""
    chance = random.Random(who)
    for number in range(edits):
        while True:
            try:
                data = path.read_bytes()
            except PermissionError:
                # On Windows, while somebody puts a new one in its place.
                continue
            document = [*json.loads(data), [who, number]]
            time.sleep(chance.random() * 0.0005)
            try:
                publish_over(json.dumps(document).encode(), path, {hashlib.sha256(data).hexdigest()})
            except PlanTrouble as trouble:
                if trouble.fault not in (PlanFault.CHANGED_ON_DISK, PlanFault.BEING_SAVED):
                    raise
            else:
                break


@pytest.mark.parametrize("writers", [2, 4])
def test_no_acknowledged_edit_of_several_writers_is_lost(tmp_path: Path, writers: int) -> None:
    path, edits = tmp_path / "fælles.json", 100
    path.write_bytes(b"[]")
    context = multiprocessing.get_context("spawn")
    people = [context.Process(target=edit, args=(path, who, edits)) for who in range(writers)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert [one.exitcode for one in people] == [0] * writers
    found = json.loads(path.read_bytes())
    assert sorted(found) == [[who, number] for who in range(writers) for number in range(edits)]
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_two_cannot_compare_and_replace_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_GUARD_TRIES", 2)
    path = tmp_path / "plan"
    publish(b"en", path)
    with guarded(path), pytest.raises(PlanTrouble) as caught, guarded(path):
        pass
    assert caught.value.fault is PlanFault.BEING_SAVED
    with guarded(path):
        assert guard_of(path).exists()
    assert not guard_of(path).exists()


def test_a_guard_of_our_own_dead_program_is_taken_at_once(tmp_path: Path) -> None:
    path = tmp_path / "plan"
    home = WorkingFolder.make()
    guard_of(path).write_text(
        json.dumps({"key": "x", "machine": platform.node(), "folder": home.path.name}), encoding="utf-8"
    )
    publishing._break_if_stale(guard_of(path), "")
    assert guard_of(path).exists()
    home.release()
    with guarded(path) as still_ours:
        assert still_ours()


def test_a_guard_of_another_machine_is_taken_when_it_is_two_minutes_old(tmp_path: Path) -> None:
    guard = guard_of(tmp_path / "plan")
    guard.write_text(json.dumps({"key": "x", "machine": "PC-9", "folder": "plan-x"}), encoding="utf-8")
    publishing._break_if_stale(guard, "")
    assert guard.exists()
    then = time.time() - 130
    os.utime(guard, (then, then))
    publishing._break_if_stale(guard, "")
    assert not guard.exists()


def test_who_was_taken_for_dead_does_not_replace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan"
    digest = publish(b"en", path)
    real = publishing.digest_of

    def slow(asked: Path) -> str | None:
        guard_of(path).write_text(json.dumps({"key": "somebody else"}), encoding="utf-8")
        return real(asked)

    monkeypatch.setattr(publishing, "digest_of", slow)
    with pytest.raises(PlanTrouble) as caught:
        publish_over(b"to", path, {digest})
    assert caught.value.fault is PlanFault.BEING_SAVED
    assert path.read_bytes() == b"en"


def test_only_old_temporary_files_of_ours_are_cleared_away(tmp_path: Path) -> None:
    old, fresh, theirs = (tmp_path / name for name in (f"~{'a' * 32}.tmp", f"~{'b' * 32}.tmp", "~noget.tmp"))
    for path in (old, fresh, theirs):
        path.write_bytes(b"halv")
    for path in (old, theirs):
        os.utime(path, (time.time() - 4000,) * 2)
    clear_strays(tmp_path / "plan")
    assert (old.exists(), fresh.exists(), theirs.exists()) == (False, True, True)


def test_the_guard_of_a_plan_that_nobody_saves_any_more_is_cleared_away(tmp_path: Path) -> None:
    """A program that died saving a plan under a new name may never save under that name again."""
    old, fresh, theirs = (
        guard_of(tmp_path / "a.eanplan"),
        guard_of(tmp_path / "b.eanplan"),
        tmp_path / "~a.saving",
    )
    for path in (old, fresh, theirs):
        path.write_bytes(b"{}")
    for path in (old, theirs):
        os.utime(path, (time.time() - 4000,) * 2)
    clear_strays(tmp_path / "c.eanplan")
    assert (old.exists(), fresh.exists(), theirs.exists()) == (False, True, True)


@pytest.mark.parametrize("number", [13, 28, 30, 5, 116, 107, 122])
def test_where_no_temporary_file_can_be_made_the_old_file_is_never_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """There is no second way of saving that could truncate the only copy."""
    path = tmp_path / "plan"
    digest = publish(b"den eneste", path)
    real = Path.open

    def refuse(self: Path, mode: str = "r", *rest: object, **named: object) -> object:
        if "r" not in mode and self != path:
            raise OSError(number, "no")
        assert mode in ("r", "rb"), "the plan itself is never opened for writing"
        return real(self, mode, *rest, **named)  # type: ignore[call-overload]  # handed on as it came

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(OSError, match="no"):
        publish_over(b"ny", path, {digest})
    monkeypatch.undo()
    assert path.read_bytes() == b"den eneste"
    assert [one.name for one in tmp_path.iterdir()] == ["plan"]
