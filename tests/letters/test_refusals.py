"""Is what a template must not do refused, before anything is rendered, and with the facts a person needs?"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import CprInDocument, TemplateError, TemplateFault, TemplatePlace
from desktop.letters.fields import letter_context
from desktop.letters.template import LetterTemplate
from desktop.texts.letters import template_error
from tests.letters.samples import facts, paragraphs_of, part, template, with_parts, word_file

ATTACKS = [
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ navn.__class__ }}",
    "{{ navn['__class__'] }}",
    "{{ ''|attr('__class__') }}",
    "{{ [navn]|map(attribute='__class__') }}",
    "{{ self.__init__ }}",
    "{{ _x }}",
    "{{ lipsum() }}",
    "{{ range(10) }}",
    "{{ navn.upper() }}",
    "{{ '%c'|format(95) }}",
    "{{ '{0.__class__}'.format(navn) }}",
    "{{ navn|safe }}",
    "{{ navn|replace('a', 'b')|xmlattr }}",
    "{% set x = navn %}",
    "{% include 'x' %}",
    "{% extends 'x' %}",
    "{% import 'os' as os %}",
    "{% macro m() %}{% endmacro %}",
    "{% call navn() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}",
    "{% autoescape false %}{{ navn }}{% endautoescape %}",
    "{% with x = 1 %}{% endwith %}",
    "{% block b %}{% endblock %}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 'A' * 999999999 }}",
    "{{ [0] * 999999999 }}",
    "{{ 'A' % navn }}",
    "{{ {'a': 1} }}",
    "{{ navn[1:3] }}",
    "{{ 99999999999999999999 }}",
    "{{ " + "(" * 80 + "navn" + ")" * 80 + " }}",
    "{% for a in l %}" * 5 + "{% endfor %}" * 5,
    "{% for a in l recursive %}{% endfor %}",
    "{{ navn is sameas none }}",
    "{{ navn|findesikke }}",
]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    ("place", "where"),
    [("body", TemplatePlace.BODY), ("header", TemplatePlace.HEADER), ("title", TemplatePlace.PROPERTIES)],
)
def test_an_attack_is_refused_when_the_template_is_opened(
    attack: str, place: str, where: TemplatePlace
) -> None:
    if place == "title":
        attack = attack[:255]
        if not attack.endswith("}"):
            pytest.xfail("does not fit into a property")
    with pytest.raises(TemplateError) as caught:
        template("{{ navn }}", attack) if place == "body" else template("x", **{place: attack})
    assert caught.value.fault is TemplateFault.REFUSED
    assert caught.value.where is where


def test_the_refusal_says_what_and_in_which_paragraph() -> None:
    with pytest.raises(TemplateError) as caught:
        template("Kære", "{{ navn }}", "{{ navn.upper() }}")
    assert (caught.value.name, caught.value.paragraph) == ("upper()", 3)
    assert caught.value.template == "prøve.docx"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{% set a = 1 %}", "set"),
        ("{% set a %}x{% endset %}", "set"),
        ("{% filter upper %}x{% endfilter %}", "filter"),
        ("{% from 'x' import y %}", "import"),
        ("{{ {'a': 1} }}", "{…}"),
        ("{{ 2 ** 3 }}", "**"),
        ("{% macro m() %}{% endmacro %}", "macro"),
    ],
)
def test_what_is_refused_is_called_what_the_author_wrote(text: str, name: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template(text)
    assert (caught.value.fault, caught.value.name) == (TemplateFault.REFUSED, name)
    assert name in template_error(caught.value)


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("{% for a in l %}" * 4 + "x" + "{% endfor %}" * 4, {"l": list(range(400))}),
        ("{% for a in l %}{{ s }}{{ s }}{% endfor %}", {"l": list(range(2_000)), "s": "x" * 9_999}),
    ],
)
def test_output_without_end_is_stopped(text: str, context: dict[str, object]) -> None:
    with pytest.raises(TemplateError) as caught:
        template(text).render(context)
    assert caught.value.fault is TemplateFault.TOO_MUCH


@pytest.mark.parametrize("text", ["{{ l * n }}", "{{ s * n }}", "{{ n * n }}", "{{ s - n }}", "{{ s + n }}"])
def test_arithmetic_is_for_numbers_of_a_sensible_size(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template(text).render({"l": [1], "s": "A", "n": 10**19})
    assert caught.value.fault is TemplateFault.REFUSED


@pytest.mark.parametrize(
    "text", ["{{ s|join(s) }}", "{{ s|sort|join }}", "{{ s|replace('', s) }}", "{{ s|first }}"]
)
def test_filters_cannot_make_lists_of_text(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template(text).render({"s": "navn"})
    assert caught.value.fault is TemplateFault.EXPRESSION


def test_replacing_cannot_grow_a_text_without_end() -> None:
    chain = "{{ s" + "|replace('a', 'aaaaaaaaaaaaaaaaaaaa')" * 8 + " }}"
    with pytest.raises(TemplateError) as caught:
        template(chain).render({"s": "a"})
    assert caught.value.fault is TemplateFault.EXPRESSION


def test_an_unknown_field_is_named_with_the_one_that_was_meant() -> None:
    made = template("Kære", "{{ leverandoer.navnn }}")
    (error,) = made.unknown_fields(letter_context(facts()))
    assert error.fault is TemplateFault.UNKNOWN_FIELD
    assert (error.name, error.suggestion) == ("leverandoer.navnn", "leverandoer.navn")
    assert (error.where, error.paragraph) == (TemplatePlace.BODY, 2)


def test_an_unknown_field_is_found_in_a_branch_no_letter_takes() -> None:
    made = template("{% if not nyt_ean %}{{ nyt_eann }}{% endif %}", footer="{{ kommune.fax }}")
    errors = made.unknown_fields(letter_context(facts()))
    assert [error.name for error in errors] == ["nyt_eann", "kommune.fax"]
    assert errors[0].suggestion == "nyt_ean"
    assert errors[1].where is TemplatePlace.FOOTER


def test_what_the_template_itself_asks_for_is_not_unknown() -> None:
    made = template("{% if fax is defined %}{{ fax|default('-') }}{% endif %}{{ note|default('x') }}")
    assert made.fields == {"fax", "note"}
    assert paragraphs_of(made.render({})) == ["x"]


def test_a_missing_field_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(TemplateError) as caught:
        template("{{ navnn }}").render({"navn": "Hansen"})
    assert caught.value.fault is TemplateFault.UNKNOWN_FIELD
    assert (caught.value.name, caught.value.suggestion) == ("navnn", "navn")


def test_a_missing_part_of_a_field_is_named_among_its_neighbours() -> None:
    with pytest.raises(TemplateError) as caught:
        template("{{ l.navnn }}").render({"l": {"navn": "Hansen", "by": "X"}})
    assert (caught.value.name, caught.value.suggestion) == ("navnn", "navn")


def test_no_value_is_in_the_text_of_an_error() -> None:
    for text in ("{{ navn - 1 }}", "{{ navn.findes.ikke }}", "{{ navn|sort }}"):
        with pytest.raises(TemplateError) as caught:
            template(text).render({"navn": "Hemmelig Hansen"})
        assert "Hemmelig" not in repr(caught.value) + str(vars(caught.value))
        assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "text", ["{% if navn %}", "{% endif %}", "{{ navn", "{{ }}", "{% for x %}{% endfor %}"]
)
def test_bad_syntax_is_told_apart(text: str) -> None:
    with pytest.raises(TemplateError) as caught:
        template("Kære", text)
    assert caught.value.fault is TemplateFault.SYNTAX


def test_tags_that_tear_the_document_apart_are_an_error_and_not_a_shorter_letter() -> None:
    torn = word_file("AAA", "BBB", "CCC")
    body = part(torn, "word/document.xml")
    body = body.replace(b"<w:t>AAA</w:t>", b"{% if x %}<w:t>AAA</w:t>{% endif %}").replace(
        b"<w:t>BBB</w:t>", b"<w:t>{% if x %}BBB</w:t>{% endif %}"
    )
    made = LetterTemplate(with_parts(torn, {"word/document.xml": body}), "x.docx")
    assert paragraphs_of(made.render({"x": True})) == ["AAA", "BBB", "CCC"]
    with pytest.raises(TemplateError) as caught:
        made.render({"x": False})
    assert caught.value.fault is TemplateFault.STRUCTURE


# ------------------------------------------------------------------------------------------- CPR numbers


@pytest.mark.parametrize("number", ["010160-5003", "0101605003", "010160 5003"])
def test_a_letter_with_a_cpr_number_is_not_made(number: str) -> None:
    for made in (template("Vedr. {{ x }}"), template("x", footer="{{ x }}"), template("x", title="{{ x }}")):
        with pytest.raises(CprInDocument) as caught:
            made.render({"x": number})
        assert number not in repr(caught.value) + str(vars(caught.value))


def test_a_template_with_a_cpr_number_is_refused() -> None:
    with pytest.raises(TemplateError) as caught:
        template("Fx 010160-5003")
    assert caught.value.fault is TemplateFault.CPR


@pytest.mark.parametrize(
    "harmless",
    ["12 34 56 78", "+45 12 34 56 78", "12345678", "5790000000012", "1. marts 2027", "20. november 2026"],
)
def test_phones_cvr_ean_and_dates_are_no_cpr_numbers(harmless: str) -> None:
    assert paragraphs_of(template("{{ x }}").render({"x": harmless})) == [harmless]


# ---------------------------------------------------------------------------------------------- packages


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(FileTrouble) as caught:
        LetterTemplate.load(Path("findes-ikke.docx"))
    assert (caught.value.fault, caught.value.name) == (FileFault.MISSING, "findes-ikke.docx")


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", FileFault.EMPTY),
        (b"{\\rtf1 x}", FileFault.NOT_THIS_KIND),
        (b"PK\x03\x04 broken", FileFault.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), FileFault.PASSWORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", FileFault.NOT_THIS_KIND),
        (word_file("x")[:2000], FileFault.DAMAGED),
        (with_parts(word_file("x"), {"../evil.xml": b"<x/>"}), FileFault.DAMAGED),
        (with_parts(word_file("x"), {"word/document.xml": b"<w:document"}), FileFault.DAMAGED),
    ],
)
def test_what_is_no_usable_word_file(data: bytes, fault: FileFault) -> None:
    with pytest.raises(FileTrouble) as caught:
        LetterTemplate(data, "x.docx")
    assert caught.value.fault is fault


def test_a_bomb_is_measured_by_what_comes_out() -> None:
    import io
    import zipfile

    out = io.BytesIO(word_file("x"))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.png", bytes(60 << 20))
    with pytest.raises(FileTrouble) as caught:
        LetterTemplate(out.getvalue(), "x.docx")
    assert caught.value.fault is FileFault.TOO_LARGE


_RELATION = (
    '<Relationship Id="rId99" Target="{target}"{mode} Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/{kind}"/></Relationships>'
)


def _related(kind: str, target: str, *, external: bool = True) -> bytes:
    data = word_file("x")
    name = "word/_rels/document.xml.rels"
    mode = ' TargetMode="External"' if external else ""
    relation = _RELATION.format(kind=kind, target=target, mode=mode)
    return with_parts(data, {name: part(data, name).replace(b"</Relationships>", relation.encode())})


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("image", "http://example.invalid/x.png"),
        ("hyperlink", "file:///C:/x"),
        ("hyperlink", "\\\\server\\share"),
        ("oleObject", "http://example.invalid/x"),
        ("aFChunk", "http://example.invalid/x"),
        ("subDocument", "http://example.invalid/x"),
    ],
)
def test_what_would_be_fetched_is_refused(kind: str, target: str) -> None:
    with pytest.raises(TemplateError) as caught:
        LetterTemplate(_related(kind, target), "x.docx")
    assert (caught.value.fault, caught.value.name) == (TemplateFault.ACTIVE_CONTENT, kind)


@pytest.mark.parametrize("target", ["https://www.virk.dk/x", "mailto:post@eksempelby.example"])
def test_links_to_the_web_and_to_mail_are_fine(target: str) -> None:
    made = LetterTemplate(_related("hyperlink", target), "x.docx")
    assert paragraphs_of(made.render({})) == ["x"]


def test_a_relation_to_nowhere_is_damage() -> None:
    with pytest.raises(FileTrouble) as caught:
        LetterTemplate(_related("header", "header9.xml", external=False), "x.docx")
    assert caught.value.fault is FileFault.DAMAGED


def test_macros_are_refused() -> None:
    data = word_file("x")
    types = part(data, "[Content_Types].xml").replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )
    for changed in ({"[Content_Types].xml": types}, {"word/vbaProject.bin": b"x"}):
        with pytest.raises(TemplateError) as caught:
            LetterTemplate(with_parts(data, changed), "x.docx")
        assert caught.value.fault is TemplateFault.ACTIVE_CONTENT


def _with_field(*runs: str) -> bytes:
    data = word_file("FELT")
    xml = "".join(f'<w:r><w:instrText xml:space="preserve">{run}</w:instrText></w:r>' for run in runs)
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + xml
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>FELT</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = part(data, "word/document.xml").replace(b"<w:r><w:t>FELT</w:t></w:r>", field.encode())
    return with_parts(data, {"word/document.xml": body})


@pytest.mark.parametrize(
    "runs",
    [
        ("DDEAUTO c:\\x",),
        ("  ddeauto c:\\x",),
        ("DD", "EAUTO x"),
        ("INCLUDETEXT x",),
        ("MACROBUTTON x",),
        ("",),
        ("{{ navn }}",),
    ],
)
def test_dangerous_fields_are_refused_however_they_are_split(runs: tuple[str, ...]) -> None:
    with pytest.raises(TemplateError) as caught:
        LetterTemplate(_with_field(*runs), "x.docx")
    assert caught.value.fault is TemplateFault.ACTIVE_CONTENT


@pytest.mark.parametrize("runs", [(" PAGE ",), ("NUM", "PAGES"), ('HYPERLINK "https://virk.dk"',)])
def test_page_numbers_and_links_are_fine(runs: tuple[str, ...]) -> None:
    assert paragraphs_of(LetterTemplate(_with_field(*runs), "x.docx").render({})) == ["FELT"]


@pytest.mark.parametrize("doctype", ['<!DOCTYPE x [<!ENTITY a "b">]>', "<!DOCTYPE x>"])
def test_a_doctype_is_refused(doctype: str) -> None:
    data = word_file("x")
    body = part(data, "word/document.xml")
    start = body.index(b"<w:document")
    changed = with_parts(data, {"word/document.xml": body[:start] + doctype.encode() + body[start:]})
    with pytest.raises(TemplateError) as caught:
        LetterTemplate(changed, "x.docx")
    assert (caught.value.fault, caught.value.name) == (TemplateFault.REFUSED, "DOCTYPE")
