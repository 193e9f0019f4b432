"""`letters --wave`, `letters-made`, `mark-sent`, `decide-letter`: do they keep what docs/cli.md promises?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from desktop.cli.main import main

Command = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def ean_planner(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command; its exit status and its JSON."""

    def run(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        status = main([*map(str, arguments), "--json"])
        out = capsys.readouterr().out
        told = json.loads(out) if out else {}
        assert isinstance(told, dict)
        return status, told

    return run


@pytest.fixture
def plan(ean_planner: Command, tmp_path: Path) -> Path:
    """The sample municipality with its letters written."""
    _, told = ean_planner("demo", "--out", tmp_path / "demo")
    return Path(told["plan"])


def test_letters_by_wave_have_the_dates_of_the_wave(ean_planner: Command, plan: Path, tmp_path: Path) -> None:
    _, planned = ean_planner("waves", plan, "--propose")
    wave = planned["waves"][0]
    status, told = ean_planner("letters", plan, "--out", tmp_path / "b", "--wave", wave["number"])
    members = {one["supplier_no"] for one in wave["members"]}
    _, found = ean_planner("recipients", plan)
    wanted = [one for one in found["recipients"] if one["supplier_no"] in members]
    assert (status, told["written"]) == (0, len(wanted))
    assert {one["wave"] for one in wanted} == {wave["number"]}
    _, record = ean_planner("letters-made", plan)
    assert len([one for one in record["letters"] if one["newest"]]) == len(found["recipients"])
    assert not [one for one in record["letters"] if one["supplier_no"] in members and one["differences"]]


def test_marking_and_reminding_by_command(ean_planner: Command, plan: Path, tmp_path: Path) -> None:
    status, told = ean_planner(
        "mark-sent", plan, "--letter", "new-ean", "--channel", "digital_post", "--date", "2026-10-01"
    )
    assert status == 0
    assert told["marked"] > 0
    sent = [one for one in told["letters"] if one["state"] == "sent"]
    assert {(one["letter"], one["channel"], one["sent_on"]) for one in sent} == {
        ("new-ean", "digital_post", "2026-10-01")
    }
    assert ean_planner("letters-made", plan, "--as-of", "2026-10-21")[1]["due"] == []
    _, told = ean_planner("letters-made", plan, "--as-of", "2026-10-22")
    assert {(one["letter"], one["since"]) for one in told["due"]} == {("reminder-1", "2026-10-22")}
    assert {one["supplier_no"] for one in told["due"]} == {one["supplier_no"] for one in sent}
    status, told = ean_planner("letters", plan, "--out", tmp_path / "r", "--letter", "reminder-1")
    assert (status, told["written"]) == (0, len(sent))
    assert ean_planner("letters-made", plan)[1]["due"] == []
    status, told = ean_planner("letters-made", plan, "--reminder-days", "30")
    assert told["reminder_days"] == 30


def test_one_supplier_answers_and_its_letter_is_found_by_number(ean_planner: Command, plan: Path) -> None:
    _, record = ean_planner("letters-made", plan)
    number = record["letters"][0]["supplier_no"]
    status, told = ean_planner("mark-sent", plan, number, "--state", "answered")
    assert (status, told["marked"]) == (0, 1)
    assert [one["supplier_no"] for one in told["letters"] if one["state"] == "answered"] == [number]
    status, told = ean_planner("undo", plan)
    assert not [one for one in ean_planner("letters-made", plan)[1]["letters"] if one["state"] == "answered"]
    assert ean_planner("mark-sent", plan, "findes ikke") == (1, {})
    # No letter of that kind: nothing is marked, and that is told.
    assert ean_planner("mark-sent", plan, "--letter", "confirmation")[0] == 1


def test_a_letter_is_decided_by_hand_and_given_back(ean_planner: Command, plan: Path) -> None:
    _, before = ean_planner("recipients", plan)
    number = before["recipients"][0]["supplier_no"]
    assert ean_planner("decide-letter", plan, number, "--letter", "none", "--reason", "Ophører")[0] == 0
    _, after = ean_planner("recipients", plan)
    assert [one["supplier_no"] for one in after["left_out"]] == [number]
    made = [one for one in ean_planner("letters-made", plan)[1]["letters"] if one["supplier_no"] == number]
    assert [one["differences"] for one in made] == [["not_needed"]]
    assert ean_planner("decide-letter", plan, number, "--letter", "automatic")[0] == 0
    assert ean_planner("recipients", plan)[1]["recipients"] == before["recipients"]


@pytest.mark.parametrize("kind", ["internal-notice", "erp-routes", "kombit-notice"])
def test_letters_about_the_plan(ean_planner: Command, plan: Path, tmp_path: Path, kind: str) -> None:
    _, before = ean_planner("letters-made", plan)
    status, told = ean_planner("letters", plan, "--out", tmp_path / kind, "--letter", kind)
    assert (status, told["written"], told["failed"]) == (0, 1, [])
    assert docx.Document(told["files"][0]).tables
    assert ean_planner("letters-made", plan)[1] == before
