"""The plan: taking in 100,000 suppliers, undoing it, opening and saving, against plain SQLite"""

from __future__ import annotations

import json
import os
import sqlite3
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.domain.plan import Municipality
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.storage.rows import encode
from desktop.workspace.operations import ImportSuppliers
from desktop.workspace.session import Session
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


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def floor(folder: Path) -> float:
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


def main() -> list[Mapping[str, object]]:
    """Seconds, and each as a multiple of bare SQLite writing the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EAN_PLANNER_HOME"] = folder
        bare = floor(Path(folder))
        plan = Path(folder) / "stor.eanplan"
        reading = supplier_list(*(facts(number) for number in range(1, COUNT + 1)))
        session = Session.create(Municipality(name="Stor Kommune"))
        steps: list[tuple[str, Callable[[], object]]] = [
            ("import 100,000 suppliers", lambda: session.run(ImportSuppliers(reading))),
            ("work out all answers", session.assessments),
            ("undo the import", session.undo),
            ("redo it", session.redo),
            ("import the same list again", lambda: session.run(ImportSuppliers(reading))),
            ("save, with full check", lambda: session.save_as(plan)),
        ]
        rows = [_row(name, timed(work), bare) for name, work in steps]
        session.close()
        rows.append(_row("open, with full check", timed(lambda: Session.open(plan).close()), bare))
    return [_row("floor: sqlite3 executemany", bare, bare), *rows]


def _row(name: str, seconds: float, bare: float) -> Mapping[str, object]:
    return {"what": name, "seconds": round(seconds, 2), "x floor": round(seconds / bare, 1)}
