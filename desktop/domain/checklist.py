"""Which tasks must be done before go-live, by whom, and when?

The tasks are data (`resources/checklist/*.toml`, written from the KLIK boards' facts); this file holds the
rules: dates counted back from go-live in two steps as KLIK does it (end = go-live + offset, start = end +
offset), which tasks a municipality has by its ERP system and its choice, and what stands in conflict. Which
go-live can still be kept is told by `go_live`. What people did to a task (status, owner, own dates, steps
ticked) is in the plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desktop.domain.working_days import WorkingCalendar


class Counting(StrEnum):
    """What an offset is counted in."""

    CALENDAR = "calendar"
    WORKING = "working"


class Origin(StrEnum):
    """Where a task's dates come from."""

    KLIK = "klik"
    ASSUMPTION = "assumption"
    OWN = "own"


class Size(StrEnum):
    """KLIK's three sizes, for complexity and for scope; a task between two has both."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class TaskStatus(StrEnum):
    """How far a task is."""

    OPEN = "open"
    STARTED = "started"
    DONE = "done"
    NOT_NEEDED = "not_needed"

    @property
    def is_settled(self) -> bool:
        return self in (TaskStatus.DONE, TaskStatus.NOT_NEEDED)


class MailKind(StrEnum):
    """Which mail draft a task comes with."""

    ORDER_ROUTES = "order_routes"
    ERP_SUPPLIER = "erp_supplier"
    KOMBIT = "kombit"


@dataclass(frozen=True, slots=True)
class Counted:
    """Dates counted back from go-live. Offsets are negative before it.

    Attributes:
        end: days from go-live to the end.
        start: days from the end to the start; never positive.
        counting: calendar days, as KLIK counts, or working days.
    """

    end: int
    start: int
    counting: Counting = Counting.CALENDAR


@dataclass(frozen=True, slots=True)
class Fixed:
    """Dates that stand whatever go-live is."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """A task as the checklist describes it; Danish text, shown as it is.

    Attributes:
        key: name in plans, calendar files and on the command line.
        code: what the KLIK board calls it ("eFaktura 7"), "" for our own and a municipality's own.
        order: place in the suggested order, smallest first.
        dates: counted or fixed; None for a task without dates of its own.
        origin: where the dates come from.
        days: KLIK's own "varighed", working time in days; 0 when it says none.
        erps: only for these ERP systems; empty for all.
        not_erps: not for these.
        options: only for these option kinds of the EAN choice; empty for all.
        after: keys of the tasks that must be done before.
        attachments: what the mail must carry.
        reading: where to read more, by document and section.
        assumed: names of the fields that no source tells: our own proposal, and shown as that.
        source: the document its facts come from; "" for a task that is ours.
    """

    key: str
    title: str
    code: str = ""
    project: str = ""
    order: float = 0
    priority: str = ""
    goal: str = ""
    description: str = ""
    method: tuple[str, ...] = ()
    result: str = ""
    consequence: str = ""
    complexity: tuple[Size, ...] = ()
    scope: tuple[Size, ...] = ()
    doer: str = ""
    owner: str = ""
    involved: str = ""
    related: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    dates: Counted | Fixed | None = None
    origin: Origin = Origin.OWN
    days: int = 0
    erps: tuple[str, ...] = ()
    not_erps: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    mail: MailKind | None = None
    attachments: tuple[str, ...] = ()
    reading: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    source: str = ""

    def applies(self, *, erp: str, option: str) -> bool:
        """True when the municipality has the task. While ERP or choice are not told, it may have it.

        Args:
            erp: key of the ERP system, "" while not told.
            option: kind of the chosen option (`reuse`, `new`, `new-gradual`), "" while nothing is chosen.
        """
        if erp and (erp in self.not_erps or (self.erps and erp not in self.erps)):
            return False
        return not (option and self.options and option not in self.options)


@dataclass(frozen=True, slots=True)
class TaskState:
    """What people did to a task. Nothing told is an open task as the checklist has it.

    Attributes:
        owner: who has it, in the municipality's own words.
        start, end: dates set by hand, which go-live does not move; None where the rule decides.
        steps_done: indexes into the definition's method.
    """

    status: TaskStatus = TaskStatus.OPEN
    owner: str = ""
    start: date | None = None
    end: date | None = None
    steps_done: frozenset[int] = frozenset()
    note: str = ""


class Conflict(StrEnum):
    """What is wrong with a task's dates. `texts.checklist` has the sentences."""

    OVERDUE = "overdue"
    STARTS_IN_THE_PAST = "starts_in_the_past"
    BEFORE_WHAT_IT_NEEDS = "before_what_it_needs"
    AFTER_GO_LIVE = "after_go_live"
    AFTER_FIRST_LETTER = "after_first_letter"
    NO_GO_LIVE = "no_go_live"


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict, and the other task when it is with one."""

    conflict: Conflict
    other: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """When a task is worked on.

    Attributes:
        start, end: working days, both included.
        counted_start, counted_end: what the offsets give before a day off moved them back.
    """

    start: date
    end: date
    counted_start: date
    counted_end: date

    @property
    def was_moved(self) -> bool:
        return (self.start, self.end) != (self.counted_start, self.counted_end)


@dataclass(frozen=True, slots=True)
class ChecklistTask:
    """A task of this municipality: what it is, how far it is, when, and what is wrong with that.

    Attributes:
        dates: None while go-live is not set and no date stands by hand, and for counted tasks that are
            settled.
        by_hand: one of the dates was set by a person.
        stays: moving go-live does not move it: done, fixed or set by hand.
    """

    definition: TaskDefinition
    state: TaskState
    dates: Dates | None
    conflicts: tuple[Found, ...] = ()

    @property
    def key(self) -> str:
        return self.definition.key

    @property
    def by_hand(self) -> bool:
        return self.state.start is not None or self.state.end is not None

    @property
    def stays(self) -> bool:
        fixed = not isinstance(self.definition.dates, Counted) or self.state.end is not None
        return fixed or self.state.status.is_settled


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the dates and conflicts of a checklist depend on besides the tasks.

    Attributes:
        as_of: the day it is looked at.
        go_live: the day KP starts to receive; None while it is not set.
        first_letter: the first day a letter goes out, when waves are planned.
        erp: key of the ERP system, "" while not told.
        option: kind of the chosen option, "" while nothing is chosen.
    """

    as_of: date
    go_live: date | None = None
    first_letter: date | None = None
    erp: str = ""
    option: str = ""
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)


