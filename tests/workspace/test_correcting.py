"""Does what a person accepted or put right hold through undo, redo and the next import of the list?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain import cpr
from desktop.domain.corrections import ValueTrouble
from desktop.domain.imports import Field, SupplierImport
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.quality import JudgedProblem
from desktop.domain.suppliers import SupplierFacts, SupplierId
from desktop.storage.schema import PLAN_TABLES
from desktop.workspace.importing import summarise_suppliers
from desktop.workspace.letter_run import write
from desktop.workspace.operations import (
    AcceptProblems,
    ChooseEan,
    CorrectValue,
    ImportInvoices,
    ImportSuppliers,
)
from desktop.workspace.session import Session
from tests.building import (
    NEW_EAN,
    OLD_EAN,
    OTHER_EAN,
    invoice,
    invoice_file,
    new_session,
    podiatrist,
    supplier_list,
)

CITIZEN = "010160-5003"
ONE, TWO = podiatrist(1), podiatrist(2)


def listing(
    ean: str = "ukendt", *, mail: str = "post(at)klinik", row: int = 2, file: str = "liste.csv"
) -> SupplierImport:
    """What a reader gives for a list in which the first supplier's EAN number and address are wrong."""
    first = replace(ONE, ean=ean if ean.isdigit() else "", email=mail)
    reading = supplier_list(first, TWO, file=file)
    rows = tuple(replace(one, row=one.row + row - 2) for one in reading.rows)
    problems = []
    if not ean.isdigit():
        problems.append(wrong(ProblemKind.EAN_UNREADABLE, Severity.ERROR, "EAN", ean, row, file))
    if "@" not in mail:
        problems.append(wrong(ProblemKind.EMAIL, Severity.WARNING, "E-mail", mail, row, file))
    return replace(reading, rows=rows, problems=tuple(problems))


def wrong(kind: ProblemKind, severity: Severity, column: str, value: str, row: int, file: str) -> Problem:
    return Problem(kind, severity, file=file, row=row, column=column, value=value, supplier_number=ONE.number)


@pytest.fixture
def session() -> Session:
    opened = new_session()
    opened.run(ImportSuppliers(listing()))
    return opened


def id_of(session: Session, facts: SupplierFacts = ONE) -> SupplierId:
    return next(one.supplier.id for one in session.assessments() if one.supplier.number == facts.number)


def facts_of(session: Session, facts: SupplierFacts = ONE) -> SupplierFacts:
    return next(one.supplier.facts for one in session.assessments() if one.supplier.number == facts.number)


def problem(session: Session, kind: ProblemKind) -> JudgedProblem:
    (found,) = (one for one in session.quality().problems if one.problem.kind is kind)
    return found


def correct(session: Session, field: Field, value: str) -> None:
    session.run(CorrectValue(id_of(session), field, value))


def rows(session: Session) -> dict[str, list[tuple[object, ...]]]:
    with session._copy.database.reading() as reader:
        return {table: list(reader._rows(table)) for table in PLAN_TABLES}


def counts(session: Session) -> tuple[int, int, int, int]:
    """Open errors and warnings, corrected, accepted."""
    quality = session.quality()
    return quality.errors, quality.warnings, quality.corrected, quality.accepted


# ----------------------------------------------------------------------------------------- accepting


def test_an_accepted_problem_is_settled_and_can_be_taken_back(session: Session) -> None:
    key = problem(session, ProblemKind.EMAIL).id
    session.run(AcceptProblems((key,), "Ringet og spurgt"))
    accepted = problem(session, ProblemKind.EMAIL).acceptance
    assert accepted is not None
    assert (accepted.note, accepted.by) == ("Ringet og spurgt", "mkh")
    assert counts(session) == (1, 0, 0, 1)
    session.run(AcceptProblems((key,), accept=False))
    assert counts(session) == (1, 1, 0, 0)


def test_an_acceptance_survives_the_next_import_and_other_rows(session: Session) -> None:
    session.run(AcceptProblems((problem(session, ProblemKind.EMAIL).id,)))
    session.run(ImportSuppliers(listing(row=40)))
    session.run(ImportSuppliers(listing(row=7, file="ny liste.csv")))
    assert counts(session)[1] == 0


