"""Were letters spoilt before the file came here? Shown with what they become, and put right in one click."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.texts import importing
from desktop.texts.translate import _
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel
from desktop.workspace.import_flow import ImportItem


class RepairCard(Card):
    """The offer for one table; hidden when nothing can be put right.

    Signals:
        asked: put the letters right (True), or read them as they stand (False).
    """

    asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, title=_("Garbled letters"))
        self._on = False
        self.said = PlainLabel("")
        self.examples = PlainLabel("", selectable=True)
        self.button = Button(_("Put the letters right"))
        self.button.clicked.connect(lambda: self.asked.emit(not self._on))
        words = QVBoxLayout()
        words.setSpacing(Space.TINY)
        words.addWidget(self.said)
        words.addWidget(self.examples)
        words.addWidget(
            PlainLabel(
                _("Only values that can be put right exactly are changed. Your file stays as it is."),
                size=TextSize.CAPTION,
                muted=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(Space.LARGE)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.hide()

    def show_item(self, item: ImportItem) -> None:
        """Show a few values before and after, and whether they are put right now."""
        examples = item.preview.spoilt if item.preview is not None else ()
        self._on = item.choices.repair
        self.setVisible(bool(examples))
        self.said.setText(
            _("The letters are put right, and will be in the next file of this name too.")
            if self._on
            else _("A program before this one has garbled æ, ø and å in this file.")
        )
        self.examples.setText("\n".join(map(importing.respelt, examples)))
        self.button.setText(_("Read them as they stand") if self._on else _("Put the letters right"))
