"""Which column of a table is what, and which of its rows are data? Who claims a field: `column_claims`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble, MappingTrouble
from desktop.domain.imports import ColumnMatch, Field, SourceReport, TableChoices
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.importing import limits
from desktop.importing.blocks import Block
from desktop.importing.column_claims import Claim, claims_settled
from desktop.importing.column_content import Proof
from desktop.importing.delimited import RULER_BEGINS, is_ruler
from desktop.importing.layout import Headings, Structure, find_headings, is_sap_total
from desktop.importing.tables import Table
from desktop.importing.vocabulary import folded, vocabulary

SAMPLE_ROWS = 5_000
"""Rows below the headings from which columns, decimal marks and date orders are judged."""

_EXAMPLES = 3
_IDENTIFYING = (
    Field.SUPPLIER_NO, Field.NAME, Field.CVR, Field.EAN, Field.EMAIL, Field.POSTAL_CODE, Field.ADDRESS,
    Field.INVOICE_NO, Field.CPR,
)  # fmt: skip
_NOTHING_TOLD = TableChoices()


@dataclass(frozen=True, slots=True)
class Understood:
    """A table whose columns are known.

    Attributes:
        table: as it was read.
        heading_index: index of the row of headings in `table.rows`.
        columns: every column as it was understood.
        where: field to column, from 0.
        width: columns that have a heading or stand left of one.
        proofs: per column whose digits are kept, what is proved about them.
        structure: tells the rows that are no data.
        told: what a person decided about the table.
        as_last_time: it has the headings of an earlier import, and `told` is what was decided then.
    """

    table: Table
    heading_index: int
    columns: tuple[ColumnMatch, ...]
    where: dict[Field, int]
    width: int
    proofs: dict[int, Proof]
    structure: Structure
    told: TableChoices = _NOTHING_TOLD
    as_last_time: bool = False

    @property
    def heading_row(self) -> int:
        """The number of the row of headings, as a spreadsheet counts."""
        return self.table.row_number(self.heading_index)

    @property
    def mapping(self) -> tuple[tuple[Field, str], ...]:
        """What was understood, for the report: field and heading, in the order of the columns."""
        found = sorted(self.where.items(), key=lambda item: item[1])
        # A column without a heading is named as `--map` can name it.
        return tuple((field, self.heading(field) or f"#{place + 1}") for field, place in found)

    def heading(self, field: Field) -> str:
        """The heading of a field's column, scrubbed; "" when the field has no column."""
        place = self.where.get(field)
        return "" if place is None else self.columns[place].heading

    def report(self, *, rows_in: int, rows_kept: int) -> SourceReport:
        """The account of the table's rows."""
        return SourceReport(
            file=self.table.file,
            sheet=cpr.scrub(self.table.sheet),
            encoding=self.table.encoding,
            header_row=self.heading_row,
            mapping=self.mapping,
            rows_in=rows_in,
            rows_kept=rows_kept,
            rows_set_aside=rows_in - rows_kept,
            columns=self.columns,
            repaired=self.table.repaired,
            as_last_time=self.as_last_time,
            told=self.told,
        )

    def sample(self, field: Field) -> list[str]:
        """The first cells of a field's column."""
        place = self.where.get(field)
        return [] if place is None else _column(_sample_rows(self.table, self.heading_index), place)

    def body(self, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every row of data, one by one.

        Args:
            problems: gets a note for every row that was left out because it is no data, and a warning for
                every row that is broken as a row. Empty and ruled rows are left out without a word.
        """
        return self._data(self.table.rows_from(self.heading_index + 1, problems), problems, [])

    def body_in_blocks(self, problems: list[Problem]) -> Iterator[Block | tuple[int, list[str]]]:
        """The same as `body`, but rows that are data beyond doubt in blocks where the file is regular.

        The columns of such a block that mean something are loaded.
        """
        pieces = self.table.blocks_from(self.heading_index + 1, problems)
        if pieces is None:
            yield from self.body(problems)
            return
        waiting: list[tuple[int, list[str]]] = []
        for piece in pieces:
            if not isinstance(piece, Block):
                yield from self._data(piece, problems, waiting, more=True)
            elif self._is_all_data(piece):
                yield from waiting
                waiting.clear()
                yield piece
            else:
                yield from self._data(piece.rows(), problems, waiting, more=True)
        problems.extend(self._footer(number, row) for number, row in waiting)

    def _is_all_data(self, block: Block) -> bool:
        """Whether no line of the block can be a footer, a note or a row of another width than the headings.

        Two columns prove it for most lines: the first, whose words mark a footer, and any other that is
        filled, for a note stands alone in its row. The rest are looked at one by one.
        """
        text = self.table.text
        # A column may be known by a few cells that stand beyond the headings, in rows wider than most.
        if text is None or text.usual_width < max(self.width, 1 + max(self.where.values(), default=0)):
            return False
        beyond = range(self.width, text.usual_width)
        block.load([0, *self.where.values(), *beyond])
        if any(block.column(place).filled().any() for place in beyond):
            return False
        alone = block.always()
        for place in filter(None, self.where.values()):
            alone &= ~block.column(place).filled()
            if not alone.any():
                break
        first = block.column(0)
        doubtful = alone | ~first.where(map(self.structure.begins_data, first.values))
        return all(self._is_data(block.row(at)) for at in doubtful.nonzero()[0].tolist())

    def _is_data(self, row: Sequence[str]) -> bool:
        """Whether a row is data, and not even a note if nothing comes below it."""
        first = first_filled(row)
        return not (
            first is None
            or _is_ruled(row, first)
            or self.structure.is_footer(row, first)
            or self.structure.may_be_note_below(row, first)
        )

    def _data(
        self,
        rows: Iterable[tuple[int, list[str]]],
        problems: list[Problem],
        waiting: list[tuple[int, list[str]]],
        *,
        more: bool = False,
    ) -> Iterator[tuple[int, list[str]]]:
        """The rows that are data.

        Args:
            waiting: rows that are notes if nothing comes below them.
            more: other rows may come below these.
        """
        begins_plainly = self.structure.begins_plainly
        for number, row in rows:
            if begins_plainly(row):
                if waiting:
                    yield from waiting
                    waiting.clear()
                yield number, row
                continue
            first = first_filled(row)
            if first is None or _is_ruled(row, first):
                continue
            if self.structure.is_footer(row, first):
                problems.append(self._footer(number, row))
            elif self.structure.may_be_note_below(row, first):
                # A line alone in its row is a note when nothing comes below it, and a poor row otherwise.
                waiting.append((number, row))
            else:
                if waiting:
                    yield from waiting
                    waiting.clear()
                yield number, row
        if not more:
            problems.extend(self._footer(number, row) for number, row in waiting)

    def _footer(self, number: int, row: Sequence[str]) -> Problem:
        return Problem(
            ProblemKind.FOOTER,
            Severity.NOTE,
            file=self.table.file,
            sheet=cpr.scrub(self.table.sheet),
            row=number,
            value=shown_value(next(cell for cell in row if cell.strip())),
        )


def is_empty(row: Sequence[str]) -> bool:
    """Whether no cell of the row holds anything but spaces."""
    return first_filled(row) is None


def first_filled(row: Sequence[str]) -> int | None:
    """Where the first cell stands that holds more than spaces."""
    for place, cell in enumerate(row):
        if cell and not cell.isspace():
            return place
    return None


def _is_ruled(row: Sequence[str], first: int) -> bool:
    return row[first].lstrip()[0] in RULER_BEGINS and is_ruler(row)


def width_fault(row: Sequence[str], understood: Understood) -> Severity | None:
    """What a row's width says: ERROR when its columns cannot be trusted, WARNING when it ends early.

    Only a text file's rows can slip. More filled cells than headings mean a delimiter too many somewhere;
    less than a third of them, where others are whole, a line that was cut off.
    """
    width, text = understood.width, understood.table.text
    if text is None or len(row) == width:
        return None
    if len(row) > width:
        return Severity.ERROR if any(cell.strip() for cell in row[width:]) else None
    # Some programs leave out the empty cells at a row's end; then most rows are short.
    if text.usual_width < width:
        return None
    return Severity.ERROR if 3 * len(row) < width else Severity.WARNING


def shown_value(text: str) -> str:
    """A value as a problem may quote it: scrubbed, on one line, 80 characters at most."""
    line = " ".join(text[: 4 * _QUOTED].split())
    # Cutting can leave ten digits of a longer number, so what is left is scrubbed once more.
    return cpr.scrub(cpr.scrub(line)[:_QUOTED])


_QUOTED = 80


def understand(table: Table, choices: TableChoices) -> Understood:
    """Find the headings and what each column is.

    Raises:
        FileTrouble: no row of headings.
        MappingTrouble: a person named a column that the table does not have.
    """
    found = _headings(table, choices)
    rows = _sample_rows(table, found.last)
    width = min(max([len(found.cells), *map(len, rows)]), limits.SHEET_COLUMNS)
    headings = [*found.cells[:width], *[""] * (width - len(found.cells))]
    values = [_column(rows, place) for place in range(width)]
    told = _told(table, headings, choices)
    settled = claims_settled(headings, values, told)
    columns = tuple(
        _column_match(place, heading, values[place], settled.get(place))
        for place, heading in enumerate(headings)
    )
    where = {match.field: match.index for match in columns if match.field is not None}
    identifying = [where[field] for field in _IDENTIFYING if field in where]
    return Understood(
        table=table,
        heading_index=found.last,
        columns=columns,
        where=where,
        width=len(_trimmed(headings)),
        proofs={place: Proof(values[place]) for place in where.values()},
        structure=Structure(
            headings, identifying, long_numbers=[where[one] for one in (Field.CVR, Field.EAN) if one in where]
        ),
        told=choices,
    )


def _headings(table: Table, choices: TableChoices) -> Headings:
    if choices.header_row:
        index = table.index_of(choices.header_row)
        if not 0 <= index < len(table.rows) or is_empty(table.rows[index]):
            raise FileTrouble(table.file, FileFault.NO_HEADER)
        return Headings([cell.strip() for cell in table.rows[index]], index)
    found = find_headings(table.rows, vocabulary())
    if found is None:
        raise FileTrouble(table.file, FileFault.NO_HEADER)
    return found


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    last = max((place for place, cell in enumerate(cells) if cell.strip()), default=-1)
    return cells[: last + 1]


def _sample_rows(table: Table, heading_index: int) -> list[list[str]]:
    """The first rows below the headings, without lines drawn in a list and the totals of SAP."""
    rows = table.rows[heading_index + 1 : heading_index + 1 + SAMPLE_ROWS]
    return [row for row in rows if (first := first_filled(row)) is None or not _is_drawn(row, first)]


def _is_drawn(row: Sequence[str], first: int) -> bool:
    return _is_ruled(row, first) or is_sap_total(row, first)


def _column(rows: Sequence[Sequence[str]], place: int) -> list[str]:
    return [row[place] for row in rows if place < len(row)]


def _told(table: Table, headings: Sequence[str], choices: TableChoices) -> dict[Field, int | None]:
    """What a person decided: field to column, or to None when the field is not to be read."""
    told: dict[Field, int | None] = {}
    for field, column in choices.mapping:
        told[field] = _place_of(column, headings) if column else None
        if column and told[field] is None:
            raise MappingTrouble(table.file, given=cpr.scrub(column))
    return told


def _place_of(column: str, headings: Sequence[str]) -> int | None:
    if column.startswith("#") and column[1:].isdecimal():
        place = int(column[1:]) - 1
        return place if 0 <= place < len(headings) else None
    word = folded(column)
    for place, heading in enumerate(headings):
        if column in (heading, cpr.scrub(heading)) or (word and folded(heading) == word):
            return place
    return None


def _column_match(place: int, heading: str, values: Sequence[str], claim: Claim | None) -> ColumnMatch:
    examples: dict[str, None] = {}
    for value in values:
        if value.strip():
            examples[shown_value(value)] = None
            if len(examples) == _EXAMPLES:
                break
    return ColumnMatch(
        index=place,
        heading=cpr.scrub(heading),
        field=claim.field if claim else None,
        confidence=round(claim.score, 2) if claim else 0.0,
        by_heading=claim.by_heading if claim else False,
        by_content=claim.by_content if claim else False,
        examples=tuple(examples),
    )


def looks_like_invoices(understood: Understood) -> bool:
    """Whether the table has one row per invoice or line rather than one per supplier.

    An invoice number says so, and so do citizens. A date and an amount do when suppliers come back in other
    rows: a supplier list may well tell the date of the last invoice and the year's total.
    """
    where = understood.where
    if Field.INVOICE_NO in where or Field.CPR in where or Field.CITIZENS in where:
        return True
    if Field.INVOICE_COUNT in where or not {Field.ISSUE_DATE, Field.AMOUNT} <= where.keys():
        return False
    identity = next((field for field in (Field.SUPPLIER_NO, Field.CVR, Field.NAME) if field in where), None)
    if identity is None:
        return False
    filled = [value for value in understood.sample(identity) if value.strip()]
    return len(set(filled)) < 0.9 * len(filled)
