"""Is a plan that somebody prepared, broke or edited refused with a sentence, and left as it was?"""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import traceback
from contextlib import closing
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.domain.relevance import Relevance
from desktop.storage import checking
from desktop.storage.invariants import BY_VALUE, DECODED
from desktop.storage.plan_file import open_working_copy
from desktop.storage.schema import PLAN_TABLES
from desktop.storage.working_folders import base_folder
from desktop.texts import errors
from desktop.workspace.operations import Decide, ImportInvoices, ImportSuppliers
from tests.building import invoice, invoice_file, new_session, podiatrist, supplier_list


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan with something in the tables that are asked for their words."""
    path = tmp_path_factory.mktemp("plan") / "plan.eanplan"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EAN_PLANNER_HOME", str(path.parent / "home"))
        session = new_session()
        session.run(ImportSuppliers(supplier_list(*map(podiatrist, (1, 2)))))
        session.run(ImportInvoices(invoice_file([invoice(podiatrist(1), "1", citizens=2)])))
        one = session.assessments()[0].supplier.id
        session.run(Decide((one,), Subject.RELEVANCE, Relevance.KP.value, "aftalt"))
        session.save_as(path)
        session.close()
    return path


@pytest.fixture
def plan(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / "plan.eanplan"
    shutil.copyfile(made, path)
    return path


def edit(plan: Path, *statements: str) -> None:
    with closing(sqlite3.connect(plan)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        for statement in statements:
            raw.execute(statement)
        raw.commit()


def refused(plan: Path) -> PlanTrouble:
    """Opening ends in a sentence; the file's bytes and the folder of working copies are as they were."""
    before = hashlib.sha256(plan.read_bytes()).hexdigest()
    beside = sorted(path.name for path in plan.parent.iterdir())
    with pytest.raises(PlanTrouble) as caught:
        open_working_copy(plan)
    assert hashlib.sha256(plan.read_bytes()).hexdigest() == before
    assert sorted(path.name for path in plan.parent.iterdir()) == beside
    assert list(base_folder().iterdir()) == []
    assert plan.name in errors.sentence(caught.value)
    return caught.value


def test_every_table_is_either_read_row_by_row_or_asked_for_its_values() -> None:
    """A table without a line in `invariants` would let a word through that no reader knows."""
    assert DECODED.keys() | BY_VALUE == PLAN_TABLES.keys()
    assert not DECODED.keys() & BY_VALUE


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE invoice SET kind='noget'", "invoice.kind"),
        ("UPDATE invoice SET format='noget'", "invoice.format"),
        ("UPDATE invoice SET grade='noget'", "invoice.grade"),
        ("""UPDATE invoice SET places='["noget"]'""", "invoice.places"),
        ("UPDATE invoice SET places='ikke en liste'", "invoice.places"),
        ("UPDATE invoice SET matches='['", "invoice.matches"),
        ("UPDATE invoice SET fee=7", "invoice.fee"),
        ("UPDATE invoice SET issue_date='2026-02-30'", "invoice.issue_date"),
        ("UPDATE invoice SET issue_date='i går'", "invoice.issue_date"),
        ("UPDATE supplier SET declared_collective=2", "supplier.declared_collective"),
        ("UPDATE decision SET subject='noget'", "decision"),
        ("UPDATE decision SET at='i går'", "decision"),
        ("UPDATE source SET kind='noget'", "source"),
        ("UPDATE source SET documents='{'", "source"),
        ("UPDATE history SET operation='noget' WHERE id=2", "history.operation"),
        ("UPDATE history SET state='noget' WHERE id=2", "history.operation"),
        ("UPDATE history SET facts='[]' WHERE id=2", "history.facts"),
        ("UPDATE history SET at='' WHERE id=2", "history.facts"),
        ("UPDATE history SET rows=rows+1 WHERE id=2", "history.rows"),
        ("DELETE FROM history_row WHERE id=3", "history.rows"),
        ("UPDATE history_row SET tab='sqlite_master' WHERE id=3", "history_row.tab"),
        ("UPDATE history_row SET before=NULL, after=NULL WHERE id=3", "history_row.after"),
    ],
)
def test_what_no_program_of_ours_wrote_is_found_at_the_door(plan: Path, statement: str, place: str) -> None:
    edit(plan, statement)
    error = refused(plan)
    assert (error.fault, error.detail) == (PlanFault.UNKNOWN_CONTENT, place)


def test_a_trimmed_entry_that_can_not_be_done_again_needs_no_rows(plan: Path) -> None:
    """Only what undo and redo would take needs its rows; a dropped entry may have been trimmed."""
    edit(plan, "UPDATE history SET state='dropped' WHERE id=2", "DELETE FROM history_row WHERE history_id=2")
    open_working_copy(plan).close()


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n"


