"""How is a number written for people? Counts, amounts, shares and intervals, the Danish or the English way.

A space that must not break (before `kr.` and `%`) is a no-break space. Amounts are whole øre and are taken
apart with whole-number arithmetic: no amount passes through a float.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.texts.translate import DANISH, current_language

if TYPE_CHECKING:
    from decimal import Decimal

    from desktop.domain.intervals import Interval

NBSP = "\u00a0"
EN_DASH = "–"


@dataclass(frozen=True, slots=True)
class _Signs:
    """How a language separates the parts of a number."""

    thousands: str
    decimals: str


_DANISH = _Signs(thousands=".", decimals=",")
_ENGLISH = _Signs(thousands=",", decimals=".")


def _signs() -> _Signs:
    return _DANISH if current_language() == DANISH else _ENGLISH


def whole(number: int) -> str:
    """A count: 1234 is "1.234". Never for identifiers, which have no thousands."""
    return f"{number:,}".replace(",", _signs().thousands)


def decimal(number: float, digits: int = 1) -> str:
    """A number with that many decimals, halves away from zero: 12.45 is "12,5"."""
    rounded = _rounded(number, digits)
    before, _, after = f"{abs(rounded):f}".partition(".")
    sign = "-" if rounded < 0 else ""
    return sign + whole(int(before)) + (_signs().decimals + after if after else "")


def _rounded(number: float, digits: int) -> Decimal:
    """Rounded as people do it by hand: by the digits that the number shows, not by its binary neighbour."""
    from decimal import ROUND_HALF_UP, Decimal

    return Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def kroner(ore: int) -> str:
    """An amount to the øre: 123450 is "1.234,50 kr."."""
    crowns, rest = divmod(abs(ore), 100)
    return _with_currency(f"{whole(crowns)}{_signs().decimals}{rest:02}", negative=ore < 0)


def whole_kroner(ore: int) -> str:
    """An amount for an overview, rounded to whole kroner, halves away from zero: 123450 is "1.235 kr."."""
    crowns = (abs(ore) + 50) // 100
    return _with_currency(whole(crowns), negative=ore < 0 and crowns > 0)


def _with_currency(amount: str, *, negative: bool) -> str:
    sign = "-" if negative else ""
    return f"{sign}{amount}{NBSP}kr." if current_language() == DANISH else f"DKK{NBSP}{sign}{amount}"


def percent(share: float, digits: int = 0) -> str:
    """A share of 1 as percent: 0.816 is "82 %".

    "0 %" means none and "100 %" means all: a share that only rounds to them shows the nearest step inside.
    """
    from decimal import Decimal

    step = Decimal(1).scaleb(-digits)
    value = _rounded(share * 100, digits)
    if 0 < share < 1:
        value = min(max(value, step), 100 - step)
    return decimal(float(value), digits) + (f"{NBSP}%" if current_language() == DANISH else "%")


def interval(figures: Interval, digits: int = 0) -> str:
    """What is known of a figure: "32" when it is exact, "32–35" while open suppliers decide."""
    low, high = decimal(figures.low, digits), decimal(figures.high, digits)
    return low if low == high else f"{low}{EN_DASH}{high}"


def percent_interval(shares: Interval) -> str:
    """A share that is not settled: "71–82 %"."""
    low, high = percent(shares.low), percent(shares.high)
    return low if low == high else f"{low.rstrip('%').rstrip(NBSP)}{EN_DASH}{high}"


def counted(figures: Interval) -> int:
    """The number that singular or plural goes by: 1 only when the figure shows as exactly one."""
    low, high = (int(_rounded(end, 0)) for end in (figures.low, figures.high))
    return 1 if low == high == 1 else max(high, 2) if high else 0


def ean(text: str) -> str:
    """An EAN number: 13 digits that nothing breaks and nothing separates, as suppliers must type it."""
    return "".join(text.split())
