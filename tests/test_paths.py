"""Are shipped data found in a checkout and when frozen, and does the user's folder follow the rules?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop import paths


def test_shipped_data_lie_in_the_checkout() -> None:
    root = Path(__file__).resolve().parent.parent
    assert paths.resources_dir() == root / "resources"
    assert paths.letter_templates_dir() == root / "templates" / "letters"
    assert not paths.is_frozen()


def test_shipped_data_lie_in_the_bundle_when_frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.is_frozen()
    assert paths.resources_dir() == tmp_path / "resources"
    assert paths.letter_templates_dir() == tmp_path / "templates" / "letters"


def test_one_variable_moves_all_that_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path))
    assert paths.user_data_dir() == tmp_path
    assert paths.user_documents_dir() == tmp_path / "Documents"


def test_windows_keeps_working_copies_off_the_roaming_profile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "win32")
    assert paths.user_data_dir() == tmp_path / "EAN Planner"


@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_xdg_data_home_counts_only_when_absolute(
    value: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    assert paths.user_data_dir() == home / ".local" / "share" / "ean-planner"
    monkeypatch.setenv("XDG_DATA_HOME", value)
    assert paths.user_data_dir() == home / ".local" / "share" / "ean-planner"
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "elsewhere"))
    assert paths.user_data_dir() == home / "elsewhere" / "ean-planner"


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ('XDG_DOCUMENTS_DIR="$HOME/Dokumenter"', "Dokumenter"),
        ('# XDG_DOCUMENTS_DIR="$HOME/Old"', ""),
        ('XDG_DOCUMENTS_DIR="not/absolute"', ""),
        ('XDG_MUSIC_DIR="$HOME/Musik"', ""),
    ],
)
def test_documents_folder_is_the_one_the_desktop_has_set(
    line: str, folder: str, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    (home / ".config" / "user-dirs.dirs").write_text(f"{line}\n", encoding="utf-8")
    assert paths.user_documents_dir() == home / folder


def test_documents_folder_is_home_only_when_there_is_no_other(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.delenv(paths.HOME_VARIABLE)
    monkeypatch.setattr(sys, "platform", "linux")
    assert paths.user_documents_dir() == home
    (home / "Documents").mkdir()
    assert paths.user_documents_dir() == home / "Documents"
