"""What is a table that leaves the house as a spreadsheet? Headings and rows, each column of one kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class CellKind(StrEnum):
    """What a column holds.

    TEXT is scrubbed of CPR numbers when it is written. IDENTIFIER is text in digits that the plan keeps and
    that was proved to be no CPR number when it was read (supplier, CVR and EAN numbers); it never becomes a
    number.
    """

    TEXT = "text"
    IDENTIFIER = "identifier"
    NUMBER = "number"
    DATE = "date"


Cell = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A heading and what stands below it."""

    title: str
    kind: CellKind = CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name.

    Attributes:
        name: of the sheet in the workbook; at most 31 characters.
        rows: a cell for each column; None and "" stay empty.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
