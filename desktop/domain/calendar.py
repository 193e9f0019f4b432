"""How far apart are two dates, and which months do the invoices cover?

Calendar months, no working days yet.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


def months_before(day: date, months: int) -> date:
    """The same day some calendar months earlier, or that month's last day where there is no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def first_of_month_on_or_after(day: date) -> date:
    """The first of the month, on or after the day: when municipalities like to start something."""
    if day.day == 1:
        return day
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True, slots=True)
class Window:
    """The period whose invoices count.

    Attributes:
        first: first day that counts.
        last: last day that counts: the newest invoice.
        months: length in calendar months, 1 to the wanted length; shorter when the invoices cover less.
    """

    first: date
    last: date
    months: int


def window_of(days: Iterable[date], *, today: date, months: int = 12) -> Window | None:
    """The last `months` months of the imported invoices, or None when there are none.

    Measured back from the newest invoice, not from today, so that an extract from the spring still counts in
    the autumn. Dates more than a month ahead of today are typing errors and do not move the window.
    """
    usable = sorted(day for day in days if day <= today + timedelta(days=31))
    if not usable:
        return None
    last = usable[-1]
    first = months_before(last, months) + timedelta(days=1)
    oldest = next(day for day in usable if day >= first)
    covered = (last.year - oldest.year) * 12 + last.month - oldest.month + 1
    return Window(first, last, max(1, min(months, covered)))
