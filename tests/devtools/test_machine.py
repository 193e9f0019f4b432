"""Does the set-up ask the machine for what is missing, and say clearly what a person must do?"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

from devtools import machine


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


def only(monkeypatch: pytest.MonkeyPatch, *present: str) -> None:
    """Let the linker find these libraries and no other."""
    monkeypatch.setattr(machine, "loads", lambda library: library in present)


@pytest.mark.usefixtures("linux")
def test_each_missing_library_is_asked_for_by_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch)
    assert machine.missing_for_qt(display=False) == list(machine.OFFSCREEN.values())
    only(monkeypatch, *machine.OFFSCREEN)
    assert machine.missing_for_qt(display=False) == []
    assert machine.missing_for_qt(display=True) == list(machine.DISPLAY.values())
    only(monkeypatch, *machine.OFFSCREEN, *(set(machine.DISPLAY) - {"libxcb-cursor.so.0"}))
    assert machine.missing_for_qt(display=True) == ["libxcb-cursor0"]


def test_windows_misses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    only(monkeypatch)
    assert machine.missing_for_qt(display=True) == machine.missing_for_build() == []


def test_a_library_that_is_not_there_does_not_load() -> None:
    assert not machine.loads("libno-such-library.so.99")


@pytest.mark.usefixtures("linux")
@pytest.mark.parametrize(
    ("variable", "value", "shown"),
    [("DISPLAY", ":0", True), ("WAYLAND_DISPLAY", "wayland-0", True), ("DISPLAY", "", False)],
)
def test_a_display_is_one_that_is_named(
    variable: str, value: str, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(variable, value)
    assert machine.has_display() is shown


class FakeApt:
    """Records apt-get calls instead of making them."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, user: int, code: int = 0) -> None:
        self.calls: list[list[str]] = []
        self.code = code
        machine._apt_update.cache_clear()
        monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
        monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)
        monkeypatch.setattr(subprocess, "run", self.run)

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.calls.append(command[1:])
        return subprocess.CompletedProcess(command, self.code, stdout="no such package")


@pytest.mark.usefixtures("linux")
def test_root_gets_the_packages_after_one_update(monkeypatch: pytest.MonkeyPatch) -> None:
    apt = FakeApt(monkeypatch, user=0)
    machine.install(["libegl1", "libgl1"], why="Qt")
    machine.install(["binutils"], why="PyInstaller")
    assert [call[0] for call in apt.calls] == ["update", "install", "install"]
    assert apt.calls[1][-2:] == ["libegl1", "libgl1"]
    assert apt.calls[2][-1] == "binutils"


@pytest.mark.usefixtures("linux")
def test_anyone_else_gets_the_exact_command(monkeypatch: pytest.MonkeyPatch) -> None:
    apt = FakeApt(monkeypatch, user=1000)
    with pytest.raises(machine.Trouble, match="sudo apt-get install libegl1 libgl1"):
        machine.install(["libegl1", "libgl1"], why="Qt")
    assert apt.calls == []


@pytest.mark.usefixtures("linux")
def test_a_failing_installation_says_what_apt_said(monkeypatch: pytest.MonkeyPatch) -> None:
    FakeApt(monkeypatch, user=0, code=100)
    with pytest.raises(machine.Trouble, match="no such package"):
        machine.install(["libegl1"], why="Qt")


@pytest.mark.usefixtures("linux")
def test_without_apt_the_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(machine.Trouble, match="libegl1"):
        machine.install(["libegl1"], why="Qt")


def test_nothing_missing_means_nothing_done(monkeypatch: pytest.MonkeyPatch) -> None:
    apt = FakeApt(monkeypatch, user=1000)
    machine.install([], why="Qt")
    assert apt.calls == []
