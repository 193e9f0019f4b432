"""`letters-made`, `mark-sent` and `decide-letter`: what became of the letters, and who gets another one?"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from desktop.cli.days import day
from desktop.cli.plans import opened
from desktop.cli.result import Json, Result
from desktop.cli.suppliers import ids_of
from desktop.domain.assessment import Subject
from desktop.domain.letter_record import Channel, LetterState
from desktop.domain.letters import ABOUT_THE_PLAN, FIRST_LETTERS, LetterKind
from desktop.domain.plan import LetterMade
from desktop.domain.recipients import NO_LETTER
from desktop.texts import commands, labels
from desktop.texts import history as history_texts
from desktop.texts import letter_record as texts
from desktop.texts.translate import _
from desktop.workspace.letter_record import LetterRecord, letter_record
from desktop.workspace.operations import Decide, MarkLetters, SetReminderDays
from desktop.workspace.session import Session

_TO_SUPPLIERS = [kind.value for kind in LetterKind if kind not in ABOUT_THE_PLAN]
_BY_HAND = [kind.value for kind in LetterKind if kind in FIRST_LETTERS]


def add_letters_made(parser: argparse.ArgumentParser) -> None:
    """The arguments of `letters-made`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("--as-of", metavar="YYYY-MM-DD", type=day, help=_("whom to remind on that day"))
    parser.add_argument(
        "--reminder-days", metavar="N", type=int, help=_("set the days from a letter is sent to its reminder")
    )
    parser.set_defaults(command=letters_made)


def add_mark_sent(parser: argparse.ArgumentParser) -> None:
    """The arguments of `mark-sent`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument(
        "suppliers", metavar="SUPPLIER_NO", nargs="*", help=_("all suppliers when none is named")
    )
    parser.add_argument("--letter", metavar="KIND", choices=_TO_SUPPLIERS)
    parser.add_argument("--wave", metavar="N", type=int)
    parser.add_argument("--state", choices=tuple(LetterState), default=LetterState.SENT)
    parser.add_argument("--channel", choices=tuple(Channel))
    parser.add_argument("--date", metavar="YYYY-MM-DD", type=day, help=_("the day they were sent"))
    parser.set_defaults(command=mark_sent)


def add_decide_letter(parser: argparse.ArgumentParser) -> None:
    """The arguments of `decide-letter`."""
    parser.add_argument("plan", metavar="PLAN", type=Path)
    parser.add_argument("suppliers", metavar="SUPPLIER_NO", nargs="+")
    choices, about = [*_BY_HAND, NO_LETTER, "automatic"], _("the letter they get")
    parser.add_argument("--letter", metavar="KIND", choices=choices, required=True, help=about)
    parser.add_argument("--reason", metavar="TEXT", default="")
    parser.set_defaults(command=decide_letter)


def letters_made(options: argparse.Namespace) -> Result:
    """One object per letter, and the reminders that should be sent."""
    with opened(options.plan, save=options.reminder_days is not None) as session:
        if options.reminder_days is not None:
            session.run(SetReminderDays(options.reminder_days))
        record = letter_record(session, as_of=options.as_of)
        return _told(session, record)


def mark_sent(options: argparse.Namespace) -> Result:
    """Mark the newest letter of each supplier; as sent when nothing else is said."""
    state = LetterState(options.state)
    channel = Channel(options.channel) if options.channel else None
    with opened(options.plan, save=True) as session:
        wanted = ids_of(session.assessments(), options.suppliers) if options.suppliers else None
        marked = [
            theirs[-1].id
            for supplier, letters in letter_record(session).letters.items()
            if (wanted is None or supplier in wanted)
            and (theirs := [one for one in letters if _is_meant(one, options)])
        ]
        operation = MarkLetters(tuple(marked), state, channel, options.date)
        session.run(operation)
        told = _told(session, letter_record(session))
    line = texts.marked(state.value, len(marked))
    return Result({**told.data, "marked": len(marked)}, [line], status=0 if marked else 1)


def _is_meant(letter: LetterMade, options: argparse.Namespace) -> bool:
    return options.letter in (None, letter.kind.value) and options.wave in (None, letter.wave)


def decide_letter(options: argparse.Namespace) -> Result:
    """Leave suppliers out, give them another first letter, or let the rules decide again."""
    value = "" if options.letter == "automatic" else options.letter
    with opened(options.plan, save=True) as session:
        found = ids_of(session.assessments(), options.suppliers)
        session.run(Decide(found, Subject.LETTER, value, options.reason))
        entry = session.history()[0]
    data: dict[str, Json] = {"suppliers": len(found), "letter": value or "automatic"}
    return Result(data, [history_texts.entry(entry)])


def _told(session: Session, record: LetterRecord) -> Result:
    suppliers = {one.supplier.id: one.supplier for one in session.assessments()}
    newest = {theirs[-1].id for theirs in record.letters.values()}
    letters: list[Json] = []
    rows: list[str] = []
    for supplier_id, theirs in record.letters.items():
        supplier = suppliers[supplier_id]
        for one in theirs:
            found = record.outdated.get(supplier_id, ()) if one is record.first.get(supplier_id) else ()
            letters.append(
                {
                    "supplier_no": supplier.number,
                    "name": supplier.name,
                    "letter": one.kind.value,
                    "file": one.file,
                    "template_sha256": one.template_hash,
                    "written": one.at.isoformat(),
                    "by": one.by,
                    "state": one.state.value,
                    "channel": one.channel.value if one.channel else None,
                    "sent_on": one.sent_on.isoformat() if one.sent_on else None,
                    "newest": one.id in newest,
                    "differences": [what.value for what in found],
                }
            )
            rows.append(_line(supplier.name, one, texts.outdated(one, found)))
    due: list[Json] = [
        {
            "supplier_no": suppliers[one.supplier_id].number,
            "name": suppliers[one.supplier_id].name,
            "letter": one.kind.value,
            "since": one.since.isoformat(),
        }
        for one in record.due
    ]
    data: dict[str, Json] = {"letters": letters, "due": due, "reminder_days": record.days}
    reminders = [f"{suppliers[one.supplier_id].name}: {texts.due(one)}" for one in record.due]
    return Result(data, [*rows, *_head(len(due)), *reminders] or [commands.nothing_found()])


def _head(due: int) -> Sequence[str]:
    return [texts.reminders_due(due)] if due else []


def _line(name: str, made: LetterMade, what: str) -> str:
    parts = (name, labels.letter_kind(made.kind), texts.told(made), what)
    return " · ".join(part for part in parts if part)
