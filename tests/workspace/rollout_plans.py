"""Plans with a given number of suppliers of each kind, for the rollout's tests."""

from __future__ import annotations

from dataclasses import replace

from desktop.domain.assessment import Subject
from desktop.domain.collective import CollectiveDecision
from desktop.domain.suppliers import SupplierFacts
from desktop.workspace.operations import ChooseEan, Decide, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import NEW_EAN, invoice, invoice_file, new_session, podiatrist, stationer, supplier_list


def plan_of(
    changing: int, *, cannot_split: int = 0, undecided: int = 0, outside: int = 0, choose: bool = True
) -> Session:
    """Suppliers that each sent an invoice; a new EAN number with waves is chosen unless told otherwise."""
    changers = [podiatrist(number) for number in range(1, changing + 1)]
    collectors = [podiatrist(number) for number in range(100, 100 + cannot_split)]
    unknown = [_unknown(number) for number in range(200, 200 + undecided)]
    others = [stationer(number) for number in range(300, 300 + outside)]
    everybody = [*changers, *collectors, *unknown, *others]
    session = new_session()
    session.run(ImportSuppliers(supplier_list(*everybody)))
    sent = [invoice(facts, f"F{facts.number}") for facts in everybody]
    session.run(ImportInvoices(invoice_file(sent)))
    if cannot_split:
        numbers = {facts.number for facts in collectors}
        ids = tuple(one.supplier.id for one in session.assessments() if one.supplier.number in numbers)
        session.run(Decide(ids, Subject.COLLECTIVE, CollectiveDecision.CANNOT_SPLIT.value))
    if choose:
        session.run(ChooseEan("new-gradual", NEW_EAN))
    return session


def _unknown(number: int) -> SupplierFacts:
    return replace(podiatrist(number), name=f"Firma {number}", trade_code="")
