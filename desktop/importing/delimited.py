"""Where do the cells of a text file begin and end? Delimiter, quotes, line breaks inside quotes, broken rows.

Rows are numbered as a spreadsheet numbers them when it opens the file: a record with line breaks inside
quotes is one row, an empty line is a row too, and Excel's "sep=;" line is none.

The file is read as a stream: a million lines cost no more memory than their bytes.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TextIO

from desktop.importing.limits import CELL_CHARACTERS
from desktop.importing.text_encoding import Encoding

DELIMITERS = (";", ",", "\t", "|")
_NEVER = "\x1f"
"""Stands for the delimiter of a file that has none: the separator of ASCII that no list is written with."""

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_RULER = re.compile(r"[\s|+=_-]*[-=_]{3}[\s|+=_-]*")
RULER_BEGINS = frozenset("-=_+|")
_SAMPLE_LINES = 400
_FIRST_LINES = 100
"""The headings are looked for so far down."""
_AT_MOST_HALF = 0.5
"""Below this a delimiter cuts less than three lines of four in two, and no line into headings we know."""
_LONGEST_RECORD = 60
"""Lines one record may span; a quote left open would otherwise swallow the rest of the file."""
_FIELD_LIMIT = 1 << 27
_AT_ONCE = 500
_LONGEST_RULER = 2_000


@dataclass(slots=True)
class Record:
    """One record as it was cut.

    Attributes:
        cells: as written, quotes taken off; none for an empty line.
        broken: its quotes do not close, it was cut otherwise than the rest, or a cell was too long.
        zeros: it held NUL characters or DOS's end mark, which are gone.
        short: it is known that no cell is too long.
    """

    cells: list[str] = field(repr=False)
    broken: bool = False
    zeros: bool = False
    short: bool = False


class DelimitedText:
    """A text file cut into rows, as often as it is asked for them."""

    def __init__(self, data: bytes, encoding: Encoding, *, is_heading: Callable[[str], bool]) -> None:
        """Find the delimiter, and how many cells most rows have (`usual_width`).

        Args:
            is_heading: whether a cell is a heading we know; a line full of them settles the delimiter.
        """
        self._data = data
        self._encoding = encoding
        sample = list(islice(self._lines(), _SAMPLE_LINES))
        told = _SEPARATOR_LINE.fullmatch(sample[0].strip()) if sample else None
        self._skipped = 1 if told else 0
        sample = [line for line in sample[self._skipped :] if line.strip() and not is_ruler([line])]
        self.delimiter = find_delimiter(sample, is_heading=is_heading, told=told[1] if told else "")
        widths = Counter(len(record.cells) for record in records(sample, self.delimiter or _NEVER))
        self.usual_width = max(widths, key=lambda width: widths[width], default=0)

    def rows(self) -> Iterator[Record]:
        """Every record from the first on, empty lines included."""
        return self.rows_of(islice(self._lines(), self._skipped, None), ahead=True)

    def below(self, index: int) -> TextIO | None:
        """What stands below a record, or None when records are broken before it.

        Args:
            index: of the record, from 0.
        """
        # Records are cut line by line, so the stream stands behind the last one that was asked for.
        lines = self._lines()
        head = list(islice(self.rows_of(islice(lines, self._skipped, None)), index + 1))
        return None if any(record.broken for record in head) else lines

    def has_lines(self, least: int) -> bool:
        """Whether the file is at least as long."""
        return next(islice(self._lines(), least - 1, None), None) is not None

    def rows_of(self, lines: Iterable[str], *, ahead: bool = False) -> Iterator[Record]:
        """The records of some lines of this file.

        Args:
            lines: with their line ends; the first begins a record.
            ahead: more lines may be taken than those of the records given out.
        """
        usual = self.usual_width if self.usual_width > 2 and self.delimiter else 0
        for record in records(lines, self.delimiter or _NEVER, ahead=ahead):
            cells = record.cells
            if usual and len(cells) != usual and cells:
                self._mend(record)
            if self.delimiter == "|":
                record.cells = [cell.strip() for cell in record.cells]
            if cells and not record.short and len(max(cells, key=len)) > CELL_CHARACTERS:
                record.cells = [cell[:CELL_CHARACTERS] for cell in cells]
                record.broken = True
            yield record

    def _lines(self) -> TextIO:
        return io.TextIOWrapper(
            io.BytesIO(self._data), encoding=self._encoding.codec, errors="replace", newline=""
        )

    def _mend(self, record: Record) -> None:
        """A row that another delimiter or single quotes cut to the usual width is taken so, and is told."""
        mended = None
        if len(record.cells) == 1 and record.cells[0]:
            mended = _cut_otherwise(record.cells[0], self.delimiter, self.usual_width)
        elif len(record.cells) > self.usual_width:
            mended = _joined_in_single_quotes(record.cells, self.delimiter, self.usual_width)
        if mended is not None:
            record.cells, record.broken = mended, True


def find_delimiter(sample: Sequence[str], *, is_heading: Callable[[str], bool], told: str = "") -> str:
    """The delimiter that cuts most rows into the same number of cells, and headings into headings we know.

    Args:
        sample: lines that are not empty.
        told: what the file's "sep=" line says.

    Returns:
        One of `DELIMITERS`, or "" when no delimiter gives more than one column.
    """
    scores = {each: _consistency(sample, each, is_heading) for each in DELIMITERS}
    if told in scores and scores[told] > 0:
        # Excel believes the "sep=" line; so do we, unless another delimiter plainly cuts better.
        scores[told] *= 2
    best = max(DELIMITERS, key=lambda each: scores[each])
    if (
        scores[best] <= _AT_MOST_HALF
        and not told
        and any(is_heading(line.strip()) for line in sample[:_FIRST_LINES])
    ):
        # A heading alone on its line, and most lines are one cell: commas in a list of names are commas.
        return ""
    return best if scores[best] > 0 else ""


def _consistency(sample: Sequence[str], delimiter: str, is_heading: Callable[[str], bool]) -> float:
    rows = [record.cells for record in records(sample, delimiter)]
    counts = Counter(len(cells) for cells in rows if len(cells) > 1)
    if not counts:
        return 0.0
    width, often = counts.most_common(1)[0]
    share = often / len(rows)
    cut = (cells for cells in rows[:_FIRST_LINES] if len(cells) > 1)
    headings = max((sum(map(is_heading, cells)) for cells in cut), default=0)
    # Two columns in every row may be a decimal comma; ten columns in most rows are a table.
    return share * share * math.sqrt(width - 1) + headings


class _Feed:
    """Lines handed out one by one, with a memory of those of the record being read."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again: list[str] = []
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _LONGEST_RECORD:
            # Ends the record early; the caller sees the open quote and reads the lines again without it.
            self.ended = True
            raise StopIteration
        line = self._again.pop() if self._again else next(self._lines, None)
        if line is None:
            self.ended = True
            raise StopIteration
        self.taken.append(line)
        return _without_zeros(line) if _has_zeros(line) else line

    def next_plain(self) -> list[str]:
        """The next lines together, when each of them is a record without quotes and not too long for a cell.

        Otherwise none, and they are handed out one by one.
        """
        if self._again:
            return []
        taken = list(islice(self._lines, _AT_ONCE))
        text = "".join(taken)
        if '"' in text or _has_zeros(text) or (taken and len(max(taken, key=len)) > CELL_CHARACTERS):
            self._again.extend(reversed(taken))
            return []
        return taken

    def begin_record(self) -> None:
        """Forget the lines of the record before."""
        self.taken.clear()
        self.ended = False

    def again(self, *, all_but: int) -> None:
        """Hand out the lines of this record once more, some at its beginning left out."""
        self._again.extend(reversed(self.taken[all_but:]))
        self.taken.clear()


