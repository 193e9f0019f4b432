"""What does the page of the tasks say? How far it is, which go-live can be kept, where a date comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from desktop.domain.checklist import (
    THE_CHOICE,
    ChecklistTask,
    Conflict,
    Counted,
    Counting,
    Fixed,
    Origin,
    TaskDefinition,
)
from desktop.domain.checklist_progress import Progress, is_bygone
from desktop.domain.sheets import CellKind, Sheet, SheetColumn
from desktop.texts import checklist, dates, numbers, phrases
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _, ngettext_


def headline(of: Progress) -> str:
    """The answer: how many tasks are left, and how many of them are late."""
    if not of.needed:
        return _("No tasks")
    if not of.left:
        return _("All {n} tasks are done").format(n=numbers.whole(of.needed))
    left = _("{left} of {all} tasks are left").format(
        left=numbers.whole(of.left), all=numbers.whole(of.needed)
    )
    if not of.overdue:
        return left
    late = ngettext_("{n} should be done", "{n} should be done", of.overdue)
    return f"{left} – {late.format(n=numbers.whole(of.overdue))}"


def following(of: Progress) -> str:
    """What to do next, by when and who, as one would say it; then what nobody has ticked for years."""
    task = of.following
    if task is None:
        return _("Nothing is left to do before go-live.")
    asked = [bygone(one) for one in of.bygone]
    if is_bygone(task):
        return " ".join(asked)
    told = _next(task, late=any(one.conflict is Conflict.OVERDUE for one in task.conflicts))
    return " ".join((told, *asked))


def _next(task: ChecklistTask, *, late: bool) -> str:
    name, who = checklist.short_title(task.definition), checklist.who(task)
    if task.dates is None:
        told = _("Next: {task}.").format(task=name)
    elif late:
        told = _("Next: {task}. It should have been done by {day}.").format(
            task=name, day=dates.long(task.dates.end)
        )
    else:
        told = _("Next: {task}, by {day} at the latest.").format(
            task=name, day=dates.with_weekday(task.dates.end)
        )
    owner = _("Responsible: {who}").format(who=who) if who else ""
    return f"{told} {owner}." if owner else told


def bygone(task: ChecklistTask) -> str:
    """A task whose day on the board is long over: is it only the tick that is missing?"""
    if task.dates is None:
        return ""
    return _("{task} was due on {day}. If it was done then, set it to done.").format(
        task=task.definition.code or checklist.short_title(task.definition), day=dates.long(task.dates.end)
    )


def go_live(day: date | None, *, trial: bool = False) -> str:
    """The day everything is counted back from."""
    if day is None:
        return _("The date of go-live is not set, so the tasks have no dates yet.")
    if trial:
        return _("You are trying go-live on {day}. Nothing is saved.").format(day=dates.long(day))
    return _("Go-live {day}").format(day=dates.long(day))


def choice_made(task: ChecklistTask, option: str) -> str:
    """That the plan has an EAN choice, where the task is about it and is not set to done; "" otherwise.

    Args:
        option: the key of what was chosen; "" for nothing.
    """
    if task.key != THE_CHOICE or not option or task.state.status.is_settled:
        return ""
    return _("You have chosen: {option}. Is the rest done, too, then set the task to done.").format(
        option=phrases.within(phrases.option(option))
    )


def not_yours(count: int) -> str:
    """Why the list has fewer tasks than there are: "" when it has all of them."""
    if not count:
        return ""
    return ngettext_(
        "{n} task is for other ERP systems or another choice",
        "{n} tasks are for other ERP systems or another choice",
        count,
    ).format(n=numbers.whole(count))


def earliest(day: date | None, go_live: date | None, deciding: str = "", *, begun: bool = False) -> str:
    """The first go-live that still can be kept, and what that means for the one that is set.

    Args:
        deciding: what the task is called that holds go-live back the longest.
        begun: some tasks are begun; they are taken to be under way and hold nothing back.
    """
    told = _earliest(day, go_live, deciding)
    return sentences(told, _("Tasks that you have begun are not counted.")) if told and begun else told


def _earliest(day: date | None, go_live: date | None, deciding: str) -> str:
    if day is None:
        return ""
    if go_live is None:
        return _("Earliest possible, if you begin today: {day}").format(day=dates.long(day))
    if day > go_live:
        told = _("With the tasks that are left, {day} is the earliest that can be kept.").format(
            day=dates.long(day)
        )
        because = _("{task} takes longest.")
        return f"{told} {because.format(task=deciding)}" if deciding else told
    return _("Can be kept; the earliest possible is {day}.").format(day=dates.long(day))


def latest(day: date | None) -> str:
    """The last go-live that what stands fixed allows."""
    return _("Fixed dates allow go-live until {day}.").format(day=dates.long(day)) if day else ""


_FIELDS = {
    "goal": N_("Goal"),
    "method": N_("How to do it"),
    "result": N_("Result"),
    "consequence": N_("If it is not done"),
    "complexity": N_("Complexity"),
    "scope": N_("Scope"),
    "doer": N_("Recommended to do it"),
    "owner": N_("Recommended owner"),
    "involved": N_("Involved"),
    "related": N_("Related tasks"),
    "after": N_("Must be done before"),
    "reading": N_("Read more"),
    "project": N_("Project"),
    "priority": N_("Priority"),
    "days": N_("Working time"),
    "source": N_("Source"),
    "dates": N_("Dates"),
}


def field(name: str) -> str:
    """The heading of a part of a task."""
    return _(_FIELDS[name])


def heading(name: str, of: TaskDefinition) -> str:
    """The heading of a part, with a word when no source tells it and it is our proposal.

    The words of a task of our own are all ours: that is said once, as its source.
    """
    told = field(name)
    if of.source and name in of.assumed:
        return _("{heading} (our proposal)").format(heading=told)
    return told


def source(of: TaskDefinition) -> str:
    """Which document a task was written from."""
    if of.source:
        return of.source
    return _("Your own task") if of.origin is Origin.OWN else _("Our own; not on any KLIK board")


def working_time(days: int) -> str:
    """KLIK's own "varighed"."""
    return ngettext_("{n} day", "{n} days", days).format(n=numbers.whole(days))


