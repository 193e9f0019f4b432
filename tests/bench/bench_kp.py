"""KP: judging 1,000,000 documents and listing them, against bare SQLite reading the same rows"""

from __future__ import annotations

import os
import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from desktop.domain.kp_list import KpFilter
from desktop.domain.kp_rules import Judgement
from desktop.domain.plan import Municipality
from desktop.domain.suppliers import SupplierFacts
from desktop.storage.schema import PLAN_TABLES
from desktop.workspace.operations import ImportSuppliers
from desktop.workspace.session import Session
from tests.building import OLD_EAN, OTHER_EAN, supplier_list

COUNT = int(os.environ.get("KP_DOCUMENTS", "1000000"))
SUPPLIERS = 5_000
_COLUMNS = [column.name for column in PLAN_TABLES["invoice"].columns]


def documents(seed: int = 1) -> Iterator[tuple[object, ...]]:
    """Ten months of invoices; every twentieth is a credit note or a reminder for an earlier one."""
    dice = random.Random(seed)
    known: dict[str, object] = dict.fromkeys(_COLUMNS, "")
    for number in range(1, COUNT + 1):
        kind = "invoice" if number % 20 else ("credit_note" if number % 40 else "reminder")
        row = known | {
            "id": number,
            "supplier_id": number % SUPPLIERS + 1,
            "invoice_no": f"F{number}",
            "kind": kind,
            "issue_date": f"2026-{dice.randrange(1, 11):02}-{dice.randrange(1, 29):02}",
            "ean": OLD_EAN if number % 4 else OTHER_EAN,
            "amount_ore": dice.randrange(10_000, 900_000),
            "currency": "DKK",
            "vat_ore": dice.choice((0, 0, 2_500)),
            "matches": "[]" if kind == "invoice" else f'["F{number - SUPPLIERS}"]',
            "fee": number % 80 // 40 if kind == "reminder" else None,
            "format": "oioubl2",
            "citizens": dice.choice((None, 0, 1, 1, 1, 1, 2)),
            "grade": "certain",
            "places": "[]",
        }
        yield tuple(0 if row[name] == "" and name in _NUMBERS else row[name] for name in _COLUMNS)


_NUMBERS = {column.name for column in PLAN_TABLES["invoice"].columns if column.type.python_type is int} - {
    "amount_ore",
    "vat_ore",
    "fee",
    "citizens",
}


def timed(work: Callable[[], object]) -> float:
    """Seconds of this process: the machine may be busy with others."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> list[Mapping[str, object]]:
    """Seconds of processor time, and each as a multiple of bare SQLite reading what the rules look at."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EAN_PLANNER_HOME"] = folder
        plan = Path(folder) / "stor.eanplan"
        facts = [SupplierFacts(f"{one:06}", f"Fodklinik {one}") for one in range(1, SUPPLIERS + 1)]
        session = Session.create(Municipality(name="Stor Kommune"))
        session.run(ImportSuppliers(supplier_list(*facts)))
        session.save_as(plan)
        session.close()
        bare = _fill(plan)
        session = Session.open(plan)
        session.answers()
        rows: list[Mapping[str, object]] = [_row("bare SQLite reads the rows", bare, bare)]
        rows += [_row(name, timed(work), bare) for name, work in _steps(session)]
        session.close()
    return rows


def _steps(session: Session) -> list[tuple[str, Callable[[], object]]]:
    def listed(wanted: KpFilter) -> Callable[[], object]:
        return lambda: session.kp_list(session.kp(), wanted)

    one = session.assessments()[5].supplier.id
    return [
        ("judge all, in groups", session.kp),
        ("add up by supplier", lambda: session.kp().by_supplier()),
        ("list all by date", listed(KpFilter())),
        ("list what KP rejects", listed(KpFilter(judgement=Judgement.REJECTED))),
        ("search in number and name", listed(KpFilter(search="F99"))),
        ("list one supplier's", listed(KpFilter(supplier_id=one))),
        ("read 200 of a list", lambda: session.kp_judged(session.kp(), range(1, 201))),
    ]


def _fill(plan: Path) -> float:
    """Put the documents in, and return how long reading them takes without any program around."""
    raw = sqlite3.connect(plan)
    marks = ", ".join("?" * len(_COLUMNS))
    raw.executemany(f"INSERT INTO invoice VALUES ({marks})", documents())  # noqa: S608 - question marks
    raw.commit()
    asked = "SELECT id, supplier_id, ean, kind, issue_date, amount_ore, citizens, vat_ore FROM invoice"

    def read() -> None:
        for _row in raw.execute(asked):
            pass

    seconds = timed(read)
    raw.close()
    return seconds


def _row(name: str, seconds: float, bare: float) -> Mapping[str, object]:
    return {
        "what": f"{name}, {COUNT:,}" if name.startswith(("bare", "judge")) else name,
        "seconds": round(seconds, 2),
        "x bare SQLite": round(seconds / bare, 1),
    }
