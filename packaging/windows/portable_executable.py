"""What does a Windows program say about itself, without being run: for which machine, needing which DLLs?

Read as Microsoft describes the format: https://learn.microsoft.com/windows/win32/debug/pe-format
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

X64 = 0x8664
_EXPORTS, _IMPORTS, _DELAYED = 0, 1, 13
_PE32_PLUS = 0x20B


class NotAProgramError(Exception):
    """The bytes are no 64-bit Windows program or DLL."""


@dataclass(frozen=True, slots=True)
class _Section:
    """Where a part of the file lies when it is loaded."""

    address: int
    size: int
    offset: int


@dataclass(slots=True)
class Program:
    """A Windows program or DLL, read from its bytes.

    Attributes:
        content: the whole file.
        machine: the processor it is for; `X64` is the one we ship for.
    """

    content: bytes
    machine: int = 0
    _sections: list[_Section] = field(default_factory=list)
    _folders: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.content[:2] != b"MZ":
            raise NotAProgramError("no MZ header")
        header = self._number("<I", 0x3C)
        if self.content[header : header + 4] != b"PE\0\0":
            raise NotAProgramError("no PE header")
        self.machine = self._number("<H", header + 4)
        sections = self._number("<H", header + 6)
        optional, length = header + 24, self._number("<H", header + 20)
        if self._number("<H", optional) != _PE32_PLUS:
            raise NotAProgramError("not of 64 bits")
        count = self._number("<I", optional + 108)
        self._folders = [self._number("<I", optional + 112 + 8 * index) for index in range(count)]
        for index in range(sections):
            at = optional + length + 40 * index
            size, address, _, offset = struct.unpack_from("<IIII", self.content, at + 8)
            self._sections.append(_Section(address, size, offset))

    def needs(self) -> set[str]:
        """The DLLs it loads at its start or when first used, in lower case."""
        return {self._text(name).casefold() for name in self._needed()}

    def _needed(self) -> Iterator[int]:
        """Addresses of the names of DLLs."""
        for folder, width, place in ((_IMPORTS, 20, 12), (_DELAYED, 32, 4)):
            if folder >= len(self._folders) or not self._folders[folder]:
                continue
            at = self._offset(self._folders[folder])
            while name := self._number("<I", at + place):
                yield name
                at += width

    def offers(self) -> list[str]:
        """The names of what a DLL lets others call."""
        if not self._folders or not self._folders[_EXPORTS]:
            return []
        at = self._offset(self._folders[_EXPORTS])
        count, names = self._number("<I", at + 24), self._number("<I", at + 32)
        first = self._offset(names)
        return [self._text(self._number("<I", first + 4 * index)) for index in range(count)]

    def _number(self, form: str, at: int) -> int:
        return int(struct.unpack_from(form, self.content, at)[0])

    def _offset(self, address: int) -> int:
        for section in self._sections:
            if section.address <= address < section.address + section.size:
                return address - section.address + section.offset
        raise NotAProgramError(f"address {address:#x} lies in no section")

    def _text(self, address: int) -> str:
        at = self._offset(address)
        return self.content[at : self.content.index(b"\0", at)].decode("ascii", errors="replace")
