"""On which days can KP start to receive: the first, the last, and which task decides the first?

What the checklist's dates follow from is in `checklist`; here they are asked the other way round.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from desktop.domain.checklist import ChecklistTask, Circumstances, Counted, TaskStatus, counted_from


def earliest_go_live(tasks: Iterable[ChecklistTask], where: Circumstances) -> date | None:
    """The first working day on which KP can start to receive, if every open task begins today or later.

    None when no open task counts from go-live: nothing holds it back.
    """
    rules = [
        task.definition.dates
        for task in tasks
        if not task.stays
        and task.state.status is TaskStatus.OPEN
        and isinstance(task.definition.dates, Counted)
    ]
    if not rules:
        return None
    day = max(_go_live_for_start(rule, where) for rule in rules)
    day = where.calendar.on_or_after(max(day, where.as_of))
    while any(_start_with(rule, day, where) < where.as_of for rule in rules):
        day = where.calendar.moved(day, 1)
    return day


def deciding(tasks: Iterable[ChecklistTask]) -> ChecklistTask | None:
    """The open task that holds the earliest go-live back the longest: it must begin first."""
    held = [
        (task.definition.dates.end + task.definition.dates.start, task)
        for task in tasks
        if not task.stays
        and task.state.status is TaskStatus.OPEN
        and isinstance(task.definition.dates, Counted)
    ]
    return min(held, key=lambda one: (one[0], one[1].definition.order), default=(0, None))[1]


def latest_go_live(tasks: Iterable[ChecklistTask], where: Circumstances) -> date | None:
    """The last working day for go-live on which what stands fixed still has what it needs before it.

    A fixed task, or one whose date a person has set, needs its open predecessors to be done by its end; those
    move with go-live. None when nothing of that kind bounds it.
    """
    by_key = {task.key: task for task in tasks}
    bounds = [
        (rule, task.dates.end)
        for task in by_key.values()
        if task.dates is not None and task.stays and not task.state.status.is_settled
        for rule in _moving_rules(task.definition.after, by_key)
    ]
    if not bounds:
        return None
    calendar = where.calendar
    day = calendar.on_or_before(min(_go_live_for_end(rule, end, where) for rule, end in bounds))
    # A day off may bring what is needed forward, so that a later go-live does as well.
    while all(_end_with(rule, calendar.moved(day, 1), where) <= end for rule, end in bounds):
        day = calendar.moved(day, 1)
    return day


def _moving_rules(keys: Iterable[str], by_key: Mapping[str, ChecklistTask]) -> Iterable[Counted]:
    """The rules of the tasks among these that go-live moves."""
    for key in keys:
        other = by_key.get(key)
        if other is not None and not other.stays and isinstance(other.definition.dates, Counted):
            yield other.definition.dates


def _end_with(rule: Counted, go_live: date, where: Circumstances) -> date:
    return where.calendar.on_or_before(counted_from(go_live, rule.end, rule.counting, where.calendar))


def _start_with(rule: Counted, go_live: date, where: Circumstances) -> date:
    end = counted_from(go_live, rule.end, rule.counting, where.calendar)
    return where.calendar.on_or_before(counted_from(end, rule.start, rule.counting, where.calendar))


def _go_live_for_start(rule: Counted, where: Circumstances) -> date:
    """About the go-live that makes the task start today; the caller tries on from here."""
    return counted_from(where.as_of, -(rule.end + rule.start), rule.counting, where.calendar)


def _go_live_for_end(rule: Counted, end: date, where: Circumstances) -> date:
    return counted_from(end, -rule.end, rule.counting, where.calendar)
