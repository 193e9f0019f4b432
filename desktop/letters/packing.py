"""How do the parts of a letter become one .docx file when most of them are the same in every letter?

A .docx is a ZIP. What never changes is deflated once and kept as one block of finished bytes with its
directory entries; a letter adds only its own parts behind it. Every entry has the same date, so that the
same letter is the same bytes tomorrow.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_UTF8_NAME = 0x800
_DEFLATED = 8
_FIRST_OF_JANUARY_1980 = 0x21
_RAW = -zlib.MAX_WBITS

Part = tuple[str, bytes]


class Packer:
    """Makes packages that all begin with the same parts.

    Args:
        unchanged: the parts every package has, in this order.
    """

    def __init__(self, unchanged: Iterable[Part]) -> None:
        block: list[bytes] = []
        directory: list[bytes] = []
        self._size = 0
        self._count = 0
        self._last: dict[str, tuple[bytes, bytes, int]] = {}
        for name, content in unchanged:
            self._size += _append(block, directory, self._size, name, content, *_deflated(content))
            self._count += 1
        self._block = b"".join(block)
        self._directory = b"".join(directory)

    def pack(self, parts: Iterable[Part]) -> bytes:
        """The package: the unchanged parts, then these."""
        return b"".join(self.pieces(parts))

    def pieces(self, parts: Iterable[Part]) -> list[bytes]:
        """The same in pieces that follow each other in the file."""
        pieces = [self._block]
        directory = [self._directory]
        offset, count = self._size, self._count
        for name, content in parts:
            offset += _append(pieces, directory, offset, name, content, *self._packed(name, content))
            count += 1
        entries = b"".join(directory)
        pieces.append(entries)
        pieces.append(_END.pack(b"PK\5\6", 0, 0, count, count, len(entries), offset, 0))
        return pieces

    def _packed(self, name: str, content: bytes) -> tuple[bytes, int]:
        """The deflated part. The very object that the letter before had is not deflated again."""
        last = self._last.get(name)
        if last is not None and last[0] is content:
            return last[1:]
        packed, checksum = _deflated(content)
        self._last[name] = (content, packed, checksum)
        return packed, checksum


def _deflated(content: bytes) -> tuple[bytes, int]:
    """The raw deflated bytes and the checksum of what they hold."""
    deflater = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, _RAW)
    return deflater.compress(content) + deflater.flush(), zlib.crc32(content)


def _append(
    pieces: list[bytes],
    directory: list[bytes],
    offset: int,
    name: str,
    content: bytes,
    packed: bytes,
    checksum: int,
) -> int:
    """Add one part behind the others, and say how many bytes that took."""
    stored = name.encode("utf-8")
    flags = 0 if stored.isascii() else _UTF8_NAME
    sizes = (checksum, len(packed), len(content), len(stored))
    head = _LOCAL.pack(b"PK\3\4", _VERSION, flags, _DEFLATED, 0, _FIRST_OF_JANUARY_1980, *sizes, 0)
    pieces += (head, stored, packed)
    directory.append(
        _CENTRAL.pack(
            b"PK\1\2", _VERSION, _VERSION, flags, _DEFLATED, 0, _FIRST_OF_JANUARY_1980, *sizes,
            0, 0, 0, 0, 0, offset,
        )
    )  # fmt: skip
    directory.append(stored)
    return len(head) + len(stored) + len(packed)
