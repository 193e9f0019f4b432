"""Do two processes that share an import give what one gives, keep CPR numbers in, and end when told?"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from datetime import date
from multiprocessing.reduction import ForkingPickler
from pathlib import Path

import pytest

from desktop.domain.cpr import PersonHasher
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.imports import InvoiceImport, TableChoices
from desktop.domain.progress import Cancelled, Progress, silent
from desktop.importing import shared_work
from desktop.importing.archives import BLOCK, Share, documents
from desktop.importing.document_numbers import DocumentNumbers
from desktop.importing.einvoices import DocumentReader
from desktop.importing.invoices import read_invoices
from tests.importing.making import ANNA, BENT, TODAY, dashed, leaks, zip_of
from tests.importing.ubl_making import about, cbc, document

COUNT = 2 * BLOCK + 20


def entries() -> dict[str, bytes]:
    """More than two blocks; the first document's number is a citizen's, and the last one refers to it."""
    files = {f"{number:04}.xml": document(number=f"A-{number}").encode() for number in range(COUNT)}
    files["0000.xml"] = document(cbc("Note", f"Vedr. {dashed(ANNA)}"), number=ANNA).encode()
    files["0001.xml"] = b"<ikke hel"
    files["0002.txt"] = b"tekst"
    files["0003.zip"] = zip_of({"a.xml": document(number="inde").encode()})
    files[f"{COUNT}.xml"] = document(about(ANNA), about(BENT), kind="CreditNote", number="K-1").encode()
    return files


def in_zip(folder: Path) -> Path:
    path = folder / "fakturaer.zip"
    path.write_bytes(zip_of(entries()))
    return path


def in_folder(folder: Path) -> Path:
    for name, data in entries().items():
        (folder / "fakturaer" / name[:3]).mkdir(parents=True, exist_ok=True)
        (folder / "fakturaer" / name[:3] / name).write_bytes(data)
    return folder / "fakturaer"


def read(path: Path, progress: Progress = silent) -> InvoiceImport:
    return read_invoices([path], TableChoices(), progress, today=TODAY)


@pytest.fixture
def shared_from_the_first(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Two processes whatever the machine and the size; tells how often they were asked."""
    asked: list[int] = []
    real = shared_work.read_shared

    def counted(
        path: Path, numbers: DocumentNumbers, progress: Progress, *, total: int, today: date
    ) -> object:
        asked.append(total)
        return real(path, numbers, progress, total=total, today=today)

    monkeypatch.setattr(shared_work, "read_shared", counted)
    monkeypatch.setattr(shared_work, "WORTH_IT_FROM", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    return asked


@pytest.mark.parametrize("made", [in_zip, in_folder])
def test_two_give_what_one_gives(
    tmp_path: Path, made: Callable[[Path], Path], request: pytest.FixtureRequest
) -> None:
    path = made(tmp_path)
    alone = read(path)
    asked = request.getfixturevalue("shared_from_the_first")
    seen: list[tuple[int, int]] = []
    together = read(path, lambda done, total: seen.append((done, total)))
    assert len(asked) == 1
    assert together == alone
    assert len(together.rows) > COUNT - 3
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert leaks(together, ANNA, BENT) == []
    credit_note = together.rows[-1].facts
    assert credit_note.matches[0] == next(
        row.facts.invoice_no for row in together.rows if row.facts.source.endswith("0000.xml")
    )
    assert multiprocessing.active_children() == []


def test_no_number_crosses_the_border() -> None:
    numbers = DocumentNumbers()
    reader = DocumentReader(PersonHasher(), today=TODAY, numbers=numbers)
    files = [data for name, data in entries().items() if name in ("0000.xml", f"{COUNT}.xml")]
    results = [reader.read(data, "x.xml") for data in files]
    sent = bytes(ForkingPickler.dumps((results, numbers.fresh())))
    for number in (ANNA, BENT, dashed(ANNA), dashed(BENT)):
        assert number.encode() not in sent
    assert leaks(vars(numbers), ANNA, BENT) == []


def test_numbers_that_meet_from_two_processes_stay_apart() -> None:
    key = b"k" * 32
    rows, signed = [], []
    for number in (ANNA, BENT):
        there = DocumentNumbers(key)
        reader = DocumentReader(PersonHasher(), today=TODAY, numbers=there)
        result = reader.read(document(number=number).encode(), "x.xml")
        assert result.row is not None
        rows.append(result.row)
        signed.append(there.fresh())
    assert rows[0].facts.invoice_no == rows[1].facts.invoice_no
    here = DocumentNumbers(key)
    kept = [here.taken_over([row], fresh)[0] for row, fresh in zip(rows, signed, strict=True)]
    assert kept[0].facts.invoice_no != kept[1].facts.invoice_no
    again = here.taken_over([rows[1]], signed[1])[0]
    assert again == kept[1]


def test_shares_are_the_whole(tmp_path: Path) -> None:
    path = in_zip(tmp_path)
    whole = [found.source for found in documents(path)]
    parts = [{found.source for found in documents(path, Share(number, 2))} for number in range(2)]
    assert parts[0].isdisjoint(parts[1])
    assert parts[0] | parts[1] == set(whole)


def test_a_stop_ends_the_workers(tmp_path: Path, shared_from_the_first: list[int]) -> None:
    def stop(done: int, total: int) -> None:
        if multiprocessing.active_children():
            raise Cancelled

    with pytest.raises(Cancelled):
        read(in_zip(tmp_path), stop)
    assert multiprocessing.active_children() == []


def test_a_lost_worker_is_made_up_for(tmp_path: Path, shared_from_the_first: list[int]) -> None:
    def kill(done: int, total: int) -> None:
        for worker in multiprocessing.active_children():
            worker.kill()

    found = read(in_zip(tmp_path), kill)
    assert len(found.rows) > COUNT - 3
    assert multiprocessing.active_children() == []


def test_an_archive_that_cannot_be_trusted_is_told_by_a_worker(
    tmp_path: Path, shared_from_the_first: list[int]
) -> None:
    path = tmp_path / "bomber.zip"
    path.write_bytes(zip_of({f"{number}.xml": b"<a>" + b" " * 900_000 for number in range(30)}))
    with pytest.raises(FileTrouble) as caught:
        read(path)
    assert caught.value.fault is FileFault.TOO_LARGE
    assert multiprocessing.active_children() == []
