"""Who are the suppliers that must be written to? The contacts of each option by class.

Reuse of *e* writes to N, U, C and M, a new EAN number to K, C and M; towards *e* both are told in the same
classes, so that the two can be laid side by side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def contact_parts(
    active: Sequence[SupplierAssessment], eans: Iterable[str]
) -> dict[str, tuple[ContactParts, ContactParts]]:
    """For each EAN number the contacts of reusing it, and those of a new one, among the active suppliers.

    A supplier stands towards every number it does not send to in the same way: it is looked at once for
    all of them, and once more for each it does send to.
    """
    elsewhere: _Tally = Counter()
    differences: defaultdict[str, _Tally] = defaultdict(Counter)
    for one in active:
        off = possible_classes(one, "")
        elsewhere[off] += 1
        for ean in one.activity.eans:
            differences[ean][off] -= 1
            differences[ean][possible_classes(one, ean)] += 1
    found = {}
    for ean in eans:
        tally = elsewhere.copy()
        tally.update(differences.get(ean, {}))
        found[ean] = (_parts(tally, REUSE_WRITES_TO), _parts(tally, NEW_WRITES_TO))
    return found


_Tally = Counter[frozenset[SupplierClass]]


def _parts(tally: _Tally, written_to: tuple[SupplierClass, ...]) -> ContactParts:
    settled = {one: tally[frozenset((one,))] for one in written_to}
    wanted = set(written_to)
    unsettled = sum(count for classes, count in tally.items() if len(classes) > 1 and classes & wanted)
    return ContactParts(settled, unsettled)
