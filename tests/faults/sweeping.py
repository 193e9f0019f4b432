"""At which operations was the program struck, and what was left each time?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.verdict import FINE, judge
from tests.faults.victim import BUG, STRUCK
from tests.faults.workloads import WORKLOADS, states

ROOT = Path(__file__).resolve().parent.parent.parent
AT = 4_000
"""The operation that is struck, counted with the idle ones before it; no workload has as many of its own."""


@dataclass(frozen=True)
class Mode:
    """A kind of fault.

    Attributes:
        name: for the table.
        settings: what the injector is told.
        patience: how often the program tries a step again; what strikes once must not strike twice.
    """

    name: str
    settings: dict[str, str]
    patience: int = 0


@dataclass
class Found:
    """What came of one sweep.

    Attributes:
        points: operations struck.
        struck: runs that the fault ended or stopped.
        verdicts: how often which verdict, `ok` included.
        examples: verdict to the first operation that led to it.
    """

    points: int = 0
    struck: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def add(self, verdict: str, point: int, *, struck: bool) -> None:
        self.points += 1
        self.struck += struck
        kind = verdict.split(" ", 1)[0]
        self.verdicts[kind] += 1
        self.examples.setdefault(kind, f"operation {point}: {verdict}")

    def __iadd__(self, other: Found) -> Found:
        self.points += other.points
        self.struck += other.struck
        self.verdicts += other.verdicts
        for kind, example in other.examples.items():
            self.examples.setdefault(kind, example)
        return self

    @property
    def bad(self) -> dict[str, str]:
        return {kind: example for kind, example in self.examples.items() if kind != FINE}


class Place:
    """A folder in memory: `watched` is where the injector strikes, `aside` where it keeps what it needs."""

    def __init__(self) -> None:
        # In memory where there is such a folder: the model decides what is lost, not the disk.
        fast = next((one for one in ("/dev/shm",) if os.path.isdir(one)), None)  # noqa: S108 - mkdtemp's own name
        self.top = Path(tempfile.mkdtemp(prefix="faults-", dir=fast))
        self.watched, self.aside = self.top / "watched", self.top / "aside"
        self.watched.mkdir()
        self.aside.mkdir()
        (self.watched / "idle").touch()

    def remove(self) -> None:
        shutil.rmtree(self.top, ignore_errors=True)


def injector(kit: Path) -> Path:
    """The injector, built outside the kit's own folder."""
    library = Path(tempfile.mkdtemp(prefix="faultkit-")) / "faultfs.so"
    command = ("cc", "-O1", "-w", "-shared", "-fPIC", "-o", str(library), str(kit / "faultfs.c"))
    subprocess.run([*command, "-ldl", "-lpthread"], check=True)
    return library


def count_operations(library: Path, name: str) -> int:
    """How many operations the workload has when nothing strikes."""
    place = Place()
    try:
        log = place.aside / "log"
        victim = _Victim(
            library, name, Mode("count", {"FFS_MODE": "count", "FFS_LOG": str(log)}), place, at=0
        )
        code, said = victim.suffer(0, _prepared(name, place))
        victim.close()
        if code != 0:
            raise RuntimeError(f"{name} does not go through unharmed: {said}")
        numbers = [line.split(" ", 1)[0] for line in log.read_text(encoding="utf-8").splitlines()]
        return max(int(number) for number in numbers if number.isdecimal())
    finally:
        place.remove()


def sweep(library: Path, name: str, mode: Mode, points: Sequence[int]) -> Found:
    """Strike at each of the operations, and judge what is left."""
    found, place = Found(), Place()
    try:
        expected = states(WORKLOADS[name], place.aside / "unharmed")
        base = _prepared(name, place, below=place.aside)
        victim = _Victim(library, name, mode, place, at=AT)
        for point in points:
            folder = place.watched / f"run{point}"
            shutil.copytree(base, folder)
            code, said = victim.suffer(point, folder)
            verdict = said[-1] if code == BUG else judge(WORKLOADS[name], expected, folder, said)
            found.add(verdict.replace("bug ", "BUG "), point, struck=code != 0)
            shutil.rmtree(folder, ignore_errors=True)
        victim.close()
    finally:
        place.remove()
    return found


def _prepared(name: str, place: Place, *, below: Path | None = None) -> Path:
    folder = (below or place.watched) / "base"
    WORKLOADS[name].prepare(folder)
    return folder


class _Victim:
    def __init__(self, library: Path, name: str, mode: Mode, place: Place, *, at: int) -> None:
        settings = {
            "LD_PRELOAD": str(library),
            "FFS_DIR": str(place.watched),
            "FFS_AT": str(at),
            "FFS_SHADOW": str(place.aside),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = (sys.executable, "-m", "tests.faults.victim", name, str(place.watched), str(at))
        self._process = subprocess.Popen(
            [*command, str(mode.patience)],
            cwd=ROOT,
            env={**os.environ, **settings, **mode.settings},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def suffer(self, point: int, folder: Path) -> tuple[int, list[str]]:
        """Run the workload in a folder and have it struck; its exit code and what it said."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("no pipes")
        self._process.stdin.write(f"{point} {folder}\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the victim's process has gone")
        head, *said = answer.rstrip("\n").split("|")
        return int(head.split(" ")[1]), [line for line in said if line]

    def close(self) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait(timeout=30)
        if self._process.stdout is not None:
            self._process.stdout.close()


def kills() -> Mode:
    return Mode("kill -9", {"FFS_MODE": "kill"})


def power_cuts(seed: int) -> Mode:
    return Mode("power loss", {"FFS_MODE": "power", "FFS_SEED": str(seed)})


def errors(number: int, name: str, *, sticky: bool) -> Mode:
    settings = {"FFS_MODE": "err", "FFS_ERRNO": str(number), "FFS_STICKY": str(int(sticky))}
    return Mode(f"{name} {'from then on' if sticky else 'once'}", settings, patience=0 if sticky else 2)


def every(total: int, stride: int) -> list[int]:
    """Each operation, or each `stride`th."""
    return list(range(1, total + 1, stride))


def halves(points: Iterable[int], parts: int) -> list[list[int]]:
    """Points dealt out to so many processes."""
    dealt = list(points)
    return [dealt[part::parts] for part in range(parts)]


__all__ = [
    "STRUCK",
    "Found",
    "Mode",
    "count_operations",
    "errors",
    "every",
    "halves",
    "injector",
    "kills",
    "power_cuts",
    "sweep",
]
