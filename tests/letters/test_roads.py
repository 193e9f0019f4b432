"""Does each feature of docxtpl come out as docxtpl makes it, and does the document say which road it took?"""

from __future__ import annotations

import io
import struct
import threading
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from docx import Document
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import assume, given
from hypothesis import strategies as st

from desktop.domain.cpr import contains_cpr
from desktop.domain.letter_documents import Detour, PartVerdict, Road
from desktop.domain.letters import CprInDocument, TemplateError, TemplateFault
from desktop.letters.comparison import compare
from desktop.letters.document_text import xml_contains_cpr
from desktop.letters.template import LetterTemplate, RenderedDocument
from tests.letters.samples import paragraphs_of, part, template, with_parts, word_file

_RICH = RichText("fed & <rød>", bold=True, color="#FF0000", font="Arial", size=28, lang="da-DK")
_RICH.add("\nny linje\t{{ og }}", italic=True, underline="double", style="Strong")
_ROWS = [{"navn": "A & B <C>", "tal": [1, 2]}, {"navn": "æøå", "tal": []}]
_FIELDS: dict[str, Any] = {
    "navn": "Bang & Olufsen <ApS>",
    "tekst": "linje 1\nlinje 2\tfane\aafsnit\fside",
    "rig": _RICH,
    "afsnit": RichTextParagraph(RichText("et afsnit", strike=True), parastyle="Heading 1"),
    "liste": Listing("a & b\nc\td\ae"),
    "rows": _ROWS,
    "kolonner": ["x", "y", "z", "q"],
    "sandt": True,
    "tom": "",
}


def _with_picture(data: bytes) -> bytes:
    """The document with a picture in the body, whose id docxtpl counts anew."""
    document = Document(io.BytesIO(data))
    document.add_picture(io.BytesIO(_png()))
    document.add_picture(io.BytesIO(_png()))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", 2, 2, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def _with_sections(data: bytes) -> bytes:
    document = Document(io.BytesIO(data))
    document.add_section()
    document.sections[1].header.is_linked_to_previous = False
    document.sections[1].header.paragraphs[0].text = "To {{ navn }}"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _changed_body(data: bytes, old: str, new: str) -> bytes:
    body = part(data, "word/document.xml").decode().replace(old, new)
    return with_parts(data, {"word/document.xml": body.encode()})


FAST: dict[str, bytes] = {
    "RichText in its own run": word_file("før {{r rig }} efter", header="{{r rig }}"),
    "RichText in a loop": word_file("{% for r in rows %}{{ r.navn }}{{r rig }}{% endfor %}"),
    "RichTextParagraph": word_file("før", "{{p afsnit }}", "efter"),
    "Listing": word_file("{{ liste }}", footer="{{ liste }}"),
    "Listing in a table": word_file(tables=[[["{{ liste }}", "{{ tekst }}"]]]),
    "new lines in a header": word_file("x", header="{{ tekst }}"),
    "comments of paragraphs and rows": word_file(
        "a", "{#p væk #}", "b{# skjult #}c", tables=[[["x", "y"], ["{#tr væk #}", ""], ["1", "2"]]]
    ),
    "a table with more cells than its grid": word_file(
        tables=[[["{%tc for k in kolonner %}", "{{ k }}", "{%tc endfor %}", "sidst"]]]
    ),
    "a table with fewer cells than its grid": word_file(
        tables=[[["{%tc if tom %}", "væk", "{%tc endif %}", text] for text in "xy"]]
    ),
    "a table in a table's loop": word_file(
        tables=[[["{%tr for r in rows %}", ""], ["{{ r.navn }}", "{% for t in r.tal %}{{ t }},{% endfor %}"],
                 ["{%tr endfor %}", ""]]]
    ),
    "pictures of the template": _with_picture(word_file("{{ navn }}")),
    "two sections": _with_sections(word_file("{{ navn }}", header="Et {{ navn }}")),
    "escaped braces": word_file("{_{ navn }_} {_% if %_}", "{{ navn }}"),
    "blanks between elements of a header": with_parts(
        (plain := word_file("x", header="{{ navn }}")),
        {"word/header1.xml": part(plain, "word/header1.xml").replace(b"<w:p>", b"\n  <w:p>\n")},
    ),
    "nothing to fill in": word_file("Kære", header="hoved", footer="fod", title="titel"),
    "typographic quotes in a tag": word_file("{{ rows[0][“navn”] }} {% if navn == ‘x’ %}{% endif %}"),
    "spaces kept": word_file("  {{ navn }}  ", "{{ tom }} {{ navn }} "),
}  # fmt: skip


def _verdicts(opened: LetterTemplate, fields: Mapping[str, Any], made: RenderedDocument) -> set[PartVerdict]:
    return {one.verdict for one in compare(opened, fields, made.data)}


