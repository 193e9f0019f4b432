"""`letters`, `render` and `demo`: what leaves the house."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from desktop.cli import lines
from desktop.cli.answers import choice, recommended
from desktop.cli.plans import opened
from desktop.cli.quality import waiting
from desktop.cli.result import Json, Result
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letter_outputs import LetterWishes, MadeOutput, OutputKind
from desktop.domain.letters import ABOUT_THE_PLAN, BatchResult, LetterFault, LetterKind
from desktop.domain.template_check import TemplateFinding
from desktop.paths import user_documents_dir
from desktop.texts import commands
from desktop.texts import letter_documents as document_texts
from desktop.texts import letter_outputs as output_texts
from desktop.texts import letter_record as record_texts
from desktop.texts import letters as letter_texts
from desktop.texts import recipients as recipient_texts
from desktop.texts import recommendation as recommendation_texts
from desktop.texts import template_check as check_texts
from desktop.texts.translate import _
from desktop.workspace import letter_outputs, letter_run, letter_templates
from desktop.workspace.checklist import contact_of
from desktop.workspace.letter_record import recipients_of
from desktop.workspace.operations import ChooseEan
from desktop.workspace.sample import load_sample


def letters(options: argparse.Namespace) -> Result:
    """Write the letters of a plan."""
    start = time.perf_counter()
    kind = None if options.letter is None else LetterKind(options.letter)
    if kind in ABOUT_THE_PLAN:
        return _about_the_plan(options, kind, start)
    with opened(options.plan, save=True) as session:
        found = session.recipients()
        wanted = recipients_of(session, kind, wave=options.wave)
        held_up = [
            one
            for one in found.waiting
            if kind in (None, one.recipient.kind) and options.wave in (None, one.recipient.wave)
        ]
        run = letter_outputs.write_everything(session, options.out, _wishes(options), recipients=wanted)
    result = run.letters
    data = _batch(result, time.perf_counter() - start) | {"waiting": [waiting(one) for one in held_up]}
    data["outputs"] = [_output(one) for one in run.outputs]
    broken = any(one.fault is not None for one in run.outputs)
    status = 1 if broken or ((result.failed or held_up) and not result.written) else 0
    first = lines.written(result, options.out) if wanted else [commands.nobody_to_write_to()]
    told = [*first, *document_texts.joined(result), *output_texts.told(run)]
    told += [recipient_texts.summary(found), *lines.waiting(held_up)]
    return Result(data, told, status=status)


def _wishes(options: argparse.Namespace) -> LetterWishes:
    packages = tuple(OutputKind(name) for name in options.package or ())
    return LetterWishes(joined=options.joined, pdf=options.pdf, packages=packages, mails=options.mails)


def _output(one: MadeOutput) -> dict[str, Json]:
    return {
        "output": one.kind.value,
        "letters": len(one.positions),
        "files": [str(path) for path in one.files],
        "left": [
            {
                "supplier_no": left.supplier_number,
                "name": left.supplier_name,
                "fault": left.fault.value,
                "reason": output_texts.fault(left.fault),
            }
            for left in one.left
        ],
        "fault": one.fault.value if one.fault else None,
        "notes": [note.value for note in one.notes],
        "tool": one.tool.value if one.tool else None,
    }


def _about_the_plan(options: argparse.Namespace, kind: LetterKind, start: float) -> Result:
    """One of the letters that go to no supplier; nothing is remembered of it."""
    with opened(options.plan) as session:
        contact = contact_of(session).responsible if kind is LetterKind.ERP_ROUTES else ""
        to = contact or record_texts.to_whom(kind)
        result = letter_run.write_about_the_plan(session, kind, options.out, to=to)
    data = _batch(result, time.perf_counter() - start) | {"waiting": []}
    return Result(data, lines.written(result, options.out), status=0 if result.written else 1)


def _batch(result: BatchResult, seconds: float) -> dict[str, Json]:
    return {
        "written": len(result.written),
        "failed": [
            {
                "supplier_no": one.supplier_number,
                "name": one.supplier_name,
                "letter": one.kind.value,
                "fault": one.fault.value,
                "reason": letter_texts.failed(one),
            }
            for one in result.failed
        ],
        "files": [str(one.path) for one in result.written],
        "joined": [
            {"file": str(one.path), "letter": one.kind.value, "letters": len(one.positions)}
            for one in result.joined
        ],
        "not_joined": [
            {
                "letter": one.kind.value,
                "letters": len(one.positions),
                "fault": (one.fault or one.write_fault or LetterFault.NO_ACCESS).value,
                "reason": document_texts.not_joined(one),
            }
            for one in result.not_joined
        ],
        "manifest": str(result.manifest) if result.manifest else None,
        "seconds": round(seconds, 2),
    }


def render(options: argparse.Namespace) -> Result:
    """One document from any docxtpl template."""
    report = letter_run.render_any(
        options.template, _context(options.context), options.out, compared=options.compare
    )
    data: dict[str, Json] = {
        "out": str(options.out),
        "road": report.road.value,
        "detour": report.detour.value if report.detour else None,
    }
    if options.compare:
        data["equal"] = report.equal
        data["parts"] = [{"part": one.part, "verdict": one.verdict.value} for one in report.parts]
    return Result(data, [commands.rendered(str(options.out)), *document_texts.report(report)])


def check_template(options: argparse.Namespace) -> Result:
    """A template's faults and fields, and a copy that shows the faults in Word."""
    context = None if options.context is None else _context(options.context)
    found = letter_templates.check_template(options.template, context)
    told = check_texts.told(found)
    if options.marked is not None:
        remarks = [(one.where, one.paragraph, check_texts.remark(one)) for one in found.findings]
        letter_templates.write_marked(options.template, options.marked, remarks)
        told.append(check_texts.marked(str(options.marked)))
    data: dict[str, Json] = {
        "fields": list(found.fields),
        "faults": [_finding(one) for one in found.findings],
        "usable": found.usable,
        "marked": str(options.marked) if options.marked else None,
    }
    return Result(data, told, status=0 if found.usable else 1)


