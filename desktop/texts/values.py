"""What is wrong with a number, an amount or a date that somebody wrote, and how should it be written?"""

from __future__ import annotations

from desktop.domain.amounts import AmountError, AmountFault
from desktop.domain.corrections import ValueFault, ValueTrouble
from desktop.domain.dates import DateError, DateFault
from desktop.domain.identifiers import IdentifierError, IdentifierFault
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _

_IDENTIFIER = {
    IdentifierFault.EMPTY: N_("The number is missing. Write it in full."),
    IdentifierFault.LETTERS: N_("There is something else than digits in the number. Write the digits only."),
    IdentifierFault.WRONG_LENGTH: N_(
        "The number has too many or too few digits. Check it for a typing error."
    ),
    IdentifierFault.SCIENTIFIC: N_(
        "A spreadsheet has shortened the number, and its last digits are gone. Fetch it again as text."
    ),
    IdentifierFault.ROUNDED: N_(
        "A spreadsheet has rounded the number, and its last digits are gone. Fetch it again as text."
    ),
    IdentifierFault.LOST_DIGIT: N_("The number has one digit too few. Check it for a typing error."),
    IdentifierFault.TWO_NUMBERS: N_("There is more than one number. Write one at a time."),
    IdentifierFault.FIRST_DIGIT_ZERO: N_(
        "This kind of number never begins with 0. Check it for a typing error."
    ),
    IdentifierFault.OUT_OF_RANGE: N_("No such number has been given out. Check it for a typing error."),
}
_AMOUNT = {
    AmountFault.EMPTY: N_("The amount is missing."),
    AmountFault.NOT_A_NUMBER: N_("This is not an amount. Write it as 1.234,50."),
    AmountFault.SCIENTIFIC: N_("A spreadsheet has shortened the amount. Fetch it again as text."),
    AmountFault.GROUPING: N_("Dots and commas stand where they cannot in an amount. Write it as 1.234,50."),
    AmountFault.FRACTION_OF_ORE: N_("The amount has more than two decimals. Write it in kroner and øre."),
    AmountFault.TOO_LARGE: N_("The amount is too large to be right. Check it for a typing error."),
    AmountFault.CURRENCY: N_("The amount is not in Danish kroner. Write it in kroner."),
}
_DATE = {
    DateFault.EMPTY: N_("The date is missing."),
    DateFault.NOT_A_DATE: N_("This is not a date. Write it as 20-11-2026."),
    DateFault.IMPOSSIBLE: N_("There is no such day. Check the day and the month."),
    DateFault.OUT_OF_RANGE: N_("The date is too far away to be right. Check the year."),
}

_TYPED = {
    ValueFault.EMPTY: N_("There is nothing in the field. Write the value."),
    ValueFault.CHECK_DIGIT: N_("The last digit does not fit the rest. Check the number for a typing error."),
    ValueFault.NOT_AN_EMAIL: N_("This is not an e-mail address. Write it as name@company.dk."),
    ValueFault.HOLDS_CPR: N_(
        "The value holds something that looks like a CPR number, and a plan keeps none. Leave it out."
    ),
}


def typed(fault: ValueFault) -> str:
    """What is wrong with a value that was typed to put a supplier right, and what to do."""
    return _(_TYPED[fault])


def identifier(fault: IdentifierFault) -> str:
    """What is wrong with an EAN, CVR or P-number or a postal code, and what to do."""
    return _(_IDENTIFIER[fault])


def amount(fault: AmountFault) -> str:
    """What is wrong with an amount, and what to do."""
    return _(_AMOUNT[fault])


def date(fault: DateFault) -> str:
    """What is wrong with a date, and what to do."""
    return _(_DATE[fault])


def sentence(error: IdentifierError | AmountError | DateError | ValueTrouble) -> str:
    """What is wrong with what was written, with the suggestion where there is one."""
    match error:
        case IdentifierError():
            return sentences(identifier(error.kind), suggested(error.suggestion))
        case AmountError():
            return amount(error.kind)
        case DateError():
            return date(error.kind)
        case ValueTrouble():
            return typed(error.fault)


def suggested(value: str) -> str:
    """A value that may be the right one; "" when there is none."""
    return _("It may be {suggestion}.").format(suggestion=value) if value else ""
