"""Does a stray cell in the last corner of a sheet cost neither memory nor time, whatever the format?"""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileFault, FileTrouble
from desktop.importing.far_cells import Extent, xlsb_extents, xlsx_extents
from desktop.importing.tables import read_tables

Cells = list[tuple[int, int, str]]
"""Row and column from 0, and text."""

LIST: Cells = [(0, 0, "Navn"), (0, 1, "CVR"), (1, 0, "Fodpleje Sø"), (1, 1, "10000009")]
FAR = (1_048_575, 16_383, " x")
_NAMESPACE = "http://schemas.openxmlformats.org"
_RELATIONS = (
    f'<Relationships xmlns="{_NAMESPACE}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_NAMESPACE}/officeDocument/2006/relationships/%s" Target="%s"/></Relationships>'
)


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of MS-XLSB."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, sizes = len(data), b""
    while True:
        size, low = size >> 7, size & 0x7F
        sizes += bytes([low | (0x80 if size else 0)])
        if not size:
            return head + sizes + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_sheet(cells: Cells) -> bytes:
    body = record(129) + record(148, bytes(16)) + record(145)
    for row in dict.fromkeys(row for row, _, _ in cells):
        body += record(0, struct.pack("<II", row, 0) + bytes(9))
        for _, column, text in (cell for cell in cells if cell[0] == row):
            body += record(6, struct.pack("<II", column, 0) + wide(text))
    return body + record(146) + record(130)


def xlsb(cells: Cells) -> dict[str, bytes]:
    book = struct.pack("<II", 0, 1) + wide("rId1") + wide("Ark1")
    return {
        "xl/workbook.bin": record(131) + record(143) + record(156, book) + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": (_RELATIONS % ("worksheet", "worksheets/sheet1.bin")).encode(),
        "xl/worksheets/sheet1.bin": binary_sheet(cells),
    }


def name_of(row: int, column: int) -> str:
    letters, number = "", column + 1
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row + 1}"


def xml_sheet(cells: Cells) -> bytes:
    rows = ""
    for row in dict.fromkeys(row for row, _, _ in cells):
        inner = "".join(
            f'<c r="{name_of(*cell[:2])}" t="inlineStr"><is><t>{cell[2]}</t></is></c>'
            for cell in cells
            if cell[0] == row
        )
        rows += f'<row r="{row + 1}">{inner}</row>'
    main = f"{_NAMESPACE}/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def xlsx(cells: Cells) -> dict[str, bytes]:
    main = f"{_NAMESPACE}/spreadsheetml/2006/main"
    relations = f"{_NAMESPACE}/officeDocument/2006/relationships"
    book = (
        f'<workbook xmlns="{main}" xmlns:r="{relations}"><sheets>'
        '<sheet name="Ark1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    return {
        "_rels/.rels": (_RELATIONS % ("officeDocument", "xl/workbook.xml")).encode(),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": (_RELATIONS % ("worksheet", "worksheets/sheet1.xml")).encode(),
        "xl/worksheets/sheet1.xml": xml_sheet(cells),
    }


def ods(cells: Cells) -> dict[str, bytes]:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    rows, below = "", 0
    for row in sorted({row for row, _, _ in cells}):
        if row > below:
            rows += f'<table:table-row table:number-rows-repeated="{row - below}"><table:table-cell/>'
            rows += "</table:table-row>"
        inner, right = "", 0
        for _, column, text in (cell for cell in cells if cell[0] == row):
            if column > right:
                inner += f'<table:table-cell table:number-columns-repeated="{column - right}"/>'
            inner += (
                f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
            )
            right = column + 1
        rows += f"<table:table-row>{inner}</table:table-row>"
        below = row + 1
    content = (
        f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
        f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet><table:table table:name="Ark1">'
        f"{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": content.encode(),
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>'.encode(),
    }


def saved(folder: Path, name: str, parts: dict[str, bytes]) -> Path:
    path = folder / name
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'<Types xmlns="{_NAMESPACE}/package/2006/content-types"><Override PartName="/xl/workbook.xml" '
        f'ContentType="{kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" '
        f'ContentType="{kinds}.worksheet+xml"/></Types>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in {**parts, "[Content_Types].xml": types.encode()}.items():
            package.writestr(part, content)
    return path


FORMATS = {"liste.xlsb": xlsb, "liste.xlsx": xlsx, "liste.ods": ods}


@pytest.mark.parametrize("name", FORMATS)
def test_the_list_itself_is_read(tmp_path: Path, name: str) -> None:
    (table,) = read_tables(saved(tmp_path, name, FORMATS[name](LIST)))
    assert table.rows == [["Navn", "CVR"], ["Fodpleje Sø", "10000009"]]


@pytest.mark.parametrize("name", ["liste.xlsb", "liste.ods"])
def test_a_stray_cell_far_out_is_refused_by_its_place(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileTrouble) as caught:
        read_tables(saved(tmp_path, name, FORMATS[name]([*LIST, FAR])))
    assert (caught.value.fault, caught.value.detail) == (FileFault.FAR_CELL, "XFD1048576")


def test_an_xlsx_in_order_is_read_in_spite_of_it_and_one_out_of_order_is_refused(tmp_path: Path) -> None:
    (table,) = read_tables(saved(tmp_path, "orden.xlsx", xlsx([*LIST, FAR])))
    assert table.rows[:2] == [["Navn", "CVR"], ["Fodpleje Sø", "10000009"]]
    (table,) = read_tables(saved(tmp_path, "uorden.xlsx", xlsx([*LIST[2:], *LIST[:2]])))
    assert table.rows == [["Navn", "CVR"], ["Fodpleje Sø", "10000009"]]
    with pytest.raises(FileTrouble) as caught:
        read_tables(saved(tmp_path, "fjern.xlsx", xlsx([FAR, *LIST])))
    assert (caught.value.fault, caught.value.detail) == (FileFault.FAR_CELL, "XFD1048576")


places = st.tuples(st.integers(0, 1_048_575), st.integers(0, 16_383), st.text("abæ", max_size=200))


@given(
    cells=st.lists(places, min_size=1, max_size=12, unique_by=lambda cell: cell[:2]), size=st.integers(7, 400)
)
def test_where_the_cells_stand_is_seen_however_the_part_is_cut(cells: Cells, size: int) -> None:
    row, column = max(cell[0] for cell in cells) + 1, max(cell[1] for cell in cells) + 1
    expected = [Extent(len(cells), row, column)]
    for content, extents in ((binary_sheet(cells), xlsb_extents), (xml_sheet(cells), xlsx_extents)):
        blocks = (content[start : start + size] for start in range(0, len(content), size))
        assert extents(blocks) == expected
    assert expected[0].corner == name_of(row - 1, column - 1)
