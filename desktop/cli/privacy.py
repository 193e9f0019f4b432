"""`privacy` and `clean`: what a plan keeps and until when, and its earlier history deleted for good."""

from __future__ import annotations

import argparse

from desktop.cli.days import NONE, day_or_none
from desktop.cli.days import day as a_day
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain.privacy import Deletion, Inventory, deletion
from desktop.texts import privacy as texts
from desktop.texts import usage
from desktop.texts.translate import _
from desktop.workspace import backups, privacy
from desktop.workspace.operations.privacy import SetDeletionDate


def add_privacy(parser: argparse.ArgumentParser) -> None:
    about = _("when the plan is to be deleted; `none` takes it back")
    parser.add_argument("--delete-on", metavar="YYYY-MM-DD", type=day_or_none, help=about)


def add_clean(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    day, about = usage.placeholder("YYYY-MM-DD"), _("entries before this day go")
    which.add_argument("--history-before", metavar=day, type=a_day, help=about)
    which.add_argument("--keep-entries", metavar="N", type=count, help=_("all but the last N entries go"))
    parser.add_argument("--backups", action="store_true", help=_("delete the earlier versions too"))


def count(text: str) -> int:
    """A whole number from 0. argparse calls the value by this function's name."""
    number = int(text)
    if number < 0:
        raise ValueError("negative")
    return number


def show(options: argparse.Namespace) -> Result:
    """What the plan keeps, where, and until when."""
    wanted = options.delete_on
    with opened(options.plan, save=wanted is not None) as session:
        if wanted is not None:
            session.run(SetDeletionDate(None if wanted == NONE else wanted))
        found = privacy.inventory(session)
        near = deletion(found.delete_on, session.today)
    return Result(_data(found, near), texts.lines(found, near))


def clean(options: argparse.Namespace) -> Result:
    """Delete earlier entries of the history; nothing of them remains in the plan's file."""
    with opened(options.plan, save=True) as session:
        gone = privacy.clean_history(session, before=options.history_before, keep=options.keep_entries)
        left = len(session.history())
    removed = backups.forget_all(options.plan) if options.backups else 0
    kept = [one.path for one in backups.earlier_versions(options.plan)]
    kept += backups.old_formats(options.plan)
    told = [texts.cleaned_and_saved(gone)]
    if options.backups:
        told.append(texts.backups_removed(removed))
    elif kept:
        told.append(texts.backups_left(len(kept)))
    data: dict[str, Json] = {
        "deleted": gone,
        "entries": left,
        "backups_deleted": removed,
        "backups": list(map(str, kept)),
    }
    return Result(data, told)


def _data(found: Inventory, near: Deletion) -> dict[str, Json]:
    return {
        "stored": dict(found.rows),
        "contacts": found.contacts,
        "users": list(found.users),
        "entries": found.entries,
        "remembered_rows": found.remembered,
        "first_entry": found.first_day.isoformat() if found.first_day else None,
        "places": [
            {"kind": one.kind.value, "where": one.where, "files": one.files, "bytes": one.size}
            for one in found.places
        ],
        "never": texts.never(),
        "delete_on": found.delete_on.isoformat() if found.delete_on else None,
        "deletion": near.value,
    }
