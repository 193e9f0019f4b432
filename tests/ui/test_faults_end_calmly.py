"""Wherever the program has a bug: is there one dialog, is the plan untouched, and does the work go on?"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.diary import logbook
from desktop.domain.plan import RowChange
from desktop.domain.progress import Progress
from desktop.texts import translate
from desktop.ui.app import Program
from desktop.ui.crash_dialog import CrashDialog
from desktop.ui.importing.wizard import ImportWizard
from desktop.workspace.import_flow import ImportFlow, ImportStep
from desktop.workspace.operations import SetUp
from desktop.workspace.operations.operation import Moment, PlanView
from desktop.workspace.sample import sample_files
from desktop.workspace.session import Session
from tests.building import MUNICIPALITY

SECRET = "Tandlæge Prøvesen 010160-5003"
PATIENCE_MS = 60_000


class _Faulty(QWidget):
    """Fails whenever it is painted."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        raise ValueError(SECRET)


class Sitting:
    """Somebody with a plan open, and what the program said of itself."""

    def __init__(self, program: Program, qtbot: QtBot) -> None:
        self.program, self.qtbot = program, qtbot
        self.plan, self.window = program.window.plan, program.window
        self.dialogs: list[tuple[str, str]] = []
        self.plan.ask_municipality = lambda _before, _new: MUNICIPALITY
        self.plan.new()
        qtbot.waitUntil(lambda: self.plan.session is not None and not self.plan.busy)
        self.before = self.session.history()

    @property
    def session(self) -> Session:
        assert self.plan.session is not None
        return self.plan.session

    def told_once_and_goes_on(self) -> None:
        """One dialog; the plan as it was; the next operation is done."""
        self.qtbot.waitUntil(lambda: bool(self.dialogs), timeout=PATIENCE_MS)
        self.qtbot.wait(30)
        assert len(self.dialogs) == 1
        report, safe = self.dialogs[0]
        assert "Prøvesen" not in report + safe
        assert "010160" not in report + safe
        assert "kept on this computer" in safe
        assert self.session.history() == self.before
        assert not self.plan.busy
        assert not self.plan.saving
        assert self.plan.run(SetUp(replace(MUNICIPALITY, name="Nyby Kommune")))
        assert len(self.session.history()) == len(self.before) + 1
        text = logbook.log_file().read_text(encoding="utf-8")
        assert text.count("ERROR") >= 1
        assert "Prøvesen" not in text


@pytest.fixture
def sitting(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sitting]:
    """The whole program with real threads, its hook in force; dialogs are noted and closed at once."""
    translate.use("en")
    hooks = sys.excepthook, threading.excepthook
    program = Program(qapp)
    translate.use("en")
    program.window.show()
    made = Sitting(program, qtbot)

    def read(dialog: CrashDialog) -> int:
        made.dialogs.append((dialog.report.as_text(), dialog.safe.text()))
        return 0

    monkeypatch.setattr(CrashDialog, "exec", read)
    with capture_exceptions():
        program.hook.install()
        yield made
        assert program.tasks.stop_all()
        sys.excepthook, threading.excepthook = hooks
    if made.plan.session is not None:
        made.plan.session.close()
    program.window.close_without_asking()
    program.window.deleteLater()
    translate.use("")


def fail(*_given: object) -> None:
    """A bug whose message holds a value of a cell."""
    raise ValueError(SECRET)


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_in_a_slot(sitting: Sitting) -> None:
    QTimer.singleShot(0, fail)
    sitting.told_once_and_goes_on()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_in_a_paint_event_however_often_it_is_painted(sitting: Sitting) -> None:
    faulty = _Faulty(sitting.window)
    faulty.setGeometry(0, 0, 50, 50)
    faulty.show()
    for _ in range(5):
        faulty.update()
        sitting.qtbot.wait(10)
    sitting.told_once_and_goes_on()
    faulty.deleteLater()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_on_a_thread(sitting: Sitting) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    sitting.told_once_and_goes_on()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_in_work_off_the_windows_thread(sitting: Sitting) -> None:
    sitting.plan.work("…", fail, on_done=fail)
    sitting.told_once_and_goes_on()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_in_an_operation_half_way(sitting: Sitting) -> None:
    class Faulty(SetUp):
        def changes(self, plan: PlanView, moment: Moment) -> Iterator[RowChange]:
            yield from SetUp.changes(self, plan, moment)
            fail()

    other = Faulty(replace(MUNICIPALITY, name="Halvby Kommune"))
    QTimer.singleShot(0, lambda: sitting.plan.run(other))
    sitting.told_once_and_goes_on()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_in_a_save(sitting: Sitting, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "Tandlæge Prøvesen.eanplan"
    monkeypatch.setattr(Session, "save_as", fail)
    monkeypatch.setattr(sitting.plan, "_ask_path", lambda _title: path)
    sitting.plan.save()
    sitting.told_once_and_goes_on()
    assert not path.exists()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_in_an_import_while_it_is_checked(sitting: Sitting, monkeypatch: pytest.MonkeyPatch) -> None:
    def wizard() -> ImportWizard:
        guest = sitting.window.host.guest
        assert isinstance(guest, ImportWizard)
        return guest

    def until(holds: Callable[[], bool]) -> None:
        sitting.qtbot.waitUntil(lambda: holds() and not sitting.program.tasks.busy(), timeout=PATIENCE_MS)

    monkeypatch.setattr(ImportFlow, "read", fail)
    sitting.window.import_files((sample_files().suppliers,))
    until(lambda: len(wizard().flow.items) == 1)
    wizard().next.click()
    assert wizard().flow.step is ImportStep.COLUMNS
    wizard().next.click()
    until(lambda: bool(sitting.dialogs))
    assert wizard().flow.step is ImportStep.COLUMNS
    wizard().cancel.click()
    sitting.told_once_and_goes_on()
    assert sitting.window.rail.isEnabled()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_in_a_process_that_work_has_started(sitting: Sitting) -> None:
    finished: list[object] = []

    def work(_progress: Progress) -> None:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            pool.submit(int, SECRET).result()

    sitting.plan.work("…", work, on_done=finished.append)
    sitting.told_once_and_goes_on()
    assert finished == []
