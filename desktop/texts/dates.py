"""How is a date written for people? `20-11-2026`, `20. november 2026`, `okt. 2026`; in English with words."""

from __future__ import annotations

from datetime import date, datetime

from desktop.texts.numbers import NBSP
from desktop.texts.translate import DANISH, current_language

_DANISH_MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december"
).split()
_DANISH_SHORT = "jan. feb. mar. apr. maj juni juli aug. sep. okt. nov. dec.".split()
_DANISH_WEEKDAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()
_ENGLISH_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_ENGLISH_MONTHS = (
    "January February March April May June July August September October November December"
).split()


def short(day: date | None) -> str:
    """For tables: "20-11-2026"; "" for no date. English "20 Nov 2026", which no reader takes for American."""
    if day is None:
        return ""
    if current_language() == DANISH:
        return f"{day.day:02}-{day.month:02}-{day.year:04}"
    return NBSP.join((str(day.day), _ENGLISH_MONTHS[day.month - 1][:3], str(day.year)))


def long(day: date | None) -> str:
    """For sentences and letters: "20. november 2026"; "" for no date. The day and its month stay together."""
    if day is None:
        return ""
    if current_language() == DANISH:
        return f"{day.day}.{NBSP}{_DANISH_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day}{NBSP}{_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def with_weekday(day: date | None) -> str:
    """To be looked through: "fredag den 20. november 2026"; "" for no date."""
    if day is None:
        return ""
    if current_language() == DANISH:
        return f"{_DANISH_WEEKDAYS[day.weekday()]} den {long(day)}"
    return f"{_ENGLISH_WEEKDAYS[day.weekday()]} {long(day)}"


def month(year_and_month: str) -> str:
    """A month given as "2026-10": "okt. 2026". Anything else comes back as it is."""
    year, dash, number = year_and_month.partition("-")
    if not (dash and number.isdecimal() and 1 <= int(number) <= 12):
        return year_and_month
    names = _DANISH_SHORT if current_language() == DANISH else [name[:3] for name in _ENGLISH_MONTHS]
    return f"{names[int(number) - 1]}{NBSP}{year}"


def month_letter(year_and_month: str) -> str:
    """The first letter of a month, for the foot of a narrow bar: "2026-10" is "o"."""
    return month(year_and_month)[:1]


def time(at: datetime) -> str:
    """The time of day on this machine's clock: "10:42"."""
    return f"{_local(at):%H:%M}"


def moment(at: datetime | None) -> str:
    """A date with the time of day: "20-11-2026 10:42"; "" for none."""
    return f"{short(_local(at))} {time(at)}" if at else ""


def _local(at: datetime) -> datetime:
    """On this machine's clock; a time without a zone already is."""
    return at.astimezone() if at.tzinfo else at
