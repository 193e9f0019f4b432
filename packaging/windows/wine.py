"""How is a Windows program run on this machine, and what does it find there?

A Windows of its own for each build: home folder, registry, drive and locale lie in the build's folder, and
nothing of the machine's own is touched. It is a Danish Windows 10 without a display.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from devtools import machine

PACKAGES = {
    "wine": "wine wine64",
    "makensis": "nsis",
    "x86_64-w64-mingw32-gcc-win32": "gcc-mingw-w64-x86-64-win32",
    "localedef": "locales",
}
"""Program to the Debian packages that bring it."""

LOCALE = "da_DK.UTF-8"
# The same build twice gives the same files: no hash seeds by chance, no time of the day. 1 November 2026.
FIXED = {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "1793491200"}
# Found by the programs under their own names only; given to all, Wine's own programs break.
PROGRAMS = ("python.exe", "ean-planner.exe", "ean-planner-gui.exe")
OVERRIDDEN = ("ucrtbase", "mscms")
_APP_DEFAULTS = r"HKCU\Software\Wine\AppDefaults"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a Windows program did.

    Attributes:
        code: its exit code.
        said: what it printed, both ways together.
    """

    code: int
    said: str


class Wine:
    """One Windows, in one folder of the build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drive = folder / "prefix" / "drive_c"

    def settings(self, language: str = LOCALE, **more: str) -> dict[str, str]:
        """The environment its programs start in.

        Args:
            language: as in `LC_ALL`; decides which Windows it is, Danish or English.
            more: variables in addition.
        """
        kept = {name: os.environ[name] for name in ("PATH", "TZ") if name in os.environ}
        return {
            **kept,
            **FIXED,
            "HOME": str(self.folder / "home"),
            "WINEPREFIX": str(self.folder / "prefix"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # Its first start would otherwise ask for two programs we do not use.
            "WINEDLLOVERRIDES": "mscoree=;mshtml=",
            # The locale lies with the build, so that the machine's own list need not be changed.
            "LOCPATH": str(self.folder / "locales"),
            "LANG": language,
            "LC_ALL": language,
            **more,
        }

    def command(self, program: Path | str, *arguments: str) -> list[str]:
        """What starts a Windows program here."""
        return ["wine", str(program), *arguments]

    def run(
        self,
        program: Path | str,
        *arguments: str,
        cwd: Path | None = None,
        language: str = LOCALE,
        seconds: int = 900,
        more: dict[str, str] | None = None,
    ) -> Ran:
        """Run a Windows program to its end.

        Args:
            program: the program, as this machine names the file, or a name Windows knows.
            arguments: paths among them as Windows names them, see `named`.
            cwd: the folder it starts in.
            language: see `settings`.
            seconds: at most this long.
            more: environment variables in addition.
        """
        # A plain file as its output is a handle Python for Windows cannot use under Wine; a pipe is.
        result = subprocess.run(
            self.command(program, *arguments),
            cwd=cwd,
            env=self.settings(language, **(more or {})),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
            check=False,
        )
        return Ran(result.returncode, result.stdout.decode("utf-8", errors="replace").replace("\r\n", "\n"))

    def named(self, path: Path) -> str:
        """How Windows names a file of this machine."""
        absolute = path.resolve()
        if absolute.is_relative_to(self.drive.resolve()):
            return "C:\\" + str(absolute.relative_to(self.drive.resolve())).replace("/", "\\")
        return "Z:" + str(absolute).replace("/", "\\")

    def local_app_data(self) -> Path:
        """The user's own folder for programs and their data."""
        users = [one for one in (self.drive / "users").iterdir() if one.name != "Public"]
        return users[0] / "AppData" / "Local"

    def start(self) -> None:
        """Make the Windows if it is not there.

        Raises:
            machine.Trouble: it did not come up.
        """
        for name in ("home", "run", "locales"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        (self.folder / "run").chmod(0o700)
        locale = self.folder / "locales" / LOCALE
        if not locale.is_dir():
            _must(["localedef", "-i", "da_DK", "-f", "UTF-8", str(locale)])
        if not (self.drive / "windows" / "system32" / "ucrtbase.dll").is_file():
            print("- making a Windows for the build", flush=True)
            self.run("wineboot", "-i")
            self.wait()
            self.run("winecfg", "-v", "win10")
            self.wait()
        if not (self.drive / "windows" / "system32" / "ucrtbase.dll").is_file():
            raise machine.Trouble("Wine did not come up.")

    def use(self, stubs: list[Path]) -> None:
        """Put DLLs in Windows' own folder, and let our programs, and only those, prefer them to Wine's."""
        for stub in stubs:
            target = self.drive / "windows" / "system32" / stub.name
            # Wine links its own DLLs there; the link's goal must stay as it is.
            target.unlink(missing_ok=True)
            target.write_bytes(stub.read_bytes())
        for program in PROGRAMS:
            for library in OVERRIDDEN:
                key = f"{_APP_DEFAULTS}\\{program}\\DllOverrides"
                self.run("reg", "add", key, "/v", library, "/d", "native,builtin", "/f")

    def wait(self) -> None:
        """Until every program of this Windows has ended and its registry is on disk."""
        subprocess.run(["wineserver", "-w"], env=self.settings(), check=False, timeout=300)

    def stop(self) -> None:
        """End every program of this Windows, and of no other."""
        subprocess.run(["wineserver", "-k"], env=self.settings(), check=False, timeout=60)

    def registered(self, key: str) -> dict[str, str]:
        """The values of a registry key by name; empty when there is no such key.

        Args:
            key: as `HKCU\\Software\\...`. The unnamed value has the name "".
        """
        answer = self.run("reg", "query", key)
        found: dict[str, str] = {}
        for line in answer.said.splitlines():
            parts = line.strip().split("    ")
            if answer.code == 0 and line.startswith("    ") and len(parts) >= 2:
                name = "" if parts[0].startswith("(") else parts[0]
                found[name] = "    ".join(parts[2:])
        return found


def missing() -> list[str]:
    """Debian packages the Windows build still needs here."""
    import shutil

    absent = [packages for program, packages in PACKAGES.items() if shutil.which(program) is None]
    return [name for packages in absent for name in packages.split()]


def _must(command: list[str]) -> None:
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    # 1: made, with warnings about words the locale's source does not have.
    if result.returncode > 1:
        raise machine.Trouble(f"{command[0]} failed:\n{result.stderr[-2000:]}")
