"""What do tables and drawings say? Cells with headings, rows, order, points, pages, pills and letters."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QTableView
from pytestqt.qtbot import QtBot

from desktop.ui import spoken
from desktop.ui.charts.chart import Chart
from desktop.ui.pages.letters.paper import LetterPaper
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Tone
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.ui.widgets.step_strip import StepStrip
from tests.ui.accessibility.hearing import heard
from tests.ui.accessibility.scenes import PAGE_NAMES, Scene

Role, Text = QAccessible.Role, QAccessible.Text
Spoken = Qt.ItemDataRole.AccessibleTextRole


def tables(scene: Scene, page: str) -> list[RowView[object]]:
    return [one for one in scene.page(page).findChildren(RowView) if one.isVisible()]


# ---------------------------------------------------------------------------------------------------- tables

WITH_TABLES = ("suppliers", "quality", "duplicates", "collective", "kp", "letters", "history")


@pytest.mark.parametrize("page", WITH_TABLES)
def test_every_heading_and_every_cell_of_the_current_row_is_spoken(full: Scene, page: str) -> None:
    found = tables(full, page)
    assert found
    for view in found:
        model = view.model()
        table = QAccessible.queryAccessibleInterface(view)
        assert table.role() is Role.Table
        for column in range(model.columnCount(QModelIndex())):
            if view.isColumnHidden(column):
                continue
            assert model.headerData(column, Qt.Orientation.Horizontal, Spoken)
            if model.rowCount(QModelIndex()):
                cell = model.index(0, column)
                assert cell.data(Spoken), "an empty cell says that it is empty"
                said = cell.data(Qt.ItemDataRole.AccessibleDescriptionRole)
                assert said.startswith("række 1 af ")


def test_a_cell_is_heard_with_its_row_and_the_current_one_has_the_focus(full: Scene) -> None:
    view = tables(full, "suppliers")[0]
    view.setFocus()
    view.setCurrentIndex(view.model().index(2, 1))
    cell = QAccessible.queryAccessibleInterface(view).focusChild()
    assert cell is not None
    assert cell.text(Text.Name) == view.model().index(2, 1).data(Spoken)
    assert cell.text(Text.Description).startswith("række 3 af 340. ")
    assert cell.state().selected


def test_a_heading_tells_that_the_rows_are_sorted_by_it(full: Scene) -> None:
    view = tables(full, "suppliers")[0]
    view.sort_by(view.rows.columns[1].key, descending=True)
    said = [
        view.model().headerData(at, Qt.Orientation.Horizontal, Spoken) for at in range(len(view.rows.columns))
    ]
    assert said[1].endswith(", sorteret faldende")
    assert not any("sorteret" in one for at, one in enumerate(said) if at != 1)


# ---------------------------------------------------------------------------------------------------- charts


@pytest.mark.parametrize("page", PAGE_NAMES)
def test_a_chart_is_a_picture_with_a_text_and_its_points_are_there_to_be_read(full: Scene, page: str) -> None:
    for chart in full.page(page).findChildren(Chart):
        if not chart.isVisible():
            continue
        told = QAccessible.queryAccessibleInterface(chart)
        assert (told.role(), bool(told.text(Text.Description))) == (Role.Graphic, True)
        sentences = chart.sentences()
        assert told.childCount() == len(sentences)
        points = [told.child(at) for at in range(told.childCount())]
        assert [one.text(Text.Name) for one in points] == list(sentences)


def test_the_point_under_the_keyboard_is_the_one_in_focus(full: Scene) -> None:
    chart = next(one for one in full.page("kp").findChildren(Chart) if one.isVisible())
    chart.setFocus()
    chart.go_to(1)
    told = QAccessible.queryAccessibleInterface(chart)
    point = told.focusChild()
    assert point is not None
    assert point.text(Text.Name) == chart.sentences()[1]
    assert point.state().focused
    first = told.child(0)
    assert first is not None
    assert not first.state().focused
    assert told.child(1).rect().isValid()
    assert told.rect().contains(told.child(1).rect().center())


def test_a_chart_that_is_gone_takes_its_points_along(danish: object, qtbot: QtBot) -> None:
    from desktop.ui.charts.bars import CitizensHistogram

    spoken.install()
    for _time in range(20):
        chart = CitizensHistogram()
        told = QAccessible.queryAccessibleInterface(chart)
        assert all(told.child(at) is not None for at in range(told.childCount()))
        chart.deleteLater()
        qtbot.wait(1)


# --------------------------------------------------------------------------------------------- what we draw


def test_what_we_draw_has_a_role(danish: object, qtbot: QtBot) -> None:
    spoken.install()
    pill, strip = Pill("Skal afgøres", Tone.ATTENTION), StepStrip(("Filer", "Kolonner"))
    card, bare = Card(title="Svaret"), Card()
    for one in (pill, strip, card, bare):
        qtbot.addWidget(one)
    assert [(heard(one).role, heard(one).name) for one in (pill, strip, card, bare)] == [
        (Role.StaticText, "Skal afgøres"),
        (Role.StaticText, "Trin 1 af 2: Filer"),
        (Role.Grouping, "Svaret"),
        (Role.Client, ""),
    ]


def test_the_rail_is_a_row_of_tabs_with_the_page_that_is_shown(full: Scene) -> None:
    full.page("kp")
    rail = QAccessible.queryAccessibleInterface(full.window.rail)
    assert (rail.role(), rail.text(Text.Name)) == (Role.PageTabList, "Sider")
    states = {
        name: QAccessible.queryAccessibleInterface(full.window.rail.entry(name)).state().selected
        for name in PAGE_NAMES
    }
    assert [name for name, selected in states.items() if selected] == ["kp"]


def test_a_screen_reader_can_press_an_entry_of_the_rail(full: Scene) -> None:
    entry = QAccessible.queryAccessibleInterface(full.window.rail.entry("suppliers"))
    actions = entry.actionInterface()
    assert "Press" in actions.actionNames()
    actions.doAction("Press")
    assert full.window.host.current_name == "suppliers"


def test_titles_are_headings(full: Scene) -> None:
    page = full.page("suppliers")
    labels = page.findChildren(PlainLabel)
    titles = [one for one in labels if one.text() == "Leverandører" and one.isVisible()]
    assert heard(titles[0]).role is Role.Heading
    assert heard(titles[0]).name == "Leverandører"
    assert isinstance(titles[0], QLabel)


def test_the_letter_is_a_document_with_its_words(full: Scene) -> None:
    paper = full.page("letters").findChild(LetterPaper)
    assert paper is not None
    told = heard(paper)
    assert told.role is Role.Document
    assert "EAN" in told.description


def test_a_table_of_qt_is_a_table_too(danish: object, qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    assert heard(view).role is Role.Table
