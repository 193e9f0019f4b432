"""What may be told of a fault of the program? Its kind, the places in our own code, a number to find it by.

No message of the exception, no value, no path: the report can be read aloud, shown and sent. Standard library
only, for a report is also made when nothing else can be imported.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from types import TracebackType

import desktop


@dataclass(frozen=True, slots=True)
class CrashReport:
    """What is told of a bug.

    Attributes:
        number: eight hex digits, in the dialog and in the log.
        kind: class of the exception.
        places: "module:line" through our code, where it came out last.
    """

    number: str
    kind: str
    places: tuple[str, ...]

    def as_text(self) -> str:
        """The whole report, as it is shown and copied."""
        return "\n".join((f"EAN Planner {desktop.__version__} · {self.number}", self.kind, *self.places))

    def as_line(self) -> str:
        """The whole report, as it stands in the log."""
        return self.as_text().replace("\n", " | ")


def report_of(error: BaseException, trace: TracebackType | None = None) -> CrashReport:
    """What may be told of an exception: its class, and where it passed through our code."""
    places: list[str] = []
    step = trace if trace is not None else error.__traceback__
    while step is not None:
        module = str(step.tb_frame.f_globals.get("__name__", "?"))
        room = module.partition(".")[0]
        if room == desktop.__name__:
            places.append(f"{module}:{step.tb_lineno}")
        elif not places or places[-1] != room:
            places.append(room)
        step = step.tb_next
    return new_report(type(error).__name__, tuple(places))


def new_report(kind: str, places: tuple[str, ...]) -> CrashReport:
    """A report with a number of its own."""
    return CrashReport(os.urandom(4).hex(), kind, places)
