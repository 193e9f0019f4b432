"""Reuse an EAN number or make a new one? The EAN numbers of today, and the options side by side.

The guide (seed 002, "EAN-nummer") weighs two ways in words; this is the same weighing in the municipality's
own numbers. C and M must be written to either way, so reuse needs fewer letters exactly while N + U < K (the
classes are those of `supplier_classes`). Figures that depend on suppliers nobody has judged are intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveState
from desktop.domain.identifiers import Ean, ean
from desktop.domain.options import Option, OptionFigures, OptionKind, OptionLoad, option_figures, option_load
from desktop.domain.relevance import Relevance
from desktop.domain.supplier_classes import SupplierClass, possible_classes
from desktop.domain.supplier_groups import SupplierGroup, grouped, undecided
from desktop.domain.tipping_point import TippingPoint, tipping_point


@dataclass(frozen=True, slots=True)
class EanPicture:
    """What comes to one existing EAN number in the window.

    Attributes:
        suppliers: active suppliers that sent to it; the five counts below add up to it.
        invoices: their invoices to it in the window.
        kp_suppliers: in KP with one citizen per invoice, for sure (K).
        unknown: relevance not judged, or collective only suspected on a KP supplier.
    """

    ean: str
    suppliers: int
    invoices: int
    amount_ore: int
    kp_suppliers: int
    other_suppliers: int
    collective_can_split: int
    collective_cannot_split: int
    unknown: int

    @property
    def must_leave(self) -> int:
        """N + U, the settled ones."""
        return self.other_suppliers + self.collective_cannot_split


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything the choice page shows.

    Attributes:
        loads: what the options ask, free of assumptions: enough to try other assumptions at once.
        settled_loads: the same if every open supplier turned out to favour reuse, and if every one turned out
            to favour a new EAN number: the two ends of the intervals, each in itself consistent.
        undecided: active suppliers whose settling would make intervals narrower.
    """

    eans: tuple[EanPicture, ...]
    loads: tuple[OptionLoad, ...]
    settled_loads: tuple[tuple[OptionLoad, ...], ...]
    options: tuple[OptionFigures, ...]
    tipping_point: TippingPoint | None
    active: int
    dormant: int
    undecided: int
    window_months: int

    def figures(self, key: str) -> OptionFigures | None:
        return next((figures for figures in self.options if figures.option.key == key), None)


def compare(
    assessments: Sequence[SupplierAssessment], assumptions: Assumptions, *, window_months: int = 12
) -> Comparison:
    """Put the options side by side."""
    active = [one for one in assessments if one.is_active]
    eans = ean_pictures(active)
    worth_reusing = _worth_reusing(eans)
    options = [Option(OptionKind.REUSE, picture.ean) for picture in worth_reusing]
    options += [Option(OptionKind.NEW_GRADUAL), Option(OptionKind.NEW)]
    groups = grouped(active)
    loads = tuple(option_load(groups, option) for option in options)
    best = worth_reusing[0].ean if worth_reusing else ""
    return Comparison(
        eans=eans,
        loads=loads if active else (),
        settled_loads=_settled_loads(groups, options) if active else (),
        options=tuple(option_figures(load, assumptions) for load in loads) if active else (),
        tipping_point=tipping_point(groups, best) if best else None,
        active=len(active),
        dormant=len(assessments) - len(active),
        undecided=undecided(groups),
        window_months=window_months,
    )


def reweighed(comparison: Comparison, assumptions: Assumptions) -> Comparison:
    """The same facts under other assumptions: nothing is counted again, however many suppliers there are.

    Another `window_months` is another set of facts and needs `compare`.
    """
    options = tuple(option_figures(load, assumptions) for load in comparison.loads)
    return replace(comparison, options=options)


def _settled_loads(
    groups: Sequence[SupplierGroup], options: Sequence[Option]
) -> tuple[tuple[OptionLoad, ...], ...]:
    if not any(group.is_undecided for group in groups):
        return ()
    ends = ([_settled(group, for_reuse=way) for group in groups] for way in (True, False))
    return tuple(tuple(option_load(settled, option) for option in options) for settled in ends)


def _settled(group: SupplierGroup, *, for_reuse: bool) -> SupplierGroup:
    """The suppliers as they would speak for reuse, or for a new number.

    For reuse: in KP, one citizen (K). For a new number: it must leave the reused one (N or U); one that can
    split (C) is written to either way and speaks for neither.
    """
    if not group.is_undecided:
        return group
    relevance, state = group.relevance, group.state
    if relevance is Relevance.UNKNOWN:
        relevance = Relevance.KP if for_reuse else Relevance.OUTSIDE
    if state is CollectiveState.SUSPECTED:
        state = CollectiveState.NO if for_reuse else CollectiveState.CANNOT_SPLIT
    return group.as_if(relevance, state)


def _worth_reusing(eans: Sequence[EanPicture]) -> list[EanPicture]:
    """The EAN numbers an option is made for: those with KP suppliers, or while nobody is judged may have.

    A number whose check digit does not fit is a typing error on somebody's invoice, as long as there is one
    that fits.
    """
    known = [one for one in eans if one.suppliers > one.other_suppliers + one.unknown]
    found = known or [one for one in eans if one.unknown]
    return [one for one in found if ean.has_valid_check_digit(Ean(one.ean))] or found


def ean_pictures(active: Iterable[SupplierAssessment]) -> tuple[EanPicture, ...]:
    """The EAN numbers of today, those with most KP suppliers first."""
    rows: dict[str, list[SupplierAssessment]] = {}
    for one in active:
        for number in one.activity.eans:
            rows.setdefault(number, []).append(one)
    pictures = (_picture(number, there) for number, there in rows.items())
    return tuple(sorted(pictures, key=_most_kp_first))


def _most_kp_first(picture: EanPicture) -> tuple[int, int, str]:
    in_kp = picture.kp_suppliers + picture.collective_can_split + picture.collective_cannot_split
    return (-in_kp, -picture.invoices, picture.ean)


def _picture(number: str, there: Sequence[SupplierAssessment]) -> EanPicture:
    uses = [use for one in there if (use := one.activity.on(number)) is not None]
    settled = [next(iter(found)) for one in there if len(found := possible_classes(one, number)) == 1]
    return EanPicture(
        ean=number,
        suppliers=len(there),
        invoices=sum(use.invoices for use in uses),
        amount_ore=sum(use.amount_ore for use in uses),
        kp_suppliers=settled.count(SupplierClass.SINGLE_ON),
        other_suppliers=settled.count(SupplierClass.OUTSIDE_ON),
        collective_can_split=settled.count(SupplierClass.COLLECTIVE_ON),
        collective_cannot_split=settled.count(SupplierClass.CANNOT_SPLIT_ON),
        unknown=len(there) - len(settled),
    )
