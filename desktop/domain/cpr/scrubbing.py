"""What of a text may be written down? The wide net: masks everything that could be a CPR number.

A number is masked when its day and month are possible (1–31 or 61–91, 1–12), whatever else it may be: an
order number masked in a note costs nobody anything, a CPR number in a log breaks the law. Callers leave out
columns and elements whose values are proved to be something else; they do not scrub supplier numbers or EAN
numbers.

The spellings, each with any look-alike digit, dash or space, and glued to letters or not:

* ten digits (0101605003), also where a spreadsheet added ".0";
* six and four, with up to four separators between (010160-5003, 010160 – 5003, 010160_5003, broken by a line
  end);
* day, month and year apart (01.01.60-5003, 01 01 60 5003, 1.1.60-5003, 01-01-1960-5003);
* five pairs (01 01 60 50 03), because that is how people read numbers aloud and type phone numbers;
* 6-2-2, 2-2-6 and 4-2-4 with one kind of separator;
* nine digits or 5-4 whose leading zero a spreadsheet dropped (101605003): with the zero back it is the
  number. Only these must not touch a letter, because "DE101605003" is a German VAT number.

What stays, and why it can: EAN numbers, dates, times, amounts, CVR and phone numbers have other groupings.
Where one grouping is both ("31.12.24 5000 Odense" may be a birthday and a serial number), the mask wins.
Groupings that nobody writes and that two neighbouring numbers give easily (8-2, 2-8, 4-6, 4-4-2) are not
taken for one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.domain.characters import PLAIN_SIGNS, readable

MASK = "xxxxxx-xxxx"
"""What stands in the place of a number. It has no digits, so it never becomes part of another number."""

_DAY = r"[0-36-9](?<!\d[0-36-9])(?:(?<=0)[1-9]|(?<=[1278])\d|(?<=3)[01]|(?<=6)[1-9]|(?<=9)[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"
_GAP = r"[ \t\r\n./:_\\-]"
# "Ordre 120345 1500,00" ends in an amount; a CPR number in two groups is not followed by øre. What looks like
# øre must not be the beginning of another number.
_NO_AMOUNT = r"(?![.,]\d\d(?!\d|[ ./-]\d))"

# The leading class instead of a leading lookbehind lets `re` search fast (see finding).
_WHOLE = re.compile(
    rf"""
    {_DAY}
    (?: {_MONTH}\d\d (?: \d{{4}} | {_GAP}{{0,3}}[./:_\\-]{_GAP}{{0,3}}\d{{4}} | \s{{1,4}}\d{{4}}{_NO_AMOUNT} )
      | {_MONTH}\d\d (?P<a>[ ./-]) \d\d (?P=a) \d\d
      | {_MONTH} (?P<b>[ ./-]) \d\d (?P=b) \d{{4}}
      | (?P<c>[ ./-]) {_MONTH} (?P=c) \d\d
            (?: {_GAP}{{0,3}}[./:_\\-]{_GAP}{{0,3}}\d{{4}} | \s{{1,4}}\d{{4}}{_NO_AMOUNT} | (?P=c)?\d{{4}} )
    )
    (?!\d)
    """,
    re.VERBOSE | re.ASCII,
)
# A date of birth without leading zeros or with its century needs the hyphen: "1.1.60 5003" is too many
# things, and "1.1.2023 - 2024" is a period.
_WRITTEN_OUT = re.compile(r"\d(?<!\d\d)\d?(?P<s>[./-])[01]?\d(?P=s)(?:18|19|20)?\d\d-\d{4}(?!\d)", re.ASCII)
# Spreadsheets drop zeros from cells that are numbers all through: in "DE101605003" no zero was lost.
_ZERO_LOST = re.compile(rf"[1-9](?<![A-Za-z\d][1-9]){_MONTH}\d\d-?\d{{4}}(?![A-Za-z\d])", re.ASCII)
_PAIRS = re.compile(r"\d\d(?<!\d\d\d)(?:(?P<s>[ ./-])\d\d)(?:(?P=s)\d\d){3,}(?!\d)", re.ASCII)
_PAIRS_IN_CPR, _PAIRS_IN_PHONE, _PAIRS_IN_DATE, _PAIRS_IN_EAN = 5, 4, 3, 6
# The shortest spelling has eight digits (1.1.60-5003), and no two digits of one are further apart than here.
# So a number lies inside one of these runs, and whatever the patterns look at behind it is a digit of the run
# or the next sign.
_RUN = re.compile(r"[0-9](?:[^0-9]{0,7}+[0-9]){7,}+")
_BARE_RUN = re.compile(r"[0-9]+")
_LENGTHS_OF_BARE = (9, 10)
# The usual text: its only digits are a number in a usual spelling (group 1), or a run of digits that is none.
_USUAL = re.compile(
    rf"[{PLAIN_SIGNS}]*+(?:({_DAY}{_MONTH}[0-9]{{2}}[- ]?[0-9]{{4}})[{PLAIN_SIGNS}]*+\Z"
    rf"|(?:(?:[0-9]{{1,8}}|[0-9]{{10,}}|(?:0|(?<=[A-Za-z])[1-9])[0-9]{{8}})(?![0-9]))?[{PLAIN_SIGNS}]*+\Z)",
    re.ASCII,
)
_as_usual = _USUAL.match


def contains_cpr(text: str) -> bool:
    """Whether `scrub` would change the text."""
    usual = _as_usual(text)
    return bool(_spans(text)) if usual is None else usual.lastindex is not None


def scrub(text: str) -> str:
    """The text with everything that could be a CPR number masked; the rest stays, character for character.

    `scrub(scrub(x)) == scrub(x)` and `not contains_cpr(scrub(x))` hold for every text.
    """
    usual = _as_usual(text)
    if usual is not None:
        # Its digits are all the digits there are, so they stand there once: replacing is faster than cutting.
        return text.replace(usual[1], MASK) if usual.lastindex else text
    # How long a chain of pairs is decides what it is, and masking what follows it can shorten it.
    while spans := _spans(text):
        text = _masked(text, spans)
    return text


def _masked(text: str, spans: list[tuple[int, int]]) -> str:
    if len(spans) == 1:
        [(start, end)] = spans
        return f"{text[:start]}{MASK}{text[end:]}"
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], MASK)
        done = end
    return "".join([*pieces, text[done:]])


def _spans(text: str) -> list[tuple[int, int]]:
    """Where to mask: in order, without overlaps."""
    shown, positions = readable(text)
    spans: list[tuple[int, int]] = []
    run = _RUN.search(shown)
    while run:
        start, end = run.span()
        spans += _spans_in_run(shown, start, end)
        run = _RUN.search(shown, end)
    if positions is None:
        return spans
    return [(positions[start], positions[end - 1] + 1) for start, end in spans]


def _spans_in_run(shown: str, start: int, end: int) -> list[tuple[int, int]]:
    whole = _WHOLE.match(shown, start)
    if whole and whole.end() == end:
        return [(start, end)]
    # Order numbers and EAN numbers: digits without a break have no other spelling.
    if end - start not in _LENGTHS_OF_BARE and _BARE_RUN.fullmatch(shown, start, end):
        return []
    return _merged(sorted(_all_spans(shown, start, end + 1)))


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _all_spans(shown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for pattern in (_WHOLE, _ZERO_LOST):
        for match in pattern.finditer(shown, start, end):
            yield match.span()
    for match in _WRITTEN_OUT.finditer(shown, start, end):
        day, month = re.split(r"[./-]", match[0], maxsplit=2)[:2]
        if _is_day(f"{int(day):02}") and _is_month(f"{int(month):02}"):
            yield match.span()
    for match in _PAIRS.finditer(shown, start, end):
        yield from _spans_in_pairs(match[0], match.start())


def _spans_in_pairs(chain: str, offset: int) -> Iterator[tuple[int, int]]:
    """CPR numbers in a chain of pairs such as "26 11 74 50 03", left to right.

    Chains that are whole phone or CVR numbers, two dates, or a Danish EAN number (57 9…) are left alone;
    `finding` leaves every chain longer than five pairs alone, so nothing is counted that stays in the text.
    """
    pairs = [chain[start : start + 2] for start in range(0, len(chain), 3)]
    if _are_phones(pairs) or _are_two_dates(pairs) or _begin_ean(pairs):
        return
    at = 0
    while at + _PAIRS_IN_CPR <= len(pairs):
        if _is_day(pairs[at]) and _is_month(pairs[at + 1]):
            yield offset + 3 * at, offset + 3 * (at + _PAIRS_IN_CPR) - 1
            at += _PAIRS_IN_CPR
        else:
            at += 1


def _are_phones(pairs: list[str]) -> bool:
    """Whether the pairs come out as eight-digit numbers, and not as CPR numbers just as well."""
    people, rest = divmod(len(pairs), _PAIRS_IN_CPR)
    starts = range(0, people * _PAIRS_IN_CPR, _PAIRS_IN_CPR)
    all_people = not rest and all(_is_day(pairs[at]) and _is_month(pairs[at + 1]) for at in starts)
    return len(pairs) % _PAIRS_IN_PHONE == 0 and not all_people


def _are_two_dates(pairs: list[str]) -> bool:
    return len(pairs) == 2 * _PAIRS_IN_DATE and all(
        _is_day(pairs[at]) and _is_month(pairs[at + 1]) for at in (0, _PAIRS_IN_DATE)
    )


def _begin_ean(pairs: list[str]) -> bool:
    return len(pairs) == _PAIRS_IN_EAN and pairs[0] == "57" and pairs[1][0] == "9"


def _is_day(pair: str) -> bool:
    return "01" <= pair <= "31" or "61" <= pair <= "91"


def _is_month(pair: str) -> bool:
    return "01" <= pair <= "12"
