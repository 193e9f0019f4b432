"""`merge`: another copy of the plan is taken in; what both changed is told, and one side's word holds."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain.merging import Choices, Side
from desktop.domain.past import Value
from desktop.texts import merging as texts
from desktop.texts.translate import _
from desktop.workspace import merging
from desktop.workspace.merging import MergePreview, ToldConflict


def add_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("other", metavar="OTHER", type=Path)
    about = _("whose word holds where both have changed the same thing; without it, conflicts stop the merge")
    parser.add_argument("--prefer", choices=tuple(one.value for one in Side), help=about)
    parser.add_argument("--dry-run", action="store_true", help=_("show what would change and change nothing"))


def merge(options: argparse.Namespace) -> Result:
    """Merge OTHER into PLAN; conflicts nobody decided leave the plan as it is."""
    choices = Choices(prefer=Side(options.prefer or Side.MINE))
    other = merging.open_copy(options.other)
    try:
        with opened(options.plan, save=not options.dry_run) as session:
            preview = merging.preview(session, other, choices)
            undecided = bool(preview.conflicts) and options.prefer is None
            done = not options.dry_run and not undecided
            if done:
                merging.take_in(session, other, choices)
    finally:
        other.close()
    status = 1 if undecided and not options.dry_run else 0
    return Result(_data(preview, choices, done=done), _lines(preview, undecided=undecided), status)


def _data(preview: MergePreview, choices: Choices, *, done: bool) -> dict[str, Json]:
    return {
        "merged": done,
        "common_entry": preview.common or None,
        "their_entries": preview.their_entries,
        "tables": {
            table: {what.value: count for what, count in found.items() if count}
            for table, found in preview.taken.items()
            if any(found.values())
        },
        "conflicts": [_conflict(one, choices) for one in preview.conflicts],
    }


def _conflict(told: ToldConflict, choices: Choices) -> Json:
    one = told.conflict
    wanted = one.columns or None

    def shown(row: object) -> Json:
        values: dict[str, Value] | None = dict(row) if isinstance(row, dict) else None
        if values is None or wanted is None:
            return values
        return {name: values[name] for name in wanted}

    return {
        "id": one.id,
        "table": one.table,
        "supplier": told.row.supplier,
        "fields": list(one.columns),
        "mine": shown(one.mine),
        "theirs": shown(one.theirs),
        "holds": choices.of(one.id).value,
    }


def _lines(preview: MergePreview, *, undecided: bool) -> list[str]:
    lines = [texts.summary(preview.taken, len(preview.conflicts)), *texts.brings(preview.taken)]
    lines += [texts.conflict_line(one.row, one.conflict.columns) for one in preview.conflicts]
    lines.append(texts.past_line(preview.common, preview.their_entries))
    if undecided:
        lines.append(_("Say whose word holds with --prefer mine or --prefer theirs."))
    return lines
