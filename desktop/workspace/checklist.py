"""Which tasks does this municipality have, with dates, conflicts, and the go-live that can still be kept?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.checklist import (
    ChecklistTask,
    Circumstances,
    Origin,
    TaskDefinition,
    TaskState,
    checklist,
    dates_of,
)
from desktop.domain.erp_systems import ErpContact
from desktop.domain.errors import PeriodTrouble
from desktop.domain.go_live import earliest_go_live, latest_go_live
from desktop.domain.options import option_of
from desktop.domain.rollout_plan import StoredTask
from desktop.domain.working_days import WorkingCalendar
from desktop.workspace.checklist_data import erp_table, task_definitions
from desktop.workspace.operations.tasks import ChangeTask
from desktop.workspace.rollout_terms import terms_from

if TYPE_CHECKING:
    from desktop.workspace.session import Session

_LAST = 10_000.0
"""Own tasks stand after the checklist's; those with a date are sorted by it on the page."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The municipality's tasks and what they say of go-live.

    Attributes:
        earliest: the first go-live that starts no open task in the past; None when nothing holds it back.
        latest: the last go-live that what stands fixed allows; None when nothing bounds it.
        contact: whom to write to about routes and monitoring.
        as_of: the day it is looked at.
        calendar: the days worked, which the dates follow.
        first_letter: the first day a letter goes out, when waves are planned.
        not_yours: how many of the program's tasks are for other ERP systems or another choice.
    """

    tasks: tuple[ChecklistTask, ...]
    go_live: date | None
    earliest: date | None
    latest: date | None
    contact: ErpContact
    as_of: date
    calendar: WorkingCalendar
    first_letter: date | None = None
    not_yours: int = 0


def checklist_of(session: Session, *, go_live: date | None = None) -> Checklist:
    """Every task with dates and conflicts.

    Args:
        go_live: another go-live than the plan's, to try.
    """
    with session.reading() as reader:
        first_letter = min((one.dates.letter for one in reader.waves()), default=None)
    tasks = tasks_of(session, first_letter=first_letter, go_live=go_live)
    where = _where(session, first_letter, go_live)
    return Checklist(
        tasks=tasks,
        go_live=where.go_live,
        earliest=earliest_go_live(tasks, where),
        latest=latest_go_live(tasks, where),
        contact=contact_of(session),
        as_of=where.as_of,
        calendar=where.calendar,
        first_letter=first_letter,
        not_yours=len({one.key for one in task_definitions()} - {one.key for one in tasks}),
    )


def changed_task(session: Session, task: ChecklistTask, state: TaskState, *, title: str) -> ChangeTask:
    """The operation that makes a task like this.

    Args:
        title: for the history's sentence.

    Raises:
        PeriodTrouble: it would begin after the day it ends, which a rule may have set.
    """
    if (state.start, state.end) != (task.state.start, task.state.end) and state.start is not None:
        with session.reading() as reader:
            first_letter = min((one.dates.letter for one in reader.waves()), default=None)
        days = dates_of(task.definition, state, _where(session, first_letter, None))
        if days is not None and days.end < state.start:
            raise PeriodTrouble(state.start, days.end)
    return ChangeTask(task.key, state, title)


def contact_of(session: Session) -> ErpContact:
    """Whom the municipality writes to about routes and monitoring."""
    municipality = session.municipality
    return erp_table().contact(erp=municipality.erp, municipality=municipality.name)


def tasks_of(
    session: Session, *, first_letter: date | None, go_live: date | None = None
) -> tuple[ChecklistTask, ...]:
    """The tasks alone, for who knows when the first letter goes out (or wants none to matter)."""
    with session.reading() as reader:
        stored = reader.tasks()
    states = {one.key: one.state for one in stored}
    definitions = (*task_definitions(), *(_own(one) for one in stored if one.is_own))
    return checklist(definitions, states, _where(session, first_letter, go_live))


def _own(stored: StoredTask) -> TaskDefinition:
    return TaskDefinition(
        stored.key, stored.title, goal=stored.goal, order=_LAST + stored.id, origin=Origin.OWN
    )


def _where(session: Session, first_letter: date | None, go_live: date | None) -> Circumstances:
    answers = session.answers()
    with session.reading() as reader:
        terms = terms_from({one.key: one.value for one in reader.settings()})
    option = option_of(answers.choice.option) if answers.choice else None
    return Circumstances(
        as_of=session.today,
        go_live=go_live or answers.municipality.go_live,
        first_letter=first_letter,
        erp=answers.municipality.erp,
        option=option.kind.value if option else "",
        calendar=terms.calendar,
    )
