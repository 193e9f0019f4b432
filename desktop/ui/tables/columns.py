"""What is a column: which value a row has in it, how that is written, sorted, aligned and copied?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from desktop.ui.tables.ordering import danish_key, identifier_key
from desktop.ui.theme import Tone

Row = TypeVar("Row")


class Looks(StrEnum):
    """How a column is drawn.

    IDENTIFIER is text in digits (supplier number, CVR, EAN): figures of one width, left-aligned.
    PILL is a word of a closed set on a quiet coloured ground.
    """

    TEXT = "text"
    NUMBER = "number"
    IDENTIFIER = "identifier"
    PILL = "pill"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column of a table.

    Attributes:
        key: the name its width is remembered by.
        title: heading, as the user reads it.
        text: what stands in the cell.
        sort_key: what rows are compared by; None stands last in both directions.
        looks: how it is drawn and aligned.
        copied: what goes to the clipboard when it is not what is shown: an amount without its unit.
        tooltip: the reason or the whole of what is cut; "" for none.
        tone: for PILL, the tone of the pill; None draws the word without a pill.
        icon: for PILL, the name of an icon before the word; "" for none.
        hint: the heading's tooltip.
        widest: the column never starts wider than this many characters.
        stretches: takes the room that is left over.
        searched: its text is part of what the search box looks in.
    """

    key: str
    title: str
    text: Callable[[Row], str]
    sort_key: Callable[[Row], Any]
    looks: Looks = Looks.TEXT
    copied: Callable[[Row], str] | None = None
    tooltip: Callable[[Row], str] | None = None
    tone: Callable[[Row], Tone | None] | None = None
    icon: Callable[[Row], str] | None = None
    hint: str = ""
    widest: int = 40
    stretches: bool = False
    searched: bool = True

    @property
    def is_number(self) -> bool:
        return self.looks is Looks.NUMBER

    def for_clipboard(self, row: Row) -> str:
        return (self.copied or self.text)(row)


def text_column(key: str, title: str, text: Callable[[Row], str], **more: Any) -> Column[Row]:
    """A column of words, sorted in Danish order; empty cells last."""
    return Column(key, title, text, lambda row: danish_key(text(row)) or None, **more)


def identifier_column(key: str, title: str, text: Callable[[Row], str], **more: Any) -> Column[Row]:
    """A column of supplier numbers, CVR or EAN numbers: text, sorted by the value of its digits."""
    return Column(
        key, title, text, lambda row: identifier_key(text(row)) or None, looks=Looks.IDENTIFIER, **more
    )


def number_column(
    key: str,
    title: str,
    value: Callable[[Row], float | None],
    written: Callable[[float], str],
    **more: Any,
) -> Column[Row]:
    """A column of figures, right-aligned and sorted by value; no value is an empty cell and stands last."""

    def text(row: Row) -> str:
        found = value(row)
        return "" if found is None else written(found)

    more.setdefault("searched", False)
    more.setdefault("copied", lambda row: plain_number(value(row)))
    return Column(key, title, text, value, looks=Looks.NUMBER, **more)


def date_column(
    key: str, title: str, value: Callable[[Row], date | None], written: Callable[[date], str], **more: Any
) -> Column[Row]:
    """A column of dates: figures of one width, sorted by day; no date is an empty cell and stands last."""

    def text(row: Row) -> str:
        found = value(row)
        return "" if found is None else written(found)

    return Column(key, title, text, value, looks=Looks.IDENTIFIER, **more)


def pill_column(
    key: str,
    title: str,
    text: Callable[[Row], str],
    tone: Callable[[Row], Tone | None],
    rank: Callable[[Row], int],
    **more: Any,
) -> Column[Row]:
    """A column of words of a closed set, sorted by rank; the word says what the colour says."""
    return Column(key, title, text, rank, looks=Looks.PILL, tone=tone, **more)


def plain_number(value: float | None) -> str:
    """A figure as a Danish spreadsheet reads it: decimal comma, no thousands separator, no unit.

    >>> plain_number(1234.5), plain_number(12), plain_number(None)
    ('1234,5', '12', '')
    """
    if value is None:
        return ""
    whole = int(value)
    return str(whole) if whole == value else repr(round(value, 6)).replace(".", ",")