@pytest.mark.parametrize(
    "statements",
    [
        (f"CREATE VIEW x AS {ENDLESS}",),
        ("DROP TABLE supplier_alias", f"CREATE VIEW supplier_alias AS {ENDLESS}"),
        ("CREATE TRIGGER x AFTER INSERT ON history BEGIN UPDATE supplier SET name='væk'; END",),
        ("CREATE VIRTUAL TABLE x USING fts5(a)",),
        ("CREATE INDEX x ON supplier(lower(name))",),
        ("UPDATE sqlite_master SET sql=replace(sql, 'TEXT', 'BLOB') WHERE name='supplier'",),
        ("ANALYZE",),
    ],
)
def test_tables_that_are_not_ours_are_refused_before_anything_of_them_runs(
    plan: Path, statements: tuple[str, ...]
) -> None:
    edit(plan, *statements)
    assert refused(plan).fault in (PlanFault.OTHER_SCHEMA, PlanFault.DAMAGED)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decision SET reason=CAST(X'61E6FF' AS TEXT)",
        "UPDATE sqlite_master SET sql=CAST(CAST(sql AS BLOB) || X'2D2DFF' AS TEXT) WHERE name='supplier'",
    ],
)
def test_text_that_is_none_is_damage(plan: Path, statement: str) -> None:
    edit(plan, statement)
    assert refused(plan).fault in (PlanFault.DAMAGED, PlanFault.OTHER_SCHEMA)


def test_a_value_of_sixty_megabytes_is_refused(plan: Path) -> None:
    edit(plan, "UPDATE supplier SET name=hex(zeroblob(30000000)) WHERE id=1")
    assert refused(plan).fault is PlanFault.DAMAGED


def test_an_index_that_does_not_fit_its_table_is_found(plan: Path) -> None:
    """What quick_check says "ok" to."""
    edit(
        plan,
        "UPDATE sqlite_master SET sql=replace(sql, '(supplier_id)', '(ean)')"
        " WHERE name='invoice_of_supplier'",
    )
    with closing(sqlite3.connect(plan)) as raw:
        assert raw.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert refused(plan).fault is PlanFault.OTHER_SCHEMA


def test_the_connection_that_looks_can_only_look(plan: Path) -> None:
    with closing(sqlite3.connect(plan, isolation_level=None)) as raw:
        checking._tie_hands(raw, deadline=float("inf"))
        for statement in (
            "ATTACH 'andet.db' AS andet",
            "DELETE FROM supplier",
            "CREATE TABLE x (a)",
            "PRAGMA journal_mode=WAL",
            "PRAGMA writable_schema=ON",
            "VACUUM",
        ):
            with pytest.raises(sqlite3.DatabaseError, match="authori"):
                raw.execute(statement)


def test_what_never_ends_is_stopped(plan: Path) -> None:
    with closing(sqlite3.connect(plan, isolation_level=None)) as raw:
        checking._stop_after(raw, deadline=0.0)
        with pytest.raises(PlanTrouble) as caught, checking.damage_told("plan"):
            raw.execute(f"SELECT count(*) FROM ({ENDLESS})")  # noqa: S608 - the constant above
    assert caught.value.fault is PlanFault.DAMAGED


def test_an_open_plan_opens_no_other_database(plan: Path, tmp_path: Path) -> None:
    copy = open_working_copy(plan)
    with pytest.raises(Exception, match="not authorized"), copy.database.reading() as reader:
        reader._all("ATTACH ? AS andet", (str(tmp_path / "andet.db"),))
    copy.database.compact()
    copy.close()


@pytest.mark.parametrize("suffix", ["-journal", "-wal", "-shm"])
def test_what_another_program_left_beside_the_plan_is_passed_over_and_told(plan: Path, suffix: str) -> None:
    stray = plan.with_name(plan.name + suffix)
    stray.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504))
    copy = open_working_copy(plan)
    assert copy.strays == (stray.name,)
    copy.close()
    assert stray.read_bytes().startswith(b"\xd9\xd5")


def test_every_hostile_plan_of_the_corpus_is_refused(shared: Path, tmp_path: Path) -> None:
    files = sorted((shared / "corpus" / "hostile" / "plan").glob("*.plan"))
    assert len(files) >= 18
    for file in files:
        folder = tmp_path / file.stem
        folder.mkdir()
        refused(Path(shutil.copyfile(file, folder / file.name)))


def test_a_damaged_file_is_let_go_of(plan: Path) -> None:
    """Whoever keeps the trouble keeps no cursor in the file with it: Windows deletes no file that is read."""
    edit(
        plan,
        "UPDATE sqlite_master SET sql=CAST(CAST(sql AS BLOB) || X'2D2DFF' AS TEXT) WHERE name='supplier'",
    )
    with pytest.raises(PlanTrouble) as caught:
        open_working_copy(plan)
    told: BaseException | None = caught.value
    held = []
    while told is not None:
        held += [frame.f_locals for frame, _line in traceback.walk_tb(told.__traceback__)]
        told = told.__context__
    kept = [value for names in held for value in names.values() if isinstance(value, sqlite3.Cursor)]
    assert kept == []
