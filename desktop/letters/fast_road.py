"""What of a template can be done once, so that a letter costs only what is different in it?

About nine tenths of docxtpl's time goes into work that does not depend on the letter: opening the file, its
patching, compiling, and deflating parts that never change. Here that is done once. A letter is then: render
the parts with tags, prove each of them by a strict parse, deflate them, and put them behind the ready block
of all other parts. The parts come out as docxtpl's do; a `Detour` says what this road cannot do.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from desktop.domain.cpr import contains_cpr
from desktop.domain.letter_documents import Detour
from desktop.domain.letters import CprInDocument, TemplateError, TemplateFault, TemplatePlace
from desktop.letters.document_text import xml_contains_cpr
from desktop.letters.packing import Packer
from desktop.letters.parts import LONGEST_PROPERTY, Source, sources
from desktop.letters.template_faults import reported, strict_tree
from desktop.letters.word_xml import (
    as_loaded,
    as_rendered,
    grids_differ,
    with_docxtpls_repairs,
    without_namespaces,
)

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import Template

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_WORD}}}"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_BODY_END = "</w:body>"
_TAG = re.compile(r"\{[{%#]")
# Private characters around a property's name stand where its text will go.
_FRAME = "\ue000{}\ue001"
_FRAMED = re.compile("\ue000(\\w+)\ue001")


@dataclass(frozen=True, slots=True)
class FilledParts:
    """What is different in one letter.

    Attributes:
        document: the main part, whole.
        others: the headers, footers, footnotes and properties that have tags, by part name.
        properties: the texts of the document properties that have tags.
        title: the title among the properties.
        body: the parsed body of `document`, for who wants to take it apart.
    """

    document: bytes
    others: tuple[tuple[str, bytes], ...]
    properties: Mapping[str, str]
    title: str
    body: Any


@dataclass(frozen=True, slots=True)
class _Text:
    """A compiled text of the template."""

    source: Source
    template: Template


def prepare(name: str, document: DocxTemplate) -> Prepared | Detour:
    """A template ready to be filled in many times, or why only docxtpl can fill it in.

    Args:
        name: the template's file name, for errors.
        document: freshly opened and checked; it is used up.
    """
    found = tuple(sources(document))
    body = found[0].text
    if not body.startswith("<w:body") or document.docx.part.element.nsmap.get("w") != _WORD:
        return Detour.NAMESPACE
    if _BODY_END not in body:
        return Detour.NAMESPACE
    edges = [source.part for source in found if source.relation]
    if len(set(edges)) != len(edges):
        return Detour.SHARED_PART
    return Prepared(name, document, found)


class Prepared:
    """A template ready to be filled in many times; threads may share it.

    It remembers the last headers and footers it made, and no other value.

    Attributes:
        document_part: the main part's name in the package.
        core_part: the name of the part with the document properties.
        unchanged: the parts no letter changes, in the package's order.
        relations: header and footer parts by the relation that leads to them.
        before, after: what stands around the body in the main part.
    """

    def __init__(self, name: str, document: DocxTemplate, found: tuple[Source, ...]) -> None:
        from desktop.letters.sandbox import LetterEnvironment

        self._name = name
        self._markup = LetterEnvironment(markup=True)
        self._plain = LetterEnvironment(markup=False)
        self._sections = len(document.docx.sections)
        self._last: dict[str, tuple[str, bytes]] = {}
        body, others = found[0], found[1:]
        self.document_part = body.part
        self.relations = {source.relation: source.part for source in others if source.relation}
        lean = without_namespaces(body.text, document.docx.part.element.nsmap)
        self._body = self._compiled(Source(body.where, body.part, lean))
        texts = [self._compiled(source) for source in others]
        dynamic = [text for text in texts if text.source.has_tags]
        self._properties = [text for text in dynamic if text.source.where is TemplatePlace.PROPERTIES]
        self._parts = [text for text in dynamic if text.source.where is not TemplatePlace.PROPERTIES]
        package = self._package(document, [text for text in texts if not text.source.has_tags])
        self.before, self.after = _around_body(package[self.document_part].decode("utf-8"))
        parts = document.docx.part.package.iter_parts()
        self.core_part = next(part.partname.membername for part in parts if part.content_type == _CORE)
        self._core = _FRAMED.split(package[self.core_part].decode("utf-8"))
        changing = {self.document_part, *(text.source.part for text in self._parts)}
        if self._properties:
            changing.add(self.core_part)
        self.unchanged = tuple((part, content) for part, content in package.items() if part not in changing)
        self._packer = Packer(self.unchanged)

    def _package(self, document: DocxTemplate, constant: list[_Text]) -> dict[str, bytes]:
        """All parts as docxtpl saves them, with frames for the properties that have tags."""
        properties = document.docx.core_properties
        for text in self._properties:
            setattr(properties, text.source.part, _FRAME.format(text.source.part))
        filled: dict[str, bytes] = {}
        for text in constant:
            if text.source.where is TemplatePlace.PROPERTIES:
                setattr(properties, text.source.part, self._rendered(text, {})[:LONGEST_PROPERTY])
            else:
                filled[text.source.part] = self._part(text, {})
        self._fixed_title = str(properties.title)
        out = io.BytesIO()
        document.docx.save(out)
        with zipfile.ZipFile(out) as package:
            return {part: filled.get(part) or package.read(part) for part in package.namelist()}

    def _compiled(self, source: Source) -> _Text:
        environment = self._plain if source.where is TemplatePlace.PROPERTIES else self._markup
        with reported(self._name, source.where, {}):
            return _Text(source, environment.from_string(source.text))

    # ------------------------------------------------------------------------------------ rendering

    def pack(self, filled: FilledParts) -> bytes:
        """The .docx file."""
        return self._packer.pack(((self.document_part, filled.document), *filled.others))

    def fill(self, fields: Mapping[str, object]) -> FilledParts | None:
        """One letter; None when docxtpl has to make it after all (`Detour.SECTIONS`).

        Raises:
            TemplateError, CprInDocument: as `LetterTemplate.render_document` says.
        """
        self._markup.renew_budget()
        self._plain.renew_budget()
        document, body = self._document(fields)
        others = [(text.source.part, self._part(text, fields)) for text in self._parts]
        told = {text.source.part: self._property(text, fields) for text in self._properties}
        if told:
            others.append((self.core_part, self.core_with(told)))
        if self._sections > 1 and any(self._is_filled_again(text, others) for text in self._parts):
            return None
        title = told.get("title", self._fixed_title)
        return FilledParts(document, tuple(others), told, title, body)

    def _document(self, fields: Mapping[str, object]) -> tuple[bytes, Any]:
        where = TemplatePlace.BODY
        xml = as_rendered(self._rendered(self._body, fields))
        document = f"{self.before}{xml}{self.after}".encode()
        root = strict_tree(self._name, where, document)
        body = root.find(f"{_W}body")
        try:
            repaired = "docPr" in xml or ("<w:tbl" in xml and grids_differ(body))
            if repaired:
                body = with_docxtpls_repairs(body)
        except (AttributeError, TypeError, ValueError, LookupError):
            # A table without its grid: docxtpl takes it for granted.
            raise TemplateError(self._name, TemplateFault.STRUCTURE, where=where) from None
        if repaired:
            from lxml import etree

            document = etree.tostring(body.getroottree(), encoding="UTF-8", standalone=True)
        self._refuse_cpr(xml)
        return document, body

    def _part(self, text: _Text, fields: Mapping[str, object]) -> bytes:
        """A header, a footer or the footnotes."""
        rendered = self._rendered(text, fields)
        # Most headers name the sender only: what the letter before had has been proved already.
        last = self._last.get(text.source.part)
        if last is not None and last[0] == rendered:
            return last[1]
        xml = as_rendered(rendered)
        content = xml.encode("utf-8")
        strict_tree(self._name, text.source.where, content)
        self._refuse_cpr(xml)
        if text.source.where is not TemplatePlace.FOOTNOTES:
            content = as_loaded(content)
        self._last[text.source.part] = (rendered, content)
        return content

    def _property(self, text: _Text, fields: Mapping[str, object]) -> str:
        value = self._rendered(text, fields)[:LONGEST_PROPERTY]
        if contains_cpr(value):
            raise CprInDocument(self._name)
        return value

    def core_with(self, told: Mapping[str, str]) -> bytes:
        """The part with the document properties, these texts filled in."""
        pieces = [escape(told[piece]) if place % 2 else piece for place, piece in enumerate(self._core)]
        return "".join(pieces).encode("utf-8")

    def _rendered(self, text: _Text, fields: Mapping[str, object]) -> str:
        with reported(self._name, text.source.where, fields):
            return text.template.render(fields)

    def _refuse_cpr(self, xml: str) -> None:
        if xml_contains_cpr(xml):
            raise CprInDocument(self._name)

    @staticmethod
    def _is_filled_again(text: _Text, filled: list[tuple[str, bytes]]) -> bool:
        """docxtpl renders footnotes once per section, so what looks like a tag afterwards becomes one."""
        xml = dict(filled)[text.source.part].decode("utf-8")
        return text.source.where is TemplatePlace.FOOTNOTES and _TAG.search(xml) is not None


def _around_body(document: str) -> tuple[str, str]:
    start, end = document.index("<w:body"), document.rindex(_BODY_END) + len(_BODY_END)
    return document[:start], document[end:]
