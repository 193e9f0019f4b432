"""Is the window what it says it is: title, menus, rail, status, keys, and a careful goodbye?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Municipality
from desktop.ui.appearance import Scheme
from desktop.ui.page_host import PAGES
from desktop.ui.pages.page import PageStatus
from desktop.ui.settings import MAXIMISED, SCHEME, WINDOW
from desktop.ui.theme import Tone
from desktop.workspace.operations import SetUp
from tests.building import MUNICIPALITY
from tests.ui.conftest import Stage


@pytest.fixture
def with_plan(stage: Stage) -> Stage:
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    return stage


@pytest.fixture
def with_sample(stage: Stage, sample_plan: Path) -> Iterator[Stage]:
    stage.plan.open(sample_plan)
    yield stage
    stage.window.menus["scheme:system"].trigger()


def actions(stage: Stage) -> list[QAction]:
    """Every entry of every menu that does something."""
    return [
        action for action in stage.window.findChildren(QAction) if action.text() and action.menu() is None
    ]


def test_the_title_names_the_plan_and_shows_that_it_is_not_saved(with_plan: Stage, tmp_path: Path) -> None:
    window = with_plan.window
    assert window.windowTitle() == "Prøveby Kommune[*] – EAN Planner"
    assert window.isWindowModified()
    with_plan.messages.files.append(tmp_path / "plan.eanplan")
    with_plan.plan.save()
    assert not window.isWindowModified()
    assert window.windowTitle() == "plan.eanplan[*] – Prøveby Kommune – EAN Planner"
    with_plan.messages.files.append(tmp_path / "Prøveby Kommune.eanplan")
    with_plan.plan.save_as()
    assert window.windowTitle() == "Prøveby Kommune.eanplan[*] – EAN Planner"
    with_plan.plan.close()
    assert window.windowTitle() == "EAN Planner"


def test_what_needs_a_plan_waits_for_one(stage: Stage) -> None:
    menus = stage.window.menus
    needs_plan = ("import", "save", "save_as", "save_copy", "close", "municipality", "undo", "redo")
    assert not any(menus[key].isEnabled() for key in needs_plan)
    assert all(menus[key].isEnabled() for key in ("new", "open", "sample", "quit", "about"))
    stage.forms.append(MUNICIPALITY)
    stage.plan.new()
    assert all(menus[key].isEnabled() for key in needs_plan if key != "redo")
    assert not menus["redo"].isEnabled()


def test_the_menu_says_what_undo_would_undo(with_plan: Stage) -> None:
    menus = with_plan.window.menus
    assert menus["undo"].text() == "&Undo: the municipality's details"
    assert menus["redo"].text() == "&Redo"
    menus["undo"].trigger()
    assert menus["redo"].text() == "&Redo: the municipality's details"
    assert menus["redo"].isEnabled()
    assert not menus["undo"].isEnabled()


def test_every_menu_entry_has_a_mnemonic_and_no_key_twice(stage: Stage) -> None:
    keys = [action.shortcut().toString() for action in actions(stage) if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))
    for menu in stage.window.menuBar().actions():
        entries = [entry.text() for entry in menu.menu().actions() if entry.text()]  # type: ignore[attr-defined]  # a QMenu
        letters = [text[text.index("&") + 1].lower() for text in entries if "&" in text]
        assert len(letters) == len(set(letters)), entries


@pytest.mark.parametrize(
    ("key", "keys"),
    [
        ("new", "Ctrl+N"),
        ("open", "Ctrl+O"),
        ("save", "Ctrl+S"),
        ("undo", "Ctrl+Z"),
        ("redo", "Ctrl+Y"),
        ("find", "Ctrl+F"),
        ("drawer", "F4"),
        *((f"page:{spec.name}", f"Ctrl+{number}") for number, spec in enumerate(PAGES[:9], 1)),
    ],
)
def test_the_keys_are_those_people_know(stage: Stage, key: str, keys: str) -> None:
    assert stage.window.menus[key].shortcut() == QKeySequence(keys)


def test_the_rail_and_ctrl_digits_go_to_the_pages(with_sample: Stage) -> None:
    window = with_sample.window
    for spec in PAGES:
        window.menus[f"page:{spec.name}"].trigger()
        assert window.host.current_name == spec.name
        assert window.rail.entry(spec.name).isChecked()
        window.go_to("start")
        window.rail.entry(spec.name).click()
        assert window.host.current_name == spec.name
        assert window.host.current_page() is window.host.currentWidget()


def test_a_page_is_made_when_it_is_first_looked_at(stage: Stage) -> None:
    assert stage.window.host.count() == 1


def test_pages_not_on_the_screen_hear_of_the_plan_when_they_are(with_sample: Stage) -> None:
    window = with_sample.window
    window.go_to("suppliers")
    suppliers = window.host.current_page()
    window.go_to("start")
    first = with_sample.plan.session
    with_sample.plan.close()
    assert suppliers is not None
    assert suppliers.session is first
    window.go_to("suppliers")
    assert suppliers.session is None


def test_the_badges_are_those_of_the_plan(with_sample: Stage) -> None:
    session = with_sample.plan.session
    assert session is not None
    overview = session.overview()
    badge = with_sample.window.rail.entry("suppliers").badge
    assert badge.text == str(overview.undecided)
    assert badge.tone is Tone.ATTENTION
    assert str(overview.undecided) in badge.spoken
    with_sample.plan.close()
    assert with_sample.window.rail.entry("suppliers").badge.text == ""


def test_the_status_line_shows_what_the_page_says(with_plan: Stage) -> None:
    page = with_plan.window.host.current_page()
    assert page is not None
    page.set_status(PageStatus(rows="Shows 78 of 340", filter="Filter: KP"))
    line = with_plan.window.status_line
    assert line.rows.text() == "Shows 78 of 340"
    assert line.filter.text() == "Filter: KP"
    assert line.selection.isHidden()


def test_the_status_line_says_whether_the_plan_is_saved(with_plan: Stage, tmp_path: Path) -> None:
    line = with_plan.window.status_line
    assert line.saved.text() == "Not saved yet"
    with_plan.messages.files.append(tmp_path / "plan.eanplan")
    with_plan.plan.save()
    assert line.saved.text().startswith("Saved ")
    with_plan.plan.run(SetUp(Municipality(name="Andenby")))
    assert line.saved.text() == "Changes that are not saved"
    with_plan.plan.save()
    with_plan.plan.close()
    with_plan.plan.open(tmp_path / "plan.eanplan")
    assert line.saved.text() == "Saved"


def test_find_goes_to_the_suppliers_from_a_page_without_a_search(with_sample: Stage) -> None:
    with_sample.window.menus["find"].trigger()
    assert with_sample.window.host.current_name == "suppliers"


def test_the_colours_can_be_chosen_and_are_remembered(with_sample: Stage) -> None:
    with_sample.window.menus[f"scheme:{Scheme.DARK}"].trigger()
    assert with_sample.settings.get(SCHEME) == "dark"
    with_sample.window.grab()


def test_recent_plans_are_offered_without_looking_for_them(stage: Stage) -> None:
    stage.settings.remember_plan(Path("//server/share/Øst & Vest.eanplan"))
    stage.plan.state_changed.emit()
    actions = stage.window.menus.recent.actions()
    texts = [action.text() for action in actions if not action.isSeparator()]
    assert texts[1:] == ["&Clear the list"]
    assert texts[0].startswith("Øst && Vest")


def test_closing_the_window_asks_about_what_is_not_saved(with_plan: Stage) -> None:
    with_plan.messages.answers.append("cancel")
    assert not with_plan.window.close()
    assert with_plan.window.isVisible()
    with_plan.messages.answers.append("discard")
    with_plan.window.close()
    assert not with_plan.window.isVisible()
    assert with_plan.plan.session is None


def test_the_window_comes_back_where_it_was(stage: Stage) -> None:
    stage.window.setGeometry(QRect(40, 50, 900, 520))
    assert stage.window.close()
    assert not stage.window.isVisible()
    assert stage.settings.get(WINDOW) == (40, 50, 900, 520)
    assert stage.settings.get(MAXIMISED) is False


@pytest.mark.parametrize("place", [(90_000, 90_000, 900, 600), (0, 0, -5, 10), (10, 10, 900, 560)])
def test_a_window_from_a_screen_that_is_gone_is_put_on_one_that_is_there(
    stage: Stage, place: tuple[int, ...]
) -> None:
    stage.settings.set(WINDOW, place)
    stage.window.show_in_place()
    screen = stage.window.screen().availableGeometry()
    assert screen.contains(stage.window.geometry().center())


def test_the_import_takes_the_page_and_gives_it_back(with_plan: Stage) -> None:
    window = with_plan.window
    window.menus["import"].trigger()
    assert window.host.guest is not None
    assert not window.rail.isEnabled()
    assert not window.menus["undo"].isEnabled()
    window.go_to("letters")
    assert window.host.current_name == "start"
    window.host.guest.cancel.click()  # type: ignore[attr-defined]  # the wizard
    assert window.host.guest is None
    assert window.rail.isEnabled()
    assert window.menus["undo"].isEnabled()


def focusable(root: QWidget) -> list[QWidget]:
    """Every widget that Tab can reach."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(root)
    ]


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it."""
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


@pytest.mark.parametrize("name", [spec.name for spec in PAGES])
def test_everything_tab_reaches_has_a_name(with_sample: Stage, name: str) -> None:
    window = with_sample.window
    window.go_to(name)
    reached = focusable(window)
    assert reached
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in reached
        if not name_of(widget) and not isinstance(widget.parent(), (QComboBox, QLineEdit))
    ]
    assert nameless == []


@pytest.mark.parametrize("name", [spec.name for spec in PAGES])
def test_every_page_draws_in_every_scheme_and_size(with_sample: Stage, qtbot: QtBot, name: str) -> None:
    """A fault in painting would show here as a caught exception."""
    window = with_sample.window
    window.go_to(name)
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        window.menus[f"scheme:{scheme}"].trigger()
        for size in ((900, 520), (1366, 768), (1920, 1080)):
            window.resize(*size)
            qtbot.wait(1)
            assert not window.grab().isNull()
