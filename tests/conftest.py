"""What does every test start from? A home of its own, no display, and no warning that nobody expected."""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Before anything imports Qt: a machine without a display runs the same tests as one with.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":
    # Without a display Qt looks for fonts beside itself, where there are none; Windows has them.
    os.environ.setdefault("QT_QPA_FONTDIR", os.path.expandvars(r"%SystemRoot%\Fonts"))

REPOSITORY = Path(__file__).resolve().parent.parent

# No deadline anywhere: tests prove behaviour, benchmarks measure time. CI takes the same examples every
# time, so that a red run is about the change and not about luck; at the desk each run tries new ones.
settings.register_profile("dev", deadline=None)
settings.register_profile("deep", deadline=None, max_examples=5_000)
settings.register_profile("ci", deadline=None, derandomize=True, database=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that open a window by what they use, so that no one forgets to."""
    for item in items:
        if "qtbot" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.gui)


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder for this test alone: settings, working copies, temporary files and documents land in it.

    Returns:
        The folder; `EAN_PLANNER_HOME` is `home / "ean-planner"`.
    """
    folder = tmp_path_factory.mktemp("home")
    redirected = {
        "HOME": folder,
        "USERPROFILE": folder,
        "APPDATA": folder / "AppData" / "Roaming",
        "LOCALAPPDATA": folder / "AppData" / "Local",
        "XDG_CONFIG_HOME": folder / ".config",
        "XDG_DATA_HOME": folder / ".local" / "share",
        "XDG_STATE_HOME": folder / ".local" / "state",
        "XDG_CACHE_HOME": folder / ".cache",
        "XDG_RUNTIME_DIR": folder / "run",
        "EAN_PLANNER_HOME": folder / "ean-planner",
        "TMPDIR": folder / "tmp",
        "TEMP": folder / "tmp",
        "TMP": folder / "tmp",
    }
    for name, path in redirected.items():
        path.mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(name, str(path))
    # Qt warns of a runtime folder that others can read.
    (folder / "run").chmod(0o700)
    # tempfile remembers the folder it found first.
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def shared() -> Path:
    """The folder of corpora beside the repository; the test is skipped where it is not there."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the corpus beside the repository is not here")
    return folder


@pytest.fixture(autouse=True, scope="session")
def nothing_left_on_the_clipboard() -> Iterator[None]:
    """What tests copied must not be left for Qt to take apart after Python has gone (`clipboard.let_go`)."""
    yield
    if (gui := sys.modules.get("PySide6.QtGui")) is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def no_log_left_open(home: Path) -> Iterator[None]:
    """The next test has a home of its own, and a log there."""
    yield
    if (logbook := sys.modules.get("desktop.diary.logbook")) is not None:
        logbook.close_log()


class _Recorder(logging.Handler):
    """Keeps every record of level WARNING and above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def only_expected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning nobody expected, and one that expects a warning nobody logs.

    A test says what it expects with `@pytest.mark.logs("pattern", ...)`; each pattern is searched in
    "LEVEL logger: message".
    """
    patterns = [str(pattern) for mark in request.node.iter_markers("logs") for pattern in mark.args]
    recorder = _Recorder()
    root = logging.getLogger()
    root.addHandler(recorder)
    try:
        yield
    finally:
        root.removeHandler(recorder)
    unexpected = [line for line in recorder.lines if not any(re.search(p, line) for p in patterns)]
    missing = [p for p in patterns if not any(re.search(p, line) for line in recorder.lines)]
    if unexpected:
        pytest.fail("unexpected log records:\n" + "\n".join(unexpected), pytrace=False)
    if missing:
        pytest.fail("expected log records that never came:\n" + "\n".join(missing), pytrace=False)
