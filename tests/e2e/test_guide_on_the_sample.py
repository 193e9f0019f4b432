"""Can somebody who has only the guide do the whole job on the sample? Each "På eksemplet", as it says.

The reader knows the words of the guide and nothing else: finds what is called so on the screen, and presses
it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QTableView, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.checklist import TaskStatus
from desktop.domain.collective import CollectiveState
from desktop.texts import translate
from desktop.ui.appearance import Theme
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.pages.journey import StepState
from desktop.ui.pages.start import StartPage
from desktop.ui.pages.tasks.board import ColumnView
from desktop.ui.pages.tasks.page import TasksPage
from desktop.ui.settings import Settings
from desktop.ui.tasks import InlineRunner
from desktop.workspace.checklist import checklist_of
from desktop.workspace.session import Session

ROOT = Path(__file__).resolve().parents[2]
TRUTH = json.loads((ROOT / "tests" / "sample" / "truth.json").read_text(encoding="utf-8"))
GUIDE = (ROOT / "docs" / "brugervejledning.md").read_text(encoding="utf-8")


class Reader:
    """Somebody with the guide in one hand."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self._app = app
        self.messages = Recorder()
        self.window = MainWindow(
            tasks=InlineRunner(),
            settings=Settings(),
            theme=Theme(app),
            on_bug=self.messages.error,
            messages=self.messages,
        )
        qtbot.addWidget(self.window, before_close_func=lambda window: window.close_without_asking())
        self.window.resize(1400, 900)
        self.window.show()
        self.window.activateWindow()

    @property
    def session(self) -> Session:
        session = self.window.plan.session
        assert session is not None
        return session

    @property
    def front(self) -> QWidget:
        """What can be pressed now."""
        return self._app.activeModalWidget() or self.window

    def button(self, text: str) -> QAbstractButton:
        """The one button that is called so and can be seen and pressed; of several, the first."""
        self._app.processEvents()
        found = [
            one
            for one in self.front.findChildren(QAbstractButton)
            if one.isVisible() and one.isEnabled() and _plain(one.text()) == text
        ]
        assert found, f"nothing on the screen is called {text!r}"
        return found[0]

    def press(self, text: str) -> None:
        self.button(text).click()

    def choose(self, menu: str, entry: str) -> None:
        """Choose from the menu of a button."""
        button = self.button(menu)
        shown = button.menu() if hasattr(button, "menu") else None
        assert shown is not None, f"{menu!r} has no menu"
        shown.aboutToShow.emit()
        found = [one for one in shown.actions() if _plain(one.text()) == entry]
        assert found, [one.text() for one in shown.actions()]
        found[0].trigger()

    def in_dialog(self, then: Callable[[], None], act: Callable[[], object]) -> None:
        """Do what opens a dialog, and what the guide says to do in it."""
        done: list[bool] = []

        def look() -> None:
            if self._app.activeModalWidget() is None:
                QTimer.singleShot(20, look)
            else:
                then()
                done.append(True)

        QTimer.singleShot(0, look)
        act()
        assert done

    def go(self, page: str) -> None:
        """Press a page's name in the rail."""
        self.press(page)

    def sees(self, text: str) -> bool:
        """Whether a text stands somewhere on the screen."""
        self._app.processEvents()
        shown = [one.text() for one in self.window.findChildren(QLabel) if one.isVisible()]
        shown += [_plain(one.text()) for one in self.window.findChildren(QAbstractButton) if one.isVisible()]
        return any(text in one for one in shown)

    def table(self) -> QTableView:
        """The table on the screen."""
        self._app.processEvents()
        page = self.window.host.current_page()
        assert page is not None
        return next(one for one in page.findChildren(QTableView) if one.isVisible())

    def steps_done(self) -> list[bool]:
        """The ticks of the tour on the start page."""
        self.go("Start")
        page = self.window.host.current_page()
        assert isinstance(page, StartPage)
        return [row.step.state is StepState.DONE for row in page.progress.tour.rows]


def _plain(text: str) -> str:
    return re.sub(r"&(?=.)", "", text)


@pytest.fixture
def reader(qtbot: QtBot, qapp: QApplication) -> Iterator[Reader]:
    translate.use("da")
    one = Reader(qtbot, qapp)
    yield one
    if one.window.plan.session is not None:
        one.window.plan.session.close()
    translate.use("")


def lines() -> list[str]:
    """What the guide says to do on the sample."""
    return [
        " ".join(found.split())
        for found in re.findall(r"^\*På eksemplet:\*(.*?)(?=\n\n)", GUIDE, re.DOTALL | re.MULTILINE)
    ]


def says(number: int, *words: str) -> None:
    """The test does what the guide says: where the guide says something else, the test must be told."""
    line = lines()[number]
    assert [word for word in words if word not in line] == [], line


def test_the_whole_job_with_the_guide_in_hand(reader: Reader, tmp_path: Path) -> None:
    assert len(lines()) == 8
    _open_the_sample(reader)
    _look_at_the_files(reader)
    _settle(reader)
    _choose(reader)
    _plan(reader)
    _write(reader, tmp_path / "Breve")
    _do_a_task(reader)
    assert reader.messages.errors == []


def _open_the_sample(reader: Reader) -> None:
    says(0, "**Prøv med eksempelkommunen**", "340 leverandører", "6.106 fakturaer")
    start = reader.window.host.current_page()
    assert isinstance(start, StartPage)
    reader.press("Prøv med eksempelkommunen")
    assert reader.sees("340 leverandører og 6.106 fakturaer")
    says(1, "Trin 1 og 2 har flueben", "**Afgør det, der er tvivl om**")
    assert reader.steps_done() == [True, True, False, False, False, False, False]
    following = next(row for row in start.progress.tour.rows if row.step.state is StepState.NEXT)
    assert following.step.title == "Afgør det, der er tvivl om"


