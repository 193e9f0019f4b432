"""When has the user seen the window? Whatever can wait waits for that.

See "Late loading" in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

_AT_LATEST_MS = 2_000
"""A window that is started minimised is not painted; its plan is opened all the same."""


class FirstPaint(QObject):
    """Calls once, when the window has been painted.

    Args:
        window: a window that is about to be shown.
        then: what has waited.
    """

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._go_on)
        self._later.start(_AT_LATEST_MS)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            # The parts of the window are painted after the window itself, in the same turn.
            self._later.start(0)
        return False

    def _go_on(self) -> None:
        self._window.removeEventFilter(self)
        self._then()
        self.deleteLater()
