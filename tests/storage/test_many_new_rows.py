"""Does the history know rows that came by the thousand as well as those that came one by one?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.invoices import (
    CitizenEvidence,
    Grade,
    Invoice,
    InvoiceFacts,
    InvoiceId,
    InvoiceKind,
    Place,
)
from desktop.domain.plan import OperationName, PlanRow, RowChange
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.storage import writing
from desktop.storage.database import Database

AT = datetime(2026, 11, 20, 12)  # noqa: DTZ001
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def suppliers(names: list[str]) -> list[Supplier]:
    return [
        Supplier(SupplierId(key), SupplierFacts(number=f"{key:05}", name=name, amount_ore=-key))
        for key, name in enumerate(names, 1)
    ]


def invoices(names: list[str]) -> list[Invoice]:
    places = frozenset({Place.COLUMN, Place.POSTING_TEXT})
    return [
        Invoice(
            InvoiceId(key),
            SupplierId(key),
            InvoiceFacts(
                name,
                f"F-{key}",
                InvoiceKind.CREDIT_NOTE,
                date(2026, 2, 14) if key % 2 else None,
                amount_ore=key * 100,
                matches=(name,) * (key % 3),
                fee=(None, True, False)[key % 3],
                evidence=CitizenEvidence(key % 4, 1, 2, Grade.WEAK, places if key % 2 else frozenset()),
                row=key,
            ),
        )
        for key, name in enumerate(names, 1)
    ]


def record(database: Database, rows: list[PlanRow]) -> None:
    changes = [RowChange(None, row) for row in rows]
    with database.transaction() as transaction:
        transaction.record(OperationName.IMPORT_INVOICES, changes, facts=dict, by="x", at=AT)


def all_rows(path: Path) -> Iterator[object]:
    with closing(sqlite3.connect(path)) as database:
        for table in ("supplier", "invoice", "history_row"):
            yield database.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()  # noqa: S608


def written(names: list[str], *, fewest: int) -> tuple[list[object], list[object], list[object]]:
    """The tables after an import, after taking it back and after doing it again."""
    found = []
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_FEWEST_COPIED", fewest)
        patch.setattr(writing, "_BATCH", 7)
        path = Path(folder) / "plan.sqlite"
        database = Database.create(path)
        record(database, [*suppliers(names), *invoices(names)])
        found.append(list(all_rows(path)))
        for step in ("undo", "redo"):
            with database.transaction() as transaction:
                entry = transaction.next_undo() if step == "undo" else transaction.next_redo()
                assert entry is not None
                getattr(transaction, step)(entry)
            found.append(list(all_rows(path)))
        database.close()
    return found[0], found[1], found[2]


@settings(max_examples=25, deadline=None)
@given(st.lists(any_text, min_size=1, max_size=25))
def test_copied_history_is_the_history_of_single_rows(names: list[str]) -> None:
    copied, undone, redone = written(names, fewest=1)
    assert (copied, undone, redone) == written(names, fewest=1_000)
    assert len(copied[2]) == 2 * len(names)  # type: ignore[arg-type]
    assert undone[:2] == [[], []]
    assert redone == copied


def test_a_row_that_is_there_is_not_replaced_unseen(tmp_path: Path) -> None:
    database = Database.create(tmp_path / "plan.sqlite")
    rows = suppliers([f"Navn {number}" for number in range(30)])
    record(database, list(rows))
    before = list(all_rows(tmp_path / "plan.sqlite"))
    with pytest.raises(Exception, match="UNIQUE"):
        record(database, list(rows))
    assert list(all_rows(tmp_path / "plan.sqlite")) == before
    database.close()
