"""How is a ZIP written so that it has the same bytes on every machine?"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

_TIME = (2026, 11, 13, 8, 0, 0)
_UNIX = 3


def stored_zip(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP with fixed times, in the order given.

    Members are stored, not deflated: zlib and zlib-ng, which some systems ship in its place, pack the same
    bytes differently, and git packs the file anyway.
    """
    with io.BytesIO() as written:
        with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
            for name, data in members:
                entry = zipfile.ZipInfo(name, _TIME)
                entry.create_system = _UNIX
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
        return written.getvalue()
