"""Are closed weeks read as people write them, and written so that they can be read again?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.closed_weeks import read_closed_weeks
from desktop.domain.working_days import ClosedPeriod
from desktop.texts.closed_weeks import written

SUMMER = ClosedPeriod(date(2027, 7, 12), date(2027, 7, 30), "Sommerferie")
PERIODS = st.builds(
    lambda first, days, title: ClosedPeriod(first, first + timedelta(days=days), title),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    st.integers(0, 90),
    st.sampled_from(["", "Sommerferie", "Jul og nytår", "Uge 7"]),
)


@pytest.mark.parametrize(
    "text",
    [
        "12-07-2027 – 30-07-2027 Sommerferie",
        "12.7.2027 til 30.7.2027 Sommerferie",
        "12-07-2027-30-07-2027 Sommerferie",
        "2027-07-12..2027-07-30 Sommerferie",
    ],
)
def test_days_from_and_to(text: str) -> None:
    assert read_closed_weeks(text) == (SUMMER,)


def test_weeks_by_number() -> None:
    assert read_closed_weeks("uge 28-30 2027; Uge 42, 2027 Efterår") == (
        ClosedPeriod(date(2027, 7, 12), date(2027, 8, 1)),
        ClosedPeriod(date(2027, 10, 18), date(2027, 10, 24), "Efterår"),
    )


@pytest.mark.parametrize(
    "text",
    [
        *("29-31", "29 til 31", "uge 29 til 31", "uge 29 til uge 31", "29, 30 og 31", "uge 29, 30 & 31"),
        *("ugerne 29-31", "29-31 2027", "29, 30 og 31 i 2027", "Uge 29–31/2027"),
    ],
)
def test_weeks_as_they_are_said_are_the_next_that_come(text: str) -> None:
    weeks = ClosedPeriod(date(2027, 7, 19), date(2027, 8, 8))
    assert read_closed_weeks(text, today=date(2026, 11, 20)) == (weeks,)


def test_weeks_apart_are_periods_of_their_own_and_a_year_may_turn() -> None:
    today = date(2026, 11, 20)
    assert read_closed_weeks("29-30 og 42 Ferie; 52-1", today=today) == (
        ClosedPeriod(date(2026, 12, 21), date(2027, 1, 10)),
        ClosedPeriod(date(2027, 7, 19), date(2027, 8, 1), "Ferie"),
        ClosedPeriod(date(2027, 10, 18), date(2027, 10, 24), "Ferie"),
    )
    assert read_closed_weeks("uge 53", today=date(2027, 2, 1))[0].first == date(2032, 12, 27)
    assert read_closed_weeks("uge 47", today=today)[0].first == date(2026, 11, 16)


@pytest.mark.parametrize("text", ["12-7", "12-7-27", "29-31-33", "uge 0", "uge 54", "29 30", "1234"])
def test_what_may_be_days_or_nothing_is_not_taken_for_weeks(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of two parsers, each with its own words
        read_closed_weeks(text, today=date(2026, 11, 20))


@pytest.mark.parametrize(
    "text",
    ["sommer", "30-07-2027 – 12-07-2027", "01-01-2027 – 31-12-2027", "uge 60 2027", "31-02-2027", "uge 7"],
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of two parsers, each with its own words
        read_closed_weeks(text)


@given(st.lists(PERIODS, max_size=4))
def test_what_is_written_is_read_again(periods: list[ClosedPeriod]) -> None:
    assert read_closed_weeks(written(periods)) == tuple(sorted(periods))
