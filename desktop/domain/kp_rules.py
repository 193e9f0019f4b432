"""What would KP do with a document? The published rules, applied in the order of the rule table.

The rules themselves are data (`resources/kp_rules.toml`: which judgement, for which documents, from and until
which day); this file knows what each of them asks of a document. The answer is one of the five judgements,
with the rule that decided. What cannot be told is UNKNOWN together with the fact that is missing: never a
guess.

How a document is judged:

* The rules are asked from the top. The first that surely applies decides, unless a rule before it *may* apply
  and would say something else: then the answer is UNKNOWN.
* The day that counts for a rule's dates is the document's issue date, because that is the release KP had when
  the document would have come.
* A person's word that a supplier sends one citizen per invoice stands above what was counted. It does not put
  a citizen on an invoice that was read and names none.
* Numbers that only may be CPR numbers do not make an invoice collective, but they keep an invoice without
  any counted citizen from being called one without a citizen.
* Credit notes and reminders are placed by the invoice they are about (`kp_matching`), so an unknown number of
  citizens on them holds nothing up.

Whether KP reads a CPR number in a free text is not published; a citizen counts wherever it stood.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.domain.invoices import InvoiceFacts, InvoiceKind


class Judgement(StrEnum):
    """What becomes of a document. UNKNOWN: a fact is missing that a rule asks for.

    ACCEPTABLE: KP can receive and handle it; a caseworker may still reject it.
    REJECTED: KP rejects it by itself. CANNOT_PLACE: KP cannot tell whose case it belongs to.
    STAYS_IN_ERP: KP cannot receive it; it is handled in the ERP as today.
    """

    ACCEPTABLE = "acceptable"
    REJECTED = "rejected"
    CANNOT_PLACE = "cannot_place"
    STAYS_IN_ERP = "stays_in_erp"
    UNKNOWN = "unknown"


class Rule(StrEnum):
    """The rule that decided; a line of the rule table. NONE: nothing could decide."""

    ONE_CITIZEN = "one_citizen"
    VAT_NOT_YET = "vat_not_yet"
    NO_CITIZEN = "no_citizen"
    CREDIT_NOTE_NOT_RECEIVED = "credit_note_not_received"
    CREDIT_NOTE_REJECTED = "credit_note_rejected"
    REMINDER_WITHOUT_FEE = "reminder_without_fee"
    REMINDER_NOT_RECEIVED = "reminder_not_received"
    REMINDER_REJECTED = "reminder_rejected"
    VAT_ACCEPTED = "vat_accepted"
    INVOICE_FITS = "invoice_fits"
    CREDIT_NOTE_FITS = "credit_note_fits"
    REMINDER_FITS = "reminder_fits"
    NONE = ""


class Missing(StrEnum):
    """The fact that a judgement waits for."""

    CITIZENS = "citizens"
    CITIZENS_DOUBTFUL = "citizens_doubtful"
    ISSUE_DATE = "issue_date"
    VAT = "vat"
    FEE = "fee"
    MATCH_NUMBER = "match_number"
    MATCHING_INVOICE = "matching_invoice"
    MATCHING_ROUTE = "matching_route"
    MATCHING_JUDGEMENT = "matching_judgement"
    NOTHING = ""


class Fate(StrEnum):
    """What became of the invoice that a credit note or reminder is about, as KP sees it."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    NOT_RECEIVED = "not_received"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Document:
    """What the rules ask of a document.

    Attributes:
        issue_date: None when the document does not tell.
        citizens: different citizens named; None when nobody could look.
        doubtful: it has numbers that may be CPR numbers and were not counted.
        vat: whether VAT is charged; None when that is not told.
        fee: for a reminder, whether it carries a fee.
        one_by_hand: a person has said that the supplier sends one citizen per invoice.
        fates: of the invoices it is about; for a credit note or reminder.
        match_missing: why a fate is unknown.
    """

    kind: InvoiceKind = InvoiceKind.INVOICE
    issue_date: date | None = None
    citizens: int | None = None
    doubtful: bool = False
    vat: bool | None = None
    fee: bool | None = None
    one_by_hand: bool = False
    fates: frozenset[Fate] = frozenset()
    match_missing: Missing = Missing.NOTHING


def document_of(
    facts: InvoiceFacts,
    *,
    one_by_hand: bool = False,
    fates: frozenset[Fate] = frozenset(),
    match_missing: Missing = Missing.NOTHING,
) -> Document:
    """What the rules ask of an imported document."""
    return Document(
        kind=facts.kind,
        issue_date=facts.issue_date,
        citizens=facts.evidence.citizens,
        doubtful=facts.evidence.possible > 0,
        vat=None if facts.vat_ore is None else facts.vat_ore != 0,
        fee=facts.fee,
        one_by_hand=one_by_hand,
        fates=fates,
        match_missing=match_missing,
    )


