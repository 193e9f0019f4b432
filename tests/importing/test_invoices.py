"""Does the door for invoices read whatever it is given, account for every document, and stop when told?"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import InvoiceImport, TableChoices
from desktop.domain.problems import ProblemKind, Severity
from desktop.domain.progress import Cancelled, Progress, silent
from desktop.importing.invoices import read_invoices
from tests.importing.making import ANNA, BENT, TODAY, dashed, leaks, text_file, workbook, zip_of
from tests.importing.ubl_making import about, document, line

EXTRACT = [["Kreditornr", "Navn", "Fakturanr", "Beløb"], ["0001", "Prøve", "F1", "10,00"]]


def read(*paths: Path, progress: Progress = silent) -> InvoiceImport:
    found = read_invoices(paths, TableChoices(), progress, today=TODAY)
    for report in found.reports:
        assert report.rows_in == report.rows_kept + report.rows_set_aside
        if report.documents:
            assert sum(count for _, count in report.documents) == report.rows_in
            assert (
                sum(dict(report.documents)[kind] for kind in ("invoice", "credit_note", "reminder"))
                == report.rows_kept
            )
    return found


def archive(folder: Path, entries: Mapping[str, str | bytes], name: str = "fakturaer.zip") -> Path:
    path = folder / name
    path.write_bytes(
        zip_of({key: text.encode() if isinstance(text, str) else text for key, text in entries.items()})
    )
    return path


def test_documents_and_tables_through_one_door(tmp_path: Path) -> None:
    single = tmp_path / "en.xml"
    single.write_text(document(number="B-1"), encoding="utf-8")
    many = archive(tmp_path, {"1.xml": document(number="A-1"), "2.xml": document(number="A-2")})
    found = read(single, many, text_file(tmp_path, EXTRACT), workbook(tmp_path, {"Ark1": EXTRACT}))
    assert [row.facts.invoice_no for row in found.rows] == ["B-1", "A-1", "A-2", "F1", "F1"]
    assert [(report.file, report.sheet, report.rows_in) for report in found.reports] == [
        ("en.xml", "", 1),
        ("fakturaer.zip", "", 2),
        ("kreditorer.csv", "", 1),
        ("kreditorer.xlsx", "Ark1", 1),
    ]


def test_every_document_is_accounted_for(tmp_path: Path) -> None:
    path = archive(
        tmp_path,
        {
            "faktura.xml": document(),
            "kreditnota.xml": document(kind="CreditNote"),
            "rykker.xml": document(kind="Reminder"),
            "ordre.xml": document(kind="Order"),
            "bilag.pdf": b"%PDF",
            "ødelagt.xml": document()[:-5],
            "to.xml": document(number=""),
        },
    )
    found = read(path)
    assert dict(found.reports[0].documents) == {
        "invoice": 1,
        "credit_note": 1,
        "reminder": 1,
        "other": 2,
        "unreadable": 2,
    }
    assert [(problem.kind, problem.severity, problem.file) for problem in found.problems] == [
        (ProblemKind.NOT_AN_INVOICE, Severity.NOTE, "fakturaer.zip › ordre.xml"),
        (ProblemKind.UNKNOWN_FORMAT, Severity.NOTE, "fakturaer.zip › bilag.pdf"),
        (ProblemKind.NOT_READABLE, Severity.ERROR, "fakturaer.zip › ødelagt.xml"),
        (ProblemKind.NO_INVOICE_NUMBER, Severity.ERROR, "fakturaer.zip › to.xml"),
    ]


def test_odd_names_are_told_beside_the_document(tmp_path: Path) -> None:
    found = read(archive(tmp_path, {"../../x.xml": document()}))
    assert [problem.kind for problem in found.problems] == [ProblemKind.ENTRY_NAME]
    assert len(found.rows) == 1


def test_a_reference_between_two_archives_is_found(tmp_path: Path) -> None:
    first = archive(tmp_path, {"k.xml": document(about(ANNA), kind="CreditNote", number="K-1")}, "a.zip")
    second = archive(tmp_path, {"f.xml": document(number=ANNA)}, "b.zip")
    credit, invoice = read(first, second).rows
    assert credit.facts.matches == (invoice.facts.invoice_no,)


def test_files_that_hold_no_invoices_are_refused(tmp_path: Path) -> None:
    for name, data, fault in (
        ("a.pdf", b"%PDF-1.7", FileFault.NOT_THIS_KIND),
        ("a.exe", b"MZ\x00", FileFault.NOT_THIS_KIND),
        ("a.zip", b"PK\x03\x04" + b"\x00" * 50, FileFault.DAMAGED),
        ("a.xlsx", b"PK\x03\x04" + b"\x00" * 50, FileFault.DAMAGED),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(FileTrouble) as caught:
            read(tmp_path / name)
        assert (name, caught.value.fault) == (name, fault)
    with pytest.raises(FileTrouble) as caught:
        read(tmp_path / "mangler.xml")
    assert caught.value.fault is FileFault.MISSING


def test_progress_is_told_often_and_can_stop_the_work(tmp_path: Path) -> None:
    path = archive(tmp_path, {f"{n}.xml": document(number=f"A-{n}") for n in range(450)})
    told: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        told.append((done, total))

    read(path, progress=watch)
    assert told[0] == (0, 450)
    assert told[-1] == (450, 450)
    assert all(later - earlier <= 200 for (earlier, _), (later, _) in pairwise(told))

    def stop(done: int, total: int) -> None:
        if done > 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        read(path, progress=stop)
    # Nothing is left open or behind: the archive can be moved away at once.
    path.rename(tmp_path / "flyttet.zip")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["flyttet.zip"]


def test_no_cpr_number_leaves_the_door(tmp_path: Path) -> None:
    folder = tmp_path / f"sag {dashed(ANNA)}"
    folder.mkdir()
    note = f"<cbc:Note>Borger {dashed(ANNA)} og cpr {BENT}</cbc:Note>"
    archive(
        folder, {f"{ANNA}.xml": document(note, number=BENT), f"{dashed(BENT)}.pdf": b"%PDF"}, f"{BENT}.zip"
    )
    text_file(
        folder,
        [[*EXTRACT[0], "CPR", "Tekst"], ["1", "Prøve", "F1", "10,00", ANNA, dashed(BENT)]],
        name="x.csv",
    )
    found = read(folder, folder / "x.csv")
    assert leaks(found, ANNA, BENT) == []
    assert [row.facts.evidence.citizens for row in found.rows] == [2, 2]


@given(st.lists(st.sampled_from(["invoice", "order", "broken", "pdf", "empty"]), max_size=15))
def test_documents_are_conserved(tmp_path_factory: pytest.TempPathFactory, kinds: list[str]) -> None:
    data = {
        "invoice": document(),
        "order": document(kind="Order"),
        "broken": "<x",
        "pdf": "%PDF",
        "empty": "",
    }
    entries = {f"{n}-{kind}.xml": data[kind] for n, kind in enumerate(kinds)}
    found = read(archive(tmp_path_factory.mktemp("zip"), entries))
    assert found.reports[0].rows_in == len(kinds)
    assert found.reports[0].rows_kept == kinds.count("invoice")
    told = {problem.file for problem in found.problems}
    assert len(told) == len(kinds) - kinds.count("invoice")


def test_one_invoice_of_many_citizens(tmp_path: Path) -> None:
    lines = "".join(line(name=f"Medicin {dashed(each)}") for each in (ANNA, BENT))
    (row,) = read(archive(tmp_path, {"apotek.xml": document(lines=lines)})).rows
    assert row.facts.evidence.is_collective
