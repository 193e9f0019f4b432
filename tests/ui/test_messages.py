"""Does the one channel tell known trouble calmly, hand bugs on, and ask with verbs?"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain.errors import FileFault, FileTrouble, NothingToUndo
from desktop.paths import user_documents_dir
from desktop.texts import errors
from desktop.ui.messages import FileKind, Offer, Recorder, WindowMessages
from desktop.ui.questions import Answer, Question, QuestionDialog
from desktop.ui.theme import Tone
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.buttons import Button, Look

QUESTION = Question(
    title="Gem ændringerne?",
    text="Ellers går de tabt.",
    answers=(Answer("cancel", "Annuller"), Answer("no", "Gem ikke"), Answer("yes", "Gem", Look.PRIMARY)),
    escape="cancel",
)


@pytest.fixture
def bugs() -> list[Exception]:
    return []


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    found = Banner()
    qtbot.addWidget(found)
    return found


@pytest.fixture
def messages(qtbot: QtBot, banner: Banner, bugs: list[Exception]) -> WindowMessages:
    window = QWidget()
    qtbot.addWidget(window)
    return WindowMessages(window, banner, bugs.append)


def test_known_trouble_is_a_sentence_on_the_strip(
    messages: WindowMessages, banner: Banner, bugs: list[Exception]
) -> None:
    trouble = FileTrouble("liste.xlsx", FileFault.IN_USE)
    messages.error(trouble)
    assert banner.tone is Tone.BAD
    assert banner.title.text() == errors.title(trouble)
    assert banner.text.text() == errors.sentence(trouble)
    assert "liste.xlsx" in banner.text.text()
    assert bugs == []


def test_a_bug_is_not_told_as_trouble(
    messages: WindowMessages, banner: Banner, bugs: list[Exception]
) -> None:
    messages.error(ZeroDivisionError())
    assert len(bugs) == 1
    assert banner.isHidden()


def test_trouble_can_come_with_a_way_out(messages: WindowMessages, banner: Banner) -> None:
    taken: list[str] = []
    messages.error(NothingToUndo(), offer=Offer("Gem som…", lambda: taken.append("x")))
    banner.action.click()
    assert taken == ["x"]


def test_information_and_warnings_have_their_tones(messages: WindowMessages, banner: Banner) -> None:
    tones = []
    for tell in (messages.info, messages.warn):
        tell("Kopien er gemt.")
        tones.append(banner.tone)
    assert tones == [Tone.GOOD, Tone.ATTENTION]


@pytest.mark.parametrize(("place", "key"), [(0, "cancel"), (1, "no"), (2, "yes")])
def test_a_question_gives_the_key_of_the_button(qtbot: QtBot, place: int, key: str) -> None:
    dialog = QuestionDialog(QUESTION)
    qtbot.addWidget(dialog)
    dialog.show()
    buttons = [one for one in dialog.findChildren(Button) if one.text() == QUESTION.answers[place].text]
    buttons[0].click()
    assert dialog.answer == key


def test_closing_a_question_is_the_careful_answer(qtbot: QtBot) -> None:
    dialog = QuestionDialog(QUESTION)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.reject()
    assert dialog.answer == "cancel"


def test_asking_waits_for_the_answer(messages: WindowMessages, qapp: QApplication) -> None:
    def press() -> None:
        dialog = qapp.activeModalWidget()
        assert isinstance(dialog, QuestionDialog)
        next(one for one in dialog.findChildren(Button) if one.text() == "Gem").click()

    QTimer.singleShot(0, press)
    assert messages.ask(QUESTION) == "yes"


def test_a_file_kind_is_written_as_qt_wants_it() -> None:
    assert FileKind("Planer", ("*.eanplan",)).as_filter() == "Planer (*.eanplan)"


def test_the_recorder_keeps_and_answers(tmp_path: Path) -> None:
    recorder = Recorder(answers=["no"], files=[(tmp_path / "a", tmp_path / "b"), tmp_path / "c", None])
    recorder.info("Gemt.", title="Kopi")
    recorder.error(NothingToUndo())
    assert recorder.ask(QUESTION) == "no"
    assert recorder.open_files("Vælg", ()) == (tmp_path / "a", tmp_path / "b")
    assert recorder.save_file("Gem", FileKind("Planer", ("*",)), Path("x")) == tmp_path / "c"
    assert recorder.folder("Mappe", tmp_path) is None
    assert recorder.said[0] == ("info", "Kopi\nGemt.")
    assert recorder.said[1][0] == "error"


def test_the_recorder_knows_no_answer_the_question_has_not() -> None:
    with pytest.raises(AssertionError, match="no answer 'maybe'"):
        Recorder(answers=["maybe"]).ask(QUESTION)


def test_the_recorder_raises_bugs() -> None:
    with pytest.raises(ZeroDivisionError):
        Recorder().error(ZeroDivisionError())


def test_what_is_written_begins_where_something_was_put_last(
    messages: WindowMessages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []
    picked = [str(tmp_path / "Rapport.pdf"), "", str(tmp_path / "Plan.eanplan")]

    def save(_window: QWidget, _title: str, start: str, _kinds: str) -> tuple[str, str]:
        begun.append(Path(start))
        return picked.pop(0), ""

    def folder(_window: QWidget, _title: str, start: str) -> str:
        begun.append(Path(start))
        return ""

    monkeypatch.setattr("desktop.ui.messages.QFileDialog.getSaveFileName", save)
    monkeypatch.setattr("desktop.ui.messages.QFileDialog.getExistingDirectory", folder)
    documents = user_documents_dir()
    pdf = FileKind("PDF", ("*.pdf",))
    assert messages.save_file("Gem", pdf, documents / "Leverandører.pdf") == tmp_path / "Rapport.pdf"
    assert messages.save_file("Gem", pdf, documents / "Notat.docx") is None
    assert messages.folder("Mappe", documents) is None
    own = tmp_path / "en anden mappe"
    messages.save_file("Gem", pdf, own / "Plan.eanplan")
    assert begun == [documents / "Leverandører.pdf", tmp_path / "Notat.docx", tmp_path, own / "Plan.eanplan"]
