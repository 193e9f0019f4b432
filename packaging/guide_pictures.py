"""Where do the guide's pictures and the page to print come from? From the window, with the sample in it.

    python dev.py guide

The sample is imported by an invented person on the day the sample is about, at one size, in one font, so that
the pictures change only when the window does. Ends with 1 when a page or a picture of the guide is missing.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screenshots import propose_waves, wait

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PICTURES = DOCS / "images"
QUICK_GUIDE = DOCS / "lynguide.pdf"
SIZE = (1366, 768)
FONT = "Inter"
"""Stands in for Segoe UI, which only Windows has; free, and drawn alike everywhere."""
NOW = datetime(2026, 11, 13, 9, 42, tzinfo=UTC)
"""The day the sample is about (`today` in resources/sample/municipality.toml), in the morning."""
USER, MACHINE = "birli", "EBK-1142"
COLOURS = 256
LIMIT = 2_000_000
"""Bytes of all pictures together."""
_COLLECTIVE = "Optiker Leif Hedelyng"

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from desktop.ui.app import Program


def main() -> int:
    """Make everything; say what is missing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_SCALE_FACTOR"] = "1"
    # Qt orders a PDF's fonts by a hash that is another at each start.
    os.environ["QT_HASH_SEED"] = "0"
    os.environ["TZ"] = "Europe/Copenhagen"
    if sys.platform != "win32":
        time.tzset()
    with tempfile.TemporaryDirectory() as home:
        os.environ["EAN_PLANNER_HOME"] = home
        made = _make()
    return _report(made)


def _make() -> set[str]:
    from PySide6.QtGui import QFont, QFontInfo

    from desktop.ui.app import Program, make_application
    from desktop.ui.appearance import Scheme

    app = make_application()
    app.setFont(QFont(FONT, 9))
    if QFontInfo(app.font()).family() != FONT:
        raise SystemExit(f"The pictures need the font {FONT}; install it, and run this again.")
    program = Program(app)
    program.theme.use(Scheme.LIGHT)
    program.window.show()
    program.window.resize(*SIZE)
    PICTURES.mkdir(exist_ok=True)
    made = _shoot_all(Stage(app, program))
    QUICK_GUIDE.write_bytes(timeless(_quick_guide()))
    program.tasks.stop_all()
    program.window.close_without_asking()
    return made


class Stage:
    """The window and what is photographed of it."""

    def __init__(self, app: QApplication, program: Program) -> None:
        self.app, self.program = app, program
        self.window: Any = program.window
        self.made: set[str] = set()

    def settle(self) -> None:
        """Let the window finish what it is doing."""
        wait(self.app, self.program)

    def go_to(self, page: str, **filters: str) -> Any:
        """Show a page, and give it."""
        self.window.go_to(page, **filters)
        self.settle()
        return self.window.host.page(page)

    def shoot(self, name: str) -> None:
        """Take a picture without a cursor that blinks or a ring around what has the keyboard."""
        focus = self.app.focusWidget()
        if focus is not None:
            focus.clearFocus()
        self.settle()
        save(self.window.grab().toImage(), PICTURES / f"{name}.png")
        self.made.add(name)


def _shoot_all(stage: Stage) -> set[str]:
    """The job in its order: what a picture shows has been done by then."""
    from desktop.ui.page_host import PAGES

    stage.settle()
    stage.shoot("welcome")
    _open_sample(stage)
    _shoot_import(stage)
    for name in (spec.name for spec in PAGES):
        if name in _BEFORE:
            _BEFORE[name](stage)
        page = stage.go_to(name)
        _ON.get(name, _choose_row)(page)
        stage.settle()
        stage.shoot(name)
    stage.go_to("suppliers")
    stage.window.menus["help"].trigger()
    stage.settle()
    stage.shoot("help")
    stage.window.help.close()
    return stage.made


def _open_sample(stage: Stage) -> None:
    from desktop.workspace.keeping import Who
    from desktop.workspace.sample import load_sample

    stage.window.plan.take("Eksempelby", lambda: load_sample(who=Who(USER, MACHINE), clock=NOW.astimezone))
    wait(stage.app, stage.program, until=lambda: stage.window.plan.session is not None)


def _shoot_import(stage: Stage) -> None:
    """The import's second step, where a person has something to look at."""
    from desktop.workspace.sample import sample_files

    stage.window.import_files((sample_files().extract,))
    stage.settle()
    wizard = stage.window.host.guest
    wizard.flow.go_to_columns()
    wizard.columns.refresh()
    wizard.show_step()  # read as last time, the file would go straight to the check
    stage.settle()
    stage.shoot("import")
    wizard.cancel.click()
    stage.settle()