def test_another_value_is_another_problem(session: Session) -> None:
    session.run(AcceptProblems((problem(session, ProblemKind.EMAIL).id,)))
    session.run(ImportSuppliers(listing(mail="helt(at)andet")))
    assert counts(session) == (1, 1, 0, 0)


def test_a_note_is_changed_without_a_second_acceptance(session: Session) -> None:
    key = problem(session, ProblemKind.EMAIL).id
    for note in ("Først", "Så"):
        session.run(AcceptProblems((key,), note))
    accepted = problem(session, ProblemKind.EMAIL).acceptance
    assert accepted is not None
    assert accepted.note == "Så"
    assert len(rows(session)["acceptance"]) == 1


def test_what_is_not_there_is_passed_over(session: Session) -> None:
    before = rows(session)
    session.run(AcceptProblems((999,)))
    session.run(CorrectValue(SupplierId(999), Field.EMAIL, "post@klinik.example"))
    session.run(AcceptProblems((problem(session, ProblemKind.EMAIL).id,), accept=False))
    correct(session, Field.EMAIL, "")
    assert rows(session) == before
    assert len(session.history()) == 2


def test_a_cpr_number_in_a_note_never_reaches_the_plan(session: Session, tmp_path: Path) -> None:
    session.run(AcceptProblems((problem(session, ProblemKind.EMAIL).id,), f"Gælder {CITIZEN}"))
    accepted = problem(session, ProblemKind.EMAIL).acceptance
    assert accepted is not None
    assert accepted.note == f"Gælder {cpr.MASK}"
    session.save_as(tmp_path / "plan.eanplan")
    assert CITIZEN.encode() not in (tmp_path / "plan.eanplan").read_bytes()


# ---------------------------------------------------------------------------------------- correcting


def test_a_corrected_value_is_what_the_plan_uses(session: Session) -> None:
    correct(session, Field.EAN, f"EAN {OLD_EAN}")
    assert facts_of(session).ean == OLD_EAN
    correction = problem(session, ProblemKind.EAN_UNREADABLE).correction
    assert correction is not None
    assert (correction.value, correction.listed, correction.replaced) == (OLD_EAN, "ukendt", "")
    assert counts(session) == (0, 1, 1, 0)


def test_it_survives_the_next_import_while_the_list_says_the_same(session: Session) -> None:
    correct(session, Field.EAN, OLD_EAN)
    correct(session, Field.EMAIL, "post@klinik.example")
    session.run(ImportSuppliers(listing(row=30)))
    session.run(ImportSuppliers(listing(file="ny liste.csv")))
    assert (facts_of(session).ean, facts_of(session).email) == (OLD_EAN, "post@klinik.example")
    assert counts(session)[:2] == (0, 0)


def test_a_list_without_the_column_says_nothing_new(session: Session) -> None:
    correct(session, Field.EMAIL, "post@klinik.example")
    silent = replace(ONE, email="", ean="")
    session.run(ImportSuppliers(supplier_list(silent, file="uden mail.csv")))
    assert facts_of(session).email == "post@klinik.example"
    assert len(rows(session)["correction"]) == 1


def test_it_lapses_when_the_list_says_something_new_and_that_is_told(session: Session) -> None:
    correct(session, Field.EMAIL, "post@klinik.example")
    reading = listing(mail="ny@klinik.example")
    told = summarise_suppliers(session, reading).problems
    assert [one.kind for one in told][-1] is ProblemKind.CORRECTION_LAPSED
    session.run(ImportSuppliers(reading))
    assert facts_of(session).email == "ny@klinik.example"
    assert rows(session)["correction"] == []
    lapsed = problem(session, ProblemKind.CORRECTION_LAPSED)
    assert lapsed.problem.severity is Severity.NOTE
    assert lapsed.problem.value == "post@klinik.example"
    assert lapsed.supplier is not None
    # The next import of the same list has nothing more to tell of it.
    session.run(ImportSuppliers(reading))
    assert ProblemKind.CORRECTION_LAPSED not in {one.problem.kind for one in session.quality().problems}


