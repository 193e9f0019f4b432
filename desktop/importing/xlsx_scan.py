"""What do the cells of an XLSX sheet show that calamine does not tell?

calamine is thirteen times as fast as openpyxl and gives bare values: `00100200` comes as 100200.0, an error
as nothing. So the sheet's XML is searched for the cells whose looks differ from their values, and only those
are worked out. Whatever is written in a way the search does not know makes the sheet odd, and an odd sheet
is read by openpyxl as a whole: the search never has to understand everything.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from operator import lt

from desktop.importing import limits
from desktop.importing.xlsx_formats import CellStyle, OddWorkbook

_TAIL = 4 * limits.MEGABYTE
"""The longest cell: text that is longer than Excel allows, with every sign written as an entity."""
_REMEMBERED = 20_000
_PLAIN_DIGITS = 14
"""Whole numbers of so many digits are stored exactly."""
_CARRIAGE_RETURN = re.compile(rb"&#(?:13|x0*D);", re.IGNORECASE)
_ESCAPE = re.compile(rb"_x[0-9A-Fa-f]{4}_|x005F_")
_ODD_CELL = re.compile(rb"<c(?:\s*/?>|\s(?!r=\"))")
_ODD_ROW = re.compile(rb"<row(?:\s*/?>|\s(?!r=\"))")
# Excel's schema gives r, s, t, cm, vm, ph in this order; some programs write t before s.
_RARE_ATTRIBUTES = (b'm="', b' ph="')
_ODD_ATTRIBUTES = re.compile(rb'<c r="[A-Z]+[0-9]+" (?:[^st]|t="[^"]*" [^s])')
_LONGEST_ODD = 16
_ERROR = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"[^>]* t="e"[^>]*>\s*'
    rb"(?:<f\b[^>]*(?:/>|>[^<]*</f>)\s*)?<v[^>/]*>([^<&]*)</v>"
)
# Excel writes an empty <v> for a formula that gives an empty text; a program that cannot compute, for any.
_NOT_COMPUTED = re.compile(
    rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: (?!t="str")[a-z]+="[^"]*")*>\s*'
    rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>\s*|<v>\s*</v>\s*)?</c>"
)
_WIDE = re.compile(rb'<c r="([A-Z]{2,})')
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml([^>]*)\?>\s*")
_UTF8 = re.compile(rb"""encoding=["'](?:utf-?8|us-ascii)["']""", re.IGNORECASE)
_LETTERS = 26
_SPARSE_FROM = 2_000_000
_SPARSE = 8
"""calamine sets a place aside for every cell of the rectangle; a stray cell far out would cost gigabytes."""


class Looks:
    """The texts that differ from the bare values of one sheet, by column from 0 and row from 1.

    Attributes:
        not_computed: cells with a formula that no program has worked out; they show nothing.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self.not_computed = 0
        self._columns = array("H")
        self._rows = array("L")
        self._texts: list[str] = []

    def add_all(self, columns: Iterable[int], rows: Iterable[int], texts: Iterable[str]) -> None:
        """More cells: their columns, rows and texts."""
        self._columns.extend(columns)
        self._rows.extend(rows)
        self._texts.extend(texts)

    def put_into(self, sheet: list[list[str]], *, unknown: str) -> int:
        """Write the texts over the cells of a sheet.

        Args:
            unknown: what stands in the sheet for values we do not write out.

        Returns:
            How many of those were written over.
        """
        known = 0
        height = len(sheet)
        for column, row, text in zip(self._columns, self._rows, self._texts, strict=True):
            cells = sheet[row - 1] if row <= height else []
            if column >= len(cells):
                cells, height = _cells_to(sheet, row, column), max(row, height)
            known += cells[column] is unknown
            cells[column] = text
        return known


def _cells_to(sheet: list[list[str]], row: int, column: int) -> list[str]:
    while len(sheet) < row:
        sheet.append([])
    cells = sheet[row - 1]
    if len(cells) <= column:
        cells.extend([""] * (column + 1 - len(cells)))
    return cells


class _Shown(dict[bytes, str]):
    """What numbers show in one style; the first of them are remembered."""

    def __init__(self, style: CellStyle) -> None:
        super().__init__()
        self._style = style
        self._zeros = style.fewest_digits

    def __missing__(self, raw: bytes) -> str:
        # Supplier numbers, all of them different, are most of what is asked.
        if self._zeros and len(raw) <= _PLAIN_DIGITS and raw.isdigit() and not raw.startswith(b"0"):
            return raw.decode().zfill(self._zeros)
        try:
            text = self._style.shown(raw.decode())
        except ValueError:
            raise OddWorkbook from None
        if len(self) < _REMEMBERED:
            self[raw] = text
        return text


class _Places(dict[bytes, int]):
    """The places of columns from 0 by their letters: A is 0, AA is 26."""

    def __missing__(self, letters: bytes) -> int:
        number = 0
        for letter in letters[:3]:
            number = number * _LETTERS + letter - ord("A") + 1
        place = self[letters] = number - 1
        if place >= limits.SHEET_COLUMNS:
            raise OddWorkbook
        return place


class SheetSearch:
    """Searches the XML of one sheet, block by block.

    Attributes:
        looks: what was found so far.
        shared: cells that show a shared string.
    """

    def __init__(self, styles: Mapping[int, CellStyle]) -> None:
        """Take the styles that change numbers."""
        self.looks = Looks()
        self._shown = {str(number).encode(): _Shown(style) for number, style in styles.items()}
        self._places = _Places()
        named = b"|".join(self._shown)
        self._styled = re.compile(
            rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: t="n")? s="(' + named + rb')"(?: t="n")?'
            rb'(?: (?!t=)[a-z]+="[^"]*")*>\s*(?:<f\b[^>]*(?:/>|>[^<]*</f>)\s*)?<v[^>/]*>([^<]+)</v>'
        )
        self._tail = b""
        self._started = self._has_data = False
        self._last_row = self._cells = self.shared = 0
        self._width = _LETTERS

    def feed(self, block: bytes) -> None:
        """Search one more block.

        Raises:
            OddWorkbook: something in it is for openpyxl.
        """
        window = self._tail + block if self._started else without_declaration(block)
        self._started = True
        self._has_data |= b"<sheetData" in window
        # A cell that is cut in two is looked at with the next block.
        end = window.rfind(b"<c r=")
        self._tail = window[end:] if end >= 0 else window
        if len(self._tail) > _TAIL:
            raise OddWorkbook
        if end >= 0:
            self._search(window[:end])

    def close(self) -> Looks:
        """Search what is left.

        Raises:
            OddWorkbook: something in it is for openpyxl, or the sheet is mostly empty space.
        """
        self._search(self._tail)
        if not self._has_data:
            raise OddWorkbook
        room = self._last_row * self._width
        if room > _SPARSE_FROM and room > _SPARSE * self._cells:
            raise OddWorkbook
        return self.looks

    def _search(self, xml: bytes) -> None:
        refuse_odd_text(xml)
        cells = xml.count(b'<c r="')
        if cells != xml.count(b"<c") and _ODD_CELL.search(xml):
            raise OddWorkbook
        if any(each in xml for each in _RARE_ATTRIBUTES) and _ODD_ATTRIBUTES.search(xml):
            raise OddWorkbook
        self._cells += cells
        self.shared += xml.count(b' t="s"')
        self._check_rows(xml)
        for letters in _WIDE.findall(xml):
            self._width = max(self._width, self._places[letters] + 1)
        if self._shown:
            self._take_styled(xml)
        if b"<f" in xml:
            self.looks.not_computed += len(_NOT_COMPUTED.findall(xml))
        if b' t="e"' in xml:
            for letters, row, text in _ERROR.findall(xml):
                self.looks.add_all([self._places[letters]], [int(row)], [text.decode()])

    def _check_rows(self, xml: bytes) -> None:
        """Rows must be numbered and rise: of two rows with one number the readers take another one."""
        rows = _ROW.findall(xml)
        if len(rows) != xml.count(b"<row") and _ODD_ROW.search(xml):
            raise OddWorkbook
        numbers = [self._last_row, *map(int, rows)]
        if not all(map(lt, numbers, numbers[1:])):
            raise OddWorkbook
        self._last_row = numbers[-1]

    def _take_styled(self, xml: bytes) -> None:
        found = self._styled.findall(xml)
        if found:
            letters, rows, styles, raws = zip(*found, strict=True)
            shown = self._shown
            texts = [shown[style][raw] for style, raw in zip(styles, raws, strict=True)]
            self.looks.add_all(map(self._places.__getitem__, letters), map(int, rows), texts)


class StringSearch:
    """Looks through the part of the shared strings for what the two readers take differently.

    Attributes:
        longest: bytes of the longest string, at least.
    """

    def __init__(self) -> None:
        """Begin before the first block."""
        self.longest = 0
        self._tail = b""
        self._started = False
        self._pending = 0

    def feed(self, block: bytes) -> None:
        """Look through one more block.

        Raises:
            OddWorkbook: there is something.
        """
        window = self._tail + block if self._started else without_declaration(block)
        if not self._started and b"<sst" not in window:
            raise OddWorkbook
        self._started = True
        refuse_odd_text(window)
        self._tail = window[-_LONGEST_ODD:]
        first, *more = block.split(b"<si>")
        self.longest = max(self.longest, self._pending + len(first), *map(len, more))
        self._pending = len(more[-1]) if more else self._pending + len(first)


def without_declaration(block: bytes) -> bytes:
    """The beginning of a part behind its XML declaration.

    Raises:
        OddWorkbook: the part is not in UTF-8.
    """
    found = _DECLARATION.match(block)
    if found and b"encoding" in found[1] and not _UTF8.search(found[1]):
        raise OddWorkbook
    return block[found.end() :] if found else block


def refuse_odd_text(xml: bytes) -> None:
    """Look for spellings that the two readers take differently.

    Raises:
        OddWorkbook: there is one.
    """
    # A single byte is looked for in a tenth of the time of two.
    if (b"!" in xml and b"<!" in xml) or b"\r" in xml:
        raise OddWorkbook
    if b"_" in xml and _ESCAPE.search(xml):
        raise OddWorkbook
    if b"#" in xml and b"&#" in xml and _CARRIAGE_RETURN.search(xml):
        raise OddWorkbook
