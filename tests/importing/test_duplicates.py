"""Are the pairs found that everybody-with-everybody would find, in the same order, and not too many?"""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from rapidfuzz.fuzz import ratio, token_sort_ratio

from desktop.domain.duplicates import EvidenceKind, Strength, evidence_of, marks_of, strength_of
from desktop.domain.progress import Cancelled
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId
from desktop.importing.duplicates import NEIGHBOURS, find_duplicates
from tests.bench.bench_duplicates import made


def listed(*rows: SupplierFacts) -> list[Supplier]:
    return [Supplier(SupplierId(key), facts) for key, facts in enumerate(rows, 1)]


def test_a_supplier_written_twice_is_found_with_what_tells_it() -> None:
    (pair,) = find_duplicates(
        listed(
            SupplierFacts(number="10", name="Fodklinikken Søndergård ApS", postal_code="9990"),
            SupplierFacts(number="11", name="Helt Andet VVS", postal_code="9990"),
            SupplierFacts(number="12", name="FODKLINIKKEN SOENDERGAARD", postal_code="9990"),
        )
    ).pairs
    assert (pair.first.number, pair.second.number, pair.strength) == ("10", "12", Strength.PROBABLE)
    assert [(one.kind, one.score) for one in pair.evidence] == [(EvidenceKind.CLOSE_NAME, 100)]


@pytest.mark.parametrize(
    "name",
    [
        "Fysioterapi Lis Bækgard",
        "Lis Bækgaard, fysioterapi",
        "Fysiotrapi Lis Bækgaard",
        "ysioterapi Lis Bækgaard",
    ],
)
def test_a_letter_lost_or_words_turned_around_are_found(name: str) -> None:
    rows = listed(
        SupplierFacts(name="Fysioterapi Lis Bækgaard", postal_code="9990"),
        SupplierFacts(name=name, postal_code="9990"),
    )
    assert len(find_duplicates(rows).pairs) == 1


def test_part_of_a_name_is_not_the_name() -> None:
    rows = listed(
        SupplierFacts(name="Lægehuset", postal_code="9990"),
        SupplierFacts(name="Lægehuset Nord, Speciallæger i Øjensygdomme", postal_code="9990"),
    )
    assert find_duplicates(rows).pairs == ()


def test_blocks_find_all_that_everybody_with_everybody_finds() -> None:
    suppliers = [one for one in made(900) if not one.name.startswith("Kædebutik")]
    marks = {one.id: marks_of(one.facts) for one in suppliers}
    expected = set()
    for one, other in combinations(suppliers, 2):
        first, second = marks[one.id], marks[other.id]
        score = int(max(ratio(first.name, second.name), token_sort_ratio(first.name, second.name)))
        evidence = evidence_of(first, second, name_score=score)
        if evidence and strength_of(first, second, evidence) is not None:
            expected.add((one.id, other.id))
    assert len(expected) > 30
    assert {pair.key for pair in find_duplicates(suppliers).pairs} == expected


def test_the_order_of_the_list_does_not_matter_and_the_answer_is_always_the_same() -> None:
    suppliers = made(400)
    shuffled = suppliers.copy()
    random.Random(5).shuffle(shuffled)
    assert find_duplicates(suppliers) == find_duplicates(suppliers)
    assert find_duplicates(suppliers).pairs == find_duplicates(shuffled).pairs


def test_the_surest_come_first() -> None:
    ranks = [pair.strength.rank for pair in find_duplicates(made(1_500)).pairs]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_a_phone_that_everybody_has_makes_no_pairs() -> None:
    rows = [
        SupplierFacts(name=f"{word} {place}", phone="12345678", email="info@huset.example")
        for place, word in enumerate(("Bageri", "Smedje", "Frisør", "Kontor", "Gartneri") * 60)
    ]
    assert find_duplicates(listed(*rows)).pairs == ()


def test_a_large_block_grows_with_the_list_and_not_with_its_square() -> None:
    rows = [
        SupplierFacts(name="Regionens Afdeling", cvr="10000001", address=f"Vej {at}", postal_code="9990")
        for at in range(400)
    ]
    assert len(find_duplicates(listed(*rows)).pairs) <= NEIGHBOURS * len(rows)


def test_the_least_sure_pairs_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    suppliers = made(1_000)
    everything = find_duplicates(suppliers)
    monkeypatch.setattr("desktop.importing.duplicates.MOST_PAIRS", 10)
    found = find_duplicates(suppliers)
    assert found.pairs == everything.pairs[:10]
    assert found.left_out == len(everything.pairs) - 10


def test_it_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_duplicates(made(200), stop)


def test_nobody_and_one_make_no_pairs() -> None:
    assert find_duplicates([]).pairs == ()
    assert find_duplicates(made(1)).pairs == ()
