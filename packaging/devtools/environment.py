"""How does `.venv` come to hold exactly the locked set and the project, and when is that already so?

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from devtools import machine

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "ean-planner-installed.json"
LOCKS = ROOT / "requirements"

RUN = ("build.txt", "runtime.txt")
"""The locks a user of the checkout needs: the program's libraries, and what installs the project itself."""

DEVELOP = (*RUN, "dev.txt")
"""The locks a developer needs in addition."""


def python() -> Path:
    """The interpreter inside `.venv`."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def uv() -> str:
    """The program that makes the locks and reads them for other systems; it comes with the developers' tools.

    Raises:
        machine.Trouble: it is neither in `.venv` nor on the PATH.
    """
    beside = python().with_name("uv.exe" if sys.platform == "win32" else "uv")
    found = str(beside) if beside.is_file() else shutil.which("uv")
    if found is None:
        raise machine.Trouble("The program `uv` is not here; `python dev.py check` installs it.")
    return found


def prepare(locks: tuple[str, ...]) -> None:
    """Make `.venv` if it is not there or does not run, and bring it up to the locks.

    What is installed is remembered by hash, so a second call costs nothing.

    Args:
        locks: names of files in `requirements/`.

    Raises:
        machine.Trouble: the machine lacks something a person must install, or pip failed.
    """
    if not _runs():
        machine.install(machine.missing_for_venv(), why="a virtual environment")
        print(f"- making .venv with Python {sys.version.split()[0]}", flush=True)
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=sys.platform != "win32").create(VENV)
    installed = _installed()
    for lock in locks:
        wanted = fingerprint(LOCKS / lock)
        if installed.get(lock) != wanted:
            print(f"- installing requirements/{lock}", flush=True)
            pip("install", "--require-hashes", "--only-binary", ":all:", "-r", str(LOCKS / lock))
            installed[lock] = wanted
            _remember(installed)
    wanted = fingerprint(ROOT / "pyproject.toml")
    if installed.get("project") != wanted:
        print("- installing the project", flush=True)
        pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
        installed["project"] = wanted
        _remember(installed)


def pip(*arguments: str) -> None:
    """Run pip inside `.venv`.

    Raises:
        machine.Trouble: pip failed; what it said stands above.
    """
    command = [str(python()), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments, "--quiet"]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise machine.Trouble("pip could not install the locked set; its own words stand above.")


def fingerprint(path: Path) -> str:
    """A hash of a file's text; the same on Windows and Linux."""
    return hashlib.sha256(path.read_text(encoding="utf-8").encode()).hexdigest()


def _runs() -> bool:
    """Whether `.venv` has a Python that starts, is new enough and has pip; a half-made one does not count."""
    if not python().exists():
        return False
    probe = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    result = subprocess.run(
        [str(python()), "-c", probe], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    return result.returncode == 0


def _installed() -> dict[str, str]:
    """What the last successful installation put in: lock name to fingerprint."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def _remember(installed: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(installed, indent=1) + "\n", encoding="utf-8", newline="\n")