def test_another_value_nobody_can_read_is_an_open_problem_again(session: Session) -> None:
    correct(session, Field.EAN, OLD_EAN)
    session.run(ImportSuppliers(listing("stadig ukendt")))
    assert counts(session)[0] == 1
    assert rows(session)["correction"] == []
    # What the plan knew is better than nothing; the letter waits anyway.
    assert facts_of(session).ean == OLD_EAN
    assert session.quality().waiting.keys() == {id_of(session)}


def test_it_has_done_its_work_when_the_list_says_so_too(session: Session) -> None:
    correct(session, Field.EAN, OLD_EAN)
    session.run(ImportSuppliers(listing(OLD_EAN)))
    assert facts_of(session).ean == OLD_EAN
    assert rows(session)["correction"] == []
    assert {one.problem.kind for one in session.quality().problems} == {ProblemKind.EMAIL}


def test_a_correction_is_taken_back(session: Session) -> None:
    before = rows(session)
    for value in ("post@klinik.example", "anden@klinik.example", ""):
        correct(session, Field.EMAIL, value)
    assert rows(session) == before
    assert facts_of(session).email == "post(at)klinik"


def test_an_invoice_does_not_bring_the_wrong_value_back(session: Session) -> None:
    correct(session, Field.EMAIL, "post@klinik.example")
    sender = replace(ONE, email="post(at)klinik")
    session.run(ImportInvoices(invoice_file([invoice(sender, "1")])))
    assert facts_of(session).email == "post@klinik.example"


def test_a_value_that_is_no_better_is_refused_and_nothing_changes(session: Session) -> None:
    before = rows(session)
    with pytest.raises(ValueTrouble):
        correct(session, Field.EMAIL, "post(at)klinik")
    with pytest.raises(ValueTrouble):
        correct(session, Field.NAME, f"Klinik {CITIZEN}")
    assert rows(session) == before


def test_undo_and_redo_bring_every_row_back(session: Session) -> None:
    states = [rows(session)]
    for operation in (
        AcceptProblems((problem(session, ProblemKind.EMAIL).id,), "ok"),
        CorrectValue(id_of(session), Field.EAN, OLD_EAN),
        ImportSuppliers(listing()),
        ImportSuppliers(listing(OTHER_EAN)),
        AcceptProblems((1, 2, 3), accept=False),
    ):
        session.run(operation)
        states.append(rows(session))
    distinct = [state for at, state in enumerate(states) if not at or state != states[at - 1]]
    for state in reversed(distinct[:-1]):
        session.undo()
        assert rows(session) == state
    for state in distinct[1:]:
        session.redo()
        assert rows(session) == state


def test_both_are_there_when_the_plan_is_opened_again(session: Session, tmp_path: Path) -> None:
    session.run(AcceptProblems((problem(session, ProblemKind.EMAIL).id,), "ok"))
    correct(session, Field.EAN, OLD_EAN)
    before = session.quality()
    session.save_as(tmp_path / "plan.eanplan")
    session.close()
    again = Session.open(tmp_path / "plan.eanplan")
    assert again.quality() == before
    again.close()


# ------------------------------------------------------------------------------------------- letters


def test_a_letter_waits_for_an_error_and_is_written_when_it_is_settled(
    session: Session, tmp_path: Path
) -> None:
    sent = [invoice(one, f"{one.number}-1") for one in (ONE, TWO)]
    session.run(ImportInvoices(invoice_file(sent)))
    session.run(ChooseEan("new", NEW_EAN))
    found = session.recipients()
    assert [one.assessment.supplier.number for one in found.recipients] == [TWO.number]
    assert [one.recipient.assessment.supplier.number for one in found.waiting] == [ONE.number]
    assert session.overview().letters_to_write == 1
    assert len(write(session, tmp_path / "først").written) == 1
    correct(session, Field.EAN, OLD_EAN)
    assert session.recipients().waiting == ()
    assert len(write(session, tmp_path / "så").written) == 2


def test_the_overview_counts_what_is_open(session: Session) -> None:
    assert (session.overview().problems, session.overview().errors) == (2, 1)
    session.run(AcceptProblems((problem(session, ProblemKind.EAN_UNREADABLE).id,)))
    assert (session.overview().problems, session.overview().errors) == (1, 0)
