"""What is wrong with a table of trades or rules, where, and what to do about it?"""

from __future__ import annotations

from desktop.domain.reference import ReferenceFault, ReferenceTrouble
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _

_FAULT = {
    ReferenceFault.NOT_TOML: N_(
        "It is not written as TOML: look for a missing quotation mark or bracket, or a field that is there "
        "twice."
    ),
    ReferenceFault.NO_LINES: N_("There is nothing under [[{field}]]."),
    ReferenceFault.MISSING: N_("“{field}” must be filled in."),
    ReferenceFault.UNKNOWN_FIELD: N_("The program does not know “{field}”. Look at the spelling."),
    ReferenceFault.NOT_TEXT: N_("“{field}” must be a text in quotation marks."),
    ReferenceFault.NOT_LIST: N_('“{field}” must be a list of texts: ["one", "two"].'),
    ReferenceFault.NOT_YES_NO: N_("“{field}” must be true or false, without quotation marks."),
    ReferenceFault.NOT_DATE: N_("“{field}” must be a date without quotation marks: 2025-01-01."),
    ReferenceFault.NOT_KNOWN: N_("“{field}” has a word that the program does not know."),
    ReferenceFault.TWICE: N_("“{field}” is used before in the table."),
    ReferenceFault.NO_END: N_("The last rule for each kind of document must be there: “{field}”."),
    ReferenceFault.NOT_FITTING: N_("“{field}” does not fit the rule."),
    ReferenceFault.BACKWARDS: N_("“{field}” lies before the day the rule begins."),
    ReferenceFault.NOT_CODE: N_("“{field}” must have branch codes of four to six digits."),
}


def fault(found: ReferenceFault, *, field: str = "") -> str:
    """What is wrong, without where."""
    return _(_FAULT[found]).format(field=field)


def sentence(error: ReferenceTrouble) -> str:
    """Where it is wrong, what, and the way out."""
    if error.fault is ReferenceFault.NOT_TOML and error.line:
        where = _("Your own table {name} cannot be used (line {line}).")
    elif error.line:
        where = _("Your own table {name} cannot be used (entry {line}).")
    else:
        where = _("Your own table {name} cannot be used.")
    return sentences(
        where.format(name=error.name, line=error.line),
        fault(error.fault, field=error.field),
        _("Correct it, or delete the file: then the program uses its own table."),
    )


def title() -> str:
    """For the head of a message."""
    return _("Your own table has a fault")
