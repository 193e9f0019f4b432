"""What does KP know of the invoice that a credit note or reminder is about?

KP rejects a credit note or reminder by itself when it never got the matching invoice, or rejected it (seed
002). The matching invoice is looked for by supplier and number among the imported invoices. Two readings:

* *As it happened.* The document is issued on or after the go-live, and KP's EAN number is chosen. Then KP has
  the invoices that were sent to KP's EAN number on or after the go-live, and no others: an invoice sent to
  another EAN number, or before, KP never got. What KP did with those it got follows from the rules; an
  invoice that is not imported is unknown, since KP may well have it.
* *As if.* Before the go-live nothing has reached KP, and the question is "what would KP do if this supplier's
  documents came by KP's EAN number?" The matching invoice is taken to have come the same way: one that KP
  could handle makes the credit note acceptable, one that KP could not makes KP reject it. One that is not
  imported is unknown.

An invoice that stays in the ERP counts as never received; one that KP cannot place is one that KP rejects.
A document that names several invoices, or a number that several invoices carry: one that is not acceptable is
enough to reject, one that is unknown is enough to leave it open. Only where some of them did reach KP the
others do not count: a supplier may send an invoice again to the right EAN number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.domain.invoices import Invoice, InvoiceFacts, InvoiceId, InvoiceKind
from desktop.domain.kp_rules import Document, Fate, Judgement, KpRules, Missing, Verdict, document_of
from desktop.domain.suppliers import SupplierId

MatchKey = tuple[SupplierId, str]
"""A supplier and an invoice number as it is compared."""


def match_key(supplier_id: SupplierId, number: str) -> MatchKey:
    """How numbers are compared: without case and without spaces around them. Zeros count: they are text."""
    return supplier_id, number.strip().casefold()


@dataclass(frozen=True, slots=True)
class Route:
    """By which EAN number, and from which day on, documents reach KP. Only once that day has come."""

    ean: str
    go_live: date

    def brought(self, ean: str, day: date | None) -> bool | None:
        """Whether a document came to KP; None when the plan does not tell."""
        if (ean and ean != self.ean) or (day is not None and day < self.go_live):
            return False
        return True if ean and day is not None else None


def route_of(ean: str, go_live: date | None, *, today: date) -> Route | None:
    """The way to KP, or None while nothing can have reached it: not chosen, not dated, not begun."""
    if not ean or go_live is None or go_live > today:
        return None
    return Route(ean, go_live)


_FATES = {
    Judgement.ACCEPTABLE: Fate.ACCEPTED,
    Judgement.REJECTED: Fate.REJECTED,
    Judgement.CANNOT_PLACE: Fate.REJECTED,
    Judgement.STAYS_IN_ERP: Fate.NOT_RECEIVED,
    Judgement.UNKNOWN: Fate.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An imported invoice that somebody refers to.

    Attributes:
        ean, issue_date: where it was sent, and when.
        judgement: what the rules say of it.
    """

    ean: str
    issue_date: date | None
    judgement: Judgement


class Judging:
    """Judges the documents of one plan.

    Args:
        route: see `route_of`.
        one_by_hand: suppliers of whom a person has said that they send one citizen per invoice.
        candidates: the invoices that credit notes and reminders refer to, under their keys.
        other_documents: keys of credit notes and reminders that are referred to.
    """

    def __init__(
        self,
        rules: KpRules,
        *,
        route: Route | None = None,
        one_by_hand: frozenset[SupplierId] = frozenset(),
        candidates: Mapping[MatchKey, Iterable[Candidate]] | None = None,
        other_documents: frozenset[MatchKey] = frozenset(),
    ) -> None:
        self.rules = rules
        self.route = route
        self.one_by_hand = one_by_hand
        self._other_documents = other_documents
        self._candidates = {key: tuple(found) for key, found in (candidates or {}).items()}

    def verdict(self, invoice: Invoice) -> Verdict:
        """What KP would do with one document of the plan."""
        return self.rules.judge(self.document(invoice.supplier_id, invoice.facts))

    def document(self, supplier_id: SupplierId, facts: InvoiceFacts) -> Document:
        """What the rules ask of a document, with the fate of the invoices it is about."""
        by_hand = supplier_id in self.one_by_hand
        if facts.kind is InvoiceKind.INVOICE:
            return document_of(facts, one_by_hand=by_hand)
        fates, missing = self._fates(supplier_id, facts)
        return document_of(facts, one_by_hand=by_hand, fates=fates, match_missing=missing)

    def came_to_kp(self, facts: InvoiceFacts) -> bool:
        """Whether the document itself went to KP; everything else is judged as if it had."""
        return bool(self.route and self.route.brought(facts.ean, facts.issue_date))

    def _fates(self, supplier_id: SupplierId, facts: InvoiceFacts) -> tuple[frozenset[Fate], Missing]:
        keys = [match_key(supplier_id, number) for number in facts.matches if number.strip()]
        if not keys:
            return frozenset(), Missing.MATCH_NUMBER
        # A reminder may name an earlier reminder beside the invoice: that is nothing KP pays.
        asked = [key for key in keys if key in self._candidates or key not in self._other_documents]
        met = [outcome for key in asked for outcome in self._met(key, facts.issue_date)]
        met = met or [(Fate.UNKNOWN, Missing.MATCHING_INVOICE)]
        missing = next((why for _fate, why in met if why), Missing.NOTHING)
        return frozenset(fate for fate, _why in met), missing

    def _met(self, key: MatchKey, day: date | None) -> list[tuple[Fate, Missing]]:
        """What became of the invoices under a number, for a credit note or reminder of that day."""
        found = self._candidates.get(key, ())
        if not found:
            return [(Fate.UNKNOWN, Missing.MATCHING_INVOICE)]
        if self.route is None or (day is not None and day < self.route.go_live):
            return [_by_rules(one) for one in found]
        if day is None:
            return [(Fate.UNKNOWN, Missing.ISSUE_DATE)]
        brought = [(one, self.route.brought(one.ean, one.issue_date)) for one in found]
        if received := [one for one, came in brought if came]:
            return [_by_rules(one) for one in received]
        if any(came is None for _one, came in brought):
            return [(Fate.UNKNOWN, Missing.MATCHING_ROUTE)]
        return [(Fate.NOT_RECEIVED, Missing.NOTHING)]


def _by_rules(one: Candidate) -> tuple[Fate, Missing]:
    fate = _FATES[one.judgement]
    return fate, Missing.MATCHING_JUDGEMENT if fate is Fate.UNKNOWN else Missing.NOTHING


def judge_all(
    invoices: Iterable[Invoice],
    rules: KpRules,
    *,
    route: Route | None = None,
    one_by_hand: frozenset[SupplierId] = frozenset(),
) -> dict[InvoiceId, Verdict]:
    """Judge documents that are all in memory: for a few, and to check the fast way against."""
    known = tuple(invoices)
    alone = Judging(rules, route=route, one_by_hand=one_by_hand)
    candidates: dict[MatchKey, list[Candidate]] = {}
    others: set[MatchKey] = set()
    for one in known:
        key = match_key(one.supplier_id, one.facts.invoice_no)
        if one.facts.kind is InvoiceKind.INVOICE:
            found = Candidate(one.facts.ean, one.facts.issue_date, alone.verdict(one).judgement)
            candidates.setdefault(key, []).append(found)
        else:
            others.add(key)
    judging = Judging(
        rules,
        route=route,
        one_by_hand=one_by_hand,
        candidates=candidates,
        other_documents=frozenset(others),
    )
    return {one.id: judging.verdict(one) for one in known}
