"""Does the gateway make what docxtpl makes? Part by part, in canonical XML, over docxtpl's features.

One part of a package may differ: the document properties, which docxtpl escapes twice. docxtpl itself runs
here as anyone would run it: escaping on, its own jinja.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from desktop.domain.letter_documents import Road
from desktop.domain.letters import LetterKind
from desktop.letters.fields import letter_context
from desktop.letters.parts import PROPERTIES, sources
from desktop.letters.template import LetterTemplate
from tests.letters.samples import SHIPPED, bare_facts, facts, named, part, with_parts, word_file

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _canonical(data: bytes) -> dict[str, bytes]:
    """Every part; XML in canonical form."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return {
        name: etree.tostring(etree.fromstring(content), method="c14n")
        if name.endswith((".xml", ".rels"))
        else content
        for name, content in parts.items()
    }


def _by_docxtpl(data: bytes, context: dict[str, Any]) -> bytes:
    document = DocxTemplate(io.BytesIO(data))
    document.render(context, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _assert_equal(data: bytes, context: dict[str, Any]) -> None:
    made = LetterTemplate(data, "x.docx").render_document(context)
    assert made.road is Road.FAST
    ours = _canonical(made.data)
    theirs = _canonical(_by_docxtpl(data, context))
    assert ours.keys() == theirs.keys()
    for name in ours:
        if name != "docProps/core.xml":
            assert ours[name] == theirs[name], name
    escaped_once = ours["docProps/core.xml"].replace(b"&amp;", b"&amp;amp;")
    escaped_once = escaped_once.replace(b"&lt;", b"&amp;lt;").replace(b"&gt;", b"&amp;gt;")
    # lxml and markupsafe write quotes differently; everything else of the properties is the same.
    assert escaped_once == re.sub(rb"&amp;#3[49];", b"'", theirs["docProps/core.xml"])


def _with_footnotes(data: bytes, text: str) -> bytes:
    notes = f'<w:footnotes {_W}><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    types = part(data, "[Content_Types].xml").replace(
        b"</Types>",
        f'<Override PartName="/word/footnotes.xml" ContentType="{_FOOTNOTES}"/></Types>'.encode(),
    )
    relations = part(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId77" Target="footnotes.xml" Type="http://schemas.openxmlformats.org/officeDocument'
        b'/2006/relationships/footnotes"/></Relationships>',
    )
    return with_parts(
        data,
        {
            "word/footnotes.xml": f"{notes}</w:footnotes>".encode(),
            "[Content_Types].xml": types,
            "word/_rels/document.xml.rels": relations,
        },
    )


_ROWS = [{"navn": "A & B <C>", "pris": 12.5, "under": [1, 2]}, {"navn": "æøå", "pris": 3, "under": []}]
_CONTEXT: dict[str, Any] = {
    "navn": "Bang & Olufsen <ApS>",
    "tekst": "linje 1\nlinje 2\tfane\aafsnit\fside",
    "rows": _ROWS,
    "tal": 7,
    "tom": "",
    "ordbog": {"b": 2, "a": 1},
    "kolonner": ["x", "y", "z"],
    "farve": "FF0000",
    "sandt": True,
}

