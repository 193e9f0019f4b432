"""What can be done with tasks somebody here has written? Added, changed and removed; those of KLIK stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.checklist import ChecklistTask, Origin
from desktop.texts.translate import _
from desktop.ui.pages.tasks.dialogs import OwnTaskDialog

if TYPE_CHECKING:
    from desktop.ui.pages.tasks.page import TasksPage


class OwnTasks:
    """The verbs, for the buttons, the keys and the context menu of the page.

    Args:
        views: where F2 and Delete work: they cannot be meant for a text there.
    """

    def __init__(self, page: TasksPage, views: QWidget) -> None:
        self._page = page
        add = QShortcut(QKeySequence("Ctrl+Shift+N"), page)
        add.activated.connect(self.add)
        for keys, act in (("F2", self.edit), ("Delete", self.remove)):
            key = QShortcut(QKeySequence(keys), views)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            key.activated.connect(act)

    @property
    def current(self) -> ChecklistTask | None:
        """The task in the panel, when it is one of these."""
        task = self._page.open_one
        return task if task is not None and task.definition.origin is Origin.OWN else None

    def add(self) -> None:
        """Ask what is to be done, and put it on the list."""
        if self._page.session is not None:
            self._ask(None)

    def edit(self) -> None:
        """Ask for other words and days."""
        if self.current is not None:
            self._ask(self.current)

    def remove(self) -> None:
        """Take it off the list; Ctrl+Z brings it back."""
        from desktop.workspace.operations.tasks import RemoveTask

        if self.current is not None:
            self._page.context.run(RemoveTask(self.current.key))

    def fill_menu(self, menu: QMenu) -> None:
        """Offer to change the task and to take it away."""
        if self.current is None:
            return
        for text, keys, act in (
            (_("&Change the task…"), "F2", self.edit),
            (_("&Remove the task"), "Delete", self.remove),
        ):
            action = menu.addAction(text)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setShortcutVisibleInContextMenu(True)
            action.triggered.connect(lambda _checked=False, do=act: do())

    def _ask(self, before: ChecklistTask | None) -> None:
        from desktop.workspace.operations.tasks import AddTask

        session = self._page.session
        dialog = OwnTaskDialog(before, self._page.window(), today=session.today if session else None)
        accepted = dialog.exec() == OwnTaskDialog.DialogCode.Accepted
        if accepted:
            start, end = dialog.days
            key = before.key if before else ""
            self._page.context.run(AddTask(dialog.title.text(), dialog.goal.text(), start, end, key))
        dialog.deleteLater()
