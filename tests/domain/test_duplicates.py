"""What is evidence that two suppliers are one, how sure is it, and where does the program hold back?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop.domain.duplicates import (
    Duplicates,
    EvidenceKind,
    Marks,
    Pair,
    PairDecision,
    PairVerdict,
    Strength,
    better_kept,
    evidence_of,
    marks_of,
    pair_key,
    side_by_side,
    strength_of,
)
from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId

CVR, OTHER_CVR = "10000001", "20000002"


def marks(**facts: str) -> Marks:
    return marks_of(SupplierFacts(**facts))  # type: ignore[arg-type]  # facts by name


def told(
    one: Marks, other: Marks, score: int = 0, common: frozenset[str] = frozenset()
) -> tuple[list[EvidenceKind], Strength | None]:
    found = evidence_of(one, other, name_score=score, common=common)
    kinds = [one.kind for one in found]
    return kinds, strength_of(one, other, found, common=common) if found else None


HERE = {"address": "Nørregade 4", "postal_code": "9990"}
THERE = {"address": "Søndergade 9", "postal_code": "9991"}


def test_one_cvr_number_at_one_address_is_certain() -> None:
    assert told(marks(cvr=CVR, **HERE), marks(cvr=CVR, **HERE)) == (
        [EvidenceKind.SAME_CVR, EvidenceKind.SAME_ADDRESS],
        Strength.CERTAIN,
    )
    assert told(marks(cvr=CVR, **HERE), marks(cvr=CVR))[1] is Strength.CERTAIN


def test_the_shops_of_a_chain_are_not_automatically_one() -> None:
    one, other = marks(cvr=CVR, **HERE), marks(cvr=CVR, **THERE)
    assert told(one, other, 100)[1] is Strength.WEAK


def test_two_addresses_with_one_phone_and_name_are_probably_a_move() -> None:
    one, other = marks(cvr=CVR, phone="12345678", **HERE), marks(cvr=CVR, phone="+45 12345678", **THERE)
    assert told(one, other, 95)[1] is Strength.PROBABLE
    assert told(one, other)[1] is Strength.WEAK


def test_a_cvr_number_that_many_share_needs_the_name_too() -> None:
    common = frozenset({CVR})
    one, other = marks(cvr=CVR, **HERE), marks(cvr=CVR)
    assert told(one, other, 0, common)[1] is None
    assert told(one, other, 95, common)[1] is Strength.CERTAIN


def test_two_cvr_numbers_are_two_firms_however_alike_the_names() -> None:
    one, other = marks(cvr=CVR, name="Klinik Holm"), marks(cvr=OTHER_CVR, name="Klinik Holm")
    assert told(one, other, 100)[1] is None
    one, other = (
        marks(cvr=number, name="Klinik Holm", email="h@klinik.example") for number in (CVR, OTHER_CVR)
    )
    assert told(one, other, 100)[1] is Strength.WEAK


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ({"email": "h@klinik.example"}, Strength.WEAK),
        ({"phone": "12345678"}, Strength.WEAK),
        (HERE, None),
    ],
)
def test_two_firms_reached_at_one_place_are_worth_a_look(
    shared: dict[str, str], expected: Strength | None
) -> None:
    one, other = marks(cvr=CVR, **shared), marks(cvr=OTHER_CVR, **shared)
    assert told(one, other)[1] is expected


@pytest.mark.parametrize(
    ("first", "second", "score", "expected"),
    [
        ({"email": "a@b.example"}, {"email": "A@B.example; c@d.example"}, 90, Strength.PROBABLE),
        ({"phone": "12345678"}, {"phone": "0045 12 34 56 78"}, 0, Strength.WEAK),
        ({"phone": "12345678", **HERE}, {"phone": "12345678", **HERE}, 0, Strength.PROBABLE),
        (HERE, HERE, 0, Strength.WEAK),
        ({"postal_code": "9990"}, {"postal_code": "9990"}, 100, Strength.PROBABLE),
        ({"postal_code": "9990"}, {"postal_code": "9990"}, 90, Strength.WEAK),
        ({"postal_code": "9990"}, {"postal_code": "9991"}, 100, None),
        ({"postal_code": "9990"}, {}, 100, Strength.WEAK),
        ({}, {}, 90, None),
    ],
)
def test_without_a_cvr_number(
    first: dict[str, str], second: dict[str, str], score: int, expected: Strength | None
) -> None:
    one, other = marks(name="Klinik Holm", **first), marks(name="Klinik Holm", **second)
    assert told(one, other, score)[1] is expected
    assert told(other, one, score)[1] is expected


def test_what_many_share_tells_nothing() -> None:
    common = frozenset({"info@hotel.example", "12345678", "noerregade 4 9990"})
    one = marks(email="info@hotel.example", phone="12345678", **HERE)
    assert told(one, one, 0, common) == ([], None)


def test_figures_in_a_name_tell_two_apart() -> None:
    one, other = marks(name="Tandlægerne Torvet 4", **HERE), marks(name="Tandlægerne Torvet 14", **HERE)
    assert EvidenceKind.CLOSE_NAME not in told(one, other, 98)[0]


def test_what_is_no_number_is_no_evidence() -> None:
    one = marks(cvr="00000000", phone="00000000", email="ukendt", address="Nørregade")
    assert told(one, one) == ([], None)


def test_danish_letters_forms_and_floors_do_not_tell_two_apart() -> None:
    one = marks(name="Fodklinikken v/ Søren Ågård ApS", address="Nørre Allé 4, 1. tv.", postal_code="9990")
    other = marks(name="FODKLINIKKEN SOEREN AAGAARD", address="noerre alle 4", postal_code="9990")
    assert (one.name, one.address) == (other.name, other.address)


def supplier(key: int, **facts: str) -> Supplier:
    return Supplier(SupplierId(key), SupplierFacts(**facts))  # type: ignore[arg-type]  # facts by name


def pair(strength: Strength, decision: PairDecision | None = None) -> Pair:
    return Pair(supplier(1), supplier(2), (), strength, decision)


def test_what_waits_is_undecided_and_more_than_a_hint() -> None:
    said = PairDecision(
        1, SupplierId(1), SupplierId(2), PairVerdict.DIFFERENT, "", "mkh", datetime(2026, 11, 20, tzinfo=UTC)
    )
    pairs = (pair(Strength.CERTAIN), pair(Strength.WEAK), pair(Strength.CERTAIN, said))
    assert Duplicates(pairs).waiting == 1
    assert pair_key(SupplierId(9), SupplierId(3)) == (3, 9)


def test_side_by_side_tells_what_differs_and_leaves_out_what_neither_tells() -> None:
    one = SupplierFacts(number="1", name="A", email="a@b.example")
    other = SupplierFacts(number="2", name="A", phone="12345678")
    assert [(pair.field, pair.differs) for pair in side_by_side(one, other)] == [
        ("number", True),
        ("name", False),
        ("email", False),
        ("phone", False),
    ]


def test_the_one_with_more_behind_it_is_proposed_to_stay() -> None:
    both = Pair(
        supplier(1, number="1", name="A"), supplier(2, number="2", name="A", cvr=CVR), (), Strength.WEAK
    )
    assert better_kept(both, first_invoices=0, second_invoices=0) == 2
    assert better_kept(both, first_invoices=1, second_invoices=0) == 1