def date_origin(task: ChecklistTask) -> str:
    """Where a task's dates come from, in one sentence."""
    if task.by_hand:
        return _("Set by you. Go-live does not move it.")
    rule = task.definition.dates
    if isinstance(rule, Fixed):
        return _("Fixed date from the KLIK board. Go-live does not move it.")
    if not isinstance(rule, Counted):
        return _("No date. Set one if you want one.")
    told = _counted(rule)
    from_where = _("from the KLIK board") if task.definition.origin is Origin.KLIK else _("our assumption")
    moved = ""
    if task.dates is not None and task.dates.was_moved:
        moved = " " + _("Moved back from a day off.")
    return f"{told} ({from_where}).{moved}"


def _counted(rule: Counted) -> str:
    if rule.counting is Counting.WORKING:
        return _("Ends {end} and begins {start} working days before").format(
            end=numbers.whole(abs(rule.end)), start=numbers.whole(abs(rule.start))
        )
    if rule.end == 0:
        return _("Ends on go-live; begins {start} days before that").format(
            start=numbers.whole(abs(rule.start))
        )
    return _("Ends {end} days before go-live; begins {start} days before that").format(
        end=numbers.whole(abs(rule.end)), start=numbers.whole(abs(rule.start))
    )


def steps_done(task: ChecklistTask) -> str:
    """How many of the steps are ticked; "" while none is."""
    done = len([one for one in task.state.steps_done if one < len(task.definition.method)])
    if not done:
        return ""
    return _("{done} of {all} steps").format(
        done=numbers.whole(done), all=numbers.whole(len(task.definition.method))
    )


def period(task: ChecklistTask) -> str:
    """The days of a task: "26-10-2026 – 07-12-2026"; "" without any."""
    days = task.dates
    if days is None:
        return ""
    if days.start == days.end:
        return dates.short(days.end)
    return f"{dates.short(days.start)} – {dates.short(days.end)}"


def conflicts(task: ChecklistTask, titles: dict[str, str]) -> list[str]:
    """Everything that is wrong with a task's dates, each with what to do."""
    return [
        bygone(task)
        if one.conflict is Conflict.OVERDUE and is_bygone(task)
        else checklist.found(one, titles.get(one.other, ""))
        for one in task.conflicts
    ]


def spoken(task: ChecklistTask, titles: dict[str, str]) -> str:
    """A task in a sentence, for screen readers and under the pointer."""
    parts = [checklist.title(task.definition), period(task), checklist.status(task.state.status)]
    told = " ".join(conflicts(task, titles))
    return ". ".join(part for part in (", ".join(part for part in parts if part), told) if part)


def do_not_contact(who: str) -> str:
    """Nobody is to write about the connection; they write themselves."""
    return _("You must NOT contact {who} about the connection to KP. They write to everybody.").format(
        who=who
    )


def listed(tasks: Sequence[ChecklistTask]) -> Sheet:
    """The checklist as a spreadsheet."""
    titles = titles_of(tasks)
    columns = (
        SheetColumn(_("No.")),
        SheetColumn(_("Task")),
        SheetColumn(_("From"), CellKind.DATE),
        SheetColumn(_("To"), CellKind.DATE),
        SheetColumn(_("Status")),
        SheetColumn(_("Who has it")),
        SheetColumn(_("To look at")),
        SheetColumn(field("goal")),
        SheetColumn(field("method")),
        SheetColumn(field("result")),
        SheetColumn(field("consequence")),
        SheetColumn(field("complexity")),
        SheetColumn(field("scope")),
        SheetColumn(field("doer")),
        SheetColumn(field("owner")),
        SheetColumn(field("dates")),
        SheetColumn(field("source")),
        SheetColumn(_("Note")),
    )
    return Sheet(_("Tasks"), columns, tuple(_row(one, titles) for one in tasks))


def _row(task: ChecklistTask, titles: dict[str, str]) -> tuple[str | date | None, ...]:
    told, state, days = task.definition, task.state, task.dates
    steps = (
        f"{'✓ ' if number in state.steps_done else ''}{number + 1}. {step}"
        for number, step in enumerate(told.method)
    )
    return (
        told.code,
        told.title,
        days.start if days else None,
        days.end if days else None,
        checklist.status(state.status),
        state.owner,
        " ".join(conflicts(task, titles)),
        told.goal,
        "\n".join(steps),
        told.result,
        told.consequence,
        checklist.sizes(told.complexity),
        checklist.sizes(told.scope),
        told.doer,
        told.owner,
        date_origin(task),
        source(told),
        state.note,
    )


def titles_of(tasks: Iterable[ChecklistTask]) -> dict[str, str]:
    """Every task's title by its key."""
    return {task.key: checklist.title(task.definition) for task in tasks}
