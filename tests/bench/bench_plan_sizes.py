"""A plan by its size: open, decide, undo, save; seconds of the processor and, in brackets, on the wall"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.domain.assessment import Subject
from desktop.domain.plan import Municipality
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierFacts, SupplierId
from desktop.storage.database import examine
from desktop.workspace.operations import Decide, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import invoice, invoice_file, podiatrist, supplier_list

SIZES = (340, 10_000, 100_000)
INVOICES = {340: 12, 10_000: 12, 100_000: 1}
"""Documents per supplier; the middle one is a large municipality's year."""


def timed(work: Callable[[], object]) -> str:
    """Processor seconds, and seconds on the wall, which the disk and other programs are part of."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return f"{time.process_time() - processor:.2f} ({time.perf_counter() - wall:.2f})"


def main() -> list[Mapping[str, object]]:
    """One row per thing done, one column per size."""
    columns = {size: _measured(size) for size in SIZES}
    return [
        {"what": what, **{f"{size:,}": columns[size][what] for size in SIZES}} for what in columns[SIZES[0]]
    ]


def _measured(size: int) -> Mapping[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EAN_PLANNER_HOME"] = folder
        plan = Path(folder) / "plan.eanplan"
        _make(plan, size)
        found: dict[str, object] = {
            "documents": INVOICES[size] * size,
            "plan file, MB": round(plan.stat().st_size / 1e6, 1),
            "every check, as at each open and save": timed(lambda: examine(plan, name="plan")),
        }
        opened: list[Session] = []
        found["open"] = timed(lambda: opened.append(Session.open(plan)))
        session = opened[0]
        decide = Decide((SupplierId(1),), Subject.RELEVANCE, Relevance.OUTSIDE.value)
        found["decide about one supplier"] = timed(lambda: session.run(decide))
        found["undo it"] = timed(session.undo)
        session.run(decide)
        found["what holds the work up while saving"] = timed(session._copy.snapshot)
        found["save, the version before kept"] = timed(session.save)
        session.close()
    return found


def _make(plan: Path, size: int) -> None:
    people: list[SupplierFacts] = [podiatrist(number) for number in range(1, size + 1)]
    rows = (
        invoice(one, f"{place}-{number}", citizens=number % 3)
        for place, one in enumerate(people)
        for number in range(INVOICES[size])
    )
    session = Session.create(Municipality(name="Stor Kommune"))
    session.run(ImportSuppliers(supplier_list(*people)))
    session.run(ImportInvoices(invoice_file(rows)))
    session.save_as(plan)
    session.close()
