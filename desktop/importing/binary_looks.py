"""What do the cells of an XLS or XLSB show that calamine does not tell? Numbers in a format of their own.

`00100200` is stored as 100200 with the format `00000000`, and calamine gives neither format nor zeros. So the
records of the workbook are walked for the formats, for the styles that use them, and for the numbers in cells
of such a style. Most dates calamine knows itself, but not whole days of an XLSB. A text is put in only where
calamine has the very number we have, so a workbook that is put together otherwise than we know keeps
calamine's values.

Sources: MS-XLS 2.4 (BIFF8 records), MS-XLSB 2.4 (BIFF12 records), 2.5.122 and 2.5.217 (RK numbers).
"""

from __future__ import annotations

import posixpath
import struct
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.importing import limits
from desktop.importing.compound_files import OddFile, stream_in
from desktop.importing.displayed import changes_numbers, shown
from desktop.importing.far_cells import record_at
from desktop.importing.xlsx_formats import CellStyle

if TYPE_CHECKING:
    from desktop.importing.packages import Package

Tick = Callable[[int], None]

_TICK_RECORDS = 100_000
_STYLES, _WORKBOOK, _RELATIONS = "xl/styles.bin", "xl/workbook.bin", "xl/_rels/workbook.bin.rels"


@dataclass(slots=True)
class FormattedCells:
    """The numbers of one sheet that stand in a cell whose format changes them.

    Attributes:
        rows, columns: from 0.
        styles: numbers of the styles.
    """

    rows: array[int] = field(default_factory=lambda: array("L"))
    columns: array[int] = field(default_factory=lambda: array("L"))
    styles: array[int] = field(default_factory=lambda: array("L"))
    values: array[float] = field(default_factory=lambda: array("d"))

    def add(self, row: int, column: int, style: int, value: float) -> None:
        self.rows.append(row)
        self.columns.append(column)
        self.styles.append(style)
        self.values.append(value)

    def put_into(self, sheet: Sequence[list[str]], formats: Mapping[int, CellStyle]) -> None:
        """Write what they show over calamine's numbers; what is no such number stays."""
        for row, column, style, value in zip(self.rows, self.columns, self.styles, self.values, strict=True):
            if row < len(sheet) and column < len(cells := sheet[row]) and cells[column] == shown(value):
                cells[column] = _text(value, formats[style])


@dataclass(slots=True)
class BinaryLooks:
    """The formats that change numbers, by the styles that use them; the cells of every sheet by its name."""

    formats: dict[int, CellStyle]
    sheets: dict[str, FormattedCells]

    def put_into(self, name: str, sheet: Sequence[list[str]]) -> None:
        """Write what the sheet of a name shows over calamine's values."""
        if name in self.sheets:
            self.sheets[name].put_into(sheet, self.formats)


NOTHING = BinaryLooks({}, {})


def _text(value: float, style: CellStyle) -> str:
    return style.shown(repr(value)) if style.is_date else shown(value, style.number_format)


def _that_change(
    formats: Mapping[int, str], styles: Sequence[int], *, since_1904: bool
) -> dict[int, CellStyle]:
    """The formats that change numbers, by the styles that use them.

    Args:
        formats: those of the workbook by their numbers; the usual ones are known.
        styles: the number of the format of each style.
        since_1904: the days are counted from there, as on a Mac once.
    """
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    known = {**BUILTIN_FORMATS, **formats}
    used = {number: known.get(number, "General") for number in set(styles)}
    epoch = MAC_EPOCH if since_1904 else WINDOWS_EPOCH
    changing = {
        number: CellStyle(code, bool(is_date_format(code)), bool(is_timedelta_format(code)), epoch)
        for number, code in used.items()
        if is_date_format(code) or changes_numbers(code)
    }
    return {style: changing[number] for style, number in enumerate(styles) if number in changing}