@pytest.mark.parametrize("feature", FAST)
def test_the_fast_road_makes_what_docxtpl_makes(feature: str) -> None:
    opened = LetterTemplate(FAST[feature], "x.docx")
    made = opened.render_document(_FIELDS)
    assert (made.road, made.detour) == (Road.FAST, None)
    assert _verdicts(opened, _FIELDS, made) == {PartVerdict.EQUAL}
    # And again: nothing of a letter stays in the template.
    assert opened.render_document(_FIELDS).data == made.data


def test_the_comparison_sees_a_difference() -> None:
    opened = template("{{ navn }}", header="{{ navn }}")
    made = opened.render_document({"navn": "A"})
    told = {one.part: one.verdict for one in compare(opened, {"navn": "B"}, made.data)}
    assert [name for name, verdict in told.items() if verdict is PartVerdict.DIFFERENT] == [
        "word/document.xml",
        "word/header1.xml",
    ]
    more = with_parts(made.data, {"word/mere.xml": b"<x/>"})
    verdicts = {one.verdict for one in compare(opened, {"navn": "A"}, more)}
    assert verdicts == {PartVerdict.EQUAL, PartVerdict.ONLY_OURS}


def test_docxtpl_escapes_properties_twice_and_nothing_else_differs() -> None:
    opened = template("x", title="{{ navn }} &")
    made = opened.render_document({"navn": "A & <B> &amp;"})
    told = {one.part: one.verdict for one in compare(opened, {"navn": "A & <B> &amp;"}, made.data)}
    assert told.pop("docProps/core.xml") is PartVerdict.ESCAPED_ONCE
    assert set(told.values()) == {PartVerdict.EQUAL}
    assert made.title == "A & <B> &amp; &"


# Values as people type them and as systems spoil them; without the few signs that are told apart on purpose.
_SIGNS = st.one_of(
    st.sampled_from("&<>\"'\n\t\a\f æøåÆØÅ%#{}éß€😀\u00a0\u2028\x0b\x1f\r"),
    st.characters(exclude_categories=["Cs", "Nd"], exclude_characters="_"),
)
_TEXTS = st.text(_SIGNS, max_size=30)


@given(
    navn=_TEXTS, tekst=_TEXTS, linjer=st.lists(_TEXTS, max_size=4), tal=st.integers(0, 9), sandt=st.booleans()
)
def test_any_values_come_out_as_docxtpl_makes_them(
    navn: str, tekst: str, linjer: list[str], tal: int, sandt: bool
) -> None:
    fields = {"navn": navn, "tekst": tekst, "linjer": linjer, "tal": tal, "sandt": sandt}
    made = _EVERYWHERE.render_document(fields)
    assert made.road is Road.FAST
    assert _verdicts(_EVERYWHERE, fields, made) == {PartVerdict.EQUAL}


_EVERYWHERE = LetterTemplate(
    word_file(
        "Kære {{ navn }}",
        "{% if sandt %}{{ tekst }}{% else %}{{ tal }}{% endif %}",
        "{%p for l in linjer %}",
        "{{ loop.index }}. {{ l }}",
        "{%p endfor %}",
        header="{{ tekst }}",
        footer="{% for l in linjer %}{{ l }}{% if not loop.last %}, {% endif %}{% endfor %}",
        tables=[
            [
                ["Navn", "Tal"],
                ["{%tr for l in linjer %}", ""],
                ["{{ l }}", "{{ tal }}"],
                ["{%tr endfor %}", ""],
            ]
        ],
    ),
    "overalt.docx",
)


# ------------------------------------------------------------------------------------------- detours


def test_a_picture_is_put_in_by_docxtpl_and_the_document_says_so() -> None:
    data = word_file("{{ billede }}", header="{{ navn }}")
    picture = InlineImage(DocxTemplate(io.BytesIO(data)), io.BytesIO(_png()))
    made = LetterTemplate(data, "x.docx").render_document({"billede": picture, "navn": "A"})
    assert (made.road, made.detour) == (Road.DOCXTPL, Detour.PICTURE)
    assert len(Document(io.BytesIO(made.data)).inline_shapes) == 1


def test_a_picture_deep_in_the_fields_is_found() -> None:
    data = word_file("{% for r in rows %}{{ r.billede }}{% endfor %}")
    picture = InlineImage(DocxTemplate(io.BytesIO(data)), io.BytesIO(_png()))
    made = LetterTemplate(data, "x.docx").render_document({"rows": [{"billede": picture}]})
    assert made.detour is Detour.PICTURE
    assert len(Document(io.BytesIO(made.data)).inline_shapes) == 1


def _linked(document: DocxTemplate) -> Mapping[str, object]:
    text = RichText("KP", url_id=document.build_url_id("https://www.virk.dk/"))
    return {"x": text}


def _replaced(document: DocxTemplate) -> Mapping[str, object]:
    document.replace_media(io.BytesIO(_png()), io.BytesIO(b"another picture"))
    return {"x": "A"}


