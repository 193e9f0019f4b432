"""Are the numbers of an XLS and an XLSB shown as their cells' formats say, leading zeros and all?"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.errors import FileTrouble
from desktop.importing.binary_looks import NOTHING, rk_number, xls_looks, xlsb_looks
from desktop.importing.compound_files import EndlessFile, stream_in
from desktop.importing.file_kinds import FileKind
from desktop.importing.workbooks import Sheet, _package, read_sheets
from tests.importing.test_far_cells import record, saved, wide, xlsb

MADE_BY_LIBREOFFICE = Path(__file__).resolve().parent.parent / "data" / "formats.xls"
"""A workbook of invented numbers that LibreOffice 7.4 saved as "Excel 97-2003"."""
ROW = (
    "00100200;00000113;010160-5003;12,5 %;25 %;1234,50;7,00;95822412;5798000000000;2026-03-01;-0005;3,14159;"
    "1,00000000000000E+15;012;4711;00000;2025-12-09;12:00:00;12 34 56 78 9;1,1"
)


def read(path: Path, kind: FileKind) -> list[Sheet]:
    with path.open("rb") as stream:
        return read_sheets(stream, kind, name=path.name, tick=lambda _row: None)


def test_an_xls_shows_what_the_spreadsheet_program_shows() -> None:
    first, second, hidden = read(MADE_BY_LIBREOFFICE, FileKind.XLS)
    assert first.name == "Kreditorer æøå"
    assert [";".join(row[1:]) for row in first.rows[1:4]] == [ROW] * 3
    assert first.rows[5][:2] == ["", "00000114"]  # worked out by a formula
    assert first.rows[6] == ["", "", "012"]  # a text stays as it is, whatever its format
    assert second.rows[4] == ["", "", "0042"]
    assert hidden.hidden
    assert hidden.rows == [["005"]]


# -------------------------------------------------------------------------------------------------- XLSB

FORMATS = {164: "00000000", 165: "000000-0000", 166: "dd-mm-yyyy", 167: '"nr. "000'}
STYLES = (0, 164, 165, 10, 4, 166, 167)
"""The number of the format of each style; 10 and 4 are Excel's own, 0.00 % and #,##0.00."""


def styles_part(formats: dict[int, str], styles: Sequence[int]) -> bytes:
    told = b"".join(record(44, struct.pack("<H", number) + wide(code)) for number, code in formats.items())
    named = record(626) + record(47, struct.pack("<HH", 0xFFFF, 164) + bytes(12)) + record(627)
    cells = b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in styles)
    formats_begin, cells_begin = (struct.pack("<I", len(one)) for one in (formats, styles))
    told = record(615, formats_begin) + told + record(616)
    return record(278) + told + named + record(617, cells_begin) + cells + record(618) + record(279)


def real(value: float) -> tuple[int, bytes]:
    return 5, struct.pack("<d", value)


def rk(value: int, *, hundredths: bool = False) -> tuple[int, bytes]:
    return 2, struct.pack("<I", (value << 2 | 2 | hundredths) & 0xFFFF_FFFF)


def formula(value: float) -> tuple[int, bytes]:
    return 9, struct.pack("<dHI", value, 0, 0) + struct.pack("<I", 0)


def sheet_part(cells: Sequence[tuple[int, int, tuple[int, bytes]]]) -> bytes:
    """Cells as column, style and content, all in the second row."""
    body = record(129) + record(148, bytes(16)) + record(145) + record(0, struct.pack("<II", 1, 0) + bytes(9))
    for column, style, (kind, content) in cells:
        body += record(kind, struct.pack("<II", column, style) + content)
    return body + record(146) + record(130)


def book(folder: Path, cells: Sequence[tuple[int, int, tuple[int, bytes]]], **parts: bytes) -> Path:
    whole = xlsb([]) | {
        "xl/styles.bin": styles_part(FORMATS, STYLES),
        "xl/worksheets/sheet1.bin": sheet_part(cells),
    }
    return saved(folder, "liste.xlsb", whole | {f"xl/{name}.bin": part for name, part in parts.items()})


def row_of(path: Path) -> list[str]:
    (sheet,) = read(path, FileKind.XLSB)
    return sheet.rows[-1]


