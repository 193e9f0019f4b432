"""Does a spreadsheet show exactly what the plan holds, and nothing that acts by itself?"""

from __future__ import annotations

import errno
import os
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.sheets import Cell, CellKind, Sheet, SheetColumn
from desktop.outputs import spreadsheet as module
from desktop.outputs.spreadsheet import spreadsheet, write_spreadsheet, written_text

CITIZEN = "010160-5003"

DANGEROUS = (
    '=HYPERLINK("http://example.invalid";"klik")',
    "=1+1",
    "+45 12 34 56 78",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "https://example.invalid/a",
    "mailto:post@eksempel.example",
    "internal:Ark1!A1",
    "5798009811578",
    "0012",
    "1E5",
    "{=SUM(A1:A2)}",
    "_x0041_",
    "'tekst",
    " mellemrum ",
    "to\nlinjer",
    "æøå & <b>",
)


def table(*texts: str, kind: CellKind = CellKind.TEXT) -> Sheet:
    return Sheet("Fejl", (SheetColumn("Værdi", kind),), tuple((text,) for text in texts))


def read(data: bytes, sheet: int = 0) -> list[list[object]]:
    book = openpyxl.load_workbook(BytesIO(data))
    return [[cell.value for cell in row] for row in book.worksheets[sheet].iter_rows()]


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def acts(data: bytes) -> list[str]:
    """Whatever in a workbook would compute or lead somewhere."""
    signs = (b"<f>", b"<f ", b"<hyperlink", b"/relationships/hyperlink", b"externalLink")
    return [name for name, content in parts(data).items() if any(sign in content for sign in signs)]


@pytest.mark.parametrize("kind", [CellKind.TEXT, CellKind.IDENTIFIER])
def test_dangerous_texts_stay_texts(kind: CellKind) -> None:
    data = spreadsheet(table(*DANGEROUS, kind=kind))
    assert [row[0] for row in read(data)] == ["Værdi", *DANGEROUS]
    assert acts(data) == []


def test_the_same_in_a_column_of_numbers_and_as_a_heading() -> None:
    columns = tuple(SheetColumn(text, kind) for text in DANGEROUS[:3] for kind in CellKind)
    rows = tuple(tuple(text for _column in columns) for text in DANGEROUS)
    data = spreadsheet(Sheet("=1+1", columns, rows))
    assert read(data) == [[column.title for column in columns], *map(list, rows)]
    assert acts(data) == []


xml_text = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1
)


@settings(max_examples=150)
@given(st.lists(xml_text | st.sampled_from(DANGEROUS), min_size=1, max_size=20))
def test_what_is_written_is_read_back_letter_for_letter(texts: list[str]) -> None:
    # openpyxl takes this sequence of letters for its own escape and drops it.
    texts = [text for text in texts if "x005F_" not in text] or ["a"]
    data = spreadsheet(table(*texts))
    assert [row[0] for row in read(data)[1:]] == [cpr.scrub(text) for text in texts]
    assert acts(data) == []


@settings(max_examples=150)
@given(st.text())
def test_any_text_can_be_written(text: str) -> None:
    found = [row[0] for row in read(spreadsheet(table("x", text)))[2:]]
    kept = written_text(text, CellKind.TEXT)
    assert found == ([kept] if kept else [])


@pytest.mark.parametrize("text", [CITIZEN, f"Faktura for {CITIZEN} i maj", CITIZEN.replace("-", "")])
def test_no_cpr_number_is_written(text: str) -> None:
    sheet = Sheet(text, (SheetColumn(text), SheetColumn("Antal", CellKind.NUMBER)), ((text, text),))
    data = spreadsheet(sheet)
    assert cpr.MASK in str(read(data)[1][0])
    for content in parts(data).values():
        assert CITIZEN.encode() not in content
        assert CITIZEN.replace("-", "").encode() not in content


def test_a_supplier_number_that_looks_like_one_is_kept_in_a_column_of_identifiers() -> None:
    assert read(spreadsheet(table("0101605003", kind=CellKind.IDENTIFIER)))[1] == ["0101605003"]


def test_numbers_and_dates_are_what_they_are() -> None:
    columns = (SheetColumn("Antal", CellKind.NUMBER), SheetColumn("Dag", CellKind.DATE))
    rows: tuple[tuple[Cell, ...], ...] = (
        (12, date(2026, 11, 20)),
        (Decimal("-1234.50"), None),
        (None, date(2027, 3, 1)),
    )
    book = openpyxl.load_workbook(BytesIO(spreadsheet(Sheet("Tal", columns, rows))))
    found = book.worksheets[0]
    assert [cell.value for cell in found["A"]] == ["Antal", 12, -1234.5, None]
    assert found["B2"].is_date
    assert found["B2"].value.date() == date(2026, 11, 20)


