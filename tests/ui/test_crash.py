"""Does a bug reach the user without taking a value from their files with it?"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from desktop.diary import logbook
from desktop.diary.report import CrashReport, report_of
from desktop.ui import theme
from desktop.ui.crash import QUIET_S, CrashHook
from desktop.ui.crash_dialog import CrashDialog

SECRET = "Tandlæge Prøvesen 010160-5003"


def fail_with_secret() -> None:
    """A bug in our own code, with a value of a cell in its message."""
    palette = theme.colours
    palette(SECRET)  # type: ignore[arg-type]  # the mistake under test


def a_report() -> CrashReport:
    with pytest.raises(AttributeError) as caught:
        fail_with_secret()
    return report_of(caught.value)


@pytest.fixture
def hooks() -> Iterator[None]:
    """The interpreter's own hooks, put back afterwards."""
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


def test_a_report_names_class_module_and_line_and_no_value() -> None:
    report = a_report()
    assert report.kind == "AttributeError"
    assert any(place.startswith("desktop.ui.theme:") for place in report.places)
    assert "Prøvesen" not in report.as_text()
    assert "010160" not in report.as_text()
    assert "/" not in "".join(report.places)


def test_two_reports_have_two_numbers() -> None:
    assert a_report().number != a_report().number


@pytest.mark.logs("ERROR desktop.crash: .*ValueError")
def test_a_report_of_another_thread_is_shown_on_this_one(qtbot: QtBot) -> None:
    shown: list[tuple[CrashReport, int]] = []
    hook = CrashHook(lambda report: shown.append((report, threading.get_ident())))
    thread = threading.Thread(target=lambda: hook.report(ValueError(SECRET)))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0][0].kind == "ValueError"
    assert shown[0][1] == threading.get_ident()


@pytest.mark.logs("ERROR desktop.crash: .*ZeroDivisionError")
def test_what_nobody_caught_comes_to_the_hook(qtbot: QtBot, hooks: None) -> None:
    shown: list[CrashReport] = []
    hook = CrashHook(shown.append)
    with capture_exceptions():
        hook.install()
        try:
            raise ZeroDivisionError(SECRET)
        except ZeroDivisionError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].kind == "ZeroDivisionError"


@pytest.mark.logs("ERROR desktop.crash: .*KeyError")
def test_what_nobody_caught_on_a_thread_comes_to_the_hook(qtbot: QtBot, hooks: None) -> None:
    shown: list[CrashReport] = []
    hook = CrashHook(shown.append)
    hook.install()

    def work() -> None:
        raise KeyError(SECRET)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown[0].kind == "KeyError"


@pytest.mark.logs("ERROR desktop.crash")
def test_faults_while_a_report_is_read_open_no_second_dialog(qtbot: QtBot) -> None:
    shown: list[CrashReport] = []

    def show(report: CrashReport) -> None:
        shown.append(report)
        # As a paint event would while the dialog is open.
        hook.report(ValueError())
        qtbot.wait(20)

    hook = CrashHook(show)
    hook.report(ValueError())
    qtbot.waitUntil(lambda: bool(shown))
    qtbot.wait(20)
    assert len(shown) == 1


@pytest.mark.logs("ERROR desktop.crash")
def test_a_fault_that_comes_at_every_repaint_is_shown_once_until_it_has_been_quiet(qtbot: QtBot) -> None:
    now = [0.0]
    shown: list[CrashReport] = []
    hook = CrashHook(shown.append, clock=lambda: now[0])
    for _repaint in range(10):
        hook.report(ValueError())
        qtbot.wait(1)
        now[0] += QUIET_S / 2
    assert len(shown) == 1
    now[0] += QUIET_S
    hook.report(ValueError())
    qtbot.waitUntil(lambda: len(shown) == 2)


@pytest.mark.logs("ERROR desktop.crash")
def test_another_fault_is_shown_although_one_has_just_been(qtbot: QtBot) -> None:
    shown: list[CrashReport] = []
    hook = CrashHook(shown.append, clock=lambda: 0.0)
    hook.report(ValueError())
    hook.report(KeyError())
    qtbot.waitUntil(lambda: [one.kind for one in shown] == ["ValueError", "KeyError"])


@pytest.mark.logs("ERROR desktop.crash")
def test_the_log_has_the_report_and_no_value(qtbot: QtBot) -> None:
    with pytest.raises(AttributeError) as caught:
        fail_with_secret()
    CrashHook(lambda _report: None).report(caught.value)
    text = logbook.log_file().read_text(encoding="utf-8")
    assert "AttributeError" in text
    assert "Prøvesen" not in text
    assert "010160" not in text


def test_the_dialog_shows_and_copies_the_report(qtbot: QtBot) -> None:
    report = a_report()
    dialog = CrashDialog(report, "")
    qtbot.addWidget(dialog)
    dialog.copy()
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.clipboard().text() == report.as_text()
    assert report.number in report.as_text()
