"""Is every fault of a template told at once, each at its paragraph, and shown in Word?"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from desktop.domain.errors import FileFault
from desktop.domain.letters import LetterKind, TemplatePlace
from desktop.domain.problems import Severity
from desktop.domain.template_check import CheckKind, TemplateCheck
from desktop.letters.checker import Expected, check
from desktop.letters.fields import OF_RECIPIENT, letter_context
from desktop.letters.marking import AUTHOR, Note, marked
from desktop.letters.sample_letters import FULL, LEAST
from tests.letters.samples import SHIPPED, part, with_parts, word_file

_LETTERS = Expected(letter_context(FULL), OF_RECIPIENT, (letter_context(FULL), letter_context(LEAST)))


def _check(*paragraphs: str, **parts: Any) -> TemplateCheck:
    return check(word_file(*paragraphs, **parts), "prøve.docx", _LETTERS)


def _found(told: TemplateCheck) -> list[tuple[CheckKind, TemplatePlace, str, int]]:
    return [(one.kind, one.where, one.name, one.paragraph) for one in told.findings]


@pytest.mark.parametrize("kind", LetterKind)
def test_the_shipped_templates_have_no_fault(kind: LetterKind) -> None:
    told = check((SHIPPED / f"{kind.value}.docx").read_bytes(), "x.docx", _LETTERS)
    assert (told.findings, told.usable) == ((), True)
    assert "leverandoer.navn" in told.fields


def test_several_faults_are_told_at_once() -> None:
    told = _check(
        "Kære {{ leverandoer.navnn }}",
        "{%p if nyt_ean %}",
        "Brug {{ nyt_ean.upper() }}",
        "{{ nyt_eann }}",
        footer="{{ kommune.fax }}",
    )
    assert _found(told) == [
        (CheckKind.UNCLOSED_TAG, TemplatePlace.BODY, "if", 2),
        (CheckKind.REFUSED, TemplatePlace.BODY, "upper()", 3),
        (CheckKind.UNKNOWN_FIELD, TemplatePlace.BODY, "leverandoer.navnn", 1),
        (CheckKind.UNKNOWN_FIELD, TemplatePlace.BODY, "nyt_eann", 4),
        (CheckKind.UNKNOWN_FIELD, TemplatePlace.FOOTER, "kommune.fax", 1),
    ]
    assert [one.suggestion for one in told.findings][2:4] == ["leverandoer.navn", "nyt_ean"]
    assert not told.usable


@pytest.mark.parametrize(
    ("paragraphs", "name", "paragraph"),
    [
        (("a", "{% if nyt_ean %}x"), "if", 2),
        (("{%p for e in gamle_ean %}", "{{ e }}"), "for", 1),
        (("x", "{% endif %}"), "endif", 2),
        (("{% for e in gamle_ean %}{% if e %}{% endfor %}",), "endfor", 1),
        (("x", "{{ nyt_ean }", "y"), "{{ nyt_ean }", 2),
        (("{% else %}",), "else", 1),
    ],
)
def test_what_is_not_closed_is_shown_where_it_stands(
    paragraphs: tuple[str, ...], name: str, paragraph: int
) -> None:
    assert (CheckKind.UNCLOSED_TAG, TemplatePlace.BODY, name, paragraph) in _found(_check(*paragraphs))


def test_paragraphs_are_counted_as_word_has_them() -> None:
    """docxtpl takes paragraphs with `{%p %}` away; the person who looks for the third one does not."""
    told = _check(
        "{%p if nyt_ean %}", "x", "{%p endif %}", "{{ nyt_eann }}", tables=[[["{{ gammelt }}", "y"]]]
    )
    assert [paragraph for _, _, _, paragraph in _found(told)] == [4, 5]


def test_a_field_of_a_loop_is_no_unknown_field() -> None:
    assert _check("{% for e in gamle_ean %}{{ e }}{{ loop.index }}{% endfor %}").usable
    broken = _check("{% for e in gamle_ean %}{{ e }}{% endfor %}{% if x %}")
    assert {one.kind for one in broken.findings} == {CheckKind.UNCLOSED_TAG, CheckKind.UNKNOWN_FIELD}


def test_a_receiver_in_a_header_is_pointed_out_and_the_sender_is_not() -> None:
    told = _check("{{ nyt_ean }}", header="{{ leverandoer.navn }}", footer="{{ kommune.navn }}")
    assert _found(told) == [(CheckKind.RECIPIENT_IN_HEADER, TemplatePlace.HEADER, "leverandoer.navn", 1)]
    assert told.usable
    assert told.findings[0].severity is Severity.WARNING


def test_a_document_without_language() -> None:
    data = word_file("{{ nyt_ean }}")
    styles = part(data, "word/styles.xml").decode()
    settings = part(data, "word/settings.xml").decode()
    without = {
        "word/styles.xml": styles.replace("<w:lang ", "<w:noProof ").encode(),
        "word/settings.xml": settings.replace("<w:themeFontLang ", "<w:zoom ").encode(),
    }
    told = check(with_parts(data, without), "x.docx", _LETTERS)
    assert [one.kind for one in told.findings] == [CheckKind.NO_LANGUAGE]
    assert check(data, "x.docx", _LETTERS).findings == ()


def test_plain_text_in_a_tag_for_formatted_text() -> None:
    told = _check("a", "{{r nyt_ean }}", "{{p gammelt_ean }}")
    assert _found(told) == [
        (CheckKind.TEXT_WITH_R, TemplatePlace.BODY, "nyt_ean", 2),
        (CheckKind.TEXT_WITH_R, TemplatePlace.BODY, "gammelt_ean", 3),
    ]


def test_formatted_text_in_a_tag_for_plain_text() -> None:
    from docxtpl import RichText

    fields: dict[str, object] = {"rig": RichText("fed", bold=True)}
    expected = Expected(fields, frozenset(), (fields,))
    told = check(word_file("{{r rig }}", "{{ rig }}"), "x.docx", expected)
    assert [(one.kind, one.name) for one in told.findings] == [(CheckKind.RICH_WITHOUT_R, "rig")]
    assert told.findings[0].paragraph == 2
    assert check(word_file("{{r rig }}"), "x.docx", expected).usable
    # Without its value, the same field in both kinds of tag gives it away.
    unknown = check(word_file("{{r rig }}", "{{ rig }}"), "x.docx", Expected({}, frozenset(), ({},)))
    assert (CheckKind.RICH_WITHOUT_R, 2) in [(one.kind, one.paragraph) for one in unknown.findings]


def test_a_cpr_number_is_shown_where_it_stands() -> None:
    told = _check("x {{ nyt_ean }}", "Fx 010160-5003")
    assert _found(told) == [(CheckKind.CPR, TemplatePlace.BODY, "", 2)]


def test_what_only_shows_when_letters_are_made() -> None:
    told = _check("{% if leverandoer.kontakt %}x{% endif %}{{ nyt_ean - 1 }}")
    assert [one.kind for one in told.findings] == [CheckKind.REFUSED]


def test_a_template_without_fields() -> None:
    assert [one.kind for one in _check("Kære {navn} «Navn»").findings] == [CheckKind.NO_FIELDS]


@pytest.mark.parametrize(
    ("data", "fault"),
    [(b"", FileFault.EMPTY), (b"{\\rtf1}", FileFault.NOT_THIS_KIND), (b"PK", FileFault.DAMAGED)],
)
def test_what_is_no_word_file_is_a_finding_too(data: bytes, fault: FileFault) -> None:
    told = check(data, "x.docx", _LETTERS)
    (finding,) = told.findings
    assert finding.trouble is not None
    assert (finding.kind, finding.trouble.fault) == (CheckKind.FILE, fault)


# --------------------------------------------------------------------------------------- the corpus


_SUPPLIER: dict[str, object] = {"navn": "Bang & Olufsen <A>", "cvr": "12345674", "bilag": []}


def test_the_verdict_on_every_hostile_template(shared: Path) -> None:
    corpus = shared / "corpus" / "hostile"
    expected = Expected(_SUPPLIER, frozenset(), (_SUPPLIER,))
    with (corpus / "INDEX.csv").open(encoding="utf-8", newline="") as index:
        rows = [row for row in csv.DictReader(index) if row["file"].startswith("docx/")]
    assert len(rows) > 40
    for row in rows:
        data = (corpus / row["file"]).read_bytes()
        told = check(data, row["file"], expected)
        assert told.usable == row["expected"].startswith("imports"), row["file"]
        if told.usable:
            assert len(told.findings) == int(row["expected"].split()[4]), row["file"]


# ------------------------------------------------------------------------------------- the marked copy


def _comments(data: bytes) -> list[tuple[str, str]]:
    document = Document(io.BytesIO(data))
    return [(comment.author, comment.text) for comment in document.comments]


def _commented(data: bytes) -> list[int]:
    """The paragraphs of the body that carry a comment, from 1."""
    document = Document(io.BytesIO(data))
    return [
        number
        for number, paragraph in enumerate(document.element.body.iter("{*}p"), 1)
        if paragraph.find("{*}commentRangeStart") is not None
    ]


def test_the_copy_has_a_comment_at_each_fault_and_is_otherwise_the_template() -> None:
    data = word_file("Kære {{ navn }}", "", "Hilsen", tables=[[["a", "{{ x }}"]]])
    copy = marked(data, "x.docx", [Note(1, "Første"), Note(2, "Tom"), Note(5, "I tabellen")])
    assert _comments(copy) == [(AUTHOR, "Første"), (AUTHOR, "Tom"), (AUTHOR, "I tabellen")]
    assert _commented(copy) == [1, 2, 5]
    texts = [paragraph.text for paragraph in Document(io.BytesIO(copy)).paragraphs]
    assert texts == ["Kære {{ navn }}", "", "Hilsen"]


def test_what_has_no_place_in_the_body_is_told_at_its_beginning() -> None:
    copy = marked(word_file("a", "b"), "x.docx", [Note(0, "Sidehovedet"), Note(99, "Langt væk")])
    assert _commented(copy) == [1]
    assert [text for _, text in _comments(copy)] == ["Sidehovedet", "Langt væk"]


def test_a_comment_never_lies_in_a_text_box() -> None:
    box = (
        '<w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p><w:r><w:t>boks'
        "</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    data = word_file("a", "b")
    body = part(data, "word/document.xml").decode().replace("</w:p>", box, 1)
    copy = marked(with_parts(data, {"word/document.xml": body.encode()}), "x.docx", [Note(2, "I boksen")])
    assert _commented(copy) == [1]
