"""Which suppliers of the plan have spoilt letters that can be put right, and how would they read?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.domain.imports import Respelt
from desktop.domain.mojibake import looks_spoilt, repaired
from desktop.domain.suppliers import Supplier, SupplierFacts

_EXAMPLES = 3


def texts_of(facts: SupplierFacts) -> tuple[str, ...]:
    """The facts that are words."""
    return facts.name, facts.address, facts.city, facts.contact, facts.email


def with_letters(facts: SupplierFacts) -> SupplierFacts:
    """The facts with letters put right where that can be done exactly; the same facts when nothing is."""
    if not any(map(looks_spoilt, texts_of(facts))):
        return facts
    name, _address, city, contact, email = map(repaired, texts_of(facts))
    address = "\n".join(map(repaired, facts.address.split("\n")))
    return replace(facts, name=name, address=address, city=city, contact=contact, email=email)


@dataclass(frozen=True, slots=True)
class SpoiltSuppliers:
    """What `RepairLetters` would do.

    Attributes:
        suppliers: how many it changes.
        examples: a few values before and after.
    """

    suppliers: int = 0
    examples: tuple[Respelt, ...] = ()


def spoilt_suppliers(suppliers: Iterable[Supplier]) -> SpoiltSuppliers:
    """Count the suppliers whose letters can be put right."""
    count = 0
    examples: list[Respelt] = []
    for supplier in suppliers:
        right = with_letters(supplier.facts)
        if right == supplier.facts:
            continue
        count += 1
        if len(examples) < _EXAMPLES:
            pairs = zip(texts_of(supplier.facts), texts_of(right), strict=True)
            examples += [Respelt(before, after) for before, after in pairs if before != after][:1]
    return SpoiltSuppliers(count, tuple(examples))
