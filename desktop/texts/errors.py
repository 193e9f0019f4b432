"""What happened, what does it mean for the work, and what comes next? A calm sentence or two per trouble.

A class of error without a sentence of its own gets the general one; a test sees to it that none of `domain`'s
needs it.
"""

from __future__ import annotations

from datetime import date

from desktop.domain.amounts import AmountError
from desktop.domain.assumptions import ASSUMPTIONS, Unit
from desktop.domain.corrections import ValueTrouble
from desktop.domain.dates import DateError
from desktop.domain.errors import (
    ChoiceFault,
    ChoiceTrouble,
    DayAhead,
    FileFault,
    FileTrouble,
    MappingTrouble,
    NothingToUndo,
    NotInPlan,
    PeriodTrouble,
    PlannerError,
    PlanTrouble,
    UnknownAssumption,
)
from desktop.domain.identifiers import IdentifierError
from desktop.domain.imports import Field
from desktop.domain.letters import CprInDocument, TemplateError
from desktop.domain.problems import Severity
from desktop.domain.reference import ReferenceTrouble
from desktop.domain.row_restoring import RowStays
from desktop.domain.template_check import TemplateFaulty
from desktop.texts import (
    assumptions,
    dates,
    labels,
    letters,
    numbers,
    plan_errors,
    reference,
    restoring,
    template_check,
    values,
)
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _

_MOST_FAULTS = 3

# ------------------------------------------------------------------------------------------------ files

_CELLS_NOT_MEGABYTES = 100_000
"""A limit above this is a number of cells, not of megabytes."""

