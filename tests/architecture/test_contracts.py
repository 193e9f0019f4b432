"""Do the import contracts hold, and do they refuse exactly what the architecture's table refuses?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent

QT = {"PySide6", "shiboken6"}
TABLES = {"pandas", "numpy", "openpyxl", "python_calamine"}
WORD = {"docx", "docxtpl", "jinja2"}
LIBRARIES = QT | TABLES | WORD | {"sqlalchemy", "lxml"}

BELOW_WORKSPACE = {"domain", "importing", "letters", "outputs", "storage"}

# The table of docs/architecture.md: what each room may import of the house and of the heavy libraries.
MAY_IMPORT: dict[str, set[str]] = {
    "domain": set(),
    "paths": set(),
    "diary": {"paths", "texts"},
    "whole_file": {"domain"},
    "importing": {"domain", "paths", "whole_file"} | TABLES | {"lxml"},
    "letters": {"domain", "paths", "whole_file"} | WORD | {"lxml"},
    "outputs": {"domain", "paths", "whole_file"} | TABLES | WORD | {"lxml"},
    "storage": {"domain", "paths", "whole_file", "sqlalchemy"},
    "workspace": BELOW_WORKSPACE | {"paths", "whole_file"},
    "texts": {"domain", "paths"},
    "ui": {"workspace", "texts", "domain", "paths", "diary"} | QT,
    "cli": {"workspace", "texts", "domain", "paths", "selftest", "diary"},
    "selftest": {"paths"} | LIBRARIES,
    "__main__": {"ui", "cli", "paths", "diary"},
}

EDGE = re.compile(r"^-\s+desktop\.(\w+)\.intruder -> (?:desktop\.)?(\w+) \(l\.\d+\)$", re.MULTILINE)


def run_contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the package `desktop` in a folder by the contracts of this repository."""
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", command, "--config", str(ROOT / "pyproject.toml"), "--no-cache", "--no-logo"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_contracts_hold() -> None:
    result = run_contracts(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_room_stands_in_the_table() -> None:
    found = {
        entry.stem
        for entry in (ROOT / "desktop").iterdir()
        if entry.suffix == ".py" or (entry / "__init__.py").is_file()
    }
    assert found - {"__init__"} == set(MAY_IMPORT)


@pytest.fixture
def lawless_house(tmp_path: Path) -> Path:
    """A package `desktop` in which a module of every room imports every other room and every library."""
    for room in MAY_IMPORT:
        folder = tmp_path / "desktop" / room
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text("", encoding="utf-8")
        others = [f"import desktop.{other}" for other in MAY_IMPORT if other != room]
        libraries = [f"import {library}" for library in sorted(LIBRARIES)]
        (folder / "intruder.py").write_text("\n".join([*others, *libraries]) + "\n", encoding="utf-8")
    (tmp_path / "desktop" / "__init__.py").write_text("", encoding="utf-8")
    return tmp_path


def test_contracts_refuse_exactly_what_the_table_refuses(lawless_house: Path) -> None:
    result = run_contracts(lawless_house)
    assert result.returncode == 1, result.stdout + result.stderr
    refused = set(EDGE.findall(result.stdout))
    expected = {
        (room, target)
        for room, allowed in MAY_IMPORT.items()
        for target in (set(MAY_IMPORT) | LIBRARIES) - {room} - allowed
    }
    assert refused == expected
