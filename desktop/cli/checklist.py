"""`tasks` and `task`: what must be done before go-live, and what has been done to one of the tasks?"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop.cli.days import NONE, day, day_or_none
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain import cpr
from desktop.domain.checklist import ChecklistTask, Origin, TaskStatus
from desktop.domain.checklist_progress import progress
from desktop.domain.errors import NotInPlan
from desktop.texts import checklist, checklist_page, commands, events
from desktop.texts.translate import _
from desktop.workspace.checklist import Checklist, changed_task, checklist_of
from desktop.workspace.exporting import export_calendar, export_sheet
from desktop.workspace.mail_drafts import mails_of, write_mails
from desktop.workspace.session import Session


def add_tasks(parser: argparse.ArgumentParser) -> None:
    """The arguments of `tasks`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("--go-live", metavar="YYYY-MM-DD", type=day, help=_("try another date of go-live"))
    parser.add_argument("--ics", metavar="FILE", type=Path, help=_("also write a calendar file"))
    parser.add_argument("--xlsx", metavar="FILE", type=Path, help=_("also write a spreadsheet"))
    parser.add_argument(
        "--mails",
        metavar="FOLDER",
        type=Path,
        help=_("also write the mail drafts of open tasks"),
    )
    parser.set_defaults(command=tasks)


def add_task(parser: argparse.ArgumentParser) -> None:
    """The arguments of `task`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("key", metavar="KEY")
    parser.add_argument("--status", choices=tuple(TaskStatus))
    parser.add_argument("--owner", metavar="NAME", help=_("who has the task"))
    parser.add_argument("--note", metavar="TEXT")
    parser.add_argument("--start", metavar="YYYY-MM-DD", type=day_or_none, help=_("a date, or none"))
    parser.add_argument("--end", metavar="YYYY-MM-DD", type=day_or_none, help=_("a date, or none"))
    parser.add_argument(
        "--steps", metavar="N", type=int, nargs="*", help=_("the numbers of the steps that are done")
    )
    parser.set_defaults(command=task)


def tasks(options: argparse.Namespace) -> Result:
    """One object per task, in the suggested order."""
    with opened(options.plan) as session:
        found = checklist_of(session, go_live=options.go_live)
        mails = _write(session, found, options)
    titles = {task.key: checklist.title(task.definition) for task in found.tasks}
    far = progress(found.tasks)
    data: dict[str, Json] = {
        "tasks": [_task(task, titles) for task in found.tasks],
        "go_live": _iso(found.go_live),
        "earliest_go_live": _iso(found.earliest),
        "latest_go_live": _iso(found.latest),
        "contact": {
            "responsible": found.contact.responsible,
            "mails": found.contact.mails,
            "do_not_contact": found.contact.do_not_contact,
        },
        "needed": far.needed,
        "left": far.left,
        "overdue": far.overdue + len(far.bygone),
        "next": far.following.key if far.following else None,
        "mails": mails,
    }
    return Result(data, [_task_line(task, titles) for task in found.tasks] + _go_live_lines(found))


def _task(task: ChecklistTask, titles: dict[str, str]) -> dict[str, Json]:
    days = task.dates
    told = checklist_page.conflicts(task, titles)
    return {
        "key": task.key,
        "title": titles[task.key],
        "start": _iso(days.start if days else None),
        "end": _iso(days.end if days else None),
        "status": task.state.status.value,
        "owner": task.state.owner or task.definition.owner or task.definition.doer,
        "conflict": told[0] if told else None,
        "conflicts": [{"kind": one.conflict.value, "with": one.other or None} for one in task.conflicts],
        "date_from": (Origin.OWN if task.by_hand else task.definition.origin).value,
        "moved_from": _iso(days.counted_end) if days and days.was_moved else None,
    }


def _task_line(task: ChecklistTask, titles: dict[str, str]) -> str:
    told = " ".join(checklist_page.conflicts(task, titles))
    return commands.task(
        title=titles[task.key],
        start=task.dates.start if task.dates else None,
        end=task.dates.end if task.dates else None,
        status=checklist.status(task.state.status),
        conflict=told,
    )


def _go_live_lines(found: Checklist) -> list[str]:
    lines = []
    if found.earliest:
        lines.append(commands.earliest_go_live(found.earliest))
    if found.latest:
        lines.append(commands.latest_go_live(found.latest))
    return lines


def _write(session: Session, found: Checklist, options: argparse.Namespace) -> list[Json]:
    """Whatever files were asked for; gives the drafts that were written."""
    if options.ics:
        name = session.municipality.name or session.title
        export_calendar(
            events.of_tasks(found.tasks),
            options.ics,
            plan=name,
            name=commands.calendar_name(name),
            now=session.now,
        )
    if options.xlsx:
        export_sheet(checklist_page.listed(found.tasks), options.xlsx)
    return _mails(session, found, options.mails) if options.mails else []


def _mails(session: Session, found: Checklist, folder: Path) -> list[Json]:
    """The drafts of every task that is left, and whom nobody is to write to."""
    folder.mkdir(parents=True, exist_ok=True)
    told: list[Json] = []
    for one in found.tasks:
        if one.definition.mail is None or one.state.status.is_settled:
            continue
        mails = mails_of(session, one)
        names = [path.name for path in write_mails(session, one, folder)]
        told.append(
            {
                "task": one.key,
                "files": names,
                "attach": list(one.definition.attachments),
                "do_not_contact": mails.do_not_contact or None,
            }
        )
    return told


def task(options: argparse.Namespace) -> Result:
    """Change a task of the checklist; what is not told stays. Shows it when nothing is told.

    Raises:
        NotInPlan: the municipality has no task of that key, or the task no step of that number.
        PeriodTrouble: it would begin after it ends.
    """
    changes = _changes(options)
    with opened(options.plan, save=bool(changes)) as session:
        known = _found(session, options.key)
        for number in options.steps or ():
            if not 1 <= number <= len(known.definition.method):
                raise NotInPlan("step", str(number))
        if changes:
            state = replace(known.state, **changes)  # type: ignore[arg-type]  # fields of `TaskState` by name
            session.run(changed_task(session, known, state, title=checklist.title(known.definition)))
        found = checklist_of(session)
        now = _found(session, known.key)
    titles = checklist_page.titles_of(found.tasks)
    state = now.state
    more: dict[str, Json] = {
        "note": state.note,
        "steps": list(now.definition.method),
        "steps_done": sorted(number + 1 for number in state.steps_done),
        "by_hand": now.by_hand,
    }
    return Result(_task(now, titles) | more, [_task_line(now, titles)])


def _found(session: Session, key: str) -> ChecklistTask:
    one = next((one for one in checklist_of(session).tasks if _is_called(one, key)), None)
    if one is None:
        raise NotInPlan("task", cpr.scrub(key))
    return one


def _is_called(task: ChecklistTask, name: str) -> bool:
    """By its key, or by what the KLIK board calls it: "efaktura-7" and "eFaktura 7" alike."""
    wanted = name.strip().casefold()
    return wanted in (task.key.casefold(), task.definition.code.casefold())


def _changes(options: argparse.Namespace) -> dict[str, object]:
    """By field of `TaskState`: what the command line tells."""
    told: dict[str, object] = {
        name: getattr(options, name) for name in ("owner", "note") if getattr(options, name) is not None
    }
    if options.status:
        told["status"] = TaskStatus(options.status)
    for name in ("start", "end"):
        value = getattr(options, name)
        if value is not None:
            told[name] = None if value == NONE else value
    if options.steps is not None:
        told["steps_done"] = frozenset(number - 1 for number in options.steps)
    return told


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
