"""Does every hostile XML document and ZIP get the outcome its index expects, quickly and within a gigabyte?

The corpus lies beside the repository; where it is not, these tests are skipped. Where we differ from the
index, the reason stands here as data.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.errors import FileFault, FileTrouble, MappingTrouble
from desktop.domain.imports import InvoiceImport, TableChoices
from desktop.domain.problems import ProblemKind, Severity
from desktop.importing.invoices import read_invoices
from tests.importing.making import TODAY, leaks

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = ROOT.parent / "shared" / "corpus" / "hostile"

SAID_AS: dict[str, set[ProblemKind | FileFault]] = {
    "E-DTD": {ProblemKind.FORBIDDEN_DTD},
    "E-DEPTH": {ProblemKind.TOO_DEEP},
    "E-LIMIT": {ProblemKind.TOO_LARGE},
    "E-XML": {ProblemKind.NOT_READABLE},
    "E-ENC": {ProblemKind.NOT_READABLE},
    "E-NOT-INVOICE": {ProblemKind.NOT_AN_INVOICE, FileFault.NO_TABLE},
    "E-VALUE": {ProblemKind.AMOUNT_UNREADABLE},
    "E-MISSING": {ProblemKind.AMOUNT_UNREADABLE},
    "E-BOMB": {ProblemKind.TOO_LARGE, FileFault.TOO_LARGE},
    "E-EMPTY": {ProblemKind.TOO_LARGE, ProblemKind.TOO_DEEP},
    "E-CORRUPT": {ProblemKind.NOT_READABLE, FileFault.DAMAGED},
    "E-FORMAT": {ProblemKind.UNKNOWN_FORMAT, FileFault.NOT_THIS_KIND},
    "E-ENCRYPTED": {ProblemKind.PASSWORD},
    "W-DATE": {ProblemKind.DATE_UNREADABLE},
    "W-ATT": {ProblemKind.ATTACHMENT_NOT_READ},
    "W-NAME": {ProblemKind.ENTRY_NAME},
    "W-PARTIAL": {ProblemKind.UNKNOWN_FORMAT},
}
"""What we say where the index has these codes."""

SAID_OTHERWISE = {
    "xml/u_cpr_note.xml": "the note is not kept; the citizen in it is counted",
    "xml/u_cpr_line.xml": "the line is not kept; ten bare digits of somebody born in 1862 name no citizen",
    "xml/u_cpr_contact.xml": "the mail address of the customer's contact is not kept and names no citizen",
    "zip/z_nested_1.zip": "the archive inside is read too, so nothing is left out",
    "zip/z_is_xlsx.zip": "a list of suppliers, read as such in the other import",
}
OTHER_ROWS = {"zip/z_nested_1.zip": 3, "zip/z_is_xlsx.zip": 0}
"""Files with another number of rows than the index has; the reasons stand above."""


def index() -> Iterator[dict[str, str]]:
    if HOSTILE.is_dir():
        with (HOSTILE / "INDEX.csv").open(encoding="utf-8", newline="") as stream:
            yield from (row for row in csv.DictReader(stream) if row["file"].startswith(("xml/", "zip/")))


FILES = list(index())
each_file = pytest.mark.parametrize("row", FILES, ids=[row["file"] for row in FILES])


def read(row: dict[str, str]) -> InvoiceImport | FileTrouble | MappingTrouble:
    try:
        return read_invoices([HOSTILE / row["file"]], TableChoices(), today=TODAY)
    except (FileTrouble, MappingTrouble) as trouble:
        return trouble


def said(found: InvoiceImport | FileTrouble | MappingTrouble) -> set[ProblemKind | FileFault]:
    if isinstance(found, InvoiceImport):
        return {problem.kind for problem in found.problems}
    return {found.fault} if isinstance(found, FileTrouble) else set()


@pytest.fixture(scope="module")
def canaries() -> list[str]:
    text = (HOSTILE / "CANARIES.txt").read_text(encoding="utf-8").replace("-", "")
    return re.findall(r"^\d{10}", text, re.MULTILINE)


@each_file
def test_rows_and_codes_are_those_of_the_index(
    shared: Path, row: dict[str, str], canaries: list[str]
) -> None:
    started = time.monotonic()
    found = read(row)
    assert time.monotonic() - started < float(row["max_seconds"]), "a hang"
    name, codes = row["file"], re.findall(r"[EW]-[A-Z-]+", row["codes"])
    expected = re.match(r"imports (\d+) rows", row["expected"])
    rows = OTHER_ROWS.get(name, int(expected[1]) if expected else 0)
    kept = len(found.rows) if isinstance(found, InvoiceImport) else 0
    assert kept == rows
    if name not in SAID_OTHERWISE:
        wanted = set().union(*[SAID_AS[code] for code in codes])
        assert said(found) <= wanted
        assert bool(said(found)) is bool(wanted)
    assert leaks(found, *canaries) == []


@each_file
def test_what_is_refused_is_an_error_or_no_invoice(shared: Path, row: dict[str, str]) -> None:
    found = read(row)
    if row["expected"] == "error" and isinstance(found, InvoiceImport):
        assert found.problems
        severities = {problem.severity for problem in found.problems}
        is_other = {problem.kind for problem in found.problems} == {ProblemKind.NOT_AN_INVOICE}
        assert severities == {Severity.NOTE if is_other else Severity.ERROR}


@pytest.mark.parametrize(("name", "citizens"), [("u_cpr_note", 1), ("u_cpr_line", 0), ("u_cpr_contact", 0)])
def test_citizens_are_counted_where_they_may_stand(shared: Path, name: str, citizens: int) -> None:
    (kept,) = read_invoices([HOSTILE / "xml" / f"{name}.xml"], TableChoices(), today=TODAY).rows
    assert kept.facts.evidence.citizens == citizens


WITHIN_A_GIGABYTE = """
import resource, sys
from datetime import date
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
from desktop.domain.errors import PlannerError
from desktop.domain.imports import TableChoices
from desktop.importing.invoices import read_invoices
for name in sys.argv[1:]:
    try:
        read_invoices([Path(name)], TableChoices(), today=date(2026, 11, 1))
    except PlannerError as trouble:
        print(type(trouble).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit for a process")
def test_everything_is_read_within_a_gigabyte(shared: Path) -> None:
    paths = [str(HOSTILE / row["file"]) for row in FILES]
    done = subprocess.run(
        [sys.executable, "-c", WITHIN_A_GIGABYTE, *paths],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-500:]
    assert set(done.stdout.split()) <= {"FileTrouble", "MappingTrouble"}
