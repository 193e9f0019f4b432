"""At which share of KP suppliers does reuse become the lighter way, and where does the municipality stand?"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.domain.tipping_point import TippingPoint
from desktop.texts import numbers
from desktop.texts.translate import _
from desktop.ui.charts.chart import Chart, ChartTable, draw_dot, nice_step
from desktop.ui.charts.patterns import grid_pen
from desktop.ui.tables.columns import plain_number
from desktop.ui.theme import Colours, Space, Tone

_STEP = 10
_MARKS = (0, 25, 50, 75, 100)


class TippingChart(Chart):
    """Suppliers that need a letter, against the share of those on the EAN number that belong in KP."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("When does it tip?"), parent)
        self._tipping: TippingPoint | None = None

    def set_tipping_point(self, tipping: TippingPoint | None) -> None:
        """Draw these figures; None draws nothing."""
        self._tipping = tipping
        self.setAccessibleName(_("When does it tip?"))
        self.refresh()

    def sizeHint(self) -> QSize:
        line = round(self.metrics().height())
        return QSize(18 * line, 13 * line)

    def minimumSizeHint(self) -> QSize:
        line = round(self.metrics().height())
        return QSize(12 * line, 11 * line)

    # --------------------------------------------------------------------------------- what it says

    def shares(self) -> tuple[float, ...]:
        """The shares that can be visited: every tenth, where it tips, and where the municipality is."""
        if self._tipping is None:
            return ()
        known = {step / 100 for step in range(0, 101, _STEP)} | {self._here()}
        if self._tipping.tips_at is not None:
            known.add(self._tipping.tips_at)
        return tuple(sorted(known))

    def _here(self) -> float:
        return self._tipping.here.middle if self._tipping else 0.0

    def _contacts(self, share: float) -> tuple[float, float]:
        """Contacts for reuse and for a new EAN number."""
        if self._tipping is None:
            return 0.0, 0.0
        return self._tipping.contacts_at(share, reuse=True), self._tipping.contacts_at(share, reuse=False)

    def sentences(self) -> tuple[str, ...]:
        return tuple(self._sentence(share) for share in self.shares())

    def _sentence(self, share: float) -> str:
        reuse, new = (numbers.decimal(value, 0) for value in self._contacts(share))
        figures = _("{share} in KP: reuse {reuse}, new EAN {new}")
        text = figures.format(share=numbers.percent(share), reuse=reuse, new=new)
        if self._tipping and share == self._here():
            return _("You are here. {figures}").format(figures=text)
        if self._tipping and share == self._tipping.tips_at:
            return _("Here it tips. {figures}").format(figures=text)
        return text

    def summary(self) -> str:
        if self._tipping is None:
            return ""
        here = numbers.percent_interval(self._tipping.here)
        if self._tipping.tips_at is None:
            return _("{here} of the suppliers on the number belong in KP.").format(here=here)
        return _(
            "{here} of the suppliers on the number belong in KP. Above {tips} reuse needs the fewest letters,"
            " below it a new EAN number does."
        ).format(here=here, tips=numbers.percent(self._tipping.tips_at))

    def table(self) -> ChartTable:
        rows = []
        for share in self.shares():
            reuse, new = self._contacts(share)
            rows.append((numbers.percent(share), plain_number(round(reuse)), plain_number(round(new))))
        headings = (_("Share in KP"), _("Letters with reuse"), _("Letters with a new EAN"))
        return ChartTable(headings, tuple(rows), (False, True, True))

    # ---------------------------------------------------------------------------------- where it is

    def _highest(self) -> float:
        return max((max(self._contacts(share)) for share in self.shares()), default=1.0)

    def _top(self) -> float:
        step = nice_step(self._highest())
        return step * max(1, -(-int(self._highest() + 0.999) // step))

    def _plot(self) -> QRectF:
        metrics = self.metrics()
        left = metrics.horizontalAdvance(numbers.whole(int(self._top()))) + Space.MEDIUM
        right = metrics.horizontalAdvance(numbers.percent(1)) / 2 + Space.SMALL
        top = 2 * metrics.height() + Space.TINY
        bottom = metrics.height() + Space.MEDIUM
        return QRectF(left, top, self.width() - left - right, self.height() - top - bottom)

    def _at(self, share: float, contacts: float) -> QPointF:
        plot = self._plot()
        up = contacts / self._top() * plot.height()
        return QPointF(plot.left() + share * plot.width(), plot.bottom() - up)

    def _anchor(self, point: int) -> QPointF:
        share = self.shares()[point]
        return self._at(share, max(self._contacts(share)))

    # -------------------------------------------------------------------------------------- drawing

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        if self._tipping is None:
            return
        self._draw_axes(painter, palette)
        self._draw_here(painter, palette)
        reuse, new = palette.tone(Tone.ACCENT).text, palette.tone(Tone.ATTENTION).text
        kink = self._tipping.fixed_collective / self._tipping.suppliers if self._tipping.suppliers else 0.0
        self._draw_line(painter, reuse, Qt.PenStyle.SolidLine, (0.0, 1.0), which=0)
        self._draw_line(painter, new, Qt.PenStyle.DashLine, (0.0, min(kink, 1.0), 1.0), which=1)
        self._draw_names(painter, palette, reuse, new)
        for colour, contacts in zip((reuse, new), self._contacts(self._here()), strict=True):
            draw_dot(painter, self._at(self._here(), contacts), colour, palette.surface)
        self._draw_focused(painter, palette, reuse, new)

    def _draw_axes(self, painter: QPainter, palette: Colours) -> None:
        plot, metrics = self._plot(), self.metrics()
        step = nice_step(self._highest())
        for mark in range(0, int(self._top()) + 1, step):
            y = self._at(0, mark).y()
            painter.setPen(grid_pen(palette))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(palette.muted)
            box = QRectF(0, y - metrics.height() / 2, plot.left() - Space.TINY * 1.5, metrics.height())
            painter.drawText(box, int(_RIGHT), numbers.whole(mark))
        for mark in _MARKS:
            x = plot.left() + mark / 100 * plot.width()
            box = QRectF(x - 40, plot.bottom() + Space.TINY, 80, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), numbers.percent(mark / 100))

    def _draw_here(self, painter: QPainter, palette: Colours) -> None:
        """Where the municipality stands, a band while open suppliers decide; and where it tips."""
        if self._tipping is None:
            return
        plot = self._plot()
        share = self._tipping.here
        low, high = (plot.left() + end * plot.width() for end in (share.low, share.high))
        if high - low > 1:
            band = palette.hover if palette.high_contrast else palette.selected
            painter.fillRect(QRectF(low, plot.top(), high - low, plot.height()), band)
        here = _("You are here: {share}").format(share=numbers.percent_interval(share))
        taken = self._draw_mark(painter, (low + high) / 2, here, palette.text, strong=True)
        if self._tipping.tips_at is not None and 0 < self._tipping.tips_at < 1:
            tips = _("Tips at {share}").format(share=numbers.percent(self._tipping.tips_at))
            x = plot.left() + self._tipping.tips_at * plot.width()
            self._draw_mark(painter, x, tips, palette.muted, avoid=taken)

    def _draw_mark(
        self,
        painter: QPainter,
        x: float,
        text: str,
        colour: QColor,
        *,
        strong: bool = False,
        avoid: QRectF | None = None,
    ) -> QRectF:
        """A dotted upright with its label on top; the label goes a line up where another one stands."""
        plot, metrics = self._plot(), self.metrics()
        lettering = QFont(self.caption_font())
        lettering.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        painter.setFont(lettering)
        width = painter.fontMetrics().horizontalAdvance(text) + 2.0
        left = min(max(x - width / 2, 0), self.width() - width)
        box = QRectF(left, plot.top() - metrics.height() - Space.HAIR, width, metrics.height())
        if avoid is not None and box.adjusted(-Space.SMALL, 0, Space.SMALL, 0).intersects(avoid):
            box.moveTop(box.top() - metrics.height())
        pen = QPen(colour, 1.25 if strong else 1, Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.drawLine(QPointF(x, box.bottom() if avoid is None else plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(colour)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.setFont(self.caption_font())
        return box

    def _draw_line(
        self, painter: QPainter, colour: QColor, style: Qt.PenStyle, shares: tuple[float, ...], *, which: int
    ) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2, style, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF([self._at(share, self._contacts(share)[which]) for share in shares]))

    def _draw_names(self, painter: QPainter, palette: Colours, reuse: QColor, new: QColor) -> None:
        """Each line's name at the end where it is the upper one."""
        starts_above = self._contacts(0)[0] >= self._contacts(0)[1]
        names = (_("Reuse"), reuse, 0), (_("New EAN"), new, 1)
        for (text, colour, which), at_left in zip(names, (starts_above, not starts_above), strict=True):
            self._draw_name(painter, palette, text, colour, which=which, at_left=at_left)

    def _draw_name(
        self, painter: QPainter, palette: Colours, text: str, colour: QColor, *, which: int, at_left: bool
    ) -> None:
        plot, height = self._plot(), self.metrics().height()
        width = self.metrics().horizontalAdvance(text) + 2 * Space.HAIR
        share = 0.0 if at_left else 1.0
        own, other = self._contacts(share)[which], self._contacts(share)[1 - which]
        end = self._at(share, own)
        top = end.y() - height - Space.TINY if own >= other else end.y() + Space.TINY
        top = min(max(top, plot.top()), plot.bottom() - height)
        left = end.x() + Space.LARGE if at_left else end.x() - Space.LARGE - width
        box = QRectF(left, top, width, height)
        painter.fillRect(box, palette.surface)
        painter.setPen(colour)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _draw_focused(self, painter: QPainter, palette: Colours, reuse: QColor, new: QColor) -> None:
        if not 0 <= self.point < len(self.shares()):
            return
        share = self.shares()[self.point]
        for colour, contacts in zip((reuse, new), self._contacts(share), strict=True):
            draw_dot(painter, self._at(share, contacts), colour, palette.surface, radius=5.5)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
