"""Which stretches of a large text file are so regular that a library may cut them? Blocks of lines.

The rules of `delimited` mend what is broken, line by line, and most lines of a large extract need none of
them. A block is a stretch in which every line is one record of the usual number of cells; pandas cuts it
into the same cells in a fraction of the time, and only into those of the columns somebody asks for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, TextIO

from desktop.importing.limits import CELL_CHARACTERS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    Codes = np.ndarray[Any, np.dtype[np.intp]]
    Answers = np.ndarray[Any, np.dtype[np.bool_]]

WORTH_IT = 20_000
"""Lines from which on a file is cut into blocks; before that the loading of pandas takes longer."""
LINES = 20_000
"""Lines of one block: enough for pandas to pay, few enough for a person who cancels not to wait."""

_QUOTE, _NEWLINE, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]
_READ_AT_ONCE = 1 << 20


@dataclass(slots=True, eq=False)
class Column:
    """One column of a block by its different cells.

    Attributes:
        codes: per line, which of `values` stands there.
        values: the different cells in the order in which they come.
    """

    codes: Codes
    values: list[str] = field(repr=False)

    def where(self, chosen: Iterable[bool]) -> Answers:
        """Per line, what was said of its cell.

        Args:
            chosen: one answer for each of `values`.
        """
        import numpy as np

        return np.fromiter(chosen, dtype=bool, count=len(self.values))[self.codes]

    def filled(self) -> Answers:
        """Per line, whether its cell holds more than spaces."""
        return self.where(bool(value) and not value.isspace() for value in self.values)

    def cells(self, places: Codes) -> list[str]:
        """The cells of some lines."""
        values = self.values
        return [values[code] for code in self.codes[places].tolist()]


class Block:
    """Lines that are one record each, all of the same number of cells."""

    def __init__(self, first_number: int, data: bytes, ends: Codes, delimiter: str) -> None:
        """Take lines that were proved to be regular.

        Args:
            first_number: the first line's row number.
            data: the lines in UTF-8.
            ends: where in `data` the end of each line stands.
        """
        self._first_number = first_number
        self._data = data
        self._ends = [-1, *ends.tolist()]
        self._delimiter = delimiter
        self._columns: dict[int, Column] = {}

    def __len__(self) -> int:
        return len(self._ends) - 1

    def number(self, at: int) -> int:
        """The row number of a line by its place in the block."""
        return self._first_number + at

    def _line(self, at: int) -> str:
        line = self._data[self._ends[at] + 1 : self._ends[at + 1]].decode("utf-8")
        return line.removesuffix("\r")

    def row(self, at: int) -> list[str]:
        """All cells of one line."""
        line = self._line(at)
        if '"' in line:
            return next(csv.reader([line], delimiter=self._delimiter))
        return line.split(self._delimiter)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every line."""
        for at in range(len(self)):
            yield self.number(at), self.row(at)

    def mark(self, at: int) -> int:
        """The hash of a line by which `mark_of` its cells would know it."""
        line = self._line(at)
        return mark_of(self.row(at)) if '"' in line else hash(line.replace(self._delimiter, "\x00"))

    def load(self, places: Iterable[int]) -> None:
        """Cut the lines; only these columns can be asked for."""
        import pandas as pd

        frame = pd.read_csv(
            io.BytesIO(self._data), sep=self._delimiter, header=None, index_col=False, dtype=object,
            usecols=sorted(set(places)), keep_default_na=False, na_filter=False, skip_blank_lines=False,
            low_memory=False, engine="c", encoding="utf-8",
        )  # fmt: skip
        self._columns = {int(place): _column(frame[place]) for place in frame.columns}

    def column(self, place: int) -> Column:
        """A column that was loaded."""
        return self._columns[place]

    def always(self) -> Answers:
        """True for every line."""
        import numpy as np

        return np.ones(len(self), dtype=bool)

    def groups(self, places: Sequence[int]) -> Groups:
        """Lines that are alike in these columns."""
        return Groups.of([(self._columns[place].codes, len(self._columns[place].values)) for place in places])

    def alike(self, firsts: Codes) -> Answers:
        """Per line, whether it is the same as another in all columns that were loaded.

        Args:
            firsts: per line, the place of that other.
        """
        found = self.always()
        for column in self._columns.values():
            found &= column.codes == column.codes[firsts]
        return found


@dataclass(slots=True, eq=False)
class Groups:
    """Lines of a block that belong together.

    Attributes:
        codes: per line its group, numbered in the order in which they come.
        firsts: per group the place of its first line.
    """

    codes: Codes
    firsts: Codes

    @staticmethod
    def of(keys: Sequence[tuple[Codes, int]]) -> Groups:
        """Lines that are alike in all of these keys.

        Args:
            keys: per key a number for every line, and how many numbers there are.
        """
        import numpy as np
        import pandas as pd

        found = np.zeros(len(keys[0][0]), dtype=np.int64)
        different = found
        for codes, count in keys:
            # Numbered anew each time, so that the product stays far below what an integer holds.
            found, different = pd.factorize(found * count + codes)
        lines = np.arange(len(found), dtype=np.intp)
        firsts = np.empty(len(different), dtype=np.intp)
        firsts[found[::-1]] = lines[::-1]
        return Groups(found, firsts)


