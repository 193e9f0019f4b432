"""How does a command open a plan, change it and put it back, so that a failure leaves the file untouched?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.workspace.session import Opening, Session


@contextmanager
def opened(path: Path, *, save: bool = False) -> Iterator[Session]:
    """Open a plan for one command; with `save` put it back when the command has gone through.

    A command that only looks leaves no note beside the plan and does not mind who has it open.
    """
    session = Session.open(path, opening=Opening.EDIT if save else Opening.READ)
    try:
        yield session
        if save and session.is_modified:
            session.save()
    finally:
        session.close()
