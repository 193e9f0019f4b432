"""Is Microsoft's C++ runtime shipped once, in its newest version, where every library finds it?"""

from __future__ import annotations

import struct
from pathlib import Path

import c_runtime


def library(path: Path, *numbers: int) -> str:
    """A file with the version resource of a DLL."""
    major, minor, build, revision = numbers
    fixed = struct.pack("<4I", 0xFEEF04BD, 0x10000, major << 16 | minor, build << 16 | revision)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"MZ" + b"\0" * 100 + fixed + b"\0" * 100)
    return str(path)


def test_the_newest_of_each_name_is_kept_beside_everything_else(tmp_path: Path) -> None:
    old, new = library(tmp_path / "old.dll", 14, 9, 1, 1), library(tmp_path / "new.dll", 14, 44, 35211, 0)
    hashed = library(tmp_path / "hashed.dll", 14, 40, 33810, 0)
    other = ("PySide6\\Qt6Core.dll", str(tmp_path / "Qt6Core.dll"), "BINARY")
    entries = [
        ("VCRUNTIME140.dll", old, "BINARY"),
        other,
        ("PySide6\\VCRUNTIME140.dll", new, "BINARY"),
        ("shiboken6\\vcruntime140.dll", old, "BINARY"),
        ("PySide6/MSVCP140_1.dll", new, "BINARY"),
        ("numpy.libs\\msvcp140-a4c2.dll", hashed, "BINARY"),
        ("pandas.libs\\msvcp140-a4c2.dll", hashed, "BINARY"),
    ]
    assert c_runtime.once(entries) == [
        other,
        ("msvcp140-a4c2.dll", hashed, "BINARY"),
        ("msvcp140_1.dll", new, "BINARY"),
        ("vcruntime140.dll", new, "BINARY"),
    ]


def test_libraries_of_other_systems_are_left_alone(tmp_path: Path) -> None:
    entries = [("libQt6Core.so.6", str(tmp_path / "libQt6Core.so.6"), "BINARY")]
    assert c_runtime.once(entries) == entries


def test_a_library_without_a_version_is_the_oldest(tmp_path: Path) -> None:
    bare = tmp_path / "bare.dll"
    bare.write_bytes(b"MZ")
    assert c_runtime.version(bare) == (0, 0, 0, 0)
    known = library(tmp_path / "known.dll", 14, 40, 33810, 2)
    assert c_runtime.version(Path(known)) == (14, 40, 33810, 2)
    entries = [("a/msvcp140.dll", str(bare), "BINARY"), ("b/msvcp140.dll", known, "BINARY")]
    assert c_runtime.once(entries) == [("msvcp140.dll", known, "BINARY")]
