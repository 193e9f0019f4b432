"""Are suppliers whose letters are garbled put right on the page about data quality, and back?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.domain.imports import TableChoices
from desktop.domain.problems import ProblemKind
from desktop.domain.quality import JudgedProblem
from desktop.ui.pages.quality.page import QualityPage
from desktop.workspace.importing import read_suppliers
from desktop.workspace.operations import ImportSuppliers
from desktop.workspace.session import Session
from tests.building import new_session
from tests.ui.conftest import Stage

TEXT = "Leverandørnr;Navn;By\n1;Bjørns Gård;Ærøskøbing\n2;Åse Øst;Sønderborg\n3;Hansen;Ry\n"


@pytest.fixture
def garbled(tmp_path: Path) -> Path:
    path = tmp_path / "Kreditorer oktober.csv"
    path.write_bytes(TEXT.encode("utf-8").decode("cp1252").encode("utf-8"))
    return path


def names(stage: Stage) -> list[str]:
    assert stage.plan.session is not None
    return [one.supplier.name for one in stage.plan.session.assessments()]


@pytest.fixture
def spoilt(garbled: Path) -> Session:
    """A plan whose list was taken in with garbled letters."""
    session = new_session()
    session.run(ImportSuppliers(read_suppliers([garbled], TableChoices())))
    return session


def told(page: QualityPage) -> list[JudgedProblem]:
    return [row for row in page.model.shown_rows() if row.problem.kind is ProblemKind.MOJIBAKE]


def test_suppliers_that_are_in_are_put_right_on_data_quality(
    spoilt: Session, open_plan: Callable[[Session], Stage]
) -> None:
    stage = open_plan(spoilt)
    stage.window.go_to("quality")
    page = stage.window.host.page("quality")
    assert isinstance(page, QualityPage)
    assert len(told(page)) == 1
    page.view.selectRow(page.model.shown_rows().index(told(page)[0]))
    section = page.drawer.repair
    assert not section.isHidden()
    assert "BjÃ¸rns GÃ¥rd" in section.examples.text()
    section.button.click()
    assert names(stage) == ["Bjørns Gård", "Åse Øst", "Hansen"]
    assert told(page) == []
    assert stage.window.menus["undo"].text() == "&Undo: repair of garbled letters"
    said = "The letters of 2 suppliers were put right. 1 problem is gone from the list with that."
    assert stage.messages.said[-1] == ("info", said)
    stage.messages.offers[-1].act()
    assert names(stage)[0] == "BjÃ¸rns GÃ¥rd"
    assert len(told(page)) == 1
