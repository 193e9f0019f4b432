"""Which page is shown when a plan is opened again? The one it was left on; other plans begin at the start."""

from __future__ import annotations

from collections.abc import Container
from pathlib import Path

from desktop.ui.settings import Setting, Settings


def _pair(value: object) -> tuple[str, ...] | None:
    right = isinstance(value, list) and len(value) == 2 and all(isinstance(one, str) for one in value)
    return tuple(value) if right else None  # type: ignore[arg-type]  # a list of texts


LAST_PAGE: Setting[tuple[str, ...]] = Setting("last_page", (), _pair)
"""A plan's path and the name of a page; () before any was shown."""


def remember(settings: Settings, plan: Path | None, page: str) -> None:
    """Note which page of the plan is on the screen; a plan without a file cannot be opened again."""
    if plan is not None:
        settings.set(LAST_PAGE, (str(plan), page))


def page_of(settings: Settings, plan: Path | None, known: Container[str]) -> str:
    """The page the plan was left on; "" when that is another plan, or a page that is no more."""
    path, page = settings.get(LAST_PAGE) or ("", "")
    return page if plan is not None and path == str(plan) and page in known else ""
