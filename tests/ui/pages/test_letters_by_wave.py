"""Are letters written wave by wave, dated the day they go out, and is told what must be done first?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop.domain.letter_record import Channel, LetterState
from desktop.texts import dates
from desktop.ui.pages.letters import LettersPage
from desktop.workspace import letter_run
from desktop.workspace.operations import MarkLetters
from desktop.workspace.rollout import rollout
from tests.ui.conftest import Stage
from tests.ui.pages.rollout_stage import lane_of, planned, press
from tests.ui.pages.rollout_stage import page_of as rollout_page_of

__all__ = ["planned"]
"""A fixture that is used by its name."""


def page_of(stage: Stage, **filters: str) -> LettersPage:
    stage.window.go_to("letters", **filters)
    page = stage.window.host.page("letters")
    assert isinstance(page, LettersPage)
    return page


def letters_in(folder: Path) -> int:
    return len(list(folder.glob("*.docx")))


def write(stage: Stage, page: LettersPage, answer: str, folder: Path) -> list[str]:
    """Press the button, answer, and give the words of the buttons that were offered."""
    folder.mkdir(exist_ok=True)
    stage.messages.answers, stage.messages.files = [answer], [folder]
    page.write_button.click()
    return [one.text for one in stage.messages.asked[-1].answers]


# -------------------------------------------------------------------------------------- wave by wave


def test_after_writing_the_keyboard_is_where_the_letters_can_be_opened(
    planned: Stage, tmp_path: Path
) -> None:
    page = page_of(planned)
    page.write_button.setFocus()
    write(planned, page, "now", tmp_path / "a")
    assert page.result.open_button.hasFocus()


def test_the_letters_of_the_next_wave_are_offered_first(planned: Stage, tmp_path: Path) -> None:
    page = page_of(planned)
    offered = write(planned, page, "now", tmp_path / "a")
    assert offered == ["Cancel", "Write all 7", "Write Pilot (2)"]
    assert letters_in(tmp_path / "a") == 2
    assert "Pilot: 2 letters, dated" in planned.messages.asked[-1].text
    assert write(planned, page, "now", tmp_path / "b")[-1] == "Write Wave 2 (3)"
    assert write(planned, page, "all", tmp_path / "c")[1] == "Write all 7"
    assert letters_in(tmp_path / "c") == 7


def test_a_letter_bears_the_day_its_wave_is_written_to(planned: Stage) -> None:
    session = planned.plan.session
    assert session is not None
    days = {one.wave.number: one.wave.dates.letter for one in rollout(session).waves}
    assert min(days.values()) > session.today
    for recipient in session.recipients().recipients:
        assert letter_run.letter_facts(session, recipient).letter_date == days[recipient.wave or 0]


def test_a_single_chosen_letter_can_be_written_alone(planned: Stage, tmp_path: Path) -> None:
    page = page_of(planned)
    page.view.choose([page.model.row(3).recipient.supplier_id])
    offered = write(planned, page, "these", tmp_path / "a")
    assert offered[-1] == "Write only the chosen one"
    assert letters_in(tmp_path / "a") == 1
    page.filters.choose_wave(2)
    page.view.choose([page.model.row(0).recipient.supplier_id])
    offered = write(planned, page, "shown", tmp_path / "b")
    assert offered == ["Cancel", "Write all 7", "Write the shown 3", "Write only the chosen one"]
    assert letters_in(tmp_path / "b") == 3


def test_a_wave_is_called_as_the_rollout_calls_it(planned: Stage) -> None:
    page = page_of(planned)
    names = [page.filters.wave.itemText(at) for at in range(page.filters.wave.count())]
    assert names == ["All waves", "Pilot", "Wave 2", "Wave 3"]


# ------------------------------------------------------------------------------- before the first letter


def test_what_must_be_done_before_the_first_letter_stands_above_them(planned: Stage) -> None:
    page = page_of(planned)
    assert page.first_tasks.text.text().startswith("Before the first letter goes out, these tasks")
    page.first_tasks.action.click()
    assert planned.window.host.current_name == "tasks"


def test_when_the_letters_are_sent_both_pages_say_so(planned: Stage, tmp_path: Path) -> None:
    page = page_of(planned)
    write(planned, page, "now", tmp_path / "a")
    session = planned.plan.session
    assert session is not None
    letters = tuple(row.latest.id for row in page.model.rows if row.latest is not None)
    planned.plan.run(MarkLetters(letters[:1], LetterState.SENT, Channel.POST, session.today))
    board = rollout_page_of(planned)
    assert lane_of(board, 1).days.text().startswith("1 letter sent · changes ")
    planned.plan.run(MarkLetters(letters, LetterState.SENT, Channel.POST, session.today))
    page = page_of(planned)
    assert page.first_tasks.text.text().startswith("Letters have been sent, but these tasks")
    assert [card.number.note.text() for card in page.kinds.cards.values() if card.isVisible()] == ["2 sent"]
    board = rollout_page_of(planned)
    day = dates.short(session.today)
    assert lane_of(board, 1).days.text().startswith(f"Sent {day} · changes ")
    assert lane_of(board, 2).days.text().startswith("Letters ")
    assert "sent" not in lane_of(board, 2).days.text()
    assert board.banner.text.text().startswith("Letters have been sent, but these tasks")


# ----------------------------------------------------------------------------------------- by the way


def test_the_menu_of_wishes_stays_open_while_things_are_ticked(planned: Stage) -> None:
    page = page_of(planned)
    menu = page.wishes.menu()
    assert menu is not None
    menu.popup(QPoint(0, 0))
    for tick in (page.wishes.joined, page.wishes.mails):
        place = menu.actionGeometry(tick).center()
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert menu.isVisible()
    assert page.wishes.text() == "Also… (2)"
    menu.setActiveAction(page.wishes.mails)
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert menu.isVisible()
    assert page.wishes.text() == "Also… (1)"
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert not menu.isVisible()


@pytest.mark.parametrize("inside", [False, True])
def test_escape_closes_the_panel_of_the_rollout(planned: Stage, inside: bool) -> None:
    page = rollout_page_of(planned)
    rows = lane_of(page, 1).list
    rows.begin_at(0)
    press(page, 1, Qt.Key.Key_Return)
    assert page.drawer.isVisible()
    if inside:
        page.drawer.supplier.setFocus()
    QTest.keyClick(page.drawer.supplier if inside else rows, Qt.Key.Key_Escape)
    assert not page.drawer.isVisible()
    assert rows.hasFocus()
    assert rows.chosen_rows()


def test_the_curve_ends_on_the_day_the_last_wave_changes(planned: Stage) -> None:
    page = rollout_page_of(planned, view="time")
    session = planned.plan.session
    assert session is not None
    last = max(one.wave.dates.cut_over for one in rollout(session).waves)
    assert page.in_time.curve.summary().endswith(f"all on {dates.short(last)}.")
