"""How does a plan file stay whole?

SQLite never opens it: it is copied in, and a complete new file is put out.

Opening copies the bytes to a private working copy on the local disk. Saving takes a snapshot of the working
copy, checks it from end to end, keeps the version that is there as a backup, and replaces the plan file as
`publishing` does. If the target is no longer the file that was opened, nothing is written. Only the snapshot
needs the plan to stand still; all the rest may take its time on a drive that does not answer.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.storage import backups
from desktop.storage.checking import MAGIC
from desktop.storage.database import Database, examine
from desktop.storage.page_owners import tables_on
from desktop.storage.publishing import (
    clear_strays,
    digest_of,
    fault_of,
    file_trouble,
    publish,
    publish_guarded,
    publish_over,
    shown_name,
)
from desktop.storage.schema import FORMAT_VERSION
from desktop.storage.sealing import BLOCK, Unsealed, sealed, unsealed
from desktop.storage.working_folders import Origin, WorkingFolder, base_folder

SUFFIX = ".eanplan"
MAX_BYTES = 4 * 1024**3
"""A plan of the largest municipality with ten years of invoices stays far below this."""

_READ_TRIES = 4
_READ_PAUSE_S = 0.02
_SNAPSHOT = "snapshot.sqlite"
_STRAYS = ("-journal", "-wal", "-shm")
"""What SQLite leaves beside a file it has open. Beside a plan they are never ours; a database program would
take them for part of the plan and spoil it, and may have changed it."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The working copy at one moment.

    Attributes:
        data: its bytes; once they were checked, those of the plan file, with its seal.
        applied: numbers of the history entries in force.
    """

    data: bytes
    applied: tuple[int, ...]


@dataclass
class WorkingCopy:
    """A plan that is open: its database on the local disk and what is known of the file it came from.

    Attributes:
        database: the tables.
        home: private folder of this working copy; removed when the plan is closed.
        target: the plan file, None while it was never saved.
        digest: SHA-256 of the plan file as it was opened or last saved, "" while it was never saved.
        pending: SHA-256 of what a save may have put out although it was cut off or failed; "" otherwise.
        old_format: the earlier format the plan file still has; None once it has today's.
        backup_trouble: why the last save could not keep the version before it; None when it could.
        applied: numbers of the history entries that were in force in the plan file.
        strays: names of files beside the plan that other programs left when they opened it; not looked into.
    """

    database: Database
    home: WorkingFolder
    target: Path | None
    digest: str
    old_format: int | None = None
    backup_trouble: FileTrouble | None = None
    applied: tuple[int, ...] = field(default=(), repr=False)
    pending: str = ""
    strays: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's own name for sentences, or "" while it was never saved."""
        return shown_name(self.target) if self.target else ""

    def snapshot(self) -> Snapshot:
        """The plan as it is now. Nobody may change it meanwhile; it takes as long as reading a local file.

        Raises:
            FileTrouble: the working copy cannot be read.
        """
        with self.database.reading() as reader:
            applied = reader.applied()
        with file_trouble(self.database.path):
            return Snapshot(self.database.path.read_bytes(), applied)

    def save(self, snapshot: Snapshot | None = None) -> None:
        """Put a snapshot out as the plan file.

        Raises:
            PlanTrouble: the plan file is not the one that was opened, or the working copy is damaged.
            FileTrouble: the file cannot be written; the old one is as it was.
        """
        if self.target is None:
            raise ValueError("a plan that was never saved has no file to save to")
        taken = self._checked(snapshot, self.target)
        target = self.target
        with file_trouble(target):
            kept = self._keep_version(target)
            # From here on either version may be found there, even when the drive says that it failed: a
            # server may rename and lose the connection before it can say so.
            self.pending = hashlib.sha256(taken.data).hexdigest()
            self.note_origin()
            folder = self.home.path.name
            put = partial(publish_over, taken.data, target, self._ours(), folder=folder)
            self.digest = self._put_with_room(put, kept, target)
        clear_strays(target)
        self._saved(taken)

    def save_as(self, target: Path, snapshot: Snapshot | None = None) -> None:
        """Put a snapshot out under a new name and go on with that file."""
        taken = self._checked(snapshot, target)
        self.backup_trouble = None
        with file_trouble(target):
            kept = _keep_overwritten(target)
            put = partial(publish_guarded, taken.data, target, folder=self.home.path.name)
            self.digest = self._put_with_room(put, kept, target)
        self.target = target
        self._saved(taken)

    def save_copy(self, target: Path, snapshot: Snapshot | None = None) -> None:
        """Put a copy out and go on with the file as it was."""
        taken = self._checked(snapshot, target)
        with file_trouble(target):
            kept = _keep_overwritten(target)
            self._put_with_room(partial(publish, taken.data, target), kept, target)

    def go_on_from(self, version: WorkingCopy) -> None:
        """Let the next save take the place of another version of the file than the one that was opened."""
        self.digest, self.pending, self.old_format = version.digest, "", version.old_format
        with suppress(OSError):
            self.note_origin()

    def is_outdated(self) -> bool:
        """Whether the plan file is another one by now; False when that cannot be told."""
        with suppress(OSError):
            return self.target is not None and digest_of(self.target) not in (self.digest, None)
        return False

    def close(self) -> None:
        """Let go of the working copy and remove it."""
        self.database.close()
        self.home.remove()

    def abandon(self) -> None:
        """Let go of the working copy and leave it for the next start to find."""
        self.database.close()
        self.home.release()

    def _checked(self, snapshot: Snapshot | None, target: Path) -> Snapshot:
        """The bytes that go out are the bytes that were checked."""
        taken = snapshot or self.snapshot()
        checked = self.home.path / _SNAPSHOT
        try:
            with file_trouble(checked):
                checked.write_bytes(taken.data)
            examine(checked, name=shown_name(target))
        finally:
            with suppress(OSError):
                checked.unlink(missing_ok=True)
        return replace(taken, data=sealed(taken.data))

    def _put_with_room(self, put: Callable[[], str], kept: Path | None, target: Path) -> str:
        """Put the new version out; where there is no room for it and a backup, without the backup.

        Args:
            kept: the backup that was made for this. It may have taken the last room there was, and it is
                not needed as long as the plan itself is what it was made of.
        """
        try:
            return put()
        except OSError as error:
            if kept is None or fault_of(error) is not FileFault.DISK_FULL:
                raise
        kept.unlink(missing_ok=True)
        digest = put()
        self.backup_trouble = FileTrouble(shown_name(backups.folder_of(target)), FileFault.DISK_FULL)
        return digest

    def _keep_version(self, target: Path) -> Path | None:
        """Keep what is about to be replaced: as a backup, and an earlier format beside the plan as well.

        Returns where a new backup lies. A backup that cannot be made stops no save; a plan of an earlier
        format is never replaced without.
        """
        try:
            old, at = target.read_bytes(), _saved_at(target)
        except FileNotFoundError:
            raise PlanTrouble(shown_name(target), PlanFault.GONE) from None
        digest = hashlib.sha256(old).hexdigest()
        if digest not in self._ours():
            raise PlanTrouble(shown_name(target), PlanFault.CHANGED_ON_DISK)
        if digest == self.pending:
            # What was put out without anybody living to note it is the plan now, of today's format.
            self.digest, self.old_format = digest, None
        if self.old_format is not None:
            _keep_old_format(old, target, self.old_format)
        self.backup_trouble = None
        try:
            return backups.keep(old, target, at)
        except OSError as error:
            self.backup_trouble = FileTrouble(shown_name(backups.folder_of(target)), fault_of(error))
            return None

    def _ours(self) -> frozenset[str]:
        return frozenset(filter(None, (self.digest, self.pending)))

    def _saved(self, taken: Snapshot) -> None:
        self.old_format = None
        self.pending = ""
        self.applied = taken.applied
        with suppress(OSError):
            # The plan is saved; a note that could not be written offers a recovery too many, never too few.
            self.note_origin()

    def note_origin(self) -> None:
        """Write down where the working copy belongs, for the start after a crash.

        Raises:
            OSError: it cannot be written.
        """
        target = str(self.target.absolute()) if self.target else ""
        self.home.note(Origin(target, self.digest, self.applied, self.old_format, self.pending))


