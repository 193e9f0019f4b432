"""Does what Qt has to say go into the log, as the part that said it, and nowhere else?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from desktop.diary import logbook

REPOSITORY = Path(__file__).resolve().parents[2]
WARNS = """
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication
from desktop.diary import logbook
from desktop.ui import qt_messages

qt_messages.install()
app = QApplication([])
logbook.open_log()
qWarning("QFile::open: Tandlæge Prøvesen.csv 5790000000012")
qWarning("Tandlæge Prøvesen")
"""


def test_qts_warnings_are_noted_without_their_words_and_no_console_has_them(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WARNS],
        cwd=REPOSITORY,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert done.stdout + done.stderr == b""
    log = logbook.log_file().read_text(encoding="utf-8").splitlines()
    assert [line.partition(" by=")[2] for line in log] == ["QFile::open", "-"]
    assert all("qt level=qtwarningmsg" in line for line in log)
