"""What do the tests of the pages share? The window with the small plan in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.workspace.session import Session
from tests.ui import plans
from tests.ui.conftest import Stage


@pytest.fixture
def open_plan(stage: Stage, tmp_path: Path) -> Callable[[Session], Stage]:
    """Puts a plan into the window, as opening its file does."""

    def put(session: Session) -> Stage:
        path = tmp_path / "Testby.eanplan"
        session.save_as(path)
        session.close()
        stage.plan.open(path)
        stage.window.resize(1440, 900)
        stage.window.show()
        return stage

    return put


@pytest.fixture
def small(open_plan: Callable[[Session], Stage]) -> Stage:
    """The window with the small plan."""
    return open_plan(plans.small_plan())
