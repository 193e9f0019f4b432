"""What is remembered of a table between two starts? Its widths, columns and order, in a file of its own.

Only keys of columns and whole numbers are ever written, never what stands in a cell or was searched for.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.paths import user_data_dir
from desktop.ui.settings import Setting, Settings
from desktop.ui.tables.view import RowView, TableLayout

_WAIT_MS = 400
_WIDEST = 2_000


def _widths(value: object) -> dict[str, int] | None:
    """Widths by column, as far as they are whole numbers a screen could have."""
    if not isinstance(value, dict):
        return None
    return {key: width for key, width in value.items() if type(width) is int and 0 < width <= _WIDEST}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _keys(value: object) -> tuple[str, ...] | None:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else None


WIDTHS: Setting[dict[str, int]] = Setting("widths", {}, _widths)
SORTED_BY: Setting[str] = Setting("sorted_by", "", _text)
DESCENDING: Setting[bool] = Setting("descending", False, _flag)
ORDER: Setting[tuple[str, ...]] = Setting("order", (), _keys)
HIDDEN: Setting[tuple[str, ...]] = Setting("hidden", (), _keys)


class TableMemory(QObject):
    """Gives a table back what the user set last time, and keeps what they set now; the table owns it.

    Args:
        name: of the table; also its file's name.
    """

    def __init__(self, view: RowView[Any], name: str) -> None:
        super().__init__(view)
        self._view = view
        self._settings = Settings(user_data_dir() / "tables" / f"{name}.json")
        # A width changes with every pixel of a drag: write when the hand rests.
        self._later = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._later.timeout.connect(self.store)
        view.use_layout(
            TableLayout(
                widths=self._settings.get(WIDTHS),
                sorted_by=self._settings.get(SORTED_BY),
                descending=self._settings.get(DESCENDING),
                order=self._settings.get(ORDER),
                hidden=self._settings.get(HIDDEN),
            )
        )
        view.layout_changed.connect(self._later.start)

    def store(self) -> None:
        """Write what is set now."""
        layout = self._view.table_layout()
        self._settings.set(WIDTHS, layout.widths)
        self._settings.set(SORTED_BY, layout.sorted_by)
        self._settings.set(DESCENDING, layout.descending)
        self._settings.set(ORDER, layout.order)
        self._settings.set(HIDDEN, layout.hidden)
