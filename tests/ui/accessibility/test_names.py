"""Has everything one can work with a name, a role, a state and a value, in every view of the program?"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget

import desktop.ui
from desktop.ui.widgets.dialogs import PlainDialog
from tests.ui.accessibility import hearing, scenes
from tests.ui.accessibility.scenes import OPENERS, PAGE_NAMES, STEPS, Scene

Complaint = Callable[[QWidget], list[str]]
COMPLAINTS: tuple[Complaint, ...] = (
    hearing.nameless,
    hearing.wrong_roles,
    hearing.stateless,
    hearing.with_mnemonic,
    hearing.told_apart,
    hearing.english,
    hearing.figureless,
)


def complaints(top: QWidget) -> dict[str, list[str]]:
    """What is wrong with a view, by kind; nothing when it is as it should be."""
    assert hearing.interactive(top), "nothing to work with was found"
    return {check.__name__: found for check in COMPLAINTS if (found := check(top))}


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_with_a_plan(full: Scene, name: str) -> None:
    full.page(name)
    assert complaints(full.window) == {}


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_a_page_without_a_plan(bare: Scene, name: str) -> None:
    bare.page(name, row=False)
    assert complaints(bare.window) == {}


@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_the_import(full: Scene, tmp_path: Path, step: str) -> None:
    with scenes.importing(full, tmp_path, step) as wizard:
        assert scenes.STEPS[[*scenes.STEPS].index(step)] == str(wizard.flow.step)
        assert complaints(full.window) == {}


@pytest.mark.parametrize("name", OPENERS)
def test_a_dialog(full: Scene, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[dict[str, list[str]]] = []

    def look(dialog: QDialog) -> None:
        found.append(complaints(dialog))
        assert dialog.windowTitle(), "a dialog is announced by its title"

    assert name in scenes.dialogs(full, name, look, monkeypatch)
    assert found == [{}]


def test_no_dialog_is_forgotten() -> None:
    for module in pkgutil.walk_packages(desktop.ui.__path__, "desktop.ui."):
        importlib.import_module(module.name)
    kinds, left = set[type](), [PlainDialog]
    while left:
        for kind in left.pop().__subclasses__():
            kinds.add(kind)
            left.append(kind)
    shipped = {scenes.qualified(kind) for kind in kinds if kind.__module__.startswith("desktop.")}
    assert shipped == set(OPENERS)
