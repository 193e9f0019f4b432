"""What shall be made besides a Word file for each supplier? Ticked in a menu beside the write button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.letter_outputs import LetterWishes, OutputKind
from desktop.texts.translate import _
from desktop.ui.widgets.buttons import Button

_TICKS = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StayingMenu(QMenu):
    """Stays open while things are ticked in it, by mouse or by key; Esc or a click beside it closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action in self.actions() and action.isCheckable() and action.isEnabled():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() in _TICKS and action in self.actions() and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class WishesButton(Button):
    """A button that says how many further things are made, with a menu to tick them in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent, hint=_("What shall be made besides a Word file for each supplier?"))
        self._menu = StayingMenu(self)
        self._menu.setToolTipsVisible(True)
        self.joined = self._tick(_("All letters of a kind in one file, for printing"))
        self.pdf = self._tick(_("PDF, made by Word or LibreOffice"))
        self.digital_post = self._tick(_("Package for Digital Post: letters and list of CVR numbers"))
        self.openpostbud = self._tick(_("Package for OpenPostbud"))
        self.mails = self._tick(_("Mail drafts with the letters attached"))
        self.setMenu(self._menu)
        self._tell()

    def _tick(self, text: str) -> QAction:
        action = self._menu.addAction(text)
        action.setCheckable(True)
        action.toggled.connect(lambda _on: self._tell())
        return action

    def _tell(self) -> None:
        count = sum(action.isChecked() for action in self._menu.actions())
        self.setText(_("Also… ({n})").format(n=count) if count else _("Also…"))

    @property
    def wishes(self) -> LetterWishes:
        """What is ticked."""
        packages = {OutputKind.DIGITAL_POST: self.digital_post, OutputKind.OPENPOSTBUD: self.openpostbud}
        return LetterWishes(
            joined=self.joined.isChecked(),
            pdf=self.pdf.isChecked(),
            packages=tuple(kind for kind, action in packages.items() if action.isChecked()),
            mails=self.mails.isChecked(),
        )
