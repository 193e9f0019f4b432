"""Which table was copied from Excel or a web page? Cells as they were displayed, all digits of them.

A spreadsheet offers the same cells as HTML and as tab-separated text. The HTML is taken when it holds one
table: there a cell with a line break is one cell, and a number that its column is too narrow for brings its
digits along. Whatever else stands in it (scripts, styles, links, pictures) is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import Pasted
from desktop.importing import limits
from desktop.importing.tables import Table, table_of_text

_UNSEEN = frozenset(("head", "script", "style", "template", "title"))
_BREAKS = frozenset(("br", "p", "div", "li"))
_CELLS = frozenset(("td", "th"))
_WHOLE = re.compile(r"\d{6,15}", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+|#{2,}", re.ASCII | re.IGNORECASE)
_MOST_SPANNED = 10_000


def read_pasted(pasted: Pasted) -> Table:
    """The table that was pasted.

    Raises:
        FileTrouble: nothing was pasted, or too much.
    """
    name = cpr.scrub(pasted.name)
    if max(len(pasted.text), len(pasted.html)) > limits.TABLE_BYTES:
        raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(limits.TABLE_BYTES // limits.MEGABYTE))
    rows = _rows_of(pasted.html, name) if pasted.html else None
    if rows is not None and any(cell.strip() for row in rows for cell in row):
        return Table(file=name, sheet="", hidden=False, encoding="", delimiter="", rows=rows)
    if not pasted.text.strip():
        raise FileTrouble(name, FileFault.EMPTY)
    # The text came as text, so there is no encoding to choose between.
    return replace(table_of_text(pasted.text, name), encoding="")


def _rows_of(html: str, name: str) -> list[list[str]] | None:
    """The cells of the one table; None when there is none, or several: then the text has them all."""
    reader = _TableReader(name)
    reader.feed(html)
    reader.close()
    return reader.rows if reader.tables == 1 else None


class _TableReader(HTMLParser):
    """Collects the outermost tables' cells; a table inside a cell is text of that cell."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.tables = 0
        self.rows: list[list[str]] = []
        self._depth = 0
        self._unseen = 0
        self._cell: list[str] | None = None
        self._number = ""
        self._across = 1
        self._down: dict[int, int] = {}
        """Columns that a cell above reaches down into, and how many rows more."""
        self._starting: dict[int, int] = {}
        self._size = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._depth += 1
            self.tables += self._depth == 1
        elif self._depth == 1 and tag == "tr":
            self._end_row()
            self.rows.append([])
        elif self._depth == 1 and tag in _CELLS:
            self._begin_cell(dict(attrs))
        elif self._cell is not None and (tag in _BREAKS or tag in _CELLS):
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag == "tr":
            self._end_row()
        elif self._depth == 1 and tag in _CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unseen:
            self._cell.append(data)

    def close(self) -> None:
        super().close()
        self._end_row()

    def _begin_cell(self, told: dict[str, str | None]) -> None:
        self._end_cell()
        if not self.rows:
            self.rows.append([])
        self._skip_spanned()
        self._cell = []
        self._number = told.get("x:num") or ""
        self._across = min(_span(told.get("colspan")), limits.SHEET_COLUMNS)
        down = min(_span(told.get("rowspan")), _MOST_SPANNED)
        if down > 1:
            place = len(self.rows[-1])
            self._starting |= dict.fromkeys(range(place, place + self._across), down - 1)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        text = " ".join("".join(self._cell).split())[: limits.CELL_CHARACTERS]
        if _WHOLE.fullmatch(self._number) and _SCIENTIFIC.fullmatch(text):
            # The column was too narrow for the number: its digits stand beside what was shown.
            text = self._number
        self.rows[-1] += [text, *[""] * (self._across - 1)]
        self._size += self._across
        if self._size > limits.SHEET_CELLS:
            raise FileTrouble(self._name, FileFault.TOO_LARGE)
        self._cell = None

    def _skip_spanned(self) -> None:
        row = self.rows[-1]
        while self._down.get(len(row)):
            self._down[len(row)] -= 1
            row.append("")

    def _end_row(self) -> None:
        self._end_cell()
        if self.rows:
            self._skip_spanned()
            self._down = {place: left for place, left in self._down.items() if left} | self._starting
            self._starting = {}


def _span(told: str | None) -> int:
    return int(told) if told and told.isascii() and told.isdigit() and len(told) < 6 else 1
