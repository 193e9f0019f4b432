"""Do the fast ways of finding and masking numbers give what the slow, plain ones gave?

`tests/domain/cpr_oracle` holds the first implementation, which reads like its rules. What is fast now takes
short cuts past them, and must not differ in anything: digits, score, form, label, place, masked text.
"""

from __future__ import annotations

import random
import string
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.domain import characters, cpr
from desktop.domain.cpr import context
from tests.domain.cpr_cases import SPELLINGS, TODAY
from tests.domain.cpr_oracle import characters as old_characters
from tests.domain.cpr_oracle import context as old_context
from tests.domain.cpr_oracle import finding as old_finding
from tests.domain.cpr_oracle import numbers as old_numbers
from tests.domain.cpr_oracle import scrubbing as old_scrubbing

_WORDS = (
    "cpr CPR-nr. personnr Personnummer person\nnr borger Borgerens patient klient ydelsesmodtager "
    "vedr. født foedt FØDT p-nr. p.nr pnr P-enhed tlf. tel telefon Telefax fax phone reg. reg.nr. "
    "registrering regning fik fi-kort sag varenr. art. EAN gln cvr IBAN swift order ordre kr. KR dkk "
    "eur beløb pris prisen se-nr. SE produktionsenhed mobil konto kontonr. giro faktura invoice "
    "bilag rekv. debitor kreditor leverandør aftale autorisation ydernr. yder-nr. og samt and DK50 "
    "DK uge stk hjemmehjælp Søndergård x K \u0130 \u212a \u017f"
).split(" ")
_SIGNS = [*" .,:;-/+#<>()_\"'\n\t\r\x0b\x00", ", ", " - ", ": ", ":\n", " og ", ",-", ".0", "\r\n"]
_ODD = [
    *"\u00a0\u202f\u2011\u2013\u00ad\u200b\ufeff\u00b7\u2212\u2044\u2028\u0085\u20ac²\u0967\U0001d7d8\uff0e"
]
_LIKE_NUMBERS = (
    "71# +45 +71< 5798009900012 5798 00 990 0012 57 90 01 23 45 67 DK5000400440116243 31.12.24 "
    "01-12-2024 1.1.60 2024-12-31T14:30 20241231143000 14:30 20 12 34 56 20123456 1.234.567.890,12 "
    "12.045.678,90 149,50 1500,00 0 01 12 2024 4711 100 1.0 99 610160"
).split(" ")

# Born 1860 to 1867 or in years to come, so none was ever issued; `today` is moved about among the latter.
_serials = st.integers(5_000, 8_999)
_numbers = st.one_of(
    st.builds(
        lambda day, serial: f"{day:%d%m%y}{serial}",
        st.dates(date(1860, 1, 1), date(1867, 12, 31)) | st.dates(date(2030, 1, 1), date(2057, 12, 31)),
        _serials,
    ),
    st.builds(
        lambda day, month, year, serial: f"{day:02}{month:02}{year}{serial}",
        st.integers(1, 99),
        st.integers(1, 13),
        st.integers(30, 57),
        _serials,
    ),
    # What may be a P-number.
    st.builds(
        lambda month, year, serial: f"10{month:02}{year}{serial}",
        st.integers(1, 12),
        st.integers(30, 57),
        _serials,
    ),
)
_written = st.builds(
    lambda digits, spelling: SPELLINGS[spelling](digits), _numbers, st.sampled_from(sorted(SPELLINGS))
)
_plain_written = st.builds(
    lambda digits, sign: f"{digits[:6]}{sign}{digits[6:]}", _numbers, st.sampled_from(["", "-", " "])
)
_pieces = st.one_of(
    _plain_written,
    _written,
    st.sampled_from(_WORDS),
    st.sampled_from(_WORDS),
    st.sampled_from(_SIGNS),
    st.sampled_from(_SIGNS),
    st.sampled_from(_LIKE_NUMBERS),
    st.sampled_from(_ODD),
    st.text(max_size=4),
    st.text("0123456789 .-", max_size=12),
)
_texts = st.lists(_pieces, max_size=30).map("".join)


def found(text: str, today: date) -> list[tuple[object, ...]]:
    return [
        (each.digits, each.score, each.form.value, each.labelled, each.start, each.end)
        for each in cpr.find_in_text(text, today=today)
    ]


def found_before(text: str, today: date) -> list[tuple[object, ...]]:
    return [
        (each.digits, each.score, each.form.value, each.labelled, each.start, each.end)
        for each in old_finding.find_in_text(text, today=today)
    ]


def check(text: str, today: date = TODAY) -> None:
    assert found(text, today) == found_before(text, today)
    assert cpr.scrub(text) == old_scrubbing.scrub(text)
    assert cpr.contains_cpr(text) is old_scrubbing.contains_cpr(text)
    assert characters.plain(text) == old_characters.plain(text)


@settings(max_examples=1_500, deadline=None)
@given(_texts, st.integers(0, 21_000).map(lambda days: date(2025, 1, 1) + timedelta(days)))
@example("æ\x0b010160-5003", TODAY)
@example("010160-5003\x0b", TODAY)
@example("kr\n0101605003 12", TODAY)
def test_long_texts_of_everything_give_the_same(text: str, today: date) -> None:
    check(text, today)


@settings(max_examples=1_000, deadline=None)
@given(st.text("01236 ./-:_,\n\tæ", max_size=60))
def test_digits_and_separators_in_any_order_give_the_same(text: str) -> None:
    check(text)


@settings(max_examples=1_000, deadline=None)
@given(_texts, st.integers(0, 300))
def test_every_place_is_told_the_same(text: str, start: int) -> None:
    said = context.said_before(text, min(start, len(text)))
    assert said.value == old_context.said_before(text, min(start, len(text))).value


def test_every_word_after_every_other_is_told_the_same() -> None:
    for first, between, second in product(_WORDS, ("", " ", "-", ".", "\n", ":\n", "12", "1"), _WORDS):
        text = f"{first}{between}{second}"
        assert context.said_before(text, len(text)).value == old_context.said_before(text, len(text)).value, (
            text
        )


@pytest.mark.parametrize(
    "written", ["1203301111", "120330-1111", "120330 1111", "12 03 30 11 11", "120330.1111"]
)
def test_every_pair_of_signs_on_either_side_gives_the_same(written: str) -> None:
    signs = [
        "",
        "\x00",
        *string.whitespace,
        *string.punctuation,
        *"059akKdDeErZ",
        "æ",
        "\u00a0",
        "\u2013",
        "\u00ad",
        "\u0967",
        "\u212a",
        "²",
    ]
    for one, other in product(signs, signs):
        for text in (f"{one}{other}{written}", f"{written}{one}{other}", f"12{one}{written}{other}34"):
            assert found(text, TODAY) == found_before(text, TODAY), ascii(text)


def test_the_check_by_modulus_11_is_the_same() -> None:
    dice = random.Random(11)
    for _ in range(20_000):
        digits = f"{dice.randrange(10**10):010}"
        assert cpr.passes_modulus_11(digits) is old_numbers.passes_modulus_11(digits)


@settings(max_examples=1_000, deadline=None)
@given(_texts)
def test_what_is_read_is_what_plain_and_visible_say(text: str) -> None:
    shown, positions = characters.readable(text)
    plain = old_characters.plain(text)
    assert shown == old_characters.visible(plain)
    assert positions == old_characters.visible_positions(plain)
