"""In which order is the Windows program built and tried, and what comes out?"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from devtools import environment, machine
from windows import bundle, installer, lifecycle, report, runtime, stubs, suite, wine
from windows.lifecycle import Step
from windows.suite import Part
from windows.wine import Wine

T = TypeVar("T")

_ROUNDS = 3
_MB = 1_000_000


@dataclass(slots=True)
class Outcome:
    """What came out.

    Attributes:
        installer: the file that is handed on.
        installer_bytes: its size.
        contents: of the folder it holds.
        steps: of the program and of the installer's life.
        starts: what is started, and the seconds it takes here; median. The window's: to its first paint.
        fingerprints: SHA-256 of what was made, by its name.
        again: the same of a second making in other folders; empty when there was none.
        laps: what was done, and the seconds it took here; some of it side by side.
    """

    installer: Path
    installer_bytes: int
    contents: bundle.Contents
    steps: list[Step] = field(default_factory=list)
    starts: dict[str, float] = field(default_factory=dict)
    fingerprints: dict[str, str] = field(default_factory=dict)
    again: dict[str, str] = field(default_factory=dict)
    laps: dict[str, float] = field(default_factory=dict)

    def faults(self) -> list[str]:
        """Everything that is not as it must be, as sentences."""
        found = list(self.contents.faults)
        found += [f"{one.what}: {one.found} instead of {one.expected}" for one in self.steps if not one.ok]
        if self.again:
            found += [
                f"made again, {name} is another"
                for name, fingerprint in self.fingerprints.items()
                if self.again.get(name) != fingerprint
            ]
        if self.installer_bytes > installer.MOST_MB * _MB:
            found.append(
                f"the installer has {self.installer_bytes / _MB:.1f} MB, more than {installer.MOST_MB}"
            )
        return found


class Build:
    """One build, in one folder."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.wine = Wine(work / "wine")
        self.python = work / "python"
        self.source = work / "source"
        self.results = work / "tests"
        self.laps: dict[str, float] = {}
        self._began = time.monotonic()

    def prepare(self) -> None:
        """Python, libraries, a Windows, what it lacks, and the files of the project."""
        self._timed("Python and libraries for Windows", self._fetch)
        self._timed("a Windows, and what it lacks", self._raise)
        copy_of_the_project(self.source)

    def _fetch(self) -> None:
        runtime.ready(self.python, cache=self.work / "cache")

    def _raise(self) -> None:
        self.wine.start()
        self.wine.use(stubs.make(self.work / "stubs"))

    def program(self, *, twice: bool = False) -> Outcome:
        """Build the program and its installer, and try both.

        Args:
            twice: make both a second time in other folders, and compare.
        """
        version = installer.version()
        self._says_it_works("self-test from source", self.from_source())
        folder = self._timed("PyInstaller", lambda: self._frozen("first"))
        contents = bundle.look_through(folder, self.python)
        self._says_it_works("self-test, built", [str(folder / "ean-planner.exe")])
        target = self.work / installer.file_name(version)
        # Packing uses one processor for most of a minute; what needs nothing of it is done meanwhile.
        with ThreadPoolExecutor(max_workers=1) as beside:
            packed = beside.submit(
                self._timed, "makensis", lambda: installer.make(folder, target, number=version)
            )
            made = self._what_to_live_with(folder, target, version)
            second = self._timed("PyInstaller again", lambda: self._frozen("second")) if twice else None
            packed.result()
            outcome = Outcome(target, target.stat().st_size, contents, laps=self.laps)
            outcome.fingerprints = fingerprints(folder, target)
            packed_again = beside.submit(self._packed_again, second, version)
            print("== the installer's life", flush=True)
            life = lifecycle.Life(self.wine, self.python, made)
            outcome.steps = self._timed("the installer's life", life.live)
            outcome.again = packed_again.result()
        outcome.starts = self._starts(folder)
        outcome.starts["window painted, installed"] = statistics.median(life.painted)
        outcome.laps["altogether"] = time.monotonic() - self._began
        return outcome

    def _frozen(self, place: str) -> Path:
        return bundle.freeze(self.wine, self.python, self.source, self.work / place)

    def _what_to_live_with(self, folder: Path, target: Path, version: str) -> lifecycle.Made:
        older = lifecycle.older_bundle(folder, self.work / "older")
        return lifecycle.Made(
            bundle=folder,
            installer=target,
            older=installer.make(older, self.work / "older.exe", number=lifecycle.OLDER_VERSION, quick=True),
            version=version,
            counts=self._counts_here(),
        )

    def _packed_again(self, folder: Path | None, version: str) -> dict[str, str]:
        if folder is None:
            return {}
        return fingerprints(folder, installer.make(folder, self.work / "second.exe", number=version))

    def tests(self, only: list[str] | None = None, *, again: bool = False) -> list[Part]:
        """Run the project's tests as Windows; see `suite.run`."""
        return suite.run(self.wine, self.python, self.source, self.results, only=only, again=again)

    def from_source(self) -> list[str]:
        """The command line of the program, unfrozen."""
        return [str(runtime.interpreter(self.python)), "-m", "desktop.cli"]

    def _says_it_works(self, what: str, program: list[str]) -> None:
        ran = self._timed(what, lambda: self.wine.run(*program, "self-test", cwd=self.source))
        if ran.code != 0:
            raise machine.Trouble(f"{what} failed:\n{ran.said[-3000:]}")

    def _counts_here(self) -> dict[str, object]:
        """What the whole job counts on this machine, without Windows."""
        result = subprocess.run(
            [
                str(environment.python()),
                "-m",
                "desktop.cli",
                "demo",
                "--json",
                "--out",
                str(self.work / "demo"),
            ],
            cwd=self.source,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
        return lifecycle.counts(result.stdout)

    def _starts(self, folder: Path) -> dict[str, float]:
        """Seconds of a start that only shows the help, and of a whole self-test; built and not."""
        programs = {"built": [str(folder / "ean-planner.exe")], "from source": self.from_source()}
        taken: dict[str, list[float]] = {}
        for _ in range(_ROUNDS):
            for kind, program in programs.items():
                for argument in ("--help", "self-test"):
                    began = time.monotonic()
                    self.wine.run(*program, argument, cwd=self.source)
                    taken.setdefault(f"{argument}, {kind}", []).append(time.monotonic() - began)
        return {what: statistics.median(seconds) for what, seconds in taken.items()}

    def _timed(self, what: str, work: Callable[[], T]) -> T:
        began = time.monotonic()
        result = work()
        self.laps[what] = time.monotonic() - began
        print(f"- {what}: {self.laps[what]:.0f} s", flush=True)
        return result


def fingerprints(folder: Path, packed: Path) -> dict[str, str]:
    """SHA-256 of each program, of everything in the folder by name and content, and of the installer."""
    inside = lifecycle.tree(folder)
    everything = "".join(f"{fingerprint}  {name}\n" for name, fingerprint in sorted(inside.items()))
    return {
        **{name: inside[name] for name in bundle.OURS},
        "the whole bundle": hashlib.sha256(everything.encode()).hexdigest(),
        "the installer": runtime.fingerprint(packed),
    }


def copy_of_the_project(target: Path) -> None:
    """Every file git knows, as it is now: what is made of it does not land in the checkout."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.rmtree(target, ignore_errors=True)
    for name in filter(None, listed.stdout.split("\0")):
        if (environment.ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(environment.ROOT / name, target / name)


def main(arguments: list[str] | None = None) -> int:
    """Build, try, and say what was found.

    Returns:
        0 when everything is as it must be, otherwise 1.
    """
    parser = argparse.ArgumentParser(prog="python dev.py build --windows", description=__doc__)
    parser.add_argument("--work", type=Path, default=environment.ROOT / "build" / "windows")
    parser.add_argument("--tests", nargs="*", metavar="FOLDER", help="run the tests as Windows, too, or only")
    parser.add_argument("--only-tests", action="store_true", help="build nothing")
    parser.add_argument("--again", action="store_true", help="of the tests only those that did not pass")
    parser.add_argument("--twice", action="store_true", help="build again, and compare every byte")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/windows.md")
    options = parser.parse_args(arguments)
    machine.install(wine.missing(), why="the Windows build")
    build = Build(options.work.resolve())
    build.prepare()
    try:
        outcome = None if options.only_tests else build.program(twice=options.twice)
        parts = [] if options.tests is None else build.tests(options.tests or None, again=options.again)
    finally:
        build.wine.stop()
    if options.write:
        report.write(outcome, suite.remembered(build.results, build.source / "tests"))
    return _told(outcome, parts)


def _told(outcome: Outcome | None, parts: list[Part]) -> int:
    """Say what was found."""
    faults = [] if outcome is None else outcome.faults()
    faults += [fault for part in parts for fault in part.faults()]
    if outcome is not None:
        print(report.of_build(outcome))
    if parts:
        print(report.of_tests(parts))
    print("== as it must be" if not faults else "== not as it must be:", *faults, sep="\n   ", flush=True)
    return 1 if faults else 0
