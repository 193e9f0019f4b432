"""What is read of files called .xls that are web pages or XML, and what is refused of them?"""

from __future__ import annotations

import html
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import TableChoices
from desktop.domain.problems import ProblemKind
from desktop.importing.html_tables import read_html
from desktop.importing.suppliers import read_suppliers
from desktop.importing.tables import Table, read_tables
from tests.importing.making import HEADINGS, changed, supplier


def file_of(folder: Path, text: str, *, encoding: str = "utf-8", name: str = "liste.xls") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def page(rows: Sequence[Sequence[str]], *, charset: str = "") -> str:
    cells = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{head}<title>Liste</title></head><body><table>{cells}</table></body></html>"


def tables_of(folder: Path, text: str, *, encoding: str = "utf-8") -> list[Table]:
    return read_tables(file_of(folder, text, encoding=encoding))


def rows_of(folder: Path, text: str) -> list[list[str]]:
    (table,) = tables_of(folder, text)
    return table.rows


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("utf-8", ""), ("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("cp1252", ""), ("cp1252", "utf-8"),
     ("utf-16", ""), ("utf-8-sig", "iso-8859-1"), ("cp865", "")],
)  # fmt: skip
def test_a_page_gives_the_suppliers_of_its_table(tmp_path: Path, encoding: str, charset: str) -> None:
    rows = [supplier(number) for number in range(1, 9)]
    path = file_of(tmp_path, page([HEADINGS, *rows], charset=charset), encoding=encoding)
    found = read_suppliers([path], TableChoices())
    assert [row.facts.name for row in found.rows] == [row[1] for row in rows]
    assert {row.facts.amount_ore for row in found.rows} == {123_450}
    assert {row.facts.postal_code for row in found.rows} == {"0900"}


def test_a_cell_is_what_a_browser_shows(tmp_path: Path) -> None:
    text = (
        "<table><tr><td> a <b>b</b>\n c<td>x<br> y<script>alert('z')</script><td>&nbsp;"
        "<td>&#248;&amp;<td>1&nbsp;234<!-- skjult --></table>"
    )
    assert rows_of(tmp_path, text) == [["a b c", "x\ny", "", "ø&", "1 234"]]


def test_cells_over_several_columns_and_rows_keep_the_others_in_place(tmp_path: Path) -> None:
    text = (
        '<table><tr><th colspan="2">Hvem<th rowspan="2">By<tr><td>1<td>Åse<tr><td rowspan=2>2<td>Bo<td>Ry'
        "<tr><td>Ib<td>Ho</table>"
    )
    assert rows_of(tmp_path, text) == [
        ["Hvem", "", "By"], ["1", "Åse"], ["2", "Bo", "Ry"], ["", "Ib", "Ho"],
    ]  # fmt: skip


def test_every_table_of_a_page_is_one_and_a_table_inside_another_too(tmp_path: Path) -> None:
    text = "<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table><p>nej</p><table><tr><td>e</table>"
    assert [(table.sheet, table.rows) for table in tables_of(tmp_path, text)] == [
        ("1", [["a", "d"]]),
        ("2", [["b", "c"]]),
        ("3", [["e"]]),
    ]


def test_spans_without_measure_cost_nothing(tmp_path: Path) -> None:
    bomb = '<tr><td colspan="999999999" rowspan="999999999">x<td>y'
    rows = rows_of(tmp_path, f"<table>{bomb * 2_000}</table>")
    assert max(map(len, rows)) <= 500


def test_a_deep_page_is_read_to_its_end_or_refused(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "<html>" + "<div>" * 50_000 + "<table><tr><td>a<td>b</table>") == [["a", "b"]]


@pytest.mark.parametrize("text", ["<html><body><form>Log ind</form></body></html>", "<table></table>"])
def test_a_page_without_a_table_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(FileTrouble) as caught:
        tables_of(tmp_path, text)
    assert caught.value.fault is FileFault.NO_TABLE


plain_cells = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")), min_size=1, max_size=8
)


@given(st.lists(st.lists(plain_cells, min_size=1, max_size=5), min_size=1, max_size=8))
def test_what_was_written_as_a_page_comes_back(rows: list[list[str]]) -> None:
    data = page(rows, charset="utf-8").encode()
    (sheet,), _ = read_html(data, name="a.xls", told="utf-8", tick=lambda row: None)
    assert sheet.rows == rows


def workbook_of(*rows: str, styles: str = "", options: str = "", doctype: str = "") -> str:
    return (
        f'<?xml version="1.0"?>{doctype}<?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="Ark1"><Table>{"".join(rows)}</Table>'
        f'<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel">{options}</WorksheetOptions>'
        "</Worksheet></Workbook>"
    )


def xml_row(*cells: str, index: str = "") -> str:
    return f"<Row{index}>" + "".join(f"<Cell>{cell}</Cell>" for cell in cells) + "</Row>"


def data(kind: str, text: str) -> str:
    return f'<Data ss:Type="{kind}">{html.escape(text)}</Data>'


