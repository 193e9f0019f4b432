"""What did an entry of the history change, field by field, and which entries does a filter let through?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.plan import HistoryEntry, OperationName
from desktop.domain.suppliers import SupplierId

Value = str | int | None
"""A value as the plan keeps it: text, a whole number or nothing."""


class Happened(StrEnum):
    """What became of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldStep:
    """One field before and after; None also stands for a row that was not there."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class PastRow:
    """One row as an entry of the history changed it.

    Attributes:
        id: of the remembered row; counts up in the order of the changes.
        table: name of the plan's table the row stands in.
        row_id: the row's own id there.
        before: its values by field; None when the row was not there.
        after: likewise; None when the row was taken away.
        supplier_id: whom the row is about; None for rows about nobody.
        supplier: that supplier's name (or number), as the plan has it now or had it last.
    """

    id: int
    table: str
    row_id: int
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None
    supplier_id: SupplierId | None = None
    supplier: str = ""

    @property
    def happened(self) -> Happened:
        if self.before is None:
            return Happened.ADDED
        return Happened.REMOVED if self.after is None else Happened.CHANGED

    def steps(self) -> tuple[FieldStep, ...]:
        """The fields that differ, in the table's order; of a row that came or went what is not empty."""
        before, after = self.before or {}, self.after or {}
        return tuple(
            FieldStep(field, before.get(field), after.get(field))
            for field in dict.fromkeys((*before, *after))
            if field != "id" and (before.get(field) or "") != (after.get(field) or "")
        )


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which entries are wanted; what is empty or None lets every entry through.

    Attributes:
        by: the user, as Windows knows them, upper or lower case alike.
        first, last: days, both included, by the clock of whoever did it.
        text: words that all stand in the entry's sentence, upper or lower case alike.
        numbers: only these entries: those that are about a supplier.
    """

    by: str = ""
    operation: OperationName | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""
    numbers: frozenset[int] | None = None

    def keeps(self, entry: HistoryEntry, told: Callable[[HistoryEntry], str]) -> bool:
        """Whether an entry fits.

        Args:
            told: gives the entry's sentence; asked only for entries that fit otherwise.
        """
        day = day_of(entry.at)
        return (
            self.by.casefold() in ("", entry.by.casefold())
            and self.operation in (None, entry.operation)
            and (self.first is None or day >= self.first)
            and (self.last is None or day <= self.last)
            and (self.numbers is None or entry.number in self.numbers)
            and (not self.text.strip() or _has_words(told(entry), self.text))
        )


def day_of(at: datetime) -> date:
    """The day of a moment, by the clock it was written down with."""
    return at.date()


def people(entries: Iterable[HistoryEntry]) -> tuple[str, ...]:
    """Who has done something, by name."""
    return tuple(sorted({one.by for one in entries}, key=str.casefold))


def _has_words(sentence: str, words: str) -> bool:
    folded = sentence.casefold()
    return all(word in folded for word in words.casefold().split())
