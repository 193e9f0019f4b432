"""Is what was copied read cell by cell, with every digit, and nothing else?"""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import Pasted, TableChoices
from desktop.importing.pasted import read_pasted
from desktop.importing.suppliers import preview, read_suppliers
from desktop.importing.tables import read_tables

TEXT = "Kreditornr\tNavn\r\n0001\tBæk & Søn\r\n"
cells = st.text(st.characters(exclude_categories=("C", "Z")), max_size=8)


def rows(table: str, text: str = TEXT) -> list[list[str]]:
    """The cells of a table copied as HTML."""
    return read_pasted(Pasted("Udklipsholder", text, table)).rows


def test_text_is_cut_at_tabs() -> None:
    table = read_pasted(Pasted("Udklipsholder", 'A\tB\r\n"to\nlinjer"\t0001\r\n'))
    assert table.rows == [["A", "B"], ["to\nlinjer", "0001"]]
    assert (table.file, table.encoding) == ("Udklipsholder", "")


def test_a_table_is_taken_cell_by_cell() -> None:
    table = """<html><head><title>x</title><style>td { color: red }</style></head><body>
        <!--StartFragment--><table><col width=64><tr><th>Nr<th>Navn</tr>
        <tr><td style='mso-number-format:"\\@"'>5790000000012</td><td>B&aelig;k &amp;<br>S&oslash;n</td></tr>
        <tr><td></td><td><script>alert(1)</script><b>To</b> ord</td></tr></table><!--EndFragment--></body>"""
    # A line break in a cell stays one, as it does in the text of the same copy.
    assert rows(table) == [["Nr", "Navn"], ["5790000000012", "Bæk &\nSøn"], ["", "To ord"]]


def test_merged_cells_keep_the_columns_in_line() -> None:
    table = """<table><tr><td colspan=2>A</td><td>B</td></tr>
        <tr><td rowspan=2>1</td><td>2</td><td>3</td></tr><tr><td>4</td><td>5</td></tr>
        <tr><td>6</td><td rowspan=3>7</td><td>8</td></tr></table>"""
    assert rows(table) == [["A", "", "B"], ["1", "2", "3"], ["", "4", "5"], ["6", "7", "8"]]


def test_a_number_too_wide_for_its_column_brings_its_digits() -> None:
    table = '<table><tr><td x:num="5790000000012">5,79E+12</td><td x:num="790000012">########</td></tr>'
    assert rows(table) == [["5790000000012", "790000012"]]
    # What is shown is what counts; a rounded number without its digits stays what it is.
    assert rows('<table><tr><td x:num="1234">1.234,00</td><td>5,79E+12</td></tr></table>') == [
        ["1.234,00", "5,79E+12"]
    ]


@pytest.mark.parametrize(
    "table",
    [
        "<p>Kreditornr</p>",
        "<table><tr><td>A</td></tr></table><table><tr><td>B</td></tr></table>",
        "<table><tr><td> </td></tr></table>",
        "",
    ],
)
def test_without_one_table_the_text_has_everything(table: str) -> None:
    assert rows(table) == [["Kreditornr", "Navn"], ["0001", "Bæk & Søn"]]


def test_a_table_in_a_cell_is_text_of_that_cell() -> None:
    table = "<table><tr><td>A</td><td><table><tr><td>B</td><td>C</td></tr></table></td></tr></table>"
    assert rows(table) == [["A", "B C"]]


def test_what_is_copied_and_what_is_saved_as_a_page_are_read_alike(tmp_path: Path) -> None:
    table = """<table><tr><th colspan=2>Hvem<th>EAN<tr><td rowspan=2>1<td>B&aelig;k<br>Ry
        <td x:num="5790000000012">
        5,79E+12<tr><td>Søn &amp; Co<td>#####"""
    path = tmp_path / "side.xls"
    path.write_text(f"<html><meta charset=utf-8>{table}", encoding="utf-8")
    (saved,) = read_tables(path)
    assert rows(table) == saved.rows
    assert saved.rows[1] == ["1", "Bæk\nRy", "5790000000012"]


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=6))
def test_every_cell_comes_through(table: list[list[str]]) -> None:
    made = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table
    )
    if any(cell for row in table for cell in row):
        assert rows(f"<table>{made}</table>") == table


@given(st.text(max_size=200))
def test_no_html_is_too_odd(text: str) -> None:
    read_pasted(Pasted("Udklipsholder", TEXT, text))
    read_pasted(Pasted("Udklipsholder", TEXT, f"<table>{text}"))


def test_nothing_is_trouble_with_a_name() -> None:
    with pytest.raises(FileTrouble) as caught:
        read_pasted(Pasted("Udklipsholder", " \r\n\t"))
    assert (caught.value.name, caught.value.fault) == ("Udklipsholder", FileFault.EMPTY)


def test_what_was_copied_never_shows_in_a_trace() -> None:
    assert "010160" not in repr(Pasted("Udklipsholder", "010160-5003", "<td>010160-5003</td>"))


def test_it_is_read_by_the_readers_of_files() -> None:
    source = Pasted("Udklipsholder", "Kreditornr\tNavn\tEAN\r\n0001\tBæk\t5790000000012\r\n")
    (shown,) = preview(source)
    assert (shown.file, shown.row_count, shown.encoding) == ("Udklipsholder", 1, "")
    reading = read_suppliers([source], TableChoices())
    (row,) = reading.rows
    assert (row.facts.number, row.facts.ean) == ("0001", "5790000000012")
    (report,) = reading.reports
    assert report.rows_in == report.rows_kept + report.rows_set_aside == 1
