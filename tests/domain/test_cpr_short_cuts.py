"""Do the short cuts for usual texts find and mask what the long way does?

An invisible sign at a text's end changes nothing about its numbers, and no short cut takes such a text. So
the same text with and without one has gone both ways. What the parts of a number say is asked of `numbers`.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain import cpr
from desktop.domain.cpr import numbers
from desktop.domain.cpr.context import Said, said_before
from desktop.domain.cpr.parts import DAYS, TAILS, YEARS
from tests.domain.cpr_cases import TODAY, canaries, dashed

INVISIBLE = "\u200b"

words = st.sampled_from(
    "cpr CPR: borger vedr. Vedr kr faktura konto tlf. +45 og uge ordre abc Ærø kundens DK12 71# p-nr.".split()
)
signs = st.sampled_from(
    [" ", "  ", "", "", "-", ".", ",", ";", "/", "\n", "\t", ":", "(", ")", "x", "é", "#", "+"]
)
endings = st.sampled_from(
    [",00", ".0", ",-", " kr", "12.34", "-12", " 1500", ".", ", ", " stk", " m.", " maj", "ml ", " 100%"]
)
written_out = st.sampled_from(
    [
        "1.1.45-1234",
        "01011945-1234",
        "9.12.1965-1235",
        "010165-\n5003",
        "010165--5003",
        " eur",
        " efter",
        " DKK ",
    ]
)
odd = st.sampled_from(["\u2011", "\u00a0", "\x00", "\uff10", "\u0660", "\u2013", INVISIBLE])
digit_runs = st.text("0123456789", min_size=1, max_size=14)
any_numbers = st.builds(
    lambda born, gap, rest: f"{born}{gap}{rest}",
    st.one_of(
        st.dates(date(1900, 1, 1), date(2030, 12, 31)).map(lambda day: f"{day:%d%m%y}"),
        st.sampled_from(["290200", "310299", "010165", "701260", "911260", "101060", "321301", "000160"]),
        st.text("0123456789", min_size=6, max_size=6),
    ),
    st.sampled_from(["", "-", " ", "-", " - ", "."]),
    st.text("0123456789", min_size=4, max_size=4),
)
texts = st.lists(
    st.one_of(words, signs, signs, endings, digit_runs, any_numbers, any_numbers, written_out, odd),
    max_size=7,
).map("".join)


@settings(max_examples=1_000)
@given(texts, st.sampled_from([TODAY, date(1999, 12, 31), date(2026, 2, 28)]))
def test_both_ways_find_the_same(text: str, today: date) -> None:
    assert cpr.find_in_text(text, today=today) == cpr.find_in_text(text + INVISIBLE, today=today)


@settings(max_examples=1_000)
@given(texts)
def test_both_ways_mask_the_same(text: str) -> None:
    assert cpr.scrub(text) + INVISIBLE == cpr.scrub(text + INVISIBLE)
    assert cpr.contains_cpr(text) == cpr.contains_cpr(text + INVISIBLE) == (cpr.scrub(text) != text)


@given(st.sampled_from(["", "Vedr. ", "borger ", "konto ", "Ole ", "x"]), any_numbers)
def test_a_hyphenated_number_among_words_scores_by_the_plain_rules(label: str, number: str) -> None:
    digits = number.replace(" - ", "").translate({ord(sign): "" for sign in "-. "})
    found = cpr.find_in_text(f"{label}{dashed(digits)} i alt", today=TODAY)
    if not numbers.is_possible(digits) or _is_to_come(digits):
        assert found == ()
        return
    replacement = numbers.is_replacement(digits)
    confirmed = numbers.passes_modulus_11(digits) or numbers.is_known_exception(digits)
    hundredths = 75 if replacement else 97 if confirmed else 90
    if said_before(label, len(label)) is Said.ANOTHER_NUMBER:
        hundredths -= 50
    assert len(found) == (hundredths >= 40)
    if not found:
        return
    (mention,) = found
    assert mention.score == hundredths / 100
    assert mention.form is (cpr.Form.REPLACEMENT if replacement else cpr.Form.HYPHENATED)
    assert mention.labelled == (said_before(label, len(label)) is Said.CPR)
    assert mention.digits == digits
    assert digits not in repr(found)


def _is_to_come(digits: str) -> bool:
    day = date(numbers.birth_year(digits), int(digits[2:4]), numbers.birth_day(digits))
    return day > TODAY


@given(st.text("0123456789", min_size=10, max_size=10))
def test_the_parts_say_what_the_whole_says(digits: str) -> None:
    day, year = DAYS.get(digits[:4]), YEARS[digits[4:7]]
    assert (day is not None and (not day.leap or year.leap)) == numbers.is_possible(digits)
    assert year.year == numbers.birth_year(digits)
    if day is not None:
        assert day.replacement == numbers.is_replacement(digits)
        weighed = day.weight + year.weight + TAILS[digits[7:]]
        assert (weighed % 11 == 0) == numbers.passes_modulus_11(digits)
        assert (day.new_year and year.excepted) == numbers.is_known_exception(digits)


@given(canaries)
def test_no_digit_is_remembered(digits: str) -> None:
    cpr.find_in_text(f"vedr. {digits} ordre {dashed(digits)}", today=TODAY)
    cpr.find_in_text(f"vedr. {digits}", today=TODAY)
    from desktop.domain.cpr import finding

    assert not any(any(map(str.isdigit, signs)) for signs in [*finding._BEFORE, *finding._BEHIND])


@pytest.mark.parametrize("part", ["0101", "2902", "3112", "7001", "8902"])
def test_every_day_is_there(part: str) -> None:
    assert part in DAYS
    assert {"3002", "0001", "3201", "9201", "1013"}.isdisjoint(DAYS)
