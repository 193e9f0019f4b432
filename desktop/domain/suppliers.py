"""What is a supplier, as the municipality's own lists tell it?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NewType

SupplierId = NewType("SupplierId", int)
"""A supplier's number inside one plan. It never leaves the program: people use the ERP's supplier number."""


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """What a list or an invoice says of a supplier. Everything is text as displayed; "" is not told.

    Attributes:
        number: supplier number in the ERP, leading zeros kept.
        name: name as written, trimmed.
        cvr: eight digits, or the text as it stood when it is not a CVR number.
        address: street lines, separated by newlines.
        postal_code, city: four digits for a Danish address; anything for a foreign one.
        trade_code: branch code (DB07 or DB25), digits only.
        account: account string (kontostreng) as written.
        ean: the EAN number the list says this supplier sends to, 13 digits.
        invoice_count: invoices in the period the list covers, or None when the list does not tell.
        amount_ore: whole øre in that period, or None.
        declared_collective: True or False where the list has such a column, None where it has not.
    """

    number: str = ""
    name: str = ""
    cvr: str = ""
    address: str = ""
    postal_code: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    contact: str = ""
    trade_code: str = ""
    account: str = ""
    ean: str = ""
    invoice_count: int | None = None
    amount_ore: int | None = None
    declared_collective: bool | None = None


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier of the plan: the facts of the lists under one stable id."""

    id: SupplierId
    facts: SupplierFacts

    @property
    def number(self) -> str:
        return self.facts.number

    @property
    def name(self) -> str:
        return self.facts.name

    @property
    def cvr(self) -> str:
        return self.facts.cvr


_COMPANY_FORMS = re.compile(r"\b(aps|a/s|as|i/s|is|k/s|ks|p/s|ivs|amba|a\.m\.b\.a|smba|fmba|holding)\b\.?")
_NOT_LETTERS = re.compile(r"[^0-9a-z]+")
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ö": "oe", "ä": "ae", "ü": "ue", "é": "e"})


@lru_cache(maxsize=1024)
def folded_name(name: str) -> str:
    """The name as it is compared: lower case, æøå spelled out, company form and punctuation gone.

    >>> folded_name("Søndergård & Søn ApS") == folded_name("SOENDERGAARD OG SOEN")
    True
    """
    text = unicodedata.normalize("NFC", name).casefold().replace("&", " og ")
    text = _COMPANY_FORMS.sub(" ", text).translate(_DANISH)
    return _NOT_LETTERS.sub(" ", text).strip()


def bare_number(number: str) -> str:
    """A supplier number as it is compared: one list pads with zeros, the other does not.

    >>> bare_number("000120")
    '120'
    """
    return number.lstrip("0").casefold() or number


def folded_address(address: str) -> str:
    """Street and number as they are compared: in small letters, with single spaces."""
    return " ".join(address.casefold().split())


def told_apart(one: SupplierFacts, other: SupplierFacts) -> bool:
    """Whether both tell a name, a postal code or an address, and not the same."""
    pairs = (
        (folded_name(one.name), folded_name(other.name)),
        (one.postal_code, other.postal_code),
        (folded_address(one.address), folded_address(other.address)),
    )
    return any(first and second and first != second for first, second in pairs)


_FEWEST_DIGITS = 6
"""Foreign VAT numbers can be shorter than eight digits; what is shorter still is no number of a firm."""


def names_a_firm(cvr: str) -> bool:
    """False for what stands in a CVR column and names nobody: "ukendt", "00000000", a masked CPR number."""
    digits = cvr if cvr.isdecimal() else re.sub(r"\D", "", cvr)
    return len(digits) >= _FEWEST_DIGITS and len(set(digits)) > 1
