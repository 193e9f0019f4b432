"""What do the parts of a CPR number say? Looked up: day and month, year and century, the last three digits.

The rules are those of `numbers`, asked once for every part there is instead of once for every number found.
A part is never a number: nothing here tells one person from another.
"""

from __future__ import annotations

from calendar import isleap
from typing import NamedTuple

from desktop.domain.cpr import numbers


class Day(NamedTuple):  # a tuple, because one is taken apart for every number found
    """What the first four digits say.

    Attributes:
        weight: their share of the sum for modulus 11.
        replacement: 60 was added to the day.
        leap: a 29 February, which only leap years have.
        new_year: a 1 January.
    """

    weight: int
    replacement: bool
    leap: bool
    new_year: bool


class Year(NamedTuple):
    """What the fifth to seventh digit say.

    Attributes:
        weight: their share of the sum for modulus 11.
        year: the year of birth.
        leap: it has a 29 February.
        excepted: 1 Januaries of it are known that fail modulus 11.
    """

    weight: int
    year: int
    leap: bool
    excepted: bool


def _day(text: str) -> Day:
    leap_day = (numbers.birth_day(text), text[2:]) == (29, "02")
    return Day(numbers.weighed(text), numbers.is_replacement(text), leap_day, text == "0101")


def _year(text: str) -> Year:
    new_year = f"0101{text}000"
    born = numbers.birth_year(new_year)
    return Year(numbers.weighed(text, at=4), born, isleap(born), numbers.is_known_exception(new_year))


_EVERY_DAY = (f"{day:02}{month:02}" for day in (*range(1, 32), *range(61, 92)) for month in range(1, 13))
_IN_A_LEAP_YEAR = "004000"
"""The other six digits of somebody born in 2000."""

DAYS = {text: _day(text) for text in _EVERY_DAY if numbers.is_possible(text + _IN_A_LEAP_YEAR)}
"""By the first four digits: every day there is, 29 February among them."""
YEARS = {text: _year(text) for text in (f"{number:03}" for number in range(1_000))}
"""By the year's two digits and the seventh."""
TAILS = {text: numbers.weighed(text, at=7) for text in YEARS}
"""By the last three digits: their share of the sum for modulus 11."""
