"""How does the sample come out the same on every machine and every Python?

`random.Random.random()` is promised to give the same numbers for the same seed in every version; `choice`,
`shuffle` and `randrange` are not. So everything here is made from `random()` alone.
Source: https://docs.python.org/3/library/random.html#notes-on-reproducibility
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

SEED = "Eksempelby 2026-11-13"

T = TypeVar("T")


class Dice:
    """A stream of chance with a name of its own: a change in one subject leaves the other subjects alone."""

    def __init__(self, subject: str) -> None:
        self._random = random.Random(f"{SEED}/{subject}")

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def chance(self, share: float) -> bool:
        """True in that share of the throws."""
        return self._random.random() < share

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.between(0, len(choices) - 1)]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = self.between(0, last)
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """Different items, in the order in which they stand."""
        chosen = set(self.shuffled(range(len(items)))[:count])
        return [item for index, item in enumerate(items) if index in chosen]

    def share_out(self, total: int, parts: int, *, step: int) -> list[int]:
        """The total in so many parts, each a positive multiple of step.

        Args:
            total: a multiple of step, at least parts times step.
        """
        weights = [1.0 + 2.0 * self._random.random() for _ in range(parts)]
        units = total // step
        shares = [max(1, int(units * weight / sum(weights))) for weight in weights]
        shares[shares.index(max(shares))] += units - sum(shares)
        return [share * step for share in shares]
