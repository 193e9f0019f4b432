"""The checklist: dates counted back from go-live, who has which task, conflicts, and which go-live holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.checklist import (
    BEFORE_LETTERS,
    ChecklistTask,
    Circumstances,
    Conflict,
    Counted,
    Counting,
    Fixed,
    TaskDefinition,
    TaskState,
    TaskStatus,
    checklist,
)
from desktop.domain.go_live import earliest_go_live, latest_go_live
from desktop.domain.working_days import WorkingCalendar
from desktop.workspace.checklist_data import erp_table, task_definitions

TODAY = date(2026, 11, 20)
CALENDAR = WorkingCalendar()
GO_LIVES = st.dates(date(2026, 1, 1), date(2030, 12, 31)).map(CALENDAR.on_or_after)
DEFINITIONS = task_definitions()


def tasks(
    go_live: date | None = date(2027, 3, 1),
    states: Mapping[str, TaskState] | None = None,
    *,
    definitions: tuple[TaskDefinition, ...] = DEFINITIONS,
    today: date = TODAY,
    first_letter: date | None = None,
    erp: str = "",
    option: str = "",
) -> dict[str, ChecklistTask]:
    where = Circumstances(today, go_live, first_letter, erp, option, CALENDAR)
    return {task.key: task for task in checklist(definitions, states or {}, where)}


def test_sa_06_is_counted_back_as_its_board_counts() -> None:
    dates = tasks()["sa-06"].dates
    assert dates is not None
    assert (dates.start, dates.end) == (date(2026, 8, 31), date(2026, 10, 8))


def test_oeir_03_stands_whatever_go_live_is() -> None:
    for go_live in (None, date(2027, 3, 1), date(2029, 1, 2)):
        dates = tasks(go_live)["oeir-03"].dates
        assert dates is not None
        assert (dates.start, dates.end) == (date(2020, 3, 9), date(2020, 3, 18))


def test_the_guides_order_is_kept() -> None:
    order = [key for key in tasks(erp="opus") if key.startswith(("efaktura", "sagstyper"))]
    numbers = ["efaktura-7", "efaktura-8", "efaktura-2", "efaktura-3", "efaktura-9"]
    assert order == ["efaktura-1", *numbers, "sagstyper-2", *(f"efaktura-{n}" for n in (5, 6, 10, 4))]


@given(GO_LIVES)
def test_no_counted_date_is_a_day_off_and_none_is_later_than_the_board_says(go_live: date) -> None:
    for task in tasks(go_live).values():
        if task.stays or task.dates is None:
            continue
        assert CALENDAR.works(task.dates.start)
        assert CALENDAR.works(task.dates.end)
        assert task.dates.start <= task.dates.counted_start
        assert task.dates.start <= task.dates.end <= task.dates.counted_end


@given(GO_LIVES, st.integers(1, 120))
def test_moving_go_live_moves_every_open_counted_task_and_no_other(go_live: date, working_days: int) -> None:
    done = TaskState(TaskStatus.DONE)
    by_hand = TaskState(start=date(2027, 1, 4), end=date(2027, 1, 15))
    states = {"efaktura-3": done, "efaktura-9": by_hand}
    later = CALENDAR.moved(go_live, working_days)
    before, after = tasks(go_live, states), tasks(later, states)
    for key, task in before.items():
        old, new = task.dates, after[key].dates
        if key == "efaktura-3":
            assert old is new is None  # done: it has no deadline that could move
            continue
        assert old is not None
        assert new is not None
        if key in ("oeir-03", "efaktura-9"):
            assert new == old
            continue
        # Counted in calendar days, as the boards do; a day off moves what is shown, never past the count.
        assert new.counted_end - old.counted_end == later - go_live
        assert new.end >= old.end
        if later - go_live > timedelta(days=9):  # longer than any row of days off
            assert new.end > old.end
            assert new.start > old.start


def test_a_done_task_is_settled_wherever_go_live_moves() -> None:
    task = tasks(states={"sa-06": TaskState(TaskStatus.DONE)})["sa-06"]
    assert task.stays
    assert task.conflicts == ()


@given(GO_LIVES, st.integers(1, 60))
def test_working_day_offsets_move_by_exactly_as_many_working_days(go_live: date, moved: int) -> None:
    rule = TaskDefinition("own", "Egen opgave", dates=Counted(-10, -4, Counting.WORKING))
    old = tasks(go_live, definitions=(rule,))["own"].dates
    new = tasks(CALENDAR.moved(go_live, moved), definitions=(rule,))["own"].dates
    assert old is not None
    assert new is not None
    assert CALENDAR.between(old.end, go_live) == 10
    assert CALENDAR.between(old.start, old.end) == 4
    assert CALENDAR.between(old.end, new.end) == moved
    assert CALENDAR.between(old.start, new.start) == moved


@pytest.mark.parametrize(
    ("erp", "eight", "eight_b"), [("oes", False, True), ("opus", True, False), ("", True, True)]
)
def test_oes_indsigt_has_8b_and_everybody_else_8(erp: str, eight: bool, eight_b: bool) -> None:
    found = tasks(erp=erp)
    assert ("efaktura-8" in found, "efaktura-8b" in found) == (eight, eight_b)


def test_a_reused_number_is_not_registered_and_a_new_one_is() -> None:
    assert "nemhandel" not in tasks(option="reuse")
    assert "routing-reused" in tasks(option="reuse")
    assert "nemhandel" in tasks(option="new-gradual")


def test_what_was_done_stays_on_the_list_when_it_no_longer_applies() -> None:
    assert "nemhandel" in tasks(option="reuse", states={"nemhandel": TaskState(TaskStatus.DONE)})


def test_without_go_live_counted_tasks_say_so() -> None:
    task = tasks(None)["efaktura-2"]
    assert task.dates is None
    assert [one.conflict for one in task.conflicts] == [Conflict.NO_GO_LIVE]


def test_conflicts_with_today() -> None:
    found = tasks()
    assert [one.conflict for one in found["sa-06"].conflicts] == [Conflict.OVERDUE]
    assert [one.conflict for one in found["efaktura-7"].conflicts] == [Conflict.STARTS_IN_THE_PAST]
    started = tasks(states={"efaktura-7": TaskState(TaskStatus.STARTED)})["efaktura-7"]
    assert started.conflicts == ()
    assert found["efaktura-4"].conflicts == ()


def test_a_task_set_before_what_it_needs_is_told_with_the_other() -> None:
    early = TaskState(start=date(2026, 11, 23), end=date(2026, 11, 24))
    found = tasks(states={"efaktura-3": early})["efaktura-3"].conflicts
    assert [(one.conflict, one.other) for one in found] == [(Conflict.BEFORE_WHAT_IT_NEEDS, "efaktura-2")]


def test_a_task_set_after_go_live_is_told() -> None:
    late = TaskState(end=date(2027, 3, 2))
    found = tasks(states={"efaktura-2": late})["efaktura-2"].conflicts
    assert [one.conflict for one in found] == [Conflict.AFTER_GO_LIVE]


def test_registration_and_routing_must_stand_before_the_first_letter() -> None:
    found = tasks(option="new-gradual", first_letter=date(2026, 12, 10))
    for key in BEFORE_LETTERS:
        assert Conflict.AFTER_FIRST_LETTER in [one.conflict for one in found[key].conflicts]
    settled = dict.fromkeys(BEFORE_LETTERS, TaskState(TaskStatus.DONE))
    found = tasks(option="new-gradual", first_letter=date(2026, 12, 10), states=settled)
    assert all(not found[key].conflicts for key in BEFORE_LETTERS)


@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)))
def test_the_earliest_go_live_is_the_first_that_starts_nothing_in_the_past(today: date) -> None:
    def starts(go_live: date) -> list[date]:
        found = tasks(go_live, today=today).values()
        return [task.dates.start for task in found if not task.stays and task.dates is not None]

    where = Circumstances(today, date(2027, 3, 1), calendar=CALENDAR)
    first = earliest_go_live(tasks(today=today).values(), where)
    assert first is not None
    assert CALENDAR.works(first)
    assert min(starts(first)) >= today
    assert min(starts(CALENDAR.moved(first, -1))) < today


def test_a_fixed_task_bounds_go_live_by_what_it_needs_before() -> None:
    needed = TaskDefinition("needed", "Først", dates=Counted(-10, -5))
    fixed = TaskDefinition("fixed", "Så", after=("needed",), dates=Fixed(date(2027, 2, 1), date(2027, 2, 12)))
    where = Circumstances(TODAY, date(2027, 3, 1), calendar=CALENDAR)
    found = checklist((needed, fixed), {}, where)
    # Ten days before 24 February is a Sunday, so the work is to be done on Friday the 12th.
    assert latest_go_live(found, where) == date(2027, 2, 24)
    assert latest_go_live(checklist((needed,), {}, where), where) is None
    # At that go-live the needed task is done in time; a working day later it is not.
    assert tasks(date(2027, 2, 24), definitions=(needed, fixed))["fixed"].conflicts == ()
    assert tasks(date(2027, 2, 25), definitions=(needed, fixed))["fixed"].conflicts != ()


def test_every_task_refers_to_tasks_that_exist() -> None:
    keys = {task.key for task in DEFINITIONS}
    assert len(keys) == len(DEFINITIONS)
    for task in DEFINITIONS:
        assert set(task.related) | set(task.after) <= keys
        assert task.title
        assert task.goal
        assert task.method
        assert task.result
        assert task.doer
        assert set(task.assumed) <= {field.name for field in fields(task)}


@pytest.mark.parametrize(
    ("erp", "municipality", "responsible", "mails"),
    [
        ("opus", "Aalborg Kommune", "KMD", 2),
        ("prisme", "Kolding Kommune", "Kolding Kommune", 1),
        ("prisme", "Haderslev", "Fujitsu", 1),
        ("prisme", "Herning Kommune", "Fujitsu", 2),
        ("prisme", "Varde", "Fujitsu", 2),
        ("kvantum", "Københavns Kommune", "Københavns Kommune", 2),
        ("oes", "Odder Kommune", "Ejerkredsen/EG", 1),
        ("opus", "Kolding", "KMD", 2),
        ("", "Eksempelby", "", 1),
    ],
)
def test_whom_a_municipality_writes_to(erp: str, municipality: str, responsible: str, mails: int) -> None:
    contact = erp_table().contact(erp=erp, municipality=municipality)
    assert (contact.responsible, contact.mails) == (responsible, mails)
