"""How does a table leave the house as plain text? As CSV that Danish programs and plain editors read alike.

Semicolons, UTF-8 with a mark in front, dates as dd-mm-yyyy and decimal commas. A text that a spreadsheet
would run as a formula is kept from it, and CPR numbers are masked as in every list.
"""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

from desktop.domain.formulas import guarded
from desktop.domain.sheets import Cell, CellKind, Sheet
from desktop.outputs.spreadsheet import written_text
from desktop.whole_file import replace_file


def write_csv(path: Path, sheet: Sheet) -> None:
    """Write a table as .csv, in place of whatever has that name.

    Raises:
        FileTrouble: it could not be written; what was there is as it was.
    """
    replace_file(path, csv_table(sheet))


def csv_table(sheet: Sheet) -> bytes:
    """The table as bytes."""
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow([_written(column.title, CellKind.TEXT) for column in sheet.columns])
    for row in sheet.rows:
        table.writerow([_written(cell, column.kind) for column, cell in zip(sheet.columns, row, strict=True)])
    return text.getvalue().encode("utf-8-sig", errors="replace")


def _written(cell: Cell, kind: CellKind) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(written_text(cell, kind if kind is CellKind.IDENTIFIER else CellKind.TEXT))
        case date():
            return f"{cell:%d-%m-%Y}"
        case int() | Decimal():
            return str(cell).replace(".", ",")
