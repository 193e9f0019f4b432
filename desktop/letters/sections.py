"""How does a letter become a run of sections in a longer document, with its own header and page numbers?

Works on the parsed body of one finished letter, in place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from desktop.domain.letter_documents import JoinFault

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REFERENCES = (f"{_W}headerReference", f"{_W}footerReference")
_NOTES = tuple(
    f"{_W}{name}" for name in "footnoteReference endnoteReference commentReference commentRangeStart".split()
)
_BLOCKS = (f"{_W}p", f"{_W}tbl", f"{_W}sdt", f"{_W}altChunk")
# What stands before the two elements in w:sectPr that joining sets.
_BEFORE_TYPE = "headerReference footerReference footnotePr endnotePr".split()
_BEFORE_NUMBERS = [*_BEFORE_TYPE, *"type pgSz pgMar paperSrc pgBorders lnNumType".split()]
_CONTINUING = ("continuous", "nextColumn")
_INSTRUCTION = re.compile(r"<w:instrText[^>]*>([^<]*)")


class LetterBody:
    """One letter's body on its way into a joined file.

    Attributes:
        fault: why it cannot go there, or None.
        numbers, styles: where its paragraphs name a list, and a style.
        pictures: what carries an id that must be one of a kind in the file.
    """

    def __init__(self, body: Any) -> None:
        self._body = body
        self._sections: list[Any] = []
        self._bookmarks: list[Any] = []
        self._controls: list[Any] = []
        self._codes: list[Any] = []
        self._paragraphs: list[Any] = []
        self.numbers: list[Any] = []
        self.styles: list[Any] = []
        self.pictures: list[Any] = []
        self.fault: JoinFault | None = None
        self._look()

    def _look(self) -> None:
        anchors = False
        collected = {
            f"{_W}p": self._paragraphs,
            f"{_W}numId": self.numbers,
            f"{_W}pStyle": self.styles,
            f"{_W}sectPr": self._sections,
            f"{_W}bookmarkStart": self._bookmarks,
            f"{_W}bookmarkEnd": self._bookmarks,
            f"{_W}sdtPr": self._controls,
            f"{_W}instrText": self._codes,
            f"{_W}fldSimple": self._codes,
        }
        for element in self._body.iter(*collected, *_NOTES, f"{_W}hyperlink", "{*}docPr"):
            if element.tag in _NOTES:
                self.fault = JoinFault.NOTES
            elif element.tag == f"{_W}hyperlink":
                anchors |= element.get(f"{_W}anchor") is not None
            else:
                collected.get(element.tag, self.pictures).append(element)
        self._sections = [one for one in self._sections if one.getparent().tag != f"{_W}sectPrChange"]
        self.fault = self.fault or self._fault(anchors=anchors)

    def _fault(self, *, anchors: bool) -> JoinFault | None:
        codes = [_code(element) for element in self._codes]
        refers = anchors or any(
            word in code.split() for code in codes for word in ("REF", "PAGEREF", "NOTEREF")
        )
        if refers and any(not mark.get(f"{_W}name", "_").startswith("_GoBack") for mark in self._bookmarks):
            return JoinFault.BOOKMARKS
        if _is_split(codes):
            return JoinFault.PAGE_COUNT
        if len(self._sections) > 1:
            if any("NUMPAGES" in code for code in codes):
                return JoinFault.PAGE_COUNT
            first, every = _edges_of(self._sections[:1]), _edges_of(self._sections)
            if first != every:
                return JoinFault.HEADERS
        return None if self._sections else JoinFault.HEADERS

    @property
    def is_one_section(self) -> bool:
        """Whether the pages of the letter are the pages of its section."""
        return len(self._sections) == 1

    def settle(self, relations: Mapping[str, str], *, first: bool) -> None:
        """Make it a letter among others: own header, page numbers from 1, no ids that others have too.

        Args:
            relations: this letter's own relations in place of the template's.
            first: whether it opens the file.
        """
        for section in self._sections:
            for reference in section.iterchildren(*_REFERENCES):
                relation = reference.get(f"{_R}id")
                reference.set(f"{_R}id", relations.get(relation, relation))
        opening = self._sections[0]
        _child(opening, "pgNumType", _BEFORE_NUMBERS).set(f"{_W}start", "1")
        break_ = opening.find(f"{_W}type")
        if break_ is not None and break_.get(f"{_W}val") in _CONTINUING:
            break_.set(f"{_W}val", "nextPage")
        if self.is_one_section:
            for element in self._codes:
                _count_the_section(element)
        if not first:
            self._drop_ids()

    def number_pictures(self, before: int) -> int:
        """Give the pictures the next ids, and say which was the last."""
        for picture in self.pictures:
            before += 1
            picture.set("id", str(before))
        return before

    def end_section(self) -> None:
        """Let another letter follow: the last section's properties move into the last paragraph."""
        section = self._sections[-1]
        if section.getparent() is not self._body:
            return
        self._body.remove(section)
        last = next(self._body.iterchildren(*_BLOCKS, reversed=True), None)
        if last is None or last.tag != f"{_W}p" or last.find(f"{_W}pPr/{_W}sectPr") is not None:
            last = _thin_paragraph(self._body)
        properties = last.find(f"{_W}pPr")
        if properties is None:
            properties = last.makeelement(f"{_W}pPr")
            last.insert(0, properties)
        change = properties.find(f"{_W}pPrChange")
        if change is None:
            properties.append(section)
        else:
            change.addprevious(section)

    def content(self) -> str:
        """The XML between the body's tags. Its namespaces are those of the document it comes from."""
        from lxml import etree

        xml = etree.tostring(self._body, encoding="unicode")
        return xml[xml.index(">") + 1 : xml.rindex("</")]

    def _drop_ids(self) -> None:
        for bookmark in self._bookmarks:
            bookmark.getparent().remove(bookmark)
        for control in self._controls:
            for own in control.findall(f"{_W}id"):
                control.remove(own)
        for paragraph in self._paragraphs:
            for name in [name for name in paragraph.attrib if name.endswith(("}paraId", "}textId"))]:
                del paragraph.attrib[name]


