"""What are the days of the plan called in a calendar? Tasks and waves as events with titles and texts."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.domain.checklist import ChecklistTask
from desktop.domain.events import Event
from desktop.domain.rollout_dates import Wave
from desktop.texts import checklist, dates, rollout
from desktop.texts.translate import _


def of_tasks(tasks: Iterable[ChecklistTask]) -> list[Event]:
    """One event for each open task that has dates: the day it must be done."""
    return [
        Event(
            f"task-{task.key}",
            task.dates.end,
            task.dates.end,
            _("Deadline: {task}").format(task=checklist.title(task.definition)),
            _task_text(task),
        )
        for task in tasks
        if task.dates is not None and not task.state.status.is_settled
    ]


def _task_text(task: ChecklistTask) -> str:
    definition, days = task.definition, task.dates
    lines = [definition.goal]
    if days is not None and days.start != days.end:
        lines.append(_("Begin on {day} at the latest.").format(day=dates.short(days.start)))
    owner = task.state.owner or definition.owner or definition.doer
    if owner:
        lines.append(_("Responsible: {who}").format(who=owner))
    lines += [f"{number}. {step}" for number, step in enumerate(definition.method, 1)]
    return "\n".join(line for line in lines if line)


def of_waves(waves: Iterable[Wave]) -> list[Event]:
    """Four events for each wave: letters, reminder, change, last day with the old EAN number."""
    events = []
    for wave in waves:
        name = rollout.wave(wave.number, wave.kind)
        days = wave.dates
        for key, day, title in (
            ("letters", days.letter, _("{wave}: send the letters")),
            ("reminder", days.reminder, _("{wave}: send reminders")),
            ("cut-over", days.cut_over, _("{wave}: changes to the new EAN number")),
            ("last-old-ean", days.last_old_ean, _("{wave}: last day with the old EAN number")),
        ):
            events.append(Event(f"wave-{wave.number}-{key}", day, day, title.format(wave=name)))
    return events
