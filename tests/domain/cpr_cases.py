"""In which ways can a number be written? Made-up numbers and spellings for the tests of CPR numbers.

All numbers here were never issued: years 60–67 with a seventh digit 5–8 (born 1860–1867), numbers that fail
modulus 11 outside the known 1 Januaries, or replacement numbers made up for the test.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

TODAY = date(2025, 11, 20)
CANARY = "0101605003"
OTHER = "0202616013"
FULL_WIDTH = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}


def dashed(digits: str, separator: str = "-") -> str:
    return f"{digits[:6]}{separator}{digits[6:]}"


def apart(digits: str, between: str, last: str) -> str:
    return f"{digits[:2]}{between}{digits[2:4]}{between}{digits[4:6]}{last}{digits[6:]}"


def pairs(digits: str, separator: str) -> str:
    return separator.join(digits[start : start + 2] for start in range(0, 10, 2))


SPELLINGS: dict[str, Callable[[str], str]] = {
    "bare": lambda digits: digits,
    "hyphen": dashed,
    "space": lambda digits: dashed(digits, " "),
    "two spaces": lambda digits: dashed(digits, "  "),
    "no-break space": lambda digits: dashed(digits, "\u00a0"),
    "narrow no-break space": lambda digits: dashed(digits, "\u202f"),
    "tab": lambda digits: dashed(digits, "\t"),
    "line end": lambda digits: dashed(digits, "\n"),
    "hyphen at line end": lambda digits: dashed(digits, "-\r\n"),
    "dot": lambda digits: dashed(digits, "."),
    "slash": lambda digits: dashed(digits, "/"),
    "underscore": lambda digits: dashed(digits, "_"),
    "colon": lambda digits: dashed(digits, ": "),
    "en dash": lambda digits: dashed(digits, "\u2013"),
    "no-break hyphen": lambda digits: dashed(digits, "\u2011"),
    "minus sign": lambda digits: dashed(digits, "\u2212"),
    "soft hyphen": lambda digits: dashed(digits, "\u00ad"),
    "spaced hyphen": lambda digits: dashed(digits, " - "),
    "spaced en dash": lambda digits: dashed(digits, " \u2013 "),
    "full width": lambda digits: digits.translate(FULL_WIDTH),
    "full width hyphen": lambda digits: dashed(digits, "\uff0d").translate(FULL_WIDTH),
    "zero-width space": "\u200b".join,
    "word joiner": lambda digits: f"{digits[:6]}\u2060-\u2060{digits[6:]}",
    "UTF-16 read as Latin 1": lambda digits: "".join(f"{digit}\x00" for digit in digits),
    "date with hyphens": lambda digits: apart(digits, "-", "-"),
    "date with dots": lambda digits: apart(digits, ".", "-"),
    "date with slashes": lambda digits: apart(digits, "/", "-"),
    "date with spaces": lambda digits: apart(digits, " ", " "),
    "date and number": lambda digits: apart(digits, ".", " "),
    "date, dash, number": lambda digits: apart(digits, ".", " - "),
    "whole date": lambda digits: f"{digits[:2]}-{digits[2:4]}-18{digits[4:6]}-{digits[6:]}",
    "short date": lambda digits: f"{int(digits[:2])}.{int(digits[2:4])}.{digits[4:6]}-{digits[6:]}",
    "pairs": lambda digits: pairs(digits, " "),
    "pairs with hyphens": lambda digits: pairs(digits, "-"),
    "pairs with dots": lambda digits: pairs(digits, "."),
    "six, two, two": lambda digits: f"{digits[:6]} {digits[6:8]} {digits[8:]}",
    "two, two, six": lambda digits: f"{digits[:2]} {digits[2:4]} {digits[4:]}",
    "four, two, four": lambda digits: f"{digits[:4]} {digits[4:6]} {digits[6:]}",
    "float": lambda digits: f"{digits}.0",
    "number with its zero lost": lambda digits: str(int(digits)),
    "zero lost before the hyphen": lambda digits: f"{int(digits[:6])}-{digits[6:]}",
}

canaries = st.builds(
    lambda day, seventh, rest: f"{day:%d%m}6{day.year % 10}{seventh}{rest:03d}",
    st.dates(date(1860, 1, 1), date(1867, 12, 31)),
    st.integers(5, 8),
    st.integers(0, 999),
)
spellings = st.sampled_from(sorted(SPELLINGS))
quiet_text = st.text(st.characters(codec="utf-8", exclude_categories=["N"]), max_size=12)
