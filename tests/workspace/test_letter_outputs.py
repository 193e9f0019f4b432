"""Does one run make everything that was asked for, and does a fault or a stop cost only what it must?"""

from __future__ import annotations

import email
import email.policy
import zipfile
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest

from desktop import whole_file
from desktop.domain.letter_outputs import LetterWishes, OutputFault, OutputKind, PdfTool, RunResult
from desktop.domain.progress import Cancelled, Progress, silent
from desktop.letters import pdf_tools
from desktop.texts import letter_outputs as texts
from desktop.workspace.letter_outputs import FOLDERS, is_address, write_everything
from desktop.workspace.operations import ChooseEan, ImportInvoices, ImportSuppliers
from desktop.workspace.session import Session
from tests.building import NEW_EAN, invoice, invoice_file, new_session, podiatrist, supplier_list

EVERYTHING = LetterWishes(joined=True, packages=(OutputKind.DIGITAL_POST, OutputKind.OPENPOSTBUD), mails=True)
BAD_ADDRESSES = ("", "ikke en adresse", "a@b.example, c@d.example", "a@b.example\nBcc: x@y.example")
needs_pdf = pytest.mark.skipif(
    not any(one.tool is PdfTool.LIBREOFFICE for one in pdf_tools.converters()),
    reason="no LibreOffice on this machine",
)


@pytest.fixture
def session() -> Session:
    """Five suppliers that get a letter; one with a name a spreadsheet would run and no CVR number."""
    rows = [
        replace(podiatrist(number), email=f"post{number}@klinik.example", number=f"000{number}")
        for number in range(1, 6)
    ]
    rows[1] = replace(rows[1], name="=1+1 Klinik", cvr="", email="")
    made = new_session()
    made.run(ImportSuppliers(supplier_list(*rows)))
    made.run(ImportInvoices(invoice_file([invoice(row, str(at)) for at, row in enumerate(rows)])))
    made.run(ChooseEan("new", new_ean=NEW_EAN))
    return made


def _write(session: Session, folder: Path, wishes: LetterWishes, progress: Progress = silent) -> RunResult:
    return write_everything(session, folder, wishes, progress=progress)


def test_nobody_to_write_to_leaves_no_list(session: Session, tmp_path: Path) -> None:
    wishes = LetterWishes(joined=True, pdf=True, packages=(OutputKind.DIGITAL_POST,), mails=True)
    entries = len(session.history())
    result = write_everything(session, tmp_path / "ud", wishes, recipients=())
    assert (result.outputs, result.letters.written, result.letters.manifest) == ((), (), None)
    assert not (tmp_path / "ud").exists()
    assert len(session.history()) == entries


def _everything_is_whole(folder: Path) -> None:
    """No half file and nothing temporary, wherever the run ended."""
    for path in folder.rglob("*"):
        assert "tmp" not in path.name
        if path.suffix in (".docx", ".xlsx", ".zip"):
            with zipfile.ZipFile(path) as archive:
                assert archive.testzip() is None
        elif path.suffix == ".pdf":
            assert path.read_bytes().rstrip().endswith(b"%%EOF")
        elif path.suffix == ".eml":
            assert _mail(path)["X-Unsent"] == "1"


def _listed(result: RunResult) -> set[Path | None]:
    """Every file that the run says it has written."""
    batch = result.letters
    letters = {*(one.path for one in batch.written), *(one.path for one in batch.joined)}
    return {*result.files(), *letters, batch.manifest}


