"""Does one letter's trouble stay its own, and is whatever lies in the folder whole?"""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from desktop import whole_file
from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import LetterFacts, LetterFault, LetterKind, TemplateFault, WrittenLetter
from desktop.domain.progress import Cancelled
from desktop.letters.batch import write_letters
from desktop.letters.catalogue import open_templates, templates
from desktop.letters.manifest import COLUMNS, ManifestPieces, manifest_csv
from desktop.letters.template import LetterTemplate
from tests.letters.samples import SHIPPED, SUPPLIER, facts, named, paragraphs_of, template

Templates = Mapping[LetterKind, LetterTemplate]


@pytest.fixture(scope="module")
def shipped() -> Templates:
    return open_templates(templates(SHIPPED))


def _manifest(path: Path | None) -> list[dict[str, str]]:
    assert path is not None
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))


def _no_sleep(seconds: float) -> None:
    """Waiting that takes no time."""


def test_a_folder_of_letters_and_the_list_of_them(shipped: Templates, tmp_path: Path) -> None:
    letters = [facts(kind, supplier=replace(SUPPLIER, number=str(n))) for n, kind in enumerate(LetterKind)]
    folder = tmp_path / "ny" / "mappe"
    result = write_letters(letters, shipped, folder)
    assert (result.failed, result.cancelled, result.manifest_fault) == ((), False, None)
    assert [letter.kind for letter in result.written] == list(LetterKind)
    rows = _manifest(result.manifest)
    assert tuple(rows[0]) == COLUMNS
    for letter, row in zip(result.written, rows, strict=True):
        assert row["Filnavn"] == letter.path.name
        assert row["Emne"] == Document(str(letter.path)).core_properties.title
        assert row["Skabelon"] == letter.kind.value
        assert row["Bølge"] == "2"
        shipped_file = SHIPPED / f"{letter.kind.value}.docx"
        assert row["Skabelonens kontrolsum"] == hashlib.sha256(shipped_file.read_bytes()).hexdigest()
        assert row["Adresse"] == "Østergade 12, 2. th., Baggården"
    assert len(list(folder.iterdir())) == len(letters) + 1


def test_a_fault_in_one_letter_stops_that_letter_only(shipped: Templates, tmp_path: Path) -> None:
    available: dict[LetterKind, LetterTemplate] = {
        kind: one for kind, one in shipped.items() if kind is not LetterKind.LEAVE_EAN
    }
    available[LetterKind.STAY_ON_ERP] = template("{{ leverandoer.navnn }}")
    letters = [
        facts(),
        facts(LetterKind.LEAVE_EAN),
        facts(LetterKind.STAY_ON_ERP),
        facts(new_ean=""),
        named("Vedr. 010160-5003"),
        facts(),
    ]
    result = write_letters(letters, available, tmp_path)
    assert [letter.position for letter in result.written] == [0, 5]
    assert [(letter.position, letter.fault) for letter in result.failed] == [
        (1, LetterFault.NO_TEMPLATE),
        (2, LetterFault.TEMPLATE),
        (3, LetterFault.MISSING_FACT),
        (4, LetterFault.CPR_IN_TEXT),
    ]
    error = result.failed[1].template_error
    assert error is not None
    assert (error.fault, error.name) == (TemplateFault.UNKNOWN_FIELD, "leverandoer.navnn")
    assert result.failed[2].missing == ("new_ean",)
    assert len(_manifest(result.manifest)) == 2


def test_no_cpr_number_reaches_the_disk(shipped: Templates, tmp_path: Path) -> None:
    party = replace(SUPPLIER, number="0101605003", email="010160-5003@x.example")
    result = write_letters([facts(supplier=party), named("Hans 010160-5003")], shipped, tmp_path)
    assert len(result.written) == 1
    for path in tmp_path.iterdir():
        assert "5003" not in path.name
        for text in (path.read_bytes(), "\n".join(_texts(path)).encode()):
            assert b"010160-5003" not in text
            assert b"0101605003" not in text


def _texts(path: Path) -> list[str]:
    return paragraphs_of(path.read_bytes()) if path.suffix == ".docx" else [path.read_text("utf-8-sig")]


