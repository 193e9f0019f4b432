"""Is what is late, and due this week and next, told on the right day and no other?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.agenda import AgendaFacts, AgendaKind, Due, WaveDays, agenda, due_on
from desktop.domain.checklist import Circumstances, Fixed, TaskDefinition, TaskState, TaskStatus, checklist
from desktop.domain.rollout import WaveKind
from desktop.domain.rollout_dates import WaveDates

WEDNESDAY = date(2026, 11, 18)
DAYS = WaveDates(date(2026, 11, 20), date(2026, 12, 18), date(2027, 1, 11), date(2027, 2, 8))

days = st.dates(date(2024, 1, 1), date(2040, 12, 31))


def kinds(facts: AgendaFacts) -> list[tuple[AgendaKind, Due]]:
    return [(one.kind, one.due) for one in agenda(facts).items]


def wave(number: int = 2, *, unsent: int = 0, gate_on: date | None = None) -> WaveDays:
    return WaveDays(number, WaveKind.WAVE, DAYS, 12, unsent, gate_on)


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 11, 17), Due.OVERDUE),
        (WEDNESDAY, Due.THIS_WEEK),
        (date(2026, 11, 22), Due.THIS_WEEK),
        (date(2026, 11, 23), Due.NEXT_WEEK),
        (date(2026, 11, 29), Due.NEXT_WEEK),
        (date(2026, 11, 30), None),
    ],
)
def test_weeks_begin_on_monday(day: date, due: Due | None) -> None:
    assert due_on(day, WEDNESDAY) is due


def test_tasks_that_are_done_or_far_away_are_not_told() -> None:
    told = {"late": -3, "soon": 2, "next": 8, "far": 40, "done": -9}
    states = {}
    for key, away in told.items():
        day = WEDNESDAY + timedelta(days=away)
        states[key] = TaskState(TaskStatus.DONE if key == "done" else TaskStatus.OPEN, start=day, end=day)
    tasks = checklist([TaskDefinition(key, key) for key in told], states, Circumstances(as_of=WEDNESDAY))
    found = agenda(AgendaFacts(WEDNESDAY, tasks))
    assert [(one.task.key if one.task else "", one.due) for one in found.items] == [
        ("late", Due.OVERDUE),
        ("soon", Due.THIS_WEEK),
        ("next", Due.NEXT_WEEK),
    ]
    assert found.dated


@pytest.mark.parametrize(
    ("today", "unsent", "told"),
    [
        (date(2026, 11, 9), 12, [(AgendaKind.SEND, Due.NEXT_WEEK)]),
        (date(2026, 11, 18), 12, [(AgendaKind.SEND, Due.THIS_WEEK)]),
        (date(2026, 11, 24), 3, [(AgendaKind.SEND, Due.OVERDUE)]),
        (date(2026, 11, 24), 0, []),
        (date(2027, 1, 8), 0, [(AgendaKind.CHANGE, Due.NEXT_WEEK)]),
        (date(2027, 1, 11), 0, [(AgendaKind.CHANGE, Due.THIS_WEEK)]),
        (date(2027, 1, 12), 0, []),
        (date(2027, 2, 8), 0, [(AgendaKind.LAST_OLD, Due.THIS_WEEK)]),
    ],
)
def test_the_days_of_a_wave(today: date, unsent: int, told: list[tuple[AgendaKind, Due]]) -> None:
    assert kinds(AgendaFacts(today, waves=(wave(unsent=unsent),))) == told


def test_a_gate_that_nobody_has_opened_stays_on_the_list() -> None:
    facts = AgendaFacts(date(2027, 3, 10), waves=(wave(gate_on=date(2027, 3, 1)),))
    assert kinds(facts) == [(AgendaKind.GATE, Due.OVERDUE)]


def test_reminders_are_one_line_and_late_after_a_week() -> None:
    facts = AgendaFacts(WEDNESDAY, reminders=(WEDNESDAY, WEDNESDAY - timedelta(days=7)))
    assert [(one.kind, one.due, one.count) for one in agenda(facts).items] == [
        (AgendaKind.REMIND, Due.THIS_WEEK, 2)
    ]
    late = AgendaFacts(WEDNESDAY, reminders=(WEDNESDAY - timedelta(days=8),))
    assert kinds(late) == [(AgendaKind.REMIND, Due.OVERDUE)]


def test_newer_invoices_are_asked_for_only_to_follow_somebody() -> None:
    old = WEDNESDAY - timedelta(days=41)
    assert kinds(AgendaFacts(WEDNESDAY, newest_invoice=old)) == []
    assert kinds(AgendaFacts(WEDNESDAY, newest_invoice=old, followed=3)) == [
        (AgendaKind.INVOICES, Due.THIS_WEEK)
    ]
    fresh = old + timedelta(days=1)
    assert kinds(AgendaFacts(WEDNESDAY, newest_invoice=fresh, followed=3)) == []


def test_an_empty_agenda_says_whether_anything_has_a_day() -> None:
    assert not agenda(AgendaFacts(WEDNESDAY)).dated
    later = agenda(AgendaFacts(WEDNESDAY, go_live=date(2027, 3, 1)))
    assert later.dated
    assert later.items == ()
    assert kinds(AgendaFacts(date(2027, 2, 24), go_live=date(2027, 3, 1))) == [
        (AgendaKind.GO_LIVE, Due.NEXT_WEEK)
    ]


def test_suppliers_who_wait_stand_before_tasks_that_are_late_and_bygone_days_are_asked_about() -> None:
    fixed = {"board": date(2020, 3, 18), "own": date(2026, 11, 2)}
    definitions = [TaskDefinition(key, key, dates=Fixed(day, day)) for key, day in fixed.items()]
    by_hand = TaskState(start=fixed["own"], end=fixed["own"])
    today = date(2026, 11, 24)
    tasks = checklist(definitions, {"own": by_hand}, Circumstances(as_of=today))
    found = agenda(AgendaFacts(today, tasks, waves=(wave(unsent=2),))).items
    assert [(one.task.key if one.task else one.kind, one.due) for one in found] == [
        (AgendaKind.SEND, Due.OVERDUE),
        ("own", Due.OVERDUE),
        ("board", Due.ASKED),
    ]


def test_a_day_years_back_is_asked_about_until_somebody_answers() -> None:
    board = TaskDefinition("board", "board", dates=Fixed(date(2020, 3, 9), date(2020, 3, 18)))
    today = date(2026, 11, 24)

    def told(state: TaskState | None) -> list[Due]:
        states = {"board": state} if state else {}
        tasks = checklist((board,), states, Circumstances(as_of=today))
        return [one.due for one in agenda(AgendaFacts(today, tasks)).items]

    assert told(None) == [Due.ASKED]
    assert told(TaskState(TaskStatus.DONE)) == []
    assert told(TaskState(TaskStatus.NOT_NEEDED)) == []
    assert told(TaskState(start=today, end=today)) == [Due.THIS_WEEK]


@given(days, st.lists(days, max_size=6))
def test_the_lines_stand_in_the_order_they_are_due(today: date, sent: list[date]) -> None:
    waves = tuple(
        WaveDays(number, WaveKind.WAVE, WaveDates(day, day, day, day), 1, 1, day)
        for number, day in enumerate(sent, 1)
    )
    found = agenda(AgendaFacts(today, waves=waves)).items
    order = [(list(Due).index(one.due), one.day) for one in found]
    assert order == sorted(order)
    assert all(due_on(one.day, today) is one.due for one in found)
