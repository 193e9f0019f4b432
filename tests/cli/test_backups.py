"""Can an earlier version of a plan be had back on the command line, without touching the plan?"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop import cli
from desktop.workspace.operations import ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session, Who
from tests.building import invoice, invoice_file, new_session, podiatrist, supplier_list


@dataclass(frozen=True)
class Run:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def ean_planner(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    def run(*arguments: object) -> Run:
        status = cli.main([str(one) for one in arguments])
        captured = capsys.readouterr()
        return Run(status, captured.out, captured.err)

    return run


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.eanplan"
    session = new_session()
    session.run(ImportSuppliers(supplier_list(podiatrist(1))))
    session.run(ImportInvoices(invoice_file([invoice(podiatrist(1), "1")])))
    session.save_as(path)
    session.close()
    return path


def test_an_earlier_version_is_put_out_as_a_new_plan(ean_planner: Callable[..., Run], plan: Path) -> None:
    before = len(ean_planner("backups", plan, "--json").data["backups"])
    invoices = len(ean_planner("invoices", plan, "--json").data["invoices"])
    assert ean_planner("undo", plan).status == 0
    now = plan.read_bytes()
    listed = ean_planner("backups", plan, "--json").data["backups"]
    assert len(listed) == before + 1
    assert [one["number"] for one in listed] == list(range(1, before + 2))
    out = plan.with_name("tilbage.eanplan")
    made = ean_planner("restore", plan, 1, out, "--json").data
    assert made["restored"] == listed[0]
    assert len(ean_planner("invoices", out, "--json").data["invoices"]) == invoices
    assert plan.read_bytes() == now
    assert "kB" in ean_planner("backups", plan).out
    assert ean_planner("restore", plan, 1, out.with_name("igen.eanplan")).status == 0


def test_a_number_that_is_not_there_is_told(ean_planner: Callable[..., Run], plan: Path) -> None:
    for number in (0, 99):
        told = ean_planner("restore", plan, number, plan.with_name("x.eanplan"))
        assert (told.status, len(told.err.strip().splitlines())) == (1, 1)
    assert not plan.with_name("x.eanplan").exists()


def test_nothing_is_overwritten(ean_planner: Callable[..., Run], plan: Path) -> None:
    before = plan.read_bytes()
    ean_planner("undo", plan)
    after = plan.read_bytes()
    assert ean_planner("restore", plan, 1, plan).status == 1
    assert plan.read_bytes() == after != before


def test_a_plan_that_a_colleague_has_open_is_looked_at_and_not_changed(
    ean_planner: Callable[..., Run], plan: Path
) -> None:
    theirs = Session.open(plan, who=Who("lone", "PC-2"))
    assert ean_planner("history", plan).status == 0
    refused = ean_planner("undo", plan)
    assert refused.status == 1
    assert "lone" in refused.err
    theirs.close()
    assert ean_planner("undo", plan).status == 0


def test_what_can_be_read_of_a_plan_that_is_not_as_it_was_saved_is_put_out_as_a_new_plan(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    suppliers = ean_planner("suppliers", plan, "--json").data
    data = plan.read_bytes()
    plan.write_bytes(data.replace(b"veby Kommune", b"veby Kommunf"))
    spoilt = plan.read_bytes()
    refused = ean_planner("suppliers", plan)
    assert (refused.status, refused.out) == (1, "")
    assert "ikke længere" in refused.err
    new = tmp_path / "ny.eanplan"
    done = ean_planner("restore", plan, 0, new, "--json")
    assert (done.status, done.data) == (0, {"restored": None, "out": str(new)})
    assert ean_planner("suppliers", new, "--json").data == suppliers
    assert plan.read_bytes() == spoilt
    assert ean_planner("restore", plan, 0, new).status == 1
