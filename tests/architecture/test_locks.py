"""Do the locks pin everything by hash, agree with each other, and cover what pyproject.toml asks for?"""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture import source_rules as rules

PIN = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.!+]+)(?: ; (?P<marker>[^\\]+?))? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
COMMENT = re.compile(r"^ *#")


def lock(name: str) -> str:
    """The text of a lock file."""
    return (rules.ROOT / "requirements" / name).read_text(encoding="utf-8")


def pins(text: str) -> dict[str, tuple[str, str]]:
    """Name to version and marker of every pin of a lock.

    Raises:
        ValueError: a line is no exact pin, no hash and no comment, or a pin has no hash.
    """
    found: dict[str, tuple[str, str]] = {}
    hashes: dict[str, int] = {}
    current = ""
    for line in text.splitlines():
        if pin := PIN.match(line):
            current = canonicalize_name(pin["name"])
            found[current] = (pin["version"], pin["marker"] or "")
        elif HASH.match(line):
            hashes[current] = hashes.get(current, 0) + 1
        elif line and not COMMENT.match(line):
            raise ValueError(f"neither pin nor hash: {line}")
    if bare := found.keys() - hashes.keys():
        raise ValueError(f"without a hash: {sorted(bare)}")
    return found


def wanted(*groups: str) -> list[Requirement]:
    """What pyproject.toml asks for: the run-time dependencies, or the named groups."""
    project = tomllib.loads((rules.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [project["dependency-groups"][group] for group in groups] or [project["project"]["dependencies"]]
    return [Requirement(line) for lines in lists for line in lines]


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "build.txt"])
def test_every_line_is_an_exact_pin_with_hashes(name: str) -> None:
    assert pins(lock(name))


@pytest.mark.parametrize("name", ["runtime.txt", "build.txt"])
def test_what_users_get_is_what_was_tested(name: str) -> None:
    developers = pins(lock("dev.txt"))
    assert {package: developers.get(package) for package in pins(lock(name))} == pins(lock(name))


@pytest.mark.parametrize(
    ("name", "groups"),
    [("runtime.txt", ()), ("dev.txt", ()), ("dev.txt", ("dev",)), ("build.txt", ("build",))],
)
def test_the_lock_covers_what_the_project_asks_for(name: str, groups: tuple[str, ...]) -> None:
    locked = pins(lock(name))
    for requirement in wanted(*groups):
        version, _ = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_no_tool_of_the_developers_reaches_the_users() -> None:
    tools = {"pytest", "hypothesis", "mypy", "ruff", "import-linter", "pyinstaller", "babel", "pip", "uv"}
    assert tools.isdisjoint(pins(lock("runtime.txt")))


@pytest.mark.parametrize(
    "text",
    [
        "lxml>=6 \\\n    --hash=sha256:" + "0" * 64,
        "lxml==6.1.3",
        "lxml==6.1.3 \\\n    # via docxtpl",
        "--only-binary :all:",
        "lxml==6.1.3 \\\n    --hash=md5:" + "0" * 32,
    ],
)
def test_a_loose_line_is_seen(text: str) -> None:
    with pytest.raises(ValueError, match=r"neither pin nor hash|without a hash"):
        pins(text)
