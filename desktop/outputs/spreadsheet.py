"""How does a table leave the house as a spreadsheet that shows exactly what the plan holds?

Every text is written as text: nothing in it becomes a formula, a link or a number, whatever it looks like.
The workbook is made in memory and reaches the disk whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import cpr
from desktop.domain.sheets import Cell, CellKind, Sheet, SheetColumn
from desktop.whole_file import Pause, replace_file

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_MOST_ROWS = 1_048_575
"""Rows below the headings that a sheet of Excel holds."""
_LONGEST_TEXT = 32_767
"""UTF-16 units that a cell holds."""
_NARROWEST, _WIDEST, _MEASURED = 8, 60, 1_000

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_SHEET_NAME = 31

_TEXT_FORMAT = {"num_format": "@", "valign": "top"}
_FORMATS: dict[CellKind, dict[str, str]] = {
    CellKind.TEXT: _TEXT_FORMAT,
    # As text also when a cell is edited later, so that 5798… stays 13 digits.
    CellKind.IDENTIFIER: _TEXT_FORMAT,
    CellKind.NUMBER: {"num_format": "General", "valign": "top"},
    CellKind.DATE: {"num_format": "dd-mm-yyyy", "valign": "top"},
}


def write_spreadsheet(path: Path, sheet: Sheet, *, pause: Pause | None = None) -> None:
    """Write a table as .xlsx, in place of whatever has that name.

    Args:
        pause: how to wait for a file that another program holds open.

    Raises:
        FileTrouble: it could not be written; what was there is as it was.
    """
    data = spreadsheet(sheet)
    if pause is None:
        replace_file(path, data)
    else:
        replace_file(path, data, pause=pause)


def spreadsheet(sheet: Sheet) -> bytes:
    """The workbook as bytes. A table with more rows than a sheet holds goes on in the next one."""
    from xlsxwriter import Workbook

    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(buffer, options) as workbook:
        heading = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        formats = {kind: workbook.add_format(dict(looks)) for kind, looks in _FORMATS.items()}
        for name, rows in _parts(sheet):
            _fill(workbook.add_worksheet(name), sheet.columns, rows, heading, formats)
    return buffer.getvalue()


def _parts(sheet: Sheet) -> Iterator[tuple[str, tuple[tuple[Cell, ...], ...]]]:
    """The rows of each sheet with its name; a table without rows still has its headings."""
    name = _NOT_IN_SHEET_NAME.sub(" ", cpr.scrub(sheet.name)).strip("' ") or "1"
    for number, start in enumerate(range(0, max(1, len(sheet.rows)), _MOST_ROWS), 1):
        ending = f" ({number})" if number > 1 else ""
        yield name[: _LONGEST_SHEET_NAME - len(ending)] + ending, sheet.rows[start : start + _MOST_ROWS]


def _fill(
    worksheet: Worksheet,
    columns: tuple[SheetColumn, ...],
    rows: tuple[tuple[Cell, ...], ...],
    heading: Format,
    formats: dict[CellKind, Format],
) -> None:
    for at, column in enumerate(columns):
        worksheet.write_string(0, at, written_text(column.title, CellKind.TEXT), heading)
        worksheet.set_column(at, at, _width(at, column, rows), formats[column.kind])
    for line, row in enumerate(rows, 1):
        for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
            _put(worksheet, line, at, cell, column.kind, formats)
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, len(rows), len(columns) - 1)
    if rows:
        # An EAN number as text is meant: no green corner in every cell.
        worksheet.ignore_errors({"number_stored_as_text": _area(len(rows), len(columns))})


def _put(
    worksheet: Worksheet, line: int, at: int, cell: Cell, kind: CellKind, formats: dict[CellKind, Format]
) -> None:
    match cell:
        case None | "":
            return
        case str():
            # A text in a column of numbers or dates is still a text, and may hold anything.
            told = kind if kind is CellKind.IDENTIFIER else CellKind.TEXT
            if text := written_text(cell, told):
                worksheet.write_string(line, at, text, formats[told])
        case date():
            worksheet.write_datetime(line, at, cell, formats[CellKind.DATE])
        case int() | Decimal():
            worksheet.write_number(line, at, cell, formats[CellKind.NUMBER])


def written_text(text: str, kind: CellKind) -> str:
    """A text as it stands in the file: CPR numbers masked, without what no spreadsheet can hold."""
    kept = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if kind is not CellKind.IDENTIFIER:
        kept = cpr.scrub(kept)
    while len(kept.encode("utf-16-le")) // 2 > _LONGEST_TEXT:
        kept = kept[: _LONGEST_TEXT // 2] + "…"
    return kept


def _width(at: int, column: SheetColumn, rows: tuple[tuple[Cell, ...], ...]) -> int:
    """In characters: wide enough for most cells, and for the heading with its filter button."""
    longest = max((_shown_length(row[at]) for row in rows[:_MEASURED]), default=0)
    return max(_NARROWEST, min(_WIDEST, max(longest + 1, len(column.title) + 4)))


def _shown_length(cell: Cell) -> int:
    if isinstance(cell, date):
        return len("dd-mm-yyyy")
    return len(str(cell)) if cell is not None else 0


def _area(rows: int, columns: int) -> str:
    from xlsxwriter.utility import xl_range

    return str(xl_range(1, 0, rows, columns - 1))
