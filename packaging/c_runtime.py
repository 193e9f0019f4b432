"""Of the many copies of Microsoft's C++ runtime that the libraries bring, which is shipped, and where?

Of each name the newest, once, in the folder that every DLL of the program is looked for in. Microsoft keeps
a newer one good for whatever was made with an older one, not the other way round; and a process that has
loaded one copy gives it to all who ask for that name, so that with several it is chance whose everybody gets.
https://learn.microsoft.com/cpp/porting/binary-compat-2015-2017
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""As PyInstaller lists files: the name in the bundle, the file it comes from, its kind."""

RUNTIME = re.compile(r"(?:msvcp|vcruntime|concrt)140[\w-]*\.dll", re.IGNORECASE)
# Begins the numbers of the version in every DLL's version resource.
_VERSION = struct.pack("<I", 0xFEEF04BD)


def once(entries: Iterable[Entry]) -> list[Entry]:
    """The same files, of the runtime only the newest of each name, all in the bundle's own folder.

    Args:
        entries: what PyInstaller has gathered.
    """
    others: list[Entry] = []
    newest: dict[str, Entry] = {}
    for entry in entries:
        name = PurePath(entry[0].replace("\\", "/")).name
        if not RUNTIME.fullmatch(name):
            others.append(entry)
            continue
        best = newest.get(name.casefold())
        if best is None or version(Path(entry[1])) > version(Path(best[1])):
            newest[name.casefold()] = (name.casefold(), *entry[1:])
    return [*others, *(newest[name] for name in sorted(newest))]


def version(library: Path) -> tuple[int, int, int, int]:
    """The version a DLL says it has; four noughts when it says none."""
    content = library.read_bytes()
    at = content.find(_VERSION)
    if at < 0:
        return (0, 0, 0, 0)
    # The signature and the resource's own version stand before it.
    high, low = struct.unpack_from("<II", content, at + 8)
    return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)
