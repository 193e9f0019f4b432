"""How many suppliers of each sort does Eksempelby have, and which of them carry a fault in the list?

The numbers make the choice of EAN number worth a look: on the EAN number for benefits most suppliers belong
in KP and send one citizen per invoice, some send collective invoices, and some do not belong in KP at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sample import outside_trades, trades
from sample.outside_trades import OUTSIDE_TRADES
from sample.trades import Trade

SUPPLIERS = 340


class Role(StrEnum):
    """What a supplier is to the choice of EAN number."""

    SINGLE = "single"  # KP, on the main EAN, one citizen per invoice
    COLLECTIVE = "collective"  # KP, on the main EAN, collective invoices that can be split
    PHARMACY = "pharmacy"  # KP, on the main EAN, collective invoices that cannot be split
    PHARMACY_ELSEWHERE = "pharmacy_elsewhere"
    ELSEWHERE = "elsewhere"  # KP, one citizen per invoice, on another EAN
    SHARING = "sharing"  # outside KP, on the main EAN
    OUTSIDE = "outside"
    UNDECIDED = "undecided"  # on the main EAN
    UNDECIDED_ELSEWHERE = "undecided_elsewhere"


class Fault(StrEnum):
    """What is wrong with, or hard about, a supplier's row in the list."""

    CVR_CHECKSUM = "cvr_checksum"
    CVR_WITH_COUNTRY = "cvr_with_country"
    CVR_SPACED = "cvr_spaced"
    PHONE_AS_CVR = "phone_as_cvr"
    POSTAL_CODE_MISSING = "postal_code_missing"
    EMAIL_BAD = "email_bad"
    DUPLICATE = "duplicate"
    AMPERSAND = "ampersand"
    ANGLE_BRACKETS = "angle_brackets"
    APOSTROPHE = "apostrophe"
    QUOTES = "quotes"
    TWO_LINE_ADDRESS = "two_line_address"
    NO_BREAK_SPACE = "no_break_space"
    CALLED_NA = "called_na"
    CALLED_NULL = "called_null"
    TRAILING_MINUS = "trailing_minus"
    MOJIBAKE = "mojibake"


@dataclass(frozen=True, slots=True)
class Part:
    """A part to be filled by one supplier.

    Attributes:
        trade: None for the suppliers whose line of business nobody has noted.
        name: a fixed name; "" to make one up.
        fault: what the supplier list gets wrong about it, or None.
        dormant: no document in the twelve months of the extract.
        code: a branch code that must stand in the list; "" to leave it to chance.
        accounts: account strings of its postings where they are not its trade's; "" is a posting without one.
    """

    role: Role
    trade: Trade | None
    name: str = ""
    fault: Fault | None = None
    dormant: bool = False
    code: str = ""
    accounts: tuple[str, ...] | None = None


def parts() -> list[Part]:
    """The parts, 340 of them."""
    fixed = [
        *_single(),
        *_collective(),
        *_elsewhere(),
        *_pharmacies(),
        *_undecided(),
        *_sharing(),
        *_outside_faults(),
    ]
    fixed += [
        Part(Role.OUTSIDE, OUTSIDE_TRADES[5 * n % len(OUTSIDE_TRADES)], dormant=True) for n in range(10)
    ]
    rest = SUPPLIERS - len(fixed)
    return fixed + [Part(Role.OUTSIDE, OUTSIDE_TRADES[n % len(OUTSIDE_TRADES)]) for n in range(rest)]


def _of(role: Role, counts: dict[Trade, int]) -> list[Part]:
    return [Part(role, trade) for trade, count in counts.items() for _ in range(count)]


def _single() -> list[Part]:
    role, f = Role.SINGLE, Fault
    awkward = [
        Part(role, trades.PODIATRIST, fault=f.CVR_CHECKSUM),
        Part(role, trades.DENTIST, fault=f.CVR_WITH_COUNTRY),
        Part(role, trades.PHYSIOTHERAPIST, fault=f.POSTAL_CODE_MISSING),
        Part(role, trades.DENTIST, fault=f.EMAIL_BAD),
        Part(role, trades.HEARING, "Brandt & Holm Høreklinik", f.AMPERSAND),
        Part(role, trades.PHYSIOTHERAPIST, "Klinik <Nord> ApS", f.ANGLE_BRACKETS, code="869020"),
        Part(role, trades.OPTICIAN, "O'Rask Optik", f.APOSTROPHE),
        Part(role, trades.DENTAL_TECHNICIAN, fault=f.TWO_LINE_ADDRESS),
        Part(role, trades.CHIROPRACTOR, "Kiropraktor Dorthe Elmekær", f.NO_BREAK_SPACE),
        Part(role, trades.PODIATRIST, "Sønderprøve Fodklinik", f.MOJIBAKE),
        Part(role, trades.PSYCHOLOGIST, 'Klinik "Solsiden"', f.QUOTES, code="869300"),
    ]
    return awkward + _of(
        role,
        {
            trades.DENTIST: 16,
            trades.DENTAL_TECHNICIAN: 3,
            trades.PODIATRIST: 11,
            trades.PHYSIOTHERAPIST: 7,
            trades.CHIROPRACTOR: 3,
            trades.PSYCHOLOGIST: 3,
            trades.OPTICIAN: 4,
            trades.HEARING: 3,
        },
    )


