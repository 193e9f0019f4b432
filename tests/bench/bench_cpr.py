"""CPR numbers: finding and masking them in 1,000,000 texts, against a bare loop and a plain re.findall"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from desktop.domain import cpr

COUNT = 200_000
PER = 1_000_000
TODAY = date(2025, 11, 20)
ROUNDS = 7
# What anybody would write who counts every ten digits that begin with a date.
_PLAIN = re.compile(
    r"[0-3](?<!\d[0-3])(?:(?<=0)[1-9]|(?<=[12])\d|(?<=3)[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4}(?!\d)", re.ASCII
)
_WORDS = (
    "hjemmehjælp fodbehandling maj timer ordre faktura vedr. levering kørsel pr. uge aftale briller "
    "tillæg konsultation stk tandlæge rådgivning"
).split()
_LABELS = ("", "", "", "CPR ", "cpr-nr. ", "Borger ", "vedr. ", "CPR: ")


def texts(count: int) -> list[str]:
    """Lines as suppliers write them: 60 of 100 with a citizen, the rest with orders, EANs or only words.

    The citizens were never issued: born 1860 to 1867.
    """
    dice = random.Random(count)
    return [_text(dice) for _ in range(count)]


def _text(dice: random.Random) -> str:
    words = [dice.choice(_WORDS) for _ in range(dice.randrange(2, 6))]
    if dice.random() < 0.6:
        number = dice.choice(_LABELS) + _citizen(dice)
    else:
        number = dice.choice((_order, _order, _ean, _nothing))(dice)
    words.insert(dice.randrange(len(words) + 1), number)
    return " ".join(words)


def _citizen(dice: random.Random) -> str:
    day = f"{dice.randrange(1, 29):02}{dice.randrange(1, 13):02}6{dice.randrange(8)}"
    return f"{day}{dice.choice(('-', '-', '', ' '))}{dice.randrange(5, 9)}{dice.randrange(1000):03}"


def _order(dice: random.Random) -> str:
    return (
        f"{dice.randrange(10_000_000, 99_999_999)}"
        if dice.random() < 0.5
        else f"45{dice.randrange(10**8):08}"
    )


def _ean(dice: random.Random) -> str:
    return f"5798{dice.randrange(10**9):09}"


def _nothing(dice: random.Random) -> str:
    return ""


def _best(ways: Sequence[Callable[[list[str]], int]], made: list[str]) -> list[tuple[float, int]]:
    """Processor seconds of each way's best round, and how many texts had something; the ways take turns."""
    best = [(float("inf"), 0)] * len(ways)
    for _ in range(ROUNDS):
        for place, over in enumerate(ways):
            started = time.process_time()
            hits = over(made)
            best[place] = min(best[place], (time.process_time() - started, hits))
    return best


def _loop(made: list[str]) -> int:
    hits = 0
    for text in made:
        if text:
            hits += 1
    return hits


def _plain(made: list[str]) -> int:
    find = _PLAIN.findall
    return sum(1 for text in made if find(text))


def _find(made: list[str]) -> int:
    return sum(1 for text in made if cpr.find_in_text(text, today=TODAY))


def _contains(made: list[str]) -> int:
    return sum(1 for text in made if cpr.contains_cpr(text))


def _scrub(made: list[str]) -> int:
    return sum(1 for text in made if cpr.scrub(text) != text)


def main() -> list[Mapping[str, object]]:
    """Seconds for a million texts, and the ratios to the bare loop and to the plain pattern."""
    made = texts(COUNT)
    ways = (
        ("Python loop over the texts", _loop),
        ("plain re.findall", _plain),
        ("find_in_text", _find),
        ("contains_cpr", _contains),
        ("scrub", _scrub),
    )
    best = _best([over for _, over in ways], made)
    measured = [(name, *each) for (name, _), each in zip(ways, best, strict=True)]
    loop, plain = measured[0][1], measured[1][1]
    return [
        {
            "what": name,
            f"seconds for {PER:,}": round(seconds * PER / COUNT, 2),
            "texts with a number": f"{hits / COUNT:.1%}",
            "x Python loop": round(seconds / loop, 1),
            "x plain re.findall": round(seconds / plain, 1),
        }
        for name, seconds, hits in measured
    ]
