"""`history`, `undo`, `redo` and `self-test`: what was done to the plan, and what the program can do."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli import lines
from desktop.cli.days import day
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result, as_json
from desktop.domain.errors import FileFault, FileTrouble, NotInPlan
from desktop.domain.past import HistoryFilter, PastRow
from desktop.domain.plan import HistoryEntry, OperationName
from desktop.texts import commands
from desktop.texts import history as history_texts
from desktop.texts import past as past_texts
from desktop.texts.past_names import HIDDEN as UNTOLD_COLUMNS
from desktop.texts.translate import _
from desktop.workspace import past
from desktop.workspace.session import Session


def add_history(parser: argparse.ArgumentParser) -> None:
    """Filters, and one entry in full."""
    parser.add_argument("--entry", metavar="N", type=int, help=_("what one entry changed, field by field"))
    parser.add_argument("--by", metavar="USER", default="", help=_("only what this user did"))
    parser.add_argument("--operation", metavar="KIND", choices=tuple(one.value for one in OperationName))
    parser.add_argument("--supplier", metavar="SUPPLIER_NO", help=_("number, CVR number or name"))
    parser.add_argument("--from", metavar="YYYY-MM-DD", dest="first", type=day)
    parser.add_argument("--to", metavar="YYYY-MM-DD", dest="last", type=day)
    parser.add_argument("--text", metavar="WORDS", default="")


def history(options: argparse.Namespace) -> Result:
    """The operations that fit, the newest first; with `--entry` what one of them changed."""
    with opened(options.plan) as session:
        if options.entry is not None:
            return _one_entry(session, options.entry)
        numbers = None
        if options.supplier:
            suppliers = past.meant_suppliers(session, options.supplier)
            numbers = past.entries_about(session, suppliers)
        wanted = HistoryFilter(
            by=options.by,
            operation=OperationName(options.operation) if options.operation else None,
            first=options.first,
            last=options.last,
            text=options.text,
            numbers=numbers,
        )
        entries = past.find(session, wanted, history_texts.entry).entries
        none = commands.nothing_fits() if session.history() else commands.history_is_empty()
    return Result(
        {"entries": [_entry(one) for one in entries]}, [lines.entry(one) for one in entries] or [none]
    )


def _one_entry(session: Session, number: int) -> Result:
    entry = next((one for one in session.history() if one.number == number), None)
    if entry is None:
        raise NotInPlan("entry", str(number))
    rows = tuple(past.each_row(session, number))
    told = [lines.entry(entry)]
    told += [_line(row) for row in rows]
    return Result({"entry": _entry(entry), "changes": [_change(row) for row in rows]}, told)


def _line(row: PastRow) -> str:
    kind, what = past_texts.table(row.table), past_texts.happened(row.happened)
    about, change = past_texts.about(row), past_texts.line(row)
    return f"  {what}: {' '.join(filter(None, (kind, about)))} – {change}"


def _change(row: PastRow) -> Json:
    return {
        "table": row.table,
        "row": row.row_id,
        "supplier": row.supplier,
        "happened": row.happened.value,
        "fields": {
            one.field: [one.before, one.after] for one in row.steps() if one.field not in UNTOLD_COLUMNS
        },
    }


def undo(options: argparse.Namespace) -> Result:
    """Take the last operation back."""
    with opened(options.plan, save=True) as session:
        changes = session.undo()
        entries = session.history()
    data: dict[str, Json] = {"undone": changes.entry.number, "entries": [_entry(one) for one in entries]}
    return Result(data, [commands.undone(history_texts.entry(changes.entry))])


def redo(options: argparse.Namespace) -> Result:
    """Do the operation again that was undone last."""
    with opened(options.plan, save=True) as session:
        changes = session.redo()
        entries = session.history()
    data: dict[str, Json] = {"redone": changes.entry.number, "entries": [_entry(one) for one in entries]}
    return Result(data, [commands.redone(history_texts.entry(changes.entry))])


def _entry(entry: HistoryEntry) -> dict[str, Json]:
    return {
        "number": entry.number,
        "operation": entry.operation.value,
        "text": history_texts.entry(entry),
        "facts": dict(entry.facts),
        "by": entry.by,
        "at": entry.at.isoformat(),
        "state": entry.state.value,
        "rows": entry.rows,
    }


def self_test(options: argparse.Namespace) -> Result:
    """What this installation can do; with `--out` also in a file, for a program without a console."""
    from desktop.selftest import run_checks

    checks = run_checks()
    data: dict[str, Json] = {
        "checks": [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks]
    }
    told = [commands.check(one.name, one.detail, ok=one.ok) for one in checks]
    told.append(commands.self_test(sum(not one.ok for one in checks)))
    if options.out is not None:
        _write_report(options.out, data)
    return Result(data, told, status=0 if all(one.ok for one in checks) else 1)


def _write_report(path: Path, data: dict[str, Json]) -> None:
    try:
        path.write_text(as_json(data) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        fault = FileFault.NO_FOLDER if isinstance(error, FileNotFoundError) else FileFault.NO_ACCESS
        raise FileTrouble(path.name, fault) from None
