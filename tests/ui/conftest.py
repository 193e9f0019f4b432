"""What do the tests of the window share? A window that does its work at once and speaks to a recorder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Municipality
from desktop.texts import translate
from desktop.ui.appearance import Theme
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.open_plan import OpenPlan
from desktop.ui.settings import Settings
from desktop.ui.tasks import InlineRunner
from desktop.workspace.sample import load_sample


@pytest.fixture(autouse=True)
def no_key_stays_down() -> Iterator[None]:
    """Qt remembers the Ctrl of a test's Ctrl+V, and the next test's clicks would add to what is chosen."""
    yield
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)
    assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture
def english() -> Iterator[None]:
    """The source strings themselves, so that a test does not change with the catalogue."""
    translate.use("en")
    yield
    translate.use("")


@pytest.fixture(scope="session")
def sample_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample municipality as a plan file, made once."""
    path = tmp_path_factory.mktemp("sample") / "Eksempelby.eanplan"
    session = load_sample()
    session.save_as(path)
    session.close()
    return path


@dataclass
class Stage:
    """A window to act on, and what it says and asks.

    Attributes:
        forms: what the next municipality forms answer; None is a change of mind.
    """

    window: MainWindow
    messages: Recorder
    tasks: InlineRunner
    settings: Settings
    forms: list[Municipality | None]

    @property
    def plan(self) -> OpenPlan:
        return self.window.plan


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, english: None) -> Iterator[Stage]:
    """A window on an empty stage: no plan, no file, no settings."""
    messages, tasks, settings = Recorder(), InlineRunner(), Settings()
    window = MainWindow(
        tasks=tasks,
        settings=settings,
        theme=Theme(qapp),
        on_bug=_raise,
        messages=messages,
    )
    forms: list[Municipality | None] = []
    window.plan.ask_municipality = lambda _before, _new: forms.pop(0)
    qtbot.addWidget(window, before_close_func=_let_go)
    window.show()
    yield Stage(window, messages, tasks, settings, forms)
    if window.plan.session is not None:
        window.plan.session.close()


def _let_go(window: MainWindow) -> None:
    """Close without being asked about what is not saved."""
    window.close_without_asking()


def _raise(error: Exception) -> None:
    raise error
