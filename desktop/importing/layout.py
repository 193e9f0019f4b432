"""Where does the table begin and end? Headings below logos and titles, totals and notes left out.

A footer is structure, not data: a row that adds up the others, a note below the last row, a heading that is
repeated on every page, a ruled line. Such rows are not counted as rows that came in; each is told as a note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from desktop.importing.delimited import RULER_BEGINS, is_ruler
from desktop.importing.vocabulary import Vocabulary, folded

LOOK_AT = 100
"""Rows in which headings are looked for; titles and logos seldom take thirty."""

_LONGEST_HEADING = 60
_SECOND_ROW_ADDS = 1.5
_NUMBER = re.compile(r"[\d.,\s:/+-]+")
_MONEY = re.compile(r"-?[\d. ]*\d,\d\d-?|-?[\d, ]*\d\.\d\d-?")
_COUNT = re.compile(r"\d{1,3}(?:[. ]?\d{3})?", re.ASCII)
_TOTAL = re.compile(
    r"\W*(?:i\s?alt|ialt|(?:hoved|del|mellem|grand\s|slut)?(?:sum|total)(?:er|\si\salt)?|sub-?total|samlet(?:\sbeløb)?"
    r"|(?:sub-?total|delsum|mellemsum)\s.{1,40}|antal\s[\w ]{3,30})"
    r"[\s:.=-]*(?:dkk|kr)?[\s:.]*[\d.,\s-]*(?:rækker|poster|linjer|stk)?\W*",
    re.IGNORECASE,
)

_SAP_TOTALS = ("*", "**", "***", "****")
"""How SAP's lists mark a subtotal of each level and the total."""


def is_sap_total(row: Sequence[str], first: int) -> bool:
    """Whether the first filled cell of a row is the mark of a total in a list of SAP."""
    return row[first].strip() in _SAP_TOTALS


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a table.

    Attributes:
        cells: one per column; of headings written over two rows, the two together where that says more.
        last: index of the row that holds them, the lower one of two; data begin below it.
    """

    cells: list[str]
    last: int


def find_headings(rows: Sequence[Sequence[str]], vocabulary: Vocabulary) -> Headings | None:
    """The headings, or None when no row looks like them.

    The row with most headings we know wins; without any, the first row of words above rows of the same width.
    """
    scores = [_heading_score(row, vocabulary) for row in rows[:LOOK_AT]]
    best = max(range(len(scores)), key=lambda index: scores[index], default=None)
    # One known word in a wide row is a coincidence ("Konto" in a cell of text), in a narrow one it is a
    # heading.
    if best is None or scores[best] == 0 or scores[best] < min(2.0, 0.5 * _filled(rows[best])):
        best = _first_row_of_words(rows)
        return None if best is None else Headings(_stripped(rows[best]), best)
    found = Headings(_stripped(rows[best]), best)
    for upper in (best - 1, best):
        if upper >= 0 and upper + 1 < len(rows):
            joined = _joined(rows[upper], rows[upper + 1], vocabulary)
            if joined and _heading_score(joined, vocabulary) >= scores[best] + _SECOND_ROW_ADDS:
                return Headings(joined, upper + 1)
    return found


def _stripped(row: Sequence[str]) -> list[str]:
    return [cell.strip() for cell in row]


def _joined(upper: Sequence[str], lower: Sequence[str], vocabulary: Vocabulary) -> list[str] | None:
    """Headings over two rows, column by column; None when the lower row holds numbers and so is data."""
    width = max(len(upper), len(lower))
    above = _stripped(upper) + [""] * (width - len(upper))
    below = _stripped(lower) + [""] * (width - len(lower))
    if any(cell and _NUMBER.fullmatch(cell) for cell in below):
        return None

    def worth(heading: str) -> float:
        return max((meaning.strength for meaning in vocabulary.meanings(heading)), default=0.0)

    return [
        # The lower one alone first: a word above may be a group that spans several columns.
        max((one, f"{other} {one}".strip(), other), key=worth) if one or other else ""
        for other, one in zip(above, below, strict=True)
    ]


def _heading_score(row: Sequence[str], vocabulary: Vocabulary) -> float:
    """Headings added up by how surely we know each; one that comes twice counts once."""
    score = 0.0
    seen: set[str] = set()
    for cell in row:
        text = cell.strip()
        word = folded(text) if 0 < len(text) <= _LONGEST_HEADING else ""
        if word and word not in seen:
            seen.add(word)
            meanings = vocabulary.meanings(text)
            score += meanings[0].strength if meanings else 0.5 if vocabulary.knows(text) else 0.0
    return score


def _first_row_of_words(rows: Sequence[Sequence[str]]) -> int | None:
    widths = Counter(_filled(row) for row in rows[: 10 * LOOK_AT] if _filled(row))
    usual = widths.most_common(1)[0][0] if widths else 0
    for index, row in enumerate(rows[:LOOK_AT]):
        cells = [cell.strip() for cell in row if cell.strip()]
        if len(cells) < max(1, 0.6 * usual) or is_ruler(list(row)):
            continue
        are_words = all(not _NUMBER.fullmatch(cell) and len(cell) <= _LONGEST_HEADING for cell in cells)
        has_rows_below = any(_filled(below) for below in rows[index + 1 :])
        return index if are_words and has_rows_below and len(set(cells)) == len(cells) else None
    return None


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())


class Structure:
    """Tells the rows below the headings that are no data."""

    def __init__(
        self, headings: Sequence[str], identifying: Collection[int], *, long_numbers: Collection[int] = ()
    ) -> None:
        """Say what is known of the table.

        Args:
            headings: the row of headings.
            identifying: columns that say who or what a row is about; a total has none of them.
            long_numbers: those of them whose numbers have eight digits or more (CVR, EAN), so that a shorter
                one is a count of the rows.
        """
        self._headings = [folded(cell) for cell in headings]
        while self._headings and not self._headings[-1]:
            self._headings.pop()
        self._identifying = frozenset(identifying)
        self._long_numbers = frozenset(long_numbers)
        self._first_heading = next((place for place, word in enumerate(self._headings) if word), 0)
        self._counts_rows = bool(self._headings) and any(map(str.isalpha, self._headings[0]))

    def is_footer(self, row: Sequence[str], first: int) -> bool:
        """Whether a row (not an empty one) adds up others, repeats the headings or is beside the table."""
        return (
            self._is_total(row, first, row[first].strip())
            or self._repeats_headings(row)
            or self._is_beside_the_table(row)
        )

    def begins_plainly(self, row: Sequence[str]) -> bool:
        """Whether a row is data beyond doubt by its first two cells: a number below a word, and not alone.

        False says nothing.
        """
        if not self._counts_rows or len(row) < 2:
            return False
        number, beside = row[0], row[1]
        return number.isdigit() and number.isascii() and beside != "" and not beside.isspace()

    def begins_data(self, cell: str) -> bool:
        """Whether a row with this cell in its first column is data, provided that it holds another cell."""
        if self._counts_rows and cell.isdigit() and cell.isascii():
            return True
        text = cell.strip()
        return (
            bool(self._headings)
            and self._first_heading == 0
            and bool(text)
            and text[0] not in RULER_BEGINS
            and (len(text) > _LONGEST_HEADING or not (_TOTAL.fullmatch(text) or text in _SAP_TOTALS))
            and (len(cell) > _LONGEST_HEADING or folded(cell) != self._headings[0])
        )

    def may_be_note_below(self, row: Sequence[str], first: int) -> bool:
        """Whether the row is one line of words where others have several cells ("Udskrevet 5. marts")."""
        if len(self._headings) < 3 or any(cell and not cell.isspace() for cell in row[first + 1 :]):
            return False
        text = row[first].strip()
        return " " in text or ":" in text

    def _is_total(self, row: Sequence[str], first: int, label: str) -> bool:
        if len(label) > _LONGEST_HEADING or not (_TOTAL.fullmatch(label) or label in _SAP_TOTALS):
            return False
        # In a list drawn with pipes the sum of a total row can stand below the heading of the names.
        for place in self._identifying:
            cell = row[place].strip() if place != first and place < len(row) else ""
            counted = place in self._long_numbers and _COUNT.fullmatch(cell)
            if cell and not counted and not _MONEY.fullmatch(cell):
                return False
        return True

    def _is_beside_the_table(self, row: Sequence[str]) -> bool:
        """Nothing stands below a heading: the page title of a printed list, a remark in the margin."""
        if len(self._headings) < 3:
            return False
        return not any(cell.strip() for word, cell in zip(self._headings, row, strict=False) if word)

    def _repeats_headings(self, row: Sequence[str]) -> bool:
        # Most rows differ from the headings in the first cell; the whole row is folded only when they do not.
        if len(row) <= self._first_heading or len(row[self._first_heading]) > _LONGEST_HEADING:
            return False
        if folded(row[self._first_heading]) != self._headings[self._first_heading]:
            return False
        cells = [folded(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        return cells == self._headings
