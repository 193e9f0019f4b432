"""What is killed when the window is? The whole program offscreen, doing one workload through the window.

python -m tests.faults.windowed WORKLOAD FOLDER
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from desktop.diary.report import CrashReport
from desktop.ui import app
from desktop.workspace import keeping
from tests.faults.workloads import ME, NOON, WORKLOADS, Workload, plan_in, settle

BUG = 4
"""Exit code of a window that had something to report."""

_LOOK_MS = 5


class Driven(app.Program):
    """The program as `main` makes it, with somebody at it who does one thing after the other.

    Attributes:
        workload: what they do; each step off the GUI thread, as the pages do it.
    """

    workload: Workload

    def begin(self, start: app.Start) -> None:
        super().begin(start)
        self._steps = list(self.workload.steps)
        self._done = 0
        self._when_free(self._next)

    def _when_free(self, then: Callable[[], None]) -> None:
        """Go on when the plan is open and neither work nor a save is under way."""
        plan = self.window.plan
        if plan.session is None or plan.busy or plan.saving:
            QTimer.singleShot(_LOOK_MS, lambda: self._when_free(then))
        else:
            then()

    def _next(self) -> None:
        plan = self.window.plan
        session = plan.session
        assert session is not None
        if not self._steps:
            self.window.close()
        elif (step := self._steps.pop(0)) is None:
            plan.save(lambda: self._told(f"saved {self._done}"))
        else:
            self._done += 1
            made = f"op {self._done}"
            plan.work(made, lambda _progress: step(session), on_done=lambda _changes: self._told(made))

    def _told(self, line: str) -> None:
        _tell(line)
        self._when_free(self._next)

    def _show_report(self, report: CrashReport) -> None:
        _tell(f"bug {report}")
        os._exit(BUG)


def _tell(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(name: str, folder: Path) -> int:
    """Start the program with the plan, as by a double click on it."""
    settle(folder)
    # What is expected afterwards was made by this person at this time.
    keeping.who_am_i = lambda: ME
    keeping._now = lambda: NOON
    Driven.workload = WORKLOADS[name]
    app.Program = Driven  # type: ignore[misc]
    return app.main([str(plan_in(folder))])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], Path(sys.argv[2])))
