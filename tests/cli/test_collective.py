"""Do e-invoices and extracts of every shape end in the right counts and states on the command line?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main
from desktop.domain.collective import CollectiveDecision
from tests.citizens import inventing
from tests.citizens.extracts import Extract, Rows, Telling, extract
from tests.citizens.truths import documents

Command = Callable[..., dict[str, Any]]


@pytest.fixture
def ean_planner(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command that must succeed; its JSON. No citizen may be printed."""

    def run(*arguments: str | Path) -> dict[str, Any]:
        assert main([*map(str, arguments), "--json"]) == 0
        captured = capsys.readouterr()
        told = json.loads(captured.out)
        assert isinstance(told, dict)
        return told

    return run


@pytest.fixture
def plan(ean_planner: Command, tmp_path: Path) -> Path:
    path = tmp_path / "p.eanplan"
    ean_planner("new", path, "--municipality", "Prøveby Kommune")
    return path


@pytest.mark.parametrize("rows", list(Rows))
@pytest.mark.parametrize("telling", list(Telling))
def test_an_extract_of_every_shape(
    ean_planner: Command, plan: Path, tmp_path: Path, telling: Telling, rows: Rows
) -> None:
    made = extract(telling, rows)
    path = tmp_path / "udtræk.csv"
    path.write_bytes(made.data)
    imported = ean_planner("import-invoices", plan, path)
    assert [file["rows_set_aside"] for file in imported["files"]] == [0]
    found = ean_planner("invoices", plan)["invoices"]
    assert {(one["supplier_no"], one["invoice_id"]): one["citizens"] for one in found} == {
        (true.supplier_no, true.invoice_no): true.citizens for true in made.invoices
    }
    assert _suppliers(ean_planner, plan) == _expected(made)
    said = json.dumps([imported, found])
    people = [person for true in made.invoices for person in true.people]
    assert not any(form in said for person in people for form in (person, inventing.hyphen(person)))


def _suppliers(ean_planner: Command, plan: Path) -> dict[str, str]:
    return {one["supplier_no"]: one["state"] for one in ean_planner("collective", plan)["suppliers"]}


def _expected(made: Extract) -> dict[str, str]:
    states = {true.supplier_no: "no" for true in made.invoices}
    states |= dict.fromkeys(made.suspected_suppliers, "suspected")
    return states | dict.fromkeys(made.collective_suppliers, "can_split")


def test_a_folder_of_e_invoices_supplier_by_supplier(
    ean_planner: Command, plan: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "fakturaer"
    folder.mkdir()
    made = list(documents(300, seed=11))
    for number, document in enumerate(made):
        (folder / f"{number:03}.xml").write_bytes(document.data)
    ean_planner("import-invoices", plan, folder)
    found = ean_planner("invoices", plan)["invoices"]
    by_source = {Path(one["source"]).stem[-3:]: one for one in found}
    assert len(by_source) == len(made)
    for number, document in enumerate(made):
        told = by_source[f"{number:03}"]
        assert told["citizens"] == len(document.citizens)
        assert told["most_on_a_line"] == document.most_on_a_line
        apart = {"no_citizen": not document.citizens, "several_on_a_line": document.most_on_a_line > 1}
        apart["in_person_reference"] = any(one.place.value == "person_reference" for one in document.named)
        assert set(told["told_apart"]) == {kind for kind, true in apart.items() if true}
    _compare_suppliers(ean_planner, plan, found)


def _compare_suppliers(ean_planner: Command, plan: Path, found: list[dict[str, Any]]) -> None:
    for one in ean_planner("collective", plan)["suppliers"]:
        own = [
            each
            for each in found
            if each["supplier_cvr"] == one["cvr"] and one["name"] == each["supplier_name"]
        ]
        several = [each for each in own if each["citizens"] > 1]
        assert (one["invoices_checked"], one["collective"]) == (len(own), len(several))
        assert one["max_citizens"] == max(each["citizens"] for each in own)
        assert one["share"] == round(len(several) / len(own), 4)
        assert one["months_seen"] == len({each["issue_date"][:7] for each in several})
        assert one["last_seen"] == max((each["issue_date"] for each in several), default=None)
        assert one["no_citizen"] == sum("no_citizen" in each["told_apart"] for each in own)


@pytest.mark.parametrize(
    ("decision", "state"),
    [
        (CollectiveDecision.CONFIRMED, "can_split"),
        (CollectiveDecision.REJECTED, "no"),
        (CollectiveDecision.CANNOT_SPLIT, "cannot_split"),
    ],
)
def test_what_a_person_decided_survives_the_next_import(
    ean_planner: Command, plan: Path, tmp_path: Path, decision: CollectiveDecision, state: str
) -> None:
    path = tmp_path / "udtræk.csv"
    path.write_bytes(extract(Telling.COLUMN, Rows.LINE, seed=1).data)
    ean_planner("import-invoices", plan, path)
    before = _suppliers(ean_planner, plan)
    wanted = min(before)
    ean_planner("decide", plan, wanted, "--collective", decision.value)
    path.write_bytes(extract(Telling.COLUMN, Rows.LINE, seed=2).data)
    ean_planner("import-invoices", plan, path)
    after = ean_planner("collective", plan)["suppliers"]
    (one,) = (each for each in after if each["supplier_no"] == wanted)
    assert (one["state"], one["reason"], one["decision"]) == (state, "by_hand", decision.value)
    assert {each["supplier_no"]: each["state"] for each in after} == {**before, wanted: state}


PHARMACY = "Kreditornr;Leverandørnavn;Fakturanr;Fakturadato;Beløb;Tekst\r\n"


def test_a_pharmacy_with_one_invoice_a_month_is_suspected(
    ean_planner: Command, plan: Path, tmp_path: Path
) -> None:
    rows = [f"0001;Prøve Apotek;{month}-1;05-{month:02}-2026;9000,50;Medicin\r\n" for month in range(1, 7)]
    rows += [
        f"0002;Prøve Tandklinik;{month}-1;05-{month:02}-2026;900,50;Tandrensning\r\n" for month in range(1, 7)
    ]
    path = tmp_path / "udtræk.csv"
    path.write_text(PHARMACY + "".join(rows), encoding="utf-8-sig", newline="")
    ean_planner("import-invoices", plan, path)
    told = {
        one["supplier_no"]: (one["state"], one["reason"])
        for one in ean_planner("collective", plan)["suppliers"]
    }
    assert told == {"0001": ("suspected", "pharmacy_pattern"), "0002": ("no", "not_checked")}


def test_a_declared_supplier_is_suspected(ean_planner: Command, plan: Path, tmp_path: Path) -> None:
    suppliers = tmp_path / "leverandører.csv"
    listed = "Kreditornr;Navn;Samleregning\r\n0001;Prøve Fodklinik;Ja\r\n0002;Prøve Optik;Nej\r\n"
    suppliers.write_text(listed, encoding="utf-8-sig", newline="")
    ean_planner("import-suppliers", plan, suppliers)
    path = tmp_path / "udtræk.csv"
    rows = "0001;Prøve Fodklinik;1;05-03-2026;100,50;Fod\r\n0002;Prøve Optik;2;05-03-2026;100,50;Briller\r\n"
    path.write_text(PHARMACY + rows, encoding="utf-8-sig", newline="")
    ean_planner("import-invoices", plan, path)
    told = {
        one["supplier_no"]: (one["state"], one["reason"])
        for one in ean_planner("collective", plan)["suppliers"]
    }
    assert told == {"0001": ("suspected", "declared"), "0002": ("no", "not_checked")}
