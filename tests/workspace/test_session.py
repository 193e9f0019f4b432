"""Is there one way to change a plan, and does undo bring back every row as it was?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.domain.assessment import Subject
from desktop.domain.assumptions import Assumptions
from desktop.domain.collective import CollectiveDecision
from desktop.domain.errors import ChoiceFault, ChoiceTrouble, NothingToUndo
from desktop.domain.imports import InvoiceRow
from desktop.domain.letters import LetterKind
from desktop.domain.plan import Changes, EntryState, Municipality, OperationName
from desktop.domain.relevance import Relevance
from desktop.domain.suppliers import SupplierFacts, SupplierId
from desktop.storage.schema import PLAN_TABLES
from desktop.workspace.letter_run import letter_facts
from desktop.workspace.operations import (
    ChooseEan,
    Decide,
    ImportInvoices,
    ImportSuppliers,
    Operation,
    RecordLetters,
    SetUp,
)
from desktop.workspace.operations.letters import WrittenTo
from desktop.workspace.session import Session
from tests.building import (
    ME,
    MUNICIPALITY,
    NEW_EAN,
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

GOOD_NEW_EAN = "5790000000043"


def rows(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row of the plan, straight from the tables."""
    with session._copy.database.reading() as reader:
        return {table: list(reader._rows(table)) for table in PLAN_TABLES}


suppliers = st.integers(1, 12).map(podiatrist) | st.integers(1, 12).map(stationer)


@st.composite
def invoices(draw: st.DrawFn) -> InvoiceRow:
    sender = draw(suppliers)
    return invoice(
        sender,
        str(draw(st.integers(1, 8))),
        ean=draw(st.sampled_from((OLD_EAN, OTHER_EAN))),
        citizens=draw(st.none() | st.integers(0, 5)),
        amount_ore=draw(st.integers(-1_000, 100_000)),
        account=draw(st.sampled_from(("", "5.48.67", "6.45.51"))),
    )


supplier_imports = st.lists(suppliers, max_size=8).map(lambda found: ImportSuppliers(supplier_list(*found)))
invoice_imports = st.lists(invoices(), max_size=12).map(lambda found: ImportInvoices(invoice_file(found)))


@settings(max_examples=40)
@given(st.lists(supplier_imports | invoice_imports, min_size=1, max_size=4))
def test_undo_of_imports_restores_the_plan_row_for_row(imports: list[Operation]) -> None:
    session = new_session()
    try:
        states = [rows(session)]
        done = 0
        for operation in imports:
            done += bool(session.run(operation).rows)
            states.append(rows(session))
        distinct = [state for place, state in enumerate(states) if not place or state != states[place - 1]]
        for state in reversed(distinct[:-1]):
            session.undo()
            assert rows(session) == state
        for state in distinct[1:]:
            session.redo()
            assert rows(session) == state
        assert done == len(distinct) - 1
    finally:
        session.close()


class PlanMachine(RuleBasedStateMachine):
    """Any mixture of operations, undo and redo against a plain list of states."""

    def __init__(self) -> None:
        super().__init__()
        self.session = new_session()
        self.states = [rows(self.session)]
        self.at = 0

    def teardown(self) -> None:
        self.session.close()

    def _run(self, operation: Operation) -> None:
        if self.session.run(operation).rows:
            del self.states[self.at + 1 :]
            self.states.append(rows(self.session))
            self.at += 1

    @rule(operation=supplier_imports)
    def import_suppliers(self, operation: ImportSuppliers) -> None:
        self._run(operation)

    @rule(operation=invoice_imports)
    def import_invoices(self, operation: ImportInvoices) -> None:
        self._run(operation)

    @precondition(lambda self: self.session.assessments())
    @rule(
        place=st.integers(0, 50),
        decision=st.sampled_from(
            [(Subject.RELEVANCE, relevance.value) for relevance in Relevance]
            + [(Subject.COLLECTIVE, decision.value) for decision in CollectiveDecision]
            + [(Subject.NOTE, "ringet op"), (Subject.TRADE, "optician"), (Subject.RELEVANCE, "")]
        ),
    )
    def decide(self, place: int, decision: tuple[Subject, str]) -> None:
        known = self.session.assessments()
        subject, value = decision
        self._run(Decide((known[place % len(known)].supplier.id,), subject, value))

    @rule(option=st.sampled_from(("new", "new-gradual", "")))
    def choose(self, option: str) -> None:
        self._run(ChooseEan(option, GOOD_NEW_EAN if option else ""))

    @rule(name=st.sampled_from(("A Kommune", "B Kommune", "")))
    def set_up(self, name: str) -> None:
        self._run(SetUp(Municipality(name=name)))

    # The first state is the plan as it was made: undoing its set-up is a test of its own.
    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.at -= 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.at += 1

    @invariant()
    def the_plan_is_in_the_state_that_was_left(self) -> None:
        assert rows(self.session) == self.states[self.at]

    @invariant()
    def the_history_says_the_same(self) -> None:
        states = [entry.state for entry in self.session.history()]
        # The municipality's set-up is the one entry that comes with the plan.
        assert states.count(EntryState.APPLIED) == self.at + 1
        assert states.count(EntryState.UNDONE) == len(self.states) - 1 - self.at


