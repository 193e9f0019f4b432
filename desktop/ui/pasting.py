"""What may be pasted? Files that were copied, or a table as HTML and tab-separated text, and nothing else.

Other formats on the clipboard are never asked for: decoding them runs code that was not made for strangers'
data. What was copied may name citizens, so it is held in memory and never written anywhere.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.domain.imports import Pasted
from desktop.texts.translate import _
from desktop.ui.drops import dropped

_HTML, _TEXT = "text/html", "text/plain"


def on_clipboard() -> tuple[Path | Pasted, ...]:
    """What the clipboard offers to an import; nothing when it holds no files and no table."""
    return pasted(QGuiApplication.clipboard().mimeData())


def pasted(data: QMimeData) -> tuple[Path | Pasted, ...]:
    """The files or the one table; a lone word is no table."""
    if files := dropped(data).files:
        return files
    text = data.text() if data.hasFormat(_TEXT) else ""
    html = data.html() if data.hasFormat(_HTML) else ""
    is_table = "\t" in text or "\n" in text.strip() or "<table" in html.casefold()
    return (Pasted(_("Clipboard"), text, html),) if is_table else ()
