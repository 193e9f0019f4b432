"""Does `merge` tell what another copy brings, stop at conflicts nobody decided, and take it in?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from tests.ui import plans


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    session = plans.small_plan()
    session.save_as(one := tmp_path / "plan.eanplan")
    session.save_copy(other := tmp_path / "kopi.eanplan")
    session.close()
    assert main(["decide", str(one), "10001", "--relevance", "kp"]) == 0
    assert main(["decide", str(other), "10001", "10004", "--relevance", "outside"]) == 0
    return one, other


def told(capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == status
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_conflicts_stop_the_merge_until_somebody_says_whose_word_holds(
    two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    plan, other = map(str, two)
    before = two[0].read_bytes()
    answer = told(capsys, "merge", plan, other, status=1)
    assert answer["merged"] is False
    (conflict,) = answer["conflicts"]
    assert (conflict["table"], conflict["fields"]) == ("decision", ["value", "reason"])
    assert (conflict["mine"]["value"], conflict["theirs"]["value"]) == ("kp", "outside")
    assert two[0].read_bytes() == before
    told(capsys, "merge", plan, other, "--prefer", "theirs", "--dry-run")
    assert two[0].read_bytes() == before
    answer = told(capsys, "merge", plan, other, "--prefer", "theirs")
    assert answer["merged"] is True
    assert answer["tables"]["decision"] == {"added": 1, "changed": 1}
    rows = told(capsys, "suppliers", plan)["suppliers"]
    found = {one["supplier_no"]: one["relevance"] for one in rows}
    assert (found["10001"], found["10004"]) == ("outside", "outside")
    assert told(capsys, "merge", plan, other)["conflicts"] == []


def test_a_person_reads_what_comes(two: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["merge", *map(str, two), "--prefer", "mine"]) == 0
    assert "Tandlægerne Østerbro ApS" in capsys.readouterr().out
