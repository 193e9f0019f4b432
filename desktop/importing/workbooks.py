"""What does a workbook show? The cells of every sheet as text, as a person sees them.

calamine reads all of them. It does not tell number formats, and `00100200` would become 100200; so the XML of
an XLSX is searched for the cells that show something else than their value (`xlsx_scan`). What the search
does not know goes to openpyxl, eight times as slow, and the XLSX dialects that openpyxl reads wrongly (the
strict one, rows out of order) to calamine alone. Nothing is evaluated, fetched or unpacked to the disk:
formulas give the value that was stored with them.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, TypeVar, cast

from desktop.domain.errors import FileFault, FileTrouble
from desktop.importing import far_cells, limits
from desktop.importing.binary_looks import xls_looks, xlsb_looks
from desktop.importing.compound_files import EndlessFile, refuse_endless
from desktop.importing.displayed import CellValue, shown, shown_fraction
from desktop.importing.file_kinds import FileKind
from desktop.importing.ods_looks import ods_looks
from desktop.importing.packages import Budget, Package, PackageFault, PackageTrouble
from desktop.importing.repeats import ods_extents
from desktop.importing.xlsx_formats import OddWorkbook
from desktop.importing.xlsx_scan import Looks
from desktop.importing.xlsx_search import XlsxSearch

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from python_calamine import CalamineSheet

_Read = TypeVar("_Read")

Tick = Callable[[int], None]
"""Told the number of the row just read; may raise `Cancelled`."""

_DOCTYPE = b"<!DOCTYPE"
_EXACT = 1e15
"""Whole numbers below it are written out by `str` as `shown` does, ten times as fast."""
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\sr="(\d+)"')
_OVERLAP = 512
_TICK_ROWS = 2_000
_TICK_SECONDS = 0.2
_MOMENT = "\x00moment"
"""Stands for a date until the number behind it is worked out; no cell of an XML file can hold a NUL."""

# What openpyxl lets out when parts are missing, references lead nowhere or values are out of range.
_OPENPYXL_FAULTS = (
    KeyError, IndexError, ValueError, TypeError, AttributeError, SyntaxError, OverflowError,
    NotImplementedError, EOFError, zipfile.BadZipFile, OSError,
)  # fmt: skip


@dataclass(slots=True)
class Sheet:
    """One sheet.

    Attributes:
        rows: from the sheet's first row on, empty ones included.
        cut: rows (from 1) with a text longer than a cell can hold, which was cut.
        not_computed: cells with a formula that no program has worked out, where the format lets us see it.
    """

    name: str
    hidden: bool
    rows: list[list[str]] = field(repr=False)
    cut: list[int]
    not_computed: int = 0


def read_sheets(stream: IO[bytes], kind: FileKind, *, name: str, tick: Tick) -> list[Sheet]:
    """All sheets of a workbook in its own order.

    Args:
        name: the file's name for messages.

    Raises:
        FileTrouble: damaged, too large, password, no sheet with cells.
    """
    search = None if kind is FileKind.XLS else _inspect(stream, kind, name, tick)
    stream.seek(0)
    if kind is FileKind.XLSX and search is not None:
        sheets = _fast(stream, search, name, tick) or by_openpyxl(stream, name, tick)
        stream.seek(0)
        if sheets:
            return sheets
    _refuse_far_cells(stream, kind, name, tick)
    stream.seek(0)
    if kind is FileKind.XLS:
        with _as_file_trouble(name, (EndlessFile,)):
            refuse_endless(stream.read())
        stream.seek(0)
    sheets = list(_by_calamine(stream, name, tick))
    if kind is FileKind.ODS:
        _show_zeros(sheets, stream, tick)
    elif kind in (FileKind.XLS, FileKind.XLSB):
        _show_formats(sheets, stream, kind, tick)
    return sheets


def _show_formats(sheets: Iterable[Sheet], stream: IO[bytes], kind: FileKind, tick: Tick) -> None:
    """Let the numbers of a binary workbook look as their cells' formats say."""
    stream.seek(0)
    looks = xls_looks(stream.read(), tick) if kind is FileKind.XLS else xlsb_looks(_package(stream), tick)
    for sheet in sheets:
        looks.put_into(sheet.name, sheet.rows)


