"""E-invoices: reading what they say, against bare lxml parsing of the same bytes"""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from lxml import etree

from desktop.domain.cpr import PersonHasher
from desktop.importing.einvoices import DocumentReader
from tests.importing.ubl_making import (
    OIOUBL_2,
    OIOUBL_3,
    PEPPOL,
    cac,
    cbc,
    customer,
    document,
    line,
    party,
)

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "resources" / "sample"
CORPUS = ROOT.parent / "shared" / "corpus" / "einvoices"
TODAY = date(2026, 11, 1)
ROUNDS = 7
LEAST_SECONDS = 0.4
"""A round reads the set as often as it takes; less is noise."""


def collective(dialect: str, *, lines: int, dice: random.Random) -> bytes:
    """A pharmacy's collective invoice: every line names a citizen in one of the usual ways."""
    written = []
    for number in range(lines):
        born = f"{dice.randint(1, 28):02}{dice.randint(1, 12):02}{dice.randint(60, 67)}"
        citizen = f"{born}-{dice.randint(5, 8)}{dice.randint(0, 999):03}"
        inner = (
            cbc("Note", f"Vedr. {citizen}"),
            cac("Delivery/DeliveryParty", party("DK:CPR", citizen.replace("-", ""))),
            cac("DocumentReference", cbc("ID", citizen.replace("-", ""), "ARR")),
        )[number % 3]
        amount = f'<cbc:LineExtensionAmount currencyID="DKK">{number}.50</cbc:LineExtensionAmount>'
        written.append(line(amount + inner, name=f"Receptmedicin, varenr. {100000 + number}"))
    return document(
        cbc("Note", "Samleregning for måneden"),
        dialect=dialect,
        receiver=customer(),
        lines="".join(written),
    ).encode()


def sample_files() -> list[bytes]:
    """The sample municipality's e-invoices."""
    files = []
    for path in SAMPLE.glob("*.zip"):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
            files += [archive.read(name) for name in archive.namelist() if name.lower().endswith(".xml")]
    return files


def with_scans(files: list[bytes]) -> list[bytes]:
    """The same files, one in twenty with a 200 KB scan inside, as suppliers send them."""
    scan = cac(
        "Attachment", f"<cbc:EmbeddedDocumentBinaryObject>{'A' * 203_000}</cbc:EmbeddedDocumentBinaryObject>"
    )
    reference = cac("AdditionalDocumentReference", cbc("ID", "1"), scan).encode()
    party_of_sender = b"<cac:AccountingSupplierParty>"
    return [
        data if number % 20 else data.replace(party_of_sender, reference + party_of_sender, 1)
        for number, data in enumerate(files)
    ]


def sets() -> list[tuple[str, list[bytes]]]:
    """What is read: name and files."""
    dice = random.Random(7)
    dialects = (OIOUBL_2, OIOUBL_3, PEPPOL)
    found = [
        ("sample municipality", sample_files()),
        ("sample, 5 % with a scan", with_scans(sample_files())),
        ("collective, 40 lines", [collective(dialects[n % 3], lines=40, dice=dice) for n in range(30)]),
        ("collective, 2,000 lines", [collective(OIOUBL_2, lines=2_000, dice=dice)]),
    ]
    if CORPUS.is_dir():
        found.insert(0, ("public e-invoices", [path.read_bytes() for path in sorted(CORPUS.rglob("*.xml"))]))
    return found


def bare(files: list[bytes]) -> Callable[[], object]:
    """The floor: one parser with the reader's own settings, and nothing looked at."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )

    def parse() -> None:
        for data in files:
            try:
                etree.fromstring(data, parser)
            except etree.XMLSyntaxError:
                continue

    return parse


def reading(files: list[bytes]) -> Callable[[], object]:
    """The whole reader: facts, citizens, problems."""

    def read() -> None:
        reader = DocumentReader(PersonHasher(), today=TODAY)
        for data in files:
            reader.read(data, "faktura.xml")

    return read


def compared(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Processor seconds of both, the quietest of rounds that take turns.

    Returns:
        Seconds per run of each.
    """
    first()
    second()
    best = [float("inf"), float("inf")]
    for _ in range(ROUNDS):
        for place, work in enumerate((first, second)):
            runs, start = 0, time.process_time()
            while time.process_time() - start < LEAST_SECONDS / ROUNDS:
                work()
                runs += 1
            best[place] = min(best[place], (time.process_time() - start) / runs)
    return best[0], best[1]


def main() -> list[Mapping[str, object]]:
    """One row per set: files, their size, files per second, and the ratio to parsing alone."""
    rows: list[Mapping[str, object]] = []
    for name, files in sets():
        floor, whole = compared(bare(files), reading(files))
        rows.append(
            {
                "set": name,
                "files": len(files),
                "MB": round(sum(map(len, files)) / 1e6, 2),
                "files/s": round(len(files) / whole),
                "ms/file": round(1000 * whole / len(files), 3),
                "x lxml parse": round(whole / floor, 2),
            }
        )
    return rows
