"""`waves`: who changes when?"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from desktop.cli.days import day
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result, rounded
from desktop.texts import commands, events, rollout, rollout_page
from desktop.texts.translate import _
from desktop.workspace.checklist import Checklist, checklist_of
from desktop.workspace.exporting import export_calendar
from desktop.workspace.rollout import Rollout, WaveView, propose
from desktop.workspace.rollout import rollout as rollout_of
from desktop.workspace.rollout_switch import LeftOver, clear_waves, left_over
from desktop.workspace.rollout_terms import RolloutTerms
from desktop.workspace.session import Session


def add_waves(parser: argparse.ArgumentParser) -> None:
    """The arguments of `waves`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("--propose", action="store_true", help=_("work the waves out and keep them"))
    parser.add_argument("--pilot", metavar="N", type=_count, help=_("suppliers in the pilot"))
    parser.add_argument("--per-wave", metavar="N", type=_count, help=_("suppliers in a wave"))
    parser.add_argument("--start", metavar="YYYY-MM-DD", type=day)
    parser.add_argument("--clear", action="store_true", help=_("take every wave away"))
    parser.add_argument("--ics", metavar="FILE", type=Path, help=_("also write a calendar file"))
    parser.set_defaults(command=waves)


def _count(text: str) -> int:
    """A whole number from 1 up. argparse calls the value by this function's name."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


_count.__name__ = "number"


def waves(options: argparse.Namespace) -> Result:
    """One object per wave; with `--propose` they are worked out and kept first, with `--clear` taken away."""
    with opened(options.plan, save=options.propose or options.clear) as session:
        if options.clear:
            session.run(clear_waves())
        if options.propose:
            propose(session, _terms(rollout_of(session).terms, options))
        found = rollout_of(session)
        choice = session.choice()
        old = left_over(session, choice, found) if choice else None
        if options.ics:
            _write_ics(session, options.ics, checklist_of(session), found)
    data: dict[str, Json] = {
        "waves": [_wave(one) for one in found.waves],
        "unplaced": len(found.unplaced),
        "rest": [
            {
                "supplier_no": one.assessment.supplier.number,
                "name": one.assessment.supplier.name,
                "reason": one.reason.value,
            }
            for one in found.rest
        ],
        "before_first_letter": [task.key for task in found.blocking],
        "left_over": old is not None,
    }
    told = [_left_over(old)] if old else []
    return Result(data, [*told, *_wave_lines(found)])


def _left_over(found: LeftOver) -> str:
    told = rollout_page.left_over(
        waves=found.waves,
        suppliers=found.suppliers,
        gone=found.gone,
        new_ones=found.new_ones,
        all_at_once=found.all_at_once,
    )
    way_out = _("`{command}` takes them away.").format(command="waves --clear")
    return f"{told} {way_out}"


def _terms(known: RolloutTerms, options: argparse.Namespace) -> RolloutTerms:
    limits = known.limits
    if options.pilot:
        limits = replace(limits, pilot_suppliers=options.pilot)
    if options.per_wave:
        limits = replace(limits, wave_suppliers=options.per_wave)
    return replace(known, limits=limits, start=options.start or known.start)


def _wave(view: WaveView) -> dict[str, Json]:
    wave, days = view.wave, view.wave.dates
    return {
        "number": wave.number,
        "kind": wave.kind.value,
        "suppliers": len(view.members),
        "invoices_per_month": rounded(view.per_month),
        "letter_date": days.letter.isoformat(),
        "reminder_date": days.reminder.isoformat(),
        "cut_over": days.cut_over.isoformat(),
        "last_old_ean": days.last_old_ean.isoformat(),
        "gate": view.gate.state.value,
        "breaches": [breach.limit.value for breach in wave.breaches],
        "members": [
            {
                "supplier_no": one.assessment.supplier.number,
                "name": one.assessment.supplier.name,
                "reasons": [reason.value for reason in one.placement.reasons],
                "locked": one.placement.locked,
            }
            for one in view.members
        ],
    }


def _wave_lines(found: Rollout) -> list[str]:
    lines = []
    for view in found.waves:
        lines.append(
            commands.wave(
                name=rollout.wave(view.wave.number, view.wave.kind),
                suppliers=len(view.members),
                per_month=view.per_month,
                letter=view.wave.dates.letter,
                cut_over=view.wave.dates.cut_over,
            )
        )
        lines += [f"  {rollout.breach(breach, view.wave.kind)}" for breach in view.wave.breaches]
    return [*lines, *commands.not_in_waves(len(found.unplaced), len(found.rest))] or [
        commands.nothing_found()
    ]


def _write_ics(session: Session, path: Path, found: Checklist, plan: Rollout | None) -> None:
    days = events.of_tasks(found.tasks)
    if plan is not None:
        days += events.of_waves(one.wave for one in plan.waves)
    name = session.municipality.name or session.title
    export_calendar(days, path, plan=name, name=commands.calendar_name(name), now=session.now)
