"""What does the window need of a plan at once? Worked out where it was opened, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan with what the window needs of it at once."""

    session: Session
    title: str
    suppliers: int

    @classmethod
    def of(cls, session: Session) -> Opened:
        """Ask for the first answers here, off the GUI thread: the pages find them ready."""
        suppliers = session.overview().suppliers
        return cls(session, session.title, suppliers)
