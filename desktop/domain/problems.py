"""What is wrong with what was imported?

Every fault is a record that can be shown, fixed, accepted or exported.

A problem's `value` has been through `cpr.scrub` before the record is made: a problem list is written to disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a problem matters.

    ERROR: the row was set aside or the value was not taken; letters to that supplier wait.
    WARNING: the row was kept as it stands; a person should look.
    NOTE: the program did something worth knowing, such as leaving out a footer.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class ProblemKind(StrEnum):
    """What is wrong. `texts.problems` has the Danish sentence and the next step for each."""

    # whole files
    NOT_READABLE = "not_readable"
    PASSWORD = "password"  # noqa: S105 - the name of a fault, not a secret
    UNKNOWN_FORMAT = "unknown_format"
    FORBIDDEN_DTD = "forbidden_dtd"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    NOT_AN_INVOICE = "not_an_invoice"
    ENCODING_GUESSED = "encoding_guessed"
    MOJIBAKE = "mojibake"
    SHEET_NOT_READ = "sheet_not_read"
    NOT_COMPUTED = "not_computed"
    ENTRY_NAME = "entry_name"
    # rows
    BROKEN_ROW = "broken_row"
    NO_NAME = "no_name"
    NO_SUPPLIER = "no_supplier"
    NO_INVOICE_NUMBER = "no_invoice_number"
    REPEATED_ROW = "repeated_row"
    FOOTER = "footer"
    # values
    EAN_CHECK_DIGIT = "ean_check_digit"
    EAN_UNREADABLE = "ean_unreadable"
    EAN_LOST_DIGITS = "ean_lost_digits"
    EAN_LOST_CHECK_DIGIT = "ean_lost_check_digit"
    EAN_TWO = "ean_two"
    CVR_CHECK_DIGIT = "cvr_check_digit"
    CVR_UNREADABLE = "cvr_unreadable"
    POSTAL_CODE = "postal_code"
    EMAIL = "email"
    AMOUNT_UNREADABLE = "amount_unreadable"
    AMOUNT_AMBIGUOUS = "amount_ambiguous"
    AMOUNT_SIGN = "amount_sign"
    DATE_UNREADABLE = "date_unreadable"
    DATE_AMBIGUOUS = "date_ambiguous"
    COUNT_UNREADABLE = "count_unreadable"
    CPR_REMOVED = "cpr_removed"
    CONTROL_CHARACTERS = "control_characters"
    LOST_LEADING_ZERO = "lost_leading_zero"
    # across rows
    SAME_CVR = "same_cvr"
    AMBIGUOUS_SUPPLIER = "ambiguous_supplier"
    CORRECTION_LAPSED = "correction_lapsed"
    # e-invoices
    NO_RECEIVER_EAN = "no_receiver_ean"
    NO_SUPPLIER_CVR = "no_supplier_cvr"
    CPR_IN_PERSON_REFERENCE = "cpr_in_person_reference"
    SEVERAL_CITIZENS_ON_LINE = "several_citizens_on_line"
    ATTACHMENT_NOT_READ = "attachment_not_read"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, where it stands and what it is about.

    Attributes:
        kind: what is wrong.
        severity: how much it matters.
        file: the file's own name, or `archive.zip › inner.xml`; scrubbed.
        sheet: the sheet's name, or "".
        row: the row as a spreadsheet counts it, from 1; 0 when the whole file is meant.
        column: the column's heading as it stands, or an element's name; "" for a whole row.
        value: the value as displayed, scrubbed and cut to 80 characters.
        suggestion: a value that would be right, never applied unasked; or "".
        supplier_number: the supplier's number in the ERP where it is known, so that letters can wait for it.
    """

    kind: ProblemKind
    severity: Severity
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    suggestion: str = ""
    supplier_number: str = ""