_FILE_TITLE = {
    FileFault.MISSING: N_("The file is not there"),
    FileFault.IN_USE: N_("The file is in use"),
    FileFault.NO_ACCESS: N_("No access to the file"),
    FileFault.EMPTY: N_("The file is empty"),
    FileFault.TOO_LARGE: N_("The file is too large"),
    FileFault.PASSWORD: N_("The file is protected by a password"),
    FileFault.NOT_THIS_KIND: N_("Another kind of file is needed"),
    FileFault.DAMAGED: N_("The file is damaged"),
    FileFault.NO_TABLE: N_("No table in the file"),
    FileFault.NO_HEADER: N_("No headings in the table"),
    FileFault.UNKNOWN_SHEET: N_("The sheet is not there"),
    FileFault.UNKNOWN_ENCODING: N_("Unknown encoding"),
    FileFault.DISK_FULL: N_("No room on the disk"),
    FileFault.NO_ANSWER: N_("The disk does not answer"),
    FileFault.EXISTS: N_("The file is already there"),
    FileFault.NO_FOLDER: N_("The folder is not there"),
    FileFault.IS_FOLDER: N_("A file is needed"),
    FileFault.NOT_A_FOLDER: N_("A folder is needed"),
    FileFault.PATH_TOO_LONG: N_("The folder's path is too long"),
    FileFault.NOT_JSON: N_("The fields cannot be read"),
    FileFault.NO_BACKUP: N_("No such earlier version"),
    FileFault.FAR_CELL: N_("A cell stands far out"),
    FileFault.NO_WHOLE_ROW: N_("No row fits the headings"),
}
_FILE = {
    FileFault.MISSING: N_("{name} cannot be found. Nothing has changed in the plan. Choose the file again."),
    FileFault.IN_USE: N_(
        "{name} is open in another program, such as Word or Excel. Close it there, and try again."
    ),
    FileFault.NO_ACCESS: N_(
        "You do not have access to {name}. Choose another folder, or ask your IT department for access."
    ),
    FileFault.EMPTY: N_("{name} is empty, so there is nothing to take in. Make the extract again."),
    FileFault.TOO_LARGE: N_(
        "{name} is larger than the program can hold. Divide it, and take one part at a time."
    ),
    FileFault.PASSWORD: N_(
        "{name} is protected by a password and cannot be opened here. Save a copy without "
        "the password, and use the copy."
    ),
    FileFault.NOT_THIS_KIND: N_(
        "{name} is not a kind of file that can be used here. Lists must be Excel or CSV, "
        "e-invoices XML or ZIP, and templates Word (.docx)."
    ),
    FileFault.DAMAGED: N_(
        "{name} cannot be read to its end; the file seems to be damaged. Nothing has changed "
        "in the plan. Fetch or save the file again."
    ),
    FileFault.NO_TABLE: N_(
        "There is no table in {name}. Check that you have chosen the right file and sheet."
    ),
    FileFault.NO_HEADER: N_(
        "The headings of the table in {name} cannot be found. Point at the row where they stand."
    ),
    FileFault.NO_WHOLE_ROW: N_(
        "No row in {name} has as many cells as there are headings, so no value can be trusted. Often the "
        "amounts have a comma, and the columns are divided by commas too. Make the extract again with "
        "semicolons, or as Excel."
    ),
    FileFault.UNKNOWN_SHEET: N_(
        "There is no sheet called “{detail}” in {name}. Choose one of the sheets it has."
    ),
    FileFault.UNKNOWN_ENCODING: N_(
        "{name} cannot be read in the encoding “{detail}”. Nothing was imported. Try utf-8, cp1252 or cp850."
    ),
    FileFault.DISK_FULL: N_("There is no room on the disk for {name}. Make room, or choose another disk."),
    FileFault.NO_ANSWER: N_(
        "The disk or network drive with {name} does not answer as it should. What was there is as it was. "
        "Try again in a moment, or choose another folder."
    ),
    FileFault.EXISTS: N_("{name} is already there and has not been touched. Choose another name."),
    FileFault.NO_FOLDER: N_(
        "The folder that {name} should lie in is not there. Make the folder, or choose another one."
    ),
    FileFault.IS_FOLDER: N_("{name} is a folder, and a file is needed here. Choose a file inside it."),
    FileFault.NOT_A_FOLDER: N_("{name} is a file, and a folder is needed here. Choose a folder."),
    FileFault.PATH_TOO_LONG: N_(
        "The path to {name} is so long that files beside it would have no name left. Choose a folder "
        "nearer the top, or a shorter name."
    ),
    FileFault.NO_BACKUP: N_(
        "There is no earlier version of {name} with that number. List them, and use one of the numbers."
    ),
    FileFault.NOT_JSON: N_(
        "{name} does not hold fields as one JSON object, so nothing was written. Correct the file, "
        "and try again."
    ),
    FileFault.FAR_CELL: N_(
        "A sheet in {name} goes all the way to “{detail}” although it is nearly empty, most often because of "
        "a space typed by mistake. Open the file in Excel, delete the empty rows and columns behind the "
        "table, and save it again."
    ),
}


def _too_large(error: FileTrouble) -> str:
    limit = int(error.detail) if error.detail.isdecimal() else 0
    if not limit:
        return _(_FILE[FileFault.TOO_LARGE]).format(name=error.name)
    if limit > _CELLS_NOT_MEGABYTES:
        message = _("{name} has more than {limit} cells, which is more than the program can hold. Divide it.")
    else:
        message = _("{name} is larger than {limit} MB, which is more than the program can hold. Divide it.")
    return message.format(name=error.name, limit=numbers.whole(limit))


def settings_damaged(kept_as: str) -> str:
    """At the start, when the file of settings could not be read.

    Args:
        kept_as: what the damaged file is called now; "" when it could not be kept.
    """
    begins = _("The program's settings could not be read, so it begins with the ordinary ones.")
    kept = _("Your plans are as they were. The old settings are kept in {name}.") if kept_as else ""
    return f"{begins} {kept.format(name=kept_as)}".strip()


