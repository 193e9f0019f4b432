"""What may be dropped on the window? Files and folders, and nothing else.

Only `text/uri-list` is ever read. The formats Qt itself makes for drags between item views are not looked
at: their default handling runs code from prepared data in the Qt we use.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData

PLAN_SUFFIX = ".eanplan"
_NEVER_TABLES = frozenset(
    ".doc .docx .dotx .rtf .pdf .ppt .pptx .msg .eml .one .jpg .jpeg .png .gif .bmp .svg .tif .tiff .mp3 "
    ".mp4 .exe .msi .dll .lnk .url .bat .ps1".split()
)
"""Endings that no list and no e-invoice ever has; whatever else comes is for the import to look into."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """What came.

    Attributes:
        plan: the plan to open, if one was dropped.
        files: files and folders to import.
        other_plans: more plans; only one can be open at a time.
    """

    plan: Path | None
    files: tuple[Path, ...]
    other_plans: tuple[Path, ...] = ()

    def __bool__(self) -> bool:
        return self.plan is not None or bool(self.files)


def dropped(data: QMimeData) -> Dropped:
    """Sort what is dropped: a plan is opened, the rest is imported."""
    if not data.hasFormat("text/uri-list"):
        return Dropped(None, ())
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    plans = [path for path in paths if is_plan(path)]
    files = tuple(path for path in paths if not is_plan(path))
    return Dropped(plans[0] if plans else None, files, tuple(plans[1:]))


def readable(files: tuple[Path, ...]) -> tuple[Path, ...]:
    """Those that the import may find something in."""
    return tuple(path for path in files if path.suffix.casefold() not in _NEVER_TABLES)


def is_plan(path: Path) -> bool:
    """Whether the name is that of a plan file."""
    return path.suffix.casefold() == PLAN_SUFFIX
