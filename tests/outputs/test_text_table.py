"""Is a table as CSV the same table, with nothing that runs and no CPR number?"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.domain.sheets import CellKind, Sheet, SheetColumn
from desktop.outputs.text_table import csv_table
from desktop.workspace.exporting import export_sheet

COLUMNS = (
    SheetColumn("Navn"),
    SheetColumn("EAN", CellKind.IDENTIFIER),
    SheetColumn("Dag", CellKind.DATE),
    SheetColumn("Beløb", CellKind.NUMBER),
)
SHEET = Sheet(
    "Liste",
    COLUMNS,
    (
        ("Sørensen; & Søn", "5790000000012", date(2026, 11, 20), Decimal("1234.50")),
        ("=1+1", "0001", None, 7),
        ("Se 010160-5003", "", "ukendt", None),
    ),
)


def read(data: bytes) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_every_cell_is_there_as_danes_write_it() -> None:
    rows = read(csv_table(SHEET))
    assert rows[0] == ["Navn", "EAN", "Dag", "Beløb"]
    assert rows[1] == ["Sørensen; & Søn", "5790000000012", "20-11-2026", "1234,50"]
    assert rows[2][1:] == ["0001", "", "7"]
    assert len(rows) == 4


def test_nothing_runs_and_no_cpr_number_is_written() -> None:
    rows = read(csv_table(SHEET))
    assert not rows[2][0].startswith("=")
    assert "5003" not in rows[3][0]


def test_the_ending_says_which_file_it_is(tmp_path: Path) -> None:
    export_sheet(SHEET, tmp_path / "liste.csv")
    export_sheet(SHEET, tmp_path / "liste.xlsx")
    assert (tmp_path / "liste.csv").read_bytes() == csv_table(SHEET)
    assert (tmp_path / "liste.xlsx").read_bytes().startswith(b"PK")
