"""Which numbers do the made-up invoices carry? Citizens never born, and numbers that look like them.

No number here was ever given to anybody: citizens are born 1860 to 1867 (years 60–67, seventh digit 5–8), end
in 0000 (serial numbers begin at 0001), or fail the check by modulus 11 on a day for which no such number was
issued. Looking like a citizen means: ten digits that begin with a possible date of birth.
"""

from __future__ import annotations

import random
from collections.abc import Callable

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def remainder(digits: str) -> int:
    """The weighted sum modulo 11; 0 for a number that passes."""
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11


def citizen(dice: random.Random) -> str:
    """Somebody who was never given a number: born in the 1860s."""
    born = f"{dice.randint(1, 28):02}{dice.randint(1, 12):02}{dice.randint(60, 67)}"
    return f"{born}{dice.randint(5, 8)}{dice.randrange(1000):03}"


def replacement(dice: random.Random) -> str:
    """The same with 60 added to the day: a number for somebody who has none yet."""
    digits = citizen(dice)
    return f"{int(digits[:2]) + 60}{digits[2:]}"


def passing(dice: random.Random) -> str:
    """Somebody alive by date of birth and modulus 11, with the serial number 0000 that nobody has."""
    while True:
        digits = f"{dice.randint(2, 28):02}{dice.randint(2, 9):02}{dice.randint(20, 59)}0000"
        # P-numbers begin with 10 and follow the same check.
        if remainder(digits) == 0 and not digits.startswith("10"):
            return digits


def failing(dice: random.Random) -> str:
    """A date of birth of somebody alive and a serial number that fails modulus 11."""
    while True:
        digits = (
            f"{dice.randint(2, 28):02}{dice.randint(2, 12):02}{dice.randint(20, 59)}{dice.randrange(4000):04}"
        )
        if remainder(digits):
            return digits


_FIRST_P_WEIGHTS = (1, 5, 6, 7, 3, 6, 4, 8, 9, 1)
_LAST_FIRST_P = "1006959421"


def p_number(dice: random.Random) -> str:
    """A production unit whose number begins like a birthday; newer ones pass the check of citizens."""
    while True:
        digits = f"10{dice.randint(1, 12):02}{dice.randint(20, 59)}{dice.randrange(4000):04}"
        weights = _FIRST_P_WEIGHTS if digits <= _LAST_FIRST_P else _WEIGHTS
        if sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11 == 0:
            return digits


def cvr(dice: random.Random) -> str:
    """Eight digits that begin like a date; with two more it looks like a citizen."""
    return f"{dice.randint(10, 28):02}{dice.randint(1, 12):02}{dice.randint(20, 59)}{dice.randrange(100):02}"


def ean(dice: random.Random) -> str:
    """A location number with its check digit."""
    body = f"57900{dice.randrange(10**7):07}"
    total = sum(int(digit) * (1, 3)[at % 2] for at, digit in enumerate(body))
    return f"{body}{-total % 10}"


def hyphen(digits: str) -> str:
    return f"{digits[:6]}-{digits[6:]}"


_FULL_WIDTH = {ord("0") + value: chr(0xFF10 + value) for value in range(10)}

Spelling = Callable[[str], str]

HYPHENATED: tuple[Spelling, ...] = (
    *(hyphen,) * 8,
    lambda digits: f"{digits[:6]} - {digits[6:]}",
    lambda digits: f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:]}",
    lambda digits: f"{digits[:2]}-{digits[2:4]}-{digits[4:6]}-{digits[6:]}",
    lambda digits: f"{digits[:6]}-\n{digits[6:]}",
)
"""With a hyphen, the common way most often; the last one is broken by a line's end."""

HYPHENATED_ODD: tuple[Spelling, ...] = (
    lambda digits: f"{digits[:6]}\u2011{digits[6:]}",
    lambda digits: f"{digits[:6]}\u2013{digits[6:]}",
    lambda digits: f"{digits[:6]} \u2013 {digits[6:]}",
    lambda digits: hyphen(digits).translate(_FULL_WIDTH),
    lambda digits: f"{digits[:6]}\u200b-{digits[6:]}",
)
"""The same by Word, PDF and web pages; not every encoding has these signs."""

SOFT: Spelling = lambda digits: f"{digits[:6]}\u00ad{digits[6:]}"  # noqa: E731 - stands beside the others

UNHYPHENATED: tuple[Spelling, ...] = (
    *(str,) * 5,
    lambda digits: f"{digits[:6]} {digits[6:]}",
    lambda digits: f"{digits[:6]}\u00a0{digits[6:]}",
    lambda digits: f"{digits[:6]}/{digits[6:]}",
    lambda digits: f"{digits[:6]}.{digits[6:]}",
    lambda digits: f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:]}",
    lambda digits: f"{digits[:2]} {digits[2:4]} {digits[4:6]} {digits[6:8]} {digits[8:]}",
)
"""Without one; only a word in front makes these a citizen for sure."""
