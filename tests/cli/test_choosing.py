"""Do `scenarios` and `decision-note` do what docs/cli.md says, and does the note have `compare`'s figures?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument

from desktop.__main__ import main as program
from desktop.domain.intervals import Interval
from desktop.texts import numbers
from tests.building import OLD_EAN
from tests.cli.test_commands import (
    NEW_EAN,
    Run,
    ean_planner,
    invoice_csv,
    plan,
    supplier_csv,
)

__all__ = ["ean_planner", "invoice_csv", "plan", "supplier_csv"]
_LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|None|  | \.(?!\d)")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def note_of(path: Path) -> WordDocument:
    return Document(str(path))


def table(note: WordDocument, name: str) -> list[list[str]]:
    """The rows below the headings of the table with that name."""
    for one in note.tables:
        caption = one._tbl.tblPr.find(f"{_W}tblCaption")
        if caption is not None and caption.get(f"{_W}val") == name:
            return [[cell.text for cell in row.cells] for row in one.rows][1:]
    raise AssertionError(f"no table called {name}")


def written(ends: list[float]) -> str:
    """What the screen shows of `[low, high]`."""
    return numbers.interval(Interval(*ends))


def words(note: WordDocument) -> str:
    return "\n".join(paragraph.text for paragraph in note.paragraphs)


def test_the_note_has_the_figures_of_compare_to_the_digit(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "notat.docx"
    told = ean_planner("decision-note", plan, out, "--json").data
    assert told["out"] == str(out)
    compared = ean_planner("compare", plan, "--json").data
    note = note_of(out)
    rows = table(note, "Mulighederne i tal")
    assert len(rows) == len(compared["options"]) == 3
    for row, option in zip(rows, compared["options"], strict=True):
        assert row[1:4] == [written(option[key]) for key in ("contacts", "hours", "weeks")]
        assert row[4] == written(option["invoices_from_day_one_interval"])
        assert row[5] == written(option["rejected_invoices"])
    hours = table(note, "Hvad timerne går til")
    for row, option in zip(hours, compared["options"], strict=True):
        parts = [numbers.interval(Interval(*ends), 1) for ends in option["hours_by_term"].values()]
        assert row[1:7] == parts
    eans = table(note, "Jeres EAN-numre i dag")
    assert [(row[0], row[1], row[7]) for row in eans] == [
        (one["ean"], numbers.whole(one["suppliers"]), numbers.whole(one["invoices"]))
        for one in compared["eans"]
    ]
    assert compared["recommendation"]["headline"] in words(note)
    assert told["fingerprint"][:4] in words(note)


def test_the_note_leaves_nothing_of_the_template_behind(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "notat.docx"
    assert ean_planner("decision-note", plan, out).status == 0
    note = note_of(out)
    cells = [cell for one in note.tables for row in one.rows for cell in row.cells]
    for text in [*(paragraph.text for paragraph in note.paragraphs), *(cell.text for cell in cells)]:
        assert not _LEFTOVERS.search(text), text
    assert all(one.rows[0]._tr.find(f"{_W}trPr/{_W}tblHeader") is not None for one in note.tables)
    assert [one.style.name for one in note.paragraphs if one.style and one.style.name == "Heading 1"]


def test_the_decision_stands_with_who_when_and_why(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "notat.docx"
    ean_planner("choose", plan, "new", "--new-ean", NEW_EAN, "--reason", "Vi prøver først.")
    assert ean_planner("decision-note", plan, out).status == 0
    told = words(note_of(out))
    assert "Vi prøver først." in told
    assert NEW_EAN in told
    assert "Der er ikke valgt endnu" not in told


def test_without_a_painter_the_tables_stand_in_and_the_note_says_so(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    out = tmp_path / "notat.docx"
    told = ean_planner("decision-note", plan, out, "--json").data
    assert told["pictures"] == []
    assert "Diagrammerne kunne ikke tegnes" in words(note_of(out))
    assert table(note_of(out), "Antagelserne én for én: forskel i timer mellem de to første muligheder")


@pytest.mark.usefixtures("qapp")
def test_the_program_paints_the_charts_and_says_what_they_show(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    del ean_planner
    out = tmp_path / "notat.docx"
    assert program(["decision-note", str(plan), str(out)]) == 0
    note = note_of(out)
    said = [shape._inline.docPr.get("descr") for shape in note.inline_shapes]
    assert len(said) == 3
    assert all(said)
    assert "Diagrammerne kunne ikke tegnes" not in words(note)


def test_a_template_of_ones_own_is_used(ean_planner: Callable[..., Run], plan: Path, tmp_path: Path) -> None:
    own, out = tmp_path / "egen.docx", tmp_path / "notat.docx"
    made = Document()
    made.add_paragraph("Kort: {{ anbefaling }}")
    made.save(str(own))
    assert ean_planner("decision-note", plan, out, "--template", own).status == 0
    assert words(note_of(out)).startswith("Kort: ")
    made.add_paragraph("{{ findes_ikke }}")
    made.save(str(own))
    run = ean_planner("decision-note", plan, tmp_path / "andet.docx", "--template", own)
    assert run.status == 1
    assert not (tmp_path / "andet.docx").exists()


def test_scenarios_are_saved_listed_used_and_removed(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    saved = ean_planner("scenarios", plan, "--save", "Travlt", "--assume", "call_share=0.9", "--json").data
    (one,) = saved["scenarios"]
    assert (one["name"], one["assumptions"], one["differs"]) == (
        "Travlt",
        {"call_share": 0.9},
        ["call_share"],
    )
    compared = ean_planner("compare", plan, "--scenario", "travlt", "--json").data
    assert compared["assumptions"]["call_share"] == 0.9
    assert [one["hours"] for one in compared["options"]] == [row["hours"] for row in one["options"]]
    chosen = ean_planner("choose", plan, f"reuse:{OLD_EAN}", "--scenario", "Travlt", "--json").data
    assert "Travlt" in chosen["choice"]["reason"]
    out = tmp_path / "notat.docx"
    assert ean_planner("decision-note", plan, out, "--scenario", "Travlt").status == 0
    marked = [row[0] for row in table(note_of(out), "Antagelser") if row[3]]
    assert marked == ["Leverandører, der ringer"]
    assert ean_planner("scenarios", plan, "--remove", "Travlt", "--json").data["scenarios"] == []


def test_a_scenario_that_is_not_there_is_told(ean_planner: Callable[..., Run], plan: Path) -> None:
    run = ean_planner("compare", plan, "--scenario", "Findes ikke")
    assert run.status == 1
    assert "Findes ikke" in run.err


def test_compare_tells_what_matters_and_what_would_turn_it(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    compared = ean_planner("compare", plan, "--json").data
    assert compared["tornado"]["key"] == compared["recommendation"]["key"]
    widths = [abs(one["hours"][1] - one["hours"][0]) for one in compared["tornado"]["swings"]]
    assert widths == sorted(widths, reverse=True)
    sample = ean_planner("demo", "--out", tmp_path, "--json").data["plan"]
    compared = ean_planner("compare", sample, "--json").data
    keys = {one["key"] for one in compared["options"]}
    assert compared["turning_points"]
    for point in compared["turning_points"]:
        assert point["becomes"] in keys - {compared["recommendation"]["key"]}
        assert point["value"] != point["current"]


def test_an_empty_plan_says_what_is_missing(
    ean_planner: Callable[..., Run], tmp_path: Path, supplier_csv: Path
) -> None:
    plan = tmp_path / "Tom.eanplan"
    ean_planner("new", plan, "--municipality", "Prøveby Kommune")
    assert [one["kind"] for one in ean_planner("compare", plan, "--json").data["missing"]] == ["no_suppliers"]
    out = tmp_path / "tomt.docx"
    assert ean_planner("decision-note", plan, out).status == 0
    assert "Importér leverandørlisten" in words(note_of(out))
    ean_planner("import-suppliers", plan, supplier_csv)
    found = ean_planner("compare", plan, "--json").data["missing"]
    assert found[0]["kind"] == "no_invoices"
    assert "Hent et udtræk" in ean_planner("compare", plan).out
