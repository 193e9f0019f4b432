"""Which sheets of a file are meant? Those a person named, those read before, or the first that serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from desktop.domain import cpr
from desktop.domain.errors import FileTrouble, MappingTrouble
from desktop.domain.imports import (
    ALL_SHEETS,
    Field,
    Pasted,
    TableChoices,
    TablePreview,
    TableSource,
)
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import NOTHING_REMEMBERED, Memory, Remembered
from desktop.domain.progress import Progress, silent
from desktop.importing import respelling
from desktop.importing.columns import Understood, looks_like_invoices, shown_value, understand
from desktop.importing.pasted import read_pasted
from desktop.importing.rows import questions
from desktop.importing.tables import Table, choose_table, read_tables

Missing = Callable[[Understood], Field | None]
"""Says which field is missing that a use of the table cannot do without."""

_PREVIEW_ROWS = 20
_TICK_ROWS = 10_000


def preview(
    path: TableSource,
    choices: TableChoices | None = None,
    *,
    memory: Memory = NOTHING_REMEMBERED,
    progress: Progress = silent,
) -> tuple[TablePreview, ...]:
    """What a person sees before a file is imported: every table with headings, hidden sheets last.

    Args:
        choices: what the person has decided so far; `sheet` is not looked at. A decision that fits only one
            of several sheets does not keep the others from being shown.
        memory: asked about every table; its mapping and answers are used instead of those of `choices`.

    Raises:
        FileTrouble: the file cannot be read, or nothing in it has headings.
        MappingTrouble: no table has the column that was named.
    """
    choices = choices or TableChoices()
    tables = [(table, respelling.examples(table)) for table in _tables(path, choices, progress)]
    shown: list[TablePreview] = []
    trouble: FileTrouble | MappingTrouble | None = None
    for table, spoilt in tables:
        try:
            understood = _understood(_repaired(table, choices), choices, memory)
            shown.append(replace(_preview_of(understood, progress), spoilt=spoilt))
        except (FileTrouble, MappingTrouble) as error:
            trouble = error
    if trouble is not None and not shown:
        raise trouble
    return tuple(shown)


def _tables(source: TableSource, choices: TableChoices, progress: Progress) -> list[Table]:
    if isinstance(source, Pasted):
        return [read_pasted(source)]
    return read_tables(source, encoding=choices.encoding, progress=progress)


def _repaired(table: Table, choices: TableChoices) -> Table:
    return respelling.put_right(table) if choices.repair else table


def _understood(table: Table, choices: TableChoices, memory: Memory) -> Understood:
    """The table as a person decided, or as it was read before."""
    found = understand(table, choices)
    last = memory.known(table.file, cpr.scrub(table.sheet), found.columns)
    if last is None:
        return found
    return replace(understand(table, _as_before(last, choices)), as_last_time=last.exact)


def _as_before(last: Remembered, choices: TableChoices) -> TableChoices:
    """What was decided before, but for what has been said since."""
    return replace(
        choices,
        mapping=last.choices.mapping,
        decimal_mark=choices.decimal_mark or last.choices.decimal_mark,
        date_order=choices.date_order or last.choices.date_order,
    )


def read_sheet(
    path: TableSource, choices: TableChoices, *, missing: Missing, progress: Progress = silent
) -> tuple[Understood, list[Problem]]:
    """The one table to import, and a note for every other sheet that could have been.

    Raises:
        FileTrouble, MappingTrouble: as `read_sheets`.
    """
    understood, problems = read_sheets(path, (choices,), missing=missing, progress=progress)
    return understood[0], problems


def read_sheets(
    path: TableSource,
    several: Sequence[TableChoices],
    *,
    missing: Missing,
    memory: Memory = NOTHING_REMEMBERED,
    progress: Progress = silent,
) -> tuple[list[Understood], list[Problem]]:
    """The tables to import from one file, what is wrong with them as tables, and a note for other sheets.

    Args:
        several: what a person decided, once for every sheet that is wanted. A sheet without a name stands
            for those that were read before, else for the first that serves; `ALL_SHEETS` for every one that
            serves and is not hidden.
        missing: says which field a table lacks to be of use here, or None.
        memory: asked about every table that a person has not given columns for.

    Raises:
        FileTrouble: the file cannot be read, there is no such sheet, or no sheet has headings.
        MappingTrouble: no sheet has the columns this import needs, or one that was named has not.
    """
    reader = _FileReader(path, missing, progress)
    found: list[Understood] = []
    problems: list[Problem] = []
    for choices in several:
        chosen, others = _as_last_time(reader, choices, memory) or reader.chosen(choices, memory)
        found += chosen
        problems += [problem for one in chosen for problem in one.table.problems]
        problems += _not_read(chosen[0].table, others)
    return found, problems


_Chosen = tuple[list[Understood], list[Understood]]
"""The tables that are meant, and those that could have been."""


class _FileReader:
    """Reads one file, once for every way of spelling it."""

    def __init__(self, source: TableSource, missing: Missing, progress: Progress) -> None:
        self.source = source
        self._missing = missing
        self._progress = progress
        self._read: dict[tuple[str, bool], list[Table]] = {}

    def chosen(self, choices: TableChoices, memory: Memory) -> _Chosen:
        """The tables that the choices mean."""
        spelling = choices.encoding, choices.repair
        if spelling not in self._read:
            tables = _tables(self.source, choices, self._progress)
            self._read[spelling] = [_repaired(table, choices) for table in tables]
        memory = NOTHING_REMEMBERED if choices.mapping else memory
        return _chosen(self._read[spelling], choices, self._missing, memory)


def _as_last_time(reader: _FileReader, choices: TableChoices, memory: Memory) -> _Chosen | None:
    """The tables read with what a person had to say last time to find them; None unless they are the same."""
    said = choices.encoding or choices.header_row or choices.repair or choices.mapping
    first = None if said else memory.first_look(cpr.scrub(reader.source.name))
    if first is None:
        return None
    told = replace(choices, encoding=first.encoding, header_row=first.header_row, repair=first.repair)
    try:
        chosen, others = reader.chosen(told, memory)
    except (FileTrouble, MappingTrouble):
        return None
    return (chosen, others) if all(one.as_last_time for one in chosen) else None


def _chosen(tables: Sequence[Table], choices: TableChoices, missing: Missing, memory: Memory) -> _Chosen:
    """The tables that are meant, and those that could have been."""
    named = bool(choices.sheet) and choices.sheet != ALL_SHEETS
    if named:
        tables = [choose_table(list(tables), choices.sheet)]
    useful, trouble = _useful(tables, choices, missing, memory)
    if not useful:
        raise trouble or MappingTrouble(tables[0].file)
    if choices.sheet == ALL_SHEETS:
        chosen = [one for one in useful if not one.table.hidden] or useful[:1]
    else:
        chosen = [one for one in useful if one.as_last_time] or useful[:1]
    taken = {id(one) for one in chosen}
    return chosen, [one for one in useful if id(one) not in taken]


def _useful(
    tables: Sequence[Table], choices: TableChoices, missing: Missing, memory: Memory
) -> tuple[list[Understood], FileTrouble | MappingTrouble | None]:
    """The tables that can be imported in their order, and what is wrong with the first that cannot."""
    useful: list[Understood] = []
    trouble: FileTrouble | MappingTrouble | None = None
    for table in tables:
        try:
            understood = _understood(table, choices, memory)
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
