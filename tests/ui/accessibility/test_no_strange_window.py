"""Does anything flash up as a window of its own and take the keyboard? A part shown before it has a place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.accessibility import scenes
from tests.ui.accessibility.scenes import PAGE_NAMES, STEPS, Scene


class Watch(QObject):
    """Notes every window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


@pytest.fixture
def watch(danish: QApplication) -> Iterator[Watch]:
    watch = Watch()
    danish.installEventFilter(watch)
    yield watch
    danish.removeEventFilter(watch)


def test_pages_are_made_and_filled_inside_the_window(
    danish: QApplication, sample_plan: Path, tmp_path: Path, watch: Watch
) -> None:
    scene = scenes.full_scene(danish, sample_plan, tmp_path)
    for name in PAGE_NAMES:
        scene.page(name)
    scene.close()
    assert watch.shown == ["MainWindow"]


@pytest.mark.parametrize("step", STEPS)
def test_so_are_the_steps_of_the_import(full: Scene, tmp_path: Path, watch: Watch, step: str) -> None:
    with scenes.importing(full, tmp_path, step):
        pass
    assert watch.shown == []
