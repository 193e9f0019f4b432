"""Is this an EAN number (GLN, EAN-lokationsnummer)? Thirteen digits, the last one a check digit.

An EAN location number is the electronic address of a public receiver of e-invoices. It is a GS1 Global
Location Number: 13 digits, check digit by weights 1 and 3, never beginning with 0; Danish ones begin with 57
(public receivers have 5798…). Digitaliseringsstyrelsen wants it written as 13 digits without separators.

Sources: GS1 General Specifications (GLN, check digit), the EAN questions and answers of
Digitaliseringsstyrelsen, and python-stdnum's `ean` for the arithmetic.

>>> parse("EAN-nr.: 5790 00 000 0012")
'5790000000012'
>>> has_valid_check_digit(parse("5790000000012"))
True
"""

from __future__ import annotations

import re
from typing import NewType

from desktop.domain.identifiers.cells import digits_of
from desktop.domain.identifiers.faults import IdentifierError, IdentifierFault

Ean = NewType("Ean", str)
"""Thirteen digits that do not begin with 0. The check digit may be wrong: see `has_valid_check_digit`."""

LENGTH = 13

# "EAN-nr.", "EAN lokationsnummer:", "GLN", and the receiver's address as Peppol writes it ("0088:579…").
_PREFIX = re.compile(
    r"\s*(?:(?:iso6523-actorid-upis::)?0088:"
    r"|(?:EAN|GLN)(?:[-\s]*(?:lokations)?(?:nummer|numre|nr|no)\b)?\.?\s*[:#=]?\s*)",
    re.IGNORECASE,
)
# A real number may end in six zeros, but rounding makes far more of them than GS1 does.
_ROUNDED_TAIL = "000000"


def parse(text: str) -> Ean:
    """The EAN number in a cell.

    Raises:
        IdentifierError: when the text is not 13 digits. Twelve digits give `LOST_DIGIT` with the number that
            the computed check digit completes as a suggestion; it is a guess that the *last* digit is the
            lost one.
    """
    digits = digits_of(text, prefix=_PREFIX, length=LENGTH)
    if len(digits) == LENGTH - 1 and digits[0] != "0":
        raise IdentifierError(IdentifierFault.LOST_DIGIT, suggestion=digits + check_digit(digits))
    if len(digits) != LENGTH:
        raise IdentifierError(IdentifierFault.WRONG_LENGTH)
    if digits[0] == "0":
        raise IdentifierError(IdentifierFault.FIRST_DIGIT_ZERO)
    if digits.endswith(_ROUNDED_TAIL):
        raise IdentifierError(IdentifierFault.ROUNDED)
    return Ean(digits)


def check_digit(first_twelve: str) -> str:
    """The thirteenth digit that makes the number valid."""
    # stdnum costs 30 ms to import (it loads ssl), which the first window need not wait for.
    from stdnum import ean as gs1

    return gs1.calc_check_digit(first_twelve)


def has_valid_check_digit(value: Ean) -> bool:
    """Whether the last digit is the one GS1's rule gives. A wrong one is worth a warning, never a refusal."""
    return value[-1] == check_digit(value[:-1])


def format(value: Ean) -> str:  # noqa: A001 - the verb every number module has, as in stdnum
    """As it is written to people: 13 unbroken digits, as suppliers must type it."""
    return value