def _mail(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_each_thing_lies_in_its_own_place(session: Session, tmp_path: Path) -> None:
    result = _write(session, tmp_path, EVERYTHING)
    letters = len(result.letters.written)
    assert letters == 5
    assert [one.kind for one in result.outputs] == [
        OutputKind.SPREADSHEET,
        OutputKind.DIGITAL_POST,
        OutputKind.OPENPOSTBUD,
        OutputKind.MAILS,
    ]
    for output in result.outputs[1:]:
        assert {path.parent.name for path in output.files} == {FOLDERS[output.kind]}
        assert len(output.positions) == 4
        assert [one.position for one in output.left] == [1] or output.kind is OutputKind.OPENPOSTBUD
    assert _listed(result) == {path for path in tmp_path.rglob("*") if path.is_file()}
    assert len(texts.told(result)) == len(result.outputs)
    assert not result.complete
    _everything_is_whole(tmp_path)


def test_the_excel_list_keeps_zeros_and_runs_nothing(session: Session, tmp_path: Path) -> None:
    (path,) = _write(session, tmp_path, LetterWishes()).outputs[0].files
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    heading, *rows = sheet.iter_rows(values_only=True)
    told = [dict(zip(heading, row, strict=True)) for row in rows]
    assert [row["Leverandørnr"] for row in told] == [f"000{number}" for number in range(1, 6)]
    assert told[1]["Navn"] == "=1+1 Klinik"
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_draft_has_the_letter_and_waits_to_be_sent(session: Session, tmp_path: Path) -> None:
    result = _write(session, tmp_path, LetterWishes(mails=True))
    made = result.outputs[-1]
    for path, position in zip(made.files, made.positions, strict=True):
        mail = _mail(path)
        letter = result.letters.written[position]
        assert (mail["To"], mail["Subject"]) == (f"post{position + 1}@klinik.example", letter.subject)
        (attached,) = mail.iter_attachments()
        assert attached.get_filename() == letter.file
        assert attached.get_payload(decode=True) == letter.path.read_bytes()


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_a_letter_is_never_mailed_to_two_or_to_no_address(address: str) -> None:
    assert not is_address(address)


def _stopping(after: int) -> Progress:
    left = iter(range(after))

    def report(done: int, total: int) -> None:
        del done, total
        if next(left, None) is None:
            raise Cancelled

    return report


def test_stopping_keeps_what_is_finished_at_every_moment(session: Session, tmp_path: Path) -> None:
    seen = 0

    def count(done: int, total: int) -> None:
        del done, total
        nonlocal seen
        seen += 1

    _write(session, tmp_path / "all", EVERYTHING, count)
    for stop in range(0, seen, 3):
        folder = tmp_path / str(stop)
        result = _write(session, folder, EVERYTHING, _stopping(stop))
        assert result.cancelled
        _everything_is_whole(folder)
        assert all(path.exists() for path in result.files())
        assert _listed(result) == {path for path in folder.rglob("*") if path.is_file()}


def test_progress_never_goes_back_and_ends_within_the_total(session: Session, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    _write(session, tmp_path, EVERYTHING, lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert all(0 <= done <= total for done, total in seen)


def test_a_full_disk_costs_one_output_and_is_told(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = whole_file.write_new

    def full(path: Path, *arguments: object, **more: object) -> None:
        if path.suffix == ".zip":
            raise OSError(28, "full")
        real(path, *arguments, **more)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr("desktop.letters.out_folder.write_new", full)
    result = _write(session, tmp_path, EVERYTHING)
    faults = {one.kind: one.fault for one in result.outputs}
    assert faults.pop(OutputKind.DIGITAL_POST) is OutputFault.DISK_FULL
    assert set(faults.values()) == {None}
    assert len(result.letters.written) == 5
    _everything_is_whole(tmp_path)


def test_a_folder_that_is_a_file_costs_that_output(session: Session, tmp_path: Path) -> None:
    (tmp_path / FOLDERS[OutputKind.MAILS]).write_text("i vejen", encoding="utf-8")
    result = _write(session, tmp_path, EVERYTHING)
    assert [one.kind for one in result.outputs if one.fault] == [OutputKind.MAILS]


def test_without_a_program_for_pdf_the_rest_is_made(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_tools, "converters", lambda: iter(()))
    result = _write(session, tmp_path, replace(EVERYTHING, pdf=True))
    faults = {one.kind: one.fault for one in result.outputs}
    assert faults.pop(OutputKind.PDF) is OutputFault.NO_PDF_TOOL
    assert set(faults.values()) == {None}
    assert not (tmp_path / FOLDERS[OutputKind.PDF]).exists()


@needs_pdf
def test_the_pdf_is_what_goes_out_when_there_is_one(session: Session, tmp_path: Path) -> None:
    result = _write(session, tmp_path, replace(EVERYTHING, pdf=True))
    made = {one.kind: one for one in result.outputs}
    assert made[OutputKind.PDF].positions == (0, 1, 2, 3, 4)
    with zipfile.ZipFile(made[OutputKind.DIGITAL_POST].files[0]) as archive:
        endings = sorted(Path(name).suffix for name in archive.namelist())
    assert endings == [".csv", *[".pdf"] * 4]
    (attached,) = _mail(made[OutputKind.MAILS].files[0]).iter_attachments()
    assert attached.get_content_type() == "application/pdf"
