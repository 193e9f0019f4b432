"""What stands where the municipality's own logo goes? A small town hall, drawn here, that is nobody's mark.

The picture is a palette PNG whose data are stored and not compressed: the same bytes with every zlib.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIZE = 160
"""Pixels a side; at 16 mm that is 254 to the inch."""

_SHADES = 16
_SAMPLES = 4
_INK = (0x1D, 0x4E, 0x5F)
_CORNER = 0.19


def emblem_png() -> bytes:
    """The emblem: white on a petrol-coloured square with round corners, transparent around it."""
    header = struct.pack(">IIBBBBB", SIZE, SIZE, 4, 3, 0, 0, 0)
    rows = b"".join(b"\0" + _packed(_row(y)) for y in range(SIZE))
    chunks = (
        (b"IHDR", header),
        (b"PLTE", _palette()),
        (b"IDAT", zlib.compress(rows, 0)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _palette() -> bytes:
    """From ink to white."""
    steps = (shade / (_SHADES - 1) for shade in range(_SHADES))
    return bytes(round(ink + (255 - ink) * step) for step in steps for ink in _INK)


def _packed(shades: Iterator[int]) -> bytes:
    row = list(shades)
    return bytes(left << 4 | right for left, right in zip(row[::2], row[1::2], strict=True))


def _row(y: int) -> Iterator[int]:
    for x in range(SIZE):
        white = sum(
            _is_white((x + (i + 0.5) / _SAMPLES) / SIZE, (y + (j + 0.5) / _SAMPLES) / SIZE)
            for i in range(_SAMPLES)
            for j in range(_SAMPLES)
        )
        yield round(white / _SAMPLES**2 * (_SHADES - 1))


def _is_white(x: float, y: float) -> bool:
    """Whether a point of the unit square shows paper: outside the round corners, or part of the town hall."""
    return not _in_square(x, y) or _in_town_hall(abs(x - 0.5), y)


def _in_square(x: float, y: float) -> bool:
    across, down = max(abs(x - 0.5) - 0.5 + _CORNER, 0.0), max(abs(y - 0.5) - 0.5 + _CORNER, 0.0)
    return across**2 + down**2 <= _CORNER**2


def _in_town_hall(across: float, y: float) -> bool:
    """Spire, gable, four pillars and two steps, as the distance from the middle line and from the top."""
    spire = across < 0.018 and 0.14 < y < 0.27
    gable = 0.25 < y < 0.42 and across < 0.33 * (y - 0.25) / 0.17
    beam = 0.45 < y < 0.50 and across < 0.31
    pillars = 0.53 < y < 0.71 and (0.055 < across < 0.115 or 0.215 < across < 0.275)
    steps = (0.74 < y < 0.79 and across < 0.31) or (0.81 < y < 0.86 and across < 0.36)
    return spire or gable or beam or pillars or steps
