"""How do bytes take the place of a file, whole or not at all, and never over somebody else's?

A temporary file in the target's own folder is written, synced and read back, then renamed over the target,
and the folder is synced. There is no second way: writing into the target itself, when the folder lets no new
file be made, would truncate the only copy there is, and a full disk would then destroy it. The user is
offered another folder instead.

Between looking whether the target still is the file that was opened and renaming over it lies a moment in
which another program could save. A file that is made exclusively guards it: measured with two writers,
comparing alone loses a few of two thousand edits, with this none.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import platform
import re
import time
import uuid
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.storage.working_folders import is_alive

_PAUSES_S = (0.01, 0.02, 0.05, 0.1, 0.3, 0.6, 0.6, 0.6)
"""How long to wait before trying again, short first: most who hold a file have let it go by then."""
_GUARD_TRIES = 400
_GUARD_SECONDS = 0.025
_DELETED_TRIES = 5
_LONG_NAME = 200
"""Characters; what lies beside a plan has up to forty more than it, and 255 is the most."""
_GUARD_STALE_SECONDS = 120.0
"""A save holds the guard for as long as one rename takes; after this its program or its drive is dead."""

_LARGEST_NOTE = 10_000
"""Bytes of a guard or a lock note; ours have some hundreds."""

_TEMPORARY = re.compile(r"~[0-9a-f]{32}\.tmp|~.+\.eanplan\.saving")
"""A new version being written, and the guard of any plan: who died saving under a new name may never save
under it again."""
_STRAY_SECONDS = 3600.0
"""No save takes an hour; a temporary file of that age has nobody behind it."""

_NO_ANSWER = frozenset(
    {
        errno.EIO,
        errno.ESTALE,
        errno.ENOTCONN,
        errno.ETIMEDOUT,
        errno.EHOSTDOWN,
        errno.EHOSTUNREACH,
        errno.ENETDOWN,
        errno.ENETUNREACH,
        errno.ECONNABORTED,
        errno.ECONNRESET,
    }
)
_NO_ANSWER_WINDOWS = frozenset({53, 54, 59, 64, 67, 121, 1117, 1167, 1231, 1232, 1236})
"""Network path not found, network busy, unexpected network error, name deleted, not found, timeout, I/O
error, device not connected, network unreachable, host unreachable, connection aborted.
Source: learn.microsoft.com, system error codes 0-1299."""


def publish(data: bytes, target: Path) -> str:
    """Replace the target by these bytes, whole or not at all, and return their SHA-256.

    Raises:
        OSError: nothing was replaced; the temporary file is gone.
    """
    digest = hashlib.sha256(data).hexdigest()
    with _written_beside(data, target) as temporary:
        _replace(temporary, target)
    _sync_folder(target.parent)
    return digest


def publish_guarded(data: bytes, target: Path, *, folder: str = "") -> str:
    """As `publish`, but not while somebody else is comparing and replacing.

    A name so long that there is no room for the guard's beside it is refused here, and not by the next save.

    Args:
        folder: as for `publish_over`.

    Raises:
        PlanTrouble: somebody else is saving it for too long.
        OSError: nothing was replaced.
    """
    with guarded(target, folder):
        return publish(data, target)


def publish_over(data: bytes, target: Path, expected: Collection[str], *, folder: str = "") -> str:
    """As `publish`, but only if the target still is a file whose SHA-256 is expected.

    Args:
        folder: name of the working copy's folder, by which the next start knows that we have died.

    Raises:
        PlanTrouble: it is another file now, it has gone, or somebody else is saving it for too long.
        OSError: nothing was replaced.
    """
    digest = hashlib.sha256(data).hexdigest()
    with _written_beside(data, target) as temporary, guarded(target, folder) as still_ours:
        found = digest_of(target)
        if found is None:
            raise PlanTrouble(shown_name(target), PlanFault.GONE)
        if found not in expected:
            raise PlanTrouble(shown_name(target), PlanFault.CHANGED_ON_DISK)
        if not still_ours():
            raise PlanTrouble(shown_name(target), PlanFault.BEING_SAVED)
        _replace(temporary, target)
    _sync_folder(target.parent)
    return digest


@contextmanager
def _written_beside(data: bytes, target: Path) -> Iterator[Path]:
    """The bytes in a temporary file of the target's folder, on the disk and read back."""
    # A name that nobody else's program, on whatever machine, can be writing to at the same time.
    temporary = target.with_name(f"~{uuid.uuid4().hex}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if temporary.read_bytes() != data:
            raise OSError(errno.EIO, "the bytes that came back are not the bytes that were written")
        yield temporary
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


@contextmanager
def guarded(target: Path, folder: str = "") -> Iterator[Callable[[], bool]]:
    """Be the only one who compares and replaces this file, on whatever machine.

    Gives a function that tells whether we still are: somebody may have taken us for dead.

    Raises:
        PlanTrouble: somebody else has been saving for ten seconds.
        OSError: no guard can be made in the folder.
    """
    guard = guard_of(target)
    key = uuid.uuid4().hex
    for _ in range(_GUARD_TRIES):
        if _make_guard(guard, {"key": key, "machine": platform.node(), "folder": folder}):
            break
        _break_if_stale(guard, folder)
        time.sleep(_GUARD_SECONDS)
    else:
        raise PlanTrouble(shown_name(target), PlanFault.BEING_SAVED)
    try:
        yield lambda: _told_by(guard).get("key") == key
    finally:
        if _told_by(guard).get("key") == key:
            # Who waits for us reads the guard, and meanwhile Windows does not let it be deleted. Left behind
            # it would keep everybody from saving for two minutes.
            with suppress(OSError):
                _when_let_go(lambda: guard.unlink(missing_ok=True))


def guard_of(target: Path) -> Path:
    """The file that is there while a plan is being replaced."""
    return target.with_name(f"~{target.name}.saving")


def _make_guard(guard: Path, told: dict[str, str]) -> bool:
    for _ in range(_DELETED_TRIES):
        try:
            with guard.open("x", encoding="utf-8") as file:
                json.dump(told, file)
        except FileExistsError:
            return False
        except PermissionError:
            # Windows says so of a file that is being deleted, too, and it may be gone when we look.
            if os.name != "nt":
                raise
            if guard.exists():
                return False
            time.sleep(_GUARD_SECONDS)
        else:
            return True
    raise PermissionError(errno.EACCES, "no file can be made here")


def _told_by(guard: Path) -> dict[str, str]:
    try:
        told = json.loads(read_note(guard))
    except (OSError, ValueError, RecursionError):
        return {}
    return {str(key): str(value) for key, value in told.items()} if isinstance(told, dict) else {}


def read_note(path: Path) -> bytes:
    """The bytes of a small file beside a plan, which anybody may have put there; never more than it may have.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(_LARGEST_NOTE)


def _break_if_stale(guard: Path, folder: str) -> None:
    """Take away what a dead program left: our own at once, another machine's when it is old enough.

    Its age is told by the clock of the drive it lies on.
    """
    if not (_is_our_dead(_told_by(guard), folder) or _is_old(guard, _GUARD_STALE_SECONDS)):
        return
    # A rename only one of several can do; the others find a fresh guard or none.
    aside = guard.with_name(f"~{uuid.uuid4().hex}.tmp")
    with suppress(OSError):
        guard.rename(aside)
        aside.unlink()


def _is_our_dead(told: dict[str, str], ours: str) -> bool:
    """Left on this machine by a program that has died; we may have gone on with its very working copy."""
    folder = told.get("folder", "")
    if not folder or told.get("machine") != platform.node():
        return False
    return folder == ours or not is_alive(folder)


def _is_old(path: Path, seconds: float) -> bool:
    try:
        made = path.stat().st_mtime
    except OSError:
        return False
    now = clock_of(path.parent)
    return now is not None and now - made >= seconds


def clear_strays(target: Path) -> None:
    """Take away what saves that died left in the target's folder, an hour after."""
    with suppress(OSError):
        for path in target.parent.iterdir():
            if _TEMPORARY.fullmatch(path.name) and _is_old(path, _STRAY_SECONDS):
                with suppress(OSError):
                    path.unlink()


def clock_of(folder: Path) -> float | None:
    """What time it is (seconds) on the drive of a folder: other machines' clocks may be an hour off."""
    probe = folder / f"~{uuid.uuid4().hex}.tmp"
    try:
        with probe.open("xb"):
            pass
        now = probe.stat().st_mtime
    except OSError:
        return None
    finally:
        with suppress(OSError):
            probe.unlink(missing_ok=True)
    return now


def _replace(temporary: Path, target: Path) -> None:
    """Rename over the target, waiting out virus scanners and sync clients that hold it for a moment."""
    _when_let_go(lambda: os.replace(temporary, target))


def _when_let_go(act: Callable[[], None]) -> None:
    """Do to a file what Windows refuses while another program has it open, for two seconds at most.

    Raises:
        OSError: it is still held, or there is another reason.
    """
    for pause in _PAUSES_S:
        try:
            act()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    act()


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


def digest_of(path: Path) -> str | None:
    """SHA-256 of a whole file, None when there is none.

    Raises:
        OSError: it cannot be read.
    """
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def shown_name(path: Path) -> str:
    """The file's own name as it may stand in a sentence: people name files after citizens, too."""
    return cpr.scrub(path.name or path.resolve().name)


def fault_of(error: OSError) -> FileFault:
    """Which of the known troubles an operating system's error is."""
    if is_too_long(error):
        return FileFault.PATH_TOO_LONG
    if isinstance(error, FileNotFoundError):
        return FileFault.MISSING
    if isinstance(error, FileExistsError):
        return FileFault.EXISTS
    if isinstance(error, IsADirectoryError):
        return FileFault.IS_FOLDER
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileFault.DISK_FULL
    windows = getattr(error, "winerror", None)
    if windows in (32, 33):  # sharing and lock violations
        return FileFault.IN_USE
    if error.errno in _NO_ANSWER or windows in _NO_ANSWER_WINDOWS:
        return FileFault.NO_ANSWER
    return FileFault.NO_ACCESS


def is_too_long(error: OSError) -> bool:
    """Whether a name or a path is longer than the drive takes. Windows: ERROR_FILENAME_EXCED_RANGE."""
    return error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == 206


def _as_windows_means(fault: FileFault, path: Path) -> FileFault:
    """Windows calls a name that is too long not found, and a folder of that name a matter of rights."""
    if fault is FileFault.MISSING and len(path.name) > _LONG_NAME and os.path.isdir(path.parent):
        return FileFault.PATH_TOO_LONG
    if fault is FileFault.NO_ACCESS and os.path.isdir(path):
        return FileFault.IS_FOLDER
    return fault


@contextmanager
def file_trouble(path: Path) -> Iterator[None]:
    """Tell what the operating system says of a file in the words of the house."""
    try:
        yield
    except OSError as error:
        fault = _as_windows_means(fault_of(error), path)
        fault = FileFault.NO_FOLDER if fault is FileFault.MISSING else fault
        raise FileTrouble(shown_name(path), fault) from None
