"""Who must be written to, in words: the classes of the model, short enough for a legend."""

from __future__ import annotations

from desktop.domain.contact_parts import ContactParts
from desktop.domain.supplier_classes import SupplierClass
from desktop.texts import numbers
from desktop.texts.translate import N_, _

_CLASS = {
    SupplierClass.OUTSIDE_ON: N_("Outside KP (N)"),
    SupplierClass.CANNOT_SPLIT_ON: N_("Cannot split (U)"),
    SupplierClass.SINGLE_ON: N_("In KP, one citizen per invoice (K)"),
    SupplierClass.COLLECTIVE_ON: N_("Can split (C)"),
    SupplierClass.ELSEWHERE: N_("In KP, sends elsewhere (M)"),
    SupplierClass.UNTOUCHED: N_("Needs nothing"),
}


def contact_class(found: SupplierClass) -> str:
    """A class with its letter."""
    return _(_CLASS[found])


def who(parts: tuple[ContactParts, ContactParts], *, reuse: bool) -> str:
    """What the difference between the two comes down to."""
    if not reuse:
        return _("With a new EAN number every supplier that KP can receive gets a letter.")
    leave = parts[0].settled[SupplierClass.OUTSIDE_ON] + parts[0].settled[SupplierClass.CANNOT_SPLIT_ON]
    stay = parts[1].settled[SupplierClass.SINGLE_ON]
    return _(
        "With reuse you write to the {leave} that must leave the number. With a new one you write to the "
        "{stay} that could have stayed."
    ).format(leave=numbers.whole(leave), stay=numbers.whole(stay))
