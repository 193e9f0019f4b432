"""Can a person see what is wrong, put it right, let it stand, and hand the list on?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.imports import SourceReport, SupplierImport, SupplierRow
from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.ui.pages.letters import LettersPage
from desktop.ui.pages.quality import QualityPage, views
from desktop.ui.theme import Tone
from desktop.workspace.operations import AcceptProblems, ChooseEan, ImportSuppliers
from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage

FILE = "Kreditorer.csv"


def problem(
    kind: ProblemKind,
    severity: Severity,
    row: int,
    number: str,
    column: str = "",
    value: str = "",
    **more: str,
) -> Problem:
    return Problem(
        kind, severity, file=FILE, row=row, column=column, value=value, supplier_number=number, **more
    )


PROBLEMS = (
    problem(ProblemKind.EMAIL, Severity.WARNING, 3, "10002", "E-mail", "lis(at)klinik"),
    problem(
        ProblemKind.EAN_LOST_CHECK_DIGIT,
        Severity.ERROR,
        2,
        "10001",
        "EAN",
        "579800981157",
        suggestion=plans.KP_EAN,
    ),
    problem(ProblemKind.EMAIL, Severity.WARNING, 5, "10004", "E-mail", "<b>kontor</b>"),
    problem(ProblemKind.FOOTER, Severity.NOTE, 12, "", "", "I alt 8"),
)


def faulty_plan() -> Session:
    """The small plan, whose list has four problems; one of them holds a letter up."""
    session = plans.small_plan()
    facts = tuple(
        replace(one, ean="", email="lis(at)klinik" if one.number == "10002" else one.email)
        for one in plans.SUPPLIERS
    )
    session.run(
        ImportSuppliers(
            SupplierImport(
                rows=tuple(SupplierRow(one, FILE, row) for row, one in enumerate(facts, 2)),
                reports=(SourceReport(FILE, rows_in=len(facts), rows_kept=len(facts)),),
                problems=PROBLEMS,
            )
        )
    )
    return session


@pytest.fixture
def faulty(open_plan: Callable[[Session], Stage]) -> Stage:
    return open_plan(faulty_plan())


def page_of(stage: Stage, **filters: str) -> QualityPage:
    stage.window.go_to("quality", **filters)
    page = stage.window.host.page("quality")
    assert isinstance(page, QualityPage)
    return page


def values(page: QualityPage) -> list[str]:
    return [row.problem.value for row in page.model.shown_rows()]


def figures(page: QualityPage) -> tuple[str, str, str, str]:
    head = page.headline
    return tuple(part.value.text() for part in (head.errors, head.warnings, head.waiting, head.settled))  # type: ignore[return-value]


def facts_of(stage: Stage, number: str) -> tuple[str, str]:
    assert stage.plan.session is not None
    found = next(one for one in stage.plan.session.assessments() if one.supplier.number == number)
    return found.supplier.facts.ean, found.supplier.facts.email


# ------------------------------------------------------------------------------------------- looking


def test_the_headline_counts_and_the_loudest_stand_first(faulty: Stage) -> None:
    page = page_of(faulty)
    assert figures(page) == ("1", "2", "1", "0")
    assert values(page) == ["579800981157", "lis(at)klinik", "<b>kontor</b>"]
    assert faulty.window.rail.entry("quality").badge.text == "3"
    assert faulty.window.rail.entry("quality").badge.tone is Tone.BAD


def test_a_kind_and_a_view_can_be_picked(faulty: Stage) -> None:
    page = page_of(faulty)
    assert list(page.kinds.entries) == ["", "ean_lost_check_digit", "email"]
    page.kinds.entries["email"].click()
    assert values(page) == ["lis(at)klinik", "<b>kontor</b>"]
    page.segments.buttons[views.NOTES].click()
    assert values(page) == ["I alt 8"]
    assert list(page.kinds.entries) == ["", "footer"]
    page.segments.buttons[views.ALL].click()
    assert len(values(page)) == 4
    assert not page.segments.buttons[views.SETTLED].isEnabled()


def test_another_page_can_ask_for_a_view_and_a_kind(faulty: Stage) -> None:
    assert values(page_of(faulty, view="notes")) == ["I alt 8"]
    assert values(page_of(faulty, view="all", kind="email")) == ["lis(at)klinik", "<b>kontor</b>"]
    assert values(page_of(faulty, view="look", search="kontor")) == ["<b>kontor</b>"]


def test_the_panel_says_what_where_and_what_to_do(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    part = page.drawer.problem
    assert part.title.text() == "EAN number with 12 digits"
    assert part.where.text() == "Kreditorer.csv, row 2, column EAN"
    assert "gets no letter" in part.consequence.text()
    assert part.supplier.text() == "Go to Tandlægerne Østerbro ApS"
    page.view.selectRow(2)
    assert part.wrong.text().startswith("“<b>kontor</b>” does not look like")
    assert not part.consequence.isVisible()
    part.supplier.click()
    assert faulty.window.host.current_name == "suppliers"


def test_what_only_the_list_can_put_right_has_no_field(faulty: Stage) -> None:
    page = page_of(faulty, view="notes")
    page.view.selectRow(0)
    assert not page.drawer.fix.isVisible()
    assert not page.drawer.problem.supplier.isVisible()
    assert page.drawer.accept.button.isVisible()


# ---------------------------------------------------------------------------------------- putting right


def test_a_suggestion_is_one_click_and_the_next_problem_follows(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    assert page.drawer.fix.suggestion.text() == f"Use {plans.KP_EAN}"
    page.drawer.fix.suggestion.click()
    assert facts_of(faulty, "10001")[0] == plans.KP_EAN
    assert figures(page) == ("0", "2", "0", "1")
    assert [row.problem.value for row in page.view.chosen_rows()] == ["lis(at)klinik"]
    assert faulty.window.rail.entry("quality").badge.tone is Tone.ATTENTION


def test_a_value_is_put_right_by_keyboard(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(1)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    line = page.drawer.fix.line
    assert page.drawer.fix.isVisible()
    assert line.text() == "lis(at)klinik"
    line.setText("lis@klinik.example")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert facts_of(faulty, "10002")[1] == "lis@klinik.example"
    assert values(page) == ["579800981157", "<b>kontor</b>"]


def test_a_value_that_is_no_better_is_said_at_the_field_and_not_taken(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    fix = page.drawer.fix
    for wrong in ("579800981157", "5798009811570", ""):
        fix.line.setText(wrong)
        fix.button.click()
        assert fix.field.said.isVisible()
        assert fix.field.said.text()
    assert facts_of(faulty, "10001")[0] == ""
    assert figures(page)[0] == "1"
    page.view.selectRow(1)
    assert not fix.field.said.isVisible()


def test_a_correction_is_taken_back_where_it_is_listed(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    page.drawer.fix.suggestion.click()
    page.segments.buttons[views.SETTLED].click()
    page.view.selectRow(0)
    part = page.drawer.problem
    assert part.settled.text().startswith(f"Corrected to “{plans.KP_EAN}” by ")
    assert not page.drawer.fix.isVisible()
    part.undo.click()
    assert facts_of(faulty, "10001")[0] == ""
    assert figures(page) == ("1", "2", "1", "0")


def test_undo_and_redo_are_those_of_the_window(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    page.drawer.fix.suggestion.click()
    faulty.plan.undo()
    assert figures(page) == ("1", "2", "1", "0")
    faulty.plan.redo()
    assert figures(page) == ("0", "2", "0", "1")


# ---------------------------------------------------------------------------------------- letting stand


def test_a_problem_is_accepted_with_a_note_and_taken_back(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    page.drawer.accept.note.setPlainText("Aftalt med leverandøren")
    page.drawer.accept.button.click()
    assert figures(page) == ("0", "2", "0", "1")
    assert page.drawer.accept.note.toPlainText() == ""
    page.segments.buttons[views.SETTLED].click()
    page.view.selectRow(0)
    assert "Aftalt med leverandøren" in page.drawer.problem.settled.text()
    page.drawer.problem.undo.click()
    assert figures(page) == ("1", "2", "1", "0")


def test_several_are_accepted_at_once(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectAll()
    assert page.drawer.several.text() == "3 problems chosen"
    assert not page.drawer.fix.isVisible()
    page.drawer.accept.button.click()
    assert figures(page) == ("0", "0", "0", "3")
    assert page.none_found.text() == "There is nothing left to look at."
    assert faulty.plan.session is not None
    assert len(faulty.plan.session.history()) == 5


def test_a_change_of_choice_forgets_the_note(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    page.drawer.accept.note.setPlainText("Gælder kun den første")
    page.view.selectRow(1)
    assert page.drawer.accept.note.toPlainText() == ""


# ------------------------------------------------------------------------------------------- leaving


def test_the_list_is_written_as_a_spreadsheet(faulty: Stage, tmp_path: Path) -> None:
    page = page_of(faulty)
    faulty.messages.files = [tmp_path / "fejl"]
    page.export_button.click()
    rows = list(openpyxl.load_workbook(tmp_path / "fejl.xlsx").worksheets[0].iter_rows(values_only=True))
    assert [row[6] for row in rows[1:]] == ["579800981157", "lis(at)klinik", "<b>kontor</b>", "I alt 8"]
    assert faulty.messages.said[-1] == ("info", "4 problems were written to fejl.xlsx.")


def test_a_change_of_mind_and_a_folder_that_is_gone(faulty: Stage, tmp_path: Path) -> None:
    page = page_of(faulty)
    faulty.messages.files = [None, tmp_path / "væk" / "fejl.xlsx"]
    page.export_button.click()
    assert faulty.messages.said == []
    page.export_button.click()
    assert [kind for kind, _text in faulty.messages.said] == ["error"]


def test_closing_the_panel_keeps_it_closed_until_it_is_asked_for(faulty: Stage) -> None:
    page = page_of(faulty)
    page.view.selectRow(0)
    page.drawer.close_button.click()
    page.view.selectRow(1)
    assert page.drawer.isHidden()
    assert page.toggle_drawer()
    assert page.drawer.isVisible()


def test_empty_pages_teach(open_plan: Callable[[Session], Stage]) -> None:
    stage = open_plan(plans.empty_plan())
    page = page_of(stage)
    assert not page.headline.isVisible()
    assert not page.export_button.isEnabled()
    assert stage.window.rail.entry("quality").badge.text == ""


def test_a_plan_without_problems_says_so(small: Stage) -> None:
    page = page_of(small)
    assert not page.headline.isVisible()
    assert not page.export_button.isEnabled()


# ------------------------------------------------------------------------------------------- letters


def letters_of(stage: Stage) -> LettersPage:
    stage.window.go_to("letters")
    page = stage.window.host.page("letters")
    assert isinstance(page, LettersPage)
    return page


@pytest.fixture
def chosen(faulty: Stage) -> Stage:
    """A choice under which the supplier with the error gets a letter."""
    assert faulty.plan.run(ChooseEan("new", plans.NEW_EAN))
    return faulty


def test_letters_that_wait_are_shown_with_the_reason_and_not_written(chosen: Stage, tmp_path: Path) -> None:
    page = letters_of(chosen)
    assert page.kinds.waiting.number.value.text() == "1"
    position = next(at for at in range(page.model.shown) if page.model.row(at).waits)
    page.view.selectRow(position)
    assert "only 12 digits" in page.preview.waits.text()
    assert page.answers is not None
    everybody = len(page.answers.rows)
    assert page.model.total == everybody + 1
    chosen.messages.files = [tmp_path]
    page.write_button.click()
    assert len(list(tmp_path.glob("*.docx"))) == everybody


def test_only_letters_that_wait_are_not_taken_for_all(chosen: Stage) -> None:
    page = letters_of(chosen)
    page.search.setText("Tandlægerne")
    page.model.search("Tandlægerne")
    assert [row.waits for row in page.model.shown_rows()] == [True]
    page.write_button.click()
    told = "These are left out by hand, or they wait until the errors in the data are settled."
    assert chosen.messages.said == [("info", told)]


def test_the_letters_page_leads_to_what_is_wrong_and_the_letter_comes_back(chosen: Stage) -> None:
    page = letters_of(chosen)
    page.kinds.waiting.link.click()
    assert chosen.window.host.current_name == "quality"
    assert chosen.plan.session is not None
    error = next(one for one in chosen.plan.session.quality().problems if one.blocks)
    assert chosen.plan.run(AcceptProblems((error.id,)))
    page = letters_of(chosen)
    assert not page.kinds.waiting.isVisible()
    assert not any(row.waits for row in page.model.rows)
