"""What program is this? Its name, version and licence, and what it does with data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import desktop
from desktop.texts.translate import _
from desktop.ui import icons
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from desktop.workspace.licences import Library

_PICTURE = 64
_LIST_HEIGHT = 320


class ProgramPicture(QWidget):
    """The program's icon, large."""

    def __init__(self, parent: QWidget | None = None, *, size: int = _PICTURE) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        icons.program_icon().paint(QPainter(self), QRect(0, 0, self.width(), self.height()))


class AboutDialog(PlainDialog):
    """Name, version, licence, and a word on data; the libraries' licences are one press away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("About EAN Planner"), parent, width=480)
        self.heading.hide()
        words = QVBoxLayout()
        words.setSpacing(Space.TINY)
        words.addWidget(PlainLabel("EAN Planner", size=TextSize.TITLE))
        words.addWidget(PlainLabel(_("Version {number}").format(number=desktop.__version__), muted=True))
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addWidget(ProgramPicture())
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addSpacing(Space.SMALL)
        for text in (
            _(
                "Helps Danish municipalities move their suppliers’ e-invoices into KP: which EAN number, "
                "who must be written to, and what the letters say."
            ),
            _(
                "Everything stays on this computer. CPR numbers are counted while files are read and "
                "never kept; the program sends nothing."
            ),
            _("Free to use under the MIT licence. Built with Qt, used under the LGPL."),
        ):
            self.body.addWidget(PlainLabel(text))
        licences = self.add_button(Button(_("Licences")), left=True)
        licences.clicked.connect(lambda: LicencesDialog(self).exec())
        close = self.add_button(PrimaryButton(_("Close")), default=True)
        close.clicked.connect(self.accept)


class LicencesDialog(PlainDialog):
    """The libraries the program is shipped with, each with its version and licence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        from desktop.workspace.licences import libraries

        title = _("Libraries and their licences")
        super().__init__(title, parent, note=_("EAN Planner is built on these free libraries."), width=560)
        self.text = QPlainTextEdit("\n".join(map(_line, libraries())))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_LIST_HEIGHT)
        self.text.setAccessibleName(title)
        self.body.addWidget(self.text)
        close = self.add_button(PrimaryButton(_("Close")), default=True)
        close.clicked.connect(self.accept)


def _line(one: Library) -> str:
    name = " ".join(filter(None, (one.name, one.version)))
    licence = one.licence or _("licence not told")
    return f"{name}: {licence}"
