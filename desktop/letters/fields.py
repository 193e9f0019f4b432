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
from desktop.domain.letters import (
    LetterFacts,
    LetterParty,
    LetterSender,
    LetterWave,
    RejectedDocument,
    RejectionReason,
)

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
    mail: str


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
class RejectedFields:
    """One of `afviste`: a document that was sent back."""

    nummer: str
    dato: str
    grund: str
    saadan: str


@dataclass(frozen=True, slots=True)
class WaveFields:
    """One of `boelger`: who changes when."""

    navn: str
    antal: int
    foerste_dato: str
    sidste_dato: str


@dataclass(frozen=True, slots=True)
class LetterFields:
    """Every field of a letter under the name it has in a template.

    Attributes:
        gammelt_ean: the old EAN number the supplier uses most, or "".
        gamle_ean: all of them, for a loop.
        foerste_dato: the first day of the change.
        begyndt: the letter is dated on that day or later.
        sidste_dato: the last day the old EAN number takes these invoices.
        antal_samleregninger, flest_borgere: whole numbers; 0 is none seen.
        boelge: number of the supplier's wave, 0 without waves.
        tidligere_dato: when the letter went out that this one reminds of or confirms.
        set_dato: the day of the first invoice on the new EAN number.
        afviste, boelger: for loops.
        antal_leverandoerer: all that change, the waves added up.
        genbrug: the new EAN number is one the municipality has already.
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
    boelge: int
    tidligere_dato: str
    set_dato: str
    afviste: tuple[RejectedFields, ...]
    boelger: tuple[WaveFields, ...]
    antal_leverandoerer: int
    oekonomisystem: str
    genbrug: bool
    begyndt: bool


OF_RECIPIENT = frozenset(
    (
        "leverandoer",
        "gammelt_ean",
        "gamle_ean",
        "antal_samleregninger",
        "flest_borgere",
        "boelge",
        "tidligere_dato",
        "set_dato",
        "afviste",
    )
)
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
        boelge=facts.wave or 0,
        tidligere_dato=danish_date(facts.earlier_date),
        set_dato=danish_date(facts.seen_date),
        afviste=tuple(map(_rejected, facts.rejected)),
        boelger=tuple(map(_wave, facts.waves)),
        antal_leverandoerer=sum(wave.suppliers for wave in facts.waves),
        oekonomisystem=_line(facts.erp),
        genbrug=facts.reuses,
        begyndt=_has_begun(facts),
    )


def _has_begun(facts: LetterFacts) -> bool:
    """A letter without a date, or about no date, does not say that something has begun."""
    day, first = facts.letter_date, facts.first_date
    return day is not None and first is not None and day >= first


def letter_context(facts: LetterFacts) -> dict[str, object]:
    """The same as a template takes it: names to text, numbers, lists and further names."""
    fields = letter_fields(facts)
    return _named(fields) | {
        "leverandoer": _named(fields.leverandoer),
        "kommune": _named(fields.kommune),
        "afviste": tuple(map(_named, fields.afviste)),
        "boelger": tuple(map(_named, fields.boelger)),
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
        mail=_line(party.email),
    )


_REASON = {
    RejectionReason.SEVERAL_CITIZENS: (
        "Den handler om flere borgere.",
        "Send én faktura for hver borger.",
    ),
    RejectionReason.NO_CITIZEN: (
        "Der står ikke noget CPR-nummer i den.",
        "Send den igen med borgerens CPR-nummer i det rigtige felt.",
    ),
    RejectionReason.WRONG_EAN: (
        "Den er sendt til et forkert EAN-nummer.",
        "Send den igen til det rigtige EAN-nummer.",
    ),
    RejectionReason.INVOICE_NOT_RECEIVED: (
        "Vi har ikke fået den faktura, den hører til, på dette EAN-nummer.",
        "Send den til samme EAN-nummer som fakturaen, og skriv fakturaens nummer i den.",
    ),
    RejectionReason.INVOICE_REJECTED: (
        "Den faktura, den hører til, er afvist.",
        "Ret fakturaen, og send den igen. Den afviste skal hverken krediteres eller rykkes.",
    ),
    RejectionReason.REMINDER_WITHOUT_FEE: (
        "Rykkeren er uden gebyr og kan ikke behandles.",
        "Kontakt os, hvis fakturaen ikke er betalt.",
    ),
}
"""Why a document was sent back, and what its sender does about it."""


def _rejected(document: RejectedDocument) -> RejectedFields:
    why, how = _REASON[document.reason]
    # An invoice number may be shaped like a CPR number, and then the letter does without.
    number = "" if contains_cpr(document.number) else _line(document.number)
    return RejectedFields(number or "(uden nummer)", danish_date(document.issued), why, how)


def _wave(wave: LetterWave) -> WaveFields:
    return WaveFields(
        navn=f"Bølge {wave.number}" if wave.number else "Alle på én gang",
        antal=wave.suppliers,
        foerste_dato=danish_date(wave.first_date),
        sidste_dato=danish_date(wave.last_old_date),
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
