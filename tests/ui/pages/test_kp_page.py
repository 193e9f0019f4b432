"""Does the page say what KP could handle, and does each number open the list it counts?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from desktop.domain.assessment import Subject
from desktop.domain.errors import PlannerError
from desktop.domain.imports import InvoiceImport, InvoiceRow, SourceReport
from desktop.domain.invoices import CitizenEvidence, Grade, InvoiceFacts, InvoiceKind
from desktop.domain.kp_rules import Judgement
from desktop.domain.suppliers import SupplierFacts
from desktop.ui.pages.kp import KpPage
from desktop.ui.pages.kp.answers import Grouping
from desktop.ui.pages.kp.columns import why
from desktop.ui.pages.kp.rules_dialog import RulesDialog
from desktop.workspace.operations import Decide, ImportInvoices
from desktop.workspace.reference_data import TRADES, kp_rule_table, own_table
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


def with_notes() -> Session:
    """The small plan with a credit note and two reminders for the dentists' and the pharmacy's invoices."""
    session = plans.small_plan()
    more = [
        note("10001", "K-1", InvoiceKind.CREDIT_NOTE, "F10001-3"),
        note("10001", "R-1", InvoiceKind.REMINDER, "F10001-4", fee=False),
        note("10003", "K-2", InvoiceKind.CREDIT_NOTE, "F10003-2"),
        note("10006", "K-3", InvoiceKind.CREDIT_NOTE, "F-unknown"),
    ]
    session.run(ImportInvoices(invoices_of(more)))
    return session


def note(sender: str, number: str, kind: InvoiceKind, about: str, *, fee: bool | None = None) -> InvoiceRow:
    facts = InvoiceFacts(
        source="kreditnotaer.zip",
        invoice_no=number,
        kind=kind,
        issue_date=date(2026, 10, 20),
        ean=plans.KP_EAN,
        amount_ore=5_000,
        fee=fee,
        matches=(about,),
        evidence=CitizenEvidence(citizens=0, grade=Grade.NONE),
    )
    return InvoiceRow(SupplierFacts(number=sender), facts)


def invoices_of(rows: Iterable[InvoiceRow]) -> InvoiceImport:
    kept = tuple(rows)
    report = SourceReport("kreditnotaer.zip", rows_in=len(kept), rows_kept=len(kept))
    return InvoiceImport(rows=kept, reports=(report,))


def page_of(stage: Stage, **filters: str) -> KpPage:
    stage.window.go_to("kp", **filters)
    page = stage.window.host.page("kp")
    assert isinstance(page, KpPage)
    return page


def numbers(page: KpPage) -> list[str]:
    return [row.invoice.facts.invoice_no for row in page.documents.shown_rows()]


def counts(page: KpPage) -> dict[str, int]:
    texts = {key: button.text() for key, button in page.judgements.buttons.items()}
    return {key: int(text.rpartition(" ")[2]) for key, text in texts.items()}


def test_the_headline_and_the_chart_say_the_same(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(with_notes()))
    # In KP: 22 of the dentists, 3 of the podiatrist, 11 opticians, 2 psychologists, a credit note.
    assert page.headline.text().startswith("KP can handle 65% of the 60 documents that can be judged.")
    assert "1 more cannot be judged yet." in page.headline.text()
    first = page.chart.sentences()[0]
    assert first == "All, by number, KP can handle it: 39 documents (64%)"
    table = page.chart.table()
    assert table.rows[0] == ("All, by number", "39", "2", "0", "19", "1")
    assert [row.key for row in page.groups.shown_rows()] == [
        "Tandlæge",
        "Apotek",
        "Optiker",
        "Fysioterapeut",
        "Psykolog",
    ]
    assert sum(row.total.all_documents for row in page.groups.shown_rows()) == 61


def test_the_chart_is_copied_as_table_and_as_picture(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(with_notes()))
    page.chart.copy_table()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1].split("\t") == ["All, by number", "39", "2", "0", "19", "1"]
    assert len(lines) == 1 + 2 + 5
    assert page.chart.picture().width() == 2 * page.chart.width()


def test_a_number_in_a_group_opens_its_list(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(with_notes()))
    column = [column.key for column in page.groups.columns].index("rejected")
    row = [one.key for one in page.groups.shown_rows()].index("Tandlæge")
    page.group_view.setCurrentIndex(page.groups.index(row, column))
    page.group_view.opened.emit()
    assert page.stack.currentWidget() is page.document_view
    assert numbers(page) == ["R-1"]
    assert page.within.text() == "Tandlæge"
    page.document_view.selectRow(0)
    assert page.detail.text().endswith("KP rejects a reminder that has no fee. It is about F10001-4.")
    page.within.click()
    assert sorted(numbers(page)) == ["K-2", "R-1"]


def test_every_part_of_the_chart_opens_as_many_documents_as_it_says(
    open_plan: Callable[[Session], Stage],
) -> None:
    page = page_of(open_plan(with_notes()))
    for grouping in (Grouping.TRADE, Grouping.EAN, Grouping.SUPPLIER):
        page.show_groups(grouping)
        bars = [[int(cell.partition(",")[0]) for cell in row[1:]] for row in page.chart.table().rows]
        for bar in [0, *range(2, len(bars))]:
            for part, count in enumerate(bars[bar]):
                page.show_groups(grouping)
                page.chart.opened.emit(bar, part)
                assert page.documents.shown == count
                assert {row.verdict.judgement for row in page.documents.shown_rows()} <= {
                    tuple(Judgement)[part]
                }


def test_the_keyboard_walks_the_chart_and_opens(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(with_notes()))
    page.chart.setFocus()
    for _step in range(2):
        QTest.keyClick(page.chart, Qt.Key.Key_Right)
    assert page.chart.shown_sentence() == "All, by number, KP rejects it: 2 documents (3%)"
    QTest.keyClick(page.chart, Qt.Key.Key_Return)
    assert sorted(numbers(page)) == ["K-2", "R-1"]


def test_segments_show_one_judgement_and_others_suppliers(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(with_notes()))
    page.groupings.buttons["documents"].click()
    assert counts(page) == {
        "all": 61,
        "acceptable": 39,
        "rejected": 2,
        "cannot_place": 0,
        "stays_in_erp": 19,
        "unknown": 1,
    }
    page.judgements.buttons["unknown"].click()
    assert numbers(page) == ["K-3"]
    page.judgements.buttons["all"].click()
    page.scopes.buttons["outside"].click()
    assert counts(page)["cannot_place"] == 12
    page.scopes.buttons["all"].click()
    assert page.documents.shown == 74
    page.kind.setCurrentIndex(page.kind.findData("credit_note"))
    assert sorted(numbers(page)) == ["K-1", "K-2", "K-3"]
    assert page.scopes.buttons["all"].text().endswith("3")


def test_the_list_is_searched_and_sorted_by_the_plan(
    open_plan: Callable[[Session], Stage], qtbot: QtBot
) -> None:
    page = page_of(open_plan(with_notes()))
    page.show_documents(None)
    page.search.setText("apotek f10003-1")
    qtbot.waitUntil(lambda: sorted(numbers(page)) == ["F10003-1", "F10003-10", "F10003-11"])
    page.document_view.sort_by("number", descending=True)
    assert numbers(page) == ["F10003-11", "F10003-10", "F10003-1"]
    page.search.setText("findes ikke")
    qtbot.waitUntil(page.none_found.isVisible)


def test_a_persons_word_changes_the_judgement_and_undo_takes_it_back(
    open_plan: Callable[[Session], Stage],
) -> None:
    stage = open_plan(with_notes())
    page = page_of(stage, judgement="stays_in_erp")
    assert page.documents.shown == 19
    session = stage.plan.session
    assert session is not None
    stage.plan.run(Decide((plans.id_of(session, "10003"),), Subject.COLLECTIVE, "rejected"))
    assert page.documents.shown == 8
    session.undo()
    page.refresh(None)
    assert page.documents.shown == 19


def test_the_reason_names_the_persons_word_where_that_decided(open_plan: Callable[[Session], Stage]) -> None:
    session = plans.small_plan()
    said = "You have said that the supplier sends one citizen per invoice. No rule speaks against it then."
    for sender in ("10001", "10002", "10003"):
        session.run(Decide((plans.id_of(session, sender),), Subject.COLLECTIVE, "rejected"))
    page = page_of(open_plan(session), judgement="acceptable")
    reasons = {
        (row.invoice.facts.evidence.citizens == 1, why(row).startswith(said))
        for row in page.documents.shown_rows()
    }
    assert reasons == {(True, False), (False, True)}


def test_the_whole_list_is_a_sound_model_and_reads_only_what_is_looked_at(
    open_plan: Callable[[Session], Stage],
) -> None:
    session = plans.small_plan()
    rows = [
        replace(row, facts=replace(row.facts, invoice_no=f"{row.facts.invoice_no}/{copy}"))
        for copy in range(30)
        for row in plans.invoices()
    ]
    session.run(ImportInvoices(invoices_of(rows)))
    page = page_of(open_plan(session))
    page.scopes.buttons["all"].click()
    page.show_documents(None)
    assert page.documents.shown > 2_000
    assert len(page.documents._pages) == 1
    QAbstractItemModelTester(page.documents, QAbstractItemModelTester.FailureReportingMode.Fatal)
    last = page.documents.shown - 1
    assert page.documents.index(last, 1).data()
    assert page.documents.position_of(page.documents.id_at(last)) == last


def test_a_supplier_leads_here_and_back(open_plan: Callable[[Session], Stage]) -> None:
    stage = open_plan(with_notes())
    assert stage.plan.session is not None
    page = page_of(stage, supplier=str(plans.id_of(stage.plan.session, "10003")))
    assert page.documents.shown == 12
    assert page.within.text() == "Sct. Mortens Apotek"
    page.document_view.selectRow(0)
    page.document_view.opened.emit()
    assert stage.window.host.current_name == "suppliers"


def test_the_rules_are_shown_and_a_table_of_ones_own_is_made(
    open_plan: Callable[[Session], Stage], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(open_plan(with_notes()))
    monkeypatch.setenv("EAN_PLANNER_HOME", str(tmp_path / "home"))
    opened: list[Path] = []
    dialog = RulesDialog(kp_rule_table(), stage_error, page, open_folder=opened.append)
    assert len(dialog.rows) == len(page.rules_dialog().rows) == 12
    vat = next(row for row in dialog.rows if "Release 5.3 " in row.meta.text())
    assert vat.pill.text() == "KP can handle it"
    assert "2025" in vat.meta.text()
    dialog.own_trades.click()
    assert opened == [own_table(TRADES).parent]
    assert own_table(TRADES).read_bytes()
    assert "trades.toml" in dialog.told.text()


def stage_error(error: PlannerError) -> None:
    raise AssertionError(error)


def test_without_documents_the_page_tells_what_will_be_here(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(plans.empty_plan()))
    assert page._empty is not None


def test_the_bars_say_why_their_shares_are_smaller_than_the_headline(
    open_plan: Callable[[Session], Stage],
) -> None:
    page = page_of(open_plan(with_notes()))
    assert page.answers is not None
    assert page.answers.total.documents[Judgement.UNKNOWN] > 0
    assert page.reading.text().startswith("The bars count those that cannot be judged yet, too")
