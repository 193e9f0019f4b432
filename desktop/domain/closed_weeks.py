"""Which weeks does a municipality close, as people write it: days from and to, or numbers of weeks?

One period after the other, with a semicolon or a new line between them: "12-07-2027 til 30-07-2027
Sommerferie; uge 42 2027". Week numbers are ISO 8601, as Danish calendars have them.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from desktop.domain.dates import DateError, parse_date
from desktop.domain.working_days import ClosedPeriod

_DAY = r"(\d{1,2}[-./]\d{1,2}[-./]\d{4}|\d{4}-\d{2}-\d{2})"
_TO = r"\s*(?:–|—|-|til|to|\.\.)\s*"
_DAYS = re.compile(rf"{_DAY}(?:{_TO}{_DAY})?(?:\s+(.*))?", re.IGNORECASE | re.ASCII)
_WEEKS = re.compile(
    rf"(?:ugerne|uger|uge|weeks|week)\s*(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?\s*(?:[,/]|i|in)?\s*(\d{{4}})(?:\s+(.*))?",
    re.IGNORECASE | re.ASCII,
)
_LONGEST = timedelta(days=92)


def read_closed_weeks(text: str) -> tuple[ClosedPeriod, ...]:
    """The periods that are written, the earliest first.

    Raises:
        ValueError: for a part that is none, ends before it begins, or is longer than three months.
    """
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(sorted(_period(part) for part in parts if part))


def _period(text: str) -> ClosedPeriod:
    found = _WEEKS.fullmatch(text)
    if found is not None:
        first, last, year, title = found.groups()
        period = ClosedPeriod(
            date.fromisocalendar(int(year), int(first), 1),
            date.fromisocalendar(int(year), int(last or first), 7),
            (title or "").strip(),
        )
    else:
        period = _of_days(text)
    if not timedelta(0) <= period.last - period.first <= _LONGEST:
        raise ValueError(f"not a period a town hall is closed: {period.first} to {period.last}")
    return period


def _of_days(text: str) -> ClosedPeriod:
    found = _DAYS.fullmatch(text)
    if found is None:
        raise ValueError("not a closed period")
    first, last, title = found.groups()
    try:
        start = parse_date(first)
        return ClosedPeriod(start, parse_date(last) if last else start, (title or "").strip())
    except DateError:
        raise ValueError("not a closed period") from None
