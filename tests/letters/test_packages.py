"""Can a system for Digital Post take the packages in, and does OpenPostbud get the very letters we wrote?"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.cpr import contains_cpr
from desktop.domain.formulas import guarded, runs, unguarded
from desktop.domain.imports import TableChoices
from desktop.domain.letter_outputs import OutputFault, OutputNote
from desktop.domain.letters import LetterFacts, LetterKind
from desktop.importing.cells import one_line
from desktop.letters import packages
from desktop.letters.batch import write_letters
from desktop.letters.catalogue import open_templates, templates
from desktop.letters.manifest import COLUMNS, cell
from desktop.letters.out_folder import OutFolder
from desktop.letters.packages import Posting, digital_post, openpostbud, usable_cvr
from desktop.letters.template import LetterTemplate
from desktop.workspace.importing import read_suppliers
from tests.letters.samples import SENDER, SHIPPED, SUPPLIER, bare_facts, facts, template

Templates = Mapping[LetterKind, LetterTemplate]
FLAT_KINDS = [kind for kind in LetterKind if kind is not LetterKind.REJECTED]
NEVER_ISSUED = "010160-5003"


@pytest.fixture(scope="module")
def shipped() -> Templates:
    return open_templates(templates(SHIPPED))


def _postings(letters: list[LetterFacts], opened: Templates, folder: Path) -> list[Posting]:
    run = write_letters(letters, opened, folder)
    assert not run.failed
    return [Posting(one, letters[one.position], one.path) for one in run.written]


def _nothing() -> None:
    """Nobody watches."""


def _to(cvr: str, name: str = "Klinik", **more: Any) -> LetterFacts:
    return facts(supplier=replace(SUPPLIER, cvr=cvr, name=name), **more)


def _rows(data: bytes, delimiter: str) -> Iterator[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter)


# -------------------------------------------------------------------------------------------- plain ZIP


def test_the_zip_holds_each_letter_under_its_cvr_number_and_a_list(
    shipped: Templates, tmp_path: Path
) -> None:
    letters = [_to("12345674", "A/S Æble"), _to("DK 25 31 37 63", "B"), _to("12345674", "A/S Æble")]
    postings = _postings(letters, shipped, tmp_path)
    made = digital_post(postings, OutFolder(tmp_path / "ud"), _nothing)
    assert (made.fault, made.left, made.positions) == (None, (), (0, 1, 2))
    assert made.notes == (OutputNote.WORD_FILES,)
    (path,) = made.files
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        rows = list(_rows(archive.read("Modtagere.csv"), ";"))
        assert tuple(rows[0]) == COLUMNS
        for row, one in zip(rows, postings, strict=True):
            assert row["Filnavn"].startswith(row["CVR"])
            assert archive.read(row["Filnavn"]) == one.document.read_bytes()
    assert [row["CVR"] for row in rows] == ["12345674", "25313763", "12345674"]
    assert len({name.casefold() for name in names}) == 4
    assert not any(map(contains_cpr, names))


def test_who_has_no_cvr_number_stands_apart_with_what_to_do(shipped: Templates, tmp_path: Path) -> None:
    cvrs = ["12345674", "", "1234567", "00000000", "ukendt", "SE123456", NEVER_ISSUED]
    clean = [_to("", f"Firma {place}") for place in range(len(cvrs))]
    # No letter with a CPR number is ever written; the package must not rely on that.
    postings = [
        replace(one, facts=_to(cvr, one.facts.supplier.name))
        for one, cvr in zip(_postings(clean, shipped, tmp_path), cvrs, strict=True)
    ]
    made = digital_post(postings, OutFolder(tmp_path / "ud"), _nothing)
    assert made.positions == (0,)
    assert [(one.position, one.fault) for one in made.left] == [
        (place, OutputFault.NO_CVR) for place in range(1, len(cvrs))
    ]
    listed = next(path for path in made.files if path.suffix == ".csv")
    rows = list(_rows(listed.read_bytes(), ";"))
    assert [row["Navn"] for row in rows] == [f"Firma {place}" for place in range(1, len(cvrs))]
    assert all("CVR" in row["Hvad gør I?"] for row in rows)
    assert NEVER_ISSUED.replace("-", "") not in listed.read_text("utf-8").replace("-", "")


def test_large_letters_are_split_told_and_left_out(
    shipped: Templates, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postings = _postings([_to("12345674", f"Firma {n}") for n in range(4)], shipped, tmp_path)
    sizes = [one.document.stat().st_size for one in postings]
    postings[3].document.write_bytes(b"x" * (max(sizes) * 3))
    monkeypatch.setattr(packages, "_MOST_ZIP_BYTES", max(sizes) * 2)
    monkeypatch.setattr(packages, "MOST_DIGITAL_BYTES", max(sizes) * 2)
    monkeypatch.setattr(packages, "MOST_PRINTED_BYTES", min(sizes) - 1)
    made = digital_post(postings, OutFolder(tmp_path / "ud"), _nothing)
    assert [(one.position, one.fault) for one in made.left] == [(3, OutputFault.TOO_LARGE)]
    assert OutputNote.OVER_PRINT_LIMIT in made.notes
    assert len(made.files) == 2
    assert made.positions == (0, 1, 2)


@given(st.text("0123456789DKdk .-", max_size=14))
def test_what_is_sent_to_is_eight_digits_and_never_more(text: str) -> None:
    found = usable_cvr(text)
    assert found == "" or (len(found) == 8 and found.isdigit() and len(set(found)) > 1)


# ------------------------------------------------------------------------------------------ OpenPostbud


def _words(data: bytes | Path) -> list[str]:
    document = Document(io.BytesIO(data) if isinstance(data, bytes) else str(data))
    tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    header = [one.text for section in document.sections for one in section.header.paragraphs]
    footer = [one.text for section in document.sections for one in section.footer.paragraphs]
    return [one.text for one in document.paragraphs] + tables + header + footer


def _merged(document: Path, row: Mapping[str, str]) -> bytes:
    """As OpenPostbud does it: every column is a field."""
    made = DocxTemplate(document)
    made.render(dict(row), autoescape=True)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", FLAT_KINDS)
def test_openpostbud_makes_the_letters_that_we_wrote(
    kind: LetterKind, shipped: Templates, tmp_path: Path
) -> None:
    full = facts(kind, old_eans=("5790000000012", "5790000000029"), waves=())
    bare = bare_facts(kind, "Klinik & Søn, Ærø")
    letters = [full, replace(bare, sender=SENDER, supplier=replace(bare.supplier, cvr="25313763"))]
    postings = _postings(letters, shipped, tmp_path)
    made = openpostbud(postings, shipped, OutFolder(tmp_path / "ud"), _nothing)
    if not made.files:
        assert {one.fault for one in made.left} == {OutputFault.NOT_FLAT}
        assert any(path.startswith("boelge") for path in shipped[kind].paths)
        return
    assert (made.left, made.fault, made.positions) == ((), None, (0, 1))
    document, table = made.files
    rows = list(_rows(table.read_bytes(), ","))
    assert list(rows[0])[:2] == ["Memo Modtager", "Memo Label"]
    assert [row["Memo Modtager"] for row in rows] == ["12345674", "25313763"]
    for row, one in zip(rows, postings, strict=True):
        assert row["Memo Label"] == one.letter.subject
        assert _words(_merged(document, row)) == _words(one.document)


def test_a_letter_with_a_table_of_invoices_goes_another_way(shipped: Templates, tmp_path: Path) -> None:
    postings = _postings([facts(LetterKind.REJECTED)], shipped, tmp_path)
    made = openpostbud(postings, shipped, OutFolder(tmp_path / "ud"), _nothing)
    assert made.files == ()
    assert [one.fault for one in made.left] == [OutputFault.NOT_FLAT]


def test_a_tag_that_word_has_split_is_still_a_tag(tmp_path: Path) -> None:
    split = template("{{ leverandoer.navn }} {% if antal_samleregninger > 1 %}flere{% endif %}")
    body = split.data
    broken = _with_split_tag(body)
    opened = {LetterKind.NEW_EAN: LetterTemplate(broken, "delt.docx")}
    postings = _postings([facts(supplier=SUPPLIER)], opened, tmp_path)
    made = openpostbud(postings, opened, OutFolder(tmp_path / "ud"), _nothing)
    document, table = made.files
    (row,) = _rows(table.read_bytes(), ",")
    assert f"{SUPPLIER.name} flere" in _words(_merged(document, row))


def _with_split_tag(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                border = b'</w:t></w:r><w:proofErr w:type="x"/><w:r><w:t xml:space="preserve">'
                changed = content.replace(b"leverandoer.navn", b"leveran" + border + b"doer.navn")
                changed = changed.replace(b"{{ lev", b"{" + border + b"{ lev")
                assert changed != content
                content = changed
            target.writestr(name, content)
    return out.getvalue()


def test_no_cell_of_openpostbuds_table_is_run_by_a_spreadsheet(shipped: Templates, tmp_path: Path) -> None:
    sender = replace(SENDER, phone="+45 99 99 99 00")
    letters = [
        facts(sender=sender, supplier=replace(SUPPLIER, name=name))
        for name in ("Klinik", "=1+1", "@klinik", "-klinik")
    ]
    postings = _postings(letters, shipped, tmp_path)
    made = openpostbud(postings, shipped, OutFolder(tmp_path / "ud"), _nothing)
    assert [(one.position, one.fault) for one in made.left] == [
        (place, OutputFault.NOT_FLAT) for place in (1, 2, 3)
    ]
    document, table = made.files
    (row,) = _rows(table.read_bytes(), ",")
    assert not any(map(runs, row.values()))
    assert any("+45 99 99 99 00" in text for text in _words(_merged(document, row)))


def test_no_cpr_number_is_a_receiver_or_in_a_row(shipped: Templates, tmp_path: Path) -> None:
    clean = _postings([_to("12345674", "Firma") for _ in range(3)], shipped, tmp_path)
    named = _to("12345674", f"Firma {NEVER_ISSUED}")
    postings = [clean[0], replace(clean[1], facts=_to(NEVER_ISSUED)), replace(clean[2], facts=named)]
    made = openpostbud(postings, shipped, OutFolder(tmp_path / "ud"), _nothing)
    assert [(one.position, one.fault) for one in made.left] == [
        (1, OutputFault.NO_CVR),
        (2, OutputFault.CPR),
    ]
    tables = [path.read_bytes().decode("utf-8-sig") for path in made.files if path.suffix == ".csv"]
    assert len(tables) == 2
    assert not any(NEVER_ISSUED in table or NEVER_ISSUED.replace("-", "") in table for table in tables)


# --------------------------------------------------------------------------------------------- formulas

_AWKWARD = st.text(st.sampled_from("=+-@'\t\r\n\0 \xa0\uff1d\uff0b\uff0d\uff20aæ1;,\""), max_size=8)


@given(_AWKWARD)
def test_guarding_loses_nothing_and_no_spreadsheet_runs_it(text: str) -> None:
    assert not runs(guarded(text))
    assert unguarded(guarded(text)) == text


@given(_AWKWARD)
def test_what_our_lists_write_our_import_reads_back(text: str) -> None:
    line = " ".join(text.replace("\0", "").split())
    written = cell(line)
    assert not runs(written)
    assert one_line(written)[0] == line


def test_a_list_of_letters_imported_again_gives_the_names_as_they_were(
    shipped: Templates, tmp_path: Path
) -> None:
    names = ["=1+1 ApS", "+45 Klinik", "-x", "@sum(A1)", "'=1+1", "'s-Hertogenbosch ApS", "\uff1dHYPERLINK"]
    numbers = [f"000{place}" for place in range(1, len(names) + 1)]
    suppliers = [
        replace(SUPPLIER, name=name, number=number) for name, number in zip(names, numbers, strict=True)
    ]
    run = write_letters([facts(supplier=one) for one in suppliers], shipped, tmp_path)
    assert run.manifest is not None
    read = read_suppliers([run.manifest], TableChoices())
    assert [row.facts.name for row in read.rows] == names
    assert [row.facts.number for row in read.rows] == numbers
