"""Which earlier versions of a plan can be had back, and how? As a new plan, never over the one there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.workspace.keeping import Clock, Who
from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A version of a plan that a save replaced.

    Attributes:
        path: where it lies.
        at: when it was saved, by this machine's clock.
        size: in bytes.
    """

    path: Path
    at: datetime
    size: int


def earlier_versions(plan: Path) -> tuple[EarlierVersion, ...]:
    """The newest first.

    Raises:
        FileTrouble: the folder beside the plan cannot be read.
    """
    from desktop.storage.backups import backups_of, folder_of
    from desktop.storage.publishing import file_trouble

    with file_trouble(folder_of(plan)):
        return tuple(EarlierVersion(one.path, one.at.astimezone(), one.size) for one in backups_of(plan))


def open_earlier(
    plan: Path, version: EarlierVersion, *, who: Who | None = None, clock: Clock | None = None
) -> Session:
    """Open an earlier version as a plan that has no file yet.

    Raises:
        FileTrouble: it has gone or cannot be read.
        PlanTrouble: it was changed since it was written, or this program cannot open it.
    """
    from desktop.storage.backups import backups_of, checked_bytes
    from desktop.storage.plan_file import open_as_new

    known = next((one for one in backups_of(plan) if one.path == version.path), None)
    if known is None:
        raise FileTrouble(cpr.scrub(version.path.name), FileFault.MISSING)
    name = cpr.scrub(plan.name)
    return Session(open_as_new(checked_bytes(known), name), who=who, clock=clock, unsaved=True)


def is_spoilt(plan: Path) -> bool:
    """Whether a plan is not as it was saved.

    Raises:
        FileTrouble, PlanTrouble: it cannot be read.
    """
    from desktop.storage.plan_file import read_plan
    from desktop.storage.sealing import unsealed

    return not unsealed(read_plan(plan)).is_whole


def open_spoilt(plan: Path, *, who: Who | None = None, clock: Clock | None = None) -> Session:
    """Open what can be read of a plan that is not as it was saved, as a plan that has no file yet.

    Raises:
        FileTrouble: it cannot be read.
        PlanTrouble: it is so damaged that nothing in it can be relied on, or no plan this program can open.
    """
    from desktop.storage.plan_file import open_as_new, read_plan

    copy = open_as_new(read_plan(plan), cpr.scrub(plan.name), spoilt=True)
    return Session(copy, who=who, clock=clock, unsaved=True)


def old_formats(plan: Path) -> tuple[Path, ...]:
    """The plan as programs of earlier formats left it, beside it.

    Raises:
        FileTrouble: the folder cannot be read.
    """
    from desktop.storage.backups import old_formats_of
    from desktop.storage.publishing import file_trouble

    with file_trouble(plan):
        return old_formats_of(plan)


def forget_all(plan: Path) -> int:
    """Delete every earlier version of a plan, those of earlier formats too, and return how many there were.

    Raises:
        FileTrouble: one of them cannot be deleted.
    """
    from desktop.storage.backups import remove_all

    return remove_all(plan)
