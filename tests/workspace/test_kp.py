"""Are all documents of a plan judged once, and does every way of adding them up give the same sums?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveDecision
from desktop.domain.imports import InvoiceRow
from desktop.domain.invoices import InvoiceKind
from desktop.domain.kp_list import KpFilter, KpOrder
from desktop.domain.kp_matching import judge_all, route_of
from desktop.domain.kp_rules import Judgement, Missing, Rule
from desktop.domain.relevance import Relevance
from desktop.workspace.operations import ChooseEan, Decide, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import (
    MUNICIPALITY,
    OLD_EAN,
    OTHER_EAN,
    invoice,
    invoice_file,
    new_session,
    podiatrist,
    stationer,
    supplier_list,
)

BEGUN = replace(MUNICIPALITY, go_live=date(2026, 9, 1))
SENDERS = (podiatrist(1), podiatrist(2), stationer(3))


@contextmanager
def plan_of(rows: list[InvoiceRow], *, begun: bool = False) -> Iterator[Session]:
    session = new_session(BEGUN if begun else MUNICIPALITY)
    try:
        session.run(ImportSuppliers(supplier_list(*SENDERS)))
        session.run(ImportInvoices(invoice_file(rows)))
        reuse = f"reuse:{OLD_EAN}"
        if begun and reuse in {one.option.key for one in session.comparison().options}:
            session.run(ChooseEan(reuse))
        yield session
    finally:
        session.close()


def document(
    sender: int,
    number: str,
    *,
    kind: InvoiceKind = InvoiceKind.INVOICE,
    day: date | None = date(2026, 10, 1),
    ean: str = OLD_EAN,
    citizens: int | None = 1,
    possible: int = 0,
    vat: int | None = 0,
    fee: bool | None = None,
    matches: tuple[str, ...] = (),
    amount: int | None = 10_000,
) -> InvoiceRow:
    row = invoice(SENDERS[sender], number, kind=kind, ean=ean, citizens=citizens)
    evidence = replace(row.facts.evidence, possible=possible)
    facts = replace(
        row.facts,
        issue_date=day,
        vat_ore=vat,
        fee=fee if kind is InvoiceKind.REMINDER else None,
        matches=matches if kind is not InvoiceKind.INVOICE else (),
        amount_ore=amount,
        evidence=evidence,
    )
    return replace(row, facts=facts)


_NUMBERS = st.sampled_from(("A1", "A2", "A3", "A4"))
_ROWS = st.lists(
    st.builds(
        document,
        st.integers(0, 2),
        _NUMBERS,
        kind=st.sampled_from(InvoiceKind),
        day=st.one_of(st.none(), st.dates(date(2024, 6, 1), date(2026, 11, 1))),
        ean=st.sampled_from((OLD_EAN, OTHER_EAN, "")),
        citizens=st.one_of(st.none(), st.integers(0, 3)),
        possible=st.integers(0, 1),
        vat=st.sampled_from((None, 0, 2_500)),
        fee=st.sampled_from((None, False, True)),
        matches=st.lists(_NUMBERS, max_size=2).map(tuple),
        amount=st.one_of(st.none(), st.integers(-500_000, 500_000)),
    ),
    min_size=1,
    max_size=14,
)


@given(_ROWS, st.booleans(), st.booleans())
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_sql_judges_as_the_rules_do_and_the_sums_are_kept(
    rows: list[InvoiceRow], begun: bool, by_hand: bool
) -> None:
    with plan_of(rows, begun=begun) as session:
        if by_hand:
            sender = session.assessments()[0].supplier.id
            session.run(Decide((sender,), Subject.COLLECTIVE, CollectiveDecision.REJECTED.value))
        found = session.kp(everything=True)
        invoices = session.invoices()
        choice = session.choice()
        expected = judge_all(
            invoices,
            session.kp_rules,
            route=route_of(choice.ean if choice else "", session.municipality.go_live, today=session.today),
            one_by_hand=found.judging.one_by_hand,
        )
        assert {one.id: found.judging.verdict(one) for one in invoices} == expected
        counted = Counter(expected[one.id] for one in invoices)
        assert {verdict: sums.all_documents for verdict, sums in found.by_verdict().items()} == counted
        for groups in (found.by_supplier(), found.by_trade(), found.by_ean(), found.by_relevance()):
            assert sum(sums.all_documents for sums in groups.values()) == len(invoices)
            assert sum(sums.all_ore for sums in groups.values()) == sum(
                one.facts.amount_ore or 0 for one in invoices
            )
        for judgement in Judgement:
            ids = session.kp_list(found, KpFilter(judgement=judgement))
            assert set(ids) == {key for key, verdict in expected.items() if verdict.judgement is judgement}
            assert len(ids) == found.total().documents[judgement]


@given(_ROWS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_number_opens_a_list_of_that_many(rows: list[InvoiceRow]) -> None:
    with plan_of(rows) as session:
        found = session.kp()
        for ean, sums in found.by_ean(KpFilter(relevance=Relevance.KP)).items():
            for judgement, count in sums.documents.items():
                wanted = KpFilter(judgement=judgement, relevance=Relevance.KP, ean=ean)
                assert len(session.kp_list(found, wanted)) == count
        for trade, sums in found.by_trade().items():
            assert len(session.kp_list(found, KpFilter(trade=trade))) == sums.all_documents
        for supplier_id, sums in found.by_supplier().items():
            assert len(session.kp_list(found, KpFilter(supplier_id=supplier_id))) == sums.all_documents


def test_only_a_year_counts_unless_all_is_asked_for_but_old_invoices_still_match() -> None:
    rows = [
        document(0, "OLD", day=date(2025, 2, 1)),
        document(0, "NEW"),
        document(0, "K1", kind=InvoiceKind.CREDIT_NOTE, matches=("OLD",), citizens=None),
    ]
    with plan_of(rows) as session:
        assert session.kp().total().all_documents == 2
        assert session.kp().total().documents[Judgement.ACCEPTABLE] == 2
        assert session.kp(everything=True).total().all_documents == 3


def test_after_the_go_live_a_credit_note_for_an_invoice_to_another_number_is_rejected() -> None:
    rows = [
        document(0, "A1", ean=OTHER_EAN),
        document(1, "A1"),
        document(0, "K1", kind=InvoiceKind.CREDIT_NOTE, matches=("A1",), citizens=None),
        document(1, "K1", kind=InvoiceKind.CREDIT_NOTE, matches=("A1",), citizens=None),
    ]
    with plan_of(rows, begun=True) as session:
        found = session.kp()
        notes = session.kp_judged(found, session.kp_list(found, KpFilter(kind=InvoiceKind.CREDIT_NOTE)))
        by_sender = {one.sender.supplier.number: one for one in notes}
        assert by_sender["000001"].verdict.rule is Rule.CREDIT_NOTE_NOT_RECEIVED
        assert by_sender["000002"].verdict.rule is Rule.CREDIT_NOTE_FITS
        assert not by_sender["000002"].as_if


def test_a_decision_is_seen_at_once_and_taken_back_with_it() -> None:
    with plan_of([document(0, "A1", citizens=None)]) as session:
        assert session.kp().by_verdict().keys().__iter__().__next__().missing is Missing.CITIZENS
        sender = session.assessments()[0].supplier.id
        session.run(Decide((sender,), Subject.COLLECTIVE, CollectiveDecision.REJECTED.value))
        assert session.kp().total().documents[Judgement.ACCEPTABLE] == 1
        session.undo()
        assert session.kp().total().documents[Judgement.UNKNOWN] == 1


def test_a_list_is_ordered_and_searched() -> None:
    rows = [
        document(0, "F-20", amount=300, day=date(2026, 8, 1)),
        document(1, "F-10", amount=None, day=date(2026, 9, 1)),
        document(2, "G-30", amount=100, day=None),
    ]
    with plan_of(rows) as session:
        found = session.kp()

        def numbers(wanted: KpFilter, order: KpOrder, *, descending: bool = False) -> list[str]:
            ids = session.kp_list(found, wanted, order=order, descending=descending)
            return [one.invoice.facts.invoice_no for one in session.kp_judged(found, ids)]

        assert numbers(KpFilter(), KpOrder.AMOUNT) == ["G-30", "F-20", "F-10"]
        assert numbers(KpFilter(), KpOrder.AMOUNT, descending=True) == ["F-20", "G-30", "F-10"]
        assert numbers(KpFilter(), KpOrder.DATE, descending=True) == ["F-10", "F-20", "G-30"]
        assert numbers(KpFilter(), KpOrder.SUPPLIER) == ["F-20", "F-10", "G-30"]
        assert numbers(KpFilter(search="f-1"), KpOrder.NUMBER) == ["F-10"]
        assert numbers(KpFilter(search="kontorhus G"), KpOrder.NUMBER) == ["G-30"]
        assert numbers(KpFilter(search="kontorhus F-1"), KpOrder.NUMBER) == []


@pytest.mark.parametrize("order", KpOrder)
def test_every_order_lists_all(order: KpOrder) -> None:
    with plan_of([document(0, "A1"), document(1, "A2"), document(2, "A3", day=None)]) as session:
        found = session.kp()
        assert len(session.kp_list(found, KpFilter(), order=order)) == 3
