"""How does a finished file reach the disk whole, or not at all?

The bytes go into a temporary file beside the target, are flushed to the disk, and only then get their name. A
reader never sees half a letter, and a power cut leaves the old file or the new one. A file that Word or a
virus scanner holds open for a moment is waited for; one that stays open is reported.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble

_TEMPORARY = "brev-{process}-{number}.tmp~"
_TEMPORARY_NAMES = "brev-*.tmp~"
# Waits between five tries, in seconds: three in all, which is what virus scanners and previews need.
_WAITS = (0.2, 0.4, 0.8, 1.6)
_LONGEST_NAP = 0.2

Pause = Callable[[float], None]
Content = bytes | Iterable[bytes]
"""The whole, or its pieces in their order, for what need not be in memory at once. They are read once."""


def write_new(
    path: Path, data: Content, *, alive: Callable[[], None] = lambda: None, pause: Pause = time.sleep
) -> None:
    """Write a file that is not there yet.

    Args:
        alive: called at least five times a second while waiting; what it raises ends the waiting.
        pause: how to wait.

    Raises:
        FileExistsError: somebody made that file in the meantime; nothing was overwritten.
        OSError: it could not be written; nothing is left of it.
    """
    _write(path, data, _give_name, alive, pause)


def replace_file(path: Path, data: Content, *, pause: Pause = time.sleep) -> None:
    """Write a file in place of whatever has its name.

    Raises:
        FileTrouble: it could not be written; what was there is as it was, and nothing else is left.
    """
    try:
        _write(path, data, os.replace, lambda: None, pause)
        sync_folder(path.parent)
    except OSError as error:
        raise FileTrouble(cpr.scrub(path.name), _replace_fault(error, path)) from None


def write_fault(error: OSError) -> FileFault:
    """What an error of writing a new file means to a user."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileFault.DISK_FULL
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileFault.NO_FOLDER
    if isinstance(error, FileExistsError):
        return FileFault.EXISTS
    return FileFault.IN_USE if isinstance(error, PermissionError) else FileFault.NO_ACCESS


def _replace_fault(error: OSError, path: Path) -> FileFault:
    """The same where a file may lie: one that is not there is not in use, and a folder is no file."""
    fault = write_fault(error)
    if fault in (FileFault.IN_USE, FileFault.NO_ACCESS):
        if path.is_dir():
            return FileFault.IS_FOLDER
        return fault if path.exists() else FileFault.NO_ACCESS
    return fault


def sync_folder(folder: Path) -> None:
    """Make the names given in the folder survive a power cut. Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems cannot sync a folder; the files themselves are on the disk.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def try_folder(folder: Path) -> None:
    """Find out before the first letter whether files can be made here.

    Raises:
        OSError: they cannot.
    """
    with _temporary(folder, b""):
        pass


def remove_leftovers(folder: Path) -> None:
    """Remove temporary files of a run that was killed. Two runs at once into one folder are not foreseen."""
    for leftover in folder.glob(_TEMPORARY_NAMES):
        leftover.unlink(missing_ok=True)


def _write(
    path: Path, data: Content, publish: Callable[[Path, Path], None], alive: Callable[[], None], pause: Pause
) -> None:
    with _temporary(path.parent, data) as temporary:
        for wait in (*_WAITS, None):
            try:
                publish(temporary, path)
            except PermissionError:
                if wait is None:
                    raise
                _wait(wait, alive, pause)
            else:
                return


@contextmanager
def _temporary(folder: Path, data: Content) -> Iterator[Path]:
    """A flushed file beside the target, which goes away afterwards."""
    temporary = _unused(folder)
    try:
        with temporary.open("xb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        # A temporary file that cannot be removed must not turn a finished letter into a failed one, nor hide
        # why a letter failed. The next run into the folder removes it.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _unused(folder: Path) -> Path:
    number = time.monotonic_ns()
    return folder / _TEMPORARY.format(process=os.getpid(), number=number)


def _give_name(temporary: Path, path: Path) -> None:
    """Rename without ever overwriting."""
    if sys.platform == "win32":
        temporary.rename(path)
        return
    try:
        os.link(temporary, path)
    except OSError as error:
        # FAT sticks and some shares know no hard links.
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK):
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, "exists") from None
        temporary.rename(path)


def _wait(seconds: float, alive: Callable[[], None], pause: Pause) -> None:
    left = seconds
    while left > 0:
        alive()
        pause(min(left, _LONGEST_NAP))
        left -= _LONGEST_NAP
