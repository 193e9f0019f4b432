"""What do the cells of OpenDocument sheets show that calamine does not tell? Their leading zeros.

A cell holds its number and, beside it, the text a person sees: 113 and "00000113". calamine gives the number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from desktop.importing import limits
from desktop.importing.xlsx_scan import Looks

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET, _ROW = _TABLE + "table", _TABLE + "table-row"
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_ANNOTATION = _OFFICE + "annotation"
_NAME, _VALUE = _TABLE + "name", _OFFICE + "value"
_ROW_REPEAT = _TABLE + "number-rows-repeated"
_CELL_REPEAT = _TABLE + "number-columns-repeated"
_WITH_ZEROS = re.compile("0[0-9]{1,14}")

Attributes = Mapping[str | bytes, str | bytes]


class _Watcher:
    """Receives the elements of `content.xml`; remembers whole numbers that are shown with leading zeros."""

    def __init__(self) -> None:
        self.sheets: dict[str, Looks] = {}
        self._looks = Looks()
        self._row = self._column = 0
        self._row_repeat = self._cell_repeat = 1
        self._value = ""
        self._text: list[str] = []
        self._found: list[tuple[int, str]] = []
        self._annotations = 0

    def start(self, tag: str | bytes, attrib: Attributes) -> None:
        """An element begins."""
        if tag == _SHEET:
            self._looks = self.sheets[str(attrib.get(_NAME, ""))] = Looks()
            self._row = 0
        elif tag == _ROW:
            self._row_repeat, self._column = _count(attrib.get(_ROW_REPEAT)), 0
            self._found.clear()
        elif tag in _CELLS:
            self._cell_repeat = _count(attrib.get(_CELL_REPEAT))
            self._value = str(attrib.get(_VALUE, ""))
            self._text.clear()
        elif tag == _ANNOTATION:
            self._annotations += 1

    def data(self, data: str | bytes) -> None:
        """Text; that of a cell's note is not shown in it."""
        if self._value and not self._annotations:
            self._text.append(str(data))

    def end(self, tag: str | bytes) -> None:
        """An element ends."""
        if tag == _ANNOTATION:
            self._annotations -= 1
        elif tag in _CELLS:
            self._end_cell()
        elif tag == _ROW:
            self._end_row()

    def comment(self, text: str | bytes) -> None:
        """Comments show nothing."""

    def close(self) -> dict[str, Looks]:
        """The part ends."""
        return self.sheets

    def _end_cell(self) -> None:
        text = "".join(self._text).strip()
        if self._value and _WITH_ZEROS.fullmatch(text) and _is_number(self._value, int(text)):
            last = min(self._column + self._cell_repeat, limits.SHEET_COLUMNS)
            self._found += [(column, text) for column in range(self._column, last)]
        self._column += self._cell_repeat
        self._value = ""

    def _end_row(self) -> None:
        for again in range(self._row_repeat if self._found else 0):
            columns, texts = zip(*self._found, strict=True)
            self._looks.add_all(columns, [self._row + again + 1] * len(columns), texts)
        self._row += self._row_repeat


def ods_looks(blocks: Iterator[bytes]) -> dict[str, Looks]:
    """The whole numbers shown with leading zeros, by the name of the sheet; of a part with no bombs in it."""
    from lxml import etree

    watcher = _Watcher()
    parser = etree.XMLParser(target=watcher, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for block in blocks:
            parser.feed(block)
        parser.close()
    except etree.XMLSyntaxError:
        # Whoever reads the sheet says what is wrong with it.
        return watcher.sheets
    return watcher.sheets


def _is_number(value: str, number: int) -> bool:
    try:
        return float(value) == number
    except ValueError:
        return False


def _count(text: str | bytes | None) -> int:
    return int(text) if text and text.isdigit() else 1
