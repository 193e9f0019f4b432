"""Can the letters we make be read aloud? Language, title, headings, tables and pictures of what we make."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from docx import Document

from desktop.domain.letter_preview import PreviewKind
from desktop.domain.letters import LetterKind
from desktop.letters.fields import letter_context
from desktop.letters.preview import blocks
from desktop.letters.template import LetterTemplate
from tests.letters.samples import SHIPPED, facts

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

every_kind = pytest.mark.parametrize("kind", LetterKind)


def made(kind: LetterKind) -> bytes:
    """A letter of that kind as a supplier gets it."""
    return LetterTemplate.load(SHIPPED / f"{kind.value}.docx").render(letter_context(facts(kind)))


@every_kind
def test_a_letter_has_its_language_and_its_title(kind: LetterKind) -> None:
    word = Document(io.BytesIO(made(kind)))
    language = word.styles.element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang")
    assert language.get(f"{_W}val") == word.core_properties.language == "da-DK"
    assert not [one for one in word.element.iter(f"{_W}lang") if one.get(f"{_W}val") != "da-DK"]
    assert word.core_properties.title


@every_kind
def test_a_letters_headings_are_headings_one_first_and_none_passed_over(kind: LetterKind) -> None:
    levels = [block.level for block in blocks(made(kind)) if block.kind is PreviewKind.HEADING]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@every_kind
def test_a_letters_tables_have_a_heading_row_and_a_name(kind: LetterKind) -> None:
    for table in Document(io.BytesIO(made(kind))).tables:
        element = table._tbl
        assert element.tr_lst[0].find(f"{_W}trPr/{_W}tblHeader") is not None
        caption = element.tblPr.find(f"{_W}tblCaption")
        assert caption is not None
        assert caption.get(f"{_W}val")


@every_kind
def test_a_letters_pictures_have_a_text(kind: LetterKind) -> None:
    word = Document(io.BytesIO(made(kind)))
    section = word.sections[0]
    parts = (word.part, section.header.part, section.first_page_header.part, section.footer.part)
    pictures = [one for part in parts for one in part.element.iter("{*}docPr")]
    assert pictures
    assert all(one.get("descr") for one in pictures)
