"""How does docxtpl itself fill a template in? The road for what the short one cannot do.

docxtpl's own `render`, step by step, so that each step's trouble has its place and properties their own rule.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.domain.letters import CprInDocument, TemplateError, TemplateFault, TemplatePlace
from desktop.letters.document_text import package_contains_cpr
from desktop.letters.parts import LONGEST_PROPERTY, PROPERTIES, edges, footnotes
from desktop.letters.template_faults import reported, strict_tree

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

    from desktop.letters.sandbox import LetterEnvironment


def render(name: str, document: DocxTemplate, fields: Mapping[str, object]) -> tuple[bytes, str]:
    """The finished .docx file and its title.

    Args:
        name: the template's file name, for the error.
        document: freshly opened; it is used up.
        fields: cleaned.

    Raises:
        TemplateError, CprInDocument: as `LetterTemplate.render_document` says.
    """
    context = dict(fields)
    _body(name, document, context)
    _headers_and_footers(name, document, context)
    _properties(name, document, context)
    _footnotes(name, document, context)
    document.is_rendered = True
    if package_contains_cpr(document.docx.part.package):
        raise CprInDocument(name)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), str(document.docx.core_properties.title)


def _environment(*, markup: bool) -> LetterEnvironment:
    from desktop.letters.sandbox import LetterEnvironment

    return LetterEnvironment(markup=markup)


def _body(name: str, document: DocxTemplate, fields: dict[str, object]) -> None:
    with reported(name, TemplatePlace.BODY, fields):
        xml = document.build_xml(fields, _environment(markup=True))
    strict_tree(name, TemplatePlace.BODY, xml)
    try:
        tree = document.fix_tables(xml)
    except (AttributeError, TypeError, ValueError, LookupError):
        # A table without its grid: docxtpl takes it for granted.
        raise TemplateError(name, TemplateFault.STRUCTURE, where=TemplatePlace.BODY) from None
    document.fix_docpr_ids(tree)
    document.map_tree(tree)


def _headers_and_footers(name: str, document: DocxTemplate, fields: dict[str, object]) -> None:
    environment = _environment(markup=True)
    for where, uri in edges(document):
        with reported(name, where, fields):
            rendered = list(document.build_headers_footers_xml(fields, uri, environment))
        for relation, xml in rendered:
            strict_tree(name, where, xml)
            document.map_headers_footers_xml(relation, xml)


def _properties(name: str, document: DocxTemplate, fields: dict[str, object]) -> None:
    environment = _environment(markup=False)
    properties = document.docx.core_properties
    for property_ in PROPERTIES:
        with reported(name, TemplatePlace.PROPERTIES, fields):
            text = environment.from_string(getattr(properties, property_)).render(fields)
        setattr(properties, property_, text[:LONGEST_PROPERTY])


def _footnotes(name: str, document: DocxTemplate, fields: dict[str, object]) -> None:
    with reported(name, TemplatePlace.FOOTNOTES, fields):
        document.render_footnotes(fields, _environment(markup=True))
    for part in footnotes(document):
        strict_tree(name, TemplatePlace.FOOTNOTES, part.blob)
