"""How does one pick one of a few views of the same rows? By buttons in a line, each with its count."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.texts import numbers
from desktop.ui.theme import Space
from desktop.ui.widgets.buttons import Button, Look
from desktop.ui.widgets.flow import FlowLayout


class Segments(QWidget):
    """One of a few, by key.

    Signals:
        picked: the key of what the user picked.
    """

    picked = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._labels = dict(choices)
        self.buttons: dict[str, Button] = {}
        group = QButtonGroup(self)
        group.setExclusive(True)
        flow = FlowLayout(self, gap=Space.TINY)
        for key, label in choices:
            button = Button(label, look=Look.QUIET)
            button.setCheckable(True)
            button.setAutoExclusive(True)  # the group sees to it; this says so to a screen reader
            button.clicked.connect(lambda _checked=False, one=key: self.picked.emit(one))
            group.addButton(button)
            flow.addWidget(button)
            self.buttons[key] = button
        self.pick(choices[0][0])

    @property
    def current(self) -> str:
        return next(key for key, button in self.buttons.items() if button.isChecked())

    @property
    def current_label(self) -> str:
        """The words on the one that is picked, without its count."""
        return self._labels[self.current]

    def pick(self, key: str) -> None:
        """Mark one without saying so."""
        self.buttons[key].setChecked(True)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Write how many rows each view has; a view without any is greyed out unless it is in force."""
        for key, button in self.buttons.items():
            count = counts.get(key, 0)
            button.setText(f"{self._labels[key]}  {numbers.whole(count)}")
            button.setEnabled(bool(count) or button.isChecked())
            button.updateGeometry()
