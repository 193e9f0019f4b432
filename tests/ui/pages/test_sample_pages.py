"""Do the four pages carry the whole job on the sample municipality, with the figures of the plan?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication, QLabel

from desktop.domain.options import OptionKind
from desktop.texts import numbers
from desktop.ui.charts.chart import Chart
from desktop.ui.pages.choice import ChoicePage
from desktop.ui.pages.collective import CollectivePage
from desktop.ui.pages.letters import LettersPage
from desktop.ui.pages.suppliers import SuppliersPage
from desktop.ui.widgets.buttons import Button, Look
from desktop.workspace.operations import ChooseEan
from desktop.workspace.session import Session
from tests.ui.conftest import Stage


@pytest.fixture
def sample(stage: Stage) -> Stage:
    stage.plan.load_sample()
    assert stage.plan.session is not None
    stage.window.resize(1366, 768)
    stage.window.show()
    return stage


def session_of(stage: Stage) -> Session:
    assert stage.plan.session is not None
    return stage.plan.session


def visit(stage: Stage, name: str) -> object:
    stage.window.go_to(name)
    return stage.window.host.page(name)


def test_the_pages_show_the_figures_of_the_overview(sample: Stage) -> None:
    overview = session_of(sample).overview()
    suppliers = visit(sample, "suppliers")
    assert isinstance(suppliers, SuppliersPage)
    assert suppliers.model.total == overview.suppliers
    undecided = suppliers.filters.sections["undecided"].boxes["yes"]
    undecided.click()
    assert suppliers.model.shown == overview.undecided
    collective = visit(sample, "collective")
    assert isinstance(collective, CollectivePage)
    settled = int(collective.headline.sending.value.text())
    assert settled >= overview.collective_sure
    assert collective.headline.settle.value.text() == numbers.whole(overview.collective_suspected)


def test_choosing_writing_and_undoing_the_whole_job(sample: Stage, tmp_path: Path) -> None:
    choice = visit(sample, "choice")
    assert isinstance(choice, ChoicePage)
    recommended = next(card for card in choice.cards if card.chosen)
    assert sample.plan.run(ChooseEan(recommended.key, "", "Færrest breve."))
    letters = visit(sample, "letters")
    assert isinstance(letters, LettersPage)
    expected = session_of(sample).recipients()
    assert letters.model.total == len(expected.recipients)
    figures = session_of(sample).comparison().figures(recommended.key)
    assert figures is not None
    assert figures.contacts.low <= letters.model.total <= figures.contacts.high
    sample.messages.files = [tmp_path]
    letters.write_button.click()
    assert len(list(tmp_path.glob("*.docx"))) == len(expected.recipients)
    assert session_of(sample).overview().letters_written == len(expected.recipients)
    sample.plan.undo()
    sample.plan.undo()
    assert session_of(sample).choice() is None
    assert letters.model.total == 0
    sample.plan.redo()
    assert letters.model.total == len(expected.recipients)


def test_every_recipients_letter_can_be_read(sample: Stage) -> None:
    sample.plan.run(ChooseEan(OptionKind.NEW_GRADUAL.value, "5790000000012"))
    letters = visit(sample, "letters")
    assert isinstance(letters, LettersPage)
    for position in range(0, letters.model.shown, 7):
        letters.view.selectRow(position)
        row = letters.view.current_row()
        assert row is not None
        assert row.recipient.assessment.supplier.name in letters.preview.paper.text()
        assert "5790000000012" in letters.preview.paper.text()


def test_nothing_on_the_pages_reads_markup_or_fetches_anything(
    sample: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *args: asked.append(args))
    sample.plan.run(ChooseEan(OptionKind.NEW.value))
    for name in ("suppliers", "collective", "choice", "letters"):
        page = visit(sample, name)
        view = getattr(page, "view", None)
        if view is not None:
            view.selectRow(3)
    labels = [label for label in sample.window.findChildren(QLabel) if label.text()]
    assert len(labels) > 100
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert asked == []


@pytest.mark.parametrize("name", ["suppliers", "collective", "choice", "letters"])
def test_a_page_has_at_most_one_primary_button_and_names_its_parts(sample: Stage, name: str) -> None:
    page = visit(sample, name)
    found = page.findChildren(Button)  # type: ignore[attr-defined]
    buttons = [one for one in found if one.isVisible()]
    primary = [one for one in buttons if one.look is Look.PRIMARY]
    assert len(primary) <= 1
    assert all(one.text() or one.accessibleName() for one in buttons)
    assert all(one.accessibleName() for one in page.findChildren(Chart))  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", [(940, 600), (1366, 768), (1440, 900)])
def test_no_page_is_wider_than_the_window(sample: Stage, size: tuple[int, int]) -> None:
    sample.plan.run(ChooseEan(OptionKind.NEW.value))
    sample.window.resize(*size)
    for name in ("suppliers", "collective", "choice", "letters"):
        page = visit(sample, name)
        view = getattr(page, "view", None)
        if view is not None:
            view.selectRow(0)
        QApplication.processEvents()
        assert sample.window.width() == size[0], name
        assert page.minimumSizeHint().width() <= sample.window.host.width(), name  # type: ignore[attr-defined]
