"""What can a reader find in a Word document, and is there a CPR number in it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from desktop.domain.cpr import contains_cpr

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

_TEXT_PARTS = re.compile(
    r"wordprocessingml\.(document\.main|header|footer|footnotes|endnotes|comments)\+xml$"
)
_PROPERTIES = (
    "author",
    "category",
    "comments",
    "content_status",
    "identifier",
    "keywords",
    "language",
    "last_modified_by",
    "subject",
    "title",
    "version",
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


_PIECE = re.compile(r"<w:t(?: [^>]*)?>([^<]+)|<(?:(/?w:p)|w:tab|w:br|w:cr)[ />]")
_PICTURE = re.compile(r"<\w+:docPr\b[^>]*")
_ALTERNATIVE_TEXT = re.compile(r' (?:descr|title)="([^"]*)"')
# Stands between paragraphs so that no number reaches over it: longer than any spelling's gap between digits.
_APART = "\n;;;;;;;;;\n"


def package_contains_cpr(package: OpcPackage) -> bool:
    """Whether any text of the document is shaped like a CPR number, in the widest sense."""
    return any(contains_cpr(text) for text in visible_texts(package))


def xml_contains_cpr(xml: str) -> bool:
    """The same for one part, from its well-formed XML with Word's elements called `w:…`, and much faster."""
    pieces = [text or (_APART if paragraph else "\n") for text, paragraph in _PIECE.findall(xml)]
    if "docPr" in xml:
        for picture in _PICTURE.findall(xml):
            pieces += (_APART, "\n".join(_ALTERNATIVE_TEXT.findall(picture)))
    text = "".join(pieces)
    return contains_cpr(unescape(text) if "&" in text else text)


def visible_texts(package: OpcPackage) -> Iterator[str]:
    """Everything a reader can find: paragraphs, pictures' alternative texts, document properties."""
    from docx.oxml.parser import parse_xml

    for part in package.iter_parts():
        if _TEXT_PARTS.search(part.content_type):
            root = getattr(part, "element", None)
            yield from _texts(parse_xml(part.blob) if root is None else root)
    for name in _PROPERTIES:
        yield str(getattr(package.core_properties, name))


def _texts(root: Any) -> Iterator[str]:
    for paragraph in root.iter(_WORD + "p"):
        yield paragraph_text(paragraph)
    for picture in root.iter("{*}docPr"):
        yield f"{picture.get('descr', '')}\n{picture.get('title', '')}"


def paragraph_text(paragraph: Any) -> str:
    """The paragraph as it reads: tabs and line breaks as newlines, so that they never join two numbers."""
    return "".join(map(_printed, paragraph.iter(_WORD + "t", _WORD + "tab", _WORD + "br", _WORD + "cr")))


def _printed(element: Any) -> str:
    return (element.text or "") if element.tag == _WORD + "t" else "\n"
