"""Does the rollout page propose, move by keys and drag, lock, ask, warn, and show what follows?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QTextDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from desktop.domain.letters import LetterKind
from desktop.domain.rollout import Limits
from desktop.domain.rollout_declared import Term
from desktop.domain.suppliers import SupplierId
from desktop.domain.working_days import ClosedPeriod
from desktop.ui.pages.rollout import RolloutPage, menus
from desktop.ui.pages.rollout.answers import REST
from desktop.ui.pages.rollout.dialogs import DatesDialog, GateDialog, ReplanDialog
from desktop.ui.pages.rollout.lane import Lane
from desktop.ui.pages.rollout.limits_dialog import LimitsDialog
from desktop.ui.pages.rollout.paper import draw_rollout
from desktop.ui.widgets.buttons import PrimaryButton
from desktop.ui.widgets.fields import LineField
from desktop.workspace import letter_run
from desktop.workspace.operations import ChooseEan, RecordLetters
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.operations.rollout import MoveSuppliers
from desktop.workspace.rollout import propose, rollout
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session
from tests.building import NEW_EAN, OLD_EAN
from tests.ui.conftest import Stage
from tests.ui.pages.test_large_text import cut, large, too_wide
from tests.workspace.rollout_plans import plan_of

__all__ = ["large"]
"""A fixture that is used by its name."""

D = TypeVar("D", bound=QDialog)
SMALL = RolloutTerms(Limits(pilot_suppliers=2, wave_suppliers=3))
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def page_of(stage: Stage, **filters: str) -> RolloutPage:
    stage.window.go_to("rollout", **filters)
    page = stage.window.host.page("rollout")
    assert isinstance(page, RolloutPage)
    return page


@pytest.fixture
def planned(open_plan: Callable[[Session], Stage]) -> Stage:
    """Seven suppliers: two in the pilot, three in wave 2, two in wave 3; one cannot split."""
    session = plan_of(7, cannot_split=1)
    propose(session, SMALL)
    return open_plan(session)


def shown(page: RolloutPage) -> dict[int, list[SupplierId]]:
    """The suppliers in each lane of the board, in order."""
    return {
        lane.facts.key: [row.supplier_id for row in lane.list.lane.rows]
        for lane in page.board.shown_lanes()
        if lane.facts is not None
    }


def lane_of(page: RolloutPage, key: int) -> Lane:
    lane = page.board.lane(key)
    assert lane is not None
    return lane


def press(page: RolloutPage, lane: int, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(lane_of(page, lane).list, key, held)


def answer(kind: type[D], fill: Callable[[D], object], act: Callable[[], object]) -> None:
    """Do something that opens a dialog, and fill that in."""
    filled: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            filled.append(kind.__name__)
            fill(dialog)

    QTimer.singleShot(0, look)
    act()
    assert filled == [kind.__name__]


def type_in(field: object, text: str) -> None:
    assert isinstance(field, LineField)
    field.setText(text)


def session_of(stage: Stage) -> Session:
    assert stage.plan.session is not None
    return stage.plan.session


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


# ---------------------------------------------------------------------------------------------- moving


def test_alt_and_an_arrow_take_the_chosen_along_and_the_keyboard_follows(planned: Stage) -> None:
    page = page_of(planned)
    moved = shown(page)[1][0]
    page.board.choose((moved,))
    press(page, 1, Qt.Key.Key_Right, ALT)
    assert moved in shown(page)[2]
    assert [row.supplier_id for row in page.board.chosen_rows()] == [moved]
    assert page.board.chosen_rows()[0].locked
    press(page, 2, Qt.Key.Key_Right, ALT)
    assert moved in shown(page)[3]
    press(page, 3, Qt.Key.Key_Left, ALT)
    assert moved in shown(page)[2]
    planned.plan.undo()
    assert moved in shown(page)[3]


def test_an_arrow_pushes_nobody_out_of_the_waves(planned: Stage) -> None:
    page = page_of(planned)
    last = shown(page)[3][0]
    page.board.choose((last,))
    press(page, 3, Qt.Key.Key_Right, ALT)
    assert last in shown(page)[3]


def test_the_arrows_go_from_lane_to_lane(planned: Stage) -> None:
    page = page_of(planned)
    page.board.choose((shown(page)[1][1],))
    press(page, 1, Qt.Key.Key_Right)
    assert page.board.chosen_lane() is lane_of(page, 2)
    assert len(page.board.chosen_rows()) == 1
    press(page, 2, Qt.Key.Key_Left)
    assert page.board.chosen_lane() is lane_of(page, 1)


def test_l_locks_and_unlocks_and_delete_takes_out(planned: Stage) -> None:
    page = page_of(planned)
    one, other = shown(page)[2][:2]
    page.board.choose((one, other))
    press(page, 2, Qt.Key.Key_L)
    assert all(row.locked for row in page.board.chosen_rows())
    press(page, 2, Qt.Key.Key_L)
    assert not any(row.locked for row in page.board.chosen_rows())
    press(page, 2, Qt.Key.Key_Delete)
    assert {one, other} <= set(shown(page)[REST])
    assert one not in shown(page)[2]
    page.moves.move((one,), 1)
    assert one in shown(page)[1]


def test_a_drag_puts_suppliers_where_they_are_dropped(planned: Stage) -> None:
    page = page_of(planned)
    moved = tuple(shown(page)[2][:2])
    page.board.choose(moved)
    source, target = lane_of(page, 2), lane_of(page, 1)
    source.list.dragged.emit(True)
    drop(target, names(page))
    source.list.dragged.emit(False)
    assert set(moved) <= set(shown(page)[1])
    assert target.figures.text().startswith("4 of 2 suppliers")
    assert target.breaches.isVisible()
    assert "may have 2" in target.breaches.text()


def test_a_drop_that_is_no_drag_of_ours_does_nothing(planned: Stage) -> None:
    page = page_of(planned)
    before = shown(page)
    target = lane_of(page, 1)
    strange = QMimeData()
    strange.setText("1\n2\n3")
    assert not drop(target, strange)
    page.board.choose(tuple(before[2][:1]))
    lane_of(page, 2).list.dragged.emit(True)
    prepared = QMimeData()
    prepared.setData("application/x-qabstractitemmodeldatalist", b"\0\0\0\0")
    assert not drop(target, prepared)
    lane_of(page, 2).list.dragged.emit(False)
    model = target.list.lane
    assert not model.dropMimeData(strange, Qt.DropAction.MoveAction, 0, 0, model.index(-1))
    assert model.mimeTypes() == ["text/plain"]
    assert shown(page) == before


def names(page: RolloutPage) -> QMimeData:
    chosen = page.board.chosen_lane()
    assert chosen is not None
    return chosen.list.lane.mimeData(chosen.list.selectionModel().selectedIndexes())


def drop(lane: Lane, data: QMimeData) -> bool:
    """Drag over a lane and let go there; whether it was taken."""
    actions, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(20, 20), actions, data, left, NONE)
    enter.ignore()
    lane.dragEnterEvent(enter)
    event = QDropEvent(QPointF(20, 20), actions, data, left, NONE, QEvent.Type.Drop)
    event.ignore()
    lane.dropEvent(event)
    return enter.isAccepted() and event.isAccepted()


def test_whoever_has_been_written_to_is_asked_about(planned: Stage) -> None:
    session = session_of(planned)
    page = page_of(planned)
    written = shown(page)[1][0]
    session.run(
        RecordLetters((WrittenTo(written, LetterKind.NEW_EAN, "0" * 64, "b.docx"),), "new-gradual", NEW_EAN)
    )
    planned.messages.answers = ["cancel"]
    page.moves.move((written,), 2)
    assert written in shown(page)[1]
    assert "tell them the new dates" in planned.messages.asked[-1].text
    planned.messages.answers = ["move"]
    page.moves.move((written,), 2)
    assert written in shown(page)[2]


def test_a_wave_is_split(planned: Stage) -> None:
    page = page_of(planned)
    off = tuple(shown(page)[2][:2])
    page.board.choose(off)
    page.moves.split()
    assert set(shown(page)[4]) == set(off)
    assert page.board.chosen_lane() is lane_of(page, 4)


def test_the_menus_offer_what_can_be_done(planned: Stage) -> None:
    page = page_of(planned)
    one = shown(page)[2][0]
    page.board.choose((one,))
    menu = menus.of_suppliers(page)
    entries = {action.text(): action for action in menu.actions() if action.text()}
    assert entries["Lock in the wave"].shortcut().toString() == "L"
    waves = entries["Move to"].menu()
    assert waves is not None
    to = [action.text() for action in waves.actions()]  # type: ignore[attr-defined]  # a QMenu
    assert to == ["Pilot", "Wave 3"]
    waves.actions()[0].trigger()  # type: ignore[attr-defined]
    assert one in shown(page)[1]
    menu.deleteLater()
    wave = menus.of_wave(page, 3)
    next(action for action in wave.actions() if action.text() == "Choose all its suppliers").trigger()
    assert [row.supplier_id for row in page.board.chosen_rows()] == shown(page)[3]
    wave.deleteLater()


def test_a_supplier_that_stays_in_the_erp_cannot_be_dragged_into_a_wave(planned: Stage) -> None:
    page = page_of(planned)
    rest = lane_of(page, REST).list
    rest.selectAll()
    assert [row.movable for row in rest.lane.rows] == [False]
    before = shown(page)
    rest.dragged.emit(True)
    assert not drop(lane_of(page, 1), names(page))
    rest.dragged.emit(False)
    press(page, REST, Qt.Key.Key_Left, ALT)
    assert shown(page) == before


# ----------------------------------------------------------------------------------- proposals, dates, gate


def test_a_new_proposal_is_shown_before_it_is_taken_over(planned: Stage) -> None:
    page = page_of(planned)
    before = shown(page)

    def widen(dialog: LimitsDialog) -> None:
        type_in(dialog.fields[Term.WAVE_SUPPLIERS].field, "5")
        QTimer.singleShot(0, lambda: see(page, keep=True))
        dialog.accept_button.click()

    seen: list[str] = []

    def see(page: RolloutPage, *, keep: bool) -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReplanDialog)
        seen.extend([dialog.sentence.text(), *dialog.lines])
        dialog.reject() if keep else dialog.accept_button.click()

    answer(LimitsDialog, widen, page.proposals.set_limits)
    assert shown(page) == before
    assert seen[0].startswith("2 suppliers change wave. 1 wave is no longer needed.")
    assert any(line.endswith("Wave 3 → Wave 2") for line in seen)
    assert rollout(session_of(planned)).terms == SMALL


def test_what_is_locked_stays_through_a_new_proposal(planned: Stage) -> None:
    page = page_of(planned)
    moved = shown(page)[1][0]
    session_of(planned).run(MoveSuppliers((moved,), 3))
    answer(ReplanDialog, lambda dialog: dialog.accept_button.click(), page.again_button.click)
    assert moved in shown(page)[3]
    assert len(shown(page)[1]) == 2
    page.again_button.click()
    assert planned.messages.said[-1] == ("info", "A new proposal is the same as the plan you have.")


def test_limits_that_make_no_sense_are_not_taken(planned: Stage) -> None:
    page = page_of(planned)

    def fill(dialog: LimitsDialog) -> None:
        labelled = dialog.fields[Term.PILOT_SUPPLIERS]
        type_in(labelled.field, "mange")
        dialog.closed.setPlainText("30-07-2027 – 12-07-2027 Sommerferie")
        dialog.accept_button.click()
        assert dialog.isVisible()
        assert labelled.said.text() == "Write a number from 1 to 10,000."
        assert dialog.closed_said.isVisible()
        dialog.reject()

    answer(LimitsDialog, fill, page.limits_button.click)
    assert rollout(session_of(planned)).terms == SMALL


def test_closed_weeks_move_the_dates_of_a_new_proposal(planned: Stage) -> None:
    page = page_of(planned)
    first = rollout(session_of(planned)).waves[0].wave.dates.cut_over

    def close(dialog: LimitsDialog) -> None:
        dialog.closed.setPlainText(f"{first:%d-%m-%Y} Systemlukning")
        QTimer.singleShot(0, take)
        dialog.accept_button.click()

    def take() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ReplanDialog)
        assert any("instead of" in line for line in dialog.lines)
        dialog.accept_button.click()

    answer(LimitsDialog, close, page.limits_button.click)
    found = rollout(session_of(planned))
    assert found.waves[0].wave.dates.cut_over > first
    assert found.terms.closed == (ClosedPeriod(first, first, "Systemlukning"),)
    assert (
        session_of(planned).municipality.closed_weeks
        == f"{first.isoformat()}..{first.isoformat()} Systemlukning"
    )


def test_dates_show_what_follows_before_they_are_set(planned: Stage) -> None:
    page = page_of(planned)

    def fill(dialog: DatesDialog) -> None:
        type_in(dialog.field.field, "28-03-2027")  # Easter Day
        dialog.show_what_follows()
        assert dialog.breaches.isVisible()
        assert "day off" in dialog.breaches.text()
        assert dialog.lines.count() == 4
        dialog.accept_button.click()

    answer(DatesDialog, fill, lambda: page.proposals.set_dates(1))
    assert "28\u00a0Mar\u00a02027" in lane_of(page, 1).days.text()
    assert "day off" in lane_of(page, 1).breaches.text()


def test_a_gate_opens_only_with_a_reason(planned: Stage) -> None:
    page = page_of(planned)
    assert lane_of(page, 2).waits.text() == "Waits for the gate of: Pilot"

    def fill(dialog: GateDialog) -> None:
        assert not dialog.open_button.isEnabled()
        dialog.note_field.setPlainText("Aftalt med ydelsescentret")
        dialog.open_button.click()

    answer(GateDialog, fill, lane_of(page, 1).gate.click)
    assert lane_of(page, 1).gate.text() == "Gate: Opened by hand"
    assert not lane_of(page, 2).waits.isVisible()
    answer(GateDialog, lambda dialog: dialog.shut_button.click(), lane_of(page, 1).gate.click)
    assert lane_of(page, 2).waits.isVisible()


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
