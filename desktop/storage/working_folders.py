"""Where does a plan lie while it is open, whose is the folder, and what did a crash leave behind?

Each open plan has a private folder on the local disk. A file in it is locked by the operating system while
the process lives, so that the next start can tell a plan that is open in another window from one whose
program has died: no process number is compared, since those are given out again.

Standard library only: the window asks at its start, before anything heavy is imported.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from desktop.paths import user_data_dir

PLAN = "plan.sqlite"
_ORIGIN = "origin.json"
_ALIVE = "alive"
_OWNERLESS_SECONDS = 3600
"""A folder without an origin is one that is being made just now, or that died while it was."""

if sys.platform == "win32":
    import msvcrt

    def lock(handle: int) -> bool:
        """Lock a file while it is open and this process lives; False when another process has it."""
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def lock(handle: int) -> bool:
        """Lock a file while it is open and this process lives; False when another process has it."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Origin:
    """What a working copy belongs to.

    Attributes:
        target: path of the plan file, "" while it was never saved.
        digest: SHA-256 of the plan file as it was opened or last saved.
        applied: numbers of the history entries that were in force then.
        old_format: the earlier format that the plan file still has.
        pending: SHA-256 of what was about to take the plan file's place; "" outside a save.
    """

    target: str = ""
    digest: str = ""
    applied: tuple[int, ...] = ()
    old_format: int | None = None
    pending: str = ""


class WorkingFolder:
    """One folder, held by this process until it is let go or removed."""

    def __init__(self, path: Path, alive: int) -> None:
        self.path = path
        # Also lets go of the lock when nobody remembers the folder any more.
        self._let_go = weakref.finalize(self, os.close, alive)

    @classmethod
    def make(cls) -> WorkingFolder:
        """A new one, for nobody else's eyes.

        Raises:
            OSError: there is no room or no access where working copies lie.
        """
        base = base_folder()
        base.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder = Path(tempfile.mkdtemp(prefix="plan-", dir=base))
        alive = _opened(folder / _ALIVE, os.O_CREAT)
        lock(alive)
        return cls(folder, alive)

    @classmethod
    def hold(cls, path: Path) -> WorkingFolder | None:
        """One that is there; None when a living process has it, or it has gone."""
        try:
            alive = _opened(path / _ALIVE)
        except OSError:
            return None
        if lock(alive):
            return cls(path, alive)
        os.close(alive)
        return None

    @property
    def plan(self) -> Path:
        """The database in it."""
        return self.path / PLAN

    def fill(self, data: bytes) -> None:
        """Put a plan's bytes in, on the disk before anything says that they are there.

        Raises:
            OSError: there is no room for them.
        """
        with self.plan.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def note(self, origin: Origin) -> None:
        """Write down, whole or not at all, what the working copy belongs to.

        Raises:
            OSError: it cannot be written; what was written before stands.
        """
        fresh = self.path / f"{_ORIGIN}.tmp"
        with fresh.open("w", encoding="utf-8") as file:
            json.dump(asdict(origin), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self.path / _ORIGIN)
        _sync(self.path)

    def origin(self) -> Origin | None:
        """What it belongs to; None when that was never written, or cannot be read."""
        try:
            told = json.loads((self.path / _ORIGIN).read_text(encoding="utf-8"))
            return Origin(
                str(told["target"]),
                str(told["digest"]),
                tuple(int(number) for number in told["applied"]),
                told["old_format"],
                str(told["pending"]),
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def release(self) -> None:
        """Let go of it and leave it where it is."""
        self._let_go()

    def remove(self) -> None:
        """Let go of it and take it away."""
        self._let_go()
        shutil.rmtree(self.path, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Make the names in a folder durable, so that after a power cut the last note is the one that stands.

    A file system that cannot do it is no reason to stop: the note is there, and so is the one before it.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _opened(path: Path, flags: int = 0) -> int:
    return os.open(path, os.O_RDWR | flags, 0o600)


def base_folder() -> Path:
    """Where all working copies lie: on the local disk, where SQLite's locks and syncs hold."""
    return user_data_dir() / "working"


def is_alive(name: str) -> bool:
    """Whether a process holds the working folder of this name."""
    folder = base_folder() / Path(name).name
    if not (folder / _ALIVE).exists():
        return False
    held = WorkingFolder.hold(folder)
    if held is not None:
        held.release()
    return held is None


def abandoned() -> Iterator[WorkingFolder]:
    """Every folder whose process has died, held; what died before it had a plan is cleared away."""
    base = base_folder()
    for path in sorted(base.iterdir()) if base.is_dir() else ():
        held = WorkingFolder.hold(path)
        if held is None:
            _clear_if_old(path)
        elif (path / _ORIGIN).exists() and held.plan.exists():
            yield held
        elif _age(path) > _OWNERLESS_SECONDS:
            held.remove()
        else:
            held.release()


def _clear_if_old(path: Path) -> None:
    if not (path / _ALIVE).exists() and _age(path) > _OWNERLESS_SECONDS:
        shutil.rmtree(path, ignore_errors=True)


def _age(path: Path) -> float:
    with suppress(OSError):
        return time.time() - path.stat().st_mtime
    return 0.0
