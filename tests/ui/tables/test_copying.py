"""Do copied rows reach a spreadsheet and our own import, letter by letter: zeros in front, 13 digits, æøå?"""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData
from pytestqt.qtbot import QtBot

from desktop.domain.cpr import contains_cpr, scrub
from desktop.domain.formulas import unguarded
from desktop.domain.imports import Pasted
from desktop.importing.pasted import read_pasted
from desktop.ui.tables.clipboard import rows_as_mime
from tests.ui.tables.clinics import EAN, Clinic, columns

ROWS = (
    Clinic("0000104022", 'Ærø & Ålborg <Fødder> "Øst"', EAN, 123_450),
    Clinic("0017", "Linje\nto\tog tre", "0790000000009", -5),
    Clinic("12E5", '=HYPERLINK("x")', EAN, 0),
)
NAMES = ('Ærø & Ålborg <Fødder> "Øst"', "Linje to og tre", '=HYPERLINK("x")')


class Reader(HTMLParser):
    """Cells of a table as another program's parser sees them, and the style of each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[str]] = []
        self.styles: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self.styles.append([])
        elif tag in ("td", "th"):
            self._in_cell = True
            self.rows[-1].append("")
            self.styles[-1].append(dict(attrs).get("style") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def read(mime: QMimeData) -> Reader:
    reader = Reader()
    reader.feed(mime.html())
    return reader


def test_the_html_gives_every_cell_and_marks_identifiers_as_text(qtbot: QtBot) -> None:
    del qtbot
    found = read(rows_as_mime(columns(), ROWS))
    assert found.rows[0] == ["No.", "Name", "EAN number", "Amount"]
    assert [row[1] for row in found.rows[1:]] == list(NAMES)
    assert [row[2] for row in found.rows[1:]] == [EAN, "0790000000009", EAN]
    for styles in found.styles[1:]:
        assert all('mso-number-format:"\\@"' in style for style in styles[:3])
        assert not styles[3]


def test_the_text_comes_back_through_our_own_paste(qtbot: QtBot) -> None:
    del qtbot
    mime = rows_as_mime(columns(), ROWS)
    table = read_pasted(Pasted("Udklipsholder", mime.text()))
    assert [list(row) for row in table.rows][1:] == [
        ["0000104022", NAMES[0], EAN, "1234,5"],
        ["0017", NAMES[1], "0790000000009", "-0,05"],
        ["12E5", f"'{NAMES[2]}", EAN, "0"],
    ]


def test_both_flavours_come_back_alike(qtbot: QtBot) -> None:
    del qtbot
    mime = rows_as_mime(columns(), ROWS)
    html = read_pasted(Pasted("Udklipsholder", mime.text(), mime.html()))
    assert [row[1] for row in html.rows][1:] == list(NAMES)
    assert [row[2] for row in html.rows][1:] == [EAN, "0790000000009", EAN]


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=30)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXT)
def test_any_name_is_in_both_flavours_but_for_blanks_and_citizens_numbers(qtbot: QtBot, name: str) -> None:
    del qtbot
    wanted = scrub(" ".join(name.split()))
    mime = rows_as_mime(columns(), [Clinic("0017", name)])
    assert read(mime).rows[1][1] == wanted
    [_heading, line] = mime.text().split("\r\n")
    assert unguarded(line.split("\t")[1]) == wanted
    assert not contains_cpr(wanted)
