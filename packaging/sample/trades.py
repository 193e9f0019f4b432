"""What is a line of business in the sample, and which ones does KP have cases for?

Branch codes mix DB07 and DB25, with and without dots, as real lists do since the change in 2025.
"""

from __future__ import annotations

from dataclasses import dataclass

from sample.municipality import BENEFITS


@dataclass(frozen=True, slots=True)
class Trade:
    """A line of business.

    Attributes:
        names: patterns with {first}, {family} and {town}.
        codes: branch codes as an ERP may have them.
        accounts: account strings of the invoices.
        wares: what the invoice lines say.
        prices: smallest and largest price of one invoice without VAT, in whole kroner.
        monthly: fewest and most invoices in a hundred months (50: one every other month).
        vat_percent: 25, or 0 for trades that are exempt.
        eans: where its suppliers send invoices, in the order they are dealt out.
    """

    key: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    accounts: tuple[str, ...]
    wares: tuple[str, ...]
    prices: tuple[int, int]
    monthly: tuple[int, int]
    vat_percent: int
    eans: tuple[str, ...] = (BENEFITS.number,)


DENTIST = Trade(
    "dentist",
    (
        "Tandlæge {first} {family}",
        "{family} Tandklinik ApS",
        "Tandlægehuset {family}",
        "Tandlægerne {family} I/S",
    ),
    ("862300", "86.23.00"),
    ("5.48.67.1.003-40000", "5.48.67.1.008-40000"),
    ("Undersøgelse og tandrensning", "Plastfyldning", "Rodbehandling", "Tandudtrækning", "Krone, porcelæn"),
    (350, 7_500),
    (140, 360),
    0,
)
DENTAL_TECHNICIAN = Trade(
    "dental_technician",
    ("Klinisk tandtekniker {first} {family}", "{family} Tandteknik ApS", "{family} Proteseklinik"),
    ("325000", "32.50.00"),
    ("5.48.67.1.009-40000",),
    ("Helprotese, overmund", "Delprotese", "Rebasering af protese", "Reparation af protese"),
    (900, 11_000),
    (110, 260),
    0,
)
PODIATRIST = Trade(
    "podiatrist",
    (
        "Fodterapeut {first} {family}",
        "{family} Fodklinik",
        "Fodterapi v/ {first} {family}",
        "Statsaut. fodterapeut {first} {family}",
    ),
    ("869090", "869900", "86.90.90"),
    ("5.48.67.1.004-40000", "5.48.67.1.008-40000", "548671008-40000"),
    ("Fodbehandling", "Fodbehandling i hjemmet", "Neglebehandling", "Bøjlebehandling"),
    (260, 780),
    (150, 380),
    0,
)
PHYSIOTHERAPIST = Trade(
    "physiotherapist",
    ("{family} Fysioterapi", "Fysioterapeut {first} {family}", "Fysioterapeuterne {family} I/S"),
    ("869020", "869500"),
    ("5.48.67.1.004-40000", "5.48.67.1.008-40000"),
    ("Almindelig behandling", "Holdtræning", "Første konsultation", "Kort behandling"),
    (180, 2_400),
    (140, 340),
    0,
)
CHIROPRACTOR = Trade(
    "chiropractor",
    ("Kiropraktor {first} {family}", "{family} Rygcenter"),
    ("869040", "86.90.40"),
    ("5.48.67.1.004-40000",),
    ("Førstegangskonsultation", "Opfølgende behandling"),
    (230, 900),
    (80, 200),
    0,
)
PSYCHOLOGIST = Trade(
    "psychologist",
    ("Psykolog {first} {family}", "Psykologhuset {family}"),
    ("869030", "869300"),
    ("5.48.67.1.004-40000",),
    ("Første samtale med henvisning", "Opfølgende samtale"),
    (450, 1_900),
    (80, 180),
    0,
)
OPTICIAN = Trade(
    "optician",
    ("{family} Optik ApS", "Optiker {first} {family}", "{family} Briller A/S"),
    ("477810", "477410"),
    ("5.48.67.1.001-40000",),
    ("Brillestel", "Brilleglas, enkeltstyrke", "Brilleglas, flerstyrke", "Synsprøve"),
    (800, 5_600),
    (110, 260),
    25,
)
HEARING = Trade(
    "hearing",
    ("{family} Høreklinik", "{family} Høreapparater ApS"),
    ("477400", "477420"),
    ("5.48.67.1.008-40000",),
    ("Høreapparat, højre", "Høreapparat, venstre", "Ørepropper efter mål", "Batterier"),
    (600, 8_800),
    (80, 200),
    25,
)
PHARMACY = Trade(
    "pharmacy",
    ("{town} Apotek",),
    ("477310", "477300", "47.73.10"),
    ("5.48.67.1.008-40000", "5.48.67.1.002-40000"),
    ("Receptmedicin", "Tilskudsberettiget medicin", "Receptmedicin, dosispakket"),
    (2_400, 9_600),
    (100, 100),
    25,
)
