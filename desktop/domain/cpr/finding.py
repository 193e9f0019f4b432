"""Which CPR numbers does a text name, and how sure is that? The narrow net, used for counting citizens.

Every ten-digit number with a real date of birth gets a score. Separators say most (0.9 with a hyphen, 0.97
when modulus 11 or a known 1 January agrees); bare digits start at 0.5 and move by what speaks for and against
them within 25 characters to the left. From 0.6 a number counts as a citizen, from 0.4 it is worth a look.

The words stand *left of the number*, not anywhere in the document: every invoice holds the word "faktura".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop.domain.characters import PLAIN_SIGNS, plain, readable, visible
from desktop.domain.cpr import context
from desktop.domain.cpr.context import REACH, Said
from desktop.domain.cpr.numbers import birth_day, is_possible, is_replacement
from desktop.domain.cpr.parts import DAYS, TAILS, YEARS, Day, Year
from desktop.domain.identifiers import PNumber, p_number

COUNTS_FROM = 0.6
"""The score from which a mention counts as a citizen."""
POSSIBLE_FROM = 0.4
"""The score from which a mention is shown as a possible CPR number; below it nothing is reported."""

# Scores in hundredths, so that 0.35 + 0.25 is 0.6 and not a little less.
_REPORTED_FROM = int(100 * POSSIBLE_FROM)
_HYPHENATED, _HYPHENATED_CONFIRMED = 90, 97
_UNHYPHENATED = 50
_CONFIRMED, _LABELLED, _DENIED, _CHILD = 25, 25, -50, -30
# Replacement numbers count when a hyphen or a label says so, and never on ten bare digits alone.
_FOR_REPLACEMENT = -15
# Ten digits inside a word are an article number more often than a person.
_INSIDE_WORD = -25
_ADULT_YEARS = 18
# Nobody alive was born earlier, and agreement numbers such as "1007867103" read as dates of the 1880s.
_EARLIEST_BIRTH_YEAR = 1905

_DAY = r"[0-36-9](?<!\d[0-36-9])(?:(?<=0)[1-9]|(?<=[1278])\d|(?<=3)[01]|(?<=6)[1-9]|(?<=9)[01])"
# The leading class instead of a leading lookbehind lets `re` search fast; \b would miss "CPR0101…".
_LOOSE = r"[ \t]{2,3}|[ \t]?\r?\n[ \t]?|[_:] ?|--"
"""Separators that make one number of two groups only where a word says so."""
_IS_LOOSE = re.compile(_LOOSE)
_CANDIDATE = re.compile(
    _DAY + r"(?P<inner>[-./ ]?)(?:0[1-9]|1[0-2])(?P=inner)\d\d"
    r"(?P<last> ?[-./] ?|-[ \t]*\r?\n[ \t]*|[ \t]?|" + _LOOSE + r")(?:\d{4}|\d\d(?P=inner)\d\d)(?!\d)",
    re.ASCII,
)
# A date of birth without its zeros or with its century ("1.1.45-1234", "01011945-1234"), with a hyphen.
_WRITTEN_OUT = re.compile(
    r"\d(?<!\d\d)(?<!\d[./-]\d)(?:(?P<day>\d?)(?P<a>[./-])(?P<month>[01]?\d)[./-](?P<year>(?:18|19|20)?\d\d)"
    r"|(?P<whole>\d{3}(?:18|19|20)\d\d)) ?- ?(?P<serial>\d{4})(?![\d-])",
    re.ASCII,
)
# Ten digits no further apart than in a candidate; refuses most texts in a third of the time.
_TEN_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,3}+[0-9]){9}")
_NOT_DIGITS = re.compile(r"[^0-9]+")
_DIGIT = re.compile(r"\d")
# The usual text: one number in a usual spelling by its parts, or one that is too short or long, or none.
# Group 4 is there when no other digit follows, group 5 when one does.
_USUAL = re.compile(
    rf"[{PLAIN_SIGNS}]*+(?:([0-9]{{6}})([- ]?)([0-9]{{4}})(?![0-9])"
    rf"(?:[{PLAIN_SIGNS}]*+()\Z|[{PLAIN_SIGNS}0-9]*+()\Z)|[0-9]*+[{PLAIN_SIGNS}]*+\Z)"
)
_ANOTHER_FOLLOWS = 5
_as_usual = _USUAL.match
_UNITS_BEGIN = frozenset("smgkclxptdeiSMGKCLXPTDEI%")


class Form(StrEnum):
    """How a number was written. REPLACEMENT: a replacement number, however it was written."""

    HYPHENATED = "hyphenated"
    SEPARATED = "separated"
    BARE = "bare"
    REPLACEMENT = "replacement"


# Looked up once: a member of an enumeration costs a look into its class each time.
_HYPHEN, _SEPARATED, _BARE, _REPLACED = Form.HYPHENATED, Form.SEPARATED, Form.BARE, Form.REPLACEMENT
_SAID_CPR, _SAID_NOTHING, _SAID_ANOTHER = Said.CPR, Said.NOTHING, Said.ANOTHER_NUMBER
_FORM_BY_GAP = {"": _BARE, "-": _HYPHEN, " ": _SEPARATED}


class Mention(NamedTuple):  # a tuple, because one is made per number found, and freezing doubles its cost
    """One CPR number in a text. The digits stay in memory and out of `repr`.

    Attributes:
        digits: ten digits; hand them to `PersonHasher` and drop the mention.
        score: 0.4 to 1, how sure it is that this is a CPR number.
        form: how it was written.
        labelled: a word such as "cpr" or "borger" stands in front of it.
        start, end: where it stands in the text that was searched.
    """

    digits: str
    score: float
    form: Form
    labelled: bool
    start: int
    end: int

    @property
    def counts(self) -> bool:
        """Whether it is sure enough to be counted as a citizen."""
        return self.score >= COUNTS_FROM

    def __repr__(self) -> str:
        return f"Mention(score={self.score}, form={self.form!r}, start={self.start}, end={self.end})"


_new_mention = tuple.__new__
"""Half the cost of calling the class, whose `__new__` is made in Python."""


@dataclass(slots=True)  # not frozen: one is made per number found, and freezing doubles its cost
class _Candidate:
    """Ten digits with a possible date, before anything around them was looked at."""

    digits: str = field(repr=False)
    form: Form
    in_pairs: bool
    last: str
    start: int
    end: int


def find_in_text(text: str, *, today: date) -> tuple[Mention, ...]:
    """Every CPR number the text names, in order; the same number twice gives two mentions.

    Args:
        text: free text. Numbers in elements made for CPR numbers go to `classify_value` instead.
        today: nobody is born after it, and children seldom have invoices for health supplements.
    """
    usual = _as_usual(text)
    if usual is not None:
        if usual.lastindex is None:
            return ()
        found = _only_mention(usual, text, today)
        if found is not None:
            return found
    shown, positions = readable(text)
    candidates = _candidates(shown, today)
    if not candidates:
        return ()
    mentions = _weighed(shown, candidates, today)
    if positions is None:
        return tuple(mentions)
    return tuple(
        Mention(m.digits, m.score, m.form, m.labelled, positions[m.start], positions[m.end - 1] + 1)
        for m in mentions
    )


def _only_mention(usual: re.Match[str], text: str, today: date) -> tuple[Mention, ...] | None:
    """The mentions of a text whose first number is written in a usual way and has nothing against it.

    A short cut: what most texts come to by the rules below, without weighing the number among others.

    Returns:
        None when the long way has to be gone.
    """
    born, gap, serial = usual.group(1, 2, 3)
    start, end = usual.start(1), usual.end(3)
    # Another number may begin in what follows the gap of this one.
    if usual.lastindex == _ANOTHER_FOLLOWS and (
        _TEN_DIGITS.search(text, end - 4 if gap else end) or _WRITTEN_OUT.search(text, end)
    ):
        return None
    # Two groups of digits are an item and a quantity as often: what follows must be looked at.
    if gap == " " and text[end : end + 2].lstrip()[:1] in _UNITS_BEGIN and context.is_quantity(text, end):
        return None
    digits = born + serial
    day, year = DAYS.get(digits[:4]), YEARS[digits[4:7]]
    if day is None or (day.leap and not year.leap):
        return ()
    left, right = text[start - REACH if start > REACH else 0 : start], text[end : end + _SIGNS_BEHIND]
    said, quiet, inside = _BEFORE.get(left) or _before(left)
    quiet_behind, inside_behind = _BEHIND.get(right) or _behind(right)
    if not (quiet and quiet_behind):
        return None
    if year.year >= today.year and _is_after(digits, year.year, today):
        return ()
    form = _FORM_BY_GAP[gap]
    score = _score(digits, day, year, form, said, inside or inside_behind, today)
    if score < _REPORTED_FROM:
        return ()
    shown_as = _REPLACED if day.replacement else form
    return (_new_mention(Mention, (digits, score / 100, shown_as, said is _SAID_CPR, start, end)),)


_MOST_REMEMBERED = 1 << 16
_BEFORE: dict[str, tuple[Said, bool, bool]] = {}
"""By the signs left of a number: what they say, whether nothing in them can make the number a part of
something longer, whether a letter touches it. The same labels come again and again, and have no digits."""
_BEHIND: dict[str, tuple[bool, bool]] = {}
"""The same by the signs right of it. Signs with digits are not kept, so nobody's number is."""
_SIGNS_BEHIND = 5


