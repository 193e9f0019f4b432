"""Does the letters page show what became of each letter, and do its verbs do what they say?"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu

from desktop.domain.letter_record import Channel, LetterState
from desktop.domain.letters import LetterKind
from desktop.ui.pages.letters import LettersPage
from desktop.ui.pages.letters.actions import DaysDialog, ReasonDialog, SentDialog
from desktop.ui.pages.letters.answers import Hard, Show
from desktop.ui.pages.letters.columns import why
from desktop.ui.pages.letters.fields_dialog import FieldsDialog, tag
from desktop.ui.pages.letters.sender_dialog import SenderDialog
from desktop.ui.pages.letters.templates_dialog import TemplatesDialog
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import Labelled
from desktop.workspace import letter_templates
from desktop.workspace.operations import ChooseEan, MarkLetters
from desktop.workspace.sender_profile import sender_profile
from tests.ui import plans
from tests.ui.conftest import Stage


@pytest.fixture
def written(small: Stage, tmp_path: Path) -> tuple[Stage, LettersPage]:
    """The small plan with its four letters written."""
    assert small.plan.run(ChooseEan(f"reuse:{plans.KP_EAN}"))
    small.window.go_to("letters")
    page = small.window.host.page("letters")
    assert isinstance(page, LettersPage)
    small.messages.files = [tmp_path / "breve"]
    page.write_button.click()
    return small, page


def names(page: LettersPage) -> list[str]:
    return sorted(row.recipient.assessment.supplier.name for row in page.model.shown_rows())


def choose(page: LettersPage, *parts: str) -> None:
    page.view.choose(
        [
            row.recipient.supplier_id
            for row in page.model.shown_rows()
            if any(part in row.recipient.assessment.supplier.name for part in parts)
        ]
    )


def answer(page: LettersPage, fill: Any, *, accept: bool = True) -> list[PlainDialog]:
    """What the next dialogs are answered with; gives those that were shown."""
    shown: list[PlainDialog] = []

    def show(dialog: PlainDialog) -> bool:
        shown.append(dialog)
        fill(dialog)
        return accept

    page.show_dialog = show
    return shown


def trigger(menu: QMenu, text: str) -> None:
    action = next(one for one in menu.actions() if one.text().startswith(text))
    assert action.isEnabled(), text
    action.trigger()


def write(labelled: Labelled, text: str) -> None:
    """Type into a field."""
    assert isinstance(labelled.field, QLineEdit)
    labelled.field.setText(text)


def handle(page: LettersPage, text: str) -> None:
    """Press a line of the menu about the chosen letters."""
    page.filters.menu.aboutToShow.emit()
    trigger(page.filters.menu, text)


def test_chosen_letters_are_marked_as_sent_with_day_and_channel(written: tuple[Stage, LettersPage]) -> None:
    stage, page = written
    choose(page, "Hus", "Kontor")

    def fill(dialog: SentDialog) -> None:
        write(dialog.day_field, "01-10-2026")
        dialog.channel.setCurrentIndex(dialog.channel.findData(Channel.EMAIL.value))

    answer(page, fill)
    handle(page, "Mark as sent")
    assert stage.plan.session is not None
    sent = [one for one in stage.plan.session.letters_made() if one.state is LetterState.SENT]
    assert {(one.channel, one.sent_on) for one in sent} == {(Channel.EMAIL, date(2026, 10, 1))}
    assert len(sent) == 2
    page.filters.choose_state(Show.SENT)
    assert names(page) == ["Kontorforsyningen A/S", "Psykolog <b>Hus</b>"]
    stage.plan.undo()
    assert names(page) == []
    page.filters.choose_state(Show.NOT_SENT)
    assert len(names(page)) == 4


def test_who_marks_a_letter_goes_on_with_the_next(written: tuple[Stage, LettersPage]) -> None:
    stage, page = written
    stage.window.activateWindow()
    page.filters.choose_state(Show.NOT_SENT)
    first, second = page.model.shown_rows()[:2]
    page.view.choose([page.model.id_at(0)])
    answer(page, lambda dialog: None)
    handle(page, "Mark as sent")
    assert first.recipient.supplier_id not in [row.recipient.supplier_id for row in page.model.shown_rows()]
    chosen = [row.recipient.supplier_id for row in page.view.chosen_rows()]
    assert chosen == [second.recipient.supplier_id]
    assert page.focusWidget() is page.view


def test_a_date_that_is_none_does_not_close_the_dialog(written: tuple[Stage, LettersPage]) -> None:
    _stage, page = written
    dialog = SentDialog("1 letter", date(2026, 10, 1), page)
    write(dialog.day_field, "snart")
    dialog.accept_button.click()
    assert not dialog.result()
    write(dialog.day_field, "30-09-2026")
    dialog.accept_button.click()
    assert dialog.result()
    assert dialog.day == date(2026, 9, 30)


def test_whom_to_remind_is_told_and_reminded(written: tuple[Stage, LettersPage], tmp_path: Path) -> None:
    stage, page = written
    session = stage.plan.session
    assert session is not None
    assert not page.due_link.isVisible()
    new = tuple(one.id for one in session.letters_made() if one.kind is LetterKind.NEW_EAN)
    stage.plan.run(MarkLetters(new, LetterState.SENT, Channel.POST, session.today - timedelta(days=21)))
    assert page.due_link.text().startswith("1 supplier should be reminded.")
    page.due_link.click()
    assert names(page) == ["Psykolog <b>Hus</b>"]
    assert page.more.later[LetterKind.REMINDER_1].text() == "First reminder (1)…"
    assert not page.more.later[LetterKind.REMINDER_2].isEnabled()
    stage.messages.files = [tmp_path / "rykkere"]
    page.more.later[LetterKind.REMINDER_1].trigger()
    assert len(list((tmp_path / "rykkere").glob("*.docx"))) == 1
    assert not page.due_link.isVisible()
    assert names(page) == []


def test_more_days_and_nobody_is_reminded_yet(written: tuple[Stage, LettersPage]) -> None:
    stage, page = written
    session = stage.plan.session
    assert session is not None
    new = tuple(one.id for one in session.letters_made() if one.kind is LetterKind.NEW_EAN)
    stage.plan.run(MarkLetters(new, LetterState.SENT, Channel.POST, session.today - timedelta(days=21)))

    def fill(dialog: DaysDialog) -> None:
        assert dialog.days == 21
        write(dialog.days_field, "22")

    answer(page, fill)
    menu = page.more.menu()
    assert menu is not None
    trigger(menu, "Days before a reminder")
    assert not page.due_link.isVisible()


def test_a_supplier_is_left_out_with_a_reason_and_back_again(written: tuple[Stage, LettersPage]) -> None:
    stage, page = written
    choose(page, "Hus")

    def fill(dialog: ReasonDialog) -> None:
        dialog.reason_field.setPlainText("Ophører til nytår")

    answer(page, fill)
    handle(page, "Leave out")
    page.filters.choose_state(Show.LEFT_OUT)
    assert names(page) == ["Psykolog <b>Hus</b>"]
    # The letter was written already, and that is told.
    assert page.outdated_link.text() == "1 letter is no longer right; see why."
    session = stage.plan.session
    assert session is not None
    row = page.model.row(0)
    assert [one.reason for one in session.decisions(row.recipient.supplier_id)] == ["Ophører til nytår"]
    assert why(row).endswith("decided: Ophører til nytår")
    choose(page, "Hus")
    assert page.preview.why.text() == why(row)
    handle(page, "Let the rule decide")
    assert names(page) == []


def test_another_letter_can_be_decided_and_nothing_when_the_dialog_is_left(
    written: tuple[Stage, LettersPage],
) -> None:
    _stage, page = written
    choose(page, "Kontor")
    answer(page, lambda _dialog: None, accept=False)
    page.letter_actions.decided.emit(LetterKind.STAY_ON_ERP.value)
    assert page.kinds.cards[LetterKind.LEAVE_EAN].isVisible()
    answer(page, lambda _dialog: None)
    page.letter_actions.decided.emit(LetterKind.STAY_ON_ERP.value)
    assert not page.kinds.cards[LetterKind.LEAVE_EAN].isVisible()
    assert page.kinds.cards[LetterKind.STAY_ON_ERP].number.value.text() == "2"


def test_the_difficult_letters_come_one_after_the_other(written: tuple[Stage, LettersPage]) -> None:
    _stage, page = written
    page.filters.jump.emit(Hard.LONGEST_NAME)
    first = page.view.current_row()
    page.filters.jump.emit(Hard.LONGEST_NAME)
    second = page.view.current_row()
    assert first is not None
    assert second is not None
    lengths = [len(row.recipient.assessment.supplier.name) for row in (first, second)]
    assert lengths == sorted(lengths, reverse=True)
    assert first.recipient.supplier_id != second.recipient.supplier_id
    page.filters.jump.emit(Hard.MISSING_DATA)
    missing = page.view.current_row()
    assert missing is not None
    assert missing.recipient.missing


def test_a_click_copies_a_field(written: tuple[Stage, LettersPage]) -> None:
    _stage, page = written

    def fill(dialog: FieldsDialog) -> None:
        dialog.search.setText("nyt_ean")
        (row,) = (one for one in dialog.rows if not one.isHidden())
        row.copy.click()
        assert "{{ nyt_ean }}" in dialog.told.text()

    shown = answer(page, fill)
    menu = page.more.menu()
    assert menu is not None
    trigger(menu, "Fields for the templates")
    assert QGuiApplication.clipboard().text() == "{{ nyt_ean }}"
    assert len(shown) == 1


def test_what_a_list_field_copies_is_a_loop_that_the_checker_takes(tmp_path: Path) -> None:
    word = docx.Document()
    for field in letter_templates.template_fields():
        word.add_paragraph(tag(field))
    path = tmp_path / "alle felter.docx"
    word.save(str(path))
    found = letter_templates.check_template(path)
    assert found.usable
    assert {field.name for field in letter_templates.template_fields() if not field.is_list} <= set(
        found.fields
    )


def test_a_template_is_copied_opened_checked_and_put_aside(
    written: tuple[Stage, LettersPage], tmp_path: Path
) -> None:
    _stage, page = written
    opened: list[Path] = []
    dialog = TemplatesDialog(page.context.messages.error, page, open_file=opened.append)
    assert [row.info.kind for row in dialog.rows] == list(LetterKind)
    dialog.rows[0].edit.click()
    own = letter_templates.own_templates_dir() / "new-ean.docx"
    assert opened == [own]
    word = docx.Document(str(own))
    word.add_paragraph("{{ nyt_aen }}")
    word.save(str(own))
    row = dialog.rows[0]
    assert row.info.own
    row.check.click()
    assert "nyt_ean" in row.faults.text()
    row.show_faults.click()
    marked = opened[-1]
    assert len(list(docx.Document(str(marked)).comments)) == 1
    row.shipped.click()
    assert not own.exists()
    assert not dialog.rows[0].info.own
    marked.unlink()


def test_trouble_with_ones_own_template_leads_to_the_templates(
    written: tuple[Stage, LettersPage], tmp_path: Path
) -> None:
    stage, page = written
    own = letter_templates.make_own(LetterKind.NEW_EAN)
    word = docx.Document(str(own))
    word.add_paragraph("{{ nyt_aen }}")
    word.save(str(own))
    stage.messages.files = [tmp_path / "igen"]
    page.write_button.click()
    assert not (tmp_path / "igen").exists()
    assert [offer.text for offer in stage.messages.offers] == ["Letter templates…"]
    assert letter_templates.put_own_aside(LetterKind.NEW_EAN) is not None


def test_the_sender_is_kept_and_stands_in_the_preview(written: tuple[Stage, LettersPage]) -> None:
    _stage, page = written

    def fill(dialog: SenderDialog) -> None:
        write(dialog.fields[0], "Ib Prøve")

    answer(page, fill)
    menu = page.more.menu()
    assert menu is not None
    trigger(menu, "Your details")
    assert sender_profile().contact == "Ib Prøve"
    choose(page, "Hus")
    assert "Ib Prøve" in page.preview.paper.text()


@pytest.mark.parametrize("kind", [LetterKind.INTERNAL, LetterKind.ERP_ROUTES, LetterKind.KOMBIT])
def test_a_letter_about_the_plan_is_one_click(
    written: tuple[Stage, LettersPage], tmp_path: Path, kind: LetterKind
) -> None:
    stage, page = written
    stage.messages.files = [tmp_path / "om planen"]
    page.more.about[kind].trigger()
    assert len(list((tmp_path / "om planen").glob("*.docx"))) == 1
    assert page.result.outcome.text() == "1 letter has been written."


@pytest.mark.parametrize("kind", [LetterKind.REJECTED, LetterKind.CONFIRMATION])
def test_when_nobody_is_to_get_a_letter_that_is_said(
    written: tuple[Stage, LettersPage], kind: LetterKind
) -> None:
    stage, page = written
    page.more.later[kind].trigger()
    assert any("Nobody is to get that letter now." in said for said in map(str, stage.messages.said))


def test_letters_cannot_have_been_sent_on_a_day_to_come(written: tuple[Stage, LettersPage]) -> None:
    _stage, page = written
    dialog = SentDialog("1 letter", date(2026, 10, 1), page)
    write(dialog.day_field, "2/10-2026")
    dialog.accept_button.click()
    assert not dialog.result()
    assert "has not come yet" in dialog.day_field.said.text()
    write(dialog.day_field, "i går")
    dialog.accept_button.click()
    assert dialog.day == date(2026, 9, 30)
