"""Are numbers written as people write them, and do they say exactly what they were made from?"""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.intervals import Interval, exactly
from desktop.texts import numbers, translate

amounts = st.integers(min_value=-(10**18), max_value=10**18)
SIGNS = {"da": (".", ","), "en": (",", ".")}

# The language stays the same through all examples of a test.
in_each_language = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(text: str, language: str) -> Decimal:
    """The number a reader of the language sees."""
    thousands, decimals = SIGNS[language]
    bare = re.sub(rf"[^0-9{re.escape(decimals)}-]", "", text.replace(thousands, "").removesuffix("kr."))
    return Decimal(bare.replace(decimals, "."))


@pytest.mark.parametrize(
    ("number", "danish", "english"),
    [(0, "0", "0"), (999, "999", "999"), (1234, "1.234", "1,234"), (-1234567, "-1.234.567", "-1,234,567")],
)
def test_counts_have_thousands(number: int, danish: str, english: str) -> None:
    assert numbers.whole(number) == danish
    translate.use("en")
    assert numbers.whole(number) == english


@in_each_language
@given(number=st.integers())
def test_a_count_reads_back_as_itself(language: str, number: int) -> None:
    assert read(numbers.whole(number), language) == number


def test_amounts_carry_their_currency_and_do_not_break() -> None:
    assert numbers.kroner(123_450) == "1.234,50\u00a0kr."
    assert numbers.kroner(-5) == "-0,05\u00a0kr."
    translate.use("en")
    assert numbers.kroner(123_450) == "DKK\u00a01,234.50"
    assert numbers.kroner(-5) == "DKK\u00a0-0.05"


@in_each_language
@given(ore=amounts)
def test_no_ore_is_lost(language: str, ore: int) -> None:
    """Also beyond the 2^53 where a float begins to drop them."""
    assert read(numbers.kroner(ore), language) * 100 == ore


@in_each_language
@given(ore=amounts)
def test_whole_kroner_is_the_nearest_and_halves_go_outward(language: str, ore: int) -> None:
    crowns = read(numbers.whole_kroner(ore), language)
    assert abs(crowns * 100 - ore) <= 50
    if abs(ore) % 100 == 50:
        assert abs(crowns * 100) > abs(ore)


@pytest.mark.parametrize(
    ("number", "digits", "danish"),
    [
        (12.5, 1, "12,5"),
        (12.0, 0, "12"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (2.675, 2, "2,68"),
        (1234.56, 1, "1.234,6"),
        (-0.04, 1, "0,0"),
        (1e6, 0, "1.000.000"),
    ],
)
def test_decimals_are_rounded_as_by_hand(number: float, digits: int, danish: str) -> None:
    assert numbers.decimal(number, digits) == danish


@in_each_language
@given(number=st.floats(-1e9, 1e9), digits=st.integers(0, 6))
def test_a_decimal_is_within_half_a_step(language: str, number: float, digits: int) -> None:
    shown = read(numbers.decimal(number, digits), language)
    assert abs(shown - Decimal(repr(number))) <= Decimal(1).scaleb(-digits) / 2


@pytest.mark.parametrize(
    ("share", "danish"),
    [
        (0.0, "0\u00a0%"),
        (0.816, "82\u00a0%"),
        (1.0, "100\u00a0%"),
        (0.001, "1\u00a0%"),
        (0.999, "99\u00a0%"),
    ],
)
def test_percent_says_none_and_all_only_when_it_is_so(share: float, danish: str) -> None:
    assert numbers.percent(share) == danish


@given(part=st.integers(0, 5000), whole=st.integers(1, 5000))
def test_percent_of_a_part_is_0_or_100_only_for_none_or_all(part: int, whole: int) -> None:
    share = min(part, whole) / whole
    assert (numbers.percent(share) == "100\u00a0%") == (share == 1)
    assert (numbers.percent(share) == "0\u00a0%") == (share == 0)


def test_english_percent_has_no_space() -> None:
    translate.use("en")
    assert numbers.percent(0.816) == "82%"
    assert numbers.percent_interval(Interval(0.71, 0.82)) == "71–82%"


def test_intervals_show_both_ends_or_one_figure() -> None:
    assert numbers.interval(exactly(32)) == "32"
    assert numbers.interval(Interval(32, 35)) == "32–35"
    assert numbers.interval(Interval(20.6, 21.4)) == "21"
    assert numbers.interval(Interval(20.6, 21.4), digits=1) == "20,6–21,4"
    assert numbers.percent_interval(Interval(0.71, 0.82)) == "71–82\u00a0%"
    assert numbers.percent_interval(exactly(0.82)) == "82\u00a0%"


@given(low=st.floats(0, 1e6), width=st.floats(0, 1e6))
def test_an_interval_never_claims_more_than_it_shows(low: float, width: float) -> None:
    shown = numbers.interval(Interval(low, low + width))
    ends = [read(end, "da") for end in shown.split(numbers.EN_DASH)]
    assert ends == sorted(set(ends))
    assert abs(ends[0] - Decimal(repr(low))) <= Decimal("0.5")
    assert abs(ends[-1] - Decimal(repr(low + width))) <= Decimal("0.5")


@pytest.mark.parametrize(
    ("figures", "plural"),
    [
        (Interval(1, 1), 1),
        (Interval(0, 0), 0),
        (Interval(0, 1), 2),
        (Interval(1, 4), 4),
        (Interval(0.9, 1.2), 1),
    ],
)
def test_singular_is_for_exactly_one(figures: Interval, plural: int) -> None:
    assert numbers.counted(figures) == plural


def test_ean_numbers_are_never_separated() -> None:
    assert numbers.ean("5790000000012") == "5790000000012"
    assert numbers.ean(" 5790 0000 00012\u00a0") == "5790000000012"
