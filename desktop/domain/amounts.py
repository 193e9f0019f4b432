"""How many øre is this text? Danish amounts as people, banks and ERP systems write them.

Whole øre from the first moment: "1.234,50", "1234,5-" (SAP), "(1.234,50)", "kr. 1.234,-", "1 234,50 DKK".
What a lone "1.234" means depends on the column's decimal mark, which `detect_decimal_mark` finds or gives up
on; then a person is asked once. Anything that is not plainly an amount is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from desktop.domain.characters import plain, visible
from desktop.domain.errors import PlannerError

DecimalMark = Literal[",", "."]

LARGEST_ORE = 10**15
"""Ten thousand billion kroner: beyond every Danish budget, and far inside a 64-bit integer."""

_CURRENCY = re.compile(r"(?:dkk|kr)(?![a-z])\.?", re.IGNORECASE)
_OTHER_CURRENCY = re.compile(r"[A-Z]{3}|[€$£¥]")
_WHOLE_KRONER = re.compile(r"[.,](?:-{1,2}|=)$")
_SCIENTIFIC = re.compile(r"\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"\d[\d., ]*|[.,]\d+", re.ASCII)
# More decimals than this are a binary fraction printed in full, such as 1234.5600000000002.
_HONEST_DECIMALS = 8
_FLOAT_NOISE = Decimal("0.0001")


class AmountFault(StrEnum):
    """Why a text is not an amount.

    EMPTY: nothing there, or only a dash.
    NOT_A_NUMBER: something else than one number ("NaN", "#VÆRDI!", "0x1F").
    SCIENTIFIC: "1,2E+08"; digits may be gone.
    GROUPING: dots, commas or spaces stand where they cannot for this decimal mark ("1.23" in a Danish
    column).
    FRACTION_OF_ORE: more than two decimals that mean something.
    TOO_LARGE: larger than `LARGEST_ORE`.
    CURRENCY: another currency than Danish kroner.
    """

    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    SCIENTIFIC = "scientific"
    GROUPING = "grouping"
    FRACTION_OF_ORE = "fraction_of_ore"
    TOO_LARGE = "too_large"
    CURRENCY = "currency"


class AmountError(PlannerError):
    """A text that is not an amount. Its own text is the fault alone, never the cell.

    Attributes:
        kind: what is wrong.
    """

    def __init__(self, kind: AmountFault) -> None:
        super().__init__(kind.value)
        self.kind = kind


def parse_amount(text: str, *, decimal: DecimalMark = ",") -> int:
    """The amount in whole øre; negative with a minus in front or behind, or in parentheses.

    Args:
        text: the cell as displayed.
        decimal: the column's decimal mark. The other of the two separates thousands, as does a space.

    Raises:
        AmountError: when the text is not one amount in kroner.
    """
    digits, negative = _unsigned(_bare(text))
    ore = _whole_ore(_krone_value(digits, decimal))
    return -ore if negative else ore


def detect_decimal_mark(samples: Iterable[str]) -> DecimalMark | None:
    """The decimal mark of a column.

    Cells that are no amounts say nothing. When no cell needs the answer (whole numbers only), it is the
    comma.

    Returns:
        "," or "."; None when cells disagree, or when all that have a mark can be read both ways ("1.234").
    """
    said: set[DecimalMark] = set()
    ambiguous = False
    for sample in samples:
        number = _number_in(sample)
        mark = _mark_of(number) if number else None
        if mark:
            said.add(mark)
        elif number and ("," in number or "." in number):
            ambiguous = True
    if len(said) == 1:
        return said.pop()
    return "," if not said and not ambiguous else None


def _number_in(sample: str) -> str:
    """The digits and separators of a cell, or "" when it is no amount."""
    try:
        number, _ = _unsigned(_bare(sample), keep_whole=True)
    except AmountError:
        return ""
    return number


def _bare(text: str) -> str:
    """Without outer space, quotes and the currency.

    Raises:
        AmountError: `NOT_A_NUMBER` for other digits than 0–9: money is not the place to be helpful.
    """
    if not text.isascii() and any(sign.isdecimal() and not sign.isascii() for sign in text):
        raise AmountError(AmountFault.NOT_A_NUMBER)
    return _without_currency(visible(plain(text)).strip(" \t\n'\""))


def _without_currency(bare: str) -> str:
    first = _CURRENCY.match(bare)
    if first:
        return bare[first.end() :].strip()
    last = _CURRENCY.search(bare)
    if last and last.end() == len(bare):
        return bare[: last.start()].strip()
    return bare


def _unsigned(bare: str, *, keep_whole: bool = False) -> tuple[str, bool]:
    """The number without its sign, and whether it is negative.

    Args:
        keep_whole: leave "1.234,-" as "1.234," so that its mark can be seen.

    Raises:
        AmountError: when what is left is no number.
    """
    if not bare.strip("-. "):
        raise AmountError(AmountFault.EMPTY)
    whole = _WHOLE_KRONER.search(bare)
    if whole:
        bare = bare[: whole.start() + (1 if keep_whole and whole[0][0] == "," else 0)]
    negative = bare.startswith("(") and bare.endswith(")")
    if negative:
        bare = _without_currency(bare[1:-1].strip())
    elif bare.startswith(("-", "+")):
        negative, bare = bare[0] == "-", _without_currency(bare[1:].strip())
    elif bare.endswith("-"):
        negative, bare = True, bare[:-1].strip()
    if not _PLAIN_NUMBER.fullmatch(bare):
        raise AmountError(_fault_of(bare))
    return bare, negative


def _fault_of(bare: str) -> AmountFault:
    if _SCIENTIFIC.fullmatch(bare):
        return AmountFault.SCIENTIFIC
    rest = re.sub(r"[\d., ]+", "", bare)
    if any(sign.isdigit() for sign in bare) and _OTHER_CURRENCY.fullmatch(rest):
        return AmountFault.CURRENCY
    return AmountFault.NOT_A_NUMBER


def _krone_value(number: str, decimal: DecimalMark) -> Decimal:
    """The value of digits with separators, grouping checked.

    Raises:
        AmountError: `GROUPING` or `TOO_LARGE`.
    """
    whole, mark, fraction = number.partition(decimal)
    if not _is_grouped(whole, "." if decimal == "," else ",") or (mark and not fraction.isdigit()):
        raise AmountError(AmountFault.GROUPING)
    digits = re.sub(r"\D", "", whole)
    if len(digits.lstrip("0")) > len(str(LARGEST_ORE)):
        raise AmountError(AmountFault.TOO_LARGE)
    return Decimal(f"{digits or '0'}.{fraction or '0'}")


def _is_grouped(whole: str, thousands: str) -> bool:
    """Whether the part before the decimal mark is unbroken, empty, or in threes by one kind of separator."""
    if not whole or whole.isdigit():
        return True
    return any(
        re.fullmatch(rf"\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+", whole) for separator in (thousands, " ")
    )


def _whole_ore(kroner: Decimal) -> int:
    """Øre of a krone value.

    Raises:
        AmountError: `FRACTION_OF_ORE` or `TOO_LARGE`.
    """
    exponent = kroner.as_tuple().exponent
    ore = kroner.scaleb(2)
    nearest = ore.to_integral_value(ROUND_HALF_UP)
    decimals = -exponent if isinstance(exponent, int) else 0
    if nearest != ore and not (decimals > _HONEST_DECIMALS and abs(nearest - ore) <= _FLOAT_NOISE):
        raise AmountError(AmountFault.FRACTION_OF_ORE)
    if nearest > LARGEST_ORE:
        raise AmountError(AmountFault.TOO_LARGE)
    return int(nearest)


def _mark_of(number: str) -> DecimalMark | None:
    """The decimal mark this one number proves, or None when it can be read both ways or has none.

    Raises nothing: a number whose separators make no sense proves nothing.
    """
    comma, dot = number.rfind(","), number.rfind(".")
    if comma >= 0 and dot >= 0:
        return "," if comma > dot else "."
    if comma < 0 and dot < 0:
        return None
    mark: DecimalMark = "," if comma >= 0 else "."
    other: DecimalMark = "." if mark == "," else ","
    whole, _, rest = number.partition(mark)
    if mark in rest:
        return other if _is_grouped(number, mark) else None
    can_be_thousands = len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return None if can_be_thousands else mark