_OTHER_KIND = {
    "picture": N_(
        "{name} is a picture, and figures in pictures cannot be read. Use the list itself, as Excel or CSV."
    ),
    "pdf": N_("{name} is a PDF. Save the list from the ERP as Excel or CSV instead, and use that file."),
    "office": N_(
        "{name} is a document and no list. If there is a table in it, copy the table and paste it "
        "here with Ctrl+V."
    ),
    "mail": N_("{name} is an e-mail. Save the attachment from it, and use that file."),
    "database": N_(
        "{name} is a database and no list. If it is a plan, use Open; otherwise save the list as Excel "
        "or CSV."
    ),
    "json": N_("{name} holds data for programs (JSON) and no table. Save the list as Excel or CSV."),
    "program": N_("{name} is a program and no list. Delete it if you do not know it."),
    "other_package": N_(
        "{name} is packed in a way that is not opened here. Unpack it, and use the files in it."
    ),
    "xml": N_("{name} is XML and no list. E-invoices are imported as invoices, lists as Excel or CSV."),
    "archive": N_(
        "{name} is a ZIP archive and no list. E-invoices in it are imported as invoices; unpack lists first."
    ),
}
"""What a file is that is none of those that can be used, by the name `importing` has for it."""


def _file(error: FileTrouble) -> str:
    if error.fault is FileFault.TOO_LARGE:
        return _too_large(error)
    if error.fault is FileFault.NOT_THIS_KIND and error.detail in _OTHER_KIND:
        return _(_OTHER_KIND[error.detail]).format(name=error.name)
    return _(_FILE[error.fault]).format(name=error.name, detail=error.detail)


def _mapping(error: MappingTrouble) -> str:
    if error.given:
        return _(
            "{name} has no column called {column}. Nothing was imported. Use one of its headings."
        ).format(name=error.name, column=error.given)
    if error.missing in set(Field):
        return _(
            "No column in {name} could be recognised as {field}. Nothing was imported. Point out "
            "the column yourselves."
        ).format(name=error.name, field=labels.field(Field(error.missing)))
    return _(
        "The columns in {name} could not be told apart. Nothing was imported. Point them out yourselves."
    ).format(name=error.name)


# ------------------------------------------------------------------------------------------- the choice

_CHOICE_TITLE = {
    ChoiceFault.UNKNOWN_OPTION: N_("The option is not there"),
    ChoiceFault.NEW_EAN_BAD: N_("The new EAN number is not right"),
    ChoiceFault.NEW_EAN_IN_USE: N_("The EAN number is already in use"),
    ChoiceFault.NOT_CHOSEN: N_("No EAN number has been chosen yet"),
}
_CHOICE = {
    ChoiceFault.UNKNOWN_OPTION: N_(
        "{option} is not one of the plan's options. Nothing was chosen. Compare the options, "
        "and choose one of them."
    ),
    ChoiceFault.NEW_EAN_BAD: N_(
        "The new EAN number is not right: it must have 13 digits, and the last one must fit "
        "the rest. Nothing was chosen. Check it for a typing error."
    ),
    ChoiceFault.NEW_EAN_IN_USE: N_(
        "Suppliers already send to {option}, so it cannot be the new EAN number. Choose to "
        "reuse it, or give another number."
    ),
    ChoiceFault.NOT_CHOSEN: N_(
        "Which EAN number KP gets has not been chosen yet, and the letters depend on it. "
        "Choose under EAN choice."
    ),
}


def _choice(error: ChoiceTrouble) -> str:
    return sentences(_(_CHOICE[error.fault]).format(option=error.option), values.suggested(error.suggestion))


def _assumption(error: UnknownAssumption) -> str:
    declared = next((one for one in ASSUMPTIONS if one.key == error.key), None)
    if declared is None:
        return _("The model has no assumption called {key}. Use one of: {keys}.").format(
            key=error.key, keys=", ".join(one.key for one in ASSUMPTIONS)
        )
    low, high = (
        assumptions.value(declared.key, end) if declared.unit is Unit.SHARE else numbers.decimal(end, 0)
        for end in (declared.low, declared.high)
    )
    message = _("“{assumption}” must be from {low} to {high}. The old value is kept.")
    if declared.whole:
        message = _("“{assumption}” must be a whole number from {low} to {high}. The old value is kept.")
    return message.format(assumption=assumptions.label(declared.key), low=low, high=high)


# ------------------------------------------------------------------------------------------ any of them


