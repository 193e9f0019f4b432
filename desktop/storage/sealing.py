"""Is every byte of a plan file still the one that was saved? A seal behind the database tells.

SQLite keeps no sums of its pages, and its integrity check looks at the structure: a letter that turns into
another inside a cell, on a drive or a USB stick that grows old, is "ok" to it. So a saved plan has a seal
behind its last page, where SQLite does not look: a CRC-32 of each block, which tells where the damage is,
and the SHA-256 of the whole database, which tells whether there is any.

Another program that opens the plan as the SQLite database it is may change it, and then the seal is about
what was there before. SQLite counts its changes in two places of the first page; when they agree and are not
what the seal was made over, the change was meant and the seal counts for nothing. No single byte can do that.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass

from desktop.storage.checking import MAGIC

BLOCK = 4096
"""Bytes that have one sum together; a page of the databases this program makes."""

_MARK = b"EANP seal 1 end\r\n"
_END = struct.Struct(f">Q4s32s{len(_MARK)}s")
"""Length of the database, its count of changes, its SHA-256, the mark. An odd number of bytes, and sums of
four: a file with a seal never is a whole number of pages long, so one whose mark was hit is known for it."""

_CHANGES, _VALID_FOR = slice(24, 28), slice(92, 96)
"""SQLite counts a change of the file here, and repeats here what the size in the header was valid for.
Source: sqlite.org/fileformat2.html, 1.3.7 and 1.3.17."""
_SMALLEST_PAGE = 512


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What a plan file holds.

    Attributes:
        body: the database.
        is_whole: False when a byte of it is not the one that was saved.
        blocks: which blocks of it are not; empty when that can not be told.
    """

    body: bytes
    is_whole: bool = True
    blocks: tuple[int, ...] = ()


def sealed(body: bytes) -> bytes:
    """A database with its seal behind it."""
    end = _END.pack(len(body), body[_CHANGES], hashlib.sha256(body).digest(), _MARK)
    return b"".join((body, _sums(body), end))


def unsealed(data: bytes) -> Unsealed:
    """The database in a plan file, and whether it is as it was saved.

    A file without a seal is taken as it is: an earlier format, or what another program wrote.
    """
    if not data.endswith(_MARK):
        return Unsealed(data, is_whole=not _has_half_a_page(data))
    length, changes, digest, _mark = _END.unpack_from(data, len(data) - _END.size)
    if _page_size(data) and data[_CHANGES] == data[_VALID_FOR] != changes:
        return Unsealed(_as_sqlite_counts(data))
    if length + 4 * _blocks(length) + _END.size != len(data):
        return Unsealed(data, is_whole=False)
    body, sums = data[:length], data[length : -_END.size]
    if hashlib.sha256(body).digest() == digest:
        return Unsealed(body)
    spoilt = _differing(_sums(body), sums)
    # Where every block still has its sum, it is the SHA-256 that was hit.
    return Unsealed(body, is_whole=not spoilt, blocks=spoilt)


def _sums(body: bytes) -> bytes:
    view = memoryview(body)
    sums = [zlib.crc32(view[at : at + BLOCK]) for at in range(0, len(body), BLOCK)]
    return struct.pack(f">{len(sums)}I", *sums)


def _blocks(length: int) -> int:
    return -(-length // BLOCK)


def _differing(now: bytes, then: bytes) -> tuple[int, ...]:
    return tuple(at // 4 for at in range(0, len(now), 4) if now[at : at + 4] != then[at : at + 4])


def _page_size(data: bytes) -> int:
    """As the header says; 0 when there is no header, or none that can be right."""
    if not data.startswith(MAGIC) or len(data) < _SMALLEST_PAGE:
        return 0
    size = int.from_bytes(data[16:18], "big")
    size = 65_536 if size == 1 else size
    return size if size >= _SMALLEST_PAGE else 0


def _has_half_a_page(data: bytes) -> bool:
    """SQLite writes whole pages; anything else is cut off, or has a seal whose mark was hit."""
    size = _page_size(data)
    return bool(size and len(data) % size)


def _as_sqlite_counts(data: bytes) -> bytes:
    """Without what lies behind the pages that the header counts."""
    pages = int.from_bytes(data[28:32], "big")
    return data[: _page_size(data) * pages] if pages else data
