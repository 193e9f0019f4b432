"""How does a person work with a table? Choose, sort, copy, go on by keyboard; a refresh loses nothing."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Generic

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    QPoint,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui import spoken, theme
from desktop.ui.tables.arrangement import Arrangement
from desktop.ui.tables.clipboard import rows_as_mime, value_as_mime
from desktop.ui.tables.columns import Row
from desktop.ui.tables.drawing import CellDelegate, TableHeader
from desktop.ui.tables.going_on import GoingOn
from desktop.ui.tables.model import RowModel
from desktop.ui.tables.widths import NARROWEST, ColumnWidths
from desktop.ui.tables.words import order_sentence

_WIDTH_STEP = 16
_ORDERS = {
    Qt.Key.Key_Up: Qt.SortOrder.AscendingOrder,
    Qt.Key.Key_Down: Qt.SortOrder.DescendingOrder,
}
_ON_COLUMN = (*_ORDERS, Qt.Key.Key_Left, Qt.Key.Key_Right)
_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
COPY_VALUE = QKeyCombination(_CTRL_SHIFT, Qt.Key.Key_C)
"""Copies the one value under the cursor."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """What is remembered of a table between runs, by column key.

    Attributes:
        widths: those the user set, in device-independent pixels.
        order: every column from the left; () is the order the table was made with.
        hidden: columns the user does not want to see.
    """

    widths: dict[str, int] = field(default_factory=dict)
    sorted_by: str = ""
    descending: bool = False
    order: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


class RowView(QTableView, Generic[Row]):
    """A table of rows of one height; what is chosen is kept by row id through filter, sort and refresh."""

    choice_changed = Signal()
    """Other rows are chosen, or another row is the current one."""
    opened = Signal()
    """Enter or a double click on the current row."""
    typed = Signal(str)
    """The user began to type: the page puts it in its search box."""
    layout_changed = Signal()
    """Widths, order or columns were changed by the user."""
    went_on = Signal()
    """What was chosen left the table, and the keyboard goes on with the row after it."""
    headings_asked = Signal(QPoint)
    """Something is wanted of the headings: the place clicked, in the heading's own coordinates."""

    def __init__(self, model: RowModel[Row], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._wanted: set[Hashable] = set()
        self._wanted_current: Hashable | None = None
        self._wanted_column = -1
        self._quiet = False
        self._going_on: GoingOn | None = None
        self.setAccessibleName(name)
        self._lines: int | None = None
        self._configure()
        self.setModel(model)
        self.arrangement = Arrangement(self._header, model.columns)
        self._widths = ColumnWidths(self, model, self._header, self._delegate, self._view_option)
        self._connect()
        if model.total:
            self.fit_columns()

    def _configure(self) -> None:
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self._header = TableHeader(self)
        self.setHorizontalHeader(self._header)
        # Taking a header in, Qt puts its arrow away; and at first the rows stand as they came.
        self._header.setSortIndicatorShown(True)
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._set_row_height()

    def _connect(self) -> None:
        self.rows.modelReset.connect(self._after_reset)
        self.selectionModel().selectionChanged.connect(self._user_chose)
        self.selectionModel().currentRowChanged.connect(self._user_chose)
        self.selectionModel().currentColumnChanged.connect(self._user_went_aside)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.entered.connect(self._hover)
        self._widths.set_by_user.connect(self.layout_changed)
        self._header.sortIndicatorChanged.connect(self._sort_by)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(self.headings_asked)
        self.arrangement.changed.connect(self._rearranged)

    def _set_row_height(self) -> None:
        height = theme.row_height(self.font())
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        if self._lines is not None:
            # The headings, the rows, and room for the scroll bar below.
            self.setFixedHeight(height * (self._lines + 1) + theme.Space.LARGE)

    def show_lines(self, count: int) -> None:
        """Be as high as so many rows, at every text size, instead of filling the room there is."""
        self._lines = count
        self._set_row_height()

    # ----------------------------------------------------------------------------------- what is chosen

    def chosen_rows(self) -> list[Row]:
        """The chosen rows that are shown, from the top."""
        return [self.rows.row(at) for at in self._chosen_positions()]

    def chosen_count(self) -> int:
        return sum(end - first + 1 for first, end in self._chosen_blocks())

    def enter(self) -> None:
        """Take the keyboard, as when somebody comes down from a search: first row if none is chosen."""
        self.setFocus()
        if self.rows.shown and not self.chosen_count():
            self.selectRow(0)

    def current_row(self) -> Row | None:
        """The one row the keyboard stands on, when it is among the chosen ones."""
        index = self.currentIndex()
        if not index.isValid() or not self.selectionModel().isRowSelected(index.row(), QModelIndex()):
            return None
        return self.rows.row(index.row())

    def choose(self, row_ids: Iterable[Hashable]) -> None:
        """Choose rows by id; the first of them becomes the current one and is scrolled to."""
        wanted = list(row_ids)
        self._wanted = set(wanted)
        self._wanted_current = wanted[0] if wanted else None
        self._restore()
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)

    def go_on_when_left(self) -> None:
        """The chosen rows are being settled: should they leave the table by that, go on with the next."""
        self._going_on = GoingOn.after(self.rows, self._chosen_positions())

    def _take_leave(self) -> bool:
        """Whether what was settled has left the table; then the row after it is the one that is wanted."""
        going_on = self._going_on
        if going_on is None or not going_on.is_due(self.rows):
            return False
        self._going_on = None
        if self._wanted != going_on.settled or not going_on.have_left(self.rows):
            return False
        if going_on.following is not None:
            self._wanted, self._wanted_current = {going_on.following}, going_on.following
        return True

    def _chosen_positions(self) -> list[int]:
        return sorted({at for first, end in self._chosen_blocks() for at in range(first, end + 1)})

    def _chosen_blocks(self) -> list[tuple[int, int]]:
        """The selection as Qt keeps it, (first, last): a block of 100,000 rows is one entry."""
        selection = self.selectionModel().selection()
        blocks = (selection.at(at) for at in range(selection.count()))
        return [(block.top(), block.bottom()) for block in blocks]

    def _user_chose(self) -> None:
        if self._quiet:
            return
        self._wanted = {self.rows.id_at(at) for at in self._chosen_positions()}
        current = self.currentIndex()
        self._wanted_current = self.rows.id_at(current.row()) if current.isValid() else None
        self._wanted_column = current.column()
        self.choice_changed.emit()

    def _user_went_aside(self, current: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            self._wanted_column = current.column()

    def _after_reset(self) -> None:
        self._delegate.hovered_row = -1
        self._widths.follow_rows()
        gone = self._take_leave()
        self._restore()
        if gone:
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex(), QAbstractItemView.ScrollHint.EnsureVisible)
            self.went_on.emit()

    def _restore(self) -> None:
        """Choose again what was chosen and is shown; what is filtered away comes back with its rows."""
        self._quiet = True
        try:
            self.selectionModel().select(self._selection(), _REPLACE)
            at = None if self._wanted_current is None else self.rows.position_of(self._wanted_current)
            current = self.rows.index(at, self._cell()) if at is not None else QModelIndex()
            self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        finally:
            self._quiet = False
        self.choice_changed.emit()

    def _cell(self) -> int:
        """The column the keyboard stands in; the first one when that is hidden."""
        column = self._wanted_column
        return column if column >= 0 and not self.isColumnHidden(column) else self.arrangement.first

    def _selection(self) -> QItemSelection:
        selection = QItemSelection()
        last = len(self.rows.columns) - 1
        for first, end in _runs(self.rows.positions_of(self._wanted)):
            selection.select(self.rows.index(first, 0), self.rows.index(end, last))
        return selection

    # ----------------------------------------------------------------------------------------- sorting

    def _sort_by(self, column: int, order: Qt.SortOrder) -> None:
        self.rows.sort(column, order)
        if not self._quiet:
            self.layout_changed.emit()
            spoken.announce(self, order_sentence(self.rows, column, order))

    def sort_by(self, key: str, *, descending: bool = False) -> None:
        """Order by the column of that key."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        at = next((at for at, column in enumerate(self.rows.columns) if column.key == key), -1)
        self._header.setSortIndicator(at, order)

    # ------------------------------------------------------------------------------------------ widths

    def table_layout(self) -> TableLayout:
        """What to remember of this table."""
        section = self._header.sortIndicatorSection()
        known = 0 <= section < len(self.rows.columns)
        return TableLayout(
            widths=dict(self._widths.by_user),
            sorted_by=self.rows.columns[section].key if known else "",
            descending=self._header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
            order=() if self.arrangement.keys == self.arrangement.as_made else self.arrangement.keys,
            hidden=tuple(sorted(self.arrangement.hidden)),
        )

    def use_layout(self, layout: TableLayout) -> None:
        """Take up what was remembered; columns that are no more are passed over."""
        keys = {column.key for column in self.rows.columns}
        self._widths.use(layout.widths)
        self.arrangement.use(layout.order, layout.hidden)
        self._quiet = True
        try:
            if layout.sorted_by in keys:
                self.sort_by(layout.sorted_by, descending=layout.descending)
        finally:
            self._quiet = False
        self.fit_columns()

    def reset_layout(self) -> None:
        """Widths, columns and order as the table was made."""
        self.use_layout(TableLayout())
        self._header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.layout_changed.emit()

    def _rearranged(self) -> None:
        self._widths.spread()
        self.layout_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Sideways all is drawn anew: which cells the edges cut is another then."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self._header.viewport().update()

    def fit_columns(self) -> None:
        """Widths from the headings and a hundred rows spread over the table; those the user set stay."""
        self._widths.fit()

    def _view_option(self) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        return option

    # ---------------------------------------------------------------------------------------- clipboard

    def copy(self, *, or_all: bool = False) -> int:
        """The chosen rows with headings to the clipboard, for Excel: the columns on the screen.

        Args:
            or_all: every row that is shown, when none is chosen; the choice stays as it is.

        Returns:
            How many rows.
        """
        rows = self.chosen_rows() or (self.rows.shown_rows() if or_all else [])
        if rows:
            QGuiApplication.clipboard().setMimeData(rows_as_mime(self.arrangement.shown, rows))
        return len(rows)

    def current_value(self) -> str:
        """What the cell under the cursor would give to the clipboard; "" without a cell."""
        try:
            row = self.current_row()
        except LookupError:  # gone from the plan, and the table has not heard of it yet
            row = None
        return "" if row is None else self.rows.columns[self.currentIndex().column()].for_clipboard(row)

    def copy_value(self) -> None:
        """The one value under the cursor to the clipboard: an EAN number to search for elsewhere."""
        value = self.current_value()
        if value:
            number = self.rows.columns[self.currentIndex().column()].is_number
            QGuiApplication.clipboard().setMimeData(value_as_mime(value, number=number))

    # ------------------------------------------------------------------------------------- Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.keyCombination() == COPY_VALUE:
            self.copy_value()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _ON_COLUMN:
            self._work_on_column(Qt.Key(event.key()))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            # First and last row, not first and last cell: whole rows are chosen here.
            self._go_to(0 if event.key() == Qt.Key.Key_Home else self.rows.shown - 1)
        else:
            super().keyPressEvent(event)

    def _work_on_column(self, key: Qt.Key) -> None:
        """What the pointer does on a heading: Alt and up or down sorts, left or right sets the width."""
        section = self.currentIndex().column() if self.currentIndex().isValid() else 0
        if key in _ORDERS:
            self._header.setSortIndicator(section, _ORDERS[key])
            return
        step = _WIDTH_STEP if key == Qt.Key.Key_Right else -_WIDTH_STEP
        self._header.resizeSection(section, max(NARROWEST, self._header.sectionSize(section) + step))

    def _go_to(self, position: int) -> None:
        if 0 <= position < self.rows.shown:
            self.setCurrentIndex(self.rows.index(position, self._cell()))

    def keyboardSearch(self, search: str) -> None:
        """Qt would look for a row that begins so, cell by cell; the search box is faster and finds more."""
        if search.strip():
            self.typed.emit(search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.spread()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            self._delegate.use_font(self.font())
            self._set_row_height()
            self.fit_columns()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.indexAt(event.position().toPoint()).isValid():
            self._set_hovered(-1)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._set_hovered(-1)

    def _hover(self, index: QModelIndex) -> None:
        self._set_hovered(index.row())

    def _set_hovered(self, row: int) -> None:
        if row == self._delegate.hovered_row:
            return
        before, self._delegate.hovered_row = self._delegate.hovered_row, row
        for at in (before, row):
            if at >= 0:
                top, height = self.rowViewportPosition(at), self.rowHeight(at)
                self.viewport().update(0, top, self.viewport().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, theme.row_height(self.font()) * 4)


_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect


def _runs(positions: list[int]) -> list[tuple[int, int]]:
    """Neighbouring positions as (first, last)."""
    runs: list[tuple[int, int]] = []
    for at in positions:
        if runs and runs[-1][1] == at - 1:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs
