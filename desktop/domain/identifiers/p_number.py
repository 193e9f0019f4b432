"""Is this a P-number (produktionsenhedsnummer)? Ten digits that number one address of a company.

P-numbers are given out in order from 1000000000 and are easily taken for CPR numbers: "1007867103" reads as a
10 July. They also have a check digit by modulus 11, and from 1006959422 on with the very weights of the CPR
number, so a P-number of today always passes the CPR check. The first series was made with other weights by
mistake and kept them.

Sources: Erhvervsstyrelsen, "Modulus 11 kontrol", section on P-numbers (archived 2012-09-17); the weights of
the first series as two independent programs have them (an Elixir `CVR.PNumber`, a VBA CVR lookup).

>>> has_valid_check_digit(parse("P-nr. 1007867103"))
True
"""

from __future__ import annotations

import re
from typing import NewType

from desktop.domain.identifiers.cells import digits_of
from desktop.domain.identifiers.faults import IdentifierError, IdentifierFault

PNumber = NewType("PNumber", str)
"""Ten digits that do not begin with 0. The check digit may be wrong: see `has_valid_check_digit`."""

LENGTH = 10

_PREFIX = re.compile(
    r"\s*(?:0096:)?(?:DK:)?(?:P(?:roduktionsenhed)?(?:s?[-.\s]*(?:nummer|nr|no)\b)?\.?\s*[:#=]?\s*)?",
    re.IGNORECASE,
)
_LAST_OF_FIRST_SERIES = "1006959421"
_FIRST_SERIES_WEIGHTS = (1, 5, 6, 7, 3, 6, 4, 8, 9, 1)
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)


def parse(text: str) -> PNumber:
    """The P-number in a cell.

    Raises:
        IdentifierError: when the text is not ten digits beginning with 1 to 9.
    """
    digits = digits_of(text, prefix=_PREFIX, length=LENGTH)
    if len(digits) != LENGTH:
        raise IdentifierError(IdentifierFault.WRONG_LENGTH)
    if digits[0] == "0":
        raise IdentifierError(IdentifierFault.FIRST_DIGIT_ZERO)
    return PNumber(digits)


def has_valid_check_digit(value: PNumber) -> bool:
    """Whether the number passes the modulus 11 of its series."""
    weights = _FIRST_SERIES_WEIGHTS if value <= _LAST_OF_FIRST_SERIES else _WEIGHTS
    return sum(weight * int(digit) for weight, digit in zip(weights, value, strict=True)) % 11 == 0


def format(value: PNumber) -> str:  # noqa: A001 - the verb every number module has, as in stdnum
    """As CVR writes it: ten unbroken digits."""
    return value
