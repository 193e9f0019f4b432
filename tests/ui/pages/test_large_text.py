"""Is anything cut when the system's text is twice as large, on a screen of 1366 by 768?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.widgets.drawer import Drawer, ScrollPane
from desktop.ui.widgets.figures import KeyValueRow
from desktop.ui.widgets.labels import PlainLabel
from desktop.ui.widgets.pills import Pill
from desktop.workspace.operations import ChooseEan
from desktop.workspace.session import Session
from tests.ui.conftest import Stage
from tests.ui.plans import NEW_EAN, small_plan

OURS = ("start", "suppliers", "collective", "choice", "letters", "tasks")


@pytest.fixture
def large(qapp: QApplication) -> Iterator[None]:
    """The system's text at 200 %."""
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(18)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


def cut(page: QWidget) -> list[str]:
    """Labels that get less room than their text needs."""
    found = []
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
            if needed > label.height() + 2:
                found.append(f"{label.text()}: {needed} > {label.height()}")
    return found


def _content(pane: ScrollPane) -> QWidget:
    found = pane.widget()
    assert found is not None
    return found


def too_wide(page: QWidget) -> list[str]:
    """Panes whose content goes on beyond their right edge, where nobody can scroll to."""
    return [
        type(pane.parentWidget()).__name__
        for pane in page.findChildren(ScrollPane)
        if pane.isVisible() and _content(pane).width() > pane.viewport().width()
    ]


@pytest.mark.parametrize("name", OURS)
def test_nothing_is_cut_at_twice_the_text(
    large: None, open_plan: Callable[[Session], Stage], qapp: QApplication, name: str
) -> None:
    session = small_plan()
    session.run(ChooseEan("new", new_ean=NEW_EAN))
    window = open_plan(session).window
    window.resize(1366, 768)
    window.go_to(name)
    for view in window.findChildren(QTableView):
        if view.isVisible():
            view.selectRow(1)
    for _ in range(5):
        qapp.processEvents()
    page = window.host.current_page()
    assert page is not None
    assert window.width() == 1366
    assert cut(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize("name", ["suppliers", "collective", "letters", "tasks"])
def test_at_the_usual_text_pages_with_a_table_do_not_scroll(
    open_plan: Callable[[Session], Stage], qapp: QApplication, name: str
) -> None:
    session = small_plan()
    session.run(ChooseEan("new", new_ean=NEW_EAN))
    window = open_plan(session).window
    window.resize(1366, 768)
    window.go_to(name)
    for view in window.findChildren(QTableView):
        if view.isVisible():
            view.selectRow(1)
    for _ in range(5):
        qapp.processEvents()
    page = window.host.current_page()
    assert page is not None
    assert page.content.height() <= page.height()
    around = page.content.parentWidget()
    assert around is not None
    assert page.content.height() == around.height()


def test_one_endless_word_does_not_push_the_rest_off_the_edge(qtbot: QtBot) -> None:
    drawer = Drawer()
    qtbot.addWidget(drawer)
    for text in ("post@" + "klinik" * 20 + ".example", "Vurderet af programmet."):
        drawer.content.addWidget(PlainLabel(text))
    drawer.resize(theme.DRAWER_WIDTH, 400)
    drawer.show()
    assert too_wide(drawer) == []


def test_a_panel_grows_with_the_text_and_less_than_it(large: None, qtbot: QtBot) -> None:
    drawer = Drawer()
    qtbot.addWidget(drawer)
    assert theme.DRAWER_WIDTH < drawer.minimumWidth() < 2 * theme.DRAWER_WIDTH


def test_a_value_that_does_not_fit_goes_below_its_name(qtbot: QtBot) -> None:
    page = QWidget()
    row = KeyValueRow("EAN\u00a05798009811578", "28\u00a0fakturaer\u00a0·\u00a0106.323\u00a0kr.", page)
    qtbot.addWidget(page)
    row.resize(600, 60)
    page.show()
    assert row.value.x() > row.name.x()
    row.resize(row.minimumSizeHint().width(), 200)
    QApplication.processEvents()
    assert row.value.y() >= row.name.geometry().bottom()
    assert row.value.width() >= row.value.minimumSizeHint().width()


def test_a_pills_icon_grows_with_its_word(qtbot: QtBot, qapp: QApplication) -> None:
    usual = Pill("Sikker", icon="check-circle").sizeHint().width() - Pill("Sikker").sizeHint().width()
    before = QFont(qapp.font())
    font = QFont(before)
    font.setPointSizeF(18)
    qapp.setFont(font)
    large = Pill("Sikker", icon="check-circle").sizeHint().width() - Pill("Sikker").sizeHint().width()
    qapp.setFont(before)
    assert large > usual
