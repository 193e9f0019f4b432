"""What could be sent along with a report? The whole log, to read before anybody sends it."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.diary import logbook
from desktop.texts.translate import _
from desktop.ui.crash_dialog import open_log_folder
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel

_LIST_HEIGHT = 320


class LogDialog(PlainDialog):
    """The log as it stands, the newest line first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        title = _("What can be sent with a report")
        note = _(
            "The program sends nothing by itself. When you ask for help, you can copy this along: what the "
            "program did, how much of it and how long it took. There are no names, numbers, amounts or "
            "places from your files in it."
        )
        super().__init__(title, parent, note=note, width=680)
        lines = list(reversed(logbook.lines()))
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setMinimumHeight(_LIST_HEIGHT)
        self.text.setAccessibleName(title)
        self.text.setVisible(bool(lines))
        self.body.addWidget(self.text)
        self.nothing = PlainLabel(_("Nothing has been written down yet."), muted=True)
        self.nothing.setVisible(not lines)
        self.body.addWidget(self.nothing)
        copy = self.add_button(Button(_("Copy all"), icon="copy"), left=True)
        copy.setEnabled(bool(lines))
        copy.clicked.connect(self.copy)
        look = self.add_button(Button(_("Open the folder with the log"), icon="folder-open"), left=True)
        look.clicked.connect(open_log_folder)
        close = self.add_button(PrimaryButton(_("Close")), default=True)
        close.clicked.connect(self.accept)

    def copy(self) -> None:
        """Put the log on the clipboard, in the order in which it was written."""
        QGuiApplication.clipboard().setText("\n".join(logbook.lines()))
