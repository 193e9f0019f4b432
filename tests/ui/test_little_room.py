"""What is seen where the room is short? Cut cells say so, columns break evenly, and edges stay in line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.working_days import WorkingCalendar
from desktop.ui import theme
from desktop.ui.charts.timeline import Timeline, TimelineRow
from desktop.ui.page_host import PAGES
from desktop.ui.tables.view import RowView
from desktop.ui.widgets.columns import Columns
from desktop.ui.widgets.dialogs import PlainDialog
from desktop.ui.widgets.drawer import Drawer
from desktop.ui.widgets.labels import PlainLabel
from tests.ui.conftest import Stage
from tests.ui.tables.clinics import Clinic, view_of

_NUMBER, _NAME, _EAN, _AMOUNT = range(4)
_WIDE, _HIGH = 1000, 200


def _cell(view: RowView[Clinic], column: int, width: int) -> QImage:
    """The left part of the first row's cell, as wide as asked, as it is seen."""
    area = view.visualRect(view.rows.index(0, column))
    corner = view.viewport().mapTo(view, area.topLeft())
    return view.grab(
        QRect(corner, area.size()).intersected(QRect(corner, QPoint(corner.x() + width, _HIGH)))
    ).toImage()


def _ink(seen: QImage) -> list[int]:
    """Where from the left something dark stands."""
    lines = range(seen.height() // 4, seen.height() * 3 // 4)
    return [at for at in range(seen.width()) if any(seen.pixelColor(at, y).lightness() < 128 for y in lines)]


def test_an_amount_that_the_edge_cuts_does_not_read_as_a_smaller_one(qtbot: QtBot) -> None:
    view = view_of(Clinic("00012", "Fodklinik Holm", ore=21_410_055))
    qtbot.addWidget(view)
    view.resize(_WIDE, _HIGH)
    view.show()
    view.fit_columns()
    header = view.horizontalHeader()
    header.resizeSection(_AMOUNT, 200)
    others = sum(header.sectionSize(at) for at in (_NUMBER, _EAN, _AMOUNT))
    header.resizeSection(_NAME, view.viewport().width() - others)
    whole, name = _ink(_cell(view, _AMOUNT, 200)), _cell(view, _NAME, 100)
    header.resizeSection(_NAME, header.sectionSize(_NAME) + 30)
    moved = _ink(_cell(view, _AMOUNT, 170))
    assert moved[-1] - moved[0] == whole[-1] - whole[0], "there is room for all of it, so all of it is there"
    assert moved[-1] < 170
    header.resizeSection(_NAME, header.sectionSize(_NAME) + 130)
    cut = _ink(_cell(view, _AMOUNT, 40))
    assert cut[0] < 20, "its beginning, and a sign that more follows"
    assert _cell(view, _NAME, 100) == name


@pytest.mark.parametrize(("room", "columns"), [(4, 4), (3, 2), (2, 2), (1, 1)])
def test_four_figures_never_leave_one_alone(qtbot: QtBot, room: int, columns: int) -> None:
    row = Columns(10, gap=0)
    qtbot.addWidget(row)
    for _part in range(4):
        row.add(QWidget())
    row.resize(10 * row.fontMetrics().averageCharWidth() * room + 1, _HIGH)
    row.show()
    assert row.column_count == columns


def test_what_scrolls_in_a_dialog_ends_where_the_rest_ends(qtbot: QtBot) -> None:
    dialog = PlainDialog("Rules", note="They are asked from the top.")
    qtbot.addWidget(dialog)
    content, below = QLabel("\n".join(["A line"] * 80)), QLabel("Below")
    pane = dialog.add_pane(content)
    dialog.body.addWidget(below)
    dialog.show()
    ends = [one.mapTo(dialog, QPoint(one.width(), 0)).x() for one in (content, below, dialog.note)]
    # Bars of another style than ours may be wider.
    ends[0] += pane.verticalScrollBar().width() - theme.GUTTER
    assert len(set(ends)) == 1
    assert below.mapTo(dialog, QPoint()).y() >= pane.mapTo(dialog, QPoint(0, pane.height())).y()


def test_what_a_panel_is_about_stays_when_the_rest_scrolls(qtbot: QtBot) -> None:
    drawer = Drawer()
    qtbot.addWidget(drawer)
    heading = PlainLabel("Fodklinik Holm")
    drawer.lift(heading)
    drawer.content.addWidget(QLabel("\n".join(["A line"] * 80)))
    drawer.resize(drawer.width(), _HIGH)
    drawer.show()
    bar, before = drawer.pane.verticalScrollBar(), heading.mapTo(drawer, QPoint())
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    assert heading.mapTo(drawer, QPoint()) == before
    close = drawer.close_button.geometry()
    assert heading.geometry().right() <= close.left()
    assert abs(heading.geometry().center().y() - close.center().y()) <= 1


def test_every_sign_of_the_waves_is_explained_at_every_width(qtbot: QtBot) -> None:
    chart = Timeline()
    qtbot.addWidget(chart)
    row = TimelineRow(
        "Pilot",
        letter=date(2027, 1, 18),
        reminder=date(2027, 2, 8),
        cut_over=date(2027, 3, 1),
        last_old_ean=date(2027, 3, 30),
        gate=date(2027, 3, 22),
    )
    chart.set_rows((row, replace(row, title="Wave 2")), today=date(2026, 11, 20), calendar=WorkingCalendar())
    heights = []
    for width in (1600, 500, 200):
        chart.resize(width, 400)
        heights.append(chart.sizeHint().height())
    assert heights == sorted(set(heights))


@pytest.mark.parametrize("name", [spec.name for spec in PAGES if spec.name != "start"])
def test_without_a_plan_a_page_offers_one_next_step(stage: Stage, sample_plan: Path, name: str) -> None:
    stage.window.show()
    stage.window.go_to(name)
    page = stage.window.host.page(name)
    assert not page.header.action_row.isVisible()
    assert not page.status.rows
    assert not page.status.filter
    stage.plan.open(sample_plan)
    stage.window.go_to(name)
    assert page.header.action_row.isVisible()