def rk_number(raw: int) -> float:
    """A number in 30 bits: the upper half of a double, or a whole number, perhaps in hundredths."""
    if raw & 2:
        whole = raw >> 2
        value = float(whole - (1 << 30) if whole & (1 << 29) else whole)
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFF_FFFC) << 32))
    return value / 100 if raw & 1 else value


# --------------------------------------------------------------------------------------------------- XLS

_BOF, _FORMAT, _XF, _SHEET, _EOF, _DATE_1904 = 0x0809, 0x041E, 0x00E0, 0x0085, 0x000A, 0x0022
_NUMBER, _RK, _MANY_RK, _FORMULA = 0x0203, 0x027E, 0x00BD, 0x0006
_BIFF8 = 0x0600
_NO_NUMBER = 0xFFFF
"""Where a formula's result has these two bytes at its end, it is a text, a truth or an error."""


def xls_looks(data: bytes, tick: Tick) -> BinaryLooks:
    """What the cells of an XLS show; nothing of one from before Excel 97, or of one that is damaged."""
    try:
        stream = stream_in(data, "Workbook")
        formats: dict[int, str] = {}
        styles: list[int] = []
        places: list[tuple[str, int]] = []
        since_1904 = False
        if struct.unpack_from("<HHH", stream)[::2] != (_BOF, _BIFF8):
            return NOTHING
        for kind, body in _records(stream, 0, tick):
            if kind == _FORMAT:
                number, code = _xls_format(body)
                formats[number] = code
            elif kind == _XF:
                styles.append(struct.unpack_from("<H", body, 2)[0])
            elif kind == _DATE_1904:
                since_1904 = body[:1] == b"\x01"
            elif kind == _SHEET:
                places.append(_xls_sheet(body))
        changing = _that_change(formats, styles, since_1904=since_1904)
        if not changing:
            return NOTHING
        sheets = {name: _xls_cells(stream, place, changing, tick) for name, place in places}
    except (OddFile, struct.error):
        return NOTHING
    return BinaryLooks(changing, sheets)


def _records(stream: bytes, at: int, tick: Tick) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records up to the end of the part that begins there."""
    count = 0
    while True:
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _EOF:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size
        count += 1
        if count % _TICK_RECORDS == 0:
            tick(0)


def _xls_format(body: bytes) -> tuple[int, str]:
    number, length, wide = struct.unpack_from("<HHB", body)
    return number, _xls_text(body[5:], length, wide)


def _xls_sheet(body: bytes) -> tuple[str, int]:
    place, _hidden, _kind, length, wide = struct.unpack_from("<IBBBB", body)
    return _xls_text(body[8:], length, wide), place


def _xls_text(raw: bytes, length: int, wide: int) -> str:
    """Text in two bytes a letter, or in one, which then is the lower half."""
    if wide & 1:
        return raw[: 2 * length].decode("utf-16-le", "replace")
    return raw[:length].decode("latin-1")


def _xls_cells(stream: bytes, place: int, changing: Mapping[int, CellStyle], tick: Tick) -> FormattedCells:
    found = FormattedCells()
    for kind, body in _records(stream, place, tick):
        if kind == _MANY_RK:
            row, first = struct.unpack_from("<HH", body)
            for column, (style, raw) in enumerate(struct.iter_unpack("<HI", body[4:-2]), first):
                if style in changing:
                    found.add(row, column, style, rk_number(raw))
        elif kind in (_NUMBER, _RK, _FORMULA):
            row, column, style = struct.unpack_from("<HHH", body)
            if style not in changing:
                continue
            if kind == _RK:
                found.add(row, column, style, rk_number(struct.unpack_from("<I", body, 6)[0]))
            elif kind == _NUMBER or struct.unpack_from("<H", body, 12)[0] != _NO_NUMBER:
                found.add(row, column, style, struct.unpack_from("<d", body, 6)[0])
    return found


# -------------------------------------------------------------------------------------------------- XLSB

_ROW_HEADER, _CELL_RK, _CELL_REAL, _FORMULA_NUMBER = 0, 2, 5, 9
_STYLE_FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 44, 47, 617, 618
_BUNDLE_SHEET, _BOOK_PROPERTIES = 156, 153
_STYLE_BITS = 0xFF_FFFF


def xlsb_looks(package: Package, tick: Tick) -> BinaryLooks:
    """What the cells of an XLSB show; nothing of one that is put together in another way."""
    try:
        parts = {each.filename: each for each in package.entries()}
        if not {_STYLES, _WORKBOOK, _RELATIONS} <= parts.keys():
            return NOTHING

        def read(name: str) -> bytes:
            return package.read(parts[name], limit=limits.WORKBOOK_BYTES)

        book = read(_WORKBOOK)
        changing = _xlsb_formats(read(_STYLES), since_1904=_is_since_1904(book))
        if not changing:
            return NOTHING
        places = _xlsb_sheets(book, read(_RELATIONS))
        sheets = {
            name: _xlsb_cells(read(part), changing, tick) for name, part in places.items() if part in parts
        }
    except (OddFile, struct.error, IndexError):
        return NOTHING
    return BinaryLooks(changing, sheets)


def _binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, size and place of the records of a part."""
    at = 0
    while at < len(data):
        kind, size, begin = record_at(data, at)
        yield kind, size, begin
        at = begin + size


