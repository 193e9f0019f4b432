"""What do the project's own tests say when Windows runs them?

Each folder of tests in a process of its own. A test that hangs or takes the process down counts as failed,
and a new process goes on with the next. What was left out, and why, is counted as well: a test that is not
run proves nothing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from devtools import environment
from windows import noting, runtime
from windows.wine import Wine

ORDER = (
    "domain texts storage workspace importing letters outputs cli citizens devtools sample e2e faults "
    "architecture ui"
).split()
"""The folders of `tests/`, those first in which Windows differs most from Linux in what is stored."""

FONTS = Path("/usr/share/fonts/truetype/dejavu")
_LONGEST_S = 3600
_ONE_TEST_S = 300
_GONE_S = 10
_MOST_PROCESSES = 25


@dataclass(frozen=True, slots=True)
class Part:
    """The outcome of one folder of tests.

    Attributes:
        name: the folder, or "(top)" for the tests beside them.
        passed: how many.
        failed: the names of those that failed or broke.
        skipped: how many were not run, by the reason they give.
        seconds: how long it took here; says nothing of a real Windows.
        ended: whether every test was begun.
        commit: the state of the project it was, "+" behind it when there was more than was committed.
    """

    name: str
    passed: int
    failed: list[str]
    skipped: dict[str, int]
    seconds: float
    ended: bool
    commit: str = ""

    def faults(self) -> list[str]:
        """What is not as it must be, as sentences."""
        found = [f"as Windows: {name}" for name in self.failed]
        return found if self.ended else [*found, f"as Windows: tests/{self.name} did not come to its end"]


def folders(tests: Path) -> list[str]:
    """The parts in their order; a folder nobody has put into `ORDER` comes last, none is forgotten."""
    found = {
        path.parent.relative_to(tests).parts[0] for path in tests.rglob("test_*.py") if path.parent != tests
    }
    return [name for name in ORDER if name in found] + sorted(found - set(ORDER)) + ["(top)"]


def run(
    wine: Wine,
    python: Path,
    source: Path,
    results: Path,
    *,
    only: list[str] | None = None,
    again: bool = False,
) -> list[Part]:
    """Run the tests as a Windows program.

    Args:
        wine: the Windows.
        python: the folder of Python for Windows.
        source: a checkout; the tests write beside it, never in it.
        results: where logs and pytest's own reports go.
        only: folders of `tests/`; all when None.
        again: of what was run before only what did not pass, or was not there yet.
    """
    results.mkdir(parents=True, exist_ok=True)
    # Wine brings hardly any; with this machine's own, text is as wide there as here.
    for font in FONTS.glob("*.ttf"):
        shutil.copy2(font, wine.drive / "windows" / "Fonts" / font.name)
    corpus, beside = environment.ROOT.parent / "shared", source.parent / "shared"
    if corpus.is_dir() and not beside.is_symlink():
        beside.symlink_to(corpus.resolve())
    state = commit()
    before = {part.name: part for part in remembered(results, source / "tests")} if again else {}
    found = []
    for name in only or folders(source / "tests"):
        if name in before:
            forget_failures(_notes(results, name))
        else:
            _notes(results, name).unlink(missing_ok=True)
        part = replace(_part(wine, python, source, results, name), commit=state)
        if name in before:
            earlier = before[name]
            states = earlier.commit if earlier.commit.endswith(state) else f"{earlier.commit}, then {state}"
            part = replace(part, seconds=part.seconds + earlier.seconds, commit=states)
        remember(part, results)
        found.append(part)
    return found


def _notes(results: Path, name: str) -> Path:
    return results / f"{name.strip('()')}.jsonl"


def forget_failures(notes: Path) -> None:
    """Leave of the notes only what passed, so that the rest is run again."""
    lines = noting.read(notes)
    passed = {line["ended"] for line in lines if line.get("outcome") == "passed"}
    kept = [line for line in lines if line.get("ended", line.get("begun")) in passed]
    notes.write_text("".join(json.dumps(line) + "\n" for line in kept), encoding="utf-8", newline="\n")


def _part(wine: Wine, python: Path, source: Path, results: Path, name: str) -> Part:
    chosen = [f"tests/{name}"]
    if name == "(top)":
        chosen = [f"tests/{path.name}" for path in sorted((source / "tests").glob("test_*.py"))]
    notes = _notes(results, name)
    options = ["-q", "-p", "no:cacheprovider", "-p", "windows.noting", "--continue-on-collection-errors"]
    options += ["-o", f"faulthandler_timeout={_ONE_TEST_S}", "-o", "faulthandler_exit_on_timeout=true"]
    options += ["--basetemp", wine.named(wine.drive / "tests")]
    more = {noting.NOTES: wine.named(notes), "PYTHONPATH": wine.named(source / "packaging")}
    command = wine.command(runtime.interpreter(python), "-m", "pytest", *options, *chosen)
    print(f"== as Windows: tests/{name}", flush=True)
    started = time.monotonic()
    ended = False
    for process in range(_MOST_PROCESSES):
        begun = _begun(notes)
        log = results / f"{name.strip('()')}-{process}.log"
        code = _logged(command, log, cwd=source, settings=wine.settings(**more))
        # Whatever a test left running holds files the next one needs.
        wine.stop()
        lost = unfinished(notes)
        # 5: no test was left. A process that Windows tears down ends with the same number.
        ended = not lost and (code in {0, 1} or (code == 5 and _begun(notes) == begun))
        if ended or _begun(notes) == begun:
            break
        for test in lost or [f"tests/{name}: the process itself, after its last test ({code})"]:
            noting.Notes(notes).failed(test)
    part = read(name, notes, seconds=time.monotonic() - started, ended=ended)
    skipped = sum(part.skipped.values())
    print(
        f"   {part.passed} passed, {len(part.failed)} failed, {skipped} skipped, {part.seconds:.0f} s",
        flush=True,
    )
    return part


def _logged(command: list[str], log: Path, *, cwd: Path, settings: dict[str, str]) -> int:
    """Run to the end, or to the end of our patience; what it says goes to the log as it is said.

    Through a pipe: Python for Windows cannot use a plain file under Wine. And not by waiting for the pipe's
    end: a process that a test left behind would hold it open.

    Returns:
        The exit code; negative when it was ended from outside.
    """
    with log.open("wb") as file:
        writer = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=file)
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=writer.stdin,
            stderr=subprocess.STDOUT,
        )
        if writer.stdin is not None:
            writer.stdin.close()
        try:
            code = process.wait(timeout=_LONGEST_S)
        except subprocess.TimeoutExpired:
            process.kill()
            code = -abs(process.wait())
        try:
            writer.wait(timeout=_GONE_S)
        except subprocess.TimeoutExpired:
            writer.kill()
            writer.wait()
    return code


def _begun(notes: Path) -> int:
    return sum("begun" in line for line in noting.read(notes))


def unfinished(notes: Path) -> list[str]:
    """The tests that never came to their end; at most one, unless the process was torn down twice."""
    lines = noting.read(notes)
    ended = {line["ended"] for line in lines if "ended" in line}
    return [line["begun"] for line in lines if "begun" in line and line["begun"] not in ended]


def read(name: str, notes: Path, *, seconds: float, ended: bool) -> Part:
    """Take what happened from the notes."""
    outcomes = {line["ended"]: line for line in noting.read(notes) if "ended" in line}
    failed = [test for test, line in outcomes.items() if line["outcome"] == "failed"]
    skipped: dict[str, int] = {}
    for line in outcomes.values():
        if line["outcome"] == "skipped":
            skipped[line["why"]] = skipped.get(line["why"], 0) + 1
    passed = sum(line["outcome"] == "passed" for line in outcomes.values())
    return Part(name, passed, sorted(failed), skipped, seconds, ended=ended and bool(outcomes))


def remember(part: Part, results: Path) -> None:
    """Keep an outcome, so that the folders can be run one by one and still be told together."""
    path = results / f"{part.name.strip('()')}.json"
    path.write_text(json.dumps(asdict(part), indent=1) + "\n", encoding="utf-8", newline="\n")


def remembered(results: Path, tests: Path) -> list[Part]:
    """The last outcome of every folder of `tests` that has one."""
    paths = [results / f"{name.strip('()')}.json" for name in folders(tests)]
    return [Part(**json.loads(path.read_text(encoding="utf-8"))) for path in paths if path.is_file()]


def commit() -> str:
    """The project as it stands, as git calls it; "+" behind it when there is more than was committed."""
    git = ["git", "-c", "safe.directory=*", "-C", str(environment.ROOT)]
    said = [
        subprocess.run([*git, *asked], capture_output=True, text=True, check=True).stdout.strip()
        for asked in (["rev-parse", "--short=8", "HEAD"], ["status", "--porcelain"])
    ]
    return said[0] + ("+" if said[1] else "")