def _before(left: str) -> tuple[Said, bool, bool]:
    end = len(left)
    quiet, inside = context.stands_alone(left, end, end), context.is_inside_word(left, end, end)
    if len(_BEFORE) >= _MOST_REMEMBERED:
        _BEFORE.clear()
    found = _BEFORE[left] = (context.said_before(left, end), quiet, inside)
    return found


def _behind(right: str) -> tuple[bool, bool]:
    found = (context.stands_alone(right, 0, 0), context.is_inside_word(right, 0, 0))
    if not _DIGIT.search(right):
        if len(_BEHIND) >= _MOST_REMEMBERED:
            _BEHIND.clear()
        _BEHIND[right] = found
    return found


def classify_value(text: str) -> str | None:
    """The ten digits of a CPR number in a place made for one (scheme DK:CPR or 0237, ARR with type 130).

    Separators, a spreadsheet's ".0" and a lost leading zero are mended. Returns None when what stands there
    is no CPR number at all; a name behind the number is for `find_in_text`.
    """
    bare = _NAMED.sub("", visible(plain(text)).strip(" \t\n'\"="), count=1)
    digits = _SPACING.sub("", _FLOAT_TAIL.sub("", bare))
    if len(digits) == 9:
        digits = "0" + digits
    return digits if is_possible(digits) else None


