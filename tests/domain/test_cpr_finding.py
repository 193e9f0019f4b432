"""Are only real CPR numbers counted, wherever and however they stand?

All numbers here were never issued: years 60–67 with a seventh digit 5–8 (born 1860–1867), numbers that fail
modulus 11 outside the known 1 Januaries, or replacement numbers made up for the test.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import ean as gs1

from desktop.domain import cpr
from desktop.domain.cpr import Form, Mention
from tests.domain.cpr_cases import (
    CANARY,
    FULL_WIDTH,
    OTHER,
    SPELLINGS,
    TODAY,
    apart,
    canaries,
    dashed,
    quiet_text,
)


def found(text: str) -> list[str]:
    """The numbers that count."""
    return [mention.digits for mention in cpr.find_in_text(text, today=TODAY) if mention.counts]


def only(text: str) -> Mention:
    (mention,) = cpr.find_in_text(text, today=TODAY)
    return mention


def with_modulus(prefix: str) -> str:
    """A number with these nine first digits or fewer that passes modulus 11."""
    for rest in range(10 ** (10 - len(prefix))):
        digits = f"{prefix}{rest:0{10 - len(prefix)}d}"
        if cpr.passes_modulus_11(digits):
            return digits
    raise AssertionError(prefix)


def without_modulus(prefix: str) -> str:
    """The same, failing modulus 11: for a day other than 1 January such a number has not been issued."""
    passing = with_modulus(prefix)
    return f"{passing[:-1]}{(int(passing[-1]) + 1) % 10}"


PASSING, FAILING = with_modulus("120345"), without_modulus("120345")


@pytest.mark.parametrize(
    "text",
    [
        f"Vedr. {dashed(CANARY)} hjemmehjælp",
        f"({dashed(CANARY)})",
        f"CPR:{CANARY}",
        f"cpr-nr. {CANARY}",
        f"cprnr {CANARY}",
        f"DK:CPR {CANARY}",
        f"CPR{CANARY}",
        f"Personnummer: {CANARY}",
        f"borger {CANARY}",
        f"Borgerens cpr er {CANARY}.",
        f"patient {dashed(CANARY, ' ')}",
        f"klient {CANARY}, Hansen",
        f"ydelsesmodtager {CANARY}",
        f"vedr. {CANARY}",
        f"født {dashed(CANARY, ' ')}",
        f"CPR-nr.:\n{CANARY}",
        f"Borgers CPR\n{CANARY}",
        f"CPR-nr. \r\n{CANARY}",
        f"Personnummer\n\n{CANARY}",
        f"{dashed(CANARY)},Hansen",
        f"Kundereference: {dashed(CANARY)},Hansen",
        f"kundens cpr {CANARY}",
        f"Ordre for borger {CANARY}",
        f"cpr {CANARY}.0",
        f"cpr {CANARY} 2 stk 149,50",
        dashed(CANARY, "\u2013"),
        dashed(CANARY, "\u00ad"),
        dashed(CANARY, "\u2011"),
        dashed(CANARY, " - "),
        apart(CANARY, ".", "-"),
        apart(CANARY, "-", "-"),
        f"cpr {dashed(CANARY, chr(0xA0))}",
        f"cpr {CANARY.translate(FULL_WIDTH)}",
        f"cpr {CANARY[:4]}\u200b{CANARY[4:]}",
        f"Sag {dashed(CANARY)}",
    ],
)
def test_numbers_that_are_hyphenated_or_labelled_count_whatever_their_century(text: str) -> None:
    assert found(text) == [CANARY]


@given(canaries, st.sampled_from(["-", "\u2013", "\u2011", "\u00ad", " - "]), quiet_text, quiet_text)
def test_every_hyphenated_number_counts(digits: str, hyphen: str, before: str, after: str) -> None:
    assume(not after.startswith("-"))
    assert digits in found(f"{before} {dashed(digits, hyphen)} {after}")


@given(
    canaries,
    st.sampled_from(["CPR ", "cpr-nr.: ", "personnr ", "Borger ", "patienten ", "cpr"]),
    st.sampled_from(
        ["bare", "hyphen", "space", "no-break space", "dot", "slash", "full width", "float", "pairs"]
    ),
)
def test_every_labelled_number_counts(digits: str, label: str, spelling: str) -> None:
    assert found(label + SPELLINGS[spelling](digits)) == [digits]


@pytest.mark.parametrize(
    ("text", "score", "form", "labelled"),
    [
        (dashed(FAILING), 0.9, Form.HYPHENATED, False),
        (dashed(PASSING), 0.97, Form.HYPHENATED, False),
        (f"010160-{without_modulus('010160')[6:]}", 0.97, Form.HYPHENATED, False),
        (f"cpr {dashed(FAILING)}", 0.9, Form.HYPHENATED, True),
        (FAILING, 0.5, Form.BARE, False),
        (PASSING, 0.75, Form.BARE, False),
        (f"cpr {FAILING}", 0.75, Form.BARE, True),
        (f"cpr {PASSING}", 1.0, Form.BARE, True),
        (dashed(FAILING, " "), 0.5, Form.SEPARATED, False),
        (dashed(PASSING, "/"), 0.75, Form.SEPARATED, False),
        (f"cpr {dashed(PASSING, '.')}", 1.0, Form.SEPARATED, True),
        (f"cpr {without_modulus('1203141')}", 0.75, Form.BARE, True),
        (f"cpr {without_modulus('1203144')}", 0.45, Form.BARE, True),
        ("610160-5003", 0.75, Form.REPLACEMENT, False),
        ("cpr 6101605003", 0.6, Form.REPLACEMENT, True),
        (f"AB{PASSING}", 0.5, Form.BARE, False),
    ],
)
def test_the_score_follows_the_rules(text: str, score: float, form: Form, labelled: bool) -> None:
    mention = only(text)
    assert (mention.score, mention.form, mention.labelled) == (score, form, labelled)
    assert mention.counts is (score >= cpr.COUNTS_FROM)


@pytest.mark.parametrize(
    "word",
    [
        *(
            "P-nr. ",
            "P-nummer ",
            "p.nr. ",
            "pnr ",
            "Produktionsenhed ",
            "tlf. ",
            "Telefon: ",
            "Mobil ",
            "konto ",
        ),
        *(
            "kontonr. ",
            "reg. ",
            "Reg.nr. ",
            "FIK ",
            "giro ",
            "Faktura ",
            "fakturanr.: ",
            "Bilag ",
            "Ordre ",
            "rekv. ",
        ),
        *(
            "Kunde ",
            "kundenr. ",
            "Debitor ",
            "Sag ",
            "sagsnr. ",
            "Varenr. ",
            "EAN ",
            "GLN ",
            "SE-nr. ",
            "CVR ",
        ),
        *(
            "autorisationsnr. ",
            "ydernr. ",
            "Ydernummer: ",
            "IBAN ",
            "kr. ",
            "Vedr. faktura ",
            "borgers konto ",
        ),
    ],
)
def test_a_number_that_is_called_something_else_is_not_counted(word: str) -> None:
    assert cpr.find_in_text(f"{word}{PASSING}", today=TODAY) == ()


@pytest.mark.parametrize(
    "text",
    [
        f"konto 5678 {PASSING}",
        f"5678 {PASSING}",
        f"5678-{PASSING}",
        f"+{PASSING}",
        f"+71<{PASSING}+12345678<",
        f"71#{PASSING}",
        "+71<000123456789012+12345678<",
        "+75<0001234567890123+12345678<",
        f"DK50{PASSING}",
        f"DK50 0040 {PASSING}",
        "DK5000400440116243",
        "DK50 0040 0440 1162 43",
        f"{PASSING},00",
        f"{PASSING}.50",
        f"{PASSING} kr.",
        f"{PASSING} DKK",
        f"{PASSING},-",
        f"1.{PASSING}",
        f"{PASSING}-01",
        f"{PASSING}/1",
        f"2024-{PASSING}",
        f"9{PASSING}",
        f"{PASSING}9",
        "1.234.567.890,12",
        "12.045.678,90",
        "tlf. 20 12 34 56",
        "+45 20 12 34 56",
        "0045 20123456",
        "20 12 34 56 / 21 11 12 13",
        "11 12 13 14 15 16 17 18",
        "01-12-24 31-12-24",
        "01.12.24 - 31.12.24",
        "31-12-2024 14:30",
        "2024-12-31T14:30:00",
        "20241231143000",
        "5798009900012",
        "5 798 009 900 012",
        "5798 00 990 0012",
        "57 90 01 23 45 67 8",
        "0010160500",
        "0000000000",
        "9999999999",
        "1234567890",
        "4512340001",
        "3113605003",
        "5250124502",
        "121260-5003-6001",
        "aa121260-5003-4abc-8def-123456789abc",
    ],
)
def test_what_only_looks_like_a_number_is_not_reported(text: str) -> None:
    assert cpr.find_in_text(text, today=TODAY) == ()


@pytest.mark.parametrize("digits", ["1007867103", CANARY, "3112585003"])
def test_bare_digits_of_a_century_nobody_lives_from_are_not_reported(digits: str) -> None:
    assert cpr.find_in_text(f"aftale: {digits}", today=TODAY) == ()
    assert cpr.find_in_text(digits, today=TODAY) == ()


def test_nobody_is_born_tomorrow() -> None:
    tomorrow = TODAY + timedelta(days=1)
    for day, expected in ((TODAY, 1), (tomorrow, 0)):
        assert len(cpr.find_in_text(f"cpr {day:%d%m%y}-5003", today=TODAY)) == expected


def test_passing_modulus_11_proves_nothing_for_a_number_that_may_be_a_p_number() -> None:
    # P-numbers of today have the check digit of CPR numbers: this one is the tenth of August 1945 as well.
    digits = with_modulus("100845")
    assert only(digits).score == 0.5
    assert only(f"cpr {digits}").score == 1.0
    assert only(dashed(digits)).score == 0.97


def test_the_word_must_stand_near_and_on_the_same_line() -> None:
    assert found(f"borger {FAILING}") == [FAILING]
    assert found("borger " + "x" * 25 + f" {FAILING}") == []
    assert found(f"borger\n{FAILING}") == []
    assert found(f"borger 4711 {FAILING}") == []
    # The document's other words do not matter.
    assert found(f"Faktura 4711 til cpr {FAILING}") == [FAILING]
    assert found(f"Faktura\n{PASSING}") == [PASSING]


def test_a_label_holds_for_a_whole_list() -> None:
    numbers = [CANARY, OTHER, "0303627023"]
    assert found("CPR: " + ", ".join(numbers)) == numbers
    assert found("CPR: " + ",".join(numbers)) == numbers
    assert found(f"borgerne {CANARY} og {OTHER}") == [CANARY, OTHER]
    assert found("\n".join(map(dashed, numbers))) == numbers
    assert found("/".join(map(dashed, numbers))) == numbers
    assert found(f"konto {PASSING}, {with_modulus('130345')}") == []


def test_the_same_number_twice_is_one_person() -> None:
    text = f"{dashed(CANARY)} ... cpr {CANARY} ... {dashed(OTHER)}"
    mentions = cpr.find_in_text(text, today=TODAY)
    assert [mention.digits for mention in mentions] == [CANARY, CANARY, OTHER]
    assert len({mention.digits for mention in mentions}) == 2


@given(canaries, st.sampled_from(["hyphen", "full width hyphen", "soft hyphen", "word joiner"]), quiet_text)
def test_a_mention_knows_where_it_stands_and_does_not_show_the_number(
    digits: str, spelling: str, before: str
) -> None:
    written = SPELLINGS[spelling](digits)
    text = f"{before} {written} x"
    (mention,) = cpr.find_in_text(text, today=TODAY)
    assert text[mention.start : mention.end] == written
    assert digits not in repr(mention)
    assert not cpr.contains_cpr(repr(mention))


eans = st.from_regex(r"57[0-9]{10}", fullmatch=True).map(lambda body: body + gs1.calc_check_digit(body))


def spaced(ean: str, sizes: tuple[int, ...]) -> str:
    groups, at = [], 0
    for size in sizes:
        groups.append(ean[at : at + size])
        at += size
    return " ".join(groups)


@given(eans, st.sampled_from([(13,), (1, 3, 3, 3, 3), (4, 2, 3, 4), (4, 4, 4, 1)]), quiet_text)
def test_ean_numbers_are_neither_found_nor_touched(ean: str, sizes: tuple[int, ...], before: str) -> None:
    text = f"{before} {spaced(ean, sizes)}"
    assert cpr.find_in_text(text, today=TODAY) == ()
    assert cpr.scrub(text) == text


@pytest.mark.parametrize(
    ("value", "digits"),
    [
        (CANARY, CANARY),
        (dashed(CANARY), CANARY),
        (dashed(CANARY, " "), CANARY),
        (dashed(CANARY, "\u2013"), CANARY),
        (f"  {CANARY} ", CANARY),
        (f"'{CANARY}", CANARY),
        (f"{CANARY}.0", CANARY),
        (f"CPR: {CANARY}", CANARY),
        (f"DK:CPR:{CANARY}", CANARY),
        (CANARY.translate(FULL_WIDTH), CANARY),
        (str(int(CANARY)), CANARY),
        ("6101605003", "6101605003"),
        (without_modulus("120345"), without_modulus("120345")),
        ("1234567890", None),
        ("99000007", None),
        ("5798009900012", None),
        ("", None),
        ("ukendt", None),
        (f"{CANARY}, Hansen", None),
    ],
)
def test_a_value_made_for_a_number_is_one_or_none(value: str, digits: str | None) -> None:
    assert cpr.classify_value(value) == digits


@given(
    canaries,
    st.sampled_from(["bare", "hyphen", "space", "en dash", "full width", "float", "zero-width space"]),
)
def test_every_number_is_read_in_its_own_place(digits: str, spelling: str) -> None:
    assert cpr.classify_value(SPELLINGS[spelling](digits)) == digits
    assert cpr.classify_value(str(int(digits))) == digits


def test_no_public_invoice_gives_a_citizen_outside_its_own_elements(shared: Path) -> None:
    """Text and numbers of real files: nothing counts, except where the scheme says DK:CPR."""
    of_a_scheme = re.compile(r'schemeID="(?:DK:CPR|0237|ARR)"[^>]*>[^<]*<')
    files = sorted((shared / "corpus" / "einvoices").rglob("*.xml"))
    assert len(files) > 100
    for file in files:
        source = of_a_scheme.sub("><", file.read_text(encoding="utf-8", errors="replace"))
        values = re.findall(r">([^<>]{8,2000})<", source)
        assert [number for value in values for number in found(value)] == [], file.name