def _code(element: Any) -> str:
    """A field's instruction."""
    return (element.text or "") if element.tag == f"{_W}instrText" else element.get(f"{_W}instr", "")


def _count_the_section(element: Any) -> None:
    """ "Of N pages" counts the letter's own pages, which are its section's."""
    if element.tag == f"{_W}instrText":
        element.text = counting_the_section(element.text or "")
    else:
        element.set(f"{_W}instr", counting_the_section(element.get(f"{_W}instr", "")))


def counting_the_section(xml: str) -> str:
    """The same with SECTIONPAGES for NUMPAGES."""
    return xml.replace("NUMPAGES", "SECTIONPAGES")


def page_count_is_split(xml: str) -> bool:
    """Whether a NUMPAGES is spread over several runs, where nobody can replace it."""
    return _is_split(_INSTRUCTION.findall(xml))


def _is_split(codes: list[str]) -> bool:
    return "".join(codes).count("NUMPAGES") != sum(code.count("NUMPAGES") for code in codes)


def _edges_of(sections: list[Any]) -> set[tuple[str, str]]:
    """Which kinds of header and footer the sections name."""
    return {
        (reference.tag, reference.get(f"{_W}type", "default"))
        for section in sections
        for reference in section.iterchildren(*_REFERENCES)
    }


def _child(section: Any, name: str, before: list[str]) -> Any:
    """The section's element of that name, made at its place when it is missing."""
    found = section.find(f"{_W}{name}")
    if found is None:
        tags = {f"{_W}{one}" for one in before}
        place = max((index + 1 for index, child in enumerate(section) if child.tag in tags), default=0)
        found = section.makeelement(f"{_W}{name}")
        section.insert(place, found)
    return found


def _thin_paragraph(body: Any) -> Any:
    """An empty paragraph of one point, behind a table that ends a letter."""
    paragraph = body.makeelement(f"{_W}p")
    properties = body.makeelement(f"{_W}pPr")
    spacing = body.makeelement(f"{_W}spacing")
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(f"{_W}{name}", value)
    properties.append(spacing)
    paragraph.append(properties)
    body.append(paragraph)
    return paragraph