def create_working_copy() -> WorkingCopy:
    """A new plan that has no file yet.

    Raises:
        FileTrouble: there is no room or no access where working copies lie.
    """
    with _working_folder() as home:
        copy = WorkingCopy(Database.create(home.plan), home, None, "")
        copy.note_origin()
        return copy


def open_working_copy(path: Path) -> WorkingCopy:
    """Copy a plan file in and open the copy.

    Raises:
        FileTrouble: the file is missing, locked or too large, or there is no room for a copy of it.
        PlanTrouble: it is not a plan this version can open, or not as it was saved. The file's bytes are
            untouched.
    """
    data = read_plan(path)
    copy = _opened(data, shown_name(path), target=path)
    copy.strays = tuple(
        shown_name(stray) for suffix in _STRAYS if (stray := path.with_name(path.name + suffix)).exists()
    )
    return copy


def open_as_new(data: bytes, name: str, *, spoilt: bool = False) -> WorkingCopy:
    """Open a plan's bytes as a plan that has no file yet: an earlier version, for one.

    Args:
        spoilt: take it even when some bytes are not those that were saved, as long as all of it can be read.

    Raises:
        PlanTrouble, FileTrouble: as `open_working_copy`.
    """
    return _opened(data, name, target=None, spoilt=spoilt)


