"""Which numbers may stand in the sample? Only such as nobody has or can get.

EAN numbers and CVR numbers have good check digits but lie in series that are not handed out. CPR numbers are
never-issued ones: born 1860 to 1867 by the seventh digit, before anybody with a CPR number. Ten-digit numbers
that are meant to be mistaken for CPR numbers have a good date and a modulus that no issued number has.
"""

from __future__ import annotations

from collections.abc import Iterator

from sample.dice import Dice

_EAN_SERIES = "57980999"
_FIRST_CVR = 90_000_000
_CPR_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_CVR_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def ean(serial: int) -> str:
    """The EAN number with this serial: 13 digits, check digit by weights 1 and 3 from the left."""
    body = f"{_EAN_SERIES}{serial:04d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-total % 10}"


def has_cvr_checksum(digits: str) -> bool:
    """Whether eight digits pass the modulus 11 of CVR numbers."""
    return sum(int(digit) * weight for digit, weight in zip(digits, _CVR_WEIGHTS, strict=True)) % 11 == 0


def cvr_series() -> Iterator[str]:
    """CVR numbers with a good checksum, counting up from 90000000, where none is handed out."""
    number = _FIRST_CVR
    while True:
        number += 1
        if has_cvr_checksum(str(number)):
            yield str(number)


def has_cpr_modulus(digits: str) -> bool:
    """Whether ten digits pass the modulus 11 that every CPR number had until 1 October 2007."""
    return sum(int(digit) * weight for digit, weight in zip(digits, _CPR_WEIGHTS, strict=True)) % 11 == 0


class CprSeries:
    """Never-issued CPR numbers, none twice: year 60 to 67 and a seventh digit from 5 to 8 is 1860 to 1867."""

    def __init__(self, subject: str) -> None:
        self._dice = Dice(f"cpr/{subject}")
        self._given: set[str] = set()

    def next(self, *, woman: bool) -> str:
        """Ten digits that pass the modulus; the last is even for a woman."""
        while True:
            digits = self._candidate()
            if has_cpr_modulus(digits) and digits not in self._given and (int(digits[-1]) % 2 == 0) is woman:
                self._given.add(digits)
                return digits

    def _candidate(self) -> str:
        dice = self._dice
        date = f"{dice.between(1, 28):02d}{dice.between(1, 12):02d}{dice.between(60, 67)}"
        return f"{date}{dice.between(5, 8)}{dice.between(0, 999):03d}"


def hyphenated(cpr: str) -> str:
    """DDMMYY-SSSS."""
    return f"{cpr[:6]}-{cpr[6:]}"


class Lookalikes:
    """Ten digits that read as the CPR number of somebody born from 1930 to 1957, and are not.

    They fail the modulus and are not of January, and the only numbers issued against the modulus are of
    1 January. So each is tempting to a careless reader and belongs to nobody.
    Source: https://cpr.dk/cpr-systemet/personnumre-uden-kontrolciffer-modulus-11-kontrol/
    """

    def __init__(self, subject: str) -> None:
        self._dice = Dice(f"lookalikes/{subject}")

    def next(self, *, day: int | None = None) -> str:
        """A number; `day` fixes its first two digits (P-numbers start with 10)."""
        dice = self._dice
        while True:
            date = f"{day or dice.between(1, 28):02d}{dice.between(2, 12):02d}{dice.between(30, 57)}"
            digits = f"{date}{dice.between(0, 3)}{dice.between(0, 999):03d}"
            if not has_cpr_modulus(digits):
                return digits


def lookalike_series(start: int) -> Iterator[str]:
    """Consecutive ten-digit numbers from `start`, leaving out those that pass the CPR modulus."""
    number = start
    while True:
        if not has_cpr_modulus(f"{number:010d}"):
            yield f"{number:010d}"
        number += 1