def test_an_xlsb_shows_what_the_formats_say(tmp_path: Path) -> None:
    cells = [
        (0, 0, rk(100200)),
        (1, 1, rk(100200)),
        (2, 1, real(113.0)),
        (3, 2, real(101605003.0)),
        (4, 3, rk(12_50, hundredths=True)),
        (5, 4, rk(123_450, hundredths=True)),
        (6, 5, rk(46082)),
        (7, 6, formula(12.0)),
        (8, 1, rk(-5)),
        (9, 1, (6, wide("12"))),
    ]
    assert ";".join(row_of(book(tmp_path, cells))) == (
        "100200;00100200;00000113;010160-5003;1250,00 %;1234,50;2026-03-01;012;-00000005;12"
    )


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"\xac\x04\xff",
        record(44, struct.pack("<H", 164) + struct.pack("<I", 1 << 30)),
        record(617) + record(47, b"\x00"),
        styles_part({}, ()),
    ],
)
def test_styles_that_cannot_be_read_leave_the_numbers_as_they_are(tmp_path: Path, spoilt: bytes) -> None:
    with book(tmp_path, [(0, 1, rk(113))], styles=spoilt).open("rb") as stream:
        assert xlsb_looks(_package(stream), lambda _row: None) is NOTHING


def test_a_style_that_is_not_there_leaves_the_number_as_it_is(tmp_path: Path) -> None:
    assert row_of(book(tmp_path, [(0, 99, rk(113)), (1, 1, rk(113))])) == ["113", "00000113"]


@given(st.integers(-(1 << 29), (1 << 29) - 1), st.booleans())
def test_whole_numbers_in_thirty_bits_come_back(value: int, hundredths: bool) -> None:
    (raw,) = struct.unpack("<I", rk(value, hundredths=hundredths)[1])
    assert rk_number(raw) == (value / 100 if hundredths else value)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_upper_half_of_a_double_comes_back(value: float) -> None:
    raw = struct.unpack("<Q", struct.pack("<d", value))[0] >> 32 & 0xFFFF_FFFC
    assert rk_number(raw) == struct.unpack("<d", struct.pack("<Q", raw << 32))[0]


# ---------------------------------------------------------------------------------------- damaged files


@given(where=st.floats(0, 1, exclude_max=True), length=st.integers(1, 8), data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_xls_is_read_or_refused_and_nothing_else(
    where: float, length: int, data: st.DataObject
) -> None:
    whole = MADE_BY_LIBREOFFICE.read_bytes()
    at = int(where * len(whole))
    spoilt = whole[:at] + data.draw(st.binary(min_size=length, max_size=length)) + whole[at + length :]
    looks = xls_looks(spoilt, lambda _row: None)
    assert looks is NOTHING or looks.formats


@pytest.mark.parametrize("cut", [0, 8, 100, 600, 2_000, 5_000])
def test_an_xls_that_is_cut_off_has_no_looks(cut: int) -> None:
    assert xls_looks(MADE_BY_LIBREOFFICE.read_bytes()[:cut], lambda _row: None) is NOTHING


def test_a_chain_of_sectors_that_bites_its_tail_ends(tmp_path: Path) -> None:
    data = bytearray(MADE_BY_LIBREOFFICE.read_bytes())
    (table,) = struct.unpack_from("<I", data, 76)
    begin = (table + 1) * 512
    data[begin : begin + 512] = struct.pack("<128I", *([0] * 128))
    with pytest.raises(EndlessFile):
        stream_in(bytes(data), "Workbook")
    path = tmp_path / "a.xls"
    path.write_bytes(data)
    with pytest.raises(FileTrouble):
        read(path, FileKind.XLS)


def test_a_reader_may_be_stopped_between_two_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.importing.binary_looks._TICK_RECORDS", 1)
    ticked: list[int] = []
    xls_looks(MADE_BY_LIBREOFFICE.read_bytes(), ticked.append)
    assert ticked


def test_a_stream_that_shares_sectors_with_others_is_found() -> None:
    """What spreadsheet programs write never is as short; other programs' workbooks are."""
    data = MADE_BY_LIBREOFFICE.read_bytes()
    assert stream_in(data, "\x05SummaryInformation").startswith(b"\xfe\xff")
