"""Does Tab go through every view, to everything once, as one reads, and out again at the other end?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from tests.ui.accessibility import scenes, walking
from tests.ui.accessibility.scenes import OPENERS, PAGE_NAMES, STEPS, Scene


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_with_a_plan(full: Scene, name: str) -> None:
    full.page(name)
    assert walking.complaints(full.window) == {}


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_without_a_plan(bare: Scene, name: str) -> None:
    bare.page(name, row=False)
    assert walking.complaints(bare.window) == {}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_the_import(full: Scene, tmp_path: Path, step: str) -> None:
    with scenes.importing(full, tmp_path, step):
        assert walking.complaints(full.window) == {}


@pytest.mark.parametrize("name", OPENERS)
def test_a_dialog(full: Scene, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[dict[str, object]] = []

    def look(dialog: QDialog) -> None:
        dialog.activateWindow()
        full.settle()
        found.append(walking.complaints(dialog))

    scenes.dialogs(full, name, look, monkeypatch)
    assert found == [{}]
