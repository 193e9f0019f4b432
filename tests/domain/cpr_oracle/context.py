"""What stands around a number, and does it say that the number is a CPR number or something else?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_REACH = 25
"""How many characters to the left a word may stand from the number it names."""


class Said(Enum):
    """What the nearest word to the left says about a number."""

    NOTHING = 0
    CPR = 1
    SOMETHING_ELSE = 2


# Another number or the line's end cuts off what stands before it, except a line that ends with a colon.
_CUT = re.compile(r".*(?:\d\d|(?<!:)(?<!:\s)\n)", re.DOTALL)
# The last of these before the number decides, so that "kundens cpr" is a label and "borgers konto" is not.
_SIGNS = re.compile(
    r"""
      (?P<cpr>cpr|person[-\s]?(?:nr|nummer)
        |(?<![a-zæøå])(?:borger|patient|klient|ydelsesmodtager|vedr|født|foedt))
    | (?:
        (?<![a-zæøå])(?:p-?\s?(?:nr|nummer|enhed)|p\.\s?nr|pnr|tlf|tel\b|fax|phone|reg(?:\.|\b|[-\s]?nr|istr|ning)
            |fik\b|fi-|sag|kunde|vare|art\.|ean|gln|cvr|iban|swift|order\b|kr\b|dkk\b|eur\b|beløb|pris\b)
        |\bse[-\s.]?(?:nr|nummer)|produktionsenhed|telefon|mobil|konto|giro|faktura|invoice|bilag|ordre|rekv
        |debitor|kreditor|leverandør|aftale|autorisation|yder-?n
      )
    """,
    re.VERBOSE,
)

_LIST_GAP = re.compile(r"[\s,;/&+|-]{1,4}|\s?(?:og|samt|and)\s", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    r"(?:[.,]\d{3})*[.,]\d\d(?!\d)|[.,]\d{3}(?!\d)|,-|\s?(?:kr|dkk|eur)\b", re.IGNORECASE
)
_FLOAT_AFTER = re.compile(r"\.0(?!\d)")
_LONGER_AFTER = re.compile(r"[-.,/+]\d")
_LONGER_BEFORE = re.compile(r"\d[-.,/]$")
# Country, two check digits and groups of four: the beginning of an IBAN.
_IBAN_BEFORE = re.compile(r"[A-Z]{2}\d\d(?: ?\d{4})* ?$")
_PHONE_OR_FIK_BEFORE = re.compile(r"(?:\+|7[135]#|\+\s?\d\d\s?<\s*)$")
_BRANCH_BEFORE = re.compile(r"(?<!\d)\d{4}[ -]$")
# More groups by the same separator. A single digit or three digits apart by a space are a quantity or a
# price.
_GROUP_BEFORE = {
    " ": re.compile(r"(?<!\d)(?:\d\d|\d{4})[ \t]$"),
    **{sign: re.compile(rf"\d{re.escape(sign)}$") for sign in "-./"},
}
_GROUP_AFTER = {
    " ": re.compile(r"[ \t](?:\d\d|\d{4})(?![\d.,])"),
    **{sign: re.compile(rf"{re.escape(sign)}\d") for sign in "-./"},
}
_UUID_AFTER = re.compile(r"-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def said_before(text: str, start: int) -> Said:
    """What the nearest telling word left of `start` says."""
    near = text[max(0, start - _REACH) : start].lower()
    cut = _CUT.match(near)
    said = Said.NOTHING
    for sign in _SIGNS.finditer(near, cut.end() if cut else 0):
        said = Said.CPR if sign["cpr"] else Said.SOMETHING_ELSE
    return said


def is_list_gap(between: str) -> bool:
    """Whether only a comma, an "og" or the like stands between two numbers."""
    return bool(_LIST_GAP.fullmatch(between))


@dataclass(slots=True)  # not frozen: one is made per number found, and freezing doubles its cost
class Neighbours:
    """The characters that touch a number.

    Attributes:
        text: the whole text.
        start, end: where the number stands in it.
        follows_one: the number follows another possible CPR number in a list.
        next_one: where the next possible CPR number begins, or the text's end.
        labelled: the number is called a CPR number, which outweighs what merely touches it.
    """

    text: str
    start: int
    end: int
    follows_one: bool
    next_one: int
    labelled: bool

    def is_in_longer_number(self) -> bool:
        """Bare digits that go on behind a dot, comma, slash or hyphen, or that are an amount."""
        if _FLOAT_AFTER.match(self.text, self.end):
            return False
        if self._is_amount():
            return True
        if self.labelled:
            return False
        goes_on = _LONGER_AFTER.match(self.text, self.end) and self.next_one != self.end + 1
        return bool(goes_on) or self._has_before(_LONGER_BEFORE)

    def is_in_account(self) -> bool:
        """Digits behind "+" (phone), a branch number (bank account), an IBAN's or a FIK line's beginning."""
        if self.labelled:
            return False
        return (
            self._has_before(_PHONE_OR_FIK_BEFORE)
            or self._has_before(_BRANCH_BEFORE)
            or self._has_before(_IBAN_BEFORE)
        )

    def is_in_longer_code(self) -> bool:
        """A hyphenated number that is the middle of something with more hyphens, such as a UUID."""
        if _UUID_AFTER.match(self.text, self.end):
            return True
        if self.labelled:
            return False
        before = self.text[max(0, self.start - 2) : self.start]
        after = self.text[self.end : self.end + 2]
        return (before[-1:] == "-" and before[:1].isdigit() and not self.follows_one) or (
            after[:1] == "-" and after[1:].isdigit() and self.next_one != self.end + 1
        )

    def is_in_digit_groups(self, separator: str) -> bool:
        """A number in groups that has more groups of the same kind on either side."""
        if self._is_amount():
            return True
        if self.labelled:
            return False
        before, after = _GROUP_BEFORE[separator.strip() or " "], _GROUP_AFTER[separator.strip() or " "]
        goes_on = after.match(self.text, self.end) and self.next_one != self.end + 1
        return bool(goes_on) or self._has_before(before)

    def is_in_chain_of_pairs(self, separator: str) -> bool:
        """Five pairs among more pairs: phone numbers, dates, an EAN number. No label helps here."""
        before, after = self.text[max(0, self.start - 4) : self.start], self.text[self.end : self.end + 4]
        sign = re.escape(separator)
        return bool(re.search(rf"(?<!\d)\d\d{sign}$", before) or re.match(rf"{sign}\d\d(?!\d)", after))

    def is_inside_word(self) -> bool:
        """Whether a letter touches the number on either side."""
        return (
            self.text[self.start - 1 : self.start].isalpha() or self.text[self.end : self.end + 1].isalpha()
        )

    def _is_amount(self) -> bool:
        return self.next_one != self.end + 1 and bool(_AMOUNT_AFTER.match(self.text, self.end))

    def _has_before(self, pattern: re.Pattern[str]) -> bool:
        return not self.follows_one and bool(
            pattern.search(self.text, max(0, self.start - _REACH), self.start)
        )