def test_a_workbook_in_xml_gives_the_suppliers_of_its_sheet(tmp_path: Path) -> None:
    rows = [
        [data("String", cell) for cell in row] for row in (HEADINGS, supplier(1), changed(2, "Beløb", "2,5"))
    ]
    path = file_of(tmp_path, workbook_of(*(xml_row(*row) for row in rows)))
    found = read_suppliers([path], TableChoices())
    assert [row.facts.number for row in found.rows] == ["00000001", "00000002"]
    assert [row.facts.amount_ore for row in found.rows] == [123_450, 250]


def test_cells_of_xml_show_what_excel_shows(tmp_path: Path) -> None:
    styles = (
        '<Style ss:ID="s1"><NumberFormat ss:Format="00000000"/></Style>'
        '<Style ss:ID="s2"><NumberFormat ss:Format="Standard"/></Style>'
    )
    number = '<Cell ss:StyleID="s1"><Data ss:Type="Number">100200</Data></Cell>'
    amount = '<Cell ss:StyleID="s2"><Data ss:Type="Number">1234.5</Data></Cell>'
    rest = "".join(
        f"<Cell>{data(kind, text)}</Cell>"
        for kind, text in [
            ("Number", "5790000000012"), ("DateTime", "2025-03-04T00:00:00.000"), ("Boolean", "1"),
            ("Error", "#N/A"), ("String", "Åse & Søn"),
        ]
    )  # fmt: skip
    comment = f"<Comment>{data('String', 'nej')}</Comment>"
    rich = f'<Cell><ss:Data ss:Type="String"><B>fed</B> og tynd</ss:Data>{comment}</Cell>'
    assert rows_of(tmp_path, workbook_of(f"<Row>{number}{amount}{rest}{rich}</Row>", styles=styles)) == [
        ["00100200", "1234,50", "5790000000012", "2025-03-04", "SAND", "#N/A", "Åse & Søn", "fed og tynd"]
    ]


def test_places_that_are_passed_over_stay_empty(tmp_path: Path) -> None:
    a = data("String", "a")
    across = f'<Cell ss:Index="2">{a}</Cell><Cell ss:MergeAcross="1">{a}</Cell><Cell>{a}</Cell>'
    rows = f'<Row ss:Index="3">{across}</Row>'
    assert rows_of(tmp_path, workbook_of(rows, xml_row(a))) == [[], [], ["", "a", "a", "", "a"], ["a"]]


def test_a_hidden_sheet_comes_last(tmp_path: Path) -> None:
    hidden = workbook_of(xml_row(data("String", "x")), options="<Visible>SheetHidden</Visible>")
    more = f'<Worksheet ss:Name="Ark2"><Table>{xml_row(data("String", "y"))}</Table></Worksheet></Workbook>'
    found = tables_of(tmp_path, hidden.replace("</Workbook>", more))
    assert [(table.sheet, table.hidden) for table in found] == [("Ark2", False), ("Ark1", True)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (workbook_of('<Row ss:Index="2000000000"><Cell/></Row>'), FileFault.TOO_LARGE),
        (workbook_of('<Row><Cell ss:Index="2000000000"/></Row>'), FileFault.TOO_LARGE),
        (workbook_of('<Row><Cell ss:Index="16384"/></Row>' * 1_300), FileFault.TOO_LARGE),
        (workbook_of('<Row ss:Index="3"/><Row ss:Index="2"/>'), FileFault.TOO_LARGE),
        (workbook_of('<Row ss:Index="-1"/>'), FileFault.TOO_LARGE),
        (workbook_of("<Row>"), FileFault.DAMAGED),
        (workbook_of(doctype='<!DOCTYPE a [<!ENTITY b "c">]>'), FileFault.DAMAGED),
        (workbook_of(), FileFault.NO_TABLE),
    ],
)
def test_xml_that_asks_too_much_is_refused(tmp_path: Path, text: str, fault: FileFault) -> None:
    with pytest.raises(FileTrouble) as caught:
        tables_of(tmp_path, text)
    assert caught.value.fault is fault


def test_a_list_drawn_with_pipes_and_dashes_is_a_table(tmp_path: Path) -> None:
    lines = [
        "20.11.2026                Kreditorliste                        1",
        "-" * 60,
        "|Kreditor  |Navn 1              |Postnr|By        |      Saldo|",
        "-" * 60,
        *(
            f"|{100200 + number:010}|Åse & Søn {number} ApS |5000  |Odense  |  1.234,50-|"
            for number in range(9)
        ),
        "-" * 60,
        "|*         |                    |      |          |  1.222,50-|",
        "-" * 60,
    ]
    path = file_of(tmp_path, "\r\n".join(lines), encoding="cp1252", name="liste.txt")
    found = read_suppliers([path], TableChoices())
    assert [(row.facts.number, row.facts.name, row.facts.amount_ore) for row in found.rows] == [
        (f"{100200 + number:010}", f"Åse & Søn {number} ApS", -123_450) for number in range(9)
    ]
    assert {(problem.kind, problem.row) for problem in found.problems} == {(ProblemKind.FOOTER, 15)}