FEATURES: dict[str, bytes] = {
    "plain": word_file("Kære {{ navn }}", header="{{ navn }}", footer="{{ tal }}", title="{{ navn }}"),
    "newlines, tabs, paragraphs, pages": word_file("{{ tekst }}", "efter"),
    "conditions": word_file(
        "{% if sandt and tal > 3 %}ja{% elif tom %}måske{% else %}nej{% endif %} {{ tal if tom else 'x' }}"
    ),
    "paragraph tags": word_file("{%p if sandt %}", "inde", "{%p else %}", "ude", "{%p endif %}"),
    "loops": word_file(
        "{% for r in rows %}{{ loop.index }}: {{ r.navn }}{% if not loop.last %}, {% endif %}"
        "{% else %}-{% endfor %}",
        "{% for r in rows if r.pris > 10 %}{{ r.navn }}{% endfor %}",
    ),
    "nested loops": word_file(
        "{%p for r in rows %}",
        "{{ r.navn }}",
        "{%p for u in r.under %}",
        "{{ u }}",
        "{%p endfor %}",
        "{%p endfor %}",
    ),
    "dictionaries": word_file(
        "{% for k, v in ordbog.items() %}{{ k }}={{ v }};{% endfor %}",
        "{% for k in ordbog %}{{ ordbog[k] }}{% endfor %}",
        "{% for k, v in ordbog|dictsort %}{{ k }}{% endfor %}",
    ),
    "indexes": word_file("{{ rows[0].navn }} {{ rows[1]['navn'] }} {{ kolonner[-1] }} {{ kolonner[0 + 1] }}"),
    "filters": word_file(
        "{{ navn|upper }} {{ navn|lower|title }} {{ kolonner|join(', ') }} {{ rows|length }}"
        " {{ 2.567|round(1) }}",
        "{{ navn|e }} {{ navn|replace('Bang', 'Bum') }} {{ mangler|default('-') }} {{ kolonner|first }}"
        "{% for k in kolonner|reverse %}{{ k }}{% endfor %}",
    ),
    "arithmetic": word_file(
        "{{ tal * 2 + 1 }} {{ tal / 2 }} {{ tal // 2 }} {{ tal % 4 }} {{ -tal }} {{ navn ~ '!' ~ tal }}"
        " {{ 'a' + 'b' }}"
    ),
    "comments and raw": word_file(
        "a{# skjult #}b", "{% raw %}{{ navn }}{% endraw %}", "{{ '{{' }} {_{ navn }_}"
    ),
    "merging": word_file("før", "{%- if sandt -%}", "efter", "{% endif %}"),
    "table rows": word_file(
        tables=[
            [
                ["Navn", "Pris"],
                ["{%tr for r in rows %}", ""],
                ["{{ r.navn }}", "{{ r.pris }}"],
                ["{%tr endfor %}", ""],
            ]
        ]
    ),
    "table columns": word_file(tables=[[["{%tc for k in kolonner %}", "{{ k }}", "{%tc endfor %}"]]]),
    "cell colours and spans": word_file(
        tables=[[["{% cellbg farve %}{{ navn }}", "x"], ["{% colspan tal %}{{ navn }}", "y"]]]
    ),
    "vertical merge": word_file(
        tables=[
            [["{%tr for r in rows %}", ""], ["{% vm %}{{ navn }}", "{{ r.navn }}"], ["{%tr endfor %}", ""]]
        ]
    ),
    "horizontal merge": word_file(
        tables=[[["{%tc for k in kolonner %}", "{% hm %}{{ navn }}", "{%tc endfor %}"]]]
    ),
    "footnotes": _with_footnotes(word_file("x"), "{{ navn }} {{ tal }}"),
}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_of_docxtpl_comes_out_as_docxtpl_makes_it(feature: str) -> None:
    _assert_equal(FEATURES[feature], _CONTEXT)


@pytest.mark.parametrize("kind", LetterKind)
def test_the_shipped_letters_come_out_as_docxtpl_makes_them(kind: LetterKind) -> None:
    data = (SHIPPED / f"{kind.value}.docx").read_bytes()
    for one in (facts(kind), bare_facts(kind), named("Bang & Olufsen <Syd>", kind=kind)):
        _assert_equal(data, letter_context(one))


def test_what_is_checked_is_what_docxtpl_renders(monkeypatch: pytest.MonkeyPatch) -> None:
    """An upgrade of docxtpl that renders one more part must fail here and not in a municipality."""
    data = _with_footnotes(
        word_file("{{ navn }}", "{%p if sandt %}", "x", "{%p endif %}", header="{{ tal }}", footer="f"),
        "{{ navn }}",
    )
    seen: list[str] = []
    compile_it = Environment.from_string

    def spy(self: Environment, source: Any, *args: Any, **more: Any) -> Any:
        seen.append(source)
        return compile_it(self, source, *args, **more)

    monkeypatch.setattr(Environment, "from_string", spy)
    document = DocxTemplate(io.BytesIO(data))
    document.render(dict(_CONTEXT), autoescape=True)
    again = DocxTemplate(io.BytesIO(data))
    again.render_init()
    assert [source.text for source in sources(again)] == seen
    assert len(seen) == 1 + 1 + 1 + len(PROPERTIES) + 1
