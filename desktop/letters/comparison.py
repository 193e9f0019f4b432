"""Is a document what docxtpl would have made of the same template and values, part by part?

docxtpl runs here as anyone would run it: escaping on, its own jinja. The template has passed the list of what
templates may do before, so there is nothing in it for jinja to run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import unescape
from typing import Any

from desktop.domain.letter_documents import ComparedPart, PartVerdict
from desktop.domain.letters import TemplatePlace
from desktop.letters.cleaning import clean_context
from desktop.letters.template import LetterTemplate
from desktop.letters.template_faults import reported

_PROPERTIES = "docProps/core.xml"


def compare(
    template: LetterTemplate, context: Mapping[str, object], document: bytes
) -> tuple[ComparedPart, ...]:
    """Every part of both documents, by name.

    Args:
        document: what we have made of the template and the context.

    Raises:
        TemplateError: docxtpl cannot fill the template in.
    """
    ours, theirs = _parts(document), _parts(_by_docxtpl(template, context))
    return tuple(
        ComparedPart(name, _verdict(name, ours.get(name), theirs.get(name)))
        for name in sorted(ours.keys() | theirs.keys())
    )


def _by_docxtpl(template: LetterTemplate, context: Mapping[str, object]) -> bytes:
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template.data))
    with reported(template.name, TemplatePlace.BODY, context):
        document.render(clean_context(context), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _verdict(name: str, ours: bytes | None, theirs: bytes | None) -> PartVerdict:
    if ours is None or theirs is None:
        return PartVerdict.ONLY_DOCXTPLS if ours is None else PartVerdict.ONLY_OURS
    if ours == theirs:
        return PartVerdict.EQUAL
    if not name.endswith((".xml", ".rels")):
        return PartVerdict.DIFFERENT
    our_tree, their_tree = _tree(ours), _tree(theirs)
    if _canonical(our_tree) == _canonical(their_tree):
        return PartVerdict.EQUAL
    if name == _PROPERTIES:
        for element in their_tree.iter():
            element.text = unescape(element.text) if element.text else element.text
        if _canonical(our_tree) == _canonical(their_tree):
            return PartVerdict.ESCAPED_ONCE
    return PartVerdict.DIFFERENT


def _tree(content: bytes) -> Any:
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _canonical(tree: Any) -> bytes:
    from lxml import etree

    return etree.tostring(tree, method="c14n")
