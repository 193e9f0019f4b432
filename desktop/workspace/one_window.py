"""How does a second start hand its plan to the window that is open? By a file in the user's own folder.

No socket and no network: the first window holds an operating system's lock while it lives, and looks into a
folder; a second start finds the lock held, puts the plan's path there, and ends when it has been fetched. A
window that does not fetch it, because a question stands open or it hangs, is not waited for long.
"""

from __future__ import annotations

import json
import os
import time
import weakref
from contextlib import suppress
from pathlib import Path

from desktop.paths import user_data_dir

_WAIT_SECONDS = 3.0
_LOOK_SECONDS = 0.05
_SUFFIX = ".json"
_LARGEST = 100_000
"""Bytes of a request; a path is never as long."""


class Claim:
    """This process has the window, until it ends or lets go."""

    def __init__(self, handle: int) -> None:
        self.release = weakref.finalize(self, os.close, handle)


def requests_folder() -> Path:
    """Where requests are put; the first window looks into it."""
    return user_data_dir() / "handed-over"


def claim() -> Claim | None:
    """Be the one with the window; None when another process is. Old requests are nobody's any more.

    Where the user's folder cannot be written to, every start has its own window.
    """
    from desktop.storage.working_folders import lock

    folder = requests_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(user_data_dir() / "window", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None
    if not lock(handle):
        os.close(handle)
        return None
    for path in folder.iterdir():
        with suppress(OSError):
            path.unlink()
    return Claim(handle)


def hand_over(plan: Path | None, *, wait_seconds: float = _WAIT_SECONDS) -> bool:
    """Ask the window that is open to show itself, with a plan if there is one.

    Returns:
        False when nobody fetched it: then this start must open a window of its own.
    """
    request = requests_folder() / f"{os.urandom(16).hex()}{_SUFFIX}"
    fresh = request.with_suffix(".tmp")
    try:
        fresh.write_text(json.dumps({"plan": str(plan.absolute()) if plan else ""}), encoding="utf-8")
        fresh.replace(request)
    except OSError:
        return False
    end = time.monotonic() + wait_seconds
    while request.exists() and time.monotonic() < end:
        time.sleep(_LOOK_SECONDS)
    try:
        request.unlink()
    except OSError:
        return True
    return False


def fetch() -> tuple[Path | None, ...]:
    """What other starts asked for since, each taken out: a plan to open, or None to show the window."""
    found = []
    for path in sorted(requests_folder().glob(f"*{_SUFFIX}")):
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            text = path.read_text(encoding="utf-8") if path.stat().st_size <= _LARGEST else ""
            path.unlink()
            plan = str(json.loads(text)["plan"])
            found.append(Path(plan) if plan else None)
    return tuple(found)
