"""What does the user see when the window cannot even come up? One calm box, and where help finds more.

A library that is missing, a folder that cannot be used, no screen: there is no window to tell it in, perhaps
no Qt. The system's own box tells it on Windows, a line on the terminal elsewhere. Standard library only.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from desktop.diary.report import CrashReport, report_of
from desktop.paths import logs_dir
from desktop.texts.translate import _

NOT_STARTED = 1
"""Exit status of a start that came to nothing, as of a command that was not done (docs/cli.md)."""


def cannot_start(error: BaseException) -> int:
    """Tell that the program could not start, and write it down.

    Returns:
        The exit status.
    """
    report = report_of(error)
    where = _write_down(report)
    cause = (
        _("A part of the program is missing or cannot be used on this computer.")
        if isinstance(error, ImportError)
        else _("Something stopped it before its window could come up.")
    )
    next_step = _(
        "Start the computer again and try once more. If that does not help, install the program again, or "
        "send this to whoever helps you with it:"
    )
    told = [cause, _("Your plans are untouched."), next_step]
    say("\n\n".join((" ".join(told), "\n".join(filter(None, (report.as_text(), where))))))
    return NOT_STARTED


_PACKAGES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""What Qt's windows need of a Linux system and often is not there, with the Debian package it comes in."""


def no_window(plugins: Path) -> int:
    """Tell that Qt cannot show a window: a library of the system is missing, or there is no screen.

    Args:
        plugins: the folder with Qt's parts for each kind of screen.

    Returns:
        The exit status.
    """
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    missing = missing_libraries(plugins / "libqxcb.so") if shown and sys.platform == "linux" else []
    return without(missing) if missing else no_screen()


def missing_libraries(part: Path, loads: Callable[[str], str] | None = None) -> list[str]:
    """What a part of Qt needs of the system and does not find, by the names of the files.

    Args:
        loads: tries to load a library; gives "" or what the system says.
    """
    tries = loads or _trouble_loading
    missing = [name for name in _PACKAGES if tries(name)]
    # The system names the first file that it does not find: "libGL.so.1: cannot open shared object file".
    first = tries(str(part)).partition(":")[0]
    return missing if first in missing or not first.startswith("lib") else [first, *missing]


def _trouble_loading(library: str) -> str:
    import ctypes

    try:
        ctypes.CDLL(library)
    except OSError as error:
        return str(error)
    return ""


def without(libraries: list[str]) -> int:
    """Tell which libraries the window waits for, and how they are brought.

    Returns:
        The exit status.
    """
    told = _("The window needs something that this computer does not have: {libraries}.").format(
        libraries=", ".join(libraries)
    )
    packages = " ".join(_PACKAGES[name] for name in libraries if name in _PACKAGES)
    how = _("On Debian and Ubuntu this brings it: {command}").format(command=f"sudo apt install {packages}")
    say(f"{told}\n\n{how}" if packages else told)
    return NOT_STARTED


def no_screen() -> int:
    """Tell that there is no screen to show a window on.

    Returns:
        The exit status.
    """
    say(
        _(
            "There is no screen that the window could be shown on. Start the program from the desktop, or "
            "use the command line: {command} tells what it can do without a window."
        ).format(command="ean-planner --help")
    )
    return NOT_STARTED


def say(text: str) -> None:
    """Show a text without Qt."""
    title = _("EAN Planner could not start")
    if sys.platform == "win32":
        import ctypes

        icon_warning = 0x30
        ctypes.windll.user32.MessageBoxW(None, text, title, icon_warning)
    elif sys.stderr is not None:
        sys.stderr.write(f"{title}\n\n{text}\n")


def _write_down(report: CrashReport) -> str:
    """Put the report into the log; gives the log's folder, "" when nothing can be written there."""
    with suppress(OSError):
        from desktop.diary import logbook

        if logbook.open_log() is not None:
            logbook.note_bug(report)
            return str(logs_dir())
    return ""
