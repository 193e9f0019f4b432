"""Are faults in a list without supplier numbers about the right supplier, and about that one only?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.domain.imports import Field, TableChoices
from desktop.domain.problems import ProblemKind
from desktop.domain.quality import JudgedProblem, ProblemState
from desktop.domain.suppliers import SupplierFacts
from desktop.workspace.importing import read_suppliers
from desktop.workspace.operations import AcceptProblems, CorrectValue, ImportSuppliers, MergeSuppliers
from desktop.workspace.session import Session
from tests.building import new_session

HEADINGS = "Navn;CVR-nr.;EAN-nummer;Postnr;By"
GOOD = "Fodklinikken Ro;;5790000000012;8000;Aarhus C"
BAD = "Klinik for Gang;;57900;9000;Aalborg"
OTHER = "Tandhuset;;;5000;Odense C"


def imported(session: Session, folder: Path, *rows: str, name: str = "Leverandører.csv") -> None:
    path = folder / name
    path.write_text("\n".join((HEADINGS, *rows)), encoding="utf-8")
    session.run(ImportSuppliers(read_suppliers([path], TableChoices())))


def about_ean(session: Session) -> JudgedProblem:
    kinds = (ProblemKind.EAN_UNREADABLE, ProblemKind.EAN_LOST_DIGITS, ProblemKind.EAN_CHECK_DIGIT)
    (found,) = (one for one in session.quality().problems if one.problem.kind in kinds)
    return found


@pytest.fixture
def session(tmp_path: Path) -> Session:
    opened = new_session()
    imported(opened, tmp_path, GOOD, BAD, OTHER)
    return opened


def test_an_error_holds_up_the_letter_of_its_own_supplier_only(session: Session) -> None:
    wrong = about_ean(session)
    assert wrong.supplier is not None
    assert wrong.supplier.name == "Klinik for Gang"
    assert wrong.blocks
    assert wrong.field is Field.EAN
    assert set(session.quality().waiting) == {wrong.supplier.id}


def test_it_is_put_right_in_place_and_stays_so_at_the_next_import(session: Session, tmp_path: Path) -> None:
    wrong = about_ean(session)
    assert wrong.supplier is not None
    session.run(CorrectValue(wrong.supplier.id, Field.EAN, "5790000000012"))
    assert about_ean(session).state is ProblemState.CORRECTED
    assert not session.quality().waiting
    # Next month's list has the row elsewhere, with the same fault.
    imported(session, tmp_path, OTHER, GOOD, BAD)
    again = about_ean(session)
    assert again.state is ProblemState.CORRECTED
    assert again.problem.row == 4
    assert again.supplier is not None
    assert again.supplier.facts.ean == "5790000000012"


def test_what_was_accepted_is_accepted_when_the_row_stands_elsewhere(
    session: Session, tmp_path: Path
) -> None:
    session.run(AcceptProblems((about_ean(session).id,), "aftalt"))
    assert about_ean(session).state is ProblemState.ACCEPTED
    imported(session, tmp_path, OTHER, GOOD, BAD)
    assert about_ean(session).state is ProblemState.ACCEPTED
    session.run(AcceptProblems((about_ean(session).id,), accept=False))
    assert about_ean(session).state is ProblemState.OPEN
    session.undo()
    assert about_ean(session).state is ProblemState.ACCEPTED


def test_a_fault_goes_with_the_supplier_when_two_are_put_together(session: Session) -> None:
    wrong = about_ean(session)
    assert wrong.supplier is not None
    kept = next(one.supplier for one in session.assessments() if one.supplier.name == "Tandhuset")
    session.run(MergeSuppliers(kept.id, wrong.supplier.id))
    assert about_ean(session).supplier == replace(kept, facts=_facts(session, "Tandhuset"))
    session.undo()
    assert about_ean(session).supplier == wrong.supplier


def _facts(session: Session, name: str) -> SupplierFacts:
    return next(one.supplier.facts for one in session.assessments() if one.supplier.name == name)


def test_an_undone_import_leaves_no_problem_behind_and_a_redone_one_the_same(session: Session) -> None:
    before = session.problems()
    session.undo()
    assert session.problems() == ()
    session.redo()
    assert session.problems() == before
    assert about_ean(session).blocks
