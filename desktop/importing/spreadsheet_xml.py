"""What does a SpreadsheetML 2003 workbook show? XML that Excel writes and reads, mostly saved as .xls.

It is read as a stream of elements. Rows and cells may skip places ("ss:Index"), so a kilobyte can ask for two
billion of them: places are counted before anything is set aside for them. A DTD is refused, for no workbook
needs one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.errors import FileFault, FileTrouble
from desktop.importing import limits
from desktop.importing.displayed import shown
from desktop.importing.workbooks import Sheet, Tick, collect_sheet

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_BLOCK = 1 << 20
_MOST_ROWS = 1_048_576
_MOST_COLUMNS = 16_384
_Attributes = Mapping[str | bytes, str | bytes]
_NAMED_FORMATS = {
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Currency": "#,##0.00",
    "Euro Currency": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
_DEFAULT = "Default"
_HIDDEN = ("SheetHidden", "SheetVeryHidden")


class _Beyond(ValueError):
    """A place that no sheet has, or one that lies behind."""


class _Doctype(ValueError):
    """The file has a DTD."""


@dataclass(slots=True)
class _Page:
    """One sheet as it grows."""

    name: str
    hidden: bool = False
    rows: list[list[str]] = field(default_factory=list)
    cells: int = 0


class _Reader:
    """Receives the elements of a workbook."""

    def __init__(self) -> None:
        self.pages: list[_Page] = []
        self._formats: dict[str, str] = {}
        self._style = _DEFAULT
        self._row_style = self._cell_style = ""
        self._kind = ""
        self._across = 0
        self._text: list[str] | None = None
        self._in_comment = False
        self._nothing: list[str] = []

    def doctype(self, *_: str | None) -> None:
        """A DTD begins."""
        raise _Doctype

    def start(self, tag: str | bytes, attributes: _Attributes) -> None:
        """An element begins."""
        match str(tag).rpartition("}")[2]:
            case "Style":
                self._style = _told(attributes, "ID")
            case "NumberFormat":
                written = _told(attributes, "Format", "General")
                self._formats[self._style] = _NAMED_FORMATS.get(written, written)
            case "Worksheet":
                self.pages.append(_Page(_told(attributes, "Name")))
            case "Row" if self.pages:
                self._begin_row(attributes)
            case "Cell" if self.pages and self.pages[-1].rows:
                self._begin_cell(attributes)
            case "Comment":
                self._in_comment = True
            case "Data" if not self._in_comment:
                self._kind, self._text = _told(attributes, "Type", "String"), []
            case "Visible":
                self._text = []

    def end(self, tag: str | bytes) -> None:
        """An element ends."""
        match str(tag).rpartition("}")[2]:
            case "Comment":
                self._in_comment = False
            case "Data" if self._text is not None and self.pages and self.pages[-1].rows:
                self._put("".join(self._text))
                self._text = None
            case "Visible" if self._text is not None and self.pages:
                self.pages[-1].hidden = "".join(self._text).strip() in _HIDDEN
                self._text = None
            case "Cell" if self.pages and self.pages[-1].rows:
                row = self.pages[-1].rows[-1]
                row.extend([""] * min(self._across, limits.SHEET_COLUMNS))

    def data(self, data: str | bytes) -> None:
        """Text, also that of the markup inside a cell."""
        if self._text is not None:
            self._text.append(str(data))

    def comment(self, text: str | bytes) -> None:
        """Comments of the XML show nothing."""

    def pi(self, target: str | bytes, data: str | bytes | None = None) -> None:
        """Instructions show nothing."""

    def close(self) -> None:
        """The workbook ends."""

    def _begin_row(self, attributes: _Attributes) -> None:
        rows = self.pages[-1].rows
        place = _place(attributes, after=len(rows), most=_MOST_ROWS)
        # Rows that are passed over share one list.
        rows.extend([self._nothing] * (place - 1 - len(rows)))
        rows.append([])
        self._row_style = _told(attributes, "StyleID")

    def _begin_cell(self, attributes: _Attributes) -> None:
        page = self.pages[-1]
        row = page.rows[-1]
        place = _place(attributes, after=len(row), most=_MOST_COLUMNS)
        page.cells += place - len(row)
        if page.cells > limits.SHEET_CELLS:
            raise _Beyond
        row.extend([""] * (place - len(row)))
        self._across = _number(_told(attributes, "MergeAcross", "0"))
        self._cell_style = _told(attributes, "StyleID") or self._row_style or _DEFAULT

    def _put(self, text: str) -> None:
        page = self.pages[-1]
        if page.rows[-1]:
            number_format = self._formats.get(self._cell_style) or self._formats.get(_DEFAULT, "General")
            page.rows[-1][-1] = _shown(text, self._kind, number_format)


def read_spreadsheet_xml(data: bytes, *, name: str, tick: Tick) -> list[Sheet]:
    """All sheets of the workbook in its own order.

    Args:
        name: the file's name for messages.

    Raises:
        FileTrouble: damaged, a DTD, or more cells than a sheet has.
    """
    from lxml import etree

    reader = _Reader()
    parser = etree.XMLParser(
        target=reader, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        for start in range(0, len(data), _BLOCK):
            parser.feed(data[start : start + _BLOCK])
        parser.close()
    except _Doctype:
        raise FileTrouble(name, FileFault.DAMAGED, detail="DTD") from None
    except _Beyond:
        raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(limits.SHEET_CELLS)) from None
    except etree.XMLSyntaxError:
        raise FileTrouble(name, FileFault.DAMAGED) from None
    return [collect_sheet(page.name, page.hidden, iter(page.rows), name, tick) for page in reader.pages]


def _place(attributes: _Attributes, *, after: int, most: int) -> int:
    """The number of a row or cell, from 1: the next one, or the one it names."""
    told = _told(attributes, "Index")
    place = _number(told) if told else after + 1
    if not after < place <= most:
        raise _Beyond
    return place


def _told(attributes: _Attributes, name: str, otherwise: str = "") -> str:
    return str(attributes.get(_SS + name, otherwise))


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 10:
        raise _Beyond
    return int(text)


def _shown(text: str, kind: str, number_format: str) -> str:
    """The text of a cell of one of the five types."""
    try:
        if kind == "Number":
            bare = text.strip()
            return shown(int(bare) if bare.lstrip("-").isdecimal() else float(bare), number_format)
        if kind == "Boolean":
            return shown(text.strip() == "1")
        if kind == "DateTime":
            return shown(datetime.fromisoformat(text.strip()))
    except ValueError:
        # What Excel would refuse is shown as it stands, and whoever reads the column tells it.
        return text
    return text
