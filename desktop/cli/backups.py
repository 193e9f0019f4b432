"""`backups` and `restore`: which earlier versions of a plan are there, and one of them as a new plan."""

from __future__ import annotations

import argparse

from desktop.cli.result import Json, Result
from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.texts import commands
from desktop.workspace.backups import EarlierVersion, earlier_versions, open_earlier


def backups(options: argparse.Namespace) -> Result:
    """The versions that saves replaced, the newest first; number 1 is the newest."""
    found = earlier_versions(options.plan)
    rows: list[Json] = [_told(number, one) for number, one in enumerate(found, 1)]
    told = [commands.backup(number, one.at, one.size) for number, one in enumerate(found, 1)]
    return Result({"backups": rows}, told or [commands.no_backups()])


def restore(options: argparse.Namespace) -> Result:
    """Put an earlier version out as a new plan; the plan itself is not touched."""
    found = earlier_versions(options.plan)
    if not 1 <= options.number <= len(found):
        raise FileTrouble(cpr.scrub(options.plan.name), FileFault.NO_BACKUP, detail=str(options.number))
    if options.out.exists():
        raise FileTrouble(cpr.scrub(options.out.name), FileFault.EXISTS)
    one = found[options.number - 1]
    session = open_earlier(options.plan, one)
    try:
        session.save_as(options.out)
    finally:
        session.close()
    data: dict[str, Json] = {"restored": _told(options.number, one), "out": str(options.out)}
    return Result(data, [commands.restored(one.at, options.out.name)])


def _told(number: int, one: EarlierVersion) -> Json:
    return {"number": number, "at": one.at.isoformat(), "bytes": one.size, "file": one.path.name}
