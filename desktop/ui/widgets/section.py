"""How is a panel divided? Into named parts: a heading and what stands under it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.theme import Space, TextSize
from desktop.ui.widgets.labels import PlainLabel


class Section(QWidget):
    """A heading with its content below; `body` takes the content."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = PlainLabel(title, size=TextSize.STRONG)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, Space.SMALL, 0, Space.TINY)
        self.body.setSpacing(Space.TINY)
        self.body.addWidget(self.title)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        self.title.setText(title)
        self.setAccessibleName(title)


def emptied(layout: QVBoxLayout, *, keep: int = 0) -> QVBoxLayout:
    """The layout without its widgets but the first `keep`, ready to be filled anew."""
    while layout.count() > keep:
        item = layout.takeAt(layout.count() - 1)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    return layout
