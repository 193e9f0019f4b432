"""What can a reader find in a Word document, and is there a CPR number in it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
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


def package_contains_cpr(package: OpcPackage) -> bool:
    """Whether any text of the document is shaped like a CPR number, in the widest sense."""
    return any(contains_cpr(text) for text in visible_texts(package))


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
