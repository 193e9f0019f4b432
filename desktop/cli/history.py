"""`history`, `undo`, `redo` and `self-test`: what was done to the plan, and what the program can do."""

from __future__ import annotations

import argparse

from desktop.cli import lines
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain.plan import HistoryEntry
from desktop.texts import commands
from desktop.texts import history as history_texts


def history(options: argparse.Namespace) -> Result:
    """Every operation, the newest first."""
    with opened(options.plan) as session:
        entries = session.history()
    return Result(
        {"entries": [_entry(one) for one in entries]},
        [lines.entry(one) for one in entries] or [commands.history_is_empty()],
    )


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


def self_test(options: argparse.Namespace) -> Result:  # noqa: ARG001 - every command takes its options
    """What this installation can do."""
    from desktop.selftest import run_checks

    checks = run_checks()
    data: dict[str, Json] = {
        "checks": [{"name": one.name, "ok": one.ok, "detail": one.detail} for one in checks]
    }
    told = [commands.check(one.name, one.detail, ok=one.ok) for one in checks]
    told.append(commands.self_test(sum(not one.ok for one in checks)))
    return Result(data, told, status=0 if all(one.ok for one in checks) else 1)
