"""Where do cells and rows begin and end?"""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.importing.delimited import DelimitedText, Record, is_ruler, records
from desktop.importing.text_encoding import Encoding
from tests.importing.making import delimited


def cut(text: str) -> DelimitedText:
    return DelimitedText(
        text.encode(),
        Encoding("utf-8"),
        is_heading=lambda cell: cell.strip().casefold() in {"nr", "navn", "beløb"},
    )


def cells(text: str) -> list[list[str]]:
    return [record.cells for record in cut(text).rows()]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = [["Nr", "Navn", "Beløb"], ["1", "A", "10"], ["2", "B", "20"]]
    text = delimited(rows, delimiter=delimiter)
    assert cut(text).delimiter == delimiter
    assert cells(text) == rows


def test_decimal_commas_do_not_make_the_comma_a_delimiter() -> None:
    text = "Nr;Navn;Beløb\n" + "".join(f"{n};Firma {n};{n},50\n" for n in range(30))
    assert cut(text).delimiter == ";"


def test_titles_above_the_table_do_not_hide_the_delimiter() -> None:
    text = "Udtræk, dannet 1. marts, kl. 10, af KMD\n\n" + "Nr;Navn\n" + "1;A\n" * 5
    assert cut(text).delimiter == ";"


def test_one_column_has_no_delimiter() -> None:
    assert cut("Modtager\n123456789\n234567891\n").delimiter == ""


def test_commas_and_semicolons_in_one_column_are_part_of_it() -> None:
    names = ["Klinik Holm", "Klinik 3. sal, t.h.", "Lis; Bo og Ib", "Klinik Bæk", '"Vest"', "Klinik Ny, Øst"]
    text = "Leverandører\n\nNavn\n" + "".join(f"{name}\n" for name in names)
    assert cut(text).delimiter == ""
    assert [row[0] for row in cells(text) if row][2:] == [name.strip('"') for name in names]


def test_the_line_for_excel_is_believed_and_is_no_row() -> None:
    assert cells("sep=;\nNr;Navn\n1;A,B,C\n") == [["Nr", "Navn"], ["1", "A,B,C"]]


def test_the_line_for_excel_is_not_believed_against_the_whole_file() -> None:
    assert cells("sep=,\nNr;Navn;Beløb\n1;A;5\n2;B;6\n")[0] == ["Nr", "Navn", "Beløb"]


def test_a_line_break_inside_quotes_does_not_begin_a_row() -> None:
    assert cells('Nr;Navn\n1;"Første\nanden"\n2;B\n') == [["Nr", "Navn"], ["1", "Første\nanden"], ["2", "B"]]


def test_empty_lines_are_rows() -> None:
    assert cells("Nr;Navn\n\n1;A\n") == [["Nr", "Navn"], [], ["1", "A"]]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    assert cells(delimited([["Nr", "Navn"], ["1", "A"]], end=end)) == [["Nr", "Navn"], ["1", "A"]]


def test_an_open_quote_costs_its_own_row_only() -> None:
    lines = ["Nr;Navn", '1;"Rør 5', *(f"{n};Firma" for n in range(2, 100))]
    found = list(cut("\n".join(lines)).rows())
    assert [record.cells[0] for record in found] == ["Nr", *map(str, range(1, 100))]
    assert [place for place, record in enumerate(found) if record.broken] == [1]
    assert found[1].cells == ["1", "Rør 5"]


def test_an_open_quote_at_the_end_loses_nothing() -> None:
    found = list(cut('Nr;Navn\n1;A\n2;"B\n3;C').rows())
    assert [record.cells for record in found] == [["Nr", "Navn"], ["1", "A"], ["2", "B"], ["3", "C"]]


def test_zeros_and_the_end_mark_of_dos_are_taken_out_and_told() -> None:
    found = list(cut("Nr;Navn\n1;A\x00B\n\x1a\n2;C\n").rows())
    assert [(record.cells, record.zeros) for record in found] == [
        (["Nr", "Navn"], False),
        (["1", "AB"], True),
        ([], True),
        (["2", "C"], False),
    ]


def test_a_second_export_with_another_delimiter_is_read_and_told() -> None:
    text = "Nr;Navn;Beløb\n" + "1;A;5\n" * 10 + "2,B,6\n"
    *_, last = cut(text).rows()
    assert (last.cells, last.broken) == (["2", "B", "6"], True)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_a_lone_cell_of_several_lines_is_not_cut_by_another_delimiter(end: str) -> None:
    found = cells(f'nr;navn;beløb\r\n1;a;2\r\n"{end}\t"""\r\n3;b;4\r\n')
    assert found[1:] == [["1", "a", "2"], [f'{end}\t"'], ["3", "b", "4"]]


def test_single_quotes_hold_a_cell_together_when_that_makes_the_row_fit() -> None:
    text = "Nr;Navn;Beløb\n" + "1;A;5\n" * 10 + "2;'B; og C';6\n"
    *_, last = cut(text).rows()
    assert (last.cells, last.broken) == (["2", "B; og C", "6"], True)


def test_a_cell_longer_than_excels_is_cut_and_told() -> None:
    found = list(cut(f"Nr;Navn\n1;{'x' * 200_000}\n2;B\n").rows())
    assert len(found[1].cells[1]) == 32_767
    assert [record.broken for record in found] == [False, True, False]


def test_ruled_lines() -> None:
    assert is_ruler(["-----", "-----"])
    assert is_ruler(["", "+----+---+"])
    assert not is_ruler(["-5,00", "kr"])
    assert not is_ruler(["-" * 100_000 + "x"])


cell = st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1a"), max_size=12)


@given(st.lists(st.lists(cell, min_size=2, max_size=5), min_size=1, max_size=12))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    found = list(records(io.StringIO(buffer.getvalue(), newline=""), ";"))
    assert found == [Record(row) for row in rows]


@given(st.text(st.sampled_from('ab;"\n\r'), max_size=80))
def test_no_sign_of_a_line_is_lost_whatever_the_quotes(text: str) -> None:
    found = list(records(io.StringIO(text, newline=""), ";"))
    letters = "".join(sign for record in found for one in record.cells for sign in one if sign in "ab")
    assert letters == "".join(sign for sign in text if sign in "ab")
