"""What happens when the window cannot come up? A calm word in Danish, an exit status, a report in the log.

Each start is a process of its own, as by a double click. Windows tells it in a box that waits for a press;
the word itself is looked at where it comes on the terminal.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.diary import first_aid, logbook
from desktop.paths import logs_dir

on_the_terminal = pytest.mark.skipif(sys.platform == "win32", reason="the box would wait for a press")
REPOSITORY = Path(__file__).resolve().parents[2]
START = "import sys; from desktop.__main__ import main; sys.exit(main([]))"
NO_QT = "import sys; sys.modules['PySide6.QtWidgets'] = None\n" + START
NO_PAGES = "import sys; sys.modules['desktop.ui.page_host'] = None\n" + START
A_BUG = """
import sys
from desktop.__main__ import main
from desktop.ui import app
def fail(self, *given):
    raise ValueError("Tandlæge Prøvesen 010160-5003")
app.Program.__init__ = fail
sys.exit(main([]))
"""


def start(source: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A start of the program that should end by itself, and soon."""
    return subprocess.run(
        [sys.executable, "-c", source],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


@on_the_terminal
@pytest.mark.parametrize("source", [NO_QT, NO_PAGES, A_BUG])
def test_a_start_that_comes_to_nothing_is_told_calmly_and_without_a_trace(source: str, home: Path) -> None:
    done = start(source)
    assert done.returncode == first_aid.NOT_STARTED
    assert done.stderr.startswith("EAN Planner kunne ikke starte\n")
    assert "Jeres planer er urørte." in done.stderr
    assert str(logs_dir()) in done.stderr
    assert "Traceback" not in done.stderr
    assert "Prøvesen" not in done.stderr
    log = logbook.log_file().read_text(encoding="utf-8")
    assert "desktop.__main__" in log
    assert "Prøvesen" not in log


@on_the_terminal
def test_without_a_screen_the_reason_is_told(home: Path) -> None:
    environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    done = start(START, **environment)
    assert done.returncode == first_aid.NOT_STARTED
    assert "Der er ingen skærm" in done.stderr
    assert "qt.qpa" not in done.stderr


@on_the_terminal
def test_a_library_that_is_missing_is_named_and_not_taken_for_a_missing_screen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there = {"libxcb-shape.so.0", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0", "libxcb-cursor.so.0"}

    def loads(library: str) -> str:
        if library in there:
            return ""
        return (
            f"{'libGL.so.1' if library.endswith('libqxcb.so') else library}: cannot open shared object file"
        )

    missing = first_aid.missing_libraries(Path("platforms/libqxcb.so"), loads)
    assert missing == ["libGL.so.1", "libxcb-icccm.so.4"]
    monkeypatch.setattr(first_aid, "missing_libraries", lambda _part: missing)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", ":0")
    assert first_aid.no_window(Path("platforms")) == first_aid.NOT_STARTED
    told = capsys.readouterr().err
    assert "libGL.so.1, libxcb-icccm.so.4" in told
    assert "sudo apt install libxcb-icccm4\n" in told
    assert "skærm" not in told
    monkeypatch.setenv("DISPLAY", "")
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    first_aid.no_window(Path("platforms"))
    assert "Der er ingen skærm" in capsys.readouterr().err


STARTS_AND_ENDS = """
import sys
from desktop.__main__ import main
from desktop.ui import app
from PySide6.QtWidgets import QApplication
begin = app.Program.begin
def and_end(self, start):
    begin(self, start)
    QApplication.quit()
app.Program.begin = and_end
sys.exit(main([]))
"""


@pytest.mark.parametrize("which", ["ean-planner", "ean-planner/logs", "ean-planner/handed-over"])
def test_a_folder_of_its_own_that_cannot_be_used_does_not_keep_the_window_away(
    home: Path, which: str
) -> None:
    in_the_way = home / which
    if in_the_way.is_dir():
        in_the_way.rmdir()
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_text("in the way", encoding="utf-8")
    done = start(STARTS_AND_ENDS)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


@on_the_terminal
def test_a_start_that_cannot_even_write_its_log_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    logs_dir().parent.mkdir(parents=True, exist_ok=True)
    logs_dir().write_text("in the way", encoding="utf-8")
    assert first_aid.cannot_start(ImportError("PySide6")) == first_aid.NOT_STARTED
    told = capsys.readouterr().err
    assert "En del af programmet mangler" in told
    assert "ImportError" in told
