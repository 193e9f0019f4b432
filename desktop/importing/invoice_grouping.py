"""When rows of an extract belong to one invoice, what is the invoice's amount, kind and number of citizens?

Amounts. Extracts come in three shapes, and nothing in them says which one it is: one row per invoice; one
row per line with the line's amount; one row per line with the invoice's amount on each. So:

* rows that are alike in every cell are one row exported twice, and count once;
* when the rows of an invoice differ in amount, the amounts are the lines' and are added up;
* when they have the same amount and differ otherwise (in text, citizen, line number), the heading decides if
  it says "linje" or "faktura", and else the rest of the file: if no invoice of several rows anywhere in it
  has different amounts, and there are at least two such invoices, the amount is the invoice's and counts
  once; otherwise the lines are added up.

Signs. Some ledgers book what they owe as a minus. When four of five invoices are negative, the column's
signs are turned, and that is told. A negative invoice is a credit note.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from desktop.domain.collective import CitizenTally, PersonHasherLike
from desktop.domain.invoices import CitizenEvidence, Grade, InvoiceKind, Place
from desktop.domain.suppliers import SupplierFacts

_LINE_HEADING = re.compile(r"linje|\bline|postering", re.IGNORECASE)
_INVOICE_HEADING = re.compile(r"faktura|invoice|bilag|total|i alt", re.IGNORECASE)
_FEWEST_FOR_SIGNS = 5
_MOSTLY = 0.8


Named = tuple[tuple[bytes, Grade | None], ...]
"""Citizens a cell names: their keys and how sure that is; None when it is not sure enough to count."""


@dataclass(slots=True)
class GroupedInvoice:
    """The rows of one invoice as they come in.

    Attributes:
        number: the invoice's number as written.
        row: the first row's number.
        first_row: a hash of the first row's cells, to tell repeated rows by.
        amounts: the sum, the first and whether another was different.
        repeats: rows that were alike.
        kind: what a column says it is.
        told_citizens: what a column of counts says.
        column_is_clear: no cell in the column of CPR numbers held something that is none.
        mentions: citizens named, hashed when they were read, with grade, place and row.
        possible: hashed numbers that may be citizens.
    """

    supplier: SupplierFacts
    number: str = field(repr=False)
    proved: bool
    row: int
    issue_date: date | None
    ean: str = ""
    account: str = ""
    matches: tuple[str, ...] = field(default=(), repr=False)
    kind: InvoiceKind | None = None
    says_collective: bool = False
    first_row: int = 0
    rows: int = 0
    repeats: int = 0
    sum_ore: int | None = None
    first_ore: int | None = None
    amounts_differ: bool = False
    told_citizens: int | None = None
    column_is_clear: bool = True
    mentions: list[tuple[bytes, Grade, Place, int]] = field(default_factory=list)
    possible: frozenset[bytes] = frozenset()

    def add_amount(self, ore: int | None) -> None:
        """Take in the amount of a row that is no repetition."""
        if ore is None:
            return
        if self.sum_ore is None:
            self.sum_ore = self.first_ore = ore
        else:
            self.amounts_differ |= ore != self.first_ore
            self.sum_ore += ore

    def add_amounts(self, total: int, *, first: int, differ: bool) -> None:
        """Take in the amounts of several rows in whole øre: their sum, the first, and whether one differs."""
        if self.sum_ore is None:
            self.sum_ore, self.first_ore, self.amounts_differ = total, first, differ
        else:
            self.amounts_differ |= differ or first != self.first_ore
            self.sum_ore += total

    def add_count(self, told: int | None) -> None:
        """Take in what a column of counts says."""
        if told is not None:
            self.told_citizens = max(told, self.told_citizens or 0)

    def name(self, named: Named, place: Place, row: int) -> None:
        """Take in the citizens that a cell of a row names."""
        for key, grade in named:
            if grade is None:
                self.possible |= {key}
            else:
                self.mentions.append((key, grade, place, row))


class _AlreadyHashed:
    """Stands in for the hasher where persons are known by numbers of their own."""

    def key_of(self, digits: str) -> bytes:
        """The number that was given out."""
        return digits.encode("ascii")


_HASHED: PersonHasherLike = _AlreadyHashed()


@dataclass(frozen=True, slots=True)
class AmountRules:
    """What the whole file says about its amounts.

    Attributes:
        repeats_total: every row of an invoice carries the invoice's whole amount.
        turned: invoices are booked as negative amounts.
    """

    repeats_total: bool
    turned: bool

    @staticmethod
    def of(invoices: Iterable[GroupedInvoice], *, heading: str) -> AmountRules:
        """Look at all invoices of a file.

        Args:
            heading: of the column of amounts.
        """
        several = differing = amounts = negative = 0
        for invoice in invoices:
            if invoice.rows - invoice.repeats > 1 and invoice.sum_ore is not None:
                several += 1
                differing += invoice.amounts_differ
            if invoice.sum_ore:
                amounts += 1
                negative += invoice.sum_ore < 0
        return AmountRules(
            repeats_total=not differing and several >= _fewest_for_total(heading),
            turned=amounts >= _FEWEST_FOR_SIGNS and negative >= _MOSTLY * amounts,
        )

    def amount_of(self, invoice: GroupedInvoice) -> int | None:
        """The invoice's amount in whole øre, or None when no row tells it."""
        ore = invoice.first_ore if self.repeats_total else invoice.sum_ore
        return -ore if ore is not None and self.turned else ore


