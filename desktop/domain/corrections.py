"""What may be put right in the plan when a list has it wrong, and is what a person types any better?

A value that is typed by hand goes into letters, so unlike one that is imported it must be right: check digits
count here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from desktop.domain import cpr
from desktop.domain.characters import visible
from desktop.domain.errors import PlannerError
from desktop.domain.identifiers import IdentifierError, IdentifierFault, cvr, ean, postal_code
from desktop.domain.imports import Field
from desktop.domain.problems import ProblemKind
from desktop.domain.suppliers import SupplierFacts

_MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]{2,}")

_FACT: Mapping[Field, str] = {
    Field.NAME: "name",
    Field.CVR: "cvr",
    Field.EAN: "ean",
    Field.POSTAL_CODE: "postal_code",
    Field.EMAIL: "email",
}
"""The fields of a supplier that can be corrected, and what they are called in its facts."""

CORRECTABLE = frozenset(_FACT)

_FIELD_OF = {
    ProblemKind.NO_NAME: Field.NAME,
    ProblemKind.CVR_CHECK_DIGIT: Field.CVR,
    ProblemKind.CVR_UNREADABLE: Field.CVR,
    ProblemKind.EAN_CHECK_DIGIT: Field.EAN,
    ProblemKind.EAN_UNREADABLE: Field.EAN,
    ProblemKind.EAN_LOST_DIGITS: Field.EAN,
    ProblemKind.EAN_LOST_CHECK_DIGIT: Field.EAN,
    ProblemKind.EAN_TWO: Field.EAN,
    ProblemKind.POSTAL_CODE: Field.POSTAL_CODE,
    ProblemKind.LOST_LEADING_ZERO: Field.POSTAL_CODE,
    ProblemKind.EMAIL: Field.EMAIL,
}


class ValueFault(StrEnum):
    """Why a value typed by hand is not taken, besides what the identifiers say themselves."""

    EMPTY = "empty"
    CHECK_DIGIT = "check_digit"
    NOT_AN_EMAIL = "not_an_email"
    HOLDS_CPR = "holds_cpr"


class ValueTrouble(PlannerError):
    """A correction that would be no better than what the list says. Holds no value: it may be logged."""

    def __init__(self, fault: ValueFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def field_of(kind: ProblemKind) -> Field | None:
    """The supplier's field that a problem of this kind is about, when it can be put right in the plan."""
    return _FIELD_OF.get(kind)


def value_of(facts: SupplierFacts, field: Field) -> str:
    """What a supplier's correctable field says.

    Raises:
        KeyError: the field cannot be corrected.
    """
    return str(getattr(facts, _FACT[field]))


def with_value(facts: SupplierFacts, field: Field, value: str) -> SupplierFacts:
    """The facts with another value in a correctable field.

    Raises:
        KeyError: the field cannot be corrected.
    """
    name = _FACT[field]
    return replace(facts, **{name: value})  # type: ignore[arg-type]  # every correctable field is text


def checked_value(field: Field, text: str) -> str:
    """A typed value as the plan keeps it.

    Raises:
        IdentifierError: not a number of the field's kind.
        ValueTrouble: nothing there, a wrong check digit, no e-mail address, or a CPR number in it.
        KeyError: the field cannot be corrected.
    """
    value = " ".join(visible(text).split())
    if field not in CORRECTABLE:
        raise KeyError(field)
    if not value:
        raise ValueTrouble(ValueFault.EMPTY)
    match field:
        case Field.EAN:
            return _checked_ean(value)
        case Field.CVR:
            return _checked_cvr(value)
    if cpr.contains_cpr(value):
        raise ValueTrouble(ValueFault.HOLDS_CPR)
    if field is Field.POSTAL_CODE:
        return _checked_postal_code(value)
    if field is Field.EMAIL and not _MAIL.fullmatch(value):
        raise ValueTrouble(ValueFault.NOT_AN_EMAIL)
    return value


def _checked_ean(text: str) -> str:
    number = ean.parse(text)
    if not ean.has_valid_check_digit(number):
        raise ValueTrouble(ValueFault.CHECK_DIGIT)
    return number


def _checked_cvr(text: str) -> str:
    number = cvr.parse(text)
    if not cvr.has_valid_check_digit(number):
        raise ValueTrouble(ValueFault.CHECK_DIGIT)
    return number


def _checked_postal_code(text: str) -> str:
    """Danish codes are checked; a foreign one (with letters, or of another length) is taken as it stands."""
    try:
        return postal_code.parse(text)
    except IdentifierError as error:
        if error.kind in (IdentifierFault.LETTERS, IdentifierFault.WRONG_LENGTH):
            return text
        raise
