"""What does a table stand on? A card with lines of tools above it, the same on every page."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.theme import Space
from desktop.ui.widgets.card import Card
from desktop.ui.widgets.labels import PlainLabel

Tool = QWidget | tuple[QWidget, int]
"""A widget that takes no more room than it needs, or one with its share of what is left over."""


class TableCard(Card):
    """A card without room around what it holds; a table in it reaches from edge to edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=1)
        self.body.setSpacing(0)
        self.body.setContentsMargins(1, 1, 1, Space.TINY)

    def add_tools(self, *tools: Tool, first: bool = False) -> QHBoxLayout:
        """Put tools beside each other on a line of their own.

        Args:
            first: with room above: it is the uppermost line.
        """
        line = QHBoxLayout()
        line.setContentsMargins(Space.SMALL, Space.SMALL if first else Space.TINY, Space.SMALL, Space.TINY)
        line.setSpacing(Space.SMALL)
        for tool in tools:
            widget, share = tool if isinstance(tool, tuple) else (tool, 0)
            line.addWidget(widget, share)
        self.body.addLayout(line)
        return line

    def add(self, *widgets: QWidget, share: int = 0) -> None:
        """Put widgets below each other, from edge to edge."""
        for widget in widgets:
            self.body.addWidget(widget, share)


def remark(text: str = "") -> PlainLabel:
    """A quiet sentence where rows would stand: that none fits, and what to do."""
    label = PlainLabel(text, muted=True)
    label.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, Space.SMALL)
    label.hide()
    return label
