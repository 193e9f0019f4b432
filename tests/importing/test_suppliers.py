"""Is every row of a supplier list kept or set aside, and is nothing in it changed on the way?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileFault, FileTrouble, MappingTrouble
from desktop.domain.imports import Field, SupplierImport, TableChoices
from desktop.domain.problems import ProblemKind, Severity
from desktop.domain.progress import Cancelled, Progress, silent
from desktop.domain.suppliers import SupplierFacts
from desktop.importing.suppliers import preview, read_suppliers
from tests.importing.making import (
    ANNA,
    BENT,
    CVR,
    EAN,
    HEADINGS,
    changed,
    dashed,
    delimited,
    leaks,
    never_issued,
    spellings,
    supplier,
    supplier_list,
    text_file,
    workbook,
)

PLAIN = TableChoices()


def read(path: Path, choices: TableChoices = PLAIN, progress: Progress = silent) -> SupplierImport:
    found = read_suppliers([path], choices, progress)
    (report,) = found.reports
    assert report.rows_in == report.rows_kept + report.rows_set_aside
    assert report.rows_kept == len(found.rows)
    return found


def kinds(found: SupplierImport) -> list[tuple[ProblemKind, Severity]]:
    return [(problem.kind, problem.severity) for problem in found.problems]


WHOLE = SupplierFacts(
    number="00000007",
    name="Åløkke Prøve 7 ApS",
    cvr=CVR,
    address="Østergade 7",
    postal_code="0900",
    city="København C",
    email="post7@proeve.example",
    phone="99 88 77 66",
    ean=EAN,
    invoice_count=3,
    amount_ore=123450,
)


def test_a_row_is_read_field_by_field(tmp_path: Path) -> None:
    found = read(supplier_list(tmp_path, supplier(7)))
    (row,) = found.rows
    assert (row.facts, row.file, row.row, found.problems) == (WHOLE, "kreditorer.csv", 2, ())
    (report,) = found.reports
    assert (report.encoding, report.header_row, report.rows_in) == ("utf-8", 1, 1)
    assert report.mapping[0] == (Field.SUPPLIER_NO, "Kreditornr")
    assert {field for field, _ in report.mapping} >= {Field.NAME, Field.CVR, Field.EAN, Field.AMOUNT}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "cp850", "mac_roman"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_same_suppliers_whatever_the_file(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [HEADINGS, *map(supplier, range(1, 9))]
    path = text_file(tmp_path, rows, encoding=encoding, delimiter=delimiter)
    assert read(path).rows[6].facts == WHOLE


def test_the_same_suppliers_from_a_workbook(tmp_path: Path) -> None:
    row: list[object] = list(supplier(7))
    row[0], row[2], row[3], row[5], row[9], row[10] = 7, int(CVR), int(EAN), 900, 1234.5, 3
    path = workbook(tmp_path, {"Ark1": [HEADINGS, row]}, formats={(1, 0): "00000000", (1, 5): "0000"})
    assert read(path).rows[0].facts == WHOLE


def test_titles_footers_and_empty_rows_are_no_rows(tmp_path: Path) -> None:
    rows = [
        ["Kreditorliste"],
        [],
        HEADINGS,
        supplier(1),
        [],
        supplier(2),
        ["I alt", *[""] * 8, "2.469,00", "6"],
    ]
    found = read(text_file(tmp_path, rows))
    assert [row.row for row in found.rows] == [4, 6]
    assert kinds(found) == [(ProblemKind.FOOTER, Severity.NOTE)]
    assert found.reports[0].rows_in == 2


def test_names_that_look_like_nothing_survive(tmp_path: Path) -> None:
    names = ["NA", "Null ApS", "None", "nan", "TRUE", "-", "<B> A/S", "O'Neill", "Bang & Olufsen"]
    found = read(supplier_list(tmp_path, *[changed(n, "Navn", name) for n, name in enumerate(names)]))
    assert [row.facts.name for row in found.rows] == names


def test_two_lines_of_a_name_and_of_an_address(tmp_path: Path) -> None:
    rows = [
        ["Kreditornr", "Navn", "Navn 2", "Adresse", "Adresse 2", "Postnr. og by"],
        ["1", "Klinikken", "ved Åen", "Gade 1", "1. sal", "5000 Odense C"],
        ["2", "Klinikken", "c/o Hansen", "Gade 2", "", "5000 Odense C"],
    ]
    first, second = (row.facts for row in read(text_file(tmp_path, rows)).rows)
    assert (first.name, first.address, first.postal_code, first.city) == (
        "Klinikken ved Åen",
        "Gade 1\n1. sal",
        "5000",
        "Odense C",
    )
    assert (second.name, second.address) == ("Klinikken", "c/o Hansen\nGade 2")


def test_a_row_needs_a_name_or_a_number(tmp_path: Path) -> None:
    nameless, unnumbered, neither = supplier(1), supplier(2), supplier(3)
    nameless[1] = unnumbered[0] = neither[0] = neither[1] = ""
    found = read(supplier_list(tmp_path, nameless, unnumbered, neither))
    assert [row.row for row in found.rows] == [2, 3]
    assert [(problem.kind, problem.severity, problem.row) for problem in found.problems] == [
        (ProblemKind.NO_NAME, Severity.WARNING, 2),
        (ProblemKind.NO_NAME, Severity.ERROR, 4),
    ]


def test_a_row_whose_columns_have_slipped_is_set_aside(tmp_path: Path) -> None:
    rows = [*map(supplier, range(8)), [*supplier(8)[:2], "ekstra", *supplier(8)[2:]], supplier(9)[:2]]
    found = read(supplier_list(tmp_path, *rows))
    assert found.reports[0].rows_set_aside == 2
    assert kinds(found) == [(ProblemKind.BROKEN_ROW, Severity.ERROR)] * 2


def test_a_row_that_ends_early_is_kept_and_told(tmp_path: Path) -> None:
    found = read(supplier_list(tmp_path, *map(supplier, range(8)), supplier(8)[:5]))
    assert found.rows[-1].facts.address == "Østergade 8"
    assert kinds(found) == [(ProblemKind.BROKEN_ROW, Severity.WARNING)]


@pytest.mark.parametrize(
    ("heading", "value", "kind", "severity", "kept"),
    [
        ("EAN-nr", "5,79801E+12", ProblemKind.EAN_LOST_DIGITS, Severity.ERROR, {"ean": ""}),
        ("EAN-nr", "5790000000019", ProblemKind.EAN_CHECK_DIGIT, Severity.WARNING, {"ean": "5790000000019"}),
        ("CVR-nr", "DK99 00 00 07", None, None, {}),
        ("CVR-nr", "99000008", ProblemKind.CVR_CHECK_DIGIT, Severity.WARNING, {"cvr": "99000008"}),
        ("CVR-nr", "1234", ProblemKind.CVR_UNREADABLE, Severity.WARNING, {"cvr": "1234"}),
        ("Postnr", "900", ProblemKind.LOST_LEADING_ZERO, Severity.WARNING, {"postal_code": "900"}),
        ("E-mail", "post(at)x", ProblemKind.EMAIL, Severity.WARNING, {"email": "post(at)x"}),
        ("Beløb", "mange", ProblemKind.AMOUNT_UNREADABLE, Severity.ERROR, {"amount_ore": None}),
        ("Antal fakturaer", "nogle", ProblemKind.COUNT_UNREADABLE, Severity.ERROR, {"invoice_count": None}),
    ],
)
def test_a_bad_value_is_told_with_its_place(
    tmp_path: Path,
    heading: str,
    value: str,
    kind: ProblemKind | None,
    severity: Severity | None,
    kept: dict[str, Any],
) -> None:
    rows = [*map(supplier, range(1, 7)), changed(7, heading, value)]
    found = read(supplier_list(tmp_path, *rows))
    assert found.rows[6].facts == replace(WHOLE, **kept)
    told = [(p.kind, p.severity, p.row, p.column, p.value, p.supplier_number) for p in found.problems]
    assert told == ([(kind, severity, 8, heading, value, "00000007")] if kind else [])


def test_a_supplier_number_that_comes_twice_is_told(tmp_path: Path) -> None:
    found = read(supplier_list(tmp_path, supplier(1), supplier(2), supplier(1)))
    assert [(problem.kind, problem.row) for problem in found.problems] == [(ProblemKind.REPEATED_ROW, 4)]
    assert len(found.rows) == 3


def test_a_list_whose_rows_all_slipped_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Kreditornr,Navn,Beløb\n1,Klinik Holm,1.234,50\n2,Klinik Bæk,99,95\n")
    with pytest.raises(FileTrouble) as refused:
        read_suppliers([path], PLAIN)
    assert refused.value.fault is FileFault.NO_WHOLE_ROW


@pytest.mark.parametrize(("name", "told"), [("Åløkke Prøve 7 ApS", [8]), ("Fodklinik Holm", [])])
def test_a_number_that_comes_again_without_its_zeros_is_told_unless_it_is_another_supplier(
    tmp_path: Path, name: str, told: list[int]
) -> None:
    rows = [*map(supplier, range(1, 8))]
    rows[6][HEADINGS.index("Kreditornr")] = "1"
    rows[6][HEADINGS.index("Navn")] = name
    rows[0][HEADINGS.index("Navn")] = "Åløkke Prøve 7 ApS"
    for heading in ("Adresse", "Postnr", "By"):
        rows[6][HEADINGS.index(heading)] = ""
    found = read(supplier_list(tmp_path, *rows))
    assert [problem.row for problem in found.problems if problem.kind is ProblemKind.REPEATED_ROW] == told


@pytest.mark.parametrize(
    "heading", ["Navn", "Adresse", "By", "E-mail", "Telefon", "CVR-nr", "Kreditornr", "EAN-nr", "Beløb"]
)
@pytest.mark.parametrize("spelling", range(8))
def test_a_cpr_number_in_any_column_goes_no_further(tmp_path: Path, heading: str, spelling: int) -> None:
    value = spellings(ANNA)[spelling]
    found = read(supplier_list(tmp_path, supplier(1), changed(2, heading, value), supplier(3)))
    assert leaks(found, ANNA) == []
    assert len(found.rows) == 3


@given(never_issued)
def test_no_cpr_number_is_a_supplier_number(digits: str) -> None:
    with TemporaryDirectory() as folder:
        path = supplier_list(
            Path(folder),
            *[changed(n, "Kreditornr", f"{n:010d}") for n in range(30)],
            changed(31, "Kreditornr", digits),
        )
        found = read(path)
    assert leaks(found, digits) == []
    assert [row.facts.number for row in found.rows][29:] == ["0000000029", ""]
    assert (ProblemKind.CPR_REMOVED, Severity.WARNING) in kinds(found)


def test_an_undeclared_column_of_cpr_numbers_is_not_kept(tmp_path: Path) -> None:
    rows = [[*HEADINGS, "Oplysning", "CPR-nr"], [*supplier(1), dashed(ANNA), BENT]]
    path = text_file(tmp_path, rows)
    assert leaks((read(path), preview(path)), ANNA, BENT) == []


def test_names_of_files_sheets_and_columns_are_scrubbed(tmp_path: Path) -> None:
    sheet = f"Liste {dashed(ANNA)}"
    rows = [[*HEADINGS, f"Sag {dashed(BENT)}"], [*supplier(1), "x"]]
    path = workbook(tmp_path, {sheet: rows}, name=f"liste {ANNA}.xlsx")
    assert leaks((read(path), preview(path)), ANNA, BENT) == []
    assert read(path, TableChoices(sheet=sheet)).rows == read(path).rows
    with pytest.raises(FileTrouble) as caught:
        read(path, TableChoices(sheet=ANNA))
    assert leaks((caught.value, vars(caught.value), caught.value.__cause__), ANNA) == []


def test_a_missing_file_is_told_without_its_folder(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as caught:
        read(tmp_path / f"{ANNA}.csv")
    assert caught.value.fault is FileFault.MISSING
    assert str(tmp_path) not in repr((caught.value, vars(caught.value)))
    assert leaks(vars(caught.value), ANNA) == []


def test_a_list_without_names_and_numbers_is_no_supplier_list(tmp_path: Path) -> None:
    with pytest.raises(MappingTrouble) as caught:
        read(text_file(tmp_path, [["Farve", "Højde"], ["rød", "12"], ["blå", "13"]]))
    assert caught.value.missing == "name"


def test_the_first_sheet_that_serves_is_read_and_the_others_are_told(tmp_path: Path) -> None:
    sheets = {
        "Forside": [["Kreditorliste 2026"]],
        "Fyn": [HEADINGS, supplier(1)],
        "Jylland": [HEADINGS, supplier(2)],
        "Skjult": [HEADINGS, supplier(3)],
    }
    path = workbook(tmp_path, sheets, hidden=["Skjult"])
    found = read(path)
    assert (found.reports[0].sheet, [row.facts.number for row in found.rows]) == ("Fyn", ["00000001"])
    assert [(p.kind, p.sheet) for p in found.problems] == [
        (ProblemKind.SHEET_NOT_READ, "Jylland"),
        (ProblemKind.SHEET_NOT_READ, "Skjult"),
    ]
    assert read(path, TableChoices(sheet="Jylland")).rows[0].facts.number == "00000002"


def test_a_persons_choices_are_followed(tmp_path: Path) -> None:
    rows = [["Navn", "Nr"], ["Andet navn", "Intet"], ["A", "1"], ["B", "2"]]
    path = text_file(tmp_path, rows, encoding="cp850")
    choices = TableChoices(
        encoding="cp850", header_row=2, mapping=((Field.NAME, "#1"), (Field.SUPPLIER_NO, "Intet"))
    )
    assert [(row.facts.number, row.facts.name) for row in read(path, choices).rows] == [
        ("1", "A"),
        ("2", "B"),
    ]


def test_several_files_have_several_reports(tmp_path: Path) -> None:
    first = supplier_list(tmp_path, supplier(1), name="a.csv")
    second = supplier_list(tmp_path, supplier(2), supplier(3), name="b.csv")
    found = read_suppliers([first, second], PLAIN)
    assert [(report.file, report.rows_in) for report in found.reports] == [("a.csv", 1), ("b.csv", 2)]
    assert [row.file for row in found.rows] == ["a.csv", "b.csv", "b.csv"]


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    path = supplier_list(tmp_path, *map(supplier, range(6_000)))
    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(done)
        raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=stop)
    assert 0 < told[0] <= 5_000


def test_the_preview_shows_what_was_understood(tmp_path: Path) -> None:
    rows = [["Titel"], HEADINGS, *map(supplier, range(30))]
    (shown,) = preview(text_file(tmp_path, rows))
    assert (shown.header_row, shown.row_count, len(shown.rows), shown.looks_like_invoices) == (
        2,
        30,
        20,
        False,
    )
    assert [match.field for match in shown.columns[:4]] == [
        Field.SUPPLIER_NO,
        Field.NAME,
        Field.CVR,
        Field.EAN,
    ]
    assert shown.columns[0].examples == ("00000000", "00000001", "00000002")
    assert all(0 < match.confidence <= 1 for match in shown.columns)


def test_the_preview_shows_every_table_of_a_workbook(tmp_path: Path) -> None:
    sheets = {"Skjult": [HEADINGS, supplier(1)], "Forside": [["1"]], "Data": [HEADINGS, supplier(2)]}
    shown = preview(workbook(tmp_path, sheets, hidden=["Skjult"]))
    assert [(table.sheet, table.hidden) for table in shown] == [("Data", False), ("Skjult", True)]


cell = st.one_of(
    st.sampled_from(
        ["", " ", "I alt", "NaN", EAN, "5,79E+12", CVR, "0900", "1.234,50", "12-13-2026", "-----", '"', "'"]
    ),
    st.text(max_size=8),
    never_issued,
    never_issued.map(dashed),
)
junk = st.lists(cell, min_size=0, max_size=14)


@given(
    st.lists(st.one_of(junk, st.integers(0, 99).map(supplier)), max_size=12),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_rows_are_conserved_and_numbers_never_leave(rows: list[Sequence[str]], encoding: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rod.csv"
        path.write_bytes(delimited([HEADINGS, *rows]).encode(encoding, "replace"))
        try:
            found = read(path)
        except FileTrouble as refused:
            if refused.fault is not FileFault.NO_WHOLE_ROW:
                raise
            return
    data_rows = {row.row for row in found.rows}
    assert len(data_rows) == len(found.rows)
    aside = [p for p in found.problems if p.severity is Severity.ERROR and p.row not in data_rows]
    assert len({problem.row for problem in aside}) == found.reports[0].rows_set_aside
    numbers = [
        value for row in rows for value in row if len(value) == 10 and value.isascii() and value.isdigit()
    ]
    assert leaks(found, *numbers) == []
