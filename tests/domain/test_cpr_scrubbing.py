"""Is every CPR number kept out of what is written, and everything else left as it is?

All numbers here were never issued: years 60–67 with a seventh digit 5–8 (born 1860–1867), numbers that fail
modulus 11 outside the known 1 Januaries, or replacement numbers made up for the test.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain import cpr
from tests.domain.cpr_cases import (
    CANARY,
    OTHER,
    SPELLINGS,
    TODAY,
    canaries,
    dashed,
    pairs,
    quiet_text,
    spellings,
)


def leaks(text: str, digits: str) -> bool:
    """Whether the number can still be read, by a reader that ignores everything but digits."""
    folded = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    return digits[1:] in folded


@given(canaries, spellings, quiet_text, quiet_text)
def test_every_number_is_masked_in_every_spelling(
    digits: str, spelling: str, before: str, after: str
) -> None:
    written = SPELLINGS[spelling](digits)
    if "lost" in spelling:
        # A spreadsheet drops the zero of a cell that is a number and nothing else.
        before, after = f"{before} ", f" {after}"
    scrubbed = cpr.scrub(f"{before}{written}{after}")
    assert not leaks(scrubbed, digits)
    assert cpr.MASK in scrubbed
    assert not cpr.contains_cpr(scrubbed)


@given(canaries, canaries, spellings, spellings, st.sampled_from([", ", ",", ";", " og ", "\n", " / ", " "]))
def test_two_numbers_beside_each_other_are_both_masked(
    first: str, second: str, spelling_1: str, spelling_2: str, between: str
) -> None:
    # Pairs by spaces next to pairs by spaces are one chain, and two CPR numbers read as ten pairs.
    scrubbed = cpr.scrub(SPELLINGS[spelling_1](first) + between + SPELLINGS[spelling_2](second))
    assert not leaks(scrubbed, first)
    assert not leaks(scrubbed, second)


@given(canaries, st.sampled_from("abcæøåXYZ_(<\"'#"), st.sampled_from("abcæøåXYZ_)>\"'%"))
def test_numbers_glued_to_other_signs_are_masked(digits: str, before: str, after: str) -> None:
    for number in (digits, dashed(digits)):
        assert cpr.scrub(f"{before}{number}{after}") == f"{before}{cpr.MASK}{after}"


numberish = st.text(st.sampled_from("0123456789" * 3 + "  --../,:_\n\t\u00a0\u2013\u200bxcpr"), max_size=60)


@given(numberish)
@example("20 11 12 13 14 15 16 17 5000")
@example("01 02 60 05 06 07,5")
@example("120345 1500,02 01 60 5003")
@example("01 01 60 50 03 01 01 60 50 03 01")
def test_scrubbing_is_done_after_once(text: str) -> None:
    scrubbed = cpr.scrub(text)
    assert not cpr.contains_cpr(scrubbed)
    assert cpr.scrub(scrubbed) == scrubbed
    assert cpr.contains_cpr(text) is (scrubbed != text)


@given(numberish)
@example("cpr 11 12 13 14 15 16 17 18")
@example("cpr 01 02 60 05 06 07,5")
@example("cpr 120345 1500,50")
def test_nothing_is_counted_that_scrubbing_leaves(text: str) -> None:
    assert cpr.find_in_text(cpr.scrub(text), today=TODAY) == ()
    if cpr.find_in_text(text, today=TODAY):
        assert cpr.contains_cpr(text)


@given(st.text(max_size=80))
def test_scrubbing_holds_for_any_text(text: str) -> None:
    scrubbed = cpr.scrub(text)
    assert not cpr.contains_cpr(scrubbed)
    assert cpr.scrub(scrubbed) == scrubbed


def no_digits_lost(text: str) -> None:
    assert not cpr.contains_cpr(text)
    assert cpr.scrub(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ordre uden numre",
        "5798009900012",
        "5 798 009 900 012",
        "5798 00 990 0012",
        "57 90 01 23 45 67 8",
        "99000007",
        "DK99000007",
        "12 10 34 56",
        "20 12 34 56",
        "+45 20 12 34 56",
        "+4520123456",
        "0045 20123456",
        "20123456 21123456",
        "20 12 34 56 / 21 11 12 13",
        "31-12-2024",
        "31.12.24",
        "2024-12-31",
        "20241231",
        "31-12-2024 14:30",
        "31.12.2024 kl. 14.30",
        "20241231143000",
        "01-12-2024 - 31-12-2024",
        "01-12-24 31-12-24",
        "01.12.24 - 31.12.24",
        "1.234,50",
        "12.045.678,90",
        "1.012.345.678,50",
        "1 012 345 678,50",
        "Ordre 120345 1500,00",
        "01.02.24 1234,50",
        "DK50 0040 0440 1162 43",
        "DK5000400440116243",
        "+71<000101605003012+12345678<",
        "1234567890",
        "4512340001",
        "3113605003",
        "0000000000",
        "9999999999",
        "000101605003",
        "5000 Odense C",
        "54867100800",
        "DE101605003",
        "NL101605003B01",
        cpr.MASK,
    ],
)
def test_other_numbers_stay_as_they_are(text: str) -> None:
    no_digits_lost(text)


@given(st.integers(10_000_000, 99_999_999).map(str))
def test_no_eight_digit_number_is_touched(number: str) -> None:
    two = " ".join(number[start : start + 2] for start in range(0, 8, 2))
    for text in (
        number,
        f"DK{number}",
        f"+45 {number}",
        f"+45{number}",
        two,
        f"+45 {two}",
        f"{number[:4]} {number[4:]}",
    ):
        no_digits_lost(text)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.times())
def test_no_date_or_time_is_touched(day: date, time: object) -> None:
    for pattern in ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%Y-%m-%d", "%Y%m%d", "%d-%m-%y"):
        no_digits_lost(day.strftime(pattern))
        no_digits_lost(f"{day.strftime(pattern)} {str(time)[:5]}")


@given(st.integers(0, 10**9))
def test_no_amount_is_touched(ore: int) -> None:
    grouped = f"{ore // 100:,}".replace(",", ".") + f",{ore % 100:02d}"
    for text in (
        grouped,
        f"kr. {grouped}",
        f"-{grouped}",
        grouped.replace(".", " "),
        grouped.replace(".", "\u00a0"),
    ):
        no_digits_lost(text)


def test_a_chain_of_pairs_is_phone_numbers_or_cpr_numbers() -> None:
    people = [pairs(digits, " ") for digits in (CANARY, OTHER, "0303627023", "0404638033")]
    assert cpr.scrub(" ".join(people)) == " ".join([cpr.MASK] * 4)
    no_digits_lost("20 12 34 56 21 11 12 13 22 10 11 12 23 12 34 56 20 12 34 56")


def test_the_rest_of_the_text_stays_character_for_character() -> None:
    text = f"Vedr.\u00a0{dashed(CANARY)}\u2013 æøå\u200b <b>1.234,50</b> {OTHER}\r\n"
    assert cpr.scrub(text) == f"Vedr.\u00a0{cpr.MASK}\u2013 æøå\u200b <b>1.234,50</b> {cpr.MASK}\r\n"


def test_every_canary_of_the_hostile_files_is_masked(shared: Path) -> None:
    hostile = shared / "corpus" / "hostile"
    canaries_there = (hostile / "CANARIES.txt").read_text(encoding="utf-8").split()
    files = sorted((hostile / "text").glob("cpr_*.csv"))
    assert files
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            # Cell by cell, as they are read; a number split over two cells is the reader's work.
            scrubbed = ";".join(map(cpr.scrub, line.split(";")))
            assert file.name == "cpr_split_columns.csv" or not any(
                leaks(scrubbed, one) for one in canaries_there
            )