def _choose_row(page: Any, row: int = 4) -> None:
    """A row chosen in a table shows the panel that belongs to it."""
    from PySide6.QtWidgets import QTableView

    for view in page.findChildren(QTableView):
        if view.isVisible() and view.model().rowCount() > row:
            view.selectRow(row)
            return
    for view in page.findChildren(QTableView):
        if view.isVisible() and view.model().rowCount():
            view.selectRow(0)
            return


def _open_task(page: Any) -> None:
    page.headline.open_button.click()


def _nothing(_page: Any) -> None:
    """Some pages say it all without a row."""


def _repair_and_propose(stage: Stage) -> None:
    """By the time of the waves the garbled names that data quality shows have been put right."""
    from desktop.workspace.operations import RepairLetters

    session = stage.window.plan.session
    if session is not None:
        session.run(RepairLetters())
    propose_waves(stage.program)


_BEFORE: dict[str, Callable[[Stage], None]] = {"rollout": _repair_and_propose}
"""What has to be done before a page has something to show."""
_ON: dict[str, Callable[[Any], None]] = {
    "start": _nothing,
    "kp": _nothing,
    "choice": _nothing,
    "rollout": _nothing,
    "tasks": _open_task,
    "history": lambda page: _choose_row(page, 1),
}
"""What is done on a page first; a row is chosen where nothing else is said."""


def save(image: QImage, path: Path) -> None:
    """Write a picture with as few colours as a window has: a fifth of the bytes, and nothing lost to see."""
    import numpy as np
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    dots = np.frombuffer(plain.constBits(), dtype=np.uint32)
    colours, counts = np.unique(dots, return_counts=True)
    # The most frequent first; of those seen as often the darkest, so that the choice is always the same.
    often = colours[np.lexsort((colours, -counts))][:COLOURS]
    few = plain.convertToFormat(
        QImage.Format.Format_Indexed8, [int(one) for one in often], Qt.ImageConversionFlag.AvoidDither
    )
    few.setDotsPerMeterX(0)
    few.setDotsPerMeterY(0)
    if not few.save(str(path), None, 0):
        raise SystemExit(f"{path} could not be written.")


def _quick_guide() -> bytes:
    from desktop.ui.help.quick_guide import pdf

    return pdf()


_MOMENT = re.compile(rb"\(D:\d{14}")
_XMP_MOMENT = re.compile(rb'Date="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d')
_UUID = re.compile(rb"uuid:[0-9a-f-]{36}")
_ID = re.compile(rb"/ID \[ <[0-9a-f]+> <[0-9a-f]+> \]")


def timeless(pdf: bytes) -> bytes:
    """The same file whenever it is made: moments and random names are written over, byte for byte."""
    pdf = _MOMENT.sub(b"(D:20260101000000", pdf)
    pdf = _XMP_MOMENT.sub(b'Date="2026-01-01T00:00:00', pdf)
    pdf = _UUID.sub(b"uuid:" + b"0" * 8 + b"-0000-0000-0000-" + b"0" * 12, pdf)
    return _ID.sub(lambda found: re.sub(rb"[0-9a-f](?=[0-9a-f]*>)", b"0", found.group()), pdf)


def faults(made: set[str]) -> list[str]:
    """What is missing or too much, when these pictures were made."""
    from desktop.ui.page_host import PAGES

    shown = set(re.findall(r"\]\(images/(\w+)\.png\)", (DOCS / "brugervejledning.md").read_text("utf-8")))
    there = _there()
    found = [f"no picture of the page {name}" for name in sorted({spec.name for spec in PAGES} - made)]
    found += [f"the guide shows no picture of {name}" for name in sorted(made - shown)]
    found += [f"the guide shows {name}, which nothing makes" for name in sorted(shown - made)]
    found += [f"docs/images/{name}.png is not made here" for name in sorted(set(there) - made)]
    total = sum(there.values())
    if total > LIMIT:
        found.append(f"the pictures have {total} bytes, more than {LIMIT}")
    return found


def _there() -> dict[str, int]:
    """The pictures in the documents, with their bytes."""
    return {path.stem: path.stat().st_size for path in sorted(PICTURES.glob("*.png"))}


def _report(made: set[str]) -> int:
    """Say what was made, and what is missing."""
    found = faults(made)
    megabytes = sum(_there().values()) / 1_000_000
    print(f"{len(made)} pictures, {megabytes:.2f} MB; {QUICK_GUIDE.name}, 1 page")
    for fault in found:
        print(f"FAULT: {fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT)]
    sys.exit(main())
