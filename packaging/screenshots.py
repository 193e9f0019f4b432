"""What does the window look like? Pictures of every page and dialog in every theme, without a screen.

    python packaging/screenshots.py FOLDER [--page NAME]... [--dialogs] [--scale 1.5] [--text 2]
                                    [--scheme dark]... [--size 1366x768]

Run without `--scale`, it starts itself once for 100 and once for 150 %: Qt takes its scale at start. Themes
and text sizes change while the window is open, as they do for the user.
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
SCHEMES = ("light", "dark", "contrast-light", "contrast-dark")
ROW = 4
"""The row that is chosen on pages with a table: the sample's fifth supplier sends collective invoices."""

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.ui.app import Program


def main() -> int:
    wanted = _arguments()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    if wanted.scale:
        return _one_set(wanted)
    status = 0
    for scale in SCALES:
        command = [sys.executable, __file__, *sys.argv[1:], "--scale", scale]
        status |= subprocess.run(command, check=False).returncode
    return status


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--page", action="append", default=[])
    parser.add_argument("--dialogs", action="store_true", help="the dialogs and the import, not the pages")
    parser.add_argument("--scale", default="")
    parser.add_argument("--text", type=float, default=1.0, help="how large the system's text is; 2 is double")
    parser.add_argument("--scheme", action="append", default=[], choices=SCHEMES)
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--font", default="Inter", help="stands in for Segoe UI where that is not installed")
    return parser.parse_args()


def _one_set(wanted: argparse.Namespace) -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = wanted.scale
    os.environ.setdefault("EAN_PLANNER_HOME", str(wanted.folder / ".home"))
    sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]
    from PySide6.QtGui import QFont

    from desktop.ui.app import Program, make_application

    app = make_application()
    app.setFont(QFont(wanted.font, round(9 * wanted.text)))
    program = Program(app)
    width, _, height = wanted.size.partition("x")
    program.window.show()
    program.window.resize(int(width), int(height))
    camera = Camera(app, program, wanted)
    if not wanted.page and not wanted.dialogs:
        camera.shoot("welcome")
    program.window.plan.load_sample()
    wait(app, program, until=lambda: program.window.plan.session is not None)
    if wanted.dialogs:
        from dialog_pictures import shoot_dialogs

        shoot_dialogs(camera, wanted.folder)
    else:
        _shoot_pages(camera, wanted.page)
    program.tasks.stop_all()
    return 0


class Camera:
    """Takes a picture of the window, or of the dialog in front of it, in each theme."""

    def __init__(self, app: QApplication, program: Program, wanted: argparse.Namespace) -> None:
        self.app, self.program = app, program
        self._folder: Path = wanted.folder
        self._schemes: list[str] = wanted.scheme or list(SCHEMES)
        text = f"-text{round(wanted.text * 100)}" if wanted.text != 1 else ""
        self._stem = f"{round(float(wanted.scale) * 100)}{text}"

    def settle(self) -> None:
        """Let the window finish what it is doing."""
        wait(self.app, self.program)

    def shoot(self, name: str) -> None:
        """One picture for each theme."""
        from desktop.ui.appearance import Scheme

        for scheme in self._schemes:
            if self.program.theme.scheme != scheme:
                self.program.theme.use(Scheme(scheme))
            self.settle()
            shown = self.app.activeModalWidget() or self.program.window
            path = self._folder / f"{name}-{scheme}-{self._stem}.png"
            shown.grab().save(str(path))
            print(path)


def _shoot_pages(camera: Camera, pages: list[str]) -> None:
    from desktop.ui.page_host import PAGES

    program = camera.program
    for name in pages or [spec.name for spec in PAGES]:
        if name == "letters":
            choose_as_recommended(program)
        if name == "rollout":
            propose_waves(program)
        program.window.go_to(name)
        camera.settle()
        _open_a_row(program)
        camera.shoot(name)


def choose_as_recommended(program: Program) -> None:
    """Letters are there only when an EAN number has been chosen."""
    from desktop.workspace.operations import ChooseEan

    session = program.window.plan.session
    recommendation = session.recommendation() if session else None
    if session and recommendation:
        session.run(ChooseEan(recommendation.key))


def propose_waves(program: Program) -> None:
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


def wait(app: QApplication, program: Program, *, until: object = None, at_most: float = 60.0) -> None:
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
