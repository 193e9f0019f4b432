"""What becomes of one cell: kept, kept with a warning, or refused?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.dates import DateOrder
from desktop.domain.problems import ProblemKind, Severity
from desktop.importing import cells
from desktop.importing.cells import AmountColumn, DateColumn, Taken
from tests.importing.making import ANNA, CVR, EAN, dashed, leaks, never_issued, spellings


def kinds(taken: Taken) -> list[ProblemKind]:
    return [fault.kind for fault in taken.faults]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Åløkke   Prøve ", "Åløkke Prøve"),
        ("To\nlinjer", "To linjer"),
        ("A\u030aløkke", "Åløkke"),
        ("Hård\u00a0mellemrum", "Hård mellemrum"),
        ("NA", "NA"),
        ("Null ApS", "Null ApS"),
        ("<b>A & B</b>", "<b>A & B</b>"),
        ("", ""),
    ],
)
def test_text_is_kept_as_it_reads(cell: str, text: str) -> None:
    assert cells.take_text(cell) == Taken(text)


@pytest.mark.parametrize("cell", ["A\x07B", "A\u202eB", "A\u200bB"])
def test_signs_that_cannot_be_seen_go_and_are_told(cell: str) -> None:
    taken = cells.take_text(cell)
    assert (taken.value.replace(" ", ""), kinds(taken)) == ("AB", [ProblemKind.CONTROL_CHARACTERS])


@given(never_issued, st.sampled_from(range(8)))
def test_no_spelling_of_a_cpr_number_is_kept_in_a_text(digits: str, spelling: int) -> None:
    taken = cells.take_text(f"Vedr. {spellings(digits)[spelling]} Åse")
    assert leaks(taken, digits) == []
    assert ProblemKind.CPR_REMOVED in kinds(taken)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("00100200", "00100200"),
        ('="00100200"', "00100200"),
        ("'00100200", "00100200"),
        ("100200.0", "100200"),
        ("K-12/3", "K-12/3"),
        ("0000104022", "0000104022"),
        (ANNA, ""),
        (dashed(ANNA), ""),
        (ANNA[1:], ""),
    ],
)
def test_numbers_are_text_and_a_cpr_number_is_no_supplier_number(cell: str, number: str) -> None:
    assert cells.take_number(cell, proved=False).value == number


def test_a_proved_number_is_kept() -> None:
    assert cells.take_number("1001000001", proved=True) == Taken("1001000001")


@pytest.mark.parametrize(
    "cell", [EAN, f" {EAN} ", f"EAN: {EAN}", "57 9000 0000 012", f'="{EAN}"', f"{EAN}.0"]
)
def test_an_ean_number_however_it_is_written(cell: str) -> None:
    assert cells.take_ean(cell) == Taken(EAN)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("5,79801E+12", ProblemKind.EAN_LOST_DIGITS),
        ("5798010000000", ProblemKind.EAN_LOST_DIGITS),
        ("579000000001", ProblemKind.EAN_LOST_CHECK_DIGIT),
        (f"{EAN} / 5790000000029", ProblemKind.EAN_TWO),
        ("ukendt", ProblemKind.EAN_UNREADABLE),
        ("12345", ProblemKind.EAN_UNREADABLE),
    ],
)
def test_an_ean_number_that_is_not_whole_is_refused(cell: str, kind: ProblemKind) -> None:
    taken = cells.take_ean(cell)
    assert (taken.value, kinds(taken), taken.faults[0].severity) == ("", [kind], Severity.ERROR)


def test_a_lost_check_digit_is_suggested_and_not_taken() -> None:
    taken = cells.take_ean(EAN[:12])
    assert (taken.value, taken.faults[0].suggestion) == ("", EAN)


def test_a_wrong_check_digit_is_a_warning() -> None:
    taken = cells.take_ean(EAN[:12] + "9")
    assert (taken.value, taken.faults[0].severity) == (EAN[:12] + "9", Severity.WARNING)


@pytest.mark.parametrize("cell", [CVR, f"DK{CVR}", f"DK-{CVR}", "99 00 00 07", f"{CVR},0", f"CVR: {CVR}"])
def test_a_cvr_number_however_it_is_written(cell: str) -> None:
    assert cells.take_cvr(cell) == Taken(CVR)


def test_cvr_numbers_that_are_none() -> None:
    assert kinds(cells.take_cvr("99000008")) == [ProblemKind.CVR_CHECK_DIGIT]
    foreign = cells.take_cvr("SE556012345601")
    assert (foreign.value, kinds(foreign)) == ("SE556012345601", [ProblemKind.CVR_UNREADABLE])
    person = cells.take_cvr(ANNA)
    assert (person.value, kinds(person)) == ("", [ProblemKind.CPR_REMOVED, ProblemKind.CVR_UNREADABLE])
    assert cells.take_cvr(" - ") == Taken("")


@pytest.mark.parametrize(
    ("cell", "code", "city", "expected"),
    [
        ("0900", "0900", "", []),
        ("DK-5000", "5000", "", []),
        ("5000 Odense C", "5000", "Odense C", []),
        ("900", "900", "", [ProblemKind.LOST_LEADING_ZERO]),
        ("0123", "0123", "", [ProblemKind.POSTAL_CODE]),
        ("SE-211 20", "SE-211 20", "", []),
        ("EC1A 1BB", "EC1A 1BB", "", []),
    ],
)
def test_postal_codes(cell: str, code: str, city: str, expected: list[ProblemKind]) -> None:
    taken, beside = cells.take_postal_code(cell)
    assert (taken.value, beside, kinds(taken)) == (code, city, expected)


def test_a_lost_zero_is_suggested() -> None:
    taken, _ = cells.take_postal_code("900")
    assert taken.faults[0].suggestion == "0900"


def test_mail_addresses() -> None:
    assert cells.take_email(" a.b@c.example ") == Taken("a.b@c.example")
    for cell in ("a.b(at)c.example", "a@b", "a@b.example; c@d.example"):
        taken = cells.take_email(cell)
        assert (taken.value, kinds(taken)) == (cell, [ProblemKind.EMAIL])


@pytest.mark.parametrize(
    ("cell", "code"), [("862300", "862300"), ("86.23.00 Tandlæger", "862300"), ("Tandlæge", ""), ("", "")]
)
def test_branch_codes(cell: str, code: str) -> None:
    assert cells.take_trade_code(cell).value == code


@pytest.mark.parametrize(
    ("cell", "count"), [("3", 3), ("1.234", 1234), ("12,00", 12), ("", None), ("-", None)]
)
def test_counts(cell: str, count: int | None) -> None:
    assert cells.take_count(cell) == (count, None)


@pytest.mark.parametrize("cell", ["mange", "-3", "2,5"])
def test_what_is_no_count_is_told(cell: str) -> None:
    count, fault = cells.take_count(cell)
    assert count is None
    assert fault is not None
    assert fault.kind is ProblemKind.COUNT_UNREADABLE


@pytest.mark.parametrize(
    ("cell", "ore"),
    [
        ("1234,50", 123450),
        ("1.234,50", 123450),
        ("1.234,50-", -123450),
        ("kr. 5,00", 500),
        ("(7,00)", -700),
        ("-", None),
    ],
)
def test_danish_amounts(cell: str, ore: int | None) -> None:
    assert AmountColumn(",").take(cell) == (ore, None)


@pytest.mark.parametrize("cell", ["NaN", "1E3", "0x1F", "#VÆRDI!", "9" * 400])
def test_what_is_no_amount_is_told_and_never_counted(cell: str) -> None:
    ore, fault = AmountColumn(",").take(cell)
    assert ore is None
    assert fault is not None
    assert (fault.kind, fault.severity) == (ProblemKind.AMOUNT_UNREADABLE, Severity.ERROR)


def test_a_column_that_can_be_read_both_ways_is_never_guessed() -> None:
    column = AmountColumn.of(["1.234", "5.678"])
    ore, fault = column.take("1.234")
    assert ore is None
    assert fault is not None
    assert fault.kind is ProblemKind.AMOUNT_AMBIGUOUS
    # What is no amount either way is no question.
    assert not column.is_open("1,2,3")
    _, fault = column.take("1,2,3")
    assert fault is not None
    assert fault.kind is ProblemKind.AMOUNT_UNREADABLE
    # A cell that tells by itself needs no answer.
    assert column.take("1.234,50") == (123450, None)
    assert AmountColumn.of(["1.234", "5.678"], told=",").take("1.234") == (123400, None)
    assert AmountColumn.of(["1,234", "5,678"], told=".").take("1,234") == (123400, None)
    # What the cells say themselves beats what was said last month.
    assert AmountColumn.of(["1.234,50"], told=".").take("1.234") == (123400, None)


def test_dates_that_can_be_read_both_ways_are_never_guessed() -> None:
    column = DateColumn.of(["01/02/2026", "03/04/2026"])
    day, fault = column.take("01/02/2026")
    assert day is None
    assert fault is not None
    assert fault.kind is ProblemKind.DATE_AMBIGUOUS
    assert column.take("2026-02-01") == (date(2026, 2, 1), None)
    assert column.take("24/12/2026") == (date(2026, 12, 24), None)
    assert column.take("") == (None, None)
    for order, expected in ((DateOrder.DMY, date(2026, 2, 1)), (DateOrder.MDY, date(2026, 1, 2))):
        told = DateColumn.of(["01/02/2026"], told=order)
        assert told.take("01/02/2026") == (expected, None)
    assert DateColumn.of(["01/02/2026", "24/12/2026"], told=DateOrder.MDY).take("01/02/2026")[0] == date(
        2026, 2, 1
    )
    # What is no day in any order is no question.
    assert not column.is_open("99/99/2026")
    _, fault = column.take("99/99/2026")
    assert fault is not None
    assert fault.kind is ProblemKind.DATE_UNREADABLE


def test_what_a_workbook_stored_as_a_number_is_never_ambiguous() -> None:
    column = AmountColumn.of(["1234,567", "1234"], stored_mark=",")
    assert column.take("1234,567") == (123457, None)
    assert column.take("1234") == (123400, None)


@pytest.mark.parametrize("cell", [ANNA, ANNA[1:], f"{ANNA},00", dashed(ANNA)])
def test_a_cpr_number_is_no_amount_and_no_count(cell: str) -> None:
    for column in (AmountColumn(","), AmountColumn(None), AmountColumn(",", stored=True)):
        assert column.take(cell)[0] is None
    assert cells.take_count(cell)[0] is None


@given(st.integers(-(10**10), 10**10), st.sampled_from([",", "."]))
def test_plain_amounts_are_exact(ore: int, mark: str) -> None:
    text = f"{'-' if ore < 0 else ''}{abs(ore) // 100}{mark}{abs(ore) % 100:02}"
    assert AmountColumn.of([text]).take(text) == (ore, None)


def test_dates() -> None:
    assert cells.take_date("05-03-2026", DateOrder.DMY) == (date(2026, 3, 5), None)
    assert cells.take_date("00.00.0000", DateOrder.DMY) == (None, None)
    day, fault = cells.take_date("30-02-2026", DateOrder.DMY)
    assert day is None
    assert fault is not None
    assert fault.kind is ProblemKind.DATE_UNREADABLE
