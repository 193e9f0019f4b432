"""Does a workbook show the same text whether calamine reads it with the looks found, or openpyxl alone?"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import IO, Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.domain.errors import FileTrouble
from desktop.domain.progress import Cancelled
from desktop.importing import workbooks
from desktop.importing.file_kinds import FileKind
from desktop.importing.workbooks import Sheet
from desktop.importing.xlsx_scan import SheetSearch
from tests.importing.making import zip_of

FORMATS = (
    "General", "0", "00000000", "0000000000000", "000000-0000", "00 00 00 00", "@", "#,##0", "#,##0.00",
    "0.000", "0%", "0.00%", "0.00E+00", "# ?/?", '#,##0.00 "kr."', '"kr." #,##0', "#", "[Red]0.0;[Blue]-0.0",
    "_-* #,##0.00_-;-* #,##0.00_-", "dd-mm-yyyy", "d. mmmm yyyy", "[$-406]d. mmmm yyyy;@",
    "yyyy-mm-dd hh:mm", "h:mm", "[h]:mm:ss", "mm:ss.0", "m/d/yy", "mmm-yy", "dd", '"uge" 0',
    "General;-General", '0 "stk"',
)  # fmt: skip

START, END = date(1900, 3, 1), date(2999, 1, 1)
MIDNIGHT = datetime.min.time()

texts = st.text(
    st.characters(min_codepoint=32, blacklist_categories=("Cs", "Cc"), max_codepoint=0xFFFD), max_size=12
)
odd_texts = st.sampled_from(
    [
        "",
        " ",
        "  to ",
        "a\nb",
        "_x000D_",
        "_x0041_",
        "x005F_",
        "NA",
        "=1+1",
        "#N/A",
        "00123",
        "æøå & <b>",
        "\t",
        "'5",
    ]
)
numbers = st.one_of(
    st.integers(-(10**17), 10**17),
    st.integers(0, 100_000),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(0, 100_000, places=2).map(float),
    st.sampled_from(
        [5790000000012, 0.1 + 0.2, 1e15, 999999999999999, -0.0, 0.5, 1e-7, 45000, 59, 60, 2958466, -1]
    ),
)
moments = st.one_of(
    st.datetimes(datetime.combine(START, MIDNIGHT), datetime.combine(END, MIDNIGHT)).map(
        lambda each: each.replace(microsecond=0)
    ),
    st.dates(START, END),
    st.times().map(lambda each: each.replace(microsecond=0)),
    st.timedeltas(timedelta(0), timedelta(days=90)).map(
        lambda each: timedelta(seconds=int(each.total_seconds()))
    ),
)
values = st.one_of(st.none(), st.booleans(), texts, odd_texts, numbers, moments)
cells = st.lists(
    st.tuples(st.integers(0, 14), st.integers(0, 30), values, st.sampled_from(FORMATS)),
    min_size=1,
    max_size=25,
    unique_by=lambda cell: cell[:2],
)  # fmt: skip
Cell = tuple[int, int, Any, str]


def by_openpyxl_library(made: Sequence[Cell], *, since_1904: bool = False) -> bytes:
    book = openpyxl.Workbook()
    if since_1904:
        book.epoch = datetime.combine(date(1904, 1, 1), MIDNIGHT)
    sheet = book.worksheets[0]
    for row, column, value, number_format in made:
        cell = sheet.cell(row + 1, column + 1)
        cell.value = value
        cell.number_format = number_format
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(made: Sequence[Cell], *, shared: bool = True, since_1904: bool = False) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "date_1904": since_1904, "constant_memory": not shared}
    )
    sheet = book.add_worksheet("Ark")
    formats = {each: book.add_format({"num_format": each}) for each in FORMATS}
    for row, column, value, number_format in sorted(made, key=lambda cell: cell[:2]):
        style = formats[number_format]
        if value is None:
            sheet.write_blank(row, column, None, style)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, style)
        elif isinstance(value, (int, float)):
            if column % 2:
                sheet.write_formula(row, column, "=A1*2", style, value)
            else:
                sheet.write_number(row, column, value, style)
        elif isinstance(value, str):
            if value.startswith("#"):
                sheet.write_formula(row, column, "=NA()", style, value)
            else:
                sheet.write_string(row, column, value, style)
        else:
            sheet.write_datetime(row, column, value, style)
    book.close()
    return stream.getvalue()


def read(data: bytes) -> list[Sheet]:
    return workbooks.read_sheets(io.BytesIO(data), FileKind.XLSX, name="a.xlsx", tick=lambda row: None)


def carefully(data: bytes) -> list[Sheet]:
    return workbooks.by_openpyxl(io.BytesIO(data), "a.xlsx", lambda row: None)


def same(data: bytes) -> list[Sheet]:
    """What was read, after checking every cell against the careful route."""
    found = read(data)
    assert [(sheet.name, sheet.hidden, sheet.rows) for sheet in found] == [
        (sheet.name, sheet.hidden, sheet.rows) for sheet in carefully(data)
    ]
    return found


@pytest.fixture
def never_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(stream: IO[bytes], name: str, tick: Callable[[int], None]) -> list[Sheet]:
        raise AssertionError("this workbook went to openpyxl")

    monkeypatch.setattr(workbooks, "by_openpyxl", refuse)


@given(made=cells, since_1904=st.booleans())
@example(made=[(0, 0, 45000.5, "mm:ss.0")], since_1904=False)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
def test_workbooks_of_openpyxl_show_the_same_either_way(made: list[Cell], since_1904: bool) -> None:
    same(by_openpyxl_library(made, since_1904=since_1904))


@given(made=cells, shared=st.booleans(), since_1904=st.booleans())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
def test_workbooks_of_xlsxwriter_show_the_same_either_way(
    made: list[Cell], shared: bool, since_1904: bool
) -> None:
    same(by_xlsxwriter(made, shared=shared, since_1904=since_1904))


PLAIN: tuple[Cell, ...] = (
    (1, 1, "Kreditornr", "General"),
    (2, 1, "Åse & Søn", "@"),
    (3, 2, 100200, "00000000"),
    (3, 4, 5790000000012, "General"),
    (4, 2, 1234.5, "#,##0.00"),
    (5, 2, date(2025, 3, 4), "dd-mm-yyyy"),
    (6, 2, 0.25, "0%"),
    (7, 2, True, "General"),
    (9, 5, "#N/A", "General"),
    (11, 29, 7, "0"),
)
SHOWN = {
    (2, 1): "Åse & Søn",
    (3, 2): "00100200",
    (3, 4): "5790000000012",
    (4, 2): "1234,50",
    (5, 2): "2025-03-04",
    (6, 2): "25 %",
    (7, 2): "SAND",
    (9, 5): "#N/A",
    (11, 29): "7",
}


@pytest.mark.parametrize("shared", [True, False])
def test_what_excel_writes_day_in_day_out_never_needs_the_slow_way(never_slow: None, shared: bool) -> None:
    for data in (by_xlsxwriter(PLAIN, shared=shared), by_openpyxl_library(PLAIN)):
        rows = read(data)[0].rows
        assert {place: rows[place[0]][place[1]] for place in SHOWN} == SHOWN


def changed_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zip_of({
            name: change(archive.read(name)) if name == part else archive.read(name)
            for name in archive.namelist()
        })  # fmt: skip


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b' s="1"', b' cm="1" s="1"'),
        lambda xml: re.sub(rb'<c r="[A-Z]+[0-9]+"', b"<c", xml),
        lambda xml: re.sub(rb'<row r="[0-9]+"', b"<row", xml),
        lambda xml: xml.replace(b"<v>", b"<!-- her --><v>"),
        lambda xml: xml.replace(b"<v>", b"\r\n<v>"),
        lambda xml: xml.replace(b"<v>", b"\n   <v>"),
        lambda xml: xml.replace(b"<v>", b'<v xml:space="preserve">'),
        lambda xml: re.sub(rb' s="([0-9]+)"( t="[a-z]+")', rb'\2 s="\1"', xml),
        lambda xml: re.sub(rb"<c r=\"([A-Z]+[0-9]+)\"", rb"<c r='\1'", xml),
        lambda xml: xml.replace(b"<sheetData>", b"<sheetData ><!-- ingen -->"),
        lambda xml: xml.replace(b'<row r="12"', b'<row r="1048576"').replace(b'r="AD12"', b'r="ALL1048576"'),
        lambda xml: xml.replace(b"<dimension", b"<dimensionx"),
        lambda xml: xml.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"'),
    ],
)
def test_odd_spellings_show_the_same_either_way(change: Callable[[bytes], bytes]) -> None:
    made = changed_part(by_xlsxwriter(PLAIN), SHEET, change)
    assert made != by_xlsxwriter(PLAIN)
    same(made)


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: re.sub(rb"<t[^>]*>Kreditornr</t>", b"<r><t>Kredi</t></r><r><t>tornr</t></r>", xml),
        lambda xml: xml.replace(b"Kreditornr", b"Kreditor_x000D_nr"),
        lambda xml: xml.replace(b"Kreditornr", b"Kreditor\r\nnr"),
        lambda xml: xml.replace(b"Kreditornr", b"Kreditor&#13;nr"),
        lambda xml: xml.replace(b"Kreditornr", b"<![CDATA[Kreditor & nr]]>"),
    ],
)
def test_odd_strings_show_the_same_either_way(change: Callable[[bytes], bytes]) -> None:
    made = changed_part(by_xlsxwriter(PLAIN), "xl/sharedStrings.xml", change)
    assert made != by_xlsxwriter(PLAIN)
    same(made)


def test_an_error_that_calamine_does_not_know_is_read() -> None:
    made = changed_part(by_xlsxwriter(PLAIN), SHEET, lambda xml: xml.replace(b"#N/A", b"#SPILL!"))
    assert same(made)[0].rows[9][5] == "#SPILL!"


def test_a_long_string_shown_by_many_cells_is_not_copied_for_each_of_them() -> None:
    many = [(row, column, "x" * 32_000, "General") for row in range(2_000) for column in range(20)]
    rows = read(by_xlsxwriter(many))[0].rows
    assert len(rows) == 2_000
    assert len({id(cell) for row in rows for cell in row}) == 1


def test_numbers_that_are_none_are_damage() -> None:
    made = changed_part(by_xlsxwriter(PLAIN), SHEET, lambda xml: xml.replace(b"<v>100200<", b"<v>1o0<"))
    with pytest.raises(FileTrouble):
        read(made)


@pytest.mark.parametrize("after", [0, 3, 8])
def test_reading_a_large_sheet_can_be_stopped_all_the_way(after: int) -> None:
    data = by_xlsxwriter([(row, column, "x", "00000000") for row in range(4_000) for column in range(20)])
    told = 0

    def stop(row: int) -> None:
        nonlocal told
        told += 1
        if told > after:
            raise Cancelled

    asked: list[int] = []
    workbooks.read_sheets(io.BytesIO(data), FileKind.XLSX, name="a.xlsx", tick=asked.append)
    with pytest.raises(Cancelled):
        workbooks.read_sheets(io.BytesIO(data), FileKind.XLSX, name="a.xlsx", tick=stop)
    # Once per part at least, and every 2,000 rows both when they are read and when they are kept.
    assert len(asked) > 8
    assert asked.count(2_000) == 2


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('<c r="A2"><f>1+1</f></c>', 1),
        ('<c r="A2" s="1"><f>1+1</f><v></v></c>', 1),
        ('<c r="A2"><f>1+1</f><v /></c>', 1),
        ('<c r="A2" t="str"><f>""</f><v></v></c>', 0),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', 0),
        ('<c r="A2"><v></v></c>', 0),
    ],
)
def test_a_formula_that_nobody_has_worked_out_is_told(cell: str, told: int) -> None:
    search = SheetSearch({})
    search.feed(f'<worksheet><sheetData><row r="2">{cell}</row></sheetData></worksheet>'.encode())
    assert search.close().not_computed == told
