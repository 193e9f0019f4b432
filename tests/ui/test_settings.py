"""Are the settings remembered, and does a damaged or prepared file do no more than lose them?"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.ui.settings import (
    ALL,
    LANGUAGE,
    MAXIMISED,
    RECENT,
    SCHEME,
    WINDOW,
    Setting,
    Settings,
    settings_file,
)


def all_of(settings: Settings) -> list[object]:
    """The value of every setting."""
    everything: tuple[Setting[Any], ...] = ALL
    return [settings.get(setting) for setting in everything]


def test_what_is_set_is_there_at_the_next_start() -> None:
    settings = Settings()
    settings.set(SCHEME, "dark")
    settings.set(WINDOW, (10, 20, 1200, 800))
    settings.set(MAXIMISED, True)
    again = Settings()
    assert again.get(SCHEME) == "dark"
    assert again.get(WINDOW) == (10, 20, 1200, 800)
    assert again.get(MAXIMISED) is True
    assert settings_file().is_file()


def test_everything_has_a_default_without_a_file() -> None:
    settings = Settings()
    assert all_of(settings) == [setting.default for setting in ALL]
    assert not settings_file().exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[1, 2]",
        b"null",
        b'"text"',
        b"\xff\xfe\x00",
        b"\x80\x04\x95",
        b"[" * 100_000,
        b'{"scheme": {"__reduce__": "os.system"}, "window": "PAYLOAD", "recent": 7, "maximised": "yes"}',
        b'{"scheme": "pink", "window": [1, 2, 3], "recent": null, "language": "xx"}',
        b'{"window": [1, 2, 3, true]}',
    ],
)
def test_a_file_that_is_no_settings_gives_the_defaults(content: bytes) -> None:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    settings = Settings()
    assert all_of(settings) == [setting.default for setting in ALL]
    settings.set(LANGUAGE, "en")
    assert Settings().get(LANGUAGE) == "en"


def test_keys_of_a_later_version_are_kept() -> None:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"of_tomorrow": 1}', encoding="utf-8")
    Settings().set(SCHEME, "light")
    assert json.loads(path.read_text(encoding="utf-8")) == {"of_tomorrow": 1, "scheme": "light"}


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    settings = Settings(blocked / "settings.json")
    settings.set(SCHEME, "dark")
    assert settings.get(SCHEME) == "dark"


def test_recent_plans_have_the_newest_first_and_no_doubles() -> None:
    settings = Settings()
    for name in ("a", "b", "c", "a"):
        settings.remember_plan(Path(f"{name}.eanplan"))
    assert settings.get(RECENT) == ("a.eanplan", "c.eanplan", "b.eanplan")
    settings.forget_plan(Path("c.eanplan"))
    assert settings.get(RECENT) == ("a.eanplan", "b.eanplan")


def test_recent_plans_do_not_grow_without_end() -> None:
    settings = Settings()
    for number in range(50):
        settings.remember_plan(Path(f"{number}.eanplan"))
    assert len(settings.get(RECENT)) == 8
    assert settings.get(RECENT)[0] == "49.eanplan"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1, 2]", b"\x80\x04\x95", b'{"a": "' + b"x" * 2_000_000 + b'"}']
)
def test_a_damaged_file_is_kept_aside_as_it_was(content: bytes) -> None:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    settings = Settings()
    assert settings.damaged
    assert settings.set_aside is not None
    assert settings.set_aside.read_bytes() == content
    settings.set(LANGUAGE, "en")
    again = Settings()
    assert (again.damaged, again.get(LANGUAGE)) == (False, "en")


def test_a_second_damaged_file_does_not_replace_the_first_and_they_do_not_grow_without_end() -> None:
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    for number in range(30):
        path.write_bytes(b"{%d" % number)
        assert Settings().damaged
    kept = sorted(one.read_bytes() for one in path.parent.glob("settings-damaged*.json"))
    assert b"{0" in kept
    assert b"{29" in kept
    assert len(kept) == 9


def test_no_file_and_a_file_of_a_later_version_are_not_damaged() -> None:
    assert not Settings().damaged
    path = settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"of_tomorrow": 1, "scheme": "pink"}', encoding="utf-8")
    assert not Settings().damaged
    assert path.exists()


def test_the_damaged_settings_of_the_corpus_are_told_and_touch_nothing(shared: Path, tmp_path: Path) -> None:
    for hostile in sorted((shared / "corpus" / "hostile" / "settings").iterdir()):
        path = tmp_path / hostile.name
        shutil.copyfile(hostile, path)
        settings = Settings(path)
        assert settings.damaged, hostile.name
        assert all_of(settings) == [setting.default for setting in ALL]
