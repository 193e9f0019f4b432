"""What does a command give back? The data a robot reads and the lines a person reads, side by side."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from desktop.domain.intervals import Interval

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True)
class Result:
    """One command's answer.

    Attributes:
        data: the JSON object; English keys that are added to and never renamed.
        lines: the same for a person, in Danish.
        status: exit status; 1 when the command ran and the answer is that something is not in order.
    """

    data: Mapping[str, Json]
    lines: Sequence[str] = field(default_factory=tuple)
    status: int = 0


def as_json(data: Mapping[str, Json]) -> str:
    """One line of JSON in plain ASCII, so that no console's encoding can spoil it."""
    return json.dumps(data, ensure_ascii=True, default=_plain)


def _plain(value: object) -> Json:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} does not belong in the answer of a command")


def ends(interval: Interval) -> list[int | float]:
    """An interval as `[low, high]`: whole numbers as such, others to a hundredth."""
    return [rounded(interval.low), rounded(interval.high)]


def rounded(value: float) -> int | float:
    """Two decimals at most, and a whole number without any."""
    short = round(value, 2)
    return int(short) if short == int(short) else short
