"""Is a byte of a saved plan that is no longer what it was noticed, wherever it lies?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.assessment import Subject
from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.domain.suppliers import SupplierId
from desktop.storage.plan_file import WorkingCopy, open_working_copy
from desktop.storage.schema import metadata
from desktop.storage.sealing import Unsealed, sealed, unsealed
from desktop.texts import errors
from desktop.workspace import backups
from desktop.workspace.operations import Decide, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import invoice, invoice_file, new_session, podiatrist, supplier_list

Rows = dict[str, list[tuple[str | int | None, ...]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("plan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EAN_PLANNER_HOME", str(path / "home"))
        yield path


@pytest.fixture(scope="module")
def made(folder: Path) -> bytes:
    """The bytes of a saved plan with something in most of its tables."""
    path = folder / "made.eanplan"
    session = new_session()
    session.run(ImportSuppliers(supplier_list(*map(podiatrist, range(1, 30)))))
    session.run(ImportInvoices(invoice_file([invoice(podiatrist(1), "1", citizens=2)])))
    session.run(Decide((SupplierId(1),), Subject.NOTE, "aftalt på mødet"))
    session.save_as(path)
    session.close()
    return path.read_bytes()


@pytest.fixture(scope="module")
def rows(made: bytes, folder: Path) -> Rows:
    return rows_in(folder, made)


class Saved:
    """A saved plan; Hypothesis writes down what it was given, and its bytes are many."""

    def __init__(self, data: bytes, rows: Rows, folder: Path) -> None:
        self.data, self.rows, self.folder = data, rows, folder


@pytest.fixture(scope="module")
def saved(made: bytes, rows: Rows, folder: Path) -> Saved:
    return Saved(made, rows, folder)


def rows_or_fault(folder: Path, data: bytes) -> Rows | PlanFault:
    """What a program works with, or why it does not."""
    try:
        return rows_in(folder, data)
    except PlanTrouble as error:
        return error.fault


def rows_in(folder: Path, data: bytes) -> Rows:
    """What a program that opens these bytes has to work with."""
    path = folder / "opened.eanplan"
    path.write_bytes(data)
    copy = open_working_copy(path)
    try:
        return rows_of(copy)
    finally:
        copy.close()


def rows_of(copy: WorkingCopy) -> Rows:
    with copy.database.reading() as reader:
        return {
            table.name: reader._all(f"SELECT * FROM {table.name} ORDER BY id")  # noqa: S608 - our own names
            for table in metadata.sorted_tables
        }


def flipped(data: bytes, at: int, by: int) -> bytes:
    return data[:at] + bytes([data[at] ^ by]) + data[at + 1 :]


def trouble_with(folder: Path, data: bytes) -> PlanTrouble:
    with pytest.raises(PlanTrouble) as caught:
        rows_in(folder, data)
    assert caught.value.name in errors.sentence(caught.value)
    return caught.value


def test_a_letter_that_changed_in_a_cell_is_noticed_and_its_table_is_named(made: bytes, folder: Path) -> None:
    """SQLite's own check says "ok" to it: it looks at the structure."""
    at = made.index("aftalt på mødet".encode())
    error = trouble_with(folder, flipped(made, at, 1))
    assert (error.fault, error.detail) == (PlanFault.SPOILT, "decision")
    assert "Afgørelse" in errors.sentence(error)


@given(where=st.floats(0, 1, exclude_max=True), by=st.integers(1, 255))
@settings(max_examples=150, deadline=None)
def test_any_changed_byte_is_told_or_makes_no_difference(where: float, by: int, saved: Saved) -> None:
    found = rows_or_fault(saved.folder, flipped(saved.data, int(where * len(saved.data)), by))
    assert found in (saved.rows, PlanFault.DAMAGED, PlanFault.SPOILT)


@pytest.mark.parametrize("back", range(1, 62))
def test_a_changed_byte_of_the_seal_itself_never_changes_a_row(
    back: int, made: bytes, rows: Rows, folder: Path
) -> None:
    found = rows_or_fault(folder, flipped(made, len(made) - back, 0x55))
    assert found in (rows, PlanFault.DAMAGED, PlanFault.SPOILT)


