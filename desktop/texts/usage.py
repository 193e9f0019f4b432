"""What does the command line say about itself: its options, their placeholders, and what was typed wrong?

The words that argparse brings are English and stand here as its own source has them; those of a version of
Python that has others stay English.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _

ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("one of the arguments %s is required"),
    N_("not allowed with argument %s"),
    N_("unrecognized arguments: %s"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)
"""What argparse can say to a user of this program."""

PLACEHOLDERS = (
    N_("COMMAND"),
    N_("PLAN"),
    N_("NEW_PLAN"),
    N_("OTHER"),
    N_("FILE"),
    N_("FILE.docx"),
    N_("FILE.xlsx"),
    N_("FILE.ics"),
    N_("PATH"),
    N_("FOLDER"),
    N_("OUT.docx"),
    N_("TEMPLATE"),
    N_("CONTEXT.json"),
    N_("NAME"),
    N_("TEXT"),
    N_("WORDS"),
    N_("USER"),
    N_("NUMBER"),
    N_("SUPPLIER_NO"),
    N_("KEY"),
    N_("KEY=VALUE"),
    N_("FIELD=COLUMN"),
    N_("SHEET"),
    N_("ENCODING"),
    N_("OPTION"),
    N_("KIND"),
    N_("YYYY-MM-DD"),
)
"""What stands for a value; a short one that is the same in every language (N, GLN) is not here."""

ABOUT = {
    "plan": N_("the plan file"),
    "files": N_("a list as CSV, Excel or OpenDocument"),
    "paths": N_("a file, a folder or a ZIP with e-invoices, or an extract of invoices"),
    "numbers": N_("number of a supplier, as the list has it"),
    "suppliers": N_("number of a supplier, as the list has it"),
    "other": N_("another copy of the plan"),
    "template": N_("a letter template in Word"),
    "--context": N_("the values of the fields, as JSON"),
    "context": N_("the values of the fields, as JSON"),
    "key": N_("key of a task, as `tasks` lists it"),
    "out": N_("the file to write"),
    "--out": N_("where to write it"),
    "--municipality": N_("the municipality's name"),
    "--department": N_("the department that writes to the suppliers"),
    "--address": N_("street and number"),
    "--postal-code": N_("four digits"),
    "--city": N_("the city"),
    "--phone": N_("phone number for suppliers' questions"),
    "--email": N_("e-mail address for suppliers' questions"),
    "--contact": N_("whom suppliers may ask"),
    "--erp": N_("the economy system"),
    "--new-ean": N_("the EAN number made for KP, 13 digits"),
    "--erp-ean": N_("the EAN number of the economy system, 13 digits"),
    "--go-live": N_("the day KP is taken into use"),
    "--decimal-mark": N_("what divides kroner and øre in the file"),
    "--date-order": N_("in which order the file has day (d), month (m) and year (y)"),
    "--encoding": N_("the file's character set, when the program has guessed wrong"),
    "--by": N_("add up by this"),
    "--relevance": N_("whether a supplier belongs in KP"),
    "--trade": N_("the trade, as `trades` lists it"),
    "--collective": N_("what was found out about its collective invoices"),
    "--reason": N_("why, for the history"),
    "--note": N_("a note of your own"),
    "--assume": N_("another value of an assumption; may be repeated"),
    "--open-suppliers": N_("how suppliers that nobody has judged are counted"),
    "--template": N_("a template of your own in Word"),
    "--start": N_("the first day letters may go out"),
    "--status": N_("how far the task is"),
    "--letter": N_("only letters of this kind"),
    "--wave": N_("only the suppliers of this wave"),
    "--state": N_("what has become of the letter"),
    "--channel": N_("how it was sent"),
    "--marked": N_("a copy with the faults as comments"),
    "--operation": N_("only this kind of step"),
    "--from": N_("from this day on"),
    "--to": N_("up to and with this day"),
    "--text": N_("only what has all these words"),
}
"""By option, or by name of what stands without one: what it is, where a command has nothing to add."""

LATER = frozenset({"follow-up", "stuck"})
"""Commands that the contract has and this version does not."""


def of_argparse(message: str) -> str:
    """One of argparse's own sentences in the language in force."""
    return _(message)


def placeholder(word: str) -> str:
    """What stands for a value, in the language in force."""
    return _(word)


def about(name: str) -> str | None:
    """What an option or argument is, None where nothing is known of it."""
    return _(ABOUT[name]) if name in ABOUT else None


def wrong(detail: str, program: str) -> str:
    """What was typed wrong, and where to look."""
    return _("Wrong usage: {detail}. See `{program} --help`.").format(detail=detail, program=program)


def no_command(name: str, near: Sequence[str], program: str) -> str:
    """There is no command of that name; those that are nearly called so."""
    if name in LATER:
        return _("`{command}` comes in a later version of the program.").format(command=name)
    missing = _("There is no command called “{command}”.").format(command=name)
    meant = _("Do you mean {near}?").format(near=_(" or ").join(f"`{one}`" for one in near)) if near else ""
    return sentences(missing, meant, _("See `{program} --help`.").format(program=program))
