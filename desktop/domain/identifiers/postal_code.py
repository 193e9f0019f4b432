"""Is this a Danish postal code? Four digits from 0800 to 9990, kept as text because of the leading zero.

0800 Høje Taastrup is the lowest, 9990 Skagen the highest; Greenland's 39xx lie between. Foreign codes are
refused here and kept by the caller as they stand.

Source: PostNord's list of Danish postal codes.

>>> parse("DK-0800")
'0800'
"""

from __future__ import annotations

import re
from typing import NewType

from desktop.domain.identifiers.cells import digits_of
from desktop.domain.identifiers.faults import IdentifierError, IdentifierFault

PostalCode = NewType("PostalCode", str)
"""Four digits, 0800 to 9990."""

LENGTH = 4

_PREFIX = re.compile(r"\s*(?:postnr\.?\s*:?\s*)?(?:DK[\s-]*)?", re.IGNORECASE)
_LOWEST, _HIGHEST = "0800", "9990"


def parse(text: str) -> PostalCode:
    """The Danish postal code in a cell that holds nothing else.

    Raises:
        IdentifierError: for anything else, foreign codes included. Three digits that become a Danish code
            with the leading zero a spreadsheet dropped give `LOST_DIGIT` and that code as a suggestion.
    """
    digits = digits_of(text, prefix=_PREFIX, length=LENGTH)
    if len(digits) == LENGTH - 1 and _is_in_range("0" + digits):
        raise IdentifierError(IdentifierFault.LOST_DIGIT, suggestion="0" + digits)
    if len(digits) != LENGTH:
        raise IdentifierError(IdentifierFault.WRONG_LENGTH)
    if not _is_in_range(digits):
        raise IdentifierError(IdentifierFault.OUT_OF_RANGE)
    return PostalCode(digits)


def format(value: PostalCode) -> str:  # noqa: A001 - the verb every number module has, as in stdnum
    """As it stands in an address: four digits."""
    return value


def _is_in_range(digits: str) -> bool:
    return _LOWEST <= digits <= _HIGHEST
