"""What is wrong with what was imported, and what should be done about it? A sentence or two per kind.

What is wrong comes first, the next step last. A suggestion is offered, never applied.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.texts import values
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _


@dataclass(frozen=True, slots=True)
class _Words:
    """English source strings about one kind of problem.

    Attributes:
        title: what to call it in a list and as a heading.
        wrong: what is wrong and what the program did. May use `{value}` and, in quotation marks, `{quoted}`.
        next_step: what a person can do; may be "".
    """

    title: str
    wrong: str
    next_step: str


_WORDS: dict[ProblemKind, _Words] = {
    # ------------------------------------------------------------------------------------- whole files
    ProblemKind.NOT_READABLE: _Words(
        N_("Cannot be read"),
        N_("The file cannot be read to its end, so nothing was taken from it."),
        N_("Fetch or save it again, and import it once more."),
    ),
    ProblemKind.PASSWORD: _Words(
        N_("Protected by a password"),
        N_("The file is protected by a password, so nothing was taken from it."),
        N_("Save a copy without the password, and import the copy."),
    ),
    ProblemKind.UNKNOWN_FORMAT: _Words(
        N_("Unknown kind of file"),
        N_("The program does not know this kind of file, so nothing was taken from it."),
        N_("Save it as Excel (.xlsx) or CSV if it holds suppliers or invoices."),
    ),
    ProblemKind.FORBIDDEN_DTD: _Words(
        N_("Unsafe XML"),
        N_("The document defines its own XML rules (DTD). That can be misused, so it was not opened."),
        N_("Ask the sender for the invoice as ordinary OIOUBL or Peppol."),
    ),
    ProblemKind.TOO_LARGE: _Words(
        N_("Too large"),
        N_("The file is larger than an invoice or a list should be, so it was not opened."),
        N_("Check what it holds, and divide it if it is right."),
    ),
    ProblemKind.TOO_DEEP: _Words(
        N_("Too many layers"),
        N_("It is packed in too many layers, so the innermost was not opened."),
        N_("Unpack the archive, and import the folder instead."),
    ),
    ProblemKind.NOT_AN_INVOICE: _Words(
        N_("Not an invoice"),
        N_("The document is neither an invoice, a credit note nor a reminder, so it was left alone."),
        "",
    ),
    ProblemKind.ENCODING_GUESSED: _Words(
        N_("Encoding was guessed"),
        N_(
            "The file does not tell how its letters are stored. The program chose what makes æ, "
            "ø and å right."
        ),
        N_("Check that the names look right, or choose another encoding."),
    ),
    ProblemKind.MOJIBAKE: _Words(
        N_("Garbled letters"),
        N_("Letters such as æ, ø and å were garbled by a program before this one."),
        N_(
            "Let the program put the letters right: with the button in the panel or, during an import, "
            "under Columns. Or make a new extract from the ERP."
        ),
    ),
    ProblemKind.SHEET_NOT_READ: _Words(
        N_("Sheet not read"),
        N_("The workbook has more than one sheet, and this one was not read."),
        N_("Import it too if it holds suppliers or invoices."),
    ),
    ProblemKind.NOT_COMPUTED: _Words(
        N_("Formulas that are not worked out"),
        N_("Formulas stand in the sheet that no program has worked out ({value} cells), so they are empty."),
        N_("Open the file in Excel, save it there, and import it again."),
    ),
    ProblemKind.ENTRY_NAME: _Words(
        N_("Odd file name in the archive"),
        N_("The archive gives the file a name that Windows cannot use. Only what it holds was read."),
        N_("Ask whoever made the archive if it surprises you."),
    ),
    # -------------------------------------------------------------------------------------------- rows
    ProblemKind.BROKEN_ROW: _Words(
        N_("Row that does not fit"),
        N_("The cells of the row do not fit the headings."),
        N_("Look for a stray semicolon, quotation mark or line break in your list."),
    ),
    ProblemKind.NO_NAME: _Words(
        N_("Name missing"),
        N_("There is no name, and a letter cannot be written without one."),
        N_("Add the name in your list."),
    ),
    ProblemKind.NO_SUPPLIER: _Words(
        N_("Supplier missing"),
        N_("Nothing tells which supplier it is about, so it was set aside."),
        N_("Add the supplier number, the CVR number or the name."),
    ),
    ProblemKind.NO_INVOICE_NUMBER: _Words(
        N_("Invoice number missing"),
        N_("The invoice has no number, so it cannot be told from others."),
        N_("Add the number if it is known."),
    ),
    ProblemKind.REPEATED_ROW: _Words(
        N_("Repeated row"),
        N_("The same row, or the same supplier number, stands more than once. It counts once."),
        N_("Check that the rows are about the same."),
    ),
    ProblemKind.FOOTER: _Words(
        N_("Total left out"),
        N_("The row looks like a total or a footer, so it was left out."),
        N_("Check that it is not a supplier."),
    ),
    # ------------------------------------------------------------------------------------------ values
    ProblemKind.EAN_CHECK_DIGIT: _Words(
        N_("EAN number with a wrong check digit"),
        N_("The last digit of the EAN number does not fit the rest. It is used as it stands."),
        N_("Check it for a typing error."),
    ),
    ProblemKind.EAN_UNREADABLE: _Words(
        N_("Not an EAN number"),
        N_("{quoted} is not an EAN number: it must have 13 digits."),
        N_("Correct it in your list."),
    ),
    ProblemKind.EAN_LOST_DIGITS: _Words(
        N_("EAN number that lost its digits"),
        N_("A spreadsheet has rounded the EAN number, as in 5,79801E+12, and its last digits are gone."),
        N_("Make a new extract from the ERP with the column as text."),
    ),
    ProblemKind.EAN_LOST_CHECK_DIGIT: _Words(
        N_("EAN number with 12 digits"),
        N_("The EAN number has only 12 digits."),
        N_("Correct it in your list."),
    ),
    ProblemKind.EAN_TWO: _Words(
        N_("Two EAN numbers in one cell"),
        N_("There is more than one EAN number in the cell, so none of them was taken."),
        N_("Give each number a row of its own in your list."),
    ),
    ProblemKind.CVR_CHECK_DIGIT: _Words(
        N_("CVR number with a wrong check digit"),
        N_("The check digit of the CVR number does not fit. It is used as it stands."),
        N_("Look the company up in the CVR register."),
    ),
    ProblemKind.CVR_UNREADABLE: _Words(
        N_("Not a CVR number"),
        N_("{quoted} is not a CVR number: it must have eight digits."),
        N_("Correct it in your list, unless the supplier lives abroad."),
    ),
    ProblemKind.POSTAL_CODE: _Words(
        N_("Unknown postal code"),
        N_("{quoted} is not a Danish postal code. It is used as it stands."),
        N_("Check it, unless the supplier lives abroad."),
    ),
    ProblemKind.EMAIL: _Words(
        N_("Not an e-mail address"),
        N_("{quoted} does not look like an e-mail address."),
        N_("Correct it in your list."),
    ),
    ProblemKind.AMOUNT_UNREADABLE: _Words(
        N_("Not an amount"),
        N_("{quoted} cannot be read as an amount."),
        N_("Correct it in your list if the amount matters."),
    ),
    ProblemKind.AMOUNT_AMBIGUOUS: _Words(
        N_("Amount with two meanings"),
        N_("{quoted} may be thousands or decimals, and nobody has said which, so the amount was left out."),
        N_("Answer the question about the column, or write amounts with two decimals in the extract."),
    ),
    ProblemKind.AMOUNT_SIGN: _Words(
        N_("Amounts with a minus"),
        N_("The extract writes invoices with a minus, as accounts do. The signs were turned."),
        N_("Check that invoices and credit notes have not changed places."),
    ),
    ProblemKind.DATE_UNREADABLE: _Words(
        N_("Not a date"),
        N_("{quoted} cannot be read as a date, so the date was left out."),
        N_("Write dates as 20-11-2026."),
    ),
    ProblemKind.DATE_AMBIGUOUS: _Words(
        N_("Dates with two meanings"),
        N_("Nothing shows whether day or month comes first in {quoted}, so the date was left out."),
        N_("Answer the question about the column, or write dates as 2026-11-20 in the extract."),
    ),
    ProblemKind.COUNT_UNREADABLE: _Words(
        N_("Not a count"),
        N_("{quoted} cannot be read as a number of invoices, so it was left out."),
        N_("Write a whole number."),
    ),
    ProblemKind.CPR_REMOVED: _Words(
        N_("CPR number removed"),
        N_("The field held something that looks like a CPR number. It was removed: a plan keeps none."),
        N_("Check that it was not a phone number or the like."),
    ),
    ProblemKind.CONTROL_CHARACTERS: _Words(
        N_("Invisible characters removed"),
        N_("There were invisible characters in the field. They were removed."),
        "",
    ),
    ProblemKind.LOST_LEADING_ZERO: _Words(
        N_("Leading zero lost"),
        N_("{quoted} seems to have lost a zero in front, as spreadsheets do. It is used as it stands."),
        N_("Make a new extract from the ERP with the column as text."),
    ),
    # ------------------------------------------------------------------------------------- across rows
    ProblemKind.SAME_CVR: _Words(
        N_("Same CVR number"),
        N_("Several suppliers have the CVR number {value}. They are kept apart."),
        N_("Check whether they are the same, so that they get one letter."),
    ),
    ProblemKind.AMBIGUOUS_SUPPLIER: _Words(
        N_("Several suppliers fit"),
        N_("Several of your suppliers fit the invoice. It was counted on one of them."),
        N_("Check that it was the right one."),
    ),
    ProblemKind.CORRECTION_LAPSED: _Words(
        N_("Correction no longer used"),
        N_("You had put the value right to {quoted}. The list says something new now, so that has lapsed."),
        N_("Check what the list says."),
    ),
    # -------------------------------------------------------------------------------------- e-invoices
    ProblemKind.NO_RECEIVER_EAN: _Words(
        N_("Invoice without an EAN number"),
        N_("The invoice does not tell which EAN number it was sent to. It is not counted on any of them."),
        "",
    ),
    ProblemKind.NO_SUPPLIER_CVR: _Words(
        N_("Invoice without a CVR number"),
        N_("The invoice has no CVR number for its sender, who is found by name instead."),
        N_("Check that it was given to the right supplier."),
    ),
    ProblemKind.CPR_IN_PERSON_REFERENCE: _Words(
        N_("CPR number in the person reference"),
        N_("The CPR number stands in the person reference. OIOUBL 3 does not allow that."),
        N_("Ask the supplier to move it when you write to them."),
    ),
    ProblemKind.SEVERAL_CITIZENS_ON_LINE: _Words(
        N_("Several citizens on one line"),
        N_("One line of the invoice names several citizens, so it cannot be divided line by line."),
        N_("Ask the supplier for one invoice per citizen."),
    ),
    ProblemKind.ATTACHMENT_NOT_READ: _Words(
        N_("Attachment not read"),
        N_("The invoice has an attachment that was not read. It may name more citizens."),
        N_("Open the invoice in the ERP, and look."),
    ),
}


def title(kind: ProblemKind) -> str:
    """What to call a kind of problem."""
    return _(_WORDS[kind].title)


def sentence(problem: Problem) -> str:
    """What is wrong and what to do, with the suggestion where there is one."""
    return sentences(wrong(problem), next_step(problem), values.suggested(problem.suggestion))


def wrong(problem: Problem) -> str:
    """What is wrong, and what the program did."""
    quoted = _("“{value}”").format(value=problem.value) if problem.value else _("The value")
    return sentences(
        _(_WORDS[problem.kind].wrong).format(value=problem.value, quoted=quoted),
        _("It was set aside.") if _was_set_aside(problem) else "",
    )


def next_step(problem: Problem) -> str:
    """What a person can do; "" when there is nothing."""
    step = _next_step(problem)
    return _(step) if step else ""


def _was_set_aside(problem: Problem) -> bool:
    """Whether the row was not taken, where the words about its kind do not say so already."""
    kinds = (ProblemKind.BROKEN_ROW, ProblemKind.NO_NAME)
    return problem.severity is Severity.ERROR and problem.kind in kinds


def _next_step(problem: Problem) -> str:
    """What to do. A table can be corrected, an e-invoice only by its sender."""
    in_document = problem.row == 0 and problem.kind in _IN_LIST_OR_DOCUMENT
    return _TELL_SENDER if in_document else _WORDS[problem.kind].next_step


_TELL_SENDER = N_("Tell the supplier if it happens again.")
_IN_LIST_OR_DOCUMENT = {
    ProblemKind.EAN_UNREADABLE,
    ProblemKind.EAN_CHECK_DIGIT,
    ProblemKind.AMOUNT_UNREADABLE,
    ProblemKind.DATE_UNREADABLE,
    ProblemKind.NO_INVOICE_NUMBER,
    ProblemKind.NO_SUPPLIER,
}


def where(problem: Problem) -> str:
    """Where it stands: "leverandører.csv, ark Kreditorer, række 14, kolonne EAN"."""
    parts = [problem.file]
    if problem.sheet:
        parts.append(_("sheet {name}").format(name=problem.sheet))
    if problem.row:
        parts.append(_("row {number}").format(number=problem.row))
    if problem.column:
        parts.append(_("column {name}").format(name=problem.column))
    return ", ".join(part for part in parts if part)
