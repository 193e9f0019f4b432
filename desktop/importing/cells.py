"""What does this cell mean for the field it stands in? One function per kind of value.

Each gives the value to keep and, where something is wrong, what. Nothing is guessed: a value that could be
mended is left as it is and the mended one offered as a suggestion.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from desktop.domain import cpr, formulas
from desktop.domain.amounts import AmountError, AmountFault, DecimalMark, detect_decimal_mark, parse_amount
from desktop.domain.dates import DateError, DateFault, DateOrder, detect_date_order, parse_date
from desktop.domain.identifiers import IdentifierError, IdentifierFault, cvr, ean, postal_code
from desktop.domain.problems import ProblemKind, Severity

_DIGIT = re.compile(r"\d")
"""Any digit of any script: a text without one needs no scrubbing, and most names have none."""
_FORMULA_TEXT = re.compile(r'=\s*"([^"]*)"')
_FLOAT_TAIL = re.compile(r"(?<=\d)\.0$")
_MAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]{2,}")
_BRANCH = re.compile(r"\s*([\d.]{4,8})")
_POSTAL_AND_CITY = re.compile(r"\s*(?:DK-?\s?)?(\d{4})[\s,-]+([^\W\d].*)", re.IGNORECASE)
_WHOLE_KRONER = re.compile(r"-?(\d{9,10})(?:[.,]0+)?", re.ASCII)
_MOST_COUNTED = 1_000_000
_TOO_PRECISE = re.compile(r"-?\d+,\d{3,}")
_PLAIN_AMOUNTS: dict[DecimalMark, re.Pattern[str]] = {
    ",": re.compile(r"-?\d{1,8},\d\d", re.ASCII),
    ".": re.compile(r"-?\d{1,8}\.\d\d", re.ASCII),
}
_PLAIN_COLUMNS: dict[DecimalMark, re.Pattern[str]] = {
    ",": re.compile(r"(?:-?[0-9]{1,8},[0-9]{2}(?:\n(?!\Z)|\Z))++"),
    ".": re.compile(r"(?:-?[0-9]{1,8}\.[0-9]{2}(?:\n(?!\Z)|\Z))++"),
}
"""The same for all cells of a column, one on a line."""
_YES = frozenset("ja j yes y x 1 sand true".split())
_NO = frozenset("nej n no 0 falsk false".split())


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell.

    Attributes:
        suggestion: what the value may have been, for a person to accept.
    """

    kind: ProblemKind
    severity: Severity
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """A text to keep and what was wrong with the cell."""

    value: str
    faults: tuple[Fault, ...] = ()


_NOTHING = Taken("")
_CPR_REMOVED = Fault(ProblemKind.CPR_REMOVED, Severity.WARNING)
_CONTROL = Fault(ProblemKind.CONTROL_CHARACTERS, Severity.WARNING)


def take_text(cell: str) -> Taken:
    """Free text: spaces collapsed, letters composed, control characters and CPR numbers gone."""
    text, had_controls = one_line(cell)
    if not text:
        return Taken("", (_CONTROL,)) if had_controls else _NOTHING
    faults: tuple[Fault, ...] = (_CONTROL,) if had_controls else ()
    if not _DIGIT.search(text):
        return Taken(text, faults)
    scrubbed = cpr.scrub(text)
    if scrubbed != text:
        faults += (_CPR_REMOVED,)
    return Taken(scrubbed, faults)


