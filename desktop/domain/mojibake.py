"""Which text had its letters spoilt by an earlier program ("SÃ¸ren"), and what did it say?

The letters were written as UTF-8, two bytes each, and read as if every byte were a letter. That can be undone
exactly: the letters are turned back into bytes as that program would have, and the bytes are read as UTF-8. A
text is put right only when every sign of it goes that way and the outcome is made of letters a Danish list
can hold; any other text is left as it stands, sign for sign.
"""

from __future__ import annotations

import re

_MISREAD_AS = ("cp1252", "cp850", "cp437", "cp865", "mac_roman")
"""What programs in Danish offices take bytes for, the likeliest first."""

_DEEPEST = 3
"""So many programs in a row may have spoilt a text."""

_LETTERS = frozenset("æøåÆØÅ" + "éèêëóòôöõúùûüíìîïáàâäãçñýÿß" + "ÉÈÊËÓÒÔÖÕÚÙÛÜÍÌÎÏÁÀÂÄÃÇÑÝ" + "ðþÐÞœŒšŠžŽ")
_SIGNS = frozenset("–—‘’“”„…•·«»€£§°²³´½¼¾®©™ªº\u00a0\u00ad")
_FIRST_BYTE = re.compile("[ÃÂâ├┬√¬]")
"""How the first byte of our letters and signs is shown: a short look that spares most texts a long one."""
_COMMON = "æøåÆØÅéöüäÖÜÄÃÂ"
"""Letters whose spoilt look no Danish text has by itself; the last two are spoilt letters spoilt again."""


def _misread(sign: str, codec: str) -> str:
    """What a program shows that takes the bytes of a sign for letters of a code page."""
    return "".join(_sign(byte, codec) for byte in sign.encode())


def _sign(byte: int, codec: str) -> str:
    try:
        return bytes([byte]).decode(codec)
    except UnicodeDecodeError:
        return chr(byte)


_SPOILT = re.compile(
    "|".join(
        sorted({re.escape(_misread(sign, codec)) for sign in _COMMON for codec in (*_MISREAD_AS, "latin-1")})
    )
)


def repaired(text: str) -> str:
    """The text as it was before it was spoilt; the very same text when it was not, or not in a way we know.

    >>> repaired("SÃ¸ren"), repaired("K├©benhavn"), repaired("Søren"), repaired("São Paulo")
    ('Søren', 'København', 'Søren', 'São Paulo')
    """
    if text.isascii() or not _FIRST_BYTE.search(text):
        return text
    best, here = text, text
    for _ in range(_DEEPEST):
        once = next(filter(None, (_undone(here, codec) for codec in _MISREAD_AS)), "")
        if not once:
            break
        here = once
        if _is_readable(here):
            best = here
    return best


def is_spoilt(text: str) -> bool:
    """Whether the text can be put right."""
    return repaired(text) != text


def looks_spoilt(text: str) -> bool:
    """Whether a long text has signs that only spoilt letters have; not all of them can be put right."""
    return any(sign in text for sign in "Ã√├") and _SPOILT.search(text) is not None


def _undone(text: str, codec: str) -> str:
    """The bytes behind the text read as UTF-8; "" when they are not, or nothing would change."""
    try:
        read = b"".join(_byte(sign, codec) for sign in text).decode("utf-8")
    except UnicodeError:
        return ""
    return "" if read == text else read


def _byte(sign: str, codec: str) -> bytes:
    try:
        return sign.encode(codec)
    except UnicodeEncodeError:
        # Where Windows-1252 has no sign, programs show the control character of the same number; a program
        # that takes bytes for Latin-1 does it for all of them.
        if codec == "cp1252" and "\x80" <= sign <= "\x9f":
            return sign.encode("latin-1")
        raise


def _is_readable(text: str) -> bool:
    """Letters of the neighbourhood and common signs, at least one letter, and nothing still spoilt."""
    beyond = {sign for sign in text if not sign.isascii()}
    return bool(beyond & _LETTERS) and beyond <= _LETTERS | _SIGNS and not _SPOILT.search(text)
