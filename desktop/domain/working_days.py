"""Which days does a municipality work, and which day is it some working days earlier or later?

Public holidays, Easter and the end of Store Bededag in 2024 included, come from the library `holidays`. To
them come the days on which town halls are closed all the same (Christmas Eve, New Year's Eve, Grundlovsdag)
and the weeks that the municipality itself closes: working assumptions, named wherever they move a date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

_LABOUR_DAY = (5, 1)
"""The library lists it among the optional days; town halls are open."""

_LAST_DAYS_OF_MONTH = 3
"""Working days before the turn of a month when the finance department closes the books."""


@dataclass(frozen=True, slots=True, order=True)
class ClosedPeriod:
    """Days on which nothing is to happen, first and last included, with the name people know them by."""

    first: date
    last: date
    title: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@cache
def _named_days_off(year: int) -> dict[date, str]:
    """Danish public holidays and the days town halls are closed, by their Danish names."""
    from holidays import country_holidays

    found = country_holidays("DK", years=year, language="da", categories=("public", "optional"))
    days = {day: str(name) for day, name in found.items()}
    days.pop(date(year, *_LABOUR_DAY), None)
    return days


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The days on which work is done.

    Attributes:
        closed: the weeks the municipality closes, on top of weekends and holidays.
    """

    closed: tuple[ClosedPeriod, ...] = ()

    def day_off(self, day: date) -> str | None:
        """Why nobody works that day: the holiday's or closed week's name, "" for a weekend, or None."""
        name = _named_days_off(day.year).get(day)
        if name is not None:
            return name
        period = next((period for period in self.closed if day in period), None)
        if period is not None:
            return period.title
        return "" if day.weekday() >= 5 else None

    def works(self, day: date) -> bool:
        return self.day_off(day) is None

    def on_or_before(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.works(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself, or the next working day."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def moved(self, day: date, working_days: int) -> date:
        """Some working days later, or earlier when negative. Counted from the day itself, as "in 3 days" is.

        From a day off it is counted from the nearest working day against the direction, so that "one working
        day after Saturday" is Monday. Zero gives the day itself, or the last working day before it.
        """
        if working_days == 0:
            return self.on_or_before(day)
        step = timedelta(days=1 if working_days > 0 else -1)
        day = self.on_or_before(day) if working_days > 0 else self.on_or_after(day)
        for _ in range(abs(working_days)):
            day += step
            while not self.works(day):
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days from the first (not counted) to the last (counted); negative backwards."""
        if last < first:
            return -self.between(last, first)
        days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
        return sum(self.works(day) for day in days)

    def closes_the_books(self, day: date) -> bool:
        """True in the last three working days of a month, when nobody wants invoices to change their way."""
        following = self.moved(day, _LAST_DAYS_OF_MONTH)
        return (following.year, following.month) != (day.year, day.month)


def closed_periods(text: str) -> tuple[ClosedPeriod, ...]:
    """The closed weeks as a plan keeps them: one a line, `first..last title` with ISO dates.

    Raises:
        ValueError: for a line that is none.
    """
    return tuple(sorted(_period(line) for line in text.splitlines() if line.strip()))


def closed_text(periods: Iterable[ClosedPeriod]) -> str:
    """The closed weeks as one text, which `closed_periods` reads again."""
    return "\n".join(
        f"{period.first.isoformat()}..{period.last.isoformat()} {' '.join(period.title.split())}".strip()
        for period in sorted(periods)
    )


_LONGEST_CLOSED = timedelta(days=92)


def _period(line: str) -> ClosedPeriod:
    days, _, title = line.strip().partition(" ")
    first, separator, last = days.partition("..")
    period = ClosedPeriod(
        date.fromisoformat(first), date.fromisoformat(last if separator else first), title.strip()
    )
    if not timedelta(0) <= period.last - period.first <= _LONGEST_CLOSED:
        raise ValueError(f"not a period a town hall is closed: {period.first} to {period.last}")
    return period
