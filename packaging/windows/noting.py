"""What had been tested when the process was torn down? A plugin of pytest that notes each test as it ends.

pytest's own report is written at the very end: a test that hangs or kills the process would take the outcome
of all the others with it. Told where to note by `EAN_PLANNER_NOTES`; what is noted there already is not run
again.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

NOTES = "EAN_PLANNER_NOTES"
"""The environment variable that names the file; one JSON object a line."""


class Notes:
    """Writes down the beginning and the end of each test."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._said: dict[str, str] = {}

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Leave out what was begun in an earlier process."""
        known = {str(line.get("begun")) for line in read(self.path)}
        left = [item for item in items if item.nodeid in known]
        if left:
            config.hook.pytest_deselected(items=left)
            items[:] = [item for item in items if item.nodeid not in known]

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot even be read counts as one failed test."""
        if report.failed:
            self._note(begun=report.nodeid)
            self._note(ended=report.nodeid, outcome="failed")
        elif report.skipped:
            self._note(begun=report.nodeid)
            self._note(ended=report.nodeid, outcome="skipped", why=_reason(report.longrepr))

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """A test begins."""
        self._said = {"outcome": "passed"}
        self._note(begun=nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One of its three stages has an outcome; the worst one counts."""
        if report.failed:
            self._said = {"outcome": "failed"}
        elif report.skipped and self._said["outcome"] == "passed":
            self._said = {"outcome": "skipped", "why": _reason(report.longrepr)}

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """A test has ended."""
        self._note(ended=nodeid, **self._said)

    def failed(self, nodeid: str) -> None:
        """A test took its process with it, or was ended because it hung."""
        self._note(ended=nodeid, outcome="failed", why="did not come to its end")

    def _note(self, **line: str) -> None:
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write("\n" + json.dumps(line) + "\n")


def read(path: Path) -> list[dict[str, str]]:
    """What was noted; a line that was cut off when its process was torn down is none."""
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.endswith("}")]


def _reason(told: object) -> str:
    """Why it was left out: the third part of what pytest tells."""
    reason = str(told[2]) if isinstance(told, tuple) else str(told)
    return reason.removeprefix("Skipped: ")


def pytest_configure(config: pytest.Config) -> None:
    """Take part where a file is named."""
    if path := os.environ.get(NOTES):
        config.pluginmanager.register(Notes(Path(path)), "ean-planner-notes")
