"""Is this ZIP what it says it is? Entries are read one by one into memory, and the real bytes are counted.

The directory of a ZIP may lie about sizes, let entries share bytes ("overlap bomb", CVE-2024-0450; Python
before 3.11.8 does not look), point at other places, or ask for a password. Nothing is ever unpacked to the
disk, so a name such as `../../x` is harmless here; it is only shown.
"""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import IO

from desktop.importing import limits

_ENCRYPTED_FLAG = 0x1
_AES_METHOD = 99
_LOCAL_HEADER = 30
_LOCAL_MAGIC = b"PK\x03\x04"
_EMPTY_MAGIC = b"PK\x05\x06"
_BLOCK = 1 << 20


class PackageFault(StrEnum):
    """Why a package or one of its entries is not read."""

    DAMAGED = "damaged"
    PASSWORD = "password"  # noqa: S105 - a fault, not a secret
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    METHOD = "method"
    LINK = "link"


class PackageTrouble(Exception):
    """A package or an entry that is not read; carries the fault and no name.

    Attributes:
        whole: the package as a whole is not to be trusted, not only this entry.
    """

    def __init__(self, fault: PackageFault, *, whole: bool = True) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.whole = whole


class Budget:
    """Bytes that may still be unpacked, counted over an archive and all archives inside it."""

    def __init__(self, most_bytes: int) -> None:
        """Begin with all of them."""
        self._left = most_bytes

    def spend(self, size: int) -> None:
        """Take bytes off.

        Raises:
            PackageTrouble: more than there are.
        """
        self._left -= size
        if self._left < 0:
            raise PackageTrouble(PackageFault.TOO_LARGE)


class Package:
    """A ZIP open for reading."""

    def __init__(self, stream: IO[bytes], *, most_entries: int, budget: Budget) -> None:
        """Read the directory.

        Args:
            stream: stays open as long as entries are read, and is the caller's to close.

        Raises:
            PackageTrouble: not a ZIP from its first byte on, damaged, too many entries, or entries that
            overlap.
        """
        start = stream.read(4)
        if start not in (_LOCAL_MAGIC, _EMPTY_MAGIC):
            raise PackageTrouble(PackageFault.DAMAGED)
        self._packed = stream.seek(0, 2)
        stream.seek(0)
        self._budget = budget
        self._unpacked = 0
        try:
            self._zip = zipfile.ZipFile(stream)
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, OSError):
            raise PackageTrouble(PackageFault.DAMAGED) from None
        if len(self._zip.filelist) > most_entries:
            raise PackageTrouble(PackageFault.TOO_MANY)
        self._refuse_overlap()

    def entries(self) -> list[zipfile.ZipInfo]:
        """The files of the package in its own order, folders left out."""
        return [entry for entry in self._zip.infolist() if not entry.is_dir()]

    def names(self) -> list[str]:
        """The entries' names as the directory has them."""
        return self._zip.namelist()

    def read(self, entry: zipfile.ZipInfo, *, limit: int) -> bytes:
        """The bytes of one entry.

        Raises:
            PackageTrouble: see `blocks`.
        """
        return b"".join(self.blocks(entry, limit=limit))

    def blocks(self, entry: zipfile.ZipInfo, *, limit: int) -> Iterator[bytes]:
        """The bytes of one entry in pieces, counted as they come.

        Raises:
            PackageTrouble: `whole` is set when the package's own budget is used up or its directory lies; it
            is
                not set when only this entry is too large, encrypted, a link, or fails its checksum.
        """
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise PackageTrouble(PackageFault.LINK, whole=False)
        if entry.flag_bits & _ENCRYPTED_FLAG or entry.compress_type == _AES_METHOD:
            raise PackageTrouble(PackageFault.PASSWORD, whole=False)
        size = 0
        try:
            with self._zip.open(entry) as stream:
                while block := stream.read(_BLOCK):
                    size += len(block)
                    self._count(block)
                    if size > limit or _is_bomb(size, entry.compress_size, limits.COMPRESSION_RATIO_FROM):
                        raise PackageTrouble(PackageFault.TOO_LARGE, whole=False)
                    yield block
        except NotImplementedError:
            raise PackageTrouble(PackageFault.METHOD, whole=False) from None
        except RuntimeError:
            raise PackageTrouble(PackageFault.PASSWORD, whole=False) from None
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError):
            raise PackageTrouble(PackageFault.DAMAGED, whole=False) from None
        if size != entry.file_size:
            raise PackageTrouble(PackageFault.DAMAGED, whole=False)

    def _count(self, block: bytes) -> None:
        self._budget.spend(len(block))
        self._unpacked += len(block)
        if _is_bomb(self._unpacked, self._packed, limits.ARCHIVE_RATIO_FROM):
            raise PackageTrouble(PackageFault.TOO_LARGE)

    def _refuse_overlap(self) -> None:
        """No two entries may share bytes: 190 entries of one megabyte that are one and the same."""
        end = 0
        for entry in sorted(self._zip.filelist, key=lambda one: one.header_offset):
            if entry.header_offset < end:
                raise PackageTrouble(PackageFault.DAMAGED)
            end = entry.header_offset + _LOCAL_HEADER + entry.compress_size


def _is_bomb(unpacked: int, packed: int, from_size: int) -> bool:
    return unpacked > from_size and unpacked > limits.COMPRESSION_RATIO * max(packed, 1)
