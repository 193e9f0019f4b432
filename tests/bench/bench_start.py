"""How soon is the window on the screen, beside an empty QMainWindow?

From the start of the process to the first paint, of the whole program as it is started by a double click: the
lock of the one window, the settings, the catalogue, the crash hook and the start page among it. Target Q1 of
the project: at most 1.5 times the empty window. Beside it stands what no window with words and a style of its
own gets round with these bindings: an empty window that has touched Qt's enums and has a style in Python.

Sources are compiled once, as they are for users. The processor's milliseconds stand beside the clock's: a
machine that does other work meanwhile stretches the clock more.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROUNDS = 9
_ROOT = Path(__file__).resolve().parents[2]
_TELL = """
import sys, time
def tell():
    sys.stdout.write(f"{time.perf_counter()} {time.process_time()}")
    sys.stdout.flush()
"""
_BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1366, 768)
window.show()
app.processEvents()
tell()
"""
_STYLED = """
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QProxyStyle, QStyle
class Style(QProxyStyle):
    def pixelMetric(self, metric, option=None, widget=None):
        return super().pixelMetric(metric, option, widget)
app = QApplication([])
app.setStyle(Style("Fusion"))
window = QMainWindow()
window.resize(1366, 768)
window.menuBar().addMenu("x").addAction("y")
label = QLabel("x")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.show()
app.processEvents()
tell()
"""
_HEAVY = ("pandas", "docxtpl", "openpyxl", "sqlalchemy", "lxml")
_OURS = f"""
from desktop import __main__ as program
def painted(run):
    tell()
    found = set({_HEAVY!r}) & set(sys.modules)
    assert not found, found
    QApplication.exit(0)
from desktop.ui import app
from PySide6.QtWidgets import QApplication
app.Run.go_on = painted
program.main({{arguments!r}})
"""
_PLAIN = "tell()"


def main() -> list[Mapping[str, object]]:
    """Milliseconds to the first paint, medians of interleaved rounds."""
    sources = {
        "bare python": _PLAIN,
        "empty QMainWindow": _BARE,
        "the same with a menu, a label and a style in Python": _STYLED,
        "our window": _OURS.format(arguments=[]),
        "our window, a plan named": _OURS.format(arguments=["not-there.eanplan"]),
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in sources}
    with tempfile.TemporaryDirectory() as bytecode:
        for source in sources.values():
            _run(source, bytecode)
        for _ in range(ROUNDS):
            for name, source in sources.items():
                taken[name].append(_run(source, bytecode))
    bare = taken["empty QMainWindow"]
    return [_row(name, figures, bare) for name, figures in taken.items()]


def _row(
    name: str, figures: list[tuple[float, float]], bare: list[tuple[float, float]]
) -> Mapping[str, object]:
    wall, processor = (statistics.median(one[at] for one in figures) for at in (0, 1))
    # Each round beside its own empty window: what else the machine did then slowed both.
    ratios = [
        statistics.median(one[at] / beside[at] for one, beside in zip(figures, bare, strict=True))
        for at in (0, 1)
    ]
    return {
        "what": name,
        "ms": round(1000 * wall),
        "processor ms": round(1000 * processor),
        "x empty window": round(ratios[0], 2),
        "x empty window, processor": round(ratios[1], 2),
    }


def _run(source: str, bytecode: str) -> tuple[float, float]:
    """Seconds from the start of a process to its word, by the clock and by the processor."""
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "EAN_PLANNER_HOME": home}
        environment |= {"PYTHONPYCACHEPREFIX": bytecode, "PYTHONPATH": str(_ROOT)}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", _TELL + source]
        start = time.perf_counter()
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        at, processor = map(float, done.stdout.split())
        return at - start, processor
