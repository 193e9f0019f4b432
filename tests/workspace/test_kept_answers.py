"""Are answers that were renewed after a change those that are worked out from scratch?"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.domain.assessment import Subject, SupplierAssessment
from desktop.domain.collective import CollectiveDecision
from desktop.domain.duplicates import PairVerdict
from desktop.domain.imports import Field, InvoiceRow
from desktop.domain.letters import LetterKind
from desktop.domain.plan import Municipality
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.relevance import Relevance
from desktop.domain.rollout import Placement, WaveKind
from desktop.domain.rollout_dates import Wave, WaveDates
from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.suppliers import SupplierFacts, SupplierId
from desktop.storage.queries import Reader
from desktop.storage.schema import PLAN_TABLES
from desktop.workspace import answers
from desktop.workspace.answers import WINDOW_MONTHS, Answers
from desktop.workspace.operations import (
    AcceptProblems,
    ChooseEan,
    CorrectValue,
    Decide,
    DecidePair,
    ImportInvoices,
    ImportSuppliers,
    MergeSuppliers,
    Operation,
    RecordLetters,
    SetUp,
)
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.operations.rollout import MoveSuppliers, PlanWaves
from desktop.workspace.session import Session
from tests.building import (
    ME,
    MUNICIPALITY,
    NOON,
    OLD_EAN,
    OTHER_EAN,
    invoice,
    invoice_file,
    new_session,
    podiatrist,
    stationer,
    supplier_list,
)

numbers = st.integers(1, 6)
suppliers = st.builds(
    lambda facts, count, account, collective: replace(
        facts, invoice_count=count, account=account, declared_collective=collective, ean=OLD_EAN
    ),
    numbers.map(podiatrist) | numbers.map(stationer),
    st.none() | st.integers(0, 40),
    st.sampled_from(("", "5.48.67", "6.45.51")),
    st.sampled_from((None, True, False)),
)
decisions = st.sampled_from([
    *((Subject.RELEVANCE, each.value) for each in Relevance),
    *((Subject.COLLECTIVE, each.value) for each in CollectiveDecision),
    (Subject.NOTE, "ringet op"),
    (Subject.TRADE, "optician"),
    (Subject.RELEVANCE, ""),
])  # fmt: skip


@st.composite
def invoices(draw: st.DrawFn) -> InvoiceRow:
    return invoice(
        draw(suppliers),
        str(draw(numbers)),
        day=draw(st.sampled_from((date(2026, 10, 1), date(2024, 1, 1)))),
        ean=draw(st.sampled_from((OLD_EAN, OTHER_EAN))),
        citizens=draw(st.none() | st.integers(0, 5)),
        account=draw(st.sampled_from(("", "5.48.67"))),
    )


def listed(found: list[SupplierFacts]) -> ImportSuppliers:
    reading = supplier_list(*found)
    told = tuple(
        Problem(
            ProblemKind.EMAIL,
            Severity.WARNING,
            file="liste.csv",
            row=row.row,
            supplier_number=row.facts.number,
        )
        for row in reading.rows
    )
    return ImportSuppliers(replace(reading, problems=told))


def lived_in_plan() -> Session:
    """Four suppliers with a problem each; one has invoices."""
    session = new_session()
    session.run(listed([podiatrist(1), podiatrist(2), stationer(3), stationer(4)]))
    session.run(ImportInvoices(invoice_file([invoice(podiatrist(2), "1", citizens=3)])))
    return session


def from_scratch(session: Session, months: int = WINDOW_MONTHS) -> Answers:
    with session.reading() as reader:
        return Answers.of(reader, trades=session.trades, today=session.today, months=months)


def assert_same(found: Answers, expected: Answers) -> None:
    assert found == expected
    assert list(found.by_id.items()) == list(expected.by_id.items())
    assert found.quality == expected.quality


EACH: dict[str, Operation] = {
    "relevance": Decide((SupplierId(1), SupplierId(2)), Subject.RELEVANCE, Relevance.OUTSIDE.value),
    "collective": Decide((SupplierId(2),), Subject.COLLECTIVE, CollectiveDecision.REJECTED.value),
    "correction": CorrectValue(SupplierId(1), Field.EMAIL, "ny@klinik.example"),
    "merged, no invoices": MergeSuppliers(SupplierId(1), SupplierId(3)),
    "merged, invoices": MergeSuppliers(SupplierId(1), SupplierId(2)),
    "pair": DecidePair(SupplierId(1), SupplierId(2), PairVerdict.DIFFERENT),
    "accepted": AcceptProblems((1, 2)),
    "choice": ChooseEan("new", "5790000000043"),
    "letter": RecordLetters((WrittenTo(SupplierId(1), LetterKind.NEW_EAN, "", "brev.docx"),), "new", ""),
    "waves": PlanWaves(
        (Wave(1, WaveKind.PILOT, (Placement(SupplierId(1)),), WaveDates(*[NOON.date()] * 4)),)
    ),
    "set up": SetUp(Municipality(name="B Kommune")),
    "list": listed([podiatrist(2), podiatrist(5), replace(stationer(3), name="Papirhuset")]),
    "invoices": ImportInvoices(invoice_file([invoice(podiatrist(1), "9", day=date(2026, 11, 1))])),
}


@pytest.mark.parametrize("what", EACH)
def test_answers_after_each_operation_its_undo_and_redo(what: str) -> None:
    session = lived_in_plan()
    assert_same(session.answers(), from_scratch(session))
    assert session.run(EACH[what]).rows
    assert_same(session.answers(), from_scratch(session))
    session.undo()
    assert_same(session.answers(), from_scratch(session))
    session.redo()
    assert_same(session.answers(), from_scratch(session))
    session.close()


class Machine(RuleBasedStateMachine):
    """Any mixture of operations, undo and redo, looked at after each or after some."""

    def __init__(self) -> None:
        super().__init__()
        self.session = lived_in_plan()
        self.looks = True

    def teardown(self) -> None:
        self.session.close()

    def _some(self, place: int) -> SupplierId:
        known = from_scratch(self.session).assessments
        return known[place % len(known)].supplier.id if known else SupplierId(1)

    def _run(self, operation: Operation) -> None:
        self.session.run(operation)

    @rule(looks=st.booleans())
    def look_or_not(self, looks: bool) -> None:
        self.looks = looks

    @rule(found=st.lists(suppliers, max_size=5))
    def import_suppliers(self, found: list[SupplierFacts]) -> None:
        self._run(listed(found))

    @rule(found=st.lists(invoices(), max_size=4))
    def import_invoices(self, found: list[InvoiceRow]) -> None:
        self._run(ImportInvoices(invoice_file(found)))

    @rule(place=numbers, beside=numbers, decision=decisions)
    def decide(self, place: int, beside: int, decision: tuple[Subject, str]) -> None:
        self._run(Decide((self._some(place), self._some(beside)), *decision))

    @rule(place=numbers, value=st.sampled_from(("post@klinik.example", "ny@klinik.example", "")))
    def correct(self, place: int, value: str) -> None:
        self._run(CorrectValue(self._some(place), Field.EMAIL, value))

    @precondition(lambda self: len(from_scratch(self.session).assessments) > 1)
    @rule(place=numbers)
    def merge(self, place: int) -> None:
        self._run(MergeSuppliers(self._some(place), self._some(place + 1)))

    @precondition(lambda self: len(from_scratch(self.session).assessments) > 1)
    @rule(place=numbers)
    def decide_pair(self, place: int) -> None:
        self._run(DecidePair(self._some(place), self._some(place + 1), PairVerdict.DIFFERENT))

    @rule(place=numbers, accept=st.booleans())
    def accept(self, place: int, *, accept: bool) -> None:
        self._run(AcceptProblems((place,), accept=accept))

    @rule(option=st.sampled_from(("new", "new-gradual", "")))
    def choose(self, option: str) -> None:
        self._run(ChooseEan(option, "5790000000043" if option else ""))

    @rule(place=numbers)
    def record_letter(self, place: int) -> None:
        written = WrittenTo(self._some(place), LetterKind.NEW_EAN, "", "brev.docx")
        self._run(RecordLetters((written,), "new", "5790000000043"))

    @rule(place=numbers)
    def take_out_of_waves(self, place: int) -> None:
        self._run(MoveSuppliers((self._some(place),), TAKEN_OUT))

    @rule(name=st.sampled_from(("A Kommune", "B Kommune", "")))
    def set_up(self, name: str) -> None:
        self._run(SetUp(Municipality(name=name)))

    @precondition(lambda self: self.session.next_undo() is not None)
    @rule()
    def undo(self) -> None:
        self.session.undo()

    @precondition(lambda self: self.session.next_redo() is not None)
    @rule()
    def redo(self) -> None:
        self.session.redo()

    @invariant()
    def answers_are_those_worked_out_from_scratch(self) -> None:
        if self.looks:
            assert_same(self.session.answers(), from_scratch(self.session))
            assert_same(self.session.answers(24), from_scratch(self.session, 24))


TestRenewedAnswers = Machine.TestCase
TestRenewedAnswers.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows with every time that everything is worked out from scratch."""
    times: list[int] = []
    whole = answers._assessments

    def watched(reader: Reader, *args: Any, **named: Any) -> tuple[SupplierAssessment, ...]:
        times.append(1)
        return whole(reader, *args, **named)

    monkeypatch.setattr(answers, "_assessments", watched)
    return times


