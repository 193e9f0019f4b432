"""How does a chart come onto paper? Alone on a page below its name, as wide as it, its sentence below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from desktop.ui.appearance import plain_palette
from desktop.ui.theme import Colours, colours, derived_palette

if TYPE_CHECKING:
    from desktop.ui.charts.chart import Chart
    from desktop.ui.paper import Pages

_WIDEST = 3.0
"""A small chart is not blown up beyond this many times its size on the screen."""


def paper_colours() -> Colours:
    """Dark on white, whatever the window looks like."""
    return colours(derived_palette(plain_palette(dark=False)))


def print_chart(chart: Chart) -> None:
    """Ask for a printer and print; nothing happens when the user changes their mind."""
    from desktop.ui.paper import Paper, print_paper

    paper = Paper(chart.accessibleName(), lambda pages, _chosen_only: draw_on(pages, chart))
    print_paper(paper, chart.window())


def draw_on(printer: Pages, chart: Chart) -> int:
    """The chart's name, the chart and what it says, on one page of the printer; gives that one page."""
    painter = QPainter(printer)
    page = QRectF(painter.viewport())
    gap = page.height() / 40
    painter.setPen(Qt.GlobalColor.black)
    plain = painter.font()
    bold = QFont(plain)
    bold.setBold(True)
    painter.setFont(bold)
    wrapped = int(Qt.TextFlag.TextWordWrap)
    painter.translate(0, painter.drawText(page, wrapped, chart.accessibleName()).height() + gap)
    painter.setFont(plain)
    dots = printer.resolution() / max(1, chart.logicalDpiX())
    scale = min(page.width() / max(1, chart.width()), dots * _WIDEST)
    painter.save()
    painter.scale(scale, scale)
    chart.paint_plain(painter, paper_colours())
    painter.restore()
    below = chart.height() * scale + gap
    painter.setPen(Qt.GlobalColor.black)
    words = QRectF(0, below, page.width(), page.height() - below)
    painter.drawText(words, wrapped, chart.summary())
    painter.end()
    return 1
