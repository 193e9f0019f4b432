"""Is it to be seen where the keyboard is? Pictures of every kind of widget with the focus and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui.accessibility import scenes, walking
from tests.ui.accessibility.hearing import heard
from tests.ui.accessibility.scenes import OPENERS, PAGE_NAMES, STEPS, Scene

LEAST = 60
"""Pixels that must differ: more than a text cursor has, which blinks."""


def unmarked(top: QWidget) -> list[str]:
    """What looks the same when Tab has come to it and when it has gone on."""
    first = walking.first_stop(top)
    walked = walking.round_trip(top, first)
    found = []
    for before, one, after in zip((walked[-1], *walked), walked, (*walked[1:], first), strict=False):
        before.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(before, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is one
        shown = _picture(one)
        QTest.keyClick(one, Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is after
        if _difference(shown, _picture(one)) < LEAST:
            found.append(str(heard(one)))
    return found


def _picture(widget: QWidget) -> bytes:
    image = widget.grab().toImage()
    return bytes(image.constBits())


def _difference(one: bytes, other: bytes) -> int:
    if len(one) != len(other):
        return max(len(one), len(other))
    return sum(a != b for a, b in zip(one[::4], other[::4], strict=True)) if one != other else 0


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_on_a_page(full: Scene, name: str) -> None:
    full.page(name)
    assert unmarked(full.window) == []


@pytest.mark.parametrize("step", STEPS)
def test_in_the_import(full: Scene, tmp_path: Path, step: str) -> None:
    with scenes.importing(full, tmp_path, step):
        assert unmarked(full.window) == []


@pytest.mark.parametrize("name", OPENERS)
def test_in_a_dialog(full: Scene, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[list[str]] = []

    def look(dialog: QDialog) -> None:
        dialog.activateWindow()
        full.settle()
        found.append(unmarked(dialog))

    scenes.dialogs(full, name, look, monkeypatch)
    assert found == [[]]
