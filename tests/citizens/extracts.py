"""Which invoice extracts are made, and what is true of each? Tables whose citizens are known, by a seed.

Five ways in which an extract tells of citizens (a CPR column under a name we know, one that only its content
gives away, free text, a column of counts, nothing but words), each with a row per line or per invoice.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from tests.citizens import inventing, sentences


class Telling(StrEnum):
    """How an extract tells of citizens."""

    COLUMN = "a CPR column"
    CONTENT = "a column of numbers under a heading that says nothing"
    TEXT = "free text"
    COUNT = "a count column"
    WORDS = "only words"


class Rows(StrEnum):
    """What a row is."""

    LINE = "one row per line"
    INVOICE = "one row per invoice"


_HEADINGS = {
    Telling.COLUMN: "CPR-nr",
    Telling.CONTENT: "Felt 7",
    Telling.TEXT: "Posteringstekst",
    Telling.COUNT: "Antal borgere",
    Telling.WORDS: "Posteringstekst",
}
_SUPPLIERS = 8
_INVOICES = 5


@dataclass(slots=True)
class TrueInvoice:
    """An invoice of an extract with what is true of it.

    Attributes:
        citizens: how many it names; None when the extract cannot tell.
    """

    supplier_no: str
    invoice_no: str
    citizens: int | None
    says_collective: bool = False
    people: list[str] = field(default_factory=list, repr=False)


@dataclass(frozen=True, slots=True)
class Extract:
    """A file and its truth."""

    data: bytes
    invoices: tuple[TrueInvoice, ...]

    @property
    def collective_suppliers(self) -> frozenset[str]:
        """Suppliers with an invoice that names more than one citizen."""
        return frozenset(each.supplier_no for each in self.invoices if (each.citizens or 0) > 1)

    @property
    def suspected_suppliers(self) -> frozenset[str]:
        """Suppliers of whom only words say so."""
        return frozenset(each.supplier_no for each in self.invoices if each.says_collective)


def extract(telling: Telling, rows: Rows, *, seed: int = 4) -> Extract:
    """One file: eight suppliers, half of whom send collective invoices."""
    dice = random.Random(f"{seed} {telling} {rows}")
    headings = ["Kreditornr", "Leverandørnavn", "Fakturanr", "Fakturadato", "Linjebeløb", _HEADINGS[telling]]
    table = [headings]
    invoices = []
    for supplier in range(_SUPPLIERS):
        for at in range(_INVOICES):
            invoice = _invoice(dice, telling, supplier, at)
            invoices.append(invoice)
            table += _rows(dice, telling, rows, invoice, at)
    text = "\r\n".join(";".join(row) for row in table) + "\r\n"
    return Extract(text.encode("cp1252"), tuple(invoices))


def _invoice(dice: random.Random, telling: Telling, supplier: int, at: int) -> TrueInvoice:
    collective = supplier % 2 == 0 and at < 3
    people = [inventing.citizen(dice) for _ in range(dice.randint(2, 4) if collective else 1)]
    number = f"{supplier + 1}-{at + 100}"
    known = None if telling is Telling.WORDS else len(set(people))
    words = telling is Telling.WORDS and collective
    return TrueInvoice(f"000{supplier + 10}", number, known, words, people)


def _rows(
    dice: random.Random, telling: Telling, rows: Rows, invoice: TrueInvoice, at: int
) -> Iterator[list[str]]:
    dashed = [inventing.hyphen(each) for each in invoice.people]
    # A line more than there are citizens: the first one comes twice and is one person.
    lines = [[each] for each in [*dashed, dashed[0]]] if rows is Rows.LINE else [dashed]
    for line, named in enumerate(lines):
        yield [
            invoice.supplier_no,
            f"Prøveklinik {invoice.supplier_no}",
            invoice.invoice_no,
            f"{at + 1:02}-03-2026",
            f"{line + 1}00,50",
            _told(dice, telling, invoice, named),
        ]


def _told(dice: random.Random, telling: Telling, invoice: TrueInvoice, named: list[str]) -> str:
    match telling:
        case Telling.COLUMN | Telling.CONTENT:
            return ", ".join(named)
        case Telling.TEXT:
            return f"{sentences.thing(dice)} {' og '.join(named)} {sentences.name(dice)}".replace(";", ",")
        case Telling.COUNT:
            return str(invoice.citizens)
        case Telling.WORDS:
            words = ("Samleregning marts", "samlefaktura, apoteksvarer", "Samlet regning for måneden")
            return dice.choice(words) if invoice.says_collective else f"Ordrenr. {inventing.passing(dice)}"
