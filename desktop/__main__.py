"""How does the program start: with its window, or as a command?"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.cli.choosing import Paint

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
        return _window(given)
    from desktop import cli

    return cli.main(given, painter=_painter)


def _window(given: Sequence[str]) -> int:
    """The window; when it cannot come up, a calm word about it instead of a trace."""
    # Thousands of objects are made until the first paint, and all of them stay: nothing to collect before.
    gc.disable()
    try:
        from desktop.ui import app

        return app.main(given)
    except Exception as error:  # noqa: BLE001 - the last line: a missing library and a bug are told alike
        from desktop.diary import first_aid

        return first_aid.cannot_start(error)


def _painter() -> Paint | None:
    """Who draws the charts of the decision note: the command line has no Qt and gets one handed over."""
    try:
        from desktop.ui.charts.note_pictures import paint_without_window
    except ImportError:
        # A library that Qt needs of the system is not there.
        return None
    return paint_without_window


if __name__ == "__main__":
    sys.exit(main())
