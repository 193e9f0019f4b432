"""Which invoices lie in these files? The door for e-invoices (files, folders, ZIPs) and extracts (tables)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from desktop.domain.cpr import PersonHasher
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import InvoiceImport, InvoiceRow, Pasted, SourceReport, TableChoices, TableSource
from desktop.domain.problems import Problem
from desktop.domain.profiles import NOTHING_REMEMBERED, Memory
from desktop.domain.progress import Progress, silent
from desktop.importing import archives, limits, shared_work
from desktop.importing.documents import DocumentResult, Outcome
from desktop.importing.einvoices import DocumentReader
from desktop.importing.file_kinds import FileKind, kind_of
from desktop.importing.invoice_lines import read_invoices_from_table
from desktop.importing.sources import open_source, shown_name

_TICK_DOCUMENTS = 50


def read_invoices(
    paths: Sequence[TableSource],
    choices: TableChoices | Sequence[TableChoices],
    progress: Progress = silent,
    *,
    today: date,
    memory: Memory = NOTHING_REMEMBERED,
) -> InvoiceImport:
    """Read everything the paths hold; each path is asked what it is, whatever its name says.

    Args:
        choices: what a person decided about the tables among them, once or once per sheet.
        progress: called with the documents or rows of the current path done, and in all or 0.
        today: nobody is born after it.
        memory: asked how such tables were read before; see `sheets.read_sheets`.

    Raises:
        FileTrouble: a path cannot be read; nothing is imported then. A bad document in a folder or an archive
            is a problem instead.
        MappingTrouble: a table lacks the columns of an invoice extract.
        Cancelled: the progress was told to stop.
    """
    hasher = PersonHasher()
    reader = DocumentReader(hasher, today=today)
    rows: list[InvoiceRow] = []
    reports: list[SourceReport] = []
    problems: list[Problem] = []
    for path in paths:
        if not isinstance(path, Pasted) and _holds_documents(path):
            kept, report, told = _read_documents(path, reader, progress, today=today)
            rows += kept
            reports.append(report)
            problems += told
        else:
            table = read_invoices_from_table(
                path, choices, progress, today=today, hasher=hasher, numbers=reader.numbers, memory=memory
            )
            rows += table.rows
            reports += table.reports
            problems += table.problems
    return InvoiceImport(tuple(reader.numbers.resolve(rows)), tuple(reports), tuple(problems))


def _holds_documents(path: Path) -> bool:
    """Whether a path is read as e-invoices: a folder, an XML document or an archive that is no workbook."""
    if path.is_dir():
        return True
    with open_source(path, limit=limits.ARCHIVE_BYTES) as stream:
        kind = kind_of(stream)
    if kind in (FileKind.PROGRAM, FileKind.OTHER_PACKAGE, FileKind.PDF):
        raise FileTrouble(shown_name(path), FileFault.NOT_THIS_KIND, detail=kind.value)
    return kind in (FileKind.XML, FileKind.ARCHIVE) and path.suffix.lower() not in (".xlsx", ".xlsm", ".xlsb")


def _read_documents(
    path: Path, reader: DocumentReader, progress: Progress, *, today: date
) -> tuple[list[InvoiceRow], SourceReport, list[Problem]]:
    """Every document of a path: kept, or set aside with the reason."""
    total = archives.count(path)
    rows: list[InvoiceRow] = []
    problems: list[Problem] = []
    outcomes: Counter[Outcome] = Counter()
    for result in _results(path, reader, progress, total=total, today=today):
        outcomes[result.outcome] += 1
        problems += result.problems
        if result.row is not None:
            rows.append(result.row)
    looked_at = outcomes.total()
    progress(looked_at, looked_at)
    report = SourceReport(
        file=shown_name(path),
        rows_in=looked_at,
        rows_kept=len(rows),
        rows_set_aside=looked_at - len(rows),
        documents=tuple((outcome.value, outcomes[outcome]) for outcome in Outcome),
    )
    return rows, report, problems


def _results(
    path: Path, reader: DocumentReader, progress: Progress, *, total: int, today: date
) -> Iterator[DocumentResult]:
    """One result for each document, in order; a large import is shared between two processes."""
    if total >= shared_work.WORTH_IT_FROM and (os.cpu_count() or 1) > 1:
        try:
            yield from shared_work.read_shared(path, reader.numbers, progress, total=total, today=today)
        except shared_work.WorkerLost:
            progress(0, total)
        else:
            return
    # Closed at once when the user stops the work, so that the archive does not stay open.
    with closing(archives.documents(path)) as found_ones:
        for done, found in enumerate(found_ones):
            if done % _TICK_DOCUMENTS == 0:
                progress(done, max(total, done))
            yield reader.read_found(found)
