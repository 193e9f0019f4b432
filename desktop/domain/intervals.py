"""How is a figure carried that depends on suppliers nobody has judged yet?

As an interval, never as a point.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Everything from low to high is possible until the open suppliers are settled."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def times(self, factor: float) -> Interval:
        """Scaled by a factor that is not negative."""
        return Interval(self.low * factor, self.high * factor)

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


ZERO = Interval(0, 0)


def exactly(value: float) -> Interval:
    return Interval(value, value)


def spanning(values: Iterable[float]) -> Interval:
    """The smallest interval that holds all values; zero when there are none."""
    held = tuple(values)
    return Interval(min(held), max(held)) if held else ZERO


def total(intervals: Iterable[Interval]) -> Interval:
    low = high = 0.0
    for interval in intervals:
        low += interval.low
        high += interval.high
    return Interval(low, high)
