"""How does one come back to a filter? By the name one gave it, in a list beside the filter button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.pages.page_memory import (
    LONGEST_NAME,
    FilterState,
    PageMemory,
    SavedFilter,
    keepable,
    name_of,
    with_filter,
)
from desktop.ui.widgets.buttons import Button, Look, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.fields import LineField
from desktop.ui.widgets.labels import PlainLabel

_PLACE = int(Qt.ItemDataRole.UserRole)
_KEYS = "Ctrl+Shift+F"


class SavedFilters(Button):
    """A button with the filters that have a name, and the ways to make, rename and delete them.

    Signals:
        taken: the `FilterState` that is wanted now.

    Attributes:
        ask_name: asks for the name of a filter, which it proposes; None is a change of mind.
        arrange: lets the user rename and delete; gives what is left, None is a change of mind.
    """

    taken = Signal(object)

    def __init__(self, memory: PageMemory, page: QWidget) -> None:
        hint = _("Save the filter, or take a saved one (Ctrl+Shift+F)")
        super().__init__(look=Look.QUIET, icon="bookmark", hint=hint)
        self._memory, self._page = memory, page
        self._state: FilterState = {}
        self._words = ""
        self._left_out = False
        self.ask_name: Callable[[str], str | None] = self._ask_name
        self.arrange: Callable[[Sequence[SavedFilter]], tuple[SavedFilter, ...] | None] = self._arrange
        self.list = QMenu(self)
        self.list.aboutToShow.connect(self.fill)
        self.setMenu(self.list)
        self._key = QShortcut(QKeySequence(_KEYS), page)
        self._key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._key.activated.connect(self.showMenu)

    def show_state(self, state: FilterState, words: str, *, left_out: bool = False) -> None:
        """Hear what of the rows' filter can be saved.

        Args:
            words: how that is said, and nothing besides: they are proposed as the name, which lies with the
                settings.
            left_out: something that belongs to this plan narrows the rows as well.
        """
        self._state, self._words, self._left_out = keepable(state), words, left_out

    def fill(self) -> None:
        """Put the filters there are into the menu."""
        self.list.clear()
        saved = self._memory.saved
        for one in saved:
            action = self.list.addAction(one.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(_alike(one.state, self._state))
            action.triggered.connect(lambda _checked=False, state=one.state: self.taken.emit(state))
        if not saved:
            self.list.addAction(_("No filter is saved yet")).setEnabled(False)
        self.list.addSeparator()
        save = self.list.addAction(_("&Save the filter…"))
        save.setEnabled(bool(self._state))
        save.triggered.connect(self.save)
        change = self.list.addAction(_("&Rename or delete…"))
        change.setEnabled(bool(saved))
        change.triggered.connect(self.change)

    def save(self) -> None:
        """Give the filter in force a name."""
        name = self.ask_name(name_of(self._words))
        if name is not None and name_of(name) and self._state:
            self._memory.keep_saved(with_filter(self._memory.saved, name, self._state))

    def change(self) -> None:
        """Rename and delete filters."""
        left = self.arrange(self._memory.saved)
        if left is not None:
            self._memory.keep_saved(left)

    def _ask_name(self, proposal: str) -> str | None:
        known = [one.name for one in self._memory.saved]
        dialog = NameDialog(proposal, known, self._page.window(), left_out=self._left_out)
        accepted = dialog.exec() == NameDialog.DialogCode.Accepted
        name = dialog.field.text() if accepted else None
        dialog.deleteLater()
        return name

    def _arrange(self, saved: Sequence[SavedFilter]) -> tuple[SavedFilter, ...] | None:
        dialog = ArrangeDialog(saved, self._page.window())
        accepted = dialog.exec() == ArrangeDialog.DialogCode.Accepted
        left = dialog.left if accepted else None
        dialog.deleteLater()
        return left


class NameDialog(PlainDialog):
    """Asks for the name of a filter."""

    def __init__(
        self, proposal: str, known: Sequence[str], parent: QWidget | None = None, *, left_out: bool
    ) -> None:
        note = _("You find it by its name next time, in every plan on this computer.")
        if left_out:
            of_one_plan = _(
                "EAN numbers, suppliers and waves are not saved with it: they belong to one plan."
            )
            note = f"{note} {of_one_plan}"
        super().__init__(_("Save the filter"), parent, note=note)
        self._known = {one.casefold() for one in known}
        self.field = LineField(proposal)
        self.field.setAccessibleName(_("Name of the filter"))
        self.field.setMaxLength(LONGEST_NAME)
        self.field.selectAll()
        self.warning = PlainLabel("", muted=True)
        self.body.addWidget(self.field)
        self.body.addWidget(self.warning)
        self.cancel = self.add_button(Button(_("Cancel")))
        self.accept_button = self.add_button(PrimaryButton(_("Save")), default=True)
        self.cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.field.textChanged.connect(lambda _text: self._look())
        self._look()

    def _look(self) -> None:
        name = name_of(self.field.text())
        self.accept_button.setEnabled(bool(name))
        there = name.casefold() in self._known
        self.warning.setText(_("There is a filter of that name. This one takes its place.") if there else "")
        self.warning.setVisible(there)


class _NameList(QListWidget):
    """Names that the Delete key takes away; F2 is Qt's own."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


class ArrangeDialog(PlainDialog):
    """The saved filters, to be renamed in place or deleted."""

    def __init__(self, saved: Sequence[SavedFilter], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Saved filters"), parent, note=_("F2 renames, Delete deletes. Nothing in the plan changes.")
        )
        self._saved = tuple(saved)
        self.list = _NameList()
        self.list.setAccessibleName(_("Saved filters"))
        for place, one in enumerate(saved):
            item = QListWidgetItem(one.name)
            item.setData(_PLACE, place)
            item.setSizeHint(QSize(0, theme.row_height(self.font())))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.body.addWidget(self.list)
        self.rename = self.add_button(Button(_("&Rename"), hint=_("Write another name (F2)")), left=True)
        self.delete = self.add_button(Button(_("&Delete"), icon="trash", hint=_("Delete")), left=True)
        self.cancel = self.add_button(Button(_("Cancel")))
        self.accept_button = self.add_button(PrimaryButton(_("Keep these")), default=True)
        self.rename.clicked.connect(lambda _checked=False: self.list.editItem(self.list.currentItem()))
        self.delete.clicked.connect(lambda _checked=False: self.delete_current())
        self.cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.list.delete_pressed.connect(self.delete_current)

    def delete_current(self) -> None:
        """Take the one the cursor stands on out of the list."""
        self.list.takeItem(self.list.currentRow())
        for button in (self.rename, self.delete):
            button.setEnabled(self.list.count() > 0)

    @property
    def left(self) -> tuple[SavedFilter, ...]:
        """What is still there, under the names it has now; an emptied name changes nothing."""
        found: tuple[SavedFilter, ...] = ()
        for item in (self.list.item(at) for at in range(self.list.count())):
            before = self._saved[int(item.data(_PLACE))]
            found = with_filter(found, item.text() if name_of(item.text()) else before.name, before.state)
        return found


def _alike(one: FilterState, other: FilterState) -> bool:
    return {key: frozenset(keys) for key, keys in one.items()} == {
        key: frozenset(keys) for key, keys in other.items()
    }
