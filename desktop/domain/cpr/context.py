"""What stands around a number, and does it say that the number is a CPR number or something else?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

REACH = 25
"""How many characters to the left a word may stand from the number it names."""


class Said(Enum):
    """What the nearest word to the left says about a number.

    SOMETHING_ELSE: the word stands near; it outweighs ten bare digits but not a hyphen, because "Sag",
    "Ordre" and "Kunde" are where citizens are written too. ANOTHER_NUMBER: it stands right in front and names
    a kind of number that is never a citizen ("Fakturanr.", "Tlf.", "Varenr."), which outweighs a hyphen too.
    """

    NOTHING = 0
    CPR = 1
    SOMETHING_ELSE = 2
    ANOTHER_NUMBER = 3


# Another number or the line's end cuts off what stands before it, except a line that ends with a colon.
_CUT = re.compile(r"[\d\n](?:(?<=\d)\d|(?<=\n)(?<!:\n)(?<!:\s\n))")
# The words by which a number is told; regular expressions that begin with a letter and hold no line end, for
# what is cut off must not reach into one. Those at the beginning of a word only:
_CPR_WORDS = (
    r"borger(?!s?(?:service|center|gade|vej|hus|råd)) patient(?!s?(?:kontor|befordring|forsikring)) klient "
    r"beboer pensionist ydelsesmodtager vedr født foedt fødsels pers\.?[^\S\n]?n "
    r"sygesikrings-?n"
).split()
_OTHER_WORDS = (
    r"p-?[^\S\n]?(?:nr|nummer|enhed) p\.[^\S\n]?nr pnr tlf tel\b fax phone reg(?:\.|\b|[-\s]?nr|istr|ning) "
    r"fik\b fi- sag kunde vare art\. ean gln cvr iban swift order\b kr\b dkk\b eur\b beløb pris\b "
    r"s/n serie lot\b batch polic skade projekt po\b po- indkøb bestil tilbud rykker transakt medlem "
    r"abonnement løbe?-?n lbnr dok(?:ument)?\.?[^\S\n]?n måler install forsend pakke recept-?n terminal "
    r"bon-?n bon\b licens kort-?n matr isbn stregkode ydelses-?(?:n|kode) betaling account customer "
    r"purchase kørsels-?n ocr\b pbs\b fakt\b fak\. kto\b mob\b ord\. item deb\. kred\. lev\."
).split()
# And those that also end a longer word:
_CPR_ENDINGS = r"cpr person(?:-|[^\S\n])?(?:nr|num)".split()
_OTHER_ENDINGS = (
    r"s(?<!\ws)e(?:[-.]|[^\S\n])?(?:nr|nummer) produktionsenhed telefon mobil konto giro faktura invoice "
    r"bilag ordre rekv debitor kreditor leverandør aftale autorisation yder-?n kontrakt nota seddel sedler"
).split()


def _in_branches() -> str:
    """All those words, in one branch per first letter and in that one per second letter.

    So the search jumps from one possible first letter to the next, and seldom has more than the next letter
    to look at there; a lookbehind in front of the letter would make it try all words everywhere.
    """
    words = [(word, "[a-zæøå]") for word in _CPR_WORDS + _OTHER_WORDS]
    words += [(word, "") for word in _CPR_ENDINGS + _OTHER_ENDINGS]
    branches: dict[str, dict[str, list[str]]] = {}
    for word, not_behind in words:
        known = 2 if word[:2].isalpha() else 1
        guard = f"(?<!{not_behind}{word[:known]})" if not_behind else ""
        second = branches.setdefault(word[0], {}).setdefault(word[1:known], [])
        second.append(guard + word[known:])
    return "|".join(f"{first}(?:{_branch(seconds)})" for first, seconds in branches.items())


def _branch(rests: dict[str, list[str]]) -> str:
    return "|".join(f"{start}(?:{'|'.join(ends)})" for start, ends in rests.items())


# The last of these before the number decides, so that "kundens cpr" is a label and "borgers konto" is not.
_SIGNS = re.compile(_in_branches())
_CPR_SIGNS = (
    *("cpr", "pers", "sygesikring", "fødsels", "født", "foedt", "vedr"),
    *("borger", "patient", "klient", "beboer", "pensionist", "ydelsesmodtager"),
)
# Those that name nothing but the number itself, and so may stand on the line above it.
_HEADING_SIGNS = ("cpr", "person")
_REST_OF_HEADING = re.compile(r"(?:[-. ]?(?:nr|nummer|numre)|mer|re)?\.?\s*\n\s*")
# The commonest labels, for which nothing has to be searched: no other sign stands in one or reaches into it.
_CPR_ENDS = (
    *("cpr", "cpr ", "cpr:", "cpr: ", "cpr-nr. ", "cpr-nr.: ", "cpr-nr ", "cpr nr. ", "cpr.nr. ", "cprnr. "),
    *(" borger ", " borger: ", " vedr. ", " vedr "),
)

# Kinds of numbers that are never a citizen, each right in front of the digits with its "nr." or colon.
# Orders, requisitions, cases, customers and agreements are not among them: citizens are written there.
_NUMBER_WORD = r"(?:[-.]|[^\S\n])?(?:nr|nummer|numre|num|no)"
_ANOTHER_NUMBER = re.compile(
    r"(?:(?:faktura|fakt\.?|fak\.?|invoice|nota|seddel|vare|item|art\.?|bilags?|tilbuds?|konto|kto\.?|batch|lot|"
    rf"serie|cvr|gln|ean){_NUMBER_WORD}"
    rf"|(?<![a-zæøå])(?:(?:p|se){_NUMBER_WORD}|(?:tlf|tel|mob)\.?(?:{_NUMBER_WORD})?|vnr|fik|lot|batch|s/?n|fax|kto)"
    rf"|(?:telefon|mobil)(?:{_NUMBER_WORD})?|iban|konto|giro)[.:]{{0,2}}\s?$"
)
# Whatever else has its "nr." right in front. A journal's number and an ID may be a citizen's.
_SOME_NUMBER = re.compile(
    r"([a-zæøå]+)(?:[.-]{0,2}(?:nr|nummer|numre|num|kode)|[.-](?:no|id))[.:#]{0,2}\s{0,2}$"
)
_MAY_BE_CITIZENS = ("journal", "id")

_LIST_GAP = re.compile(r"[\s,;/&+|-]{1,4}|\s?(?:og|samt|and)\s", re.IGNORECASE)
_AMOUNT_AFTER = re.compile(
    r"(?:[.,]\d{3})*[.,]\d\d(?!\d)|[.,]\d{3}(?!\d)|,-|\s?(?:kr|dkk|eur)\b(?!\.?\s?\d)|\s?%", re.IGNORECASE
)
# "120345 1000 stk": an item number and how many.
_QUANTITY_AFTER = re.compile(
    r"\s?(?:st[kp]?|ml|mg|g|kg|cl|l|cm|mm|m|km|x|pk|pkt|pak\w*|tab\w*|kaps\w*|timer|min|dage|enheder|ie|%)\b"
    r"(?!\.?[^\W\d_])",
    re.IGNORECASE,
)
# The name of a file, a mail address.
_NAME_AFTER = re.compile(r"@|\.(?:pdf|xml|jpe?g|png|tiff?|docx?|xlsx?|csv|zip|dk|com)\b", re.IGNORECASE)
_LINK_BEFORE = re.compile(r"\.[a-z]{2,}\S*/$", re.IGNORECASE)
# "HMI-", "A", "REF": capitals right in front, and a capital right behind that begins no name.
_CODE_BEFORE = re.compile(r"(?<![^\W\d_])[A-ZÆØÅ]{1,4}-?$")
_CODE_AFTER = re.compile(r"[A-ZÆØÅ](?![a-zæøå])")
_AMOUNT = re.compile(
    r"(?:kr\.?|dkk)?\s?(?<!\d)\d{1,3}(?:\.?\d{3})*,\d\d(?!\d)(?:\s?(?:kr\.?|dkk))?", re.IGNORECASE
)
# Names between the numbers of a list that a word called CPR numbers.
_NAMES_GAP = re.compile(r"(?:[^\W\d_]|[\s,;:/&+()|.'-]){1,40}")
_FLOAT_AFTER = re.compile(r"\.0(?!\d)")
_LONGER_AFTER = re.compile(r"[-.,/+]\d")
_LONGER_BEFORE = re.compile(r"\d[-.,/]$")
# Country, two check digits and groups of four: the beginning of an IBAN.
_IBAN_BEFORE = re.compile(r"[A-Z]{2}\d\d(?: ?\d{4})* ?$")
_PHONE_OR_FIK_BEFORE = re.compile(r"(?:[+#]|\+\s?\d\d\s?<\s*)$")
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
    near = text[max(0, start - REACH) : start].lower()
    if near.endswith(_CPR_ENDS):
        return Said.CPR
    if _ANOTHER_NUMBER.search(near):
        return Said.ANOTHER_NUMBER
    last = None
    for last in _SIGNS.finditer(near):  # noqa: B007 - only the last one is wanted
        pass
    if last is not None and _CUT.search(near, last.end()) and not _is_heading(near, last):
        last = None
    numbered = _SOME_NUMBER.search(near, 0 if last is None else last.end())
    if numbered and not numbered[1].endswith(_MAY_BE_CITIZENS):
        return Said.SOMETHING_ELSE
    if last is None:
        return Said.NOTHING
    return Said.CPR if last[0].startswith(_CPR_SIGNS) else Said.SOMETHING_ELSE


def _is_heading(near: str, sign: re.Match[str]) -> bool:
    """Whether "CPR" or "Personnummer" ends its line and the number begins the next, as below a heading."""
    return sign[0].startswith(_HEADING_SIGNS) and bool(_REST_OF_HEADING.fullmatch(near, sign.end()))


def is_list_gap(between: str) -> bool:
    """Whether only a comma, an "og" or the like stands between two numbers."""
    return bool(_LIST_GAP.fullmatch(between))


def is_list_of_names(between: str) -> bool:
    """Whether only names and amounts stand between two numbers, and no word that names the second one."""
    names = _AMOUNT.sub("", between)
    return bool(_NAMES_GAP.fullmatch(names)) and not _SIGNS.search(names.lower())


def is_quantity(text: str, end: int) -> bool:
    """Whether a unit follows the digits that end there ("120345 1000 stk")."""
    return bool(_QUANTITY_AFTER.match(text, end))


# What may touch a number without making it a part of something longer. Anything not named here is looked at
# closely by `Neighbours`.
_SMALL = "abcdefghijklmnopqrstuvwxyzæøå"
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"
_LETTERS = _SMALL + _CAPITALS
# Capitals may be a code that the number is a part of.
_QUIET_BEFORE = frozenset(["", *_SMALL, *":;=()\"'_*|"])
_QUIET_BEFORE_SPACE = _QUIET_BEFORE | frozenset([*".,", *_CAPITALS])
# Without the first letters of "kr", "dkk" and "eur".
_QUIET_AFTER = frozenset(["", *_SMALL, *":;=()\"'_*|"]) - frozenset("kde")
_QUIET_AFTER_SPACE = (_QUIET_AFTER | frozenset([*"-.,/", *_CAPITALS])) - frozenset("KDE")
_OTHER_WORD_AFTER = re.compile(r"(?!(?:kr|dkk|eur)\b)[kde]", re.IGNORECASE)
# Small letters may be the ending of a file's name.
_QUIET_AFTER_STOP = frozenset(["", " ", "\n", *_CAPITALS])


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing in `Neighbours` but `is_inside_word` can be true of a number, by its nearest signs.

    A short cut: False says nothing. Two signs before the number are looked at, and five behind it.
    """
    before = text[start - 1] if start else ""
    if before == " ":
        if text[max(0, start - 2) : start - 1] not in _QUIET_BEFORE_SPACE:
            return False
    elif before not in _QUIET_BEFORE:
        return False
    after = text[end : end + 1]
    if after == " ":
        return text[end + 1 : end + 2] in _QUIET_AFTER_SPACE or bool(_OTHER_WORD_AFTER.match(text, end + 1))
    if after in (".", ","):
        return text[end + 1 : end + 2] in _QUIET_AFTER_STOP
    return after in _QUIET_AFTER


