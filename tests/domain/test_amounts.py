"""Is every Danish way of writing an amount read as the same øre, and everything else refused?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.amounts import (
    LARGEST_ORE,
    AmountError,
    AmountFault,
    DecimalMark,
    detect_decimal_mark,
    parse_amount,
)
from desktop.domain.errors import PlannerError

amounts = st.integers(-LARGEST_ORE, LARGEST_ORE)


def written(ore: int, *, thousands: str, mark: str) -> str:
    """The amount without its sign, by a way of writing that is not the one under test."""
    kroner, rest = divmod(abs(ore), 100)
    return f"{kroner:,}".replace(",", thousands) + f"{mark}{rest:02d}"


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("1.234,50", 123450),
        ("1234,5", 123450),
        ("1234,5-", -123450),
        ("1.234,50-", -123450),
        ("-1.234,50", -123450),
        ("- 1.234,50", -123450),
        ("\u22121.234,50", -123450),
        ("(1.234,50)", -123450),
        ("(kr. 1.234,50)", -123450),
        ("1 234,50", 123450),
        ("1\u00a0234,50", 123450),
        ("1\u202f234\u202f567,00", 123456700),
        ("-1.234", -123400),
        ("1.234", 123400),
        ("1.234.567", 123456700),
        ("1234", 123400),
        ("0", 0),
        ("-0,00", 0),
        ("0,05", 5),
        (",50", 50),
        ("007,50", 750),
        ("kr. 1.234,50", 123450),
        ("kr 1.234,50", 123450),
        ("kr.1.234,50", 123450),
        ("1.234,50 kr.", 123450),
        ("1.234,50kr", 123450),
        ("DKK 1.234,50", 123450),
        ("396.296,22 DKK", 39629622),
        ("DKK -1.234,50", -123450),
        ("-kr. 1.234,50", -123450),
        ("791357,-", 79135700),
        ("1.234,-", 123400),
        ("1.234,--", 123400),
        ("kr. 1.234,-", 123400),
        ("'1.234,50", 123450),
        (' "1.234,50" ', 123450),
        ("+1.234,50", 123450),
        ("1234,5000", 123450),
        ("1234,5600000000002", 123456),
        ("0,000000000001", 0),
    ],
)
def test_danish_amounts(cell: str, ore: int) -> None:
    assert parse_amount(cell) == ore


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("-1234.50", -123450),
        ("1,234", 123400),
        ("1 234.50", 123450),
        (".5", 50),
        ("1234", 123400),
    ],
)
def test_amounts_of_a_column_with_decimal_points(cell: str, ore: int) -> None:
    assert parse_amount(cell, decimal=".") == ore


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", AmountFault.EMPTY),
        ("  ", AmountFault.EMPTY),
        ("-", AmountFault.EMPTY),
        ("\u2014", AmountFault.EMPTY),
        ("kr.", AmountFault.EMPTY),
        ("NaN", AmountFault.NOT_A_NUMBER),
        ("inf", AmountFault.NOT_A_NUMBER),
        ("-inf", AmountFault.NOT_A_NUMBER),
        ("0x1F", AmountFault.NOT_A_NUMBER),
        ("1_000", AmountFault.NOT_A_NUMBER),
        ("²³", AmountFault.NOT_A_NUMBER),
        ("١٢٣", AmountFault.NOT_A_NUMBER),
        ("#VÆRDI!", AmountFault.NOT_A_NUMBER),
        ("N/A", AmountFault.NOT_A_NUMBER),
        ("12 stk", AmountFault.NOT_A_NUMBER),
        ("--5", AmountFault.NOT_A_NUMBER),
        ("(-5)", AmountFault.NOT_A_NUMBER),
        ("31-12-2024", AmountFault.NOT_A_NUMBER),
        ("1e400", AmountFault.SCIENTIFIC),
        ("1,2E+08", AmountFault.SCIENTIFIC),
        ("1.2345", AmountFault.GROUPING),
        ("1.23", AmountFault.GROUPING),
        ("1,234.50", AmountFault.GROUPING),
        ("1,5,5", AmountFault.GROUPING),
        ("12 34,50", AmountFault.GROUPING),
        ("1.234 567,00", AmountFault.GROUPING),
        ("1,234", AmountFault.FRACTION_OF_ORE),
        ("0,001", AmountFault.FRACTION_OF_ORE),
        ("9" * 400, AmountFault.TOO_LARGE),
        ("-" + "9" * 50 + ",99", AmountFault.TOO_LARGE),
        ("100 EUR", AmountFault.CURRENCY),
        ("SEK 100,00", AmountFault.CURRENCY),
        ("€ 100", AmountFault.CURRENCY),
    ],
)
def test_what_is_no_amount_says_why(cell: str, fault: AmountFault) -> None:
    with pytest.raises(AmountError) as error:
        parse_amount(cell)
    assert error.value.kind is fault


@given(
    amounts,
    st.sampled_from([("", ","), (".", ","), (" ", ","), ("\u00a0", ","), ("", "."), (",", "."), (" ", ".")]),
)
def test_every_amount_comes_back_from_every_way_of_writing_it(
    ore: int, marks: tuple[str, DecimalMark]
) -> None:
    thousands, mark = marks
    bare = written(ore, thousands=thousands, mark=mark)
    ways = (
        [f"-{bare}", f"{bare}-", f"({bare})", f"DKK -{bare}", f"-{bare} kr."]
        if ore < 0
        else [bare, f"kr. {bare}"]
    )
    assert {parse_amount(way, decimal=mark) for way in ways} == {ore}


@given(st.lists(st.integers(100_000, LARGEST_ORE), min_size=1), st.sampled_from([(".", ","), (",", ".")]))
def test_a_column_of_grouped_amounts_tells_its_decimal_mark(
    column: list[int], marks: tuple[str, DecimalMark]
) -> None:
    thousands, mark = marks
    assert detect_decimal_mark([written(ore, thousands=thousands, mark=mark) for ore in column]) == mark


@pytest.mark.parametrize(
    ("column", "mark"),
    [
        (["1.234,50", "99"], ","),
        (["1,234.50", "99"], "."),
        (["1234,5"], ","),
        (["1234.5"], "."),
        (["0,567"], ","),
        (["0.567"], "."),
        (["1234.567"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["1.234", "kr. 12,50"], ","),
        (["1.234", "(12.50)"], "."),
        (["1.234,-"], ","),
        (["1234.-"], ","),
        (["100", "200-", "ukendt", ""], ","),
        ([], ","),
        (["1.234"], None),
        (["1,234", "500"], None),
        (["12,50", "12.50"], None),
    ],
)
def test_the_decimal_mark_is_found_or_left_to_a_person(column: list[str], mark: DecimalMark | None) -> None:
    assert detect_decimal_mark(column) == mark


@given(st.text(max_size=40), st.sampled_from([",", "."]))
def test_any_text_gives_an_amount_or_a_fault_that_does_not_quote_it(cell: str, mark: DecimalMark) -> None:
    detect_decimal_mark([cell])
    amount: int | AmountError
    try:
        amount = parse_amount(cell, decimal=mark)
    except AmountError as error:
        amount = error
    if isinstance(amount, PlannerError):
        assert str(amount) == amount.kind.value
    else:
        assert abs(amount) <= LARGEST_ORE