TestPlanMachine = PlanMachine.TestCase
TestPlanMachine.settings = settings(max_examples=25, stateful_step_count=20)


@pytest.fixture
def session() -> Session:
    """A plan with two clinics and an office supplier, each with invoices."""
    made = new_session()
    made.run(ImportSuppliers(supplier_list(podiatrist(1), podiatrist(2), stationer(3))))
    sent = [invoice(podiatrist(1), f"A{number}") for number in range(6)]
    sent += [invoice(podiatrist(2), f"B{number}", citizens=3) for number in range(3)]
    sent += [invoice(stationer(3), "C1")]
    made.run(ImportInvoices(invoice_file(sent)))
    return made


def test_saving_and_opening_keeps_every_row_and_the_history(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "plan.eanplan"
    assert session.is_modified
    session.save_as(path)
    assert not session.is_modified
    before, history = rows(session), session.history()
    session.close()
    again = Session.open(path, who=ME, clock=lambda: NOON)
    assert rows(again) == before
    assert again.history() == history
    assert again.municipality == MUNICIPALITY
    again.undo()
    assert again.is_modified
    assert again.overview().invoices == 0
    again.redo()
    assert rows(again) == before
    again.close()


def test_history_says_who_when_and_what(session: Session) -> None:
    newest, *_, first = session.history()
    assert (newest.operation, newest.by, newest.at) == (OperationName.IMPORT_INVOICES, "mkh", NOON)
    assert newest.facts["rows_in"] == "10"
    assert newest.facts["new"] == "10"
    assert first.operation is OperationName.SET_UP


def test_a_new_operation_drops_what_was_undone(session: Session) -> None:
    session.undo()
    session.run(SetUp(Municipality(name="Andenby Kommune")))
    with pytest.raises(NothingToUndo):
        session.redo()
    assert EntryState.DROPPED in [entry.state for entry in session.history()]


def test_there_is_nothing_to_undo_before_the_plan_was_set_up(session: Session) -> None:
    for _ in range(3):
        session.undo()
    with pytest.raises(NothingToUndo) as caught:
        session.undo()
    assert not caught.value.redo


def test_an_operation_that_fails_changes_nothing(session: Session) -> None:
    before, history = rows(session), session.history()
    with pytest.raises(ChoiceTrouble):
        session.run(ChooseEan("reuse:5790000000999"))
    with pytest.raises(ValueError, match="kommunal"):
        session.run(Decide((SupplierId(1), SupplierId(2)), Subject.RELEVANCE, "kommunal"))
    assert rows(session) == before
    assert session.history() == history


def test_an_operation_that_changes_nothing_leaves_no_entry(session: Session) -> None:
    history = session.history()
    assert session.run(SetUp(MUNICIPALITY)).rows == 0
    assert session.history() == history


def test_what_was_asked_of_a_supplier_that_an_undo_took_away_is_passed_over(session: Session) -> None:
    clinic = SupplierId(1)
    session.undo()
    session.undo()
    assert session.run(Decide((clinic,), Subject.NOTE, "Ringet op")).rows == 0
    letters = (WrittenTo(clinic, LetterKind.NEW_EAN, "", "brev.docx"),)
    assert session.run(RecordLetters(letters, "new", GOOD_NEW_EAN)).rows == 0
    session.redo()
    assert session.run(Decide((clinic, SupplierId(99)), Subject.NOTE, "Ringet op")).rows == 1


def test_listeners_hear_what_changed(session: Session) -> None:
    heard: list[Changes] = []
    session.subscribe(heard.append)
    session.run(Decide((SupplierId(1),), Subject.RELEVANCE, Relevance.OUTSIDE.value))
    session.undo()
    assert [changes.tables for changes in heard] == [frozenset({"decision"})] * 2


class _LockWithAnEar:
    """The session's lock; what listens is called the moment the lock is free."""

    def __init__(self, inner: AbstractContextManager[object], listen: Callable[[], None]) -> None:
        self._inner, self._listen, self._depth = inner, listen, 0

    def __enter__(self) -> None:
        self._inner.__enter__()
        self._depth += 1

    def __exit__(self, *trouble: object) -> None:
        self._depth -= 1
        self._inner.__exit__(None, None, None)
        if not self._depth and not any(trouble):
            self._depth = 1000  # what listens asks the session itself
            self._listen()
            self._depth = 0


def test_no_thread_reads_yesterdays_answers_once_a_change_is_made(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert session.municipality == MUNICIPALITY
    seen: list[str] = []
    lock = _LockWithAnEar(session._lock, lambda: seen.append(session.municipality.name))
    monkeypatch.setattr(session, "_lock", lock)
    session.run(SetUp(Municipality(name="Andenby Kommune")))
    session.undo()
    session.redo()
    assert seen == ["Andenby Kommune", MUNICIPALITY.name, "Andenby Kommune"]


def test_the_window_of_the_assumptions_is_the_window_that_counts(session: Session) -> None:
    session.run(ImportInvoices(invoice_file([invoice(podiatrist(7), "1", day=date(2026, 5, 3))])))
    year = session.comparison()
    month = session.comparison(Assumptions({"window_months": 1}))
    assert (year.active, year.dormant, year.window_months) == (4, 0, 6)
    assert (month.active, month.dormant, month.window_months) == (3, 1, 1)
    assert session.comparison() == year


def test_invoices_without_a_date_count_as_a_years(session: Session) -> None:
    undated = new_session()
    row = invoice(podiatrist(1), "1")
    rows = [replace(row, facts=replace(row.facts, invoice_no=str(n), issue_date=None)) for n in range(24)]
    undated.run(ImportInvoices(invoice_file(rows)))
    (one,) = undated.assessments()
    assert (one.activity.per_month, undated.overview().window_months) == (2, 12)
    undated.close()


@pytest.mark.parametrize(("erp_ean", "in_letter"), [(OTHER_EAN, OTHER_EAN), (OLD_EAN, "")])
def test_no_letter_sends_what_stays_in_the_erp_to_the_number_that_kp_gets(
    session: Session, erp_ean: str, in_letter: str
) -> None:
    session.run(SetUp(replace(MUNICIPALITY, erp_ean=erp_ean)))
    session.run(Decide((SupplierId(2),), Subject.COLLECTIVE, CollectiveDecision.CANNOT_SPLIT.value))
    session.run(ChooseEan(f"reuse:{OLD_EAN}"))
    letters = [letter_facts(session, one) for one in session.recipients().recipients]
    assert {one.kind for one in letters} == {LetterKind.STAY_ON_ERP, LetterKind.LEAVE_EAN}
    assert {one.erp_ean for one in letters} == {in_letter}


@pytest.mark.parametrize(
    ("option", "new_ean", "fault"),
    [
        ("something", "", ChoiceFault.UNKNOWN_OPTION),
        (f"reuse:{NEW_EAN}", "", ChoiceFault.UNKNOWN_OPTION),
        ("new", "579000000004", ChoiceFault.NEW_EAN_BAD),
        ("new", "5790000000044", ChoiceFault.NEW_EAN_BAD),
        ("new", "ukendt", ChoiceFault.NEW_EAN_BAD),
        ("new", OLD_EAN, ChoiceFault.NEW_EAN_IN_USE),
    ],
)
def test_a_choice_must_fit_the_plan(session: Session, option: str, new_ean: str, fault: ChoiceFault) -> None:
    with pytest.raises(ChoiceTrouble) as caught:
        session.run(ChooseEan(option, new_ean))
    assert caught.value.fault is fault


def test_a_choice_keeps_who_when_why_and_the_facts_behind(session: Session) -> None:
    session.run(ChooseEan("new", "5790 000 000 043", "Vi vil prøve først"))
    chosen = session.choice()
    assert chosen is not None
    assert (chosen.ean, chosen.by, chosen.at) == (GOOD_NEW_EAN, "mkh", NOON)
    session.run(Decide((SupplierId(1),), Subject.RELEVANCE, Relevance.OUTSIDE.value))
    session.run(ChooseEan("new", GOOD_NEW_EAN))
    again = session.choice()
    assert again is not None
    assert again.fingerprint != chosen.fingerprint
    assert len(session.recipients().recipients) == 1


def test_only_what_the_choice_rests_on_moves_its_fingerprint(session: Session) -> None:
    def fingerprint() -> str:
        session.run(ChooseEan("new", GOOD_NEW_EAN, reason=str(len(session.history()))))
        chosen = session.choice()
        assert chosen is not None
        return chosen.fingerprint

    first = fingerprint()
    session.run(Decide((SupplierId(1),), Subject.NOTE, "Ringet op"))
    session.run(ImportSuppliers(supplier_list(replace(podiatrist(1), address="Nyvej 2"))))
    assert fingerprint() == first
    told = {first}
    for operation in (
        ImportSuppliers(supplier_list(replace(podiatrist(1), name="Tandlæge Nyt Navn"))),
        ImportSuppliers(supplier_list(replace(podiatrist(2), declared_collective=True))),
        ImportInvoices(invoice_file([invoice(podiatrist(1), "A1", account="6.45.51")])),
        Decide((SupplierId(1),), Subject.RELEVANCE, Relevance.OUTSIDE.value),
    ):
        session.run(operation)
        told.add(fingerprint())
    assert len(told) == 5


def test_recipients_need_a_choice(session: Session) -> None:
    with pytest.raises(ChoiceTrouble) as caught:
        session.recipients()
    assert caught.value.fault is ChoiceFault.NOT_CHOSEN


def test_a_persons_decisions_survive_the_next_import(session: Session) -> None:
    clinic = session.assessments()[0].supplier.id
    session.run(Decide((clinic,), Subject.RELEVANCE, Relevance.OUTSIDE.value, "Lukker til nytår"))
    session.run(Decide((clinic,), Subject.NOTE, "Har fået nyt navn"))
    renamed = SupplierFacts(number="1", name="Fodklinik Nyt Navn", trade_code="869020")
    session.run(ImportSuppliers(supplier_list(renamed, podiatrist(2), file="liste 2.csv")))
    found = session.assessment(clinic)
    assert found is not None
    assert found.supplier.name == "Fodklinik Nyt Navn"
    assert found.relevance.relevance is Relevance.OUTSIDE
    assert found.note == "Har fået nyt navn"


def test_a_note_with_a_cpr_number_is_scrubbed_at_the_door(session: Session) -> None:
    session.run(Decide((SupplierId(1),), Subject.NOTE, "Ringede om 010160-5003", "Se 0202615004"))
    kept = rows(session)["decision"]
    assert "5003" not in repr(kept)
    assert "5004" not in repr(kept)
    assert "xxxxxx-xxxx" in repr(kept)


def test_no_operation_takes_a_cpr_number_into_the_plan_or_its_history(session: Session) -> None:
    number = "010160-5003"
    session.run(
        SetUp(Municipality(name=f"A {number}", contact=number, address=f"Vej 1\n{number}", erp=number))
    )
    session.run(Decide((SupplierId(1),), Subject.TRADE, number, number))
    session.run(ChooseEan("new", GOOD_NEW_EAN, f"Aftalt med {number}"))
    shared = [SupplierFacts(number=str(key), name=f"Kæde {key}", cvr="10000050") for key in (71, 72)]
    session.run(ImportSuppliers(supplier_list(*shared)))
    ambiguous = invoice(SupplierFacts(cvr="10000050", name="Kæde"), "0101605003")
    session.run(ImportInvoices(invoice_file([ambiguous])))
    kept = rows(session)
    assert kept.pop("invoice")  # its number was proved to be one by whoever read it
    told = repr((kept, session.history()))
    assert session.problems()
    assert "5003" not in told


def test_a_municipalitys_own_numbers_are_left_as_they_are() -> None:
    own = replace(MUNICIPALITY, phone="+45 12 10 60 50", new_ean=GOOD_NEW_EAN, address="Torvet 12\n1. sal")
    session = new_session(own)
    assert session.municipality == own
    session.close()
