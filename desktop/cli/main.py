"""Which command was asked for, and how is its answer told? Parsing, printing and exit status."""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop import __version__
from desktop.cli import (
    answers,
    backups,
    checklist,
    choosing,
    duplicates,
    history,
    imports,
    kp,
    letter_record,
    letters,
    merging,
    privacy,
    quality,
    setting_up,
    steps,
    suppliers,
)
from desktop.cli.parsing import Parser, own_words
from desktop.cli.result import Result, as_json
from desktop.domain import cpr
from desktop.domain.dates import DateOrder
from desktop.domain.errors import PlannerError
from desktop.domain.letter_outputs import PACKAGES
from desktop.domain.letters import LetterKind
from desktop.domain.relevance import Relevance
from desktop.texts import errors
from desktop.texts.translate import _

Command = Callable[[argparse.Namespace], Result]

_STOPPED = 130
"""What shells expect of a program that Ctrl+C has stopped."""


def main(arguments: Sequence[str] | None = None, *, painter: choosing.Painter | None = None) -> int:
    """Run one command and return its exit status.

    Args:
        painter: gives who draws the charts of the decision note; without one it has tables instead.
    """
    _speak_utf8()
    options = _read(sys.argv[1:] if arguments is None else arguments)
    options.painter = painter
    command: Command = options.command
    try:
        result = command(options)
    except PlannerError as error:
        # What was typed comes back in some sentences.
        print(cpr.scrub(errors.sentence(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return _STOPPED
    try:
        _tell(result, as_data=options.json)
        # The program without a console has no output to flush; `print` knows that.
        print(end="", flush=True)
    except OSError as error:
        # Windows calls a broken pipe an invalid argument.
        if not isinstance(error, BrokenPipeError) and error.errno != errno.EINVAL:
            raise
        # Whoever reads has enough (`| head`). What is held back must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return result.status


def _read(arguments: Sequence[str]) -> argparse.Namespace:
    with own_words():
        parser = _parser()
        parser.refuse_unknown(arguments, COMMANDS)
        return parser.parse_args(arguments)


def _tell(result: Result, *, as_data: bool) -> None:
    if as_data:
        print(as_json(result.data))
        return
    for line in result.lines:
        print(line)


def _speak_utf8() -> None:
    """A Windows console or a pipe may not know every letter; no answer is lost over that."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _parser() -> Parser:
    parser = Parser(prog="ean-planner", description=_("Move suppliers' e-invoices to KP by EAN number."))
    told = _("show the program's version")
    parser.add_argument("--version", action="version", version=f"EAN Planner {__version__}", help=told)
    commands = parser.add_subparsers(metavar=_("COMMAND"), required=True, parser_class=Parser)
    for name, add in COMMANDS.items():
        command = commands.add_parser(name, help=(about := _about(name)), description=about)
        command.add_argument("--json", action="store_true", help=_("answer with one JSON object"))
        add(command)
    return parser


def _about(name: str) -> str:
    return {
        "demo": _("the whole job on the sample municipality"),
        "new": _("make an empty plan"),
        "set-up": _("change what the plan knows of the municipality"),
        "import-suppliers": _("import supplier lists"),
        "import-invoices": _("import e-invoices and invoice extracts"),
        "invoices": _("list the invoices of a plan"),
        "collective": _("list suppliers and their collective invoices"),
        "kp": _("tell what KP would do with the documents"),
        "kp-rules": _("list the rules that KP's judgements follow"),
        "trades": _("list the trades that belong in KP"),
        "suppliers": _("list the suppliers and whether they belong in KP"),
        "decide": _("decide the same about some suppliers"),
        "duplicates": _("list pairs of suppliers that may be one"),
        "problems": _("list what is wrong with the data, or export it"),
        "compare": _("put the EAN options side by side"),
        "choose": _("record the choice of EAN number"),
        "scenarios": _("list, save or remove scenarios of other assumptions"),
        "decision-note": _("write the memo to decide on, as a Word document"),
        "recipients": _("list who gets which letter and why"),
        "waves": _("show or propose pilot and waves"),
        "tasks": _("list the checklist with dates"),
        "task": _("show or change one task of the checklist"),
        "letters": _("write the letters"),
        "letters-made": _("list the letters that were written, and whom to remind"),
        "mark-sent": _("mark letters as sent, answered or come back"),
        "decide-letter": _("decide by hand which letter some suppliers get"),
        "check-template": _("look for faults in a letter template"),
        "render": _("make one document from a template and a JSON file"),
        "history": _("list what has been done"),
        "undo": _("take the last operation back"),
        "redo": _("do the undone operation again"),
        "privacy": _("tell what a plan stores, and set when it is to be deleted"),
        "clean": _("delete earlier history for good"),
        "merge": _("take another copy of the plan in"),
        "backups": _("list the earlier versions of a plan"),
        "restore": _("put an earlier version out as a new plan"),
        "self-test": _("check what this installation can do"),
    }[name]


def _plan(parser: argparse.ArgumentParser, command: Command) -> None:
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.set_defaults(command=command)


def _tables(parser: argparse.ArgumentParser) -> None:
    told = imports.SheetOrColumn
    several = _("a sheet of the file; may be repeated, `all` for every sheet that can be read")
    mapped = _("which column is what; after --sheet for that sheet alone")
    parser.add_argument("--sheet", metavar="SHEET", dest="sheets", action=told, help=several)
    parser.add_argument("--map", metavar="FIELD=COLUMN", dest="sheets", action=told, help=mapped)
    parser.add_argument(
        "--repair",
        action="store_true",
        help=_("put garbled Danish letters right, where that can be done exactly"),
    )
    parser.add_argument("--decimal-mark", choices=("comma", "point"))
    parser.add_argument("--date-order", choices=tuple(DateOrder))
    parser.add_argument("--encoding", metavar="ENCODING")
    parser.add_argument("--dry-run", action="store_true", help=_("show what would change and change nothing"))


def _demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="FOLDER", type=Path)
    parser.set_defaults(command=letters.demo)


def municipality(text: str) -> str:
    """A name that has something in it. argparse calls the value by this function's name."""
    if not text.strip():
        raise ValueError("empty")
    return text.strip()


def _new(parser: argparse.ArgumentParser) -> None:
    _plan(parser, setting_up.new)
    parser.add_argument("--municipality", metavar="NAME", required=True, type=municipality)
    setting_up.add_facts(parser)


def _set_up(parser: argparse.ArgumentParser) -> None:
    _plan(parser, setting_up.set_up)
    parser.add_argument("--municipality", metavar="NAME", type=municipality)
    setting_up.add_facts(parser)


def _import_suppliers(parser: argparse.ArgumentParser) -> None:
    _plan(parser, imports.suppliers)
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path)
    _tables(parser)


def _import_invoices(parser: argparse.ArgumentParser) -> None:
    _plan(parser, imports.invoices)
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
    _tables(parser)


def _problems(parser: argparse.ArgumentParser) -> None:
    _plan(parser, quality.problems)
    parser.add_argument("--out", metavar="FILE.xlsx", type=Path)


def _kp(parser: argparse.ArgumentParser) -> None:
    _plan(parser, kp.totals)
    parser.add_argument("--by", choices=kp.GROUPINGS)
    parser.add_argument("--relevance", choices=tuple(Relevance))
    parser.add_argument("--all", action="store_true", help=_("count all documents, not only a year's"))


def _table(command: Command) -> Callable[[argparse.ArgumentParser], None]:
    def add(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--own", action="store_true", help=_("make a copy of your own to edit"))
        parser.set_defaults(command=command)

    return add


def _compare(parser: argparse.ArgumentParser) -> None:
    _plan(parser, answers.compare)
    parser.add_argument("--assume", metavar="KEY=VALUE", action="append")
    parser.add_argument("--scenario", metavar="NAME", help=_("under the assumptions of a scenario"))


def _choose(parser: argparse.ArgumentParser) -> None:
    _plan(parser, answers.choose)
    parser.add_argument("option", metavar="OPTION", help=_("reuse:<EAN>, new or new-gradual"))
    parser.add_argument("--new-ean", metavar="GLN")
    parser.add_argument("--reason", metavar="TEXT")
    parser.add_argument("--scenario", metavar="NAME", help=_("the scenario the choice is made from"))


def _letters(parser: argparse.ArgumentParser) -> None:
    _plan(parser, letters.letters)
    parser.add_argument("--out", metavar="FOLDER", type=Path, required=True)
    parser.add_argument("--wave", metavar="N", type=int, help=_("only to the suppliers of that wave"))
    parser.add_argument("--letter", metavar="KIND", choices=[kind.value for kind in LetterKind])
    parser.add_argument("--joined", action="store_true", help=_("also put all letters of a kind in one file"))
    parser.add_argument("--pdf", action="store_true", help=_("also as PDF, made by Word or LibreOffice"))
    parser.add_argument(
        "--package",
        metavar="KIND",
        action="append",
        choices=[kind.value for kind in PACKAGES],
        help=_("also a package for a system that sends Digital Post; nothing is sent"),
    )
    parser.add_argument("--mails", action="store_true", help=_("also mail drafts with the letters attached"))


def _render(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", metavar="TEMPLATE", type=Path)
    parser.add_argument("context", metavar="CONTEXT.json", type=Path)
    parser.add_argument("out", metavar="OUT.docx", type=Path)
    parser.add_argument("--compare", action="store_true", help=_("compare each part with docxtpl's own"))
    parser.set_defaults(command=letters.render)


def _check_template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", metavar="TEMPLATE", type=Path)
    parser.add_argument("--context", metavar="CONTEXT.json", type=Path)
    parser.add_argument("--marked", metavar="OUT.docx", type=Path)
    parser.set_defaults(command=letters.check_template)


def _on_plan(command: Command) -> Callable[[argparse.ArgumentParser], None]:
    return lambda parser: _plan(parser, command)


def _with(
    command: Command, add: Callable[[argparse.ArgumentParser], None]
) -> Callable[[argparse.ArgumentParser], None]:
    def added(parser: argparse.ArgumentParser) -> None:
        _plan(parser, command)
        add(parser)

    return added


def _restore(parser: argparse.ArgumentParser) -> None:
    _plan(parser, backups.restore)
    about = _("as `backups` lists it; 1 is the newest, 0 what can be read of a damaged plan")
    parser.add_argument("number", metavar="NUMBER", type=int, help=about)
    parser.add_argument("out", metavar="NEW_PLAN", type=Path)


def _self_test(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="FILE", type=Path)
    parser.set_defaults(command=history.self_test)


COMMANDS: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "demo": _demo,
    "new": _new,
    "set-up": _set_up,
    "import-suppliers": _import_suppliers,
    "import-invoices": _import_invoices,
    "invoices": _on_plan(answers.invoices),
    "collective": _on_plan(answers.collective),
    "kp": _kp,
    "kp-rules": _table(kp.rules),
    "trades": _table(kp.trades),
    "suppliers": _with(suppliers.suppliers, suppliers.add_suppliers),
    "decide": _with(suppliers.decide, suppliers.add_decide),
    "duplicates": _on_plan(duplicates.duplicates),
    "problems": _problems,
    "compare": _compare,
    "choose": _choose,
    "scenarios": choosing.add_scenarios,
    "decision-note": choosing.add_note,
    "recipients": _on_plan(answers.recipients),
    "waves": steps.add_waves,
    "tasks": checklist.add_tasks,
    "task": checklist.add_task,
    "letters": _letters,
    "letters-made": letter_record.add_letters_made,
    "mark-sent": letter_record.add_mark_sent,
    "decide-letter": letter_record.add_decide_letter,
    "check-template": _check_template,
    "render": _render,
    "history": _with(history.history, history.add_history),
    "undo": _on_plan(history.undo),
    "redo": _on_plan(history.redo),
    "privacy": _with(privacy.show, privacy.add_privacy),
    "clean": _with(privacy.clean, privacy.add_clean),
    "merge": _with(merging.merge, merging.add_merge),
    "backups": _on_plan(backups.backups),
    "restore": _restore,
    "self-test": _self_test,
}
"""Every command by name. `desktop.__main__` asks here whether a first argument is one."""
