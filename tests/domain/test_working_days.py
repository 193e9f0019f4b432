"""Working days: Danish holidays, closed weeks, counting there and back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.working_days import ClosedPeriod, WorkingCalendar, closed_periods, closed_text

PLAIN = WorkingCalendar()
EASTER_WEEK = WorkingCalendar((ClosedPeriod(date(2027, 3, 22), date(2027, 3, 24), "Påskelukket"),))
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2027, 3, 25), "Skærtorsdag"),
        (date(2027, 3, 29), "Anden påskedag"),
        (date(2027, 5, 6), "Kristi himmelfartsdag"),
        (date(2027, 5, 17), "Anden pinsedag"),
        (date(2026, 12, 24), "Juleaftensdag"),
        (date(2026, 6, 5), "Grundlovsdag"),
        (date(2023, 5, 5), "Store bededag"),
        (date(2026, 11, 21), ""),
    ],
)
def test_days_off_have_their_danish_names(day: date, name: str) -> None:
    assert PLAIN.day_off(day) == name


@pytest.mark.parametrize("day", [date(2024, 4, 26), date(2026, 5, 1), date(2026, 11, 20)])
def test_work_is_done_on_the_former_bededag_on_the_first_of_may_and_on_a_friday(day: date) -> None:
    assert PLAIN.day_off(day) is None


def test_a_closed_week_is_named_where_it_moves_a_date() -> None:
    assert EASTER_WEEK.day_off(date(2027, 3, 23)) == "Påskelukket"
    assert EASTER_WEEK.on_or_after(date(2027, 3, 22)) == date(2027, 3, 30)
    assert EASTER_WEEK.on_or_before(date(2027, 3, 29)) == date(2027, 3, 19)


def test_one_working_day_from_a_weekend_is_the_nearest_day_of_work() -> None:
    saturday = date(2026, 11, 21)
    assert PLAIN.moved(saturday, 1) == date(2026, 11, 23)
    assert PLAIN.moved(saturday, -1) == date(2026, 11, 20)


@given(DAYS, st.integers(-120, 120))
def test_moving_there_and_back_ends_where_it_began(day: date, days: int) -> None:
    start = EASTER_WEEK.on_or_after(day)
    there = EASTER_WEEK.moved(start, days)
    assert EASTER_WEEK.works(there)
    assert EASTER_WEEK.between(start, there) == days
    assert EASTER_WEEK.moved(there, -days) == start


@given(DAYS)
def test_a_month_closes_its_books_on_exactly_its_last_three_working_days(day: date) -> None:
    first = day.replace(day=1)
    days = [first + timedelta(days=number) for number in range(31)]
    working = [one for one in days if one.month == day.month and PLAIN.works(one)]
    assert [one for one in working if PLAIN.closes_the_books(one)] == working[-3:]


def test_closed_weeks_come_back_as_they_were_kept() -> None:
    periods = (
        ClosedPeriod(date(2026, 12, 21), date(2027, 1, 1), "Juleferie på rådhuset"),
        ClosedPeriod(date(2027, 5, 7), date(2027, 5, 7)),
    )
    assert closed_periods(closed_text(reversed(periods))) == periods
    assert closed_periods("") == ()


@pytest.mark.parametrize(
    "text", ["2027-05-07..2027-05-06 baglæns", "i uge 7", "2027-01-01..2027-12-31 hele året"]
)
def test_what_is_no_closed_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        closed_periods(text)
