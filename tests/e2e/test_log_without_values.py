"""Does a day's work leave a value in the log? Planted ones, the sample's own, those of what fails.

The whole program with its real threads and messages, in a home whose folders have names to recognise. Every
byte of the log is looked at afterwards, and it must say what was done: a log that says nothing leaks nothing.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.diary import logbook
from desktop.texts import translate
from desktop.ui.app import Program, Run, Start
from desktop.ui.crash_dialog import CrashDialog
from desktop.ui.importing.wizard import ImportWizard
from desktop.workspace.import_flow import ImportStep
from desktop.workspace.operations import SetUp
from desktop.workspace.session import Session
from tests.building import MUNICIPALITY

PATIENCE_MS = 60_000
NAME, STREET, CITY = "Zebrafinkens Tandpleje", "Xylofonstien", "Quetzalby"
CVR, EAN, CPR, PHONE = "12345674", "5790000000012", "010160-5003", "99887766"
FOLDER, FILE = "Wolframs mappe", "Jordbærkontoens plan"
PLANTED = (NAME, STREET, CITY, CVR, EAN, CPR, CPR.replace("-", ""), PHONE, FOLDER, FILE)
LIST = (
    "Leverandørnr;Navn;CVR;EAN;Adresse;Postnr;By;Telefon\n"
    f"70012345;{NAME};{CVR};{EAN};{STREET} 7;9990;{CITY};{PHONE}\n"
    f"70012346;{NAME} {CPR};;{EAN};{STREET} 9;9990;{CITY};{PHONE}\n"
)
_LEAST_TELLING = 5
"""Letters and digits from which on a value of the sample is looked for: "Vej" and "12" say nothing."""


class Day:
    """One run of the program, with somebody at it."""

    def __init__(self, app: QApplication, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.program = Program(app)
        self.program.hook.install()
        self.run = Run(self.program, Start(), None, 0.0)
        self.window, self.plan = self.program.window, self.program.window.plan
        self.plan.ask_municipality = lambda _before, _new: replace(MUNICIPALITY, name=f"{CITY} Kommune")
        self.window.show()
        self.run.go_on()

    def until(self, free: bool = True) -> None:
        """Wait until nothing is under way."""
        tasks = self.program.tasks
        self.qtbot.waitUntil(
            lambda: not (free and tasks.busy()) and not self.plan.busy and not self.plan.saving,
            timeout=PATIENCE_MS,
        )

    @property
    def session(self) -> Session:
        assert self.plan.session is not None
        return self.plan.session

    @property
    def wizard(self) -> ImportWizard:
        guest = self.window.host.guest
        assert isinstance(guest, ImportWizard)
        return guest


def text_of_log() -> str:
    """Everything in the log's folder."""
    files = logbook.log_file().parent.iterdir()
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def found(log: str, values: Iterable[str]) -> list[str]:
    """The values that are in the log, whatever the case."""
    folded = log.casefold()
    return [value for value in values if value.casefold() in folded]


@pytest.fixture
def day(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Day]:
    """The program as `main` makes it; crash dialogs are read and closed at once."""
    hooks = sys.excepthook, threading.excepthook
    monkeypatch.setattr(CrashDialog, "exec", lambda _dialog: 0)
    with capture_exceptions():
        made = Day(qapp, qtbot)
        yield made
        if made.plan.session is not None:
            made.session.close()
        made.window.close_without_asking()
        made.run.over()
        sys.excepthook, threading.excepthook = hooks
    made.window.deleteLater()
    translate.use("")


def import_list(day: Day, path: Path) -> None:
    """Take a supplier list in through the wizard."""
    day.window.import_files((path,))
    day.qtbot.waitUntil(lambda: len(day.wizard.flow.items) == 1, timeout=PATIENCE_MS)
    for _ in range(3):
        day.until()
        day.wizard.next.click()
    day.qtbot.waitUntil(lambda: day.wizard.flow.step is ImportStep.DONE, timeout=PATIENCE_MS)
    day.until()
    day.wizard.done.on.click()
    day.until()


@pytest.mark.logs("ERROR desktop.crash: .*ValueError", "ERROR desktop.crash: .*NotADirectoryError")
def test_what_was_planted_is_nowhere_in_the_log(day: Day, tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    suppliers = folder / f"{FILE}.csv"
    suppliers.write_text(LIST, encoding="utf-8")
    day.plan.new()
    day.until()
    import_list(day, suppliers)
    assert {one.supplier.facts.name for one in day.session.assessments()} >= {NAME}
    day.plan.run(SetUp(replace(MUNICIPALITY, name=f"{CITY} Kommune", contact=NAME, phone=PHONE)))

    path = folder / f"{FILE}.eanplan"
    day.session.save_as(path)
    day.plan.save()
    day.until()
    day.plan.open(folder / f"{FILE} væk.eanplan")  # not there: told
    day.until()
    broken = folder / f"{FILE} itu.eanplan"
    broken.write_bytes(path.read_bytes()[:5000])
    day.plan.open(broken)  # damaged: told
    day.until()
    day.program.hook.report(ValueError(f"{NAME} {CPR} {EAN} {path}"))
    day.plan.work("…", lambda _progress: Path(f"{path}/{NAME}").read_bytes(), on_done=lambda _nothing: None)
    day.until()
    day.plan.close()
    day.plan.open(path)
    day.until()
    day.plan.undo()
    day.until()

    log = text_of_log()
    assert found(log, PLANTED) == []
    for event in ("started", "plan-opened", "plan-changed", "plan-saved", "plan-closed", "told", "work"):
        assert f" INFO {event} " in log or f" INFO {event}\n" in log, event
    assert "suppliers=2" in log
    assert "kind=FileTrouble fault=missing" in log
    assert "ERROR EAN Planner" in log


def test_nothing_of_the_sample_municipality_is_in_the_log(day: Day, tmp_path: Path) -> None:
    day.plan.load_sample()
    day.until()
    for page in ("suppliers", "quality", "duplicates", "collective", "kp", "choice", "rollout", "letters"):
        day.window.go_to(page)
        day.until()
    assessments = day.session.assessments()
    values = {
        text
        for one in assessments
        for text in map(str, (one.supplier.facts.name, one.supplier.facts.cvr, one.supplier.facts.number))
        if len(text) >= _LEAST_TELLING
    }
    eans = {use.ean for one in assessments for use in one.activity.uses}
    day.session.save_as(tmp_path / "Eksempelby.eanplan")
    day.plan.save()
    day.until()
    log = text_of_log()
    assert f"suppliers={len(assessments)}" in log
    assert len(values) > len(assessments)
    assert found(log, values | eans | {"Eksempelby", str(tmp_path), "eanplan"}) == []