def faults(error: TemplateFaulty) -> list[str]:
    """What is wrong with a template of one's own; the first few faults are enough to begin with."""
    found = [one for one in error.check.findings if one.severity is Severity.ERROR]
    return [f"{error.check.template}, {template_check.remark(one)}" for one in found[:_MOST_FAULTS]]


def _not_in_plan(error: NotInPlan) -> str:
    messages = {
        "supplier": _("There is no supplier with the number {name} in the plan. Nothing has changed."),
        "trade": _("There is no trade called {name}. `ean-planner trades` lists them. Nothing has changed."),
        "scenario": _("There is no scenario called {name} in the plan. Nothing has changed."),
        "step": _("The task has no step {name}. With --json `task` lists them. Nothing has changed."),
        "entry": _("The history has no entry {name}. `ean-planner history` lists them."),
        "task": _(
            "The checklist has no task called {name}. The command `tasks` lists them. Nothing has changed."
        ),
    }
    return messages[error.kind].format(name=error.name)


def day_ahead(day: date) -> str:
    """Why letters cannot be marked as sent on a day."""
    return _("The day {day} has not come yet. Write the day the letters were sent.").format(
        day=dates.short(day)
    )


def period(start: date, end: date) -> str:
    """Why two dates cannot stand together, with both of them."""
    return _("It would begin on {start} and end before that, on {end}. Change one of the dates.").format(
        start=dates.short(start), end=dates.short(end)
    )


def sentence(error: PlannerError) -> str:  # noqa: C901 - one line per class of error
    """What happened, what it means for the work and what to do next."""
    match error:
        case FileTrouble():
            return _file(error)
        case MappingTrouble():
            return _mapping(error)
        case PlanTrouble():
            return plan_errors.sentence(error)
        case NothingToUndo():
            return _("There is nothing to do again.") if error.redo else _("There is nothing to undo.")
        case ChoiceTrouble():
            return _choice(error)
        case UnknownAssumption():
            return _assumption(error)
        case IdentifierError() | AmountError() | DateError() | ValueTrouble():
            return values.sentence(error)
        case TemplateError():
            return letters.template_error(error)
        case TemplateFaulty():
            return " ".join(
                (_("Your own template cannot be used, so no letter was written."), *faults(error))
            )
        case ReferenceTrouble():
            return reference.sentence(error)
        case NotInPlan():
            return _not_in_plan(error)
        case DayAhead():
            return day_ahead(error.day)
        case RowStays():
            return restoring.stays(error.why)
        case PeriodTrouble():
            return period(error.start, error.end)
        case CprInDocument():
            return _(
                "A letter from {template} would have held something that looks like a CPR number, so "
                "it was not written. Look at the supplier's name and address, and at the template."
            ).format(template=error.template)
    return _("That could not be done. Nothing has changed in the plan. Try again.")


def title(error: PlannerError) -> str:  # noqa: C901 - one line per class of error
    """A few words for the head of a message."""
    match error:
        case FileTrouble():
            return _(_FILE_TITLE[error.fault])
        case MappingTrouble():
            return _("Columns that could not be recognised")
        case PlanTrouble():
            return plan_errors.title(error)
        case NothingToUndo():
            return _("Nothing to do again") if error.redo else _("Nothing to undo")
        case ChoiceTrouble():
            return _(_CHOICE_TITLE[error.fault])
        case UnknownAssumption():
            return _("Assumption outside its range")
        case IdentifierError():
            return _("The number is not whole")
        case AmountError():
            return _("Not an amount")
        case DateError():
            return _("Not a date")
        case ValueTrouble():
            return _("The value is not right")
        case TemplateError() | TemplateFaulty():
            return _("The template must be corrected")
        case ReferenceTrouble():
            return reference.title()
        case NotInPlan():
            return _("Not in the plan")
        case DayAhead():
            return _("That day has not come yet")
        case RowStays():
            return _("Not put back")
        case PeriodTrouble():
            return _("The end lies before the beginning")
        case CprInDocument():
            return _("CPR number in a letter")
    return _("That could not be done")
