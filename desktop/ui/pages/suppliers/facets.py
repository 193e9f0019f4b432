"""Which suppliers shall be shown? Groups of properties with counts; a tick narrows the table. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState
from desktop.domain.recipients import MissingContact, missing_contact
from desktop.domain.relevance import Relevance
from desktop.domain.supplier_classes import is_undecided
from desktop.texts import labels, numbers
from desktop.texts.translate import _

Chosen = Mapping[str, frozenset[str]]
"""What is ticked: group key to option keys. Within a group any of them will do; every group must agree."""

YES = "yes"
_MOST_TRADES = 8
_MOST_EANS = 6
_NO_TRADE = "-"
_OTHER_TRADE = "other"


@dataclass(frozen=True, slots=True)
class Facet:
    """One property: its key, its words, and how many suppliers have it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Properties of one kind.

    Attributes:
        keys_of: the keys of the properties a supplier has.
        label_of: the words for a key.
        order: the keys in the order they are shown; None: the most frequent first.
        most: so many are shown until somebody asks for all.
        stays: its properties are shown also when nobody has them: that there is none left is worth knowing.
        named: in a sentence the title stands with the property, which says too little alone.
    """

    key: str
    title: str
    keys_of: Callable[[SupplierAssessment], Sequence[str]]
    label_of: Callable[[str], str]
    order: tuple[str, ...] | None = None
    most: int = 20
    named: bool = False
    stays: bool = False

    def facets(self, rows: Iterable[SupplierAssessment]) -> tuple[Facet, ...]:
        """The properties with their counts over all suppliers."""
        counts: Counter[str] = Counter()
        for row in rows:
            counts.update(self.keys_of(row))
        keys = self.order if self.order is not None else tuple(key for key, _count in counts.most_common())
        return tuple(Facet(key, self.label_of(key), counts[key]) for key in keys)


def _trade_key(row: SupplierAssessment) -> str:
    if row.relevance.trade:
        return row.relevance.trade.key
    return _OTHER_TRADE if row.relevance.is_other_trade else _NO_TRADE


def facet_groups(trades: Mapping[str, str]) -> tuple[FacetGroup, ...]:
    """The groups of the supplier page.

    Args:
        trades: trade key to the trade's name.
    """
    return (
        FacetGroup(
            "undecided", _("To settle"), _undecided, lambda _key: _("Must be settled"), (YES,), stays=True
        ),
        FacetGroup(
            "relevance",
            _("KP"),
            lambda row: (row.relevance.relevance.value,),
            lambda key: labels.relevance(Relevance(key)),
            tuple(one.value for one in (Relevance.KP, Relevance.OUTSIDE, Relevance.UNKNOWN)),
        ),
        FacetGroup(
            "collective",
            _("Collective invoices"),
            lambda row: (row.collective.state.value,),
            _state_label,
            tuple(
                one.value
                for one in (
                    CollectiveState.CAN_SPLIT,
                    CollectiveState.SUSPECTED,
                    CollectiveState.CANNOT_SPLIT,
                )
            ),
        ),
        FacetGroup(
            "trade",
            _("Trade"),
            lambda row: (_trade_key(row),),
            lambda key: labels.other_trade() if key == _OTHER_TRADE else trades.get(key, labels.trade(None)),
            most=_MOST_TRADES,
        ),
        FacetGroup(
            "missing",
            _("Missing"),
            lambda row: tuple(kind.value for kind in missing_contact(row)),
            _missing_label,
            tuple(kind.value for kind in MissingContact),
            named=True,
        ),
        FacetGroup("ean", _("EAN number"), lambda row: row.activity.eans, numbers.ean, most=_MOST_EANS),
        FacetGroup(
            "activity",
            _("Invoices"),
            lambda row: ("active" if row.is_active else "dormant",),
            lambda key: _("Has sent invoices") if key == "active" else _("None in the period"),
            ("active", "dormant"),
        ),
    )


def _undecided(row: SupplierAssessment) -> tuple[str, ...]:
    return (YES,) if row.is_active and is_undecided(row) else ()


def _missing_label(key: str) -> str:
    return {
        MissingContact.ADDRESS.value: _("Address"),
        MissingContact.EMAIL.value: _("E-mail"),
        MissingContact.CVR.value: _("CVR number"),
    }[key]


def _state_label(key: str) -> str:
    return {
        CollectiveState.CAN_SPLIT.value: _("Can split"),
        CollectiveState.SUSPECTED.value: _("Perhaps"),
        CollectiveState.CANNOT_SPLIT.value: _("Cannot split"),
    }[key]


def predicate(groups: Iterable[FacetGroup], chosen: Chosen) -> Callable[[SupplierAssessment], bool] | None:
    """Passes the suppliers that have a ticked property of every group in which something is ticked."""
    asked = [(group.keys_of, chosen[group.key]) for group in groups if chosen.get(group.key)]
    if not asked:
        return None

    def passes(row: SupplierAssessment) -> bool:
        return all(not wanted.isdisjoint(keys_of(row)) for keys_of, wanted in asked)

    return passes


def in_words(groups: Iterable[FacetGroup], chosen: Chosen) -> str:
    """What is ticked, for the status bar: "Hører til i KP, Mangler: E-mail"."""
    words = []
    for group in groups:
        for key in sorted(chosen.get(group.key, ())):
            label = group.label_of(key)
            words.append(f"{group.title}: {label}" if group.named else label)
    return ", ".join(words)


def from_filters(groups: Iterable[FacetGroup], filters: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """What another page asks to see: option keys joined by commas; unknown groups are passed over."""
    known = {group.key for group in groups}
    return {key: frozenset(value.split(",")) for key, value in filters.items() if key in known and value}
