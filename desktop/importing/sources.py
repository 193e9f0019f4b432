"""What is a file called when we speak of it? Names without folders and without CPR numbers; and its bytes."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import IO

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import INSIDE
from desktop.importing.limits import MEGABYTE

_IN_USE = frozenset({errno.EBUSY, errno.ETXTBSY})
_WINDOWS_SHARING_VIOLATION = frozenset({32, 33})


def shown_name(path: Path) -> str:
    """The file's own name, scrubbed: folders often carry a person's name, and file names a CPR number."""
    return cpr.scrub(path.name or path.resolve().name)


def inside(outer: str, inner: str) -> str:
    """The name of an entry of an archive, scrubbed and without characters that could steer a terminal."""
    visible = "".join(sign if sign.isprintable() else "?" for sign in inner.replace("\\", "/"))
    return f"{outer}{INSIDE}{cpr.scrub(visible)}"


def trouble_from(error: OSError, name: str) -> FileTrouble:
    """What an error of the operating system means for the person who chose the file."""
    if isinstance(error, FileNotFoundError):
        return FileTrouble(name, FileFault.MISSING)
    if error.errno in _IN_USE or getattr(error, "winerror", None) in _WINDOWS_SHARING_VIOLATION:
        return FileTrouble(name, FileFault.IN_USE)
    if isinstance(error, IsADirectoryError):
        return FileTrouble(name, FileFault.IS_FOLDER)
    if isinstance(error, PermissionError):
        return FileTrouble(name, FileFault.NO_ACCESS)
    return FileTrouble(name, FileFault.DAMAGED)


def open_source(path: Path, *, limit: int) -> IO[bytes]:
    """The file, open for reading, when it is not empty and not too large.

    Args:
        limit: largest size in bytes.

    Raises:
        FileTrouble: missing, in use, no access, empty or too large.
    """
    name = shown_name(path)
    try:
        stream = path.open("rb")
    except OSError as error:
        # `from None`: the operating system's message holds the whole path.
        raise trouble_from(error, name) from None
    try:
        size = stream.seek(0, 2)
        stream.seek(0)
    except OSError as error:
        stream.close()
        raise trouble_from(error, name) from None
    if size == 0 or size > limit:
        stream.close()
        fault = FileFault.TOO_LARGE if size else FileFault.EMPTY
        raise FileTrouble(name, fault, detail=str(limit // MEGABYTE) if size else "")
    return stream


def read_source(path: Path, *, limit: int) -> bytes:
    """All bytes of the file.

    Raises:
        FileTrouble: see `open_source`.
    """
    with open_source(path, limit=limit) as stream:
        try:
            return stream.read()
        except OSError as error:
            raise trouble_from(error, shown_name(path)) from None