def records(lines: Iterable[str], delimiter: str, *, ahead: bool = False) -> Iterator[Record]:
    """Cut lines into records by the rules of CSV, one line at a time when a quote is left open.

    Args:
        lines: with their line ends.
        ahead: more lines may be taken than those of the records given out, which is faster.
    """
    # The csv module refuses cells above 131,072 characters; ours are cut to Excel's limit later, and told.
    csv.field_size_limit(_FIELD_LIMIT)
    feed = _Feed(lines)
    while True:
        for plain in feed.next_plain() if ahead else ():
            bare = plain.rstrip("\r\n")
            yield Record(bare.split(delimiter) if bare else [], short=True)
        feed.begin_record()
        line = next(feed, None)
        if line is None:
            return
        zeros = line is not feed.taken[0]
        if '"' not in line:
            # What the csv module would do, in a third of the time.
            bare = line.rstrip("\r\n")
            yield Record(bare.split(delimiter) if bare else [], zeros=zeros)
            continue
        feed.again(all_but=0)
        cells = next(csv.reader(feed, delimiter=delimiter))
        zeros = any(map(_has_zeros, feed.taken))
        if feed.ended and _is_open(feed.taken):
            yield Record(_cut_without_quotes(line, delimiter), broken=True, zeros=zeros)
            feed.again(all_but=1)
        else:
            yield Record(cells, zeros=zeros)


def _has_zeros(line: str) -> bool:
    return "\x00" in line or "\x1a" in line


def _without_zeros(line: str) -> str:
    return line.replace("\x00", "").replace("\x1a", "")


def _is_open(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _cut_without_quotes(line: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotes mean nothing, a lone quote at the beginning of a cell taken off."""
    return [cell.removeprefix('"') for cell in line.rstrip("\r\n").split(delimiter)]


def is_ruler(cells: Sequence[str]) -> bool:
    """Whether a row is one of the dashed lines that SAP's list output draws."""
    line = "|".join(cells)
    first = line.lstrip()[:1]
    return first in RULER_BEGINS and len(line) <= _LONGEST_RULER and bool(_RULER.fullmatch(line))


def _cut_otherwise(line: str, delimiter: str, usual: int) -> list[str] | None:
    """A line cut to the usual width by another delimiter: two exports in one file."""
    if "\n" in line or "\r" in line:
        # A quoted text of several lines is a cell and no line, and the csv module refuses it as one.
        return None
    for other in DELIMITERS:
        record = next(records([line], other), None) if other != delimiter and other in line else None
        if record is not None and len(record.cells) == usual:
            return record.cells
    return None


def _joined_in_single_quotes(cells: list[str], delimiter: str, usual: int) -> list[str] | None:
    """Cells that single quotes hold together, put together again: 'Hansen; Olsen'."""
    extra = len(cells) - usual
    for start, cell in enumerate(cells[: len(cells) - extra]):
        if cell.startswith("'") and cells[start + extra].endswith("'"):
            whole = delimiter.join(cells[start : start + extra + 1])
            return [*cells[:start], whole[1:-1], *cells[start + extra + 1 :]]
    return None