def _collective() -> list[Part]:
    return _of(
        Role.COLLECTIVE,
        {
            trades.DENTAL_TECHNICIAN: 3,
            trades.PODIATRIST: 3,
            trades.PHYSIOTHERAPIST: 1,
            trades.OPTICIAN: 1,
            trades.HEARING: 1,
        },
    )


def _elsewhere() -> list[Part]:
    active = _of(
        Role.ELSEWHERE,
        {
            trades.DENTIST: 2,
            trades.PSYCHOLOGIST: 1,
            trades.PHYSIOTHERAPIST: 1,
            trades.PODIATRIST: 1,
            trades.DENTAL_TECHNICIAN: 1,
        },
    )
    dormant = (trades.DENTIST, trades.PODIATRIST, trades.PSYCHOLOGIST, trades.OPTICIAN)
    return active + [Part(Role.ELSEWHERE, trade, dormant=True) for trade in dormant]


def _pharmacies() -> list[Part]:
    near = ("Eksempelby Svane Apotek", "Prøvestrup Apotek", "Mønsterhavn Apotek", "Skabelonby Apotek")
    far = ("Øster Prøve Apotek", "Store Eksempel Apotek")
    return [
        *(Part(Role.PHARMACY, trades.PHARMACY, name) for name in near),
        *(Part(Role.PHARMACY_ELSEWHERE, trades.PHARMACY, name) for name in far),
    ]


def _undecided() -> list[Part]:
    """Fourteen nobody can place: neutral names without a code, mixed accounts, or signs at odds."""
    none, mixed = (
        ("",),
        ("6.45.51.1.010-29000", "5.30.27.1.001-40000", "5.48.67.1.006-40000", "6.45.51.1.003-29000"),
    )
    away = Role.UNDECIDED_ELSEWHERE
    return [
        *(
            Part(Role.UNDECIDED, None, name, accounts=none)
            for name in ("Klinikken Prøvegade", "Center for Trivsel ApS", "Mosegren & Co.")
        ),
        *(
            Part(away, None, name, accounts=none)
            for name in ("Egevold Holding ApS", "Huset på Hjørnet", "K. Egevold", "Solgården I/S")
        ),
        *(
            Part(away, None, name, accounts=mixed)
            for name in (
                "Sundhedshuset Modelrød",
                "Behandlerne I/S",
                "Klinik Ålevang ApS",
                "Havnens Fællesskab",
            )
        ),
        Part(away, None, "Klinik for Velvære", code="86.90.90", accounts=none),
        Part(away, None, "Tandregulering Duegren ApS", code="862300", accounts=("4.62.85.1.001-40000",)),
        Part(away, None, "Polarlys Eksempel ApS", dormant=True, accounts=none),
    ]


def _sharing() -> list[Part]:
    return _of(
        Role.SHARING,
        {
            outside_trades.TAXI: 2,
            outside_trades.ALTERNATIVE: 3,
            outside_trades.CARE_ARTICLES: 2,
            outside_trades.INTERPRETER: 1,
            outside_trades.LAUNDRY: 1,
            outside_trades.HAIRDRESSER: 2,
            outside_trades.OFFICE: 1,
            outside_trades.FOOD: 1,
        },
    )


def _outside_faults() -> list[Part]:
    role, f = Role.OUTSIDE, Fault
    return [
        Part(role, outside_trades.OFFICE, "Vindelbo Kontorforsyning ApS"),
        Part(role, outside_trades.OFFICE, "Vindelbo Kontorforsyning A/S", f.DUPLICATE, dormant=True),
        Part(role, outside_trades.FOOD, "NA", f.CALLED_NA, code="463900"),
        Part(role, outside_trades.OFFICE, "Null ApS", f.CALLED_NULL, code="466500"),
        Part(role, outside_trades.FOOD, fault=f.CVR_SPACED),
        Part(role, outside_trades.TAXI, fault=f.PHONE_AS_CVR),
        Part(role, outside_trades.LAUNDRY, fault=f.TRAILING_MINUS),
        Part(role, outside_trades.OFFICE, fault=f.TRAILING_MINUS),
    ]
