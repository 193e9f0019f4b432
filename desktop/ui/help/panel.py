"""What does help look like? A bar with the title and the way back, and the text below it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.help import topics
from desktop.ui.help.topics import Link, LinkKind
from desktop.ui.help.view import HelpView
from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.labels import PlainLabel

WINDOW_SIZE = (460, 640)
_LEAST_CHARACTERS = 44

_STEP = 32
_WIDER = {"Alt+Shift+Left": _STEP, "Alt+Shift+Right": -_STEP}
"""How keys change the panel's width, in device-independent pixels."""


class HelpPanel(QWidget):
    """One topic at a time, with a way back to those read before.

    Signals:
        left: a link to a page or to the guide was followed; has the `Link`.
        closed: the user has read enough.
        widened: the width was set by key.
    """

    left = Signal(object)
    closed = Signal()
    widened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Help"))
        self._read: list[tuple[str, str]] = []
        self.name = ""
        self.back = Button(look=Look.QUIET, icon="arrow-left", hint=_("Back to what you read before"))
        self.back.clicked.connect(self.go_back)
        self.title = PlainLabel(size=TextSize.CARD_TITLE)
        self.close_button = Button(look=Look.QUIET, icon="close", hint=_("Close the help (Esc)"))
        self.close_button.clicked.connect(self.closed)
        self.view = HelpView()
        self.view.followed.connect(self._follow)
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.SMALL, Space.SMALL)
        bar.setSpacing(Space.TINY)
        bar.addWidget(self.back)
        bar.addWidget(self.title, 1)
        bar.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        if not topics.is_translated():
            note = PlainLabel(_("The help is written in Danish."), muted=True)
            note.setContentsMargins(Space.LARGE, 0, Space.LARGE, Space.SMALL)
            column.addWidget(note)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        for keys, more in _WIDER.items():
            # By shortcut: the text would take the arrows for itself.
            wider = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            wider.activated.connect(lambda more=more: self._widen(more))

    def follow_text_size(self) -> None:
        """The text has another size, and the panel its least width."""
        if self.minimumWidth():
            self.setMinimumWidth(self.least_width())

    def least_width(self) -> int:
        """The width in which the text still reads well, in device-independent pixels."""
        return self.fontMetrics().averageCharWidth() * _LEAST_CHARACTERS

    def show_topic(self, name: str, section: str = "") -> None:
        """Show a topic as if nothing had been read before."""
        self._read.clear()
        self._show(name, section)

    def read_on(self, name: str, section: str = "") -> None:
        """Show a topic with a way back to this one."""
        self._read.append((self.name, ""))
        self._show(name, section)

    def go_back(self) -> None:
        """Show what was read before."""
        if self._read:
            self._show(*self._read.pop())
            self.view.setFocus()

    def _show(self, name: str, section: str) -> None:
        found = topics.topic(name)
        self.name = name
        self.title.setText(found.title)
        self.back.setVisible(bool(self._read))
        self.view.show_text(found.title, found.text, section=section)

    def _follow(self, link: Link) -> None:
        if link.kind is LinkKind.TOPIC:
            self.read_on(link.name, link.section)
        else:
            self.left.emit(link)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        if event.key() == Qt.Key.Key_Backspace or (
            event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier
        ):
            self.go_back()
            return
        super().keyPressEvent(event)

    def _widen(self, more: int) -> None:
        """What the pointer does at the edge towards the page."""
        beside = self.parentWidget()
        if isinstance(beside, QSplitter):
            before, own = beside.sizes()
            beside.setSizes([before - more, own + more])
            self.widened.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card's ground with a hairline towards the page."""
        palette = theme.colours(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), palette.surface)
        painter.fillRect(0, 0, 1, self.height(), palette.border)


class HelpWindow(QDialog):
    """Help in a window of its own: where a dialog waits, or there is no room beside the page.

    It does not block: a window that belongs to a dialog can be used while the dialog is open.
    """

    def __init__(self, parent: QWidget, *, links: bool = True) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Help"))
        self.setModal(False)
        self.resize(*WINDOW_SIZE)
        self.panel = HelpPanel()
        self.panel.close_button.hide()
        self.panel.closed.connect(self.reject)
        if not links:
            self.panel.left.connect(self._stay)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)

    def _stay(self, link: Link) -> None:
        """The page behind a dialog cannot be gone to before that is answered, but can be read about."""
        if link.kind is LinkKind.PAGE:
            self.panel.read_on(link.name)
        else:
            from desktop.ui.help.guide import GuideWindow

            window = GuideWindow(self)
            window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            window.show_section(link.section)


def side_by_side(dialog: QRect, size: QSize, room: QRect) -> tuple[QPoint, QPoint]:
    """Where help goes beside a dialog, and where the dialog goes: its buttons must stay free.

    At the right, else at the left, else at the right of the dialog moved away. Where the screen is too narrow
    for both, over the dialog's left end: the button that most people press is at its right.

    Args:
        size: of the help's window.
        room: what the screen has free.
    """
    top = max(room.top(), min(dialog.top(), room.bottom() + 1 - size.height()))
    wide = size.width() + Space.SMALL
    if dialog.right() + wide <= room.right():
        return QPoint(max(room.left(), dialog.right() + Space.SMALL), top), dialog.topLeft()
    if dialog.left() - wide >= room.left():
        left = min(dialog.left() - wide, room.right() + 1 - size.width())
        return QPoint(left, top), dialog.topLeft()
    if dialog.width() + wide <= room.width():
        moved = QPoint(room.right() + 1 - wide - dialog.width(), dialog.top())
        return QPoint(room.right() + 1 - size.width(), top), moved
    return QPoint(room.left(), top), QPoint(room.right() + 1 - dialog.width(), dialog.top())


def help_for_dialog(dialog: QDialog, topic: str) -> HelpWindow:
    """Show a dialog's topic beside it, in the window that stands there already if there is one."""
    near = dialog.findChildren(HelpWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
    there = next((one for one in near if one.isVisible()), None)
    if there is not None:
        there.panel.show_topic(topic)
        there.raise_()
        there.activateWindow()
        return there
    window = HelpWindow(dialog, links=False)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.panel.show_topic(topic)
    place, moved = side_by_side(dialog.frameGeometry(), window.size(), dialog.screen().availableGeometry())
    if moved != dialog.frameGeometry().topLeft():
        dialog.move(moved)
    window.move(place)
    window.show()
    window.panel.view.setFocus()
    return window
