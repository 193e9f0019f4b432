"""How does Qt see the rows of a table? An own model over domain rows and a list of indices, no proxy."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop.ui.tables import words
from desktop.ui.tables.columns import Column, Row
from desktop.ui.tables.rows import ShownRows
from desktop.ui.widgets.labels import plain_tip

Index = QModelIndex | QPersistentModelIndex
ColumnRole = int(Qt.ItemDataRole.UserRole)
"""Asks for the `Column` of a cell: what the delegate needs to draw it."""
ToneRole = ColumnRole + 1
"""Asks for the tone of a pill."""
IconRole = ColumnRole + 2
"""Asks for the name of the icon in a pill."""

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class RenewedRows(Generic[Row]):
    """Other rows for a table, worked out and ready to be shown."""

    content: ShownRows[Row]
    indices: dict[Hashable, int]


class RowModel(QAbstractTableModel, Generic[Row]):
    """Domain rows as a table. What is sorted, searched and filtered is the index list, never the rows.

    Rows are known by an id that survives a refresh, so a view can put the selection back.
    """

    shown_changed = Signal()
    """Other rows are shown, or in another order: the status bar counts again."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        row_id: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._row_id = row_id
        self._content = ShownRows(self.columns)
        self._indices: dict[Hashable, int] | None = None
        self.sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    # ------------------------------------------------------------------------------------ what is shown

    @property
    def rows(self) -> Sequence[Row]:
        """Every row, in the order it came."""
        return self._content.rows

    @property
    def shown(self) -> int:
        return len(self._content.shown)

    @property
    def total(self) -> int:
        return len(self._content.rows)

    def row(self, position: int) -> Row:
        """The row that stands at a position of the shown table."""
        return self._content.rows[self._content.shown[position]]

    def shown_rows(self) -> list[Row]:
        return [self._content.rows[at] for at in self._content.shown]

    def sample(self, wanted: int) -> range:
        """Positions of some rows to measure widths by, spread over the table."""
        return range(0, self.shown, max(1, self.shown // wanted))

    def id_at(self, position: int) -> Hashable:
        return self._row_id(self.row(position))

    def position_of(self, row_id: Hashable) -> int | None:
        """Where a row stands now; None when it is filtered away or gone."""
        return next(iter(self.positions_of((row_id,))), None)

    def positions_of(self, row_ids: Iterable[Hashable]) -> list[int]:
        """Where those of the rows stand that are shown, from the top."""
        if self._indices is None:
            self._indices = {self._row_id(row): at for at, row in enumerate(self.rows)}
        wanted = {at for row_id in row_ids if (at := self._indices.get(row_id)) is not None}
        if not wanted:
            return []
        return [position for position, at in enumerate(self._content.shown) if at in wanted]

    # ------------------------------------------------------------------------------------ changing it

    def set_rows(self, rows: Sequence[Row]) -> None:
        self._indices = None
        self._reset(lambda: self._content.replace(rows))

    def renewed(self, rows: Sequence[Row]) -> RenewedRows[Row]:
        """Work out what showing other rows takes; may run on another thread. `adopt` shows the result."""
        indices = {self._row_id(row): at for at, row in enumerate(rows)}
        return RenewedRows(self._content.renewed(rows), indices)

    def adopt(self, renewed: RenewedRows[Row]) -> None:
        """Show rows that were worked out beforehand, under the search and order in force now."""

        def change() -> None:
            renewed.content.catch_up(self._content)
            self._content, self._indices = renewed.content, renewed.indices

        self._reset(change)

    def search(self, query: str) -> None:
        self._reset(lambda: self._content.search(query))

    def keep(self, predicate: Callable[[Row], bool] | None) -> None:
        self._reset(lambda: self._content.keep(predicate))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; -1 is the order the rows came in."""
        at = column if 0 <= column < len(self.columns) else None
        self.sorted_by = (column, order)
        self._reset(lambda: self._content.sort(at, descending=order is Qt.SortOrder.DescendingOrder))

    def _reset(self, change: Callable[[], None]) -> None:
        self.beginResetModel()
        change()
        self.endResetModel()
        self.shown_changed.emit()

    # ------------------------------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._content.shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(self.row(index.row()))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.cell(self, index.row(), index.column())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return words.row_sentence(self, index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.tooltip(self.row(index.row()))) if column.tooltip else None
        if role == ColumnRole:
            return column
        if role == ToneRole and column.tone:
            return column.tone(self.row(index.row()))
        if role == IconRole and column.icon:
            return column.icon(self.row(index.row()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.heading(self, section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(column.hint) or None
        return None
