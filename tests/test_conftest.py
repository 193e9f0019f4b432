"""Does the test run itself notice what it promises to notice?"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from desktop import paths

CONFTEST = Path(__file__).with_name("conftest.py")


def test_everything_a_test_writes_lands_in_its_own_home(home: Path) -> None:
    assert Path.home() == home
    assert paths.user_data_dir() == home / "ean-planner"
    assert Path(tempfile.mkdtemp()).parent == home / "tmp"
    assert Path(os.environ["LOCALAPPDATA"]).is_relative_to(home)


def test_two_tests_never_share_a_home(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        import pytest
        seen = set()

        @pytest.mark.parametrize("round", [1, 2])
        def test_home(home, round):
            assert home not in seen
            seen.add(home)
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=2)


@pytest.mark.parametrize(
    ("decorator", "line", "passes"),
    [
        ("", "log.info('fine')", True),
        ("", "log.warning('not fine')", False),
        ("", "log.error('worse')", False),
        ("@pytest.mark.logs('plan was locked')", "log.warning('the plan was locked')", True),
        ("@pytest.mark.logs('plan was locked')", "log.warning('the disk is full')", False),
        ("@pytest.mark.logs('plan was locked')", "pass", False),
        ("@pytest.mark.logs('WARNING house', 'ERROR house')", "log.warning('1'); log.error('2')", True),
    ],
)
def test_a_log_warning_passes_only_when_expected(
    decorator: str, line: str, passes: bool, pytester: pytest.Pytester
) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        f"""
        import logging, pytest
        log = logging.getLogger("house")
        {decorator}
        def test_it():
            {line}
        """
    )
    outcomes = pytester.runpytest_subprocess().parseoutcomes()
    assert ("errors" not in outcomes) == passes


def test_gui_tests_are_marked_by_what_they_use(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        def test_with_window(qtbot): pass
        def test_without(): pass
        """
    )
    result = pytester.runpytest_subprocess("--collect-only", "-q", "-m", "gui")
    result.stdout.fnmatch_lines(["*::test_with_window"])
    result.stdout.no_fnmatch_line("*::test_without")


def test_a_qt_warning_fails(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nqt_api=pyside6\nqt_log_level_fail=WARNING\n")
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8"))
    pytester.makepyfile(
        """
        from PySide6.QtCore import qWarning
        def test_it(qtbot):
            qWarning("something is off")
        """
    )
    assert pytester.runpytest_subprocess().parseoutcomes().get("failed") == 1
