"""Does every file of the corpora read, or get a clear trouble, with every row accounted for?

The corpora lie beside the repository; where they are not, these tests are skipped.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import PlannerError
from desktop.domain.imports import InvoiceImport, SupplierImport, TableChoices
from desktop.importing.invoices import read_invoices
from desktop.importing.suppliers import preview, read_suppliers
from tests.importing.making import TODAY, leaks


def conserved(found: SupplierImport | InvoiceImport) -> int:
    """Rows kept, after checking the account of every report."""
    for report in found.reports:
        assert report.rows_in == report.rows_kept + report.rows_set_aside
    assert len(found.rows) <= sum(report.rows_kept for report in found.reports)
    return sum(report.rows_kept for report in found.reports)


def suppliers_of(path: Path) -> SupplierImport | None:
    """The suppliers in a file, or None when it is refused with a known trouble."""
    try:
        return read_suppliers([path], TableChoices())
    except PlannerError:
        return None


def invoices_of(path: Path) -> InvoiceImport | None:
    """The invoices in a file, or None when it is refused with a known trouble."""
    try:
        return read_invoices([path], TableChoices(), today=TODAY)
    except PlannerError:
        return None


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_every_table_reads_or_is_refused_clearly(shared: Path) -> None:
    paths = files_in(shared / "corpus" / "tables")
    found = [(path, reading) for path in paths for reading in (suppliers_of(path), invoices_of(path))]
    read = [(path.name, conserved(reading)) for path, reading in found if reading is not None]
    assert ("sap_LFA1_auritas.csv", 137) in read
    assert ("sap_LFA1_casestudies.csv", 30) in read
    assert ("uk_harrogate_clean_2022-02-Harrogate-Borough-Council.csv", 1356) in read
    assert len(read) >= 20


def test_every_table_has_a_preview_or_is_refused_clearly(shared: Path) -> None:
    shown = 0
    for path in files_in(shared / "corpus" / "tables"):
        try:
            shown += len(preview(path))
        except PlannerError:
            continue
    assert shown >= 18


def test_every_e_invoice_is_accounted_for(shared: Path) -> None:
    found = invoices_of(shared / "corpus" / "einvoices")
    assert found is not None
    conserved(found)
    (report,) = found.reports
    # 156 documents and their index; three have their amounts blotted out, two are no invoices.
    assert report.rows_in == 157
    assert dict(report.documents) == {
        "invoice": 116,
        "credit_note": 29,
        "reminder": 6,
        "other": 3,
        "unreadable": 3,
    }
    told = {problem.file for problem in found.problems}
    kept = {row.facts.source for row in found.rows}
    assert {file.name for file in files_in(shared / "corpus" / "einvoices")} <= {
        re.split("[/›] ?", source)[-1] for source in told | kept
    }


def test_every_e_invoice_reads_alone_as_it_does_in_the_folder(shared: Path) -> None:
    folder = shared / "corpus" / "einvoices"
    together = invoices_of(folder)
    assert together is not None
    alone = 0
    for path in files_in(folder):
        if path.name != "INDEX.csv":
            found = invoices_of(path)
            assert found is not None
            alone += conserved(found)
    assert alone == len(together.rows)


def hostile(shared: Path, kinds: Iterable[str]) -> Iterator[tuple[str, Path, str]]:
    folder = shared / "corpus" / "hostile"
    with (folder / "INDEX.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            if row["file"].split("/")[0] in kinds:
                yield row["file"], folder / row["file"], row["expected"]


def expected_rows(expected: str) -> int:
    found = re.match(r"imports (\d+) rows", expected)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def canaries() -> list[str]:
    path = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "hostile" / "CANARIES.txt"
    if not path.is_file():
        pytest.skip("the corpus beside the repository is not here")
    return re.findall(r"^\d{10}", path.read_text(encoding="utf-8").replace("-", ""), re.MULTILINE)


def test_hostile_documents_give_the_rows_they_hold(shared: Path, canaries: list[str]) -> None:
    wrong = {}
    # A workbook called .zip holds suppliers, and one archive in another is three documents and not one.
    other = {"zip/z_is_xlsx.zip": 0, "zip/z_nested_1.zip": 3}
    for name, path, expected in hostile(shared, ("xml", "zip")):
        found = invoices_of(path)
        kept = conserved(found) if found else 0
        if kept != other.get(name, expected_rows(expected)):
            wrong[name] = (kept, expected)
        assert leaks(found, *canaries) == []
    assert wrong == {}
