"""How are files read for a plan without touching it?

The readers' doors, for the window and the command line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from desktop.domain.imports import (
    ImportSummary,
    InvoiceImport,
    Pasted,
    SourceKind,
    SourceReport,
    SupplierImport,
    TableChoices,
    TablePreview,
    TableSource,
)
from desktop.domain.profiles import NOTHING_REMEMBERED, Memory, Profile, profile_of
from desktop.domain.progress import Progress, silent
from desktop.workspace.operations import ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session


def preview_tables(
    path: TableSource,
    choices: TableChoices | None = None,
    progress: Progress = silent,
    *,
    memory: Memory = NOTHING_REMEMBERED,
) -> tuple[TablePreview, ...]:
    """The tables of a file as they were understood, with what a person has decided so far.

    Args:
        memory: asked what was decided about such tables before.

    Raises:
        FileTrouble: the file cannot be read as a table.
        MappingTrouble: no table has the column that was named.
        Cancelled: the user stopped it.
    """
    from desktop.importing.suppliers import preview

    return preview(path, choices, memory=memory, progress=progress)


def is_einvoice_source(path: TableSource) -> bool:
    """True for what is read as e-invoices whatever it holds: a folder, an XML file or a ZIP."""
    if isinstance(path, Pasted):
        return False
    return path.is_dir() or path.suffix.casefold() in (".xml", ".zip")


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
        memory: asked how such lists were read before, where no columns are told.

    Raises:
        FileTrouble, MappingTrouble: a file cannot be read, or no column tells who the supplier is.
        Cancelled: the user stopped it.
    """
    from desktop.importing.suppliers import read_suppliers as read

    return read(paths, choices, progress, memory=memory)


def read_invoices(
    paths: Sequence[TableSource],
    choices: TableChoices | Sequence[TableChoices],
    progress: Progress = silent,
    *,
    today: date,
    memory: Memory = NOTHING_REMEMBERED,
) -> InvoiceImport:
    """Read e-invoices (files, folders, ZIPs) and invoice extracts (tables).

    Args:
        choices: what a person decided about the tables, once or once per sheet.
        memory: asked how such extracts were read before, where no columns are told.

    Raises:
        FileTrouble, MappingTrouble: a table cannot be read; e-invoices become problems instead.
        Cancelled: the user stopped it.
    """
    from desktop.importing.invoices import read_invoices as read

    return read(paths, choices, progress, today=today, memory=memory)


def profiles_of(reports: Iterable[SourceReport], kind: SourceKind, *, today: date) -> tuple[Profile, ...]:
    """How the tables of a reading were read, for next time. The operation gives them its own moment."""
    at = datetime.combine(today, time.min)
    return tuple(profile_of(one, one.told, kind=kind, at=at) for one in reports if one.columns)


SHOWN = 500
"""Of each outcome so many suppliers are shown one by one before an import; all of them are counted."""


def summarise_suppliers(
    session: Session, reading: SupplierImport, *, shown: int = SHOWN, progress: Progress = silent
) -> ImportSummary:
    """What taking this reading into the plan would do; the plan is not touched.

    Args:
        shown: how many suppliers of each outcome are told one by one; 0 for all.

    Raises:
        Cancelled: the user stopped it.
    """
    operation = ImportSuppliers(reading, compare=shown, progress=progress)
    session.rehearse(operation)
    counts = {file: dict(found) for file, found in operation.counts.items()}
    return ImportSummary(
        reading.reports, operation.problems, counts, changes=operation.told, decided=operation.decided
    )


def summarise_invoices(
    session: Session, reading: InvoiceImport, *, progress: Progress = silent
) -> ImportSummary:
    """What taking this reading into the plan would do; the plan is not touched.

    Raises:
        Cancelled: the user stopped it.
    """
    operation = ImportInvoices(reading, progress=progress)
    session.rehearse(operation)
    counts = {file: dict(found) for file, found in operation.counts.items()}
    return ImportSummary(reading.reports, operation.problems, counts)
