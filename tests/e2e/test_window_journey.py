"""Can a clerk do the whole job in the window? Plan, import, choose, letters, undo, redo, save, open again.

The real window on the real session and the sample's files, with work on real threads. Only what the system
would show (file dialogs) is answered by a recorder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop.domain.options import OptionKind
from desktop.texts import translate
from desktop.ui.appearance import Theme
from desktop.ui.importing.wizard import ImportWizard
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Recorder
from desktop.ui.municipality_dialog import MunicipalityDialog
from desktop.ui.pages.choice.dialog import ChoiceDialog
from desktop.ui.pages.choice.page import ChoicePage
from desktop.ui.pages.journey import StepState
from desktop.ui.pages.letters.page import LettersPage
from desktop.ui.pages.start import StartPage
from desktop.ui.pages.suppliers.page import SuppliersPage
from desktop.ui.settings import Settings
from desktop.ui.tasks import ThreadRunner
from desktop.ui.widgets.fields import LineField
from desktop.workspace.import_flow import ImportStep
from desktop.workspace.sample import sample_files
from desktop.workspace.session import Session

D = TypeVar("D", bound=QDialog)
P = TypeVar("P")
PATIENCE_MS = 60_000


class Clerk:
    """Somebody at the keyboard: acts as a user can, and waits as a user must."""

    def __init__(self, qtbot: QtBot, app: QApplication) -> None:
        self._qtbot, self._app = qtbot, app
        self.messages = Recorder()
        self.tasks = ThreadRunner(self.messages.error)
        self.window = MainWindow(
            tasks=self.tasks,
            settings=Settings(),
            theme=Theme(app),
            on_bug=self.messages.error,
            messages=self.messages,
        )
        qtbot.addWidget(self.window, before_close_func=lambda window: window.close_without_asking())
        with qtbot.waitActive(self.window):
            self.window.show_in_place()
            self.window.activateWindow()

    @property
    def session(self) -> Session:
        session = self.window.plan.session
        assert session is not None
        return session

    @property
    def wizard(self) -> ImportWizard:
        guest = self.window.host.guest
        assert isinstance(guest, ImportWizard)
        return guest

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so, and nothing is under way any more."""
        self._qtbot.waitUntil(lambda: holds() and not self.tasks.busy(), timeout=PATIENCE_MS)

    def press(
        self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier
    ) -> None:
        """Press a key of the window's menus, and wait for what comes of it."""
        with self._qtbot.waitActive(self.window):
            # Without a window manager nobody hands the keyboard back after a dialog.
            self.window.activateWindow()
        QTest.keyClick(self.window, key, modifiers)
        self.until(lambda: not self.window.plan.busy)

    def page(self, kind: type[P]) -> P:
        """The page on the screen."""
        found = self.window.host.current_page()
        assert isinstance(found, kind)
        return found

    def in_dialog(self, kind: type[D], fill: Callable[[D], None], act: Callable[[], object]) -> None:
        """Do something that opens a dialog, and fill that in."""
        filled: list[str] = []

        def answer() -> None:
            dialog = self._app.activeModalWidget()
            if isinstance(dialog, kind):
                fill(dialog)
                filled.append(kind.__name__)
            else:
                QTimer.singleShot(20, answer)

        QTimer.singleShot(0, answer)
        act()
        assert filled == [kind.__name__]

    def leave(self) -> None:
        """Close the window; everything is saved."""
        assert self.window.close()
        assert self.tasks.stop_all()


@pytest.fixture
def clerk(qtbot: QtBot, qapp: QApplication) -> Iterator[Callable[[], Clerk]]:
    """Sit down at a fresh window; stand up at the end of the test."""
    translate.use("en")
    clerks: list[Clerk] = []

    def sit_down() -> Clerk:
        clerks.append(Clerk(qtbot, qapp))
        return clerks[-1]

    yield sit_down
    for one in clerks:
        assert one.tasks.stop_all()
        if one.window.plan.session is not None:
            one.window.plan.session.close()
    translate.use("")


def begin_plan(clerk: Clerk) -> None:
    """Ctrl+N and the form."""

    def fill(dialog: MunicipalityDialog) -> None:
        told = {"name": "Eksempelby Kommune", "city": "Eksempelby", "go_live": "1-3-2027"}
        known = sample_files().municipality
        told |= {"new_ean": known.new_ean, "erp_ean": known.erp_ean, "contact": known.contact}
        for key, text in told.items():
            field = dialog.fields[key].field
            assert isinstance(field, LineField)
            field.setText(text)
        dialog.accept_button.click()

    clerk.in_dialog(MunicipalityDialog, fill, lambda: clerk.press(Qt.Key.Key_N))
    clerk.until(lambda: clerk.window.plan.session is not None)
    assert clerk.window.windowTitle() == "Eksempelby Kommune[*] – EAN Planner"


def import_everything(clerk: Clerk) -> None:
    """Ctrl+I, the three files at once, and yes to what they would do."""
    files = sample_files()
    clerk.press(Qt.Key.Key_I)
    clerk.messages.files.append((files.suppliers, files.extract, files.einvoices))
    clerk.wizard.files.zone.files_button.click()
    clerk.until(lambda: len(clerk.wizard.flow.items) == 3)
    clerk.wizard.next.click()
    assert len(clerk.wizard.columns.rows) > 5
    clerk.wizard.next.click()
    clerk.until(lambda: clerk.wizard.flow.checked is not None)
    assert clerk.session.overview().suppliers == 0
    for taken in (1, 2):
        clerk.wizard.next.click()
        clerk.until(lambda already=taken: len(clerk.wizard.flow.done) == already)  # type: ignore[misc]  # a default
    clerk.until(lambda: clerk.wizard.flow.step is ImportStep.DONE)
    clerk.wizard.done.on.click()