def _look_at_the_files(reader: Reader) -> None:
    says(2, "**Datakvalitet** har 15 under **Skal ses på**", "**Dubletter** har ét par")
    reader.go("Datakvalitet")
    assert reader.sees("Skal ses på")
    assert reader.table().model().rowCount() == 15
    reader.go("Dubletter")
    assert reader.table().model().rowCount() == 1


def _settle(reader: Reader) -> None:
    says(3, "**Afgør** på **Start**", "De 14 leverandører", "`Ctrl+A`", "**Uden for KP**")
    says(3, "”Kun de 13, der ikke er afgjort”", "Tilbage står Søvindbo Tandteknik", "**Bekræft**")
    reader.go("Start")
    reader.press("Afgør")
    table = reader.table()
    assert table.model().rowCount() == 14
    # Where the keyboard is, as with a finger on the key: the reader did not click anywhere.
    QTest.keyClick(reader.window.focusWidget(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    reader.messages.answers.append("doubt")
    reader.press("Uden for KP")
    assert "Kun de 13, der ikke er afgjort" in [one.text for one in reader.messages.asked[-1].answers]
    assert reader.table().model().rowCount() == 1
    assert reader.sees("Søvindbo Tandteknik ApS")
    reader.press("Bekræft")
    assert reader.steps_done()[2]
    assert _told_apart_from_the_truth(reader.session) == {}


def _told_apart_from_the_truth(session: Session) -> dict[str, tuple[str, str]]:
    """What was settled by the guide, and is not so: the suppliers whose papers show where they belong."""
    states = {"none": CollectiveState.NO, "can_split": CollectiveState.CAN_SPLIT}
    states["cannot_split"] = CollectiveState.CANNOT_SPLIT
    found = {}
    for one in session.assessments():
        told = TRUTH["suppliers"][one.supplier.number]
        seen = (one.relevance.relevance.value, one.collective.state.value)
        # Of those nobody can place there is no truth: the guide's reader decides.
        relevance = seen[0] if told["relevance"] == "unknown" else told["relevance"]
        if one.is_active and seen != (relevance, states[told["collective"]].value):
            found[one.supplier.number] = seen
    return found


def _choose(reader: Reader) -> None:
    says(4, "**Nyt EAN-nummer, pilot og bølger**", "**Vælg denne…**", "**Vælg**")
    reader.go("EAN-valg")
    heading = next(
        one
        for one in reader.window.findChildren(QLabel)
        if one.isVisible() and one.text() == "Nyt EAN-nummer, pilot og bølger"
    )
    card = heading.parentWidget()
    assert card is not None
    pick = next(
        one for one in card.findChildren(QAbstractButton) if one.isVisible() and one.text() == "Vælg denne…"
    )
    reader.in_dialog(lambda: reader.press("Vælg"), pick.click)
    assert reader.steps_done()[3]


def _plan(reader: Reader) -> None:
    says(5, "**Foreslå pilot og bølger**", "en pilot", "bølge 2, 3 og 4")
    reader.go("Udrulning")
    reader.press("Foreslå pilot og bølger")
    assert reader.sees("Pilot")
    assert reader.sees("Bølge 4")
    assert reader.steps_done()[4]


def _write(reader: Reader, folder: Path) -> None:
    package = "Pakke til Digital Post: breve og liste over CVR-numre"
    says(6, f"**{package}** under **Lav også…**", "**Skriv breve…**", "**Åbn mappen**", "som sendt")
    says(6, "vælg ”Skriv alle 75”")
    folder.mkdir()
    reader.go("Breve")
    reader.choose("Lav også…", package)
    reader.messages.files.append(folder)
    reader.messages.answers.append("all")
    reader.press("Skriv breve…")
    assert "Skriv alle 75" in [one.text for one in reader.messages.asked[-1].answers]
    assert reader.sees("Åbn mappen")
    assert len(list(folder.rglob("*.docx"))) >= 75
    assert any("Søvindbo" in path.name for path in folder.rglob("*.docx"))
    assert list(folder.rglob("*.zip"))
    assert reader.steps_done()[5]
    reader.go("Breve")
    QTest.keyClick(reader.table(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    reader.in_dialog(
        lambda: reader.press("Markér som sendt"), lambda: reader.choose("Behandl", "Markér som sendt…")
    )
    assert all(letter.sent_on is not None for letter in reader.session.letters_made())


def _do_a_task(reader: Reader) -> None:
    says(7, "**Åbn opgaven**", "det første trin", "**Påbegyndt**", "**Færdig**")
    reader.go("Opgaver")
    reader.press("Åbn opgaven")
    page = reader.window.host.current_page()
    assert isinstance(page, TasksPage)
    ticks = [one for one in page.drawer.findChildren(QCheckBox) if one.isVisible()]
    assert ticks
    ticks[0].click()
    # What the mouse does by dragging, the keys do beside it: the guide tells both.
    assert "tryk `Ctrl` og en pil" in GUIDE
    opened = next(one.key for one in checklist_of(reader.session).tasks if one.state.steps_done)
    views = page.board.findChildren(ColumnView)
    view = next(one for one in views if (found := one.current()) is not None and found.key == opened)
    assert view is page.board.columns[TaskStatus.STARTED]
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    done = [one.key for one in checklist_of(reader.session).tasks if one.state.status is TaskStatus.DONE]
    assert done == [opened]
