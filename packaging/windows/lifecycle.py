"""Does the installer do what is promised at every step of its life: put in, replaced, refused, taken away?

Each step is done in the build's own Windows and looked at from outside: exit codes, files, registry. What is
expected stands beside what was found.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from windows import runtime
from windows.wine import LOCALE, Ran, Wine

UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\EAN Planner"
CLASSES = r"HKCU\Software\Classes"
PROGID = "EANPlanner.Plan.1"
RUNNING, OLD_WINDOWS, NEWER = 10, 11, 12
"""Exit codes of the installer, as `ean-planner.nsi` gives them."""

OLDER_VERSION = "0.0.1"
STALE = "of-an-older-version.txt"
ENGLISH = "C.UTF-8"
DANISH_FOLDER = "Mine Programmer æøå"
_GONE_S = 60
_PAINTED = " started version="
"""What the program writes into its log when its window has been painted."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to an installation.

    Attributes:
        what: what was done.
        expected: what had to be.
        found: what was.
        ok: whether the two agree.
    """

    what: str
    expected: str
    found: str
    ok: bool


@dataclass(frozen=True, slots=True)
class Made:
    """What the life is lived with.

    Attributes:
        bundle: the folder that was packed.
        installer: the installer of this version.
        older: an installer of an older version, whose bundle had one file more (`STALE`).
        version: this version.
        counts: what `demo` counts where this was built, without paths and times.
    """

    bundle: Path
    installer: Path
    older: Path
    version: str
    counts: dict[str, object]


class Life:
    """The steps, in their order, on one Windows."""

    def __init__(self, wine: Wine, python: Path, made: Made) -> None:
        self.wine, self.python, self.made = wine, python, made
        self.steps: list[Step] = []
        self.painted: list[float] = []
        """Seconds from each start of the window to its first paint."""
        self.local = wine.local_app_data()
        self.home = self.local / "Programs" / "EAN Planner"
        self.link = (
            wine.drive
            / "users"
            / self.local.parents[1].name
            / ("AppData/Roaming/Microsoft/Windows/Start Menu/Programs/EAN Planner.lnk")
        )

    def live(self) -> list[Step]:
        """Do all of it."""
        self._put_in()
        self._replaced()
        self._refused()
        self._taken_away()
        self._elsewhere()
        self._in_english()
        self._on_an_old_windows()
        return self.steps

    # ------------------------------------------------------------------------------------------- the steps

    def _put_in(self) -> None:
        ran = self._installer(self.made.older)
        self._note("install an older version, silently", 0, ran.code)
        self._note("its files", "as packed", self._difference(self.home, extra=STALE))
        association = self.wine.registered(f"{CLASSES}\\.eanplan").get("")
        self._note("plans belong to it", PROGID, association)
        command = self.wine.registered(f"{CLASSES}\\{PROGID}\\shell\\open\\command").get("", "")
        window = self.wine.named(self.home / "ean-planner-gui.exe")
        self._note("a double click opens", f'"{window}" "%1"', command)
        icon = self.wine.registered(f"{CLASSES}\\{PROGID}\\DefaultIcon").get("")
        self._note("their icon", f"{window},0", icon)
        self._note("their name, on a Danish Windows", "EAN Planner-plan", self._kind())
        self._note("the Start menu has it", True, self.link.is_file())
        told = self.wine.registered(UNINSTALL_KEY)
        self._note("Apps & features shows", OLDER_VERSION, told.get("DisplayVersion"))
        self._note(
            "its silent uninstall is named", True, told.get("QuietUninstallString", "").endswith(" /S")
        )

    def _replaced(self) -> None:
        self.notes = self.home / "mine noter æøå.txt"
        self.notes.write_text("bliver", encoding="utf-8")
        settings = self.local / "EAN Planner"
        settings.mkdir(exist_ok=True)
        (settings / "settings-of-the-user.json").write_text("{}", encoding="utf-8")
        with self._running():
            self._note("upgrade while the window is open", RUNNING, self._installer(self.made.installer).code)
            self._note("its files", "as packed", self._difference(self.home, extra=STALE))
        self._note("upgrade in place", 0, self._installer(self.made.installer).code)
        self._note("its files; the older version's are gone", "as packed", self._difference(self.home))
        self._note("a file the user put there", "bliver", self.notes.read_text(encoding="utf-8"))
        version = self.wine.registered(UNINSTALL_KEY).get("DisplayVersion")
        self._note("Apps & features shows", self.made.version, version)
        self._works(self.home)
        self._note("the same version again", 0, self._installer(self.made.installer).code)
        self._note("its files", "as packed", self._difference(self.home))

    def _refused(self) -> None:
        self._note("an older version over a newer one", NEWER, self._installer(self.made.older).code)
        self._note("its files", "as packed", self._difference(self.home))
        with self._running():
            ran = self._as_a_line(self.home / "uninstall.exe", "/S _?=", self.home)
            self._note("uninstall while the window is open", RUNNING, ran.code)
            self._note("its files", "as packed", self._difference(self.home))

    def _taken_away(self) -> None:
        self._note("uninstall, silently", 0, self._uninstalled(self.home))
        left = sorted(path.name for path in self.home.iterdir()) if self.home.is_dir() else []
        self._note("what is left of its folder", [self.notes.name], left)
        kept = (self.local / "EAN Planner" / "settings-of-the-user.json").is_file()
        self._note("settings and working copies stay", True, kept)
        plan = self.wine.drive / "demo" / "Eksempelby.eanplan"
        self._note("plans stay", True, plan.is_file())
        keys = (UNINSTALL_KEY, f"{CLASSES}\\{PROGID}", f"{CLASSES}\\.eanplan", r"HKCU\Software\EAN Planner")
        left_keys = [key for key in keys if self.wine.run("reg", "query", key).code == 0]
        self._note("what is left in the registry", [], left_keys)
        self._note("the Start menu has it", False, self.link.is_file())
        self.notes.unlink()

    def _elsewhere(self) -> None:
        folder = self.wine.drive / "users" / self.local.parents[1].name / DANISH_FOLDER / "EAN Planner"
        ran = self._installer(self.made.installer, folder=folder)
        self._note(f"install with /D=…\\{DANISH_FOLDER}\\EAN Planner", 0, ran.code)
        self._note("its files", "as packed", self._difference(folder))
        self._works(folder)
        self._note("uninstall, silently", 0, self._uninstalled(folder))
        self._note("its folder is gone", True, not folder.exists())

    def _in_english(self) -> None:
        self._note("install on an English Windows", 0, self._installer(self.made.installer, ENGLISH).code)
        self._note("plans are called", "EAN Planner plan", self._kind())
        self._note("uninstall, silently", 0, self._uninstalled(self.home))

    def _on_an_old_windows(self) -> None:
        self.wine.run("winecfg", "-v", "win7")
        try:
            self._note("install on Windows 7", OLD_WINDOWS, self._installer(self.made.installer).code)
            self._note("nothing was put there", True, not self.home.exists())
        finally:
            self.wine.run("winecfg", "-v", "win10")

    def _works(self, folder: Path) -> None:
        """The installed program tests itself and does its whole job."""
        report = self.wine.drive / "self-test.json"
        report.unlink(missing_ok=True)
        ran = self._program(folder, "self-test", "--out", self.wine.named(report))
        self._note("the installed program's self-test", 0, ran.code)
        self._note("  its report: what does not work", [], failed_checks(report))
        out = self.wine.drive / "demo"
        shutil.rmtree(out, ignore_errors=True)
        ran = self._program(folder, "demo", "--json", "--out", self.wine.named(out))
        self._note("the installed program's whole job, counts", self.made.counts, counts(ran.said))

    # ------------------------------------------------------------------------------------------- the means

    def _note(self, what: str, expected: object, found: object) -> None:
        # The page shows no one machine's folders.
        local = self.wine.named(self.local)
        told, seen = (_shown(one).replace(local, "%LOCALAPPDATA%") for one in (expected, found))
        step = Step(what, told, seen, expected == found)
        print(f"   {'ok    ' if step.ok else 'FAILED'} {what}: {step.found}", flush=True)
        self.steps.append(step)

    def _installer(self, installer: Path, language: str = LOCALE, *, folder: Path | None = None) -> Ran:
        """Run it silently; into another folder when one is given."""
        if folder is None:
            return self.wine.run(installer, "/S", language=language)
        return self._as_a_line(installer, "/S /D=", folder)

    def _as_a_line(self, program: Path, switches: str, folder: Path) -> Ran:
        """Run a program whose last switch takes the rest of the line as it stands, without quotes.

        Only a Windows program can write such a line.
        """
        line = f'"{self.wine.named(program)}" {switches}{self.wine.named(folder)}'
        caller = "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1]).returncode)"
        return self.wine.run(runtime.interpreter(self.python), "-c", caller, line)

    def _uninstalled(self, folder: Path) -> int:
        """Run the uninstaller as Windows does; it works on after it has answered, from a copy of itself."""
        ran = self.wine.run(folder / "uninstall.exe", "/S")
        _until(lambda: not (folder / "uninstall.exe").exists() and not self._kind())
        return ran.code

    def _program(self, folder: Path, *arguments: str) -> Ran:
        return self.wine.run(folder / "ean-planner.exe", *arguments)

    def _kind(self) -> str:
        return self.wine.registered(f"{CLASSES}\\{PROGID}").get("", "")

    @contextmanager
    def _running(self) -> Iterator[None]:
        """The window is open meanwhile."""
        before, began = self._painted(), time.monotonic()
        process = subprocess.Popen(
            self.wine.command(self.home / "ean-planner-gui.exe", "--sample"),
            env=self.wine.settings(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        try:
            _until(lambda: self._painted() > before or process.poll() is not None, every=0.05)
            self.painted.append(time.monotonic() - began)
            there = self._painted() > before and process.poll() is None
            self._note("  the window is open and painted", True, there)
            yield
        finally:
            process.kill()
            process.wait()
            time.sleep(1)

    def _painted(self) -> int:
        """How many windows have told the log that they were painted."""
        logs = (self.local / "EAN Planner").rglob("ean-planner.log")
        return sum(log.read_text(encoding="utf-8").count(_PAINTED) for log in logs)

    def _difference(self, folder: Path, *, extra: str = "") -> str:
        """Between an installation and what was packed, as one sentence."""
        packed, there = tree(self.made.bundle), tree(folder)
        allowed = {"uninstall.exe", "mine noter æøå.txt"}
        expected_more = {f"_internal/{extra}"} if extra else set()
        missing = packed.keys() - there.keys()
        more = there.keys() - packed.keys() - allowed
        changed = [name for name in packed.keys() & there.keys() if packed[name] != there[name]]
        if missing or changed or more != expected_more:
            return f"{len(missing)} missing, {len(changed)} changed, {sorted(more)[:3]} in addition"
        return "as packed"


def older_bundle(bundle: Path, target: Path) -> Path:
    """The same files and one more, as a version before this one might have had."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(bundle, target)
    (target / "_internal" / STALE).write_text("stale", encoding="utf-8")
    return target


def tree(folder: Path) -> dict[str, str]:
    """Every file's fingerprint by its name inside the folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def failed_checks(report: Path) -> list[str]:
    """The names of the checks that did not pass, from the self-test's report."""
    try:
        told = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        return [f"no report: {type(error).__name__}"]
    return [str(one["name"]) for one in told["checks"] if not one["ok"]]


def counts(said: str) -> dict[str, object]:
    """The numbers in what `demo --json` answers; paths and times differ between machines and stay out."""
    lines = [line for line in said.splitlines() if line.startswith("{")]
    told = json.loads(lines[-1]) if lines else {}
    return {key: value for key, value in told.items() if type(value) is int}


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {number}" for key, number in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "nothing"
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _until(done: Callable[[], bool], *, every: float = 0.5) -> None:
    deadline = time.monotonic() + _GONE_S
    while not done() and time.monotonic() < deadline:
        time.sleep(every)
