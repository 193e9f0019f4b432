"""Which weeks does a municipality close, as people write it: days from and to, or numbers of weeks?

One period after the other, with a semicolon or a new line between them: "12-07-2027 til 30-07-2027
Sommerferie; uge 42 2027". Week numbers are ISO 8601, as Danish calendars have them. Weeks may come without
the word ("29-31") and as a list ("29, 30 og 31"); without a year they are those that come next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from desktop.domain.dates import DateError, parse_date
from desktop.domain.working_days import ClosedPeriod

_DAY = r"(\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}-\d{2}-\d{2})"
_TO = r"\s*(?:–|—|-|til|to|\.\.)\s*"
_DAYS = re.compile(rf"{_DAY}(?:{_TO}{_DAY})?(?:\s+(.*))?", re.IGNORECASE | re.ASCII)
_AND = r"\s*(?:,|&|\bog\b|\band\b)\s*"
_WORD = r"(?:(?:ugerne|uger|uge|weeks|week)\s*)?"
_WEEK = rf"{_WORD}\d{{1,2}}(?!\d)"
_SPAN = rf"{_WEEK}(?:{_TO}{_WEEK})?"
_WEEKS = re.compile(
    rf"({_SPAN}(?:{_AND}{_SPAN})*)(?:\s*(?:[,/]|\bi\b|\bin\b)?\s*(\d{{4}}))?(?:\s+(?!\d)(.*))?",
    re.IGNORECASE | re.ASCII,
)
_ONE_SPAN = re.compile(rf"(\d+)(?:{_TO}{_WORD}(\d+))?", re.IGNORECASE | re.ASCII)
_LONGEST = timedelta(days=92)
_YEARS_ON = 7
"""Week 53 comes round within so many years."""


def read_closed_weeks(text: str, *, today: date | None = None) -> tuple[ClosedPeriod, ...]:
    """The periods that are written, the earliest first.

    Args:
        today: weeks without a year are the next that are not over; None: they need their year.

    Raises:
        ValueError: for a part that is none, ends before it begins, or is longer than three months.
    """
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(sorted(one for part in parts if part for one in _periods(part, today)))


def _periods(text: str, today: date | None) -> list[ClosedPeriod]:
    days, weeks = _DAYS.fullmatch(text), _WEEKS.fullmatch(text)
    if days is not None:
        found = [_of_days(*days.groups())]
    elif weeks is not None:
        spans, year, title = weeks.groups()
        found = list(_of_weeks(spans, year, title, today))
    else:
        raise ValueError("not a closed period")
    for one in found:
        if not timedelta(0) <= one.last - one.first <= _LONGEST:
            raise ValueError(f"not a period a town hall is closed: {one.first} to {one.last}")
    return found


def _of_weeks(spans: str, year: str | None, title: str | None, today: date | None) -> Iterator[ClosedPeriod]:
    """One period for weeks that follow each other, whether they are written as a span or as a list."""
    begun: ClosedPeriod | None = None
    for first, last in _ONE_SPAN.findall(spans):
        now = _of_span(int(first), int(last or first), year, today)
        now = replace(now, title=(title or "").strip())
        if begun is None:
            begun = now
        elif now.first == begun.last + timedelta(days=1):
            begun = replace(begun, last=now.last)
        else:
            yield begun
            begun = now
    if begun is not None:
        yield begun


def _of_span(first: int, last: int, year: str | None, today: date | None) -> ClosedPeriod:
    if year is not None:
        return _in_year(int(year), first, last)
    if today is None:
        raise ValueError("weeks without their year")
    for near in range(today.year, today.year + _YEARS_ON):
        try:
            found = _in_year(near, first, last)
        except ValueError:  # a week 53 that this year has not
            continue
        if found.last >= today:
            return found
    raise ValueError("no such week")


def _in_year(year: int, first: int, last: int) -> ClosedPeriod:
    """Weeks of a year; "52-1" goes on into the next."""
    ends = year if first <= last else year + 1
    return ClosedPeriod(date.fromisocalendar(year, first, 1), date.fromisocalendar(ends, last, 7))


def _of_days(first: str, last: str | None, title: str | None) -> ClosedPeriod:
    try:
        start = parse_date(first)
        return ClosedPeriod(start, parse_date(last) if last else start, (title or "").strip())
    except DateError:
        raise ValueError("not a closed period") from None
