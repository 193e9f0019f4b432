"""Does what goes in come out, sign by sign? Read back with python-docx from the finished letter."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from docx import Document
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain.cpr import contains_cpr
from desktop.letters.fields import letter_context
from desktop.letters.template import LetterTemplate
from tests.letters.samples import (
    SHIPPED,
    facts,
    named,
    paragraphs_of,
    part,
    template,
    with_parts,
    word_file,
)

NAMES = [
    "Bang & Olufsen",
    "A <B> ApS",
    "O'Neill",
    'Optik "Klart Syn" I/S',
    "Høreklinikken på Ærø – Åse Øllgård",
    "100 % Fodterapi {{ navn }} {% if %}",
    "{_{ navn }_} {_% x %_} {# y #}",
    "Fod&amp;Terapi &lt;Syd&gt;",
    "]]> <!-- x --> <w:p/>",
    "Ünïcødé 😀 e\u0301",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_out_exactly_in_body_header_footer_and_title(name: str) -> None:
    made = template("{{ navn }}", header="{{ navn }}", footer="{{ navn }}", title="{{ navn }}").render(
        {"navn": name}
    )
    document = Document(io.BytesIO(made))
    assert document.paragraphs[0].text == name
    assert document.sections[0].header.paragraphs[0].text == name
    assert document.sections[0].footer.paragraphs[0].text == name
    assert document.core_properties.title == name


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_letter_names_the_supplier_exactly(name: str) -> None:
    letter = LetterTemplate.load(SHIPPED / "new-ean.docx").render(letter_context(named(name)))
    composed = unicodedata.normalize("NFC", name)
    assert paragraphs_of(letter)[0] == composed
    assert Document(io.BytesIO(letter)).core_properties.subject == f"Brev til {composed}"


def test_a_two_line_address_comes_out_line_by_line() -> None:
    letter = LetterTemplate.load(SHIPPED / "new-ean.docx").render(letter_context(facts()))
    assert paragraphs_of(letter)[:5] == [
        "Tandlægehuset på Ærø ApS",
        "Att. Karen Sørensen",
        "Østergade 12, 2. th.",
        "Baggården",
        "9998 Øster Vandrup",
    ]


def _printable(text: str) -> str:
    """What must be left of a text: everything XML can carry."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives_except_what_xml_cannot_carry(text: str) -> None:
    # \a and \f are docxtpl's own signs for a paragraph and a page; fields never hold them.
    clean = text.replace("\a", "").replace("\f", "")
    assume(not contains_cpr(clean))
    made = _TEMPLATE.render({"navn": f"<{clean}>"})
    expected = "<" + _printable(re.sub(r"\r\n?", "\n", clean)) + ">"
    assert paragraphs_of(made)[0] == expected


_TEMPLATE = template("{{ navn }}")


def test_a_lone_surrogate_does_not_cut_the_letter_off() -> None:
    made = template("{{ navn }}", "Efter").render({"navn": "A\ud800B"})
    assert paragraphs_of(made) == ["A\ufffdB", "Efter"]


def test_line_ends_become_one_line_break() -> None:
    made = template("{{ tekst }}").render({"tekst": "a\r\nb\rc\nd"})
    assert paragraphs_of(made)[0] == "a\nb\nc\nd"


def test_none_prints_as_nothing_and_is_still_none() -> None:
    made = template(
        "[{{ x }}]",
        "[{{ x|upper }}]",
        "[{{ x ~ 'b' }}]",
        "{% if x is none %}ja{% endif %}",
        "[{{ x|default('-') }}]",
    ).render({"x": None})
    assert paragraphs_of(made) == ["[]", "[]", "[b]", "ja", "[-]"]


def test_markup_in_a_value_cannot_switch_escaping_off() -> None:
    from markupsafe import Markup

    made = template("{{ navn }}").render({"navn": Markup("<b>")})
    assert paragraphs_of(made)[0] == "<b>"


def test_a_long_title_is_cut_at_what_a_property_holds() -> None:
    made = template("x", title="{{ navn }}").render({"navn": "å" * 300})
    assert Document(io.BytesIO(made)).core_properties.title == "å" * 255


def test_a_value_that_is_not_plain_data_is_refused_without_being_quoted() -> None:
    with pytest.raises(TypeError) as caught:
        template("{{ x }}").render({"x": object()})
    assert str(caught.value) == "a field cannot hold object"


def test_the_attached_template_is_not_in_the_letters() -> None:
    data = word_file("{{ navn }}")
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship'
        ' Id="rId1" TargetMode="External" Target="file:///\\\\server\\Normal.dotm" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    settings = part(data, "word/settings.xml").replace(
        b"<w:defaultTabStop",
        b'<w:attachedTemplate xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        b' r:id="rId1"/><w:defaultTabStop',
    )
    attached = with_parts(
        data, {"word/_rels/settings.xml.rels": relations.encode(), "word/settings.xml": settings}
    )
    made = LetterTemplate(attached, "x.docx").render({"navn": "A"})
    assert b"attachedTemplate" not in part(made, "word/settings.xml")
    assert paragraphs_of(made) == ["A"]
