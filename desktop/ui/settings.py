"""What does the program remember between two starts? A few values in one JSON file of its own.

Each setting is declared once, below: key, default, and what counts as a value of it. A value that is not of
its kind gives the default; keys of a later version are kept. A file that is damaged is kept aside under
another name and told. Not `QSettings`: that runs code from a prepared file in the Qt we use.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from desktop.paths import user_data_dir
from desktop.ui.appearance import TEXT_SIZES, USUAL_TEXT, Scheme

T = TypeVar("T")

RECENT_MOST = 8
_MOST_BYTES = 1_000_000
"""A file of settings has a few hundred bytes; one that is larger is none of ours, and is not read."""
_MOST_ASIDE = 9


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One thing to remember.

    Attributes:
        read: gives the value that JSON held, or None when it is not one.
    """

    key: str
    default: T
    read: Callable[[object], T | None]


def _one_of(*allowed: str) -> Callable[[object], str | None]:
    return lambda value: value if isinstance(value, str) and value in allowed else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(one for one in value if isinstance(one, str))


def _numbers(count: int) -> Callable[[object], tuple[int, ...] | None]:
    def read(value: object) -> tuple[int, ...] | None:
        right = isinstance(value, list) and len(value) == count
        if not right or not all(type(one) is int for one in value):  # type: ignore[attr-defined]  # a list
            return None
        return tuple(value)  # type: ignore[arg-type]  # whole numbers

    return read


def _one_number_of(*allowed: int) -> Callable[[object], int | None]:
    return lambda value: value if type(value) is int and value in allowed else None


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _whole(least: int, most: int) -> Callable[[object], int | None]:
    return lambda value: value if type(value) is int and least <= value <= most else None


SCHEME: Setting[str] = Setting("scheme", Scheme.SYSTEM, _one_of(*Scheme))
TEXT_SIZE: Setting[int] = Setting("text_size", USUAL_TEXT, _one_number_of(*TEXT_SIZES))
"""In percent of the system's font."""
LANGUAGE: Setting[str] = Setting("language", "", _one_of("", "da", "en"))
RECENT: Setting[tuple[str, ...]] = Setting("recent", (), _texts)
"""Plans opened lately, the newest first. Never looked up at start: a path may lie on a share that is away."""
WINDOW: Setting[tuple[int, ...]] = Setting("window", (), _numbers(4))
"""Left, top, width and height in device-independent pixels; () before the first start is over."""
MAXIMISED: Setting[bool] = Setting("maximised", False, _flag)
HELP_WIDTH: Setting[int] = Setting("help_width", 360, _whole(200, 2000))
"""Width of the help beside the page, in device-independent pixels."""
HELP_WINDOW: Setting[tuple[int, ...]] = Setting("help_window", (), _numbers(2))
"""Width and height of the help where it stands in a window of its own; () before it ever did."""
TOUR: Setting[bool] = Setting("tour", True, _flag)
"""Whether the start page leads a beginner through the work."""
ALL = (SCHEME, TEXT_SIZE, LANGUAGE, RECENT, WINDOW, MAXIMISED, HELP_WIDTH, HELP_WINDOW, TOUR)


def settings_file() -> Path:
    """Where the settings lie."""
    return user_data_dir() / "settings.json"


class Settings:
    """The remembered values. Reading never fails; writing fails quietly: no work should stop for it.

    Args:
        path: the JSON file; the program's own when not given.

    Attributes:
        damaged: the file could not be read, and everything begins with its default.
        set_aside: where the damaged file lies now; None when there is none, or when it could not be moved.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or settings_file()
        self._values, self.damaged = _load(self._path)
        self.set_aside = _put_aside(self._path) if self.damaged else None

    def get(self, setting: Setting[T]) -> T:
        """The value, or the default."""
        if setting.key not in self._values:
            return setting.default
        value = setting.read(self._values[setting.key])
        return setting.default if value is None else value

    def set(self, setting: Setting[T], value: T) -> None:
        """Remember a value, now."""
        if self.get(setting) == value and setting.key in self._values:
            return
        self._values[setting.key] = list(value) if isinstance(value, tuple) else value
        _store(self._path, self._values)

    def remember_plan(self, path: Path) -> None:
        """Put a plan first among the recent ones."""
        text = str(path)
        rest = [one for one in self.get(RECENT) if one != text]
        self.set(RECENT, tuple([text, *rest][:RECENT_MOST]))

    def forget_plan(self, path: Path) -> None:
        """Take a plan out of the recent ones: it is not where it was."""
        self.set(RECENT, tuple(one for one in self.get(RECENT) if one != str(path)))


def _load(path: Path) -> tuple[dict[str, object], bool]:
    """The values, and whether the file is damaged; without a file, or access to it, there are none."""
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError:
        return {}, False
    if len(data) > _MOST_BYTES:
        return {}, True
    try:
        values = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        # Not UTF-8, not JSON, or nested a thousand deep: start as on the first day.
        return {}, True
    return (values, False) if isinstance(values, dict) else ({}, True)


def _put_aside(path: Path) -> Path | None:
    """Give the file a name of its own, so that what it held can be looked at; old ones are written over."""
    names = [
        path.with_name(f"{path.stem}-damaged{number or ''}{path.suffix}") for number in range(_MOST_ASIDE)
    ]
    aside = next((name for name in names if not name.exists()), names[-1])
    try:
        path.replace(aside)
    except OSError:
        return None
    return aside


def _store(path: Path, values: dict[str, object]) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink()