def test_every_byte_of_a_small_database_is_watched() -> None:
    """Each one, and each bit of it, without opening anything."""
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.execute("CREATE TABLE a (b TEXT)")
        raw.execute("INSERT INTO a VALUES ('noget')")
        raw.commit()
        body = raw.serialize()
    whole = sealed(body)
    assert unsealed(whole) == Unsealed(body)
    for at in range(len(whole)):
        for bit in range(8):
            found = unsealed(flipped(whole, at, 1 << bit))
            assert not found.is_whole or found.body == body, at


@pytest.mark.parametrize("cut", [1, 2, 40, 60, 61, 62, 63, 100])
def test_a_plan_that_lost_its_end_is_told_or_the_same(
    cut: int, made: bytes, rows: Rows, folder: Path
) -> None:
    assert rows_or_fault(folder, made[:-cut]) in (rows, PlanFault.DAMAGED, PlanFault.SPOILT)


def test_blocks_of_a_drive_that_went_bad_are_told(made: bytes, folder: Path) -> None:
    """Also where nothing of the plan is written: what lies beside it may be next."""
    for at in range(0, len(made) - 512, 512):
        if made[at : at + 512] != bytes(512):
            error = trouble_with(folder, made[:at] + bytes(512) + made[at + 512 :])
            assert error.fault in (PlanFault.DAMAGED, PlanFault.SPOILT)


# ------------------------------------------------------------------- what other programs do to a plan


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE supplier SET name='Rettet' WHERE id=1",
        "INSERT INTO supplier_alias (id, supplier_id) VALUES (1, 1)",
        "DELETE FROM problem",
        "VACUUM",
    ],
)
def test_a_plan_that_a_database_program_changed_opens_as_it_is(
    statement: str, made: bytes, folder: Path
) -> None:
    """Whoever changes a plan with such a program means to; it is asked what every plan keeps to."""
    path = folder / "changed.eanplan"
    path.write_bytes(made)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute(statement)
    copy = open_working_copy(path)
    found = rows_of(copy)
    copy.save()
    copy.close()
    with closing(sqlite3.connect(path)) as raw:
        assert found["supplier"] == raw.execute("SELECT * FROM supplier ORDER BY id").fetchall()
    assert rows_in(folder, path.read_bytes()) == found
    assert unsealed(path.read_bytes()).is_whole


def test_a_copy_that_a_database_program_made_opens(made: bytes, rows: Rows, folder: Path) -> None:
    path, copied, compact = (folder / f"{name}.eanplan" for name in ("from", "to", "into"))
    path.write_bytes(made)
    with closing(sqlite3.connect(path)) as raw, closing(sqlite3.connect(copied)) as other:
        raw.backup(other)
        raw.execute("VACUUM INTO ?", (str(compact),))
    assert rows_in(folder, copied.read_bytes()) == rows_in(folder, compact.read_bytes()) == rows


def test_a_database_program_reads_a_plan_as_any_other_database(made: bytes, folder: Path) -> None:
    path = folder / "read.eanplan"
    path.write_bytes(made)
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert raw.execute("SELECT count(*) FROM supplier").fetchone() == (29,)
    assert path.read_bytes() == made


# --------------------------------------------------------------------------- what can still be had of it


def test_what_can_be_read_of_a_spoilt_plan_opens_as_a_new_one(
    made: bytes, rows: Rows, tmp_path: Path
) -> None:
    path = tmp_path / "plan.eanplan"
    path.write_bytes(flipped(made, made.index("aftalt på mødet".encode()), 1))
    before = path.read_bytes()
    session = backups.open_spoilt(path)
    try:
        assert session.path is None
        assert session.is_modified
        assert [one.supplier for one in session.assessments()]
        session.save_as(tmp_path / "ny.eanplan")
    finally:
        session.close()
    assert path.read_bytes() == before
    again = Session.open(tmp_path / "ny.eanplan")
    assert len(again.assessments()) == len(rows["supplier"])
    again.close()


def test_nothing_is_had_of_a_plan_that_is_broken(made: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.eanplan"
    path.write_bytes(made[:4096] + bytes(len(made) - 4096))
    with pytest.raises(PlanTrouble) as caught:
        backups.open_spoilt(path)
    assert caught.value.fault is PlanFault.DAMAGED
