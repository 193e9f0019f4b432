"""Is a CPR number anywhere in these bytes? As text in any spelling, as a number, or hashed without a key.

Looks for thousands of numbers at once: every candidate in the bytes is looked up, instead of every number
being searched for. Files are opened as deep as they go: ZIPs inside ZIPs, a database value by value.
"""

from __future__ import annotations

import hashlib
import io
import re
import sqlite3
import struct
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

import numpy as np

_TEN_DIGITS = re.compile(
    rb"(?=(?<!\d)(\d{6})(?:[-_/.: ]|\xc2\xa0|\xc2\xad|\xe2\x80[\x90-\x93]|\xa0|\xad)?(\d{4})(?!\d))"
)
_NINE_DIGITS = re.compile(rb"(?=(?<!\d)(\d{9})(?!\d))")
_IN_GROUPS = re.compile(rb"(?=(?<!\d)(\d\d)([-./ ])(\d\d)\2(\d\d)[-./ ]?(\d\d)[-./ ]?(\d\d)(?!\d))")
_HEX = re.compile(rb"(?i)(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])")
_ALGORITHMS = ("md5", "sha1", "sha256")
_SQLITE = b"SQLite format 3\x00"
_WORD = 8

Chunks = Iterable[tuple[str, bytes]]


class Scanner:
    """Knows what must not be found."""

    def __init__(self, numbers: Iterable[str]) -> None:
        """Prepare the look-ups.

        Args:
            numbers: ten digits each.
        """
        self._plain = {number.encode() for number in numbers}
        self._without_zero = {number.lstrip(b"0") for number in self._plain if number.startswith(b"0")}
        digests = [
            hashlib.new(algorithm, text, usedforsecurity=False)
            for number in self._plain
            for text in (number, number[:6] + b"-" + number[6:])
            for algorithm in _ALGORITHMS
        ]
        self._hashed = {digest.hexdigest().encode() for digest in digests}
        words = {digest.digest()[:_WORD] for digest in digests}
        values = [int(number) for number in self._plain]
        words |= {struct.pack(form, value) for value in values for form in ("<Q", ">Q", "<d", ">d")}
        self._words = np.unique(np.frombuffer(b"".join(words), dtype="<u8"))

    def leaks(self, chunks: Chunks) -> list[str]:
        """The names of the chunks in which a number is found; the place only."""
        return [name for name, data in chunks if self.is_in(data)]

    def is_in(self, data: bytes) -> bool:
        """Whether any number is in the bytes, in any of its forms."""
        return (
            self._is_in_text(data)
            or (b"\x00" in data and self._is_in_text(data.replace(b"\x00", b"")))
            or self._is_in_words(data)
        )

    def _is_in_text(self, data: bytes) -> bool:
        return (
            any(match[1] + match[2] in self._plain for match in _TEN_DIGITS.finditer(data))
            or any(match[1] in self._without_zero for match in _NINE_DIGITS.finditer(data))
            or any(b"".join(match.group(1, 3, 4, 5, 6)) in self._plain for match in _IN_GROUPS.finditer(data))
            or any(found.lower() in self._hashed for found in _HEX.findall(data))
        )

    def _is_in_words(self, data: bytes) -> bool:
        """Eight bytes at every offset: whole numbers, floating-point numbers, and how raw hashes begin."""
        last = len(self._words) - 1
        for offset in range(min(_WORD, len(data))):
            size = (len(data) - offset) // _WORD
            if size:
                seen = np.frombuffer(data, "<u8", size, offset)
                nearest = np.minimum(np.searchsorted(self._words, seen), last)
                if (self._words[nearest] == seen).any():
                    return True
        return False


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, every file inside it as deep as it goes, and every value when it is a database."""
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield f"{name}/{inner} (name)", inner.encode()
                yield from unpacked(f"{name}/{inner}", archive.read(inner))
    elif data.startswith(_SQLITE):
        yield f"{name} (values)", b"\n".join(_values(data))


def _values(data: bytes) -> Iterator[bytes]:
    """Whole numbers are stored in as few bytes as they need, so they are written out."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a table's own name
                yield from (each if isinstance(each, bytes) else str(each).encode() for each in row)


def files_below(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """Every file with what is inside it, and every name."""
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield from unpacked(str(path), path.read_bytes())
            yield f"{path} (name)", path.name.encode()


def written_calls(trace: Path) -> Iterator[tuple[str, bytes]]:
    """What each call that strace saw carried, as bytes."""
    carried = 0
    with trace.open("rb") as lines:
        for number, line in enumerate(lines):
            for text in re.findall(rb'"((?:\\x[0-9a-f]{2})*)"', line):
                data = bytes.fromhex(text.replace(rb"\x", b"").decode())
                carried += len(data)
                yield f"call {number}", data
    if carried < 1_000_000:
        raise AssertionError("the trace holds hardly anything: it did not see the program write")
