"""Who are the suppliers that must be written to? The contacts of each option by class.

Reuse of *e* writes to N, U, C and M, a new EAN number to K, C and M; towards *e* both are told in the same
classes, so that the two can be laid side by side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.supplier_classes import SupplierClass, possible_classes

REUSE_WRITES_TO = (
    SupplierClass.OUTSIDE_ON,
    SupplierClass.CANNOT_SPLIT_ON,
    SupplierClass.COLLECTIVE_ON,
    SupplierClass.ELSEWHERE,
)
NEW_WRITES_TO = (SupplierClass.SINGLE_ON, SupplierClass.COLLECTIVE_ON, SupplierClass.ELSEWHERE)


@dataclass(frozen=True, slots=True)
class ContactParts:
    """The contacts of one option.

    Attributes:
        settled: suppliers of each class that are settled; classes the option does not write to are not there.
        unsettled: suppliers that are not settled and may have to be written to. With the settled ones they
            add up to the high end of the option's contacts.
    """

    settled: Mapping[SupplierClass, int]
    unsettled: int

    @property
    def most(self) -> int:
        """The high end of the contacts."""
        return sum(self.settled.values()) + self.unsettled


def contact_parts(active: Sequence[SupplierAssessment], ean: str) -> tuple[ContactParts, ContactParts]:
    """The contacts of reusing `ean`, and of a new EAN number, among the active suppliers."""
    settled: Counter[SupplierClass] = Counter()
    unsettled = [0, 0]
    for one in active:
        classes = possible_classes(one, ean)
        if len(classes) == 1:
            settled.update(classes)
            continue
        for at, written_to in enumerate((REUSE_WRITES_TO, NEW_WRITES_TO)):
            unsettled[at] += any(found in written_to for found in classes)
    reuse, new = (
        ContactParts({found: settled[found] for found in written_to}, open_)
        for written_to, open_ in zip((REUSE_WRITES_TO, NEW_WRITES_TO), unsettled, strict=True)
    )
    return reuse, new
