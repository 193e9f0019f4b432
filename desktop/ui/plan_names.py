"""What is a plan's file called in file dialogs? The kind of file, and a name to begin with."""

from __future__ import annotations

from desktop.texts.translate import _
from desktop.ui.drops import PLAN_SUFFIX
from desktop.ui.messages import FileKind

_NOT_IN_NAMES = frozenset('<>:"/\\|?*')


def plan_files() -> FileKind:
    """The kind of file that a plan is."""
    return FileKind(_("Plans"), (f"*{PLAN_SUFFIX}",))


def file_name(title: str) -> str:
    """The plan's title as a file name that Windows takes."""
    kept = "".join(" " if sign in _NOT_IN_NAMES or ord(sign) < 32 else sign for sign in title)
    return " ".join(kept.split()).rstrip(". ")