_NAMED = re.compile(r"0237[: ]|(?:DK:)?CPR(?:[-. ]?(?:nr|nummer))?[.: ]*", re.IGNORECASE)
_FLOAT_TAIL = re.compile(r"(?<=\d)[.,]0$")
_SPACING = re.compile(r"[-./ \t]")


def _candidates(shown: str, today: date) -> list[_Candidate]:
    found = []
    end = 0
    # Most texts hold no ten digits, or end soon after their only number: `finditer` costs more.
    while (digits := _TEN_DIGITS.search(shown, end)) and (match := _CANDIDATE.search(shown, digits.start())):
        candidate = _candidate(match, today)
        if candidate:
            found.append(candidate)
        end = match.end()
    if "-" in shown and (written := list(_written_out(shown, found, today))):
        found = sorted([*found, *written], key=lambda each: each.start)
    return found


def _written_out(shown: str, known: Sequence[_Candidate], today: date) -> Iterator[_Candidate]:
    """Numbers whose date stands without its zeros, or with a century that the serial number agrees with."""
    for match in _WRITTEN_OUT.finditer(shown):
        start, end = match.span()
        if any(start < each.end and each.start < end for each in known):
            continue
        if match["whole"]:
            day_month, years = shown[start] + match["whole"][:3], match["whole"][3:]
        else:
            day_month, years = f"{shown[start] + match['day']:0>2}{match['month']:0>2}", match["year"]
        digits = day_month + years[-2:] + match["serial"]
        year = _born(digits)
        if year is None or (len(years) > 2 and year.year != int(years)):
            continue
        if not _is_after(digits, year.year, today):
            yield _Candidate(digits, _HYPHEN, in_pairs=False, last="-", start=start, end=end)


def _candidate(match: re.Match[str], today: date) -> _Candidate | None:
    digits, inner, last = match.group(0, 1, 2)
    start, end = match.span()
    form, in_pairs = _BARE, False
    if last == "-" and not inner:
        form = _HYPHEN
        digits = digits[:6] + digits[7:]
    elif inner or last:
        in_pairs = not digits[-4:].isdigit()
        if (inner and not last) or (in_pairs and last != inner):
            return None
        # "31.12.24 - 1500" is a date and something else; "31.12.24-1500" is how people write a CPR number.
        hyphen = "-" in last and not in_pairs and (not inner or last == "-")
        digits = _NOT_DIGITS.sub("", digits)
        form = _HYPHEN if hyphen and not (inner and _is_day_and_time(digits, today)) else _SEPARATED
    year = _born(digits)
    if year is None or (year.year >= today.year and _is_after(digits, year.year, today)):
        return None
    return _Candidate(digits, form, in_pairs, last, start, end)