def test_nothing_in_the_folder_is_ever_overwritten(shipped: Templates, tmp_path: Path) -> None:
    first = write_letters([facts(), facts()], shipped, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    second = write_letters([facts()], shipped, tmp_path)
    assert [letter.path.name for letter in (*first.written, *second.written)] == [
        "Tandlægehuset på Ærø ApS 10234.docx",
        "Tandlægehuset på Ærø ApS 10234 (2).docx",
        "Tandlægehuset på Ærø ApS 10234 (3).docx",
    ]
    assert {path: path.read_bytes() for path in before} == before
    assert second.manifest != first.manifest


def test_a_file_that_appears_meanwhile_is_not_overwritten(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = tmp_path / "Tandlægehuset på Ærø ApS 10234.docx"
    rendering = LetterTemplate.render_document

    def somebody_is_faster(self: LetterTemplate, context: Mapping[str, object]) -> Any:
        taken.write_bytes(b"theirs")
        return rendering(self, context)

    monkeypatch.setattr(LetterTemplate, "render_document", somebody_is_faster)
    result = write_letters([facts()], shipped, tmp_path)
    assert taken.read_bytes() == b"theirs"
    assert result.written[0].path.name == "Tandlægehuset på Ærø ApS 10234 (2).docx"


def test_cancelling_keeps_what_is_finished(shipped: Templates, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []

    def stop_after_two(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise Cancelled

    result = write_letters([facts() for _ in range(5)], shipped, tmp_path, stop_after_two)
    assert result.cancelled
    assert seen == [(0, 5), (1, 5), (2, 5)]
    assert len(result.written) == len(_manifest(result.manifest)) == 2
    for letter in result.written:
        assert Document(str(letter.path)).paragraphs
    assert len(list(tmp_path.iterdir())) == 3


def test_progress_ends_at_the_total(shipped: Templates, tmp_path: Path) -> None:
    seen: list[int] = []
    write_letters([facts(), facts()], shipped, tmp_path, lambda done, total: seen.append(done))
    assert seen == [0, 1, 2]


def _failing(monkeypatch: pytest.MonkeyPatch, error: OSError, *, times: int) -> list[int]:
    """Let giving a letter its name fail that many times, as a program that holds the file would."""
    real: Callable[[Path, Path], None] = whole_file._give_name
    calls: list[int] = []

    def give_name(temporary: Path, path: Path) -> None:
        if path.suffix == ".docx":
            calls.append(1)
            if len(calls) <= times:
                raise error
        real(temporary, path)

    monkeypatch.setattr(whole_file, "_give_name", give_name)
    return calls


def test_a_file_in_use_for_a_moment_is_waited_for(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = _failing(monkeypatch, PermissionError(13, "in use"), times=4)
    waited: list[float] = []
    result = write_letters([facts()], shipped, tmp_path, pause=waited.append)
    assert (len(result.written), len(calls)) == (1, 5)
    assert sum(waited) == pytest.approx(3.0)
    assert max(waited) <= 0.2


def test_a_file_that_stays_in_use_is_listed_and_the_others_written(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, PermissionError(13, "in use"), times=5)
    result = write_letters([facts(), facts()], shipped, tmp_path, pause=_no_sleep)
    assert [(letter.position, letter.fault) for letter in result.failed] == [(0, LetterFault.FILE_IN_USE)]
    assert [letter.position for letter in result.written] == [1]
    assert not list(tmp_path.glob("*.tmp~"))


def test_waiting_for_a_file_can_be_cancelled(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, PermissionError(13, "in use"), times=99)
    calls = 0

    def stop_while_waiting(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise Cancelled

    waited: list[float] = []
    result = write_letters([facts()], shipped, tmp_path, stop_while_waiting, pause=waited.append)
    assert result.cancelled
    assert sum(waited) < 1
    assert not list(tmp_path.glob("*.tmp~"))
    assert _manifest(result.manifest) == []


def test_a_full_disk_is_told_as_such(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _failing(monkeypatch, OSError(28, "no space"), times=1)
    result = write_letters([facts(), facts()], shipped, tmp_path)
    assert [letter.fault for letter in result.failed] == [LetterFault.DISK_FULL]
    assert len(result.written) == 1


def test_a_disk_without_hard_links_works_too(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links, raising=False)
    result = write_letters([facts(), facts()], shipped, tmp_path, pause=_no_sleep)
    assert [Document(str(letter.path)).paragraphs[0].text for letter in result.written] == [SUPPLIER.name] * 2


def test_a_folder_that_is_a_file_is_refused_before_the_first_letter(
    shipped: Templates, tmp_path: Path
) -> None:
    folder = tmp_path / "mappe"
    folder.write_text("x")
    with pytest.raises(FileTrouble) as caught:
        write_letters([facts()], shipped, folder)
    assert (caught.value.fault, caught.value.name) == (FileFault.NOT_A_FOLDER, "mappe")


def test_a_folder_too_deep_for_windows_is_refused_before_the_first_letter(
    shipped: Templates, tmp_path: Path
) -> None:
    with pytest.raises(FileTrouble) as caught:
        write_letters([facts()], shipped, tmp_path / ("x" * 120) / ("y" * 120))
    assert caught.value.fault is FileFault.PATH_TOO_LONG


def test_leftovers_of_a_killed_run_are_removed(shipped: Templates, tmp_path: Path) -> None:
    (tmp_path / "brev-77-123.tmp~").write_bytes(b"half")
    (tmp_path / "mit.tmp~").write_bytes(b"somebody's")
    write_letters([], shipped, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Brevliste.csv", "mit.tmp~"]


def test_a_list_whose_name_is_taken_meanwhile_is_whole_under_the_next(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is written in pieces, and the second try begins again."""
    real = whole_file._give_name

    def taken(temporary: Path, path: Path) -> None:
        if path.name == "Brevliste.csv":
            path.write_bytes(b"somebody's")
        real(temporary, path)

    monkeypatch.setattr(whole_file, "_give_name", taken)
    result = write_letters([facts(), facts()], shipped, tmp_path)
    assert result.manifest is not None
    assert result.manifest.name == "Brevliste (2).csv"
    assert len(result.manifest.read_text(encoding="utf-8-sig").splitlines()) == 3
    assert (tmp_path / "Brevliste.csv").read_bytes() == b"somebody's"


def test_the_list_in_pieces_is_the_list() -> None:
    letters = [(SUPPLIER, _letter(number)) for number in range(1_203)]
    pieces = ManifestPieces(lambda: iter(letters))
    assert len(list(pieces)) == 4
    assert b"".join(pieces) == manifest_csv(letters)
    assert manifest_csv(letters).count(b"\r\n") == 1_204


def _letter(number: int) -> WrittenLetter:
    return WrittenLetter(
        position=number,
        supplier_number=f"{number:06}",
        supplier_name="Klinik",
        kind=LetterKind.NEW_EAN,
        wave=None,
        folder=Path("ud"),
        file=f"Klinik {number}.docx",
        subject="Nyt EAN-nummer",
        template_sha256="0" * 64,
    )


def test_the_list_runs_no_formulas_and_keeps_one_line_a_letter(shipped: Templates, tmp_path: Path) -> None:
    names = ["=1+1", "+45", "-x", "@sum", "\uff1dx", "Semi;kolon", 'Citat"tegn', "To\nlinjer"]
    result = write_letters([named(name) for name in names], shipped, tmp_path)
    rows = _manifest(result.manifest)
    assert [row["Navn"] for row in rows] == [
        "'=1+1",
        "'+45",
        "'-x",
        "'@sum",
        "'\uff1dx",
        "Semi;kolon",
        'Citat"tegn',
        "To linjer",
    ]
    assert [row["CVR"] for row in rows] == ["12345674"] * len(names)


def test_letters_are_the_same_whoever_else_is_in_the_run(shipped: Templates, tmp_path: Path) -> None:
    alone = write_letters([facts()], shipped, tmp_path / "a").written[0].path
    many: list[LetterFacts] = [named("Bang & Olufsen"), facts(), named("A <B> ApS")]
    among = write_letters(many, shipped, tmp_path / "b").written[1].path
    assert paragraphs_of(alone.read_bytes()) == paragraphs_of(among.read_bytes())


def test_a_temporary_file_that_cannot_be_removed_does_not_undo_a_letter(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def held(self: Path, missing_ok: bool = False) -> None:
        if self.name.endswith(".tmp~"):
            raise PermissionError(13, "held by a virus scanner")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    result = write_letters([facts()], shipped, tmp_path)
    assert len(result.written) == 1
    assert result.failed == ()


def test_a_list_that_cannot_be_written_does_not_undo_the_letters(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = whole_file._give_name

    def no_lists(temporary: Path, path: Path) -> None:
        if path.suffix == ".csv":
            raise OSError(28, "no space")
        real(temporary, path)

    monkeypatch.setattr(whole_file, "_give_name", no_lists)
    result = write_letters([facts()], shipped, tmp_path)
    assert len(result.written) == 1
    assert (result.manifest, result.manifest_fault) == (None, LetterFault.DISK_FULL)
