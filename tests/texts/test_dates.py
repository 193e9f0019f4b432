"""Are dates written as Danes write them?"""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.texts import dates, translate

DAY = date(2026, 11, 20)


def test_danish_dates() -> None:
    assert dates.short(DAY) == "20-11-2026"
    assert dates.short(date(2026, 3, 1)) == "01-03-2026"
    assert dates.long(DAY) == "20.\u00a0november 2026"
    assert dates.month("2026-10") == "okt.\u00a02026"
    assert dates.month("2026-05") == "maj\u00a02026"


def test_english_dates_cannot_be_taken_for_american() -> None:
    translate.use("en")
    assert dates.short(DAY) == "20\u00a0Nov\u00a02026"
    assert dates.long(DAY) == "20\u00a0November 2026"
    assert dates.month("2026-10") == "Oct\u00a02026"


def test_no_date_is_no_text() -> None:
    assert (dates.short(None), dates.long(None), dates.moment(None)) == ("", "", "")


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "okt. 2026"])
def test_what_is_no_month_comes_back(text: str) -> None:
    assert dates.month(text) == text


@given(st.dates())
def test_a_short_date_reads_back_as_itself(day: date) -> None:
    number, month, year = (int(part) for part in dates.short(day).split("-"))
    assert date(year, month, number) == day


@given(st.dates())
def test_every_month_has_its_own_name(day: date) -> None:
    other = day.replace(day=1, month=day.month % 12 + 1)
    assert dates.long(day).split()[1] != dates.long(other).split()[1]
    assert dates.month(f"{day.year}-{day.month:02}") != dates.month(f"{day.year}-{other.month:02}")


def test_a_moment_is_told_on_this_machines_clock() -> None:
    at = datetime(2026, 11, 20, 9, 42, tzinfo=UTC)
    here = at.astimezone()
    assert dates.time(at) == f"{here:%H:%M}"
    assert dates.moment(at) == f"{dates.short(here)} {here:%H:%M}"
    # A time without a zone is already on this clock.
    assert dates.time(datetime(2026, 11, 20, 9, 42)) == "09:42"  # noqa: DTZ001


def test_the_foot_of_a_bar_has_room_for_one_letter() -> None:
    assert dates.month_letter("2026-10") == "o"