def _show_zeros(sheets: Iterable[Sheet], stream: IO[bytes], tick: Tick) -> None:
    """Give the numbers of an OpenDocument workbook the leading zeros they are shown with."""
    stream.seek(0)
    package = _package(stream)
    content = next(each for each in package.entries() if each.filename == "content.xml")
    looks = ods_looks(_ticking(package.blocks(content, limit=limits.WORKBOOK_BYTES), tick))
    for sheet in sheets:
        if sheet.name in looks:
            looks[sheet.name].put_into(sheet.rows, unknown="")


_SHEETS = {
    FileKind.XLSB: (re.compile(r"xl/worksheets/[^/]+\.bin", re.IGNORECASE), far_cells.xlsb_extents),
    FileKind.XLSX: (re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE), far_cells.xlsx_extents),
    FileKind.ODS: (re.compile(r"content\.xml"), ods_extents),
}
"""The parts that hold the cells of a workbook, and how far they reach. An XLS is never large enough."""


def _refuse_far_cells(stream: IO[bytes], kind: FileKind, name: str, tick: Tick) -> None:
    """Look where the cells stand before calamine sets places aside for all that may stand between them.

    Raises:
        FileTrouble: a sheet is immense, and nearly empty.
    """
    if kind not in _SHEETS:
        return
    pattern, extents_of = _SHEETS[kind]
    package = _package(stream)
    for entry in package.entries():
        if pattern.fullmatch(entry.filename):
            blocks = _ticking(package.blocks(entry, limit=limits.WORKBOOK_BYTES), tick)
            for found in extents_of(blocks):
                if found.is_mostly_empty:
                    raise FileTrouble(name, FileFault.FAR_CELL, detail=found.corner)


def _fast(stream: IO[bytes], search: XlsxSearch, name: str, tick: Tick) -> list[Sheet]:
    """What calamine reads, with the looks that were found; nothing when the two do not fit together."""
    try:
        return list(_by_calamine(stream, name, tick, search.looks()))
    except OddWorkbook:
        return []
    except FileTrouble as trouble:
        if trouble.fault is FileFault.TOO_LARGE:
            raise
        return []
    finally:
        stream.seek(0)


def by_openpyxl(stream: IO[bytes], name: str, tick: Tick) -> list[Sheet]:
    """What openpyxl reads; nothing when rows are out of order, which it does not notice."""
    if not _rows_in_order(stream):
        return []
    stream.seek(0)
    with _as_file_trouble(name, _OPENPYXL_FAULTS):
        return list(_by_openpyxl(stream, name, tick))


@contextmanager
def _as_file_trouble(name: str, faults: tuple[type[Exception], ...]) -> Iterator[None]:
    try:
        yield
    except faults:
        # `from None`: these messages quote cell values.
        raise FileTrouble(name, FileFault.DAMAGED) from None


def _inspect(stream: IO[bytes], kind: FileKind, name: str, tick: Tick) -> XlsxSearch | None:
    """Unpack every part once, counting: sizes, checksums, DTDs, repeats; and search an XLSX for looks."""
    try:
        package = _package(stream)
        search = XlsxSearch(package) if kind is FileKind.XLSX else None
        for entry in package.entries():
            blocks = _ticking(package.blocks(entry, limit=limits.WORKBOOK_BYTES), tick)
            _inspect_part(entry.filename, blocks, name, search)
        if kind is FileKind.ODS:
            content = next((each for each in package.entries() if each.filename == "content.xml"), None)
            if content is None:
                raise FileTrouble(name, FileFault.DAMAGED)
            sheets = ods_extents(package.blocks(content, limit=limits.WORKBOOK_BYTES))
            if sum(sheet.cells for sheet in sheets) > limits.SHEET_CELLS:
                raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(limits.SHEET_CELLS))
    except PackageTrouble as trouble:
        raise _file_trouble_of(trouble, name) from None
    return search


def _ticking(blocks: Iterator[bytes], tick: Tick) -> Iterator[bytes]:
    """The blocks, with a chance to stop between them; no row has been read yet."""
    for block in blocks:
        tick(0)
        yield block


def _package(stream: IO[bytes]) -> Package:
    return Package(stream, most_entries=limits.WORKBOOK_PARTS, budget=Budget(limits.WORKBOOK_BYTES))


