"""Which column is what, by heading and by content, and where does the table begin and end?"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileFault, FileTrouble, MappingTrouble
from desktop.domain.imports import Field, TableChoices
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.importing.column_content import Proof
from desktop.importing.columns import Understood, looks_like_invoices, understand
from desktop.importing.tables import Table
from desktop.importing.vocabulary import folded, vocabulary
from desktop.paths import resources_dir
from tests.importing.making import ANNA, BENT, EAN, OTHER_EAN, dashed, leaks

CVRS = ["10150817", "13585628", "25313763", "29189692", "29190925", "62816414"]


def table(*rows: Sequence[str]) -> Table:
    return Table("liste.xlsx", "", hidden=False, encoding="", delimiter="", rows=[list(row) for row in rows])


def understood(*rows: Sequence[str], **choices: object) -> Understood:
    return understand(table(*rows), TableChoices(**choices))  # type: ignore[arg-type]


def fields(found: Understood) -> list[Field | None]:
    return [match.field for match in found.columns]


def body(found: Understood) -> list[list[str]]:
    return [row for _, row in found.body([])]


def notes(found: Understood) -> list[Problem]:
    problems: list[Problem] = []
    list(found.body(problems))
    return problems


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Kreditornr.", Field.SUPPLIER_NO),
        ("LEVERANDØR-NR", Field.SUPPLIER_NO),
        ("Leverandoernr", Field.SUPPLIER_NO),
        ("Kreditor\u200bnr", Field.SUPPLIER_NO),
        ("LIFNR", Field.SUPPLIER_NO),
        ("VendorAccount", Field.SUPPLIER_NO),
        ("Leverandørnavn", Field.NAME),
        ("Supplier (Beneficiary) Name", Field.NAME),
        ("CVR-nr:", Field.CVR),
        ("Leverandørens CVR-nummer", Field.CVR),
        ("EAN nr. (modtager)", Field.EAN),
        ("OIOBuyerReferenceID", Field.EAN),
        ("Belo\u0308b", Field.AMOUNT),
        ("Beløb (kr.)", Field.AMOUNT),
        ("Samlet beløb", Field.AMOUNT),
        ("Fakturanummer", Field.INVOICE_NO),
        ("Bogføringsdato", Field.ISSUE_DATE),
        ("Posteringstekst", Field.TEXT),
        ("Ydelsesmodtager", Field.CPR),
        ("Antal CPR", Field.CITIZENS),
        ("Antal fakturaer 2025", Field.INVOICE_COUNT),
    ],
)
def test_headings_of_danish_and_foreign_systems(heading: str, field: Field) -> None:
    assert vocabulary().meanings(heading)[0].field is field


@pytest.mark.parametrize(
    "heading", ["Forfaldsdato", "Momsbeløb", "Bankkonto", "Kundenr", "P-nr", "Godkender", ""]
)
def test_headings_that_only_look_like_ours(heading: str) -> None:
    assert vocabulary().meanings(heading) == ()


def test_the_shipped_words_name_one_field_each() -> None:
    data = tomllib.loads((resources_dir() / "columns.toml").read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    for name, lists in data["field"].items():
        assert Field(name)
        own = {folded(word) for kind, listed in lists.items() if kind != "seen" for word in listed}
        assert {folded(word) for word in lists.get("seen", [])} <= own
        for word in own:
            assert words.setdefault(word, name) == name
    others = [folded(word) for word in (*data["weak"], *data["never"]["headings"])]
    assert not set(others) & set(words)


@given(
    st.sampled_from(["Kreditornr", "Bynavn", "E-mail", "EAN-nummer"]),
    st.text(" .:-_\t", max_size=4),
    st.booleans(),
)
def test_case_spaces_and_signs_do_not_matter(word: str, noise: str, shout: bool) -> None:
    heading = f"{noise}{word.upper() if shout else word}{noise}"
    assert vocabulary().meanings(heading) == vocabulary().meanings(word)


def test_content_beats_a_weak_heading() -> None:
    rows = [[f"Firma {n} ApS", CVRS[n], EAN if n % 2 else OTHER_EAN] for n in range(6)]
    found = understood(["Kreditor", "Konto", "Reference"], *rows)
    assert fields(found) == [Field.NAME, Field.CVR, Field.EAN]
    assert [match.by_content for match in found.columns] == [False, True, True]


def test_a_weak_heading_is_decided_by_its_cells() -> None:
    numbers = understood(["Vendor", "Name"], *[[f"{n:06d}", f"Firma {n}"] for n in range(8)])
    names = understood(["Vendor", "Account"], *[[f"Firma {n} ApS", f"54867{n}"] for n in range(8)])
    assert fields(numbers) == [Field.SUPPLIER_NO, Field.NAME]
    assert fields(names)[0] is Field.NAME


def test_an_ean_column_is_found_without_a_heading() -> None:
    found = understood(["Navn", ""], *[[f"Firma {n}", EAN] for n in range(6)])
    assert fields(found) == [Field.NAME, Field.EAN]
    assert found.mapping == ((Field.NAME, "Navn"), (Field.EAN, "#2"))


def test_mail_is_found_by_its_sign_and_postal_codes_beside_cities() -> None:
    rows = [[f"Firma {n}", f"{5000 + n}", "Odense", f"a{n}@b.example", f"{1000 + n}"] for n in range(6)]
    found = understood(["Navn", "Kode", "By", "Elektronisk", "Løbetal"], *rows)
    assert fields(found) == [Field.NAME, Field.POSTAL_CODE, Field.CITY, Field.EMAIL, None]


def test_the_heading_beats_content_for_amounts() -> None:
    found = understood(["Navn", "Beløb", "Saldo primo"], *[["Firma", f"{n}.000,00", "7"] for n in range(6)])
    assert found.where[Field.AMOUNT] == 1


def test_of_two_columns_with_one_meaning_the_better_one_wins() -> None:
    rows = [["Firma", "5,00", f"{n}"] for n in range(6)]
    found = understood(["Name 1", "Beløb", "Beløb"], *rows)
    assert fields(found) == [Field.NAME, Field.AMOUNT, None]
    found = understood(["Navn", "Beløb inkl. rabat", "Beløb"], *rows)
    assert found.where[Field.AMOUNT] == 2


def test_a_plain_heading_over_faulty_cells_is_still_that_column() -> None:
    found = understood(
        ["Navn", "Beløb"], *[["Firma", word] for word in ("NaN", "inf", "ukendt", "-", "1e400")]
    )
    assert fields(found) == [Field.NAME, Field.AMOUNT]


def test_an_undeclared_column_of_cpr_numbers_is_recognised() -> None:
    numbers = [dashed(ANNA), dashed(BENT)] * 4
    found = understood(["Navn", "Oplysning"], *[["Firma", number] for number in numbers])
    assert fields(found) == [Field.NAME, Field.CPR]


def test_examples_and_headings_are_scrubbed() -> None:
    found = understood(
        ["Navn", f"Liste for {dashed(ANNA)}"], ["Firma", f"vedr. {dashed(BENT)}"], ["Firma 2", BENT]
    )
    assert leaks(found.columns, ANNA, BENT) == []
    assert "xxxxxx-xxxx" in repr(found.columns)


def test_a_persons_word_beats_both() -> None:
    rows = [["Firma", f"{n}", f"{n + 100}"] for n in range(6)]
    found = understood(
        ["Navn", "Kreditornr", "Gammelt nummer"],
        *rows,
        mapping=((Field.SUPPLIER_NO, "#3"), (Field.AMOUNT, "kreditor nr"), (Field.NAME, "")),
    )
    assert found.where == {Field.SUPPLIER_NO: 2, Field.AMOUNT: 1}


@pytest.mark.parametrize("column", ["Findes ikke", "#9", "#0"])
def test_a_column_that_is_not_there_is_told(column: str) -> None:
    with pytest.raises(MappingTrouble) as caught:
        understood(["Navn"], ["Firma"], mapping=((Field.EAN, column),))
    assert caught.value.given == column


def test_headings_below_logos_and_titles() -> None:
    found = understood(
        ["Kreditorliste"],
        [],
        ["Udskrevet", "1. marts"],
        *[[]] * 40,
        ["Nr", "Kreditornavn", "Beløb"],
        ["1", "A", "5"],
    )
    assert found.heading_row == 44
    assert body(found) == [["1", "A", "5"]]


def test_headings_over_two_rows_are_joined() -> None:
    found = understood(
        ["Kreditor", "", "CVR", "Post", "Beløb"],
        ["nr", "Navn", "nr", "nr", "DKK"],
        ["1", "A", CVRS[0], "5000", "5"],
    )
    assert [match.heading for match in found.columns] == [
        "Kreditor nr",
        "Navn",
        "CVR nr",
        "Post nr",
        "Beløb DKK",
    ]
    assert (found.heading_row, body(found)) == (2, [["1", "A", CVRS[0], "5000", "5"]])


def test_a_group_heading_above_is_no_part_of_the_headings() -> None:
    found = understood(["Leverandør", "", "Økonomi"], ["Kreditornr", "Navn", "Beløb"], ["1", "A", "5"])
    assert [match.heading for match in found.columns] == ["Kreditornr", "Navn", "Beløb"]


def test_words_above_numbers_are_headings_even_when_unknown() -> None:
    assert understood(["Foo", "Bar"], ["1", "2"], ["3", "4"]).heading_row == 1


def test_a_table_of_numbers_has_no_headings() -> None:
    with pytest.raises(FileTrouble) as caught:
        understood(["1234567890"], ["2345678901"], ["3456789012"])
    assert caught.value.fault is FileFault.NO_HEADER


TEXTS = (["Kreditornr", "Navn", "Fakturatekst", "Linjetekst"], ["1", "Åløkke", "Marts", "Fodbehandling"])


def test_a_second_text_is_a_field_of_its_own() -> None:
    assert fields(understood(*TEXTS))[2:] == [Field.TEXT, Field.TEXT_2]
    chosen = understood(*TEXTS, mapping=((Field.TEXT, "Linjetekst"),))
    assert fields(chosen)[2:] == [Field.TEXT_2, Field.TEXT]


def test_who_leaves_out_the_text_leaves_out_all_of_them() -> None:
    assert fields(understood(*TEXTS, mapping=((Field.TEXT, ""),)))[2:] == [None, None]
    one = understood(*TEXTS, mapping=((Field.TEXT, ""), (Field.TEXT_2, "#4")))
    assert fields(one)[2:] == [None, Field.TEXT_2]


def test_a_person_points_at_the_headings() -> None:
    found = understood(["Navn", "Nr"], ["Kreditornavn", "Kreditornr"], ["A", "1"], header_row=2)
    assert (found.heading_row, body(found)) == (2, [["A", "1"]])
    with pytest.raises(FileTrouble):
        understood(["Navn"], ["A"], header_row=9)


TOTALS = [
    ["I alt", "", "", "10,00"],
    ["", "Total", "", "10,00"],
    ["", "Total:", "", "10,00"],
    ["", "Subtotal Fyn", "", "5,00"],
    ["Antal kreditorer i alt: 340", "", "", "10,00"],
    ["", "* Total", "9.999.999,99", ""],
]


@pytest.mark.parametrize("total", TOTALS)
def test_totals_are_no_suppliers(total: list[str]) -> None:
    found = understood(["Kreditornr", "Navn", "By", "Beløb"], ["1", "A", "Odense", "10,00"], total)
    assert body(found) == [["1", "A", "Odense", "10,00"]]
    assert [(note.kind, note.severity, note.row) for note in notes(found)] == [
        (ProblemKind.FOOTER, Severity.NOTE, 3)
    ]


def test_suppliers_whose_names_begin_like_a_total_are_kept() -> None:
    rows = [["1", "Total", "", "1,00"], ["2", "I Alt ApS", "", "2,00"], ["3", "Total Byg A/S", "", "3,00"]]
    assert body(understood(["Kreditornr", "Navn", "By", "Beløb"], *rows)) == rows


def test_repeated_headings_rules_and_notes_below_are_no_rows() -> None:
    headings = ["Kreditornr", "Navn", "Beløb"]
    found = understood(
        headings,
        ["-----", "-----", "-----"],
        ["1", "A", "5"],
        headings,
        ["2", "B", "6"],
        [],
        ["Kilde: KMD Opus"],
    )
    assert body(found) == [["1", "A", "5"], ["2", "B", "6"]]
    assert [note.row for note in notes(found)] == [4, 7]


def test_a_poor_row_in_the_middle_is_a_row() -> None:
    found = understood(
        ["Kreditornr", "Navn", "Beløb"], ["1", "A", "5"], ["", "B og søn", ""], ["2", "C", "6"]
    )
    assert len(body(found)) == 3


def test_invoices_and_suppliers_are_told_apart() -> None:
    people = [[f"{n}", f"Firma {n}", f"{n},00"] for n in range(9)]
    assert not looks_like_invoices(understood(["Kreditornr", "Navn", "Beløb"], *people))
    assert looks_like_invoices(understood(["Kreditornr", "Navn", "Fakturanr"], *people))
    dated = [[f"Firma {n % 2}", f"0{1 + n}-01-2026", f"{n},00"] for n in range(9)]
    assert looks_like_invoices(understood(["Navn", "Dato", "Beløb"], *dated))
    listed = [[f"Firma {n}", f"0{1 + n}-01-2026", f"{n},00"] for n in range(9)]
    assert not looks_like_invoices(understood(["Navn", "Dato", "Beløb"], *listed))


def test_digits_are_trusted_only_in_a_column_that_proves_them() -> None:
    padded = [f"{n:010d}" for n in range(4_500_000, 4_500_040)]
    in_order = [f"1001{n:06d}" for n in range(40)]
    assert Proof(in_order).covers(in_order[0])
    assert not Proof(in_order[:10]).covers(in_order[0])
    # Private creditors who are numbered by their CPR number, alone or among companies.
    assert not Proof([ANNA, BENT] * 20).covers(ANNA)
    assert not Proof([*padded, *in_order, ANNA]).covers(ANNA)
    assert not Proof([*(f"{n:06d}" for n in range(500)), ANNA]).covers(ANNA)
    assert not Proof(in_order).covers(dashed(ANNA))


def test_a_whole_population_proves_nothing() -> None:
    days = [f"{day:02d}{month:02d}" for day in range(1, 29) for month in range(1, 13)]
    people = [f"{day}{year}{5000 + serial}" for day in days for year in (60, 63, 66) for serial in range(10)]
    proof = Proof(people)
    assert not any(map(proof.covers, people))


def test_a_single_cell_does_not_overrule_a_plain_heading() -> None:
    found = understood(["Navn", "Fakturanr", "Vendor"], ["Firma", EAN, EAN])
    assert fields(found) == [Field.NAME, Field.INVOICE_NO, Field.EAN]