def choose_reuse(clerk: Clerk) -> None:
    """Ctrl+7, "Choose…", an EAN number in use, and why."""
    clerk.press(Qt.Key.Key_7)
    page = clerk.page(ChoicePage)
    clerk.until(lambda: page.answers is not None)

    def fill(dialog: ChoiceDialog) -> None:
        dialog.radios[OptionKind.REUSE].setChecked(True)
        dialog.reason_field.setPlainText("Færrest breve")
        dialog.accept_button.click()

    clerk.in_dialog(ChoiceDialog, fill, page.choose_button.click)
    clerk.until(lambda: page.answers is not None and page.answers.choice is not None)


def write_letters(clerk: Clerk, folder: Path) -> None:
    """Ctrl+9, "Write letters…" and a folder."""
    clerk.press(Qt.Key.Key_9)
    page = clerk.page(LettersPage)
    clerk.until(lambda: page.answers is not None and bool(page.answers.rows))
    clerk.messages.files.append(folder)
    page.write_button.click()
    clerk.until(page.result.isVisible)


def look_around(clerk: Clerk) -> None:
    """Ctrl+1 and Ctrl+2: the start page leads on, and the suppliers are there."""
    start = clerk.page(StartPage)
    clerk.until(lambda: len(start.progress.rows) == 7)
    assert [row.step.state for row in start.progress.rows[:2]] == [StepState.DONE, StepState.DONE]
    clerk.press(Qt.Key.Key_2)
    suppliers = clerk.page(SuppliersPage)
    clerk.until(lambda: suppliers.model.total == clerk.session.overview().suppliers)
    assert suppliers.model.total >= 340


def undo_and_redo(clerk: Clerk) -> None:
    """Undo takes back the letters, then the choice; redo brings both again, each by its own name."""
    session, menus = clerk.session, clerk.window.menus
    before = session.overview()
    assert menus["undo"].text() == "&Undo: letters written"
    clerk.press(Qt.Key.Key_Z)
    assert session.overview().letters_written == 0
    assert menus["undo"].text() == "&Undo: choice of EAN number"
    clerk.press(Qt.Key.Key_Z)
    assert session.choice() is None
    clerk.press(Qt.Key.Key_Y)
    clerk.press(Qt.Key.Key_Y)
    assert session.overview() == before
    assert not menus["redo"].isEnabled()


def save_and_leave(clerk: Clerk, path: Path) -> None:
    """Ctrl+S, a name, and goodbye without a question."""
    clerk.messages.files.append(path)
    clerk.press(Qt.Key.Key_S)
    clerk.until(path.is_file)
    assert not clerk.window.isWindowModified()
    clerk.leave()
    assert clerk.messages.asked == []
    assert clerk.messages.errors == []


def kept(session: Session) -> tuple[object, ...]:
    """Everything a plan must have again after it was saved and opened."""
    return (
        session.municipality,
        session.assessments(),
        session.invoices(),
        session.sources(),
        session.problems(),
        session.choice(),
        session.letters_made(),
        session.history(),
    )


def test_the_whole_job_in_the_window(clerk: Callable[[], Clerk], tmp_path: Path) -> None:
    first = clerk()
    begin_plan(first)
    import_everything(first)
    look_around(first)
    choose_reuse(first)
    letters = tmp_path / "breve"
    letters.mkdir()
    write_letters(first, letters)
    recipients = len(first.session.recipients().recipients)
    assert len(list(letters.rglob("*.docx"))) == recipients > 20
    assert first.session.overview().letters_written == recipients
    undo_and_redo(first)
    before = kept(first.session)
    save_and_leave(first, tmp_path / "Eksempelby.eanplan")

    second = clerk()
    assert second.page(StartPage).welcome.recent.isVisible()
    second.window.plan.open(tmp_path / "Eksempelby.eanplan")
    second.until(lambda: second.window.plan.session is not None)
    assert kept(second.session) == before
    assert not second.window.isWindowModified()
    # Undo goes on across the save.
    second.press(Qt.Key.Key_Z)
    assert second.session.overview().letters_written == 0


def test_an_import_that_is_stopped_leaves_the_plan_as_it_was(clerk: Callable[[], Clerk]) -> None:
    one = clerk()
    begin_plan(one)
    history = one.session.history()
    one.press(Qt.Key.Key_I)
    one.messages.files.append((sample_files().extract,))
    one.wizard.files.zone.files_button.click()
    one.until(lambda: len(one.wizard.flow.items) == 1)
    one.wizard.next.click()
    one.wizard.next.click()
    one.wizard.progress.cancel.click()
    one.until(lambda: not one.wizard.progress.isVisible())
    assert one.wizard.flow.step is ImportStep.COLUMNS
    assert one.wizard.next.isEnabled()
    one.wizard.cancel.click()
    assert one.window.host.guest is None
    assert one.session.history() == history
    assert one.session.overview().invoices == 0
