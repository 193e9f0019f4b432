"""What stands in a file: sheets, hidden sheets, text; and what is it, whatever it is called?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.problems import ProblemKind
from desktop.domain.progress import Cancelled
from desktop.importing.tables import Table, choose_table, read_tables
from tests.importing.making import HEADINGS, supplier, supplier_list, text_file, workbook, zip_of


def only(path: Path) -> Table:
    (table,) = read_tables(path)
    return table


def fault_of(path: Path) -> FileFault:
    with pytest.raises(FileTrouble) as caught:
        read_tables(path)
    assert caught.value.name == path.name
    return caught.value.fault


def rows_of(table: Table) -> list[list[str]]:
    return [row for _, row in table.rows_from(0, [])]


def test_a_text_file(tmp_path: Path) -> None:
    table = only(supplier_list(tmp_path, supplier(1)))
    assert (table.file, table.sheet, table.encoding, table.delimiter) == ("kreditorer.csv", "", "utf-8", ";")
    assert rows_of(table) == [HEADINGS, supplier(1)]


def test_rows_have_the_numbers_a_spreadsheet_shows(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('Nr;Navn\n\n1;"To\nlinjer"\n2;B\n', encoding="utf-8")
    assert [number for number, row in only(path).rows_from(0, []) if row] == [1, 3, 4]


def test_a_workbook_is_read_as_it_is_seen(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Nr", "EAN", "Dato", "Beløb", "Tekst"],
        [100200, 5790000000012, datetime.fromisoformat("2026-03-05"), 1234.5, "0012"],
    ]
    path = workbook(tmp_path, {"Ark1": rows}, formats={(1, 0): "00000000", (1, 3): "#,##0.00"})
    assert only(path).rows[1] == ["00100200", "5790000000012", "2026-03-05", "1234,50", "0012"]


def test_gaps_in_a_workbook_keep_their_row_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Ark1": [[], [None, "Nr"], [], [None, "1"]]})
    assert [(number, row) for number, row in only(path).rows_from(0, []) if row] == [
        (2, ["", "Nr"]),
        (4, ["", "1"]),
    ]


def test_a_formula_gives_the_value_that_was_stored_with_it(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nr", "Sum"])
        sheet.write(1, 0, "1")
        sheet.write_formula(1, 1, "=SUM(1,2)", None, 3)
    assert only(path).rows[1] == ["1", "3"]


def test_hidden_sheets_come_last_and_empty_ones_not_at_all(tmp_path: Path) -> None:
    sheets = {"Skjult": [["Nr"], ["9"]], "Tom": [], "Data": [["Nr"], ["1"]]}
    tables = read_tables(workbook(tmp_path, sheets, hidden=["Skjult"]))
    assert [(table.sheet, table.hidden) for table in tables] == [("Data", False), ("Skjult", True)]
    assert choose_table(tables, "").sheet == "Data"
    assert choose_table(tables, "Skjult").rows == [["Nr"], ["9"]]
    with pytest.raises(FileTrouble) as caught:
        choose_table(tables, "Ark9")
    assert (caught.value.fault, caught.value.detail) == (FileFault.UNKNOWN_SHEET, "Ark9")


def test_a_size_the_sheet_gives_wrongly_loses_no_row(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Ark1": [["Nr"], ["1"], ["2"]]})
    rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:A3"', b'ref="A1:A1"'))
    assert only(path).rows == [["Nr"], ["1"], ["2"]]


def test_rows_stored_out_of_order_are_all_there(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Ark1": [["Nr"], ["1"], ["2"]]})

    def reverse(xml: bytes) -> bytes:
        start, end = xml.index(b"<row "), xml.index(b"</sheetData>")
        parts = [part + b"</row>" for part in xml[start:end].split(b"</row>")[:-1]]
        return xml[:start] + b"".join(reversed(parts)) + xml[end:]

    rewrite(path, "xl/worksheets/sheet1.xml", reverse)
    assert only(path).rows == [["Nr"], ["1"], ["2"]]


def test_a_stray_cell_at_the_far_end_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nr", "Navn"])
        sheet.write_row(1, 0, ["1", "A"])
        sheet.write(1_048_575, 16_383, "x")
    assert only(path).rows == [["Nr", "Navn"], ["1", "A"]]


def rewrite(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    path.write_bytes(zip_of(parts))


def test_content_decides_and_not_the_name(tmp_path: Path) -> None:
    book = workbook(tmp_path, {"Ark1": [["Nr"], ["1"]]})
    book = book.rename(tmp_path / "liste.csv")
    assert only(book).sheet == "Ark1"
    text = text_file(tmp_path, [["Nr", "Navn"], ["1", "A"]], name="liste.xlsx")
    assert only(text).delimiter == ";"


def open_document(content: str) -> bytes:
    """An ODS file with this body."""
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    body = (
        f'<?xml version="1.0"?><office:document-content {namespaces} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Ark1">{content}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    mimetype = b"application/vnd.oasis.opendocument.spreadsheet"
    parts = {"mimetype": mimetype, "content.xml": body.encode(), "META-INF/manifest.xml": manifest.encode()}
    return zip_of(parts)


def ods_row(*texts: str, repeat: int = 1) -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeat}">{cells}</table:table-row>'


def test_an_open_document_sheet(tmp_path: Path) -> None:
    path = tmp_path / "liste.ods"
    path.write_bytes(open_document(ods_row("Nr", "Navn") + ods_row("0012", "A")))
    assert only(path).rows == [["Nr", "Navn"], ["0012", "A"]]


def ods_number(value: str, shown: str, *, repeat: int = 1, note: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="float" office:value="{value}" '
        f'table:number-columns-repeated="{repeat}">'
        + (f"<office:annotation><text:p>{note}</text:p></office:annotation>" if note else "")
        + f"<text:p>{shown}</text:p></table:table-cell>"
    )


def test_an_open_document_sheet_shows_the_zeros_in_front(tmp_path: Path) -> None:
    empty = '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    twice = '<table:table-row table:number-rows-repeated="2">'
    content = (
        f"{empty}<table:table-row>{gap}{ods_number('113', '00000113', repeat=2)}</table:table-row>"
        f"{twice}{gap}{ods_number('800', '0800', note='007')}{ods_number('1234.5', '1.234,50')}"
        f"{ods_number('5798009811578', '5,79801E+12')}{ods_number('1', '02')}</table:table-row>"
    )
    path = tmp_path / "liste.ods"
    path.write_bytes(open_document(content))
    row = ["", "", "0800", "1234,5", "5798009811578", "1"]
    assert only(path).rows == [[], [], ["", "", "00000113", "00000113"], row, row]


def test_a_kilobyte_that_asks_for_billions_of_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bombe.ods"
    path.write_bytes(open_document(ods_row("Nr") + ods_row("1", repeat=2_000_000_000)))
    assert fault_of(path) is FileFault.TOO_LARGE


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    expected = {
        "a.csv": (b"", FileFault.EMPTY),
        "b.csv": (b"\xef\xbb\xbf  \r\n \r\n", FileFault.EMPTY),
        "c.csv": (b"%PDF-1.7 ...", FileFault.NOT_THIS_KIND),
        "d.xls": (b"<html><body><table></table></body></html>", FileFault.NO_TABLE),
        "e.xlsx": (zip_of({"word/document.xml": b"<w/>"}), FileFault.NOT_THIS_KIND),
        "f.xlsx": (zip_of({}), FileFault.DAMAGED),
        "g.csv": (bytes(range(1, 32)) * 50, FileFault.NOT_THIS_KIND),
        "h.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, FileFault.DAMAGED),
    }
    for name, (data, fault) in expected.items():
        (tmp_path / name).write_bytes(data)
        assert (name, fault_of(tmp_path / name)) == (name, fault)
    assert fault_of(tmp_path / "mangler.csv") is FileFault.MISSING


def test_a_password_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "hemmelig.xlsx"
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500 + "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(container + b"\x00" * 500)
    assert fault_of(path) is FileFault.PASSWORD


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"])
def test_a_document_type_definition_is_refused_in_every_part(tmp_path: Path, part: str) -> None:
    path = workbook(tmp_path, {"Ark1": [["Nr"], ["1"]]})
    rewrite(path, part, lambda xml: b'<!DOCTYPE x [<!ENTITY e "e">]>' + xml)
    assert fault_of(path) is FileFault.DAMAGED


def test_a_missing_part_is_damage(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Ark1": [["Nr"], ["1"]]})
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if "sheet1" not in name}
    path.write_bytes(zip_of(parts))
    assert fault_of(path) is FileFault.DAMAGED


def test_a_workbook_that_bursts_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Ark1": [["Nr"], ["1"]]})
    rewrite(path, "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 30_000_000)
    assert fault_of(path) is FileFault.TOO_LARGE


def test_broken_rows_are_told_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Nr;Navn\n1;A\x00B\n2;B\n", encoding="utf-8")
    problems: list[object] = []
    table = only(path)
    assert len(list(table.rows_from(0, problems))) == 3  # type: ignore[arg-type]
    assert [(each.kind, each.row) for each in problems] == [(ProblemKind.CONTROL_CHARACTERS, 2)]  # type: ignore[attr-defined]


def test_an_encoding_told_by_a_person(tmp_path: Path) -> None:
    path = text_file(tmp_path, [["Nr", "Navn"], ["1", "Åse"]], encoding="cp850")
    assert rows_of(read_tables(path, encoding="cp850")[0])[1] == ["1", "Åse"]
    with pytest.raises(FileTrouble) as caught:
        read_tables(path, encoding="utf-8")
    assert caught.value.fault is FileFault.UNKNOWN_ENCODING


def test_reading_a_long_sheet_can_be_stopped(tmp_path: Path) -> None:
    path = tmp_path / "lang.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row in range(5_000):
            sheet.write(row, 0, "x")

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_tables(path, progress=stop)


def test_a_cell_beyond_what_excel_holds_is_cut_and_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Ark1": [["Nr", "Navn"], ["1", "x"]]})
    rewrite(
        path,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>",
            b'<row r="3"><c r="A3" t="inlineStr"><is><t>'
            + b"y" * 40_000
            + b"</t></is></c></row></sheetData>",
        ),
    )
    table = only(path)
    assert len(table.rows[2][0]) == 32_767
    assert [(each.kind, each.row) for each in table.problems] == [(ProblemKind.BROKEN_ROW, 3)]


def test_dates_of_the_1904_system(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        style = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet.write(0, 0, "Dato")
        sheet.write_datetime(1, 0, datetime.fromisoformat("2026-03-05"), style)
    assert only(path).rows[1] == [date(2026, 3, 5).isoformat()]


def test_a_stream_is_left_closed(tmp_path: Path) -> None:
    path = supplier_list(tmp_path, supplier(1))
    read_tables(path)
    # On Windows an open file could not be replaced.
    path.write_bytes(io.BytesIO(b"Nr;Navn\n1;A\n").getvalue())
    assert rows_of(only(path)) == [["Nr", "Navn"], ["1", "A"]]