def _file_trouble_of(trouble: PackageTrouble, name: str) -> FileTrouble:
    if trouble.fault is PackageFault.PASSWORD:
        return FileTrouble(name, FileFault.PASSWORD)
    if trouble.fault in (PackageFault.TOO_LARGE, PackageFault.TOO_MANY):
        return FileTrouble(name, FileFault.TOO_LARGE, detail=str(limits.WORKBOOK_BYTES // limits.MEGABYTE))
    return FileTrouble(name, FileFault.DAMAGED)


def _inspect_part(part: str, blocks: Iterator[bytes], name: str, search: XlsxSearch | None) -> None:
    """Read one part to its end.

    Raises:
        FileTrouble: the part has a DTD, which no workbook needs and every XML attack does.
    """
    is_xml = part.endswith((".xml", ".rels"))
    tail = b""
    for block in blocks:
        if is_xml:
            window = tail + block
            # In UTF-16 every other byte is zero. A single byte is looked for in a tenth of the time.
            if b"!" in window and _DOCTYPE in (window.replace(b"\x00", b"") if b"\x00" in window else window):
                raise FileTrouble(name, FileFault.DAMAGED, detail="DTD")
            tail = block[-_OVERLAP:]
        if search is not None:
            search.feed(part, block)


def _rows_in_order(stream: IO[bytes]) -> bool:
    """Whether the rows of every sheet of a workbook that was inspected stand in order."""
    stream.seek(0)
    package = _package(stream)
    for entry in package.entries():
        if "worksheets/" not in entry.filename:
            continue
        last_row, tail = 0, b""
        for block in package.blocks(entry, limit=limits.WORKBOOK_BYTES):
            window = tail + block
            rows = [int(row[:9]) for row in _ROW.findall(window)]
            if rows != sorted(rows) or (rows and rows[0] < last_row):
                return False
            last_row = max(rows, default=last_row)
            tail = window[-_OVERLAP:]
    return True


def _by_openpyxl(stream: IO[bytes], name: str, tick: Tick) -> Iterator[Sheet]:
    import openpyxl

    with warnings.catch_warnings():
        # Validation rules, headers and extensions that openpyxl leaves out are none of ours.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets:
                # The size a sheet gives for itself may be wrong, and rows beyond it would be lost.
                sheet.reset_dimensions()
                rows = (_openpyxl_texts(cells) for cells in sheet.iter_rows())
                yield collect_sheet(sheet.title, sheet.sheet_state != "visible", rows, name, tick)
        finally:
            book.close()


def _openpyxl_texts(cells: tuple[Cell | MergedCell, ...]) -> list[str]:
    texts = []
    for cell in cells[: limits.SHEET_COLUMNS]:
        value: Any = cell.value
        if value is None:
            texts.append("")
        elif type(value) is str:
            texts.append(value)
        else:
            texts.append(shown(value, cell.number_format))
    return texts


def _by_calamine(
    stream: IO[bytes], name: str, tick: Tick, looks: Mapping[str, Looks] | None = None
) -> Iterator[Sheet]:
    """What calamine reads.

    Args:
        looks: for an XLSX, what the cells of each sheet show where it is not their value.

    Raises:
        FileTrouble: damaged, too large, password.
        OddWorkbook: calamine and the looks do not fit together.
    """
    import python_calamine as calamine

    with _calamine_faults(name):
        data = io.BytesIO(stream.read())
        book = _ticked(lambda: calamine.CalamineWorkbook.from_filelike(data), tick)
        for meta in book.sheets_metadata:
            if meta.typ is calamine.SheetTypeEnum.WorkSheet:
                sheet = _ticked(partial(book.get_sheet_by_name, meta.name), tick)
                found = looks.get(meta.name) if looks is not None else None
                rows = _calamine_texts(sheet) if looks is None else _dressed(sheet, found, tick)
                hidden = meta.visible is not calamine.SheetVisibleEnum.Visible
                collected = collect_sheet(meta.name, hidden, rows, name, tick)
                collected.not_computed = found.not_computed if found else 0
                yield collected


def _ticked(work: Callable[[], _Read], tick: Tick) -> _Read:
    """What a single call of calamine gives, with a chance to stop every so often while it reads.

    A million rows take it seconds, in which Python is free; of a call that was stopped nobody hears any more.
    """
    pool = ThreadPoolExecutor(max_workers=1)
    try:
        reading = pool.submit(work)
        while not wait((reading,), timeout=_TICK_SECONDS).done:
            tick(0)
        return reading.result()
    finally:
        pool.shutdown(wait=False)


def _dressed(sheet: CalamineSheet, looks: Looks | None, tick: Tick) -> Iterator[list[str]]:
    """The rows of an XLSX sheet as shown.

    Raises:
        OddWorkbook: calamine knows a date where we know none.
    """
    if looks is None:
        raise OddWorkbook
    # Empty rows above the first cell are given, empty columns left of it are not.
    left = sheet.start[1] if sheet.start else 0
    rows: list[list[str]] = []
    moments = 0
    values = sheet.iter_rows()
    while taken := list(islice(values, _TICK_ROWS)):
        columns: list[Sequence[str]] = [[""] * len(taken)] * left
        for column in zip(*taken, strict=True):
            columns.append(texts := _bare_texts(column))
            moments += texts.count(_MOMENT) if texts is not column else 0
        rows.extend(map(list, zip(*columns, strict=True)) if columns else ([] for _ in taken))
        tick(len(rows))
    if looks.put_into(rows, unknown=_MOMENT) != moments:
        raise OddWorkbook
    yield from rows


def _bare_texts(column: Sequence[CellValue]) -> Sequence[str]:
    """The values of a column as General shows them; most columns are all text or all whole numbers."""
    kinds = set(map(type, column))
    if kinds == {str}:
        return cast("Sequence[str]", column)
    numbers = cast("Sequence[float]", column)
    if kinds == {float} and all(map(float.is_integer, numbers)) and max(map(abs, numbers)) < _EXACT:
        return list(map(str, map(int, numbers)))
    return [
        value
        if type(value) is str
        else str(int(value))
        if type(value) is float and -_EXACT < value < _EXACT and value.is_integer()
        else shown_fraction(value)
        if type(value) is float and -_EXACT < value < _EXACT
        else _bare_text(value)
        for value in column
    ]


def _bare_text(value: CellValue) -> str:
    """A value as General shows it; dates are worked out from the numbers that stand in the file."""
    return shown(value) if isinstance(value, (str, int, float)) else _MOMENT


@contextmanager
def _calamine_faults(name: str) -> Iterator[None]:
    import python_calamine as calamine

    try:
        yield
    except calamine.PasswordError:
        raise FileTrouble(name, FileFault.PASSWORD) from None
    except OddWorkbook:
        raise
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        raise FileTrouble(name, FileFault.DAMAGED) from None
    except BaseException as error:
        # A damaged XLS can make the library's Rust code panic, which reaches Python as a BaseException of a
        # type that cannot be imported. Everything else goes on as it came.
        if type(error).__name__ != "PanicException":
            raise
        raise FileTrouble(name, FileFault.DAMAGED) from None


def _calamine_texts(sheet: CalamineSheet) -> Iterator[list[str]]:
    for row in sheet.to_python(skip_empty_area=False):
        yield [_calamine_text(value) for value in row[: limits.SHEET_COLUMNS]]


def _calamine_text(value: CellValue) -> str:
    return shown(value)


def collect_sheet(title: str, hidden: bool, rows: Iterator[list[str]], name: str, tick: Tick) -> Sheet:
    """Collect a sheet's rows, trailing empty cells and rows left out.

    Raises:
        FileTrouble: more cells than a sheet may have.
    """
    sheet = Sheet(title, hidden, [], [])
    filled = 0
    last = 0
    nothing: list[str] = []
    for number, texts in enumerate(rows, start=1):
        del texts[limits.SHEET_COLUMNS :]
        while texts and not texts[-1]:
            texts.pop()
        # Empty rows share one list: a stray cell in row 1,048,576 must not cost a million lists.
        sheet.rows.append(_cut_long(texts, sheet.cut, number) if texts else nothing)
        if texts:
            last = number
            filled += len(texts)
            if filled > limits.SHEET_CELLS:
                raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(limits.SHEET_CELLS))
        if number % _TICK_ROWS == 0:
            tick(number)
    del sheet.rows[last:]
    return sheet


def _cut_long(texts: list[str], cut: list[int], number: int) -> list[str]:
    # Together they are seldom longer than one may be alone, and joining is faster than measuring each.
    if len("".join(texts)) <= limits.CELL_CHARACTERS or max(map(len, texts)) <= limits.CELL_CHARACTERS:
        return texts
    cut.append(number)
    return [text[: limits.CELL_CHARACTERS] for text in texts]
