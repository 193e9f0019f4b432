"""E-invoices: reading what they say, against bare lxml parsing and the textbook way of a robot"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from lxml import etree

from desktop.domain.cpr import PersonHasher
from desktop.domain.imports import TableChoices
from desktop.importing import archives, shared_work
from desktop.importing.einvoices import DocumentReader
from desktop.importing.invoices import read_invoices
from tests.bench import robot
from tests.bench.made_einvoices import made, sample_files, write_folder, write_zip
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
CORPUS = ROOT.parent / "shared" / "corpus" / "einvoices"
TODAY = date(2026, 11, 1)
ROUNDS = 21
LEAST_SECONDS = 1.0
"""A round reads the set as often as it takes; less is noise."""
MANY = 10_000
IN_MEMORY = 1_000

Row = Mapping[str, object]


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


def sets() -> list[tuple[str, list[bytes]]]:
    """What is read: name and files."""
    dice = random.Random(7)
    dialects = (OIOUBL_2, OIOUBL_3, PEPPOL)
    found = [
        ("made, as large as real ones", made(IN_MEMORY)),
        ("sample municipality", sample_files()),
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


def robots(files: list[bytes]) -> Callable[[], object]:
    """The peer over the files it can read."""
    return lambda: [robot.read(data) for data in files]


def robot_reads(data: bytes) -> bool:
    """Whether the robot gets through a document; it has no answer to a missing date or a damaged file."""
    try:
        return bool(robot.read(data).number)
    except (ValueError, etree.XMLSyntaxError, robot.DAMAGED):
        return False


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


def in_memory() -> list[Row]:
    """One row per set: against the floor, and against the robot over the files that it can read."""
    rows: list[Row] = []
    for name, files in sets():
        floor, whole = compared(bare(files), reading(files))
        common = [data for data in files[:200] if robot_reads(data)]
        ours, peer = compared(reading(common), robots(common))
        rows.append(
            {
                "set": name,
                "files": len(files),
                "MB": round(sum(map(len, files)) / 1e6, 2),
                "files/s": round(len(files) / whole),
                "MB/s": round(sum(map(len, files)) / 1e6 / whole),
                "ms/file": round(1000 * whole / len(files), 3),
                "x lxml parse": round(whole / floor, 2),
                "x robot's files/s": round(peer / ours, 1),
            }
        )
    return rows


def taking_turns(*works: Callable[[], object]) -> list[float]:
    """Processor seconds of the quietest of three runs of each."""
    best = [float("inf")] * len(works)
    for _ in range(3):
        for place, work in enumerate(works):
            start = time.process_time()
            work()
            best[place] = min(best[place], time.process_time() - start)
    return best


def only_bytes(path: Path) -> None:
    """The floor of an import: every file found and read, every entry inflated."""
    for found in archives.documents(path):
        if found.data is None:
            raise AssertionError(found.source)


def gained_by_two(path: Path) -> float | str:
    """How many times as fast two processes are; "" while others use the machine, when it means nothing."""
    if os.getloadavg()[0] > (os.cpu_count() or 1):
        return ""
    return round(by_the_clock(path, 1) / by_the_clock(path, 2), 2)


def by_the_clock(path: Path, processes: int) -> float:
    """Seconds of an import by one process or two."""
    usual = shared_work.WORTH_IT_FROM
    shared_work.WORTH_IT_FROM = 1 if processes == 2 else sys.maxsize
    try:
        start = time.perf_counter()
        read_invoices([path], TableChoices(), today=TODAY)
        return time.perf_counter() - start
    finally:
        shared_work.WORTH_IT_FROM = usual


def from_disk() -> list[Row]:
    """A folder and a ZIP: finding and reading the bytes, and the whole import."""
    rows: list[Row] = []
    files = made(MANY)
    megabytes = sum(map(len, files)) / 1e6
    folder = Path(tempfile.mkdtemp(prefix="ean-planner-bench-"))
    try:
        write_folder(files, folder / "fakturaer")
        write_zip(files, folder / "fakturaer.zip")
        del files
        for name in ("fakturaer", "fakturaer.zip"):
            path = folder / name
            floor, whole = taking_turns(
                partial(only_bytes, path), partial(read_invoices, [path], TableChoices(), today=TODAY)
            )
            rows.append(
                {
                    "set": f"{'ZIP' if path.is_file() else 'folder'} of {MANY:,} files",
                    "files": MANY,
                    "MB": round(megabytes, 2),
                    "files/s": round(MANY / whole),
                    "MB/s": round(megabytes / whole),
                    "ms/file": round(1000 * whole / MANY, 3),
                    "x reading the bytes": round(whole / floor, 2),
                    "two processes, x one (by the clock)": gained_by_two(path),
                }
            )
    finally:
        shutil.rmtree(folder)
    return rows


def main() -> list[Row]:
    """What is read in memory, then from the disk."""
    return [*in_memory(), *from_disk()]
