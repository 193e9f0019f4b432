"""May this XLSX be read by calamine, and what do its cells show that calamine does not tell?"""

from __future__ import annotations

from desktop.importing import limits
from desktop.importing.packages import Package
from desktop.importing.xlsx_formats import SHARED_STRINGS, OddWorkbook, cell_styles, sheet_parts
from desktop.importing.xlsx_scan import Looks, SheetSearch, StringSearch

_COPIES = 1_000 * limits.MEGABYTE
"""calamine copies a shared string for every cell that shows it: one megabyte 200,000 times is 200 GB."""


class XlsxSearch:
    """Searches the parts of one workbook as they are unpacked."""

    def __init__(self, package: Package) -> None:
        """Read which sheets and styles there are; a workbook that hides them is odd.

        Raises:
            PackageTrouble: a part is damaged or too large.
        """
        self._sheets: dict[str, SheetSearch] = {}
        self._parts: dict[str, str] = {}
        self._strings = StringSearch()
        self._odd = False
        try:
            styles = cell_styles(package)
            self._parts = sheet_parts(package)
        except OddWorkbook:
            self._odd = True
        else:
            self._sheets = {part: SheetSearch(styles) for part in self._parts.values()}

    def feed(self, part: str, block: bytes) -> None:
        """Search one more block of a part; the blocks of a part come one after the other."""
        if self._odd:
            return
        try:
            if part == SHARED_STRINGS:
                self._strings.feed(block)
            elif part in self._sheets:
                self._sheets[part].feed(block)
        except OddWorkbook:
            self._odd = True

    def looks(self) -> dict[str, Looks]:
        """What was found, by the name of the sheet.

        Raises:
            OddWorkbook: the workbook is for openpyxl.
        """
        if self._odd:
            raise OddWorkbook
        found = {name: self._sheets[part].close() for name, part in self._parts.items()}
        shared = sum(search.shared for search in self._sheets.values())
        if shared * self._strings.longest > _COPIES:
            raise OddWorkbook
        return found
