"""What is in the folder that is shipped, and does every file of it come from where it should?

Looked at without running it: a program that needs a DLL neither the folder nor Windows has would only fail at
a user's.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from c_runtime import RUNTIME
from devtools import machine
from windows import runtime, stubs
from windows.portable_executable import X64, Program
from windows.wine import FIXED, Ran, Wine

NAME = "ean-planner"
OURS = ("ean-planner.exe", "ean-planner-gui.exe")
MOST_MB = 140
_PROGRAMS = {".exe", ".dll", ".pyd"}
# Of Windows 10 itself, though Wine has none of that name.
_NOT_IN_WINE = {"bcryptprimitives.dll", "d3d12.dll", "dxcore.dll", "icu.dll", "icuin.dll", "icuuc.dll"}
_NOT_IN_WINE |= {"uiautomationcore.dll"}
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Contents:
    """What was found in a bundle.

    Attributes:
        files: how many.
        bytes: all together.
        parts: bytes by library or folder, the largest first.
        programs: how many programs and DLLs, ours among them.
        known: how many of them are byte for byte a locked wheel's or the signed Python's.
        faults: sentences; a bundle with any is not shipped.
        asked_of_windows: the DLLs that Windows itself must have.
    """

    files: int
    bytes: int
    parts: dict[str, int]
    programs: int
    known: int
    faults: list[str]
    asked_of_windows: list[str]


def freeze(wine: Wine, python: Path, source: Path, work: Path) -> Path:
    """Let PyInstaller build the program as Windows, from `build.spec`.

    Returns:
        The folder that is shipped.

    Raises:
        machine.Trouble: PyInstaller failed twice; its words are in `freeze.log`.
    """
    work.mkdir(parents=True, exist_ok=True)
    target = work / "dist" / NAME
    shutil.rmtree(target, ignore_errors=True)
    ran = _frozen(wine, python, source, work)
    if ran.code != 0:
        # Seen once in 18 under Wine, in a Windows just made; never twice.
        print("- PyInstaller failed and is tried once more; the first log is freeze-1.log", flush=True)
        (work / "freeze-1.log").write_text(ran.said, encoding="utf-8")
        ran = _frozen(wine, python, source, work)
    (work / "freeze.log").write_text(ran.said, encoding="utf-8")
    if ran.code != 0 or not all((target / name).is_file() for name in OURS):
        raise machine.Trouble(f"PyInstaller failed; the end of what it said:\n{ran.said[-3000:]}")
    when = int(FIXED["SOURCE_DATE_EPOCH"])
    for path in [target, *target.rglob("*")]:
        os.utime(path, (when, when))
    return target


def _frozen(wine: Wine, python: Path, source: Path, work: Path) -> Ran:
    places = ("--distpath", wine.named(work / "dist"), "--workpath", wine.named(work / "freeze"))
    options = ("--noconfirm", "--clean", "--log-level", "WARN", *places, "build.spec")
    return wine.run(runtime.interpreter(python), "-m", "PyInstaller", *options, cwd=source, seconds=1800)


def look_through(folder: Path, python: Path, *, system: Path = stubs.WINES) -> Contents:
    """Hold every file of the bundle against where it should come from.

    Args:
        folder: the bundle.
        python: the folder of Python for Windows with its libraries.
        system: a folder with the DLLs of a Windows, by whose names imports are let through.
    """
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    programs = [path for path in files if path.suffix.casefold() in _PROGRAMS]
    names = {path.name.casefold() for path in programs}
    windows = {path.name.casefold() for path in system.iterdir()} | _NOT_IN_WINE
    origins = set(_hashes_of_wheels(python)) | set(_hashes_of_python(python))
    faults, asked, known = [], set(), 0
    for path in programs:
        content = path.read_bytes()
        program = Program(content)
        needed = {name for name in program.needs() - names if not name.startswith(("api-ms-", "ext-ms-"))}
        asked |= needed & windows
        known += _digest(content) in origins
        faults += [f"{path.name} needs {name}, which is nowhere" for name in sorted(needed - windows)]
        faults += [f"{path.name} is not for 64-bit Windows"] if program.machine != X64 else []
        if path.name not in OURS and _digest(content) not in origins:
            faults.append(f"{path.name} is neither a locked library's nor Python's")
    faults += [
        f"{path.relative_to(folder)} is not where every library finds it"
        for path in files
        if RUNTIME.fullmatch(path.name) and path.parent != folder / "_internal"
    ]
    faults += [f"{path.name} belongs to the machine that builds" for path in files if _is_foreign(path)]
    sizes = {path: path.stat().st_size for path in files}
    parts: Counter[str] = Counter()
    for path, size in sizes.items():
        parts[_part(path.relative_to(folder))] += size
    total = sum(sizes.values())
    if total > MOST_MB * _MB:
        faults.append(f"{total / _MB:.1f} MB are more than the {MOST_MB} MB we allow")
    return Contents(len(files), total, dict(parts.most_common()), len(programs), known, faults, sorted(asked))


def _is_foreign(path: Path) -> bool:
    return path.name.casefold() in stubs.NAMES or path.suffix == ".so" or ".so." in path.name


def _part(inside: Path) -> str:
    """To which library or folder a file is counted."""
    parts = inside.parts
    if parts[0] != "_internal":
        return "programs"
    return parts[1].removesuffix(".libs") if len(parts) > 2 else "Python"


def _digest(content: bytes) -> str:
    """A SHA-256 as wheels write it."""
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")


def _hashes_of_wheels(python: Path) -> Iterator[str]:
    """What the wheels say their files are; pip and uv have held the files against it."""
    for record in runtime.libraries(python).glob("*.dist-info/RECORD"):
        with record.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                if row[1].startswith("sha256="):
                    yield row[1].removeprefix("sha256=")


def _hashes_of_python(python: Path) -> Iterator[str]:
    for folder in (python, python / "DLLs"):
        for path in folder.iterdir():
            if path.suffix.casefold() in _PROGRAMS:
                yield _digest(path.read_bytes())
