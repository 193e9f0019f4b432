"""How do hundreds of Word files become PDF without one call each, and without one of them stopping the rest?

LibreOffice takes as long to start as to convert a dozen letters, so files go in batches of a hundred to one
call. The work is watched from outside: a process that makes nothing for a while, or dies, is ended with all
its children; the file it stopped at is left out, and a new process goes on behind it. Everything happens in
a private folder under neutral names; a PDF is handed over when it is whole.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.letter_outputs import OutputFault
from desktop.letters.pdf_tools import WORD_PID, Converter

BATCH = 100
"""Files to one call."""
_LOOK_EVERY_S = 0.1
_FRUITLESS = 3
"""Processes in a row that made nothing: then it is the program and not the letters."""

_PREFIX = "ean-planner-pdf-"
_FORGOTTEN_S = 86_400.0

Take = Callable[[int, bytes], None]
Alive = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a process may make nothing before it counts as hanging, in seconds.

    Attributes:
        first: until its first file: a new profile on a cold machine takes long.
        next: from one file to the next.
    """

    first: float = 120.0
    next: float = 45.0


USUAL = Patience()


@dataclass(slots=True)
class PdfOutcome:
    """What came of a conversion.

    Attributes:
        faults: by the number of the file, why it is not PDF.
        calls: how many processes it took.
    """

    faults: dict[int, OutputFault] = field(default_factory=dict)
    calls: int = 0


def convert(
    converter: Converter,
    files: Mapping[int, Path],
    take: Take,
    alive: Alive,
    *,
    patience: Patience = USUAL,
) -> PdfOutcome:
    """Make PDF of Word files.

    Args:
        files: each under a number of the caller's.
        take: gets the number and the bytes of each PDF as it is ready.
        alive: told how many are done, ten times a second; what it raises ends the work at once.
        patience: when a process counts as hanging.

    Raises:
        OSError: the private folder cannot be made or filled; or whatever `take` raises.
    """
    run = _Conversion(converter, files, take, alive, patience)
    numbers = list(files)
    with _private_folder() as run.private:
        for start in range(0, len(numbers), BATCH):
            run.batch(numbers[start : start + BATCH])
    return run.outcome


class _Conversion:
    """One conversion: what is done, and what has come of the rest."""

    def __init__(
        self, converter: Converter, files: Mapping[int, Path], take: Take, alive: Alive, patience: Patience
    ) -> None:
        self.outcome = PdfOutcome()
        self.private = Path()
        self._converter = converter
        self._files = files
        self._take = take
        self._alive = alive
        self._patience = patience
        self._done = 0
        self._fruitless = 0

    def batch(self, numbers: list[int]) -> None:
        """Convert up to a hundred files, with a new process behind each that stops one."""
        left = self._copied(numbers)
        while left:
            if self._fruitless == _FRUITLESS:
                self.outcome.faults |= dict.fromkeys(left, OutputFault.TOOL_FAILED)
                return
            before = len(left)
            fault = self._call(left)
            self._fruitless = 0 if len(left) < before else self._fruitless + 1
            if not left:
                return
            if fault is None and len(left) < before:
                # It came to its end: what it could not read it has passed over.
                self.outcome.faults |= dict.fromkeys(left, OutputFault.NOT_CONVERTED)
                return
            # It stopped here, or made nothing at all: the others get another chance without this one.
            self.outcome.faults[left.pop(0)] = fault or OutputFault.NOT_CONVERTED

    def _copied(self, numbers: list[int]) -> list[int]:
        """Put the files into the private folder; one that is gone or locked is left out."""
        for folder in ("in", "out"):
            shutil.rmtree(self.private / folder, ignore_errors=True)
            (self.private / folder).mkdir()
        copied = []
        for number in numbers:
            self._alive(self._done)
            try:
                data = self._files[number].read_bytes()
            except OSError:
                self.outcome.faults[number] = OutputFault.NOT_CONVERTED
                continue
            self._source(number).write_bytes(data)
            copied.append(number)
        return copied

    def _source(self, number: int) -> Path:
        return self.private / "in" / f"{number:06}.docx"

    def _call(self, left: list[int]) -> OutputFault | None:
        """One process for these files; those that are done leave the list. Gives how it ended otherwise."""
        out = self.private / "out"
        command = self._converter.command([self._source(number) for number in left], out, self.private)
        self.outcome.calls += 1
        with _process(command, self.private) as process:
            deadline = time.monotonic() + self._patience.first
            while process.poll() is None:
                if self._collect(left, out):
                    deadline = time.monotonic() + self._patience.next
                self._alive(self._done)
                if not left:
                    # All there is; it may only be slow to close.
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(2.0)
                    return None
                if time.monotonic() > deadline:
                    return OutputFault.NO_ANSWER
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK_EVERY_S)
        self._collect(left, out)
        self._alive(self._done)
        return None if process.returncode == 0 else OutputFault.NOT_CONVERTED

    def _collect(self, left: list[int], out: Path) -> bool:
        """Hand over what is whole; whether there was anything."""
        found = False
        for number in tuple(left):
            path = out / f"{number:06}.pdf"
            if not path.exists():
                continue
            data = _whole(path)
            if data is None:
                continue
            left.remove(number)
            self._take(number, data)
            self._done += 1
            path.unlink(missing_ok=True)
            found = True
        return found


def _whole(path: Path) -> bytes | None:
    """The bytes of a finished PDF; None while it is being written."""
    try:
        data = path.read_bytes()
    except OSError:
        # Word keeps the file to itself until it is done.
        return None
    return data if data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") else None


@contextmanager
def _private_folder() -> Iterator[Path]:
    """A folder that only this user may look into, gone afterwards with everything in it."""
    _remove_forgotten()
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
    try:
        yield folder
    finally:
        _remove(folder)


def _remove_forgotten() -> None:
    """Folders of a program that was killed; none that another one may be using."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > _FORGOTTEN_S:
                shutil.rmtree(folder, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Windows lets go of a killed process's files a moment after it is gone."""
    for _ in range(10):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(0.1)


@contextmanager
def _process(command: list[str], private: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The converter in a group of its own; whatever is left of it is ended on the way out."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=private,
        start_new_session=sys.platform != "win32",
        creationflags=flags,
    )
    try:
        yield process
    finally:
        _end(process, private)


def _end(process: subprocess.Popen[bytes], private: Path) -> None:
    """End the process with its children. On Windows also the Word that it started, and only that one."""
    if sys.platform == "win32":
        numbers = [process.pid] if process.poll() is None else []
        with suppress(OSError, ValueError):
            numbers.append(int((private / WORD_PID).read_text(encoding="ascii")))
            (private / WORD_PID).unlink()
        for number in numbers:
            _taskkill(number)
        # Where that is forbidden or fails, at least the one that would be waited for.
        process.kill()
    else:
        # The group outlives its first process: soffice is a script that starts the program.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _taskkill(number: int) -> None:
    program = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "System32" / "taskkill.exe"
    command = [str(program), "/PID", str(number), "/T", "/F"]
    with suppress(OSError, subprocess.TimeoutExpired):
        subprocess.run(command, check=False, capture_output=True, timeout=10)
