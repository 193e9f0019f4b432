"""Has each menu a letter for each entry, once? Is what Enter and Escape do in a dialog safe?"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QPushButton

from desktop.texts import translate
from desktop.ui.widgets.buttons import Button, Look
from tests.ui.accessibility import scenes
from tests.ui.accessibility.scenes import OPENERS, Scene

LETTER = re.compile(r"(?<!&)&([^&\s])")


def letters(actions: list[QAction]) -> list[str]:
    texts = (one.text().replace("&&", "") for one in actions)
    return [found.group(1).lower() for text in texts if (found := LETTER.search(text))]


def clashes(actions: list[QAction]) -> list[str]:
    return [letter for letter, count in Counter(letters(actions)).items() if count > 1]


def test_the_menu_bar_has_a_letter_for_each_menu(full: Scene) -> None:
    bar = full.window.menuBar().actions()
    assert len(letters(bar)) == len(bar)
    assert clashes(bar) == []


def menus(scene: Scene) -> list[QMenu]:
    """The menus of the bar and the menus in them; the lists of plans and steps have names, not letters."""
    found = _below(scene.window.menuBar().actions())
    inner = [one for menu in found for one in _below(menu.actions())]
    return [one for one in (*found, *inner) if one.actions()]


def _below(actions: list[QAction]) -> list[QMenu]:
    return [menu for one in actions if isinstance(menu := one.menu(), QMenu)]


def test_no_letter_stands_for_two_things_in_a_menu(full: Scene) -> None:
    assert translate.current_language() == translate.DANISH
    assert {menu.title(): found for menu in menus(full) if (found := clashes(menu.actions()))} == {}


def test_every_command_of_the_bar_has_a_letter(full: Scene) -> None:
    """But the pages, which have Ctrl and a figure; and what is not a command but a name or a number."""
    commands = full.window.menus._actions
    bare = {
        key
        for key, action in commands.items()
        if not letters([action]) and not key.startswith(("page:", "text:")) and action.text()
    }
    assert bare == set()


def test_no_key_is_given_twice(full: Scene) -> None:
    window_wide = [
        keys.toString()
        for action in full.window.findChildren(QAction)
        if action.shortcutContext() == Qt.ShortcutContext.WindowShortcut and action.parent() is full.window
        for keys in action.shortcuts()
    ]
    assert window_wide
    assert [key for key, count in Counter(window_wide).items() if count > 1] == []


# ------------------------------------------------------------------------------------------------- dialogs


@pytest.mark.parametrize("name", OPENERS)
def test_enter_takes_nothing_away_and_escape_goes_back(
    full: Scene, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[bool] = []

    def look(dialog: QDialog) -> None:
        dialog.activateWindow()
        full.settle()
        defaults = [one for one in dialog.findChildren(QPushButton) if one.isDefault()]
        assert len(defaults) <= 1
        for one in defaults:
            assert not (isinstance(one, Button) and one.look is Look.DANGER), one.text()
        results: list[int] = []
        dialog.finished.connect(results.append)
        focused = QApplication.focusWidget()
        QTest.keyClick(dialog if focused is None else focused, Qt.Key.Key_Escape)
        assert results == [int(QDialog.DialogCode.Rejected)]
        looked.append(True)

    scenes.dialogs(full, name, look, monkeypatch)
    assert looked
