"""What should have been done, what is due this week, and what next week? Tasks, letters, waves and go-live.

Weeks begin on Monday. What lies further ahead is no matter for today, and what happens by itself (a wave's
day of change) is never late.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.checklist import ChecklistTask
from desktop.domain.checklist_progress import is_bygone
from desktop.domain.rollout import WaveKind
from desktop.domain.rollout_dates import WaveDates

_STALE_DAYS = 40
"""Days after which the newest invoice is too old to follow anybody by: a month, and time to fetch it."""


class Due(StrEnum):
    """When something is due.

    ASKED: the board fixed a day years ago. It is rather done and not ticked than late, so it is asked about.
    """

    OVERDUE = "overdue"
    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"
    ASKED = "asked"


class AgendaKind(StrEnum):
    """What there is to do, or to know of.

    TASK: a task of the checklist ends. SEND: a wave's letters go out. REMIND: reminders are proposed.
    CHANGE: a wave changes to the new EAN number. LAST_OLD: its last day with the old one. GATE: somebody must
    look whether the next wave may begin. GO_LIVE: KP begins to receive. INVOICES: fetch newer invoices.
    """

    TASK = "task"
    SEND = "send"
    REMIND = "remind"
    CHANGE = "change"
    LAST_OLD = "last_old"
    GATE = "gate"
    GO_LIVE = "go_live"
    INVOICES = "invoices"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One line of the agenda.

    Attributes:
        day: when it is due; for invoices the day of the newest one.
        count: letters, reminders or suppliers; 0 where nothing is counted.
        task: the task, for those.
        wave: number of the wave, with its kind; 0 for what belongs to none.
    """

    kind: AgendaKind
    due: Due
    day: date
    count: int = 0
    task: ChecklistTask | None = None
    wave: int = 0
    wave_kind: WaveKind = WaveKind.WAVE


@dataclass(frozen=True, slots=True)
class WaveDays:
    """A wave as the agenda sees it.

    Attributes:
        suppliers: how many are in it.
        unsent: suppliers in it whose letter has not been sent.
        gate_on: the day its gate is to be looked at; None when it is open, or nothing waits for it.
    """

    number: int
    kind: WaveKind
    dates: WaveDates
    suppliers: int
    unsent: int
    gate_on: date | None = None


@dataclass(frozen=True, slots=True)
class AgendaFacts:
    """What the agenda is made of.

    Attributes:
        as_of: the day it is asked about.
        reminders: since when each reminder that should be sent has been due.
        followed: suppliers that were asked to change, while not all of them have.
        newest_invoice: date of the newest invoice; None while there is none.
    """

    as_of: date
    tasks: tuple[ChecklistTask, ...] = ()
    waves: tuple[WaveDays, ...] = ()
    reminders: tuple[date, ...] = ()
    go_live: date | None = None
    followed: int = 0
    newest_invoice: date | None = None


@dataclass(frozen=True, slots=True)
class Agenda:
    """The lines, by when they are due and then by day.

    Attributes:
        dated: something in the plan has a date, so that an empty agenda says something.
    """

    items: tuple[AgendaItem, ...] = ()
    dated: bool = False

    def of(self, due: Due) -> tuple[AgendaItem, ...]:
        return tuple(one for one in self.items if one.due is due)


def agenda(facts: AgendaFacts) -> Agenda:
    """What is due until the end of next week, and what should have been done."""
    found = [*_tasks(facts), *_waves(facts), *_reminders(facts), *_go_live(facts), *_invoices(facts)]
    found.sort(key=_order)
    dated = bool(facts.go_live or facts.waves or facts.reminders or any(one.dates for one in facts.tasks))
    return Agenda(tuple(found), dated)


def _order(one: AgendaItem) -> tuple[int, int, date, int, int]:
    """By when, then by day; but of what is late, letters and waves stand first: suppliers wait for them."""
    waits = one.due is Due.OVERDUE and one.task is not None
    return list(Due).index(one.due), int(waits), one.day, list(AgendaKind).index(one.kind), one.wave


def due_on(day: date, today: date) -> Due | None:
    """When a day is due; None for a day further ahead than next week."""
    if day < today:
        return Due.OVERDUE
    next_monday = today + timedelta(days=7 - today.weekday())
    if day < next_monday:
        return Due.THIS_WEEK
    return Due.NEXT_WEEK if day < next_monday + timedelta(weeks=1) else None


def _tasks(facts: AgendaFacts) -> Iterator[AgendaItem]:
    for task in facts.tasks:
        if task.dates is None or task.state.status.is_settled:
            continue
        due = Due.ASKED if is_bygone(task) else due_on(task.dates.end, facts.as_of)
        if due is not None:
            yield AgendaItem(AgendaKind.TASK, due, task.dates.end, task=task)


def _waves(facts: AgendaFacts) -> Iterator[AgendaItem]:
    for wave in facts.waves:
        if wave.unsent:
            yield from _of_wave(AgendaKind.SEND, wave, wave.dates.letter, wave.unsent, facts.as_of)
        if wave.gate_on is not None:
            yield from _of_wave(AgendaKind.GATE, wave, wave.gate_on, 0, facts.as_of)
        if not wave.suppliers:
            continue
        for kind, day in (
            (AgendaKind.CHANGE, wave.dates.cut_over),
            (AgendaKind.LAST_OLD, wave.dates.last_old_ean),
        ):
            if day >= facts.as_of:
                yield from _of_wave(kind, wave, day, wave.suppliers, facts.as_of)


def _of_wave(kind: AgendaKind, wave: WaveDays, day: date, count: int, today: date) -> Iterable[AgendaItem]:
    due = due_on(day, today)
    if due is not None:
        yield AgendaItem(kind, due, day, count, wave=wave.number, wave_kind=wave.kind)


def _reminders(facts: AgendaFacts) -> Iterator[AgendaItem]:
    """One line for all of them: this week's work, until they have been due for more than a week."""
    if facts.reminders:
        since = min(facts.reminders)
        late = since < facts.as_of - timedelta(weeks=1)
        yield AgendaItem(
            AgendaKind.REMIND, Due.OVERDUE if late else Due.THIS_WEEK, since, len(facts.reminders)
        )


def _go_live(facts: AgendaFacts) -> Iterator[AgendaItem]:
    if facts.go_live is not None and facts.go_live >= facts.as_of:
        due = due_on(facts.go_live, facts.as_of)
        if due is not None:
            yield AgendaItem(AgendaKind.GO_LIVE, due, facts.go_live)


def _invoices(facts: AgendaFacts) -> Iterator[AgendaItem]:
    """Whoever was asked to change is followed by invoices; without new ones nobody is seen to."""
    newest = facts.newest_invoice
    if facts.followed and newest is not None and (facts.as_of - newest).days > _STALE_DAYS:
        yield AgendaItem(AgendaKind.INVOICES, Due.THIS_WEEK, newest, facts.followed)
