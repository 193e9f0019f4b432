"""Do backups get fewer with age, never by more than was promised, and the same whenever one thins them?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.retention import DAYS, MONTHS, VERSIONS, WEEKS, worth_keeping

START = datetime(2026, 1, 1, tzinfo=UTC)
times = st.lists(
    st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes)), max_size=120
)


@given(times)
def test_what_is_kept_was_there_and_is_not_more_than_promised(made: list[datetime]) -> None:
    kept = worth_keeping(made)
    assert kept <= set(made)
    assert len(kept) <= VERSIONS + DAYS + WEEKS + MONTHS


@given(times)
def test_the_last_ten_are_kept(made: list[datetime]) -> None:
    assert set(sorted(set(made))[-VERSIONS:]) <= worth_keeping(made)


@given(times)
def test_the_newest_of_each_of_the_last_days_weeks_and_months_is_kept(made: list[datetime]) -> None:
    kept = worth_keeping(made)
    periods: tuple[tuple[int, Callable[[datetime], str]], ...] = (
        (DAYS, lambda at: f"{at:%Y-%m-%d}"),
        (WEEKS, lambda at: f"{at:%G-%V}"),
        (MONTHS, lambda at: f"{at:%Y-%m}"),
    )
    for most, period in periods:
        newest: dict[str, datetime] = {}
        for at in sorted(made):
            newest[period(at)] = at
        for name in sorted(newest)[-most:]:
            assert newest[name] in kept


@given(times)
def test_thinning_twice_is_thinning_once(made: list[datetime]) -> None:
    assert worth_keeping(worth_keeping(made)) == worth_keeping(made)


@given(times)
def test_thinning_after_every_save_ends_where_thinning_once_does(made: list[datetime]) -> None:
    kept: frozenset[datetime] = frozenset()
    for at in sorted(made):
        kept = worth_keeping({*kept, at})
    assert kept == worth_keeping(made)


def test_a_year_of_daily_work() -> None:
    made = [START + timedelta(days=day, hours=hour) for day in range(365) for hour in (9, 12, 15)]
    kept = sorted(worth_keeping(made))
    assert len(kept) == 36
    assert kept[0].month == 1
    assert kept[-1] == made[-1]


def test_a_clock_that_was_wrong_for_a_day_throws_nothing_away() -> None:
    made = [START + timedelta(days=day) for day in range(14)]
    assert set(made) <= worth_keeping([*made, START + timedelta(days=4000)]) | {made[0]}
