"""Does work off the GUI thread come back to it: results, errors, progress, and the end of stopped work?"""

from __future__ import annotations

import threading
import time

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.domain.errors import NothingToUndo
from desktop.domain.progress import Cancelled, Progress
from desktop.ui.tasks import InlineRunner, TaskState, ThreadRunner


def keep_working(progress: Progress) -> str:
    """Work until somebody says stop; gives up in the end so that a broken stop cannot hang the tests."""
    for step in range(2_000):
        progress(step, 0)
        time.sleep(0.005)
    return "never stopped"


@pytest.fixture
def unclaimed() -> list[Exception]:
    return []


@pytest.fixture
def runner(qtbot: QtBot, unclaimed: list[Exception]) -> ThreadRunner:
    return ThreadRunner(unclaimed.append)


def test_the_work_runs_elsewhere_and_the_result_comes_back_here(runner: ThreadRunner, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[tuple[str, int]] = []

    def work(progress: Progress) -> str:
        threads.append(threading.get_ident())
        progress(1, 1)
        return "done"

    task = runner.run(work, on_done=lambda text: results.append((text, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(results))
    assert results == [("done", threading.get_ident())]
    assert threads[0] != threading.get_ident()
    assert task.state is TaskState.DONE
    assert not runner.busy()


def test_an_error_goes_to_who_asked_for_it(
    runner: ThreadRunner, qtbot: QtBot, unclaimed: list[Exception]
) -> None:
    errors: list[Exception] = []

    def work(_progress: Progress) -> None:
        raise NothingToUndo

    task = runner.run(work, on_done=lambda _: None, on_error=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], NothingToUndo)
    assert task.state is TaskState.FAILED
    assert unclaimed == []


def test_an_error_nobody_takes_goes_to_the_runners_handler(
    runner: ThreadRunner, qtbot: QtBot, unclaimed: list[Exception]
) -> None:
    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    runner.run(work, on_done=lambda _: None)
    qtbot.waitUntil(lambda: bool(unclaimed))
    assert isinstance(unclaimed[0], ZeroDivisionError)


def test_work_that_is_told_to_stop_says_so_and_gives_no_result(runner: ThreadRunner, qtbot: QtBot) -> None:
    heard: list[str] = []
    task = runner.run(
        keep_working,
        on_done=heard.append,
        on_progress=lambda done, total: None,
        on_cancelled=lambda: heard.append("stopped"),
    )
    task.cancel()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["stopped"]
    assert task.state is TaskState.CANCELLED


def test_work_that_must_not_stop_does_not(runner: ThreadRunner, qtbot: QtBot) -> None:
    heard: list[str] = []

    def work(progress: Progress) -> str:
        for step in range(20):
            progress(step, 20)
            time.sleep(0.005)
        return "whole"

    runner.run(work, on_done=heard.append, cancellable=False).cancel()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["whole"]


def test_progress_is_told_on_this_thread_and_the_last_report_always_comes(
    runner: ThreadRunner, qtbot: QtBot
) -> None:
    reports: list[tuple[int, int, int]] = []
    done: list[None] = []

    def work(progress: Progress) -> None:
        for step in range(1, 101):
            progress(step, 100)

    runner.run(
        work,
        on_done=done.append,
        on_progress=lambda at, total: reports.append((at, total, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(done))
    assert reports[-1] == (100, 100, threading.get_ident())
    assert len(reports) < 100


def test_nothing_is_called_for_an_owner_that_is_gone(runner: ThreadRunner, qtbot: QtBot) -> None:
    heard: list[str] = []
    owner = QObject()
    may_end = threading.Event()

    def work(_progress: Progress) -> str:
        may_end.wait(5)
        return "too late"

    runner.run(work, on_done=heard.append, owner=owner)
    owner.deleteLater()
    with qtbot.waitSignal(owner.destroyed):
        pass
    may_end.set()
    qtbot.waitUntil(lambda: not runner.busy())
    assert heard == []


def test_stopping_all_stops_what_is_under_way(runner: ThreadRunner, qtbot: QtBot) -> None:
    started = threading.Event()

    def work(progress: Progress) -> str:
        started.set()
        return keep_working(progress)

    heard: list[str] = []
    runner.run(work, on_done=heard.append, on_cancelled=lambda: heard.append("stopped"))
    assert started.wait(5)
    assert runner.stop_all()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == ["stopped"]


def test_the_inline_runner_does_the_work_at_once() -> None:
    results: list[int] = []
    task = InlineRunner().run(lambda _progress: 7, on_done=results.append)
    assert results == [7]
    assert not task.running


def test_the_inline_runner_stops_where_it_is_told_to() -> None:
    runner = InlineRunner()
    runner.cancel_after = 3
    heard: list[str] = []
    runner.run(keep_working, on_done=heard.append, on_cancelled=lambda: heard.append("stopped"))
    assert heard == ["stopped"]
    assert len(runner.reports) == 3


def test_the_inline_runner_raises_what_nobody_takes() -> None:
    def work(_progress: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        InlineRunner().run(work, on_done=lambda _: None)


def test_a_stop_is_no_error() -> None:
    """`Cancelled` raised by the work itself, as a nested reader may, ends the task as stopped."""
    heard: list[str] = []

    def work(_progress: Progress) -> None:
        raise Cancelled

    task = InlineRunner().run(work, on_done=lambda _: None, on_cancelled=lambda: heard.append("stopped"))
    assert heard == ["stopped"]
    assert task.state is TaskState.CANCELLED
