"""Can everything be read as it is painted? Every page in every theme, measured from its pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Scheme, Theme
from desktop.ui.charts.shares import ShareBars
from desktop.ui.contrast import TEXT_CONTRAST, contrast
from desktop.ui.page_host import PAGES
from desktop.ui.pages.suppliers.facet_panel import FacetBox
from desktop.ui.tables.columns import Looks
from desktop.ui.tables.drawing import PADDING
from desktop.ui.tables.model import ToneRole
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Space, TextSize, Tone, colours, font, icon_size
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.workspace.operations import ChooseEan
from desktop.workspace.session import Session
from tests.ui.conftest import Stage
from tests.ui.contrast_meter import Measured, Picture
from tests.ui.plans import NEW_EAN, small_plan

SCHEMES = tuple(scheme for scheme in Scheme if scheme is not Scheme.SYSTEM)
_ROWS = 4
_ROUNDING = 0.97
"""Two thin strokes of a small letter never quite have the ink's own colour."""


@pytest.fixture
def own_theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(qapp)
    yield theme
    theme.use(Scheme.SYSTEM)


def seen(widget: QWidget) -> QRect:
    """The part of a widget that is not scrolled away."""
    return widget.visibleRegion().boundingRect()


def boxes(page: QWidget) -> Iterator[tuple[str, QWidget, QRect]]:
    """Every text of a page with the widget and the part of it that holds the text."""
    for widget in page.findChildren(QWidget):
        text = text_of(widget)
        if text and widget.isVisible() and widget.isEnabled() and seen(widget).height() == widget.height():
            # Without the edge, which would pass for ink; a pill has round ends.
            inset = Space.SMALL if isinstance(widget, Pill) else Space.TINY
            edge = 0 if isinstance(widget, QLabel) else inset
            yield f"{type(widget).__name__}: {text}", widget, seen(widget).adjusted(edge, 3, -edge, -3)
    for view in page.findChildren(RowView):
        if view.isVisible():
            yield from cells(view)
    for chart in page.findChildren(ShareBars):
        if chart.isVisible():
            yield from labels(chart)


def text_of(widget: QWidget) -> str:
    """What a widget writes; "" where it writes nothing, or more than one ink beside each other."""
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    if isinstance(widget, QLabel | Pill | QAbstractButton) and not isinstance(widget, FacetBox):
        return widget.text().strip()
    return ""


def cells(view: RowView[object]) -> Iterator[tuple[str, QWidget, QRect]]:
    """Headings, and the cells of the first rows: one of them is chosen."""
    room, header = seen(view.viewport()), view.horizontalHeader()
    for at, column in enumerate(view.rows.columns):
        left, width = view.columnViewportPosition(at), view.columnWidth(at)
        heading = QRect(left + PADDING, 3, width - 2 * PADDING, header.height() - 6)
        if column.title and seen(header.viewport()).contains(heading):
            yield f"heading {column.title}", header.viewport(), heading
        for row in range(min(_ROWS, view.rows.shown)):
            cell = view.visualRect(view.rows.index(row, at))
            text = str(view.rows.index(row, at).data())
            inner = cell.adjusted(PADDING, 5, -PADDING, -5)
            if text and room.contains(cell):
                box = in_pill(inner, text) if is_pill(view, row, at) else inner
                yield f"cell {text}", view.viewport(), box


def is_pill(view: RowView[object], row: int, at: int) -> bool:
    index = view.rows.index(row, at)
    return view.rows.columns[at].looks is Looks.PILL and index.data(ToneRole) is not None


def in_pill(inner: QRect, text: str) -> QRect:
    """The word in a pill, without what lies around the pill."""
    lettering = font(TextSize.CAPTION)
    wide = min(QFontMetrics(lettering).horizontalAdvance(text), inner.width() - 3 * Space.SMALL)
    icon = icon_size(lettering, share=1.0, least=14)
    return QRect(inner.left() + Space.SMALL, inner.top() + 2, wide + icon // 2, inner.height() - 4)


def labels(chart: ShareBars) -> Iterator[tuple[str, QWidget, QRect]]:
    """What is printed on the parts of bars, where there is room for it."""
    for text, box in chart.printed():
        yield f"bar {text}", chart, box.toAlignedRect().adjusted(0, 1, 0, -1)


def measured(window: QWidget, page: QWidget) -> list[Measured]:
    picture = Picture(window)
    found = (picture.measure(what, box, within) for what, within, box in boxes(page))
    return [one for one in found if one is not None]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_of_every_page_can_be_read(
    own_theme: Theme, open_plan: Callable[[Session], Stage], qapp: QApplication, scheme: Scheme
) -> None:
    session = small_plan()
    session.run(ChooseEan("new", new_ean=NEW_EAN))
    window = open_plan(session).window
    own_theme.use(scheme)
    told = 0
    for spec in PAGES:
        window.go_to(spec.name)
        for view in window.findChildren(QTableView):
            if view.isVisible():
                view.selectRow(1)
        for _ in range(5):
            qapp.processEvents()
        found = measured(window, window)
        poor = [one for one in found if one.ratio < TEXT_CONTRAST * _ROUNDING]
        assert poor == [], spec.name
        told += len(found)
    assert told > 300


def test_a_widget_in_a_wrong_colour_is_found(own_theme: Theme, qtbot: QtBot) -> None:
    """The measure itself: a label in a grey that is too light, a button whose ink is its ground."""
    own_theme.use(Scheme.LIGHT)
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(400, 120)
    right, wrong = PlainLabel("Klintebrand Fodklinik", page), PlainLabel("Klintebrand Fodklinik", page)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, Qt.GlobalColor.lightGray)
    wrong.setPalette(palette)
    wrong.move(0, 30)
    button, pill = Button("Bekræft", page), Pill("Sikker", Tone.GOOD, page)
    button.move(0, 60)
    pill.move(200, 60)
    page.show()
    ratios = {one.what: one.ratio for one in measured(page, page)}
    picture = Picture(page)
    good, bad = (picture.measure("", one.rect(), one) for one in (right, wrong))
    assert good is not None
    assert bad is not None
    exact = contrast(colours(page.palette()).text, colours(page.palette()).page)
    assert good.ratio == pytest.approx(exact, rel=0.1)
    assert bad.ratio < 2
    assert ratios["Button: Bekræft"] > TEXT_CONTRAST
    assert ratios["Pill: Sikker"] > TEXT_CONTRAST
