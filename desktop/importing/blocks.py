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
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

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

    def cells(self) -> list[str]:
        """The cell of every line."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]


class Block:
    """Lines that are one record each, all of the same number of cells."""

    def __init__(self, first_number: int, lines: Sequence[str], delimiter: str, data: bytes) -> None:
        """Take lines that were proved to be regular.

        Args:
            first_number: the first line's row number.
            data: the same lines in UTF-8.
        """
        self._first_number = first_number
        self._lines = lines
        self._delimiter = delimiter
        self._data = data
        self._columns: dict[int, Column] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def number(self, at: int) -> int:
        """The row number of a line by its place in the block."""
        return self._first_number + at

    def row(self, at: int) -> list[str]:
        """All cells of one line."""
        line = self._lines[at]
        if '"' in line:
            return next(csv.reader([line], delimiter=self._delimiter))
        return line.rstrip("\r\n").split(self._delimiter)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every line."""
        for at in range(len(self._lines)):
            yield self.number(at), self.row(at)

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

        return np.ones(len(self._lines), dtype=bool)

    def groups(self, places: Sequence[int]) -> tuple[Codes, list[int]]:
        """Lines that are alike in these columns.

        Returns:
            Per line its group, numbered in the order in which they come; per group its first line.
        """
        import numpy as np
        import pandas as pd

        codes = pd.DataFrame({place: self._columns[place].codes for place in places})
        groups = codes.groupby(list(places), sort=False).ngroup()
        found = np.asarray(groups, dtype=np.intp)
        return found, firsts(found)

    @cached_property
    def marks(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """Per line a hash by which `mark_of` its cells would know it."""
        import numpy as np

        delimiter = self._delimiter
        return np.fromiter(
            (
                mark_of(self.row(at)) if '"' in line else hash(line.rstrip("\r\n").replace(delimiter, "\x00"))
                for at, line in enumerate(self._lines)
            ),
            dtype=np.int64,
            count=len(self._lines),
        )


def mark_of(row: Sequence[str]) -> int:
    """A hash of all cells of a row, to tell repeated rows by within one run."""
    # No text holds a NUL when its cells come here, so the join is as good as the cells.
    return hash("\x00".join(row))


def firsts(codes: Codes) -> list[int]:
    """Where every group of `codes` comes first; they are numbered in the order in which they come."""
    import numpy as np

    places: list[int] = np.unique(codes, return_index=True)[1].tolist()
    return places


def _column(cells: pd.Series[str]) -> Column:
    import pandas as pd

    codes, values = pd.factorize(cells.to_numpy(dtype=object))
    return Column(codes, list(values))


def cut(
    lines: Iterator[str], delimiter: str, *, width: int, first_number: int
) -> Iterator[Block | list[str] | Iterator[str]]:
    """Cut lines into blocks.

    Args:
        lines: with their line ends, none of them in the middle of a record.
        width: how many cells a regular line has.
        first_number: the row number of the first record.

    Yields:
        Blocks; a list of lines that are one record each but not of the usual width; and, from the first
        place on where a quote or a line end is not where it belongs, an iterator over all lines left.
    """
    while taken := list(islice(lines, LINES)):
        data = _in_utf8(taken)
        counted = _delimiters(data, len(taken), delimiter) if data else None
        if counted is None:
            yield chain(taken, lines)
            return
        if (counted == width - 1).all() and _is_plain(data, taken):
            yield Block(first_number, taken, delimiter, data)
        else:
            yield taken
        first_number += len(taken)


def _in_utf8(lines: Sequence[str]) -> bytes:
    """The lines as bytes; none when a codec that a person named left halves of characters in them."""
    try:
        return "".join(lines).encode("utf-8")
    except UnicodeEncodeError:
        return b""


def _is_plain(data: bytes, lines: Sequence[str]) -> bool:
    """Whether no cell can be too long, and no mark that pandas takes off stands before the first."""
    return len(max(lines, key=len)) <= CELL_CHARACTERS and not data.startswith(b"\xef\xbb\xbf")


def _delimiters(data: bytes, lines: int, delimiter: str) -> np.ndarray[Any, np.dtype[np.int64]] | None:
    """How many cells end inside every line; None when a record may be more than its line, or less."""
    import numpy as np

    if b"\x00" in data or b"\x1a" in data or data.count(b"\r") != data.count(b"\r\n"):
        return None
    if not data.endswith(b"\n"):
        data += b"\n"
    signs = np.frombuffer(data, dtype=np.uint8)
    separators = signs == ord(delimiter)
    ends = np.flatnonzero(signs == _NEWLINE)
    if len(ends) != lines:
        return None
    if _QUOTE in data:
        inside = _inside_quotes(signs, delimiter)
        if inside is None or inside[ends].any():
            return None
        separators &= ~inside
    return np.diff(np.searchsorted(np.flatnonzero(separators), ends), prepend=0)


def _inside_quotes(signs: np.ndarray[Any, np.dtype[np.uint8]], delimiter: str) -> Answers | None:
    """Per byte, whether it stands between quotes; None when one stands anywhere but at a cell's ends.

    A doubled quote closes and opens, which comes to the same.
    """
    import numpy as np

    quotes = np.flatnonzero(signs == _QUOTE)
    if len(quotes) % 2:
        return None
    opening, closing = quotes[::2], quotes[1::2]
    before = signs[opening - 1]
    before[opening == 0] = _NEWLINE
    if not np.isin(before, [ord(delimiter), _NEWLINE, _QUOTE]).all():
        return None
    if not np.isin(signs[closing + 1], [ord(delimiter), _NEWLINE, _RETURN, _QUOTE]).all():
        return None
    inside = np.zeros(len(signs), dtype=np.int8)
    inside[opening] = 1
    inside[closing] = -1
    return np.cumsum(inside, dtype=np.int8).astype(bool)
