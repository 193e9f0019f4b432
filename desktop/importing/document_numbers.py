"""How is an invoice number kept that could be a CPR number? By a sign of its own, and never by its digits.

Numbers of ten digits with a possible date ("1007867103") do occur. The digits are masked, and behind the
mask comes a sign made from other facts of the document (its UUID, or sender, date and amount): two
documents keep different numbers, the same document gets the same one when it is imported again, and
nothing leads back to the digits. Credit notes and reminders refer by number; what they refer to is found
while the numbers are still in memory, and a reference that leads out of the import keeps the mask alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace

from desktop.domain import cpr
from desktop.domain.imports import InvoiceRow
from desktop.importing.cells import one_line

_SIGN_LENGTH = 8
# Letters only: digits behind a mask could become part of another number.
_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")
_OPEN = "\x00"
"""Marks, inside one import, a reference that is not resolved yet."""


class DocumentNumbers:
    """The numbers of the documents of one import. It lives in memory only, and no longer than the import."""

    def __init__(self) -> None:
        """Begin without any number."""
        self._signs: dict[str, str] = {}
        self._used: dict[str, str] = {}
        self._references: list[str] = []

    def own(self, number: str, *, fingerprint: Callable[[], str], proved: bool = False) -> str:
        """The number of a document as it is kept.

        Args:
            number: as written.
            fingerprint: gives facts that tell this document from others and hold no citizen's number.
            proved: the column proves that digits like these are no CPR numbers.
        """
        line, _ = one_line(number)
        if proved:
            self._signs[line] = line
            return line
        if not cpr.contains_cpr(line):
            return line
        sign = hashlib.blake2s(fingerprint().encode()).hexdigest()[:_SIGN_LENGTH].translate(_LETTERS)
        kept = f"{cpr.scrub(line)} {sign}"
        while self._used.setdefault(kept, line) != line:
            kept += "x"
        self._signs[line] = kept
        return kept

    def referred(self, number: str) -> str:
        """The number of another document; to be put through `resolve` when all documents are read."""
        line, _ = one_line(number)
        if not cpr.contains_cpr(line):
            return line
        self._references.append(line)
        return f"{_OPEN}{len(self._references) - 1}"

    def resolve(self, rows: Sequence[InvoiceRow]) -> list[InvoiceRow]:
        """The rows with every reference as the document it leads to is called."""
        if not self._references:
            return list(rows)
        return [self._resolved(row) for row in rows]

    def _resolved(self, row: InvoiceRow) -> InvoiceRow:
        if not any(number.startswith(_OPEN) for number in row.facts.matches):
            return row
        matches = tuple(map(self._leads_to, row.facts.matches))
        return replace(row, facts=replace(row.facts, matches=matches))

    def _leads_to(self, number: str) -> str:
        if not number.startswith(_OPEN):
            return number
        line = self._references[int(number.removeprefix(_OPEN))]
        return self._signs.get(line) or cpr.scrub(line)
