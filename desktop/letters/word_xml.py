"""What does docxtpl do to a part's XML before and after jinja, and when can it be left out?

Each step here gives what docxtpl's own code gives; where that is slow and mostly for nothing, we first look
whether it would change anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DECLARED = re.compile(r'\sxmlns:([\w.-]+)="([^"]*)"')
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_LISTING = "\n\t\a\f"
"""What docxtpl makes a line break, a tab, a paragraph and a page of."""
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_BLANK = re.compile(rb">[ \t\r\n]+<")


def without_namespaces(body: str, declared: Mapping[str | None, str]) -> str:
    """The body as a piece of its document: without the declarations that the document's root already has."""
    end = body.index(">")
    start = _DECLARED.sub(lambda one: "" if declared.get(one[1]) == one[2] else one[0], body[:end])
    return start + body[end:]


def as_rendered(xml: str) -> str:
    """What docxtpl does with the text jinja gives back: line breaks, escaped braces, tabs and new lines."""
    xml = xml.replace("\n<w:p ", "<w:p ").replace("\n<w:p>", "<w:p>")
    if "_" in xml:
        xml = xml.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
    if _has_listing(xml):
        xml = _PARAGRAPH.sub(_listing_resolved, xml)
    return xml


def _listing_resolved(paragraph: re.Match[str]) -> str:
    xml = paragraph[0]
    return str(_bare_docxtpl().resolve_listing(xml)) if _has_listing(xml) else xml


def _has_listing(xml: str) -> bool:
    return any(sign in xml for sign in _LISTING)


def as_loaded(xml: bytes) -> bytes:
    """A header or footer as python-docx loads and saves it."""
    from docx.opc.oxml import serialize_part_xml
    from docx.oxml.parser import parse_xml

    # Loading changes nothing but blanks between elements, which python-docx drops.
    return serialize_part_xml(parse_xml(xml)) if _BLANK.search(xml) else _DECLARATION + xml


def grids_differ(body: Any) -> bool:
    """Whether docxtpl's `fix_tables` would change a table: its rows do not have the columns of its grid.

    Raises:
        ValueError, TypeError: a cell's span is no number.
    """
    return any(_grid_differs(table) for table in body.iter(f"{_W}tbl"))


def _grid_differs(table: Any) -> bool:
    grid = table.find(f"{_W}tblGrid")
    if grid is None:
        return True  # docxtpl says what it thinks of that
    columns = len(grid.findall(f"{_W}gridCol"))
    widest = 0
    for row in table.iter(f"{_W}tr"):
        cells = row.findall(f"{_W}tc")
        if len(cells) > columns:
            return True
        widest = max(widest, sum(map(_span, cells)))
    return widest < columns


def _span(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return 1 if span is None else int(span.get(f"{_W}val"))


def with_docxtpls_repairs(body: Any) -> Any:
    """The body, still in its document, after docxtpl's own `fix_tables` and `fix_docpr_ids`.

    Raises:
        AttributeError, TypeError, ValueError, LookupError: docxtpl stumbles over the body.
    """
    from lxml import etree

    docxtpl = _new_docxtpl()
    repaired = docxtpl.fix_tables(etree.tostring(body, encoding="unicode"))
    docxtpl.docx_ids_index = 1000
    docxtpl.fix_docpr_ids(repaired)
    body.getparent().replace(body, repaired)
    return repaired


@cache
def _bare_docxtpl() -> DocxTemplate:
    """docxtpl without a document, for its functions that need none."""
    return _new_docxtpl()


def _new_docxtpl() -> DocxTemplate:
    from docxtpl import DocxTemplate

    return DocxTemplate("")
