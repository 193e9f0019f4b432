"""What would KP do with the plan's documents? All judged in one go, to be grouped, listed and looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from desktop.domain.calendar import Window
from desktop.domain.collective import CollectiveDecision
from desktop.domain.invoices import InvoiceId, InvoiceKind
from desktop.domain.kp_list import JudgedInvoice, KpFilter, KpOrder
from desktop.domain.kp_matching import Candidate, Judging, MatchKey, Route, match_key, route_of
from desktop.domain.kp_rules import Judgement, KpRules, Verdict
from desktop.domain.kp_totals import KpCell, KpTotal, grouped, total
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierId
from desktop.workspace.answers import Answers

if TYPE_CHECKING:
    from desktop.domain.invoices import Invoice
    from desktop.storage.kp_queries import DocumentReader

OTHER_TRADE = ""
"""The group of suppliers whose trade is not in the trade table, or not known."""


@dataclass(frozen=True)
class KpPicture:
    """One state of the plan, judged.

    Attributes:
        period: whose documents are counted; None: all of them.
        cells: the counted documents.
        others: verdicts of credit notes and reminders, also those outside the period.
        documents: how many documents the plan has, inside and outside the period.
    """

    answers: Answers
    judging: Judging
    period: Window | None
    cells: tuple[KpCell, ...]
    others: Mapping[InvoiceId, Verdict]
    documents: int

    @property
    def route(self) -> Route | None:
        """How documents reach KP; None while none can have."""
        return self.judging.route

    def chosen(self, wanted: KpFilter) -> Iterator[KpCell]:
        """The cells a filter keeps (but its search, which looks at single documents)."""
        for cell in self.cells:
            if _keeps(wanted, cell.ean, cell.kind, cell.verdict) and self._sender_fits(
                cell.supplier_id, wanted
            ):
                yield cell

    def total(self, wanted: KpFilter | None = None) -> KpTotal:
        return total(self.chosen(wanted or KpFilter()))

    def by_supplier(self, wanted: KpFilter | None = None) -> Mapping[SupplierId, KpTotal]:
        return grouped(self.chosen(wanted or KpFilter()), lambda cell: cell.supplier_id)

    def by_trade(self, wanted: KpFilter | None = None) -> Mapping[str, KpTotal]:
        """By the trade's title; `OTHER_TRADE` for those that the table does not have."""
        return grouped(self.chosen(wanted or KpFilter()), lambda cell: self.trade_of(cell.supplier_id))

    def by_ean(self, wanted: KpFilter | None = None) -> Mapping[str, KpTotal]:
        return grouped(self.chosen(wanted or KpFilter()), lambda cell: cell.ean)

    def by_verdict(self, wanted: KpFilter | None = None) -> Mapping[Verdict, KpTotal]:
        """By the rule that decided, or the fact that is missing."""
        return grouped(self.chosen(wanted or KpFilter()), lambda cell: cell.verdict)

    def by_relevance(self, wanted: KpFilter | None = None) -> Mapping[Relevance, KpTotal]:
        by_id = self.answers.by_id
        return grouped(
            self.chosen(wanted or KpFilter()),
            lambda cell: by_id[cell.supplier_id].relevance.relevance,
        )

    def trade_of(self, supplier_id: SupplierId) -> str:
        trade = self.answers.by_id[supplier_id].relevance.trade
        return trade.title if trade else OTHER_TRADE

    def _sender_fits(self, supplier_id: SupplierId, wanted: KpFilter) -> bool:
        if wanted.supplier_id is not None and supplier_id != wanted.supplier_id:
            return False
        if wanted.trade is not None and self.trade_of(supplier_id) != wanted.trade:
            return False
        sender = self.answers.by_id[supplier_id]
        return wanted.relevance is None or sender.relevance.relevance is wanted.relevance

    def senders(self, wanted: KpFilter) -> frozenset[SupplierId]:
        """The suppliers whose documents a filter keeps."""
        return frozenset(key for key in self.answers.by_id if self._sender_fits(key, wanted))


def _keeps(wanted: KpFilter, ean: str, kind: InvoiceKind, verdict: Verdict) -> bool:
    return (
        (wanted.judgement is None or verdict.judgement is wanted.judgement)
        and (wanted.kind is None or kind is wanted.kind)
        and (wanted.ean is None or ean == wanted.ean)
    )


# ------------------------------------------------------------------------------------------- working it out


def picture(
    reader: DocumentReader, answers: Answers, rules: KpRules, *, today: date, everything: bool
) -> KpPicture:
    """Judge the plan.

    Args:
        everything: count all documents, not only those of the last twelve months.
    """
    period = None if everything else answers.window
    by_hand = frozenset(
        one.supplier.id
        for one in answers.assessments
        if one.collective.decision is CollectiveDecision.REJECTED
    )
    shapes = _Shapes(rules, by_hand)
    others = tuple(reader.other_documents())
    ean = answers.choice.ean if answers.choice else ""
    judging = Judging(
        rules,
        route=route_of(ean, answers.municipality.go_live, today=today),
        one_by_hand=by_hand,
        candidates=_candidates(reader, shapes, others),
        other_documents=frozenset(match_key(one.supplier_id, one.facts.invoice_no) for one in others),
    )
    verdicts = {one.id: judging.verdict(one) for one in others}
    cells = [*_counted(reader, shapes, period), *_single(others, verdicts, period)]
    return KpPicture(answers, judging, period, tuple(cells), verdicts, answers.invoice_count)


