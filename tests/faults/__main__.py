"""What does the program survive? `python dev.py faults` strikes it everywhere and prints a table.

The injector is a tested kit that lies beside the repository (`../shared/faultkit`); without it the plain part
runs: killed at random moments, several writers, an edited plan. Exit code 1 when anything was lost, torn,
unreadable, half or left behind.

    python dev.py faults                     everything, about twenty minutes on two cores
    python dev.py faults --quick             every 12th operation, about two minutes
    python dev.py faults --write             put the table into docs/faults.md
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
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
QUICK_STRIDE = 12
ERROR_STRIDE = 4
SEEDS = 3


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


def injected(*, quick: bool) -> list[Row]:
    """Every kind of fault at the operations of every workload."""
    library = sweeping.injector(KIT)
    rows = []
    kinds: list[tuple[str, list[Mode], int]] = [
        ("kill -9", [sweeping.kills()], 1),
        ("power loss", [sweeping.power_cuts(seed) for seed in range(1, (1 if quick else SEEDS) + 1)], 1),
        ("error once", [_error(name, sticky=False) for name in NUMBERS], ERROR_STRIDE),
        ("error from then on", [_error(name, sticky=True) for name in NUMBERS], ERROR_STRIDE),
    ]
    for name in WORKLOADS:
        total = sweeping.count_operations(library, name)
        for kind, modes, stride in kinds:
            began = time.monotonic()
            found = swept(library, name, modes, total, stride * (QUICK_STRIDE if quick else 1))
            told = f"{total} operations, {found.verdicts['ok']} as they should be"
            rows.append(Row(f"{kind}: {name}", found.points, told, tuple(found.bad.values())))
            print(*rows[-1].cells(), f"{time.monotonic() - began:.0f} s", sep=" | ", flush=True)
    return rows


def _error(name: str, *, sticky: bool) -> Mode:
    return sweeping.errors(getattr(errno, name), name, sticky=sticky)


def uninjected(*, quick: bool) -> list[Row]:
    """What needs no kit."""
    parts: list[tuple[str, Callable[[], tuple[int, str, tuple[str, ...]]]]] = [
        ("killed at random moments", lambda: plain.random_kills(40 if quick else 500)),
        ("2 writers", lambda: plain.writers(2, 500 if quick else 5_000)),
        ("4 writers", lambda: plain.writers(4, 250 if quick else 2_500)),
        ("drive that hangs", lambda: plain.stalls(1 if quick else 30)),
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


def main() -> int:
    """Strike, print, and say by the exit code whether anything broke."""
    parser = argparse.ArgumentParser(prog="python dev.py faults", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--plain", action="store_true", help="only what needs no kit")
    options = parser.parse_args()
    rows = uninjected(quick=options.quick)
    if KIT.is_dir() and sys.platform == "linux" and not options.plain:
        rows += injected(quick=options.quick)
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
