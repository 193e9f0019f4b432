"""How many cells would OpenDocument sheets show, and how far out? One kilobyte may ask for billions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.importing.far_cells import Extent

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_SHEET = _TABLE + "table"
_ROW = _TABLE + "table-row"
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_ROW_REPEAT = _TABLE + "number-rows-repeated"
_CELL_REPEAT = _TABLE + "number-columns-repeated"


class _Counter:
    """Receives the elements of `content.xml` and adds up the cells that hold something, sheet by sheet."""

    def __init__(self) -> None:
        self.sheets = [Extent()]
        self._row = 0
        self._column = self._last_filled = 0
        self._in_row = 0
        self._row_repeat = 1
        self._cell_repeat = 0
        self._filled = False

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        """An element begins."""
        if tag == _ROW:
            self._in_row, self._row_repeat = 0, _count(attrib.get(_ROW_REPEAT))
            self._column = self._last_filled = 0
        elif tag == _SHEET:
            self.sheets.append(Extent())
            self._row = 0
        elif tag in _CELLS:
            self._cell_repeat, self._filled = _count(attrib.get(_CELL_REPEAT)), False
        elif self._cell_repeat:
            self._filled = True

    def end(self, tag: str | bytes) -> None:
        """An element ends."""
        if tag in _CELLS:
            self._column += self._cell_repeat
            if self._filled:
                self._in_row += self._cell_repeat
                self._last_filled = self._column
            self._cell_repeat = 0
        elif tag == _ROW:
            self._end_row(self.sheets[-1])

    def data(self, data: str | bytes) -> None:
        """Text is counted by the paragraph that holds it."""

    def comment(self, text: str | bytes) -> None:
        """Comments show nothing."""

    def close(self) -> list[Extent]:
        """The part ends."""
        return self.sheets

    def _end_row(self, sheet: Extent) -> None:
        self._row += self._row_repeat
        if self._in_row:
            sheet.cells += self._in_row * self._row_repeat
            sheet.last_row = self._row
            sheet.last_column = max(sheet.last_column, self._last_filled)


def ods_extents(blocks: Iterator[bytes]) -> list[Extent]:
    """Cells with content, repeats counted, and how far they reach; of a damaged part what can be read.

    Empty cells do not count: LibreOffice ends every sheet with a million repeated empty rows.
    """
    from lxml import etree

    counter = _Counter()
    parser = etree.XMLParser(target=counter, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        for block in blocks:
            parser.feed(block)
        parser.close()
    except etree.XMLSyntaxError:
        # Whoever reads the sheet says what is wrong with it.
        return counter.sheets
    return counter.sheets


def _count(text: str | bytes | None) -> int:
    return int(text) if text and text.isdigit() else 1