THE_CHOICE = "efaktura-7"
"""The task that the page of the EAN choice does the first half of."""

BEFORE_LETTERS = frozenset({"nemhandel", "routing"})
"""Tasks that must stand before the first letter: nobody is told an EAN number that cannot receive (ROL-4)."""


def checklist(
    definitions: Iterable[TaskDefinition],
    states: Mapping[str, TaskState],
    where: Circumstances,
) -> tuple[ChecklistTask, ...]:
    """The municipality's tasks with dates and conflicts, in the suggested order.

    A settled task that no longer applies (another ERP, another choice) is kept: it was done.
    """
    mine = [
        one
        for one in definitions
        if one.applies(erp=where.erp, option=where.option)
        or states.get(one.key, TaskState()).status is TaskStatus.DONE
    ]
    dated = [
        ChecklistTask(one, state, dates_of(one, state, where))
        for one in sorted(mine, key=lambda one: (one.order, one.key))
        for state in (states.get(one.key, TaskState()),)
    ]
    by_key = {task.key: task for task in dated}
    return tuple(
        ChecklistTask(task.definition, task.state, task.dates, _conflicts(task, by_key, where))
        for task in dated
    )


def dates_of(definition: TaskDefinition, state: TaskState, where: Circumstances) -> Dates | None:
    """When a task is worked on: by hand, fixed, or counted back from go-live.

    A task that is settled has no deadline any more: a counted one has dates only where a person set its end,
    so that moving go-live moves nothing that is done.

    A counted date that falls on a day off is the last working day before it, so that nothing is due when
    nobody is there and nothing becomes later than the board says. Fixed dates and dates set by hand stand.
    """
    if state.status.is_settled and state.end is None and isinstance(definition.dates, Counted):
        return None
    counted = _counted(definition, where)
    end = state.end or (counted.end if counted else None)
    if end is None:
        return None
    start = state.start or _start_for(definition, end, counted, where, end_by_hand=state.end is not None)
    start = min(start, end)
    if counted is None or state.end is not None or state.start is not None:
        return Dates(start, end, start, end)
    return counted


