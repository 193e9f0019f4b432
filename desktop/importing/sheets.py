"""Which sheet of a file is meant? The one a person named, or the first whose columns serve."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from desktop.domain import cpr
from desktop.domain.errors import FileTrouble, MappingTrouble
from desktop.domain.imports import ColumnMatch, Field, Pasted, TableChoices, TablePreview, TableSource
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.progress import Progress, silent
from desktop.importing.columns import Understood, looks_like_invoices, shown_value, understand
from desktop.importing.pasted import read_pasted
from desktop.importing.rows import questions
from desktop.importing.tables import Table, choose_table, read_tables

Missing = Callable[[Understood], Field | None]
"""Says which field is missing that a use of the table cannot do without."""

Recall = Callable[[str, tuple[ColumnMatch, ...]], TableChoices | None]
"""Given a sheet's name and its columns as the program understood them: what was decided about such a table
before, or None."""

_PREVIEW_ROWS = 20
_TICK_ROWS = 10_000


def preview(
    path: TableSource,
    choices: TableChoices | None = None,
    *,
    recall: Recall | None = None,
    progress: Progress = silent,
) -> tuple[TablePreview, ...]:
    """What a person sees before a file is imported: every table with headings, hidden sheets last.

    Args:
        choices: what the person has decided so far; `sheet` is not looked at. A decision that fits only one
            of several sheets does not keep the others from being shown.
        recall: asked about every table; its mapping and answers are used instead of those of `choices`.

    Raises:
        FileTrouble: the file cannot be read, or nothing in it has headings.
        MappingTrouble: no table has the column that was named.
    """
    choices = choices or TableChoices()
    tables = _tables(path, choices, progress)
    shown: list[TablePreview] = []
    trouble: FileTrouble | MappingTrouble | None = None
    for table in tables:
        try:
            shown.append(_preview_of(_understood(table, choices, recall), progress))
        except (FileTrouble, MappingTrouble) as error:
            trouble = error
    if trouble is not None and not shown:
        raise trouble
    return tuple(shown)


def _tables(source: TableSource, choices: TableChoices, progress: Progress) -> list[Table]:
    if isinstance(source, Pasted):
        return [read_pasted(source)]
    return read_tables(source, encoding=choices.encoding, progress=progress)


def _understood(table: Table, choices: TableChoices, recall: Recall | None) -> Understood:
    found = understand(table, choices)
    before = recall(cpr.scrub(table.sheet), found.columns) if recall is not None else None
    return found if before is None else understand(table, replace(before, header_row=choices.header_row))


def read_sheet(
    path: TableSource, choices: TableChoices, *, missing: Missing, progress: Progress = silent
) -> tuple[Understood, list[Problem]]:
    """The table to import, and a note for every other sheet that could have been.

    Args:
        missing: says which field a table lacks to be of use here, or None.

    Raises:
        FileTrouble: the file cannot be read, there is no such sheet, or no sheet has headings.
        MappingTrouble: no sheet has the columns this import needs.
    """
    tables = _tables(path, choices, progress)
    if choices.sheet:
        tables = [choose_table(tables, choices.sheet)]
    useful, trouble = _useful(tables, choices, missing)
    if not useful:
        raise trouble or MappingTrouble(tables[0].file)
    chosen = useful[0]
    return chosen, [*chosen.table.problems, *_not_read(chosen.table, useful[1:])]


def _useful(
    tables: Sequence[Table], choices: TableChoices, missing: Missing
) -> tuple[list[Understood], FileTrouble | MappingTrouble | None]:
    """The tables that can be imported in their order, and what is wrong with the first that cannot."""
    useful: list[Understood] = []
    trouble: FileTrouble | MappingTrouble | None = None
    for table in tables:
        try:
            understood = understand(table, choices)
        except (FileTrouble, MappingTrouble) as error:
            trouble = trouble or error
            continue
        lacking = missing(understood)
        if lacking is None:
            useful.append(understood)
        elif not isinstance(trouble, MappingTrouble):
            # A table with headings but without the right ones says more than a cover sheet without any.
            trouble = MappingTrouble(table.file, missing=lacking.value)
    return useful, trouble


def _not_read(chosen: Table, others: Sequence[Understood]) -> Iterator[Problem]:
    for other in others:
        yield Problem(
            ProblemKind.SHEET_NOT_READ,
            Severity.NOTE,
            file=chosen.file,
            sheet=cpr.scrub(other.table.sheet),
        )


def _preview_of(understood: Understood, progress: Progress) -> TablePreview:
    table = understood.table
    rows: list[tuple[str, ...]] = []
    count = 0
    for _, row in understood.body([]):
        count += 1
        if count % _TICK_ROWS == 0:
            progress(count, 0)
        if len(rows) < _PREVIEW_ROWS:
            rows.append(tuple(shown_value(cell) for cell in row))
    return TablePreview(
        file=table.file,
        sheet=cpr.scrub(table.sheet),
        hidden=table.hidden,
        encoding=table.encoding,
        delimiter=table.delimiter,
        header_row=understood.heading_row,
        columns=understood.columns,
        rows=tuple(rows),
        row_count=count,
        looks_like_invoices=looks_like_invoices(understood),
        questions=questions(understood),
    )
