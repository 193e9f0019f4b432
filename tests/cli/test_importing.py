"""Does an import on the command line remember how files are read, take several sheets, and repair letters?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from desktop.cli import main
from desktop.cli.plans import opened

Run = Callable[..., dict[str, Any]]
TEXT = "Leverandørnr;Navn;By\n1;Bjørns Gård;Ærøskøbing\n2;Åse Øst;Sønderborg\n"


@pytest.fixture
def ean_planner(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process and read its JSON; without an answer, what it says."""

    def run(*arguments: str | Path) -> dict[str, Any]:
        status = main([*map(str, arguments), "--json"])
        out, error = capsys.readouterr()
        return {"status": status, "error": error, **(json.loads(out) if out else {})}

    return run


@pytest.fixture
def plan(ean_planner: Run, tmp_path: Path) -> Path:
    path = tmp_path / "Prøveby.eanplan"
    ean_planner("new", path, "--municipality", "Prøveby Kommune")
    return path


def file_of(told: dict[str, Any]) -> dict[str, Any]:
    (found,) = told["files"]
    assert isinstance(found, dict)
    return found


def names(plan: Path) -> list[str]:
    with opened(plan) as session:
        return [one.supplier.name for one in session.assessments()]


# ------------------------------------------------------------------------------------------- as last time


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A list whose column of names nobody could guess."""
    path = tmp_path / "Kreditorer oktober 2026.csv"
    path.write_text("Nr;Hvem;Navn\n1;Fodpleje Sø;Lis\n2;Tandhus;Bo\n", encoding="utf-8")
    return path


def test_next_months_file_is_read_as_last_time(ean_planner: Run, plan: Path, odd: Path) -> None:
    first = file_of(ean_planner("import-suppliers", plan, odd, "--map", "name=Hvem"))
    assert (first["profile"], first["mapping"]["name"]) == (False, "Hvem")
    november = odd.with_name("Kreditorer november 2026.csv")
    shutil.copyfile(odd, november)
    again = file_of(ean_planner("import-suppliers", plan, november))
    assert (again["profile"], again["mapping"]["name"], again["same"]) == (True, "Hvem", 2)
    told = file_of(ean_planner("import-suppliers", plan, november, "--map", "name=Navn", "--dry-run"))
    assert (told["profile"], told["mapping"]["name"]) == (False, "Navn")
    assert file_of(ean_planner("import-suppliers", plan, november))["mapping"]["name"] == "Hvem"


def test_a_trial_run_and_other_headings_remember_nothing(ean_planner: Run, plan: Path, odd: Path) -> None:
    ean_planner("import-suppliers", plan, odd, "--map", "name=Hvem", "--dry-run")
    assert file_of(ean_planner("import-suppliers", plan, odd, "--dry-run"))["profile"] is False
    ean_planner("import-suppliers", plan, odd, "--map", "name=Hvem")
    odd.write_text("Nr;Hvem;Navn;Mail\n1;Fodpleje Sø;Lis;a@b.example\n", encoding="utf-8")
    told = file_of(ean_planner("import-suppliers", plan, odd, "--dry-run"))
    assert (told["profile"], told["mapping"]["name"]) == (False, "Navn")


def test_an_undone_import_is_forgotten(ean_planner: Run, plan: Path, odd: Path) -> None:
    ean_planner("import-suppliers", plan, odd, "--map", "name=Hvem")
    ean_planner("undo", plan)
    assert file_of(ean_planner("import-suppliers", plan, odd, "--dry-run"))["profile"] is False


def test_an_answer_about_amounts_is_remembered(ean_planner: Run, plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "udtræk.csv"
    path.write_text("Kreditornr;Navn;Fakturanr;Dato;Beløb\n1;Bo;F1;2026-10-01;1.250\n", encoding="utf-8")
    left_out = ean_planner("import-invoices", plan, path, "--dry-run")
    assert "amount_ambiguous" in {one["kind"] for one in left_out["problems"]}
    ean_planner("import-invoices", plan, path, "--decimal-mark", "comma")
    again = ean_planner("import-invoices", plan, path)
    assert (file_of(again)["profile"], again["problems"]) == (True, [])
    (invoice,) = ean_planner("invoices", plan)["invoices"]
    assert invoice["amount_ore"] == 125_000


def test_an_encoding_that_was_told_is_remembered(ean_planner: Run, plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes("Leverandørnr;Navn\n1;Søn\n".encode("cp850"))
    ean_planner("import-suppliers", plan, path, "--encoding", "cp865")
    told = file_of(ean_planner("import-suppliers", plan, path))
    assert (told["profile"], told["encoding"]) == (True, "cp865")


# ---------------------------------------------------------------------------------------------- sheets


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[str]]], *, hidden: str = "") -> Path:
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name == hidden:
            sheet.hide()
    book.close()
    return path


@pytest.fixture
def several(tmp_path: Path) -> Path:
    sheets = {
        "Forside": [["Oversigt over leverandører"], [""], ["Prøveby Kommune"]],
        "Tænder": [["Nr.", "Navn", "Hvem"], ["1", "Tand A", "Ann"], ["2", "Tand B", "Bo"]],
        "Fødder": [["Firma", "Leverandørnummer"], ["Fod C", "3"]],
        "Gamle": [["Leverandørnummer", "Navn"], ["9", "Gammel"]],
    }
    return workbook(tmp_path / "Leverandører.xlsx", sheets, hidden="Gamle")


def sheets_of(told: dict[str, Any]) -> list[tuple[str, int]]:
    return [(one["sheet"], one["rows_in"]) for one in told["files"]]


def test_one_sheet_is_read_and_the_others_are_told(ean_planner: Run, plan: Path, several: Path) -> None:
    told = ean_planner("import-suppliers", plan, several, "--dry-run")
    assert sheets_of(told) == [("Tænder", 2)]
    assert [one["sheet"] for one in told["problems"]] == ["Fødder", "Gamle"]


@pytest.mark.parametrize("everything", ["all", "alle", "*"])
def test_all_sheets_are_read_but_hidden_ones(
    ean_planner: Run, plan: Path, several: Path, everything: str
) -> None:
    told = ean_planner("import-suppliers", plan, several, "--sheet", everything)
    assert sheets_of(told) == [("Tænder", 2), ("Fødder", 1)]
    assert [one["sheet"] for one in told["problems"]] == ["Gamle"]
    assert names(plan) == ["Tand A", "Tand B", "Fod C"]
    again = ean_planner("import-suppliers", plan, several)
    assert sheets_of(again) == [("Tænder", 2), ("Fødder", 1)]
    assert [one["profile"] for one in again["files"]] == [True, True]
    assert sum(one["gone"] for one in again["files"]) == 0


def test_each_sheet_has_its_own_mapping(ean_planner: Run, plan: Path, several: Path) -> None:
    sheets = ("--sheet", "Tænder", "--map", "name=Hvem", "--sheet", "Fødder", "--sheet", "Gamle")
    told = ean_planner("import-suppliers", plan, several, *sheets)
    assert sheets_of(told) == [("Tænder", 2), ("Fødder", 1), ("Gamle", 1)]
    assert [one["mapping"]["name"] for one in told["files"]] == ["Hvem", "Firma", "Navn"]
    assert names(plan) == ["Ann", "Bo", "Fod C", "Gammel"]


def test_a_mapping_before_the_sheets_is_for_all_of_them(ean_planner: Run, plan: Path, tmp_path: Path) -> None:
    rows = [["Nr.", "Navn", "Hvem"], ["1", "x", "Ann"]]
    path = workbook(tmp_path / "to.xlsx", {"A": rows, "B": [rows[0], ["2", "y", "Bo"]]})
    told = ean_planner("import-suppliers", plan, path, "--map", "name=Hvem", "--sheet", "A", "--sheet", "B")
    assert [one["mapping"]["name"] for one in told["files"]] == ["Hvem", "Hvem"]


def test_a_sheet_that_is_not_there_or_holds_no_list_stops_all(
    ean_planner: Run, plan: Path, several: Path
) -> None:
    for name in ("Findes ikke", "Forside"):
        told = ean_planner("import-suppliers", plan, several, "--sheet", "Tænder", "--sheet", name)
        assert told["status"] == 1
        assert names(plan) == []


def test_invoices_come_from_several_sheets_too(ean_planner: Run, plan: Path, tmp_path: Path) -> None:
    head = ["Kreditornr", "Navn", "Fakturanr", "Fakturadato", "Beløb"]
    sheets = {
        month: [head, ["7", "Fodpleje", f"F{place}", f"2026-0{place}-01", "100,50"]]
        for place, month in enumerate(("Januar", "Februar", "Marts"), 1)
    }
    path = workbook(tmp_path / "fakturaer.xlsx", sheets)
    told = ean_planner("import-invoices", plan, path, "--sheet", "all")
    assert sheets_of(told) == [("Januar", 1), ("Februar", 1), ("Marts", 1)]
    found = ean_planner("invoices", plan)["invoices"]
    assert sorted(one["invoice_id"] for one in found) == ["F1", "F2", "F3"]


# --------------------------------------------------------------------------------------------- letters


@pytest.fixture
def garbled(tmp_path: Path) -> Path:
    path = tmp_path / "Ødelagt oktober.csv"
    path.write_bytes(TEXT.encode("utf-8").decode("cp1252").encode("utf-8"))
    return path


def test_garbled_letters_are_told_and_put_right_when_asked(
    ean_planner: Run, plan: Path, garbled: Path
) -> None:
    told = ean_planner("import-suppliers", plan, garbled, "--dry-run")
    assert [one["kind"] for one in told["problems"]] == ["mojibake"]
    assert file_of(told)["repaired"] == 0
    # Even a spoilt heading is understood.
    assert file_of(told)["mapping"]["supplier_no"] == "LeverandÃ¸rnr"
    right = ean_planner("import-suppliers", plan, garbled, "--repair")
    assert (file_of(right)["repaired"], right["problems"]) == (5, [])
    assert file_of(right)["mapping"]["supplier_no"] == "Leverandørnr"
    assert names(plan) == ["Bjørns Gård", "Åse Øst"]
    november = garbled.with_name("Ødelagt november.csv")
    shutil.copyfile(garbled, november)
    again = file_of(ean_planner("import-suppliers", plan, november))
    assert (again["profile"], again["repaired"], again["same"]) == (True, 5, 2)


def test_what_cannot_be_put_right_is_left_and_told(ean_planner: Run, plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "blandet.csv"
    path.write_text("Leverandørnr;Navn\n1;SÃ¸n\n2;Bjørn SÃ¸n\n", encoding="utf-8")
    told = ean_planner("import-suppliers", plan, path, "--repair")
    assert [one["kind"] for one in told["problems"]] == ["mojibake"]
    assert file_of(told)["repaired"] == 1
    assert names(plan) == ["Søn", "Bjørn SÃ¸n"]


def test_a_workbook_with_garbled_letters_is_told_and_repaired(
    ean_planner: Run, plan: Path, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "liste.xlsx", {"Ark1": [["Nr.", "Navn"], ["1", "K├©benhavns Fodpleje"]]})
    told = ean_planner("import-suppliers", plan, path, "--dry-run")
    assert [(one["kind"], one["sheet"]) for one in told["problems"]] == [("mojibake", "Ark1")]
    ean_planner("import-suppliers", plan, path, "--repair")
    assert names(plan) == ["Københavns Fodpleje"]


def test_repair_changes_nothing_in_a_good_file(ean_planner: Run, plan: Path, tmp_path: Path) -> None:
    path = tmp_path / "god.csv"
    path.write_text(TEXT, encoding="cp1252")
    plain = ean_planner("import-suppliers", plan, path, "--dry-run")
    assert ean_planner("import-suppliers", plan, path, "--repair", "--dry-run") == plain


def test_people_are_told_in_one_line_what_repeats(plan: Path, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "liste.csv"
    rows = "".join(f"{number};Firma {number};1.25{number}\n" for number in range(9))
    path.write_text("Leverandørnr;Navn;Beløb\n" + rows, encoding="utf-8")
    assert main(["import-suppliers", str(plan), str(path), "--dry-run"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "Beløb" in line]
    assert len(lines) == 1
    assert "--decimal-mark" in lines[0]
    assert "8" in lines[0]
