"""What do the cells of a column look like, whatever its heading says?

Shares of the filled cells in a sample: how many are EAN numbers with a good check digit, how many have an @,
and so on. Three questions are answered from them: what the cells say they are (`points_at`), how well they
fit a field that the heading names (`fits`), and whether ten digits in this column are proved not to be CPR
numbers (`Proof`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop.domain import cpr
from desktop.domain.amounts import AmountError, parse_amount
from desktop.domain.characters import plain, visible
from desktop.domain.dates import DateError, parse_date
from desktop.domain.identifiers import Cvr, Ean, cvr, ean
from desktop.domain.imports import Field

SAMPLE = 400
_LENGTHS = (9, 10)
"""A CPR number has ten digits, or nine when a spreadsheet has taken its leading zero."""
_BEHIND_BIRTHDAY = 6
FEW = 5
"""With fewer filled cells than this the cells prove little, and a clear heading is believed."""
_TRUST_IN_FEW = 0.6

_THIRTEEN = re.compile(r"[1-9]\d{12}")
_EIGHT = re.compile(r"(?:DK)?([1-9]\d{7})", re.IGNORECASE)
_POSTAL = re.compile(r"(?:DK)?(\d{4})", re.IGNORECASE)
_CODE = re.compile(r"[\w./#-]*\d[\w./#-]*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_MONEY = re.compile(r"-?[\d. ]*\d,\d\d-?|-?[\d, ]*\d\.\d\d-?")
_WHOLE = re.compile(r"\d{1,7}(?:[.,]0{1,2})?")
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+?\d\d", re.IGNORECASE)
_HYPHENATED = re.compile(r"\d{6}-\d{4}")
_HYPHENATED_ALONE = re.compile(r"(?<![\w-])\d{6}-\d{4}(?![\w-])")
_NOW_AND_THEN = 0.02
_YES_NO = frozenset("ja nej j n yes no y x 0 1 sand falsk true false".split())
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Content:
    """Shares (0 to 1) of the filled cells of a column that look like this or that.

    Attributes:
        filled: filled cells in the sample.
        ean: 13 digits with a good check digit. long_number: 12 to 14 digits, or what is left of them.
        cvr: eight digits with a good check digit. eight: eight digits.
        cpr: a CPR number with a hyphen. ten: ten digits with a possible date of birth.
        naming: a hyphenated CPR number among words, or several.
        code: no spaces, at least one digit, at most 25 characters.
        different: different values per filled cell.
    """

    filled: int
    ean: float = 0.0
    long_number: float = 0.0
    cvr: float = 0.0
    eight: float = 0.0
    cpr: float = 0.0
    ten: float = 0.0
    naming: float = 0.0
    email: float = 0.0
    postal: float = 0.0
    date: float = 0.0
    amount: float = 0.0
    money: float = 0.0
    whole: float = 0.0
    code: float = 0.0
    words: float = 0.0
    digits: float = 0.0
    yes_no: float = 0.0
    different: float = 0.0


def content_of(values: Sequence[str]) -> Content:
    """What a column's cells look like; a long column is sampled evenly."""
    filled = [text for value in _sample(values) if (text := visible(plain(value)).strip(" \t\n'\""))]
    if not filled:
        return Content(0)
    packed = [_SPACES.sub("", text) for text in filled]

    def share(texts: list[str], test: Callable[[str], object]) -> float:
        return sum(1 for text in texts if test(text)) / len(texts)

    return Content(
        filled=len(filled),
        ean=share(packed, _is_ean),
        long_number=share(packed, lambda text: _SCIENTIFIC.fullmatch(text) or 11 < _digit_count(text) < 15),
        cvr=share(packed, _is_cvr),
        eight=share(packed, _EIGHT.fullmatch),
        cpr=share(packed, lambda text: _HYPHENATED.fullmatch(text) and cpr.classify_value(text)),
        ten=share(packed, lambda text: len(text) == 10 and cpr.is_possible(text)),
        naming=share(filled, _names_somebody),
        email=share(packed, lambda text: "@" in text[1:-1]),
        postal=share(packed, _is_postal),
        date=share(filled, _is_date),
        amount=share(filled, _is_amount),
        money=share(packed, _MONEY.fullmatch),
        whole=share(packed, _WHOLE.fullmatch),
        code=share(filled, lambda text: len(text) <= 25 and _CODE.fullmatch(text)),
        words=share(filled, lambda text: _LETTERS.search(text) and "@" not in text),
        digits=share(filled, lambda text: any(sign.isdigit() for sign in text)),
        yes_no=share(packed, lambda text: text.lower() in _YES_NO),
        different=len(set(filled)) / len(filled),
    )


def points_at(content: Content) -> tuple[tuple[Field, float], ...]:
    """The fields the cells themselves point at, with how strongly (0 to 1).

    An EAN number or a mail address is unmistakable and outweighs any heading; eight digits that pass the CVR
    check outweigh a weak one; ten bare digits that may be CPR numbers decide where the heading says nothing,
    and so does a column of words that names citizens now and then;
    four digits between 0800 and 9990 may be many things and are no answer by themselves.
    """
    found: list[tuple[Field, float]] = []
    if content.ean >= 0.6:
        found.append((Field.EAN, 0.95))
    if content.email >= 0.6:
        found.append((Field.EMAIL, 0.95))
    if content.cpr >= 0.6:
        found.append((Field.CPR, 0.7))
    elif content.ten >= 0.9 and content.filled >= FEW:
        found.append((Field.CPR, 0.42))
    if content.cvr >= 0.6:
        found.append((Field.CVR, 0.8))
    if content.postal >= 0.9 and content.filled >= FEW and content.date < 0.5:
        found.append((Field.POSTAL_CODE, 0.3))
    trust = 1.0 if content.filled >= FEW else _TRUST_IN_FEW
    told = [(field, trust * strength) for field, strength in found]
    if content.naming >= _NOW_AND_THEN or content.cpr >= 0.6:
        # One citizen among the words is telling enough, however few cells there are; and a second column of
        # CPR numbers is looked through like a text.
        told.append((Field.TEXT, 0.4))
    return tuple(told)


