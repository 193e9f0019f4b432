"""Which suppliers does a list name? Every row is kept, or set aside with the reason.

A row is set aside when it tells neither a name nor a supplier number, or when it has so many or so few cells
that any value in it may be another column's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from desktop.domain import cpr
from desktop.domain.collector import collector_asleep
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import Field, SourceReport, SupplierImport, SupplierRow, TableChoices, TableSource
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.profiles import NOTHING_REMEMBERED, Memory
from desktop.domain.progress import Progress, silent
from desktop.domain.suppliers import SupplierFacts, bare_number, told_apart
from desktop.importing.cells import Fault
from desktop.importing.columns import Understood, looks_like_invoices, width_fault
from desktop.importing.many_rows import ManyRows
from desktop.importing.rows import RowReader
from desktop.importing.sheets import preview, read_sheets

__all__ = ["preview", "read_suppliers"]

_TICK_ROWS = 1_000

_NO_NAME_OR_NUMBER = Fault(ProblemKind.NO_NAME, Severity.ERROR)
_NO_NAME = Fault(ProblemKind.NO_NAME, Severity.WARNING)
_AGAIN = Fault(ProblemKind.REPEATED_ROW, Severity.WARNING)


def read_suppliers(
    paths: Sequence[TableSource],
    choices: TableChoices | Sequence[TableChoices],
    progress: Progress = silent,
    *,
    memory: Memory = NOTHING_REMEMBERED,
) -> SupplierImport:
    """Read supplier lists.

    Args:
        choices: what a person decided, once or once per sheet; they hold for every file.
        progress: called with the rows done and, once a file is read, the rows in all.
        memory: asked how such tables were read before; see `sheets.read_sheets`.

    Raises:
        FileTrouble: a file cannot be read, or no row of it fits its headings; none is imported then.
        MappingTrouble: a file has no column of names or supplier numbers, or not the one named.
        Cancelled: the progress was told to stop.
    """
    rows: list[SupplierRow] = []
    reports: list[SourceReport] = []
    problems: list[Problem] = []
    several = (choices,) if isinstance(choices, TableChoices) else choices
    with collector_asleep():
        for path in paths:
            tables, about_file = read_sheets(
                path, several, missing=_missing, memory=memory, progress=progress
            )
            problems += about_file
            for understood in tables:
                kept, report, told = _read_table(understood, progress, len(rows))
                if report.rows_in and sum(map(_is_broken, told)) == report.rows_in:
                    # To go on would be to say that everybody in the plan is gone from the list.
                    raise FileTrouble(report.file, FileFault.NO_WHOLE_ROW)
                rows += kept
                reports.append(report)
                problems += told
    return SupplierImport(tuple(rows), tuple(reports), tuple(problems))


def _is_broken(problem: Problem) -> bool:
    return problem.kind is ProblemKind.BROKEN_ROW and problem.severity is Severity.ERROR


def _missing(understood: Understood) -> Field | None:
    known = understood.where.keys()
    return None if known & {Field.NAME, Field.SUPPLIER_NO} else Field.NAME


def _read_table(
    understood: Understood, progress: Progress, done_before: int
) -> tuple[list[SupplierRow], SourceReport, list[Problem]]:
    reader = RowReader(understood)
    many = ManyRows(reader)
    numbers = _Numbers(watched=not looks_like_invoices(understood))
    kept: list[SupplierRow] = []
    footers: list[Problem] = []
    sheet = cpr.scrub(understood.table.sheet)
    rows_in = 0
    body = understood.body(footers)
    while taken := list(islice(body, _TICK_ROWS)):
        rows_in += len(taken)
        for number, facts in _facts(reader, many, taken, understood):
            if numbers.stands_again(facts):
                reader.at(number, facts.number)
                reader.tell(_AGAIN, Field.SUPPLIER_NO, facts.number)
            kept.append(SupplierRow(facts, understood.table.file, number, sheet))
        progress(done_before + rows_in, 0)
    progress(done_before + rows_in, done_before + rows_in)
    report = understood.report(rows_in=rows_in, rows_kept=len(kept))
    return kept, report, [*reader.problems, *footers]


def _facts(
    reader: RowReader, many: ManyRows, taken: Sequence[tuple[int, list[str]]], understood: Understood
) -> Iterator[tuple[int, SupplierFacts]]:
    """Number and facts of the rows that are kept; those with something wrong are read one by one."""
    together = many.suppliers([row for _, row in taken])
    width = understood.width
    for (number, row), plain in zip(taken, together, strict=True):
        fault = None if len(row) == width else width_fault(row, understood)
        if plain is not None and plain.name and fault is None:
            yield number, plain
        elif (facts := _read_row(reader, number, row, width=fault)) is not None:
            yield number, facts


def _read_row(
    reader: RowReader, number: int, row: Sequence[str], *, width: Severity | None
) -> SupplierFacts | None:
    supplier_number = reader.begin(number, row)
    if width is not None:
        reader.tell(Fault(ProblemKind.BROKEN_ROW, width))
    if width is Severity.ERROR:
        return None
    facts = reader.supplier(row)
    if not facts.name:
        reader.tell(_NO_NAME if supplier_number else _NO_NAME_OR_NUMBER)
        if not supplier_number:
            return None
    return facts


class _Numbers:
    """Remembers supplier numbers, so that one that comes back in a list of suppliers can be told."""

    def __init__(self, *, watched: bool) -> None:
        self._watched = watched
        self._first: dict[str, SupplierFacts] = {}

    def stands_again(self, facts: SupplierFacts) -> bool:
        """Whether the row counts as one that came before; in a list of invoices that means nothing.

        The same number is the same supplier. Numbers that leading zeros tell apart are, unless the rows tell
        different suppliers.
        """
        if not self._watched or not facts.number:
            return False
        first = self._first.setdefault(bare_number(facts.number), facts)
        if first is facts:
            return False
        return first.number == facts.number or not told_apart(first, facts)
