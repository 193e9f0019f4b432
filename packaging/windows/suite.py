"""What do the project's own tests say when Windows runs them?

Each folder of tests in a process of its own, so that one that hangs takes no other with it. What was
left out, and why, is counted as well: a test that is not run proves nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from windows import runtime
from windows.wine import Wine

ORDER = (
    "domain texts storage workspace importing letters outputs cli citizens devtools sample e2e faults "
    "architecture ui"
).split()
"""The folders of `tests/`, those first in which Windows differs most from Linux in what is stored."""

FONTS = Path("/usr/share/fonts/truetype/dejavu")
_LONGEST_S = 3600


@dataclass(frozen=True, slots=True)
class Part:
    """The outcome of one folder of tests.

    Attributes:
        name: the folder, or "(top)" for the tests beside them.
        passed: how many.
        failed: the names of those that failed or broke.
        skipped: how many were not run, by the reason they give.
        seconds: how long it took here; says nothing of a real Windows.
        ended: whether the process came to its end by itself.
    """

    name: str
    passed: int
    failed: list[str]
    skipped: dict[str, int]
    seconds: float
    ended: bool

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
    wine: Wine, python: Path, source: Path, results: Path, *, only: list[str] | None = None
) -> list[Part]:
    """Run the tests as a Windows program.

    Args:
        wine: the Windows.
        python: the folder of Python for Windows.
        source: a checkout; the tests write beside it, never in it.
        results: where logs and pytest's own reports go.
        only: folders of `tests/`; all when None.
    """
    results.mkdir(parents=True, exist_ok=True)
    # Wine brings hardly any; with this machine's own, text is as wide there as here.
    for font in FONTS.glob("*.ttf"):
        shutil.copy2(font, wine.drive / "windows" / "Fonts" / font.name)
    return [_part(wine, python, source, results, name) for name in only or folders(source / "tests")]


def _part(wine: Wine, python: Path, source: Path, results: Path, name: str) -> Part:
    chosen = [f"tests/{name}"]
    if name == "(top)":
        chosen = [f"tests/{path.name}" for path in sorted((source / "tests").glob("test_*.py"))]
    report = results / f"{name.strip('()')}.xml"
    report.unlink(missing_ok=True)
    options = ["-q", "-p", "no:cacheprovider", "--junitxml", wine.named(report), "--basetemp"]
    options.append(wine.named(wine.drive / "tests"))
    print(f"== as Windows: tests/{name}", flush=True)
    started = time.monotonic()
    ended = True
    try:
        ran = wine.run(
            runtime.interpreter(python), "-m", "pytest", *options, *chosen, cwd=source, seconds=_LONGEST_S
        )
        (results / f"{name.strip('()')}.log").write_text(ran.said, encoding="utf-8")
        ended = ran.code in {0, 1}
    except subprocess.TimeoutExpired:
        ended = False
    part = read(name, report, seconds=time.monotonic() - started, ended=ended)
    skipped = sum(part.skipped.values())
    print(
        f"   {part.passed} passed, {len(part.failed)} failed, {skipped} skipped, {part.seconds:.0f} s",
        flush=True,
    )
    return part


def read(name: str, report: Path, *, seconds: float, ended: bool) -> Part:
    """Take what happened from pytest's report."""
    if not report.is_file():
        return Part(name, 0, [], {}, seconds, ended=False)
    passed, failed = 0, []
    skipped: dict[str, int] = {}
    for case in etree.parse(str(report)).iter("testcase"):
        left_out = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            failed.append(f"{case.get('classname')}::{case.get('name')}")
        elif left_out is not None:
            reason = str(left_out.get("message"))
            skipped[reason] = skipped.get(reason, 0) + 1
        else:
            passed += 1
    return Part(name, passed, sorted(set(failed)), skipped, seconds, ended=ended)
