"""Is a plan file whole, ours, and never overwritten when somebody else has changed it?"""

from __future__ import annotations

import errno
import hashlib
import os
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.paths import user_data_dir
from desktop.storage.plan_file import WorkingCopy, create_working_copy, open_working_copy
from desktop.storage.publishing import publish
from desktop.storage.schema import APPLICATION_ID, FORMAT_VERSION
from desktop.storage.sealing import sealed
from desktop.workspace.operations import ImportSuppliers
from desktop.workspace.session import Session
from tests.building import new_session, podiatrist, supplier_list


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A saved plan with one supplier."""
    # Marks that mean something in an address, as far as a file name may have them.
    path = tmp_path / ("plan #1%3F.eanplan" if os.name == "nt" else "plan #1?.eanplan")
    session = new_session()
    session.run(ImportSuppliers(supplier_list(podiatrist(1))))
    session.save_as(path)
    session.close()
    return path


def changed_by(plan: Path, *statements: str) -> bytes:
    """Do something to the plan that the program never does, and return its bytes."""
    with sqlite3.connect(plan) as raw:
        for statement in statements:
            raw.execute(statement)
    raw.close()
    return plan.read_bytes()


def refused(plan: Path) -> PlanTrouble:
    """Opening fails, and the file and the folder of working copies are as they were."""
    before = plan.read_bytes()
    with pytest.raises(PlanTrouble) as caught:
        open_working_copy(plan)
    assert plan.read_bytes() == before
    assert leftovers() == []
    return caught.value


def leftovers() -> list[str]:
    working = user_data_dir() / "working"
    return [path.name for path in working.iterdir()] if working.exists() else []


def files_beside(plan: Path) -> list[tuple[str, bytes]]:
    """The plan and every file in its folder; the folder of backups is not among them."""
    return sorted((path.name, path.read_bytes()) for path in plan.parent.iterdir() if path.is_file())


def test_a_plan_says_what_it_is(plan: Path) -> None:
    with sqlite3.connect(plan) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("PRAGMA user_version").fetchone() == (FORMAT_VERSION,)
        kept = {name for (name,) in raw.execute("SELECT name FROM pragma_table_list WHERE strict")}
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    raw.close()
    assert kept == tables


def test_the_working_copy_is_written_the_way_that_loses_nothing(plan: Path) -> None:
    copy = open_working_copy(plan)
    try:
        with copy.database.reading() as reader:
            settings = {
                name: reader._all(f"PRAGMA {name}")[0][0]
                for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "secure_delete")
            }
    finally:
        copy.close()
    assert settings == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
    }


@pytest.mark.parametrize("data", [b"", b"Navn;CVR\r\n", b"PK\x03\x04" + bytes(100), b"SQLite format 3"])
def test_a_file_that_is_no_plan_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "liste.eanplan"
    path.write_bytes(data)
    assert refused(path).fault is PlanFault.NOT_A_PLAN


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "andet.eanplan"
    changed_by(path, "CREATE TABLE noget (a)")
    assert refused(path).fault is PlanFault.NOT_A_PLAN


def test_a_plan_of_a_newer_program_is_refused_with_both_versions(plan: Path) -> None:
    changed_by(plan, f"PRAGMA user_version={FORMAT_VERSION + 1}")
    error = refused(plan)
    assert (error.fault, error.found, error.known) == (PlanFault.NEWER, FORMAT_VERSION + 1, FORMAT_VERSION)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER x AFTER UPDATE ON supplier BEGIN DELETE FROM supplier; END",
        "CREATE VIEW x AS SELECT 1",
        "CREATE TABLE x (a)",
        "ALTER TABLE supplier ADD COLUMN x TEXT",
        "DROP INDEX invoice_of_supplier",
    ],
)
def test_tables_that_are_not_ours_are_refused(plan: Path, statement: str) -> None:
    changed_by(plan, statement)
    assert refused(plan).fault is PlanFault.OTHER_SCHEMA


def test_a_supplier_less_invoice_is_damage(plan: Path) -> None:
    changed_by(plan, "INSERT INTO decision (id, supplier_id) VALUES (1, 4711)")
    assert refused(plan).fault is PlanFault.DAMAGED


def test_rot_in_the_middle_of_the_file_is_seen(plan: Path) -> None:
    data = bytearray(plan.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = os.urandom(4096)
    plan.write_bytes(data)
    assert refused(plan).fault in (PlanFault.DAMAGED, PlanFault.OTHER_SCHEMA)


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"SQLite format 3\0",
        lambda _: b"SQLite format 3\0" + bytes(8192),
        lambda data: data[:100],
        lambda data: data[: len(data) // 2],
        lambda data: data[:16] + b"\0\3" + data[18:],
    ],
    ids=["magic only", "zeros", "first 100 bytes", "half", "page size 3"],
)
def test_a_plan_that_is_cut_off_or_overwritten_is_damaged(
    plan: Path, damage: Callable[[bytes], bytes]
) -> None:
    plan.write_bytes(damage(plan.read_bytes()))
    assert refused(plan).fault is PlanFault.DAMAGED


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(PlanTrouble) as caught:
        open_working_copy(tmp_path)
    assert caught.value.fault is PlanFault.NOT_A_PLAN


def test_no_place_for_working_copies_is_trouble_a_user_knows(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fil").write_bytes(b"")
    monkeypatch.setenv("EAN_PLANNER_HOME", str(tmp_path / "fil"))
    with pytest.raises(FileTrouble):
        open_working_copy(plan)
    with pytest.raises(FileTrouble):
        create_working_copy()


def test_a_full_disk_in_the_middle_of_an_operation_changes_nothing(plan: Path) -> None:
    copy = open_working_copy(plan)
    session = Session(copy)
    before = session.assessments()
    with copy.database.reading() as reader:
        (pages,) = reader._all("PRAGMA page_count")[0]
        reader._all(f"PRAGMA max_page_count={pages}")
    with pytest.raises(FileTrouble) as caught:
        session.run(ImportSuppliers(supplier_list(*map(podiatrist, range(2, 2_000)))))
    assert caught.value.fault is FileFault.DISK_FULL
    assert session.assessments() == before
    session.close()


def test_a_name_with_a_cpr_number_stands_in_no_error(tmp_path: Path) -> None:
    path = tmp_path / "010160-5003.eanplan"
    path.write_bytes(b"noget andet")
    for trouble in (open_working_copy, lambda one: open_working_copy(one.with_suffix(".væk"))):
        with pytest.raises((PlanTrouble, FileTrouble)) as caught:
            trouble(path)
        assert isinstance(caught.value, PlanTrouble | FileTrouble)
        assert "5003" not in caught.value.name


def test_a_journal_beside_the_plan_is_left_alone(plan: Path) -> None:
    journal = plan.with_name(plan.name + "-journal")
    journal.write_bytes(b"somebody else's journal")
    copy = open_working_copy(plan)
    copy.save()
    copy.close()
    assert journal.read_bytes() == b"somebody else's journal"


def test_a_missing_plan_is_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        open_working_copy(tmp_path / "væk.eanplan")
    assert caught.value.fault is FileFault.MISSING


def test_saving_is_refused_when_somebody_else_saved_in_between(plan: Path) -> None:
    mine, theirs = open_working_copy(plan), open_working_copy(plan)
    plan.write_bytes(plan.read_bytes())
    mine.save()
    publish(plan.read_bytes() + b"\0" * 4096, plan)
    kept = plan.read_bytes()
    with pytest.raises(PlanTrouble) as caught:
        theirs.save()
    assert caught.value.fault is PlanFault.CHANGED_ON_DISK
    assert plan.read_bytes() == kept
    for copy in (mine, theirs):
        copy.close()


def test_saving_is_refused_when_the_plan_has_gone(plan: Path) -> None:
    copy = open_working_copy(plan)
    plan.unlink()
    with pytest.raises(PlanTrouble) as caught:
        copy.save()
    assert caught.value.fault is PlanFault.GONE
    assert not plan.exists()
    copy.close()


def test_a_save_that_fails_leaves_the_old_file_and_nothing_else(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_beside(plan)
    copy = open_working_copy(plan)

    def full(source: object, target: object) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(FileTrouble) as caught:
        copy.save()
    copy.close()
    assert caught.value.fault is FileFault.DISK_FULL
    assert files_beside(plan) == before


def test_a_folder_that_cannot_be_synced_is_no_failed_save(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = open_working_copy(plan)
    real = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "a share without it")
        real(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    copy.save()
    # The file on the disk is ours, so the next save is not taken for an overwriting.
    copy.save()
    copy.close()


def test_what_a_crash_left_beside_the_plan_stops_no_save(plan: Path) -> None:
    left = plan.with_name(f"~{plan.name}.{os.getpid()}.tmp")
    left.write_bytes(b"half a plan")
    copy = open_working_copy(plan)
    copy.save()
    copy.close()
    assert left.read_bytes() == b"half a plan"


def test_a_file_that_is_held_for_a_moment_is_waited_for(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = open_working_copy(plan)
    real, calls = os.replace, []

    def held_twice(source: Path, target: Path) -> None:
        if target == plan:
            calls.append(target)
            if len(calls) < 3:
                raise PermissionError(13, "held")
        real(source, target)

    monkeypatch.setattr(os, "replace", held_twice)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    copy.save()
    copy.close()
    assert len(calls) == 3


def test_the_published_bytes_are_the_working_copys_bytes_with_a_seal(plan: Path, tmp_path: Path) -> None:
    copy = open_working_copy(plan)
    copy.save_copy(tmp_path / "kopi.eanplan")
    data = copy.database.path.read_bytes()
    assert (tmp_path / "kopi.eanplan").read_bytes() == sealed(data)
    assert hashlib.sha256(sealed(data)).hexdigest() == publish(sealed(data), tmp_path / "igen.eanplan")
    copy.close()


def test_a_damaged_working_copy_is_never_published(plan: Path) -> None:
    before = plan.read_bytes()
    copy = open_working_copy(plan)
    inner = bytearray(copy.database.path.read_bytes())
    middle = len(inner) // 2
    inner[middle : middle + 4096] = bytes(4096)
    copy.database.close()
    copy.database.path.write_bytes(inner)
    with pytest.raises(PlanTrouble) as caught:
        copy.save()
    assert caught.value.fault is PlanFault.DAMAGED
    assert plan.read_bytes() == before
    copy.close()


def test_closing_removes_the_working_copy() -> None:
    copy: WorkingCopy = create_working_copy()
    assert len(leftovers()) == 1
    copy.close()
    assert leftovers() == []


def test_a_working_copy_knows_where_it_came_from(plan: Path) -> None:
    copy = open_working_copy(plan)
    told = (copy.home.path / "origin.json").read_text(encoding="utf-8")
    assert hashlib.sha256(plan.read_bytes()).hexdigest() in told
    copy.close()
