"""What should have been done, what is due this week and next, and how far are the last steps today?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.agenda import Agenda, AgendaFacts, WaveDays, agenda
from desktop.domain.checklist_progress import progress
from desktop.workspace.checklist import Checklist, checklist_of
from desktop.workspace.letter_record import letter_record
from desktop.workspace.rollout import rollout
from desktop.workspace.rollout_switch import left_over
from desktop.workspace.standing import Position, Standing, standing, waiting_for_a_letter

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Today:
    """The plan as it stands on a day."""

    standing: Standing
    agenda: Agenda


def today_of(session: Session) -> Today:
    """Work it out for this day by the plan's clock."""
    tasks = checklist_of(session)
    overdue = progress(tasks.tasks).overdue
    choice = session.answers().choice
    if choice is None:
        return Today(Standing(tasks_overdue=overdue), agenda(_facts(session, tasks, None)))
    found = rollout(session)
    position = Position(
        choice=choice,
        recipients=session.recipients().recipients,
        record=letter_record(session),
        rollout=found,
        left_over=left_over(session, choice, found) is not None,
        tasks_overdue=overdue,
        today=session.today,
    )
    return Today(standing(position), agenda(_facts(session, tasks, position)))


def _facts(session: Session, tasks: Checklist, position: Position | None) -> AgendaFacts:
    window = session.answers().window
    record = position.record if position else None
    return AgendaFacts(
        as_of=session.today,
        tasks=tasks.tasks,
        waves=tuple(_waves(position)) if position and not position.left_over else (),
        reminders=tuple(one.since for one in record.due) if record else (),
        go_live=tasks.go_live,
        followed=len(record.asked - record.changed.keys()) if record else 0,
        newest_invoice=window.last if window else None,
    )


def _waves(position: Position) -> Iterator[WaveDays]:
    """Each wave with somebody in it; a gate matters while a later wave waits for it."""
    waiting = (one for one in position.recipients if waiting_for_a_letter(one, position.record))
    unsent = Counter(one.wave for one in waiting)
    views = [one for one in position.rollout.waves if one.members]
    for view in views:
        wave = view.wave
        shut = not view.gate.is_open and view is not views[-1]
        yield WaveDays(
            number=wave.number,
            kind=wave.kind,
            dates=wave.dates,
            suppliers=len(view.members),
            unsent=unsent[wave.number],
            gate_on=view.gate.looked_at if shut else None,
        )
