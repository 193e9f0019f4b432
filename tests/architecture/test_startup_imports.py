"""Do the window and the command line start before the heavy libraries are imported?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import source_rules as rules

# What the first window must not wait for, and what Qt-free rooms must not bring.
HEAVY = ("pandas", "numpy", "docxtpl", "docx", "sqlalchemy", "openpyxl", "lxml", "python_calamine")
QT = ("PySide6", "shiboken6")

# Imports modules one after the other in one fresh interpreter and says which of them first brought a library.
PROBE = """
import importlib, json, sys
modules, unwanted = json.loads(sys.argv[1]), set(json.loads(sys.argv[2]))
culprits = {}
for name in modules:
    importlib.import_module(name)
    for library in sorted(unwanted & sys.modules.keys()):
        culprits.setdefault(library, name)
print(json.dumps(culprits))
"""


def brought_by(modules: list[str], *, unwanted: tuple[str, ...], folder: Path = rules.ROOT) -> dict[str, str]:
    """Which unwanted library is in memory after importing the modules, and which module brought it.

    Args:
        modules: dotted names, imported in this order in a fresh interpreter.
        unwanted: top-level names of libraries.
        folder: where the modules lie.

    Returns:
        Library to the module that brought it; empty when none came.
    """
    result = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(modules), json.dumps(unwanted)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def dotted(path: Path) -> str:
    """The module name of a file of the program."""
    return ".".join(path.relative_to(rules.ROOT).with_suffix("").parts).removesuffix(".__init__")


ALL = [dotted(path) for path in rules.modules("desktop")]
WITHOUT_WINDOW = [name for name in ALL if not name.startswith("desktop.ui")]
# The rooms that use a heavy library may have modules that need it from their first line, such as the tables
# of the database; the others may import such a module only inside the function that needs it.
EDGES = ("desktop.importing", "desktop.letters", "desktop.outputs", "desktop.storage")
STARTED = [name for name in ALL if not name.startswith(EDGES)]


def test_the_program_starts_without_a_heavy_library() -> None:
    assert brought_by(STARTED, unwanted=HEAVY) == {}


def test_no_module_but_the_windows_brings_qt() -> None:
    assert brought_by(WITHOUT_WINDOW, unwanted=QT) == {}


@pytest.mark.parametrize("start", ["desktop.cli", "desktop.ui.app", "desktop.__main__", "desktop.workspace"])
def test_every_start_of_the_program_is_among_the_modules(start: str) -> None:
    """The two tests above look at what is there; this one says that what matters is there."""
    assert start in STARTED


def test_a_heavy_import_is_traced_to_the_module_that_did_it(tmp_path: Path) -> None:
    (tmp_path / "light.py").write_text("def later():\n    import lxml\n", encoding="utf-8")
    (tmp_path / "heavy.py").write_text("import light\nfrom lxml import etree\n", encoding="utf-8")
    assert brought_by(["light"], unwanted=HEAVY, folder=tmp_path) == {}
    assert brought_by(["light", "heavy"], unwanted=HEAVY, folder=tmp_path) == {"lxml": "heavy"}
