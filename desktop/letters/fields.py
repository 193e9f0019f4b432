"""Which fields can a letter template use, and how do they look in print?

The names are Danish because people type them in Word: `{{ leverandoer.navn }}`, `{{ nyt_ean }}`. Every value
is formatted here, before the merge, so that a template never has to: dates as "20. november 2026", EAN
numbers as 13 unbroken digits. A fact that is not told is "" (or an empty list), which prints as nothing and
is false in `{% if %}`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.domain.cpr import contains_cpr
from desktop.domain.letters import LetterFacts, LetterParty, LetterSender

_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


@dataclass(frozen=True, slots=True)
class SupplierFields:
    """`leverandoer.…`: the receiver. `adresse` is a list of lines."""

    nummer: str
    navn: str
    adresse: tuple[str, ...]
    postnr: str
    by: str
    cvr: str
    kontakt: str


@dataclass(frozen=True, slots=True)
class MunicipalityFields:
    """`kommune.…`: the sender. `adresse` is one line."""

    navn: str
    afdeling: str
    adresse: str
    postnr: str
    by: str
    telefon: str
    mail: str
    kontakt: str


@dataclass(frozen=True, slots=True)
class LetterFields:
    """Every field of a letter under the name it has in a template.

    Attributes:
        gammelt_ean: the old EAN number the supplier uses most, or "".
        gamle_ean: all of them, for a loop.
        foerste_dato: the first day of the change.
        sidste_dato: the last day the old EAN number takes these invoices.
        antal_samleregninger, flest_borgere: whole numbers; 0 is none seen.
    """

    leverandoer: SupplierFields
    kommune: MunicipalityFields
    gammelt_ean: str
    gamle_ean: tuple[str, ...]
    nyt_ean: str
    oekonomi_ean: str
    brevdato: str
    foerste_dato: str
    sidste_dato: str
    antal_samleregninger: int
    flest_borgere: int


OF_RECIPIENT = frozenset(("leverandoer", "gammelt_ean", "gamle_ean", "antal_samleregninger", "flest_borgere"))
"""The fields that differ from letter to letter."""


def letter_fields(facts: LetterFacts) -> LetterFields:
    """The fields of one letter, formatted for print."""
    old = _lines(facts.old_eans)
    return LetterFields(
        leverandoer=_supplier(facts.supplier),
        kommune=_municipality(facts.sender),
        gammelt_ean=old[0] if old else "",
        gamle_ean=old,
        nyt_ean=_line(facts.new_ean),
        oekonomi_ean=_line(facts.erp_ean),
        brevdato=danish_date(facts.letter_date),
        foerste_dato=danish_date(facts.first_date),
        sidste_dato=danish_date(facts.last_old_date),
        antal_samleregninger=facts.collective_invoices,
        flest_borgere=facts.most_citizens,
    )


def letter_context(facts: LetterFacts) -> dict[str, object]:
    """The same as a template takes it: names to text, numbers, lists and further names."""
    fields = letter_fields(facts)
    return _named(fields) | {
        "leverandoer": _named(fields.leverandoer),
        "kommune": _named(fields.kommune),
    }


def _named(values: Any) -> dict[str, object]:
    """`asdict` of one level: copying deeply would be a tenth of what a letter costs."""
    return {name: getattr(values, name) for name in values.__slots__}


def danish_date(day: date | None) -> str:
    """A date as a letter writes it.

    >>> danish_date(date(2026, 11, 20))
    '20. november 2026'
    """
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}" if day else ""


def _supplier(party: LetterParty) -> SupplierFields:
    return SupplierFields(
        # Some systems use a private person's CPR number as supplier number; then the letter does without.
        nummer="" if contains_cpr(party.number) else _line(party.number),
        navn=_line(party.name),
        adresse=_lines(party.address),
        postnr=_line(party.postal_code),
        by=_line(party.city),
        cvr=_line(party.cvr),
        kontakt=_line(party.contact),
    )


def _municipality(sender: LetterSender) -> MunicipalityFields:
    return MunicipalityFields(
        navn=_line(sender.municipality),
        afdeling=_line(sender.department),
        adresse=", ".join(_lines(sender.address)),
        postnr=_line(sender.postal_code),
        by=_line(sender.city),
        telefon=_line(sender.phone),
        mail=_line(sender.email),
        kontakt=_line(sender.contact),
    )


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def _line(text: str) -> str:
    """One line of text: composed (NFC), no control characters or line breaks, nothing else touched."""
    return _CONTROL.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The lines that say something; a line break inside one starts the next."""
    lines = (_line(line) for text in texts for line in text.splitlines())
    return tuple(line for line in lines if line)
