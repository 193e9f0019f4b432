"""Which parts of a template does docxtpl fill in, and what text does it give to jinja for each?

Held against docxtpl by a test, so that an upgrade cannot open a part that nobody checks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import TemplatePlace

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

# The document properties docxtpl renders, by python-docx's names.
PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
LONGEST_PROPERTY = 255
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


@dataclass(frozen=True, slots=True)
class Source:
    """A text docxtpl gives to jinja, after its own patching.

    Attributes:
        part: name of the part in the package, or of the property.
        relation: the relation that leads to a header or footer, otherwise "".
    """

    where: TemplatePlace
    part: str
    text: str
    relation: str = ""

    @property
    def has_tags(self) -> bool:
        """Whether anything in it may differ from letter to letter."""
        return any(mark in self.text for mark in ("{{", "{%", "{#"))


def opened(data: bytes, name: str) -> DocxTemplate:
    """A package as docxtpl opens it.

    Raises:
        FileTrouble: its parts do not make a Word document.
    """
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from lxml.etree import XMLSyntaxError

    document = DocxTemplate(io.BytesIO(data))
    try:
        document.render_init()
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError) as error:
        raise FileTrouble(name, FileFault.DAMAGED) from error
    return document


def sources(document: DocxTemplate) -> Iterator[Source]:
    """All of them, in the order docxtpl renders them."""
    name = document.docx.part.partname.membername
    yield Source(TemplatePlace.BODY, name, in_lines(document.patch_xml(document.get_xml())))
    for where, uri in edges(document):
        for relation, part in document.get_headers_footers(uri):
            text = in_lines(document.patch_xml(document.get_part_xml(part)))
            yield Source(where, part.partname.membername, text, relation)
    for property_ in PROPERTIES:
        yield Source(TemplatePlace.PROPERTIES, property_, getattr(document.docx.core_properties, property_))
    for part in footnotes(document):
        text = in_lines(document.patch_xml(part.blob.decode("utf-8")))
        yield Source(TemplatePlace.FOOTNOTES, part.partname.membername, text)


def in_lines(xml: str) -> str:
    """Each paragraph on a line of its own, as docxtpl compiles it: line numbers are paragraph numbers."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", xml)


def edges(document: DocxTemplate) -> tuple[tuple[TemplatePlace, str], ...]:
    """Headers and footers, by the relations that lead to them."""
    return (TemplatePlace.HEADER, document.HEADER_URI), (TemplatePlace.FOOTER, document.FOOTER_URI)


def footnotes(document: DocxTemplate) -> Iterator[Any]:
    """The part with the footnotes, if there is one."""
    return (part for part in document.docx.part.package.parts if part.content_type == _FOOTNOTES)