def is_inside_word(text: str, start: int, end: int) -> bool:
    """Whether a letter touches the number on either side."""
    return text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()


@dataclass(slots=True)  # not frozen: one is made per number found, and freezing doubles its cost
class Neighbours:
    """The characters that touch a number.

    Attributes:
        text: the whole text.
        start, end: where the number stands in it.
        follows_one: the number follows another possible CPR number in a list.
        next_one: where the next possible CPR number begins, or beyond the text's end.
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
        named = _NAME_AFTER.match(self.text, self.end) or self._has_before(_LINK_BEFORE)
        return bool(goes_on or named) or self._has_before(_LONGER_BEFORE)

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
        if self._has_before(_CODE_BEFORE) or _CODE_AFTER.match(self.text, self.end):
            return True
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
        counted = separator == " " and is_quantity(self.text, self.end)
        return bool(goes_on or counted) or self._has_before(before)

    def is_in_chain_of_pairs(self, separator: str) -> bool:
        """Five pairs among more pairs: phone numbers, dates, an EAN number. No label helps here."""
        before, after = self.text[max(0, self.start - 4) : self.start], self.text[self.end : self.end + 4]
        sign = re.escape(separator)
        return bool(re.search(rf"(?<!\d)\d\d{sign}$", before) or re.match(rf"{sign}\d\d(?!\d)", after))

    def _is_amount(self) -> bool:
        return self.next_one != self.end + 1 and bool(_AMOUNT_AFTER.match(self.text, self.end))

    def _has_before(self, pattern: re.Pattern[str]) -> bool:
        return not self.follows_one and bool(
            pattern.search(self.text, max(0, self.start - REACH), self.start)
        )
