"""Are the cells of an XLSX, worked out column by column, those worked out one by one?"""

from __future__ import annotations

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from desktop.importing.displayed import CellValue, fewest_digits, shown, shown_fraction
from desktop.importing.workbooks import _MOMENT, _bare_texts
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
