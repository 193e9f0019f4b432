"""Is a number possible, when was its owner born, and is a run's hash of it good for nothing else?

All numbers here were never issued: years 60–67 with a seventh digit 5–8 (born 1860–1867), numbers that fail
modulus 11 outside the known 1 Januaries, or replacement numbers made up for the test.
"""

from __future__ import annotations

import copy
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as stdnum_cpr

from desktop.domain import cpr
from tests.domain.cpr_cases import (
    CANARY,
    TODAY,
    canaries,
)


@given(canaries)
def test_never_issued_numbers_follow_the_rules(digits: str) -> None:
    assert cpr.is_possible(digits)
    assert 1860 <= cpr.birth_year(digits) <= 1867
    assert not cpr.is_replacement(digits)


@pytest.mark.parametrize(
    ("digits", "year"),
    [
        ("0101000000", 1900),
        ("0101993000", 1999),
        ("0101004000", 2000),
        ("0101364000", 2036),
        ("0101374000", 1937),
        ("0101994000", 1999),
        ("0101369000", 2036),
        ("0101379000", 1937),
        ("0101005000", 2000),
        ("0101578000", 2057),
        ("0101585000", 1858),
        ("0101998000", 1899),
    ],
)
def test_the_seventh_digit_and_the_year_give_the_century(digits: str, year: int) -> None:
    assert cpr.birth_year(digits) == year


@given(st.dates(date(1900, 1, 1), TODAY - timedelta(days=1)), st.integers(0, 9), st.integers(0, 999))
def test_century_and_modulus_are_those_of_stdnum(day: date, seventh: int, rest: int) -> None:
    digits = f"{day:%d%m%y}{seventh}{rest:03d}"
    if cpr.is_possible(digits):
        assert stdnum_cpr.get_birth_date(digits).year == cpr.birth_year(digits)
    assert cpr.passes_modulus_11(digits) is (stdnum_cpr.checksum(digits) == 0)


@pytest.mark.parametrize(
    ("text", "possible"),
    [
        ("0101605003", True),
        ("6101605003", True),
        ("9101605003", True),
        ("2902605003", True),
        ("2902615003", False),
        ("2902000000", False),
        ("2902004000", True),
        ("3102605003", False),
        ("0001605003", False),
        ("3201605003", False),
        ("6001605003", False),
        ("9201605003", False),
        ("0113605003", False),
        ("0100605003", False),
        ("1234567890", False),
        ("010160500", False),
        ("01016050031", False),
        ("010160-5003", False),
        ("010160500a", False),
        ("٠١٠١٦٠٥٠٠٣", False),
        ("", False),
    ],
)
def test_a_possible_number_is_ten_digits_with_a_real_day(text: str, possible: bool) -> None:
    assert cpr.is_possible(text) is possible


def test_the_known_first_of_january_birthdays() -> None:
    without = [year for year in range(1950, 2000) if cpr.is_known_exception(f"0101{year % 100:02d}0000")]
    assert without == [
        *(1960, 1962, 1964, 1965, 1966, 1967, 1969, 1970, 1974, 1975, 1978),
        *range(1980, 1993),
        *(1994, 1995),
    ]
    assert not cpr.is_known_exception("0201600000")
    # 1860, not 1960.
    assert not cpr.is_known_exception("0101605003")


def test_replacement_numbers_have_sixty_added_to_the_day() -> None:
    assert cpr.is_replacement("6101605003")
    assert cpr.is_replacement("9112605003")
    assert not cpr.is_replacement("3101605003")


@given(st.lists(canaries, min_size=1))
def test_keys_tell_persons_apart_within_a_run(numbers: list[str]) -> None:
    hasher = cpr.PersonHasher()
    assert len({hasher.key_of(digits) for digits in numbers}) == len(set(numbers))
    assert all(digits.encode() not in hasher.key_of(digits) for digits in numbers)


def test_keys_of_two_runs_have_nothing_in_common() -> None:
    assert cpr.PersonHasher().key_of(CANARY) != cpr.PersonHasher().key_of(CANARY)


def test_a_hasher_is_never_stored_copied_or_shown() -> None:
    hasher = cpr.PersonHasher()
    for way in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            way(hasher)
    for protocol in range(6):
        with pytest.raises(TypeError):
            hasher.__reduce_ex__(protocol)
    assert repr(hasher) == "PersonHasher()"
    assert not hasattr(hasher, "__dict__")