class _Shapes:
    """Judges a shape once, whoever's invoices have it."""

    def __init__(self, rules: KpRules, by_hand: frozenset[SupplierId]) -> None:
        from desktop.storage.kp_queries import document_of_shape

        days = rules.turning_days()
        self._by_hand = by_hand
        self._judged = cache(
            lambda shape, by_hand: rules.judge(document_of_shape(shape, days, one_by_hand=by_hand))
        )

    def verdict(self, shape: int, supplier_id: SupplierId) -> Verdict:
        return self._judged(shape, supplier_id in self._by_hand)


def _candidates(
    reader: DocumentReader, shapes: _Shapes, others: Sequence[Invoice]
) -> dict[MatchKey, list[Candidate]]:
    """The invoices that credit notes and reminders refer to: of a million only those are kept."""
    wanted = {match_key(one.supplier_id, number) for one in others for number in one.facts.matches}
    found: dict[MatchKey, list[Candidate]] = {}
    if not wanted:
        return found
    for key, one in reader.referred(wanted):
        judgement = shapes.verdict(one.shape, one.supplier_id).judgement
        found.setdefault(key, []).append(Candidate(one.ean, one.issue_date, judgement))
    return found


def _counted(reader: DocumentReader, shapes: _Shapes, period: Window | None) -> Iterator[KpCell]:
    for one in reader.shapes(period):
        yield KpCell(
            one.supplier_id,
            one.ean,
            InvoiceKind.INVOICE,
            shapes.verdict(one.shape, one.supplier_id),
            one.documents,
            one.amount_ore,
            one.without_amount,
        )


def _single(
    others: Sequence[Invoice], verdicts: Mapping[InvoiceId, Verdict], period: Window | None
) -> Iterator[KpCell]:
    for one in others:
        facts = one.facts
        day = facts.issue_date
        if period is None or day is None or period.first <= day <= period.last:
            yield KpCell(
                one.supplier_id,
                facts.ean,
                facts.kind,
                verdicts[one.id],
                1,
                facts.amount_ore or 0,
                int(facts.amount_ore is None),
            )


# ----------------------------------------------------------------------------------------------- the lists


def listed(
    reader: DocumentReader, found: KpPicture, wanted: KpFilter, *, order: KpOrder, descending: bool
) -> array[int]:
    """Ids of the documents a filter keeps, in order: eight bytes each, so that a million are no burden."""
    senders: frozenset[int] = found.senders(wanted)
    words = wanted.search.casefold().split()
    named = _named(found, senders, words)
    judgement_of = _judgements(found)
    documents = reader.listed(
        found.period,
        kind=wanted.kind,
        ean=wanted.ean,
        supplier_id=wanted.supplier_id,
        order=order,
        descending=descending,
        with_shape=wanted.judgement is not None,
    )
    return array(
        "q",
        [
            key
            for key, sender, shape, number in documents
            if sender in senders
            and (not words or _matches(words, named[sender], number))
            and (wanted.judgement is None or judgement_of(key, sender, shape) is wanted.judgement)
        ],
    )


def _judgements(found: KpPicture) -> Callable[[int, int, int | None], Judgement]:
    shapes = _Shapes(found.judging.rules, found.judging.one_by_hand)

    def judgement_of(key: int, sender: int, shape: int | None) -> Judgement:
        if shape is None:
            return found.others[InvoiceId(key)].judgement
        return shapes.verdict(shape, SupplierId(sender)).judgement

    return judgement_of


def _named(found: KpPicture, senders: frozenset[int], words: Sequence[str]) -> dict[int, str]:
    if not words:
        return {}
    suppliers = (one.supplier for one in found.answers.assessments if one.supplier.id in senders)
    return {one.id: f"{one.name}\n{one.number}\n{one.cvr}".casefold() for one in suppliers}


def _matches(words: Sequence[str], sender: str, number: str) -> bool:
    text = f"{sender}\n{number.casefold()}"
    return all(word in text for word in words)


def judged(reader: DocumentReader, found: KpPicture, ids: Sequence[int]) -> tuple[JudgedInvoice, ...]:
    """Documents of a list with their verdicts, in the order of the ids; those that are gone are left out."""
    invoices = reader.by_ids(ids)
    return tuple(judged_invoice(found, one) for one in (invoices.get(key) for key in ids) if one is not None)


def judged_invoice(found: KpPicture, one: Invoice) -> JudgedInvoice:
    """One document with its supplier and verdict."""
    verdict = found.judging.verdict(one)
    as_if = not found.judging.came_to_kp(one.facts)
    return JudgedInvoice(one, found.answers.by_id[one.supplier_id], verdict, as_if)
