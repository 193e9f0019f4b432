"""Where in an OLE2 file, such as an XLS, is the stream of a name?

Only as much of the format as a stream needs: the chains of sectors, the small streams that share some, and
the directory. Source: MS-CFB, "Compound File Binary File Format", 2.2 to 2.6.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_HEADER = 512
_IN_HEADER = 109
"""Sectors of the allocation table that the header itself names."""
_LAST_SECTOR = 0xFFFF_FFFA
"""Numbers from here on are no sectors: end of a chain, free, tables."""
_ENTRY = 128
_ROOT, _STREAM = 5, 2
_SHIFTS = frozenset({9, 12})


class OddFile(ValueError):
    """A file that is not put together as it should be."""


class EndlessFile(OddFile):
    """A file whose sectors lead back to themselves: a reader that follows them never comes to an end."""


def refuse_endless(data: bytes) -> None:
    """Follow every chain of a file once, before a reader does that does not look where it has been.

    Raises:
        EndlessFile: one of them bites its own tail.
    """
    try:
        _Compound(data).follow_all()
    except EndlessFile:
        raise
    except (OddFile, struct.error):
        # Whoever reads it says what is wrong with it.
        return


def stream_in(data: bytes, *names: str) -> bytes:
    """The bytes of the first stream in the file that has one of the names.

    Raises:
        OddFile: there is none, or its sectors lead nowhere.
    """
    try:
        return _Compound(data).stream(names)
    except struct.error:
        raise OddFile from None


class _Compound:
    def __init__(self, data: bytes) -> None:
        (shift,) = struct.unpack_from("<H", data, 30)
        if not data.startswith(MAGIC) or shift not in _SHIFTS:
            raise OddFile
        self._data, self._size = data, 1 << shift
        self._table = self._allocation()
        (first,) = struct.unpack_from("<I", data, 48)
        self._entries = self._chained(first)

    def stream(self, names: Sequence[str]) -> bytes:
        (least,) = struct.unpack_from("<I", self._data, 56)
        for at in range(0, len(self._entries) - _ENTRY + 1, _ENTRY):
            name, kind, first, size = self._entry(at)
            if kind == _STREAM and name in names:
                whole = self._chained(first) if size >= least else self._small(first)
                if len(whole) < size:
                    raise OddFile
                return whole[:size]
        raise OddFile

    def follow_all(self) -> None:
        starts = [self._entry(at)[2] for at in range(0, len(self._entries) - _ENTRY + 1, _ENTRY)]
        for first in (*starts, *struct.unpack_from("<I", self._data, 60)):
            if first < len(self._table):
                _chain(self._table, first)

    def _entry(self, at: int) -> tuple[str, int, int, int]:
        """Name, kind, first sector and size of an entry of the directory."""
        raw, length, kind = struct.unpack_from("<64sHB", self._entries, at)
        first, size = struct.unpack_from("<II", self._entries, at + 116)
        return raw[: max(0, length - 2)].decode("utf-16-le", "replace"), kind, first, size

    def _allocation(self) -> list[int]:
        """For every sector the one that follows it."""
        tables = [*struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)]
        further, count = struct.unpack_from("<II", self._data, 68)
        numbers = self._size // 4
        seen: set[int] = set()
        while further < _LAST_SECTOR and len(seen) < count:
            if further in seen:
                raise EndlessFile
            seen.add(further)
            *more, further = struct.unpack(f"<{numbers}I", self._sector(further))
            tables += more
        found: list[int] = []
        for table in tables:
            if table < _LAST_SECTOR:
                found += struct.unpack(f"<{numbers}I", self._sector(table))
        return found

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._data[begin : begin + self._size]

    def _chained(self, first: int) -> bytes:
        return b"".join(self._sector(number) for number in _chain(self._table, first))

    def _small(self, first: int) -> bytes:
        """A stream that shares sectors with others: they lie in the stream of the root."""
        (shift,) = struct.unpack_from("<H", self._data, 32)
        (start,) = struct.unpack_from("<I", self._data, 60)
        size = 1 << min(shift, 12)
        _, kind, root, _ = self._entry(0)
        if kind != _ROOT:
            raise OddFile
        places, table = self._chained(root), self._chained(start)
        following = list(struct.unpack(f"<{len(table) // 4}I", table))
        return b"".join(places[number * size : (number + 1) * size] for number in _chain(following, first))


def _chain(table: Sequence[int], first: int) -> list[int]:
    """The sectors of a chain in their order.

    Raises:
        OddFile: it leads out of the file.
        EndlessFile: it bites its own tail.
    """
    found: list[int] = []
    number = first
    while number < _LAST_SECTOR:
        if number >= len(table):
            raise OddFile
        if len(found) > len(table):
            raise EndlessFile
        found.append(number)
        number = table[number]
    return found
