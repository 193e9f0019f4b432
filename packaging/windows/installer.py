"""How does the folder become one file that a clerk double-clicks? NSIS packs it by `ean-planner.nsi`."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from devtools import environment, machine

SCRIPT = Path(__file__).resolve().with_name("ean-planner.nsi")
MOST_MB = 50


def version() -> str:
    """The program's version, which the installer carries too."""
    text = (environment.ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(\d+\.\d+\.\d+)"$', text, re.MULTILINE)
    if found is None:
        raise machine.Trouble("the version in desktop/__init__.py is not of the form 1.2.3")
    return found.group(1)


def file_name(number: str) -> str:
    """Not `setup.exe`: Windows loads old help for programs of that name."""
    return f"EAN-Planner-{number}-x64.exe"


def make(bundle: Path, target: Path, *, number: str, quick: bool = False) -> Path:
    """Pack a bundle.

    Args:
        bundle: the folder.
        target: the installer to be written.
        number: the version it carries.
        quick: packed fast and large, for trying.

    Raises:
        machine.Trouble: makensis refused or warned.
    """
    defined = {"VERSION": number, "BUNDLE": bundle, "OUTFILE": target, "ROOT": environment.ROOT}
    command = ["makensis", "-INPUTCHARSET", "UTF8", "-V2", "-WX", *(f"-D{k}={v}" for k, v in defined.items())]
    command += ["-DQUICK"] if quick else []
    result = subprocess.run(
        [*command, str(SCRIPT)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        raise machine.Trouble(f"makensis failed:\n{(result.stdout + result.stderr)[-3000:]}")
    return target
