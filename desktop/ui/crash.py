"""What happens when the program has a bug? The work goes on, and the user sees what a report would say.

`desktop.diary.report` says what may be told, `crash_dialog` shows it, and the log keeps it; nothing is sent.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from desktop.diary.report import CrashReport, report_of

QUIET_S = 5.0
"""A fault that comes again before it has been away this long is in the log only: a fault in painting comes
again with every repaint, also with the one that closing its dialog brings."""


class CrashHook(QObject):
    """Catches what nobody caught, on any thread, and tells it on the GUI thread: one dialog at a time.

    Args:
        show: shows a report and returns when the user has read it.
        clock: seconds that only grow.
    """

    _reported = Signal(object)

    def __init__(
        self,
        show: Callable[[CrashReport], None],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._show, self._clock = show, clock
        self._showing = False
        self._seen: dict[tuple[str, ...], float] = {}
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
        # The log is opened by the first who writes: a fault may come before the window has been painted.
        from desktop.diary import logbook

        logbook.open_log()
        logbook.note_bug(report)
        self._reported.emit(report)

    def _on_gui_thread(self, report: CrashReport) -> None:
        if self._showing or self._seen_lately(report):
            return
        self._showing = True
        try:
            self._show(report)
        finally:
            self._showing = False
            self._seen_lately(report)

    def _seen_lately(self, report: CrashReport) -> bool:
        """Whether the same fault came a moment ago, and that it came now."""
        fault = (report.kind, *report.places)
        before, now = self._seen.get(fault), self._clock()
        self._seen[fault] = now
        return before is not None and now - before < QUIET_S
