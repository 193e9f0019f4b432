"""Does the command line do the job and keep its contract: status, JSON keys, one sentence for trouble?"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from desktop.cli import COMMANDS, main
from tests.building import OLD_EAN, OTHER_EAN

NEW_EAN = "5790000000043"
HEADINGS = "Kreditornr.;Navn;CVR-nr.;Adresse;Postnr.;By;E-mail;Branchekode"
CLINICS = [
    "000101;Fodklinik Bang & Olsen;10000101;Prøvevej 1;9990;Prøveby;bang@klinik.example;86.90.20",
    "000102;Klinik <Nord> ApS;10000102;Prøvevej 2;9990;Prøveby;nord@klinik.example;86.90.20",
    "000103;O'Neills Tandlæger;10000103;Prøvevej 3;9990;Prøveby;oneill@klinik.example;86.23.00",
    "000104;Æblegård Øre og Åre I/S;10000104;Prøvevej 4;9990;Prøveby;aeble@klinik.example;86.90.20",
    '000105;Psykolog Lis Bæk;10000105;"Bagvejen 5\n2. sal tv.";9990;Prøveby;lis@klinik.example;86.90.30',
    "000201;Kontorhuset A/S;10000201;Prøvevej 7;9990;Prøveby;post@kontor.example;46.66.00",
]
INVOICE_HEADINGS = "Fakturanr.;Kreditornr.;EAN-nr.;Fakturadato;Beløb;Kontostreng;CPR-nr."


class Run:
    """One command that was run."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        told = json.loads(self.out)
        assert isinstance(told, dict)
        return told


