"""Can everything be done by key? Parts of the window, panels, columns, menus of a row, moves on boards."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QWidget

from desktop.ui.charts.chart import Chart
from desktop.ui.pages.letters.paper import LetterPaper
from desktop.ui.pages.rollout.lane_list import LaneList
from desktop.ui.pages.tasks.board import ColumnView
from desktop.ui.rail import RailEntry
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Tone
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.tab_order import tab_stops
from tests.ui.accessibility.scenes import SIZE, Scene
from tests.ui.conftest import Stage

Key = Qt.Key
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a user does."""
    now = QApplication.focusWidget()
    assert now is not None
    QTest.keyClick(now, key, modifier)


def focused() -> QWidget:
    now = QApplication.focusWidget()
    assert now is not None
    return now


def within(part: QWidget) -> bool:
    now = focused()
    return part is now or part.isAncestorOf(now)


def table(scene: Scene, page: str) -> RowView[object]:
    found: list[RowView[object]] = scene.page(page).findChildren(RowView)
    return next(one for one in found if one.isVisible())


def shown_drawer(scene: Scene) -> Drawer:
    page = scene.window.host.current_page()
    assert page is not None
    return next(one for one in page.findChildren(Drawer) if one.isVisible())


# ------------------------------------------------------------------------------------------------ F6


def test_f6_goes_from_part_to_part_and_shift_f6_back(full: Scene) -> None:
    view = table(full, "suppliers")
    drawer = shown_drawer(full)
    window = full.window
    view.setFocus()
    way = []
    for _press in range(4):
        press(Key.Key_F6)
        way.append(next(one for one in (window.rail, drawer, window.host, window.status_line) if within(one)))
    assert way == [drawer, window.status_line, window.rail, window.host]
    assert focused() is view, "a part is entered where it was left"
    press(Key.Key_F6, SHIFT)
    assert isinstance(focused(), RailEntry)


def test_f6_enters_the_rail_at_the_page_that_is_shown(full: Scene) -> None:
    full.page("suppliers")
    rail = full.window.rail
    rail.entry("suppliers").setFocus()
    press(Key.Key_F6)
    full.page("choice")
    full.window.host.setFocus()
    press(Key.Key_F6, SHIFT)
    assert focused() is rail.entry("choice")


def test_f6_does_not_stop_at_a_status_line_that_says_nothing(stage: Stage) -> None:
    window = stage.window
    window.activateWindow()
    window.rail.entry("start").setFocus()
    for _press in range(4):
        press(Key.Key_F6)
        assert focused() is not window.status_line


def test_f10_opens_the_menus(full: Scene) -> None:
    full.page("suppliers")
    table(full, "suppliers").setFocus()
    opened: list[str] = []

    def read_and_close() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            opened.append(menu.title())
            QTest.keyClick(menu, Key.Key_Escape)

    QTimer.singleShot(0, read_and_close)
    press(Key.Key_F10)
    full.settle()
    assert opened == [full.window.menuBar().actions()[0].text()]


def test_a_message_is_a_part_too(full: Scene) -> None:
    full.page("suppliers")
    full.window.banner.tell("Planen kunne ikke gemmes.", tone=Tone.BAD)
    full.window.rail.entry("suppliers").setFocus()
    press(Key.Key_F6)
    assert within(full.window.banner)
    full.window.banner.dismiss()


def test_the_status_line_takes_no_tab_but_can_be_read(full: Scene) -> None:
    full.page("suppliers")
    assert full.window.status_line.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert "340" in full.window.status_line.accessibleName()


# -------------------------------------------------------------------------------------- panels and messages


@pytest.mark.parametrize("page", ["suppliers", "quality", "duplicates", "collective", "history"])
def test_escape_in_a_panel_closes_it_and_the_table_has_the_keyboard_again(full: Scene, page: str) -> None:
    view = table(full, page)
    drawer = shown_drawer(full)
    view.setFocus()
    press(Key.Key_F6)
    assert within(drawer)
    press(Key.Key_Escape)
    assert not drawer.isVisible()
    assert focused() is view
    full.window.menus["drawer"].trigger()


# --------------------------------------------------------------------------------------------------- tables


def test_a_column_is_sorted_and_widened_by_key(full: Scene) -> None:
    view = table(full, "suppliers")
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 1))
    header = view.horizontalHeader()
    press(Key.Key_Down, ALT)
    assert (header.sortIndicatorSection(), header.sortIndicatorOrder()) == (1, Qt.SortOrder.DescendingOrder)
    press(Key.Key_Up, ALT)
    assert header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
    column = view.currentIndex().column()
    before = header.sectionSize(column)
    press(Key.Key_Right, ALT)
    assert header.sectionSize(column) > before
    press(Key.Key_Left, ALT)
    assert header.sectionSize(column) == before


