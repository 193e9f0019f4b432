"""How does a command open a plan, change it and put it back, so that a failure leaves the file untouched?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.workspace.session import Session


@contextmanager
def opened(path: Path, *, save: bool = False) -> Iterator[Session]:
    """Open a plan for one command; with `save` put it back when the command has gone through."""
    session = Session.open(path)
    try:
        yield session
        if save and session.is_modified:
            session.save()
    finally:
        session.close()
