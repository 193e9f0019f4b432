"""Is the repository free of what belongs to one machine: package registries, home folders, index settings?"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.architecture import source_rules as rules

# Put together here so that this file does not name them itself.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("py" + "pi", "org"),
        ("python" + "hosted", "org"),
        ("ana" + "conda", "org"),
        ("registry", "npm" + "js", "org"),
        ("crates", "io"),
    )
]
REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
INDEX_OPTION = re.compile(r"--(extra-)?index-url|--find-links|--trusted-host")
MACHINE_PATH = re.compile(
    r"(?<![\w.<>-])/(?:home|Users|root|work|opt)/[\w.-]+"  # a folder of one Unix machine
    r"|\b[A-Za-z]:\\{1,2}Users\\{1,2}[\w.-]+"  # a profile of one Windows machine
)


# What the tools make; git leaves it out by itself, a machine without git must be told.
MADE = {".git", ".venv", "build", "dist", "__pycache__", ".hypothesis", ".pytest_cache"}
MADE |= {".mypy_cache", ".ruff_cache", "ean_planner.egg-info"}


def texts_of_the_repository() -> list[Path]:
    """Every text file that git knows or would take, binary files excepted."""
    paths = listed_by_git() if shutil.which("git") and (rules.ROOT / ".git").exists() else walked()
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()[:8192]]


def walked() -> list[Path]:
    """Every file that no tool has made."""
    return [
        path
        for path in sorted(rules.ROOT.rglob("*"))
        if not MADE.intersection(path.relative_to(rules.ROOT).parts)
    ]


def listed_by_git() -> list[Path]:
    """Every file that is tracked or could be."""
    listed = subprocess.run(
        # A checkout in a container may belong to another user; reading its list of files is no risk.
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=rules.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [rules.ROOT / name for name in listed.stdout.split("\0") if name]


def offences(text: str) -> list[str]:
    """What in a text belongs to one machine, each with its line number."""
    return [
        f"line {number}: {match.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        for pattern in (REGISTRY, INDEX_OPTION, MACHINE_PATH)
        for match in pattern.finditer(line)
    ]


def test_no_file_names_a_registry_or_a_developers_machine() -> None:
    texts = texts_of_the_repository()
    found = {
        rules.named(path): offences(path.read_text(encoding="utf-8", errors="replace"))
        # This file holds the option names and path forms it looks for, as examples.
        for path in texts
        if path != Path(__file__)
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("tools", ["", os.environ.get("PATH", "")], ids=["without git", "as here"])
def test_the_files_looked_at_are_the_repositorys(tools: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", tools)
    texts = texts_of_the_repository()
    assert {Path(__file__), rules.ROOT / "pyproject.toml", rules.ROOT / ".ci" / "run"} <= set(texts)
    assert not any(".venv" in path.parts for path in texts)


@pytest.mark.parametrize(
    "text",
    [
        f"https://files.{REGISTRIES[1]}/packages/x.whl",
        f"--index https://{REGISTRIES[0].upper()}/simple",
        "--extra-index-url https://example.com/simple",
        "see /home/anna/plan.py",
        "'/root/.cache/pip'",
        '"C:\\Users\\anna\\plan"',
        "C:\\\\Users\\\\anna",
        f"/{'work'}/main/desktop",
    ],
)
def test_what_belongs_to_one_machine_is_seen(text: str) -> None:
    assert offences(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/home/page",
        "/usr/share/fonts, /etc/os-release, /tmp",
        "the user's folder ~/.local/share/ean-planner",
        "$HOME/Documents",
        f"docs/{'work'}/plan.md",
        "%LOCALAPPDATA%\\EAN Planner",
    ],
)
def test_what_is_the_same_everywhere_is_let_through(text: str) -> None:
    assert offences(text) == []
