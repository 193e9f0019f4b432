"""How long is the window held up while the plan's drive hangs? Measured in a real window, offscreen.

python -m tests.faults.stalled SECONDS
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from desktop.domain.plan import Municipality
from desktop.paths import HOME_VARIABLE
from desktop.ui.app import make_application
from desktop.ui.appearance import Theme
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.settings import Settings
from desktop.ui.tasks import ThreadRunner
from desktop.workspace.operations import ImportSuppliers, SetUp
from tests.building import new_session, podiatrist, supplier_list
from tests.faults.plain import hold

_BEAT_MS = 20
_WORK_EVERY_MS = 400


def main(seconds: float) -> None:
    """Open a plan of 339 suppliers, save it to a drive that hangs, work on, and say how it went."""
    with tempfile.TemporaryDirectory() as top:
        os.environ[HOME_VARIABLE] = str(Path(top) / "home")
        share = Path(top) / "share"
        share.mkdir()
        session = new_session()
        session.run(ImportSuppliers(supplier_list(*map(podiatrist, range(1, 340)))))
        session.save_as(share / "plan.eanplan")
        session.close()
        app = make_application()
        window = MainWindow(
            tasks=ThreadRunner(_raise),
            settings=Settings(),
            theme=Theme(app),
            on_bug=_raise,
            messages=Recorder(),
        )
        window.show()
        window.plan.open(share / "plan.eanplan")
        _until(app, lambda: window.plan.session is not None and not window.plan.busy)
        _rest(1_000)
        sys.stdout.write(json.dumps(_measure(app, window, share, seconds)) + "\n")
        window.close_without_asking()
        if window.plan.session is not None:
            window.plan.session.close()


def _measure(app: QApplication, window: MainWindow, share: Path, seconds: float) -> dict[str, object]:
    gaps: list[int] = []
    clock = QElapsedTimer()
    heart, work = QTimer(), QTimer()
    done = 0

    def operate() -> None:
        nonlocal done
        done += window.plan.run(SetUp(Municipality(name=f"Kommune {done}")))

    hold(share, seconds)
    window.plan.run(SetUp(Municipality(name="Andenby Kommune")))
    window.plan.save()
    clock.start()
    heart.timeout.connect(lambda: gaps.append(clock.restart()))
    work.timeout.connect(operate)
    heart.start(_BEAT_MS)
    work.start(max(20, min(_WORK_EVERY_MS, int(seconds * 200))))
    _until(app, lambda: not window.plan.saving)
    heart.stop()
    work.stop()
    return {"longest_ms": max(gaps), "operations": done, "saved": window.plan.saved_at is not None}


def _until(app: QApplication, true: object) -> None:
    while not true():  # type: ignore[operator]  # a function without arguments
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def _rest(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _raise(error: Exception) -> None:
    raise error


if __name__ == "__main__":
    main(float(sys.argv[1]))
