"""How do tests read what is printed? On pages that keep every word as text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtSvg import QSvgGenerator

_DOTS = 300
_A4_LANDSCAPE = QSize(3508, 2480)


class ReadablePages(QSvgGenerator):
    """Takes what a printer takes; `words` gives what stands on all pages, in the order it was drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.pages = 1
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.ReadWrite)
        self.setOutputDevice(self._buffer)
        self.setResolution(_DOTS)
        self.setSize(_A4_LANDSCAPE)
        self.setViewBox(QRect(0, 0, _A4_LANDSCAPE.width(), _A4_LANDSCAPE.height()))

    def newPage(self) -> bool:
        self.pages += 1
        return True

    def words(self) -> list[str]:
        """Every line of text."""
        found = ET.fromstring(bytes(self._buffer.data().data()))  # noqa: S314 - drawn a moment ago
        texts = ((one.text or "").strip() for one in found.iter("{http://www.w3.org/2000/svg}text"))
        return [text for text in texts if text]
