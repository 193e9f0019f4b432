"""Who has a plan open? A note beside it says so, and a heartbeat says that they are still there.

The note is made exclusively, so of two who open a plan at the same moment one gets it. It is a courtesy, not
what keeps edits from being lost: that is the comparison at saving (`publishing`). Ages are told by the clock
of the drive, since two machines' clocks may be an hour apart.

A note is taken without a question only when it is certain that nobody works behind it: the same user on the
same machine, whose process has died. Anybody else's is taken when a person says so.
"""

from __future__ import annotations

import atexit
import json
import os
import threading
import uuid
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.storage.publishing import clock_of, publish, read_note
from desktop.storage.working_folders import is_alive

BEAT_SECONDS = 60.0
STALE_SECONDS = 300.0
"""Five minutes without a heartbeat. Shorter, and a laptop that slept through lunch would be robbed."""

_LAST_WAIT_SECONDS = 3.0
"""How long the program's end waits for a slow drive to take the note away."""

UNFINISHED_SECONDS = 30.0
"""A note takes a moment to write; one that is empty after this was cut off by a crash or a power cut."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has the plan open.

    Attributes:
        user: as Windows knows them.
        machine: the computer's name.
        since: when they opened it, by their clock.
        folder: name of their working copy's folder, to tell on the same machine whether they are still there.
        key: of this note, made anew for each opening.
    """

    user: str
    machine: str
    since: datetime
    folder: str
    key: str

    def as_json(self) -> bytes:
        told = {
            "user": self.user,
            "machine": self.machine,
            "since": self.since.isoformat(),
            "folder": self.folder,
            "key": self.key,
        }
        return json.dumps(told, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody else has the plan.

    Attributes:
        stale: no heartbeat for five minutes, and the plan has not changed meanwhile.
    """

    holder: Holder
    stale: bool


def note_of(plan: Path) -> Path:
    """Where the note lies."""
    return plan.with_name(f"{plan.name}.lock")


def new_holder(user: str, machine: str, since: datetime, folder: str) -> Holder:
    """A holder with a key of its own."""
    return Holder(user, machine, since, folder, uuid.uuid4().hex)


def read(plan: Path) -> Holder | None:
    """Who has the plan open; None when there is no note that can be read."""
    try:
        told = json.loads(read_note(note_of(plan)))
        return Holder(
            user=str(told["user"])[:100],
            machine=str(told["machine"])[:100],
            since=datetime.fromisoformat(str(told["since"])),
            folder=str(told["folder"]),
            key=str(told["key"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def look(plan: Path) -> Held | None:
    """Who has the plan open, and whether they seem to have gone."""
    holder = read(plan)
    return None if holder is None else Held(holder, _is_stale(plan))


class LockNote:
    """Our own note, kept fresh by a thread of its own until it is released.

    Attributes:
        lost_to: who took the plan over, as far as the heartbeat has seen.
    """

    def __init__(self, plan: Path, holder: Holder) -> None:
        self.plan = plan
        self.holder = holder
        self.lost_to: Holder | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat_on, name="lock note", daemon=True)
        self._thread.start()

    def taken_by(self) -> Holder | None:
        """Who has taken the plan over from us; None while it is ours, or while nobody can tell."""
        found = read(self.plan)
        if found is not None and found.key != self.holder.key:
            self.lost_to = found
        return self.lost_to

    def release(self, wait_seconds: float = 0.2) -> None:
        """Take the note away, on its own thread: a drive that does not answer must not hold up the caller."""
        self._over.set()
        self._thread.join(wait_seconds)
        if self._thread.is_alive():
            atexit.register(self._thread.join, _LAST_WAIT_SECONDS)

    def _beat_on(self) -> None:
        while not self._over.wait(BEAT_SECONDS):
            self.beat()
        with suppress(OSError):
            if self.taken_by() is None:
                note_of(self.plan).unlink(missing_ok=True)

    def beat(self) -> None:
        """Say that we are still here. A note that somebody deleted is made again."""
        if self.taken_by() is not None:
            return
        with suppress(OSError):
            if note_of(self.plan).exists():
                publish(self.holder.as_json(), note_of(self.plan))
            elif self.plan.exists():
                _make(self.plan, self.holder)


def acquire(plan: Path, holder: Holder, *, take_over: bool = False) -> LockNote | Held | None:
    """Become the one who has the plan.

    Args:
        take_over: take it from whoever has it; a person has said so.

    Returns:
        Our note; who has the plan instead; or None where no note can be made, as in a folder that we may only
        read: then nobody can save there, and the first save says so.
    """
    try:
        if take_over:
            publish(holder.as_json(), note_of(plan))
            return LockNote(plan, holder)
        for _ in range(2):
            if _make(plan, holder):
                return LockNote(plan, holder)
            there = look(plan)
            if there is not None and not _is_our_dead(there.holder, holder):
                return there
            if there is None and not _unreadable_is_stale(plan):
                return Held(Holder("", "", holder.since, "", ""), stale=False)
            note_of(plan).unlink(missing_ok=True)
    except OSError:
        return None
    return look(plan)


def _make(plan: Path, holder: Holder) -> bool:
    """Make the note, unless there is one."""
    try:
        handle = os.open(note_of(plan), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(holder.as_json())
        file.flush()
        os.fsync(file.fileno())
    return True


def _is_our_dead(there: Holder, us: Holder) -> bool:
    same = (there.user, there.machine) == (us.user, us.machine)
    if not same or not there.folder:
        return False
    # We may have gone on with the very working copy that the dead program left.
    return there.folder == us.folder or not is_alive(there.folder)


def _is_stale(plan: Path) -> bool:
    """No heartbeat for five minutes, and the plan itself unchanged as long."""
    try:
        last = max(note_of(plan).stat().st_mtime, plan.stat().st_mtime)
    except OSError:
        return False
    now = clock_of(plan.parent)
    return now is not None and now - last >= STALE_SECONDS


def _unreadable_is_stale(plan: Path) -> bool:
    """A note that cannot be read is being written at this moment, or was never finished."""
    try:
        made = note_of(plan).stat().st_mtime
    except FileNotFoundError:
        return True
    now = clock_of(plan.parent)
    return now is not None and now - made >= UNFINISHED_SECONDS
