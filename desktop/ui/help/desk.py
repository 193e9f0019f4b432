"""Who brings the help? Beside the page while there is room, otherwise in a window; it stays with the page.

Nothing of the help is imported before somebody asks for it: the window's first paint does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QSplitter, QWidget
from shiboken6 import isValid

from desktop.ui.settings import HELP_WIDTH, HELP_WINDOW, Settings

if TYPE_CHECKING:
    from desktop.ui.help.guide import GuideWindow
    from desktop.ui.help.panel import HelpPanel, HelpWindow
    from desktop.ui.help.topics import Link


_PAGE_CHARACTERS = 84
"""The width pages are made for: what the rail leaves of the narrowest window. Less would cut them off."""


class HelpDesk(QObject):
    """The window's help.

    Args:
        beside: holds the page; the help comes to its right.
        go_to: shows a page.
        topic: the topic of what is on the screen.
        give_way: has the page put away what it can do without (True), or take it back (False).
    """

    def __init__(
        self,
        beside: QSplitter,
        settings: Settings,
        *,
        go_to: Callable[[str], object],
        topic: Callable[[], str],
        give_way: Callable[[bool], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._beside, self._settings, self._parent = beside, settings, parent
        self._go_to, self._topic, self._give_way = go_to, topic, give_way
        self._came_from: QWidget | None = None
        self.panel: HelpPanel | None = None
        self.window: HelpWindow | None = None
        self.guide: GuideWindow | None = None
        beside.splitterMoved.connect(lambda _place, _index: self._remember())
        beside.installEventFilter(self)

    @property
    def shown(self) -> HelpPanel | None:
        """The panel that can be read now, wherever it stands."""
        if self.panel is not None and self.panel.isVisible():
            return self.panel
        return self.window.panel if self.window is not None and self.window.isVisible() else None

    def press(self) -> None:
        """F1: show the help of the page and go there; pressed while reading just that, close it again."""
        focus = QApplication.focusWidget()
        shown = self.shown
        reading = shown is not None and focus is not None and shown.isAncestorOf(focus)
        if shown is not None and reading and shown.name == self._topic():
            self.close()
        else:
            self.show(self._topic())

    def show(self, name: str, section: str = "") -> None:
        """Show a topic, and let the keyboard read it."""
        if self.shown is None:
            self._came_from = QApplication.focusWidget()
        panel = self.shown or self._panel_with_room()
        panel.show_topic(name, section)
        panel.view.setFocus()

    def follow(self) -> None:
        """Another page is on the screen: the help goes along, without taking the keyboard."""
        shown = self.shown
        if shown is not None and shown.name != self._topic():
            shown.show_topic(self._topic())
        if shown is not None and shown is self.panel:
            self._give_way(True)
        self._make_room()

    def close(self) -> None:
        """Put the help away; the keyboard goes back to where it was."""
        if self.window is not None:
            # Closed by its own cross or by Escape, it is hidden already.
            self._settings.set(HELP_WINDOW, (self.window.width(), self.window.height()))
            self.window.hide()
        if self.panel is not None:
            self.panel.hide()
        self._give_way(False)
        # An import that is over has taken its fields with it.
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus()
        self._came_from = None

    def show_guide(self, section: str = "") -> None:
        """Open the user's guide."""
        from desktop.ui.help.guide import GuideWindow

        if self.guide is None:
            self.guide = GuideWindow(self._parent)
        self.guide.show_section(section)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._make_room()
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------------------------------------- places

    def _panel_with_room(self) -> HelpPanel:
        panel = self._beside_panel()
        # A panel of the page's own steps aside, rather than the help lying over the work.
        self._give_way(True)
        if self._has_room():
            panel.show()
            self._beside.setSizes([self._beside.width() - self._width(), self._width()])
            return panel
        self._give_way(False)
        return self._in_window()

    def _beside_panel(self) -> HelpPanel:
        if self.panel is None:
            from desktop.ui.help.panel import HelpPanel

            self.panel = HelpPanel()
            self.panel.hide()
            self.panel.setMinimumWidth(self.panel.least_width())
            self._connect(self.panel)
            self.panel.widened.connect(self._remember)
            self._beside.addWidget(self.panel)
            self._beside.setStretchFactor(0, 1)
        return self.panel

    def _in_window(self) -> HelpPanel:
        if self.window is None:
            from desktop.ui.help.panel import HelpWindow

            self.window = HelpWindow(self._parent)
            self._connect(self.window.panel)
            self.window.finished.connect(lambda _result: self.close())
            size = self._settings.get(HELP_WINDOW)
            if size:
                self.window.resize(*size)
        self.window.show()
        return self.window.panel

    def _connect(self, panel: HelpPanel) -> None:
        panel.left.connect(self._leave)
        panel.closed.connect(self.close)

    def _width(self) -> int:
        panel = self._beside_panel()
        return max(self._settings.get(HELP_WIDTH), panel.least_width())

    def _has_room(self) -> bool:
        page = self._beside.widget(0)
        least = page.minimumSizeHint().width() if page is not None else 0
        least = max(least, self._parent.fontMetrics().averageCharWidth() * _PAGE_CHARACTERS)
        return self._beside.width() >= least + self._width()

    def _make_room(self) -> None:
        """A wider page, or a narrower window: the help steps out into a window of its own."""
        panel = self.panel
        if panel is None or not panel.isVisible() or self._has_room():
            return
        focus = QApplication.focusWidget()
        reading = focus is not None and panel.isAncestorOf(focus)
        panel.hide()
        self._give_way(False)
        outside = self._in_window()
        outside.show_topic(panel.name)
        if not reading:
            self._parent.activateWindow()

    def _remember(self) -> None:
        if self.panel is not None and self.panel.isVisible():
            self._settings.set(HELP_WIDTH, self.panel.width())

    def _leave(self, link: Link) -> None:
        from desktop.ui.help.topics import LinkKind

        if link.kind is LinkKind.PAGE:
            self._go_to(link.name)
        else:
            self.show_guide(link.section)
