"""What does the window look like? Pictures of every page in both schemes, at 100 and 150 %, without a screen.

    python packaging/screenshots.py FOLDER [--page NAME]... [--scale 1.5] [--scheme dark] [--size 1366x768]

Run without `--scale` and `--scheme`, it starts itself once for each combination: Qt takes its scale at start.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
SCALES = ("1", "1.5")
SCHEMES = ("light", "dark")
ROW = 4
"""The row that is chosen on pages with a table: the sample's fifth supplier sends collective invoices."""

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.app import Program


def main() -> int:
    wanted = _arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if wanted.scale and wanted.scheme:
        return _one_set(wanted)
    status = 0
    for scale in [wanted.scale] if wanted.scale else SCALES:
        for scheme in [wanted.scheme] if wanted.scheme else SCHEMES:
            command = [sys.executable, __file__, *sys.argv[1:], "--scale", scale, "--scheme", scheme]
            status |= subprocess.run(command, check=False).returncode
    return status


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--scale", default="")
    parser.add_argument("--scheme", default="", choices=("", *SCHEMES))
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--font", default="Inter", help="stands in for Segoe UI where that is not installed")
    return parser.parse_args()


def _one_set(wanted: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = wanted.scale
    os.environ.setdefault("EAN_PLANNER_HOME", str(wanted.folder / ".home"))
    sys.path.insert(0, str(ROOT))
    from PySide6.QtGui import QFont

    from desktop.ui.app import Program, make_application
    from desktop.ui.appearance import Scheme

    app = make_application()
    if wanted.font:
        app.setFont(QFont(wanted.font, 9))
    program = Program(app)
    program.theme.use(Scheme(wanted.scheme))
    width, _, height = wanted.size.partition("x")
    program.window.show()
    program.window.resize(int(width), int(height))
    stem = f"{wanted.scheme}-{round(float(wanted.scale) * 100)}"
    _grab(app, program, wanted.folder / f"welcome-{stem}.png")
    program.window.plan.load_sample()
    _wait(app, program, until=lambda: program.window.plan.session is not None)
    from desktop.ui.page_host import PAGES

    for name in wanted.page or [spec.name for spec in PAGES]:
        if name == "letters":
            _choose_as_recommended(program)
        if name == "rollout":
            _propose_waves(program)
        program.window.go_to(name)
        _wait(app, program)
        _open_a_row(program)
        _grab(app, program, wanted.folder / f"{name}-{stem}.png")
    program.tasks.stop_all()
    return 0


def _choose_as_recommended(program: Program) -> None:
    """Letters are there only when an EAN number has been chosen."""
    from desktop.workspace.operations import ChooseEan

    session = program.window.plan.session
    recommendation = session.recommendation() if session else None
    if session and recommendation:
        session.run(ChooseEan(recommendation.key))


def _propose_waves(program: Program) -> None:
    """Waves are there only when a new EAN number has been chosen and they have been proposed."""
    from desktop.workspace.operations import ChooseEan
    from desktop.workspace.rollout import propose

    session = program.window.plan.session
    if session:
        session.run(ChooseEan("new-gradual", session.municipality.new_ean))
        propose(session)


def _open_a_row(program: Program) -> None:
    """A table with a row chosen shows the panel that belongs to it."""
    from PySide6.QtWidgets import QTableView

    for view in program.window.findChildren(QTableView):
        if view.isVisible() and view.model().rowCount() > ROW:
            view.selectRow(ROW)


def _grab(app: QApplication, program: Program, path: Path) -> None:
    _wait(app, program)
    program.window.grab().save(str(path))
    print(path)


def _wait(app: QApplication, program: Program, *, until: object = None, at_most: float = 60.0) -> None:
    """Let the window work until nothing is under way (and, if given, until a condition holds)."""
    end = time.monotonic() + at_most
    quiet = 0
    while time.monotonic() < end and quiet < 5:
        app.processEvents()
        time.sleep(0.02)
        ready = not callable(until) or until()
        quiet = quiet + 1 if ready and not program.tasks.busy() else 0


if __name__ == "__main__":
    sys.exit(main())
