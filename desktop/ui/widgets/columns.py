"""How do cards stand side by side? In as many columns as there is room for; the rest goes below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.theme import Space


class Columns(QWidget):
    """Widgets in columns of even height that break into rows when the room gets short.

    Args:
        narrowest: characters of the widget's font a column needs, so that it grows with the system's text.
    """

    def __init__(self, narrowest: int, parent: QWidget | None = None, *, gap: int = Space.LARGE) -> None:
        super().__init__(parent)
        self._narrowest = narrowest
        self._gap = gap
        self._parts: list[tuple[QWidget, int]] = []
        self._shape: tuple[int, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(gap)

    def add(self, widget: QWidget, weight: int = 1) -> None:
        """Put a widget after the others; the weight is its share of the width while all stand in one row."""
        self._parts.append((widget, weight))
        widget.installEventFilter(self)
        self._arrange()

    @property
    def column_count(self) -> int:
        """How many columns there are now."""
        return self._shape[0] if self._shape else 0

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HideToParent, QEvent.Type.ShowToParent):
            self._arrange()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]  # Qt's own object

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One column is enough: without this the widest row would keep the window wide."""
        widths = [widget.minimumSizeHint().width() for widget, _weight in self._shown()]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def _shown(self) -> list[tuple[QWidget, int]]:
        return [(widget, weight) for widget, weight in self._parts if not _was_hidden(widget)]

    def _arrange(self) -> None:
        shown = self._shown()
        if not shown:
            return
        least = self._narrowest * self.fontMetrics().averageCharWidth()
        room = max(1, (self.width() + self._gap) // (least + self._gap))
        rows = -(-len(shown) // room)
        columns = -(-len(shown) // rows)  # four in three columns would be three and a lonely one
        shape = (columns, *(id(widget) for widget, _weight in shown))
        if shape == self._shape:
            return
        self._shape = shape
        for at in range(self._grid.columnCount()):
            self._grid.setColumnStretch(at, 0)
        for widget, _weight in self._parts:
            self._grid.removeWidget(widget)
        one_row = columns == len(shown)
        for at, (widget, weight) in enumerate(shown):
            self._grid.addWidget(widget, at // columns, at % columns)
            self._grid.setColumnStretch(at % columns, weight if one_row else 1)
        self.updateGeometry()


def _was_hidden(widget: QWidget) -> bool:
    """Hidden by somebody; a widget that has never been on the screen counts as hidden for Qt, too."""
    return widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
