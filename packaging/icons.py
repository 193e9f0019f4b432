"""How does the program's picture become a Windows icon? Drawn from the SVG at every size Windows asks for.

    python packaging/icons.py

Writes `resources/icons/ean-planner.ico`. The file is a header, one entry per size, and the pictures as PNG.
Source: https://learn.microsoft.com/previous-versions/ms997538(v=msdn.10)
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

ICONS = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_HEADER = struct.Struct("<HHH")
_ENTRY = struct.Struct("<BBBBHHII")


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    pictures = [_drawn(ICONS / "ean-planner.svg", size) for size in SIZES]
    (ICONS / "ean-planner.ico").write_bytes(as_ico(dict(zip(SIZES, pictures, strict=True))))


def as_ico(pictures: dict[int, bytes]) -> bytes:
    """The icon file.

    Args:
        pictures: PNG by side in pixels, at most 256.
    """
    entries, bodies = b"", b""
    start = _HEADER.size + _ENTRY.size * len(pictures)
    for size, picture in pictures.items():
        # 256 is written as 0.
        entries += _ENTRY.pack(size % 256, size % 256, 0, 0, 1, 32, len(picture), start + len(bodies))
        bodies += picture
    return _HEADER.pack(0, 1, len(pictures)) + entries + bodies


def _drawn(source: Path, size: int) -> bytes:
    """The picture as PNG."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know no device with a format
    del app
    return bytes(buffer.data().data())


if __name__ == "__main__":
    main()
