"""Which table was copied from Excel or a web page? Cells as they were displayed, all digits of them.

A spreadsheet offers the same cells as HTML and as tab-separated text. The HTML is taken when it holds one
table: there a cell with a line break is one cell, and a number that its column is too narrow for brings its
digits along. Whatever else stands in it (scripts, styles, links, pictures) is left alone.
"""

from __future__ import annotations

from dataclasses import replace

from desktop.domain import cpr
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import Pasted
from desktop.importing import limits
from desktop.importing.html_tables import rows_of_tables
from desktop.importing.tables import Table, table_of_rows, table_of_text


def read_pasted(pasted: Pasted) -> Table:
    """The table that was pasted.

    Raises:
        FileTrouble: nothing was pasted, or too much.
    """
    name = cpr.scrub(pasted.name)
    if max(len(pasted.text), len(pasted.html)) > limits.TABLE_BYTES:
        raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(limits.TABLE_BYTES // limits.MEGABYTE))
    rows = _rows_of(pasted.html, name) if pasted.html else []
    if any(cell for row in rows for cell in row):
        return table_of_rows(rows, name)
    if not pasted.text.strip():
        raise FileTrouble(name, FileFault.EMPTY)
    # The text came as text, so there is no encoding to choose between.
    return replace(table_of_text(pasted.text, name), encoding="")


def _rows_of(html: str, name: str) -> list[list[str]]:
    """The cells of the one table; none when there are several, or HTML nobody can read: the text has all."""
    try:
        tables = rows_of_tables(html, name=name)
    except FileTrouble as trouble:
        if trouble.fault is FileFault.TOO_LARGE:
            raise
        return []
    return tables[0] if len(tables) == 1 else []
