"""What happens when the program has a bug? The work goes on, and the user sees what a report would say.

A report holds the kind of the exception and the places in our own code it passed, and a number to find it
again in the log: no message of the exception, no value, no path. Reports go to a log file of the program;
nothing is sent.
"""

from __future__ import annotations

import logging
import logging.handlers
import secrets
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

import desktop
from desktop.paths import user_data_dir
from desktop.texts.translate import _
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel

_LOG_BYTES = 200_000
_log = logging.getLogger("desktop.crash")


@dataclass(frozen=True, slots=True)
class CrashReport:
    """What is told of a bug.

    Attributes:
        number: eight hex digits, in the dialog and in the log.
        kind: class of the exception.
        places: "module:line" through our code, where it came out last.
    """

    number: str
    kind: str
    places: tuple[str, ...]

    def as_text(self) -> str:
        """The whole report, as it is shown, copied and logged."""
        return "\n".join((f"EAN Planner {desktop.__version__} · {self.number}", self.kind, *self.places))


def report_of(error: BaseException, trace: TracebackType | None = None) -> CrashReport:
    """What may be told of an exception: its class, and where it passed through our code."""
    places: list[str] = []
    step = trace if trace is not None else error.__traceback__
    while step is not None:
        module = str(step.tb_frame.f_globals.get("__name__", "?"))
        if module.partition(".")[0] == "desktop":
            places.append(f"{module}:{step.tb_lineno}")
        elif not places or places[-1] != module.partition(".")[0]:
            places.append(module.partition(".")[0])
        step = step.tb_next
    return CrashReport(secrets.token_hex(4), type(error).__name__, tuple(places))


def log_file() -> Path:
    """Where reports are kept."""
    return user_data_dir() / "logs" / "ean-planner.log"


def open_log() -> logging.Handler | None:
    """Write reports to the log file, three of them kept; None when the folder cannot be written."""
    path = log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=_LOG_BYTES, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)
    return handler


class CrashDialog(PlainDialog):
    """Says that it was the program's fault, what is safe, and what a report would say."""

    def __init__(self, report: CrashReport, parent: QWidget | None = None) -> None:
        super().__init__(_("The program made a mistake"), parent, width=520)
        self.report = report
        self.body.addWidget(
            PlainLabel(
                _(
                    "It is not your fault, and your plan is as it was after your last action. Save it, "
                    "and start the program again if something looks wrong."
                )
            )
        )
        self.body.addSpacing(Space.SMALL)
        self.body.addWidget(
            PlainLabel(
                _("If you report the mistake, send this along. It holds nothing from your files."), muted=True
            )
        )
        card = Card(padding=Space.MEDIUM)
        card.body.addWidget(PlainLabel(report.as_text(), selectable=True))
        self.body.addWidget(card)
        copy = self.add_button(Button(_("Copy"), icon="copy"), left=True)
        copy.clicked.connect(self._copy)
        close = self.add_button(PrimaryButton(_("Go on")), default=True)
        close.clicked.connect(self.accept)
        close.setFocus()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.as_text())


class CrashHook(QObject):
    """Catches what nobody caught, on any thread, and tells it on the GUI thread: one dialog at a time.

    Args:
        show: shows a report and returns when the user has read it.
    """

    _reported = Signal(object)

    def __init__(self, show: Callable[[CrashReport], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._show = show
        self._showing = False
        self._reported.connect(self._on_gui_thread, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """From now on uncaught exceptions come here."""
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread

    def report(self, error: BaseException) -> None:
        """Tell of a bug; may be called on any thread."""
        self._take(report_of(error))

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.exit(1)
            return
        self._take(report_of(error, trace))

    def _uncaught_in_thread(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None:
            self._take(report_of(found.exc_value, found.exc_traceback))

    def _take(self, report: CrashReport) -> None:
        _log.error("%s", report.as_text().replace("\n", " | "))
        self._reported.emit(report)

    def _on_gui_thread(self, report: CrashReport) -> None:
        # A fault in painting would open a dialog per repaint; the log has them all.
        if self._showing:
            return
        self._showing = True
        try:
            self._show(report)
        finally:
            self._showing = False
