"""Did the program die last time, below Python? A fault in a library leaves a trace that the next start reads.

The interpreter's own `faulthandler` writes the places in the program into a file of the log's folder while
the process falls: no values, and none could be had there. A run that ends by itself takes the file away; one
that is there at the next start is told, and its trace goes into the log as a report. Standard library only.
"""

from __future__ import annotations

import faulthandler
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import desktop
from desktop.diary.report import CrashReport, new_report
from desktop.paths import logs_dir

# Compiled when there is a trace: every start passes here.
_KIND = r"^(?:Fatal Python error|Windows fatal exception): ([A-Za-z ]{3,60})"
_PLACE = r'^  File "([^"]+)", line (\d+)'
_MOST_PLACES = 30
_MOST_BYTES = 100_000


class Watch:
    """Keeps the file open in which a crash would leave its trace.

    Args:
        name: the file's; two kinds of start that may run beside each other have one each.

    Attributes:
        last: what the run before left: a report, or None when it did not crash.
        cut_short: the run before did not end by itself, and left no trace either.
    """

    def __init__(self, name: str = "hard-crash.txt") -> None:
        self._path = logs_dir() / name
        self._file: TextIO | None = None
        left = _left(self._path)
        self.last = report_of_trace(left) if left else None
        self.cut_short = left is not None and self.last is None
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)

    def over(self) -> None:
        """The run ends by itself: there is nothing to tell."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._path.unlink()


def _left(path: Path) -> str | None:
    """The end of what lies there; None when there is nothing, or nothing that can be read."""
    try:
        with path.open("rb") as stream:
            stream.seek(max(0, stream.seek(0, os.SEEK_END) - _MOST_BYTES))
            return stream.read().decode("utf-8", errors="replace")
    except OSError:
        return None


def report_of_trace(trace: str) -> CrashReport | None:
    """What may be told of a trace of `faulthandler`: the kind, and the places, where it fell last.

    Returns:
        None when it is no such trace.
    """
    # On Windows a trace is also written of what a library raises and takes back ("code 0x8001010d"): the run
    # goes on after it. What ended it stands last, under its name.
    falls = [one for one in re.finditer(_KIND, trace, re.MULTILINE) if not one[1].startswith("code")]
    if not falls:
        return None
    kind, rest = falls[-1][1].strip(), trace[falls[-1].end() :]
    # The thread that fell is called the current one; the others stand around it.
    _before, found, current = rest.partition("Current thread")
    own = re.split(r"^(?:Thread|Extension modules)", current if found else rest, flags=re.MULTILINE)[0]
    places = [_place(path, line) for path, line in re.findall(_PLACE, own, re.MULTILINE)[:_MOST_PLACES]]
    return new_report(kind, tuple(reversed(places)))


def _place(path: str, line: str) -> str:
    """Module and line in our own code, a library's file by its bare name: never a folder of the computer."""
    parts = path.replace("\\", "/").removesuffix(".py").split("/")
    last = len(parts) - 1 - parts[::-1].index(desktop.__name__) if desktop.__name__ in parts else len(parts)
    ours = parts[last:]
    if ours and all(part.isidentifier() for part in ours):
        return f"{'.'.join(ours)}:{line}"
    return re.sub(r"\W", "", parts[-1])
