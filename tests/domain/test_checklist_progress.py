"""Is the answer of the checklist right: how many are left, late, and which comes next?"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.checklist import (
    Circumstances,
    Counted,
    Fixed,
    Origin,
    TaskDefinition,
    TaskState,
    TaskStatus,
    checklist,
)
from desktop.domain.checklist_progress import progress
from desktop.domain.go_live import deciding, earliest_go_live

TODAY = date(2026, 11, 20)
WHERE = Circumstances(as_of=TODAY, go_live=date(2027, 3, 1))
FIRST = TaskDefinition("a", "Først", order=1, dates=Counted(-60, -10))
THEN = TaskDefinition("b", "Så", order=2, dates=Counted(-70, -10), after=("a",))
OLD = TaskDefinition("c", "Gammel", order=3, dates=Fixed(date(2020, 3, 9), date(2020, 3, 18)))
OWN = TaskDefinition("d", "Egen", order=4, origin=Origin.OWN)
ALL = (FIRST, THEN, OLD, OWN)


def states(**status: TaskStatus) -> dict[str, TaskState]:
    return {key: TaskState(one) for key, one in status.items()}


def test_what_is_not_needed_is_not_counted_and_what_is_late_is() -> None:
    yesterday = date(2026, 11, 19)
    told = {
        **states(d=TaskStatus.NOT_NEEDED, a=TaskStatus.DONE),
        "b": TaskState(start=yesterday, end=yesterday),
    }
    found = progress(checklist(ALL, told, WHERE))
    assert (found.needed, found.left, found.overdue) == (3, 2, 1)
    assert [one.key for one in found.bygone] == ["c"]  # asked about, and not counted as late


def test_next_is_what_is_due_first_and_waits_for_nothing() -> None:
    done = TaskStatus.DONE
    following = progress(checklist(ALL, states(c=done), WHERE)).following
    assert following is not None
    assert following.key == "a"  # "b" is due earlier, but waits for it
    following = progress(checklist(ALL, states(c=done, a=done), WHERE)).following
    assert following is not None
    assert following.key == "b"
    following = progress(checklist(ALL, states(c=done, a=done, b=done), WHERE)).following
    assert following is not None
    assert following.key == "d"  # without a date: last


def test_nothing_left_is_nothing_next() -> None:
    found = progress(checklist(ALL, {one.key: TaskState(TaskStatus.DONE) for one in ALL}, WHERE))
    assert (found.left, found.overdue, found.following) == (0, 0, None)


def test_tasks_that_wait_for_each_other_still_have_a_next() -> None:
    circle = (
        TaskDefinition("x", "X", dates=Counted(-9, -1), after=("y",)),
        TaskDefinition("y", "Y", dates=Counted(-20, -1), after=("x",)),
    )
    following = progress(checklist(circle, {}, WHERE)).following
    assert following is not None
    assert following.key == "y"


@given(
    st.dictionaries(
        st.sampled_from([one.key for one in ALL]), st.builds(TaskState, st.sampled_from(TaskStatus))
    )
)
def test_left_and_done_are_what_is_needed(told: dict[str, TaskState]) -> None:
    tasks = checklist(ALL, told, WHERE)
    found = progress(tasks)
    done = sum(one.state.status is TaskStatus.DONE for one in tasks)
    assert found.left + done == found.needed <= len(tasks)
    assert found.overdue + found.late_start <= found.left
    assert (found.following is None) == (found.left == 0)


def test_the_task_that_begins_first_decides_the_earliest_go_live() -> None:
    tasks = checklist(ALL, {}, WHERE)
    found = deciding(tasks)
    assert found is not None
    assert found.key == "b"
    without = checklist(ALL, states(b=TaskStatus.NOT_NEEDED), WHERE)
    later, earlier = earliest_go_live(tasks, WHERE), earliest_go_live(without, WHERE)
    assert later is not None
    assert earlier is not None
    assert earlier < later


def test_nothing_decides_when_nothing_is_open() -> None:
    assert deciding(checklist(ALL, states(a=TaskStatus.DONE, b=TaskStatus.STARTED), WHERE)) is None


def test_a_fixed_day_that_is_long_over_is_told_apart_and_not_next() -> None:
    found = progress(checklist(ALL, {}, WHERE))
    assert [one.key for one in found.bygone] == ["c"]
    assert found.following is not None
    assert found.following.key == "a"
    dated = {"c": TaskState(start=date(2026, 11, 23), end=date(2026, 11, 24))}
    assert progress(checklist(ALL, dated, WHERE)).bygone == ()
    only = progress(checklist((OLD,), {}, WHERE))
    assert only.following is not None
    assert only.following.key == "c"
