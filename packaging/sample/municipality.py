"""Who is Eksempelby Kommune: its address, its EAN numbers, and the file that tells the program so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sample.identifiers import ean

FIRST_DAY = date(2025, 11, 1)
LAST_DAY = date(2026, 10, 31)
FIRST_EINVOICE_DAY = date(2026, 8, 1)
PRINTED = date(2026, 11, 13)
GO_LIVE = date(2027, 3, 1)

SUPPLIER_LIST = "Kreditorliste Eksempelby.csv"
EXTRACT = "Fakturaudtræk 2025-11 til 2026-10.xlsx"
EINVOICES = "E-fakturaer 2026-08 til 2026-10.zip"
MUNICIPALITY_FILE = "municipality.toml"

NAME = "Eksempelby Kommune"
DEPARTMENT = "Ydelse og Økonomi"
CONTACT = "Birthe Lindegren"
STREET, NUMBER = "Rådhuspladsen", "1"
POSTAL_CODE, TOWN = "4997", "Eksempelby"
PHONE = "15 49 97 00"
MAIL = "ydelse@eksempelby.example"


@dataclass(frozen=True, slots=True)
class ReceivingUnit:
    """An EAN number of the municipality.

    Attributes:
        number: 13 digits.
        name: what the unit is called in the ERP.
        person_reference: what suppliers are asked to write as the recipient's reference.
        contact: name of the recipient.
    """

    number: str
    name: str
    person_reference: str
    contact: str


BENEFITS = ReceivingUnit(ean(1), "Ydelser og helbredstillæg", "YDELSE", "Ydelseskontoret")
CITIZEN_SERVICE = ReceivingUnit(ean(2), "Borgerservice", "BSC", "Borgerservice")
HEALTH = ReceivingUnit(ean(3), "Sundhed og ældre", "SUND", "Sundhed og Ældre")
TECHNICAL = ReceivingUnit(ean(4), "Teknik og miljø", "TEK", "Teknik og Miljø")
SCHOOLS = ReceivingUnit(ean(5), "Skoler og dagtilbud", "SKOLE", "Skoler og Dagtilbud")
TOWN_HALL = ReceivingUnit(ean(6), "Rådhus, fælles indkøb", "RAADHUS", "Fælles Indkøb")
UNITS = (BENEFITS, CITIZEN_SERVICE, HEALTH, TECHNICAL, SCHOOLS, TOWN_HALL)
NEW_FOR_KP = ean(21)


def unit(number: str) -> ReceivingUnit:
    """The unit with this EAN number."""
    return next(found for found in UNITS if found.number == number)


def as_toml(cvr: str) -> str:
    """The file that opens the sample: what a person would otherwise type on the first page."""
    files = {"suppliers": SUPPLIER_LIST, "extract": EXTRACT, "einvoices": EINVOICES}
    lines = [
        "# Prøvekommunen Eksempelby: alle navne, numre og fakturaer er opdigtede.",
        "# Filen er lavet af packaging/sample/generate.py; ret dér, ikke her.",
        "",
        f'name = "{NAME}"',
        f'cvr = "{cvr}"',
        f'department = "{DEPARTMENT}"',
        f'address = "{STREET} {NUMBER}"',
        f'postal_code = "{POSTAL_CODE}"',
        f'city = "{TOWN}"',
        f'phone = "{PHONE}"',
        f'email = "{MAIL}"',
        f'contact = "{CONTACT}"',
        'erp = "prisme"',
        f"today = {PRINTED}",
        f"go_live = {GO_LIVE}",
        f'new_ean = "{NEW_FOR_KP}"',
        f'main_ean = "{BENEFITS.number}"',
        f'erp_ean = "{CITIZEN_SERVICE.number}"',
        "",
        "[files]",
        *(f'{key} = "{name}"' for key, name in files.items()),
    ]
    for found in UNITS:
        lines += ["", "[[eans]]", f'ean = "{found.number}"', f'name = "{found.name}"']
    return "\n".join(lines) + "\n"
