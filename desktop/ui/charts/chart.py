"""What can every chart do? Draw from the palette, walk its points by keyboard, say them, and be copied.

A chart knows its points as sentences. The point under the pointer or the keyboard is drawn with its sentence
beside it, told to a screen reader, and stands in the table twin with the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from desktop.texts.translate import _
from desktop.ui import spoken
from desktop.ui.tables.clipboard import cells_as_mime
from desktop.ui.theme import CONTROL_RADIUS, Colours, Space, TextSize, colours, font
from desktop.ui.widgets.key_focus import KeyRing

NO_POINT = -1


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The same figures as rows and columns; `numbers` says which columns may be calculated with."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[bool, ...]


class Chart(KeyRing, QWidget):
    """A drawing with points. Subclasses say what the points are, where they stand and how to draw them."""

    spoken_role = spoken.Role.Graphic

    point_changed = Signal(int)
    """The point under the pointer or the keyboard; -1 for none."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._point = NO_POINT
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    # ---------------------------------------------------------------------- what a subclass answers

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each point, from left to right."""
        raise NotImplementedError

    def summary(self) -> str:
        """What the whole chart says, in a sentence or two."""
        raise NotImplementedError

    def table(self) -> ChartTable:
        """The table twin."""
        raise NotImplementedError

    def _anchor(self, point: int) -> QPointF:
        """Where the point's sentence is pinned."""
        raise NotImplementedError

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        """Draw everything but the sentence and the focus ring."""
        raise NotImplementedError

    def _point_at(self, position: QPointF) -> int:
        """The point nearest to the pointer, sideways."""
        distances = [abs(self._anchor(at).x() - position.x()) for at in range(len(self.sentences()))]
        return distances.index(min(distances)) if distances else NO_POINT

    # ----------------------------------------------------------------------------------- the points

    @property
    def point(self) -> int:
        return self._point

    def go_to(self, point: int) -> None:
        """Make a point the one that is shown and spoken; -1 for none."""
        count = len(self.sentences())
        point = max(0, min(point, count - 1)) if point != NO_POINT and count else NO_POINT
        if point == self._point:
            return
        self._point = point
        self._describe()
        self.update()
        self.point_changed.emit(point)

    def shown_sentence(self) -> str:
        """The sentence of the point in focus; "" for none."""
        sentences = self.sentences()
        return sentences[self._point] if 0 <= self._point < len(sentences) else ""

    def point_area(self, point: int) -> QRect:
        """A square around the point, for a screen reader that shows where it reads."""
        area = QRect(0, 0, Space.EDGE, Space.EDGE)
        area.moveCenter(self._anchor(point).toPoint())
        return area.intersected(self.rect())

    def refresh(self) -> None:
        """New figures: forget the point, describe the chart anew. Subclasses call it from their setters."""
        self._point = NO_POINT
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self.shown_sentence() or self.summary())

    # ----------------------------------------------------------------------------------- Qt's events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.sentences()) - 1
        steps = {
            Qt.Key.Key_Right: self._point + 1,
            Qt.Key.Key_Left: max(0, self._point - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() not in steps or last < 0:
            super().keyPressEvent(event)
            return
        self.go_to(min(steps[Qt.Key(event.key())], last))
        spoken.announce(self, self.shown_sentence())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.go_to(NO_POINT)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.go_to(self._point_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.go_to(NO_POINT)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for action in self._copy_actions(menu):
            menu.addAction(action)
        menu.exec(event.globalPos())
        menu.deleteLater()

    def _copy_actions(self, menu: QMenu) -> tuple[QAction, ...]:
        picture = QAction(_("Copy as picture"), menu)
        picture.triggered.connect(self.copy_picture)
        table = QAction(_("Copy as table"), menu)
        table.triggered.connect(self.copy_table)
        on_paper = QAction(_("Print…"), menu)
        on_paper.triggered.connect(self.print)
        return picture, table, on_paper

    def copy_picture(self) -> None:
        """The chart as it looks, twice as sharp, to the clipboard."""
        QGuiApplication.clipboard().setPixmap(self.picture())

    def picture(self) -> QPixmap:
        """The chart on its card's ground at twice the resolution, without focus and pointer."""
        pixmap = QPixmap(self.size() * 2)
        pixmap.setDevicePixelRatio(2)
        shown = colours(self.palette())
        pixmap.fill(shown.surface)
        painter = QPainter(pixmap)
        self.paint_plain(painter, shown)
        painter.end()
        return pixmap

    def print(self) -> None:
        """Ask for a printer, and put the chart on a page."""
        from desktop.ui.charts.printing import print_chart

        print_chart(self)

    def paint_plain(self, painter: QPainter, shown: Colours) -> None:
        """Draw the chart as it is without focus and pointer, to whatever is painted on."""
        point, self._point = self._point, NO_POINT
        self._paint(painter, shown)
        self._point = point

    def copy_table(self) -> None:
        """The table twin to the clipboard, for Excel."""
        twin = self.table()
        QGuiApplication.clipboard().setMimeData(cells_as_mime(twin.headings, twin.rows, twin.numbers))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event  # a chart is small and drawn whole
        painter = QPainter(self)
        shown = colours(self.palette())
        self._paint(painter, shown)
        if self._point != NO_POINT:
            self._draw_sentence(painter, shown)
        if self.shows_focus:
            self._draw_focus(painter, shown)
        painter.end()

    def _paint(self, painter: QPainter, shown: Colours) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.caption_font())
        self._draw(painter, shown)

    # ------------------------------------------------------------------------------------- drawing

    def caption_font(self) -> QFont:
        """In pixels: on paper a size in points would be worked out for the printer, and then scaled again."""
        result = font(TextSize.CAPTION, base=self.font(), tabular=True)
        result.setPixelSize(max(1, QFontInfo(result).pixelSize()))
        return result

    def metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.caption_font())

    def _draw_sentence(self, painter: QPainter, shown: Colours) -> None:
        """The sentence in a small box beside its point, kept inside the chart."""
        text = self.shown_sentence()
        metrics = self.metrics()
        room = self.width() - 2 * Space.TINY
        wanted = QRectF(0, 0, min(room, metrics.horizontalAdvance(text) + 2 * Space.SMALL + 1), 1000)
        inner = metrics.boundingRect(
            QRectF(0, 0, wanted.width() - 2 * Space.SMALL, 1000), int(Qt.TextFlag.TextWordWrap), text
        )
        box = QRectF(0, 0, wanted.width(), inner.height() + 2 * Space.TINY)
        anchor = self._anchor(self._point)
        left = min(max(anchor.x() - box.width() / 2, Space.HAIR), self.width() - box.width() - Space.HAIR)
        above = anchor.y() - box.height() - Space.SMALL
        below = min(anchor.y() + Space.MEDIUM, self.height() - box.height())
        box.moveTo(left, above if above >= 0 else below)
        painter.setPen(QPen(shown.outline, 1))
        painter.setBrush(shown.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), Space.TINY, Space.TINY)
        painter.setPen(shown.text)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(box.adjusted(Space.SMALL, 0, -Space.SMALL, 0), flags, text)

    def _draw_focus(self, painter: QPainter, shown: Colours) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(shown.accent, 2))
        ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(ring, CONTROL_RADIUS, CONTROL_RADIUS)


def draw_dot(painter: QPainter, at: QPointF, colour: QColor, ground: QColor, *, radius: float = 4.5) -> None:
    """A filled point with a ring of the ground around it, so that it stands out from the line under it."""
    painter.setPen(QPen(ground, 1.5))
    painter.setBrush(colour)
    painter.drawEllipse(at, radius, radius)


def nice_step(highest: float, *, steps: int = 4) -> int:
    """A round distance between the marks of an axis that starts at 0: 1, 2 or 5 times a power of ten.

    >>> nice_step(100), nice_step(7), nice_step(0), nice_step(1340)
    (50, 2, 1, 500)
    """
    wanted = max(highest / steps, 1)
    power = int("1" + "0" * (len(str(int(wanted))) - 1))
    return next((factor * power for factor in (1, 2, 5) if factor * power >= wanted), 10 * power)
