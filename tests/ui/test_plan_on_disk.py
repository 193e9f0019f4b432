"""Does the window tell who has a plan, offer what a crash left, and go on working while a drive is slow?"""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain.plan import Municipality
from desktop.storage.lock_note import note_of
from desktop.ui.appearance import Theme
from desktop.ui.earlier_versions import EarlierVersionsDialog, offer_earlier
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.recovery_offer import offer_recovered
from desktop.ui.settings import Settings
from desktop.ui.tasks import ThreadRunner
from desktop.workspace import recovery
from desktop.workspace.backups import EarlierVersion
from desktop.workspace.operations import SetUp
from desktop.workspace.session import Session, Who
from tests.building import NOON, new_session
from tests.storage.test_migrations import OLD
from tests.ui.conftest import Stage, _raise

LONE = Who("lone", "PC-2")


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.eanplan"
    session = new_session()
    session.save_as(path)
    session.close()
    return path


def test_the_second_is_told_who_has_the_plan_and_can_take_it_over(stage: Stage, plan: Path) -> None:
    lones = Session.open(plan, who=LONE, clock=lambda: NOON)
    stage.plan.open(plan)
    assert "lone (on PC-2)" in stage.messages.said[-1][1]
    assert stage.window.windowTitle() == "plan.eanplan[*] (read-only) – Prøveby Kommune – EAN Planner"
    assert not stage.plan.run(SetUp(Municipality(name="Andenby Kommune")))
    assert "lone" in stage.messages.said[-1][1]
    stage.messages.answers.append("take")
    stage.messages.offers[0].act()
    assert "lone" in stage.messages.asked[-1].title
    assert stage.plan.session is not None
    assert not stage.plan.session.is_read_only
    assert stage.plan.modified
    lones.close()


def test_leaving_a_plan_one_could_only_read_asks_nothing(stage: Stage, plan: Path) -> None:
    lones = Session.open(plan, who=LONE)
    stage.plan.open(plan)
    stage.plan.close()
    assert stage.messages.asked == []
    lones.close()


