"""What are the invented people, streets and towns called?

The family names are put together from words of nature so that hardly anybody bears them; the towns and their
postal codes do not exist.
"""

from __future__ import annotations

from dataclasses import dataclass

from sample.dice import Dice
from sample.identifiers import CprSeries

FAMILY_NAMES = tuple(
    """
    Krogsøe Vindelbo Tangmark Ellebrandt Aaskjær Rønnestrøm Bjergvang Lyngkær Hasselmark Østerbo
    Fuglekær Mosegren Søvindbo Klintebrand Havrekilde Birkestrøm Engedrup Skovbrynge Brøndlev
    Dalgrav Egevold Frydenkær Grusholdt Hedelyng Isvang Julstrøm Kærbølge Lindegren Mølvig Nørregren
    Ormstrøm Pilevang Ravnebo Strandkær Tornelyng Uglebrink Vesterlyng Ærenbo Ålevang Bølgemark
    Duegren Elmekær Gyvelbo Hyldestrøm Kløvermark Lærkevig Musvang Novembo Padderok Rypegren Sivkær
    Tjørnebo Vibestrøm Ynglingkær Bakkegren Drosselbo Enebærvig Humlestrøm Jordbærkær Kastaniebo
    """.split()
)
WOMEN = tuple(
    """
    Mette Lis Kirsten Anne Hanne Bodil Inger Karen Ulla Grethe Tove Birthe Åse Lone Rikke Signe
    Åshild Dorthe Else Jytte Vibeke Solvej Merete Gudrun
    """.split()
)
MEN = tuple(
    """
    Jens Ole Søren Niels Poul Knud Erik Bent Leif Jørgen Finn Aage Torben Viggo Carl Gunnar Holger
    Kaj Mogens Preben Egon Henry Ib Frede
    """.split()
)
STREETS = (
    "Prøvegade",
    "Eksempelvej",
    "Mønsterstræde",
    "Skabelonallé",
    "Ålegårdsprøven",
    "Lærkeprøven",
    "Ærtemarken",
    "Øverste Mønstervej",
    "Kompasgade",
    "Ravnestien",
    "Hyldetorvet",
    "Sivgade",
    "Tornbakken",
    "Uglevænget",
    "Klintestræde",
    "Drosselhaven",
    "Gyvelprøven",
    "Humlegangen",
    "Møllesporet",
    "Fyrreprøven",
    "Nederste Mønstervej",
    "Kandisgade",
    "Blækhusvej",
    "Lineallen",
    "Passervænget",
    "Viskelæderet",
    "Brevduevej",
    "Frimærket",
)
TOWNS = (
    ("4997", "Eksempelby"),
    ("4996", "Prøvestrup"),
    ("4998", "Mønsterhavn"),
    ("4995", "Nørre Eksempel"),
    ("4994", "Skabelonby"),
    ("4993", "Øster Prøve"),
    ("4999", "Modelrød"),
    ("8997", "Store Eksempel"),
)
# Suppliers of a municipality mostly sit in it.
_TOWN_WEIGHTS = (8, 3, 3, 2, 2, 1, 2, 2)


@dataclass(frozen=True, slots=True)
class Citizen:
    """A citizen who gets helbredstillæg: a name and a never-issued CPR number of ten digits."""

    name: str
    cpr: str


def person(dice: Dice) -> str:
    """A first name and a family name."""
    return f"{dice.pick(WOMEN + MEN)} {dice.pick(FAMILY_NAMES)}"


def town(dice: Dice) -> tuple[str, str]:
    """Postal code and town."""
    return dice.pick(
        [place for place, weight in zip(TOWNS, _TOWN_WEIGHTS, strict=True) for _ in range(weight)]
    )


def street(dice: Dice) -> str:
    """A street with a house number, now and then with a floor."""
    floor = f", {dice.pick(('1. sal', '2. tv.', 'st. th.', 'kld.'))}" if dice.chance(0.12) else ""
    letter = dice.pick("ABC") if dice.chance(0.15) else ""
    return f"{dice.pick(STREETS)} {dice.between(1, 140)}{letter}{floor}"


def citizens(count: int) -> list[Citizen]:
    """Invented citizens, nobody twice."""
    dice, series, found = Dice("citizens"), CprSeries("citizens"), []
    for _ in range(count):
        woman = dice.chance(0.58)
        first = dice.pick(WOMEN if woman else MEN)
        found.append(Citizen(f"{first} {dice.pick(FAMILY_NAMES)}", series.next(woman=woman)))
    return found
