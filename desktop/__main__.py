"""How does the program start: with its window, or as a command?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.decision_note import NoteFacts, NotePictures

_WINDOW_OPTIONS = frozenset({"--sample"})
_PLAN_SUFFIX = ".eanplan"


def opens_window(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for the window: none, a plan file, or an option of the window's own."""
    return all(one in _WINDOW_OPTIONS or one.casefold().endswith(_PLAN_SUFFIX) for one in arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the window, or hand over to the command line.

    Returns:
        The exit status.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if opens_window(given):
        from desktop.ui import app

        return app.main(given)
    from desktop import cli

    return cli.main(given, paint=_paint)


def _paint(facts: NoteFacts) -> NotePictures:
    """The charts of the decision note: the command line has no Qt and gets a painter handed over."""
    try:
        from desktop.ui.charts.note_pictures import paint_without_window
    except ImportError:
        # A library that Qt needs of the system is not there.
        return {}
    return paint_without_window(facts)


if __name__ == "__main__":
    sys.exit(main())
