"""Does a crash below Python leave its places, and does the next start report them without a value?"""

from __future__ import annotations

import faulthandler
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.diary.hard_crash import Watch, report_of_trace
from desktop.paths import logs_dir

REPOSITORY = Path(__file__).resolve().parents[2]
FALL = """
import faulthandler
from desktop.diary.hard_crash import Watch
watch = Watch()
name = "Tandlæge Prøvesen"
faulthandler._sigsegv()
"""
ON_WINDOWS = r"""Windows fatal exception: access violation

Thread 0x00001a2c (most recent call first):
  File "desktop\workspace\session.py", line 99 in run

Current thread 0x00000b34 (most recent call first):
  File "D:\Anne Hansen\Programs\EAN Planner\_internal\PySide6\QtCore.py", line 4 in x
  File "desktop\ui\rail.py", line 191 in paintEvent
  File "D:\Anne Hansen\Desktop\EAN Planner\desktop\ui\app.py", line 12 in main

Extension modules: shiboken6.Shiboken, PySide6.QtCore (total: 2)
"""


@pytest.fixture(autouse=True)
def the_tests_own_traces() -> Iterator[None]:
    """A watch that is over takes the interpreter's traces with it; the test run has some of its own."""
    yield
    if sys.__stderr__ is not None:
        faulthandler.enable(sys.__stderr__)


def run(source: str) -> int:
    """How a process of its own ended."""
    done = subprocess.run(
        [sys.executable, "-c", source],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        check=False,
    )
    return done.returncode


def test_a_fall_is_told_by_the_next_start_and_only_by_that(home: Path) -> None:
    assert run(FALL) != 0
    following = Watch()
    assert following.last is not None
    assert following.last.kind == "Segmentation fault"
    assert not following.cut_short
    assert "Prøvesen" not in following.last.as_text()
    following.over()
    after = Watch()
    assert after.last is None
    assert not after.cut_short
    after.over()


def test_a_run_that_is_killed_is_cut_short_and_no_crash(home: Path) -> None:
    assert run("import os; from desktop.diary.hard_crash import Watch; w = Watch(); os._exit(9)") == 9
    following = Watch()
    assert following.last is None
    assert following.cut_short
    following.over()


def test_a_run_that_ends_by_itself_leaves_nothing(home: Path) -> None:
    Watch().over()
    assert list(logs_dir().iterdir()) == []


def test_a_report_of_a_trace_names_places_in_our_code_and_no_folder_of_the_computer() -> None:
    report = report_of_trace(ON_WINDOWS)
    assert report is not None
    assert report.kind == "access violation"
    assert report.places == ("desktop.ui.app:12", "desktop.ui.rail:191", "QtCore")
    assert "Hansen" not in report.as_text()


TAKEN_BACK = r"""Windows fatal exception: code 0x8001010d

Current thread 0x00000b34 (most recent call first):
  File "desktop\ui\app.py", line 99 in main
"""


def test_what_a_library_raised_and_took_back_is_no_crash_and_hides_none() -> None:
    assert report_of_trace(TAKEN_BACK) is None
    assert report_of_trace(TAKEN_BACK * 3) is None
    fallen = report_of_trace(TAKEN_BACK + ON_WINDOWS)
    assert fallen is not None
    assert (fallen.kind, fallen.places[0]) == ("access violation", "desktop.ui.app:12")


@pytest.mark.parametrize("text", ["", "Tandlæge Prøvesen", "Fatal Python error: 5790000000012", "\0" * 50])
def test_what_is_no_trace_is_no_report(text: str) -> None:
    assert report_of_trace(text) is None


def test_two_kinds_of_start_do_not_take_each_others_trace(home: Path) -> None:
    window, sample = Watch(), Watch("hard-crash-sample.txt")
    assert not sample.cut_short
    sample.over()
    window.over()


def test_a_folder_that_cannot_be_used_is_no_reason_not_to_start(home: Path) -> None:
    logs_dir().parent.mkdir(parents=True, exist_ok=True)
    logs_dir().write_text("in the way", encoding="utf-8")
    watch = Watch()
    assert watch.last is None
    watch.over()
