"""Are many rows read together what they are row by row? The fast road beside the exact slow one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.identifiers import IdentifierError, cvr, ean, postal_code
from desktop.domain.imports import SupplierImport, TableChoices
from desktop.domain.suppliers import SupplierFacts
from desktop.importing import delimited, layout
from desktop.importing.many_rows import ManyRows
from desktop.importing.rows import RowReader
from desktop.importing.suppliers import read_suppliers

HEADINGS = (
    "Kreditornr", "Navn", "Navn 2", "CVR-nr", "EAN-nr", "Adresse", "Adresse 2", "Postnr", "By", "E-mail",
    "Telefon", "Branchekode", "Kontostreng", "Kontaktperson", "Beløb", "Antal fakturaer", "Samlefaktura",
)  # fmt: skip
ODD = (
    "", " ", "-", "0", "  to  mellemrum ", "\u200bskjult", "Åse\u00a0Ørsted", "010160-5003", "0101605003",
    "Att. 01 01 60 5003", '="00120"', "'00120", "120.0", "c/o Hansen", "v/ Jensen", "5,79E+12", "1.234",
    "-12,50", "ja", "nej", "5000 Odense C", "800", "DK-8000", "12345678", "13585628", "5790000000012",
    "579000000001", "5798000000000", "5790000000011, 5790000000012", "post@klinik.example", "ikke en mail",
    "86.90.20 Fysioterapeuter", "I alt", "Total", "Udskrevet den 5. marts", "Kreditornr", "----", "\x07bip",
)  # fmt: skip

rows_of_cells = st.lists(
    st.lists(st.sampled_from(ODD) | st.from_regex(r"[0-9]{3,13}", fullmatch=True), min_size=1, max_size=18),
    min_size=1,
    max_size=40,
)
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, rows: Sequence[Sequence[str]], *, quoted: bool) -> SupplierImport:
    path = folder / "liste.csv"
    mark = '"' if quoted else ""
    good = [
        f"{number:06};Klinik {number};;13585628;;Gade {number};;8000;Aarhus;;{number:08};;;;;;"
        for number in range(30)
    ]
    odd = [
        ";".join(f"{mark}{cell.replace(mark, '')}{mark}" if mark else cell for cell in row) for row in rows
    ]
    text = "\n".join([";".join(HEADINGS), *good, *odd, *good[:3], ""])
    path.write_text(text, encoding="utf-8", newline="")
    return read_suppliers([path], TableChoices())


@pytest.mark.parametrize("quoted", [False, True])
@given(rows=rows_of_cells)
@quick
def test_rows_and_problems_are_those_of_reading_row_by_row(
    tmp_path: Path, rows: list[list[str]], *, quoted: bool
) -> None:
    together = read(tmp_path, rows, quoted=quoted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ManyRows, "suppliers", _none)
        patch.setattr(layout.Structure, "begins_plainly", lambda _self, _row: False)
        patch.setattr(delimited._Feed, "next_plain", lambda _self: [])
        one_by_one = read(tmp_path, rows, quoted=quoted)
    assert together.rows == one_by_one.rows
    assert together.problems == one_by_one.problems
    assert together.reports == one_by_one.reports


def _none(_self: ManyRows, rows: Sequence[Sequence[str]]) -> list[SupplierFacts | None]:
    return [None] * len(rows)


def test_of_an_ordinary_list_only_the_faulty_row_is_read_by_itself(tmp_path: Path) -> None:
    asked: list[str] = []
    row_by_row = RowReader.supplier

    def watched(reader: RowReader, row: Sequence[str]) -> SupplierFacts:
        asked.append(row[0])
        return row_by_row(reader, row)

    faulty = ["900000", "Klinik", "", "ukendt", *[""] * 13]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RowReader, "supplier", watched)
        found = read(tmp_path, [faulty], quoted=False)
    assert len(found.rows) == 34
    assert asked == ["900000"]


@given(lines=st.lists(st.text('ab;"\x00\x1a', max_size=8), max_size=40), tail=st.sampled_from(["\n", "\r\n"]))
@settings(deadline=None)
def test_lines_taken_together_are_cut_as_one_by_one(lines: list[str], tail: str) -> None:
    written = [line + tail for line in lines] * 40
    together = list(delimited.records(written, ";", ahead=True))
    one_by_one = list(delimited.records(written, ";"))
    assert [(one.cells, one.broken, one.zeros) for one in together] == [
        (one.cells, one.broken, one.zeros) for one in one_by_one
    ]


@given(st.from_regex(r"[0-9]{1,30}", fullmatch=True))
def test_digits_alone_are_read_as_digits_in_wrapping(digits: str) -> None:
    for parse in (cvr.parse, ean.parse, postal_code.parse):
        assert _parsed(parse, digits) == _parsed(parse, f"\u200b {digits} ,")


def _parsed(parse: Callable[[str], str], text: str) -> tuple[str, str]:
    try:
        return parse(text), ""
    except IdentifierError as error:
        return error.kind.value, error.suggestion
