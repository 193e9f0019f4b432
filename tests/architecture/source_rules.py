"""What does a source file import, name and call? The questions the architecture tests ask of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent

# Standard library modules by which a module could read a clock, a file, the network or the user's machine.
DOOR_MODULES = frozenset(
    "asyncio builtins ctypes dbm fileinput ftplib getpass glob http imaplib importlib io locale logging lzma "
    "multiprocessing os platform poplib runpy sched select shutil signal smtplib socket socketserver "
    "sqlite3 ssl subprocess sys tempfile threading time urllib webbrowser winreg zipfile".split()
)
# A path is a fact ("written to") as long as nobody follows it.
PATH_METHODS = frozenset(
    "absolute chmod cwd exists expanduser glob home is_dir is_file iterdir lstat mkdir open read_bytes "
    "read_text resolve rglob rmdir samefile stat symlink_to touch unlink walk write_bytes write_text".split()
)
# Functions that do the same without an import, or read the clock of a class that domain may use for dates.
DOOR_CALLS = frozenset({"open", "input", "print", "breakpoint", "__import__"})
CLOCK_METHODS = frozenset({"now", "today", "utcnow", "fromtimestamp", "utcfromtimestamp"})

# Names that run code from data (prepared settings, drops, pickles) or are too slow for our tables.
BANNED_NAMES = frozenset(
    "QSettings QStandardItemModel QSortFilterProxyModel pickle shelve marshal dill cloudpickle joblib "
    "read_pickle to_pickle".split()
)
BANNED_BUILTINS = frozenset({"eval", "exec"})


def modules(*folders: str) -> list[Path]:
    """Every Python file below the folders of the repository, caches excepted."""
    return sorted(
        path
        for folder in folders
        for path in (ROOT / folder).rglob("*.py")
        if "__pycache__" not in path.parts
    )


def named(path: Path) -> str:
    """The file's path as the repository knows it, for messages and test ids."""
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_modules(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of every module imported anywhere in the tree, functions included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, "." * node.level + (node.module or "")


def imports_outside(tree: ast.AST, *, allowed: frozenset[str]) -> list[str]:
    """Imports whose first name is not allowed; a dotted entry allows a module below it too."""
    return [
        f"line {line}: imports {name}"
        for line, name in imported_modules(tree)
        if not any(name == entry or name.startswith(f"{entry}.") for entry in allowed)
    ]


def doors(tree: ast.AST) -> list[str]:
    """Everything by which a module would read a clock, a file, the network or the machine."""
    found = [
        f"line {line}: imports {name}"
        for line, name in imported_modules(tree)
        if name.split(".")[0] in DOOR_MODULES
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id in DOOR_CALLS:
            found.append(f"line {node.lineno}: uses {node.id}")
        elif isinstance(node, ast.Attribute) and node.attr in CLOCK_METHODS:
            found.append(f"line {node.lineno}: reads a clock by .{node.attr}")
        elif isinstance(node, ast.Attribute) and node.attr in PATH_METHODS:
            found.append(f"line {node.lineno}: asks the disk by .{node.attr}")
    return found


def banned(tree: ast.AST) -> list[str]:
    """Every use of a name that runs code from data, by import, by attribute or by call."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [part for alias in node.names for part in alias.name.split(".")]
        elif isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(alias.name for alias in node.names)]
        elif isinstance(node, ast.Attribute):
            names = [node.attr]
        elif isinstance(node, ast.Name):
            # Only the bare names are Python's; `dialog.exec()` is Qt's event loop.
            names = [node.id]
            if node.id in BANNED_BUILTINS:
                found.append(f"line {node.lineno}: uses {node.id}")
        else:
            continue
        found += [f"line {node.lineno}: uses {name}" for name in names if name in BANNED_NAMES]
    return found


def qt_imports(tree: ast.AST) -> list[str]:
    """Every import of Qt's bindings."""
    return [
        f"line {line}: imports {name}"
        for line, name in imported_modules(tree)
        if name.split(".")[0] in {"PySide6", "shiboken6"}
    ]
