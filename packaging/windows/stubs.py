"""What does Wine lack that our libraries look for, and what stands in for it on the machine that builds?

DLLs made here from `c/`: Wine's C library with the complex numbers it leaves out, random numbers under the
name Rust asks for, and two that know nothing to everything they are asked. They lie in the build's own
Windows; `bundle` checks that none of them is in what is shipped, where Windows' own are used.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from devtools import machine
from windows.portable_executable import Program

SOURCES = Path(__file__).resolve().parent / "c"
COMPILER = "x86_64-w64-mingw32-gcc-win32"
NAMES = ("ucrtbase.dll", "wineucrt.dll", "icuuc.dll", "mscms.dll", "bcryptprimitives.dll")
"""Every file name `make` leaves behind; none may be in a bundle."""

WINES = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")
"""Where Debian's Wine keeps its DLLs."""
# Wine writes this into its own DLLs; a copy with another name must not claim to be one of them.
_MARK = b"Wine builtin DLL"
_WITHOUT_START = ("-nostdlib", "-Wl,-e,0")


def make(folder: Path, *, wines: Path = WINES) -> list[Path]:
    """Compile the stubs.

    Args:
        folder: where they are put.
        wines: the DLLs of Wine itself.

    Returns:
        The DLLs, by the names they must have in Windows' own folder.

    Raises:
        machine.Trouble: the compiler refused.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wines_own = (wines / "ucrtbase.dll").read_bytes()
    at = wines_own.find(_MARK)
    if not 0 < at < 512:
        raise machine.Trouble("This Wine's ucrtbase.dll is not as it was in Wine 8.")
    (folder / "wineucrt.dll").write_bytes(wines_own[:at] + b"\0" * len(_MARK) + wines_own[at + len(_MARK) :])
    source = SOURCES / "complex.c"
    definition = folder / "ucrtbase.def"
    offered = Program(wines_own).offers()
    definition.write_text(exports(offered, ours(source.read_text(encoding="utf-8"))), encoding="utf-8")
    _compiled(folder / "ucrtbase.dll", source, str(definition), "-static-libgcc", "-Wl,--exclude-all-symbols")
    for name, libraries in {"icuuc": (), "mscms": (), "bcryptprimitives": ("-ladvapi32",)}.items():
        _compiled(folder / f"{name}.dll", SOURCES / f"{name}.c", *_WITHOUT_START, *libraries)
    return [folder / name for name in NAMES]


def ours(source: str) -> set[str]:
    """The functions the source defines, by the names callers know."""
    families = re.findall(r"\b(?:MAPS|MEASURES)\((c\w+)\)", source)
    single = re.findall(r"\bour_(c\w+)\(", source)
    return {name + ending for name in families for ending in ("", "f", "l")} | set(single)


def exports(offered: list[str], own: set[str]) -> str:
    """The linker's list: every name of Wine's C library, ours where we have it, otherwise handed on."""
    lines = [f"  {name} = {'our_' if name in own else 'wineucrt.'}{name}" for name in offered]
    return "\n".join(["LIBRARY ucrtbase.dll", "EXPORTS", *lines]) + "\n"


def _compiled(target: Path, source: Path, *more: str) -> None:
    command = [COMPILER, "-std=c11", "-O2", "-shared", "-o", str(target), str(source), *more]
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise machine.Trouble(f"the compiler refused {source.name}:\n{result.stderr[-2000:]}")
