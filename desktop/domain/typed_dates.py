"""Which day does a person mean who types "20/11", "i morgen", "fredag" or "uge 12"?

Files are read by `domain.dates` and never by this: in a file a date without a year is a fault, while a
person sees at once what was understood and can say otherwise. Everything `parse_date` reads is read here,
too, except the day counts of spreadsheets, which nobody types. What has no year is the first such day from
today on, or the last one until today where only the past makes sense (the day letters were sent).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.dates import DateError, DateFault, in_range, parse_date


class Leaning(StrEnum):
    """Where a day lies that is told without its year or week."""

    COMING = "coming"
    PAST = "past"


_NEAR = {
    "i dag": 0,
    "idag": 0,
    "dags dato": 0,
    "today": 0,
    "i morgen": 1,
    "imorgen": 1,
    "tomorrow": 1,
    "i overmorgen": 2,
    "overmorgen": 2,
    "i går": -1,
    "igår": -1,
    "yesterday": -1,
    "i forgårs": -2,
    "forgårs": -2,
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mandag man monday mon",
            "tirsdag tir tirs tuesday tue",
            "onsdag ons wednesday wed",
            "torsdag tor tors thursday thu",
            "fredag fre friday fri",
            "lørdag lør saturday sat",
            "søndag søn sunday sun",
        )
    )
    for name in names.split()
}
_NEXT_WEEK = re.compile(r"(?:på )?(?:næste|next) (\S+)")
_THIS_WEEK = re.compile(r"(?:på |førstkommende |this )?(\S+)")
_WEEK = re.compile(r"(?:uge|week) ?(\d{1,2})(?:[ ,/-]{1,2}(\d{4}))?", re.ASCII)
_WEEKDAY_BEFORE = re.compile(r"([a-zæøå]{3,9})\.?,? (?:den |d\. ?)?(?=\d)")
_THE = re.compile(r"d(?:en|\.) ?(?=\d)")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[-./ ] ?(\d{1,2})[-./]?", re.ASCII)
_DAY_AND_NAME = re.compile(r"(\d{1,2})[-. ]{1,2}([a-z]{3,9})\.?", re.ASCII)
_SIX_DIGITS = re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII)
_MIXED = re.compile(r"(\d{1,2})[-./ ]{1,2}(\d{1,2})[-./ ]{1,2}(\d{4}|\d\d)", re.ASCII)
"""As people write with the signs mixed: "20/11-2026"."""
_COUNT_OF_DAYS = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_A_LEAP_YEAR = 2028
_YEARS_ROUND = 8
"""Years to look in for a day: 29 February comes again after eight years at the latest (around 2100)."""


def read_day(text: str, *, today: date, leaning: Leaning = Leaning.COMING) -> date:
    """The day a person means.

    "Næste fredag" is Friday of the week after this one; "fredag" the first Friday after today. A week is its
    Monday.

    Args:
        today: what "i dag" is.
        leaning: which way to look for a day that is told without its year.

    Raises:
        DateError: when the text is not one day between 1900 and 2099.
    """
    said = " ".join(text.split()).casefold().strip(" .,")
    if not said:
        raise DateError(DateFault.EMPTY)
    if said in _NEAR:
        return today + timedelta(days=_NEAR[said])
    found = _by_weekday(said, today, leaning) or _by_week(said, today, leaning)
    if found is not None:
        return found
    bare = _without_weekday(said)
    short = _by_day_and_month(bare, today, leaning)
    if short is not None:
        return short
    if _COUNT_OF_DAYS.fullmatch(bare):
        raise DateError(DateFault.NOT_A_DATE)
    parts = _SIX_DIGITS.fullmatch(bare) or _MIXED.fullmatch(bare)
    return parse_date("-".join(parts.groups()) if parts else bare)


def _by_weekday(said: str, today: date, leaning: Leaning) -> date | None:
    """The named day of next week, or the nearest one after (or before) today."""
    following = _NEXT_WEEK.fullmatch(said)
    if following is not None and following[1] in _WEEKDAYS:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=1)
        return monday + timedelta(days=_WEEKDAYS[following[1]])
    named = _THIS_WEEK.fullmatch(said)
    if named is None or named[1] not in _WEEKDAYS:
        return None
    ahead = (_WEEKDAYS[named[1]] - today.weekday()) % 7 or 7
    if leaning is Leaning.PAST:
        return today - timedelta(days=(7 - ahead) or 7)
    return today + timedelta(days=ahead)


def _by_week(said: str, today: date, leaning: Leaning) -> date | None:
    """The Monday of a week."""
    found = _WEEK.fullmatch(said)
    if found is None:
        return None
    week = int(found[1])
    try:
        if found[2]:
            return in_range(date.fromisocalendar(int(found[2]), week, 1))
        monday = today - timedelta(days=today.weekday())
        years = _years(today, leaning)
        mondays = (date.fromisocalendar(year, week, 1) for year in years if week < 53 or _has_week_53(year))
        return next(day for day in mondays if _fits(day, monday, leaning))
    except (ValueError, StopIteration):
        raise DateError(DateFault.IMPOSSIBLE) from None


def _has_week_53(year: int) -> bool:
    return date(year, 12, 28).isocalendar().week == 53


def _without_weekday(said: str) -> str:
    """ "fredag den 20. november 2026" says the weekday twice; the date decides."""
    named = _WEEKDAY_BEFORE.match(said)
    bare = said[named.end() :] if named is not None and named[1] in _WEEKDAYS else said
    return _THE.sub("", bare, count=1) if _THE.match(bare) else bare


def _by_day_and_month(bare: str, today: date, leaning: Leaning) -> date | None:
    """The nearest such day where no year is told; None where there is one, or no date at all."""
    numbers, named = _DAY_AND_MONTH.fullmatch(bare), _DAY_AND_NAME.fullmatch(bare)
    if numbers is not None:
        day, month = int(numbers[1]), int(numbers[2])
    elif named is not None:
        # Any year will do to learn which month a name is; one that has all its days.
        first = parse_date(f"1 {named[2]} {_A_LEAP_YEAR}")
        day, month = int(named[1]), first.month
    else:
        return None
    possible = (found for year in _years(today, leaning) if (found := _there_is(year, month, day)))
    found = next((one for one in possible if _fits(one, today, leaning)), None)
    if found is None:
        raise DateError(DateFault.IMPOSSIBLE)
    return found


def _years(today: date, leaning: Leaning) -> Iterator[int]:
    step = 1 if leaning is Leaning.COMING else -1
    return (today.year + step * away for away in range(-1, _YEARS_ROUND + 1))


def _there_is(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _fits(day: date, today: date, leaning: Leaning) -> bool:
    return day >= today if leaning is Leaning.COMING else day <= today
