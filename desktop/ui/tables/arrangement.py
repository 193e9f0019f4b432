"""Which columns does a table show, and in which order? As the user set it on the headings, by column key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHeaderView

from desktop.ui.tables.columns import Column


class Arrangement(QObject):
    """The columns of one table as the user placed them; one of them is always shown.

    Signals:
        changed: the user hid, showed or moved a column.
    """

    changed = Signal()

    def __init__(self, header: QHeaderView, columns: Sequence[Column[Any]]) -> None:
        super().__init__(header)
        self._header = header
        self._columns = tuple(columns)
        self._places = {column.key: at for at, column in enumerate(self._columns)}
        self._hidden: frozenset[str] = frozenset()
        self._quiet = False
        header.setSectionsMovable(True)
        header.sectionMoved.connect(self._moved)

    # ------------------------------------------------------------------------------------ what is shown

    @property
    def keys(self) -> tuple[str, ...]:
        """Every column, hidden ones too, from the left."""
        return tuple(self._columns[at].key for at in self._in_order())

    @property
    def hidden(self) -> frozenset[str]:
        """What the user has hidden."""
        return self._hidden

    @property
    def shown(self) -> tuple[Column[Any], ...]:
        """The columns on the screen, from the left."""
        return tuple(self._columns[at] for at in self._in_order() if not self._header.isSectionHidden(at))

    @property
    def first(self) -> int:
        """The place, in the model, of the column at the very left."""
        return next((at for at in self._in_order() if not self._header.isSectionHidden(at)), 0)

    @property
    def as_made(self) -> tuple[str, ...]:
        """Every column in the order the table was made with."""
        return tuple(self._places)

    def title(self, key: str) -> str:
        """The heading of a column."""
        return self._columns[self._places[key]].title

    def _in_order(self) -> list[int]:
        return [self._header.logicalIndex(visual) for visual in range(self._header.count())]

    # ------------------------------------------------------------------------------------- changing it

    def show_column(self, key: str, *, there: bool) -> bool:
        """Show or hide a column.

        Returns:
            False when it is the last one that is shown, and stays.
        """
        if not there and [column.key for column in self.shown] == [key]:
            return False
        self._apply(self.keys, self._hidden - {key} if there else self._hidden | {key})
        self.changed.emit()
        return True

    def step(self, key: str, by: int) -> None:
        """Move a column past its neighbour on the screen: to the left with -1, to the right with 1."""
        shown = [column.key for column in self.shown]
        to = shown.index(key) + by
        if 0 <= to < len(shown):
            keys = [one for one in self.keys if one != key]
            keys.insert(keys.index(shown[to]) + max(0, by), key)
            self.set(keys, self._hidden)

    def set(self, order: Iterable[str], hidden: Iterable[str]) -> None:
        """Show these columns in this order, as the user wants them."""
        self.use(order, hidden)
        self.changed.emit()

    def use(self, order: Iterable[str], hidden: Iterable[str]) -> None:
        """Take up what was set before, without saying so. Columns that are no more are passed over; a new one
        stands after the column it follows by itself."""
        wanted = list(dict.fromkeys(key for key in order if key in self._places))
        if wanted:
            before = ""
            for key in self._places:
                if key not in wanted:
                    wanted.insert(wanted.index(before) + 1 if before else 0, key)
                before = key
        gone = frozenset(hidden) & self._places.keys()
        # A table without columns tells nothing, and has no heading to bring them back by.
        self._apply(wanted or list(self._places), gone if len(gone) < len(self._places) else frozenset())

    def _apply(self, keys: Sequence[str], hidden: frozenset[str]) -> None:
        self._silently(lambda: self._place(keys))
        for key in self._hidden ^ hidden:
            self._header.setSectionHidden(self._places[key], key in hidden)
        self._hidden = hidden

    def _place(self, keys: Sequence[str]) -> None:
        for visual, key in enumerate(keys):
            self._header.moveSection(self._header.visualIndex(self._places[key]), visual)

    def _silently(self, act: Callable[[], None]) -> None:
        self._quiet = True
        try:
            act()
        finally:
            self._quiet = False

    def _moved(self) -> None:
        if not self._quiet:
            self.changed.emit()
