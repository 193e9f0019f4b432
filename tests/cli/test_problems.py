"""Does the command line tell what is wrong with the data, export it, and say whose letters wait?"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.cli import main
from tests.building import NEW_EAN, OLD_EAN

LIST = (
    "Kreditornr;Navn;CVR-nr;EAN-nr;Postnr;By;E-mail;Branchekode\n"
    f"000101;=HYPERLINK(1) Klinik;10000009;{OLD_EAN};9990;Prøveby;post(at)klinik;86.90.20\n"
    "000102;Fodklinik Prøve;10000017;5798;9990;Prøveby;post@klinik.example;86.90.20\n"
    f"000103;Kontorhus Prøve;10000025;{OLD_EAN};9990;Prøveby;post@kontor.example;46.66.00\n"
)
INVOICES = "Fakturanr;Fakturadato;Kreditornr;EAN-nr;Beløb\n" + "".join(
    f"F{number};1{number + 2}-09-2026;00010{number};{OLD_EAN};450,00\n" for number in (1, 2, 3)
)

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def ean_planner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process and read its JSON."""

    def run(*arguments: str | Path) -> dict[str, Any]:
        status = main([*map(str, arguments), "--json"])
        told = json.loads(capsys.readouterr().out)
        assert isinstance(told, dict)
        return {"status": status, **told}

    return run


@pytest.fixture
def plan(ean_planner: Run, tmp_path: Path) -> Path:
    path = tmp_path / "Prøveby.eanplan"
    for name, text in (("liste.csv", LIST), ("udtræk.csv", INVOICES)):
        (tmp_path / name).write_text(text, encoding="cp1252")
    ean_planner("new", path, "--municipality", "Prøveby Kommune")
    ean_planner("import-suppliers", path, tmp_path / "liste.csv")
    ean_planner("import-invoices", path, tmp_path / "udtræk.csv")
    return path


def test_every_problem_is_told_with_its_place_and_what_it_holds_up(ean_planner: Run, plan: Path) -> None:
    told = ean_planner("problems", plan)
    assert told["open"]["errors"] == 1
    assert (told["corrected"], told["accepted"], told["out"]) == (0, 0, None)
    assert told["waiting_suppliers"] == 1
    kinds = {one["kind"]: one["open"] for one in told["kinds"]}
    assert (kinds["ean_unreadable"], kinds["email"], sum(kinds.values())) == (1, 1, len(told["problems"]))
    (error,) = (one for one in told["problems"] if one["blocks_letters"])
    assert (error["file"], error["row"], error["column"], error["value"]) == (
        "liste.csv",
        3,
        "EAN-nr",
        "5798",
    )
    assert (error["supplier_no"], error["supplier"]) == ("000102", "Fodklinik Prøve")
    assert (error["kind"], error["severity"], error["state"]) == ("ean_unreadable", "error", "open")
    assert error["message"]


def test_the_list_is_a_spreadsheet_with_every_row_as_text(
    ean_planner: Run, plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "fejl.xlsx"
    told = ean_planner("problems", plan, "--out", out)
    assert (told["status"], told["out"]) == (0, str(out))
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 1 + len(told["problems"])
    headings = [str(cell) for cell in rows[0]]
    assert headings[:4] == ["Fil", "Ark", "Række", "Leverandørnr."]
    by_number = {row[3]: dict(zip(headings, row, strict=True)) for row in rows[1:]}
    assert by_number["000101"]["Leverandør"] == "=HYPERLINK(1) Klinik"
    assert (by_number["000102"]["Række"], by_number["000102"]["Værdi"]) == (3, "5798")


def test_a_folder_that_is_not_there_is_told_and_nothing_is_written(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["problems", str(plan), "--out", str(tmp_path / "væk" / "fejl.xlsx")]) == 1
    assert "fejl.xlsx" in capsys.readouterr().err


def test_a_supplier_with_an_error_waits_for_its_letter(ean_planner: Run, plan: Path, tmp_path: Path) -> None:
    ean_planner("choose", plan, "new", "--new-ean", "5790000000043")
    told = ean_planner("recipients", plan)
    assert [one["supplier_no"] for one in told["recipients"]] == ["000101"]
    (waits,) = told["waiting"]
    assert (waits["supplier_no"], waits["letter"]) == ("000102", "new-ean")
    assert [one["kind"] for one in waits["problems"]] == ["ean_unreadable"]
    assert "EAN" in waits["reason"]
    written = ean_planner("letters", plan, "--out", tmp_path / "Breve")
    assert (written["written"], [one["supplier_no"] for one in written["waiting"]]) == (1, ["000102"])


def test_people_are_told_who_waits_in_danish(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["choose", str(plan), "new", "--new-ean", "5790000000043"])
    capsys.readouterr()
    main(["recipients", str(plan)])
    assert "Fodklinik Prøve: Venter på rettelser: Ikke et EAN-nummer." in capsys.readouterr().out
    main(["problems", str(plan)])
    assert "problemer er åbne." in capsys.readouterr().out.splitlines()[0]


def test_a_letter_with_garbled_words_waits_until_they_are_put_right(ean_planner: Run, tmp_path: Path) -> None:
    plan, out = tmp_path / "Prøveby.eanplan", tmp_path / "breve"
    right = (
        "Kreditornr;Navn;CVR-nr;Adresse;Postnr;By;Branchekode\n"
        "000101;Søndervig Klinik;10000009;Ågade 1;9990;Prøveby;86.90.20\n"
        "000102;Hansen Klinik;10000017;Nygade 2;9990;Ry;86.90.20\n"
    )
    liste = tmp_path / "liste.csv"
    liste.write_bytes(right.encode("utf-8").decode("cp1252").encode("utf-8"))
    (tmp_path / "udtræk.csv").write_text(INVOICES.rsplit("F3;", 1)[0], encoding="cp1252")
    ean_planner("new", plan, "--municipality", "Prøveby Kommune")
    ean_planner("import-suppliers", plan, liste)
    ean_planner("import-invoices", plan, tmp_path / "udtræk.csv")
    ean_planner("choose", plan, "new", "--new-ean", NEW_EAN)
    told = ean_planner("recipients", plan)
    assert [one["supplier_no"] for one in told["recipients"]] == ["000102"]
    (waits,) = told["waiting"]
    assert (waits["supplier_no"], waits["problems"][0]["kind"]) == ("000101", "mojibake")
    assert waits["problems"][0]["suggestion"] == "Søndervig Klinik"
    told = ean_planner("letters", plan, "--out", out)
    assert (told["written"], [one["supplier_no"] for one in told["waiting"]]) == (1, ["000101"])
    ean_planner("import-suppliers", plan, liste, "--repair")
    told = ean_planner("recipients", plan)
    assert (len(told["recipients"]), told["waiting"]) == (2, [])
