"""Which characters only look different? Digits, spaces, dashes and dots folded to the plain ones.

Numbers reach us from Word, PDF, web pages and old mainframes: with full-width digits, no-break spaces, en
dashes and soft hyphens. Whoever reads a number reads it after `plain`, which keeps the length, so that a
position in the plain text is the same position in the original.
"""

from __future__ import annotations

import re

_DIGIT_ZEROS = (0x0660, 0x06F0, 0xFF10, 0x1D7CE, 0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6)
"""The zero of each run of ten digits that people paste: Arabic, Persian, full-width, mathematical."""

_SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
# The soft hyphen is what some PDF and EBCDIC conversions make of a plain hyphen.
_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_DOTS = "\u00b7\u2024\u2027\u2219\u22c5\uff0e"
_SLASHES = "\u2044\u2215\uff0f"
_LINE_ENDS = "\u000b\u000c\u0085\u2028\u2029"

_FOLD: dict[int, str] = {
    **{zero + value: str(value) for zero in _DIGIT_ZEROS for value in range(10)},
    **{
        ord(odd): plain_one
        for odds, plain_one in (
            (_SPACES, " "),
            (_DASHES, "-"),
            (_DOTS, "."),
            (_SLASHES, "/"),
            (_LINE_ENDS, "\n"),
        )
        for odd in odds
    },
}
_ODD = re.compile("[" + "".join(map(chr, sorted(_FOLD))) + "]")

# Zero-width and direction marks, and the NUL that UTF-16 leaves behind when it is read as something else.
_INVISIBLE_ONES = "\x00\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe0f\ufeff"
_INVISIBLE = re.compile(f"[{_INVISIBLE_ONES}]")
# Everything but the western European letters and signs that are what they look like. Denied, because a set of
# few signs below 256 is looked up in a bitmap.
_PERHAPS_ODD = re.compile("[^\x01-\x0a\x0d-\x84\x86-\x9f\xa1-\xac\xae-\xb6\xb8-\xff]")
PLAIN_SIGNS = "\x01-\x0a\x0d-/:-\x84\x86-\x9f\xa1-\xac\xae-\xb6\xb8-\xff"
"""For a set in a regular expression: the same signs without the digits. A text of these and of plain digits
is what `readable` makes of it."""


def plain(text: str) -> str:
    """The text with every look-alike digit, space, dash, dot, slash and line end as its ASCII form.

    The result has the same length. Letters, superscripts and other signs stay as they are.

    >>> plain("010160\u20115003") == "010160-5003"
    True
    """
    # Most cells hold nothing odd, and searching is ten times as fast as translating.
    if text.isascii():
        return text
    if not (_PERHAPS_ODD.search(text) and _ODD.search(text)):
        return text
    return text.translate(_FOLD)


def visible(text: str) -> str:
    """The text without characters that have no width (zero-width spaces, direction marks, NUL)."""
    return _INVISIBLE.sub("", text)


def visible_positions(text: str) -> list[int] | None:
    """Where in `text` each character of `visible(text)` stands; None when nothing is invisible."""
    if (text.isascii() and "\x00" not in text) or not _INVISIBLE.search(text):
        return None
    return [position for position, sign in enumerate(text) if not _INVISIBLE.match(sign)]


def readable(text: str) -> tuple[str, list[int] | None]:
    """The text to search for numbers: `plain`, then `visible`.

    Returns:
        That text, and where in `text` each of its characters stands; None when they stand where they stood.
    """
    if (text.isascii() and "\x00" not in text) or not _PERHAPS_ODD.search(text):
        return text, None
    shown = plain(text)
    positions = visible_positions(shown)
    return (shown, None) if positions is None else (visible(shown), positions)
