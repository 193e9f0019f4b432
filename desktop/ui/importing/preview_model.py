"""What do the first rows of a file look like? A small model over the preview, cells as they are displayed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QApplication

from desktop.domain.characters import visible
from desktop.domain.imports import TablePreview
from desktop.ui import theme

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """The rows of a table preview; columns that are not used are quiet."""

    def __init__(self) -> None:
        super().__init__()
        self._preview: TablePreview | None = None

    def show_preview(self, preview: TablePreview | None) -> None:
        self.beginResetModel()
        self._preview = preview
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._preview is None else len(self._preview.rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() or self._preview is None else len(self._preview.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        preview = self._preview
        if preview is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            row = preview.rows[index.row()]
            return visible(row[index.column()]) if index.column() < len(row) else ""
        if role == Qt.ItemDataRole.ForegroundRole and preview.columns[index.column()].field is None:
            return QBrush(theme.colours(QApplication.palette()).muted)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        preview = self._preview
        if preview is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            return visible(preview.columns[section].heading) or f"#{section + 1}"
        return str(section + 1)
