"""Does a number show as it does in Excel?"""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.importing.displayed import CellValue, shown


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (100200, "00000000", "00100200"),
        (900, "0000", "0900"),
        (0, "00", "00"),
        (5790000000012, "General", "5790000000012"),
        (5790000000012.0, "0", "5790000000012"),
        (5790000000012, "0.00E+00", "5790000000012"),
        (12345678, '00" "00" "00" "00', "12 34 56 78"),
        (101605003, "000000-0000", "010160-5003"),
        (101605003, '000000"-"0000', "010160-5003"),
        (12, "[$-406]00", "12"),
        (12, "# ?/?", "12"),
        (0.5, "# ?/?", "0,5"),
        (12, "0.00E+00", "12"),
        (1234.5, "#,##0.00", "1234,50"),
        (1234, '"kr." #,##0.00;[Red]-"kr." #,##0.00', "1234,00"),
        (1234.567, "#,##0", "1234,567"),
        (-5.25, "General", "-5,25"),
        (0.1 + 0.2, "General", "0,3"),
        (1e-7, "General", "0,0000001"),
        (0.25, "0%", "25 %"),
        (3.0, "General", "3"),
        (True, "General", "SAND"),
        (False, "General", "FALSK"),
        (None, "General", ""),
        ("0012", "@", "0012"),
        (datetime.fromisoformat("2026-03-05"), "dd-mm-yyyy", "2026-03-05"),
        (datetime.fromisoformat("2026-03-05T13:45"), "dd-mm-yyyy hh:mm", "2026-03-05 13:45:00"),
        (date(2026, 3, 5), "General", "2026-03-05"),
        (time(13, 45), "General", "13:45:00"),
        (float("nan"), "0", "#NUM!"),
    ],
)
def test_shown(value: CellValue, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text


def test_digits_excel_has_lost_are_not_shown_as_if_they_were_there() -> None:
    assert shown(12345678901234567890) == "1,23456789012346E+19"
    assert shown(1e300) == "1,00000000000000E+300"


@given(st.integers(0, 10**15 - 1))
def test_every_number_excel_can_hold_exactly_shows_all_its_digits(number: int) -> None:
    assert shown(number) == str(number) == shown(float(number))


@given(st.integers(0, 10**8 - 1))
def test_zero_padding_gives_the_width_of_the_format(number: int) -> None:
    assert shown(number, "00000000") == f"{number:08d}"


@given(st.integers(-(10**11), 10**11))
def test_whole_oere_survive(ore: int) -> None:
    text = shown(ore / 100, "#,##0.00")
    assert round(float(text.replace(",", ".")) * 100) == ore
