"""Are the cells of an XLSX, worked out column by column, those worked out one by one?"""

from __future__ import annotations

import threading
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.progress import Cancelled
from desktop.importing.displayed import CellValue, fewest_digits, shown, shown_fraction
from desktop.importing.workbooks import _MOMENT, _bare_texts, _ticked
from desktop.importing.xlsx_formats import CellStyle
from desktop.importing.xlsx_scan import _Shown

FORMATS = ("General", "0", "0000000000", "00000000", "#,##0.00", "0.00", "000-000", "0%", '0000" kr."', "@")

values = (
    st.text(max_size=5)
    | st.floats()
    | st.integers(-(10**16), 10**16).map(float)
    | st.booleans()
    | st.just(datetime(2026, 11, 20))  # noqa: DTZ001 - as calamine gives it
)
columns = (
    st.lists(values, min_size=1, max_size=30)
    | st.lists(st.integers(-(10**16), 10**16).map(float), min_size=1)
    | st.lists(st.text(max_size=5), min_size=1)
)


@given(columns)
def test_a_column_shows_what_its_cells_show(column: list[CellValue]) -> None:
    alone = [_MOMENT if isinstance(value, date) else shown(value) for value in column]
    assert list(_bare_texts(column)) == alone


@given(st.floats(-1e14, 1e14).filter(lambda value: not value.is_integer()))
def test_a_fraction_shows_what_any_number_shows(value: float) -> None:
    assert shown_fraction(value) == shown(value)


@given(st.sampled_from(FORMATS), st.integers(0, 10**16) | st.just(0))
def test_numbers_filled_up_with_zeros_show_what_their_style_shows(number_format: str, number: int) -> None:
    style = CellStyle(number_format, False, False, datetime(1899, 12, 30))  # noqa: DTZ001 - Excel's day 0
    assert _Shown(style)[str(number).encode()] == style.shown(str(number)) == shown(number, number_format)


def test_a_format_that_does_more_than_fill_up_is_left_to_the_rules() -> None:
    assert [fewest_digits(each) for each in FORMATS] == [1, 1, 10, 8, 0, 0, 0, 0, 4, 1]


def test_a_long_call_of_the_library_can_be_stopped_while_it_runs() -> None:
    goes_on = threading.Event()
    asked: list[int] = []

    def stop(row: int) -> None:
        asked.append(row)
        raise Cancelled

    try:
        with pytest.raises(Cancelled):
            _ticked(lambda: goes_on.wait(60), stop)
    finally:
        goes_on.set()
    assert asked == [0]


def test_a_long_call_gives_what_it_gives_and_its_faults_come_as_they_are() -> None:
    goes_on = threading.Event()
    assert _ticked(lambda: goes_on.wait(60), lambda _row: goes_on.set())
    with pytest.raises(ZeroDivisionError):
        _ticked(lambda: 1 // 0, lambda _row: None)
