"""What stands in a calendar? Days with a name, each with an id that stays the same when the plan changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Event:
    """A whole day, or several, in somebody's calendar.

    Attributes:
        key: the same for the same thing in every export ("task-sa-06", "wave-2-cut-over"), so that a calendar
            that takes the file in again moves what it has instead of adding to it.
        last: the last day, included.
    """

    key: str
    first: date
    last: date
    title: str
    text: str = ""
