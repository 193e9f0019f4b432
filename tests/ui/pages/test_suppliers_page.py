"""Can a clerk find suppliers, see why each belongs where it does, and overrule it, one or many at a time?"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.assessment import Subject
from desktop.domain.plan import OperationName
from desktop.domain.relevance import Relevance
from desktop.ui import theme
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.suppliers import SuppliersPage
from desktop.ui.tables.drawing import PADDING
from desktop.workspace.operations import Decide
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


def page_of(stage: Stage, **filters: str) -> SuppliersPage:
    stage.window.go_to("suppliers", **filters)
    page = stage.window.host.page("suppliers")
    assert isinstance(page, SuppliersPage)
    return page


def names(page: SuppliersPage) -> list[str]:
    return [row.supplier.name for row in page.model.shown_rows()]


def relevance_of(stage: Stage, number: str) -> Relevance:
    session = stage.plan.session
    assert session is not None
    one = next(one for one in session.assessments() if one.supplier.number == number)
    return one.relevance.relevance


def id_of(stage: Stage, number: str) -> int:
    assert stage.plan.session is not None
    return plans.id_of(stage.plan.session, number)


def test_all_suppliers_are_shown_and_counted(small: Stage) -> None:
    page = page_of(small)
    assert page.model.shown == len(plans.SUPPLIERS)
    assert page.status.rows == "8 suppliers"
    boxes = page.filters.sections["relevance"].boxes
    assert {key: box.accessibleName() for key, box in boxes.items()} == {
        "kp": "Belongs in KP, 6",
        "outside": "Outside KP, 1",
        "unknown": "Not settled, 1",
    }


def test_a_tick_and_a_word_narrow_the_table_and_the_status_bar_says_so(small: Stage) -> None:
    page = page_of(small)
    page.filters.sections["relevance"].boxes["kp"].click()
    assert page.model.shown == 6
    page.search.setText("østerbro")
    assert names(page) == ["Tandlægerne Østerbro ApS"]
    assert page.status.rows == "Shows 1 of 8"
    assert page.status.filter == "Belongs in KP"
    page.search.setText("")
    page.filters.clear_button.click()
    assert page.model.shown == 8


def test_nothing_found_is_said_and_not_left_blank(small: Stage) -> None:
    page = page_of(small)
    page.search.setText("findes ikke")
    assert page.none_found.isVisible()
    page.search.setText("")
    assert not page.none_found.isVisible()


def test_a_trade_no_longer_shown_first_is_one_click_away(small: Stage) -> None:
    page = page_of(small)
    assert "dentist" in page.filters.sections["trade"].boxes


def test_the_panel_says_why_with_the_evidence_by_invoice_number(small: Stage) -> None:
    page = page_of(small)
    assert page.drawer.isHidden()
    page.view.choose([id_of(small, "10002")])
    assert page.drawer.isVisible()
    one = page.drawer.one
    assert one.head.name.text() == "Fodklinikken v/ Lis Bæk"
    assert one.relevance.title.text() == "Why KP?"
    assert "branch code" in one.relevance.reason.text()
    assert one.relevance.by.text() == "Judged by the program."
    assert "name several citizens, at most 3 on one" in one.collective.reason.text()
    lines = [label.text() for label in one.collective.lines.findChildren(type(one.head.name))]
    assert "F10002-11 · 11\u00a0Oct\u00a02026" in lines
    assert "3 citizens, certain" in lines
    assert len(one.invoices.bars.sentences()) == 11


def test_a_supplier_is_decided_by_a_button_and_the_panel_says_who_and_when(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10005")])
    assert page.drawer.one.relevance.title.text() == "Does it belong in KP?"
    page.drawer.one.relevance.bar.buttons["outside"].click()
    assert relevance_of(small, "10005") is Relevance.OUTSIDE
    bar = page.drawer.one.relevance.bar
    assert bar.buttons["outside"].isChecked()
    assert not bar.buttons["kp"].isChecked()
    user = small.plan.session.history()[0].by if small.plan.session else ""
    assert page.drawer.one.relevance.by.text().startswith(f"Decided by {user} ")
    assert any("Outside KP" in line for line in page.drawer.one.course.lines)
    bar.undo.click()
    assert relevance_of(small, "10005") is Relevance.UNKNOWN
    assert not bar.undo.isVisible()


def test_what_is_chosen_stays_chosen_through_decision_and_undo(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10005")])
    page.drawer.one.relevance.bar.buttons["kp"].click()
    assert [row.supplier.number for row in page.view.chosen_rows()] == ["10005"]
    small.plan.undo()
    assert [row.supplier.number for row in page.view.chosen_rows()] == ["10005"]
    assert relevance_of(small, "10005") is Relevance.UNKNOWN


def test_pressing_the_decision_in_force_changes_nothing(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10005")])
    page.drawer.one.relevance.bar.buttons["kp"].click()
    assert small.plan.session is not None
    before = len(small.plan.session.history())
    page.drawer.one.relevance.bar.buttons["kp"].click()
    assert len(small.plan.session.history()) == before
    assert page.drawer.one.relevance.bar.buttons["kp"].isChecked()


def test_several_suppliers_are_decided_at_once_by_keyboard_as_one_entry(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10004"), id_of(small, "10005")])
    assert page.drawer.several.title.text() == "2 suppliers chosen"
    assert page.drawer.several.invoices.value.text() == "13"
    assert small.plan.session is not None
    before = len(small.plan.session.history())
    page.view.setFocus()
    small.messages.answers.append("all")
    page.bulk.in_kp.trigger()
    assert relevance_of(small, "10004") is Relevance.KP
    assert relevance_of(small, "10005") is Relevance.KP
    assert len(small.plan.session.history()) == before + 1
    page.bulk.back.trigger()
    assert relevance_of(small, "10004") is Relevance.OUTSIDE


def test_of_several_the_one_that_is_settled_is_not_moved_unseen(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10001"), id_of(small, "10005"), id_of(small, "10004")])
    before = len(small.plan.session.history()) if small.plan.session else 0
    small.messages.answers += ["cancel", "doubt"]
    page.drawer.several.relevance.buttons["outside"].click()
    question = small.messages.asked[-1]
    # The one that is outside already is not changed by this, and is not told of.
    assert question.text == "1 of the chosen suppliers belongs in KP already: Tandlægerne Østerbro ApS."
    assert [one.text for one in question.answers] == ["Cancel", "Change all 3", "Only the 1 not settled"]
    assert small.plan.session is not None
    assert len(small.plan.session.history()) == before
    page.drawer.several.relevance.buttons["outside"].click()
    assert relevance_of(small, "10001") is Relevance.KP
    assert relevance_of(small, "10005") is Relevance.OUTSIDE
    assert [row.supplier.number for row in page.view.chosen_rows()] == ["10005"]


def test_who_chose_only_settled_ones_is_not_asked(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10001"), id_of(small, "10002")])
    page.bulk.outside.trigger()
    assert small.messages.asked == []
    assert relevance_of(small, "10001") is Relevance.OUTSIDE


def test_what_is_settled_gives_way_to_the_next_and_the_keyboard_goes_along(small: Stage) -> None:
    page = page_of(small, relevance="kp")
    small.window.activateWindow()
    first, second, third = (row.supplier.id for row in page.model.shown_rows()[:3])
    page.view.choose([first])
    button = page.drawer.one.relevance.bar.buttons["outside"]
    button.setFocus()
    button.click()
    assert page.model.position_of(first) is None
    assert [row.supplier.id for row in page.view.chosen_rows()] == [second]
    assert page.drawer.isVisible()
    assert page.drawer.one.head.name.text() == page.view.chosen_rows()[0].supplier.name
    assert page.focusWidget() is page.view
    page.view.sort_by("name", descending=True)
    assert [row.supplier.id for row in page.view.chosen_rows()] == [second]
    page.view.sort_by("number")
    page.bulk.outside.trigger()
    assert [row.supplier.id for row in page.view.chosen_rows()] == [third]


def test_when_the_last_is_settled_the_page_says_so_and_the_table_keeps_the_keyboard(small: Stage) -> None:
    page = page_of(small, undecided="yes")
    small.window.activateWindow()
    page.view.choose([id_of(small, "10005")])
    for _again in range(page.model.shown):
        page.drawer.one.relevance.bar.buttons["outside"].click()
    assert page.model.shown == 0
    assert page.none_found.text().startswith("Everything is settled.")
    assert page.focusWidget() is page.view
    assert "yes" in page.filters.sections["undecided"].boxes
    page.search.setText("apotek")
    assert page.none_found.text().startswith("No supplier fits.")


def test_who_comes_for_certain_rows_has_the_keyboard_in_the_table(small: Stage) -> None:
    page = page_of(small, undecided="yes")
    assert page.focusWidget() is page.view
    QTest.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.view.chosen_count() == page.model.shown > 0


def test_enter_on_a_row_puts_the_keyboard_on_the_first_decision_and_shows_it(small: Stage) -> None:
    page = page_of(small)
    small.window.activateWindow()
    page.view.choose([id_of(small, "10005")])
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    button = page.drawer.one.relevance.bar.buttons["kp"]
    assert button.hasFocus()
    assert button.shows_focus
    page.view.choose([id_of(small, "10001"), id_of(small, "10005")])
    page.view.opened.emit()
    assert page.drawer.several.relevance.buttons["kp"].hasFocus()


def test_copying_all_leaves_the_choice_and_the_panel_as_they_are(small: Stage) -> None:
    page = page_of(small)
    page.copy_button.click()
    assert page.view.chosen_count() == 0
    assert page.drawer.isHidden()
    page.view.choose([id_of(small, "10002")])
    page.copy_button.click()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 2


def test_every_figure_of_an_ean_number_can_be_read_in_the_filters_and_in_the_table(small: Stage) -> None:
    page = page_of(small)
    section = page.filters.sections["ean"]
    assert section.boxes
    for box in section.boxes.values():
        assert box.shown_label() == box.text_in_full
    at = next(at for at, column in enumerate(page.model.columns) if column.key == "eans")
    figures = QFontMetrics(theme.font(theme.TextSize.BODY, base=page.view.font(), tabular=True))
    assert page.view.columnWidth(at) - 2 * PADDING >= figures.horizontalAdvance(plans.KP_EAN)


def test_the_keys_of_the_bulk_verbs_stand_on_the_table(small: Stage) -> None:
    page = page_of(small)
    keys = {action.shortcut().toString(): action.text() for action in page.view.actions()}
    assert keys["Ctrl+K"] == "Belongs in KP"
    assert keys["Ctrl+U"] == "Outside KP"


def test_a_collective_supplier_is_settled_in_the_panel(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10003")])
    page.drawer.one.collective.bar.buttons["confirmed"].click()
    row = page.view.current_row()
    assert row is not None
    assert row.collective.state.value == "can_split"
    assert "confirmed" in page.drawer.one.collective.reason.text()


def test_a_trade_set_by_hand_moves_the_supplier(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10005")])
    section = page.drawer.one.relevance
    index = section.trade.findData("dentist")
    section.trade.setCurrentIndex(index)
    section.trade.activated.emit(index)
    assert relevance_of(small, "10005") is Relevance.KP
    assert section.trade.currentData() == "dentist"
    section.trade.setCurrentIndex(0)
    section.trade.activated.emit(0)
    assert relevance_of(small, "10005") is Relevance.UNKNOWN


def test_a_note_is_kept_when_the_field_is_left_without_any_cpr_number(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10001")])
    field = page.drawer.one.note.field
    field.setPlainText("Ring til Lis om 010160-5003")
    assert page.drawer.one.note.keep.isVisible()
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert small.plan.session is not None
    kept = next(one for one in small.plan.session.assessments() if one.supplier.number == "10001").note
    assert kept.startswith("Ring til Lis om")
    assert "5003" not in kept
    assert "5003" not in field.toPlainText()


def test_markup_in_a_name_is_shown_as_it_is(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10007")])
    label = page.drawer.one.head.name
    assert label.text() == "Psykolog <b>Hus</b>"
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_other_pages_lead_to_what_they_count(small: Stage) -> None:
    page = page_of(small, undecided="yes")
    assert names(page) == ["Rengøring Nord I/S"]
    page = page_of(small, supplier=str(id_of(small, "10003")))
    assert page.model.shown == 8
    assert [row.supplier.number for row in page.view.chosen_rows()] == ["10003"]
    assert page.drawer.isVisible()


def test_the_evidence_link_leads_to_the_supplier_among_the_collective_ones(small: Stage) -> None:
    page = page_of(small)
    page.view.choose([id_of(small, "10002")])
    page.drawer.one.collective.all.click()
    assert small.window.host.current_name == "collective"


def test_rows_are_copied_for_excel(small: Stage) -> None:
    page = page_of(small)
    page.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert len(text.splitlines()) == 9
    assert plans.KP_EAN in text
    assert small.messages.said[-1][0] == "info"


def test_f4_opens_the_panel_on_the_first_row_and_closes_it_for_good(small: Stage) -> None:
    page = page_of(small)
    assert page.toggle_drawer()
    assert page.drawer.isVisible()
    assert page.view.chosen_count() == 1
    page.drawer.close_button.click()
    page.view.choose([id_of(small, "10002")])
    assert page.drawer.isHidden()
    page.view.opened.emit()
    assert page.drawer.isVisible()


def test_the_filters_give_way_when_room_is_short(small: Stage) -> None:
    page = page_of(small)
    between = (page.room_for_side + page.room_for_both) // 2 * page.fontMetrics().averageCharWidth()
    small.window.resize(small.window.width() - page.width() + between, 800)
    assert page.filters.isVisible()
    page.view.choose([id_of(small, "10002")])
    assert page.filters.isHidden()
    page.filter_button.click()
    assert page.filters.isVisible()


def test_without_a_plan_and_without_suppliers_the_page_says_what_to_do(
    stage: Stage, open_plan: Callable[[Session], Stage]
) -> None:
    page = page_of(stage)
    assert page.model.shown == 0
    open_plan(plans.empty_plan())
    page = page_of(stage)
    assert page.status.rows == ""
    assert page.accessibleName() == "Suppliers"


def test_searching_by_ctrl_f_and_typing_in_the_table_end_in_the_search_box(small: Stage) -> None:
    page = page_of(small)
    assert page.focus_search()
    page.view.setFocus()
    QTest.keyClicks(page.view, "ap")
    assert page.search.text() == "ap"
    page.search.setText("apotek")
    QTest.keyClick(page.search, Qt.Key.Key_Down)
    assert [row.supplier.name for row in page.view.chosen_rows()] == ["Sct. Mortens Apotek"]


def test_the_panel_leads_to_what_was_done_about_the_supplier(small: Stage) -> None:
    page = page_of(small)
    wanted = next(row for row in page.model.shown_rows() if row.supplier.number == "10003")
    small.window.context.run(Decide((wanted.supplier.id,), Subject.NOTE, "Ring i morgen"))
    page.view.choose([wanted.supplier.id])
    page.toggle_drawer()
    page.drawer.one.course.history.click()
    assert small.window.host.current_name == "history"
    history = small.window.host.page("history")
    assert isinstance(history, HistoryPage)
    assert history.filters.supplier.text() == "10003"
    assert {one.operation for one in history.entries.shown_rows()} >= {OperationName.DECIDE}
