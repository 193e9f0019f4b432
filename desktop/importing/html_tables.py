"""What stands in the tables of a web page? Many systems write one and call it .xls, and Excel copies as one.

The page is read as a stream of elements and never shown: nothing is fetched, no script runs, and what stands
outside tables is left alone. A cell's text is what a browser would show, so nothing is a number here; only a
number that its column was too narrow for brings its digits along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from desktop.domain.errors import FileFault, FileTrouble
from desktop.importing import limits
from desktop.importing.text_encoding import Encoding, NotText, UnknownEncoding, find_encoding
from desktop.importing.workbooks import Sheet, Tick, collect_sheet

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_HEAD = 4_096
_BLOCK = 1 << 20
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "title", "noscript", "template"})
_WHOLE = re.compile(r"\d{6,15}", re.ASCII)
_TOO_NARROW = re.compile(r"\d(?:[.,]\d+)?E\+\d+|#{2,}", re.ASCII | re.IGNORECASE)


class _Page:
    """One table being read: its rows, and per column the row down to which a cell above reaches."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.filled = 0
        self._reaching: dict[int, int] = {}
        self._text: list[str] | None = None
        self._number = ""
        self._span = 1

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])

    def begin_cell(self, attributes: Mapping[str | bytes, str | bytes]) -> None:
        self.end_cell()
        if not self.rows:
            self.rows.append([])
        row = self.rows[-1]
        while self._reaching.get(len(row), 0) >= len(self.rows) and len(row) < limits.SHEET_COLUMNS:
            row.append("")
        self._text = []
        self._number = str(attributes.get("x:num") or "")
        room = max(limits.SHEET_COLUMNS - len(row), 0)
        self._span = min(_count(attributes.get("colspan")), max(room, 1))
        down = _count(attributes.get("rowspan")) - 1
        if down:
            for column in range(len(row), len(row) + self._span):
                self._reaching[column] = len(self.rows) + down

    def add_text(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end_cell(self) -> None:
        if self._text is None:
            return
        row = self.rows[-1]
        if len(row) < limits.SHEET_COLUMNS:
            lines = "".join(self._text).split("\v")
            shown = "\n".join(" ".join(line.split()) for line in lines).strip()
            if _WHOLE.fullmatch(self._number) and _TOO_NARROW.fullmatch(shown):
                shown = self._number
            row.append(shown)
            row.extend([""] * (self._span - 1))
            self.filled += 1
        self._text = None


class _Reader:
    """Receives the elements of a page.

    Args:
        inner: a table in a cell is a table of its own, as in pages that lay out by tables; otherwise it is
            text of that cell.
    """

    def __init__(self, *, inner: bool) -> None:
        self._inner = inner
        self._below = 0
        self.pages: list[_Page] = []
        self._open: list[_Page] = []
        self._silent = 0
        self.filled = 0

    def start(self, tag: str | bytes, attributes: Mapping[str | bytes, str | bytes]) -> None:
        """An element begins."""
        if tag in _SILENT:
            self._silent += 1
        elif self._below or (tag == "table" and self._open and not self._inner):
            self._below += tag == "table"
            self._open[-1].add_text(" ")
        elif tag == "table":
            self._open.append(_Page())
            self.pages.append(self._open[-1])
        elif self._open and tag == "tr":
            self._open[-1].begin_row()
        elif self._open and tag in _CELLS:
            self._open[-1].begin_cell(attributes)
            self.filled += 1
        elif self._open and tag == "br":
            # A vertical tab stands for the line break until the spaces around it are gone.
            self._open[-1].add_text("\v")
        elif self._open and tag in ("p", "div"):
            self._open[-1].add_text(" ")

    def end(self, tag: str | bytes) -> None:
        """An element ends, or has to because of the next."""
        if tag in _SILENT:
            self._silent = max(self._silent - 1, 0)
        elif self._below:
            self._below -= tag == "table"
        elif self._open and tag in _CELLS:
            self._open[-1].end_cell()
        elif self._open and tag == "table":
            self._open.pop().end_cell()

    def data(self, data: str | bytes) -> None:
        """Text; that of scripts is not shown."""
        if self._open and not self._silent:
            self._open[-1].add_text(str(data).replace("\v", " "))

    def comment(self, text: str | bytes) -> None:
        """Comments show nothing."""

    def pi(self, target: str | bytes, data: str | bytes | None = None) -> None:
        """Instructions show nothing."""

    def close(self) -> None:
        """The page ends."""

    def finished(self) -> list[_Page]:
        """The tables that hold something."""
        while self._open:
            self._open.pop().end_cell()
        return [page for page in self.pages if page.filled]


def rows_of_tables(text: str, *, name: str) -> list[list[list[str]]]:
    """The rows of every outermost table that holds something, in their order; spaces around texts are gone.

    Args:
        name: what the text is called in messages.

    Raises:
        FileTrouble: too large, or nested so deep that a part would be lost.
    """
    return [page.rows for page in _parsed(text, name, inner=False)]


def read_html(data: bytes, *, name: str, told: str, tick: Tick) -> tuple[list[Sheet], Encoding]:
    """The tables of a page, in its order, and the encoding it was read in.

    Args:
        name: the file's name for messages.
        told: the encoding a person decided, or "".

    Raises:
        FileTrouble: no text, too large, or nested so deep that a part would be lost.
    """
    encoding = _encoding(data, name, told)
    text = data.decode(encoding.codec, "replace").lstrip("\ufeff")
    pages = _parsed(text, name, inner=True)
    sheets = []
    for number, page in enumerate(pages, start=1):
        title = str(number) if len(pages) > 1 else ""
        sheets.append(collect_sheet(title, False, iter(page.rows), name, tick))
    return sheets, encoding


def _encoding(data: bytes, name: str, told: str) -> Encoding:
    declared = _CHARSET.search(data[:_HEAD])
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"))
    try:
        if declared and not told and not marked:
            try:
                return find_encoding(data, declared[1].decode())
            except UnknownEncoding:
                # It declares what it is not; then it is found as in any text.
                return find_encoding(data)
        return find_encoding(data, told)
    except UnknownEncoding:
        raise FileTrouble(name, FileFault.UNKNOWN_ENCODING, detail=told) from None
    except NotText:
        raise FileTrouble(name, FileFault.NOT_THIS_KIND, detail="binary") from None


def _parsed(text: str, name: str, *, inner: bool) -> list[_Page]:
    from lxml import etree

    reader = _Reader(inner=inner)
    parser = etree.HTMLParser(target=reader, encoding="utf-8", no_network=True, huge_tree=False)
    for start in range(0, len(text), _BLOCK):
        parser.feed(text[start : start + _BLOCK].encode("utf-8", "replace"))
        if reader.filled > limits.SHEET_CELLS:
            raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(limits.SHEET_CELLS))
    try:
        parser.close()
    except etree.XMLSyntaxError:
        raise FileTrouble(name, FileFault.DAMAGED) from None
    if any(error.level >= etree.ErrorLevels.FATAL for error in parser.error_log):
        raise FileTrouble(name, FileFault.DAMAGED)
    return reader.finished()


def _count(text: str | bytes | None) -> int:
    """A span of 1 to a thousand, which is what browsers allow."""
    found = re.match(r"\s*(\d{1,6})", str(text or ""))
    return min(max(int(found[1]), 1), 1_000) if found else 1
