"""What does a plan keep, and where? What is counted, where copies lie, and when it is to be deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.past import day_of
from desktop.domain.plan import HistoryEntry

REMIND_DAYS = 30
"""So many days before the deletion date the reminder begins: time to finish and to agree on it."""


class PlaceKind(StrEnum):
    """Where something of a plan may lie."""

    PLAN = "plan"
    BACKUPS = "backups"
    OLD_FORMAT = "old_format"
    LOCK_NOTE = "lock_note"
    WORKING_COPY = "working_copy"
    SETTINGS = "settings"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class StoredPlace:
    """A file or folder.

    Attributes:
        where: its path; "" when there is none yet.
        files: how many files are there now.
        size: of them together, in bytes.
    """

    kind: PlaceKind
    where: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a plan keeps.

    Attributes:
        rows: by table, how many rows.
        contacts: suppliers with a contact person, an e-mail address or a phone number.
        users: names of the people who have worked on the plan.
        entries: how many entries its history has.
        remembered: how many rows before and after those entries keep.
        first_day: of the oldest entry.
        delete_on: when the plan is to be deleted; None while nobody has said so.
    """

    rows: Mapping[str, int]
    contacts: int
    users: tuple[str, ...]
    entries: int
    remembered: int
    first_day: date | None
    delete_on: date | None
    places: tuple[StoredPlace, ...]


class Deletion(StrEnum):
    """How near the deletion date is."""

    NOT_SET = "not_set"
    FAR = "far"
    NEAR = "near"
    PASSED = "passed"


def deletion(day: date | None, today: date) -> Deletion:
    """How near the deletion date is; on the day itself it has passed."""
    if day is None:
        return Deletion.NOT_SET
    if day <= today:
        return Deletion.PASSED
    return Deletion.NEAR if day - today <= timedelta(days=REMIND_DAYS) else Deletion.FAR


def first_kept(
    entries: Sequence[HistoryEntry], *, before: date | None = None, keep: int | None = None
) -> int:
    """Number of the first entry that a cleaning of the history leaves; past the last one when none is left.

    Args:
        before: entries of earlier days go.
        keep: all but the last so many go.
    """
    oldest_first = sorted(entries, key=lambda one: one.number)
    end = oldest_first[-1].number + 1 if oldest_first else 1
    starts = [1]
    if before is not None:
        starts.append(next((one.number for one in oldest_first if day_of(one.at) >= before), end))
    if keep is not None:
        starts.append(oldest_first[-keep].number if 0 < keep <= len(oldest_first) else (1 if keep else end))
    return max(starts)
