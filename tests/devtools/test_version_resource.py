"""Does Windows get the version in the form it wants?"""

from __future__ import annotations

from pathlib import Path

import pytest

import version_resource
from desktop import __version__


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2.3.4", (1, 2, 3, 4)), ("2", (2, 0, 0, 0))],
)
def test_a_version_becomes_four_numbers(version: str, numbers: tuple[int, int, int, int]) -> None:
    assert version_resource.four_numbers(version) == numbers


def test_our_own_version_is_one_windows_can_show() -> None:
    assert len(version_resource.four_numbers(__version__)) == 4


@pytest.mark.parametrize("version", ["1.2.3.4.5", "1.2rc1", ""])
def test_what_windows_cannot_show_is_refused(version: str) -> None:
    with pytest.raises(ValueError, match=r"Windows version|invalid literal"):
        version_resource.four_numbers(version)


def test_the_icon_is_ours_when_there_is_one(tmp_path: Path) -> None:
    assert version_resource.icon(tmp_path) is None
    path = tmp_path / "resources" / "icons" / "ean-planner.ico"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"icon")
    assert version_resource.icon(tmp_path) == str(path)
