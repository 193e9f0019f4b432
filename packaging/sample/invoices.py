"""Which invoices, credit notes and reminders did the suppliers send in the twelve months?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sample.dice import Dice
from sample.identifiers import lookalike_series
from sample.municipality import FIRST_DAY, FIRST_EINVOICE_DAY, LAST_DAY
from sample.roles import Fault, Role
from sample.suppliers import Dialect, Supplier

_FEE_ORE = 100_00


class Kind(StrEnum):
    """What a document is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    REMINDER = "reminder"


@dataclass(frozen=True, slots=True)
class Invoice:
    """A document from a supplier.

    Attributes:
        net_ore: without VAT, whole øre; not negative on credit notes either.
        vat_ore: VAT, whole øre.
        text: posting text in the ERP.
        refers_to: number of the invoice that a credit note or reminder is about, or "".
        fee_ore: a reminder's fee; 0 for none.
        in_zip: must be among the e-invoices.
    """

    supplier: Supplier
    kind: Kind
    number: str
    issued: date
    ean: str
    net_ore: int
    vat_ore: int
    account: str
    text: str
    refers_to: str = ""
    fee_ore: int = 0
    in_zip: bool = False

    @property
    def payable_ore(self) -> int:
        """What the document asks for, or gives back."""
        return self.net_ore + self.vat_ore + self.fee_ore


@dataclass(frozen=True, slots=True)
class _Draft:
    """A document before it has a number: numbers follow the dates."""

    kind: Kind
    issued: date
    ean: str
    net_ore: int
    account: str
    subject: str
    about: _Draft | None = None
    fee_ore: int = 0
    in_zip: bool = False
    unknown_invoice: bool = False


def invoices(found: list[Supplier]) -> list[Invoice]:
    """All documents of the twelve months, by supplier and date."""
    drafts = {supplier.number: _drafts(supplier) for supplier in found if not supplier.dormant}
    by_number = {supplier.number: supplier for supplier in found}
    for number, planned in drafts.items():
        if by_number[number].fault is Fault.TRAILING_MINUS:
            _return_deposit(planned)
    _add_corrections(drafts, by_number, _CREDIT_NOTES)
    _add_corrections(drafts, by_number, _REMINDERS)
    return [
        invoice for number, planned in drafts.items() for invoice in _numbered(by_number[number], planned)
    ]


def _drafts(supplier: Supplier) -> list[_Draft]:
    dice = Dice(f"invoices/{supplier.number}")
    return [
        _draft(supplier, issued, position, dice) for position, issued in enumerate(_dates(supplier, dice))
    ]


def _draft(supplier: Supplier, issued: date, position: int, dice: Dice) -> _Draft:
    low, high = supplier.trade.prices if supplier.trade else (400, 6_000)
    # Small invoices are commoner than large ones; whole hundreds of øre keep the VAT whole.
    kroner = min(dice.between(low, high), dice.between(low, high))
    ean = supplier.eans[1] if len(supplier.eans) > 1 and position % 3 == 2 else supplier.eans[0]
    account = supplier.accounts[position % len(supplier.accounts)]
    ware = dice.pick(supplier.trade.wares) if supplier.trade else "Ydelse efter aftale"
    return _Draft(Kind.INVOICE, issued, ean, kroner * 100, account, _subject(supplier, ware, position))


def _subject(supplier: Supplier, ware: str, position: int) -> str:
    if not supplier.is_pharmacy:
        return ware
    return "Samleregning medicin" if position % 2 == 0 else "Medicin, helbredstillæg"


def _dates(supplier: Supplier, dice: Dice) -> list[date]:
    """Working days, at least one of them in the months of the e-invoices."""
    days: list[date] = []
    for first in _months():
        count = _count(supplier, dice)
        days += [_working_day(first + timedelta(days=dice.between(0, 27))) for _ in range(count)]
    while sum(day >= FIRST_EINVOICE_DAY for day in days) < 2 or len(days) < 3:
        days.append(_working_day(FIRST_EINVOICE_DAY + timedelta(days=dice.between(0, 85))))
    return sorted(days)


