"""`backups` and `restore`: which earlier versions of a plan are there, and one of them as a new plan."""

from __future__ import annotations

import argparse
from pathlib import Path

from desktop.cli.result import Json, Result
from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.texts import commands
from desktop.workspace.backups import EarlierVersion, earlier_versions, is_spoilt, open_earlier, open_spoilt
from desktop.workspace.session import Session

_ITSELF = 0
"""In place of the number of an earlier version: a spoilt plan itself, as far as it can be read."""


def backups(options: argparse.Namespace) -> Result:
    """The versions that saves replaced, the newest first; number 1 is the newest."""
    found = earlier_versions(options.plan)
    rows: list[Json] = [_told(number, one) for number, one in enumerate(found, 1)]
    told = [commands.backup(number, one.at, one.size) for number, one in enumerate(found, 1)]
    return Result({"backups": rows}, told or [commands.no_backups()])


def restore(options: argparse.Namespace) -> Result:
    """Put an earlier version out as a new plan, or what can be read of one that is not as it was saved.

    The plan itself is not touched.
    """
    if options.number == _ITSELF and is_spoilt(options.plan):
        _put_out(open_spoilt(options.plan), options.out)
        return Result({"restored": None, "out": str(options.out)}, [commands.salvaged(options.out.name)])
    found = earlier_versions(options.plan)
    if not 1 <= options.number <= len(found):
        raise FileTrouble(cpr.scrub(options.plan.name), FileFault.NO_BACKUP, detail=str(options.number))
    one = found[options.number - 1]
    _put_out(open_earlier(options.plan, one), options.out)
    data: dict[str, Json] = {"restored": _told(options.number, one), "out": str(options.out)}
    return Result(data, [commands.restored(one.at, options.out.name)])


def _put_out(session: Session, out: Path) -> None:
    try:
        if out.exists():
            raise FileTrouble(cpr.scrub(out.name), FileFault.EXISTS)
        session.save_as(out)
    finally:
        session.close()


def _told(number: int, one: EarlierVersion) -> Json:
    return {"number": number, "at": one.at.isoformat(), "bytes": one.size, "file": one.path.name}
