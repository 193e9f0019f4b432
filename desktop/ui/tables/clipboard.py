"""How do rows get into Excel with all 13 digits? As a table whose identifier cells say that they are text.

Excel reads a long number from plain text as 5,79801E+12. The HTML beside it wins when both are offered, and
there `mso-number-format:"\\@"` keeps a cell as text. Nothing leaves with a CPR number in it.
"""

from __future__ import annotations

import html
import sys
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from desktop.domain.cpr import scrub
from desktop.domain.formulas import guarded
from desktop.ui.tables.columns import Column, Row

_AS_TEXT = 'mso-number-format:"\\@"'


def rows_as_mime(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> QMimeData:
    """The rows with their headings, as HTML for spreadsheets and as tab-separated text for the rest."""
    head = [column.title for column in columns]
    body = [[scrub(_one_line(column.for_clipboard(row))) for column in columns] for row in rows]
    return cells_as_mime(head, body, [column.is_number for column in columns])


def cells_as_mime(head: Sequence[str], body: Sequence[Sequence[str]], numbers: Sequence[bool]) -> QMimeData:
    """Cells already written as text; `numbers` says which columns may be calculated with."""
    mime = QMimeData()
    mime.setText("\r\n".join("\t".join(line) for line in [head, *_guarded(body, numbers)]))
    mime.setHtml(_html(head, body, numbers))
    return mime


def value_as_mime(value: str, *, number: bool = False) -> QMimeData:
    """One cell as plain text, to be pasted into a search field, a letter or a mail.

    Args:
        number: a figure, which may begin with a minus and runs as nothing.
    """
    mime = QMimeData()
    text = scrub(_one_line(value))
    mime.setText(text if number else guarded(text))
    return mime


def let_go() -> None:
    """Give the clipboard back before the program ends.

    Outside Windows what was copied goes with the program in any case, and Qt takes our QMimeData apart after
    Python has gone, which ends the process with a fault of memory (PySide6 6.11.3). Windows keeps a copy for
    whoever pastes later, and is left alone.
    """
    if sys.platform != "win32":
        QGuiApplication.clipboard().clear()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _guarded(body: Sequence[Sequence[str]], numbers: Sequence[bool]) -> list[list[str]]:
    """Plain text has no cell format: a text that would run as a formula gets an apostrophe (ASVS 1.2.10)."""
    return [
        [cell if number else guarded(cell) for cell, number in zip(line, numbers, strict=True)]
        for line in body
    ]


def _html(head: Sequence[str], body: Sequence[Sequence[str]], numbers: Sequence[bool]) -> str:
    headings = "".join(f"<th>{html.escape(title)}</th>" for title in head)
    rows = "".join(
        "<tr>" + "".join(_cell(cell, number) for cell, number in zip(line, numbers, strict=True)) + "</tr>"
        for line in body
    )
    return f'<meta charset="utf-8"><table><tr>{headings}</tr>{rows}</table>'


def _cell(text: str, number: bool) -> str:
    style = "" if number else f" style='{_AS_TEXT}'"
    return f"<td{style}>{html.escape(text)}</td>"
