"""Which little drawings help find something? One family of line icons, 20 px, from one file of our own.

`resources/icons/line.svg` holds one `<g id="name">` per icon, drawn with `currentColor`. They are painted in
the colour that is asked for, at the resolution of the screen they are painted on.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop.paths import resources_dir
from desktop.ui import theme

_SCALES = (1.0, 1.25, 1.5, 2.0, 3.0)


@cache
def _source() -> str:
    return (resources_dir() / "icons" / "line.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=64)
def _renderer(colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source().replace("currentColor", colour).encode()))


def has(name: str) -> bool:
    """Whether there is an icon of that name."""
    return _renderer("#000000").elementExists(name)


def paint(painter: QPainter, name: str, area: QRectF, colour: QColor) -> None:
    """Paint an icon into an area of any size."""
    _renderer(colour.name()).render(painter, name, area)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, size: int) -> QIcon:
    icon = QIcon()
    for scale in _SCALES:
        pixmap = QPixmap(QSize(round(size * scale), round(size * scale)))
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint(painter, name, QRectF(0, 0, size, size), QColor(colour))
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def icon(name: str, colour: QColor, *, size: int = theme.ICON_SIZE) -> QIcon:
    """An icon for Qt's own widgets (menus, tabs), in one colour."""
    return _icon(name, colour.name(), size)


def program_icon() -> QIcon:
    """The program's own picture, for the window and the task bar."""
    return QIcon(str(resources_dir() / "icons" / "ean-planner.svg"))
