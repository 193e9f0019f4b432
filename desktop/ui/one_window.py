"""What does the open window do when the program is started again? It comes forward and opens the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt
from PySide6.QtWidgets import QApplication

from desktop.workspace import one_window

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow


class Doorkeeper(QObject):
    """Looks after what other starts of the program hand over.

    Args:
        window: where plans are opened.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._watcher = QFileSystemWatcher([str(one_window.requests_folder())], self)
        self._watcher.directoryChanged.connect(lambda _folder: self.look())

    def look(self) -> None:
        """Fetch what is there, unless something is being asked or done: then the other start opens itself."""
        window = self._window
        asked = QApplication.activeModalWidget() is not None
        if asked or window.plan.busy or window.host.guest is not None:
            return
        for plan in one_window.fetch():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
            session = window.plan.session
            if plan is not None and (session is None or session.path != plan):
                window.plan.open(plan)
