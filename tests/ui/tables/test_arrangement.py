"""Can somebody choose and move columns, by mouse and by keyboard, and are they found as they were left?"""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.paths import user_data_dir
from desktop.ui.tables.columns_dialog import ColumnsDialog, headings_menu
from desktop.ui.tables.memory import TableMemory
from desktop.ui.tables.view import RowView, TableLayout
from tests.ui.tables.clinics import EAN, Clinic, view_of

ALL = ("number", "name", "ean", "amount")


@pytest.fixture
def view(qtbot: QtBot, english: None) -> RowView[Clinic]:
    made = view_of(Clinic("0017", "Ærø Fodklinik"), Clinic("0018", "Tandlæge Prøve"))
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def shown(view: RowView[Clinic]) -> list[str]:
    return [column.key for column in view.arrangement.shown]


def test_hidden_and_moved_columns_come_back_at_the_next_start(view: RowView[Clinic], qtbot: QtBot) -> None:
    memory = TableMemory(view, "clinics")
    view.arrangement.show_column("name", there=False)
    view.horizontalHeader().moveSection(3, 0)
    memory.store()
    again = view_of(Clinic("0017", "Ærø Fodklinik"))
    qtbot.addWidget(again)
    TableMemory(again, "clinics")
    assert shown(again) == ["amount", "number", "ean"]
    again.arrangement.show_column("name", there=True)
    assert shown(again) == ["amount", "number", "name", "ean"]


def test_what_is_written_holds_keys_and_numbers_and_no_cell(view: RowView[Clinic]) -> None:
    memory = TableMemory(view, "clinics")
    view.rows.search("Ærø")
    view.sort_by("name")
    view.arrangement.show_column("ean", there=False)
    memory.store()
    written = (user_data_dir() / "tables" / "clinics.json").read_text(encoding="utf-8")
    assert set(json.loads(written)) == {"widths", "sorted_by", "descending", "order", "hidden"}
    for cell in ("Ærø", "0017", EAN):
        assert cell not in written


def test_the_last_column_stays(view: RowView[Clinic]) -> None:
    for key in ALL[:3]:
        assert view.arrangement.show_column(key, there=False)
    assert not view.arrangement.show_column("amount", there=False)
    assert shown(view) == ["amount"]
    view.use_layout(TableLayout(hidden=ALL))
    assert shown(view) == list(ALL)


def test_a_column_of_a_later_version_stands_after_the_one_it_follows(view: RowView[Clinic]) -> None:
    view.arrangement.use(("ean", "amount", "number", "gone"), ())
    assert view.arrangement.keys == ("ean", "amount", "number", "name")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([*ALL, "gone"])), st.lists(st.sampled_from([*ALL, "gone"])))
def test_whatever_was_written_every_column_is_there_once_and_one_is_shown(
    view: RowView[Clinic], order: list[str], hidden: list[str]
) -> None:
    view.arrangement.use(order, hidden)
    assert sorted(view.arrangement.keys) == sorted(ALL)
    assert view.arrangement.shown
    told = view.table_layout()
    view.arrangement.use(told.order, told.hidden)
    assert view.table_layout() == told


def test_copied_rows_have_the_columns_of_the_screen_in_their_order(view: RowView[Clinic]) -> None:
    view.arrangement.show_column("amount", there=False)
    view.arrangement.step("ean", -1)
    view.choose(["0017"])
    view.copy()
    assert QGuiApplication.clipboard().mimeData().text().splitlines() == [
        "No.\tEAN number\tName",
        f"0017\t{EAN}\tÆrø Fodklinik",
    ]


def test_the_value_under_the_cursor_is_copied_alone(view: RowView[Clinic]) -> None:
    view.setFocus()
    view.choose(["0018"])
    for _step in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right)
    ctrl_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view, Qt.Key.Key_C, ctrl_shift)
    assert QGuiApplication.clipboard().text() == EAN
    view.rows.search("tandlæge")
    assert view.current_value() == EAN


def test_a_copied_value_holds_no_cpr_number_and_runs_as_no_formula(
    view: RowView[Clinic], qtbot: QtBot
) -> None:
    del qtbot
    view.rows.set_rows([Clinic("1", "=1+1 010160-5003")])
    view.setCurrentIndex(view.rows.index(0, 1))
    view.copy_value()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("'=1+1")
    assert "010160" not in copied


def test_a_copied_figure_below_zero_is_a_figure(view: RowView[Clinic]) -> None:
    """It can run as nothing, and an apostrophe in front would make a text of it."""
    view.rows.set_rows([Clinic("1", "Kreditnota", ore=-12_345)])
    view.setCurrentIndex(view.rows.index(0, ALL.index("amount")))
    view.copy_value()
    assert QGuiApplication.clipboard().text() == view.current_value()
    assert view.current_value().startswith("-")


def test_a_hidden_column_does_not_keep_the_cursor(view: RowView[Clinic]) -> None:
    view.setCurrentIndex(view.rows.index(0, 1))
    view.arrangement.show_column("name", there=False)
    view.rows.search("fod")
    assert view.currentIndex().column() == 0
    assert view.current_value() == "0017"


def action(menu: QMenu, text: str) -> QAction:
    return next(one for one in menu.actions() if one.text() == text)


def test_a_right_click_on_a_heading_offers_the_columns(view: RowView[Clinic]) -> None:
    place = QPoint(view.columnViewportPosition(1) + 5, 5)
    menu = headings_menu(view, place)
    assert [one.text() for one in menu.actions() if one.isCheckable()] == [
        "No.", "Name", "EAN number", "Amount",
    ]  # fmt: skip
    action(menu, "EAN number").trigger()
    assert shown(view) == ["number", "name", "amount"]
    action(menu, "Move to the right").trigger()
    assert shown(view) == ["number", "amount", "name"]
    action(menu, "Reset the view").trigger()
    assert shown(view) == list(ALL)


def test_the_dialog_is_worked_by_keyboard_alone(view: RowView[Clinic], qtbot: QtBot) -> None:
    view.arrangement.show_column("amount", there=False)
    dialog = ColumnsDialog(view.arrangement)
    qtbot.addWidget(dialog)
    dialog.show()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.hidden == {"name", "amount"}
    QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.order == ("name", "number", "ean", "amount")
    view.arrangement.set(dialog.order, dialog.hidden)
    assert shown(view) == ["number", "ean"]
    dialog.again.click()
    assert dialog.order == ALL
    assert not dialog.hidden


def test_a_table_without_columns_cannot_be_asked_for(view: RowView[Clinic], qtbot: QtBot) -> None:
    dialog = ColumnsDialog(view.arrangement)
    qtbot.addWidget(dialog)
    for at in range(4):
        dialog.list.item(at).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.accept_button.isEnabled()


def test_reset_takes_widths_order_and_sorting_back(view: RowView[Clinic], qtbot: QtBot) -> None:
    before = view.columnWidth(0)
    view.horizontalHeader().resizeSection(0, 222)
    view.sort_by("name", descending=True)
    view.arrangement.step("amount", -1)
    with qtbot.waitSignal(view.layout_changed):
        view.reset_layout()
    assert view.table_layout() == TableLayout()
    assert view.columnWidth(0) == before
    assert [row.number for row in view.rows.shown_rows()] == ["0017", "0018"]
