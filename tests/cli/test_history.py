"""Does `history` find entries by who, what, whom and when, and tell what one changed?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main
from desktop.texts import commands
from tests.ui import plans


@pytest.fixture
def plan(tmp_path: Path) -> str:
    session = plans.small_plan()
    session.save_as(path := tmp_path / "plan.eanplan")
    session.close()
    assert main(["decide", str(path), "10004", "--relevance", "outside", "--reason", "Kontor"]) == 0
    return str(path)


def numbers(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[int]:
    return [one["number"] for one in told(capsys, *arguments)["entries"]]


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["history", *arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_filters(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert numbers(capsys, plan) == [4, 3, 2, 1]
    assert numbers(capsys, plan, "--supplier", "10004") == [4, 3, 2]
    assert numbers(capsys, plan, "--supplier", "Sct. Mortens") == [3, 2]
    assert numbers(capsys, plan, "--supplier", "findes ikke") == []
    assert numbers(capsys, plan, "--operation", "decide") == [4]
    assert numbers(capsys, plan, "--by", "mkh") == [3, 2, 1]
    assert numbers(capsys, plan, "--text", "faktura.zip") == [3]
    assert numbers(capsys, plan, "--by", "mkh", "--from", "2026-11-20", "--to", "2026-11-20") == [3, 2, 1]
    assert numbers(capsys, plan, "--to", "2020-01-01") == []


def test_a_filter_that_lets_nothing_through_does_not_say_that_nothing_was_done(
    plan: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["history", plan, "--from", "2099-01-01"]) == 0
    assert capsys.readouterr().out.strip() == commands.nothing_fits()
    assert commands.nothing_fits() != commands.history_is_empty()


def test_windows_knows_no_capitals_in_a_users_name(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert numbers(capsys, plan, "--by", "MKH") == numbers(capsys, plan, "--by", "mkh") == [3, 2, 1]


def test_an_empty_path_has_no_earlier_versions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backups", ""]) == 0
    assert capsys.readouterr().out.strip() == commands.no_backups()


def test_one_entry_field_by_field(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = told(capsys, plan, "--entry", "4")
    assert answer["entry"]["operation"] == "decide"
    (change,) = answer["changes"]
    assert (change["table"], change["supplier"], change["happened"]) == (
        "decision",
        "Kontorforsyningen A/S",
        "added",
    )
    assert change["fields"]["value"] == [None, "outside"]
    assert len(told(capsys, plan, "--entry", "3")["changes"]) == 71
    capsys.readouterr()
    assert main(["history", plan, "--entry", "4"]) == 0
    assert "Kontorforsyningen A/S" in capsys.readouterr().out


def test_an_entry_that_is_not_there_is_told(plan: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["history", plan, "--entry", "99"]) == 1
    assert "99" in capsys.readouterr().err
