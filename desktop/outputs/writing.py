"""How does a finished file reach the disk whole, or not at all?

The bytes go into a temporary file beside the target, are flushed to the disk, and only then get its name. A
file that Excel or a virus scanner holds open for a moment is waited for; one that stays open is told.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble

_TEMPORARY = "udtræk-{process}-{number}.tmp~"
# Between five tries, in seconds: three in all, which is what virus scanners and previews need.
_WAITS = (0.2, 0.4, 0.8, 1.6)

Pause = Callable[[float], None]


def replace_file(path: Path, data: bytes, *, pause: Pause = time.sleep) -> None:
    """Write a file in place of whatever has its name.

    Raises:
        FileTrouble: it could not be written; what was there is as it was, and nothing else is left.
    """
    try:
        with _temporary(path.parent, data) as temporary:
            _publish(temporary, path, pause)
        _sync_folder(path.parent)
    except OSError as error:
        raise FileTrouble(cpr.scrub(path.name), _fault(error, path)) from None


def _publish(temporary: Path, path: Path, pause: Pause) -> None:
    for wait in _WAITS:
        try:
            os.replace(temporary, path)
        except PermissionError:
            pause(wait)
        else:
            return
    os.replace(temporary, path)


def _fault(error: OSError, path: Path) -> FileFault:
    """What an error of writing means to a user."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileFault.DISK_FULL
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileFault.NO_FOLDER
    if path.is_dir():
        return FileFault.IS_FOLDER
    in_use = isinstance(error, PermissionError) and path.exists()
    return FileFault.IN_USE if in_use else FileFault.NO_ACCESS


@contextmanager
def _temporary(folder: Path, data: bytes) -> Iterator[Path]:
    """A flushed file beside the target, which is gone afterwards."""
    temporary = folder / _TEMPORARY.format(process=os.getpid(), number=time.monotonic_ns())
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield temporary
    finally:
        # One that cannot be removed must not hide why the file could not be written.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut. Windows does that by itself."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems cannot sync a folder; the file itself is on the disk.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
