"""Where do reuse and a new EAN number need equally many letters, and where does the municipality stand?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.intervals import Interval, exactly, spanning, total
from desktop.domain.supplier_classes import SupplierClass
from desktop.domain.supplier_groups import SupplierGroup


@dataclass(frozen=True, slots=True)
class TippingPoint:
    """Where reuse and new change places, for one EAN number.

    Attributes:
        ean: the EAN number it is drawn for.
        suppliers: active suppliers on it.
        fixed_collective: C + U on it: collective whatever the share.
        cannot_split: U on it.
        elsewhere: M.
        tips_at: share of suppliers on the EAN that belong in KP where both need equally many letters;
            None when nobody is on it.
        here: the share today.
        must_leave: N + U.
        stays: K.
    """

    ean: str
    suppliers: int
    fixed_collective: int
    cannot_split: int
    elsewhere: Interval
    tips_at: float | None
    here: Interval
    must_leave: Interval
    stays: Interval

    @property
    def reuse_is_lighter(self) -> bool | None:
        """True or False when the order holds at both ends, None when open suppliers decide it."""
        if self.must_leave.high < self.stays.low:
            return True
        if self.must_leave.low >= self.stays.high:
            return False
        return None

    def contacts_at(self, share: float, *, reuse: bool) -> float:
        """Contacts if that share of the suppliers on the EAN number belonged in KP, to draw the lines."""
        outside = (1 - share) * self.suppliers
        single = max(0.0, share * self.suppliers - self.fixed_collective)
        splitting = self.fixed_collective - self.cannot_split
        moved = self.elsewhere.middle + splitting
        return outside + self.cannot_split + moved if reuse else single + moved


def tipping_point(groups: Sequence[SupplierGroup], ean: str) -> TippingPoint:
    """Where reuse of `ean` and a new EAN number need equally many letters, and where the municipality stands.

    With T suppliers on the number, of which U cannot and C can split: N + U = K where the share in KP is
    (T + C + 2U) / 2T.
    """
    classes = [(group.classes(ean), group.count) for group in groups]
    there = sum(group.count for group in groups if ean in group.eans)

    def count(*wanted: SupplierClass) -> Interval:
        return total(
            spanning(float(number) * (found in wanted) for found in possible) for possible, number in classes
        )

    def settled(wanted: SupplierClass) -> int:
        return sum(number for possible, number in classes if possible == {wanted})

    cannot, can = settled(SupplierClass.CANNOT_SPLIT_ON), settled(SupplierClass.COLLECTIVE_ON)
    outside = count(SupplierClass.OUTSIDE_ON)
    return TippingPoint(
        ean=ean,
        suppliers=there,
        fixed_collective=cannot + can,
        cannot_split=cannot,
        elsewhere=count(SupplierClass.ELSEWHERE),
        tips_at=min(1.0, (there + can + 2 * cannot) / (2 * there)) if there else None,
        here=Interval(1 - outside.high / there, 1 - outside.low / there) if there else exactly(0),
        must_leave=count(SupplierClass.OUTSIDE_ON, SupplierClass.CANNOT_SPLIT_ON),
        stays=count(SupplierClass.SINGLE_ON),
    )
