"""Does the command line list pairs of suppliers as the contract says, and merge nothing?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.domain.duplicates import PairVerdict
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations import DecidePair
from desktop.workspace.session import Session

LIST = """Kreditornr.;Navn;CVR-nr.;Adresse;Postnr.;By;E-mail
000101;Fodklinik Holm ApS;10000101;Prøvevej 1;9990;Prøveby;holm@klinik.example
000102;FODKLINIK HOLM;10000101;Prøvevej 1;9990;Prøveby;
000103;Tandlægerne Nord;10000103;Prøvevej 9;9990;Prøveby;nord@klinik.example
"""


@pytest.fixture
def plan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    table, plan = tmp_path / "liste.csv", tmp_path / "plan.eanplan"
    table.write_text(LIST, encoding="utf-8")
    assert main(["new", str(plan), "--municipality", "Prøveby Kommune"]) == 0
    assert main(["import-suppliers", str(plan), str(table)]) == 0
    capsys.readouterr()
    return plan


def test_pairs_are_told_as_data(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert main(["duplicates", str(plan), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "pairs": [
            {
                "first": {"supplier_no": "000101", "name": "Fodklinik Holm ApS", "cvr": "10000101"},
                "second": {"supplier_no": "000102", "name": "FODKLINIK HOLM", "cvr": "10000101"},
                "evidence": [
                    {"kind": "same_cvr", "score": 100},
                    {"kind": "same_address", "score": 100},
                    {"kind": "close_name", "score": 100},
                ],
                "strength": "certain",
                "verdict": None,
            }
        ],
        "left_out": 0,
    }
    assert plan.read_bytes() == before


def test_pairs_are_told_in_danish_with_what_was_decided(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duplicates", str(plan)]) == 0
    assert capsys.readouterr().out == (
        "000101 Fodklinik Holm ApS og 000102 FODKLINIK HOLM: Sikker. "
        "Samme CVR-nummer, samme adresse, samme navn.\n"
    )
    session = Session.open(plan)
    session.run(DecidePair(SupplierId(1), SupplierId(2), PairVerdict.DIFFERENT))
    session.save()
    session.close()
    assert main(["duplicates", str(plan), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["pairs"][0]["verdict"] == "different"


def test_a_plan_without_suppliers_has_no_pairs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "tom.eanplan"
    main(["new", str(plan), "--municipality", "Prøveby Kommune"])
    capsys.readouterr()
    assert main(["duplicates", str(plan), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"pairs": [], "left_out": 0}
