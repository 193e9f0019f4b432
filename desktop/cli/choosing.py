"""`scenarios` and `decision-note`: other assumptions kept under a name, and the note people decide on."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from desktop.cli.plans import opened
from desktop.cli.result import Json, Result, ends, rounded
from desktop.domain.assumptions import Assumptions
from desktop.domain.decision_note import NoteFacts, NotePictures
from desktop.domain.errors import UnknownAssumption
from desktop.domain.scenarios import OpenSuppliers, Premises, ScenarioAnswer
from desktop.domain.sensitivity import Tornado, TurningPoint
from desktop.texts import commands
from desktop.texts import decision_note as note_texts
from desktop.texts import scenarios as scenario_texts
from desktop.texts.translate import _
from desktop.workspace import decision_note as notes
from desktop.workspace import scenarios as workspace
from desktop.workspace.operations.scenarios import RemoveScenario, SaveScenario
from desktop.workspace.session import Session

Paint = Callable[[NoteFacts], NotePictures]
"""Draws the charts of a note; the command line itself has no Qt."""
Painter = Callable[[], Paint | None]
"""Gives one, or None where Qt is not whole; only asked when a note is made."""


def premises(session: Session, options: argparse.Namespace) -> Premises:
    """What the figures rest on besides the facts: a scenario, single assumptions, or both.

    Raises:
        NotInPlan: there is no such scenario.
        UnknownAssumption: no such assumption, or a value outside its range.
    """
    name = getattr(options, "scenario", None)
    used = Premises.of(workspace.scenario(session, name)) if name else Premises()
    changed = dict(assumed(one) for one in options.assume or ())
    if not changed:
        return used
    both = Assumptions({**used.assumptions.changed, **changed})
    return Premises(both, used.open_suppliers, used.what_if)


def assumed(text: str) -> tuple[str, float]:
    """KEY=VALUE as it was typed.

    Raises:
        UnknownAssumption: there is no value.
    """
    key, _sign, value = text.partition("=")
    try:
        return key.strip(), float(value.strip().replace(",", "."))
    except ValueError:
        raise UnknownAssumption(key.strip()) from None


def add_scenarios(parser: argparse.ArgumentParser) -> None:
    """The options of `scenarios`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("--save", metavar="NAME", help=_("keep assumptions under this name"))
    parser.add_argument("--remove", metavar="NAME", help=_("take the scenario of this name off"))
    parser.add_argument("--assume", metavar="KEY=VALUE", action="append")
    parser.add_argument("--open-suppliers", choices=tuple(OpenSuppliers), default=OpenSuppliers.AS_THEY_ARE)
    parser.set_defaults(command=scenarios)


def scenarios(options: argparse.Namespace) -> Result:
    """Save or remove one, and list those there are."""
    changing = bool(options.save or options.remove)
    with opened(options.plan, save=changing) as session:
        if options.remove:
            found = workspace.scenario(session, options.remove)
            session.run(RemoveScenario(found.name))
        if options.save:
            used = Assumptions(dict(assumed(one) for one in options.assume or ()))
            session.run(SaveScenario(options.save, used.changed, OpenSuppliers(options.open_suppliers)))
        found_all = workspace.beside(session)
    data: dict[str, Json] = {"scenarios": [_scenario(one) for one in found_all[1:]]}
    return Result(data, [scenario_texts.line(one, found_all[0]) for one in found_all])


def _scenario(answer: ScenarioAnswer) -> dict[str, Json]:
    scenario, found = answer.scenario, answer.recommendation
    return {
        "name": scenario.name if scenario else None,
        "by": scenario.by if scenario else None,
        "at": scenario.at.isoformat() if scenario else None,
        "open_suppliers": scenario.open_suppliers.value if scenario else None,
        "assumptions": {key: rounded(value) for key, value in answer.assumptions.changed.items()},
        "differs": sorted(answer.differs),
        "recommendation": found.key if found else None,
        "options": [
            {
                "key": one.option.key,
                "contacts": ends(one.contacts),
                "hours": ends(one.hours),
                "weeks": ends(one.weeks),
            }
            for one in answer.comparison.options
        ],
    }


def tornado(found: Tornado | None) -> dict[str, Json] | None:
    """The tornado as data: hours that the first option takes more than its rival."""
    if found is None:
        return None
    return {
        "key": found.key,
        "rival": found.rival,
        "hours": rounded(found.hours),
        "swings": [
            {
                "assumption": one.key,
                "values": [rounded(one.low_value), rounded(one.high_value)],
                "hours": [rounded(one.low), rounded(one.high)],
                "flips": one.flips,
            }
            for one in found.swings
        ],
    }


def turning_point(point: TurningPoint) -> dict[str, Json]:
    """Where one assumption makes another option come first."""
    return {
        "assumption": point.key,
        "current": rounded(point.current),
        "value": rounded(point.value),
        "becomes": point.becomes,
    }


def add_note(parser: argparse.ArgumentParser) -> None:
    """The options of `decision-note`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("out", metavar="OUT.docx", type=Path)
    parser.add_argument("--assume", metavar="KEY=VALUE", action="append")
    parser.add_argument("--scenario", metavar="NAME", help=_("under the assumptions of a scenario"))
    parser.add_argument("--template", metavar="FILE.docx", type=Path)
    parser.add_argument("--no-pictures", action="store_true", help=_("tables instead of charts"))
    parser.set_defaults(command=decision_note)


def decision_note(options: argparse.Namespace) -> Result:
    """Write the note; without a painter, or where it cannot start, tables stand for the charts."""
    with opened(options.plan) as session:
        facts = workspace.note_facts(session, premises(session, options))
        gaps = workspace.gaps(session, facts.comparison)
    painter: Painter | None = None if options.no_pictures else options.painter
    paint = painter() if painter is not None else None
    pictures = paint(facts) if paint is not None else {}
    as_wished = bool(pictures) or options.no_pictures or not facts.options  # no options, nothing to draw
    fields = note_texts.fields(facts, gaps, painted=as_wished)
    notes.write_note(fields, pictures, options.out, template=options.template)
    told = [commands.note_written(str(options.out))]
    told += [str(fields["uden_billeder"])] if fields["uden_billeder"] else []
    data: dict[str, Json] = {
        "out": str(options.out),
        "pictures": sorted(one.value for one in pictures),
        "fingerprint": facts.fingerprint,
    }
    return Result(data, told)
