"""`import-suppliers` and `import-invoices`: files into a plan, with the account of every row."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop.cli import lines
from desktop.cli.plans import opened
from desktop.cli.quality import as_data
from desktop.cli.result import Json, Result
from desktop.domain.amounts import DecimalMark
from desktop.domain.dates import DateOrder
from desktop.domain.errors import MappingTrouble
from desktop.domain.imports import (
    ALL_SHEETS,
    Field,
    ImportSummary,
    Outcome,
    SourceKind,
    SourceReport,
    SupplierChange,
    TableChoices,
)
from desktop.domain.profiles import Memory
from desktop.workspace.importing import (
    profiles_of,
    read_invoices,
    read_suppliers,
    summarise_invoices,
    summarise_suppliers,
)
from desktop.workspace.operations import ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session

_ALL = 0
_EVERY_SHEET = ("all", "alle", ALL_SHEETS)
_MARKS: dict[str | None, DecimalMark] = {"comma": ",", "point": "."}
_FIELDS = {Field.AMOUNT: "amount_ore"}
_DOCUMENTS = ("invoice", "credit_note", "reminder", "other", "unreadable")


def suppliers(options: argparse.Namespace) -> Result:
    """Import supplier lists."""
    with opened(options.plan, save=not options.dry_run) as session:
        memory = _memory(session, SourceKind.SUPPLIERS)
        reading = read_suppliers(options.files, _choices(options), memory=memory)
        told = summarise_suppliers(session, reading, shown=_ALL)
        if not options.dry_run:
            profiles = profiles_of(reading.reports, SourceKind.SUPPLIERS, today=session.today)
            session.run(ImportSuppliers(reading, profiles))
    changes = [_change(one) for one in told.changes if one.outcome is not Outcome.SAME]
    data = {**_told(told), "changes": changes}
    return Result(data, lines.imported(told, dry_run=options.dry_run))


def invoices(options: argparse.Namespace) -> Result:
    """Import e-invoices and invoice extracts."""
    with opened(options.plan, save=not options.dry_run) as session:
        memory = _memory(session, SourceKind.INVOICES)
        reading = read_invoices(options.paths, _choices(options), today=session.today, memory=memory)
        told = summarise_invoices(session, reading)
        if not options.dry_run:
            profiles = profiles_of(reading.reports, SourceKind.INVOICES, today=session.today)
            session.run(ImportInvoices(reading, profiles))
    data = {**_told(told), "documents": _documents(told.reports)}
    return Result(data, lines.imported(told, dry_run=options.dry_run))


def _memory(session: Session, kind: SourceKind) -> Memory:
    """Nobody looks at columns here, so only tables with last time's headings are read as last time."""
    return Memory(session.profiles(), kind=kind, exact=True)


class SheetOrColumn(argparse.Action):
    """Keeps `--sheet` and `--map` in the order they came: a mapping belongs to the sheet before it."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002 - argparse's signature
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        told = list(getattr(namespace, self.dest) or ())
        namespace.sheets = [*told, (option_string, str(values))]


def _choices(options: argparse.Namespace) -> list[TableChoices]:
    """What was told, once for every sheet; what stands before the first sheet holds for all of them."""
    everywhere = TableChoices(
        encoding=options.encoding or "",
        decimal_mark=_MARKS.get(options.decimal_mark),
        date_order=DateOrder(options.date_order) if options.date_order else None,
        repair=options.repair,
    )
    several: list[TableChoices] = []
    for option, text in options.sheets or ():
        if option == "--sheet":
            sheet = ALL_SHEETS if text.strip().casefold() in _EVERY_SHEET else text
            several.append(replace(everywhere, sheet=sheet))
        elif several:
            several[-1] = replace(several[-1], mapping=(*several[-1].mapping, _mapped(text)))
        else:
            everywhere = replace(everywhere, mapping=(*everywhere.mapping, _mapped(text)))
    return several or [everywhere]


def _mapped(text: str) -> tuple[Field, str]:
    name, _, column = text.partition("=")
    try:
        return Field(name.strip()), column.strip()
    except ValueError:
        raise MappingTrouble("--map", given=name.strip()) from None


def _told(told: ImportSummary) -> dict[str, Json]:
    counted = set()
    files = []
    for report in told.reports:
        # The effect on the plan is known per file; it stands with the file's first sheet.
        counts = {} if report.file in counted else told.counts.get(report.file, {})
        counted.add(report.file)
        files.append(_file(report, counts))
    return {"files": files, "problems": [as_data(one) for one in told.problems]}


def _file(report: SourceReport, counts: Mapping[Outcome, int]) -> dict[str, Json]:
    return {
        "file": report.file,
        "sheet": report.sheet,
        "encoding": report.encoding,
        "header_row": report.header_row,
        "profile": report.as_last_time,
        "repaired": report.repaired,
        "mapping": {field.value: heading for field, heading in report.mapping},
        "rows_in": report.rows_in,
        "rows_kept": report.rows_kept,
        "rows_set_aside": report.rows_set_aside,
        **{outcome.value: counts.get(outcome, 0) for outcome in Outcome},
        **({"documents": dict(report.documents)} if report.documents else {}),
    }


def _change(change: SupplierChange) -> dict[str, Json]:
    return {
        "supplier_no": change.number,
        "name": change.name,
        "outcome": change.outcome.value,
        "fields": {_FIELDS.get(one.field, one.field.value): [one.before, one.after] for one in change.fields},
        "decisions": change.decisions,
    }


def _documents(reports: tuple[SourceReport, ...]) -> dict[str, Json]:
    """How many documents of each kind; rows of an extract are no documents."""
    totals = dict.fromkeys(_DOCUMENTS, 0)
    for report in reports:
        for kind, count in report.documents:
            totals[kind] = totals.get(kind, 0) + count
    return dict(totals)
