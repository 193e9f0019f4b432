"""Does a table come onto paper as it is shown, with headings on every page, and without a CPR number?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPageLayout
from pytestqt.qtbot import QtBot

from desktop.ui.paper import Paper, as_pdf
from desktop.ui.tables.columns import Column, text_column
from desktop.ui.tables.paper import Heading, TableDrawing, shared
from tests.ui.paper_pages import ReadablePages
from tests.ui.tables.clinics import EAN, Clinic, columns

HEADING = Heading("Leverandører", "Eksempelby Kommune", "20. november 2026", "Viser 90 af 340, filter: KP")


def drawn(rows: list[Clinic], heading: Heading = HEADING) -> tuple[ReadablePages, int]:
    pages = ReadablePages()
    drawing = TableDrawing(heading, columns(), rows)
    return pages, drawing.draw(pages)  # type: ignore[arg-type]  # takes what a printer takes


@pytest.fixture
def ready(qtbot: QtBot, english: None) -> None:
    """Fonts, and the words of the program in English."""


@pytest.mark.usefixtures("ready")
def test_every_row_stands_once_under_headings_on_each_page() -> None:
    rows = [Clinic(f"{number:06}", f"Klinik {number}") for number in range(90)]
    pages, count = drawn(rows)
    words = pages.words()
    assert pages.pages == count > 1
    for row in rows:
        assert words.count(row.number) == 1
    for once_a_page in ("Leverandører", "No.", "EAN number", "Viser 90 af 340, filter: KP", "EAN Planner"):
        assert words.count(once_a_page) == count
    for number in range(1, count + 1):
        assert words.count(f"Page {number} of {count}") == 1
    assert words.count(EAN) == len(rows)


@pytest.mark.usefixtures("ready")
def test_no_cpr_number_is_printed_wherever_it_stands() -> None:
    told = "Vedr. 010160-5003"
    pages, _count = drawn([Clinic("1", told)], Heading(told, told, told, told))
    printed = " ".join(pages.words())
    assert "Vedr." in printed
    assert "0101" not in printed
    assert "5003" not in printed


@pytest.mark.usefixtures("ready")
def test_a_long_text_goes_on_in_the_next_line_and_an_ean_number_does_not() -> None:
    name = " ".join(f"ord{number}" for number in range(40))
    many: list[Column[Clinic]] = [*columns(), *(_filler(number) for number in range(6))]
    pages = ReadablePages()
    TableDrawing(HEADING, many, [Clinic("0017", name)]).draw(pages)  # type: ignore[arg-type]  # takes what a printer takes
    words = pages.words()
    assert EAN in words
    assert not any(name in line for line in words)
    assert any("ord0" in line for line in words)


def _filler(number: int) -> Column[Clinic]:
    return text_column(f"f{number}", f"Filler {number}", lambda clinic: clinic.name)


@pytest.mark.usefixtures("ready")
def test_an_empty_table_is_one_page() -> None:
    pages, count = drawn([])
    assert count == pages.pages == 1


@pytest.mark.usefixtures("ready")
def test_a_pdf_lies_across_and_has_no_number_in_its_name() -> None:
    drawing = TableDrawing(HEADING, columns(), [])
    paper = Paper("Breve til 010160-5003", lambda pages, _chosen: drawing.draw(pages))
    assert as_pdf(paper).startswith(b"%PDF-")
    assert "Breve".encode("utf-16-be") in as_pdf(paper)
    assert "5003".encode("utf-16-be") not in as_pdf(paper)
    across = Paper("Breve", paper.draw, landscape=True)
    assert across.layout().orientation() is QPageLayout.Orientation.Landscape
    assert paper.layout().orientation() is QPageLayout.Orientation.Portrait


WIDTHS = st.lists(st.tuples(st.integers(1, 500), st.integers(0, 500)), min_size=1, max_size=12)


@given(st.integers(1, 2000), WIDTHS, st.integers(0, 11))
def test_columns_never_take_more_than_the_page(
    room: int, widths: list[tuple[int, int]], stretching: int
) -> None:
    least = [low for low, _more in widths]
    natural = [low + more for low, more in widths]
    got = shared(room, natural, least, stretching if stretching < len(widths) else -1)
    assert len(got) == len(widths)
    assert sum(got) <= room + 0.001
    if sum(least) <= room:
        assert all(one >= low - 0.001 for one, low in zip(got, least, strict=True))
