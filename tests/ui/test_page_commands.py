"""Can every page be printed and saved as PDF, arranged and left by keyboard, from the window's own menus?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.errors import FileTrouble
from desktop.ui import page_commands
from desktop.ui.page_host import PAGES
from desktop.ui.pages.suppliers import SuppliersPage
from desktop.ui.pages.table_page import TablePage
from desktop.ui.paper import Paper
from desktop.ui.tables.columns_dialog import ColumnsDialog
from tests.ui.conftest import Stage
from tests.ui.paper_pages import ReadablePages

PRINTED = [spec.name for spec in PAGES if spec.name != "start"]


@pytest.fixture
def sample(stage: Stage) -> Stage:
    """The window with the sample municipality, and a printer that keeps what it gets."""
    stage.plan.load_sample()
    stage.window.resize(1440, 900)
    return stage


def papers(stage: Stage) -> list[Paper]:
    found: list[Paper] = []
    stage.window.page_commands.print_paper = found.append
    return found


def suppliers(stage: Stage) -> SuppliersPage:
    stage.window.go_to("suppliers")
    page = stage.window.host.page("suppliers")
    assert isinstance(page, SuppliersPage)
    return page


def words_of(paper: Paper, *, chosen: bool = False) -> list[str]:
    pages = ReadablePages()
    count = paper.draw(pages, chosen)  # type: ignore[arg-type]  # takes what a printer takes
    assert pages.pages == count
    return pages.words()


def test_the_standard_keys_are_in_the_menus(stage: Stage) -> None:
    keys = {
        "new": "Ctrl+N", "open": "Ctrl+O", "save": "Ctrl+S", "save_as": "Ctrl+Shift+S", "print": "Ctrl+P",
        "close": "Ctrl+W", "quit": "Ctrl+Q", "undo": "Ctrl+Z", "paste": "Ctrl+V", "find": "Ctrl+F",
        "help": "F1", "drawer": "F4", "refresh": "F5", "next_page": "Ctrl+Tab",
        "previous_page": "Ctrl+Shift+Tab", "page:start": "Ctrl+1", "page:letters": "Ctrl+9",
    }  # fmt: skip
    for command, key in keys.items():
        assert QKeySequence(key) in stage.window.menus[command].shortcuts(), command
    redo = [one.toString() for one in stage.window.menus["redo"].shortcuts()]
    assert redo == ["Ctrl+Y", "Ctrl+Shift+Z"]


def test_no_two_commands_have_the_same_key(stage: Stage) -> None:
    used: dict[str, str] = {}
    for command, action in stage.window.menus._actions.items():
        for key in action.shortcuts():
            assert used.setdefault(key.toString(), command) == command


@pytest.mark.parametrize("name", PRINTED)
def test_every_page_prints_and_becomes_a_pdf(sample: Stage, tmp_path: Path, name: str) -> None:
    found = papers(sample)
    sample.window.go_to(name)
    sample.window.menus["print"].trigger()
    if not found:  # nothing is on the page yet: that is said
        assert sample.messages.said[-1] == ("info", "There is nothing to print on this page.")
        assert name in ("letters", "rollout")
        return
    assert found[0].title
    sample.messages.files.append(tmp_path / "Side")
    sample.window.menus["pdf"].trigger()
    assert (tmp_path / "Side.pdf").read_bytes().startswith(b"%PDF-")
    assert sample.messages.said[-1] == ("info", "The page was saved as Side.pdf.")
    assert sample.messages.offers[-1].text == "Open the PDF"


def test_a_table_is_printed_as_it_is_shown(sample: Stage) -> None:
    found = papers(sample)
    page = suppliers(sample)
    page.filters.choose({"relevance": frozenset({"kp"})})
    page.search.setText("tand")
    page.view.arrangement.show_column("email", there=False)
    page.view.sort_by("name", descending=True)
    sample.window.menus["print"].trigger()
    words = words_of(found[0])
    shown = [row.supplier.number for row in page.model.shown_rows()]
    assert 1 < len(shown) < page.model.total
    assert [word for word in words if word in set(shown)] == shown
    told = f"Shows {len(shown)} of {page.model.total}, filter: Belongs in KP, search: tand"
    assert told in words
    assert "Eksempelby Kommune" in " ".join(words)
    assert not any("@" in word for word in words)


def test_the_chosen_rows_can_be_printed_alone(sample: Stage) -> None:
    found = papers(sample)
    page = suppliers(sample)
    page.view.choose([row.supplier.id for row in page.model.shown_rows()[:2]])
    sample.window.menus["print"].trigger()
    assert found[0].chosen == 2
    chosen = {row.supplier.number for row in page.view.chosen_rows()}
    assert {
        word for word in words_of(found[0], chosen=True) if word.isdecimal() and len(word) == 10
    } == chosen


def test_a_search_for_a_number_is_masked_on_paper(sample: Stage) -> None:
    found = papers(sample)
    sample.window.go_to("history")
    page = sample.window.host.page("history")
    assert isinstance(page, TablePage)
    assert page.search_box is not None
    page.search_box.blockSignals(True)  # what fits is another matter
    page.search_box.setText("010160-5003")
    sample.window.menus["print"].trigger()
    assert "5003" not in " ".join(words_of(found[0]))


def test_very_many_rows_are_printed_only_when_that_is_meant(
    sample: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = papers(sample)
    suppliers(sample)
    monkeypatch.setattr(page_commands, "_MANY_ROWS", 100)
    sample.messages.answers += ["cancel", "print"]
    sample.window.menus["print"].trigger()
    assert not found
    assert sample.messages.asked[0].title == "Print 340 rows?"
    sample.window.menus["print"].trigger()
    assert len(found) == 1


def test_a_pdf_that_cannot_be_written_is_told(sample: Stage, tmp_path: Path) -> None:
    suppliers(sample)
    (tmp_path / "there.pdf").mkdir()
    sample.messages.files.append(tmp_path / "there.pdf")
    sample.window.menus["pdf"].trigger()
    assert isinstance(sample.messages.errors[0], FileTrouble)


def test_the_start_page_has_nothing_to_print_and_no_table(sample: Stage) -> None:
    sample.window.go_to("start")
    for command, told in (("print", "nothing to print"), ("columns", "no table"), ("reset_view", "no table")):
        sample.window.menus[command].trigger()
        assert told in sample.messages.said[-1][1]


def test_ctrl_tab_goes_round_the_pages(stage: Stage) -> None:
    names = [spec.name for spec in PAGES]
    for name in [*names[1:], names[0]]:
        stage.window.menus["next_page"].trigger()
        assert stage.window.host.current_name == name
    stage.window.menus["previous_page"].trigger()
    assert stage.window.host.current_name == names[-1]


def test_escape_clears_the_search_and_then_closes_the_panel(sample: Stage) -> None:
    page = suppliers(sample)
    page.view.selectRow(0)
    page.search.setText("a")
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert not page.search.text()
    page.view.selectRow(0)
    assert page.drawer.isVisible()
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.drawer.isHidden()


def test_the_context_menu_shows_the_keys(sample: Stage) -> None:
    page = suppliers(sample)
    page.view.selectRow(0)
    menu = page.context_menu(page.view)
    shown = {one.text(): one.shortcut().toString() for one in menu.actions() if one.text()}
    assert shown["&Copy to Excel"] == "Ctrl+C"
    assert shown["Copy this &value"] == "Ctrl+Shift+C"
    assert {"Choose columns…", "Reset the view"} <= set(shown)
    assert shown["Belongs in KP"] == "Ctrl+K"
    menu.deleteLater()


def test_the_menu_key_opens_the_menu_at_the_cursor(sample: Stage) -> None:
    page = suppliers(sample)
    page.view.selectRow(2)
    opened: list[QPoint] = []
    page.show_menu = lambda _menu, place: opened.append(place)
    place = page.view.viewport().mapToGlobal(page.view.viewport().rect().center())
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, page.mapFromGlobal(place), place)
    page.contextMenuEvent(event)
    cell = page.view.visualRect(page.view.currentIndex()).bottomLeft()
    assert opened == [page.view.viewport().mapToGlobal(cell)]


def test_columns_are_chosen_from_the_view_menu(sample: Stage, qtbot: QtBot, qapp: QApplication) -> None:
    page = suppliers(sample)

    def untick() -> None:
        dialog = qapp.activeModalWidget()
        if not isinstance(dialog, ColumnsDialog):
            QTimer.singleShot(20, untick)
            return
        dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
        dialog.accept_button.click()

    QTimer.singleShot(0, untick)
    sample.window.menus["columns"].trigger()
    qtbot.waitUntil(lambda: "name" not in {column.key for column in page.view.arrangement.shown})


def test_a_plan_opens_on_the_page_it_was_left_on_and_another_at_the_start(
    stage: Stage, sample_plan: Path, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine.eanplan", tmp_path / "other.eanplan"
    for copy in (mine, other):
        copy.write_bytes(sample_plan.read_bytes())
    stage.plan.open(mine)
    stage.window.go_to("collective")
    stage.plan.close()
    assert stage.window.host.current_name == "start"
    stage.plan.open(mine)
    assert stage.window.host.current_name == "collective"
    stage.plan.close()
    stage.plan.open(other)
    assert stage.window.host.current_name == "start"


def test_a_plan_opened_in_place_of_another_does_not_take_over_its_page(
    stage: Stage, sample_plan: Path, tmp_path: Path
) -> None:
    mine, other = tmp_path / "mine.eanplan", tmp_path / "other.eanplan"
    for copy in (mine, other):
        copy.write_bytes(sample_plan.read_bytes())
    stage.plan.open(mine)
    stage.window.go_to("collective")
    stage.plan.open(other)
    assert stage.window.host.current_name == "start"


def test_copying_stands_in_the_menu_and_the_keys_stay_with_field_and_table(sample: Stage) -> None:
    page = suppliers(sample)
    sample.window.activateWindow()
    copy = sample.window.menus["copy"]
    assert copy.shortcut().matches(QKeySequence("Ctrl+C")) is QKeySequence.SequenceMatch.ExactMatch
    page.view.setFocus()
    page.view.choose([page.model.id_at(0), page.model.id_at(1)])
    copy.trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    QGuiApplication.clipboard().clear()
    QTest.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    page.search.setText("marked")
    page.focus_search()
    copy.trigger()
    assert QGuiApplication.clipboard().text() == "marked"


def test_where_there_is_nothing_to_copy_that_is_said(sample: Stage) -> None:
    sample.window.go_to("start")
    sample.window.menus["copy"].trigger()
    assert sample.messages.said[-1][1].startswith("There is nothing here to copy.")
