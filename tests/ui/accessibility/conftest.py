"""What do the tests of accessibility share? A window in Danish, with everything in it and with nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from desktop.texts import translate
from desktop.ui.app import speak
from desktop.ui.style import PlannerStyle
from tests.ui.accessibility.scenes import Scene, full_scene, quiet_scene


@pytest.fixture(scope="module")
def danish(qapp: QApplication) -> Iterator[QApplication]:
    """Our words and Qt's in Danish, in the program's own style, heard by an assistive program."""
    before = set(qapp.findChildren(QTranslator))
    style, active = qapp.style().objectName(), QAccessible.isActive()
    speak(qapp, translate.DANISH)
    qapp.setStyle(PlannerStyle())
    QAccessible.setActive(True)
    yield qapp
    QAccessible.setActive(active)
    qapp.setStyle(style)
    for translator in set(qapp.findChildren(QTranslator)) - before:
        qapp.removeTranslator(translator)
    QLocale.setDefault(QLocale.c())
    translate.use("")


@pytest.fixture(scope="module")
def full(
    danish: QApplication, sample_plan: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """The sample municipality with a choice made and its waves proposed."""
    scene = full_scene(danish, sample_plan, tmp_path_factory.mktemp("full"))
    yield scene
    scene.close()


@pytest.fixture(scope="module")
def bare(danish: QApplication) -> Iterator[Scene]:
    """A window without a plan."""
    scene = quiet_scene(danish)
    yield scene
    scene.close()
