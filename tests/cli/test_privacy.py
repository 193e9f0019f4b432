"""Do `privacy` and `clean` tell what a plan keeps, and delete its earlier history for good?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from tests.ui import plans


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    session = plans.small_plan()
    session.save_as(path := tmp_path / "plan.eanplan")
    session.close()
    assert main(["decide", str(path), "10001", "--relevance", "kp", "--reason", "Marsvin"]) == 0
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_what_is_stored_and_until_when(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, "privacy", str(plan))
    assert answer["stored"]["invoice"] == 70
    assert (answer["entries"], answer["delete_on"], answer["deletion"]) == (4, None, "not_set")
    assert {one["kind"] for one in answer["places"]} >= {"plan", "backups", "working_copy"}
    answer = told(capsys, "privacy", str(plan), "--delete-on", "2020-01-01")
    assert (answer["delete_on"], answer["deletion"]) == ("2020-01-01", "passed")
    assert told(capsys, "privacy", str(plan), "--delete-on", "none")["delete_on"] is None


def test_cleaning_deletes_for_good(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", str(plan), "10001", "--relevance", "outside"]) == 0
    assert b"Marsvin" in plan.read_bytes()
    answer = told(capsys, "clean", str(plan), "--keep-entries", "0")
    assert (answer["deleted"], answer["entries"]) == (5, 1)
    assert answer["backups"]
    assert b"Marsvin" not in plan.read_bytes()
    answer = told(capsys, "clean", str(plan), "--history-before", "2000-01-01", "--backups")
    assert answer["deleted"] == 0
    assert answer["backups"] == []
    assert not any(b"Marsvin" in one.read_bytes() for one in plan.parent.rglob("*") if one.is_file())
