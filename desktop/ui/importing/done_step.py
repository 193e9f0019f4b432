"""What came of the import? One line per kind of file, and where to go from here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.imports import SourceKind
from desktop.texts import labels, summary
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.empty_state import IconDisc
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.import_flow import Checked

_WIDTH = 620


class DoneStep(QWidget):
    """The last step.

    Signals:
        leave: has the name of the page to go to.
        again: import more files.
    """

    leave = Signal(str)
    again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = Card(padding=Space.WIDE)
        self.card.setMaximumWidth(_WIDTH)
        heading = PlainLabel(_("The import is done"), size=TextSize.TITLE)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.card.body.addWidget(IconDisc("check", Tone.GOOD), 0, Qt.AlignmentFlag.AlignHCenter)
        self.card.body.addWidget(heading)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.SMALL)
        self.card.body.addLayout(self._lines)
        undo = PlainLabel(_("Something wrong? Ctrl+Z takes the whole import back."), muted=True)
        undo.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.card.body.addWidget(undo)
        self.more = Button(_("Import more files"))
        self.on = PrimaryButton(_("See the next step"))
        self.more.clicked.connect(self.again)
        self.on.clicked.connect(lambda: self.leave.emit("start"))
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addStretch(1)
        row.addWidget(self.more)
        row.addWidget(self.on)
        row.addStretch(1)
        self.card.body.addSpacing(Space.SMALL)
        self.card.body.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.card, 100)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(2)

    def show_done(self, done: tuple[Checked, ...]) -> None:
        """Say what the plan has taken in."""
        while (line := self._lines.takeAt(0)) is not None:
            widget = line.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for checked in done:
            kind = (
                _("Suppliers") if checked.kind is SourceKind.SUPPLIERS else labels.source_kind(checked.kind)
            )
            text = PlainLabel(f"{kind}: {summary.imported(checked.summary)}")
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._lines.addWidget(text)
