"""Do the charts say their values, to the eye, the keyboard, the screen reader and the clipboard?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.intervals import Interval, exactly
from desktop.domain.tipping_point import TippingPoint
from desktop.ui import theme
from desktop.ui.appearance import plain_palette
from desktop.ui.charts import printing
from desktop.ui.charts.bars import CitizensHistogram, MonthBars
from desktop.ui.charts.chart import NO_POINT, Chart, nice_step
from desktop.ui.charts.tipping import TippingChart
from desktop.ui.contrast import SHAPE_CONTRAST, contrast

pytestmark = pytest.mark.usefixtures("english")


def tipping(*, here: Interval | None = None) -> TippingPoint:
    """92 suppliers, 4 of them collective and one that cannot split; 75 in KP with one citizen each."""
    return TippingPoint(
        ean="5798009811578",
        suppliers=92,
        fixed_collective=4,
        cannot_split=1,
        elsewhere=exactly(10),
        tips_at=(92 + 3 + 2) / 184,
        here=here or exactly(79 / 92),
        must_leave=exactly(14),
        stays=exactly(75),
    )


def shown(qtbot: QtBot, chart: Chart) -> Chart:
    qtbot.addWidget(chart)
    chart.resize(420, 220)
    chart.show()
    return chart


def test_the_tipping_chart_says_where_you_are_and_where_it_tips(qtbot: QtBot) -> None:
    chart = TippingChart()
    shown(qtbot, chart)
    chart.set_tipping_point(tipping())
    assert chart.accessibleDescription() == (
        "86% of the suppliers on the number belong in KP. Above 53% reuse needs the fewest letters,"
        " below it a new EAN number does."
    )
    here = next(text for text in chart.sentences() if text.startswith("You are here"))
    assert here == "You are here. 86% in KP: reuse 27, new EAN 88"
    tips = next(text for text in chart.sentences() if text.startswith("Here it tips"))
    assert "reuse 58, new EAN 58" in tips


def test_the_lines_cross_where_the_table_says(qtbot: QtBot) -> None:
    chart = TippingChart()
    shown(qtbot, chart)
    chart.set_tipping_point(tipping())
    table = chart.table()
    assert [len(row) for row in table.rows] == [len(table.headings)] * len(table.rows)
    order = [int(reuse) - int(new) for _share, reuse, new in table.rows]
    assert order == sorted(order, reverse=True)
    assert order[0] > 0 > order[-1]


def test_points_are_walked_by_keyboard_and_spoken(qtbot: QtBot) -> None:
    chart = TippingChart()
    shown(qtbot, chart)
    chart.set_tipping_point(tipping())
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.accessibleDescription() == "0% in KP: reuse 106, new EAN 13"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.shown_sentence().startswith("10% in KP")
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert chart.shown_sentence().startswith("100% in KP")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert chart.point == len(chart.sentences()) - 1
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert chart.point == len(chart.sentences()) - 2


def test_the_pointer_shows_the_nearest_point_and_leaves_none_behind(qtbot: QtBot) -> None:
    chart = MonthBars()
    shown(qtbot, chart)
    chart.set_months((("2026-09", 3), ("2026-10", 4), ("2026-11", 0)))
    width = chart.width()
    slot = min(width / 3, 88)
    QTest.mouseMove(chart, QPoint(1, 1))
    QTest.mouseMove(chart, QPoint(round(slot * 1.5), 60))
    assert chart.shown_sentence() == "Oct\u00a02026: 4 invoices"
    chart.setFocus()
    chart.clearFocus()
    assert chart.point == NO_POINT


def test_an_open_share_is_said_as_an_interval(qtbot: QtBot) -> None:
    chart = TippingChart()
    shown(qtbot, chart)
    chart.set_tipping_point(tipping(here=Interval(0.7, 0.86)))
    assert chart.summary().startswith("70–86% of the suppliers")
    assert not chart.grab().isNull()


def test_a_chart_without_figures_draws_and_says_nothing(qtbot: QtBot) -> None:
    for chart in (TippingChart(), MonthBars(), CitizensHistogram()):
        shown(qtbot, chart)
        assert not chart.grab().isNull()
        assert chart.sentences() == ()
        QTest.keyClick(chart, Qt.Key.Key_Right)
        assert chart.point == NO_POINT


def test_nobody_on_the_number_divides_by_nothing(qtbot: QtBot) -> None:
    chart = TippingChart()
    shown(qtbot, chart)
    empty = TippingPoint("5798009811578", 0, 0, 0, exactly(4), None, exactly(0), exactly(0), exactly(0))
    chart.set_tipping_point(empty)
    assert not chart.grab().isNull()
    assert "0%" in chart.summary()


def test_the_histogram_counts_documents_by_citizens(qtbot: QtBot) -> None:
    chart = CitizensHistogram()
    shown(qtbot, chart)
    chart.set_counts(((0, 3), (1, 17), (2, 9), (6, 1)))
    assert chart.summary() == "10 of 30 invoices name more than one citizen."
    assert chart.sentences()[1:] == (
        "1 citizen: 17 invoices",
        "2 citizens: 9 invoices",
        "6 citizens: 1 invoice",
    )
    assert chart.table().rows == (("0", "3"), ("1", "17"), ("2", "9"), ("6", "1"))


def test_a_chart_is_copied_as_table_and_as_picture(qtbot: QtBot) -> None:
    chart = MonthBars()
    shown(qtbot, chart)
    chart.set_months((("2026-09", 1), ("2026-10", 1204)))
    chart.copy_table()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text().splitlines() == ["Month\tInvoices", "Sep\u00a02026\t1", "Oct\u00a02026\t1204"]
    chart.copy_picture()
    image = clipboard.image()
    assert (image.width(), image.height()) == (840, 440)


@pytest.mark.parametrize("dark", [False, True])
def test_bars_stand_out_from_their_card(qtbot: QtBot, dark: bool) -> None:
    chart = CitizensHistogram()
    shown(qtbot, chart)
    chart.setPalette(theme.derived_palette(plain_palette(dark=dark)))
    chart.set_counts(((1, 10), (2, 10)))
    image = chart.grab().toImage()
    surface = theme.colours(chart.palette()).surface
    height = chart.height() // 2
    for x in (44, 132):
        assert contrast(image.pixelColor(x, height), surface) >= SHAPE_CONTRAST - 0.01


@pytest.mark.parametrize("highest", [0, 1, 3, 4, 5, 9, 13, 99, 101, 4999, 123456])
def test_an_axis_has_few_round_marks(highest: int) -> None:
    step = nice_step(highest)
    assert step >= 1
    assert highest / step <= 5
    assert str(step).rstrip("0") in {"1", "2", "5"}


def test_a_chart_on_paper_has_its_name_above_and_its_sentence_below(qtbot: QtBot, tmp_path: Path) -> None:
    chart = TippingChart()
    shown(qtbot, chart)
    chart.set_tipping_point(tipping())
    said: list[tuple[str, float]] = []

    class Painter(QPainter):
        def drawText(self, *told: Any) -> Any:
            words = next((one for one in told if isinstance(one, str)), "")
            at = next((one.y() for one in told if isinstance(one, QRectF)), 0.0)
            said.append((words, self.transform().map(QPointF(0, at)).y()))
            return super().drawText(*told)

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "chart.pdf"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(printing, "QPainter", Painter)
        printing.draw_on(printer, chart)
    where = dict(said)
    assert (tmp_path / "chart.pdf").read_bytes().startswith(b"%PDF")
    assert where["When does it tip?"] < where[chart.summary()]
    assert where[chart.summary()] > chart.height() / 2
