"""Does a failing step make the run fail, and does a table show what was measured?"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from devtools import bench, environment, steps


@pytest.fixture(autouse=True)
def this_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "python", lambda: Path(sys.executable))


def ending(name: str, code: int) -> steps.Step:
    """A step that ends with this exit code."""
    return steps.Step(name, ("-c", f"raise SystemExit({code})"))


def test_all_steps_run_and_the_failed_ones_are_named(capfd: pytest.CaptureFixture[str]) -> None:
    code = steps.run([ending("lint", 1), ending("types", 0), ending("tests", 2)])
    printed = capfd.readouterr().out
    assert code == 1
    assert "lint: FAILED (1)" in printed
    assert "types: ok" in printed
    assert printed.splitlines()[-1] == "== failed: lint, tests"


def test_all_passed_is_zero(capfd: pytest.CaptureFixture[str]) -> None:
    assert steps.run([ending("lint", 0)]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "== all passed"


def test_a_benchmark_becomes_a_table(tmp_path: Path) -> None:
    path = tmp_path / "letters.py"
    path.write_text(
        '"""Letters against plain rendering."""\n'
        "def main():\n"
        '    return [{"what": "ours", "ratio": 14.5678}, {"what": "plain", "ratio": 1.0}]\n',
        encoding="utf-8",
    )
    title, rows = bench.rows_of(path)
    assert title == "Letters against plain rendering."
    assert bench.table(rows).splitlines() == [
        "| what  | ratio |",
        "|-------|-------|",
        "| ours  | 14.6  |",
        "| plain | 1     |",
    ]


@pytest.mark.parametrize("source", ["x = 1\n", "def main(): return 3\n", "def main(): return [1]\n"])
def test_a_benchmark_without_rows_is_refused(source: str, tmp_path: Path) -> None:
    path = tmp_path / "empty.py"
    path.write_text(source, encoding="utf-8")
    with pytest.raises(TypeError, match=r"empty\.py needs a main"):
        bench.rows_of(path)
