"""What is remembered of a page between two starts? Its panels, its filter, and the filters somebody named.

All of it lies with the user's own settings and not in the plan: how one person looks at the rows is no fact
about the municipality. It makes no entry in the history, cannot meet a colleague's in a merge, works in a
plan that is read-only, and is there in the next plan too.

A filter is kept as keys of the program's own words ("relevance": "kp"). What was searched for, and what
stands in a cell, an EAN number included, never comes here: a word that is not such a key is passed over,
both when it is written and when it is read. A name is the user's own words, and is masked like all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.domain.characters import visible
from desktop.domain.cpr import scrub
from desktop.paths import user_data_dir
from desktop.ui.settings import Setting, Settings

FilterState = Mapping[str, tuple[str, ...]]
"""What narrows the rows: the group to the keys picked in it. Empty: every row is shown."""

MOST_SAVED = 40
LONGEST_NAME = 60
_MOST_KEYS = 60
_KEY = re.compile(r"-|[a-z][a-z_-]{0,59}[0-9]?")
"""Keys of enums and trades. Ten digits in a row are none, whoever wrote the file."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter under the name somebody gave it."""

    name: str
    state: FilterState


def keepable(state: Mapping[str, Iterable[str]]) -> FilterState:
    """What of a filter may be remembered; groups without a key are left out."""
    kept = {
        group: tuple(key for key in keys if _KEY.fullmatch(key))[:_MOST_KEYS]
        for group, keys in state.items()
        if _KEY.fullmatch(group)
    }
    return {group: keys for group, keys in kept.items() if keys}


def name_of(text: str) -> str:
    """A name as it is kept: one line, no longer than a menu is wide, and without a CPR number."""
    return scrub(visible(" ".join(text.split())))[:LONGEST_NAME].strip()


def _written(state: FilterState) -> dict[str, list[str]]:
    return {group: list(keys) for group, keys in keepable(state).items()}


def _flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _side(value: object) -> str | None:
    return value if isinstance(value, str) and value in ("", "shown", "hidden") else None


def _state(value: object) -> FilterState | None:
    if not isinstance(value, dict):
        return None
    lists = {group: keys for group, keys in value.items() if isinstance(keys, list)}
    return keepable({group: [key for key in keys if isinstance(key, str)] for group, keys in lists.items()})


def _saved(value: object) -> tuple[SavedFilter, ...] | None:
    if not isinstance(value, list):
        return None
    found: dict[str, SavedFilter] = {}
    for one in value:
        name, state = (one.get("name"), _state(one.get("filter"))) if isinstance(one, dict) else (None, None)
        if isinstance(name, str) and state and name_of(name):
            found.setdefault(name_of(name).casefold(), SavedFilter(name_of(name), state))
    return tuple(found.values())[:MOST_SAVED]


def _sizes(value: object) -> tuple[int, ...] | None:
    right = isinstance(value, list) and all(type(one) is int and one >= 0 for one in value)
    return tuple(value) if right else None  # type: ignore[arg-type]  # a list of whole numbers


_DRAWER: Setting[bool] = Setting("drawer", True, _flag)
_SIDE: Setting[str] = Setting("side", "", _side)
_FILTER: Setting[FilterState] = Setting("filter", {}, _state)
_SAVED_FILTERS: Setting[tuple[SavedFilter, ...]] = Setting("saved", (), _saved)
_RAW_FILTER: Setting[object] = Setting("filter", {}, lambda value: value)
_RAW_SAVED: Setting[object] = Setting("saved", [], lambda value: value)
"""As JSON has them: for writing."""
_SPLIT: Setting[tuple[int, ...]] = Setting("split", (), _sizes)


class PageMemory:
    """What one page was left as, in a file of its own.

    Args:
        name: of the page; also its file's name.
    """

    def __init__(self, name: str) -> None:
        self._settings = Settings(user_data_dir() / "pages" / f"{name}.json")

    @property
    def drawer(self) -> bool:
        """Whether the panel at the right is wanted."""
        return self._settings.get(_DRAWER)

    @property
    def side(self) -> bool | None:
        """Whether the panel at the left is wanted; None leaves it to the width of the window."""
        return {"shown": True, "hidden": False}.get(self._settings.get(_SIDE))

    @property
    def filter(self) -> FilterState:
        """What the rows were narrowed by."""
        return self._settings.get(_FILTER)

    @property
    def split(self) -> tuple[int, ...]:
        """Sizes of the parts of a page that can be pulled, in device-independent pixels; () at first."""
        return self._settings.get(_SPLIT)

    @property
    def saved(self) -> tuple[SavedFilter, ...]:
        """The filters that have a name, in the order they were made."""
        return self._settings.get(_SAVED_FILTERS)

    def keep_panels(self, *, drawer: bool, side: bool | None) -> None:
        """Remember which panels are wanted."""
        self._settings.set(_DRAWER, drawer)
        self._settings.set(_SIDE, "" if side is None else "shown" if side else "hidden")

    def keep_filter(self, state: FilterState) -> None:
        """Remember what the rows are narrowed by."""
        self._settings.set(_RAW_FILTER, _written(state))

    def keep_split(self, sizes: Iterable[int]) -> None:
        """Remember how the page is divided."""
        self._settings.set(_SPLIT, tuple(sizes))

    def keep_saved(self, saved: Iterable[SavedFilter]) -> None:
        """Remember these filters by name, and no others."""
        written = [
            {"name": name_of(one.name), "filter": _written(one.state)}
            for one in saved
            if name_of(one.name) and keepable(one.state)
        ]
        self._settings.set(_RAW_SAVED, written[:MOST_SAVED])


def with_filter(saved: Iterable[SavedFilter], name: str, state: FilterState) -> tuple[SavedFilter, ...]:
    """The filters with one more; one of the same name is replaced where it stands."""
    new = SavedFilter(name_of(name), keepable(state))
    kept = list(saved)
    at = next((at for at, one in enumerate(kept) if one.name.casefold() == new.name.casefold()), len(kept))
    kept[at : at + 1] = [new]
    return tuple(kept)
