"""Do the rows of an ERP extract become the right invoices, with the right sums and the right citizens?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import MappingTrouble
from desktop.domain.imports import InvoiceImport, InvoiceRow, TableChoices
from desktop.domain.invoices import DocumentFormat, Grade, InvoiceKind, Place
from desktop.domain.problems import ProblemKind, Severity
from desktop.domain.progress import Cancelled, Progress, silent
from desktop.importing.invoice_lines import read_invoices_from_table
from tests.importing.making import (
    ANNA,
    BENT,
    CLARA,
    CVR,
    EAN,
    TODAY,
    dashed,
    leaks,
    never_issued,
    text_file,
    workbook,
)

FULL = ["Kreditornr", "Navn", "CVR-nr", "Fakturanr", "Fakturadato", "EAN-nr", "Kontostreng", "Beløb", "Tekst"]


def full(invoice: str, amount: str, text: str = "", *, number: str = "00104") -> list[str]:
    return [number, "Åløkke Prøve", CVR, invoice, "14-02-2026", EAN, "5.48.67.1.008", amount, text]


def read(path: Path, progress: Progress = silent) -> InvoiceImport:
    found = read_invoices_from_table(path, TableChoices(), progress, today=TODAY)
    (report,) = found.reports
    assert report.rows_in == report.rows_kept + report.rows_set_aside
    return found


def rows_of(folder: Path, *rows: Sequence[str], headings: Sequence[str] = FULL) -> InvoiceImport:
    return read(text_file(folder, [headings, *rows], name="udtræk.csv"))


def amounts(found: InvoiceImport) -> dict[str, int | None]:
    return {row.facts.invoice_no: row.facts.amount_ore for row in found.rows}


def only(found: InvoiceImport) -> InvoiceRow:
    (row,) = found.rows
    return row


def test_a_row_is_read_field_by_field(tmp_path: Path) -> None:
    row = only(rows_of(tmp_path, full("F-1", "1.250,00", "Fodbehandling")))
    assert (row.supplier.number, row.supplier.name, row.supplier.cvr) == ("00104", "Åløkke Prøve", CVR)
    assert (row.supplier.ean, row.supplier.account, row.supplier.amount_ore) == ("", "", None)
    facts = row.facts
    assert (facts.invoice_no, facts.kind, facts.issue_date) == ("F-1", InvoiceKind.INVOICE, date(2026, 2, 14))
    assert (facts.ean, facts.account, facts.amount_ore) == (EAN, "5.48.67.1.008", 125000)
    assert (facts.source, facts.row, facts.format) == ("udtræk.csv", 2, DocumentFormat.EXTRACT)
    # A text without a citizen proves nothing: the extract shows a part of the invoice only.
    assert (facts.evidence.citizens, facts.evidence.grade) == (None, Grade.UNKNOWN)


def test_a_workbook_gives_the_same(tmp_path: Path) -> None:
    row: list[object] = list(full("F-1", "", "x"))
    row[4], row[5], row[7] = date(2026, 2, 14), int(EAN), 1250.0
    found = read(workbook(tmp_path, {"Ark1": [FULL, row]}))
    facts = only(found).facts
    assert (facts.issue_date, facts.ean, facts.amount_ore) == (date(2026, 2, 14), EAN, 125000)


def test_lines_with_their_own_amounts_are_added_up(tmp_path: Path) -> None:
    found = rows_of(tmp_path, full("F-1", "100,00", "a"), full("F-1", "50,50", "b"), full("F-2", "7,00", "c"))
    assert amounts(found) == {"F-1": 15050, "F-2": 700}
    assert (found.reports[0].rows_in, found.reports[0].rows_kept) == (3, 3)


def test_the_same_number_of_two_suppliers_is_two_invoices(tmp_path: Path) -> None:
    found = rows_of(tmp_path, full("1", "5,00"), full("1", "6,00", number="00105"))
    assert [row.facts.amount_ore for row in found.rows] == [500, 600]


def test_a_row_exported_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    found = rows_of(tmp_path, full("F-1", "100,00", "a"), full("F-1", "100,00", "a"), full("F-2", "7,00"))
    assert amounts(found) == {"F-1": 10000, "F-2": 700}
    assert [(p.kind, p.severity, p.value) for p in found.problems] == [
        (ProblemKind.REPEATED_ROW, Severity.NOTE, "1")
    ]


def test_an_invoices_amount_on_every_line_counts_once(tmp_path: Path) -> None:
    rows = [full(f"F-{n}", "100,00", text) for n in range(3) for text in ("a", "b", "c")]
    assert set(amounts(rows_of(tmp_path, *rows)).values()) == {10000}


def test_equal_lines_are_added_up_when_other_invoices_have_unequal_ones(tmp_path: Path) -> None:
    rows = [full(f"F-{n}", "100,00", text) for n in range(3) for text in ("a", "b")]
    found = rows_of(tmp_path, *rows, full("F-9", "1,00", "a"), full("F-9", "2,00", "b"))
    assert amounts(found) == {"F-0": 20000, "F-1": 20000, "F-2": 20000, "F-9": 300}


@pytest.mark.parametrize(("heading", "total"), [("Linjebeløb", 30000), ("Fakturabeløb", 10000)])
def test_the_heading_may_say_whose_amount_it_is(tmp_path: Path, heading: str, total: int) -> None:
    headings = [heading if each == "Beløb" else each for each in FULL]
    rows = [full("F-1", "100,00", text) for text in ("a", "b", "c")]
    assert amounts(rows_of(tmp_path, *rows, headings=headings)) == {"F-1": total}


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Faktura", InvoiceKind.INVOICE),
        ("Kreditorfaktura", InvoiceKind.INVOICE),
        ("Kreditnota", InvoiceKind.CREDIT_NOTE),
        ("KG", InvoiceKind.CREDIT_NOTE),
        ("Rykker", InvoiceKind.REMINDER),
        ("Purch", InvoiceKind.INVOICE),
    ],
)
def test_a_column_says_what_the_document_is(tmp_path: Path, word: str, kind: InvoiceKind) -> None:
    found = rows_of(tmp_path, [*full("F-1", "5,00"), word], headings=[*FULL, "Bilagstype"])
    assert only(found).facts.kind is kind


def test_a_negative_amount_is_a_credit_note(tmp_path: Path) -> None:
    found = rows_of(tmp_path, *[full(f"F-{n}", "100,00") for n in range(5)], full("K-1", "50,00-"))
    assert [
        (row.facts.invoice_no, row.facts.amount_ore)
        for row in found.rows
        if row.facts.kind is InvoiceKind.CREDIT_NOTE
    ] == [("K-1", -5000)]


def test_a_ledger_that_books_debts_as_minus_is_turned_and_told(tmp_path: Path) -> None:
    found = rows_of(tmp_path, *[full(f"F-{n}", "-100,00") for n in range(8)], full("K-1", "50,00"))
    assert {row.facts.kind for row in found.rows[:8]} == {InvoiceKind.INVOICE}
    assert (found.rows[0].facts.amount_ore, found.rows[8].facts.amount_ore) == (10000, -5000)
    assert found.rows[8].facts.kind is InvoiceKind.CREDIT_NOTE
    assert [problem.kind for problem in found.problems] == [ProblemKind.AMOUNT_SIGN]


CPR_HEADINGS = [*FULL, "CPR-nr"]


def test_a_column_of_cpr_numbers_is_certain(tmp_path: Path) -> None:
    rows = [
        [*full("F-1", "1,00", "a"), ANNA],
        [*full("F-1", "2,00", "b"), dashed(BENT)],
        [*full("F-2", "3,00"), ""],
    ]
    first, second = rows_of(tmp_path, *rows, headings=CPR_HEADINGS).rows
    what = first.facts.evidence
    assert (what.citizens, what.grade, what.most_on_a_line) == (2, Grade.CERTAIN, 1)
    assert what.places == {Place.COLUMN}
    assert (second.facts.evidence.citizens, second.facts.evidence.grade) == (0, Grade.NONE)


def test_a_column_made_for_cpr_numbers_with_something_else_in_it_proves_nothing(tmp_path: Path) -> None:
    rows = [
        [*full("F-1", "1,00"), "flere borgere"],
        [*full("F-2", "2,00"), f"{dashed(ANNA)}, {dashed(BENT)}"],
    ]
    first, second = rows_of(tmp_path, *rows, headings=CPR_HEADINGS).rows
    assert (first.facts.evidence.citizens, first.facts.evidence.grade) == (None, Grade.UNKNOWN)
    assert (second.facts.evidence.citizens, second.facts.evidence.most_on_a_line) == (2, 2)


@pytest.mark.parametrize(
    ("text", "citizens", "grade"),
    [
        (f"Fodbehandling {dashed(ANNA)}", 1, Grade.PROBABLE),
        (f"cpr {ANNA}", 1, Grade.WEAK),
        (f"Ordre {ANNA}", None, Grade.UNKNOWN),
        ("Kontorartikler", None, Grade.UNKNOWN),
    ],
)
def test_posting_texts(tmp_path: Path, text: str, citizens: int | None, grade: Grade) -> None:
    what = only(rows_of(tmp_path, full("F-1", "1,00", text))).facts.evidence
    assert (what.citizens, what.grade) == (citizens, grade)
    assert what.places == (frozenset({Place.POSTING_TEXT}) if citizens else frozenset())


@pytest.mark.parametrize("heading", ["CPR-nr", "CPR-numre", "Borgernes CPR"])
@pytest.mark.parametrize(
    "cell",
    [
        f"{dashed(ANNA)}, {dashed(BENT)}",
        f"{ANNA}\n{BENT}",
        f"{ANNA} / {BENT}",
        f"{ANNA} Anna Åkjær, {BENT} Bent Bo",
        f"{ANNA};{ANNA} og {BENT}",
    ],
)
def test_a_cell_for_cpr_numbers_may_hold_several(tmp_path: Path, heading: str, cell: str) -> None:
    headings = [*FULL[:-1], heading]
    what = only(rows_of(tmp_path, [*full("F-1", "1,00")[:-1], cell], headings=headings)).facts.evidence
    assert (what.citizens, what.grade, what.places) == (2, Grade.CERTAIN, frozenset({Place.COLUMN}))


def test_a_second_column_of_cpr_numbers_is_looked_through(tmp_path: Path) -> None:
    row = [*full("F-1", "1,00"), dashed(ANNA), dashed(BENT)]
    headings = [*FULL, "CPR borger", "CPR ægtefælle"]
    assert only(rows_of(tmp_path, row, headings=headings)).facts.evidence.citizens == 2


def test_another_number_in_the_column_for_cpr_numbers_is_no_citizen(tmp_path: Path) -> None:
    row = [*full("F-1", "1,00")[:-1], f"Fakturanr. {dashed(ANNA)}"]
    what = only(rows_of(tmp_path, row, headings=[*FULL[:-1], "CPR-nr"])).facts.evidence
    assert what.citizens is None


@pytest.mark.parametrize(
    "headings",
    [
        ("Posteringstekst", "Linjetekst", "Bemærkninger"),
        ("SGTXT", "Fakturatekst", "Supplerende oplysninger"),
        # Headings nobody knows; what stands below them tells.
        ("Posteringstekst", "Felt A", "Felt B"),
    ],
)
def test_citizens_in_any_of_three_texts(tmp_path: Path, headings: tuple[str, str, str]) -> None:
    invoice = full("F-1", "1,00")[:-1]
    rows = [
        [*invoice, "Medicin", f"Vedr. {dashed(ANNA)}", "uge 7"],
        [*invoice, f"{dashed(BENT)} Bent", "Medicin", ""],
        [*invoice, "Medicin", "Recept", f"Clara {dashed(CLARA)}"],
    ]
    what = only(rows_of(tmp_path, *rows, headings=[*FULL[:-1], *headings])).facts.evidence
    assert (what.citizens, what.most_on_a_line) == (3, 1)
    assert what.places == frozenset({Place.POSTING_TEXT})


def test_the_second_text_may_say_samleregning(tmp_path: Path) -> None:
    row = [*full("F-1", "1,00", "Medicin"), "Samleregning marts"]
    assert only(rows_of(tmp_path, row, headings=[*FULL, "Fakturatekst"])).facts.says_collective


def test_a_column_of_counts(tmp_path: Path) -> None:
    rows = [[*full("F-1", "1,00"), "12"], [*full("F-2", "2,00"), "0"], [*full("F-3", "2,00"), ""]]
    found = rows_of(tmp_path, *rows, headings=[*FULL, "Antal CPR"])
    assert [(row.facts.evidence.citizens, row.facts.evidence.grade) for row in found.rows] == [
        (12, Grade.CERTAIN),
        (0, Grade.NONE),
        (None, Grade.UNKNOWN),
    ]


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Samleregning", "ja"), ("Tekst", "Samleregning marts"), ("Bilagstype", "Samlefaktura")],
)
def test_what_calls_itself_collective(tmp_path: Path, heading: str, cell: str) -> None:
    headings = ["Kreditornr", "Navn", "Fakturanr", heading]
    found = rows_of(tmp_path, ["1", "A", "F1", cell], ["2", "B", "F2", ""], headings=headings)
    assert [row.facts.says_collective for row in found.rows] == [True, False]


def test_rows_that_tell_too_little_are_set_aside(tmp_path: Path) -> None:
    nameless = full("F-1", "1,00")
    nameless[0] = nameless[1] = nameless[2] = ""
    found = rows_of(
        tmp_path,
        *[full(f"F-{n}", "1,00") for n in range(9)],
        full("", "1,00"),
        nameless,
        [*full("F-3", "1,00"), "x"],
    )
    assert [(p.kind, p.severity, p.row) for p in found.problems] == [
        (ProblemKind.NO_INVOICE_NUMBER, Severity.ERROR, 11),
        (ProblemKind.NO_SUPPLIER, Severity.ERROR, 12),
        (ProblemKind.BROKEN_ROW, Severity.ERROR, 13),
    ]
    assert found.reports[0].rows_set_aside == 3


def test_what_a_credit_note_is_about(tmp_path: Path) -> None:
    rows = [[*full(ANNA, "5,00"), ""], [*full("K-1", "-5,00"), ANNA], [*full("K-2", "-5,00"), "F-77"]]
    found = rows_of(tmp_path, *rows, headings=[*FULL, "Vedr. faktura"])
    invoice, first, second = (row.facts for row in found.rows)
    assert first.matches == (invoice.invoice_no,)
    assert second.matches == ("F-77",)
    assert leaks(found, ANNA) == []


def test_numbers_given_out_in_order_are_kept_though_they_look_like_birthdays(tmp_path: Path) -> None:
    rows = [full(f"1001{n:06d}", "5,00") for n in range(40)]
    assert [row.facts.invoice_no for row in rows_of(tmp_path, *rows).rows] == [row[3] for row in rows]


def test_a_supplier_is_told_about_once_and_not_on_every_line(tmp_path: Path) -> None:
    rows = [full(f"F-{n}", "1,00") for n in range(20)]
    for row in rows:
        row[2] = "99000008"
    found = rows_of(tmp_path, *rows)
    assert [(p.kind, p.row) for p in found.problems] == [(ProblemKind.CVR_CHECK_DIGIT, 2)]


@pytest.mark.parametrize(
    ("headings", "missing"), [(["Navn", "Beløb"], "invoice_id"), (["Fakturanr", "Beløb"], "name")]
)
def test_a_table_without_the_columns_of_an_extract(tmp_path: Path, headings: list[str], missing: str) -> None:
    with pytest.raises(MappingTrouble) as caught:
        rows_of(tmp_path, ["F-1", "5,00"], ["F-2", "6,00"], headings=headings)
    assert caught.value.missing == missing


def test_a_long_extract_is_read_as_a_stream_and_can_be_stopped(tmp_path: Path) -> None:
    rows = [full(f"F-{n:05d}", "1,00") for n in range(9_000)]
    rows[8_500] = full("F-x", "1,00")[:2]
    path = text_file(tmp_path, [FULL, *rows, ["I alt", *[""] * 6, "9.000,00", ""]])
    told: list[int] = []
    found = read(path, progress=lambda done, total: told.append(done))
    assert (found.reports[0].rows_in, found.reports[0].rows_set_aside) == (9_000, 1)
    assert [(p.kind, p.row) for p in found.problems] == [
        (ProblemKind.BROKEN_ROW, 8_502),
        (ProblemKind.FOOTER, 9_002),
    ]
    assert max(later - earlier for earlier, later in zip([0, *told], told, strict=False)) <= 5_000

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=stop)


cells = st.one_of(
    st.sampled_from(["", "F-1", "F-2", "1,00", "-2,50", "14-02-2026", "I alt", EAN, "x", ANNA, dashed(BENT)]),
    never_issued,
    never_issued.map(dashed),
    never_issued.map(lambda digits: f"borger {digits}"),
)
lines = st.lists(
    st.one_of(
        st.lists(cells, max_size=12), st.sampled_from([full("F-1", "1,00"), full("F-2", "2,00", ANNA)])
    ),
    max_size=14,
)


@given(lines)
def test_rows_are_conserved_and_numbers_never_leave(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        found = rows_of(Path(folder), *rows, headings=CPR_HEADINGS)
    aside = {
        p.row
        for p in found.problems
        if p.severity is Severity.ERROR
        and p.kind in (ProblemKind.NO_SUPPLIER, ProblemKind.NO_INVOICE_NUMBER, ProblemKind.BROKEN_ROW)
    }
    assert len(aside) == found.reports[0].rows_set_aside
    assert len(found.rows) <= found.reports[0].rows_kept
    numbers = {"".join(filter(str.isdigit, value)) for row in rows for value in row}
    assert leaks(found, *(digits for digits in numbers if len(digits) == 10)) == []


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 10**7)), min_size=1, max_size=30))
def test_no_oere_is_lost_when_lines_are_added_up(rows: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        found = rows_of(
            Path(folder),
            *[full(name, f"{ore // 100},{ore % 100:02}", f"linje {n}") for n, (name, ore) in enumerate(rows)],
            headings=["Linjebeløb" if each == "Beløb" else each for each in FULL],
        )
    assert sum(row.facts.amount_ore or 0 for row in found.rows) == sum(ore for _, ore in rows)


def test_a_pharmacy_with_three_citizens(tmp_path: Path) -> None:
    rows = [
        full("F-1", f"{n},00", f"Medicin {dashed(each)}")
        for n, each in enumerate((ANNA, BENT, CLARA, ANNA), 1)
    ]
    what = only(rows_of(tmp_path, *rows)).facts.evidence
    assert (what.citizens, what.is_collective, what.most_on_a_line) == (3, True, 1)
