"""Does the page show pairs with their evidence, side by side, and let a person decide them one by one?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.domain.duplicates import Strength
from desktop.domain.imports import SourceReport, SupplierImport, SupplierRow
from desktop.ui.messages import Recorder
from desktop.ui.pages.duplicates import DuplicatesPage
from desktop.ui.pages.duplicates.dialog import MergeDialog
from desktop.workspace.operations import ImportSuppliers
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage

SUPPLIERS = (
    plans.supplier("1", "Fodklinik Holm ApS", cvr="31442871", email="holm@klinik.example"),
    plans.supplier("2", "FODKLINIK HOLM", cvr="31442871", email="", phone="12 34 56 78"),
    plans.supplier("3", "Optik & Søn", email="optik@eksempel.example", address="Torvet 1"),
    plans.supplier("4", "Optik og Søn I/S", email="optik@eksempel.example", address="Torvet 2"),
    plans.supplier("5", "Bageri", email="bageri@eksempel.example", address="Vej 3", phone="87654321"),
    plans.supplier("6", "Smedje", email="smedje@eksempel.example", address="Vej 4", phone="87654321"),
    plans.supplier("7", "Helt For Sig Selv", email="selv@eksempel.example", address="Vej 5"),
)


def plan(*suppliers: object) -> Session:
    session = plans.empty_plan()
    rows = tuple(SupplierRow(facts, "liste.csv", row) for row, facts in enumerate(suppliers or SUPPLIERS, 2))  # type: ignore[arg-type]  # facts by position
    report = SourceReport("liste.csv", rows_in=len(rows), rows_kept=len(rows))
    session.run(ImportSuppliers(SupplierImport(rows=rows, reports=(report,))))
    return session


@pytest.fixture
def page(open_plan: Callable[[Session], Stage]) -> DuplicatesPage:
    return page_of(open_plan(plan()))


def page_of(stage: Stage) -> DuplicatesPage:
    stage.window.go_to("duplicates")
    page = stage.window.host.page("duplicates")
    assert isinstance(page, DuplicatesPage)
    return page


def numbers(page: DuplicatesPage) -> list[tuple[str, str]]:
    return [(row.pair.first.number, row.pair.second.number) for row in page.model.shown_rows()]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[MergeDialog], bool]], None]:
    """Answers the dialog: what the function does with it, and whether it accepts."""

    def use(fill: Callable[[MergeDialog], bool]) -> None:
        def run(dialog: MergeDialog) -> int:
            code = QDialog.DialogCode.Accepted if fill(dialog) else QDialog.DialogCode.Rejected
            return code.value

        monkeypatch.setattr(MergeDialog, "exec", run)

    return use


def test_pairs_to_decide_come_first_with_what_they_have_in_common(page: DuplicatesPage) -> None:
    assert numbers(page) == [("1", "2"), ("3", "4")]
    assert page.segments.buttons["weak"].text() == "Perhaps  1"
    cells = [str(page.model.index(0, column).data()) for column in range(4)]
    assert cells == [
        "Certain",
        "Fodklinik Holm ApS",
        "FODKLINIK HOLM",
        "Same CVR number, same address, same name, spelt differently",
    ]


def test_the_rail_says_how_many_wait_and_counts_down(page: DuplicatesPage) -> None:
    rail = page.window().rail  # type: ignore[attr-defined]  # the main window
    assert (rail.entry("duplicates").badge.text, rail.entry("duplicates").badge.spoken) == (
        "2",
        "2 pairs to decide",
    )
    page.view.selectRow(0)
    page.drawer.different.click()
    assert rail.entry("duplicates").badge.text == "1"


def test_side_by_side_marks_what_differs(page: DuplicatesPage) -> None:
    page.view.selectRow(0)
    assert page.drawer.isVisible()
    shown = {title: (first, sign, second) for title, first, sign, second in page.drawer.comparison.texts}
    assert shown["Supplier number"] == ("1", "≠", "2")
    assert shown["CVR number"] == ("31442871", "", "31442871")
    assert shown["E-mail"] == ("holm@klinik.example", "", "")
    assert shown["Invoices in the period"] == ("0", "", "0")
    assert "Contact person" not in shown


def test_deciding_goes_on_to_the_next_pair_and_can_be_taken_back(page: DuplicatesPage) -> None:
    page.view.selectRow(0)
    page.drawer.different.click()
    assert numbers(page) == [("3", "4")]
    row = page.view.current_row()
    assert row is not None
    assert row.pair.first.number == "3"
    page.drawer.same.click()
    assert not page.none_here.isHidden()
    page.segments.buttons["decided"].click()
    assert sorted(numbers(page)) == [("1", "2"), ("3", "4")]
    page.view.selectRow(0)
    assert "Two different suppliers. Decided by" in page.drawer.said.text()
    page.drawer.take_back.click()
    assert numbers(page) == [("3", "4")]


def test_keys_decide_and_go_on(page: DuplicatesPage, qtbot: QtBot) -> None:
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    page.view.setFocus()
    page.view.selectRow(0)
    QTest.keyClick(page.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    row = page.view.current_row()
    assert row is not None
    assert row.pair.first.number == "3"
    QTest.keyClick(page.view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    # Qt goes on believing that Ctrl is held, and later selections would toggle.
    QTest.keyRelease(page.view, Qt.Key.Key_Control)
    assert numbers(page) == [("1", "2")]


def test_nothing_is_merged_until_the_person_says_which_one_stays(
    page: DuplicatesPage, answer: Callable[[Callable[[MergeDialog], bool]], None]
) -> None:
    session = page.session
    assert session is not None
    page.view.selectRow(0)
    answer(lambda _dialog: False)
    page.drawer.merge.click()
    assert len(session.assessments()) == 7

    def keep_the_second(dialog: MergeDialog) -> bool:
        assert "Fodklinik Holm ApS (1) move to" not in dialog.effect.text()
        row = page.view.current_row()
        assert row is not None
        dialog.radios[row.pair.second.id].setChecked(True)
        assert "of Fodklinik Holm ApS (1) move to FODKLINIK HOLM (2)" in dialog.effect.text()
        return True

    answer(keep_the_second)
    page.drawer.merge.click()
    (kept,) = (one.supplier for one in session.assessments() if one.supplier.cvr)
    assert (kept.number, kept.facts.email) == ("2", "holm@klinik.example")
    messages = page.context.messages
    assert isinstance(messages, Recorder)
    said = "Fodklinik Holm ApS is now part of FODKLINIK HOLM. The pair is no longer in the list."
    assert messages.said[-1] == ("info", said)
    assert numbers(page) == [("3", "4")]
    row = page.view.current_row()
    assert row is not None
    assert row.pair.first.number == "3"


def test_names_with_markup_and_ampersands_are_shown_as_written(page: DuplicatesPage) -> None:
    page.view.selectRow(1)
    row = page.view.current_row()
    assert row is not None
    dialog = MergeDialog(row, page)
    assert dialog.radios[row.pair.first.id].text().startswith("Optik && Søn · No. 3")
    dialog.deleteLater()


def test_an_undone_decision_is_back_among_those_that_wait(open_plan: Callable[[Session], Stage]) -> None:
    stage = open_plan(plan())
    page = page_of(stage)
    page.view.selectRow(0)
    page.drawer.different.click()
    stage.plan.undo()
    assert numbers(page) == [("1", "2"), ("3", "4")]


def test_search_finds_a_pair_by_either_name(page: DuplicatesPage) -> None:
    page.search.setText("i/s")
    assert numbers(page) == [("3", "4")]
    assert page.focus_search()


def test_a_stopped_search_says_so_and_can_be_begun_again(open_plan: Callable[[Session], Stage]) -> None:
    stage = open_plan(plan())
    stage.tasks.cancel_after = 1
    session = stage.plan.session
    assert session is not None
    session._pairs = None
    page = page_of(stage)
    assert page.model.total == 0
    stage.tasks.cancel_after = None
    page.refresh(None)
    assert page.model.total == 3


def test_a_plan_without_suppliers_teaches(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(plans.empty_plan()))
    assert not page.view.isVisible()
    assert page.model.total == 0


def test_a_plan_without_duplicates_teaches(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(plan(SUPPLIERS[0], SUPPLIERS[6])))
    assert not page.view.isVisible()
    assert page.model.total == 0


def test_the_model_keeps_qts_rules(page: DuplicatesPage, qtmodeltester: object) -> None:
    qtmodeltester.check(page.model, force_py=True)  # type: ignore[attr-defined]


def test_the_first_pair_is_shown_and_f4_closes_and_opens_the_comparison(page: DuplicatesPage) -> None:
    assert page.drawer.isVisible()
    assert page.drawer.both.text() == "Fodklinik Holm ApS and\nFODKLINIK HOLM"
    assert page.toggle_drawer()
    assert page.drawer.isHidden()
    assert page.toggle_drawer()
    assert page.drawer.isVisible()


def test_the_sample_municipality_has_the_one_pair_that_was_made_for_it(
    stage: Stage, sample_plan: Path
) -> None:
    stage.plan.open(sample_plan)
    page = page_of(stage)
    (row,) = page.model.rows
    assert (row.pair.strength, row.pair.waits) == (Strength.CERTAIN, True)
    assert row.pair.first.cvr == row.pair.second.cvr
