"""Is `.venv` made when it must be, and left alone when it is already right?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from devtools import environment, machine


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with locks, whose `.venv` runs this Python, and in which pip only notes what it is asked."""
    locks = tmp_path / "requirements"
    locks.mkdir()
    for name in environment.DEVELOP:
        (locks / name).write_text(f"# {name}\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "LOCKS", locks)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))
    return tmp_path


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What pip was asked to install: the last argument of each call."""
    calls: list[str] = []
    monkeypatch.setattr(environment, "pip", lambda *arguments: calls.append(Path(arguments[-1]).name))
    return calls


def test_a_second_call_installs_nothing(checkout: Path, asked: list[str]) -> None:
    environment.prepare(environment.RUN)
    assert asked == ["build.txt", "runtime.txt", checkout.name]
    environment.prepare(environment.RUN)
    assert len(asked) == 3


def test_a_developer_after_a_user_adds_the_tools_only(checkout: Path, asked: list[str]) -> None:
    environment.prepare(environment.RUN)
    environment.prepare(environment.DEVELOP)
    assert asked[3:] == ["dev.txt"]


def test_a_changed_lock_is_installed_again(checkout: Path, asked: list[str]) -> None:
    environment.prepare(environment.RUN)
    (checkout / "requirements" / "runtime.txt").write_text("# newer\n", encoding="utf-8")
    environment.prepare(environment.RUN)
    assert asked[3:] == ["runtime.txt"]


def test_a_damaged_stamp_means_installing_again(checkout: Path, asked: list[str]) -> None:
    environment.prepare(environment.RUN)
    environment.STAMP.write_text("{half", encoding="utf-8")
    environment.prepare(environment.RUN)
    assert len(asked) == 6


def test_what_failed_is_tried_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> None:
        raise machine.Trouble("no network")

    monkeypatch.setattr(environment, "pip", fail)
    with pytest.raises(machine.Trouble):
        environment.prepare(environment.RUN)
    calls: list[str] = []
    monkeypatch.setattr(environment, "pip", lambda *arguments: calls.append(arguments[-1]))
    environment.prepare(environment.RUN)
    assert len(calls) == 3


def test_the_same_text_has_the_same_fingerprint_on_windows(tmp_path: Path) -> None:
    (tmp_path / "lf").write_bytes(b"a\nb\n")
    (tmp_path / "crlf").write_bytes(b"a\r\nb\r\n")
    assert environment.fingerprint(tmp_path / "lf") == environment.fingerprint(tmp_path / "crlf")


def test_dev_py_says_which_python_it_needs(tmp_path: Path) -> None:
    """Run as if by an older Python: the sentence comes before anything that older one cannot do."""
    copy = tmp_path / "dev.py"
    shutil.copy(Path(__file__).resolve().parent.parent.parent / "dev.py", copy)
    probe = (
        "import runpy, sys; from types import SimpleNamespace\n"
        "class Old(tuple): pass\n"
        "sys.version_info = Old((3, 10, 4)); sys.version = '3.10.4 (main)'\n"
        "runpy.run_path(sys.argv[1], run_name='__main__')"
    )
    result = subprocess.run(
        [sys.executable, "-c", probe, str(copy)], capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert result.stderr.strip() == "EAN Planner needs Python 3.11 or later; this is 3.10.4."


def test_the_tool_of_the_locks_is_taken_from_the_developers_set_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "uv.exe" if sys.platform == "win32" else "uv"
    monkeypatch.setattr(environment, "python", lambda: tmp_path / "bin" / "python")
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(machine.Trouble, match=r"dev\.py check"):
        environment.uv()
    monkeypatch.setattr("shutil.which", lambda _: "/elsewhere/uv")
    assert environment.uv() == "/elsewhere/uv"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / name).touch()
    assert environment.uv() == str(tmp_path / "bin" / name)
