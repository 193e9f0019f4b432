"""How soon is the window on the screen, beside an empty QMainWindow?

Target Q1 of the project: at most 1.5 times the empty window, from the start of the process to the first
    paint.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping

ROUNDS = 5
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
"""
_OURS = """
from desktop.ui.app import Program, make_application
app = make_application()
program = Program(app)
program.window.show()
app.processEvents()
"""
_HEAVY = ("pandas", "docxtpl", "openpyxl", "sqlalchemy", "lxml")


def main() -> list[Mapping[str, object]]:
    """Milliseconds for whole processes, medians of interleaved rounds."""
    times: dict[str, list[float]] = {"bare python": [], "empty QMainWindow": [], "our window": []}
    sources = dict(zip(times, ("", _BARE, _OURS), strict=True))
    with tempfile.TemporaryDirectory() as bytecode:
        for source in sources.values():
            _run(source, bytecode)
        for _ in range(ROUNDS):
            for name, source in sources.items():
                times[name].append(_run(source, bytecode))
    bare = statistics.median(times["empty QMainWindow"])
    return [
        {
            "what": name,
            "ms": round(1000 * statistics.median(taken)),
            "x empty window": round(statistics.median(taken) / bare, 2),
        }
        for name, taken in times.items()
    ]


def _run(source: str, bytecode: str) -> float:
    """Seconds of a whole process. Sources are compiled once, as they are for users, not at every start."""
    check = f"import sys; found = set({_HEAVY!r}) & set(sys.modules); assert not found, found"
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "EAN_PLANNER_HOME": home}
        environment |= {"PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        start = time.perf_counter()
        command = [sys.executable, "-c", f"{source}\n{check}"]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        return time.perf_counter() - start
