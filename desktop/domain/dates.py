"""Which day is this text? Dates as Danish ERP systems, banks and spreadsheets write them.

Four-digit years in front are never in doubt (2024-12-31, 20241231, XML with time and zone). Otherwise the
column's order decides, which `detect_date_order` finds or gives up on; then a person is asked once.

A year of two digits is 2000–2068 for 00–68 and 1969–1999 for 69–99, as POSIX has it: invoices are of our
time, and a fixed pivot gives the same answer every year. A number of five digits is a day count of Excel's
1900 system.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.characters import plain, visible
from desktop.domain.errors import PlannerError

FIRST_YEAR, LAST_YEAR = 1900, 2099
_LAST_SHORT_YEAR_OF_2000 = 68

# Day 60 of Excel's 1900 system is 29 February 1900, which never was; from day 61 on this day before counts
# right.
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_FIRST_SURE_SERIAL = 61

_TIME = re.compile(
    r"(?:(?:(?<=\d)T|\s+)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?"
    r"|\s+kl\.?\s*\d{1,2}[:.]\d\d|(?<=\d)Z)$",
    re.IGNORECASE | re.ASCII,
)
_ZONE = re.compile(r"(?<=\d{4}-\d\d-\d\d)[+-]\d\d:\d\d$", re.ASCII)
_THREE_NUMBERS = re.compile(r"(\d{4}|\d{1,2})([-./ ])\s?(\d{1,2})\2\s?(\d{4}|\d{1,2})", re.ASCII)
_EIGHT_DIGITS = re.compile(r"\d{8}", re.ASCII)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?", re.ASCII)
_NAMED_MONTH = re.compile(
    r"(\d{1,2})[-. ]{1,2}([a-z]{3,9})\.?[-. ]{1,2}(\d{4}|\d\d)", re.IGNORECASE | re.ASCII
)
# A note that someone typed into a date column is not searched for the end of a date.
_LONGEST = 60
_NO_DATE = "?"
_NOTHING_WRITTEN = re.compile(r"[-./ 0]*")

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan januar january",
            "feb februar february",
            "mar marts march",
            "apr april",
            "maj may",
            "jun juni june",
            "jul juli july",
            "aug august",
            "sep sept september",
            "okt oct oktober october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}


class DateOrder(StrEnum):
    """In which order day, month and year stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class DateFault(StrEnum):
    """Why a text is not a date.

    EMPTY: nothing there, or only zeros as SAP writes no date (00.00.0000).
    NOT_A_DATE: something else.
    IMPOSSIBLE: written as a date, but there is no such day.
    OUT_OF_RANGE: a day before 1900 or after 2099, such as SAP's 31.12.9999.
    """

    EMPTY = "empty"
    NOT_A_DATE = "not_a_date"
    IMPOSSIBLE = "impossible"
    OUT_OF_RANGE = "out_of_range"


class DateError(PlannerError):
    """A text that is not a date. Its own text is the fault alone, never the cell.

    Attributes:
        kind: what is wrong.
    """

    def __init__(self, kind: DateFault) -> None:
        super().__init__(kind.value)
        self.kind = kind


def parse_date(text: str, *, order: DateOrder = DateOrder.DMY) -> date:
    """The day a cell names; a time behind it is left out.

    Args:
        text: the cell as displayed.
        order: how the column writes day, month and year where the year does not stand first with four digits.

    Raises:
        DateError: when the text is not one day between 1900 and 2099.
    """
    bare = _bare(text)
    if _NOTHING_WRITTEN.fullmatch(bare):
        raise DateError(DateFault.EMPTY)
    numbers = _THREE_NUMBERS.fullmatch(bare)
    if numbers:
        return _from_parts(numbers[1], numbers[3], numbers[4], order)
    if _EIGHT_DIGITS.fullmatch(bare):
        return _from_eight_digits(bare)
    serial = _SERIAL.fullmatch(bare)
    if serial and int(serial[1]) >= _FIRST_SURE_SERIAL:
        return in_range(_EXCEL_DAY_ZERO + timedelta(days=int(serial[1])))
    named = _NAMED_MONTH.fullmatch(bare)
    if named and named[2].lower() in _MONTHS:
        return _day(named[3], str(_MONTHS[named[2].lower()]), named[1])
    raise DateError(DateFault.NOT_A_DATE)


