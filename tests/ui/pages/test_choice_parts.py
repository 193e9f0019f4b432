"""Do the assumptions answer while one types, do scenarios stand side by side, and is what is missing told?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain.assessment import Subject
from desktop.domain.assumptions import ASSUMPTIONS
from desktop.domain.collective import CollectiveState
from desktop.domain.decision_note import NotePicture
from desktop.domain.imports import InvoiceImport, InvoiceRow, SourceReport, SupplierImport, SupplierRow
from desktop.domain.relevance import Relevance
from desktop.texts import numbers
from desktop.ui.charts.note_pictures import note_pictures
from desktop.ui.pages.choice import ChoicePage
from desktop.ui.pages.choice.dialog import ChoiceDialog
from desktop.workspace import scenarios
from desktop.workspace.operations import ChooseEan, Decide, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage
from tests.ui.pages.test_choice_page import page_of
from tests.ui.pages.test_large_text import cut, large, too_wide

__all__ = ["large"]
PARTS = ("answer", "contacts", "assumptions", "scenarios", "ready")


def part(stage: Stage, name: str) -> ChoicePage:
    page = page_of(stage)
    page.apply_filters(part=name)
    return page


def type_in(page: ChoicePage, key: str, text: str) -> None:
    field = page.assumed.panel.fields[key].field
    field.selectAll()
    QTest.keyClicks(field, text)


def session_of(stage: Stage) -> Session:
    assert stage.plan.session is not None
    return stage.plan.session


# ---------------------------------------------------------------------------------------- assumptions


def test_every_assumption_can_be_changed(small: Stage) -> None:
    assert set(part(small, "assumptions").assumed.panel.fields) == {one.key for one in ASSUMPTIONS}


def test_the_figures_answer_every_keystroke(small: Stage) -> None:
    page = part(small, "assumptions")
    before = [page.assumed.effect.model.rows[at].hours for at in range(3)]
    type_in(page, "letter_minutes", "60")
    after = [page.assumed.effect.model.rows[at].hours for at in range(3)]
    assert all(more.high > less.high for more, less in zip(after, before, strict=True))
    expected = session_of(small).comparison(page.premises.assumptions)
    assert [one.hours for one in expected.options if one.option.ean in ("", plans.KP_EAN)] == after
    page.apply_filters(part="answer")
    assert page.cards[0].hours.value.text() == numbers.interval(after[0])


def test_a_changed_assumption_is_marked_and_can_be_taken_back(small: Stage) -> None:
    page = part(small, "assumptions")
    type_in(page, "call_share", "50")
    one = page.assumed.panel.fields["call_share"]
    assert page.premises.assumptions["call_share"] == 0.5
    assert one.name.text().endswith("*")
    assert one.field.accessibleName().endswith("changed")
    page.assumed.panel.reset_button.click()
    assert page.premises.as_declared
    assert one.field.text() == "25"


@pytest.mark.parametrize(
    ("key", "text"), [("letter_minutes", "121"), ("pilot_suppliers", "2,5"), ("call_share", "x")]
)
def test_a_value_outside_its_range_is_told_and_changes_nothing(small: Stage, key: str, text: str) -> None:
    page = part(small, "assumptions")
    one = page.assumed.panel.fields[key]
    one.field.setText(text)
    one.field.textEdited.emit(text)
    assert page.premises.as_declared
    assert "must be" in one.said.text()
    assert one.said.isVisible()


def test_another_period_counts_other_invoices(small: Stage, qtbot: QtBot) -> None:
    page = part(small, "assumptions")
    type_in(page, "window_months", "3")
    qtbot.waitUntil(lambda: page.answers is not None and page.answers.counted_months == 3, timeout=5_000)
    assert page.answers is not None
    assert page.answers.comparison.window_months == 3


def test_what_would_change_our_mind_is_said_when_the_typing_rests(small: Stage, qtbot: QtBot) -> None:
    page = part(small, "assumptions")
    points = scenarios.what_would_change_it(session_of(small))
    qtbot.waitUntil(lambda: len(page.assumed.turning.sentences) == min(6, len(points)), timeout=30_000)
    assert page.assumed.turning.intro.text()


def test_the_tornado_is_walked_by_keyboard_and_has_its_table(small: Stage) -> None:
    page = part(small, "assumptions")
    chart = page.assumed.tornado.bars
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.point == 0
    assert chart.accessibleDescription() == chart.sentences()[0]
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.point == len(chart.sentences()) - 1
    found = scenarios.what_matters(session_of(small))
    assert found is not None
    assert len(chart.table().rows) == len(found.swings)
    page.assumed.tornado.switch.click()
    assert page.assumed.tornado.view is not None
    assert not chart.isVisible()
    chart.copy_table()
    assert chart.table().rows[0][0] in QGuiApplication.clipboard().text()


# ------------------------------------------------------------------------------------------ contacts


def test_the_bars_add_up_to_the_contacts(small: Stage) -> None:
    page = part(small, "contacts")
    comparison = session_of(small).comparison()
    for bar, key in zip(
        page.contacts.contacts.bars.table().rows, (f"reuse:{plans.KP_EAN}", "new"), strict=True
    ):
        figures = comparison.figures(key)
        assert figures is not None
        assert sum(int(cell) for cell in bar[1:]) == figures.contacts.high


# ----------------------------------------------------------------------------------------- scenarios


def _saved(stage: Stage, name: str, key: str, text: str) -> ChoicePage:
    page = part(stage, "assumptions")
    type_in(page, key, text)
    page.apply_filters(part="scenarios")
    page.scenarios.board.name_field.setText(name)
    page.scenarios.board.save_button.click()
    return page


def test_three_scenarios_stand_beside_the_plan(small: Stage) -> None:
    _saved(small, "Ro", "call_share", "5")
    _saved(small, "Travlt", "call_share", "50")
    page = _saved(small, "Mange", "call_share", "90")
    page.use(replace(page.premises, assumptions=type(page.premises.assumptions)(), scenario=""))
    page.apply_filters(part="scenarios")
    assert [card.name for card in page.scenarios.board.cards] == ["", "Ro", "Travlt", "Mange"]
    assert page.scenarios.board.cards[2].differences == ["Suppliers that call: 50% (against 25%)"]
    page.scenarios.board.cards[3].take_button.click()
    assert page.premises.assumptions["call_share"] == 0.9
    assert page.premises.scenario == "Mange"
    page.scenarios.board.cards[1].remove_button.click()
    assert [one.name for one in scenarios.scenarios(session_of(small))] == ["Travlt", "Mange"]


def test_a_choice_from_a_scenario_names_it_in_the_reason(
    small: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _saved(small, "Travlt", "call_share", "50")

    def run(dialog: ChoiceDialog) -> int:
        dialog.reason_field.setPlainText("Vi har talt om det.")
        dialog.accept_button.click()
        return dialog.result()

    monkeypatch.setattr(ChoiceDialog, "exec", run)
    page.scenarios.board.cards[1].choose_button.click()
    choice = session_of(small).choice()
    assert choice is not None
    assert choice.reason == "From the scenario “Travlt”. Vi har talt om det."


# -------------------------------------------------------------------------- the choice and its ground


def test_the_page_tells_when_the_facts_have_moved(small: Stage) -> None:
    session = session_of(small)
    session.run(ChooseEan(f"reuse:{plans.KP_EAN}"))
    page = page_of(small)
    assert not page.moved.isVisible()
    everybody = [plans.id_of(session, number) for number in ("10001", "10002", "10003", "10006")]
    session.run(Decide(tuple(everybody), Subject.RELEVANCE, Relevance.OUTSIDE))
    assert page.moved.isVisible()
    assert page.answers is not None
    review = page.answers.review
    assert review is not None
    assert page.moved.button.isVisible() is not review.holds
    assert page.moved.since.text() != ""
    assert review.by_defaults
    page.assume("letter_minutes", 7)
    assert page.answers.review is not None
    assert not page.answers.review.by_defaults


def test_each_point_of_the_readiness_leads_to_its_task(small: Stage) -> None:
    page = part(small, "ready")
    assert len(page.readiness.ready.lines) == 4
    line = page.readiness.ready.lines[0]
    assert line.pill.text() == "Missing"
    line.link.click()
    assert small.window.host.current_name == "tasks"


def test_the_note_has_the_figures_of_the_page(small: Stage, tmp_path: Path) -> None:
    out = tmp_path / "notat.docx"
    small.messages.files.append(out)
    page = page_of(small)
    page.make_note()
    text = "\n".join(
        cell.text for table in Document(str(out)).tables for row in table.rows for cell in row.cells
    )
    for card in page.cards:
        if card.isVisible():
            assert card.contacts.value.text() in text
    assert small.messages.said[-1] == ("info", "The memo is written: notat.docx")


def test_the_pictures_of_the_note_say_what_they_show(small: Stage) -> None:
    painted = note_pictures(scenarios.note_facts(session_of(small)))
    assert set(painted) == set(NotePicture)
    for one in painted.values():
        assert one.png.startswith(b"\x89PNG")
        assert len(one.said) > 20


# --------------------------------------------------------------------------------------- bad input


def _plan(suppliers: tuple[SupplierRow, ...], rows: tuple[InvoiceRow, ...]) -> Session:
    session = plans.empty_plan()
    report = SourceReport("Kreditorer.csv", rows_in=len(suppliers), rows_kept=len(suppliers))
    session.run(ImportSuppliers(SupplierImport(rows=suppliers, reports=(report,))))
    if rows:
        session.run(ImportInvoices(InvoiceImport(rows=rows, reports=(SourceReport("faktura.zip"),))))
    return session


EVERYBODY = tuple(SupplierRow(facts, "Kreditorer.csv", row) for row, facts in enumerate(plans.SUPPLIERS, 2))


def changed(row: InvoiceRow, **facts: object) -> InvoiceRow:
    return replace(row, facts=replace(row.facts, **facts))  # type: ignore[arg-type]  # facts by name


def test_suppliers_without_invoices_say_what_to_import(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(_plan(EVERYBODY, ())))
    told = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "No invoices yet" in told
    assert any("Get an extract of the last 12 months' e-invoices" in text for text in told)
    assert not page.choose_button.isEnabled()


def test_only_suppliers_outside_kp(open_plan: Callable[[Session], Stage]) -> None:
    session = plans.small_plan()
    everybody = tuple(one.supplier.id for one in session.assessments())
    session.run(Decide(everybody, Subject.RELEVANCE, Relevance.OUTSIDE))
    page = page_of(open_plan(session))
    assert not page.choose_button.isEnabled()
    assert page.answers is not None
    assert page.answers.gaps[0].gap == "none_in_kp"


def test_nobody_settled_recommends_nothing_for_sure(open_plan: Callable[[Session], Stage]) -> None:
    nameless = tuple(
        replace(row, facts=replace(row.facts, name=f"Firma {at}", trade_code=""))
        for at, row in enumerate(EVERYBODY)
    )
    page = page_of(open_plan(_plan(nameless, plans.invoices())))
    assert page.answers is not None
    assert page.answers.comparison.undecided == page.answers.comparison.active > 0
    assert page.answer.headline.text().startswith("No supplier is settled yet")
    assert not any(card.mark.isVisible() for card in page.cards)


def test_nobody_can_split_leads_to_collective_invoices(open_plan: Callable[[Session], Stage]) -> None:
    session = plans.small_plan()
    everybody = tuple(one.supplier.id for one in session.assessments())
    session.run(Decide(everybody, Subject.RELEVANCE, Relevance.KP))
    session.run(Decide(everybody, Subject.COLLECTIVE, CollectiveState.CANNOT_SPLIT))
    stage = open_plan(session)
    page = page_of(stage)
    assert not page.choose_button.isEnabled()
    button = next(one for one in page.findChildren(QPushButton) if one.text() == "Show collective invoices")
    button.click()
    assert stage.window.host.current_name == "collective"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"amount_ore": 0}, "All amounts are 0."),
        ({"ean": "5798009811579"}, "The check digit of 5798009811579 does not fit"),
    ],
)
def test_what_is_missing_stands_above_the_answer(
    open_plan: Callable[[Session], Stage], facts: dict[str, object], said: str
) -> None:
    rows = tuple(changed(row, **facts) for row in plans.invoices())
    page = page_of(open_plan(_plan(EVERYBODY, rows)))
    assert page.answer.gaps.isVisible()
    assert said in page.answer.gaps.accessibleName()
    assert any(card.isVisible() for card in page.cards)


def test_a_missing_month_is_named(open_plan: Callable[[Session], Stage]) -> None:
    rows = tuple(row for row in plans.invoices() if row.facts.issue_date and row.facts.issue_date.month != 4)
    page = page_of(open_plan(_plan(EVERYBODY, rows)))
    assert "There are no invoices of Apr\u00a02026" in page.answer.gaps.accessibleName()


def test_forty_ean_numbers_stay_readable(open_plan: Callable[[Session], Stage]) -> None:
    eans = [_ean(number) for number in range(40)]
    rows = tuple(changed(row, ean=eans[at % 40]) for at, row in enumerate(plans.invoices()))
    page = page_of(open_plan(_plan(EVERYBODY, rows)))
    assert sum(card.isVisible() for card in page.cards) == 3
    page.apply_filters(part="contacts")
    assert page.eans.model.total == 40


def _ean(number: int) -> str:
    body = f"57900001{number:04}"
    weighed = sum(int(digit) * (3 if at % 2 else 1) for at, digit in enumerate(body))
    return body + str(-weighed % 10)


# ------------------------------------------------------------------------------------------- the look


@pytest.mark.parametrize("name", PARTS)
def test_no_part_is_cut_at_twice_the_text(
    large: None, open_plan: Callable[[Session], Stage], qapp: QApplication, name: str
) -> None:
    stage = open_plan(plans.small_plan())
    _saved(stage, "Mange opkald og få svar", "call_share", "50")
    stage.window.resize(1366, 768)
    page = part(stage, name)
    for _ in range(5):
        qapp.processEvents()
    assert cut(page) == []
    assert too_wide(page) == []
