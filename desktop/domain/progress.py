"""How does long work say how far it is, and how is it told to stop?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

_Item = TypeVar("_Item")
_EVERY = 1_000


class Cancelled(Exception):
    """Raised out of a progress report when the user has asked the work to stop.

    Not a `PlannerError`: nothing went wrong. Whoever runs the work leaves everything as it was (an import) or
    keeps what is finished (letters).
    """


class Progress(Protocol):
    """Called by long work every so often, at least once a second.

    Args:
        done: units finished so far (rows, files, letters).
        total: units in all; 0 while not known.

    Raises:
        Cancelled: when the user has asked for a stop.
    """

    def __call__(self, done: int, total: int) -> None: ...


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


def watched(items: Iterable[_Item], progress: Progress, *, total: int = 0) -> Iterator[_Item]:
    """The items, with a report before every thousandth, out of which a stop can come."""
    for done, item in enumerate(items):
        if done % _EVERY == 0:
            progress(done, total)
        yield item
