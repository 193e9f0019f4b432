"""Is a day understood as the clerk meant it, with the year she did not type?"""

from __future__ import annotations

import contextlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.dates import DateError, DateFault
from desktop.domain.typed_dates import Leaning, read_day

FRIDAY = date(2026, 11, 20)

days = st.dates(date(2001, 1, 1), date(2068, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        "20-11-26",
        "20.11.2026",
        "20/11",
        "20/11-2026",
        "20/11 2026",
        "20.11",
        "20-11",
        "20. 11.",
        "d. 20/11",
        "den 20. november",
        "20. nov.",
        "20 nov 26",
        "fredag den 20. november 2026",
        "fre. 20/11",
        "201126",
        "20112026",
        "2026-11-20",
        "i dag",
        " I  DAG. ",
        "idag",
        "dags dato",
    ],
)
def test_what_a_clerk_types_for_today(typed: str) -> None:
    assert read_day(typed, today=FRIDAY) == FRIDAY
    assert read_day(typed, today=FRIDAY, leaning=Leaning.PAST) == FRIDAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("i morgen", date(2026, 11, 21)),
        ("i overmorgen", date(2026, 11, 22)),
        ("i går", date(2026, 11, 19)),
        ("mandag", date(2026, 11, 23)),
        ("på mandag", date(2026, 11, 23)),
        ("næste mandag", date(2026, 11, 23)),
        ("fredag", date(2026, 11, 27)),
        ("næste fredag", date(2026, 11, 27)),
        ("1/3", date(2027, 3, 1)),
        ("19/11", date(2027, 11, 19)),
        ("29/2", date(2028, 2, 29)),
        ("uge 12", date(2027, 3, 22)),
        ("uge 47", date(2026, 11, 16)),
        ("uge 1 2028", date(2028, 1, 3)),
        ("uge 53", date(2026, 12, 28)),
    ],
)
def test_what_is_told_without_its_year_lies_ahead(typed: str, meant: date) -> None:
    assert read_day(typed, today=FRIDAY) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mandag", date(2026, 11, 16)),
        ("fredag", date(2026, 11, 13)),
        ("21/11", date(2025, 11, 21)),
        ("1. marts", date(2026, 3, 1)),
        ("uge 48", date(2025, 11, 24)),
    ],
)
def test_or_behind_where_only_the_past_makes_sense(typed: str, meant: date) -> None:
    assert read_day(typed, today=FRIDAY, leaning=Leaning.PAST) == meant


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", DateFault.EMPTY),
        ("  ", DateFault.EMPTY),
        ("snart", DateFault.NOT_A_DATE),
        ("46346", DateFault.NOT_A_DATE),
        ("20", DateFault.NOT_A_DATE),
        ("1 kontoudtog", DateFault.NOT_A_DATE),
        ("20 abc", DateFault.NOT_A_DATE),
        ("31/11", DateFault.IMPOSSIBLE),
        ("30. februar", DateFault.IMPOSSIBLE),
        ("uge 54", DateFault.IMPOSSIBLE),
        ("uge 0", DateFault.IMPOSSIBLE),
        ("uge 53 2027", DateFault.IMPOSSIBLE),
        ("31-02-2027", DateFault.IMPOSSIBLE),
        ("31.12.9999", DateFault.OUT_OF_RANGE),
        ("uge 12 3027", DateFault.OUT_OF_RANGE),
        ("week 2 1800", DateFault.OUT_OF_RANGE),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(typed: str, fault: DateFault) -> None:
    with pytest.raises(DateError) as found:
        read_day(typed, today=FRIDAY)
    assert found.value.kind is fault


@given(st.text(max_size=30), days)
def test_any_text_is_a_day_or_a_date_error(typed: str, today: date) -> None:
    with contextlib.suppress(DateError):
        assert isinstance(read_day(typed, today=today), date)


@given(days, days)
def test_the_written_date_is_read_back_whatever_today_is(meant: date, today: date) -> None:
    for written in (f"{meant:%d-%m-%Y}", f"{meant:%d.%m.%y}", f"{meant:%d%m%y}", meant.isoformat()):
        assert read_day(written, today=today) == meant


@given(days, days)
def test_without_a_year_it_is_the_nearest_on_the_side_that_is_meant(meant: date, today: date) -> None:
    typed = f"{meant.day}/{meant.month}"
    ahead = read_day(typed, today=today)
    behind = read_day(typed, today=today, leaning=Leaning.PAST)
    assert behind <= today <= ahead
    assert {(one.day, one.month) for one in (ahead, behind)} == {(meant.day, meant.month)}
    if (meant.day, meant.month) != (29, 2):
        assert ahead - today < timedelta(days=366)
        assert today - behind < timedelta(days=366)
