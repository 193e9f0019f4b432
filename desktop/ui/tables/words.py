"""What does a table say to those who hear it? Each cell, the row around it, and the order of the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from desktop.domain.characters import visible
from desktop.texts import numbers
from desktop.texts.translate import _

if TYPE_CHECKING:
    from desktop.ui.tables.model import RowModel


def cell(model: RowModel[Any], row: int, column: int) -> str:
    """What stands in a cell; one that is empty says so instead of being silent."""
    return visible(model.columns[column].text(model.row(row))) or _("empty")


def row_sentence(model: RowModel[Any], row: int, column: int) -> str:
    """Which row of how many a cell stands in, and what else stands in that row, by heading."""
    there = model.row(row)
    others = (
        f"{one.title}: {text}"
        for at, one in enumerate(model.columns)
        if at != column and (text := visible(one.text(there)))
    )
    place = _("row {number} of {all}").format(
        number=numbers.whole(row + 1), all=numbers.whole(model.rowCount())
    )
    return ". ".join((place, *others))


def heading(model: RowModel[Any], section: int) -> str:
    """A heading, and whether the rows are sorted by it."""
    column, order = model.sorted_by
    title = model.columns[section].title
    return f"{title}, {_way(order)}" if column == section else title


def order_sentence(model: RowModel[Any], section: int, order: Qt.SortOrder) -> str:
    """What is told when the rows have been sorted."""
    if not 0 <= section < len(model.columns):
        return _("In the order the rows came in.")
    return f"{model.columns[section].title}, {_way(order)}"


def _way(order: Qt.SortOrder) -> str:
    return _("sorted downwards") if order is Qt.SortOrder.DescendingOrder else _("sorted upwards")
