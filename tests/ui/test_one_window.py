"""Does a second start hand its plan to the window that is open, and open its own when nobody answers?"""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.one_window import Doorkeeper
from desktop.workspace import one_window
from tests.building import new_session
from tests.ui.conftest import Stage


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.eanplan"
    session = new_session()
    session.save_as(path)
    session.close()
    return path


def test_only_one_has_the_window_until_it_lets_go() -> None:
    first = one_window.claim()
    assert first is not None
    assert one_window.claim() is None
    first.release()
    again = one_window.claim()
    assert again is not None
    again.release()


def test_a_second_start_opens_its_plan_in_the_first_window(qtbot: QtBot, stage: Stage, plan: Path) -> None:
    claim = one_window.claim()
    assert claim is not None
    Doorkeeper(stage.window)
    answers: list[bool] = []
    second = threading.Thread(target=lambda: answers.append(one_window.hand_over(plan)))
    second.start()
    qtbot.waitUntil(lambda: bool(answers))
    second.join()
    assert answers == [True]
    assert stage.plan.session is not None
    assert stage.plan.session.path == plan
    claim.release()


def test_a_second_start_without_a_plan_only_shows_the_window(qtbot: QtBot, stage: Stage) -> None:
    claim = one_window.claim()
    assert claim is not None
    keeper = Doorkeeper(stage.window)
    stage.window.showMinimized()
    (one_window.requests_folder() / "a.json").write_text(json.dumps({"plan": ""}), encoding="utf-8")
    keeper.look()
    assert not stage.window.isMinimized()
    assert stage.plan.session is None
    claim.release()


def test_a_window_that_does_not_answer_is_not_waited_for(plan: Path) -> None:
    claim = one_window.claim()
    assert claim is not None
    assert not one_window.hand_over(plan, wait_seconds=0.1)
    assert one_window.fetch() == ()
    claim.release()


def test_requests_that_cannot_be_read_are_passed_over() -> None:
    claim = one_window.claim()
    assert claim is not None
    for name, content in (("a", "{"), ("b", "[]"), ("c", '{"plan": "/x/y.eanplan"}'), ("d", "{}")):
        (one_window.requests_folder() / f"{name}.json").write_text(content, encoding="utf-8")
    assert one_window.fetch() == (Path("/x/y.eanplan"),)
    assert list(one_window.requests_folder().iterdir()) == []
    claim.release()