def _fewest_for_total(heading: str) -> float:
    """How many invoices of several rows with one amount it takes to believe it is the invoice's."""
    if _LINE_HEADING.search(heading):
        return math.inf
    return 1 if _INVOICE_HEADING.search(heading) else 2


def kind_of(invoice: GroupedInvoice, amount: int | None) -> InvoiceKind:
    """What a column says the document is; else a negative amount makes it a credit note."""
    if invoice.kind is not None:
        return invoice.kind
    return InvoiceKind.CREDIT_NOTE if amount is not None and amount < 0 else InvoiceKind.INVOICE


_Mention = tuple[int, Grade, Place, int]
_Pattern = tuple[tuple[_Mention, ...], frozenset[int], int | None, bool]
"""Mentions, possible citizens, what a column of counts says, and whether the column of CPR numbers is clear.
Citizens and rows are numbered in the order in which they come, so that most invoices are alike."""

_MOST_REMEMBERED = 10_000
_USUAL_MENTIONS = 12


class EvidenceBook:
    """Says how many citizens the rows of an invoice name; works out once what many have in common."""

    def __init__(self, *, has_cpr_column: bool) -> None:
        """Say whether the extract has a column made for CPR numbers."""
        self._has_cpr_column = has_cpr_column
        self._known: dict[_Pattern, CitizenEvidence] = {}

    def of(self, invoice: GroupedInvoice) -> CitizenEvidence:
        """The evidence of an invoice whose rows are all read."""
        pattern = _pattern_of(invoice)
        found = self._known.get(pattern)
        if found is None:
            found = _evidence_of(pattern, has_cpr_column=self._has_cpr_column)
            if len(self._known) < _MOST_REMEMBERED and len(invoice.mentions) <= _USUAL_MENTIONS:
                self._known[pattern] = found
        return found


_NOBODY: frozenset[int] = frozenset()


def _pattern_of(invoice: GroupedInvoice) -> _Pattern:
    if len(invoice.mentions) < 2 and not invoice.possible:
        only = tuple([(0, grade, place, 0) for _, grade, place, _ in invoice.mentions])
        return only, _NOBODY, invoice.told_citizens, invoice.column_is_clear
    people: dict[bytes, int] = {}
    rows: dict[int, int] = {}
    mentions = tuple(
        [
            (people.setdefault(key, len(people)), grade, place, rows.setdefault(row, len(rows)))
            for key, grade, place, row in invoice.mentions
        ]
    )
    possible = frozenset([people.setdefault(key, len(people)) for key in invoice.possible])
    return mentions, possible, invoice.told_citizens, invoice.column_is_clear


def _evidence_of(pattern: _Pattern, *, has_cpr_column: bool) -> CitizenEvidence:
    """How many citizens the rows of such an invoice name.

    Nothing found in a text proves nothing, for an extract shows a part of the invoice; an empty column made
    for CPR numbers does prove that there is none.
    """
    mentions, possible, told, column_is_clear = pattern
    tally = CitizenTally(_HASHED)
    for person, grade, place, row in mentions:
        tally.add(str(person), grade, place, line=str(row))
    for person in possible:
        tally.add_possible(str(person))
    found = tally.evidence()
    if told is not None and told >= (found.citizens or 0):
        return CitizenEvidence(
            citizens=told,
            possible=found.possible,
            most_on_a_line=found.most_on_a_line,
            grade=Grade.CERTAIN if told else Grade.NONE,
            places=found.places | {Place.COLUMN} if told else frozenset(),
        )
    if found.citizens or (has_cpr_column and column_is_clear):
        return found
    return CitizenEvidence(possible=found.possible)
