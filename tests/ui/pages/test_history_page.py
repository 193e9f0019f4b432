"""Does the history's page show what was done, from what to what, and find it again?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook

from desktop.domain.assessment import Subject
from desktop.domain.checklist import TaskState, TaskStatus
from desktop.domain.plan import EntryState, OperationName
from desktop.domain.suppliers import SupplierId
from desktop.ui.pages.history.page import HistoryPage
from desktop.ui.pages.history.restore_dialog import RestoreDialog
from desktop.ui.tables.paged import PagedModel
from desktop.workspace import past
from desktop.workspace.operations import Decide
from desktop.workspace.operations.tasks import ChangeTask
from desktop.workspace.session import Session, Who
from tests.ui import plans
from tests.ui.conftest import Stage


def history_page(stage: Stage) -> HistoryPage:
    stage.window.go_to("history")
    page = stage.window.host.page("history")
    assert isinstance(page, HistoryPage)
    return page


def decided(stage: Stage, value: str, *suppliers: int, reason: str = "") -> None:
    ids = tuple(map(SupplierId, suppliers))
    assert stage.plan.run(Decide(ids, Subject.RELEVANCE, value, reason))


def told(page: HistoryPage) -> list[str]:
    column = page.entries.columns[2]
    return [column.text(one) for one in page.entries.shown_rows()]


def test_the_newest_entry_is_on_top_and_its_rows_below(small: Stage) -> None:
    page = history_page(small)
    decided(small, "kp", 1, 2)
    decided(small, "outside", 1, 2)
    assert page.entries.shown == 5
    assert told(page)[0].startswith("Decided for 2 suppliers")
    page.entry_view.choose([5])
    assert page.rows.shown == 2
    row = page.rows.row(0)
    assert page.rows.columns[2].text(row) == "Tandlægerne Østerbro ApS"
    assert page.rows.columns[3].text(row) == "Decision: Belongs in KP → Outside KP"
    assert not page.drawer.isHidden()
    assert page.drawer.heading.text() == "Tandlægerne Østerbro ApS"


def test_what_was_undone_and_replaced_is_marked(small: Stage) -> None:
    page = history_page(small)
    decided(small, "kp", 1)
    small.plan.undo()
    assert page.entries.row(0).state is EntryState.UNDONE
    assert page.entries.columns[3].text(page.entries.row(0)) == "Undone"
    decided(small, "outside", 2)
    assert [one.state for one in page.entries.shown_rows()[:2]] == [EntryState.APPLIED, EntryState.DROPPED]


def test_an_import_is_read_a_page_at_a_time(small: Stage) -> None:
    page = history_page(small)
    page.entry_view.choose([3])
    assert isinstance(page.rows, PagedModel)
    assert page.rows.rows == range(19, 90)
    assert page.rows.shown == 71


def test_filters_by_words_kind_supplier_and_person(
    open_plan: Callable[[Session], Stage], tmp_path: Path
) -> None:
    plan = plans.small_plan()
    plan.save_as(path := tmp_path / "to.eanplan")
    plan.close()
    other = Session.open(path, who=Who("pia", "PC-2"), clock=lambda: plans.TODAY)
    other.run(Decide((SupplierId(4),), Subject.RELEVANCE, "outside"))
    stage = open_plan(other)
    page = history_page(stage)
    page.filters.search.setText("imported invoices")
    page.filters.changed.emit()
    assert told(page) == ["Imported invoices from faktura.zip: 70 new."]
    page.filters.clear()
    page.filters.person.setCurrentIndex(page.filters.person.findData("pia"))
    assert told(page) == ["Decided for 1 supplier: Outside KP."]
    page.filters.clear()
    page.filters.kind.setCurrentIndex(page.filters.kind.findData("import_suppliers"))
    assert [one.number for one in page.entries.shown_rows()] == [2]
    page.filters.clear()
    page.filters.supplier.setText("kontorfors")
    page.filters.changed.emit()
    assert [one.number for one in page.entries.shown_rows()] == [4, 3, 2]
    page.entry_view.choose([2])
    assert [page.rows.row(at).supplier for at in range(page.rows.shown)] == ["Kontorforsyningen A/S"]
    page.filters.supplier.setText("no such supplier")
    page.filters.changed.emit()
    assert page.entries.shown == 0
    assert not page.none_found.isHidden()


def test_the_period_counts_days_from_today(small: Stage) -> None:
    page = history_page(small)
    session = small.plan.session
    assert session is not None
    page.filters.period.setCurrentIndex(page.filters.period.findData("today"))
    shown = [one.at.date() == session.today for one in page.entries.shown_rows()]
    assert all(shown)
    page.filters.period.setCurrentIndex(page.filters.period.findData("all"))
    assert page.entries.shown == 3


def test_one_supplier_s_history_is_asked_for_by_its_id(small: Stage) -> None:
    page = history_page(small)
    decided(small, "kp", 1)
    page.apply_filters(supplier="4")
    assert page.filters.supplier.text() == "10004"
    assert [one.number for one in page.entries.shown_rows()] == [3, 2]


def test_entries_and_what_one_changed_go_to_spreadsheets(small: Stage, tmp_path: Path) -> None:
    page = history_page(small)
    decided(small, "kp", 1)
    decided(small, "outside", 1, reason="=1+1")
    small.messages.files.append(tmp_path / "historik")
    page.export_button.click()
    rows = list(load_workbook(tmp_path / "historik.xlsx").worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("No.", "When", "Who", "What", "Rows", "Status")
    assert rows[1][3] == "Decided for 1 supplier: Outside KP."
    assert len(rows) == 6
    page.entry_view.choose([5])
    small.messages.files.append(tmp_path / "post.xlsx")
    page.export_rows.click()
    cells = list(load_workbook(tmp_path / "post.xlsx").worksheets[0].iter_rows(values_only=True))
    assert ("Decision", "Tandlægerne Østerbro ApS", "Changed", "Reason", None, "=1+1") in cells


def test_without_a_plan_the_page_says_what_will_be_here(stage: Stage) -> None:
    page = history_page(stage)
    assert page.entries.shown == 0
    assert page.rows.shown == 0


def test_a_decision_is_put_back_from_its_row(small: Stage) -> None:
    page = history_page(small)
    decided(small, "kp", 1)
    decided(small, "outside", 1, 2)
    page.entry_view.choose([5])
    seen: list[str] = []

    def confirm(dialog: RestoreDialog) -> bool:
        (one,) = dialog.model.shown_rows()
        seen.extend(column.text(one) for column in dialog.model.columns[:3])
        dialog.when.buttons["after"].click()
        assert not dialog.model.shown
        assert not dialog.accept_button.isEnabled()
        dialog.when.buttons["before"].click()
        return True

    page.confirm = confirm
    page.drawer.restore.click()
    assert seen == ["KP or not", "Outside KP", "Belongs in KP"]
    session = small.plan.session
    assert session is not None
    assert [one.value for one in session.decisions(SupplierId(1))] == ["kp"]
    assert [one.value for one in session.decisions(SupplierId(2))] == ["outside"]
    assert told(page)[0] == "Put a supplier back to before entry 5: 1 field."


def test_the_menu_undoes_back_to_an_operation(small: Stage) -> None:
    for value in ("kp", "outside", "unknown"):
        decided(small, value, 1)
    menus = small.window.menus
    menus.undo_to.aboutToShow.emit()
    actions = menus.undo_to.actions()
    assert len(actions) == 6
    actions[1].trigger()
    session = small.plan.session
    assert session is not None
    assert [one.value for one in session.decisions(SupplierId(1))] == ["kp"]
    small.plan.redo()
    assert [one.value for one in session.decisions(SupplierId(1))] == ["outside"]


def test_a_letters_mark_is_put_back_by_one_click_and_the_rest_says_why_not(small: Stage) -> None:
    context = small.window.context
    session = small.plan.session
    assert session is not None
    context.run(ChangeTask("nemhandel", TaskState(TaskStatus.DONE)))
    page = history_page(small)
    page.entry_view.choose([session.history()[0].number])
    assert page.drawer.restore_row.isVisible()
    assert not page.drawer.restore.isVisible()
    page.drawer.restore_row.click()
    with session.reading() as reader:
        assert reader.tasks() == ()
    imported = next(one for one in session.history() if one.operation is OperationName.IMPORT_INVOICES)
    page.entry_view.choose([imported.number])
    invoice = next(one.id for one in past.each_row(session, imported.number) if one.table == "invoice")
    page.row_view.choose([invoice])
    assert not page.drawer.restore_row.isVisible()
    assert "read from a file" in page.drawer.stays.text()