def _is_since_1904(book: bytes) -> bool:
    flags = (book[at : at + 1] for kind, _size, at in _binary_records(book) if kind == _BOOK_PROPERTIES)
    return bool(next(flags, b"\x00")[0] & 1)


def _xlsb_formats(data: bytes, *, since_1904: bool) -> dict[int, CellStyle]:
    formats: dict[int, str] = {}
    styles: list[int] = []
    of_cells = False
    for kind, _size, at in _binary_records(data):
        if kind == _STYLE_FORMAT:
            (number,) = struct.unpack_from("<H", data, at)
            formats[number], _ = _wide_text(data, at + 2)
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            of_cells = kind == _STYLES_BEGIN
        elif kind == _STYLE and of_cells:
            styles.append(struct.unpack_from("<H", data, at + 2)[0])
    return _that_change(formats, styles, since_1904=since_1904)


def _wide_text(data: bytes, at: int) -> tuple[str, int]:
    """A text that begins with its length, and where it ends."""
    (length,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * length
    if end > len(data):
        raise OddFile
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _xlsb_sheets(workbook: bytes, relations: bytes) -> dict[str, str]:
    """The part of every sheet by the sheet's name."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(relations, parser)
    except etree.XMLSyntaxError:
        raise OddFile from None
    targets = {
        str(each.get("Id")): posixpath.normpath(posixpath.join("/xl", str(each.get("Target"))))[1:]
        for each in root
        if isinstance(each.tag, str)
    }
    found: dict[str, str] = {}
    for kind, _size, at in _binary_records(workbook):
        if kind == _BUNDLE_SHEET:
            relation, end = _wide_text(workbook, at + 8)
            name, _ = _wide_text(workbook, end)
            found[name] = targets.get(relation, "")
    return found


def _xlsb_cells(data: bytes, changing: Mapping[int, CellStyle], tick: Tick) -> FormattedCells:
    found = FormattedCells()
    row = 0
    for count, (kind, _size, at) in enumerate(_binary_records(data)):
        if kind == _ROW_HEADER:
            (row,) = struct.unpack_from("<I", data, at)
        elif kind in (_CELL_RK, _CELL_REAL, _FORMULA_NUMBER):
            column, told = struct.unpack_from("<II", data, at)
            if (style := told & _STYLE_BITS) in changing:
                form = "<I" if kind == _CELL_RK else "<d"
                (raw,) = struct.unpack_from(form, data, at + 8)
                found.add(row, column, style, rk_number(raw) if kind == _CELL_RK else raw)
        if count % _TICK_RECORDS == 0:
            tick(0)
    return found
