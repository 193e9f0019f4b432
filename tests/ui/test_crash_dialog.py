"""Does a user who meets a bug read what is safe, what can be sent, and where the log lies?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.diary import logbook
from desktop.diary.report import CrashReport, new_report
from desktop.domain.plan import Municipality
from desktop.paths import logs_dir
from desktop.texts import translate
from desktop.ui import crash_dialog
from desktop.ui.crash_dialog import CrashDialog, tell_last, what_is_safe
from desktop.ui.log_dialog import LogDialog
from desktop.ui.messages import Recorder
from desktop.ui.open_plan import OpenPlan
from desktop.ui.settings import Settings
from desktop.ui.tasks import InlineRunner
from tests.building import MUNICIPALITY

REPORT = new_report("ValueError", ("desktop.ui.rail:12",))


@pytest.fixture(autouse=True)
def danish() -> Iterator[None]:
    """As users read it."""
    translate.use("da")
    yield
    translate.use("")


@pytest.fixture
def plan(qtbot: QtBot) -> Iterator[OpenPlan]:
    """A plan behind no window, that asks nothing."""

    def answer(_before: Municipality, _new: bool) -> Municipality:
        return MUNICIPALITY

    made = OpenPlan(InlineRunner(), Recorder(), Settings())
    made.ask_municipality = answer
    yield made
    if made.session is not None:
        made.session.close()


def button(dialog: CrashDialog | LogDialog, text: str) -> QPushButton:
    """The button that says so."""
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


def test_without_a_plan_nothing_is_said_of_one(plan: OpenPlan) -> None:
    assert what_is_safe(plan) == ""


def test_a_plan_that_was_never_saved_is_in_its_working_copy(plan: OpenPlan) -> None:
    plan.new()
    assert "arbejdskopi" in what_is_safe(plan)
    assert "Gem planen nu" in what_is_safe(plan)


def test_a_plan_that_was_saved_is_said_to_be_with_the_time(plan: OpenPlan, tmp_path: Path) -> None:
    plan.new()
    assert plan.session is not None
    plan.session.save_as(tmp_path / "plan.eanplan")
    plan.save()
    plan.saved_at = datetime(2026, 11, 20, 12, 3, tzinfo=UTC)
    assert what_is_safe(plan) == "Planen er gemt kl. 12:03 med det hele."
    plan.modified = True
    assert what_is_safe(plan).startswith("Planen er sidst gemt kl. 12:03. ")


def test_the_dialog_copies_opens_the_folder_and_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    dialog = CrashDialog(REPORT, "Planen er gemt.")
    qtbot.addWidget(dialog)
    assert "Det er ikke jeres skyld" in dialog.safe.text()
    assert "Planen er gemt." in dialog.safe.text()
    button(dialog, "Kopiér").click()
    assert QGuiApplication.clipboard().text() == REPORT.as_text()
    button(dialog, "Åbn mappen med loggen").click()
    assert [Path(url.toLocalFile()) for url in opened] == [logs_dir()]
    assert logs_dir().is_dir()
    button(dialog, "Fortsæt").click()
    assert dialog.result() == CrashDialog.DialogCode.Accepted


def test_a_folder_that_cannot_be_made_does_no_harm(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    logs_dir().parent.mkdir(parents=True, exist_ok=True)
    logs_dir().write_text("in the way", encoding="utf-8")
    crash_dialog.open_log_folder()
    assert [Path(url.toLocalFile()) for url in opened] == [logs_dir().parent]


def test_the_next_start_says_that_the_program_fell_and_shows_what_can_be_reported(qtbot: QtBot) -> None:
    told = Recorder()
    shown: list[CrashReport] = []
    tell_last(REPORT, told, shown.append)
    assert told.said[0][0] == "warn"
    assert "lukkede ved en fejl sidste gang" in told.said[0][1]
    told.offers[0].act()
    assert shown == [REPORT]


@pytest.mark.logs("ERROR desktop.crash")
def test_the_whole_log_can_be_read_and_copied_before_it_is_sent(qtbot: QtBot) -> None:
    logbook.open_log()
    logbook.note(logbook.Event.PLAN_SAVED, ms=12)
    logbook.note_bug(REPORT)
    dialog = LogDialog()
    qtbot.addWidget(dialog)
    newest, before = dialog.text.toPlainText().splitlines()
    assert REPORT.number in newest
    assert "plan-saved ms=12" in before
    button(dialog, "Kopiér det hele").click()
    assert QGuiApplication.clipboard().text() == f"{before}\n{newest}"


def test_an_empty_log_says_so(qtbot: QtBot) -> None:
    dialog = LogDialog()
    qtbot.addWidget(dialog)
    assert dialog.text.isHidden()
    assert not dialog.nothing.isHidden()
    assert not button(dialog, "Kopiér det hele").isEnabled()