def test_the_headings_stay_in_sight_and_can_filter() -> None:
    found = openpyxl.load_workbook(BytesIO(spreadsheet(table("a", "b")))).worksheets[0]
    assert found.freeze_panes == "A2"
    assert found.auto_filter.ref == "A1:A3"
    assert found["A1"].font.b
    assert found["A2"].number_format == "@"
    wide = openpyxl.load_workbook(BytesIO(spreadsheet(table("a" * 40)))).worksheets[0]
    assert wide.column_dimensions["A"].width > 40


def test_a_table_without_rows_has_its_headings() -> None:
    assert read(spreadsheet(table())) == [["Værdi"]]


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_ROWS", 2)
    data = spreadsheet(table("a", "b", "c", "d", "e"))
    assert openpyxl.load_workbook(BytesIO(data)).sheetnames == ["Fejl", "Fejl (2)", "Fejl (3)"]
    assert [read(data, sheet)[1:] for sheet in range(3)] == [[["a"], ["b"]], [["c"], ["d"]], [["e"]]]


def test_a_name_no_sheet_can_have() -> None:
    data = spreadsheet(Sheet("Fejl: [a/b]*?" + "x" * 40, (SheetColumn("A"),), ()))
    (name,) = openpyxl.load_workbook(BytesIO(data)).sheetnames
    assert len(name) == 31
    assert name.startswith("Fejl")


def test_a_text_longer_than_a_cell_is_cut_where_it_shows() -> None:
    (found,) = read(spreadsheet(table("\U0001d49c" * 40_000)))[1]
    assert isinstance(found, str)
    assert found.endswith("…")
    assert len(found.encode("utf-16-le")) // 2 <= 32_767


# ------------------------------------------------------------------------------------------- the file


def test_the_file_is_there_whole_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "fejl.xlsx"
    target.write_bytes(b"old")
    write_spreadsheet(target, table("a"))
    assert [row[0] for row in read(target.read_bytes())] == ["Værdi", "a"]
    assert os.listdir(tmp_path) == ["fejl.xlsx"]


def held_open(monkeypatch: pytest.MonkeyPatch, *, times: int) -> list[str]:
    """Let the target be held by another program for so many tries."""
    tries: list[str] = []
    replace = os.replace

    def put(source: Path, target: Path) -> None:
        tries.append(target.name)
        if len(tries) <= times:
            raise PermissionError(errno.EACCES, "held")
        replace(source, target)

    monkeypatch.setattr(os, "replace", put)
    return tries


def test_a_file_held_open_for_a_moment_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "fejl.xlsx"
    target.write_bytes(b"old")
    tries, waits = held_open(monkeypatch, times=3), list[float]()
    write_spreadsheet(target, table("a"), pause=waits.append)
    assert len(tries) == 4
    assert sum(waits) == pytest.approx(1.4)
    assert read(target.read_bytes())[1] == ["a"]


def test_a_file_that_stays_open_is_told_and_untouched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "fejl.xlsx"
    target.write_bytes(b"old")
    tries, waits = held_open(monkeypatch, times=99), list[float]()
    with pytest.raises(FileTrouble) as caught:
        write_spreadsheet(target, table("a"), pause=waits.append)
    assert caught.value.fault is FileFault.IN_USE
    assert len(tries) == 5
    assert sum(waits) == pytest.approx(3.0)
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["fejl.xlsx"]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "fejl.xlsx"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileTrouble) as caught:
        write_spreadsheet(target, table("a"))
    assert caught.value.fault is FileFault.DISK_FULL
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["fejl.xlsx"]


def test_a_folder_that_is_not_there_and_a_name_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        write_spreadsheet(tmp_path / "væk" / f"{CITIZEN}.xlsx", table("a"))
    assert caught.value.fault is FileFault.NO_FOLDER
    assert CITIZEN not in caught.value.name
    with pytest.raises(FileTrouble) as caught:
        write_spreadsheet(tmp_path, table("a"))
    assert caught.value.fault in (FileFault.IS_FOLDER, FileFault.IN_USE)
    assert os.listdir(tmp_path) == []
