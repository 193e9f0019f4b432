"""Does a citizen's number ever leave the memory of the program? Every byte of the whole job is looked at.

Twice: the files that are left, opened and unpacked, and, where `strace` is there, every byte that was
handed to the kernel, deleted temporary files and journals included. The scanner is tried on planted leaks
first.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "resources" / "sample"
_NEVER_ISSUED = re.compile(rb"(?<!\d)((?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])6[0-7])[- ]?([5-8]\d{3})(?!\d)")


def unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and every file inside it as deep as it goes."""
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for inner in archive.namelist():
                yield from unpacked(f"{name}/{inner}", archive.read(inner))


def sample_numbers() -> set[str]:
    """Every CPR-shaped number of the never-issued years in the sample's own files."""
    found = set()
    for path in SAMPLE.iterdir():
        for _, data in unpacked(path.name, path.read_bytes()):
            text = data.replace(b"\x00", b"")
            found |= {(match[1] + match[2]).decode() for match in _NEVER_ISSUED.finditer(text)}
    return found


_TEN_DIGITS = re.compile(rb"(?=(?<!\d)(\d{6})[-/. ]?(\d{4})(?!\d))")
_HEX = re.compile(rb"(?i)(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})(?![0-9a-f])")


def hashes(number: str) -> Iterator[bytes]:
    """A hash of a CPR number without a secret key is the number: there are only so many to try."""
    for text in (number, f"{number[:6]}-{number[6:]}"):
        for algorithm in ("md5", "sha1", "sha256"):
            yield hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest().encode()


def leaks(numbers: Iterable[str], chunks: Iterable[tuple[str, bytes]]) -> list[str]:
    """Where a number was found, in any spelling, in UTF-8 or UTF-16, or hashed; the place only."""
    plain = {number.encode() for number in numbers}
    hashed = {one for number in numbers for one in hashes(number)}

    def leaks_in(data: bytes) -> bool:
        if any(match[1] + match[2] in plain for match in _TEN_DIGITS.finditer(data)):
            return True
        return any(found.lower() in hashed for found in _HEX.findall(data))

    return [name for name, data in chunks if leaks_in(data) or leaks_in(data.replace(b"\x00", b""))]


def files_below(*folders: Path) -> Iterator[tuple[str, bytes]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield from unpacked(str(path), path.read_bytes())
            yield str(path), path.name.encode()


@pytest.fixture(scope="module")
def numbers() -> set[str]:
    found = sample_numbers()
    assert len(found) > 100
    return found


def test_the_scanner_sees_planted_leaks(numbers: set[str], tmp_path: Path) -> None:
    number = min(numbers)
    with zipfile.ZipFile(tmp_path / "brev.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{number[:6]}-{number[6:]}</w:t>")
    (tmp_path / "log.txt").write_bytes(b"x" * 5000 + number.encode("utf-16-le"))
    (tmp_path / "hash.txt").write_text(hashlib.sha256(number.encode()).hexdigest())
    (tmp_path / f"{number}.txt").touch()
    (tmp_path / "fint.txt").write_text("5798099900015 20-11-2026 1.234,50")
    found = {Path(name.split(".docx")[0]).name for name in leaks(numbers, files_below(tmp_path))}
    assert found == {"brev", "log.txt", "hash.txt", f"{number}.txt"}


def demo(out: Path, *before: str) -> subprocess.CompletedProcess[bytes]:
    """The whole job on the sample municipality, in a process of its own."""
    command = [*before, sys.executable, "-m", "desktop.cli", "demo", "--out", str(out), "--json"]
    return subprocess.run(command, cwd=REPOSITORY, env=os.environ.copy(), capture_output=True, check=False)


def test_no_number_is_in_anything_that_is_left(numbers: set[str], tmp_path: Path, home: Path) -> None:
    done = demo(tmp_path / "ud")
    assert done.returncode == 0, done.stderr.decode()
    left = list(files_below(tmp_path, home))
    assert any(name.endswith(".eanplan") for name, _ in left)
    assert sum(name.endswith(".docx") for name, _ in left) > 20
    left += [("standard output", done.stdout), ("standard error", done.stderr)]
    assert leaks(numbers, left) == []


@pytest.mark.skipif(shutil.which("strace") is None, reason="only strace sees the bytes of deleted files")
def test_no_number_is_in_any_byte_handed_to_the_kernel(numbers: set[str], tmp_path: Path) -> None:
    trace = tmp_path / "trace.txt"
    calls = "trace=write,pwrite64,writev,pwritev,sendto,sendmsg,rename,renameat,openat,mkdir,unlink"
    watched = ("strace", "-f", "-qq", "-xx", "-s", "100000000", "-e", calls, "-o", str(trace))
    done = demo(tmp_path / "ud", *watched)
    assert done.returncode == 0, done.stderr.decode()
    assert leaks(numbers, _written(trace)) == []


def _written(trace: Path) -> Iterator[tuple[str, bytes]]:
    """What each call carried, as bytes."""
    carried = 0
    with trace.open("rb") as lines:
        for number, line in enumerate(lines):
            for text in re.findall(rb'"((?:\\x[0-9a-f]{2})*)"', line):
                data = bytes.fromhex(text.replace(rb"\x", b"").decode())
                carried += len(data)
                yield f"call {number}", data
    assert carried > 1_000_000, "the trace holds hardly anything: it did not see the program write"
