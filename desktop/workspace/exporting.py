"""How does a table of the plan leave it as a spreadsheet? The one door to the writer."""

from __future__ import annotations

from pathlib import Path

from desktop.domain.sheets import Sheet


def export_sheet(sheet: Sheet, path: Path) -> None:
    """Write a table as .xlsx, in place of whatever has that name.

    Raises:
        FileTrouble: it could not be written; what was there is as it was.
    """
    from desktop.outputs.spreadsheet import write_spreadsheet

    write_spreadsheet(path, sheet)
