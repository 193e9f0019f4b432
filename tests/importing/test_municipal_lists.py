"""Are lists in the shapes municipalities have them understood, and is what is no list called by its name?"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import SupplierImport, TableChoices
from desktop.domain.problems import ProblemKind
from desktop.importing.suppliers import read_suppliers


def read(folder: Path, text: str, name: str = "liste.csv", encoding: str = "cp1252") -> SupplierImport:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return read_suppliers([path], TableChoices())


def test_a_total_that_counts_the_cvr_numbers_is_no_supplier(tmp_path: Path) -> None:
    rows = "Nr.;Navn;CVR-nr.\n1;Tand A;10000009\n2;Tand B;10000017\nTotal;;2\n"
    found = read(tmp_path, rows)
    assert [row.facts.name for row in found.rows] == ["Tand A", "Tand B"]
    assert [one.kind for one in found.problems] == [ProblemKind.FOOTER]


def test_a_firm_called_total_is_a_supplier(tmp_path: Path) -> None:
    found = read(tmp_path, "Navn;Nr.;CVR-nr.\nTotal;17;10000009\nTand B;2;10000017\n")
    assert [row.facts.name for row in found.rows] == ["Total", "Tand B"]


def test_a_list_drawn_by_sap_has_its_numbers_and_cities(tmp_path: Path) -> None:
    ruler = "-" * 62
    rows = (
        "Dynamisk listeoutput",
        "",
        ruler,
        "|Kreditor  |Navn 1             |Post   |Sted      |CVR     |",
        ruler,
        "|0000012345|Fodklinik Øst      |8000   |Århus C   |10000009|",
        "|0000012346|Synshuset Brøndby  |2605   |Brøndby   |10000017|",
        ruler,
        "|*         |                   |       |          |       2|",
        ruler,
    )
    found = read(tmp_path, "\r\n".join(rows), "ZKREDITOR.txt")
    facts = [(row.facts.number, row.facts.name, row.facts.postal_code, row.facts.city) for row in found.rows]
    assert facts == [
        ("0000012345", "Fodklinik Øst", "8000", "Århus C"),
        ("0000012346", "Synshuset Brøndby", "2605", "Brøndby"),
    ]
    (report,) = found.reports
    assert (report.rows_in, report.rows_set_aside) == (2, 0)


def test_the_city_stands_behind_a_heading_over_two_columns(tmp_path: Path) -> None:
    page = (
        "<html><table><tr><td colspan=4>Kreditorliste</td></tr><tr><th>Kreditornr<th>Navn"
        "<th colspan=2>Postnr og by</tr><tr><td>000077<td>K&oslash;benhavns Optik<td>2100<td>Kbh Ø</tr>"
        "<tr><td>000078<td>Jørgens Briller<td>2200<td>Kbh N</tr></table></html>"
    )
    found = read(tmp_path, page, "eksport.xls")
    assert [(row.facts.postal_code, row.facts.city) for row in found.rows] == [
        ("2100", "Kbh Ø"),
        ("2200", "Kbh N"),
    ]


MAIL = "From: a@b.example\nTo: c@d.example\nSubject: Liste\nMIME-Version: 1.0\n\nHej\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(50), "picture"),
        (b"GIF89a" + bytes(50), "picture"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), "picture"),
        (b"%PDF-1.4\n" + bytes(50), "pdf"),
        (b"{\\rtf1\\ansi Hej}", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "__substg1.0_".encode("utf-16-le"), "mail"),
        (MAIL.encode(), "mail"),
        (MAIL.replace("\n", "\r\n").encode(), "mail"),
        (b"SQLite format 3\x00" + bytes(50), "database"),
        (b'{"leverandorer": [1, 2]}', "json"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "xml"),
    ],
)
def test_what_is_no_list_is_called_by_its_name(tmp_path: Path, content: bytes, kind: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(FileTrouble) as caught:
        read_suppliers([path], TableChoices())
    assert (caught.value.fault, caught.value.detail) == (FileFault.NOT_THIS_KIND, kind)


def test_a_list_below_lines_like_those_of_a_mail_is_a_list(tmp_path: Path) -> None:
    found = read(tmp_path, "Date: 01.10.2026\nFrom: Økonomi\nTo: KP\nNr.;Navn;By\n1;Tand A;Ry\n2;Tand B;Ry\n")
    assert [row.facts.name for row in found.rows] == ["Tand A", "Tand B"]
