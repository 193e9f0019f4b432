"""Which encoding is this text in? A mark, strict UTF-8, then the candidate that gives Danish words.

General detectors count letters of many languages and get Danish wrong: in code page 850 the bytes of "æøå"
are quotes and daggers of Windows-1252. So the candidates are tried, and their letters judged in their words.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from desktop.domain.mojibake import looks_spoilt

CANDIDATES = ("cp1252", "cp850", "cp865", "mac_roman")
"""What Danish systems write when they do not write Unicode, the likeliest first: it wins a tie."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 256_000
_BLOCK = 1 << 20
_HIGH_BYTES = bytes(range(0x80, 0x100))
_LINE_WITH_HIGH_BYTES = re.compile(rb"[^\r\n\x80-\xff]{0,400}[\x80-\xff][^\r\n]{0,400}")
# 0xC0 and 0xC1 begin letters that are written longer than UTF-8 allows; other encodings have no such pairs.
_UTF8_LETTER = re.compile(rb"[\xc0-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}")
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_FEWEST_CONTROLS, _MOST_CONTROLS = 16, 0.01


class NotText(ValueError):
    """The bytes are no text in any encoding we know."""


class UnknownEncoding(ValueError):
    """The encoding a person named does not exist, or does not fit the file."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text is to be read; bytes that do not fit become U+FFFD.

    Attributes:
        codec: the codec's name.
        guessed: another encoding is possible: a person should look at the letters.
        mojibake: the text was spoilt before it came here ("Ã¸" for "ø").
    """

    codec: str
    guessed: bool = False
    mojibake: bool = False


def find_encoding(data: bytes, told: str = "") -> Encoding:
    """The encoding of a text.

    Args:
        told: what a person decided; "" to find it.

    Raises:
        NotText: no text at all.
        UnknownEncoding: the encoding told does not exist or leaves bytes unread.
    """
    if told:
        return _as_told(data, told)
    found = _by_mark(data) or _utf16_without_mark(data) or _utf8(data) or _best_candidate(data)
    if _is_full_of_controls(data, found.codec):
        raise NotText
    return found


def _as_told(data: bytes, told: str) -> Encoding:
    try:
        spoilt = _has_mojibake(data, told)
        codec = codecs.lookup(told).name
    except (LookupError, UnicodeError, TypeError):
        raise UnknownEncoding from None
    # A mark at the beginning belongs to no cell.
    marked = codec == "utf-8" and data.startswith(codecs.BOM_UTF8)
    return Encoding("utf-8-sig" if marked else codec, mojibake=spoilt)


def _decoded(data: bytes, codec: str) -> Iterator[str]:
    """The text in pieces.

    Raises:
        UnicodeError: a byte does not fit.
        LookupError: there is no such codec, or it is not one for text.
    """
    # Refuses codecs that are not for text (base64); an empty string would be let through.
    b"\x00\x00\x00\x00".decode(codec, "replace")
    decoder = codecs.getincrementaldecoder(codec)("strict")
    view = memoryview(data)
    for start in range(0, len(data), _BLOCK):
        yield decoder.decode(view[start : start + _BLOCK], final=start + _BLOCK >= len(data))


def _by_mark(data: bytes) -> Encoding | None:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            try:
                spoilt = _has_mojibake(data, codec)
            except UnicodeError:
                return Encoding(codec, guessed=True)
            return Encoding(codec, mojibake=spoilt)
    return None


def _utf16_without_mark(data: bytes) -> Encoding | None:
    """Every other byte of Western text in UTF-16 is zero; a hole of zeros in a file is not like that."""
    half = len(data) // 2
    if half < 2 or b"\x00" not in data:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    for zeros, others, codec in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.7 * half and others < 0.05 * half:
            return Encoding(codec, guessed=True)
    return None


def _utf8(data: bytes) -> Encoding | None:
    """UTF-8, strictly, or with a few broken bytes among many good ones."""
    try:
        return Encoding("utf-8", mojibake=_has_mojibake(data, "utf-8"))
    except UnicodeError:
        sample = _lines_with_high_bytes(data)
        high = len(sample) - len(sample.translate(None, _HIGH_BYTES))
        in_letters = sum(map(len, _UTF8_LETTER.findall(sample)))
        if in_letters < 6 or in_letters < 0.9 * high:
            return None
        return Encoding("utf-8", guessed=True)


def _has_mojibake(data: bytes, codec: str) -> bool:
    found = False
    for text in _decoded(data, codec):
        found = found or looks_spoilt(text)
    return found


def _best_candidate(data: bytes) -> Encoding:
    sample = _lines_with_high_bytes(data)
    texts = {candidate: sample.decode(candidate, "replace") for candidate in CANDIDATES}
    scores = {candidate: _danishness(text) for candidate, text in texts.items()}
    best = max(CANDIDATES, key=lambda candidate: scores[candidate])
    guessed = best != CANDIDATES[0] or scores[best] <= 0 or "\ufffd" in texts[best]
    return Encoding(best, guessed=guessed, mojibake=looks_spoilt(texts[best]))


def _lines_with_high_bytes(data: bytes) -> bytes:
    """The lines that tell encodings apart, up to a sample's size."""
    taken: list[bytes] = []
    size = 0
    for found in _LINE_WITH_HIGH_BYTES.finditer(data):
        taken.append(found[0])
        size += len(found[0])
        if size > _SAMPLE:
            break
    return b"\n".join(taken)


_DANISH = "æøåÆØÅ"
_HARMLESS = "–—’‘“”…·•°§€£´½¼¾²³×©®™«»µ\u00a0\u00ad"


def _danishness(text: str) -> int:
    """How much the letters outside ASCII look like Danish words: their kind, their neighbours, their case."""
    score = 0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        start = found.start()
        before, after = text[start - 1 : start], text[start + 1 : start + 2]
        score += _letter_score(found[0], before=before, after=after)
    return score


def _letter_score(sign: str, *, before: str, after: str) -> int:
    inside = before.isalpha() or after.isalpha()
    if sign in _DANISH:
        score = 3 if inside else 1
        return score - 4 if sign.isupper() and before.islower() else score
    kind = unicodedata.category(sign)
    if kind.startswith("L"):
        return -3 if sign.isupper() and before.islower() else 1 if inside else -1
    if kind == "Cc" or sign == "\ufffd":
        return -8
    if before.isalpha() and after.isalpha() and sign != "’":
        return -4
    return 0 if sign in _HARMLESS else -2


def _is_full_of_controls(data: bytes, codec: str) -> bool:
    """Whether more characters than typing slips explain are control characters; zeros do not count."""
    # Four bytes are the widest character, so both pieces begin with a whole one.
    middle = max(len(data) // 8 * 4, _BLOCK)
    sample = (data[:_BLOCK] + data[middle : middle + _BLOCK]).decode(codec, "replace")
    controls = len(_CONTROL.findall(sample))
    return controls >= _FEWEST_CONTROLS and controls > _MOST_CONTROLS * len(sample)
