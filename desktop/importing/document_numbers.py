"""How is an invoice number kept that could be a CPR number? By a sign of its own, and never by its digits.

Numbers of ten digits with a possible date ("1007867103") do occur. The digits are masked, and behind the
mask comes a sign made from other facts of the document (its UUID, or sender, date and amount): two
documents keep different numbers, the same document gets the same one when it is imported again, and
nothing leads back to the digits. Credit notes and reminders refer by number; what they refer to is found
while the numbers are still in memory, and a reference that leads out of the import keeps the mask alone.
Two suppliers may use the same number, so a reference leads to the sender's own document; only when there is
none to whoever has the number, for an extract and an e-invoice may tell the same sender in different ways.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from desktop.domain import cpr
from desktop.domain.imports import InvoiceRow
from desktop.importing.cells import one_line

_SIGN_LENGTH = 8
_KEY_BYTES, _HASH_BYTES = 32, 16
# Letters only: digits behind a mask could become part of another number.
_LETTERS = str.maketrans("0123456789", "ghijkmnpqr")
_OPEN = "\x00"
"""Stands, inside one import, around the hash of a reference that is not resolved yet."""


class DocumentNumbers:
    """The numbers of the documents of one import. It lives in memory only, and no longer than the import.

    Numbers that could be CPR numbers are held as keyed hashes. Two processes that share an import share the
    key, and the hashes are all that goes from one to the other.
    """

    def __init__(self, key: bytes | None = None) -> None:
        """Begin without any number.

        Args:
            key: of the process that shares its work; drawn at random otherwise.
        """
        self.key = key or secrets.token_bytes(_KEY_BYTES)
        self._proved: dict[bytes, str] = {}
        self._signs: dict[bytes, str] = {}
        self._used: dict[str, bytes] = {}
        self._fresh: dict[bytes, str] = {}
        self._refers = False

    def own(self, number: str, *, sender: str, fingerprint: Callable[[], str], proved: bool = False) -> str:
        """The number of a document as it is kept.

        Args:
            number: as written.
            sender: by what the sender's documents know each other.
            fingerprint: gives facts that tell this document from others and hold no citizen's number.
            proved: the column proves that digits like these are no CPR numbers.
        """
        line, _ = one_line(number)
        if proved:
            self._proved[self._hash(line, sender)] = line
            return line
        if not cpr.contains_cpr(line):
            return line
        sign = hashlib.blake2s(fingerprint().encode()).hexdigest()[:_SIGN_LENGTH].translate(_LETTERS)
        return self._sign(self._hash(line, sender), f"{cpr.scrub(line)} {sign}")

    def referred(self, number: str, *, sender: str) -> str:
        """The number of another document; to be put through `resolve` when all documents are read."""
        line, _ = one_line(number)
        if not cpr.contains_cpr(line):
            return line
        self._refers = True
        return f"{_OPEN}{self._hash(line, sender).hex()}{_OPEN}{cpr.scrub(line)}"

    def fresh(self) -> dict[bytes, str]:
        """How numbers were signed since this was asked last, for the process that brings it all together."""
        fresh, self._fresh = self._fresh, {}
        return fresh

    def taken_over(self, rows: Sequence[InvoiceRow], signed: Mapping[bytes, str]) -> list[InvoiceRow]:
        """Rows another process has read, their numbers told from those that are here already.

        Args:
            signed: what `fresh` gave over there when the rows were read.
        """
        self._refers = True
        renamed = {
            kept: name for hashed, kept in signed.items() if (name := self._sign(hashed, kept)) != kept
        }
        if not renamed:
            return list(rows)
        return [
            replace(
                row,
                facts=replace(row.facts, invoice_no=renamed.get(row.facts.invoice_no, row.facts.invoice_no)),
            )
            for row in rows
        ]

    def resolve(self, rows: Sequence[InvoiceRow]) -> list[InvoiceRow]:
        """The rows with every reference as the document it leads to is called."""
        if not self._refers:
            return list(rows)
        own = self._signs | self._proved
        anybodys = {hashed[:_HASH_BYTES]: kept for hashed, kept in own.items()}
        return [_resolved(row, own | anybodys) for row in rows]

    def _hash(self, line: str, sender: str) -> bytes:
        """The hash of the number alone, and behind it that of the number with its sender."""
        alone, with_sender = (
            hashlib.blake2b(text.encode(), digest_size=_HASH_BYTES, key=self.key).digest()
            for text in (line, f"{line}\n{sender}")
        )
        return alone + with_sender

    def _sign(self, hashed: bytes, kept: str) -> str:
        """Keep a number under a name that no other number has."""
        while self._used.setdefault(kept, hashed) != hashed:
            kept += "x"
        self._signs[hashed] = self._fresh[hashed] = kept
        return kept


def _resolved(row: InvoiceRow, signs: Mapping[bytes, str]) -> InvoiceRow:
    if not any(number.startswith(_OPEN) for number in row.facts.matches):
        return row
    matches = tuple(_leads_to(number, signs) for number in row.facts.matches)
    return replace(row, facts=replace(row.facts, matches=matches))


def _leads_to(number: str, signs: Mapping[bytes, str]) -> str:
    if not number.startswith(_OPEN):
        return number
    written, _, masked = number.removeprefix(_OPEN).partition(_OPEN)
    hashed = bytes.fromhex(written)
    return signs.get(hashed) or signs.get(hashed[:_HASH_BYTES]) or masked
