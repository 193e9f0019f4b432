"""How wide is each column? As heading and cells need, what the user set stays, one takes what is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from desktop.ui import theme
from desktop.ui.tables.drawing import PADDING, CellDelegate, TableHeader
from desktop.ui.tables.model import RowModel

NARROWEST = 40
"""Least width of a column, in device-independent pixels."""
_SAMPLED_ROWS = 100


class ColumnWidths(QObject):
    """Keeps the widths of a table's columns.

    Args:
        option: what the view tells its delegate about a cell.

    Attributes:
        by_user: widths the user set, by column key, in device-independent pixels.

    Signals:
        set_by_user: the user made a column wider or narrower.
    """

    set_by_user = Signal()

    def __init__(
        self,
        view: QTableView,
        rows: RowModel[Any],
        header: TableHeader,
        delegate: CellDelegate,
        option: Callable[[], QStyleOptionViewItem],
    ) -> None:
        super().__init__(view)
        self.by_user: dict[str, int] = {}
        self._view, self._rows, self._header, self._delegate = view, rows, header, delegate
        self._option = option
        self._wanted: list[int] = []
        self._measured: object = None
        self._spreading = False
        header.setMinimumSectionSize(NARROWEST)
        header.sectionResized.connect(self._resized)

    def use(self, widths: Mapping[str, int]) -> None:
        """Take up what was remembered; columns that are no more are passed over. `fit` follows."""
        keys = {column.key for column in self._rows.columns}
        self.by_user = {key: max(NARROWEST, width) for key, width in widths.items() if key in keys}

    def fit(self) -> None:
        """Widths from the headings and a hundred rows spread over the table; those the user set stay."""
        self._measure(grow=False)

    def follow_rows(self) -> None:
        """Other rows: columns only grow, since widths that jump to and fro are worse than room."""
        if self._rows.total and self._measured is not self._rows.rows:
            self._measure(grow=self._measured is not None)

    def spread(self) -> None:
        """Give the stretching column what the others leave over."""
        if len(self._wanted) != len(self._rows.columns):
            return
        widths = list(self._wanted)
        seen = (width for at, width in enumerate(widths) if not self._view.isColumnHidden(at))
        spare = self._view.viewport().width() - sum(seen)
        stretching = [at for at, column in enumerate(self._rows.columns) if column.stretches]
        if spare > 0 and stretching:
            widths[stretching[0]] += spare
        self._spreading = True
        try:
            for at, width in enumerate(widths):
                self._header.resizeSection(at, width)
        finally:
            self._spreading = False

    def _measure(self, *, grow: bool) -> None:
        sampled = self._rows.sample(_SAMPLED_ROWS)
        wanted = [self._needed(at, sampled) for at in range(len(self._rows.columns))]
        if grow and len(self._wanted) == len(wanted):
            wanted = list(map(max, wanted, self._wanted))
        self._wanted = wanted
        self._measured = self._rows.rows if self._rows.total else None
        self.spread()

    def _needed(self, at: int, sampled: range) -> int:
        column = self._rows.columns[at]
        if column.key in self.by_user:
            return self.by_user[column.key]
        option = self._option()
        cells = (self._delegate.sizeHint(option, self._rows.index(row, at)).width() for row in sampled)
        widest = self._delegate.character_width(column) * column.widest + 2 * PADDING + theme.Space.HAIR
        return max(self._header.width_for(at), min(max(cells, default=0), widest), NARROWEST)

    def _resized(self, section: int, before: int, after: int) -> None:
        if self._spreading or section >= len(self._wanted) or before == after:
            return
        if 0 in (before, after):
            return  # hidden or shown again by the page, not by the user
        self._wanted[section] = after
        self.by_user[self._rows.columns[section].key] = after
        self.set_by_user.emit()
