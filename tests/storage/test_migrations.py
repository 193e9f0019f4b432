"""Does a plan of an earlier version open with everything that was in it, and is the old file kept?"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.errors import NothingToUndo
from desktop.domain.plan import EntryState
from desktop.storage.migrations import STEPS
from desktop.storage.plan_file import open_working_copy
from desktop.storage.schema import FORMAT_VERSION, PLAN_TABLES, metadata
from desktop.workspace.session import Session
from tests.building import ME

DATA = Path(__file__).resolve().parent.parent / "data"
OLD = {version: DATA / f"plan-format-{version}.eanplan" for version in STEPS}


@pytest.fixture(params=sorted(OLD))
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A real plan of an earlier version, made by that version's program."""
    path = tmp_path / "gammel plan.eanplan"
    shutil.copyfile(OLD[request.param], path)
    return path


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as raw:
        return int(raw.execute("PRAGMA user_version").fetchone()[0])


def content(path: Path) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    """Columns and rows of every table of a plan file."""
    with closing(sqlite3.connect(path)) as raw:
        found = {}
        for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall():
            rows = raw.execute(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608 - our own names
            found[table] = ([column[0] for column in rows.description], rows.fetchall())
        return found


def test_there_is_a_step_and_a_plan_for_every_earlier_version() -> None:
    assert sorted(STEPS) == list(range(1, FORMAT_VERSION))
    assert all(version_of(path) == version for version, path in OLD.items())


def test_every_value_of_the_old_plan_stands_in_the_new_one(old: Path, tmp_path: Path) -> None:
    before = content(old)
    session = Session.open(old, who=ME)
    session.save_copy(tmp_path / "ny.eanplan")
    session.close()
    after = content(tmp_path / "ny.eanplan")
    assert version_of(tmp_path / "ny.eanplan") == FORMAT_VERSION
    assert set(after) == {table.name for table in metadata.sorted_tables}
    for table, (columns, rows) in before.items():
        names, found = after[table]
        places = [names.index(column) for column in columns]
        assert [tuple(row[place] for place in places) for row in found] == rows
    assert sum(len(rows) for _, rows in after.values()) == sum(len(rows) for _, rows in before.values())


def test_the_old_plan_can_be_worked_on_from_end_to_end(old: Path) -> None:
    session = Session.open(old, who=ME)
    assert session.assessments()
    assert session.recipients().recipients
    assert session.quality().problems
    session.duplicates()
    again = 0
    while session.next_redo() is not None:
        session.redo()
        again += 1
    done = sum(entry.state is EntryState.APPLIED for entry in session.history())
    for _ in range(done):
        session.undo()
    with pytest.raises(NothingToUndo):
        session.undo()
    assert again == 2
    assert session.assessments() == ()
    for _ in range(done):
        session.redo()
    assert session.letters_made()
    session.close()


def test_opening_changes_no_byte_of_the_old_file(old: Path) -> None:
    before = old.read_bytes()
    session = Session.open(old, who=ME)
    assert session.old_format == version_of(OLD[1])
    assert not session.is_modified
    session.close()
    assert old.read_bytes() == before
    assert [path.name for path in old.parent.glob("*.bak")] == []


def test_the_first_save_keeps_the_old_file_beside_the_new_one(old: Path) -> None:
    before, version = old.read_bytes(), version_of(old)
    session = Session.open(old, who=ME)
    session.save()
    kept = old.with_name(f"gammel plan.v{version}.bak")
    assert kept.read_bytes() == before
    assert version_of(old) == FORMAT_VERSION
    assert session.old_format is None
    session.save()
    session.close()
    assert kept.read_bytes() == before


def test_a_plan_that_was_kept_before_is_not_overwritten(old: Path) -> None:
    kept = old.with_name(f"gammel plan.v{version_of(old)}.bak")
    kept.write_bytes(b"en anden gammel plan")
    before = old.read_bytes()
    session = Session.open(old, who=ME)
    session.save()
    session.close()
    assert kept.read_bytes() == b"en anden gammel plan"
    assert old.with_name(f"{kept.stem}-2.bak").read_bytes() == before


def test_the_new_format_is_never_kept_as_the_old_one(old: Path) -> None:
    """A crash between the rename and the note about it: the next start keeps nothing anew."""
    before = old.read_bytes()
    copy = open_working_copy(old)
    digest, version = copy.digest, copy.old_format
    copy.save()
    copy.pending, copy.digest, copy.old_format = copy.digest, digest, version
    copy.save()
    copy.close()
    assert [path.read_bytes() for path in old.parent.glob("*.bak")] == [before]


def test_a_save_that_fails_leaves_the_old_file(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = hashlib.sha256(old.read_bytes()).hexdigest()
    copy = open_working_copy(old)
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(Exception, match="disk_full"):
        copy.save()
    copy.close()
    assert hashlib.sha256(old.read_bytes()).hexdigest() == before


def test_rows_that_the_history_remembers_in_the_old_width_come_back_with_defaults(old: Path) -> None:
    """A history row is a list in column order; new columns stand at the end, so a shorter list is enough."""
    with closing(sqlite3.connect(old)) as raw:
        widths = {
            table: {
                len(json.loads(text))
                for (text,) in raw.execute(
                    "SELECT after FROM history_row WHERE tab=? AND after IS NOT NULL", (table,)
                )
            }
            for table in PLAN_TABLES
        }
    assert all(width <= len(PLAN_TABLES[table].columns) for table, found in widths.items() for width in found)


def test_what_is_new_in_a_table_stands_at_its_end_and_has_a_default(old: Path) -> None:
    for table, (columns, _) in content(old).items():
        today = list(metadata.tables[table].columns)
        assert [column.name for column in today[: len(columns)]] == columns
        assert all(column.server_default is not None or column.nullable for column in today[len(columns) :])


def test_an_old_plan_with_a_trigger_in_it_is_refused(old: Path) -> None:
    with closing(sqlite3.connect(old)) as raw:
        raw.execute("CREATE TRIGGER x AFTER UPDATE ON supplier BEGIN DELETE FROM supplier; END")
    with pytest.raises(Exception, match="other_schema"):
        Session.open(old, who=ME)
