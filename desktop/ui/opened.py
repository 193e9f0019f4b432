"""What does the window need of a plan at once? Worked out where it was opened, off the GUI thread."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.workspace.session import Session


_NEXT = (
    "desktop.ui.pages.start_facts",
    "desktop.workspace.privacy",
    "desktop.workspace.backups",
    "desktop.texts.privacy",
    "desktop.texts.summary",
    "desktop.domain.typed_dates",
)
"""What the window turns to as soon as a plan is there, without Qt: imported here, it does not wait for it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan with what the window needs of it at once."""

    session: Session
    title: str
    suppliers: int

    @classmethod
    def of(cls, session: Session) -> Opened:
        """Ask for the first answers here, off the GUI thread: the pages find them ready."""
        for name in _NEXT:
            importlib.import_module(name)
        suppliers = session.overview().suppliers
        return cls(session, session.title, suppliers)