def _is_day_and_time(digits: str, today: date) -> bool:
    """Whether "14.03.26-1530" is rather a late day and the time than somebody a hundred years old."""
    years_ago = today.year - 2000 - int(digits[4:6])
    return -1 <= years_ago <= 3 and digits[6:8] < "24" and digits[8:] < "60"


def _born(digits: str) -> Year | None:
    """The year of birth; None when it has no such day."""
    day, year = DAYS.get(digits[:4]), YEARS[digits[4:7]]
    return None if day is None or (day.leap and not year.leap) else year


def _is_after(digits: str, year: int, today: date) -> bool:
    return (year, int(digits[2:4]), birth_day(digits)) > (today.year, today.month, today.day)


def _weighed(shown: str, candidates: list[_Candidate], today: date) -> list[Mention]:
    """Score the candidates one by one; in a list ("cpr 010160-5003, 020261-6013") the label holds for all."""
    before: _Candidate | None = None
    said = Said.NOTHING
    mentions = []
    for position, found in enumerate(candidates):
        in_list = before is not None and _goes_on(before, found, shown[before.end : found.start], said)
        if not in_list:
            said = context.said_before(shown, found.start)
        before = found
        labelled = said is Said.CPR
        if not labelled and _IS_LOOSE.fullmatch(found.last):
            continue
        if found.form is _SEPARATED or not context.stands_alone(shown, found.start, found.end):
            after = candidates[position + 1].start if position + 1 < len(candidates) else len(shown) + 1
            neighbours = context.Neighbours(
                shown, found.start, found.end, follows_one=in_list, next_one=after, labelled=labelled
            )
            if _is_part_of_something_else(found, neighbours):
                continue
        day, year = DAYS[found.digits[:4]], YEARS[found.digits[4:7]]
        inside = context.is_inside_word(shown, found.start, found.end)
        hundredths = _score(found.digits, day, year, found.form, said, inside, today)
        if hundredths >= _REPORTED_FROM:
            form = Form.REPLACEMENT if is_replacement(found.digits) else found.form
            mentions.append(Mention(found.digits, hundredths / 100, form, labelled, found.start, found.end))
    return mentions


def _goes_on(before: _Candidate, found: _Candidate, between: str, said: Said) -> bool:
    """Whether a number is the next of a list, so that what is said of the one before holds for it as well."""
    if context.is_list_gap(between):
        return True
    return said is _SAID_CPR and found.form is before.form and context.is_list_of_names(between)


def _is_part_of_something_else(found: _Candidate, neighbours: context.Neighbours) -> bool:
    if found.in_pairs and neighbours.is_in_chain_of_pairs(found.last):
        return True
    if found.form is _HYPHEN:
        return neighbours.is_in_longer_code()
    if found.form is _SEPARATED:
        return neighbours.is_in_digit_groups(found.last) or neighbours.is_in_account()
    return neighbours.is_in_longer_number() or neighbours.is_in_account()


def _score(digits: str, day: Day, year: Year, form: Form, said: Said, inside: bool, today: date) -> int:
    """Hundredths, by the rules in the module's docstring; 0 for what cannot be.

    Args:
        day, year: what the digits say.
        form: how they were written; `REPLACEMENT` is none of that.
        inside: a letter touches them.
    """
    day_weight, replacement, _, new_year = day
    year_weight, born, _, excepted = year
    confirmed = not replacement and (
        (day_weight + year_weight + TAILS[digits[7:]]) % 11 == 0 or (new_year and excepted)
    )
    if form is _HYPHEN:
        denied = _DENIED if said is _SAID_ANOTHER else 0
        if replacement:
            return _HYPHENATED + _FOR_REPLACEMENT + denied
        return (_HYPHENATED_CONFIRMED if confirmed else _HYPHENATED) + denied
    labelled = said is _SAID_CPR
    if form is _BARE and not labelled:
        if born < _EARLIEST_BIRTH_YEAR:
            return 0
        # The check digit of a P-number follows the same rule, so it proves nothing where the two overlap.
        confirmed = confirmed and not _may_be_p_number(digits)
    score = _UNHYPHENATED + (_CONFIRMED if confirmed else 0) + (_FOR_REPLACEMENT if replacement else 0)
    if said is not _SAID_NOTHING:
        score += _LABELLED if labelled else _DENIED
    if born > today.year - _ADULT_YEARS:
        score += _CHILD
    if inside and not labelled:
        score += _INSIDE_WORD
    return score


def _may_be_p_number(digits: str) -> bool:
    return digits.startswith("10") and p_number.has_valid_check_digit(PNumber(digits))
