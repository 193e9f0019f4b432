"""Do the filters count right, and let through exactly what is ticked?"""

from __future__ import annotations

import pytest

from desktop.ui.pages.suppliers.facets import YES, facet_groups, from_filters, in_words, predicate
from tests.ui import plans


@pytest.fixture
def rows(english: None) -> list[object]:
    del english
    session = plans.small_plan()
    found = list(session.assessments())
    session.close()
    return found  # type: ignore[return-value]


TRADES = {"dentist": "Tandlæge", "pharmacy": "Apotek"}


def counts(rows: list[object], group: str) -> dict[str, int]:
    wanted = next(one for one in facet_groups(TRADES) if one.key == group)
    return {facet.key: facet.count for facet in wanted.facets(rows)}  # type: ignore[arg-type]


def test_every_supplier_counts_once_for_kp_and_once_for_each_thing_it_lacks(rows: list[object]) -> None:
    assert counts(rows, "relevance") == {"kp": 6, "outside": 1, "unknown": 1}
    assert sum(counts(rows, "relevance").values()) == len(rows)
    assert counts(rows, "missing") == {"address": 1, "email": 1, "cvr": 2}
    assert counts(rows, "collective") == {"can_split": 1, "suspected": 0, "cannot_split": 1}
    assert counts(rows, "undecided") == {YES: 1}
    assert counts(rows, "activity") == {"active": 7, "dormant": 1}


def test_a_supplier_on_two_ean_numbers_counts_on_both(rows: list[object]) -> None:
    found = counts(rows, "ean")
    assert found == {plans.KP_EAN: 6, plans.OTHER_EAN: 2}


def test_ticks_of_one_group_add_and_groups_narrow(rows: list[object]) -> None:
    groups = facet_groups(TRADES)
    passes = predicate(
        groups, {"relevance": frozenset({"kp", "unknown"}), "ean": frozenset({plans.OTHER_EAN})}
    )
    assert passes is not None
    names = [row.supplier.name for row in rows if passes(row)]  # type: ignore[attr-defined, arg-type]
    assert names == ["Psykolog <b>Hus</b>"]


def test_nothing_ticked_lets_everything_through() -> None:
    assert predicate(facet_groups(TRADES), {}) is None
    assert predicate(facet_groups(TRADES), {"relevance": frozenset()}) is None


def test_what_other_pages_ask_for_is_understood_and_the_rest_passed_over(english: None) -> None:
    del english
    groups = facet_groups(TRADES)
    chosen = from_filters(groups, {"undecided": "yes", "trade": "dentist,pharmacy", "nonsense": "x"})
    assert chosen == {"undecided": frozenset({"yes"}), "trade": frozenset({"dentist", "pharmacy"})}
    assert in_words(groups, chosen) == "Must be settled, Tandlæge, Apotek"
