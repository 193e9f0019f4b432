"""Does a stray cell far out make a sheet immense? calamine sets a place aside for every cell between.

A space typed into XFD1048576 by accident asks for seventeen billion places: half a terabyte, and the program
would be gone. So the cells are counted where they stand before calamine is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPARSE_FROM = 2_000_000
SPARSE = 8
"""From so many places on, at most so many for every cell that is filled."""

_ROW_HEADER = 0
_CELLS = frozenset((*range(2, 12), 62))
"""Records of BIFF12 (MS-XLSB 2.5) that calamine takes for cells; 1 is a cell that only has a format."""
_LONGEST_HEADER = 6

_XLSX_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST_TAG = 4_096


@dataclass(slots=True)
class Extent:
    """How far the cells of a sheet reach, from 1, and how many there are."""

    cells: int = 0
    last_row: int = 0
    last_column: int = 0

    def take(self, row: int, column: int) -> None:
        """One more cell."""
        self.cells += 1
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    @property
    def is_mostly_empty(self) -> bool:
        """Whether the rectangle is immense beside what stands in it."""
        room = self.last_row * self.last_column
        return room > SPARSE_FROM and room > SPARSE * self.cells

    @property
    def corner(self) -> str:
        """The far end of the sheet, as a spreadsheet calls it: "XFD1048576"."""
        letters, number = "", self.last_column
        while number:
            number, place = divmod(number - 1, 26)
            letters = chr(ord("A") + place) + letters
        return f"{letters}{self.last_row}"


def xlsb_extents(blocks: Iterator[bytes]) -> list[Extent]:
    """How far the cells of a binary sheet reach: its records are walked, none is read but where it stands."""
    found = Extent()
    row = 0
    rest, skip = b"", 0
    for block in blocks:
        data = rest + block
        at, end = skip, len(data)
        while end - at >= _LONGEST_HEADER:
            kind, size, begin = record_at(data, at)
            if begin + min(size, 4) > end:
                break
            if kind == _ROW_HEADER:
                row = int.from_bytes(data[begin : begin + 4], "little") + 1
            elif kind in _CELLS:
                found.take(row, int.from_bytes(data[begin : begin + 4], "little") + 1)
            at = begin + size
        rest, skip = (data[at:], 0) if at < end else (b"", at - end)
    return [found]


def record_at(data: bytes, at: int) -> tuple[int, int, int]:
    """Kind and size of a record, and where its content begins; both numbers keep seven bits in a byte."""
    kind = data[at]
    at += 1
    if kind & 0x80:
        kind = kind & 0x7F | (data[at] & 0x7F) << 7
        at += 1
    size = 0
    for shift in (0, 7, 14, 21):
        byte = data[at]
        at += 1
        size |= (byte & 0x7F) << shift
        if not byte & 0x80:
            break
    return kind, size, at


def xlsx_extents(blocks: Iterator[bytes]) -> list[Extent]:
    """How far the cells of a sheet reach that is written in XML, in whatever order they stand."""
    found = Extent()
    tail = b""
    for block in blocks:
        window = tail + block
        begin = window.rfind(b"<")
        # A tag that is cut in two is looked at with the next block.
        is_cut = begin >= 0 and b">" not in window[begin:]
        end = begin if is_cut and len(window) - begin <= _LONGEST_TAG else len(window)
        for letters, row in _XLSX_CELL.findall(window[:end]):
            found.take(int(row), _column(letters))
        tail = window[end:]
    return [found]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
