"""Does the program survive the short form of `python dev.py faults`? Fewer points of every kind of fault."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from desktop.domain.assessment import Subject
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations import Decide
from desktop.workspace.session import Session
from tests.faults import plain, sweeping
from tests.faults.sweeping import Mode
from tests.faults.verdict import FINE, judge
from tests.faults.workloads import ME, WORKLOADS, letters_in, plan_in, states

POINTS = 4
"""Of each workload under each kind of fault; the whole sweep is `python dev.py faults`."""

MODES = (
    sweeping.kills(),
    sweeping.power_cuts(1),
    sweeping.errors(errno.ENOSPC, "ENOSPC", sticky=True),
    sweeping.errors(errno.EIO, "EIO", sticky=False),
)


@pytest.fixture(scope="module")
def library() -> Path:
    """The injector, from the kit beside the repository."""
    if sys.platform == "win32":
        pytest.skip("the injector stands between a program and Linux' C library")
    kit = Path(__file__).resolve().parents[3] / "shared" / "faultkit"
    if not kit.is_dir():
        pytest.skip("the kit beside the repository is not here")
    return sweeping.injector(kit)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.name)
@pytest.mark.parametrize("name", ["save", "migration"])
def test_nothing_acknowledged_is_lost_wherever_it_strikes(library: Path, name: str, mode: Mode) -> None:
    total = sweeping.count_operations(library, name)
    points = sweeping.every(total, max(1, total // POINTS))
    found = sweeping.sweep(library, name, mode, points)
    assert found.bad == {}
    assert found.points == len(points) >= POINTS
    if mode.patience == 0:
        assert found.struck > 0


def verdict(folder: Path, *lines: str) -> str:
    """What the suite says of a folder in which nothing was done since it was prepared."""
    expected = states(WORKLOADS["save"], folder.with_name("unharmed"))
    return judge(WORKLOADS["save"], expected, folder, list(lines)).split(" ")[0]


def test_the_suite_sees_what_it_looks_for(tmp_path: Path) -> None:
    """A row of zeros proves nothing unless a broken plan gives another one."""
    folder = tmp_path / "run"
    WORKLOADS["save"].prepare(folder)
    plan = plan_in(folder)
    whole = plan.read_bytes()
    assert verdict(folder) == FINE
    assert verdict(folder, "op 2") == "LOST"
    assert verdict(folder, "op 1", "saved 1") == "LOST"
    plan.write_bytes(whole[: len(whole) // 2])
    assert verdict(folder) == "UNREADABLE"
    plan.write_bytes(whole)
    letters_in(folder).mkdir()
    (letters_in(folder) / "brev.docx").write_bytes(b"PK halvt")
    assert verdict(folder) == "HALF-LETTER"


def test_the_suite_sees_a_plan_that_is_neither_before_nor_after(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    WORKLOADS["save"].prepare(folder)
    session = Session.open(plan_in(folder), who=ME)
    session.run(Decide((SupplierId(1),), Subject.NOTE, "noget tredje"))
    session.save()
    session.close()
    assert verdict(folder) == "TORN"


@pytest.mark.parametrize(("program", "times"), [(plain.WORK, 3), (plain.WINDOW, 1)])
def test_random_kills_lose_nothing(program: str, times: int) -> None:
    runs, _told, bad = plain.random_kills(times, program=program)
    assert (runs, bad) == (times, ())


def test_several_writers_lose_nothing() -> None:
    edits, _told, bad = plain.writers(3, 60)
    assert (edits, bad) == (180, ())


def test_the_window_works_on_while_a_drive_hangs() -> None:
    _runs, told, bad = plain.stalls(1)
    assert "operations done meanwhile" in told
    assert [one for one in bad if "gap" not in one] == []
