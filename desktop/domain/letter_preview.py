"""How does a letter read before it is written? Its blocks in reading order, without Word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PreviewKind(StrEnum):
    """What a block of an approximate preview is."""

    LOGO = "logo"
    LETTERHEAD = "letterhead"
    ADDRESS = "address"
    DATE = "date"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBER = "number"
    TABLE = "table"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class PreviewRun:
    """A stretch of text with one look."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PreviewBlock:
    """One paragraph, table or picture of the letter, in reading order.

    Attributes:
        runs: the text; for LOGO the picture's alternative text.
        level: heading level from 1; for NUMBER the number of the item; otherwise 0.
        rows: the cells of a TABLE, row by row.
        header_rows: how many of the rows name the columns.
    """

    kind: PreviewKind
    runs: tuple[PreviewRun, ...] = ()
    level: int = 0
    rows: tuple[tuple[tuple[PreviewRun, ...], ...], ...] = ()
    header_rows: int = 0

    @property
    def text(self) -> str:
        """The block's text without its looks; "" for a table."""
        return "".join(run.text for run in self.runs)
