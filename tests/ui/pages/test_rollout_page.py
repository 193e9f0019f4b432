"""Does the rollout page lead to the first proposal, warn, and show what follows on screen and on paper?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.rollout_declared import Term
from desktop.ui.pages.rollout.dialogs import ReplanDialog
from desktop.ui.pages.rollout.limits_dialog import LimitsDialog
from desktop.ui.pages.rollout.paper import draw_rollout
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.workspace import letter_run
from desktop.workspace.operations import ChooseEan
from desktop.workspace.rollout import propose, rollout
from desktop.workspace.session import Session
from tests.building import NEW_EAN, OLD_EAN
from tests.ui.conftest import Stage
from tests.ui.pages.rollout_stage import (
    ALT,
    SMALL,
    answer,
    lane_of,
    page_of,
    planned,
    press,
    session_of,
    shown,
    type_in,
)
from tests.ui.pages.test_large_text import cut, large, too_wide
from tests.workspace.rollout_plans import plan_of

__all__ = ["large", "planned"]
"""Fixtures that are used by their names."""


# ------------------------------------------------------------------------------------------ before the waves


def test_without_a_choice_the_page_leads_to_the_choice(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(plan_of(4, choose=False)))
    assert not page.board.isVisible()
    assert not page.again_button.isVisible()


def test_the_limits_may_be_set_before_the_first_proposal(open_plan: Callable[[Session], Stage]) -> None:
    stage = open_plan(plan_of(7))
    page = page_of(stage)
    assert shown(page) == {}

    def fill(dialog: LimitsDialog) -> None:
        type_in(dialog.fields[Term.PILOT_SUPPLIERS].field, "2")
        type_in(dialog.fields[Term.WAVE_SUPPLIERS].field, "3")
        dialog.accept_button.click()

    answer(LimitsDialog, fill, page.proposals.propose_first)
    assert [len(rows) for rows in shown(page).values()] == [2, 3, 2]
    assert rollout(session_of(stage)).terms == SMALL
    assert page.again_button.isVisible()


def test_one_click_proposes_within_the_usual_limits(open_plan: Callable[[Session], Stage]) -> None:
    stage = open_plan(plan_of(30))
    page = page_of(stage)
    buttons = {one.text(): one for one in page.findChildren(PrimaryButton) if one.isVisible()}
    assert list(buttons) == ["Propose pilot and waves"]
    buttons["Propose pilot and waves"].click()
    assert [len(rows) for rows in shown(page).values()] == [8, 22]


def test_with_a_reused_number_the_page_asks_whether_all_is_ready(
    open_plan: Callable[[Session], Stage],
) -> None:
    session = plan_of(5)
    session.run(ChooseEan(f"reuse:{OLD_EAN}"))
    stage = open_plan(session)
    page = page_of(stage)
    assert page.all_at_once.isVisible()
    assert len(page.all_at_once.ready.lines) == 4
    assert not page.segments.isVisible()


# --------------------------------------------------------------------------------------------- the rest


def test_open_tasks_before_the_first_letter_stand_above_the_waves(planned: Stage) -> None:
    page = page_of(planned)
    assert page.banner.isVisible()
    assert page.banner.text.text().startswith("Before the first letter goes out, these tasks must be done")
    page.banner.action.click()
    assert planned.window.host.current_name == "tasks"


def test_the_drawer_says_why_here(planned: Stage) -> None:
    page = page_of(planned)
    page.board.choose((shown(page)[1][0],))
    assert not page.drawer.isVisible()
    press(page, 1, Qt.Key.Key_Return)
    assert page.drawer.isVisible()
    lines = [label.text() for label in page.drawer.why.findChildren(type(page.drawer.heading))]
    assert "The pilot should meet different trades." in lines
    page.drawer.supplier.click()
    assert planned.window.host.current_name == "suppliers"


def test_the_search_keeps_whom_it_finds(planned: Stage) -> None:
    page = page_of(planned)
    page.search.setText("Fodklinik 3")
    assert sum(len(rows) for rows in shown(page).values()) == 1
    page.search.clear()
    assert sum(len(rows) for rows in shown(page).values()) == 8


def test_the_charts_show_the_waves_in_time(planned: Stage) -> None:
    page = page_of(planned, view="time")
    chart = page.in_time.timeline
    assert chart.isVisible()
    sentences = chart.sentences()
    assert "Today" in " ".join(sentences)
    assert any("Pilot" in one and "First letters" in one for one in sentences)
    assert any("juledag" in one for one in sentences)
    assert len(chart.table().rows) == len(sentences)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.shown_sentence() == sentences[-1]
    assert not chart.picture().isNull()
    weeks = rollout(session_of(planned)).load
    assert len(page.in_time.weeks.sentences()) == len(weeks) == len(page.in_time.curve.table().rows)
    assert not page.in_time.weeks.grab().isNull()
    assert not page.in_time.curve.grab().isNull()
    for card in page.in_time.cards:
        card.show_table(True)
        assert card.view is not None


def test_the_plan_is_printed_with_every_supplier(
    planned: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(planned)
    assert page.answers is not None
    drawn: list[str] = []
    as_it_is = QTextDocument.drawContents

    def draw(document: QTextDocument, *rest: Any) -> None:
        drawn.append(document.toPlainText())
        as_it_is(document, *rest)

    monkeypatch.setattr(QTextDocument, "drawContents", draw)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    file = tmp_path / "plan.pdf"
    printer.setOutputFileName(str(file))
    assert draw_rollout(printer, page.answers, date(2026, 11, 20)) == len(drawn) == 1
    assert file.read_bytes().startswith(b"%PDF")
    for lane in page.answers.lanes:
        assert lane.title in drawn[0]
        assert all(row.name in drawn[0] and row.number in drawn[0] for row in lane.rows)


def test_the_plan_is_written_for_excel_and_for_a_calendar(planned: Stage, tmp_path: Path) -> None:
    page = page_of(planned)
    ways = {action.text(): action for action in page.leave_button.menu().actions()}
    planned.messages.files = [tmp_path / "Udrulning", tmp_path / "Udrulning.ics"]
    ways["To Excel…"].trigger()
    ways["To a calendar…"].trigger()
    rows = list(load_workbook(tmp_path / "Udrulning.xlsx").active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) == 1 + 8
    assert {row[0] for row in rows[1:]} == {"Pilot", "Wave 2", "Wave 3", "In no wave"}
    events = Calendar.from_ical((tmp_path / "Udrulning.ics").read_bytes()).walk("VEVENT")
    assert sum("wave-" in str(one["uid"]) for one in events) == 12
    assert [kind for kind, _text in planned.messages.said] == ["info", "info"]


def test_the_whole_way_from_a_proposal_to_letters_that_carry_the_wave(
    open_plan: Callable[[Session], Stage],
) -> None:
    stage = open_plan(plan_of(7))
    page = page_of(stage)

    def small(dialog: LimitsDialog) -> None:
        type_in(dialog.fields[Term.PILOT_SUPPLIERS].field, "2")
        type_in(dialog.fields[Term.WAVE_SUPPLIERS].field, "3")
        dialog.accept_button.click()

    answer(LimitsDialog, small, page.proposals.propose_first)
    moved, locked = shown(page)[1][0], shown(page)[3][0]
    page.board.choose((moved,))
    press(page, 1, Qt.Key.Key_Right, ALT)
    page.board.choose((locked,))
    press(page, 3, Qt.Key.Key_L)
    answer(ReplanDialog, lambda dialog: dialog.accept_button.click(), page.again_button.click)
    assert moved in shown(page)[2]
    assert locked in shown(page)[3]
    assert [len(rows) for rows in shown(page).values()] == [2, 3, 2]
    session = session_of(stage)
    dates = {view.wave.number: view.wave.dates for view in rollout(session).waves}
    waves = {one.supplier_id: one.wave for one in session.recipients().recipients}
    assert waves == {one: key for key, rows in shown(page).items() for one in rows}
    for recipient in session.recipients().recipients:
        facts = letter_run.letter_facts(session, recipient)
        assert facts.first_date == dates[waves[recipient.supplier_id] or 0].cut_over


@pytest.mark.parametrize("view", ["lanes", "time"])
def test_nothing_is_cut_at_twice_the_text(
    large: None, open_plan: Callable[[Session], Stage], qapp: QApplication, view: str
) -> None:
    session = plan_of(7, cannot_split=1)
    propose(session, SMALL)
    stage = open_plan(session)
    page = page_of(stage, view=view)
    stage.window.resize(1366, 768)
    page.board.choose((shown(page)[1][0],))
    page.open_drawer()
    for _ in range(5):
        qapp.processEvents()
    assert stage.window.width() == 1366
    assert cut(page) == []
    assert too_wide(page) == []


def test_at_the_usual_text_the_lanes_fill_the_page_without_scrolling(
    planned: Stage, qapp: QApplication
) -> None:
    page = page_of(planned)
    planned.window.resize(1366, 768)
    page.board.choose((shown(page)[1][0],))
    page.open_drawer()
    for _ in range(5):
        qapp.processEvents()
    assert page.content.height() <= page.height()
    assert lane_of(page, 1).list.height() > 200


# --------------------------------------------------------------------------------- after another choice


def test_waves_of_another_choice_are_kept_or_cleared_by_one_click(planned: Stage) -> None:
    page = page_of(planned)
    assert page.left_over.isHidden()
    planned.window.context.run(ChooseEan(f"reuse:{OLD_EAN}"))
    assert page.left_over.isVisible()
    assert "3 waves" in page.left_over.text.text()
    assert "7 suppliers in them need not change" in page.left_over.text.text()
    assert page.left_over.keep_button.isHidden()
    page.left_over.clear_button.click()
    assert page.left_over.isHidden()
    assert page.all_at_once.isVisible()
    planned.plan.undo()
    assert page.left_over.isVisible()
    planned.window.context.run(ChooseEan("new", NEW_EAN))
    page.left_over.keep_button.click()
    assert page.left_over.isHidden()
    assert [len(rows) for rows in shown(page).values() if rows] == [2, 3, 2, 1]