@pytest.fixture
def ean_planner(capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> Run:
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(str(stop.code))
        captured = capsys.readouterr()
        return Run(status, captured.out, captured.err)

    return run


@pytest.fixture
def supplier_csv(tmp_path: Path) -> Path:
    """A supplier list as an ERP writes it: cp1252, semicolons, CRLF, a title above the headings."""
    path = tmp_path / "Kreditorliste.csv"
    lines = ["Kreditorliste Prøveby Kommune", "", HEADINGS, *CLINICS]
    path.write_bytes("\r\n".join(line.replace("\n", "\r\n") for line in lines).encode("cp1252"))
    return path


@pytest.fixture
def invoice_csv(tmp_path: Path) -> Path:
    """Twelve months of invoices; one clinic's name several citizens (never-issued numbers)."""
    rows = [INVOICE_HEADINGS]
    for month in range(1, 11):
        for place in range(1, 6):
            number = f"{place}{month:02}"
            cpr = f"0{place}0{1 + month % 9}605003" if place != 2 else ""
            rows.append(f"{number};00010{place};{OLD_EAN};05-{month:02}-2026;1.250,50;5.48.67;{cpr}")
        rows.append(f"9{month:02};000201;{OTHER_EAN};06-{month:02}-2026;99,00;6.45.51;")
    # The fourth clinic's invoices have a second line for another citizen.
    rows += [f"4{month:02};000104;{OLD_EAN};05-{month:02}-2026;10,00;5.48.67;0910605004" for month in (1, 2)]
    path = tmp_path / "Fakturaer.csv"
    path.write_text("\r\n".join(rows), encoding="utf-8-sig")
    return path


@pytest.fixture
def plan(ean_planner: Callable[..., Run], tmp_path: Path, supplier_csv: Path, invoice_csv: Path) -> Path:
    """A plan with both files in it."""
    path = tmp_path / "Prøveby.eanplan"
    arguments = ("--municipality", "Prøveby Kommune", "--go-live", "2027-03-01")
    assert ean_planner("new", path, *arguments).status == 0
    assert ean_planner("import-suppliers", path, supplier_csv).status == 0
    assert ean_planner("import-invoices", path, invoice_csv).status == 0
    return path


def test_the_whole_job_from_a_list_to_letters(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    compared = ean_planner("compare", plan, "--json").data
    assert [one["key"] for one in compared["options"]] == [f"reuse:{OLD_EAN}", "new-gradual", "new"]
    assert compared["eans"][0]["ean"] == OLD_EAN
    assert compared["eans"][0]["kp_suppliers"] + compared["eans"][0]["collective_can_split"] == 5
    assert compared["recommendation"]["reasons"]
    chosen = ean_planner("choose", plan, "new", "--new-ean", NEW_EAN, "--reason", "Prøv først", "--json").data
    assert (chosen["choice"]["option"], chosen["choice"]["ean"]) == ("new", NEW_EAN)
    told = ean_planner("recipients", plan, "--json").data["recipients"]
    assert {one["supplier_no"]: one["letter"] for one in told} == {
        "000101": "new-ean",
        "000102": "new-ean",
        "000103": "new-ean",
        "000104": "new-ean-one-per-citizen",
        "000105": "new-ean",
    }
    out = tmp_path / "Breve"
    written = ean_planner("letters", plan, "--out", out, "--json").data
    assert (written["written"], written["failed"], len(written["files"])) == (5, [], 5)
    texts = {path: "\n".join(_texts(Path(path))) for path in written["files"]}
    for expected in (
        "Fodklinik Bang & Olsen",
        "Klinik <Nord> ApS",
        "O'Neills Tandlæger",
        "Æblegård Øre og Åre I/S",
        "Bagvejen 5",
        "2. sal tv.",
    ):
        assert sum(expected in text for text in texts.values()) == 1
    assert all(NEW_EAN in text and OLD_EAN in text for text in texts.values())
    # Which letter went to whom is now part of the plan, and can be undone like anything else.
    newest = ean_planner("history", plan, "--json").data["entries"][0]
    assert (newest["operation"], newest["facts"]["letters"]) == ("record_letters", "5")


def _texts(path: Path) -> list[str]:
    """Every paragraph of a Word file: body, tables, text boxes, headers."""
    document = docx.Document(str(path))
    tag = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    parts = [document.element, *(section.header._element for section in document.sections)]
    return [
        "".join(node.text or "" for node in paragraph.iter(f"{tag}t"))
        for part in parts
        for paragraph in part.iter(f"{tag}p")
    ]


def test_an_import_accounts_for_every_row(
    ean_planner: Callable[..., Run], tmp_path: Path, supplier_csv: Path
) -> None:
    plan = tmp_path / "p.eanplan"
    ean_planner("new", plan, "--municipality", "P")
    before = plan.read_bytes()
    rehearsed = ean_planner("import-suppliers", plan, supplier_csv, "--dry-run", "--json")
    assert plan.read_bytes() == before
    done = ean_planner("import-suppliers", plan, supplier_csv, "--json")
    assert done.data == rehearsed.data
    (file,) = done.data["files"]
    assert (file["file"], file["encoding"], file["header_row"]) == ("Kreditorliste.csv", "cp1252", 3)
    assert file["mapping"]["supplier_no"] == "Kreditornr."
    assert (file["rows_in"], file["rows_kept"], file["rows_set_aside"]) == (6, 6, 0)
    assert (file["new"], file["changed"], file["same"], file["gone"]) == (6, 0, 0, 0)
    again = ean_planner("import-suppliers", plan, supplier_csv, "--json").data["files"][0]
    assert (again["new"], again["same"]) == (0, 6)


def test_changes_are_told_field_by_field(ean_planner: Callable[..., Run], tmp_path: Path) -> None:
    plan, path = tmp_path / "p.eanplan", tmp_path / "Liste.csv"
    ean_planner("new", plan, "--municipality", "P")
    path.write_text(
        "Kreditornr;Navn;Beløb\n1;Firma Et;1.450,00\n2;Firma To;10,00\n3;Firma Tre;5,00\n", "utf-8"
    )
    first = ean_planner("import-suppliers", plan, path, "--json").data["changes"]
    assert [(one["supplier_no"], one["outcome"]) for one in first] == [
        ("1", "new"),
        ("2", "new"),
        ("3", "new"),
    ]
    path.write_text("Kreditornr;Navn;Beløb\n1;Firma Et I/S;2.450,00\n2;Firma To;10,00\n", "utf-8")
    told = ean_planner("import-suppliers", plan, path, "--dry-run", "--json").data["changes"]
    assert told == [
        {
            "supplier_no": "1",
            "name": "Firma Et I/S",
            "outcome": "changed",
            "fields": {"name": ["Firma Et", "Firma Et I/S"], "amount_ore": [145000, 245000]},
            "decisions": 0,
        },
        {"supplier_no": "3", "name": "Firma Tre", "outcome": "gone", "fields": {}, "decisions": 0},
    ]


def test_a_column_with_two_meanings_waits_for_an_answer(
    ean_planner: Callable[..., Run], tmp_path: Path
) -> None:
    plan, path = tmp_path / "p.eanplan", tmp_path / "Liste.csv"
    ean_planner("new", plan, "--municipality", "P")
    path.write_text("Kreditornr;Navn;Beløb\n1;Firma Et;1.450\n2;Firma To;2.300\n", "utf-8")
    unsaid = ean_planner("import-suppliers", plan, path, "--dry-run", "--json").data
    assert [one["kind"] for one in unsaid["problems"]] == ["amount_ambiguous"] * 2
    assert "amount_ore" not in unsaid["changes"][0]["fields"]
    answer = ("--decimal-mark", "comma", "--date-order", "dmy")
    told = ean_planner("import-suppliers", plan, path, *answer, "--dry-run", "--json").data
    assert told["problems"] == []
    assert told["changes"][0]["fields"]["amount_ore"] == [None, 145000]


def test_a_mapping_given_by_hand_wins(
    ean_planner: Callable[..., Run], tmp_path: Path, supplier_csv: Path
) -> None:
    plan = tmp_path / "p.eanplan"
    ean_planner("new", plan, "--municipality", "P")
    told = ean_planner("import-suppliers", plan, supplier_csv, "--map", "city=Adresse", "--json").data
    assert told["files"][0]["mapping"]["city"] == "Adresse"
    assert ean_planner("import-suppliers", plan, supplier_csv, "--map", "farve=Adresse").status == 1
    assert ean_planner("import-suppliers", plan, supplier_csv, "--map", "city=Findes ikke").status == 1


def test_invoices_and_collective_tell_what_was_found_without_a_number(
    ean_planner: Callable[..., Run], plan: Path
) -> None:
    run = ean_planner("invoices", plan, "--json")
    rows = run.data["invoices"]
    keys = "source supplier_cvr supplier_name invoice_id kind issue_date ean amount_ore citizens grade"
    assert all(set(keys.split()) | {"judgement", "rule"} <= set(row) for row in rows)
    assert len(rows) == 60
    double = next(row for row in rows if row["invoice_id"] == "401")
    assert (double["citizens"], double["grade"], double["amount_ore"]) == (2, "certain", 126_050)
    assert (double["judgement"], double["rule"]) == ("stays_in_erp", "one_citizen")
    assert "605003" not in run.out
    suppliers = ean_planner("collective", plan, "--json").data["suppliers"]
    fourth = next(one for one in suppliers if one["supplier_no"] == "000104")
    assert (fourth["invoices_checked"], fourth["collective"], fourth["max_citizens"]) == (10, 2, 2)
    assert (fourth["grade"], fourth["last_seen"], fourth["decision"]) == ("certain", "2026-02-05", None)


def test_undo_and_redo_walk_through_the_history(ean_planner: Callable[..., Run], plan: Path) -> None:
    undone = ean_planner("undo", plan, "--json").data
    assert [one["state"] for one in undone["entries"]] == ["undone", "applied", "applied"]
    assert ean_planner("invoices", plan, "--json").data["invoices"] == []
    assert ean_planner("redo", plan).status == 0
    assert len(ean_planner("invoices", plan, "--json").data["invoices"]) == 60
    nothing = ean_planner("redo", plan)
    assert nothing.status == 1
    assert len(nothing.err.strip().splitlines()) == 1


def test_the_municipality_can_be_told_more_later(ean_planner: Callable[..., Run], plan: Path) -> None:
    told = ean_planner("set-up", plan, "--contact", "Mette", "--erp-ean", OTHER_EAN, "--json").data
    assert told["municipality"]["name"] == "Prøveby Kommune"
    assert told["municipality"]["go_live"] == "2027-03-01"
    assert (told["municipality"]["contact"], told["municipality"]["erp_ean"]) == ("Mette", OTHER_EAN)
    assert ean_planner("set-up", plan, "--erp-ean", "5790000000044").status == 1
    assert ean_planner("set-up", plan, "--erp", "banan").status == 2


def test_assumptions_change_the_figures_and_are_checked(ean_planner: Callable[..., Run], plan: Path) -> None:
    plain = ean_planner("compare", plan, "--json").data
    slower = ean_planner("compare", plan, "--assume", "letter_minutes=12", "--json").data
    assert slower["options"][0]["hours"] >= plain["options"][0]["hours"]
    assert slower["assumptions"]["letter_minutes"] == 12
    for wrong in ("letter_minutes=mange", "call_share=7", "noget=1", "letter_minutes"):
        assert ean_planner("compare", plan, "--assume", wrong).status == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("compare", "{tmp}/findes-ikke.eanplan"),
        ("compare", "{tmp}/Kreditorliste.csv"),
        ("choose", "{plan}", "reuse:5790000000999"),
        ("choose", "{plan}", "new", "--new-ean", "5790000000044"),
        ("recipients", "{plan}"),
        ("letters", "{plan}", "--out", "{tmp}/ud"),
        ("new", "{plan}", "--municipality", "X"),
        ("import-suppliers", "{plan}", "{tmp}/findes-ikke.csv"),
        ("render", "{tmp}/Kreditorliste.csv", "{tmp}/Kreditorliste.csv", "{tmp}/ud.docx"),
        ("render", "{tmp}/findes-ikke.docx", "{tmp}/findes-ikke.json", "{tmp}/ud.docx"),
        ("render", "{tmp}/findes-ikke.docx", "{tmp}", "{tmp}/ud.docx"),
        ("render", "{tmp}/findes-ikke.docx", "{tmp}/dyb.json", "{tmp}/ud.docx"),
        ("compare", "{tmp}"),
        ("compare", "{tmp}/halv.eanplan"),
        ("undo", "{tmp}/halv.eanplan"),
        ("new", "{tmp}/ingen/mappe.eanplan", "--municipality", "X"),
        ("new", "{tmp}/" + "a" * 300, "--municipality", "X"),
        ("import-suppliers", "{plan}", "{tmp}"),
        ("import-suppliers", "{plan}", "{tmp}/tom.csv"),
        ("import-invoices", "{plan}", "{tmp}/tom.csv"),
        ("compare", "{plan}", "--assume", "letter_minutes=nan"),
        ("compare", "{plan}", "--assume", "letter_minutes=1e999"),
        ("compare", "{plan}", "--assume", "010160-5003=1"),
        ("choose", "{plan}", "010160-5003"),
        ("compare", "{tmp}/010160-5003.eanplan"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence_and_changes_nothing(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "halv.eanplan").write_bytes(plan.read_bytes()[: plan.stat().st_size // 2])
    (tmp_path / "dyb.json").write_text("[" * 100_000, encoding="utf-8")
    (tmp_path / "tom.csv").write_bytes(b"")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    run = ean_planner(*(one.format(tmp=tmp_path, plan=plan) for one in arguments), "--json")
    assert run.status == 1
    assert run.out == ""
    assert len(run.err.strip().splitlines()) == 1
    assert "Traceback" not in run.err
    assert "5003" not in run.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("flyt",),
        ("new", "p.eanplan"),
        ("new", "p.eanplan", "--municipality", " "),
        ("letters", "p.eanplan"),
        ("demo", "--farve"),
        ("history", "p.eanplan", "010160-5003"),
    ],
)
def test_wrong_usage_is_status_two(ean_planner: Callable[..., Run], arguments: tuple[str, ...]) -> None:
    run = ean_planner(*arguments)
    assert run.status == 2
    assert run.err
    assert "5003" not in run.err


def test_letters_of_which_none_can_be_written_are_not_done(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path
) -> None:
    # The new EAN number is not known yet, so no letter can say it.
    assert ean_planner("choose", plan, "new").status == 0
    run = ean_planner("letters", plan, "--out", tmp_path / "ud", "--json")
    assert (run.status, run.data["written"], len(run.data["failed"])) == (1, 0, 5)
    assert len(ean_planner("history", plan, "--json").data["entries"]) == 4


def test_documents_are_counted_by_kind_whatever_was_imported(
    ean_planner: Callable[..., Run], plan: Path, tmp_path: Path, invoice_csv: Path
) -> None:
    (tmp_path / "tom").mkdir()
    kinds = ["invoice", "credit_note", "reminder", "other", "unreadable"]
    for path in (invoice_csv, tmp_path / "tom"):
        told = ean_planner("import-invoices", plan, path, "--dry-run", "--json").data
        assert told["documents"] == dict.fromkeys(kinds, 0)


def test_a_file_given_twice_is_counted_once(
    ean_planner: Callable[..., Run], plan: Path, invoice_csv: Path
) -> None:
    before = ean_planner("compare", plan, "--json").data
    files = ean_planner("import-invoices", plan, invoice_csv, invoice_csv, "--json").data["files"]
    assert [one["new"] for one in files] == [0, 0]
    assert ean_planner("compare", plan, "--json").data == before


def test_whoever_reads_the_answer_may_stop_reading(plan: Path) -> None:
    command = [sys.executable, "-m", "desktop.cli", "invoices", str(plan)]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait() == 0


def test_render_makes_one_document(ean_planner: Callable[..., Run], tmp_path: Path) -> None:
    template = docx.Document()
    template.add_paragraph("Kære {{ navn }}, I har {{ eaner|length }} numre.")
    template.save(str(tmp_path / "skabelon.docx"))
    context = {"navn": "Bang & <Olsen>", "eaner": [OLD_EAN, OTHER_EAN]}
    (tmp_path / "felter.json").write_text(json.dumps(context), encoding="utf-8")
    out = tmp_path / "brev.docx"
    run = ean_planner("render", tmp_path / "skabelon.docx", tmp_path / "felter.json", out, "--json")
    assert run.data == {"out": str(out), "road": "fast", "detour": None}
    assert "Kære Bang & <Olsen>, I har 2 numre." in _texts(out)


def test_self_test_answers_as_data(ean_planner: Callable[..., Run]) -> None:
    checks = ean_planner("self-test", "--json").data["checks"]
    assert checks
    assert all(set(one) == {"name", "ok", "detail"} for one in checks)


def test_self_test_writes_a_report(ean_planner: Callable[..., Run], tmp_path: Path) -> None:
    report = tmp_path / "svar æøå.json"
    told = ean_planner("self-test", "--out", report, "--json").data
    assert json.loads(report.read_text(encoding="utf-8")) == told
    assert ean_planner("self-test", "--out", tmp_path / "nowhere" / "svar.json").status == 1


def test_every_command_speaks_danish_to_people(ean_planner: Callable[..., Run]) -> None:
    for name in COMMANDS:
        run = ean_planner(name, "--help")
        assert run.status == 0
    assert "leverandør" in ean_planner("--help").out


def test_the_program_runs_as_a_process_of_its_own(tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "desktop.cli", "new", str(tmp_path / "æ.eanplan"), "--municipality"]
    done = subprocess.run(
        [*arguments, "Ærø Kommune", "--json"], capture_output=True, cwd=Path(__file__).parents[2], check=True
    )
    assert json.loads(done.stdout) == {"plan": str(tmp_path / "æ.eanplan")}