def mark_of(row: Sequence[str]) -> int:
    """A hash of all cells of a row, to tell repeated rows by within one run."""
    # No text holds a NUL when its cells come here, so the join is as good as the cells.
    return hash("\x00".join(row))


def _column(cells: pd.Series[str]) -> Column:
    import pandas as pd

    codes, values = pd.factorize(cells.to_numpy(dtype=object))
    return Column(codes, list(values))


def cut(
    stream: TextIO, delimiter: str, *, width: int, first_number: int
) -> Iterator[Block | list[str] | Iterator[str]]:
    """Cut lines into blocks.

    Args:
        stream: gives line ends as they are; does not stand in the middle of a record.
        width: how many cells a regular line has.
        first_number: the row number of the first record.

    Yields:
        Blocks; a list of lines that are one record each but not of the usual width; and, from the first
        place on where a quote or a line end is not where it belongs, an iterator over all lines left.
    """
    pieces = _Pieces(stream)
    for data in pieces:
        found = _regular(data, delimiter)
        if found is None:
            yield chain(_lines(data), pieces.left())
            return
        ends, counted = found
        if (counted == width - 1).all() and _is_plain(data, ends):
            yield Block(first_number, data, ends, delimiter)
        else:
            yield list(_lines(data))
        first_number += len(ends)
    yield pieces.left()


class _Pieces:
    """The lines of a stream in UTF-8, `LINES` at a time, up to a character that has no place there."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._read = b""
        self._refused = ""

    def __iter__(self) -> Iterator[bytes]:
        more = True
        while True:
            while more and self._read.count(b"\n") < LINES:
                more = self._read_more()
            if self._refused:
                return
            cut = self._end_of_lines() if more else len(self._read)
            if not cut:
                return
            piece, self._read = self._read[:cut], self._read[cut:]
            yield piece

    def left(self) -> Iterator[str]:
        """The lines that no piece has had."""
        text = self._read.decode("utf-8") + self._refused + self._stream.readline()
        return chain(io.StringIO(text, newline=""), self._stream)

    def _read_more(self) -> bool:
        """Take more of the stream; False at its end, and at what no block can hold."""
        text = self._stream.read(_READ_AT_ONCE)
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError:
            # A codec that a person named left halves of characters in it.
            self._refused = text
            return False
        if len(text) == _READ_AT_ONCE and b"\n" not in data:
            # No line of a table is as long, so the line ends are others, and no block would ever be full.
            self._refused = text
            return False
        self._read += data
        return bool(data)

    def _end_of_lines(self) -> int:
        import numpy as np

        ends = np.flatnonzero(np.frombuffer(self._read, dtype=np.uint8) == _NEWLINE)
        return int(ends[LINES - 1]) + 1


def _lines(data: bytes) -> Iterator[str]:
    return iter(io.StringIO(data.decode("utf-8"), newline=""))


def _is_plain(data: bytes, ends: Codes) -> bool:
    """Whether no cell can be too long, and no mark that pandas takes off stands before the first."""
    import numpy as np

    return int(np.diff(ends, prepend=-1).max()) <= CELL_CHARACTERS and not data.startswith(b"\xef\xbb\xbf")


def _regular(data: bytes, delimiter: str) -> tuple[Codes, Codes] | None:
    """Where every line ends and how many cells end inside it; None when a record may be more or less."""
    import numpy as np

    if b"\x00" in data or b"\x1a" in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    signs = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(signs == _NEWLINE)
    if not data.endswith(b"\n"):
        ends = np.append(ends, len(data))
    separators = np.flatnonzero(signs == ord(delimiter))
    counted = np.diff(np.searchsorted(separators, ends), prepend=0)
    if _QUOTE in data:
        quoted = _quoted(signs, separators, ends, delimiter)
        if quoted is None:
            return None
        counted -= quoted
    return ends, counted


def _quoted(
    signs: np.ndarray[Any, np.dtype[np.uint8]], separators: Codes, ends: Codes, delimiter: str
) -> Codes | None:
    """Per line, how many separators stand between quotes; None when one stands anywhere but at a cell's ends.

    A doubled quote closes and opens, which comes to the same.
    """
    import numpy as np

    quotes = np.flatnonzero(signs == _QUOTE)
    if len(quotes) % 2:
        return None
    opening, closing = quotes[::2], quotes[1::2]
    lines = np.searchsorted(ends, opening)
    if (lines != np.searchsorted(ends, closing)).any():
        return None
    before, after = signs[opening - 1], signs[np.minimum(closing + 1, len(signs) - 1)]
    before[opening == 0] = after[closing + 1 == len(signs)] = _NEWLINE
    if not np.isin(before, [ord(delimiter), _NEWLINE, _QUOTE]).all():
        return None
    if not np.isin(after, [ord(delimiter), _NEWLINE, _RETURN, _QUOTE]).all():
        return None
    between = np.searchsorted(separators, closing) - np.searchsorted(separators, opening)
    return np.bincount(lines, weights=between, minlength=len(ends)).astype(np.intp)
