"""Can an import be stopped soon, wherever it is, and is the plan then as it was?

How soon is counted in calls of functions between two chances to stop, which is the same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from types import FrameType

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.imports import InvoiceImport, SupplierImport
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.progress import Cancelled, Progress
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierFacts, SupplierId
from desktop.storage import writing
from desktop.storage.fact_rows import _SUPPLIER_TEXTS
from desktop.storage.schema import metadata
from desktop.workspace.importing import summarise_invoices, summarise_suppliers
from desktop.workspace.operations import Decide, ImportInvoices, ImportSuppliers, MergeSuppliers
from desktop.workspace.session import Session
from tests.building import invoice, invoice_file, new_session, podiatrist, supplier_list

A_FEW, SOME, MANY = 1_100, 1_500, 4_000


def everything(session: Session) -> dict[str, list[tuple[str | int | None, ...]]]:
    """Every row of every table, the history's too."""
    with session._copy.database.reading() as reader:
        return {name: reader._all(f"SELECT * FROM {name} ORDER BY id") for name in metadata.tables}  # noqa: S608


def listed(count: int, *, moved: int = 0) -> SupplierImport:
    """A list of suppliers, of which every so many have moved since, with a problem for every row."""
    facts = [podiatrist(number) for number in range(1, count + 1)]
    for at in range(0, count, moved) if moved else ():
        facts[at] = replace(facts[at], city="Nyby", postal_code="8000")
    reading = supplier_list(*facts)
    told = tuple(
        Problem(ProblemKind.CVR_CHECK_DIGIT, Severity.WARNING, file="liste.csv", row=row.row)
        for row in reading.rows
    )
    return replace(reading, problems=told)


def sent(count: int, *, more: int = 0) -> InvoiceImport:
    return invoice_file(
        invoice(podiatrist(number % 700), f"F{number}", amount_ore=1_000 + number + more)
        for number in range(count)
    )


def plan_with(count: int) -> Session:
    """A plan that has been worked on: imported, decided, two suppliers merged."""
    session = new_session()
    session.run(ImportSuppliers(listed(count)))
    session.run(ImportInvoices(sent(count)))
    session.run(Decide((SupplierId(3), SupplierId(4)), Subject.RELEVANCE, Relevance.OUTSIDE.value))
    return session


Work = Callable[[Session, Progress], object]
Prepared = Callable[[int], Work]
"""Given how many suppliers or invoices, the work; what a reader would give is made beforehand."""


def importing_suppliers(count: int) -> Work:
    reading = listed(count, moved=3)
    return lambda session, progress: session.run(ImportSuppliers(reading, progress=progress))


def importing_invoices(count: int) -> Work:
    reading = sent(count, more=1)
    return lambda session, progress: session.run(ImportInvoices(reading, progress=progress))


def summing_up_suppliers(count: int) -> Work:
    reading = listed(count, moved=3)
    return lambda session, progress: summarise_suppliers(session, reading, progress=progress)


def summing_up_invoices(count: int) -> Work:
    reading = sent(count, more=1)
    return lambda session, progress: summarise_invoices(session, reading, progress=progress)


all_work = pytest.mark.parametrize(
    "prepared", [importing_suppliers, importing_invoices, summing_up_suppliers, summing_up_invoices]
)


class _Stopping:
    """Says stop at one of its reports; counts them all."""

    def __init__(self, at: int = 0) -> None:
        self.calls = 0
        self._at = at

    def __call__(self, done: int, total: int) -> None:
        self.calls += 1
        if self.calls == self._at:
            raise Cancelled


@all_work
@pytest.mark.parametrize("worked_on", [False, True])
def test_a_stop_at_any_report_leaves_every_row_as_it_was(prepared: Prepared, *, worked_on: bool) -> None:
    work, reports = prepared(A_FEW), _Stopping()
    trial = plan_with(A_FEW) if worked_on else new_session()
    work(trial, reports)
    trial.close()
    session = plan_with(A_FEW) if worked_on else new_session()
    before = everything(session)
    for at in range(1, reports.calls + 1):
        with pytest.raises(Cancelled):
            work(session, _Stopping(at))
        assert everything(session) == before
    session.close()


@contextmanager
def counting(waits: list[int]) -> Iterator[Progress]:
    """A progress that writes down how many functions were called between two of its reports."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    def progress(done: int, total: int) -> None:
        nonlocal calls
        waits.append(calls)
        calls = 0

    sys.setprofile(count)
    try:
        yield progress
    finally:
        sys.setprofile(None)
        waits.append(calls)


def longest_wait(work: Work, session: Session) -> int:
    waits: list[int] = []
    with counting(waits) as progress:
        work(session, progress)
    session.close()
    return max(waits)


@all_work
def test_the_wait_for_a_chance_to_stop_does_not_grow_with_the_list(
    prepared: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_BATCH", 500)
    some, many = (longest_wait(prepared(count), plan_with(count)) for count in (SOME, MANY))
    assert many <= 1.3 * some


def test_a_list_with_merged_suppliers_can_be_stopped_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_BATCH", 500)
    waits = []
    for count in (SOME, MANY):
        session = new_session()
        session.run(ImportSuppliers(listed(count)))
        session.run(MergeSuppliers(SupplierId(1), SupplierId(2)))
        waits.append(longest_wait(importing_suppliers(count), session))
    assert waits[1] <= 1.3 * waits[0]


def test_facts_are_read_by_position() -> None:
    assert tuple(field.name for field in fields(SupplierFacts))[: len(_SUPPLIER_TEXTS)] == _SUPPLIER_TEXTS
