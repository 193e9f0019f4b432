"""`problems`: what is wrong with the data, what became of it, and the list as a spreadsheet."""

from __future__ import annotations

import argparse

from desktop.cli import lines
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.domain.problems import Problem
from desktop.domain.quality import JudgedProblem
from desktop.domain.recipients import Waiting
from desktop.texts import commands
from desktop.texts import problems as problem_texts
from desktop.texts import quality as quality_texts
from desktop.workspace.exporting import export_sheet


def problems(options: argparse.Namespace) -> Result:
    """Every problem of the imports; with `--out` also as a spreadsheet."""
    with opened(options.plan) as session:
        found = session.quality()
    data: dict[str, Json] = {
        "problems": [_problem(one) for one in found.problems],
        "kinds": [
            {
                "kind": one.kind.value,
                "open": one.still_open,
                "corrected": one.corrected,
                "accepted": one.accepted,
            }
            for one in found.groups
        ],
        "open": {"errors": found.errors, "warnings": found.warnings, "notes": found.notes},
        "corrected": found.corrected,
        "accepted": found.accepted,
        "waiting_suppliers": len(found.waiting),
        "out": None,
    }
    told = [quality_texts.headline(found), *lines.open_problems(found)]
    if options.out is not None:
        export_sheet(quality_texts.listed(found), options.out)
        data["out"] = str(options.out)
        told.append(commands.exported(str(options.out), len(found.problems)))
    return Result(data, told)


def _problem(one: JudgedProblem) -> dict[str, Json]:
    return {
        **as_data(one.problem),
        "id": one.id,
        "supplier_no": one.problem.supplier_number,
        "supplier": one.supplier.name if one.supplier else "",
        "state": one.state.value,
        "blocks_letters": one.blocks,
        "settled": quality_texts.settled(one),
    }


def as_data(problem: Problem) -> dict[str, Json]:
    """A problem as robots read it, the same in every command."""
    return {
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "suggestion": problem.suggestion,
        "kind": problem.kind.value,
        "severity": problem.severity.value,
        "message": problem_texts.sentence(problem),
    }


def waiting(one: Waiting) -> dict[str, Json]:
    """A supplier whose letter waits, and for what."""
    supplier = one.recipient.assessment.supplier
    return {
        "cvr": supplier.cvr,
        "supplier_no": supplier.number,
        "name": supplier.name,
        "letter": one.recipient.kind.value,
        "reason": quality_texts.waiting(one),
        "problems": [as_data(problem) for problem in one.problems],
    }
