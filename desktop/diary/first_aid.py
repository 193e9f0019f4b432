"""What does the user see when the window cannot even come up? One calm box, and where help finds more.

A library that is missing, a folder that cannot be used, no screen: there is no window to tell it in, perhaps
no Qt. The system's own box tells it on Windows, a line on the terminal elsewhere. Standard library only.
"""

from __future__ import annotations

import sys
from contextlib import suppress

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
