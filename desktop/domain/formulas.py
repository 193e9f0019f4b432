"""Which texts would a spreadsheet run as a formula, and how are they kept from it without losing a letter?

A guarded text has an apostrophe in front (OWASP ASVS 5, 1.2.10). A text that looks guarded already gets one
more, so that taking one away always gives back what there was.
"""

from __future__ import annotations

# The last four are full-width = + - @, which some spreadsheets take for the ordinary ones.
_STARTS = tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")
_GUARD = "'"


def runs(text: str) -> bool:
    """Whether a spreadsheet may take the text for a formula, also when it drops blanks in front.

    >>> runs("=1+1"), runs(" +45"), runs("A/S =")
    (True, True, False)
    """
    return text.startswith(_STARTS) or text.lstrip().startswith(_STARTS)


def guarded(text: str) -> str:
    """The text as it stands in a file that a spreadsheet opens.

    >>> guarded("=1+1"), guarded("'=1+1"), guarded("'s-Hertogenbosch")
    ("'=1+1", "''=1+1", "'s-Hertogenbosch")
    """
    return _GUARD + text if runs(text.lstrip(_GUARD)) else text


def unguarded(text: str) -> str:
    """What was guarded.

    >>> unguarded("'=1+1"), unguarded("''=1+1"), unguarded("'s-Hertogenbosch")
    ('=1+1', "'=1+1", "'s-Hertogenbosch")
    """
    return text[1:] if text.startswith(_GUARD) and runs(text.lstrip(_GUARD)) else text
