"""Where is the whole story told? The user's guide in a window of its own, with its sections at the left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QListWidget, QSplitter, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.help import topics
from desktop.ui.help.topics import Link, LinkKind
from desktop.ui.help.view import HelpView
from desktop.ui.theme import Space
from desktop.ui.widgets.labels import PlainLabel

_SIZE = (920, 680)
_LIST_SHARE = (270, 650)


class GuideWindow(QDialog):
    """The guide; it does not block, so that one can read and work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("User guide"))
        self.setModal(False)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(*_SIZE)
        guide = topics.guide()
        self._headings = topics.headings(guide.text)
        self.sections = QListWidget()
        self.sections.setAccessibleName(_("Sections of the guide"))
        self.sections.setFrameShape(QFrame.Shape.NoFrame)
        self.sections.setWordWrap(True)
        self.sections.setSpacing(Space.HAIR)
        self.sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sections.addItems([guide.title, *self._headings])
        self.view = HelpView()
        self.view.show_text(guide.title, f"# {guide.title}\n\n{guide.text}")
        self.view.followed.connect(self._follow)
        self.sections.currentRowChanged.connect(self._show_row)
        self.sections.itemActivated.connect(lambda _item: self.view.setFocus())
        halves = QSplitter()
        halves.setChildrenCollapsible(False)
        halves.addWidget(self.sections)
        halves.addWidget(self.view)
        halves.setStretchFactor(1, 1)
        halves.setSizes(list(_LIST_SHARE))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.SMALL, Space.SMALL, 0, 0)
        column.setSpacing(Space.SMALL)
        if not topics.is_translated():
            row = QHBoxLayout()
            row.addWidget(PlainLabel(_("The help is written in Danish."), muted=True))
            column.addLayout(row)
        column.addWidget(halves, 1)

    def show_section(self, section: str = "") -> None:
        """Bring the window to the front, at a section; "" is where one was.

        Args:
            section: a heading as `topics.slug` writes it.
        """
        slugs = [topics.slug(heading) for heading in self._headings]
        self.show()
        self.raise_()
        self.activateWindow()
        if section in slugs:
            self.sections.setCurrentRow(slugs.index(section) + 1)
            self._show_row(self.sections.currentRow())
        elif section:
            self.view.show_section(section)
        elif self.sections.currentRow() < 0:
            self.sections.setCurrentRow(0)
        self.view.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # A dialog's Enter answers it; here there is nothing to answer.
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card's ground, so that list and text stand on one sheet."""
        QPainter(self).fillRect(self.rect(), theme.colours(self.palette()).surface)

    def _show_row(self, row: int) -> None:
        self.view.show_section(topics.slug(self._headings[row - 1]) if row > 0 else "")

    def _follow(self, link: Link) -> None:
        if link.kind is LinkKind.GUIDE:
            self.view.show_section(link.section)