def _count(supplier: Supplier, dice: Dice) -> int:
    """How many invoices this month: the monthly rate, give or take one."""
    whole, rest = divmod(supplier.monthly, 100)
    count = whole + dice.chance(rest / 100)
    if supplier.monthly > 100 and dice.chance(0.3):
        count += dice.pick((-1, 1))
    return max(count, 0)


def _months() -> Iterator[date]:
    first = FIRST_DAY
    while first <= LAST_DAY:
        yield first
        first = (first + timedelta(days=32)).replace(day=1)


def _working_day(day: date) -> date:
    """The day itself or the Friday before: nobody bills at the weekend."""
    return max(day - timedelta(days=max(0, day.weekday() - 4)), FIRST_DAY + timedelta(days=2))


@dataclass(frozen=True, slots=True)
class _Corrections:
    """Which later documents there are about invoices.

    Attributes:
        days: how long after the invoice.
        count: how many in the twelve months.
        einvoices: those that come as e-invoices: the sender's role and dialect. The last one is about an
            invoice that never reached the municipality.
    """

    kind: Kind
    subject: str
    days: int
    count: int
    einvoices: tuple[tuple[Role, Dialect], ...]


_CREDIT_NOTES = _Corrections(
    Kind.CREDIT_NOTE,
    "Kreditnota",
    9,
    56,
    (
        (Role.COLLECTIVE, Dialect.OIOUBL_21),
        (Role.SHARING, Dialect.OIOUBL_21),
        (Role.SHARING, Dialect.PEPPOL),
        (Role.SINGLE, Dialect.OIOUBL_21),
        (Role.SINGLE, Dialect.OIOUBL_202),
        (Role.SINGLE, Dialect.OIOUBL_3),
        (Role.SINGLE, Dialect.OIOUBL_3),
        (Role.SINGLE, Dialect.PEPPOL),
        (Role.SINGLE, Dialect.PEPPOL),
        (Role.SINGLE, Dialect.OIOUBL_21),
    ),
)
# Only OIOUBL 2 has a document for reminders.
_REMINDERS = _Corrections(
    Kind.REMINDER,
    "Rykker",
    38,
    26,
    (
        (Role.SINGLE, Dialect.OIOUBL_21),
        (Role.SINGLE, Dialect.OIOUBL_21),
        (Role.SINGLE, Dialect.OIOUBL_202),
        (Role.SHARING, Dialect.OIOUBL_21),
        (Role.SHARING, Dialect.OIOUBL_21),
        (Role.SINGLE, Dialect.OIOUBL_21),
    ),
)


def _add_corrections(drafts: dict[str, list[_Draft]], found: dict[str, Supplier], rule: _Corrections) -> None:
    """Credit notes or reminders about some of the invoices, one a supplier."""
    dice = Dice(rule.kind)
    waiting = [number for number in dice.shuffled(sorted(drafts)) if _can_be_corrected(found[number])]
    for place, (role, dialect) in enumerate(rule.einvoices, start=1):
        number = next(
            number
            for number in waiting
            if found[number].role is role
            and found[number].dialect is dialect
            and _fitting(drafts[number], rule.days, recent=True)
        )
        waiting.remove(number)
        about = dice.pick(_fitting(drafts[number], rule.days, recent=True))
        last = place == len(rule.einvoices)
        drafts[number].append(_correction(rule, about, place, in_zip=True, unknown_invoice=last))
    for place in range(rule.count - len(rule.einvoices)):
        number = waiting.pop()
        if fitting := _fitting(drafts[number], rule.days, recent=False):
            drafts[number].append(_correction(rule, dice.pick(fitting), place))


