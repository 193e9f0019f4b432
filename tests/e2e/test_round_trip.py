"""Do identifiers survive the whole way: a list as CSV and as XLSX, the plan, a save, and out again as XLSX?

Ten thousand made-up suppliers go through: leading zeros, numbers that a spreadsheet would round or show as a
power of ten, and names that look like something else.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from random import Random

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import ean as gs1

from desktop.domain.imports import TableChoices
from desktop.domain.sheets import CellKind, Sheet, SheetColumn
from desktop.workspace.exporting import export_sheet
from desktop.workspace.importing import read_suppliers
from desktop.workspace.operations import ImportSuppliers
from desktop.workspace.session import Session
from tests.building import new_session

ROWS_A_FILE = 400
FILES = 25
HEADINGS = ("Kreditornr.", "Navn", "CVR-nr.", "EAN-nr.", "Postnr.")
FORMATS = (None, None, None, "@", "0000")
"""The XLSX keeps numbers as text where they must be, and postal codes as numbers that a format pads."""

Row = tuple[str, str, str, str, str]

NAMES = (
    "NA",
    "Null ApS",
    "1E5 Klinik",
    "Søndergård & Søn",
    "O'Neills Tandlæger",
    "A <B> ApS",
    "-2+3 I/S",
    "Ærø Fys",
)


def made(seed: int) -> list[Row]:
    """A list of suppliers, no two under one number."""
    dice = Random(seed)
    numbers = dice.sample(range(1, 100_000_000), ROWS_A_FILE)
    return [_row(dice, number) for number in numbers]


def _row(dice: Random, number: int) -> Row:
    first_twelve = str(dice.randint(579_000_000_000, 579_999_999_999))
    return (
        dice.choice((str(number), f"{number:08}")),
        dice.choice(NAMES),
        str(dice.randint(10_000_000, 99_999_999)),
        first_twelve + str(gs1.calc_check_digit(first_twelve)),
        f"{dice.randint(800, 9990):04}",
    )


def as_csv(told: Sequence[Row], encoding: str) -> bytes:
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows([HEADINGS, *told])
    return text.getvalue().encode(encoding)


def as_xlsx(told: Sequence[Row]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Kreditorer")
        looks = [workbook.add_format({"num_format": one}) if one else None for one in FORMATS]
        sheet.write_row(0, 0, HEADINGS)
        for place, row in enumerate(told, start=1):
            for column, text in enumerate(row[:4]):
                sheet.write_string(place, column, text, looks[column])
            sheet.write_number(place, 4, int(row[4]), looks[4])
    return buffer.getvalue()


def identifiers(session: Session) -> list[Row]:
    """What the plan holds of each supplier."""
    found = (one.supplier.facts for one in session.assessments())
    return [(one.number, one.name, one.cvr, one.ean, one.postal_code) for one in found]


def through(data: bytes, path: Path, saved: Path) -> list[Row]:
    """Import, save, open again."""
    path.write_bytes(data)
    session = new_session()
    try:
        reading = read_suppliers([path], TableChoices())
        (report,) = reading.reports
        assert report.rows_in == report.rows_kept == ROWS_A_FILE
        session.run(ImportSuppliers(reading))
        session.save_as(saved)
    finally:
        session.close()
    again = Session.open(saved)
    try:
        return identifiers(again)
    finally:
        again.close()


def out_again(held: Sequence[Row], path: Path) -> list[tuple[object, ...]]:
    """The plan's rows as a spreadsheet, and what a spreadsheet program reads in it."""
    columns = tuple(SheetColumn(title, CellKind.IDENTIFIER) for title in HEADINGS)
    export_sheet(Sheet("Leverandører", columns, tuple(held)), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


@settings(max_examples=FILES)
@given(st.integers(0, 2**32).map(made), st.sampled_from(("utf-8", "utf-8-sig", "cp1252")))
def test_ten_thousand_suppliers_come_out_as_they_went_in(
    tmp_path_factory: pytest.TempPathFactory, told: list[Row], encoding: str
) -> None:
    folder = tmp_path_factory.mktemp("vej")
    from_csv = through(as_csv(told, encoding), folder / "liste.csv", folder / "a.eanplan")
    from_xlsx = through(as_xlsx(told), folder / "liste.xlsx", folder / "b.eanplan")
    assert from_csv == told
    assert from_xlsx == told
    assert out_again(from_csv, folder / "ud.xlsx") == told
