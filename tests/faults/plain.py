"""What does the program survive without any kit? Random kills, writers that hammer, a drive that hangs."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.storage.publishing import publish_over
from tests.faults.verdict import FINE, judge
from tests.faults.workloads import WORKLOADS, states

ROOT = Path(__file__).resolve().parent.parent.parent
Result = tuple[int, str, tuple[str, ...]]
"""Runs, what was found, what went wrong."""


@contextmanager
def _folder() -> Iterator[Path]:
    top = Path(tempfile.mkdtemp(prefix="faults-"))
    try:
        yield top
    finally:
        shutil.rmtree(top, ignore_errors=True)


# -------------------------------------------------------------------------------------- random kills


WORK = "tests.faults.working"
WINDOW = "tests.faults.windowed"
"""What is killed: a process that only does the work, or the whole program with its window."""


def random_kills(times: int, *, program: str = WORK, processes: int = 1) -> Result:
    """Kill the program at random moments of its work, and look at what is left."""
    shares = [min(_WITH_ONE_SEED, times - begun) for begun in range(0, times, _WITH_ONE_SEED)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_kills, shares, range(1, len(shares) + 1), [program] * len(shares)))
    killed, acknowledged, bad = zip(*found, strict=True)
    told = f"{sum(killed)} killed in the middle, {sum(acknowledged)} steps acknowledged"
    return times, told, tuple(chain.from_iterable(bad))


def _kills(times: int, seed: int, program: str) -> tuple[int, int, tuple[str, ...]]:
    """How often it was killed before its end, what it had said was done, and what went wrong."""
    chance = random.Random(seed)
    bad: list[str] = []
    killed = acknowledged = 0
    with _folder() as top:
        expected = {name: states(WORKLOADS[name], top / f"unharmed-{name}") for name in _KILLED[program]}
        for number in range(times):
            name = chance.choice(sorted(expected))
            folder = top / f"run{number}"
            WORKLOADS[name].prepare(folder)
            patience = chance.randrange(len(WORKLOADS[name].steps))
            longest = _LONGEST_STEP_SECONDS if patience else _LONGEST_START_SECONDS
            moment = chance.uniform(0.0, longest)
            lines, ended = _killed_after((program, name, str(folder)), patience, moment)
            killed += not ended
            acknowledged += len(lines)
            verdict = judge(WORKLOADS[name], expected[name], folder, lines)
            if verdict != FINE:
                bad.append(f"seed {seed}, run {number} ({name}): {verdict}")
            shutil.rmtree(folder, ignore_errors=True)
    return killed, acknowledged, tuple(bad)


_KILLED = {WORK: ("save", "import"), WINDOW: ("save", "import", "migration")}
"""Which workloads, by program."""

_WITH_ONE_SEED = 50

_LONGEST_START_SECONDS = 1.0
"""For a kill before the first step is done: while the program starts and the plan is opened."""

_LONGEST_STEP_SECONDS = 0.08
"""A step takes less on an idle machine, so a kill falls within the next one or two."""


_ENDS = (0, 1) if os.name == "nt" else (0, -9)
"""Exit codes of a process that came to its end or was killed."""


def _killed_after(work: tuple[str, ...], steps: int, seconds: float) -> tuple[list[str], bool]:
    """Kill so long after so many steps; gives what was said, and whether the work was done before."""
    with subprocess.Popen(
        (sys.executable, "-m", *work),
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(steps)]
        time.sleep(seconds)
        process.kill()
        said += process.stdout.read().splitlines()
    if process.returncode not in _ENDS:
        raise RuntimeError(f"{work} ended by itself with {process.returncode}: {said[-1:]}")
    return [line for line in said if line], process.returncode == 0


# -------------------------------------------------------------------------------------------- writers


def edit(path: Path, who: int, edits: int, conflicts: Path) -> None:
    """Add edits to a shared document as the program saves; read again whenever somebody was faster."""
    chance = random.Random(who)
    noticed = 0
    for number in range(edits):
        while True:
            data = path.read_bytes()
            document = json.loads(data)
            document.setdefault(str(who), []).append(number)
            time.sleep(chance.random() * 0.0006)
            try:
                publish_over(json.dumps(document).encode(), path, {hashlib.sha256(data).hexdigest()})
            except PlanTrouble as trouble:
                if trouble.fault not in (PlanFault.CHANGED_ON_DISK, PlanFault.BEING_SAVED):
                    raise
                noticed += 1
            else:
                break
    conflicts.write_text(str(noticed), encoding="utf-8")


def writers(people: int, edits: int) -> Result:
    """So many processes add so many edits each to one document, by the program's own way of saving."""
    context = get_context("spawn")
    with _folder() as top:
        path = top / "fælles.json"
        path.write_bytes(b"{}")
        notes = [top / f"conflicts{who}" for who in range(people)]
        running = [
            context.Process(target=edit, args=(path, who, edits, note)) for who, note in enumerate(notes)
        ]
        for one in running:
            one.start()
        for one in running:
            one.join()
        found = json.loads(path.read_bytes())
        lost = sum(edits - len(set(found.get(str(who), ()))) for who in range(people))
        noticed = sum(int(note.read_text(encoding="utf-8")) for note in notes)
    bad = (f"{lost} acknowledged edits are gone",) if lost else ()
    return people * edits, f"{noticed} conflicts noticed", bad


# ---------------------------------------------------------------------------------------------- stall

_LONGEST_MS = 250


def stalls(seconds: float) -> Result:
    """A drive hangs at the rename of a save: the window's heart beats on, and work is done meanwhile."""
    command = (sys.executable, "-m", "tests.faults.stalled", str(seconds))
    env = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if told.returncode != 0:
        return 1, f"{seconds:.0f} s", (told.stderr[-500:],)
    found = json.loads(told.stdout.splitlines()[-1])
    text = (
        f"{seconds:.0f} s: longest gap between two heartbeats {found['longest_ms']} ms, "
        f"{found['operations']} operations done meanwhile"
    )
    late = (f"a gap of {found['longest_ms']} ms",) if found["longest_ms"] > _LONGEST_MS else ()
    return 1, text, late if found["operations"] and found["saved"] else (*late, "no work was done meanwhile")


def hold(folder: Path, seconds: float) -> threading.Event:
    """From now on every rename in this folder takes so long; the event is set when one is under way."""
    reached, real = threading.Event(), os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target).parent == folder:
            reached.set()
            time.sleep(seconds)
        real(source, target)

    os.replace = replace  # type: ignore[assignment]  # the same in what we use of it
    return reached
