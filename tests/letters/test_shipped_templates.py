"""Are the templates we ship whole, accessible, safe to edit, and exactly what the generator makes?"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument

from desktop.domain.cpr import contains_cpr
from desktop.domain.letter_preview import PreviewKind
from desktop.domain.letters import ABOUT_THE_PLAN, REMINDERS, LetterKind, LetterWave
from desktop.letters.catalogue import open_templates, templates
from desktop.letters.fields import letter_context
from desktop.letters.preview import blocks
from desktop.letters.template import LetterTemplate
from tests.letters.samples import (
    ERP_EAN,
    NEW_EAN,
    OLD_EAN,
    REJECTED,
    SECOND_OLD_EAN,
    SHIPPED,
    bare_facts,
    facts,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REPOSITORY = SHIPPED.parents[1]
# Whole sentences and lines, so that a gap where a fact is missing shows.
_LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|None|  | \.| ,|\(\)|fra[.,]|,,|\.\.")

every_kind = pytest.mark.parametrize("kind", LetterKind)


def _word(kind: LetterKind) -> WordDocument:
    return Document(str(SHIPPED / f"{kind.value}.docx"))


def _text(kind: LetterKind, **changes: Any) -> str:
    """The letter as it reads, cells and all."""
    made = LetterTemplate.load(SHIPPED / f"{kind.value}.docx").render(letter_context(facts(kind, **changes)))
    return _read(made)


def _read(made: bytes) -> str:
    lines = []
    for block in blocks(made):
        lines += [block.text] if not block.rows else []
        lines += ["".join(run.text for run in cell) for row in block.rows for cell in row]
    return "\n".join(lines)


def test_the_generator_makes_exactly_what_is_shipped(tmp_path: Path) -> None:
    path = os.pathsep.join((str(_REPOSITORY), str(_REPOSITORY / "packaging")))
    environment = {**os.environ, "PYTHONPATH": path}
    command = [sys.executable, "-m", "letters.build", str(tmp_path)]
    subprocess.run(command, check=True, env=environment, cwd=tmp_path, capture_output=True)
    made = sorted(path.name for path in tmp_path.iterdir())
    assert made == sorted(path.name for path in SHIPPED.iterdir())
    for name in made:
        if name.endswith(".docx"):
            assert (tmp_path / name).read_bytes() == (SHIPPED / name).read_bytes(), name
        else:
            # A checkout on Windows may have other line ends.
            assert (tmp_path / name).read_text("utf-8") == (SHIPPED / name).read_text("utf-8"), name


@every_kind
def test_the_description_fits_the_word_file(kind: LetterKind) -> None:
    (info,) = (info for info in templates(SHIPPED) if info.kind is kind)
    opened = open_templates((info,))[kind]
    assert info.fields == tuple(sorted(opened.paths))
    assert info.sha256 == opened.sha256
    assert info.title == _word(kind).core_properties.title
    assert info.audience
    assert info.when
    assert tomllib.loads(info.path.with_suffix(".toml").read_text("utf-8"))["title"] == info.title


@every_kind
def test_every_field_is_one_that_letters_have(kind: LetterKind) -> None:
    opened = LetterTemplate.load(SHIPPED / f"{kind.value}.docx")
    assert opened.unknown_fields(letter_context(facts(kind))) == ()


@every_kind
def test_the_language_is_danish_throughout(kind: LetterKind) -> None:
    word = _word(kind)
    language = word.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    assert language.get(f"{_W}val") == "da-DK"
    assert word.settings.element.find(f"{_W}themeFontLang").get(f"{_W}val") == "da-DK"
    assert word.core_properties.language == "da-DK"
    assert not [lang for lang in word.element.iter(f"{_W}lang") if lang.get(f"{_W}val") != "da-DK"]


@every_kind
def test_tables_have_a_header_row_and_a_name(kind: LetterKind) -> None:
    tables = _word(kind).tables
    assert tables
    for table in tables:
        element: Any = table._tbl
        assert element.tr_lst[0].find(f"{_W}trPr/{_W}tblHeader") is not None
        assert element.tblPr.find(f"{_W}tblCaption").get(f"{_W}val")
        assert all(cell.text for cell in table.rows[0].cells)


@every_kind
def test_every_picture_has_an_alternative_text(kind: LetterKind) -> None:
    pictures = list(_word(kind).sections[0].first_page_header.part.element.iter("{*}docPr"))
    assert [picture.get("descr") for picture in pictures] == ["Kommunens logo"]


@every_kind
def test_headings_are_headings_and_in_order(kind: LetterKind) -> None:
    made = LetterTemplate.load(SHIPPED / f"{kind.value}.docx").render(letter_context(facts(kind)))
    levels = [block.level for block in blocks(made) if block.kind is PreviewKind.HEADING]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_kind
def test_the_paper_is_a4_and_the_address_stands_in_the_window(kind: LetterKind) -> None:
    word = _word(kind)
    section = word.sections[0]
    assert (section.page_width, section.page_height) == (7_560_310, 10_692_130)
    frames = [paragraph._p.find(f"{_W}pPr/{_W}framePr") for paragraph in word.paragraphs]
    receiver: Any = next(frame for frame in frames if frame is not None)
    millimetres = {name: int(receiver.get(_W + name)) * 25.4 / 1440 for name in ("x", "y", "w", "h")}
    assert 19.5 <= millimetres["x"] <= 20.5
    assert 45 <= millimetres["y"] <= 55
    assert 80 <= millimetres["w"] <= 90
    assert millimetres["y"] + millimetres["h"] <= 90
    assert receiver.get(f"{_W}hAnchor") == receiver.get(f"{_W}vAnchor") == "page"


@every_kind
def test_both_footers_count_pages_and_say_whom_to_ask(kind: LetterKind) -> None:
    section = _word(kind).sections[0]
    assert section.different_first_page_header_footer
    for footer in (section.first_page_footer, section.footer):
        instructions = [(text.text or "").strip() for text in footer.part.element.iter(f"{_W}instrText")]
        assert instructions == ["PAGE", "NUMPAGES"]
        assert "kommune.telefon" in footer.paragraphs[0].text


@every_kind
def test_no_paragraph_is_empty_but_the_one_word_demands(kind: LetterKind) -> None:
    made = LetterTemplate.load(SHIPPED / f"{kind.value}.docx").render(letter_context(facts(kind)))
    assert [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs if not paragraph.text] == []


@every_kind
def test_a_letter_with_little_told_reads_without_gaps(kind: LetterKind) -> None:
    made = LetterTemplate.load(SHIPPED / f"{kind.value}.docx").render(letter_context(bare_facts(kind)))
    assert _LEFTOVERS.findall(_read(made)) == []


@every_kind
@pytest.mark.parametrize("collective", [0, 1, 14])
@pytest.mark.parametrize("dates", [{}, {"first_date": None}, {"last_old_date": None}])
@pytest.mark.parametrize("old", [(), (OLD_EAN,), (OLD_EAN, SECOND_OLD_EAN), (ERP_EAN,)])
def test_a_letter_reads_without_gaps_whatever_is_told(
    kind: LetterKind, collective: int, dates: dict[str, Any], old: tuple[str, ...]
) -> None:
    # Nobody is asked to leave a number that is not known.
    eans = old or ((OLD_EAN,) if kind is LetterKind.LEAVE_EAN else ())
    text = _text(kind, collective_invoices=collective, most_citizens=2 * collective, old_eans=eans, **dates)
    assert _LEFTOVERS.findall(text) == []
    assert not contains_cpr(text)


_NEW = (LetterKind.NEW_EAN, LetterKind.NEW_EAN_ONE_PER_CITIZEN)


@pytest.mark.parametrize("kind", _NEW)
def test_a_new_ean_letter_says_what_must_be_said(kind: LetterKind) -> None:
    text = _text(kind, old_eans=(OLD_EAN, SECOND_OLD_EAN))
    for wanted in (OLD_EAN, SECOND_OLD_EAN, NEW_EAN, "1. marts 2027", "28. februar 2027", "Mette Eksempel"):
        assert wanted in text
    for wanted in ("kreditnota", "rykker", "DK:CPR", "130", "ARR", "Peppol", "OIOUBL 3", "Fakturablanket"):
        assert wanted.lower() in text.lower()


@pytest.mark.parametrize("kind", [LetterKind.NEW_EAN_ONE_PER_CITIZEN, LetterKind.ONE_PER_CITIZEN])
def test_who_sends_collective_invoices_is_told_what_was_seen(kind: LetterKind) -> None:
    assert "14 samleregninger fra jer, den største med 37 borgere." in _text(kind)
    assert "én samleregning fra jer, med 2 borgere." in _text(kind, collective_invoices=1, most_citizens=2)
    assert "Vi har set" not in _text(kind, collective_invoices=0, most_citizens=0)


def test_who_keeps_the_number_is_told_which_it_is() -> None:
    assert NEW_EAN in _text(LetterKind.ONE_PER_CITIZEN, old_eans=())


def test_who_leaves_is_told_where_to() -> None:
    text = _text(LetterKind.LEAVE_EAN)
    assert f"Ret EAN-nummeret på Eksempelby Kommune i jeres fakturaprogram til {ERP_EAN}." in text
    assert "Kontakt os, før I sender den næste faktura." in _text(LetterKind.LEAVE_EAN, erp_ean="")


def test_a_pharmacy_is_told_to_move_only_when_it_must() -> None:
    assert "skal til et andet EAN-nummer" in _text(LetterKind.STAY_ON_ERP)
    stays = _text(LetterKind.STAY_ON_ERP, old_eans=(ERP_EAN,))
    assert "I skal ikke ændre noget" in stays
    assert "Som nu" in stays
    assert f"Send ikke samleregninger til {NEW_EAN}." in stays


def test_a_pharmacy_that_must_leave_is_not_told_two_things_about_one_number() -> None:
    text = _text(LetterKind.STAY_ON_ERP, old_eans=(NEW_EAN,))
    assert "Det gamle nummer kan I bruge til og med 28. februar 2027." in text
    assert "Send ikke samleregninger til" not in text


@pytest.mark.parametrize("kind", REMINDERS)
def test_a_reminder_says_the_same_as_the_letter_and_when_that_was(kind: LetterKind) -> None:
    text = _text(kind, old_eans=(OLD_EAN, SECOND_OLD_EAN))
    for wanted in (OLD_EAN, SECOND_OLD_EAN, NEW_EAN, "1. december 2026", "1. marts 2027", "28. februar 2027"):
        assert wanted in text
    for wanted in ("Kreditnotaer og rykkere", "DK:CPR", "ARR", "Mette Eksempel"):
        assert wanted in text
    assert "Vi skrev til jer" in _text(kind, earlier_date=None)


def test_each_rejected_document_has_its_reason_and_what_to_do() -> None:
    text = _text(LetterKind.REJECTED)
    for document in REJECTED:
        assert f"{document.number} af 4. marts 2027" in text
    for wanted in ("Send én faktura for hver borger.", "Send den igen til det rigtige EAN-nummer.", NEW_EAN):
        assert wanted in text


def test_a_confirmation_names_the_invoice_that_was_seen() -> None:
    assert "Vi har modtaget jeres faktura af 4. marts 2027" in _text(LetterKind.CONFIRMATION)
    assert "noteret, at I bruger" in _text(LetterKind.CONFIRMATION, seen_date=None)


@pytest.mark.parametrize("kind", sorted(ABOUT_THE_PLAN))
def test_letters_about_the_plan_have_the_waves_and_the_number(kind: LetterKind) -> None:
    text = _text(kind)
    for wanted in (NEW_EAN, "Bølge 1", "Bølge 2", "1. april 2027", "31. marts 2027"):
        assert wanted in text
    once = _text(kind, waves=(LetterWave(0, 40, date(2027, 3, 1), date(2027, 2, 28)),))
    assert "Alle på én gang" in once
    assert "40" in once


def test_the_order_to_the_erp_supplier_leaves_the_other_numbers_alone() -> None:
    text = _text(LetterKind.ERP_ROUTES)
    assert "KMD Opus" in text
    assert f"Det gælder også {ERP_EAN}" in text
    assert "I brug i dag" in _text(LetterKind.ERP_ROUTES, reuses=True)
