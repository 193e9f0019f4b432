"""How does a table show a hundred thousand rows that nobody wants in memory? It reads what is looked at.

The model holds the ids of all rows in order and reads them a page at a time. Order and search are the
plan's to answer: a click on a heading is passed on, and other ids come back.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desktop.ui.tables.columns import Column, Row
from desktop.ui.tables.model import Index, RowModel

_PAGE = 200
_PAGES_KEPT = 30

Fetch = Callable[[Sequence[int]], Mapping[int, Row]]
"""Reads some rows by id; those that are gone are left out."""


class PagedModel(RowModel[Row]):
    """Rows by id, read when they are looked at.

    Signals:
        order_asked: key of a column, and whether downwards; "" is the order the rows come in by themselves.
    """

    order_asked = Signal(str, bool)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        row_id: Callable[[Row], Hashable],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, row_id, parent)
        self._ids: Sequence[int] = ()
        self._fetch: Fetch[Row] = lambda _ids: {}
        self._pages: OrderedDict[int, Mapping[int, Row]] = OrderedDict()
        self._places: dict[int, int] | None = None

    def show_ids(self, ids: Sequence[int], fetch: Fetch[Row]) -> None:
        """Show other rows."""

        def change() -> None:
            self._ids, self._fetch, self._places = ids, fetch, None
            self._pages.clear()

        self._reset(change)

    # ------------------------------------------------------------------------------------ what is shown

    @property
    def rows(self) -> Sequence[Any]:
        """The ids: what tells one set of rows from another."""
        return self._ids

    @property
    def shown(self) -> int:
        return len(self._ids)

    @property
    def total(self) -> int:
        return len(self._ids)

    def row(self, position: int) -> Row:
        """The row that stands at a position.

        Raises:
            LookupError: it is gone from the plan, and the table has not heard of it yet.
        """
        key = self._ids[position]
        return self._page(position // _PAGE)[key]

    def shown_rows(self) -> list[Row]:
        return [self.row(at) for at in range(self.shown)]

    def sample(self, wanted: int) -> range:
        """The first ones: rows spread over the table would each be read with their page."""
        return range(min(wanted, self.shown))

    def id_at(self, position: int) -> Hashable:
        return self._ids[position]

    def positions_of(self, row_ids: Iterable[Hashable]) -> list[int]:
        wanted = set(row_ids)
        if not wanted:
            return []
        if self._places is None:
            self._places = {key: at for at, key in enumerate(self._ids)}
        return sorted(self._places[key] for key in wanted if isinstance(key, int) and key in self._places)

    def _page(self, number: int) -> Mapping[int, Row]:
        if number not in self._pages:
            self._pages[number] = self._fetch(self._ids[number * _PAGE : (number + 1) * _PAGE])
            while len(self._pages) > _PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number]

    # ------------------------------------------------------------------------------------ changing it

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        key = self.columns[column].key if 0 <= column < len(self.columns) else ""
        self.sorted_by = (column, order)
        self.order_asked.emit(key, order is Qt.SortOrder.DescendingOrder)

    # ------------------------------------------------------------------------------------ what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and self._ids[index.row()] not in self._page(index.row() // _PAGE):
            return None
        return super().data(index, role)