def detect_date_order(samples: Iterable[str]) -> DateOrder | None:
    """The order of a column's dates.

    Cells that are no dates say nothing, and dates that need no order (year first, serial numbers) do not
    decide between day and month. Dots are the Danish and German way and are never month first. A hyphen with
    a whole year is how Danish systems write dates ("01-02-2024"), so such a column is day first unless one
    of its cells says otherwise: a column of invoices that are all from the first week of a month is common.

    Returns:
        The order; `YMD` when no cell needs one; None when cells disagree or none tells ("01/02/2024").
    """
    said: set[DateOrder] = set()
    danish = undecided = False
    for sample in samples:
        numbers = _THREE_NUMBERS.fullmatch(_bare(sample))
        if not numbers or len(numbers[1]) == 4:
            continue
        order = _order_of(numbers)
        if order:
            said.add(order)
        elif numbers[2] == "-" and len(numbers[4]) == 4:
            danish = True
        else:
            undecided = True
    if len(said) == 1:
        return said.pop()
    if danish and not said and not undecided:
        return DateOrder.DMY
    return DateOrder.YMD if not said and not undecided else None


def _bare(text: str) -> str:
    bare = visible(plain(text)).strip(" \t\n'\"")
    if len(bare) > _LONGEST:
        return _NO_DATE
    return _ZONE.sub("", _TIME.sub("", bare)).strip()


def _order_of(numbers: re.Match[str]) -> DateOrder | None:
    """What one date with the year not in front tells about the order, or None when it tells nothing."""
    first, second, third = int(numbers[1]), int(numbers[3]), int(numbers[4])
    if len(numbers[4]) < 4 and first > 31 and second <= 12 and third <= 31:
        return DateOrder.YMD
    if first > 12 >= second:
        # With a short year, "24-10-12" can also begin with the year.
        return DateOrder.DMY if len(numbers[4]) == 4 or third > 31 or numbers[2] == "." else None
    if second > 12 >= first:
        return DateOrder.MDY
    return DateOrder.DMY if numbers[2] == "." and first <= 31 and second <= 12 else None


def _from_parts(first: str, second: str, third: str, order: DateOrder) -> date:
    if len(first) == 4:
        return _day(first, second, third)
    if order is DateOrder.YMD and len(third) < 4:
        return _day(first, second, third)
    if order is DateOrder.MDY:
        return _day(third, first, second)
    return _day(third, second, first)


def _from_eight_digits(digits: str) -> date:
    """20241231 or 31122024; never both, because no month is called 19 or 20."""
    if digits[:2] in ("19", "20") and 1 <= int(digits[4:6]) <= 12:
        return _day(digits[:4], digits[4:6], digits[6:])
    return _day(digits[4:], digits[2:4], digits[:2])


def _day(year: str, month: str, day: str) -> date:
    full_year = int(year)
    if len(year) <= 2:
        full_year += 2000 if full_year <= _LAST_SHORT_YEAR_OF_2000 else 1900
    if full_year == 0:
        raise DateError(DateFault.IMPOSSIBLE)
    try:
        found = date(full_year, int(month), int(day))
    except ValueError:
        raise DateError(DateFault.IMPOSSIBLE) from None
    return in_range(found)


def in_range(found: date) -> date:
    """The same day.

    Raises:
        DateError: OUT_OF_RANGE, when no plan can mean it.
    """
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise DateError(DateFault.OUT_OF_RANGE)
    return found
