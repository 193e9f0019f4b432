"""What does the program survive? `python dev.py faults` strikes it everywhere and prints a table.

The injector is a tested kit that lies beside the repository (`../shared/faultkit`); without it the plain part
runs: killed at random moments, several writers, an edited plan. Exit code 1 when anything was lost, torn,
unreadable, half or left behind.

    python dev.py faults                every operation, every 8th for errors: half an hour on two cores
    python dev.py faults --quick        every 12th operation: about two minutes
    python dev.py faults --thorough     every operation for errors too, 20 power cuts at each, 12,000 kills
    python dev.py faults --write        put the table into docs/faults.md
    python dev.py faults --seeds 1 --error-stride 24 --kills 300        other numbers than those
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

from tests.faults import plain, sweeping
from tests.faults.sweeping import Found, Mode
from tests.faults.workloads import WORKLOADS

ROOT = Path(__file__).resolve().parent.parent.parent
KIT = ROOT.parent / "shared" / "faultkit"
REPORT = ROOT / "docs" / "faults.md"
BEGIN, END = "<!-- faults: begin -->", "<!-- faults: end -->"
NUMBERS = ("ENOSPC", "EDQUOT", "EIO", "EACCES", "EROFS", "ESTALE", "ENOTCONN")
PROCESSES = 2


@dataclass(frozen=True)
class Extent:
    """How much is struck.

    Attributes:
        stride: every so manieth operation.
        error_stride: the same for errors, of which there are seven, each once and from then on.
        seeds: power cuts at each operation, each with other sectors lost.
        kills: at random moments.
        windows: the same of the whole program with its window, offscreen.
        edits: by all writers together.
        stall: seconds that the drive hangs.
    """

    stride: int = 1
    error_stride: int = 8
    seeds: int = 2
    kills: int = 500
    windows: int = 500
    edits: int = 10_000
    stall: float = 30.0


USUAL = Extent()
QUICK = Extent(stride=12, error_stride=96, seeds=1, kills=40, windows=5, edits=1_000, stall=1.0)
THOROUGH = Extent(error_stride=1, seeds=20, kills=10_000, windows=2_000)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    runs: int
    told: str
    bad: tuple[str, ...] = ()

    def cells(self) -> tuple[str, str, str, str]:
        return self.what, f"{self.runs:,}", self.told, "; ".join(self.bad) or "0"


def swept(library: Path, name: str, modes: list[Mode], total: int, stride: int) -> Found:
    """One workload under one kind of fault, dealt out to the processes."""
    found = Found()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = sweeping.halves(sweeping.every(total, stride), PROCESSES)
        jobs = [
            pool.submit(sweeping.sweep, library, name, mode, part) for mode in modes for part in parts if part
        ]
        for job in jobs:
            found += job.result()
    return found


def injected(extent: Extent) -> list[Row]:
    """Every kind of fault at the operations of every workload."""
    library = sweeping.injector(KIT)
    rows = []
    kinds: list[tuple[str, list[Mode], int]] = [
        ("kill -9", [sweeping.kills()], extent.stride),
        ("power loss", [sweeping.power_cuts(seed) for seed in range(1, extent.seeds + 1)], extent.stride),
        ("error once", [_error(name, sticky=False) for name in NUMBERS], extent.error_stride),
        ("error from then on", [_error(name, sticky=True) for name in NUMBERS], extent.error_stride),
    ]
    for name in WORKLOADS:
        total = sweeping.count_operations(library, name)
        for kind, modes, stride in kinds:
            began = time.monotonic()
            found = swept(library, name, modes, total, stride)
            told = f"{total} operations, {found.verdicts['ok']} as they should be"
            rows.append(Row(f"{kind}: {name}", found.points, told, tuple(found.bad.values())))
            print(*rows[-1].cells(), f"{time.monotonic() - began:.0f} s", sep=" | ", flush=True)
    return rows


def _error(name: str, *, sticky: bool) -> Mode:
    return sweeping.errors(getattr(errno, name), name, sticky=sticky)


def uninjected(extent: Extent) -> list[Row]:
    """What needs no kit."""
    parts: list[tuple[str, Callable[[], tuple[int, str, tuple[str, ...]]]]] = [
        ("killed at random moments", lambda: plain.random_kills(extent.kills, processes=PROCESSES)),
        (
            "the window killed at random moments",
            lambda: plain.random_kills(extent.windows, program=plain.WINDOW, processes=PROCESSES),
        ),
        ("2 writers", lambda: plain.writers(2, extent.edits // 2)),
        ("4 writers", lambda: plain.writers(4, extent.edits // 4)),
        ("drive that hangs", lambda: plain.stalls(extent.stall)),
    ]
    rows = []
    for what, work in parts:
        rows.append(Row(what, *work()))
        print(*rows[-1].cells(), sep=" | ", flush=True)
    return rows


def table(rows: list[Row]) -> str:
    """For people and for docs/faults.md."""
    lines = ["| what | runs | found | lost, torn, unreadable, half, left behind |", "|---|---:|---|---|"]
    lines += [f"| {' | '.join(row.cells())} |" for row in rows]
    lines.append(
        f"| **all** | **{sum(row.runs for row in rows):,}** | | **{sum(len(row.bad) for row in rows)}** |"
    )
    return "\n".join(lines)


_COUNTS = ("stride", "error_stride", "seeds", "kills", "windows", "edits")


def main() -> int:
    """Strike, print, and say by the exit code whether anything broke."""
    parser = argparse.ArgumentParser(prog="python dev.py faults", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--thorough", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--plain", action="store_true", help="only what needs no kit")
    for name in _COUNTS:
        parser.add_argument(f"--{name.replace('_', '-')}", type=int, metavar="N", help="instead of the usual")
    options = parser.parse_args()
    extent = QUICK if options.quick else THOROUGH if options.thorough else USUAL
    told = {name: value for name in _COUNTS if (value := getattr(options, name)) is not None}
    extent = replace(extent, **told)
    rows = uninjected(extent)
    if KIT.is_dir() and sys.platform == "linux" and not options.plain:
        rows += injected(extent)
    else:
        print("- without ../shared/faultkit: only the plain part", flush=True)
    print(table(rows))
    if options.write:
        before, rest = REPORT.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        REPORT.write_text(f"{before}{BEGIN}\n{table(rows)}\n{END}{after}", encoding="utf-8")
    return int(any(row.bad for row in rows))


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    raise SystemExit(main())
