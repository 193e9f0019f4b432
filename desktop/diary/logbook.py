"""What does the program write down about itself? What happened, how much of it and how long it took.

Never a value from anybody's files: `note` takes no text. A fact is a whole number, a member of an enum, or a
class or function of the program, so no name, address, path or identifier can come in by any road. A number of
eight digits or more is written as "many": a CVR number has eight, a CPR number ten, an EAN number thirteen.

Three files of 200 kB at most, in the program's own folder; nothing is sent. Standard library only.
"""

from __future__ import annotations

import logging
import logging.handlers
import os
import platform
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, StrEnum
from functools import partial
from pathlib import Path

import desktop
from desktop.diary.report import CrashReport
from desktop.paths import is_frozen, logs_dir

LARGEST = 9_999_999
_LOG_BYTES = 200_000
_KEPT = 2
_QT_NAME = re.compile(r"Q[A-Z][A-Za-z]{1,40}(?:::~?[A-Za-z]{2,40}){1,2}(?=\W|$)")
_QT_CATEGORY = re.compile(r"[a-z]{2,20}(?:\.[a-z]{2,20}){0,4}")
_log = logging.getLogger("desktop.log")
_bugs = logging.getLogger("desktop.crash")

Fact = int | Enum | type | Callable[..., object]


class Event(StrEnum):
    """What is written down."""

    STARTED = "started"
    STOPPED = "stopped"
    CUT_SHORT = "cut-short"
    """The run before did not stop by itself: power, the task manager, or the system going down."""
    PLAN_OPENED = "plan-opened"
    PLAN_CLOSED = "plan-closed"
    PLAN_CHANGED = "plan-changed"
    PLAN_SAVED = "plan-saved"
    WORK = "work"
    """Something off the window's thread that took its time or failed."""
    TOLD = "told"
    """Known trouble that was told to the user."""
    QT = "qt"


def log_file() -> Path:
    """The log that is being written."""
    return logs_dir() / "ean-planner.log"


def open_log() -> logging.Handler | None:
    """Write to the log file from now on, once; None when its folder cannot be written to."""
    for handler in _log.handlers:
        if isinstance(handler, _LogFile):
            return handler
    try:
        logs_dir().mkdir(parents=True, exist_ok=True)
        fresh = _LogFile(log_file(), maxBytes=_LOG_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        return None
    fresh.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    for logger in (_log, _bugs):
        logger.addHandler(fresh)
        logger.setLevel(logging.INFO)
    return fresh


def close_log() -> None:
    """Let go of the file."""
    for handler in [one for one in _log.handlers if isinstance(one, _LogFile)]:
        for logger in (_log, _bugs):
            logger.removeHandler(handler)
        handler.close()


def note(event: Event, **facts: Fact) -> None:
    """Write an event down.

    Args:
        event: what happened.
        facts: whole numbers (durations in milliseconds), members of enums, classes, functions.

    Raises:
        TypeError: for anything else, text above all: it could be somebody's.
    """
    _log.info("%s", " ".join([event.value, *(f"{name}={_shown(fact)}" for name, fact in facts.items())]))


def note_start(*, milliseconds: int) -> None:
    """Write down which program on which system this is, and how long it took to come."""
    _log.info(
        "started version=%s built=%s python=%s system=%s release=%s ms=%s",
        desktop.__version__,
        is_frozen(),
        platform.python_version(),
        platform.system(),
        platform.release(),
        _shown(milliseconds),
    )


def note_qt(kind: Enum, category: str | None, text: str) -> None:
    """Write down that Qt had something to say: of its text only `QClass::part` that said it."""
    said_by = _QT_NAME.match(text)
    known = _QT_CATEGORY.fullmatch(category or "")
    _log.info(
        "%s level=%s category=%s by=%s",
        Event.QT.value,
        _shown(kind),
        known[0] if known else "-",
        said_by[0] if said_by else "-",
    )


def note_bug(report: CrashReport) -> None:
    """Write down what may be told of a fault of the program."""
    _bugs.error("%s", report.as_line())


def lines(most: int = 400) -> tuple[str, ...]:
    """The newest lines of the log, the oldest first; none when it cannot be read."""
    with suppress(OSError):
        return tuple(log_file().read_text(encoding="utf-8", errors="replace").splitlines()[-most:])
    return ()


def _shown(fact: Fact) -> str:
    if isinstance(fact, Enum):
        return fact.name.lower()
    if isinstance(fact, int):
        return str(fact) if -LARGEST <= fact <= LARGEST else "many"
    if isinstance(fact, type):
        return fact.__name__
    if callable(fact):
        return _name_of(fact)
    raise TypeError(f"the log takes no {type(fact).__name__}")


def _name_of(work: Callable[..., object]) -> str:
    """Where a function stands in the program; a lambda is called after the function it stands in."""
    inner = work.func if isinstance(work, partial) else work
    module = str(getattr(inner, "__module__", "?"))
    name = str(getattr(inner, "__qualname__", type(inner).__name__))
    return f"{module}.{name}".replace(".<locals>", "").replace(".<lambda>", "")


class _LogFile(logging.handlers.RotatingFileHandler):
    """Three files in turn, and no line lost when the first cannot be given its new name.

    On Windows a second window that writes to it keeps it from being renamed; it grows past its size then.
    """

    def rotate(self, source: str, dest: str) -> None:
        with suppress(OSError):
            os.replace(source, dest)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name logging calls
        # A full disk or a folder that is gone must not stop the work, nor write to a console.
        if not is_frozen() and sys.stderr is not None and not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)
