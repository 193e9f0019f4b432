"""Can a person see what must be done before go-live, do it, move it, and take it along?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.checklist import TaskStatus
from desktop.texts import dates
from desktop.ui.pages.tasks import TasksPage, dialogs
from desktop.ui.pages.tasks.columns import TaskFilter
from desktop.ui.pages.tasks.dialogs import OwnTaskDialog
from desktop.ui.pages.tasks.page import View
from desktop.ui.widgets.fields import Labelled, LineField
from desktop.workspace.checklist import checklist_of
from desktop.workspace.operations import ChooseEan, SetUp
from desktop.workspace.operations.tasks import AddTask
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage

GO_LIVE = date(2027, 3, 1)


@pytest.fixture
def planned(open_plan: Callable[[Session], Stage]) -> Stage:
    """A municipality with KMD Opus and a go-live that is far away."""
    session = plans.small_plan()
    later = max(GO_LIVE, session.today + timedelta(days=400))
    session.run(SetUp(replace(session.municipality, erp="opus", go_live=later)))
    return open_plan(session)


@pytest.fixture
def untold(open_plan: Callable[[Session], Stage]) -> Stage:
    """A municipality whose ERP system nobody has told."""
    session = plans.small_plan()
    session.run(SetUp(replace(session.municipality, erp="")))
    return open_plan(session)


def page_of(stage: Stage, **filters: str) -> TasksPage:
    stage.window.go_to("tasks", **filters)
    page = stage.window.host.page("tasks")
    assert isinstance(page, TasksPage)
    return page


def session_of(stage: Stage) -> Session:
    assert stage.plan.session is not None
    return stage.plan.session


def status_of(stage: Stage, key: str) -> TaskStatus:
    return next(one for one in checklist_of(session_of(stage)).tasks if one.key == key).state.status


def write(field: Labelled, text: str) -> None:
    line = field.field
    assert isinstance(line, LineField)
    line.setFocus()
    line.setText(text)
    line.editingFinished.emit()


# ------------------------------------------------------------------------------------------- the answer


def test_the_answer_is_how_many_are_left_and_what_comes_next(planned: Stage) -> None:
    page = page_of(planned)
    tasks = checklist_of(session_of(planned)).tasks
    assert page.headline.answer.text() == f"{len(tasks)} of {len(tasks)} tasks are left"
    following = page.headline.following.text()
    assert following.startswith("Next: Få bogføringssystemet klargjort, by ")
    assert "Responsible: " in following
    assert "ØiR 03 was due on 18" in following  # its fixed day was in 2020
    page.headline.open_button.click()
    assert page.drawer.isVisible()
    assert page.drawer.task is not None
    assert page.drawer.task.key == "sa-06"


def test_another_go_live_is_tried_without_being_saved(planned: Stage) -> None:
    page = page_of(planned)
    before = session_of(planned).municipality.go_live
    assert before is not None
    wanted = before + timedelta(days=70)
    old = page.answers.task("efaktura-7").dates  # type: ignore[union-attr]  # it is shown
    write(page.headline.other, f"{wanted:%d-%m-%Y}")
    page.headline.try_button.click()
    new = page.answers.task("efaktura-7").dates  # type: ignore[union-attr]
    assert new is not None
    assert old is not None
    assert new.counted_end - old.counted_end == timedelta(days=70)
    assert "Nothing is saved" in page.headline.go_live.text()
    assert session_of(planned).municipality.go_live == before
    page.headline.back_button.click()
    assert page.answers is not None
    assert page.answers.trial is None
    assert page.answers.checklist.go_live == before


def test_the_tried_go_live_can_be_taken_and_taken_back(planned: Stage) -> None:
    page = page_of(planned)
    before = session_of(planned).municipality.go_live
    assert before is not None
    page.try_go_live(before + timedelta(days=70))
    page.headline.take_button.click()
    assert session_of(planned).municipality.go_live == before + timedelta(days=70)
    assert page.answers is not None
    assert page.answers.trial is None
    assert not page.headline.take_button.isVisible()
    planned.plan.undo()
    assert session_of(planned).municipality.go_live == before


def test_what_is_no_date_is_not_tried(planned: Stage) -> None:
    page = page_of(planned)
    write(page.headline.other, "snart")
    page.headline.try_button.click()
    assert page.answers is not None
    assert page.answers.trial is None
    assert page.headline.other.said.text()


# -------------------------------------------------------------------------------------------- the board


def test_a_card_is_moved_with_the_keys_and_stays_chosen(planned: Stage) -> None:
    page = page_of(planned)
    opened = page.board.columns[TaskStatus.OPEN]
    page.board.choose("efaktura-7", focus=True)
    QTest.keyClick(opened, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert status_of(planned, "efaktura-7") is TaskStatus.STARTED
    assert page.board.current_key() == "efaktura-7"
    begun = page.board.columns[TaskStatus.STARTED]
    QTest.keyClick(begun, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert status_of(planned, "efaktura-7") is TaskStatus.DONE
    planned.plan.undo()
    assert status_of(planned, "efaktura-7") is TaskStatus.STARTED


def test_a_card_is_dragged_into_another_column(planned: Stage) -> None:
    page = page_of(planned)
    opened, done = (page.board.columns[one].cards for one in (TaskStatus.OPEN, TaskStatus.DONE))
    data = opened.mimeData([opened.index(opened.row_of("efaktura-2"), 0)])
    assert data.formats() == ["text/plain"]
    assert done.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert done.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, QModelIndex())
    assert status_of(planned, "efaktura-2") is TaskStatus.DONE
    assert done.row_of("efaktura-2") >= 0
    assert opened.row_of("efaktura-2") < 0


def test_a_drop_of_the_mouse_moves_the_card(planned: Stage, qapp: QApplication) -> None:
    page = page_of(planned)
    qapp.processEvents()
    opened, done = (page.board.columns[one] for one in (TaskStatus.OPEN, TaskStatus.DONE))
    data = opened.cards.mimeData([opened.cards.index(opened.cards.row_of("efaktura-2"), 0)])
    spot = done.viewport().rect().center()
    for kind in (QDragEnterEvent, QDragMoveEvent):
        enter = kind(
            spot,
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(done.viewport(), enter)
        assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(spot),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(done.viewport(), drop)
    assert status_of(planned, "efaktura-2") is TaskStatus.DONE


@pytest.mark.parametrize("text", ["efaktura-2", "Hej", "ean-planner-task:ukendt", ""])
def test_nothing_else_is_dropped_on_the_board(planned: Stage, text: str) -> None:
    page = page_of(planned)
    entries = len(session_of(planned).history())
    data = QMimeData()
    data.setText(text)
    page.board.columns[TaskStatus.DONE].cards.dropMimeData(
        data, Qt.DropAction.MoveAction, -1, -1, QModelIndex()
    )
    assert len(session_of(planned).history()) == entries


def test_left_and_right_go_from_column_to_column(planned: Stage) -> None:
    page = page_of(planned)
    page.board.choose("efaktura-7", focus=True)
    QTest.keyClick(page.board.columns[TaskStatus.OPEN], Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.board.columns[TaskStatus.STARTED], Qt.Key.Key_Left)
    assert page.board.current_key() not in ("", "efaktura-7")
    QTest.keyClick(page.board.columns[TaskStatus.OPEN], Qt.Key.Key_Right)
    assert page.board.current_key() == "efaktura-7"


def test_a_click_opens_the_card(planned: Stage, qapp: QApplication) -> None:
    page = page_of(planned)
    qapp.processEvents()
    view = page.board.columns[TaskStatus.OPEN]
    spot = view.visualRect(view.cards.index(1, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
    assert page.drawer.isVisible()
    assert page.drawer.task is not None
    assert page.drawer.task.key == view.cards.task(1).key


# -------------------------------------------------------------------------------------------- the panel


def test_go_to_opens_a_card_with_everything_the_checklist_tells(planned: Stage) -> None:
    page = page_of(planned, task="efaktura-4")
    drawer = page.drawer
    assert drawer.isVisible()
    assert drawer.texts["scope"].text.text() == "Medium/Large"
    assert "(our proposal)" in drawer.method.title.text()
    assert "(our proposal)" not in drawer.texts["consequence"].title.text()
    assert "afsnit 6.32" in drawer.texts["reading"].text.text()
    assert "our assumption" in drawer.when.where_from.text()
    assert not drawer.mail.isVisible()


def test_a_ticked_step_begins_the_task(planned: Stage) -> None:
    page = page_of(planned, task="efaktura-2")
    page.drawer.method.boxes[1].box.click()
    assert status_of(planned, "efaktura-2") is TaskStatus.STARTED
    assert page.drawer.method.boxes[1].box.isChecked()
    page.drawer.method.boxes[1].box.click()
    state = next(one for one in checklist_of(session_of(planned)).tasks if one.key == "efaktura-2").state
    assert state.steps_done == frozenset()
    assert state.status is TaskStatus.STARTED


def test_who_when_and_note_are_kept_and_dates_counted_again(planned: Stage) -> None:
    page = page_of(planned, task="efaktura-2")
    counted = page.drawer.task.dates  # type: ignore[union-attr]  # it is open
    write(page.drawer.when.owner, "Ole i Økonomi")
    write(page.drawer.when.end, "15-02-2027")
    page.drawer.note_field.setPlainText("Ring til Ole")
    page.drawer.note_field.finished.emit()
    task = page.drawer.task
    assert task is not None
    assert task.dates is not None
    assert (task.state.owner, task.state.note) == ("Ole i Økonomi", "Ring til Ole")
    assert task.dates.end == date(2027, 2, 15)
    assert task.state.start is None  # only what was written stands by hand
    assert "Set by you" in page.drawer.when.where_from.text()
    page.drawer.when.again.click()
    assert page.drawer.task is not None
    assert page.drawer.task.dates == counted


def test_leaving_a_field_as_it_was_changes_nothing(planned: Stage) -> None:
    page = page_of(planned, task="efaktura-2")
    entries = len(session_of(planned).history())
    for field in (page.drawer.when.owner, page.drawer.when.start, page.drawer.when.end):
        assert isinstance(field.field, LineField)
        field.field.editingFinished.emit()
    page.drawer.note_field.finished.emit()
    assert len(session_of(planned).history()) == entries


def test_related_tasks_are_a_click_away(planned: Stage) -> None:
    page = page_of(planned, task="efaktura-8")
    assert set(page.drawer.before.links) == {"efaktura-7"}
    page.drawer.before.links["efaktura-7"].click()
    assert page.drawer.task is not None
    assert page.drawer.task.key == "efaktura-7"


def test_f4_opens_and_closes_the_panel(planned: Stage) -> None:
    page = page_of(planned)
    assert page.toggle_drawer()
    assert page.drawer.isVisible()
    page.toggle_drawer()
    assert not page.drawer.isVisible()


# -------------------------------------------------------------------------------------------- own tasks


def test_own_tasks_come_change_and_go(planned: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(planned)
    answers = iter((("Bestil lokale", "Alle er der", "11-01-2027"), ("Bestil et lokale", "", "12-01-2027")))

    def accept(dialog: OwnTaskDialog) -> int:
        title, goal, end = next(answers)
        write(dialog.title, title)
        write(dialog.goal, goal)
        write(dialog.end, end)
        dialog.accept_button.click()
        return dialog.result()

    monkeypatch.setattr(dialogs.OwnTaskDialog, "exec", accept)
    page.new_button.click()
    assert page.answers is not None
    own = page.answers.tasks[-1]
    assert own.definition.title == "Bestil lokale"
    page.open_task(own.key)
    assert page.drawer.own.isVisible()
    page.drawer.edit.click()
    changed = page.answers.task(own.key)
    assert changed is not None
    assert changed.definition.title == "Bestil et lokale"
    assert changed.state.end == date(2027, 1, 12)
    page.drawer.remove.click()
    assert page.answers.task(own.key) is None
    assert not page.drawer.isVisible()


def test_an_own_task_needs_words(planned: Stage) -> None:
    dialog = OwnTaskDialog(None, planned.window)
    dialog.show()
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert dialog.title.said.text()
    dialog.reject()


# ------------------------------------------------------------------------------------- list and timeline


def test_the_list_filters_and_searches(planned: Stage) -> None:
    page = page_of(planned, view="list")
    page.board.moved.emit("efaktura-7", TaskStatus.DONE)
    page.filters.buttons[TaskFilter.SETTLED.value].click()
    assert [row.key for row in page.model.shown_rows()] == ["efaktura-7"]
    page.filters.buttons[TaskFilter.CONFLICT.value].click()
    assert [row.key for row in page.model.shown_rows()] == ["oeir-03"]
    page.filters.buttons[TaskFilter.ALL.value].click()
    page.search.setText("nemhandel")
    assert "nemhandel" in {row.key for row in page.model.shown_rows()}
    assert page.model.shown < page.model.total


def test_a_row_opens_its_task(planned: Stage) -> None:
    page = page_of(planned, view="list")
    page.view.selectRow(2)
    row = page.view.current_row()
    assert row is not None
    assert page.drawer.task is not None
    assert page.drawer.task.key == row.key


def test_the_timeline_is_walked_by_keys_and_has_a_table_twin(planned: Stage) -> None:
    page = page_of(planned, view="timeline")
    chart = page.timeline
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.point == 1
    assert chart.shown_sentence()
    twin = chart.table()
    assert len(twin.rows) == len(chart.keys) == len(chart.sentences())
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert page.drawer.task is not None
    assert page.drawer.task.key == chart.keys[1]


def test_weeks_that_are_closed_are_seen_in_the_timeline(planned: Stage) -> None:
    page = page_of(planned, view="timeline")
    before = page.timeline.picture().toImage()
    session = session_of(planned)
    soon = session.today + timedelta(days=14)
    closed = f"{soon.isoformat()}..{(soon + timedelta(days=4)).isoformat()}"
    session.run(SetUp(replace(session.municipality, closed_weeks=closed)))
    page.refresh(None)
    assert page.timeline.picture().toImage() != before


def test_what_is_done_has_no_bar_that_could_move(planned: Stage) -> None:
    page = page_of(planned, view="timeline")
    assert "efaktura-7" in page.timeline.keys
    page.board.moved.emit("efaktura-7", TaskStatus.DONE)
    assert "efaktura-7" not in page.timeline.keys


def test_without_a_plan_the_page_offers_one(stage: Stage) -> None:
    page = page_of(stage)
    assert not page.new_button.isEnabled()
    page.add_own()
    page.toggle_drawer()
    assert not page.drawer.isVisible()


def test_the_view_stays_when_the_plan_changes(planned: Stage) -> None:
    page = page_of(planned, view="list")
    page.board.moved.emit("efaktura-7", TaskStatus.DONE)
    assert page.views.current == View.LIST


# ----------------------------------------------------------------------------------------- typed dates


def test_a_task_that_would_begin_after_its_end_is_refused_with_both_dates(planned: Stage) -> None:
    page = page_of(planned)
    page.open_task("nemhandel")
    when = page.drawer.when
    assert page.drawer.task is not None
    before = page.drawer.task.dates
    assert before is not None
    write(when.start, "1/12-2030")
    assert dates.short(date(2030, 12, 1)) in when.start.said.text()
    assert dates.short(before.end) in when.start.said.text()
    assert page.drawer.task.state.start is None


def test_an_own_task_that_would_end_before_it_begins_stays_in_its_form(planned: Stage) -> None:
    dialog = OwnTaskDialog(None, planned.window, today=date(2026, 11, 20))
    dialog.show()
    write(dialog.title, "Bestil lokale")
    write(dialog.start, "2/12")
    write(dialog.end, "1/12")
    dialog.accept_button.click()
    assert dialog.isVisible()
    assert "2026" in dialog.end.said.text()
    write(dialog.end, "fredag")
    write(dialog.start, "i morgen")
    dialog.accept_button.click()
    assert dialog.days == (date(2026, 11, 21), date(2026, 11, 27))


def test_own_tasks_are_changed_by_f2_and_removed_by_delete_and_klik_tasks_are_not(
    planned: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(planned, view="list")
    assert page.answers is not None
    page.context.run(AddTask("Bestil lokale", "", None, None))
    own = page.answers.tasks[-1]
    asked: list[str] = []

    def look(dialog: OwnTaskDialog) -> int:
        asked.append(dialog.title.text())
        return 0

    monkeypatch.setattr(dialogs.OwnTaskDialog, "exec", look)
    count = len(page.answers.tasks)
    for task in (page.answers.tasks[0], own):
        page.open_task(task.key)
        page.view.setFocus()
        menu = page.context_menu(page.view)
        offered = [one.text() for one in menu.actions()]
        assert ("&Remove the task" in offered) is (task is own)
        menu.deleteLater()
        for key in (Qt.Key.Key_F2, Qt.Key.Key_Delete):
            QTest.keyClick(page.view, key)
        assert len(page.answers.tasks) == (count if task is not own else count - 1)
    assert asked == ["Bestil lokale"]
    planned.plan.undo()
    assert page.answers.task(own.key) is not None


def test_what_the_plan_knows_of_the_choice_is_said_and_set_to_done_by_the_person(planned: Stage) -> None:
    session = session_of(planned)
    page = page_of(planned, task="efaktura-7")
    assert page.drawer.known.isHidden()
    all_of_them = page.rows_in_words(*page.counted())
    session.run(ChooseEan("new", session.municipality.new_ean))
    page.refresh(None)
    assert not page.drawer.known.isHidden()
    assert page.drawer.known.fact.text().startswith("You have chosen: ")
    assert status_of(planned, "efaktura-7") is TaskStatus.OPEN, "the person says when it is done"
    page.drawer.known.button.click()
    assert status_of(planned, "efaktura-7") is TaskStatus.DONE
    assert page.drawer.known.isHidden()
    assert page.rows_in_words(*page.counted()) != all_of_them


def test_the_earliest_day_says_that_begun_tasks_are_not_counted(planned: Stage) -> None:
    page = page_of(planned)
    told = "Tasks that you have begun are not counted."
    assert told not in page.headline.earliest.text()
    page.open_task("efaktura-7")
    page.drawer.method.boxes[0].box.click()
    assert told in page.headline.earliest.text()


def test_the_list_says_how_many_tasks_are_for_others(planned: Stage) -> None:
    assert "for other ERP systems" in page_of(planned).status.rows


def test_without_the_erp_system_no_task_is_for_others(untold: Stage) -> None:
    assert "other ERP systems" not in page_of(untold).status.rows
