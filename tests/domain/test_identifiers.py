"""Are EAN, CVR, P-number and postal code read as spreadsheets show them, and refused when digits are gone?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean as gs1
from stdnum.dk import cvr as stdnum_cvr

from desktop.domain.errors import PlannerError
from desktop.domain.identifiers import (
    Cvr,
    Ean,
    IdentifierError,
    IdentifierFault,
    PNumber,
    PostalCode,
    cvr,
    ean,
    p_number,
    postal_code,
)

EAN = "5798009900012"
FULL_WIDTH = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}

eans = st.from_regex(r"[1-9][0-9]{11}", fullmatch=True).map(lambda body: body + gs1.calc_check_digit(body))
whole_eans = eans.filter(lambda number: not number.endswith("000000"))
cvrs = st.integers(10_000_000, 99_999_999).map(str)
p_numbers = st.integers(1_000_000_000, 1_099_999_999).map(str)
postal_codes = st.integers(800, 9990).map(lambda code: f"{code:04d}")


def fault_of(error: pytest.ExceptionInfo[IdentifierError]) -> IdentifierFault:
    return error.value.kind


@pytest.mark.parametrize(
    "cell",
    [
        EAN,
        f"  {EAN} ",
        f"'{EAN}",
        f'"{EAN}"',
        f'="{EAN}"',
        f"{EAN}.0",
        f"{EAN},00",
        "5 798 009 900 012",
        "5798 00 990 0012",
        "5798\u00a0009\u202f900012",
        "5798-009900012",
        "5798\u2013009900012",
        f"EAN: {EAN}",
        f"EAN:{EAN}",
        f"EAN-nr. {EAN}",
        f"ean nummer {EAN}",
        f"EAN-lokationsnummer: {EAN}",
        f"GLN {EAN}",
        f"0088:{EAN}",
        f"\ufeff{EAN}\u200b",
        f"{EAN};",
        EAN.translate(FULL_WIDTH),
    ],
)
def test_an_ean_number_is_read_however_the_cell_wraps_it(cell: str) -> None:
    assert ean.parse(cell) == EAN


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", IdentifierFault.EMPTY),
        ("  \u00a0", IdentifierFault.EMPTY),
        ("-", IdentifierFault.EMPTY),
        ("\u2014", IdentifierFault.EMPTY),
        ("EAN:", IdentifierFault.EMPTY),
        ("ukendt", IdentifierFault.LETTERS),
        (f"{EAN} Haderslev", IdentifierFault.LETTERS),
        ("5798OO9900012", IdentifierFault.LETTERS),
        ("579800990001", IdentifierFault.LOST_DIGIT),
        ("57980099000", IdentifierFault.WRONG_LENGTH),
        (f"{EAN}1", IdentifierFault.WRONG_LENGTH),
        ("99000007", IdentifierFault.WRONG_LENGTH),
        ("5,79801E+12", IdentifierFault.SCIENTIFIC),
        ("5.798E+12", IdentifierFault.SCIENTIFIC),
        ("5,79801e12", IdentifierFault.SCIENTIFIC),
        ("EAN 5,79801E+12", IdentifierFault.SCIENTIFIC),
        ("5798010000000", IdentifierFault.ROUNDED),
        ("5798009000000", IdentifierFault.ROUNDED),
        (f"{EAN} / 5798009900029", IdentifierFault.TWO_NUMBERS),
        (f"{EAN};5798009900029", IdentifierFault.TWO_NUMBERS),
        (f"{EAN} 5798009900029", IdentifierFault.TWO_NUMBERS),
        (f"{EAN} og 5798009900029", IdentifierFault.TWO_NUMBERS),
        (f"{EAN}\n5798009900029", IdentifierFault.TWO_NUMBERS),
        ("0798009900012", IdentifierFault.FIRST_DIGIT_ZERO),
        ("57980099000²²", IdentifierFault.LETTERS),
    ],
)
def test_what_is_no_ean_number_says_why(cell: str, fault: IdentifierFault) -> None:
    with pytest.raises(IdentifierError) as error:
        ean.parse(cell)
    assert fault_of(error) is fault


def test_a_lost_check_digit_is_suggested_and_not_applied() -> None:
    with pytest.raises(IdentifierError) as error:
        ean.parse(EAN[:-1])
    assert fault_of(error) is IdentifierFault.LOST_DIGIT
    assert error.value.suggestion == EAN


@given(whole_eans)
def test_every_ean_number_survives_parse_and_format(number: str) -> None:
    assert ean.parse(ean.format(ean.parse(number))) == number
    assert ean.has_valid_check_digit(Ean(number))
    assert gs1.is_valid(number)


@given(whole_eans, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_fails_the_check_and_is_parsed_all_the_same(number: str, at: int, more: int) -> None:
    wrong = number[:at] + str((int(number[at]) + more) % 10) + number[at + 1 :]
    assert not ean.has_valid_check_digit(Ean(wrong))
    if wrong[0] != "0" and not wrong.endswith("000000"):
        assert ean.parse(wrong) == wrong


@given(whole_eans)
def test_the_suggestion_for_a_lost_check_digit_is_the_number(number: str) -> None:
    with pytest.raises(IdentifierError) as error:
        ean.parse(number[:-1])
    assert error.value.suggestion == number


@pytest.mark.parametrize(
    "cell",
    [
        "99000007",
        "DK99000007",
        "DK-99000007",
        "DK 99 00 00 07",
        "99.00.00.07",
        "99 00 00 07",
        "99000007,0",
        "99000007.0",
        "CVR: 99000007",
        "CVR-nr. DK 99000007",
        "cvr nummer 99000007",
        "0184:99000007",
        "'99000007",
    ],
)
def test_a_cvr_number_is_read_with_and_without_its_country(cell: str) -> None:
    assert cvr.parse(cell) == "99000007"


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", IdentifierFault.EMPTY),
        ("-", IdentifierFault.EMPTY),
        ("DK", IdentifierFault.EMPTY),
        ("ukendt", IdentifierFault.LETTERS),
        ("SE99000082", IdentifierFault.LETTERS),
        ("1234567", IdentifierFault.WRONG_LENGTH),
        ("0101605001", IdentifierFault.WRONG_LENGTH),
        ("01234567", IdentifierFault.FIRST_DIGIT_ZERO),
        ("9,9E+07", IdentifierFault.SCIENTIFIC),
        ("99000007 99000015", IdentifierFault.TWO_NUMBERS),
        ("99000007/99000015", IdentifierFault.TWO_NUMBERS),
    ],
)
def test_what_is_no_cvr_number_says_why(cell: str, fault: IdentifierFault) -> None:
    with pytest.raises(IdentifierError) as error:
        cvr.parse(cell)
    assert fault_of(error) is fault


@given(cvrs)
def test_every_cvr_number_survives_and_is_checked_as_stdnum_does(number: str) -> None:
    value = cvr.parse(number)
    assert cvr.parse(cvr.format(value)) == number
    assert cvr.parse(f"DK{number}") == number
    assert cvr.has_valid_check_digit(value) is stdnum_cvr.is_valid(number)


def test_official_sample_numbers_are_read_though_they_fail_the_check() -> None:
    for sample in ("DK16356706", "73624570"):
        assert not cvr.has_valid_check_digit(cvr.parse(sample))


@given(p_numbers)
def test_every_p_number_survives_parse_and_format(number: str) -> None:
    for cell in (number, f"P-nr. {number}", f"P-nummer: {number}", f"0096:{number}", f"DK:P {number}"):
        assert p_number.parse(cell) == number
    assert p_number.format(PNumber(number)) == number


def test_p_numbers_have_one_check_digit_before_and_another_after_the_first_series() -> None:
    # The second series has the weights of the CPR number, the first has its own.
    assert p_number.has_valid_check_digit(PNumber("1007867103"))
    assert not p_number.has_valid_check_digit(PNumber("1007867104"))
    assert p_number.has_valid_check_digit(PNumber("1006959421"))
    assert p_number.has_valid_check_digit(PNumber("1000000011"))
    assert not p_number.has_valid_check_digit(PNumber("1000000012"))


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("", IdentifierFault.EMPTY),
        ("100000001", IdentifierFault.WRONG_LENGTH),
        ("0101605001", IdentifierFault.FIRST_DIGIT_ZERO),
        ("1,0E+09", IdentifierFault.SCIENTIFIC),
        ("P-enhed nord", IdentifierFault.LETTERS),
    ],
)
def test_what_is_no_p_number_says_why(cell: str, fault: IdentifierFault) -> None:
    with pytest.raises(IdentifierError) as error:
        p_number.parse(cell)
    assert fault_of(error) is fault


@given(postal_codes)
def test_every_danish_postal_code_is_kept_with_its_zero(code: str) -> None:
    for cell in (code, f" {code} ", f"DK-{code}", f"DK {code}", f"{code}.0", f"'{code}"):
        assert postal_code.parse(cell) == code
    assert postal_code.format(PostalCode(code)) == code


@pytest.mark.parametrize(
    ("cell", "fault", "suggestion"),
    [
        ("", IdentifierFault.EMPTY, ""),
        ("900", IdentifierFault.LOST_DIGIT, "0900"),
        ("800", IdentifierFault.LOST_DIGIT, "0800"),
        ("799", IdentifierFault.WRONG_LENGTH, ""),
        ("100", IdentifierFault.WRONG_LENGTH, ""),
        ("0799", IdentifierFault.OUT_OF_RANGE, ""),
        ("9991", IdentifierFault.OUT_OF_RANGE, ""),
        ("24937", IdentifierFault.WRONG_LENGTH, ""),
        ("D-24937", IdentifierFault.LETTERS, ""),
        ("SW1A 1AA", IdentifierFault.LETTERS, ""),
        ("5000 Odense C", IdentifierFault.LETTERS, ""),
    ],
)
def test_what_is_no_danish_postal_code_says_why(cell: str, fault: IdentifierFault, suggestion: str) -> None:
    with pytest.raises(IdentifierError) as error:
        postal_code.parse(cell)
    assert fault_of(error) is fault
    assert error.value.suggestion == suggestion


@given(st.text(max_size=60))
def test_any_text_gives_a_number_or_a_fault_that_does_not_quote_it(cell: str) -> None:
    for parse in (ean.parse, cvr.parse, p_number.parse, postal_code.parse):
        number: str | IdentifierError
        try:
            number = parse(cell)
        except IdentifierError as error:
            number = error
        if isinstance(number, PlannerError):
            assert str(number) == number.kind.value
            assert number.args == (number.kind.value,)
        else:
            assert number.isascii()
            assert number.isdigit()


def test_the_types_are_plain_text() -> None:
    assert [Ean("1"), Cvr("1"), PNumber("1"), PostalCode("1")] == ["1"] * 4