@pytest.mark.parametrize(
    "page", ["suppliers", "quality", "duplicates", "collective", "kp", "letters", "history"]
)
def test_the_menu_of_a_row_comes_by_the_menu_key(full: Scene, page: str) -> None:
    view = table(full, page)
    view.setFocus()
    assert any(by_menu_key(view))


def by_menu_key(widget: QWidget) -> list[str]:
    """What stands in the menu that comes of the Menu key and of Shift+F10; it is closed with Escape."""
    found: list[list[str]] = []

    def read_and_close() -> None:
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            found.append([one.text() for one in menu.actions()])
            QTest.keyClick(menu, Qt.Key.Key_Escape)

    QTimer.singleShot(0, read_and_close)
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(4, 4), widget.mapToGlobal(QPoint(4, 4))
    )
    target = widget.viewport() if isinstance(widget, RowView | LaneList) else widget
    QApplication.sendEvent(target, event)
    assert len(found) == 1, "no menu came"
    return found[0]


# --------------------------------------------------------------------------------------------------- charts


def test_a_chart_is_walked_copied_and_left_by_key(full: Scene) -> None:
    page = full.page("kp")
    chart = next(one for one in page.findChildren(Chart) if one.isVisible())
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_Home)
    assert chart.shown_sentence() == chart.sentences()[0]
    press(Key.Key_End)
    assert chart.shown_sentence() == chart.sentences()[-1]
    press(Key.Key_Return)  # nothing to press: and no harm either
    assert by_menu_key(chart) == ["Kopiér som billede", "Kopiér som tabel", "Udskriv…"]
    full.activate()
    press(Key.Key_Tab)
    assert focused() is not chart
    assert chart.shown_sentence() == ""


# ------------------------------------------------------------------------------------------------ the letter


def test_the_letter_is_read_and_scrolled_by_key(full: Scene) -> None:
    page = full.page("letters")
    paper = page.findChild(LetterPaper)
    assert paper is not None
    (pane,) = [one for one in page.findChildren(QScrollArea) if one.widget() is paper]
    bar = pane.verticalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(0)
    paper.setFocus(Qt.FocusReason.TabFocusReason)
    press(Key.Key_PageDown)
    assert bar.value() > 0


# --------------------------------------------------------------------------------------- the rollout's lanes


def test_a_supplier_is_moved_to_the_next_wave_by_key(full: Scene) -> None:
    page = full.page("rollout", row=False)
    first, second = [one for one in page.findChildren(LaneList) if one.isVisible()][:2]
    before = second.lane.rowCount()
    moved = first.lane.rows[0].supplier_id
    first.begin_at(0)
    press(Key.Key_Right, ALT)
    full.settle()
    first, second = [one for one in page.findChildren(LaneList) if one.isVisible()][:2]
    assert second.lane.rowCount() == before + 1
    assert moved in {one.supplier_id for one in second.lane.rows}
    full.window.plan.undo()
    full.settle()


# ------------------------------------------------------------------------------------------- tasks and help


def test_a_card_is_moved_to_the_next_column_by_key(full: Scene) -> None:
    page = full.page("tasks", row=False)
    first, second = [one for one in page.findChildren(ColumnView) if one.isVisible()][:2]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    first.setCurrentIndex(first.cards.index(0))
    task = first.current()
    assert task is not None
    press(Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    full.settle()
    first, second = [one for one in page.findChildren(ColumnView) if one.isVisible()][:2]
    assert first.cards.row_of(task.key) < 0
    assert second.cards.row_of(task.key) >= 0
    full.window.plan.undo()
    full.settle()


def test_escape_in_the_panel_of_a_task_leads_back_to_its_card(full: Scene) -> None:
    page = full.page("tasks", row=False)
    column = next(one for one in page.findChildren(ColumnView) if one.isVisible() and one.cards.rowCount())
    column.setFocus(Qt.FocusReason.TabFocusReason)
    column.setCurrentIndex(column.cards.index(0))
    task = column.current()
    assert task is not None
    press(Key.Key_Return)
    full.settle()
    drawer = shown_drawer(full)
    list(tab_stops(drawer))[2].setFocus()
    press(Key.Key_Escape)
    assert not drawer.isVisible()
    back = focused()
    assert isinstance(back, ColumnView)
    assert back.current() == task
    press(Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    full.settle()
    assert task.key not in [column.cards.task(row).key for row in range(column.cards.rowCount())]
    full.window.plan.undo()
    full.settle()


def test_the_help_beside_the_page_is_made_wider_by_key(full: Scene) -> None:
    full.window.resize(1900, 900)
    full.page("suppliers")
    full.window.menus["help"].trigger()
    full.settle()
    panel = full.window.help.shown
    assert panel is not None
    list(tab_stops(panel))[-1].setFocus()  # the text
    before = panel.width()
    press(Key.Key_Left, ALT | SHIFT)
    full.settle()
    assert panel.width() > before
    press(Key.Key_Right, ALT | SHIFT)
    full.settle()
    assert panel.width() == before
    press(Key.Key_Escape)
    full.window.resize(*SIZE)
    full.settle()