def test_a_decision_and_its_undo_work_nothing_out_from_scratch(worked_out: list[int]) -> None:
    session = new_session()
    session.run(listed([podiatrist(number) for number in range(1, 9)]))
    before = session.answers()
    session.run(Decide((SupplierId(3),), Subject.RELEVANCE, Relevance.OUTSIDE.value))
    after = session.answers()
    assert after.by_id[SupplierId(3)].relevance.relevance is Relevance.OUTSIDE
    assert [one for one, other in zip(after.assessments, before.assessments, strict=True) if one is not other]
    assert after.by_id[SupplierId(4)] is before.by_id[SupplierId(4)]
    session.undo()
    assert session.answers() == before
    assert len(worked_out) == 1
    session.run(ImportInvoices(invoice_file([invoice(podiatrist(2), "1")])))
    session.answers()
    assert len(worked_out) == 2
    session.close()


def test_every_part_of_the_answers_is_renewed_from_its_table_or_follows_from_suppliers_and_invoices() -> None:
    follows = {"assessments", "by_id", "window", "invoice_count"}
    renewed = {name for name, _ in answers._PARTS.values()}
    assert {field.name for field in fields(Answers)} == follows | renewed
    assert answers._PARTS.keys() <= PLAN_TABLES.keys()


def test_another_day_works_everything_out_again() -> None:
    now: list[datetime] = [NOON]
    session = Session.create(MUNICIPALITY, who=ME, clock=lambda: now[0])
    session.run(ImportInvoices(invoice_file([invoice(podiatrist(1), "1", day=date(2026, 11, 20))])))
    session.answers()
    now[0] = NOON + timedelta(days=400)
    session.run(Decide((SupplierId(1),), Subject.NOTE, "ringet op"))
    assert session.answers() == from_scratch(session)
    session.close()
