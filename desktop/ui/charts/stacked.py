"""How many of each kind? Lying bars on one scale, so that the longer one is more, each divided in parts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui.charts.shares import Bar, Part, ShareBars


class StackedBars(ShareBars):
    """Bars as long as what they add up to; each part has its count in it where there is room."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._bar_height = 1.9

    def sentence_of(self, bar: Bar, part: int) -> str:
        return _("{bar}, {part}: {value}").format(
            bar=bar.name, part=self._parts[part].name, value=bar.written(bar.values[part])
        )

    def summary(self) -> str:
        return ". ".join(f"{bar.name}: {bar.total}" for bar in self._bars)

    def _whole(self, values: Sequence[int]) -> int:
        del values  # one scale for all bars
        return max((sum(max(0, value) for value in bar.values) for bar in self._bars), default=0) or 1

    def _written_on(self, bar: Bar, part: int) -> str:
        return numbers.whole(bar.values[part])

    def _total_box(self, at: int) -> QRectF:
        """Right behind the last part."""
        strip, values = self._strip(at), [max(0, value) for value in self._bars[at].values]
        end = strip.left() + strip.width() * sum(values) / self._whole(values)
        return QRectF(end, strip.top(), self.width() - end, strip.height())

    def _total_at_edge(self) -> bool:
        return False


__all__ = ["Bar", "Part", "StackedBars"]