def test_a_plan_of_an_earlier_version_says_what_saving_will_do(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "gammel.eanplan"
    shutil.copyfile(OLD[1], path)
    stage.plan.open(path)
    assert "gammel.v1.bak" in stage.messages.said[-1][1]
    stage.plan.save()
    assert (tmp_path / "gammel.v1.bak").exists()


def crashed() -> None:
    session = new_session()
    session._copy.database.close()
    session._copy.home.release()


def test_what_a_crash_left_is_offered_before_anything_else(stage: Stage) -> None:
    crashed()
    stage.messages.answers.append("go_on")
    offer_recovered(stage.plan, stage.messages, otherwise=pytest.fail)
    (question,) = stage.messages.asked
    assert "Prøveby Kommune has 1 change" in question.text
    assert stage.plan.title == "Prøveby Kommune"
    assert stage.plan.modified


@pytest.mark.parametrize(("answer", "left"), [("later", 1), ("discard", 0)])
def test_who_does_not_go_on_gets_what_they_asked_for(stage: Stage, answer: str, left: int) -> None:
    crashed()
    went_on = []
    stage.messages.answers += [answer]
    offer_recovered(stage.plan, stage.messages, otherwise=lambda: went_on.append(True))
    assert went_on == [True]
    stage.messages.answers += ["later"] * left
    offer_recovered(stage.plan, stage.messages, otherwise=lambda: None)
    assert len(stage.messages.asked) == 1 + left


def test_without_a_crash_nothing_is_asked(stage: Stage) -> None:
    went_on = []
    offer_recovered(stage.plan, stage.messages, otherwise=lambda: went_on.append(True))
    assert went_on == [True]
    assert stage.messages.asked == []


def test_an_earlier_version_opens_as_a_new_plan(stage: Stage, plan: Path) -> None:
    stage.plan.open(plan)
    offer_earlier(stage.plan, stage.messages, lambda _versions: pytest.fail("nothing to choose from"))
    assert "saved twice" in stage.messages.said[-1][1]
    stage.plan.run(SetUp(Municipality(name="Andenby Kommune")))
    stage.plan.save()
    offer_earlier(stage.plan, stage.messages, lambda versions: versions[0])
    assert stage.plan.title == "Prøveby Kommune"
    assert stage.plan.session is not None
    assert stage.plan.session.path is None
    assert stage.plan.modified


# ------------------------------------------------------------------------- a plan that is not as it was saved


def spoil(plan: Path) -> None:
    """Let one letter of the municipality's name turn into another."""
    data = plan.read_bytes()
    assert b"veby Kommune" in data
    plan.write_bytes(data.replace(b"veby Kommune", b"veby Kommunf"))


def test_what_can_be_read_of_a_spoilt_plan_opens_as_a_new_plan(stage: Stage, plan: Path) -> None:
    spoil(plan)
    stage.messages.answers.append("read")
    stage.plan.open(plan)
    (question,) = stage.messages.asked
    assert "no longer as it was saved" in question.text
    assert "Setting" in question.text
    assert stage.plan.session is not None
    assert stage.plan.session.path is None
    assert stage.plan.modified


def test_an_earlier_version_of_a_spoilt_plan_opens_as_a_new_plan(
    stage: Stage, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(plan)
    session.run(SetUp(Municipality(name="Saaveby Kommune")))
    session.save()
    session.close()
    spoil(plan)
    monkeypatch.setattr("desktop.ui.earlier_versions.choose_in", lambda _window: lambda versions: versions[0])
    stage.messages.answers.append("earlier")
    stage.plan.open(plan)
    assert stage.plan.title == "Prøveby Kommune"
    assert stage.plan.session is not None
    assert stage.plan.session.path is None


def test_a_spoilt_plan_may_be_left_alone(stage: Stage, plan: Path) -> None:
    spoil(plan)
    before = plan.read_bytes()
    stage.messages.answers.append("cancel")
    stage.plan.open(plan)
    assert stage.plan.session is None
    assert plan.read_bytes() == before


def test_a_plan_that_is_broken_offers_its_earlier_versions(stage: Stage, plan: Path) -> None:
    plan.write_bytes(plan.read_bytes()[:5_000])
    stage.plan.open(plan)
    assert "damaged" in stage.messages.said[-1][1]
    stage.messages.offers[-1].act()
    assert "saved twice" in stage.messages.said[-1][1]


def test_the_list_of_earlier_versions_gives_the_marked_one(qtbot: QtBot, english: None) -> None:
    versions = [EarlierVersion(Path(f"{number}.eanplan"), NOON, 2_048 * number) for number in (1, 2, 3)]
    dialog = EarlierVersionsDialog(versions)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.chosen() == versions[0]
    assert "20 Nov 2026" in dialog.list.item(1).text().replace("\u00a0", " ")
    dialog.list.setCurrentRow(2)
    assert dialog.chosen() == versions[2]


# ------------------------------------------------------------------------------------- a slow drive


class Drive:
    """A drive that does not answer until it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.reached, self.answers = threading.Event(), threading.Event()
        real = os.replace

        def replace(source: Path, target: Path) -> None:
            if Path(target).parent == folder:
                self.reached.set()
                self.answers.wait(30)
            real(source, target)

        monkeypatch.setattr(os, "replace", replace)


@pytest.fixture
def slow(
    qtbot: QtBot, qapp: QApplication, english: None, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[MainWindow, Recorder, Drive]:
    """A window with a plan that is being saved to a drive that does not answer."""
    messages = Recorder()
    window = MainWindow(
        tasks=ThreadRunner(_raise),
        settings=Settings(),
        theme=Theme(qapp),
        on_bug=_raise,
        messages=messages,
    )
    qtbot.addWidget(window, before_close_func=lambda one: one.close_without_asking())
    window.show()
    window.plan.open(plan)
    qtbot.waitUntil(lambda: window.plan.session is not None)
    drive = Drive(monkeypatch, plan.parent)
    window.plan.run(SetUp(Municipality(name="Andenby Kommune")))
    window.plan.save()
    qtbot.waitUntil(drive.reached.is_set)
    return window, messages, drive


def test_work_goes_on_while_a_drive_does_not_answer(
    qtbot: QtBot, slow: tuple[MainWindow, Recorder, Drive], plan: Path
) -> None:
    window, _messages, drive = slow
    assert "Saving…" in window.windowTitle()
    assert not window.plan.busy
    assert window.plan.run(SetUp(Municipality(name="Tredjeby Kommune")))
    qtbot.waitUntil(lambda: window.plan.title == "Tredjeby Kommune")
    drive.answers.set()
    qtbot.waitUntil(lambda: not window.plan.saving)
    assert window.plan.modified
    saved = Session.open(plan, who=LONE)
    assert saved.municipality.name == "Andenby Kommune"
    saved.close()
    assert window.plan.session is not None
    window.plan.session.close()


def test_the_windows_heart_beats_while_a_drive_does_not_answer(
    qtbot: QtBot, slow: tuple[MainWindow, Recorder, Drive]
) -> None:
    """That it beats at all; how long between two beats is measured by `dev.py faults`."""
    window, _messages, drive = slow
    beats: list[bool] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(window.plan.saving))
    timer.start(20)
    qtbot.waitUntil(lambda: len(beats) >= 20)
    timer.stop()
    assert all(beats)
    drive.answers.set()
    qtbot.waitUntil(lambda: not window.plan.saving)
    assert window.plan.session is not None
    window.plan.session.close()


def test_closing_waits_for_the_save_when_asked_to(
    qtbot: QtBot, slow: tuple[MainWindow, Recorder, Drive], plan: Path
) -> None:
    window, messages, drive = slow
    messages.answers.append("wait")
    window.close()
    assert window.isVisible()
    assert "saved" in messages.asked[-1].title
    drive.answers.set()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert not note_of(plan).exists()


def test_closing_anyway_keeps_the_work_for_the_next_start(
    qtbot: QtBot, slow: tuple[MainWindow, Recorder, Drive]
) -> None:
    window, messages, drive = slow
    window.plan.run(SetUp(Municipality(name="Tredjeby Kommune")))
    messages.answers.append("close")
    window.close()
    assert not window.isVisible()
    drive.answers.set()
    qtbot.waitUntil(lambda: len(recovery.found()) == 1)
    assert recovery.found()[0].title == "Tredjeby Kommune"


# --------------------------------------------------------------------- gone on with, and open elsewhere


def test_who_goes_on_with_a_plan_that_somebody_has_opened_meanwhile_is_told_and_can_save_it_elsewhere(
    stage: Stage, plan: Path, tmp_path: Path
) -> None:
    mine = Session.open(plan)
    mine.run(SetUp(Municipality(name="Andenby Kommune")))
    mine._copy.database.close()
    mine._copy.home.release()
    note_of(plan).unlink()
    lones = Session.open(plan, who=LONE, clock=lambda: NOON)
    stage.messages.answers.append("go_on")
    offer_recovered(stage.plan, stage.messages, otherwise=pytest.fail)
    assert "lone (on PC-2)" in stage.messages.said[-1][1]
    assert stage.plan.modified, "what was recovered is in no file"
    stage.messages.files.append(tmp_path / "min.eanplan")
    stage.messages.offers[-1].act()
    assert not stage.plan.modified
    kept = Session.open(tmp_path / "min.eanplan", who=LONE)
    assert kept.municipality.name == "Andenby Kommune"
    kept.close()
    lones.close()
