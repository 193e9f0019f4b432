"""Does everybody get the right letter, does it read as it will, and are all written with one button?"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from desktop.domain.letter_outputs import PdfTool
from desktop.domain.letter_preview import PreviewBlock, PreviewKind, PreviewRun
from desktop.letters.pdf import Alive, PdfOutcome, Take
from desktop.letters.pdf_tools import Converter
from desktop.ui.pages.letters import LettersPage
from desktop.ui.pages.letters.paper import LetterPaper
from desktop.workspace.operations import ChooseEan, SetUp
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


def page_of(stage: Stage, **filters: str) -> LettersPage:
    stage.window.go_to("letters", **filters)
    page = stage.window.host.page("letters")
    assert isinstance(page, LettersPage)
    return page


@pytest.fixture
def chosen(small: Stage) -> Stage:
    """The small plan with reuse of the EAN number that most use."""
    assert small.plan.run(ChooseEan(f"reuse:{plans.KP_EAN}"))
    return small


def names(page: LettersPage) -> list[str]:
    return [row.recipient.assessment.supplier.name for row in page.model.shown_rows()]


def test_without_a_choice_the_page_leads_to_the_choice(small: Stage) -> None:
    page = page_of(small)
    assert page.model.shown == 0
    assert not page.write_button.isVisible()


def test_who_gets_which_letter_is_counted_by_kind(chosen: Stage) -> None:
    page = page_of(chosen)
    shown = {
        kind.value: card.number.value.text() for kind, card in page.kinds.cards.items() if card.isVisible()
    }
    assert shown == {"new-ean": "1", "one-per-citizen": "1", "leave-ean": "1", "stay-on-erp": "1"}
    assert sorted(names(page)) == [
        "Fodklinikken v/ Lis Bæk",
        "Kontorforsyningen A/S",
        "Psykolog <b>Hus</b>",
        "Sct. Mortens Apotek",
    ]
    assert page.kinds.undecided.number.value.text() == "1"
    page.kinds.undecided.link.click()
    assert chosen.window.host.current_name == "suppliers"


def test_a_card_narrows_the_table_to_its_letters_and_back(chosen: Stage) -> None:
    page = page_of(chosen, kind="leave-ean")
    assert names(page) == ["Kontorforsyningen A/S"]
    next(card for card in page.kinds.cards.values() if card.isChecked()).click()
    assert page.model.shown == 4


def test_the_preview_reads_word_for_word_and_never_as_markup(
    chosen: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QTextDocument, "loadResource", lambda *args: asked.append(args))
    page = page_of(chosen)
    page.search.setText("hus")
    page.view.selectRow(0)
    text = page.preview.paper.text()
    assert "Psykolog <b>Hus</b>" in text
    assert plans.KP_EAN in text
    assert "Testby Kommune" in text
    assert page.preview.letter.text() == "New EAN number"
    assert "uses another" in page.preview.why.text() or "another EAN number" in page.preview.why.text()
    assert not page.preview.paper.grab().isNull()
    assert asked == []


def test_missing_contact_data_stands_beside_the_letter(chosen: Stage) -> None:
    page = page_of(chosen)
    column = next(at for at, one in enumerate(page.model.columns) if one.key == "missing")
    cells = {
        page.model.row(at).recipient.assessment.supplier.number: page.model.index(at, column).data()
        for at in range(page.model.shown)
    }
    assert cells["10002"] == "E-mail missing"


def test_all_letters_are_written_into_a_folder_and_remembered(chosen: Stage, tmp_path: Path) -> None:
    page = page_of(chosen)
    folder = tmp_path / "Breve"
    folder.mkdir()
    chosen.messages.files = [folder]
    page.write_button.click()
    letters = sorted(folder.glob("*.docx"))
    assert len(letters) == 4
    assert all(zipfile.is_zipfile(letter) for letter in letters)
    assert page.result.isVisible()
    assert page.result.outcome.text() == "4 letters have been written."
    assert all(row.is_written for row in page.answers.rows) if page.answers else False
    assert page.kinds.cards[page.model.row(0).recipient.kind].number.note.text() == "all written"
    chosen.plan.undo()
    assert not any(row.is_written for row in page.answers.rows) if page.answers else False


def test_a_change_of_mind_about_the_folder_writes_nothing(chosen: Stage) -> None:
    page = page_of(chosen)
    chosen.messages.files = [None]
    page.write_button.click()
    assert not page.result.isVisible()
    assert page.write_button.isEnabled()


def test_what_is_ticked_is_made_in_the_same_run_and_told(chosen: Stage, tmp_path: Path) -> None:
    page = page_of(chosen)
    assert page.wishes.text() == "Also…"
    for tick in (page.wishes.joined, page.wishes.digital_post, page.wishes.openpostbud, page.wishes.mails):
        tick.setChecked(True)
    assert page.wishes.text() == "Also… (4)"
    chosen.messages.files = [tmp_path]
    page.write_button.click()
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {
        "Digital Post",
        "OpenPostbud",
        "Mailkladder",
    }
    lines = [label.text() for label in page.result.failures.findChildren(type(page.notice))]
    assert any(line.startswith("Package for Digital Post: ") for line in lines)
    assert any(line.startswith("Mail drafts: ") for line in lines)
    assert any("There is no e-mail address that can be used" in line for line in lines)


def test_the_exact_pages_are_made_once_and_opened(
    chosen: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def instant(
        _tool: Converter, files: Mapping[int, Path], take: Take, _alive: Alive, **_more: object
    ) -> PdfOutcome:
        calls.append(len(files))
        for number in files:
            take(number, b"%PDF-1.6\n%%EOF\n")
        return PdfOutcome(calls=1)

    tool = Converter(PdfTool.LIBREOFFICE, tmp_path / "soffice")
    monkeypatch.setattr("desktop.letters.pdf.convert", instant)
    monkeypatch.setattr("desktop.letters.pdf_tools.converters", lambda: iter((tool,)))
    page = page_of(chosen)
    page.view.choose([page.model.row(0).recipient.supplier_id])
    opened: list[Path] = []
    page.exact.open_file = opened.append
    page.preview.exact.click()
    page.preview.exact.click()
    assert calls == [1]
    assert [path.read_bytes()[:5] for path in opened] == [b"%PDF-"] * 2
    assert page.preview.exact.text() == "Open the exact pages"


def test_without_word_and_libreoffice_the_page_says_so(
    chosen: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.letters.pdf_tools.converters", lambda: iter(()))
    page = page_of(chosen)
    page.view.choose([page.model.row(1).recipient.supplier_id])
    opened: list[Path] = []
    page.exact.open_file = opened.append
    page.preview.exact.click()
    assert opened == []
    assert "neither Word nor LibreOffice" in str(chosen.messages.said[-1])


def test_only_the_chosen_letters_are_written_when_that_is_the_answer(chosen: Stage, tmp_path: Path) -> None:
    page = page_of(chosen)
    page.view.choose([row.recipient.supplier_id for row in page.model.shown_rows()[:2]])
    chosen.messages.answers = ["these"]
    chosen.messages.files = [tmp_path]
    page.write_button.click()
    assert len(list(tmp_path.glob("*.docx"))) == 2
    assert "2 of 4" in chosen.messages.asked[-1].text


def test_a_stopped_run_keeps_what_is_finished_and_says_so(chosen: Stage, tmp_path: Path) -> None:
    page = page_of(chosen)
    chosen.messages.files = [tmp_path]
    chosen.tasks.cancel_after = 2
    page.write_button.click()
    chosen.tasks.cancel_after = None
    written = len(list(tmp_path.glob("*.docx")))
    assert 0 < written < 4
    assert "You stopped before the rest" in page.result.outcome.text()
    assert sum(row.is_written for row in page.answers.rows) == written if page.answers else False


def test_a_letter_that_lacks_a_fact_is_listed_with_what_to_do(chosen: Stage, tmp_path: Path) -> None:
    assert chosen.plan.session is not None
    chosen.plan.run(SetUp(replace(chosen.plan.session.municipality, erp_ean="")))
    page = page_of(chosen)
    chosen.messages.files = [tmp_path]
    page.write_button.click()
    assert len(list(tmp_path.glob("*.docx"))) == 3
    assert page.result.failures.isVisible()
    lines = [label.text() for label in page.result.failures.findChildren(type(page.notice))]
    assert any(line.startswith("Sct. Mortens Apotek: ") for line in lines)
    assert page.result.details_button.isVisible()


def test_a_letter_written_under_another_choice_is_pointed_out(chosen: Stage, tmp_path: Path) -> None:
    page = page_of(chosen)
    chosen.messages.files = [tmp_path]
    page.write_button.click()
    chosen.plan.run(ChooseEan("new", plans.NEW_EAN))
    page = page_of(chosen)
    outdated = [row for row in page.model.rows if row.is_outdated]
    assert outdated
    assert "got a letter under an earlier choice" in page.notice.text()
    column = next(at for at, one in enumerate(page.model.columns) if one.key == "written")
    assert any("No longer right" in page.model.index(at, column).data() for at in range(page.model.shown))


def test_nobody_to_write_to_without_suppliers(open_plan: Callable[[Session], Stage]) -> None:
    page = page_of(open_plan(plans.empty_plan()))
    assert page.model.shown == 0


def test_the_paper_grows_with_its_text_and_narrows_its_lines(qtbot: QtBot) -> None:
    paper = LetterPaper()
    qtbot.addWidget(paper)
    long = PreviewBlock(PreviewKind.PARAGRAPH, (PreviewRun("Et afsnit. " * 60), PreviewRun("Fed", bold=True)))
    table = PreviewBlock(
        PreviewKind.TABLE,
        rows=(((PreviewRun("EAN"),), (PreviewRun("Fra"),)), ((PreviewRun("5798"),), (PreviewRun("nu"),))),
        header_rows=1,
    )
    paper.set_blocks([long])
    one = paper.heightForWidth(420)
    assert paper.heightForWidth(300) > one
    paper.set_blocks([long, table])
    assert paper.heightForWidth(420) > one
    assert paper.text().endswith("EAN | Fra\n5798 | nu")
