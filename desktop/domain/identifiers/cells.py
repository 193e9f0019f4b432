"""What did the spreadsheet do to this number? Takes the wrapping off a cell and leaves the digits."""

from __future__ import annotations

import re

from desktop.domain.characters import plain, visible
from desktop.domain.identifiers.faults import IdentifierError, IdentifierFault

_FORMULA = re.compile(r'=\s*"([^"]*)"')
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d*)?E\s?[+-]?\d+", re.IGNORECASE)
_FLOAT_TAIL = re.compile(r"(?<=\d)[.,]0{1,2}$")
_BETWEEN_NUMBERS = re.compile(r"[;,/|&+\n\t]|\bog\b|\bor\b|\band\b|\beller\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"[0-9]+")
_OUTER = " \t\n;,.'\"`´\u2018\u2019\u201c\u201d"
"""What may stand around a number and means nothing: space, quotes, a list's comma."""


def digits_of(text: str, *, prefix: re.Pattern[str], length: int, dots: bool = False) -> str:
    """The digits a cell holds once spacing, quoting and the number's own name are gone.

    Args:
        text: the cell as displayed.
        prefix: what may stand in front of the number, such as "EAN-nr.:"; matched once at the beginning.
        length: digits of a whole number of this kind; tells a number from two of them.
        dots: whether people write this number with dots between the digits.

    Raises:
        IdentifierError: with `EMPTY`, `SCIENTIFIC`, `TWO_NUMBERS` or `LETTERS`.
    """
    if text.isascii() and text.isdigit():
        # Most cells; nothing in them is wrapping, a name or a second number's beginning.
        if len(text) == 2 * length:
            raise IdentifierError(IdentifierFault.TWO_NUMBERS)
        return text
    bare = _unwrapped(text)
    named = prefix.match(bare)
    bare = bare[named.end() :].strip(_OUTER) if named else bare
    if _SCIENTIFIC.fullmatch(bare):
        raise IdentifierError(IdentifierFault.SCIENTIFIC)
    bare = _FLOAT_TAIL.sub("", bare)
    spacing = " -." if dots else " -"
    parts = [_compact(part, spacing) for part in _BETWEEN_NUMBERS.split(bare)]
    if len(parts) > 1 and sum(len(part) >= length - 1 and part.isdigit() for part in parts) > 1:
        raise IdentifierError(IdentifierFault.TWO_NUMBERS)
    digits = _compact(bare, spacing)
    if _DIGITS.fullmatch(digits):
        if len(digits) == 2 * length:
            raise IdentifierError(IdentifierFault.TWO_NUMBERS)
        return digits
    if _LETTER.search(digits):
        raise IdentifierError(IdentifierFault.LETTERS)
    if _DIGITS.search(digits):
        raise IdentifierError(IdentifierFault.WRONG_LENGTH)
    raise IdentifierError(IdentifierFault.EMPTY)


def _unwrapped(text: str) -> str:
    """Without invisible characters, outer space, `="…"`, Excel's leading apostrophe and quotes."""
    bare = visible(plain(text)).strip()
    formula = _FORMULA.fullmatch(bare)
    if formula:
        bare = formula.group(1)
    return bare.strip(_OUTER)


def _compact(text: str, spacing: str) -> str:
    return text.translate({ord(sign): None for sign in spacing})
