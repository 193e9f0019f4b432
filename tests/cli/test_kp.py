"""Does the command line tell what KP would do, whom it concerns, and take a person's word for many?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import main

EAN = "5790000000012"
SUPPLIERS = [
    "Kreditornr.;Navn;Branchekode;Kontostreng",
    "000101;Tandlæge Prøve;;",
    "000102;Klinik Nord;869090;",
    "000103;Grossisten A/S;;6.45.51.01",
    "000104;Prøvebutikken;;5.48.67.004",
]
INVOICES = [
    "Fakturanr.;Kreditornr.;EAN-nr.;Fakturadato;Beløb;CPR-nr.;Bilagstype;Vedr. faktura",
    f"A1;000101;{EAN};05-03-2026;100,50;0101605003;Faktura;",
    f"A2;000101;{EAN};06-03-2026;200,00;;Faktura;",
    f"A3;000102;{EAN};07-03-2026;300,00;0101605003;Faktura;",
    f"A3;000102;{EAN};07-03-2026;300,00;0202605004;Faktura;",
    f"K1;000101;{EAN};08-03-2026;-100,50;;Kreditnota;A1",
    f"K2;000102;{EAN};08-03-2026;-300,00;;Kreditnota;A3",
    f"K3;000101;{EAN};08-03-2026;-10,00;;Kreditnota;A9",
]

Answer = dict[str, Any]


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Run a command that answers with JSON."""

    def run(*arguments: str | Path) -> Answer:
        assert main([*map(str, arguments), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert isinstance(told, dict)
        return told

    return run


@pytest.fixture
def plan(ask: Callable[..., Answer], tmp_path: Path) -> Path:
    path = tmp_path / "Prøveby.eanplan"
    listed, sent = tmp_path / "Leverandører.csv", tmp_path / "Fakturaer.csv"
    listed.write_text("\r\n".join(SUPPLIERS), encoding="utf-8-sig")
    sent.write_text("\r\n".join(INVOICES), encoding="utf-8-sig")
    ask("new", path, "--municipality", "Prøveby Kommune")
    ask("import-suppliers", path, listed)
    ask("import-invoices", path, sent, "--map", "matches=Vedr. faktura")
    return path


def test_every_document_has_its_judgement_rule_and_missing_fact(
    ask: Callable[..., Answer], plan: Path
) -> None:
    rows = {row["invoice_id"]: row for row in ask("invoices", plan)["invoices"]}
    assert {key: (row["judgement"], row["rule"], row["missing"]) for key, row in rows.items()} == {
        "A1": ("acceptable", "invoice_fits", ""),
        "A2": ("cannot_place", "no_citizen", ""),
        "A3": ("stays_in_erp", "one_citizen", ""),
        "K1": ("acceptable", "credit_note_fits", ""),
        "K2": ("rejected", "credit_note_not_received", ""),
        "K3": ("unknown", "", "matching_invoice"),
    }
    assert rows["K1"]["matches"] == ["A1"]
    assert all(row["as_if"] for row in rows.values())


@pytest.mark.parametrize("by", ["supplier", "trade", "ean"])
def test_totals_are_the_sums_of_the_documents(ask: Callable[..., Answer], plan: Path, by: str) -> None:
    rows = ask("invoices", plan)["invoices"]
    told = ask("kp", plan, "--by", by)
    counted = Counter(row["judgement"] for row in rows)
    assert {
        key: found["documents"] for key, found in told["total"]["judgements"].items() if found["documents"]
    } == counted
    assert told["total"]["amount_ore"] == sum(row["amount_ore"] for row in rows)
    for key in ("documents", "amount_ore"):
        assert sum(group[key] for group in told["groups"]) == told["total"][key]
        assert sum(rule[key] for rule in told["rules"]) == told["total"][key]
    assert (told["kp_ean"], told["go_live"], told["documents"]) == (None, None, 6)


def test_only_suppliers_of_a_relevance_are_counted(ask: Callable[..., Answer], plan: Path) -> None:
    in_kp = ask("kp", plan, "--relevance", "kp", "--by", "supplier")
    assert [group["supplier_no"] for group in in_kp["groups"]] == ["000101"]
    assert ask("kp", plan, "--relevance", "outside")["total"]["documents"] == 0


def test_people_get_sentences(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kp", str(plan), "--by", "trade"]) == 0
    told = capsys.readouterr().out
    assert "KP kan behandle 40 % af de 5 bilag, der kan vurderes." in told.replace("\u00a0", " ")
    assert "Tandlæge: 4 bilag" in told


def test_relevance_is_told_with_its_reason_and_decided_for_many(
    ask: Callable[..., Answer], plan: Path
) -> None:
    found = {one["supplier_no"]: one for one in ask("suppliers", plan)["suppliers"]}
    assert {key: (one["relevance"], one["reason"]) for key, one in found.items()} == {
        "000101": ("kp", "name"),
        "000102": ("unknown", "shared_code"),
        "000103": ("outside", "other_account"),
        "000104": ("kp", "account"),
    }
    decided = ask("decide", plan, "000102", "000103", "--relevance", "kp", "--reason", "Ringet")["suppliers"]
    assert [(one["supplier_no"], one["relevance"], one["reason"]) for one in decided] == [
        ("000102", "kp", "by_hand"),
        ("000103", "kp", "by_hand"),
    ]
    ask("decide", plan, "000103", "--relevance", "none")
    ask("decide", plan, "000102", "--relevance", "none", "--trade", "podiatrist")
    after = {one["supplier_no"]: one for one in ask("suppliers", plan)["suppliers"]}
    assert after["000103"] == found["000103"]
    assert (after["000102"]["trade"], after["000102"]["trade_by_hand"]) == ("podiatrist", True)


@pytest.mark.parametrize(
    "arguments", [("000999", "--relevance", "kp"), ("000101", "--trade", "nothing"), ("010160-5003",)]
)
def test_what_is_not_there_is_said_and_nothing_is_decided(
    plan: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    before = plan.read_bytes()
    assert main(["decide", str(plan), *arguments]) == 1
    told = capsys.readouterr()
    assert len(told.err.strip().splitlines()) == 1
    assert "605003" not in told.err
    assert plan.read_bytes() == before


def test_an_own_table_of_trades_is_made_used_and_its_faults_are_told(
    ask: Callable[..., Answer],
    plan: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("EAN_PLANNER_HOME", str(tmp_path / "home"))
    own = Path(ask("trades", "--own")["file"])
    assert own.is_relative_to(tmp_path)
    text = own.read_text(encoding="utf-8")
    extra = '[[trade]]\nkey = "shop"\ntitle = "Butik"\nin_kp = false\nwords = ["prøvebutik*"]\n'
    own.write_text(text + extra, encoding="utf-8")
    assert "shop" in {one["key"] for one in ask("trades")["trades"]}
    found = {one["supplier_no"]: one for one in ask("suppliers", plan)["suppliers"]}
    assert found["000104"]["trade"] == "shop"
    own.write_text(text + extra.replace("false", "nej"), encoding="utf-8")
    assert main(["suppliers", str(plan)]) == 1
    told = capsys.readouterr().err
    assert "trades.toml" in told
    assert len(told.strip().splitlines()) == 1


def test_the_rules_are_listed_with_their_days_and_source(ask: Callable[..., Answer]) -> None:
    rules = {rule["key"]: rule for rule in ask("kp-rules")["rules"]}
    assert rules["vat_accepted"]["valid_from"] == "2025-01-01"
    assert rules["vat_accepted"]["release"] == "5.3"
    assert rules["vat_not_yet"]["until"] == "2025-01-01"
    assert all(rule["source"] for rule in rules.values())
