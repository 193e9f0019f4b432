"""Is every Danish way of writing a date read as the same day, and everything else refused?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.dates import DateError, DateFault, DateOrder, detect_date_order, parse_date
from desktop.domain.errors import PlannerError

DAY = date(2024, 12, 31)

days = st.dates(date(1900, 3, 1), date(2099, 12, 31))
recent_days = st.dates(date(1969, 1, 1), date(2068, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        "31-12-2024",
        "31.12.2024",
        "31/12/2024",
        "31 12 2024",
        "31. 12. 2024",
        "31.12.24",
        "31-12-24",
        "31/12/24",
        "2024-12-31",
        "2024/12/31",
        "2024.12.31",
        "20241231",
        "31122024",
        "45657",
        "45657.0",
        "45657,75",
        "2024-12-31T23:59:59",
        "2024-12-31T23:59:59.123Z",
        "2024-12-31T00:00:00+01:00",
        "2024-12-31+01:00",
        "2024-12-31Z",
        "2024-12-31 00:00:00",
        "31-12-2024 14:30",
        "31.12.2024 kl. 14.30",
        "31. december 2024",
        "31 dec 2024",
        "31. dec. 2024",
        "31-Dec-24",
        " '31-12-2024 ",
        "31\u201312\u20132024",
        "31-12-2024\u00a0",
        "\uff13\uff11-\uff11\uff12-2024",
    ],
)
def test_danish_dates(cell: str) -> None:
    assert parse_date(cell) == DAY


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("02/01/2024", DateOrder.DMY, date(2024, 1, 2)),
        ("01/02/2024", DateOrder.MDY, date(2024, 1, 2)),
        ("1/2/24", DateOrder.MDY, date(2024, 1, 2)),
        ("24-01-02", DateOrder.YMD, date(2024, 1, 2)),
        ("02-01-2024", DateOrder.YMD, date(2024, 1, 2)),
        ("2024-01-02", DateOrder.MDY, date(2024, 1, 2)),
        ("20240102", DateOrder.MDY, date(2024, 1, 2)),
        ("9. maj 2024", DateOrder.DMY, date(2024, 5, 9)),
        ("9 October 2024", DateOrder.DMY, date(2024, 10, 9)),
        ("01.01.68", DateOrder.DMY, date(2068, 1, 1)),
        ("01.01.69", DateOrder.DMY, date(1969, 1, 1)),
        ("29.02.2024", DateOrder.DMY, date(2024, 2, 29)),
    ],
)
def test_the_order_decides_where_the_year_does_not_stand_first(
    cell: str, order: DateOrder, day: date
) -> None:
    assert parse_date(cell, order=order) == day


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", DateFault.EMPTY),
        ("-", DateFault.EMPTY),
        ("00.00.0000", DateFault.EMPTY),
        ("00000000", DateFault.EMPTY),
        ("0", DateFault.EMPTY),
        ("ukendt", DateFault.NOT_A_DATE),
        ("31.12", DateFault.NOT_A_DATE),
        ("12 marketing 2024", DateFault.NOT_A_DATE),
        ("1.234,50", DateFault.NOT_A_DATE),
        ("1234", DateFault.NOT_A_DATE),
        ("31-12.2024", DateFault.NOT_A_DATE),
        ("010160-5001", DateFault.NOT_A_DATE),
        ("31-02-2024", DateFault.IMPOSSIBLE),
        ("29.02.2023", DateFault.IMPOSSIBLE),
        ("12/31/2024", DateFault.IMPOSSIBLE),
        ("20241331", DateFault.IMPOSSIBLE),
        ("31.12.9999", DateFault.OUT_OF_RANGE),
        ("01.01.1899", DateFault.OUT_OF_RANGE),
        ("99999", DateFault.OUT_OF_RANGE),
    ],
)
def test_what_is_no_date_says_why(cell: str, fault: DateFault) -> None:
    with pytest.raises(DateError) as error:
        parse_date(cell)
    assert error.value.kind is fault


@given(days)
def test_every_day_comes_back_from_every_way_of_writing_it(day: date) -> None:
    for pattern in ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y%m%d", "%d%m%Y", "%Y-%m-%dT%H:%M:%S"):
        assert parse_date(day.strftime(pattern)) == day
    assert parse_date(day.strftime("%m/%d/%Y"), order=DateOrder.MDY) == day


@given(recent_days)
def test_short_years_lie_between_1969_and_2068(day: date) -> None:
    assert parse_date(day.strftime("%d.%m.%y")) == day
    assert parse_date(day.strftime("%y-%m-%d"), order=DateOrder.YMD) == day


@given(st.dates(date(1927, 5, 18), date(2099, 12, 31)))
def test_serial_numbers_of_excel_are_days(day: date) -> None:
    assert parse_date(str((day - date(1899, 12, 30)).days)) == day


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (["01-02-2024", "31-12-2024"], DateOrder.DMY),
        (["01/02/2024", "12/31/2024"], DateOrder.MDY),
        (["01.02.2024"], DateOrder.DMY),
        (["01.02.24"], DateOrder.DMY),
        (["99-01-02", "98-12-31"], DateOrder.YMD),
        (["2024-01-02", "2024-12-31"], DateOrder.YMD),
        (["20240102", "45657", "", "ukendt"], DateOrder.YMD),
        (["2024-01-02", "31-12-2024"], DateOrder.DMY),
        # Day first is how Danish systems write with a hyphen, until a cell says otherwise.
        (["01-02-2024", "03-04-2024"], DateOrder.DMY),
        (["01-02-2024", "03-14-2024"], DateOrder.MDY),
        (["01-02-2024", "01/02/2024"], None),
        (["01/02/2024", "03/04/2024"], None),
        (["01-02-24"], None),
        (["01/02/24"], None),
        (["24-10-12"], None),
        (["31/12/2024", "12/31/2024"], None),
    ],
)
def test_the_order_of_a_column_is_found_or_left_to_a_person(
    column: list[str], order: DateOrder | None
) -> None:
    assert detect_date_order(column) is order


@given(st.lists(days, min_size=1), st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y"]))
def test_an_order_that_is_told_is_the_right_one(column: list[date], pattern: str) -> None:
    cells = [day.strftime(pattern) for day in column]
    order = detect_date_order(cells)
    if order is None:
        assert all(day.day <= 12 for day in column)
    else:
        assert [parse_date(cell, order=order) for cell in cells] == column


@given(st.text(max_size=40), st.sampled_from(DateOrder))
def test_any_text_gives_a_day_or_a_fault_that_does_not_quote_it(cell: str, order: DateOrder) -> None:
    detect_date_order([cell])
    day: date | DateError
    try:
        day = parse_date(cell, order=order)
    except DateError as error:
        day = error
    if isinstance(day, PlannerError):
        assert str(day) == day.kind.value
    else:
        assert 1900 <= day.year <= 2099
