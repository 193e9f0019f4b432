"""How does a plan file stay whole?

SQLite never opens it: it is copied in, and a complete new file is put out.

Opening copies the bytes to a private working copy on the local disk. Saving checks the working copy from end
to end, writes its bytes to a temporary file beside the target, syncs it, reads it back, replaces the target
and syncs the folder. If the target is no longer the file that was opened, nothing is written.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.paths import user_data_dir
from desktop.storage.database import Database

SUFFIX = ".eanplan"
MAX_BYTES = 4 * 1024**3
"""A plan of the largest municipality with ten years of invoices stays far below this."""

_INNER = "plan.sqlite"
_RETRIES = 5
_RETRY_SECONDS = 0.6


@dataclass
class WorkingCopy:
    """A plan that is open: its database on the local disk and what is known of the file it came from.

    Attributes:
        database: the tables.
        folder: private folder of this working copy; removed when the plan is closed.
        target: the plan file, None while it was never saved.
        digest: SHA-256 of the plan file as it was opened or last saved, "" while it was never saved.
    """

    database: Database
    folder: Path
    target: Path | None
    digest: str

    @property
    def name(self) -> str:
        """The file's own name for sentences, or "" while it was never saved."""
        return shown_name(self.target) if self.target else ""

    def save(self) -> None:
        """Put the working copy out as the plan file.

        Raises:
            PlanTrouble: the plan file is not the one that was opened, or the working copy is damaged.
            FileTrouble: the file cannot be written; the old one is as it was.
        """
        if self.target is None:
            raise ValueError("a plan that was never saved has no file to save to")
        if self.digest and _digest_or_none(self.target) not in (self.digest, None):
            raise PlanTrouble(self.name, PlanFault.CHANGED_ON_DISK)
        if self.digest and not self.target.exists():
            raise PlanTrouble(self.name, PlanFault.GONE)
        self.digest = self._publish(self.target)
        self.note_origin()

    def save_as(self, target: Path) -> None:
        """Put the working copy out under a new name and go on with that file."""
        self.digest = self._publish(target)
        self.target = target
        self.note_origin()

    def save_copy(self, target: Path) -> None:
        """Put a copy out and go on with the file as it was."""
        self._publish(target)

    def close(self) -> None:
        """Let go of the working copy and remove it."""
        self.database.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _publish(self, target: Path) -> str:
        self.database.verify(shown_name(target))
        try:
            return publish(self.database.path.read_bytes(), target)
        except FileNotFoundError:
            raise FileTrouble(shown_name(target), FileFault.NO_FOLDER) from None
        except OSError as error:
            raise FileTrouble(shown_name(target), fault_of(error)) from None

    def note_origin(self) -> None:
        """Write down where the working copy belongs, for the start after a crash."""
        origin = {"target": str(self.target or ""), "digest": self.digest, "pid": os.getpid()}
        (self.folder / "origin.json").write_text(json.dumps(origin), encoding="utf-8")


def create_working_copy() -> WorkingCopy:
    """A new plan that has no file yet.

    Raises:
        FileTrouble: there is no room or no access where working copies lie.
    """
    with _working_folder() as folder:
        copy = WorkingCopy(Database.create(folder / _INNER), folder, None, "")
        copy.note_origin()
        return copy


def open_working_copy(path: Path) -> WorkingCopy:
    """Copy a plan file in and open the copy.

    Raises:
        FileTrouble: the file is missing, locked or too large, or there is no room for a copy of it.
        PlanTrouble: it is not a plan this version can open. The file's bytes are untouched.
    """
    data = _read(path)
    with _working_folder() as folder:
        inner = folder / _INNER
        inner.write_bytes(data)
        database = Database.open(inner, name=shown_name(path))
        copy = WorkingCopy(database, folder, path, hashlib.sha256(data).hexdigest())
        copy.note_origin()
        return copy


def publish(data: bytes, target: Path) -> str:
    """Replace the target by these bytes, whole or not at all, and return their SHA-256.

    The temporary file lies in the target's own folder, since only a rename inside one folder is atomic.

    Raises:
        OSError: nothing was replaced; the temporary file is gone.
    """
    digest = hashlib.sha256(data).hexdigest()
    # A name that nobody else's program, on whatever machine, can be writing to at the same time.
    temporary = target.with_name(f"~{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if hashlib.sha256(temporary.read_bytes()).hexdigest() != digest:
            raise OSError("the bytes that came back are not the bytes that were written")
        _replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return digest


def _replace(temporary: Path, target: Path) -> None:
    """Rename over the target, waiting out virus scanners and sync clients that hold it for a moment."""
    for attempt in range(_RETRIES):
        try:
            os.replace(temporary, target)
        except PermissionError:
            if attempt == _RETRIES - 1:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable. Windows has no such call and orders renames in its journal.

    A folder that cannot be synced (some shares, folders one may write to and not list) is no failed save: the
    new file is there, whole and synced. Called a failure, the next save would take it for somebody else's.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PlanTrouble(shown_name(path), PlanFault.NOT_A_PLAN)
        if path.stat().st_size > MAX_BYTES:
            raise FileTrouble(shown_name(path), FileFault.TOO_LARGE, detail=str(MAX_BYTES // 1024**2))
        return path.read_bytes()
    except OSError as error:
        raise FileTrouble(shown_name(path), fault_of(error)) from None


def _digest_or_none(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileTrouble(shown_name(path), fault_of(error)) from None


def shown_name(path: Path) -> str:
    """The file's own name as it may stand in a sentence: people name files after citizens, too."""
    return cpr.scrub(path.name or path.resolve().name)


def fault_of(error: OSError) -> FileFault:
    """Which of the known troubles an operating system's error is."""
    if isinstance(error, FileNotFoundError):
        return FileFault.MISSING
    if isinstance(error, FileExistsError):
        return FileFault.EXISTS
    if error.errno in (28, 122):  # ENOSPC, EDQUOT
        return FileFault.DISK_FULL
    if getattr(error, "winerror", None) in (32, 33):  # sharing and lock violations
        return FileFault.IN_USE
    return FileFault.NO_ACCESS


@contextmanager
def _working_folder() -> Iterator[Path]:
    """A private folder for one working copy; it goes away again when the plan cannot be opened in it."""
    base = user_data_dir() / "working"
    try:
        base.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="plan-", dir=base))
    except OSError as error:
        raise FileTrouble(base.name, fault_of(error)) from None
    try:
        yield folder
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise FileTrouble(base.name, fault_of(error)) from None
        raise