_FIT: dict[Field, Callable[[Content], float]] = {
    Field.SUPPLIER_NO: lambda c: c.code - 0.8 * c.money - c.date * (c.eight < 0.5),
    Field.NAME: lambda c: c.words,
    Field.NAME_2: lambda c: max(c.words, 0.7),
    Field.CVR: lambda c: max(c.eight, 0.5 * c.ten),
    Field.EAN: lambda c: c.long_number,
    Field.ADDRESS: lambda c: max(c.words, 0.5 * c.digits),
    Field.ADDRESS_2: lambda c: max(c.words, 0.5 * c.digits),
    Field.POSTAL_CODE: lambda c: max(c.postal, 0.9 * c.digits),
    Field.CITY: lambda c: c.words,
    Field.EMAIL: lambda c: c.email,
    Field.PHONE: lambda c: c.digits,
    Field.TRADE_CODE: lambda c: c.digits,
    Field.ACCOUNT: lambda c: max(c.digits, 0.5),
    Field.INVOICE_COUNT: lambda c: c.whole,
    Field.AMOUNT: lambda c: c.amount,
    Field.INVOICE_NO: lambda c: max(c.code - 0.8 * c.money, 0.9 * c.digits - c.money),
    Field.ISSUE_DATE: lambda c: c.date,
    Field.KIND: lambda c: 1.0 if c.different < 0.3 or c.filled < 20 else 0.4,
    Field.CPR: lambda c: max(c.cpr, c.ten, 0.7 * c.code * (c.words < 0.5)),
    Field.CITIZENS: lambda c: c.whole,
    Field.COLLECTIVE: lambda c: max(c.yes_no, 0.5),
    Field.MATCHES: lambda c: c.code,
}
_LEAST_FIT = 0.3


def fits(content: Content, field: Field) -> float:
    """How well the cells fit a field, 0 to 1; an empty column neither fits nor misfits."""
    test = _FIT.get(field)
    if test is None:
        return 1.0
    if content.filled == 0:
        return 0.8
    least = 0.6 if content.filled < FEW else _LEAST_FIT
    return min(1.0, max(least, test(content)))


class Proof:
    """Tells which bare digits in a column are proved to be something else than CPR numbers.

    Municipal ledgers do have private creditors whose number is their CPR number, among thousands of others.
    What proves a number harmless is its neighbours: a CPR number begins with a birthday, and birthdays are
    spread over the year, while numbers given out in order begin alike. So digits are trusted when at least
    twenty numbers, and one in twenty of their length, begin with the same would-be birthday.
    """

    FEWEST = 20
    LEAST_SHARE = 0.05

    def __init__(self, values: Iterable[str]) -> None:
        """Look at a column's cells."""
        bare = {text for value in values if (text := value.strip()).isascii() and text.isdigit()}
        lengths = Counter(map(len, bare))
        birthdays = Counter((len(text), text[:-_BEHIND_BIRTHDAY]) for text in bare if len(text) in _LENGTHS)
        self._proved = {
            begin
            for begin, count in birthdays.items()
            if count >= self.FEWEST and count >= self.LEAST_SHARE * lengths[begin[0]]
        }

    def covers(self, text: str) -> bool:
        """Whether this value is digits that the column proves harmless."""
        return (len(text), text[:-_BEHIND_BIRTHDAY]) in self._proved and text.isascii() and text.isdigit()


def _sample(values: Sequence[str]) -> Sequence[str]:
    filled = [value for value in values if value]
    step = max(1, len(filled) // SAMPLE)
    return filled[::step][:SAMPLE]


def _digit_count(text: str) -> int:
    return len(text) if text.isdigit() else sum(sign.isdigit() for sign in text)


def _names_somebody(text: str) -> bool:
    found = _HYPHENATED_ALONE.findall(text)
    return bool(len(found) > 1 or (found and _LETTERS.search(text))) and any(map(cpr.classify_value, found))


def _is_ean(packed: str) -> bool:
    return bool(_THIRTEEN.fullmatch(packed)) and ean.has_valid_check_digit(Ean(packed))


def _is_cvr(packed: str) -> bool:
    found = _EIGHT.fullmatch(packed)
    return found is not None and cvr.has_valid_check_digit(Cvr(found[1]))


def _is_postal(packed: str) -> bool:
    found = _POSTAL.fullmatch(packed)
    return found is not None and "0800" <= found[1] <= "9990"


def _is_date(text: str) -> bool:
    # Five digits may be a day count, but far more often they are not.
    if len(text) < 6:
        return False
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def _is_amount(text: str) -> bool:
    for mark in (",", "."):
        try:
            parse_amount(text, decimal=mark)
        except AmountError:
            continue
        return True
    return False