def one_line(cell: str) -> tuple[str, bool]:
    """A text on one line with single spaces and composed letters, and whether it held what must not be kept.

    CPR numbers are still in it.
    """
    text = cell.strip()
    if text.startswith("'"):
        text = formulas.unguarded(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    if text.isprintable() and "  " not in text:
        return text, False
    line = " ".join(text.split())
    if line.isprintable():
        return line, False
    return _without_controls(text), True


def _without_controls(text: str) -> str:
    """The text without control characters, direction marks and characters of no width."""
    kept = (
        sign if sign.isprintable() else " " if unicodedata.category(sign) in ("Zs", "Zl", "Zp", "Cc") else ""
        for sign in text
    )
    return " ".join("".join(kept).split())


def take_number(cell: str, *, proved: bool) -> Taken:
    """A supplier or invoice number: text from end to end, what a spreadsheet put around it taken off.

    Args:
        proved: the column proves that digits of this length are no CPR numbers.
    """
    text = bare_number(cell)
    if proved:
        return Taken(text)
    taken = take_text(text)
    # A masked number names nobody any more and would make strangers the same supplier.
    return Taken("", taken.faults) if _CPR_REMOVED in taken.faults else taken


def bare_number(cell: str) -> str:
    """A number without `="…"`, the apostrophe that keeps Excel from computing, and the ".0" of a float."""
    if cell.isalnum():
        return cell
    text = cell.strip()
    wrapped = _FORMULA_TEXT.fullmatch(text)
    if wrapped:
        text = wrapped[1].strip()
    if text[:1] == "'" and text[1:2].isalnum():
        text = text[1:]
    return _FLOAT_TAIL.sub("", text)


_EAN_FAULTS = {
    IdentifierFault.SCIENTIFIC: ProblemKind.EAN_LOST_DIGITS,
    IdentifierFault.ROUNDED: ProblemKind.EAN_LOST_DIGITS,
    IdentifierFault.LOST_DIGIT: ProblemKind.EAN_LOST_CHECK_DIGIT,
    IdentifierFault.TWO_NUMBERS: ProblemKind.EAN_TWO,
}


def take_ean(cell: str) -> Taken:
    """An EAN number of 13 digits. Anything else is refused, for an invoice sent to a wrong number is lost."""
    try:
        number = ean.parse(cell)
    except IdentifierError as error:
        if error.kind is IdentifierFault.EMPTY:
            return _NOTHING
        kind = _EAN_FAULTS.get(error.kind, ProblemKind.EAN_UNREADABLE)
        return Taken("", (Fault(kind, Severity.ERROR, error.suggestion),))
    if not ean.has_valid_check_digit(number):
        return Taken(number, (Fault(ProblemKind.EAN_CHECK_DIGIT, Severity.WARNING),))
    return Taken(number)


def take_cvr(cell: str) -> Taken:
    """A CVR number of eight digits; another text (a foreign number) is kept as it stands, with a warning."""
    try:
        number = cvr.parse(cell)
    except IdentifierError as error:
        if error.kind is IdentifierFault.EMPTY:
            return _NOTHING
        unreadable = Fault(ProblemKind.CVR_UNREADABLE, Severity.WARNING)
        taken = take_text(bare_number(cell))
        if _CPR_REMOVED in taken.faults:
            return Taken("", (*taken.faults, unreadable))
        return Taken(taken.value, (*taken.faults, unreadable))
    if not cvr.has_valid_check_digit(number):
        return Taken(number, (Fault(ProblemKind.CVR_CHECK_DIGIT, Severity.WARNING),))
    return Taken(number)


def take_postal_code(cell: str) -> tuple[Taken, str]:
    """A postal code, and the city when both stand in one cell ("5000 Odense C").

    Foreign codes are kept as they stand. A Danish one that lost its zero is kept too, with the whole one
    suggested.
    """
    both = _POSTAL_AND_CITY.fullmatch(cell)
    text = both[1] if both else bare_number(cell)
    city = take_text(both[2]).value if both else ""
    try:
        return Taken(postal_code.parse(text)), city
    except IdentifierError as error:
        taken = take_text(text)
        if error.kind is IdentifierFault.LOST_DIGIT:
            fault = Fault(ProblemKind.LOST_LEADING_ZERO, Severity.WARNING, error.suggestion)
            return Taken(taken.value, (*taken.faults, fault)), city
        if error.kind is IdentifierFault.OUT_OF_RANGE:
            fault = Fault(ProblemKind.POSTAL_CODE, Severity.WARNING)
            return Taken(taken.value, (*taken.faults, fault)), city
        return taken, city


def take_email(cell: str) -> Taken:
    """A mail address; anything else is kept with a warning, because a person can see what was meant."""
    taken = take_text(cell)
    if not taken.value or _MAIL.fullmatch(taken.value):
        return taken
    return Taken(taken.value, (*taken.faults, Fault(ProblemKind.EMAIL, Severity.WARNING)))


def take_trade_code(cell: str) -> Taken:
    """The digits of a branch code: "86.23.00 Praktiserende tandlæger" gives 862300; words alone give ""."""
    found = _BRANCH.match(bare_number(cell))
    return Taken(found[1].replace(".", "")) if found else _NOTHING


def take_count(cell: str) -> tuple[int | None, Fault | None]:
    """A whole number of invoices or citizens; None for an empty cell and for anything else, which is told."""
    text = cell.strip()
    if not text:
        return None, None
    try:
        ore = parse_amount(text)
    except AmountError as error:
        if error.kind is AmountFault.EMPTY:
            return None, None
        return None, Fault(ProblemKind.COUNT_UNREADABLE, Severity.ERROR)
    if ore < 0 or ore % 100 or ore > 100 * _MOST_COUNTED:
        return None, Fault(ProblemKind.COUNT_UNREADABLE, Severity.ERROR)
    return ore // 100, None


def take_yes_no(cell: str) -> bool | None:
    """True, False, or None where the cell says neither."""
    word = cell.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def is_cpr_as_amount(text: str) -> bool:
    """Whether an amount is nine or ten digits without øre that can be a CPR number in the wrong place.

    No supplier has a bill of a hundred million kroner, and a citizen's number must not be kept as a sum.
    """
    whole = _WHOLE_KRONER.fullmatch(text)
    return whole is not None and cpr.contains_cpr(whole[1])


_TWO_AMOUNTS = Fault(ProblemKind.AMOUNT_AMBIGUOUS, Severity.WARNING)
_NO_AMOUNT = Fault(ProblemKind.AMOUNT_UNREADABLE, Severity.ERROR)
_TWO_DATES = Fault(ProblemKind.DATE_AMBIGUOUS, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """How a column writes amounts.

    Attributes:
        mark: its decimal mark; None when its cells disagree or can all be read both ways.
        stored: numbers were stored as numbers and written out by us, so fractions of an øre are a
            computation's and are rounded.
        told: what a person answered, for the cells that can be read both ways.
    """

    mark: DecimalMark | None
    stored: bool = False
    told: DecimalMark | None = None

    @staticmethod
    def of(sample: list[str], *, stored_mark: str = "", told: DecimalMark | None = None) -> AmountColumn:
        """Judge a column by its first cells; what they say themselves beats what a person said.

        Args:
            stored_mark: `Table.decimal_mark`.
        """
        mark = detect_decimal_mark(sample)
        if mark is None and stored_mark == ",":
            mark = ","
        return AmountColumn(mark, stored=bool(stored_mark), told=told)

    def is_open(self, cell: str) -> bool:
        """Whether the cell is an amount, and neither its column nor itself tells which."""
        if self.mark is not None or detect_decimal_mark([cell]) is not None:
            return False
        return any(replace(self, mark=mark).take(cell)[0] is not None for mark in _PLAIN_AMOUNTS)

    def take_plain(self, cells: Sequence[str]) -> list[int] | None:
        """What `take` makes of many cells at once, when all of them are plain amounts.

        Args:
            cells: none of them of several lines.
        """
        mark = self.mark
        if mark is None:
            return None
        joined = "\n".join(cells)
        if not _PLAIN_COLUMNS[mark].fullmatch(joined):
            return None
        return list(map(int, joined.replace(mark, "").split("\n")))

    def take(self, cell: str) -> tuple[int | None, Fault | None]:
        """Whole øre; None for an empty cell and for what is no amount, which is told."""
        if not cell or cell.isspace():
            return None, None
        mark = self.mark or detect_decimal_mark([cell]) or self.told
        if mark is None:
            return None, _TWO_AMOUNTS if self.is_open(cell) else _NO_AMOUNT
        if _PLAIN_AMOUNTS[mark].fullmatch(cell):
            # Nine cells of ten; the rules for the tenth take ten times as long.
            return int(cell.replace(mark, "")), None
        text = bare_number(cell)
        if is_cpr_as_amount(text):
            return None, _NO_AMOUNT
        try:
            return parse_amount(text, decimal=mark), None
        except AmountError as error:
            if error.kind is AmountFault.EMPTY:
                return None, None
            if error.kind is AmountFault.FRACTION_OF_ORE and self.stored and _TOO_PRECISE.fullmatch(text):
                return int(Decimal(text.replace(",", ".")).scaleb(2).to_integral_value(ROUND_HALF_UP)), None
            return None, _NO_AMOUNT


def take_date(cell: str, order: DateOrder) -> tuple[date | None, Fault | None]:
    """The day, or None and what is wrong where something stands that is no day."""
    try:
        return parse_date(cell, order=order), None
    except DateError as error:
        if error.kind is DateFault.EMPTY:
            return None, None
        return None, Fault(ProblemKind.DATE_UNREADABLE, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How a column writes dates.

    Attributes:
        order: of day, month and year; None when its cells disagree or none of them tells.
        told: what a person answered, for the cells that can be read both ways.
    """

    order: DateOrder | None
    told: DateOrder | None = None

    @staticmethod
    def of(sample: list[str], *, told: DateOrder | None = None) -> DateColumn:
        """Judge a column by its first cells; what they say themselves beats what a person said."""
        return DateColumn(detect_date_order(sample), told)

    def is_open(self, cell: str) -> bool:
        """Whether the cell is a day, and neither its column nor itself tells which."""
        if self.order is not None or detect_date_order([cell]) is not None:
            return False
        return any(take_date(cell, order)[0] is not None for order in DateOrder)

    def take(self, cell: str) -> tuple[date | None, Fault | None]:
        """The day, or None and what is wrong: no day, or two that it may be."""
        order = self.order or detect_date_order([cell]) or self.told
        if order is None and self.is_open(cell):
            return None, _TWO_DATES
        return take_date(cell, order or DateOrder.DMY)
