"""Does the program start as asked, in Danish, with the window on the screen before anything heavy?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import __main__ as start
from desktop.diary.report import new_report
from desktop.domain.progress import Progress
from desktop.texts import translate
from desktop.ui import app
from desktop.ui.app import Program, Start
from desktop.ui.messages import Recorder
from desktop.ui.settings import settings_file
from tests.building import MUNICIPALITY, new_session

REPOSITORY = Path(__file__).resolve().parent.parent.parent

# Starts as a double click does, and says what was imported by the time the first window had been painted.
FIRST_PAINT = """
import json, sys
from PySide6.QtWidgets import QApplication
from desktop import __main__ as program
from desktop.ui import app

def painted(run):
    print(json.dumps(sorted(sys.modules)))
    QApplication.quit()

app.Run.go_on = painted
sys.exit(program.main(json.loads(sys.argv[1])))
"""
HEAVY = frozenset(
    {"pandas", "numpy", "docxtpl", "docx", "sqlalchemy", "openpyxl", "lxml", "python_calamine"}
    | {"decimal", "logging.handlers", "statistics", "html"}
)
# All the first paint may take from the rooms below the window. Whoever needs more there imports it later:
# "Late loading" in docs/architecture.md.
BUDGET = frozenset(
    {
        "desktop",
        "desktop.__main__",
        "desktop.paths",
        "desktop.diary",
        "desktop.diary.hard_crash",
        "desktop.diary.report",
        "desktop.domain",
        "desktop.domain.characters",
        "desktop.domain.errors",
        "desktop.domain.progress",
        "desktop.storage",
        "desktop.storage.working_folders",
        "desktop.texts",
        "desktop.texts.dates",
        "desktop.texts.numbers",
        "desktop.texts.translate",
        "desktop.workspace",
        "desktop.workspace.one_window",
    }
)
# Of the window: no page but the first, no dialog, table, chart, import or help nobody has asked for.
LATER = (
    "charts",
    "help.panel",
    "help.guide",
    "help.topics",
    "importing",
    "merge",
    "privacy",
    "tables",
    "warming",
)


@pytest.mark.parametrize(
    "arguments",
    [[], ["plan.eanplan"], ["C:/Planer/Min plan.EANPLAN"], ["--sample"], ["--sample", "x.eanplan"]],
)
def test_the_window_opens_for_a_plan_or_nothing(arguments: list[str]) -> None:
    assert start.opens_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [["demo"], ["demo", "--json"], ["new", "plan.eanplan"], ["--help"], ["self-test"], ["liste.csv"]],
)
def test_everything_else_is_for_the_command_line(arguments: list[str]) -> None:
    assert not start.opens_window(arguments)


def test_commands_are_handed_over_as_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop import cli

    given: list[list[str]] = []

    def record(arguments: list[str], *, painter: object) -> int:
        assert callable(painter)  # the note's charts are painted by Qt, which the command line does not know
        given.append(arguments)
        return 7

    monkeypatch.setattr(cli, "main", record)
    assert start.main(["compare", "plan.eanplan", "--json"]) == 7
    assert given == [["compare", "plan.eanplan", "--json"]]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        ([], Start()),
        (["--sample"], Start(sample=True)),
        (["plan.eanplan"], Start(plan=Path("plan.eanplan"))),
    ],
)
def test_arguments_say_what_to_open(arguments: list[str], asked: Start) -> None:
    assert app.parse(arguments) == asked


def _at_first_paint(*arguments: str) -> set[str]:
    """The modules that are in memory when the window has just been painted."""
    result = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, json.dumps(arguments)],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return set(json.loads(result.stdout))


@pytest.mark.parametrize("arguments", [(), ("plan.eanplan",), ("--sample",)])
def test_the_first_paint_waits_for_nothing_that_can_come_later(
    home: Path, arguments: tuple[str, ...]
) -> None:
    there = _at_first_paint(*arguments)
    assert there & HEAVY == set()
    ours = {name for name in there if name.partition(".")[0] == "desktop"}
    below = {name for name in ours if not name.startswith("desktop.ui")}
    assert below - BUDGET == set()
    pages = {name for name in ours if name.startswith("desktop.ui.pages.")}
    assert pages <= {f"desktop.ui.pages.{one}" for one in ("page", "start", "start_welcome")}
    assert {name for name in ours if name.startswith(tuple(f"desktop.ui.{part}" for part in LATER))} == set()


def test_the_budget_of_the_first_paint_names_nothing_that_is_not_there_any_more(home: Path) -> None:
    assert BUDGET - _at_first_paint() == set()


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    """The whole program, with real threads."""
    made = Program(qapp)
    yield made
    assert made.tasks.stop_all()
    if made.window.plan.session is not None:
        made.window.plan.session.close()
    made.window.close_without_asking()
    made.window.deleteLater()
    translate.use("")


def test_the_program_speaks_danish_and_so_do_qts_own_buttons(program: Program) -> None:
    assert translate.current_language() == "da"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Annuller"


def test_a_plan_named_at_the_start_is_opened_behind_the_window(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "plan.eanplan"
    session = new_session()
    session.save_as(path)
    session.close()
    program.begin(Start(plan=path))
    assert program.window.plan.session is None
    assert program.window.plan.busy
    qtbot.waitUntil(lambda: program.window.plan.session is not None)
    assert program.window.plan.title == MUNICIPALITY.name
    assert not program.window.plan.busy


def test_a_plan_that_is_not_there_is_told_on_the_strip(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    program.begin(Start(plan=tmp_path / "væk.eanplan"))
    banner = program.window.banner
    qtbot.waitUntil(lambda: not banner.isHidden())
    assert "væk.eanplan" in banner.text.text()


def test_the_sample_can_be_asked_for_at_the_start(program: Program, qtbot: QtBot) -> None:
    program.begin(Start(sample=True))
    qtbot.waitUntil(lambda: program.window.plan.session is not None, timeout=60_000)
    assert program.window.plan.title == "Eksempelby Kommune"


def test_a_plan_is_closed_only_when_nobody_works_with_it_any_more(program: Program, qtbot: QtBot) -> None:
    plan = program.window.plan
    plan.ask_municipality = lambda _before, _new: MUNICIPALITY
    plan.new()
    qtbot.waitUntil(lambda: plan.session is not None and not plan.busy)
    session = plan.session
    assert session is not None
    started, asked = threading.Event(), []

    def work(progress: Progress) -> None:
        started.set()
        try:
            while True:
                progress(0, 0)
                time.sleep(0.005)
        finally:
            asked.append(session.overview().suppliers)

    program.tasks.run(work, on_done=lambda _: None)
    assert started.wait(10)
    plan._adopt(None)
    assert asked == [0]


def test_that_the_program_fell_is_still_on_the_strip_when_the_plan_is_open(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "plan.eanplan"
    session = new_session()
    session.save_as(path)
    session.close()
    start = Start(plan=path)
    program.begin(start)
    program.tell_last(new_report("Segmentation fault", ("desktop.ui.rail:191",)), start)
    qtbot.waitUntil(lambda: program.window.plan.session is not None)
    assert "lukkede ved en fejl" in program.window.banner.title.text()
    assert not program.window.banner.isHidden()


def test_starting_with_nothing_opens_nothing(program: Program) -> None:
    program.begin(Start())
    assert program.window.plan.session is None
    assert not program.window.plan.busy


def test_qts_controls_in_our_own_form_are_drawn(qtbot: QtBot) -> None:
    """A fault in the style would show here as a caught exception."""
    from PySide6.QtWidgets import (
        QCheckBox,
        QComboBox,
        QLineEdit,
        QMenuBar,
        QPushButton,
        QRadioButton,
        QScrollArea,
        QSpinBox,
        QTableWidget,
        QVBoxLayout,
        QWidget,
    )

    from desktop.ui.style import PlannerStyle

    style = PlannerStyle()
    page = QWidget()
    column = QVBoxLayout(page)
    ticked, half = QCheckBox("Ja"), QCheckBox("Delvis")
    ticked.setChecked(True)
    half.setTristate(True)
    half.setCheckState(half.checkState().PartiallyChecked)
    radio, push = QRadioButton("En"), QPushButton("Tryk")
    radio.setChecked(True)
    push.setDefault(True)
    combo = QComboBox()
    combo.setEditable(True)
    combo.addItems(["A", "B"])
    bar = QMenuBar()
    bar.addMenu("Filer").addAction("Åbn")
    scrolling = QScrollArea()
    scrolling.setWidget(QTableWidget(50, 20))
    off = QLineEdit("fra")
    off.setEnabled(False)
    for widget in (
        bar,
        ticked,
        half,
        radio,
        push,
        combo,
        QComboBox(),
        QSpinBox(),
        QLineEdit("x"),
        off,
        scrolling,
    ):
        column.addWidget(widget)
    for part in (page, *page.findChildren(QWidget)):
        part.setStyle(style)
    qtbot.addWidget(page)
    page.show()
    combo.setFocus()
    assert not page.grab().isNull()


def test_a_program_that_has_copied_ends_in_peace() -> None:
    # A process of its own: what goes wrong goes wrong after Python has gone.
    source = """
import sys
from PySide6.QtGui import QGuiApplication
from desktop.ui import app
from desktop.ui.tables.clipboard import cells_as_mime

def copy_and_leave():
    QGuiApplication.clipboard().setMimeData(cells_as_mime(["EAN"], [["5798099900015"]], [False]))
    QGuiApplication.quit()

app.Program.begin = lambda self, start: copy_and_leave()
sys.exit(app.main([]))
"""
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("content", ["{", "{}"])
def test_damaged_settings_are_told_calmly_at_the_start(qapp: QApplication, content: str) -> None:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    program = Program(qapp)
    program.window.messages = told = Recorder()
    program.begin(Start())
    program.tasks.stop_all()
    assert [kind for kind, _text in told.said] == (["warn"] if content == "{" else [])
    assert all("settings-damaged.json" in text for _kind, text in told.said)
