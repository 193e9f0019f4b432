"""Duplicates: finding them in 100,000 suppliers, against comparing everybody with everybody on a sample"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Mapping
from itertools import combinations

from rapidfuzz.fuzz import ratio, token_sort_ratio

from desktop.domain.duplicates import SHARED_BY_MOST, PairKey, evidence_of, marks_of, strength_of
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.importing.duplicates import find_duplicates

SAMPLE = 3_000
COUNTS = (20_000, 100_000)
_FIRST = (
    "Anne",
    "Bo",
    "Carl",
    "Dorte",
    "Erik",
    "Frida",
    "Gert",
    "Hanne",
    "Ida",
    "Jens",
    "Kim",
    "Lis",
    "Mads",
)
_LAST = ("Søndergård", "Bæk", "Holm", "Krogh", "Lund", "Møller", "Nørgaard", "Østergaard", "Præst", "Ravn")
_TRADES = (
    "Fodklinik",
    "Tandlæge",
    "Psykolog",
    "Apotek",
    "Optik",
    "Rengøring",
    "VVS",
    "Tømrer",
    "Fysioterapi",
)
_TOWNS = ("Prøveby", "Nørreby", "Vesterå", "Højsted", "Lillerup", "Bækkelund", "Stensø", "Kildemose")


def made(count: int) -> list[Supplier]:
    """Suppliers of which every twentieth is an earlier one written again, and some shops of chains."""
    dice = random.Random(count)
    found: list[Supplier] = []
    for number in range(1, count + 1):
        again = number > 100 and number % 20 == 0
        facts = _again(dice, found[dice.randrange(len(found))].facts, number) if again else _new(dice, number)
        found.append(Supplier(SupplierId(number), facts))
    return found


def _new(dice: random.Random, number: int) -> SupplierFacts:
    chain = number % 50 == 1
    middle = "".join(dice.choice("bdfgklmnrstv") + dice.choice("aeioøå") for _ in range(3))
    name = f"{dice.choice(_TRADES)} {dice.choice(_FIRST)} {middle.title()} {dice.choice(_LAST)}"
    return SupplierFacts(
        number=f"{number:010}",
        name=f"Kædebutik {dice.choice(_TOWNS)}" if chain else f"{name} ApS",
        cvr=f"{30_000_000 + number % 40}" if chain else f"{40_000_000 + number}",
        address=f"{middle.title()}gade {dice.randrange(1, 200)}",
        postal_code=f"{dice.randrange(1000, 9990)}",
        email="faktura@kaede.example" if chain else f"post{number}@klinik.example",
        phone=f"{dice.randrange(20_000_000, 99_999_999)}",
    )


def _again(dice: random.Random, facts: SupplierFacts, number: int) -> SupplierFacts:
    """The same supplier as another clerk wrote it: a letter lost, the CVR number perhaps not told."""
    lost = dice.randrange(1, max(2, len(facts.name) - 4))
    return SupplierFacts(
        number=f"{number:010}",
        name=(facts.name[:lost] + facts.name[lost + 1 :]).upper(),
        cvr=dice.choice((facts.cvr, "")),
        address=facts.address,
        postal_code=facts.postal_code,
        phone=dice.choice((facts.phone, "")),
    )


def naive(suppliers: list[Supplier]) -> set[PairKey]:
    """Everybody with everybody, by the same rules."""
    marks = [marks_of(supplier.facts) for supplier in suppliers]
    shared = Counter(key for one in marks for key in (one.cvr, one.phone, one.address, *one.emails))
    common = frozenset(key for key, count in shared.items() if count > SHARED_BY_MOST)
    found = set()
    for one, other in combinations(range(len(suppliers)), 2):
        first, second = marks[one], marks[other]
        score = int(max(ratio(first.name, second.name), token_sort_ratio(first.name, second.name)))
        evidence = evidence_of(first, second, name_score=score, common=common)
        if evidence and strength_of(first, second, evidence, common=common) is not None:
            found.add((suppliers[one].id, suppliers[other].id))
    return found


def main() -> list[Mapping[str, object]]:
    """Seconds, pairs, and what the naive comparison of a sample takes and finds beside it."""
    sample = made(SAMPLE)
    start = time.perf_counter()
    everything = naive(sample)
    slow = time.perf_counter() - start
    start = time.perf_counter()
    quick = {pair.key for pair in find_duplicates(sample).pairs}
    fast = time.perf_counter() - start
    rows: list[Mapping[str, object]] = [
        _row(f"everybody with everybody, {SAMPLE:,}", slow, len(everything), "", ""),
        _row(
            f"in blocks, {SAMPLE:,}",
            fast,
            len(quick),
            round(slow / fast),
            f"{len(quick & everything) / len(everything):.1%}",
        ),
    ]
    for count in COUNTS:
        suppliers = made(count)
        start = time.perf_counter()
        found = find_duplicates(suppliers)
        seconds = time.perf_counter() - start
        # Everybody with everybody grows with the square.
        times = round(slow * (count / SAMPLE) ** 2 / seconds)
        pairs = {pair.key for pair in found.pairs}
        rows.append(_row(f"in blocks, {count:,}", seconds, len(pairs) + found.left_out, times, ""))
    return rows


def _row(what: str, seconds: float, pairs: int, times: object, share: object) -> Mapping[str, object]:
    return {
        "what": what,
        "seconds": round(seconds, 2),
        "pairs": pairs,
        "x faster than all pairs": times,
        "of their pairs": share,
    }