@pytest.mark.parametrize(("fields_for", "detour"), [(_linked, Detour.LINK), (_replaced, Detour.REPLACEMENT)])
def test_what_is_made_for_one_document_goes_by_docxtpl(
    fields_for: Callable[[DocxTemplate], Mapping[str, object]], detour: Detour
) -> None:
    data = _with_picture(word_file("{{r x }}" if detour is Detour.LINK else "{{ x }}"))
    made = LetterTemplate(data, "x.docx").render_for(fields_for)
    assert made.detour is detour
    if detour is Detour.LINK:
        links = Document(io.BytesIO(made.data)).paragraphs[0].hyperlinks
        assert [link.address for link in links] == ["https://www.virk.dk/"]
    else:
        assert part(made.data, "word/media/image1.png") == b"another picture"


def test_plain_fields_for_one_document_go_the_fast_road() -> None:
    assert template("{{ x }}").render_for(lambda document: {"x": "A"}).road is Road.FAST


def test_a_link_made_for_another_document_is_refused() -> None:
    data = word_file("{{r x }}")
    fields = _linked(DocxTemplate(io.BytesIO(data)))
    with pytest.raises(TypeError):
        LetterTemplate(data, "x.docx").render_document(fields)


def test_a_header_used_twice_goes_by_docxtpl() -> None:
    data = word_file("{{ navn }}", header="{{ navn }}")
    name = "word/_rels/document.xml.rels"
    relations = part(data, name).decode()
    twice = relations.replace(
        "</Relationships>",
        '<Relationship Id="rId99" Target="header1.xml" Type="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships/header"/></Relationships>',
    )
    opened = LetterTemplate(with_parts(data, {name: twice.encode()}), "x.docx")
    with pytest.warns(UserWarning, match="Duplicate name"):
        made = opened.render_document({"navn": "A"})
    assert made.detour is Detour.SHARED_PART


# ----------------------------------------------------------------------------------- values and walls


def test_rich_text_is_cleaned_like_any_text() -> None:
    made = template("{{r x }}", "Efter").render({"x": RichText("A\x0bB\ud800C")})
    assert paragraphs_of(made) == ["AB\ufffdC", "Efter"]


def test_rich_text_with_braces_makes_no_tags() -> None:
    made = template("{{r x }}").render({"x": RichText("{_{ navn }_} {{ navn }}")})
    assert paragraphs_of(made) == ["{_{ navn }_} {{ navn }}"]


def test_a_cpr_number_is_found_in_every_part_a_letter_changes() -> None:
    for places in ({"header": "{{ x }}"}, {"footer": "{{ x }}"}, {"title": "{{ x }}"}):
        opened = template("x", **places)
        assert opened.render_document({"x": "010160"}).road is Road.FAST
        with pytest.raises(CprInDocument):
            opened.render_document({"x": "010160-5003"})


_DIGITS = st.lists(st.text(st.sampled_from("01165-. 3&a\u2011"), max_size=12), min_size=1, max_size=4)


@given(_DIGITS)
def test_looking_through_the_xml_finds_the_same_numbers_as_reading_each_paragraph(texts: list[str]) -> None:
    assume(not any(text != text.strip() for text in texts))
    escaped = [text.replace("&", "&amp;") for text in texts]
    xml = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in escaped)
    assert xml_contains_cpr(xml) == any(map(contains_cpr, texts))


def test_a_number_in_pieces_is_found_and_two_paragraphs_are_never_one_number() -> None:
    def piece(*runs: str) -> str:
        return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"

    assert xml_contains_cpr(piece("0101", "60-5", "003"))
    assert not xml_contains_cpr(piece("010160") + piece("5003"))
    assert xml_contains_cpr('<w:p><w:r><wp:docPr id="1" descr="Kort til 010160-5003"/></w:r></w:p>')


def test_each_letter_may_print_as_much_as_the_one_before() -> None:
    opened = template("{% for a in l %}{{ s }}{% endfor %}")
    fields = {"l": list(range(900)), "s": "x" * 9_999}
    first = opened.render_document(fields).data
    assert [opened.render_document(fields).data for _ in range(3)] == [first] * 3
    with pytest.raises(TemplateError) as caught:
        opened.render_document({"l": list(range(2_100)), "s": "x" * 9_999})
    assert caught.value.fault is TemplateFault.TOO_MUCH
    assert opened.render_document(fields).data == first


def test_one_template_serves_many_threads() -> None:
    opened = template("{{ navn }}", header="{{ navn }}", title="{{ navn }}")
    alone = {f"Firma {n}": opened.render({"navn": f"Firma {n}"}) for n in range(40)}
    made: dict[str, bytes] = {}

    def write(names: list[str]) -> None:
        made.update({name: opened.render({"navn": name}) for name in names})

    threads = [threading.Thread(target=write, args=(list(alone)[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == alone
