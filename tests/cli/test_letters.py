"""`letters --joined`, `check-template` and `render --compare`: do they keep what docs/cli.md promises?"""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from desktop.cli.main import main
from desktop.paths import letter_templates_dir

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


def _template(folder: Path, *paragraphs: str, header: str = "") -> Path:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    path = folder / "skabelon.docx"
    document.save(str(path))
    return path


def _json(folder: Path, fields: dict[str, Any]) -> Path:
    path = folder / "felter.json"
    path.write_text(json.dumps(fields), encoding="utf-8")
    return path


def test_joined_letters_lie_beside_the_single_ones(ean_planner: Command, tmp_path: Path) -> None:
    _, demo = ean_planner("demo", "--out", tmp_path / "demo")
    status, told = ean_planner("letters", demo["plan"], "--out", tmp_path / "breve", "--joined")
    assert status == 0
    assert (told["failed"], told["not_joined"]) == ([], [])
    assert sum(one["letters"] for one in told["joined"]) == told["written"] == len(told["files"])
    assert len({one["letter"] for one in told["joined"]}) == len(told["joined"])
    for one in told["joined"]:
        assert len(docx.Document(one["file"]).sections) == one["letters"]


def test_without_joined_there_is_no_joined_file(ean_planner: Command, tmp_path: Path) -> None:
    _, demo = ean_planner("demo", "--out", tmp_path / "demo")
    _, told = ean_planner("letters", demo["plan"], "--out", tmp_path / "breve")
    assert (told["joined"], told["not_joined"]) == ([], [])
    assert not list((tmp_path / "breve").glob("Samlede*"))


def test_a_letter_for_nobody_writes_nothing(ean_planner: Command, tmp_path: Path) -> None:
    _, demo = ean_planner("demo", "--out", tmp_path / "demo")
    status, told = ean_planner("letters", demo["plan"], "--out", tmp_path / "breve", "--letter", "reminder-2")
    assert (status, told["written"], told["files"], told["manifest"], told["outputs"]) == (0, 0, [], None, [])
    assert not (tmp_path / "breve").exists()


def test_the_order_of_routes_goes_to_somebody(ean_planner: Command, tmp_path: Path) -> None:
    """Without a contact in the plan it goes to the vendor, and not to its own title."""
    ean_planner("new", tmp_path / "p.eanplan", "--municipality", "Prøveby", "--new-ean", "5798099900039")
    ean_planner("choose", tmp_path / "p.eanplan", "new")
    _, told = ean_planner(
        "letters", tmp_path / "p.eanplan", "--out", tmp_path / "breve", "--letter", "erp-routes"
    )
    (file,) = told["files"]
    assert "Til Leverandøren af vores økonomisystem" in [one.text for one in docx.Document(file).paragraphs]


@pytest.mark.parametrize("kind", ["new-ean", "stay-on-erp"])
def test_a_shipped_template_is_in_order(ean_planner: Command, kind: str) -> None:
    status, told = ean_planner("check-template", letter_templates_dir() / f"{kind}.docx")
    assert (status, told["faults"], told["usable"], told["marked"]) == (0, [], True, None)
    assert "leverandoer.navn" in told["fields"]


def test_faults_are_told_and_marked(ean_planner: Command, tmp_path: Path) -> None:
    path = _template(
        tmp_path, "Kære {{ leverandoer.navnn }}", "{% if nyt_ean %}x", header="{{ gammelt_ean }}"
    )
    out = tmp_path / "rettes.docx"
    status, told = ean_planner("check-template", path, "--marked", out)
    assert (status, told["usable"], told["marked"]) == (1, False, str(out))
    assert [(one["where"], one["kind"], one["severity"], one["paragraph"]) for one in told["faults"]] == [
        ("body", "unclosed_tag", "error", 2),
        ("body", "unknown_field", "error", 1),
        ("header", "recipient_in_header", "warning", 1),
    ]
    assert told["faults"][1]["suggestion"] == "leverandoer.navn"
    assert "Måske skulle der stå leverandoer.navn" in told["faults"][1]["message"]
    comments = [comment.text for comment in docx.Document(str(out)).comments]
    assert len(comments) == 3
    assert comments[2].startswith("sidehovedet, afsnit 1: gammelt_ean er modtagerens")


def test_a_file_that_is_no_template_is_a_fault_too(ean_planner: Command, tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    path.write_bytes(b"{\\rtf1}")
    status, told = ean_planner("check-template", path)
    assert (status, [one["kind"] for one in told["faults"]]) == (1, ["not_this_kind"])
    assert ean_planner("check-template", tmp_path / "findes ikke.docx") == (1, {})


def test_a_template_of_ones_own_is_checked_against_its_own_fields(
    ean_planner: Command, tmp_path: Path
) -> None:
    path = _template(tmp_path, "{{ kunde.navn }}")
    assert ean_planner("check-template", path)[0] == 1
    status, told = ean_planner("check-template", path, "--context", _json(tmp_path, {"kunde": {"navn": "A"}}))
    assert (status, told["faults"], told["fields"]) == (0, [], ["kunde.navn"])


def test_render_shows_the_comparison(ean_planner: Command, tmp_path: Path) -> None:
    path = _template(tmp_path, "Kære {{ navn }}", header="{{ navn }}")
    out = tmp_path / "brev.docx"
    status, told = ean_planner("render", path, _json(tmp_path, {"navn": "A & <B>"}), out, "--compare")
    assert (status, told["road"], told["detour"], told["equal"]) == (0, "fast", None, True)
    parts = {one["part"]: one["verdict"] for one in told["parts"]}
    assert parts["word/document.xml"] == parts["word/header1.xml"] == "equal"
    assert docx.Document(io.BytesIO(out.read_bytes())).paragraphs[0].text == "Kære A & <B>"


def test_a_difference_on_purpose_is_shown(ean_planner: Command, tmp_path: Path) -> None:
    """docxtpl prints None; we print nothing, and say that this part is not docxtpl's."""
    path = _template(tmp_path, "Kære {{ navn }}")
    _, told = ean_planner("render", path, _json(tmp_path, {"navn": None}), tmp_path / "b.docx", "--compare")
    assert told["equal"] is False
    assert [one["part"] for one in told["parts"] if one["verdict"] == "different"] == ["word/document.xml"]


def test_packages_and_drafts_are_told_by_output(ean_planner: Command, tmp_path: Path) -> None:
    _, demo = ean_planner("demo", "--out", tmp_path / "demo")
    packages = ("--package", "digital-post", "--package", "openpostbud", "--mails")
    status, told = ean_planner("letters", demo["plan"], "--out", tmp_path / "breve", *packages)
    assert status == 0
    outputs = {one["output"]: one for one in told["outputs"]}
    assert list(outputs) == ["spreadsheet", "digital-post", "openpostbud", "mails"]
    for one in outputs.values():
        assert one["letters"] + len(one["left"]) == told["written"]
        assert all(Path(file).is_file() for file in one["files"])
        assert (one["fault"], one["tool"]) == (None, None)
    assert outputs["digital-post"]["notes"] == ["word_files"]
    assert {left["fault"] for left in outputs["mails"]["left"]} == {"no_email"}


def test_pdf_that_nothing_can_make_is_told_and_ends_with_one(
    ean_planner: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.letters.pdf_tools.converters", lambda: iter(()))
    _, demo = ean_planner("demo", "--out", tmp_path / "demo")
    status, told = ean_planner("letters", demo["plan"], "--out", tmp_path / "breve", "--pdf")
    assert status == 1
    assert told["written"] > 0
    assert told["outputs"][-1]["fault"] == "no_pdf_tool"
