"""Is everything loaded ahead that a first press needs, without holding the window up or outliving it?"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.progress import Cancelled
from desktop.ui import warming
from desktop.ui.page_host import PAGES
from desktop.ui.tasks import InlineRunner
from desktop.ui.warming import Warming
from desktop.workspace import loading_ahead

REPOSITORY = Path(__file__).resolve().parents[2]
NAMED = (*loading_ahead.MODULES, *warming.TEXTS, *warming.PAGES)

# A start in a process of its own: by the end of the warming, what is new when each page is looked at?
LOADED_LATE = """
import sys
from PySide6.QtCore import QTimer
from desktop import __main__ as program
from desktop.ui import app, page_host, warming

def look(run):
    go_on(run)
    ahead = run._program.window.findChild(warming.Warming)
    def when_over():
        if not ahead.over or run._program.tasks.busy():
            QTimer.singleShot(10, when_over)
            return
        before = set(sys.modules)
        for spec in page_host.PAGES:
            run._program.window.go_to(spec.name)
        print(*sorted(one for one in set(sys.modules) - before if one.startswith("desktop")))
        run._program.window.close()
    when_over()

go_on, app.Run.go_on = app.Run.go_on, look
sys.exit(program.main([]))
"""


@pytest.mark.parametrize("name", NAMED)
def test_what_is_loaded_ahead_is_there(name: str) -> None:
    assert importlib.import_module(name).__name__ == name


def test_every_page_of_the_rail_is_loaded_ahead() -> None:
    ahead = {name.removeprefix("desktop.ui.pages.") for name in warming.PAGES}
    assert {spec.name for spec in PAGES} - {"start"} <= ahead


def test_nothing_of_a_page_is_left_to_load_when_it_is_looked_at(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LOADED_LATE],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []


def test_the_pages_come_one_by_one_after_the_rooms_below(qtbot: QtBot) -> None:
    owner = QObject()
    ahead = Warming(InlineRunner(), lambda: False, owner)
    assert not ahead.over
    ahead.begin()
    qtbot.waitUntil(lambda: ahead.over)


def test_whoever_waits_for_a_plan_goes_first(qtbot: QtBot) -> None:
    owner, runner = QObject(), InlineRunner()
    busy = [True]
    ahead = Warming(runner, lambda: busy[0], owner)
    ahead.begin()
    qtbot.wait(100)
    assert runner.reports == []
    busy[0] = False
    qtbot.waitUntil(lambda: ahead.over)
    assert runner.reports != []


def test_a_window_that_is_closed_meanwhile_waits_for_one_module_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    loaded: list[str] = []
    monkeypatch.setattr(importlib, "import_module", loaded.append)

    def stop(done: int, total: int) -> None:
        asked.append(total)
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        loading_ahead.load_ahead(stop)
    assert loaded == list(loading_ahead.MODULES[:2])
    assert set(asked) == {len(loading_ahead.MODULES)}
