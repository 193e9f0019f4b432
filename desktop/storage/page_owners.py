"""To which tables do some pages of a database belong? Asked only when a plan turned out to be spoilt.

Reads the trees that SQLite's pages make, from the page each table and index begins with downwards. What a
damaged tree leads to is not followed, and long values that run on in pages of their own are left out: this is
for a sentence, and a table that is not named is no harm.
Source of the page layout: sqlite.org/fileformat2.html, 1.6.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

_INNER = frozenset({2, 5})
"""Kinds of pages that have others below them: of an index, of a table."""
_FIRST_PAGE_HEADER = 100
_INNER_HEADER = 12
_SMALLEST_PAGE = 512


def tables_on(path: Path, blocks: Collection[int], length: int) -> tuple[str, ...]:
    """Names of the tables that have a page in one of the blocks, or whose indexes do, in their order.

    Args:
        path: a database that has been found sound.
        blocks: numbers from 0.
        length: bytes in a block.
    """
    with closing(sqlite3.connect(path)) as raw:
        (size,) = raw.execute("PRAGMA page_size").fetchone()
        trees = raw.execute("SELECT tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0").fetchall()
    data = path.read_bytes()
    starts = (at for block in blocks for at in range(block * length, (block + 1) * length, _SMALLEST_PAGE))
    pages = {at // size + 1 for at in starts}
    found = [table for table, root in trees if not pages_below(data, size, root).isdisjoint(pages)]
    return tuple(dict.fromkeys(found))


def pages_below(data: bytes, size: int, root: int) -> set[int]:
    """The page a tree begins with and all pages below it."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        number = waiting.pop()
        if 0 < number <= len(data) // size and number not in seen:
            seen.add(number)
            waiting += _next_below(data[(number - 1) * size : number * size], first=number == 1)
    return seen


def _next_below(page: bytes, *, first: bool) -> list[int]:
    header = _FIRST_PAGE_HEADER if first else 0
    if page[header] not in _INNER:
        return []
    cells = header + _INNER_HEADER
    places = [_number(page, cells + 2 * cell, 2) for cell in range(_number(page, header + 3, 2))]
    return [_number(page, header + 8, 4), *(_number(page, place, 4) for place in places)]


def _number(page: bytes, at: int, length: int) -> int:
    return int.from_bytes(page[at : at + length], "big")
