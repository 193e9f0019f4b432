"""`waves` and `tasks`: their keys, that a proposal is kept, and that a try changes nothing."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from tests.workspace.rollout_plans import plan_of


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Seven suppliers that change, and a choice."""
    path = tmp_path / "plan.eanplan"
    session = plan_of(7, cannot_split=1)
    session.save_as(path)
    session.close()
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, Any]:
    assert main([str(one) for one in (*arguments, "--json")]) == 0
    told = json.loads(capsys.readouterr().out)
    assert isinstance(told, dict)
    return told


def test_waves_are_shown_proposed_and_kept(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = run(capsys, "waves", plan)
    assert nothing["waves"] == []
    assert nothing["unplaced"] == 7
    options = ("--propose", "--pilot", "2", "--per-wave", "4", "--start", "2027-03-01")
    proposed = run(capsys, "waves", plan, *options)
    assert [(one["number"], one["kind"], one["suppliers"]) for one in proposed["waves"]] == [
        (1, "pilot", 2),
        (2, "wave", 4),
        (3, "wave", 1),
    ]
    assert proposed["waves"][0]["cut_over"] == "2027-03-01"
    assert proposed["waves"][0]["letter_date"] < proposed["waves"][0]["reminder_date"] < "2027-03-01"
    assert proposed["waves"][0]["last_old_ean"] > "2027-03-01"
    assert [one["reason"] for one in proposed["rest"]] == ["cannot_split"]
    assert run(capsys, "waves", plan)["waves"] == proposed["waves"]
    assert {one["wave"] for one in run(capsys, "recipients", plan)["recipients"]} == {1, 2, 3}


def test_tasks_have_dates_and_a_try_changes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    told = {one["key"]: one for one in run(capsys, "tasks", plan)["tasks"]}
    assert (told["sa-06"]["start"], told["sa-06"]["end"]) == ("2026-08-31", "2026-10-08")
    assert told["sa-06"]["title"].startswith("SA 06")
    assert told["sa-06"]["status"] == "open"
    assert told["sa-06"]["conflict"]
    assert told["oeir-03"]["conflict"].startswith("ØiR 03")  # a day years back is asked about by name
    assert [one["kind"] for one in told["oeir-03"]["conflicts"]] == ["overdue"]
    tried = {one["key"]: one for one in run(capsys, "tasks", plan, "--go-live", "2028-03-01")["tasks"]}
    assert tried["sa-06"]["end"] > told["sa-06"]["end"]
    assert tried["oeir-03"]["end"] == told["oeir-03"]["end"] == "2020-03-18"
    assert plan.read_bytes() == before


def test_a_calendar_file_has_tasks_and_waves(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "waves", plan, "--propose")
    run(capsys, "waves", plan, "--ics", tmp_path / "plan.ics")
    text = (tmp_path / "plan.ics").read_text(encoding="utf-8")
    assert "UID:task-sa-06." in text
    assert "UID:wave-1-cut-over." in text


def test_waves_need_a_choice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.eanplan"
    session = plan_of(2, choose=False)
    session.save_as(path)
    session.close()
    assert main(["waves", str(path), "--propose"]) == 1
    assert capsys.readouterr().err.strip()


@pytest.mark.parametrize("options", [("--pilot", "0"), ("--per-wave", "x"), ("--start", "1. marts")])
def test_wrong_usage_is_told_as_such(plan: Path, options: tuple[str, str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["waves", str(plan), "--propose", *options])
    assert stopped.value.code == 2


def test_letters_of_a_plan_with_waves_name_their_wave(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "waves", plan, "--propose", "--pilot", "2", "--per-wave", "4")
    told = run(capsys, "letters", plan, "--out", tmp_path / "Breve")
    with Path(told["manifest"]).open(encoding="utf-8-sig", newline="") as file:
        waves = [row["Bølge"] for row in csv.DictReader(file, delimiter=";")]
    assert told["written"] == 7
    assert sorted(waves) == ["1"] * 2 + ["2"] * 4 + ["3"]


def test_a_task_is_changed_and_what_is_not_told_stays(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "task", plan, "efaktura-2", "--status", "started", "--owner", "Ole", "--steps", "1", "3")
    told = run(capsys, "task", plan, "efaktura-2", "--end", "2027-02-15")
    assert (told["status"], told["owner"], told["steps_done"]) == ("started", "Ole", [1, 3])
    assert (told["end"], told["by_hand"], told["date_from"]) == ("2027-02-15", True, "own")
    again = run(capsys, "task", plan, "efaktura-2", "--end", "none")
    assert (again["by_hand"], again["date_from"]) == (False, "assumption")
    far = run(capsys, "tasks", plan)
    run(capsys, "task", plan, "efaktura-2", "--status", "done")
    later = run(capsys, "tasks", plan)
    assert later["left"] == far["left"] - 1
    assert later["needed"] == far["needed"]
    assert next(one for one in later["tasks"] if one["key"] == "efaktura-2")["end"] is None


@pytest.mark.parametrize(
    "dates", [("--start", "2030-05-02", "--end", "2030-05-01"), ("--start", "2030-05-02")]
)
def test_a_task_that_would_begin_after_its_end_is_refused_with_both_dates(
    plan: Path, capsys: pytest.CaptureFixture[str], dates: tuple[str, ...]
) -> None:
    before = plan.read_bytes()
    ends = "2030-05-01" if "--end" in dates else run(capsys, "task", plan, "efaktura-2")["end"]
    assert main(["task", str(plan), "efaktura-2", *dates]) == 1
    told = capsys.readouterr().err
    assert "02-05-2030" in told
    assert f"{date.fromisoformat(ends):%d-%m-%Y}" in told
    assert plan.read_bytes() == before


def test_a_task_is_found_by_what_the_board_calls_it(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "task", plan, "eFaktura 7")["key"] == "efaktura-7"
    assert run(capsys, "task", plan, "EFAKTURA-7", "--status", "done")["status"] == "done"


def test_waves_of_another_choice_are_told_and_cleared(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "waves", plan, "--propose")
    option = next(one for one in run(capsys, "compare", plan)["options"] if one["key"].startswith("reuse:"))
    run(capsys, "choose", plan, option["key"])
    assert run(capsys, "waves", plan)["left_over"]
    assert main(["waves", str(plan)]) == 0
    assert "--clear" in capsys.readouterr().out
    cleared = run(capsys, "waves", plan, "--clear")
    assert (cleared["waves"], cleared["left_over"]) == ([], False)


def test_looking_at_a_task_changes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert len(run(capsys, "task", plan, "sa-06")["steps"]) == 7
    assert plan.read_bytes() == before


def test_a_task_that_is_not_there_is_told(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert main(["task", str(plan), "efaktura-99", "--status", "done"]) == 1
    assert "efaktura-99" in capsys.readouterr().err
    assert plan.read_bytes() == before


@pytest.mark.parametrize("step", ["0", "99"])
def test_a_step_that_is_not_there_is_told(plan: Path, capsys: pytest.CaptureFixture[str], step: str) -> None:
    before = plan.read_bytes()
    assert main(["task", str(plan), "efaktura-2", "--steps", "1", step]) == 1
    assert step in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_one_invoice_is_one_invoice(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "waves", plan, "--propose", "--pilot", "1", "--per-wave", "1")
    assert main(["waves", str(plan)]) == 0
    assert "1 fakturaer" not in capsys.readouterr().out


def test_mails_and_a_spreadsheet_are_written(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, sheet = tmp_path / "mails", tmp_path / "opgaver.xlsx"
    run(capsys, "set-up", plan, "--erp", "opus")
    told = run(capsys, "tasks", plan, "--mails", folder, "--xlsx", sheet)
    mails = {one["task"]: one for one in told["mails"]}
    assert mails["oeir-03"]["files"] == ["order-routes.eml", "order-routes-2.eml"]
    assert len(mails["oeir-03"]["attach"]) == 2
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        name for one in told["mails"] for name in one["files"]
    )
    assert sheet.stat().st_size > 0
    run(capsys, "set-up", plan, "--erp", "oes")
    oes = {one["task"]: one for one in run(capsys, "tasks", plan, "--mails", folder)["mails"]}
    assert oes["efaktura-8b"] == {
        "task": "efaktura-8b",
        "files": [],
        "attach": [],
        "do_not_contact": "Ejerkredsen/EG",
    }
