"""Does Qt see a sound model, and does the view keep what the user chose, set and copied?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QImage
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.texts.numbers import kroner
from desktop.ui import theme
from desktop.ui.tables.columns import (
    Column,
    identifier_column,
    number_column,
    pill_column,
    text_column,
)
from desktop.ui.tables.drawing import PADDING
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.view import RowView, TableLayout
from desktop.ui.theme import Tone

EAN = "5798009811578"


@dataclass(frozen=True, slots=True)
class Clinic:
    id: int
    number: str
    name: str
    ean: str = EAN
    amount: int | None = 123_450
    state: str = "KP"


def columns() -> list[Column[Clinic]]:
    return [
        identifier_column("number", "No.", lambda clinic: clinic.number),
        text_column(
            "name", "Name", lambda clinic: clinic.name, stretches=True, tooltip=lambda clinic: clinic.name
        ),
        identifier_column("ean", "EAN", lambda clinic: clinic.ean),
        number_column(
            "amount",
            "Amount",
            lambda clinic: None if clinic.amount is None else clinic.amount / 100,
            lambda amount: kroner(round(amount * 100)),
        ),
        pill_column(
            "state",
            "KP",
            lambda clinic: clinic.state,
            lambda _clinic: Tone.GOOD,
            lambda clinic: len(clinic.state),
        ),
    ]


def clinics(count: int = 5) -> list[Clinic]:
    return [
        Clinic(number, str(number * 10), f"Klinik {chr(70 - number % 6)}") for number in range(1, count + 1)
    ]


@pytest.fixture
def model(qtbot: QtBot) -> RowModel[Clinic]:
    del qtbot
    made = RowModel(columns(), lambda clinic: clinic.id)
    made.set_rows(clinics())
    return made


@pytest.fixture
def view(qtbot: QtBot, model: RowModel[Clinic]) -> RowView[Clinic]:
    made = RowView(model, "Clinics")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def test_the_model_keeps_qts_rules_through_every_change(model: RowModel[Clinic]) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    for query in ("klinik", "nothing", ""):
        model.search(query)
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.keep(lambda clinic: clinic.id % 2 == 0)
    model.set_rows([])
    model.adopt(model.renewed(clinics(3)))
    model.set_rows(clinics(50))
    model.keep(None)
    assert model.rowCount() == 50
    tester.deleteLater()


def test_qtmodeltester(model: RowModel[Clinic], qtmodeltester: object) -> None:
    qtmodeltester.check(model, force_py=True)  # type: ignore[attr-defined]


def test_markup_in_a_name_stays_text_in_its_tooltip(model: RowModel[Clinic]) -> None:
    model.set_rows([Clinic(1, "1", "<img src='x'>Firma & Søn")])
    tip = model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_a_choice_survives_sort_search_and_refresh(view: RowView[Clinic], model: RowModel[Clinic]) -> None:
    view.choose([2, 4])
    view.sort_by("name")
    assert {clinic.id for clinic in view.chosen_rows()} == {2, 4}
    model.search("klinik d")
    assert [clinic.id for clinic in view.chosen_rows()] == [2]
    model.search("")
    assert {clinic.id for clinic in view.chosen_rows()} == {2, 4}
    model.set_rows([replace(clinic, name="Nyt navn") for clinic in clinics(20)])
    assert {clinic.id for clinic in view.chosen_rows()} == {2, 4}
    current = view.current_row()
    assert current is not None
    assert (current.id, current.name) == (2, "Nyt navn")


def test_a_choice_survives_rows_worked_out_elsewhere(view: RowView[Clinic], model: RowModel[Clinic]) -> None:
    view.choose([4])
    renewed = model.renewed(clinics(30))
    model.search("klinik")
    model.adopt(renewed)
    assert [clinic.id for clinic in view.chosen_rows()] == [4]
    assert model.shown == 30


def test_a_choice_by_hand_replaces_the_remembered_one(view: RowView[Clinic], model: RowModel[Clinic]) -> None:
    view.choose([2, 4])
    model.search("klinik c")
    view.selectRow(0)
    model.search("")
    assert [clinic.id for clinic in view.chosen_rows()] == [3]


def test_rows_are_chosen_by_keyboard(qtbot: QtBot, view: RowView[Clinic]) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [clinic.id for clinic in view.chosen_rows()] == [1, 2]
    QTest.keyClick(view, Qt.Key.Key_End)
    assert [clinic.id for clinic in view.chosen_rows()] == [5]
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.chosen_count() == 5
    with qtbot.waitSignal(view.opened):
        QTest.keyClick(view, Qt.Key.Key_Return)


def test_typing_in_the_table_goes_to_the_search_box(qtbot: QtBot, view: RowView[Clinic]) -> None:
    view.setFocus()
    with qtbot.waitSignal(view.typed) as typed:
        QTest.keyClicks(view, "s")
    assert typed.args == ["s"]


def test_copied_rows_keep_thirteen_digits_in_excel(qtbot: QtBot, view: RowView[Clinic]) -> None:
    view.choose([1])
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text().splitlines() == [
        "No.\tName\tEAN\tAmount\tKP",
        f"10\tKlinik E\t{EAN}\t1234,5\tKP",
    ]
    html = mime.html()
    assert f"""<td style='mso-number-format:"\\@"'>{EAN}</td>""" in html
    assert "<td>1234,5</td>" in html


def test_copied_cells_carry_no_cpr_number_and_no_formula(
    view: RowView[Clinic], model: RowModel[Clinic]
) -> None:
    model.set_rows([Clinic(1, "1", "=HYPERLINK(1) 010160-5003\tA <B>\nApS")])
    view.choose([1])
    view.copy()
    mime = QGuiApplication.clipboard().mimeData()
    for written in (mime.text(), mime.html()):
        assert "010160" not in written
        assert "5003" not in written
    assert "\t'=HYPERLINK" in mime.text()
    assert len(mime.text().splitlines()) == 2
    assert "A &lt;B&gt; ApS" in mime.html()


def test_nothing_is_copied_when_nothing_is_chosen(view: RowView[Clinic]) -> None:
    QGuiApplication.clipboard().setText("before")
    view.copy()
    assert QGuiApplication.clipboard().text() == "before"


def test_widths_and_order_are_remembered_by_column(view: RowView[Clinic], qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.layout_changed):
        view.horizontalHeader().resizeSection(2, 333)
    view.sort_by("amount", descending=True)
    remembered = view.table_layout()
    assert remembered == TableLayout({"ean": 333}, "amount", descending=True)
    other = RowView(view.rows, "again")
    qtbot.addWidget(other)
    other.use_layout(remembered)
    assert other.columnWidth(2) == 333
    assert other.table_layout() == remembered


def test_a_remembered_column_that_is_gone_is_passed_over(view: RowView[Clinic]) -> None:
    view.use_layout(TableLayout({"gone": 10, "ean": 5}, "gone"))
    assert view.columnWidth(2) >= 40


def test_an_ean_number_is_never_cut_and_the_name_takes_what_is_left(view: RowView[Clinic]) -> None:
    needed = view.fontMetrics().horizontalAdvance(EAN)
    assert view.columnWidth(2) >= needed
    widths = sum(view.columnWidth(at) for at in range(5))
    assert widths == view.viewport().width()


def test_rows_are_all_of_one_height(view: RowView[Clinic], model: RowModel[Clinic]) -> None:
    model.set_rows([Clinic(1, "1", "two\nlines"), Clinic(2, "2", "one")])
    assert view.rowHeight(0) == view.rowHeight(1) >= 30


def test_the_current_row_needs_to_be_a_chosen_one(view: RowView[Clinic]) -> None:
    view.choose([3])
    current = view.current_row()
    assert current is not None
    assert current.id == 3
    view.selectionModel().select(view.rows.index(2, 0), QItemSelectionModel.SelectionFlag.Clear)
    assert view.current_row() is None


def _heading(view: RowView[Clinic], column: int) -> QImage:
    header = view.horizontalHeader()
    place = QRect(header.sectionViewportPosition(column), 0, header.sectionSize(column), header.height())
    return header.viewport().grab(place).toImage()


def test_the_heading_of_the_sorted_column_shows_it_and_which_way(view: RowView[Clinic]) -> None:
    view.resize(900, 300)
    unsorted = [_heading(view, at) for at in range(3)]
    view.sort_by("name")
    ascending = _heading(view, 1)
    assert ascending != unsorted[1]
    assert _heading(view, 0) == unsorted[0]
    view.sort_by("name", descending=True)
    assert _heading(view, 1) not in (ascending, unsorted[1])
    view.reset_layout()
    assert _heading(view, 1) == unsorted[1]


def test_a_table_nobody_sorted_is_not_remembered_as_sorted(view: RowView[Clinic]) -> None:
    assert view.table_layout().sorted_by == ""


def test_a_column_of_numbers_has_room_for_as_many_figures_as_it_says(qtbot: QtBot) -> None:
    wide: list[Column[Clinic]] = [identifier_column("ean", "", lambda clinic: clinic.ean, widest=13)]
    model: RowModel[Clinic] = RowModel(wide, lambda clinic: clinic.id)
    model.set_rows([Clinic(1, "1", "A", ean="0000000000000")])
    view = RowView(model, "numbers")
    qtbot.addWidget(view)
    figures = QFontMetrics(theme.font(theme.TextSize.BODY, base=view.font(), tabular=True))
    assert view.columnWidth(0) - 2 * PADDING >= figures.horizontalAdvance("0" * 13)


def test_what_is_settled_leaves_and_the_next_row_is_the_chosen_one(
    view: RowView[Clinic], model: RowModel[Clinic], qtbot: QtBot
) -> None:
    rows = list(model.shown_rows())
    view.choose([rows[0].id])
    view.go_on_when_left()
    model.sort(1)
    assert [row.id for row in view.chosen_rows()] == [rows[0].id]
    with qtbot.waitSignal(view.went_on):
        model.set_rows(rows[1:])
    assert [row.id for row in view.chosen_rows()] == [rows[1].id]
    assert view.current_row() == view.chosen_rows()[0]
    with qtbot.assertNotEmitted(view.went_on):
        model.set_rows(rows[2:])  # left by something else than a decision: nothing is chosen for the user
    assert view.chosen_rows() == []


def test_what_is_settled_and_stays_keeps_the_choice(view: RowView[Clinic], model: RowModel[Clinic]) -> None:
    rows = list(model.shown_rows())
    view.choose([rows[0].id])
    view.go_on_when_left()
    model.set_rows(rows)
    model.set_rows(rows[1:])
    assert view.chosen_rows() == []


def test_behind_the_last_row_one_goes_on_with_the_one_before(
    view: RowView[Clinic], model: RowModel[Clinic]
) -> None:
    rows = list(model.shown_rows())
    view.choose([rows[-1].id])
    view.go_on_when_left()
    model.set_rows(rows[:-1])
    assert [row.id for row in view.chosen_rows()] == [rows[-2].id]
