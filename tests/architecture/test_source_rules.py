"""Does the source keep to what the house has sworn off, and would these checks notice if it did not?"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from tests.architecture import source_rules as rules

DOMAIN_MAY_IMPORT = frozenset({"desktop.domain", "stdnum", "holidays"}) | frozenset(sys.stdlib_module_names)
PATHS_MAY_IMPORT = frozenset(sys.stdlib_module_names)


def per_file(*folders: str) -> pytest.MarkDecorator:
    """Run a test once for each Python file below the folders."""
    return pytest.mark.parametrize("path", rules.modules(*folders), ids=rules.named)


@per_file("desktop/domain")
def test_domain_imports_only_what_it_may(path: Path) -> None:
    assert rules.imports_outside(rules.parsed(path), allowed=DOMAIN_MAY_IMPORT) == []


@per_file("desktop/domain")
def test_domain_has_no_door_to_the_world(path: Path) -> None:
    assert rules.doors(rules.parsed(path)) == []


def test_paths_and_dev_py_stand_on_the_standard_library_alone() -> None:
    assert (
        rules.imports_outside(rules.parsed(rules.ROOT / "desktop" / "paths.py"), allowed=PATHS_MAY_IMPORT)
        == []
    )
    own = PATHS_MAY_IMPORT | {"devtools"}
    assert rules.imports_outside(rules.parsed(rules.ROOT / "dev.py"), allowed=own) == []


@per_file("desktop", "packaging")
def test_nothing_runs_code_from_data(path: Path) -> None:
    assert rules.banned(rules.parsed(path)) == []


@per_file("desktop")
def test_only_the_window_knows_qt(path: Path) -> None:
    name = rules.named(path)
    # The self-test looks whether Qt starts; it imports it inside that check.
    if name.startswith("desktop/ui/") or name == "desktop/selftest.py":
        return
    assert rules.qt_imports(rules.parsed(path)) == []


def test_packaging_is_a_folder_and_not_a_package() -> None:
    """A package of that name would hide the library `packaging` from pip, pytest and PyInstaller run here."""
    assert not (rules.ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize(
    "source",
    [
        "import pandas",
        "def f():\n    import numpy.linalg",
        "from desktop.storage import database",
        "from desktop import paths",
        "from lxml import etree",
        "import stdnumber",
        "from ..storage import schema",
    ],
)
def test_an_import_beyond_the_list_is_seen(source: str) -> None:
    assert len(rules.imports_outside(ast.parse(source), allowed=DOMAIN_MAY_IMPORT)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "from __future__ import annotations",
        "import re, decimal",
        "from stdnum.dk import cvr",
        "import holidays",
        "from desktop.domain.errors import EanPlannerError",
    ],
)
def test_an_import_on_the_list_is_let_through(source: str) -> None:
    assert rules.imports_outside(ast.parse(source), allowed=DOMAIN_MAY_IMPORT) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os",
        "import os.path",
        "import sqlite3",
        "def read(path): return path.read_text(encoding='utf-8')",
        "from pathlib import Path\nfolder = Path.home()",
        "def there(path): return path.exists()",
        "def f():\n    from urllib.request import urlopen",
        "import time",
        "import logging",
        "f = open('plan')",
        "reader = open",
        "print('here')",
        "from datetime import date\ntoday = date.today()",
        "import datetime\nwhen = datetime.datetime.now(datetime.UTC)",
        "from datetime import datetime\nclock = datetime.now",
    ],
)
def test_a_door_is_seen(source: str) -> None:
    assert rules.doors(ast.parse(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date, timedelta\ndef due(day: date): return day + timedelta(days=8)",
        "from pathlib import Path\nclass Written:\n    path: Path",
        "def name(path): return path.name, path.suffix, path.with_suffix('.docx')",
    ],
)
def test_arithmetic_on_dates_and_paths_is_no_door(source: str) -> None:
    assert rules.doors(ast.parse(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "from PySide6.QtCore import QSettings",
        "from PySide6 import QtCore\nQtCore.QSettings('x')",
        "from PySide6.QtGui import QStandardItemModel as M",
        "from PySide6.QtCore import QSortFilterProxyModel",
        "import pickle",
        "def f():\n    import shelve",
        "from marshal import loads",
        "import pandas as pd\npd.read_pickle('x')",
        "eval('1 + 1')",
        "exec('pass')",
        "run = exec",
    ],
)
def test_running_code_from_data_is_seen(source: str) -> None:
    assert rules.banned(ast.parse(source)) != []


def test_qts_own_exec_is_not_pythons() -> None:
    assert rules.banned(ast.parse("app.exec()\ndialog.exec()\nre.compile('x')")) == []


@pytest.mark.parametrize(
    "source", ["import PySide6", "from PySide6.QtCore import Qt", "def f():\n    import shiboken6"]
)
def test_an_import_of_qt_is_seen(source: str) -> None:
    assert rules.qt_imports(ast.parse(source)) != []
