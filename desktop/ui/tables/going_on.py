"""Where does one go on when what one has settled leaves the table? With the row after it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.ui.tables.model import RowModel


@dataclass(frozen=True, slots=True)
class GoingOn:
    """What is being settled, and what comes after it.

    Attributes:
        settled: ids of the rows that were chosen.
        following: id of the row after the last of them, else of the last one before; None when they are all.
        before: the rows as they were; until there are others the answer is still to come.
    """

    settled: frozenset[Hashable]
    following: Hashable | None
    before: Sequence[Any]

    @classmethod
    def after(cls, model: RowModel[Any], positions: Sequence[int]) -> GoingOn | None:
        """Look ahead from rows at these positions, from the top; None from none."""
        if not positions:
            return None
        chosen, last = set(positions), positions[-1]
        ahead = (at for at in range(last + 1, model.shown) if at not in chosen)
        behind = (at for at in range(last, -1, -1) if at not in chosen)
        at = next(ahead, next(behind, None))
        settled = frozenset(model.id_at(one) for one in positions)
        return cls(settled, None if at is None else model.id_at(at), model.rows)

    def is_due(self, model: RowModel[Any]) -> bool:
        """Whether the rows are others than they were; sorting and searching alone do not count."""
        return model.rows is not self.before

    def have_left(self, model: RowModel[Any]) -> bool:
        """Whether nothing of what was settled is shown any more."""
        return not model.positions_of(self.settled)
