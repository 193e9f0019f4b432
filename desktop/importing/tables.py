"""What stands in this file? Its tables as text cells, whatever kind of file it is.

Content decides, not the file's ending: an XLSX called `.csv` is read as XLSX. Every cell is text as a person
sees it in the program the file was made for; nothing is turned into a number or a date here.

Row numbers are those a spreadsheet shows: in a text file every record is one row, empty lines count, and a
line break inside quotes does not begin a new row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from desktop.domain import cpr
from desktop.domain.collector import collector_asleep
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.mojibake import looks_spoilt, repaired
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.progress import Progress, silent
from desktop.importing import blocks, delimited, limits
from desktop.importing.blocks import Block
from desktop.importing.file_kinds import MARKUP, WORKBOOKS, FileKind, kind_of
from desktop.importing.html_tables import read_html
from desktop.importing.sources import open_source, shown_name
from desktop.importing.spreadsheet_xml import read_spreadsheet_xml
from desktop.importing.text_encoding import Encoding, NotText, UnknownEncoding, find_encoding
from desktop.importing.vocabulary import vocabulary
from desktop.importing.workbooks import Sheet, read_sheets

BLOCK_DELIMITERS = (";", ",", "\t")
"""Cells between pipes have spaces around them, which are taken off one by one."""
HEAD_ROWS = 6_000
"""Rows of a text file that are held; the rest is cut anew whenever it is read."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one text file.

    Attributes:
        file: the file's name, scrubbed.
        sheet: the sheet's name as it stands (it is scrubbed when it is shown); "" for a text file.
        hidden: the sheet is hidden in the workbook.
        encoding, delimiter: of a text file; "" for a workbook, and no delimiter for a text of one column.
        rows: cells as displayed: all rows of a sheet, the first `HEAD_ROWS` of a text file. Rows differ in
            length; an empty row has no cells.
        first_row_number: the number of `rows[0]` in a spreadsheet.
        decimal_mark: "," where numbers were stored as numbers and written out by us; else "".
        problems: what is wrong with the file as a file.
        text: the whole of a text file; None for a sheet.
        repair: spoilt letters are put right in every row that is read; `rows` have been.
        repaired: cells that are.
    """

    file: str
    sheet: str
    hidden: bool
    encoding: str
    delimiter: str
    rows: list[list[str]] = field(repr=False)
    first_row_number: int = 1
    decimal_mark: str = ""
    problems: tuple[Problem, ...] = ()
    text: delimited.DelimitedText | None = field(default=None, repr=False)
    repair: bool = False
    repaired: int = 0

    def rows_from(self, index: int, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every row from an index on, those of a text file beyond `rows` included.

        Args:
            problems: gets what is wrong with rows as rows; those of a sheet stand in `self.problems`.
        """
        if self.text is None:
            yield from islice(enumerate(self.rows, start=self.first_row_number), index, None)
            return
        records = islice(enumerate(self.text.rows(), start=self.first_row_number), index, None)
        for number, row in self._told(records, problems):
            yield number, [repaired(cell) for cell in row] if self.repair else row

    def blocks_from(
        self, index: int, problems: list[Problem]
    ) -> Iterator[Block | Iterator[tuple[int, list[str]]]] | None:
        """The same rows as those of `rows_from`, in blocks where the file is regular enough for them.

        Returns:
            None when there is nothing to be gained: for a sheet, for a short or irregular text, and for one
            whose cells must all be looked at.
        """
        text = self.text
        if text is None or self.repair or text.delimiter not in BLOCK_DELIMITERS:
            return None
        if not text.has_lines(blocks.WORTH_IT):
            return None
        lines = text.below(index - 1)
        return None if lines is None else self._blocks(text, lines, self.row_number(index), problems)

    def _blocks(
        self, text: delimited.DelimitedText, lines: TextIO, number: int, problems: list[Problem]
    ) -> Iterator[Block | Iterator[tuple[int, list[str]]]]:
        pieces = blocks.cut(lines, text.delimiter, width=text.usual_width, first_number=number)
        for piece in pieces:
            if isinstance(piece, Block):
                yield piece
                number += len(piece)
            else:
                yield self._told(enumerate(text.rows_of(piece), start=number), problems)
                number += len(piece) if isinstance(piece, list) else 0

    def _told(
        self, records: Iterable[tuple[int, delimited.Record]], problems: list[Problem]
    ) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of the records, and what is wrong with them."""
        for number, record in records:
            if record.broken:
                problems.append(Problem(ProblemKind.BROKEN_ROW, Severity.WARNING, file=self.file, row=number))
            if record.zeros:
                problems.append(
                    Problem(ProblemKind.CONTROL_CHARACTERS, Severity.WARNING, file=self.file, row=number)
                )
            yield number, record.cells

    def row_number(self, index: int) -> int:
        """The number a spreadsheet shows for `rows[index]`."""
        return self.first_row_number + index

    def index_of(self, row_number: int) -> int:
        """The place in `rows` of a row by its number."""
        return row_number - self.first_row_number


def read_tables(path: Path, *, encoding: str = "", progress: Progress = silent) -> list[Table]:
    """Every table of a file: visible sheets in their order, then hidden ones; empty sheets are left out.

    Args:
        encoding: of a text file, when a person decided it.
        progress: called with the rows read so far and 0.

    Raises:
        FileTrouble: the file cannot be read, is no table, is encrypted, too large or damaged.
    """
    name = shown_name(path)
    with open_source(path, limit=limits.TABLE_BYTES) as stream:
        kind = kind_of(stream)
        if kind is FileKind.TEXT:
            return [_text_table(stream.read(), name, encoding)]
        if kind in WORKBOOKS:
            with collector_asleep():
                sheets = read_sheets(stream, kind, name=name, tick=lambda row: progress(row, 0))
            tables = [_sheet_table(sheet, name) for sheet in sheets if sheet.rows]
            if not tables:
                raise FileTrouble(name, FileFault.NO_TABLE)
            return sorted(tables, key=lambda table: table.hidden)
        if kind in MARKUP:
            return _markup_tables(stream.read(), kind, name, encoding, progress)
    raise _no_table(kind, name)


def _markup_tables(data: bytes, kind: FileKind, name: str, told: str, progress: Progress) -> list[Table]:
    """The tables of what calls itself .xls and is text: a web page, or a workbook written as XML."""

    def tick(row: int) -> None:
        progress(row, 0)

    if kind is FileKind.SPREADSHEET_XML:
        sheets = read_spreadsheet_xml(data, name=name, tick=tick)
        tables = [_sheet_table(sheet, name) for sheet in sheets if sheet.rows]
    else:
        sheets, encoding = read_html(data, name=name, told=told, tick=tick)
        # Spoilt letters are told with the table they stand in.
        about = tuple(_encoding_problems(replace(encoding, mojibake=False), name))
        tables = [
            replace(table, encoding=encoding.codec, decimal_mark="", problems=(*about, *table.problems))
            for table in (_sheet_table(sheet, name) for sheet in sheets if sheet.rows)
        ]
    if not tables:
        raise FileTrouble(name, FileFault.NO_TABLE)
    return sorted(tables, key=lambda table: table.hidden)


def table_of_rows(rows: list[list[str]], name: str) -> Table:
    """The table of cells that never were a file."""
    cut = [[cell[: limits.CELL_CHARACTERS] for cell in row] for row in rows]
    return replace(_sheet_table(Sheet("", False, cut, []), name), decimal_mark="")


def table_of_text(text: str, name: str) -> Table:
    """The table that stands in a text which never was a file.

    Raises:
        FileTrouble: nothing stands in it.
    """
    return _text_table(text.encode("utf-8", "replace"), name, "utf-8")


def choose_table(tables: list[Table], sheet: str) -> Table:
    """The table a person named, or the first.

    Raises:
        FileTrouble: there is no sheet of that name.
    """
    if not sheet:
        return tables[0]
    for table in tables:
        if sheet in (table.sheet, cpr.scrub(table.sheet)):
            return table
    raise FileTrouble(tables[0].file, FileFault.UNKNOWN_SHEET, detail=cpr.scrub(sheet))


def _no_table(kind: FileKind, name: str) -> FileTrouble:
    if kind is FileKind.ENCRYPTED:
        return FileTrouble(name, FileFault.PASSWORD)
    if kind is FileKind.ARCHIVE and name.lower().endswith((".xlsx", ".xlsm", ".xlsb", ".ods")):
        # It begins like a workbook and has lost the parts that make it one.
        return FileTrouble(name, FileFault.DAMAGED)
    return FileTrouble(name, FileFault.NOT_THIS_KIND, detail=kind.value)


def _sheet_table(sheet: Sheet, name: str) -> Table:
    shown = cpr.scrub(sheet.name)
    problems = [
        Problem(ProblemKind.BROKEN_ROW, Severity.WARNING, file=name, sheet=shown, row=row)
        for row in sheet.cut
    ]
    if sheet.not_computed:
        kind, count = ProblemKind.NOT_COMPUTED, str(sheet.not_computed)
        problems.append(Problem(kind, Severity.WARNING, file=name, sheet=shown, value=count))
    if any(looks_spoilt(" ".join(row)) for row in sheet.rows):
        problems.append(Problem(ProblemKind.MOJIBAKE, Severity.WARNING, file=name, sheet=shown))
    return Table(
        name, sheet.name, sheet.hidden, "", "", sheet.rows, decimal_mark=",", problems=tuple(problems)
    )


def _text_table(data: bytes, name: str, told: str) -> Table:
    try:
        encoding = find_encoding(data, told)
    except UnknownEncoding:
        raise FileTrouble(name, FileFault.UNKNOWN_ENCODING, detail=told) from None
    except NotText:
        raise FileTrouble(name, FileFault.NOT_THIS_KIND, detail="binary") from None
    text = delimited.DelimitedText(data, encoding, is_heading=vocabulary().knows)
    head = [record.cells for record in islice(text.rows(), HEAD_ROWS)]
    if not any(cell.strip() for row in head for cell in row):
        raise FileTrouble(name, FileFault.EMPTY)
    return Table(
        file=name,
        sheet="",
        hidden=False,
        encoding=encoding.codec,
        delimiter=text.delimiter,
        rows=head,
        problems=tuple(_encoding_problems(encoding, name)),
        text=text,
    )


def _encoding_problems(encoding: Encoding, name: str) -> Iterator[Problem]:
    if encoding.guessed:
        yield Problem(ProblemKind.ENCODING_GUESSED, Severity.WARNING, file=name, value=encoding.codec)
    if encoding.mojibake:
        yield Problem(ProblemKind.MOJIBAKE, Severity.WARNING, file=name)