def _finding(one: TemplateFinding) -> dict[str, Json]:
    return {
        "where": one.where.value,
        "paragraph": one.paragraph or None,
        "kind": one.kind.value if one.trouble is None else one.trouble.fault.value,
        "severity": one.severity.value,
        "name": one.name,
        "suggestion": one.suggestion,
        "message": check_texts.message(one),
    }


def _context(path: Path) -> dict[str, object]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        fault = FileFault.MISSING if isinstance(error, FileNotFoundError) else FileFault.NO_ACCESS
        raise FileTrouble(path.name, fault) from None
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        raise FileTrouble(path.name, FileFault.NOT_JSON) from None
    if not isinstance(told, dict):
        raise FileTrouble(path.name, FileFault.NOT_JSON)
    return told


def demo(options: argparse.Namespace) -> Result:
    """The whole job on the sample municipality: import, judge, compare, choose, letters."""
    start = time.perf_counter()
    out: Path = options.out or _demo_folder()
    session = load_sample()
    try:
        comparison, recommendation = session.comparison(), session.recommendation()
        if recommendation is not None:
            session.run(
                ChooseEan(
                    recommendation.key, reason=recommendation_texts.headline(recommendation, comparison)
                )
            )
        result = letter_run.write(session, out / _("Letters"))
        plan = _free(out, "Eksempelby", ".eanplan")
        session.save_as(plan)
        overview = session.overview()
        chosen = session.choice()
        municipality = session.municipality
    finally:
        session.close()
    seconds = time.perf_counter() - start
    data: dict[str, Json] = {
        "plan": str(plan),
        "suppliers": overview.suppliers,
        "invoices": overview.invoices,
        "collective_suppliers": overview.collective_sure,
        "collective_suspected": overview.collective_suspected,
        "recommendation": recommended(recommendation, comparison),
        "choice": choice(chosen),
        "letters": len(result.written),
        "letters_failed": len(result.failed),
        "undecided": comparison.undecided,
        "out": str(out),
        "seconds": round(seconds, 2),
    }
    told = commands.demo(
        municipality=municipality.name,
        suppliers=overview.suppliers,
        invoices=overview.invoices,
        collective=overview.collective_sure,
        headline=recommendation_texts.headline(recommendation, comparison),
        robustness=recommendation_texts.robustness(recommendation) if recommendation else "",
        letters=len(result.written),
        failed=len(result.failed),
        out=str(out),
        plan=str(plan),
        seconds=seconds,
    )
    return Result(data, told, status=1 if result.failed or not result.written else 0)


def _demo_folder() -> Path:
    """A new folder every time, among the user's documents."""
    base = user_documents_dir() / "EAN Planner"
    return _free(base, "Eksempelby", "")


def _free(folder: Path, name: str, ending: str) -> Path:
    path, number = folder / f"{name}{ending}", 2
    while path.exists():
        path, number = folder / f"{name} ({number}){ending}", number + 1
    return path
