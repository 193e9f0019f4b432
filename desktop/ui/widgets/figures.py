"""How are figures shown? A big number with its caption, or a quiet row of name and value."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Space, TextSize, Tone
from desktop.ui.widgets.card import Divider
from desktop.ui.widgets.labels import PlainLabel

_VALUE_SHARE = 2
"""Of five: what a long value gets of the row beside its name."""


class BigNumber(QWidget):
    """A value twice the size of text, with what it counts below it.

    Args:
        value: already written for people ("32–35", "1.234").
        caption: what it counts, with its unit.
    """

    def __init__(
        self, value: str = "", caption: str = "", parent: QWidget | None = None, *, note: str = ""
    ) -> None:
        super().__init__(parent)
        self.value = PlainLabel(value, size=TextSize.BIG, wrap=False, tabular=True)
        self.caption = PlainLabel(caption, muted=True)
        self.note = PlainLabel(note, size=TextSize.CAPTION, muted=True)
        if not note:
            self.note.hide()  # shown before it has a place, it would be a window of its own for a moment
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for label in (self.value, self.caption, self.note):
            column.addWidget(label)
        column.addStretch(1)
        self._name()

    def set(
        self, value: str, caption: str | None = None, *, note: str = "", tone: Tone | None = None
    ) -> None:
        """Show another figure; the caption stays unless one is given."""
        self.value.setText(value)
        self.value.set_tone(tone)
        if caption is not None:
            self.caption.setText(caption)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self._name()

    def _name(self) -> None:
        self.setAccessibleName(f"{self.value.text()} {self.caption.text()}".strip())


class KeyValueRow(QWidget):
    """A name to the left, its value to the right or, without the room, below it; and a hairline."""

    def __init__(
        self, name: str, value: str = "", parent: QWidget | None = None, *, divider: bool = True
    ) -> None:
        super().__init__(parent)
        self.name = PlainLabel(name, muted=True)
        self.value = PlainLabel(value, tabular=True)
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(0, Space.SMALL - 2, 0, Space.SMALL - 2)
        self._row.setSpacing(Space.MEDIUM)
        self._shares = (5 - _VALUE_SHARE, _VALUE_SHARE)
        self._row.addWidget(self.name, self._shares[0])
        self._row.addWidget(self.value, self._shares[1])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row)
        if divider:
            column.addWidget(Divider())
        self.setAccessibleName(f"{name} {value}".strip())

    def set_value(self, value: str) -> None:
        self.value.setText(value)
        self.setAccessibleName(f"{self.name.text()} {value}".strip())
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The wider of the two is enough."""
        return QSize(max(self._least_widths()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _share(self, room: int) -> None:
        """A value takes what it needs, but no more than its share; the name has the rest."""
        needed = self.value.fontMetrics().horizontalAdvance(self.value.text()) + Space.TINY
        long = 5 * needed > _VALUE_SHARE * room
        shares = (5 - _VALUE_SHARE, _VALUE_SHARE) if long else (room - needed, needed)
        if shares != self._shares:
            self._shares = shares
            self._row.setStretch(0, shares[0])
            self._row.setStretch(1, shares[1])

    def _least_widths(self) -> tuple[int, int]:
        return self.name.minimumSizeHint().width(), self.value.minimumSizeHint().width()

    def _fit(self) -> None:
        side_by_side = sum(self._least_widths()) + Space.MEDIUM <= self.width()
        self._share(self.width() - Space.MEDIUM)
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        if self._row.direction() is not direction:
            self._row.setDirection(direction)
            self._row.setSpacing(Space.MEDIUM if side_by_side else 0)
