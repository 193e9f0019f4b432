"""Where do Qt's own warnings go? Into the log, as the name of the part that warned; never to a console.

What Qt writes may name a file or quote a text of the user's, so the text itself is not kept. When Qt gives up
before there is a window, the user is told why in words.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QLibraryInfo,
    QMessageLogContext,
    QtMsgType,
    qInstallMessageHandler,
)


def install() -> None:
    """From now on Qt's messages come here."""
    qInstallMessageHandler(_take)


def _take(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    if kind is QtMsgType.QtFatalMsg and QCoreApplication.startingUp():
        from desktop.diary import first_aid

        # Qt ends the process when this returns, without a word to anybody.
        plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
        os._exit(first_aid.no_window(plugins))
    # Mostly Qt says nothing, and then the first paint does not wait for the log.
    from desktop.diary import logbook

    logbook.note_qt(kind, context.category, text)
