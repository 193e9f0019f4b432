"""What does a spreadsheet show for a stored value? Identifiers as displayed, amounts in full.

Excel stores `00100200` as the number 100200 with the format `00000000`, and shows a 13-digit EAN number in a
General cell as `5,79801E+12` although all digits are there. What identifies is given as a person sees it or
would see it in a wide enough column; what counts (a fraction) is given in full and never rounded by its
format; a date is given as ISO, which reads the same in any language. Decimals stand behind a comma, as in a
Danish Excel.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

CellValue = str | int | float | bool | date | datetime | time | timedelta | None

_EXACT_DIGITS = 15
"""Excel keeps fifteen significant digits; what lies beyond is zeros or invented."""
_TRUE, _FALSE = "SAND", "FALSK"
"""As a Danish Excel shows them."""


def shown(value: CellValue, number_format: str = "General") -> str:
    """The text a person sees for a cell.

    Args:
        number_format: as Excel writes it, such as `00000000`, `#,##0.00` or `@`.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, (int, float)):
        return _shown_number(value, number_format)
    return _shown_time(value)


def _shown_time(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        if value.time() == time.min:
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat(sep=" ")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return str(value)


@dataclass(frozen=True, slots=True)
class _Pattern:
    """The first section of a number format.

    Attributes:
        whole: the placeholders before the decimal point with the signs between them, such as `000000-0000`.
        zeros: fewest digits shown before the decimal point.
        decimals: fewest digits shown behind it.
        percent: the value is shown times a hundred with a sign.
        divided: signs stand between the placeholders.
    """

    whole: str
    zeros: int
    decimals: int
    percent: bool
    divided: bool


_GENERAL = _Pattern("", 1, 0, percent=False, divided=False)
# Colours, conditions and locales in brackets, and the width of a sign that is left blank or repeated.
_UNSEEN = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
# General, scientific (1E+05) and fractions (# ?/?): the number itself says more than their signs.
_SHOWN_OTHERWISE = re.compile(r"general|e[+-]|[?#]\s*/", re.IGNORECASE)
# Few enough digits that binary storage takes none of them away.
_PLAIN_WHOLE = re.compile("[1-9][0-9]{0,13}|0")
_PLAIN_FRACTION = re.compile(r"-?(?:[1-9][0-9]{0,9}|0)\.[0-9]{0,3}[1-9]")
_PLACEHOLDERS = "0#?"
_BETWEEN_DIGITS = " -/.()+:"


@lru_cache(maxsize=1024)
def _pattern_of(number_format: str) -> _Pattern:
    section = _UNSEEN.sub("", _first_section(number_format))
    # Quoted signs become private characters, so that a quoted 0 is not taken for a placeholder.
    bare = _LITERAL.sub(
        lambda found: "".join(_as_literal(sign) for sign in found[1] or found[2] or ""), section
    )
    if not re.search("[0#?]", bare) or _SHOWN_OTHERWISE.search(bare):
        return _GENERAL
    whole, _, fraction = bare.partition(".")
    between = _signs_between_digits(whole)
    return _Pattern(
        whole=between,
        zeros=whole.count("0"),
        decimals=fraction.count("0"),
        percent="%" in bare,
        divided=bool(re.search("[^0#?]", between)),
    )


def changes_numbers(number_format: str) -> bool:
    """Whether a number looks otherwise in this format than in General; dates are not asked about."""
    pattern = _pattern_of(number_format)
    plain = pattern.zeros <= 1 and not pattern.decimals and not pattern.percent
    return not plain or pattern.divided


def fewest_digits(number_format: str) -> int:
    """Digits that a format fills whole numbers up to with zeros, when that is all it does; else 0."""
    pattern = _pattern_of(number_format)
    return 0 if pattern.percent or pattern.divided or pattern.decimals else pattern.zeros


def shown_plainly(raw: str, number_format: str) -> str | None:
    """What `shown` gives for a number as XLSX files spell it, for the spellings that need no arithmetic.

    Returns:
        None for every other spelling or format.
    """
    pattern = _pattern_of(number_format)
    if pattern.percent or pattern.divided:
        return None
    if _PLAIN_WHOLE.fullmatch(raw):
        return f"{raw},{'0' * pattern.decimals}" if pattern.decimals else raw.zfill(pattern.zeros)
    if _PLAIN_FRACTION.fullmatch(raw):
        whole, _, fraction = raw.partition(".")
        return f"{whole},{fraction.ljust(pattern.decimals, '0')}"
    return None


def _first_section(number_format: str) -> str:
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+', number_format)
    return parts[0] if parts else ""


def _as_literal(sign: str) -> str:
    # A quoted dot belongs to "kr." and must not be taken for the decimal point.
    return sign if sign in _BETWEEN_DIGITS and sign != "." else ""


def _signs_between_digits(whole: str) -> str:
    """The placeholders and what stands between them; a thousands comma and a currency go."""
    kept = "".join(sign for sign in whole if sign in _PLACEHOLDERS + _BETWEEN_DIGITS)
    found = re.search("[0#?](?:.*[0#?])?", kept)
    return found[0] if found else ""


def _shown_number(value: float, number_format: str) -> str:
    pattern = _pattern_of(number_format)
    if value != value or value in (float("inf"), float("-inf")):
        return "#NUM!"
    if pattern.percent:
        return _decimal_text(value * 100, pattern.decimals) + " %"
    if isinstance(value, int) or value.is_integer():
        digits = str(abs(int(value)))
        if len(digits) > _EXACT_DIGITS:
            return f"{value:.14E}".replace(".", ",")
        sign = "-" if value < 0 else ""
        if pattern.decimals:
            return f"{sign}{digits},{'0' * pattern.decimals}"
        digits = digits.zfill(pattern.zeros)
        return sign + (_filled_in(digits, pattern.whole) if pattern.divided else digits)
    return _decimal_text(value, pattern.decimals)


def shown_fraction(value: float) -> str:
    """What `shown` gives for a fraction in a General cell."""
    return _decimal_text(value, 0)


def _decimal_text(value: float, decimals: int) -> str:
    """A fraction in full, with at least so many decimals; 15 digits take off what binary storage added."""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.12f}".rstrip("0")
    whole, _, fraction = text.partition(".")
    fraction = fraction.ljust(decimals, "0")
    return f"{whole},{fraction}" if fraction else whole


def _filled_in(digits: str, whole: str) -> str:
    """Digits put into placeholders from the right, with the signs that stand between them."""
    result: list[str] = []
    left = list(digits)
    for sign in reversed(whole):
        if sign in _PLACEHOLDERS:
            if left:
                result.append(left.pop())
        elif left:
            result.append(sign)
    return "".join(left) + "".join(reversed(result))
