"""Where do the details of the chosen row stand? In a panel at the right that F4 opens and closes."""

from __future__ import annotations

from typing import ClassVar, cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.card import Card

_FEW_LINES = 10
_ABOVE_HEADING = 6
"""With it, a heading of one line stands in the middle of the button beside it."""


class ScrollPane(QScrollArea):
    """Scrolls one widget up and down, without an edge of its own and never sideways.

    Args:
        gutter: keep the bar's room (`theme.GUTTER`) free also while there is nothing to scroll, so that the
            content does not jump. Whoever lays the pane out takes that much off the margin to its right.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None, *, gutter: bool = False) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if gutter:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A viewport of our own: asked for Qt's, the bindings make every class of the library to find its
        # kind, and the first paint would wait for that.
        self.setViewport(QWidget())
        content.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)

    def sizeHint(self) -> QSize:
        """A few lines: what scrolls takes the room there is, and asks for none of its own."""
        asked = super().sizeHint()
        return QSize(asked.width(), min(asked.height(), _FEW_LINES * self.fontMetrics().height()))


class FillingWidget(QWidget):
    """Fills a `ScrollPane` and gets higher than it only when its parts do not fit at their least height."""

    def heightForWidth(self, width: int) -> int:
        """The least height, where Qt would give the preferred one and scroll long before it must."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1


class Drawer(Card):
    """A panel whose width follows the system's text; `content` is the layout its details go into.

    Signals:
        closed: the user closed it.
    """

    closed = Signal()
    least_width: ClassVar[int] = theme.DRAWER_WIDTH
    """In device-independent pixels, at the usual text."""

    def __init__(self, parent: QWidget | None = None, *, title: str = "") -> None:
        super().__init__(parent, padding=0)
        self._before: QWidget | None = None
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._focus_moved)
        self.setAccessibleName(title or _("Details"))
        self._fit()
        inner = QWidget()
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(Space.LARGE, Space.LARGE, Space.LARGE, Space.LARGE)
        self.content.setSpacing(Space.SMALL)
        self.close_button = Button(look=Look.QUIET, icon="close", hint=_("Close the panel (F4)"))
        self.close_button.clicked.connect(self.dismiss)
        self._headings = QVBoxLayout()
        self._headings.setSpacing(0)
        self._headings.setContentsMargins(0, _ABOVE_HEADING, 0, _ABOVE_HEADING)
        bar = QHBoxLayout()
        bar.setContentsMargins(Space.LARGE, Space.TINY, Space.TINY, Space.TINY)
        bar.setSpacing(Space.TINY)
        bar.addLayout(self._headings, 1)
        bar.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.pane = ScrollPane(inner, gutter=True)
        # What scrolls ends before the card's edge, and does not paint over its rounded corners.
        self.body.setContentsMargins(1, 0, 1, Space.TINY)
        self.body.setSpacing(0)
        self.body.addLayout(bar)
        self.body.addWidget(self.pane, 1)
        self.content.setContentsMargins(Space.LARGE, 0, Space.LARGE - theme.GUTTER, Space.LARGE)

    def lift(self, *headings: QWidget) -> None:
        """Put what the panel is about beside the button that closes it, where it stays when the rest scrolls.

        Of several, the drawer's owner shows one at a time.
        """
        for heading in headings:
            self._headings.addWidget(heading, 0, Qt.AlignmentFlag.AlignVCenter)

    def dismiss(self) -> None:
        """Close the panel as the user does."""
        self.hide()
        self.closed.emit()

    def setVisible(self, visible: bool) -> None:
        """When it closes under the keyboard, the keyboard goes back to where it came from."""
        inside = QApplication.focusWidget()
        leaves = not visible and inside is not None and self.isAncestorOf(inside)
        super().setVisible(visible)
        if leaves and self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is None or now is None or not self.isAncestorOf(now) or self.isAncestorOf(before):
            return
        self._before = before

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()
        elif event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        width = max(self.least_width, theme.drawer_width(self.font()))
        self.setMinimumWidth(width)
        self.setMaximumWidth(width + 80)
