"""Which columns shall a table show? A list to tick and to order, for the mouse and for the keyboard alone."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from desktop.texts.translate import _
from desktop.ui import theme
from desktop.ui.tables.arrangement import Arrangement
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.dialogs import PlainDialog

_KEY = int(Qt.ItemDataRole.UserRole)
_ROWS_SEEN = 8


class ColumnsDialog(PlainDialog):
    """The columns in their order, those that are shown ticked; at least one of them is."""

    def __init__(self, arrangement: Arrangement, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Choose columns"),
            parent,
            note=_("Tick what the table shall show. Space ticks, Alt+Up and Alt+Down move a column."),
        )
        self._made = arrangement.as_made
        self.list = QListWidget()
        self.list.setAccessibleName(_("Columns"))
        self.list.setMinimumHeight(_ROWS_SEEN * theme.row_height(self.font()))
        self.up = Button(_("Move &up"), icon="arrow-up", hint=_("Further to the left (Alt+Up)"))
        self.down = Button(_("Move &down"), icon="arrow-down", hint=_("Further to the right (Alt+Down)"))
        hint = _("Every column, in the order of the program")
        self.again = Button(_("As at &first"), icon="undo", hint=hint)
        side = QVBoxLayout()
        side.setSpacing(Space.SMALL)
        for button in (self.up, self.down, self.again):
            side.addWidget(button)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(Space.MEDIUM)
        row.addWidget(self.list, 1)
        row.addLayout(side)
        self.body.addLayout(row)
        self.cancel = self.add_button(Button(_("Cancel")))
        self.accept_button = self.add_button(PrimaryButton(_("Show these columns")), default=True)
        self._titles = {key: arrangement.title(key) for key in self._made}
        self._fill(arrangement.keys, arrangement.hidden)
        self._connect()

    def _connect(self) -> None:
        self.up.clicked.connect(lambda _checked=False: self.move_current(-1))
        self.down.clicked.connect(lambda _checked=False: self.move_current(1))
        self.again.clicked.connect(lambda _checked=False: self._fill(self._made, frozenset()))
        self.cancel.clicked.connect(self.reject)
        self.accept_button.clicked.connect(self.accept)
        self.list.itemChanged.connect(lambda _item: self._look())
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda by=by: self.move_current(by))

    def _fill(self, keys: tuple[str, ...], hidden: frozenset[str]) -> None:
        self.list.clear()
        for key in keys:
            item = QListWidgetItem(self._titles[key])
            item.setData(_KEY, key)
            item.setSizeHint(QSize(0, theme.row_height(self.font())))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if key in hidden else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self._look()

    def move_current(self, by: int) -> None:
        """Move the column the cursor stands on."""
        at = self.list.currentRow()
        to = at + by
        if at < 0 or not 0 <= to < self.list.count():
            return
        self.list.insertItem(to, self.list.takeItem(at))
        self.list.setCurrentRow(to)

    @property
    def order(self) -> tuple[str, ...]:
        """Every column from the left."""
        return tuple(str(item.data(_KEY)) for item in self._items())

    @property
    def hidden(self) -> frozenset[str]:
        """Those that are not ticked."""
        unticked = (item for item in self._items() if item.checkState() is not Qt.CheckState.Checked)
        return frozenset(str(item.data(_KEY)) for item in unticked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _look(self) -> None:
        self.accept_button.setEnabled(len(self.hidden) < self.list.count())


def choose_columns(view: RowView[Any]) -> None:
    """Ask which columns the table shall show, and in which order."""
    dialog = ColumnsDialog(view.arrangement, view.window())
    if dialog.exec() == ColumnsDialog.DialogCode.Accepted:
        view.arrangement.set(dialog.order, dialog.hidden)
    dialog.deleteLater()


def headings_menu(view: RowView[Any], at: QPoint) -> QMenu:
    """What a right click on a heading offers: columns to tick, the clicked one to move, all as at first."""
    menu = QMenu(view)
    arrangement = view.arrangement
    shown = {column.key for column in arrangement.shown}
    for key in arrangement.keys:
        action = menu.addAction(arrangement.title(key).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(key in shown)
        action.setEnabled(shown != {key})
        action.toggled.connect(lambda there, key=key: arrangement.show_column(key, there=there))
    menu.addSeparator()
    section = view.horizontalHeader().logicalIndexAt(at)
    if section >= 0:
        key = view.rows.columns[section].key
        left, right = menu.addAction(_("Move to the left")), menu.addAction(_("Move to the right"))
        left.triggered.connect(lambda: arrangement.step(key, -1))
        right.triggered.connect(lambda: arrangement.step(key, 1))
        menu.addSeparator()
    menu.addActions(layout_actions(view, menu))
    return menu


def layout_actions(view: RowView[Any], menu: QMenu) -> list[QAction]:
    """The dialog about the columns, and the way back to how the table was made."""
    choose, again = QAction(_("Choose columns…"), menu), QAction(_("Reset the view"), menu)
    choose.triggered.connect(lambda: choose_columns(view))
    again.triggered.connect(view.reset_layout)
    return [choose, again]