def _correction(
    rule: _Corrections, about: _Draft, place: int, *, in_zip: bool = False, unknown_invoice: bool = False
) -> _Draft:
    """Every third reminder carries no fee."""
    fee_ore = _FEE_ORE if rule.kind is Kind.REMINDER and place % 3 else 0
    day = _working_day(about.issued + timedelta(days=rule.days))
    return _Draft(
        rule.kind,
        day,
        about.ean,
        about.net_ore,
        about.account,
        rule.subject,
        about,
        fee_ore,
        in_zip,
        unknown_invoice,
    )


def _can_be_corrected(supplier: Supplier) -> bool:
    return bool(supplier.cvr) and not supplier.is_pharmacy and supplier.fault is not Fault.TRAILING_MINUS


def _fitting(drafts: list[_Draft], days: int, *, recent: bool) -> list[_Draft]:
    """Invoices nothing has followed yet, and of which what follows `days` later lies in the period.

    Args:
        recent: what follows must lie in the months of the e-invoices.
    """
    first = FIRST_EINVOICE_DAY - timedelta(days=max(0, days - 12)) if recent else FIRST_DAY
    last = LAST_DAY - timedelta(days=days)
    answered = {id(draft.about) for draft in drafts}
    return [
        draft
        for draft in drafts
        if draft.kind is Kind.INVOICE and first <= draft.issued <= last and id(draft) not in answered
    ]


def _return_deposit(drafts: list[_Draft]) -> None:
    """Leave two invoices and a returned deposit that is larger than both: the supplier's sum is negative."""
    del drafts[2:]
    total = sum(draft.net_ore for draft in drafts)
    last = drafts[-1]
    day = _working_day(min(last.issued + timedelta(days=20), LAST_DAY))
    drafts.append(
        _Draft(
            Kind.CREDIT_NOTE, day, last.ean, total + 98_760, last.account, "Kreditnota, retur af pant", last
        )
    )


def _numbered(supplier: Supplier, drafts: list[_Draft]) -> Iterator[Invoice]:
    """Number the drafts by date; a credit note or reminder tells which number it is about."""
    ordered = sorted(
        enumerate(drafts), key=lambda pair: (pair[1].issued, pair[1].kind != Kind.INVOICE, pair[0])
    )
    series, numbers = _Series(supplier), dict[int, str]()
    vat_percent = supplier.trade.vat_percent if supplier.trade else 25
    for _, draft in ordered:
        about = numbers[id(draft.about)] if draft.about else ""
        number = f"{about}-R1" if draft.kind is Kind.REMINDER else series.next(draft.issued)
        numbers[id(draft)] = number
        refers_to = _missing_number(supplier) if draft.unknown_invoice else about
        yield Invoice(
            supplier,
            draft.kind,
            number,
            draft.issued,
            draft.ean,
            draft.net_ore,
            draft.net_ore * vat_percent // 100,
            draft.account,
            _text(draft, refers_to),
            refers_to,
            draft.fee_ore,
            draft.in_zip,
        )


def _text(draft: _Draft, refers_to: str) -> str:
    return f"{draft.subject} vedr. faktura {refers_to}" if refers_to else draft.subject


def _missing_number(supplier: Supplier) -> str:
    """The number of an invoice that never reached the municipality."""
    return f"MANGLER-{supplier.number[-5:]}"


class _Series:
    """A supplier's own run of document numbers."""

    def __init__(self, supplier: Supplier) -> None:
        dice = Dice(f"numbers/{supplier.number}")
        self._style = supplier.numbering
        self._next = dice.between(120, 48_000)
        self._first = self._next
        # From 10 March 1986 on, read as CPR numbers; see identifiers.Lookalikes.
        self._long = lookalike_series(1_003_860_000 + dice.between(1, 900))

    def next(self, day: date) -> str:
        """The number of the next document, issued that day."""
        self._next += 1
        count = self._next - self._first
        if self._style == "long":
            return next(self._long)
        return {
            "plain": f"{self._next}",
            "year": f"{day.year}{count:04d}",
            "dash": f"{day.year}-{count:03d}",
            "letter": f"F{self._next:06d}",
            "slash": f"{count}/{day:%y}",
        }[self._style]
