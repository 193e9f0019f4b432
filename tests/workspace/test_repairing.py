"""Are suppliers with garbled letters put right in the plan, for the next import too, and undone whole?"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.imports import SourceKind, TableChoices
from desktop.domain.problems import ProblemKind
from desktop.domain.profiles import Memory
from desktop.domain.spoilt import spoilt_suppliers
from desktop.workspace.importing import profiles_of, read_suppliers
from desktop.workspace.operations import ImportSuppliers, RepairLetters
from desktop.workspace.session import Session
from tests.building import new_session

TEXT = "Leverandørnr;Navn;Adresse;By\n1;Bjørns Gård;Ågade 1;Ærøskøbing\n2;Hansen;Nygade 2;Ry\n"


@pytest.fixture
def garbled(tmp_path: Path) -> Path:
    path = tmp_path / "Kreditorer oktober.csv"
    path.write_bytes(TEXT.encode("utf-8").decode("cp1252").encode("utf-8"))
    return path


def take_in(session: Session, path: Path) -> ImportSuppliers:
    memory = Memory(session.profiles(), kind=SourceKind.SUPPLIERS, exact=True)
    reading = read_suppliers([path], TableChoices(), memory=memory)
    profiles = profiles_of(reading.reports, SourceKind.SUPPLIERS, today=session.today)
    operation = ImportSuppliers(reading, profiles)
    session.run(operation)
    return operation


def facts(session: Session) -> list[tuple[str, str, str]]:
    found = [one.supplier.facts for one in session.assessments()]
    return [(one.name, one.address, one.city) for one in found]


def told(session: Session) -> list[ProblemKind]:
    return [one.problem.kind for one in session.problems()]


def test_the_plan_and_the_next_import_are_put_right(garbled: Path) -> None:
    session = new_session()
    take_in(session, garbled)
    assert told(session) == [ProblemKind.MOJIBAKE]
    found = spoilt_suppliers(one.supplier for one in session.assessments())
    assert found.suppliers == 1
    assert (found.examples[0].before, found.examples[0].after) == ("BjÃ¸rns GÃ¥rd", "Bjørns Gård")
    operation = RepairLetters()
    session.run(operation)
    right = [("Bjørns Gård", "Ågade 1", "Ærøskøbing"), ("Hansen", "Nygade 2", "Ry")]
    assert (facts(session), told(session), operation.changed) == (right, [], 1)
    again = take_in(session, garbled)
    assert again.counts[garbled.name]["same"] == 2  # type: ignore[index]  # an Outcome is its word
    assert (facts(session), told(session)) == (right, [])


def test_an_undo_brings_everything_back(garbled: Path) -> None:
    session = new_session()
    take_in(session, garbled)
    before = (facts(session), session.problems(), session.profiles())
    session.run(RepairLetters())
    session.undo()
    assert (facts(session), session.problems(), session.profiles()) == before
    session.redo()
    assert facts(session)[0][0] == "Bjørns Gård"


def test_what_cannot_be_put_right_stays_and_is_still_told(tmp_path: Path) -> None:
    path = tmp_path / "blandet.csv"
    path.write_text("Leverandørnr;Navn\n1;SÃ¸n\n2;Bjørn SÃ¸n\n", encoding="utf-8")
    session = new_session()
    take_in(session, path)
    session.run(RepairLetters())
    assert [name for name, _, _ in facts(session)] == ["Søn", "Bjørn SÃ¸n"]
    assert told(session) == [ProblemKind.MOJIBAKE]
