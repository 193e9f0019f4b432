"""How do tables and days of the plan leave it as files? The one door to the writers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from desktop.domain.events import Event
from desktop.domain.sheets import Sheet


def export_sheet(sheet: Sheet, path: Path) -> None:
    """Write a table in place of whatever has that name: as .csv when it is called that, otherwise as .xlsx.

    Raises:
        FileTrouble: it could not be written; what was there is as it was.
    """
    if path.suffix.casefold() == ".csv":
        from desktop.outputs.text_table import write_csv

        write_csv(path, sheet)
        return
    from desktop.outputs.spreadsheet import write_spreadsheet

    write_spreadsheet(path, sheet)


def export_made(data: bytes, path: Path) -> None:
    """Write what is made already, a PDF of a page, in place of whatever has that name.

    Raises:
        FileTrouble: it could not be written; what was there is as it was.
    """
    from desktop.whole_file import replace_file

    replace_file(path, data)


def export_calendar(events: Iterable[Event], path: Path, *, plan: str, name: str, now: datetime) -> None:
    """Write days as a calendar file (.ics).

    Args:
        plan: the municipality's name: tells its events from another's.
        name: what the calendar is called where a program shows it.

    Raises:
        FileTrouble: it could not be written; what was there is as it was.
    """
    from desktop.outputs.calendar_file import write_calendar

    write_calendar(events, path, plan=plan, name=name, now=now)
