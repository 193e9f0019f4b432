"""Is what happens away from the focus told? Messages, progress, saving, what a filter left, a new order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import spoken, status_line
from desktop.ui.charts.chart import Chart
from desktop.ui.messages import WindowMessages
from desktop.ui.pages.page import PageStatus
from desktop.ui.tables.view import RowView
from desktop.ui.theme import Tone
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.progress import ProgressPanel
from desktop.ui.widgets.search_box import SearchBox
from tests.ui.accessibility.scenes import Scene

Event = QAccessible.Event
Politeness = QAccessible.AnnouncementPoliteness


@dataclass
class Ear:
    """What was told, in order: the events, and the sentences with their urgency."""

    events: list[QAccessible.Event] = field(default_factory=list)
    sentences: list[tuple[str, bool]] = field(default_factory=list)

    def hear(self, event: QAccessibleEvent) -> None:
        self.events.append(event.type())
        if isinstance(event, QAccessibleAnnouncementEvent):
            self.sentences.append((event.message(), event.politeness() is Politeness.Assertive))


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch, danish: object) -> Ear:
    """Listens where Qt is told; a screen reader stands behind it."""
    ear = Ear()

    class Listening(QAccessible):
        @staticmethod
        def updateAccessibility(event: QAccessibleEvent) -> None:
            ear.hear(event)

    monkeypatch.setattr(spoken, "QAccessible", Listening)
    return ear


@pytest.mark.parametrize(("tone", "urgent"), [(Tone.GOOD, False), (Tone.ATTENTION, True), (Tone.BAD, True)])
def test_a_message_is_spoken_and_trouble_is_an_alert(
    ear: Ear, qtbot: QtBot, tone: Tone, urgent: bool
) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.tell("Disken er fuld.", tone=tone, title="Planen er ikke gemt")
    assert ear.sentences == [("Planen er ikke gemt Disken er fuld.", urgent)]
    assert (Event.Alert in ear.events) is urgent


def test_known_trouble_comes_as_an_alert_through_the_window(ear: Ear, qtbot: QtBot) -> None:
    from desktop.domain.errors import NothingToUndo

    window = QWidget()
    qtbot.addWidget(window)
    banner = Banner(window)
    messages = WindowMessages(window, banner, lambda error: pytest.fail(str(error)))
    messages.error(NothingToUndo())
    assert Event.Alert in ear.events
    assert ear.sentences[0][0]


def test_work_that_takes_a_while_is_told_and_so_is_its_stop(ear: Ear, qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.start("Læser filerne…")
    assert ear.sentences == []
    panel.show()
    panel.cancel.click()
    assert ear.sentences == [("Læser filerne…", False), ("Stopper…", False)]


def test_progress_is_a_progress_bar_with_a_value(danish: object, qtbot: QtBot) -> None:
    panel = ProgressPanel()
    qtbot.addWidget(panel)
    panel.report(1, 4)
    bar = QAccessible.queryAccessibleInterface(panel.line)
    assert bar.role() is QAccessible.Role.ProgressBar
    assert bar.valueInterface().currentValue() == 25
    assert bar.text(QAccessible.Text.Name)


def test_saving_is_told(full: Scene, ear: Ear, qtbot: QtBot) -> None:
    full.window.status_line._last_said = ""
    full.window.plan.save()
    full.settle()
    qtbot.waitUntil(lambda: any("Gemt" in said for said, _urgent in ear.sentences))


def test_what_a_search_left_over_is_told_once_when_typing_rests(full: Scene, ear: Ear, qtbot: QtBot) -> None:
    box = next(one for one in full.page("suppliers").findChildren(SearchBox) if one.isVisible())
    qtbot.wait(status_line.SPOKEN_AFTER_MS + 100)
    ear.sentences.clear()
    box.setFocus()
    QTest.keyClicks(box, "apotek")
    qtbot.waitUntil(lambda: bool(ear.sentences))
    (told,) = [said for said, _urgent in ear.sentences]
    assert "340" in told
    box.clear()


def test_a_window_that_has_been_closed_says_no_more(ear: Ear, qtbot: QtBot) -> None:
    line = status_line.StatusLine()
    qtbot.addWidget(line)
    line.show()
    line.show_page(PageStatus(rows="75 af 75"))
    qtbot.waitUntil(lambda: ("75 af 75", False) in ear.sentences)
    line.show_page(PageStatus(rows="3 af 75"))
    line.close()
    qtbot.wait(status_line.SPOKEN_AFTER_MS + 100)
    assert ("3 af 75", False) not in ear.sentences


def test_the_order_of_a_table_is_told(full: Scene, ear: Ear) -> None:
    view = next(one for one in full.page("suppliers").findChildren(RowView) if one.isVisible())
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    title = view.rows.columns[0].title
    assert (f"{title}, sorteret faldende", False) in ear.sentences


def test_the_point_of_a_chart_is_told(full: Scene, ear: Ear) -> None:
    chart = next(one for one in full.page("kp").findChildren(Chart) if one.isVisible())
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert ear.sentences == [(chart.sentences()[0], False)]
