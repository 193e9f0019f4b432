"""The plan: taking in 100,000 suppliers, undoing it, opening and saving, against plain SQLite"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from desktop.domain.assessment import Subject
from desktop.domain.plan import Municipality, OperationName, RowChange
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.storage.rows import encode
from desktop.workspace.importing import summarise_suppliers
from desktop.workspace.operations import Decide, ImportSuppliers
from desktop.workspace.session import Session
from tests.bench.bench_import import ROOT, peak_mb
from tests.building import supplier_list

COUNT = 100_000


def facts(number: int) -> SupplierFacts:
    return SupplierFacts(
        number=f"{number:010}",
        name=f"Klinikken på Søndergade {number} ApS",
        cvr=f"{10_000_000 + number}",
        address=f"Søndergade {number % 300}",
        postal_code=f"{1000 + number % 8999}",
        city="Prøveby",
        email=f"post{number}@klinik.example",
        trade_code="869020",
    )


class Times(NamedTuple):
    """Seconds by the clock, and those of the processor, which neighbours on the machine disturb least."""

    seconds: float
    cpu: float


def timed(work: Callable[[], object]) -> Times:
    start, started = time.perf_counter(), time.process_time()
    work()
    return Times(time.perf_counter() - start, time.process_time() - started)


def floor(folder: Path) -> Times:
    """The same rows and the same history rows by bare sqlite3, one transaction, the same settings."""
    rows = [encode(Supplier(SupplierId(number), facts(number))) for number in range(1, COUNT + 1)]
    remembered = [(place, 1, "supplier", place, None, json.dumps(row)) for place, row in enumerate(rows)]

    def write() -> None:
        raw = sqlite3.connect(folder / "floor.sqlite")
        raw.execute("PRAGMA journal_mode=TRUNCATE")
        raw.execute("PRAGMA synchronous=FULL")
        columns = ", ".join(f"c{number}" for number in range(len(rows[0]) - 1))
        raw.execute(f"CREATE TABLE supplier (id INTEGER PRIMARY KEY, {columns})")
        raw.execute("CREATE TABLE history_row (id INTEGER PRIMARY KEY, a, b, c, d, e)")
        marks = ",".join("?" * len(rows[0]))
        raw.executemany(f"INSERT INTO supplier VALUES ({marks})", rows)  # noqa: S608 - question marks
        raw.executemany("INSERT INTO history_row VALUES (?,?,?,?,?,?)", remembered)
        raw.commit()
        raw.close()

    return timed(write)


def write_ready_rows() -> Times:
    """Our own writing of the same rows, with nothing to be worked out before."""
    new = (Supplier(SupplierId(number), facts(number)) for number in range(1, COUNT + 1))
    changes = [RowChange(None, one) for one in new]
    session = Session.create(Municipality(name="Stor Kommune"))

    def write() -> None:
        with session._copy.database.transaction() as transaction:
            name, at = OperationName.IMPORT_SUPPLIERS, session.now
            transaction.record(name, changes, facts=dict, by="mkh", at=at)

    times = timed(write)
    session.close()
    return times


def main() -> list[Mapping[str, object]]:
    """Seconds, and the processor's as a multiple of bare SQLite writing the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EAN_PLANNER_HOME"] = folder
        bare = floor(Path(folder))
        rows = [_row("floor: sqlite3 executemany", bare, bare)]
        rows.append(_row("write the same rows and their history", write_ready_rows(), bare))
        plan = Path(folder) / "stor.eanplan"
        rows += [_row(name, times, bare) for name, times in _life(plan)]
        rows.append(_row("open, with full check", timed(lambda: Session.open(plan).close()), bare))
        rows.append(_undone_alone(plan))
    return rows


def _life(plan: Path) -> Iterator[tuple[str, Times]]:
    reading = supplier_list(*(facts(number) for number in range(1, COUNT + 1)))
    session = Session.create(Municipality(name="Stor Kommune"))
    outside = Decide((SupplierId(7),), Subject.RELEVANCE, Relevance.OUTSIDE.value)
    steps: list[tuple[str, Callable[[], object]]] = [
        ("import 100,000 suppliers", lambda: session.run(ImportSuppliers(reading))),
        ("work out all answers", session.assessments),
        ("decide about one supplier", lambda: session.run(outside)),
        ("answers after it", session.assessments),
        ("take the decision back", session.undo),
        ("answers after that", session.assessments),
        ("undo the import", session.undo),
        ("redo it", session.redo),
        ("what the same list would change", lambda: summarise_suppliers(session, reading)),
        ("import the same list again", lambda: session.run(ImportSuppliers(reading))),
        ("save, with full check", lambda: session.save_as(plan)),
    ]
    for name, work in steps:
        yield name, timed(work)
    session.close()


def _undone_alone(plan: Path) -> Mapping[str, object]:
    """What undoing the import holds in memory, in a process that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.bench_plan", str(plan)],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    before, peak = json.loads(done.stdout.splitlines()[-1])
    return {"what": "undo the import in an opened plan", "MB before": before, "peak MB": peak}


def undo_all(plan: Path) -> tuple[int, int]:
    """The most memory held before the import is taken back, and after."""
    session = Session.open(plan)
    before = peak_mb()
    while (entry := session.next_undo()) and entry.operation is not OperationName.SET_UP:
        session.undo()
    peak = peak_mb()
    session.close()
    return round(before), round(peak)


def _row(name: str, times: Times, bare: Times) -> Mapping[str, object]:
    return {
        "what": name,
        "seconds": round(times.seconds, 2),
        "cpu": round(times.cpu, 2),
        "x floor (cpu)": round(times.cpu / bare.cpu, 1),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(undo_all(Path(sys.argv[1]))) + "\n")
