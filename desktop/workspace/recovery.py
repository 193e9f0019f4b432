"""What did a program that died leave behind, and what does it have that the plan file does not?

Every operation is in the working copy before the user is told that it is done, so a crash loses nothing: the
next start finds the working copy and offers to go on with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain import cpr
from desktop.domain.errors import PlannerError
from desktop.domain.plan import HistoryEntry
from desktop.paths import user_data_dir

if TYPE_CHECKING:
    from desktop.storage.working_folders import WorkingFolder


@dataclass(frozen=True, slots=True)
class Recovered:
    """A working copy whose program has died.

    Attributes:
        folder: where it lies.
        path: the plan file it belongs to; None while it was never saved.
        title: the municipality, or the file's name without one.
        operations: how many operations it has that the file has not, undone ones that the file has included.
        last: the newest of the operations in force.
        at: when the working copy was last written.
    """

    folder: Path
    path: Path | None
    title: str
    operations: int
    last: HistoryEntry | None
    at: datetime


def may_be_any() -> bool:
    """Whether there is anything to look at, told without opening a plan: asked when the window starts."""
    working = user_data_dir() / "working"
    return working.is_dir() and any(working.iterdir())


def found() -> tuple[Recovered, ...]:
    """What dead programs left that no plan file has, the newest work first.

    A working copy with nothing beyond its file is cleared away. One that is damaged is left where it lies and
    not offered. No plan file is looked at: it may lie on a drive that does not answer.
    """
    return tuple(sorted(_looked_at(), key=lambda one: one.at, reverse=True))


def discard(recovered: Recovered) -> None:
    """Take a working copy away for good, unless somebody has gone on with it meanwhile."""
    from desktop.storage.working_folders import WorkingFolder

    held = WorkingFolder.hold(recovered.folder)
    if held is not None:
        held.remove()


def _looked_at() -> Iterator[Recovered]:
    from desktop.storage.working_folders import abandoned

    for home in abandoned():
        try:
            one = _look(home)
        except PlannerError:
            home.release()
            continue
        if one.operations:
            home.release()
            yield one
        else:
            home.remove()


def _look(home: WorkingFolder) -> Recovered:
    from desktop.storage.plan_file import adopt_working_copy
    from desktop.workspace.operations.setting_up import from_values

    copy = adopt_working_copy(home)
    try:
        with copy.database.reading() as reader:
            applied, entries = reader.applied(), reader.history()
            name = from_values({one.key: one.value for one in reader.settings()}).name
    finally:
        copy.database.close()
    last = next((entry for entry in entries if entry.number in set(applied)), None)
    return Recovered(
        folder=home.path,
        path=copy.target,
        title=name or cpr.scrub(copy.target.stem if copy.target else ""),
        operations=len(set(applied) ^ set(copy.applied)),
        last=last,
        at=datetime.fromtimestamp(home.plan.stat().st_mtime).astimezone(),
    )
