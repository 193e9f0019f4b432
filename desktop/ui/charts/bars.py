"""How many: of invoices month by month, of documents by how many citizens they name?"""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.texts import dates, numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.charts.chart import Chart, ChartTable
from desktop.ui.contrast import SHAPE_CONTRAST, mix, readable
from desktop.ui.tables.columns import plain_number
from desktop.ui.theme import Colours, Space, Tone

_WIDEST_BAR = 44


def quiet(palette: Colours, strong: QColor) -> QColor:
    """A softer colour that is still told from the card it stands on."""
    if palette.high_contrast:
        return strong
    return readable(mix(palette.surface, strong, 0.65), on=(palette.surface,), ratio=SHAPE_CONTRAST)


def _counted_invoices(count: int) -> str:
    return ngettext_("{n} invoice", "{n} invoices", count).format(n=numbers.whole(count))


def _counted_citizens(count: int) -> str:
    return ngettext_("{n} citizen", "{n} citizens", count).format(n=numbers.whole(count))


class Bars(Chart):
    """Upright bars from one baseline, each with its value. Subclasses say what they count."""

    lines_high = 6

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._values: tuple[int, ...] = ()

    def sizeHint(self) -> QSize:
        line = round(self.metrics().height())
        return QSize(14 * line, self.lines_high * line)

    def minimumSizeHint(self) -> QSize:
        line = round(self.metrics().height())
        return QSize(8 * line, self.lines_high * line)

    def _foot(self, bar: int) -> str:
        """What stands under a bar."""
        raise NotImplementedError

    def _colour(self, bar: int, palette: Colours) -> QColor:
        raise NotImplementedError

    def _slot(self, bar: int) -> QRectF:
        """The strip of the chart that belongs to a bar."""
        height = self.metrics().height()
        width = min(self.width() / max(1, len(self._values)), _WIDEST_BAR * 2)
        top = height + Space.HAIR
        return QRectF(bar * width, top, width, self.height() - top - height - Space.TINY)

    def _bar(self, bar: int) -> QRectF:
        slot = self._slot(bar)
        width = min(slot.width() * 0.66, _WIDEST_BAR)
        share = self._values[bar] / max(1, *self._values)
        # A bar of one among hundreds is still seen.
        height = max(2.0, slot.height() * share) if self._values[bar] else 0.0
        return QRectF(slot.center().x() - width / 2, slot.bottom() - height, width, height)

    def _anchor(self, point: int) -> QPointF:
        bar = self._bar(point)
        return QPointF(bar.center().x(), bar.top())

    def _draw(self, painter: QPainter, palette: Colours) -> None:
        for bar in range(len(self._values)):
            self._draw_bar(painter, palette, bar)
        if self._values:
            base = self._slot(0).bottom()
            painter.setPen(QPen(palette.border, 1))
            right = self._slot(len(self._values) - 1).right()
            painter.drawLine(QPointF(0, base + 0.5), QPointF(right, base + 0.5))

    def _draw_bar(self, painter: QPainter, palette: Colours, bar: int) -> None:
        box, slot, height = self._bar(bar), self._slot(bar), self.metrics().height()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.text if bar == self.point else self._colour(bar, palette))
        painter.drawRoundedRect(box, Space.HAIR, Space.HAIR)
        painter.setPen(palette.muted)
        if bar % self._stride() == 0:
            foot = QRectF(slot.left() - 40, slot.bottom() + Space.TINY, slot.width() + 80, height)
            painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), self._foot(bar))
        if self._values[bar] and self._all_fit():
            top = QRectF(slot.left() - 20, box.top() - height, slot.width() + 40, height)
            painter.drawText(top, int(Qt.AlignmentFlag.AlignCenter), numbers.whole(self._values[bar]))

    def _stride(self) -> int:
        """Every how many bars there is room for what stands under one."""
        widest = max(self.metrics().horizontalAdvance(self._foot(bar)) for bar in range(len(self._values)))
        return max(1, math.ceil((widest + Space.TINY) / max(1.0, self._slot(0).width())))

    def _all_fit(self) -> bool:
        """Values are printed on all bars or on none: on some they would look like the only ones."""
        widest = max(self.metrics().horizontalAdvance(numbers.whole(value)) for value in self._values)
        return widest <= self._slot(0).width()


class MonthBars(Bars):
    """Invoices per calendar month, for the drawer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Invoices per month"), parent)
        self._months: tuple[str, ...] = ()

    def set_months(self, months: tuple[tuple[str, int], ...]) -> None:
        """The bars: ("2026-10", 4) for each month, oldest first."""
        self._months = tuple(month for month, _count in months)
        self._values = tuple(count for _month, count in months)
        self.setAccessibleName(_("Invoices per month"))
        self.refresh()

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            f"{dates.month(month)}: {_counted_invoices(count)}"
            for month, count in zip(self._months, self._values, strict=True)
        )

    def summary(self) -> str:
        if not self._values:
            return _("No invoices.")
        return _("{first} to {last}, at most {most} invoices in a month.").format(
            first=dates.month(self._months[0]),
            last=dates.month(self._months[-1]),
            most=numbers.whole(max(self._values)),
        )

    def table(self) -> ChartTable:
        rows = zip(self._months, self._values, strict=True)
        cells = tuple((dates.month(month), plain_number(count)) for month, count in rows)
        return ChartTable((_("Month"), _("Invoices")), cells, (False, True))

    def _foot(self, bar: int) -> str:
        return dates.month_letter(self._months[bar])

    def _colour(self, bar: int, palette: Colours) -> QColor:
        del bar
        # A quiet blue: the bars are background, their values carry the figures.
        return quiet(palette, palette.tone(Tone.ACCENT).shape)


class CitizensHistogram(Bars):
    """Documents by how many citizens they name; those with more than one are marked."""

    lines_high = 8

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Citizens per invoice"), parent)
        self._citizens: tuple[int, ...] = ()

    def set_counts(self, counts: tuple[tuple[int, int], ...]) -> None:
        """The bars: (citizens, documents), fewest citizens first."""
        self._citizens = tuple(citizens for citizens, _documents in counts)
        self._values = tuple(documents for _citizens, documents in counts)
        self.setAccessibleName(_("Citizens per invoice"))
        self.refresh()

    def sentences(self) -> tuple[str, ...]:
        return tuple(
            f"{_counted_citizens(citizens)}: {_counted_invoices(documents)}"
            for citizens, documents in zip(self._citizens, self._values, strict=True)
        )

    def summary(self) -> str:
        bars = zip(self._citizens, self._values, strict=True)
        several = sum(documents for citizens, documents in bars if citizens > 1)
        return _("{several} of {all} invoices name more than one citizen.").format(
            several=numbers.whole(several), all=numbers.whole(sum(self._values))
        )

    def table(self) -> ChartTable:
        rows = zip(self._citizens, self._values, strict=True)
        cells = tuple((plain_number(citizens), plain_number(documents)) for citizens, documents in rows)
        return ChartTable((_("Citizens"), _("Invoices")), cells, (True, True))

    def _foot(self, bar: int) -> str:
        return numbers.whole(self._citizens[bar])

    def _colour(self, bar: int, palette: Colours) -> QColor:
        several = self._citizens[bar] > 1
        strong = palette.tone(Tone.ATTENTION).shape if several else palette.outline
        return quiet(palette, strong)
