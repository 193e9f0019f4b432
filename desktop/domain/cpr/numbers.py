"""Can these ten digits be a CPR number (personnummer), and what do they say?

DDMMYY-SSSS: date of birth, then a serial number whose first digit tells the century and whose last tells the
sex. The check by modulus 11 was given up on 1 October 2007, so passing it confirms a number and failing it
proves nothing; so far numbers that fail it are known for certain 1 January birthdays only. A replacement
number (erstatningspersonnummer), for people who have no CPR number yet, has 60 added to the day.

Sources: CPR-kontoret, "Personnummeret i CPR", "Personnumre uden kontrolciffer (modulus 11 kontrol)"
(10-05-2023) and "Erstatningspersonnummer i eksterne systemer". python-stdnum's `dk.cpr` has the same century
rule and weights; it is not used here because it reads today's date by itself and refuses replacement numbers.

Every function takes exactly ten ASCII digits unless it says otherwise.
"""

from __future__ import annotations

from calendar import isleap

LENGTH = 10

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_WEIGHED_ZEROS = ord("0") * sum(_WEIGHTS)
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ADDED_TO_REPLACEMENT_DAY = 60
_DAYS = frozenset(
    f"{day + added:02}{month:02}"
    for month, days in enumerate(_DAYS_IN_MONTH, start=1)
    for day in range(1, days + 1)
    for added in (0, _ADDED_TO_REPLACEMENT_DAY)
)
_LEAP_DAYS = frozenset({"2902", f"{29 + _ADDED_TO_REPLACEMENT_DAY}02"})
"""By the first four digits, for asking each of its parts costs four times as much."""
_YEARS_WITHOUT_MODULUS = frozenset(
    {1960, 1962, 1964, 1965, 1966, 1967, 1969, 1970, 1974, 1975, 1978, *range(1980, 1993), 1994, 1995}
)
"""Years whose 1 January birthdays have numbers that fail modulus 11; not exhaustive, says CPR-kontoret."""


def is_possible(digits: str) -> bool:
    """Whether the text is ten digits that carry a real date of birth, replacement numbers included.

    Takes any text. Numbers that were never issued but follow the rules are possible; so are dates to come.
    """
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    day = digits[:4]
    return day in _DAYS and (day not in _LEAP_DAYS or isleap(birth_year(digits)))


def has_possible_day_and_month(digits: str) -> bool:
    """Whether day is 1–31 or 61–91 and month 1–12: the wide rule by which texts are scrubbed."""
    return 1 <= birth_day(digits) <= 31 and 1 <= int(digits[2:4]) <= 12


def is_replacement(digits: str) -> bool:
    """Whether the day has 60 added: a replacement number, which stands for one person all the same."""
    return digits[0] >= "6"


def birth_day(digits: str) -> int:
    """The day of birth, 60 taken off for a replacement number."""
    day = int(digits[:2])
    return day - _ADDED_TO_REPLACEMENT_DAY if is_replacement(digits) else day


def birth_year(digits: str) -> int:
    """The year of birth; its century comes from the seventh digit and the year's two digits together."""
    seventh, year = digits[6], int(digits[4:6])
    if seventh in "0123":
        return 1900 + year
    if seventh in "49":
        return 2000 + year if year <= 36 else 1900 + year
    return 2000 + year if year <= 57 else 1800 + year


def passes_modulus_11(digits: str) -> bool:
    """Whether the weighted sum is divisible by 11. Confirms a number; a number that fails may be valid."""
    # Written out because it is asked for every number found: three times as fast as a loop over the weights.
    a, b, c, d, e, f, g, h, i, j = digits.encode()
    weighted = 4 * a + 3 * b + 2 * c + 7 * d + 6 * e + 5 * f + 4 * g + 3 * h + 2 * i + j
    return (weighted - _WEIGHED_ZEROS) % 11 == 0


def weighed(part: str, *, at: int = 0) -> int:
    """The share of some digits in the sum that modulus 11 looks at.

    Args:
        part: a few of the ten digits.
        at: the place of the first of them, from 0.
    """
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS[at:], part, strict=False))


def is_known_exception(digits: str) -> bool:
    """Whether the birthday is one of the 1 Januaries for which numbers without modulus 11 were issued."""
    return digits.startswith("0101") and birth_year(digits) in _YEARS_WITHOUT_MODULUS