def _counted(definition: TaskDefinition, where: Circumstances) -> Dates | None:
    match definition.dates:
        case Fixed(start, end):
            return Dates(start, end, start, end)
        case Counted() as rule if where.go_live is not None:
            end = counted_from(where.go_live, rule.end, rule.counting, where.calendar)
            start = counted_from(end, rule.start, rule.counting, where.calendar)
            calendar = where.calendar
            return Dates(calendar.on_or_before(start), calendar.on_or_before(end), start, end)
        case _:
            return None


def _start_for(
    definition: TaskDefinition, end: date, counted: Dates | None, where: Circumstances, *, end_by_hand: bool
) -> date:
    """The start that belongs to an end: of the rule, or counted from an end that was set by hand."""
    if counted is not None and not end_by_hand:
        return counted.start
    rule = definition.dates
    if isinstance(rule, Counted):
        return where.calendar.on_or_before(counted_from(end, rule.start, rule.counting, where.calendar))
    return counted.start if counted is not None else end


def counted_from(day: date, offset: int, counting: Counting, calendar: WorkingCalendar) -> date:
    """The day so many days after another, or before it when the offset is below zero."""
    if counting is Counting.WORKING:
        return calendar.moved(day, offset)
    return day + timedelta(days=offset)


def _conflicts(
    task: ChecklistTask, by_key: Mapping[str, ChecklistTask], where: Circumstances
) -> tuple[Found, ...]:
    if task.state.status.is_settled:
        return ()
    if task.dates is None:
        return (Found(Conflict.NO_GO_LIVE),) if isinstance(task.definition.dates, Counted) else ()
    found = []
    if task.dates.end < where.as_of:
        found.append(Found(Conflict.OVERDUE))
    elif task.dates.start < where.as_of and task.state.status is TaskStatus.OPEN:
        found.append(Found(Conflict.STARTS_IN_THE_PAST))
    if where.go_live is not None and task.dates.end > where.go_live and _must_precede_go_live(task):
        found.append(Found(Conflict.AFTER_GO_LIVE))
    letters_start = where.first_letter if task.key in BEFORE_LETTERS else None
    if letters_start is not None and task.dates.end >= letters_start:
        found.append(Found(Conflict.AFTER_FIRST_LETTER))
    found += _too_early(task, by_key)
    return tuple(found)


def _must_precede_go_live(task: ChecklistTask) -> bool:
    """A counted task that the board itself puts after go-live is not late for being there."""
    rule = task.definition.dates
    return not isinstance(rule, Counted) or rule.end <= 0


def _too_early(task: ChecklistTask, by_key: Mapping[str, ChecklistTask]) -> Sequence[Found]:
    """The tasks that must be done before and are to end after this one ends."""
    found = []
    for key in task.definition.after:
        other = by_key.get(key)
        if other is None or other.state.status.is_settled or other.dates is None or task.dates is None:
            continue
        if other.dates.end > task.dates.end:
            found.append(Found(Conflict.BEFORE_WHAT_IT_NEEDS, key))
    return found
