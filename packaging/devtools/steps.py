"""How are checks run one after the other so that one look shows which of them failed?"""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass

from devtools import environment


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the virtual environment's Python.

    Attributes:
        name: what the line of this step says.
        arguments: what follows `python`.
    """

    name: str
    arguments: tuple[str, ...]


# import-linter has no `python -m` form, and its script's folder differs between the systems.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"

CHECKS = (
    Step("lint", ("-m", "ruff", "check", ".")),
    Step("format", ("-m", "ruff", "format", "--check", ".")),
    Step("types", ("-m", "mypy")),
    Step("contracts", ("-c", LINT_IMPORTS, "--no-cache", "--no-logo")),
)
CATALOGUE = Step("catalogue", ("-m", "devtools.catalogue", "--check"))


# Several processes at once, a file's tests in one of them: fixtures of a file are made once.
EVERY_CORE = ("-n", "auto", "--dist", "loadfile")


def tests(arguments: list[str]) -> Step:
    """The test run, with pytest's own arguments after it; without any, every test, on every core."""
    return Step("tests", ("-m", "pytest", *(arguments or EVERY_CORE)))


def call(arguments: tuple[str, ...] | list[str], *, offscreen: bool = False) -> int:
    """Run the virtual environment's Python in the repository, on this terminal.

    Args:
        arguments: what follows `python`.
        offscreen: no display for Qt, even where there is one.

    Returns:
        Its exit code.
    """
    folders = [str(environment.ROOT), str(environment.ROOT / "packaging")]
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join(folders), "PYTHONUTF8": "1"}
    if offscreen:
        settings["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(environment.python()), *arguments]
    return subprocess.run(command, cwd=environment.ROOT, env=settings, check=False).returncode


def run(steps: list[Step]) -> int:
    """Run every step, also after one has failed, and sum up.

    Returns:
        0 when all passed, otherwise 1.
    """
    failed = []
    for step in steps:
        print(f"== {step.name}", flush=True)
        started = time.monotonic()
        code = call(step.arguments, offscreen=True)
        verdict = "ok" if code == 0 else f"FAILED ({code})"
        print(f"== {step.name}: {verdict}, {time.monotonic() - started:.1f} s", flush=True)
        if code != 0:
            failed.append(step.name)
    print(f"== {'failed: ' + ', '.join(failed) if failed else 'all passed'}", flush=True)
    return 1 if failed else 0