@dataclass(frozen=True, slots=True)
class KpRule:
    """One line of the rule table.

    Attributes:
        rule: which of the rules the program knows.
        judgement: what becomes of a document it applies to.
        kinds: the documents it looks at.
        valid_from: first day it is in force; None: as long as KP has taken e-invoices.
        until: first day it is no longer in force; None: still is.
        release: KP release it came with, or "".
        source: where it is published.
    """

    rule: Rule
    judgement: Judgement
    kinds: frozenset[InvoiceKind]
    valid_from: date | None = None
    until: date | None = None
    release: str = ""
    source: str = ""

    def in_force(self, day: date | None) -> bool | None:
        """Whether the rule counts on a day; None when the day decides it and is not known."""
        if self.valid_from is None and self.until is None:
            return True
        if day is None:
            return None
        return (self.valid_from is None or day >= self.valid_from) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement, the rule behind it and, for UNKNOWN, the fact that is missing."""

    judgement: Judgement
    rule: Rule = Rule.NONE
    missing: Missing = Missing.NOTHING


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a rule says of a document: it applies, it does not, or (None) a fact is missing."""

    applies: bool | None
    missing: Missing = Missing.NOTHING


_YES, _NO = _Answer(True), _Answer(False)


class KpRules:
    """The rules in force, in the order they are asked."""

    def __init__(self, rules: tuple[KpRule, ...]) -> None:
        self.rules = rules
        self._of_kind = {kind: tuple(rule for rule in rules if kind in rule.kinds) for kind in InvoiceKind}

    def turning_days(self) -> tuple[date, ...]:
        """The days on which something changes, the oldest first: between two of them all days are alike."""
        days = {day for rule in self.rules for day in (rule.valid_from, rule.until) if day is not None}
        return tuple(sorted(days))

    def named(self, rule: Rule) -> KpRule | None:
        """The table's line for a rule."""
        return next((line for line in self.rules if line.rule is rule), None)

    def judge(self, document: Document) -> Verdict:
        """Apply the rules in their order. Every document gets exactly one judgement."""
        waiting: list[tuple[Judgement, Missing]] = []
        for line in self._of_kind[document.kind]:
            answer = _answer(line, document)
            if answer.applies is None:
                waiting.append((line.judgement, answer.missing))
            elif answer.applies:
                if all(judgement is line.judgement for judgement, _missing in waiting):
                    return Verdict(line.judgement, line.rule)
                break
        return Verdict(Judgement.UNKNOWN, Rule.NONE, waiting[0][1] if waiting else Missing.NOTHING)


def _answer(line: KpRule, document: Document) -> _Answer:
    in_force = line.in_force(document.issue_date)
    if in_force is False:
        return _NO
    answer = _ASKED[line.rule](document)
    if answer.applies and in_force is None:
        return _Answer(None, Missing.ISSUE_DATE)
    return answer


# ---------------------------------------------------------------------------------- what each rule asks


def _several_citizens(document: Document) -> _Answer:
    if document.one_by_hand:
        return _NO
    if document.citizens is None:
        # What a credit note or reminder is about decides, not who stands on it.
        return _Answer(None, Missing.CITIZENS) if document.kind is InvoiceKind.INVOICE else _NO
    return _Answer(document.citizens > 1)


def _no_citizen(document: Document) -> _Answer:
    if document.citizens is None:
        return _NO if document.one_by_hand else _Answer(None, Missing.CITIZENS)
    if document.citizens == 0 and document.doubtful:
        return _Answer(None, Missing.CITIZENS_DOUBTFUL)
    return _Answer(document.citizens == 0)


def _has_vat(document: Document) -> _Answer:
    return _Answer(document.vat, Missing.VAT if document.vat is None else Missing.NOTHING)


def _without_fee(document: Document) -> _Answer:
    return _Answer(None, Missing.FEE) if document.fee is None else _Answer(not document.fee)


def _not_received(document: Document) -> _Answer:
    return _about(document, Fate.NOT_RECEIVED)


def _rejected(document: Document) -> _Answer:
    return _about(document, Fate.REJECTED)


def _about(document: Document, fate: Fate) -> _Answer:
    """Whether one of the invoices it is about met that fate; one is enough, all must be known to deny it."""
    if fate in document.fates:
        return _YES
    if not document.fates or Fate.UNKNOWN in document.fates:
        return _Answer(None, document.match_missing or Missing.MATCH_NUMBER)
    return _NO


def _always(document: Document) -> _Answer:
    del document  # nothing spoke before
    return _YES


_ASKED: dict[Rule, Callable[[Document], _Answer]] = {
    Rule.ONE_CITIZEN: _several_citizens,
    Rule.VAT_NOT_YET: _has_vat,
    Rule.NO_CITIZEN: _no_citizen,
    Rule.CREDIT_NOTE_NOT_RECEIVED: _not_received,
    Rule.CREDIT_NOTE_REJECTED: _rejected,
    Rule.REMINDER_WITHOUT_FEE: _without_fee,
    Rule.REMINDER_NOT_RECEIVED: _not_received,
    Rule.REMINDER_REJECTED: _rejected,
    Rule.VAT_ACCEPTED: _has_vat,
    Rule.INVOICE_FITS: _always,
    Rule.CREDIT_NOTE_FITS: _always,
    Rule.REMINDER_FITS: _always,
}
FITTING: dict[InvoiceKind, Rule] = {
    InvoiceKind.INVOICE: Rule.INVOICE_FITS,
    InvoiceKind.CREDIT_NOTE: Rule.CREDIT_NOTE_FITS,
    InvoiceKind.REMINDER: Rule.REMINDER_FITS,
}
"""The rule that ends the list for each kind of document: nothing speaks against it."""
