"""Does the preview say what the letter says?"""

from __future__ import annotations

import io

import pytest
from docx import Document

from desktop.domain.letter_preview import PreviewKind, PreviewRun
from desktop.domain.letters import LetterKind
from desktop.letters.fields import letter_context
from desktop.letters.preview import blocks
from desktop.letters.template import LetterTemplate
from tests.letters.samples import NEW_EAN, OLD_EAN, SHIPPED, facts, named, word_file


def _letter(kind: LetterKind = LetterKind.NEW_EAN) -> bytes:
    return LetterTemplate.load(SHIPPED / f"{kind.value}.docx").render(letter_context(facts(kind)))


def test_a_letter_in_reading_order() -> None:
    shown = blocks(_letter())
    kinds = [block.kind for block in shown]
    assert kinds[:3] == [PreviewKind.LOGO, PreviewKind.LETTERHEAD, PreviewKind.LETTERHEAD]
    assert shown[0].text == "Kommunens logo"
    assert [block.text for block in shown if block.kind is PreviewKind.ADDRESS] == [
        "Tandlægehuset på Ærø ApS",
        "Att. Karen Sørensen",
        "Østergade 12, 2. th.",
        "Baggården",
        "9998 Øster Vandrup",
    ]
    assert next(block.text for block in shown if block.kind is PreviewKind.DATE) == "20. november 2026"
    heading = next(block for block in shown if block.kind is PreviewKind.HEADING)
    assert (heading.level, heading.text) == (1, "Nyt EAN-nummer til fakturaer om helbredstillæg")
    assert [b.level for b in shown if b.kind is PreviewKind.NUMBER] == [1, 2, 3]
    assert kinds[-1] is PreviewKind.FOOTER


def test_tables_and_bold() -> None:
    table = next(block for block in blocks(_letter()) if block.kind is PreviewKind.TABLE)
    assert table.header_rows == 1
    assert table.text == ""
    assert table.rows[1] == (
        (PreviewRun(OLD_EAN, bold=True),),
        (PreviewRun(NEW_EAN, bold=True),),
        (PreviewRun("1. marts 2027"),),
    )


@pytest.mark.parametrize("kind", LetterKind)
def test_every_word_of_the_letter_is_in_the_preview(kind: LetterKind) -> None:
    made = _letter(kind)
    document = Document(io.BytesIO(made))
    shown = blocks(made)
    said = "\n".join(
        [b.text for b in shown] + [r.text for b in shown for row in b.rows for c in row for r in c]
    )
    for paragraph in document.paragraphs:
        assert paragraph.text in said
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                assert cell.text in said


def test_names_are_shown_as_text() -> None:
    made = LetterTemplate.load(SHIPPED / "new-ean.docx").render(letter_context(named("A <B> & {{ C }}")))
    assert any(block.text == "A <B> & {{ C }}" for block in blocks(made))


def test_somebody_elses_document() -> None:
    document = Document(io.BytesIO(word_file("Almindelig")))
    document.add_heading("Titel", 0)
    document.add_heading("Afsnit", 3)
    for style in ("List Bullet", "List Number", "List Number"):
        document.add_paragraph("punkt", style=style)
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "første"
    cell.add_paragraph("anden")
    out = io.BytesIO()
    document.save(out)
    shown = blocks(out.getvalue())
    assert [(b.kind, b.level) for b in shown] == [
        (PreviewKind.PARAGRAPH, 0),
        (PreviewKind.HEADING, 1),
        (PreviewKind.HEADING, 3),
        (PreviewKind.BULLET, 0),
        (PreviewKind.NUMBER, 1),
        (PreviewKind.NUMBER, 2),
        (PreviewKind.TABLE, 0),
    ]
    assert "".join(run.text for run in shown[-1].rows[0][0]) == "første\nanden"
    assert shown[-1].header_rows == 0