def adopt_working_copy(home: WorkingFolder) -> WorkingCopy:
    """Go on with a working copy that a crash left behind. SQLite takes back what was half done.

    Raises:
        PlanTrouble: it is damaged, or of another version; the folder stays.
        FileTrouble: it cannot be read.
    """
    origin = home.origin() or Origin()
    name = shown_name(Path(origin.target)) if origin.target else ""
    database = Database.open(home.plan, name=name)
    target = Path(origin.target) if origin.target else None
    copy = WorkingCopy(database, home, target, origin.digest, origin.old_format, applied=origin.applied)
    copy.pending = origin.pending
    return copy


def _opened(data: bytes, name: str, *, target: Path | None, spoilt: bool = False) -> WorkingCopy:
    found = unsealed(data)
    with _working_folder() as home:
        home.fill(found.body)
        database, version = _sound(home.plan, name, found)
        if not (found.is_whole or spoilt):
            database.close()
            raise PlanTrouble(name, PlanFault.SPOILT, detail=_spoilt_tables(home.plan, found))
        copy = WorkingCopy(database, home, target, hashlib.sha256(data).hexdigest() if target else "")
        copy.old_format = version if target and version != FORMAT_VERSION else None
        with database.reading() as reader:
            copy.applied = reader.applied() if target else ()
        copy.note_origin()
        return copy


def _sound(path: Path, name: str, found: Unsealed) -> tuple[Database, int]:
    """The database and the format it had. What is wrong with a spoilt plan is that it is spoilt.

    A byte that changed in its first page makes a plan look like something else or like a newer one's.
    """
    try:
        return Database.open_migrated(path, name=name)
    except PlanTrouble:
        if found.is_whole:
            raise
        raise PlanTrouble(name, PlanFault.DAMAGED) from None


def _spoilt_tables(path: Path, found: Unsealed) -> str:
    return ",".join(tables_on(path, found.blocks, BLOCK))


def backup_of_format(path: Path, version: int, number: int = 1) -> Path:
    """Where a plan of an earlier format is kept when today's takes its place: `navn.v1.bak` beside it."""
    again = "" if number == 1 else f"-{number}"
    return path.with_name(f"{path.stem}.v{version}{again}.bak")


def _keep_old_format(old: bytes, target: Path, version: int) -> None:
    """Put it beside the plan, and never over one that was kept before."""
    number = 1
    while (kept := backup_of_format(target, version, number)).exists():
        if kept.read_bytes() == old:
            return
        number += 1
    publish(old, kept)


def read_plan(path: Path) -> bytes:
    """A plan file's bytes.

    Raises:
        FileTrouble: it is missing, held, or too large.
        PlanTrouble: it is a folder.
    """
    try:
        if path.is_dir():
            raise PlanTrouble(shown_name(path), PlanFault.NOT_A_PLAN)
        if path.stat().st_size > MAX_BYTES:
            raise FileTrouble(shown_name(path), FileFault.TOO_LARGE, detail=str(MAX_BYTES // 1024**2))
        return _read(path)
    except OSError as error:
        raise FileTrouble(shown_name(path), fault_of(error)) from None


def _read(path: Path) -> bytes:
    """All of a file; Windows refuses it for the moment in which another process puts a new one there."""
    for _ in range(_READ_TRIES):
        with suppress(PermissionError):
            return path.read_bytes()
        time.sleep(_READ_PAUSE_S)
    return path.read_bytes()


def _keep_overwritten(target: Path) -> Path | None:
    """A plan that the user lets another one take the place of is kept as a backup, if it can be."""
    with suppress(OSError):
        old = target.read_bytes()
        if old.startswith(MAGIC):
            return backups.keep(old, target, _saved_at(target))
    return None


def _saved_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


@contextmanager
def _working_folder() -> Iterator[WorkingFolder]:
    """A private folder for one working copy; it goes away again when the plan cannot be opened in it."""
    base = base_folder()
    with file_trouble_of_base(base):
        home = WorkingFolder.make()
    try:
        with file_trouble_of_base(base):
            yield home
    except BaseException:
        home.remove()
        raise


@contextmanager
def file_trouble_of_base(base: Path) -> Iterator[None]:
    """Trouble with the folder of working copies is told under that folder's name."""
    try:
        yield
    except OSError as error:
        raise FileTrouble(base.name, fault_of(error)) from None
