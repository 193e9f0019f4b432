"""Which earlier versions of a plan are there, and where? In a folder beside it, each checked when written.

Beside the plan and not in the user's own folder, for two reasons. Privacy: the backups have the access rights
of the plan itself, and whoever deletes the plan sees them; nothing of it stays on a laptop after its deletion
date. Network: a colleague who opens the plan tomorrow finds them, and they are on the drive that IT backs up
and not on the machine that is replaced. It costs one more file over the network for each save.

A backup is the version that a save is about to replace. Its bytes were checked from end to end when they were
opened or saved; they are written as the plan itself is, read back, and named by time and SHA-256, so that a
backup that was changed later is known for it.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.domain.retention import worth_keeping
from desktop.storage.publishing import file_trouble, publish, shown_name

_SUFFIX = ".eanplan"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{16})\.eanplan")
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """An earlier version of a plan.

    Attributes:
        path: where it lies.
        at: when that version was saved, UTC.
        size: in bytes.
        digest: the first 16 digits of its SHA-256 when it was written.
    """

    path: Path
    at: datetime
    size: int
    digest: str


def folder_of(plan: Path) -> Path:
    """Where a plan's backups lie."""
    return plan.parent / f"{plan.stem}.backups"


def backups_of(plan: Path) -> tuple[Backup, ...]:
    """The newest first; files that are no backups are passed over."""
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folder_of(plan).iterdir():
            # One may be thinned away by a colleague's save meanwhile; a name may be no time at all.
            with suppress(FileNotFoundError, ValueError):
                if parts := _NAME.fullmatch(path.name):
                    at = datetime.strptime(parts[1], _TIME).replace(tzinfo=UTC)
                    found.append(Backup(path, at, path.stat().st_size, parts[2]))
    return tuple(sorted(found, key=lambda one: (one.at, one.digest), reverse=True))


def keep(data: bytes, plan: Path, at: datetime) -> Path | None:
    """Keep a version that is about to be replaced, and let go of what is no longer worth keeping.

    Returns where it lies when it was not there before.

    Args:
        data: the version's bytes, known to be sound.
        at: when it was saved.

    Raises:
        OSError: it could not be kept; those there are untouched.
    """
    digest = hashlib.sha256(data).hexdigest()[:16]
    there = backups_of(plan)
    if any(one.digest == digest for one in there):
        return None
    folder = folder_of(plan)
    folder.mkdir(exist_ok=True)
    kept = folder / f"{at.astimezone(UTC).strftime(_TIME)}-{digest}{_SUFFIX}"
    publish(data, kept)
    thin(plan)
    return kept


def thin(plan: Path) -> None:
    """Delete the backups that are no longer worth keeping; one that is held by another program stays."""
    there = backups_of(plan)
    kept = worth_keeping(one.at for one in there)
    for one in there:
        if one.at not in kept:
            with suppress(OSError):
                one.path.unlink()


def old_formats_of(plan: Path) -> tuple[Path, ...]:
    """The plan as programs of earlier formats left it (`plan_file.backup_of_format`), by name.

    Raises:
        OSError: the folder cannot be read.
    """
    kept = re.compile(rf"{re.escape(plan.stem)}\.v\d+(-\d+)?\.bak")
    return tuple(sorted(path for path in plan.parent.iterdir() if kept.fullmatch(path.name)))


def remove_all(plan: Path) -> int:
    """Delete every earlier version of a plan, those of earlier formats too; returns how many there were.

    Raises:
        FileTrouble: one of them cannot be deleted.
    """
    with file_trouble(plan):
        there = (*(one.path for one in backups_of(plan)), *old_formats_of(plan))
    for path in there:
        with file_trouble(path):
            path.unlink(missing_ok=True)
    with suppress(OSError):
        folder_of(plan).rmdir()
    return len(there)


def checked_bytes(backup: Backup) -> bytes:
    """A backup's bytes, which are those that were written.

    Raises:
        FileTrouble: it cannot be read.
        PlanTrouble: it was changed since.
    """
    with file_trouble(backup.path):
        data = backup.path.read_bytes()
    if hashlib.sha256(data).hexdigest()[: len(backup.digest)] != backup.digest:
        raise PlanTrouble(shown_name(backup.path), PlanFault.DAMAGED)
    return data
