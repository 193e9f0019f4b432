"""How many cells would an OpenDocument sheet show? One kilobyte may ask for seventeen billion of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW = _TABLE + "table-row"
_CELLS = frozenset({_TABLE + "table-cell", _TABLE + "covered-table-cell"})
_ROW_REPEAT = _TABLE + "number-rows-repeated"
_CELL_REPEAT = _TABLE + "number-columns-repeated"


class _Counter:
    """Receives the elements of `content.xml` and adds up the cells that hold something."""

    def __init__(self) -> None:
        self.total = 0
        self._in_row = 0
        self._row_repeat = 1
        self._cell_repeat = 0
        self._filled = False

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        """An element begins."""
        if tag == _ROW:
            self._in_row, self._row_repeat = 0, _count(attrib.get(_ROW_REPEAT))
        elif tag in _CELLS:
            self._cell_repeat, self._filled = _count(attrib.get(_CELL_REPEAT)), False
        elif self._cell_repeat:
            self._filled = True

    def end(self, tag: str | bytes) -> None:
        """An element ends."""
        if tag in _CELLS:
            self._in_row += self._cell_repeat if self._filled else 0
            self._cell_repeat = 0
        elif tag == _ROW:
            self.total += self._in_row * self._row_repeat

    def data(self, data: str | bytes) -> None:
        """Text is counted by the paragraph that holds it."""

    def comment(self, text: str | bytes) -> None:
        """Comments show nothing."""

    def close(self) -> int:
        """The part ends."""
        return self.total


def cells_shown(blocks: Iterator[bytes]) -> int:
    """Cells with content, repeats counted; of a damaged part as far as it can be read.

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
        return counter.total
    return counter.total


def _count(text: str | bytes | None) -> int:
    return int(text) if text and text.isdigit() else 1
