"""How do many letters become one .docx in which each keeps its own header and page numbers?

For printing and proofreading. Every letter becomes a section: its own headers and footers, page numbers from
1, "of N" its own pages, lists that begin anew. The bodies are put behind each other as they are, so a
thousand letters take ten times as long as a hundred. What cannot be joined without giving somebody a wrong
page is not joined, and the fault says why.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from desktop.domain.letter_documents import JoinFault
from desktop.domain.letters import TemplateError, TemplateFault, TemplatePlace
from desktop.letters.fast_road import FilledParts
from desktop.letters.numbering import Lists
from desktop.letters.packing import Packer
from desktop.letters.sections import LetterBody, counting_the_section, page_count_is_split
from desktop.letters.template import LetterTemplate

MOST_LETTERS = 500
"""In one file; Word is slow with more sections, and a quarter of a megabyte each adds up."""
_TYPES = "[Content_Types].xml"
_FIRST_PICTURE = 1000
_PICTURE_ID = re.compile(rb'(<wp:docPr\b[^>]*?\bid=")\d+')
_NUMBERING, _STYLES = "/numbering.xml", "/styles.xml"


class NotJoinable(Exception):
    """Letters that cannot stand in one file. Fact: why."""

    def __init__(self, fault: JoinFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class _Edge:
    """A header or footer that differs from letter to letter."""

    relation: str
    part: str
    relations: bytes | None


class JoinedFile:
    """A joined file that takes one letter after the other. All are of the same template.

    Args:
        template: has filled in its letters on the fast road.
    """

    def __init__(self, template: LetterTemplate) -> None:
        self._name = template.name
        self._prepared = template.prepared
        unchanged = dict(self._prepared.unchanged)
        self._last_picture = _FIRST_PICTURE
        self._count = 0
        self._types = unchanged.pop(_TYPES).decode("utf-8")
        self._relations_part = _relations_of(self._prepared.document_part)
        self._relations = unchanged.pop(self._relations_part).decode("utf-8")
        self._numbering_part = next((name for name in unchanged if name.endswith(_NUMBERING)), None)
        styles = next((content for name, content in unchanged.items() if name.endswith(_STYLES)), None)
        self._lists = Lists(
            unchanged.pop(self._numbering_part, None) if self._numbering_part else None, styles
        )
        self._core = unchanged.pop(self._prepared.core_part, None)
        fixed_edges = set(self._prepared.relations.values()) & unchanged.keys()
        self._counts_pages = any("NUMPAGES" in unchanged[name].decode("utf-8") for name in fixed_edges)
        self._unchanged = {
            name: self._edge_content(content) if name in fixed_edges else content
            for name, content in unchanged.items()
        }
        self._edges = [
            _Edge(relation, part, unchanged.get(_relations_of(part)))
            for relation, part in self._prepared.relations.items()
            if part not in fixed_edges
        ]
        self._bodies: list[bytes] = []
        self._pending: LetterBody | None = None
        self._parts: list[tuple[str, bytes]] = []
        self._known: dict[tuple[str, bytes], str] = {}
        self._new_types: list[str] = []
        self._new_relations: list[str] = []
        self._properties: dict[str, str] = {}

    def __len__(self) -> int:
        return self._count

    def add(self, letter: FilledParts) -> None:
        """Put a letter behind the others. Its body is used up.

        Raises:
            NotJoinable: it must not stand in a file with others.
        """
        body = LetterBody(letter.body)
        if body.fault is not None:
            raise NotJoinable(body.fault)
        filled = dict(letter.others)
        self._refuse_page_counts(body, filled)
        self._close_pending(last=False)
        first = self._count == 0
        self._count += 1
        body.settle(self._relations_for(filled), first=first)
        if not first:
            self._lists.begin_anew(body.numbers, body.styles)
        self._last_picture = body.number_pictures(self._last_picture)
        self._keep_common(letter.properties)
        self._pending = body

    def data(self) -> bytes:
        """The finished file.

        Raises:
            TemplateError: the bodies do not make one document.
        """
        self._close_pending(last=True)
        document = self._document()
        parts = [
            (_TYPES, self._types.replace("</Types>", "".join((*self._new_types, "</Types>"))).encode()),
            *self._unchanged.items(),
            (self._relations_part, self._with_relations()),
            (self._prepared.document_part, document),
            *self._parts,
        ]
        if self._numbering_part is not None:
            parts.append((self._numbering_part, self._lists.part()))
        core = self._core if self._core is not None else self._prepared.core_with(self._properties)
        return Packer([*parts, (self._prepared.core_part, core)]).pack(())

    def _document(self) -> bytes:
        start, end = self._prepared.before.encode(), self._prepared.after.encode()
        document = b"".join((start, b"<w:body>", *self._bodies, b"</w:body>", end))
        try:
            # No tree: it would be a hundred times the letters.
            expat.ParserCreate(namespace_separator=" ").Parse(document, True)
        except expat.ExpatError:
            raise TemplateError(self._name, TemplateFault.STRUCTURE, where=TemplatePlace.BODY) from None
        return document

    # --------------------------------------------------------------------------------- one letter

    def _refuse_page_counts(self, body: LetterBody, filled: dict[str, bytes]) -> None:
        """Sections can say how many pages they have; a letter of several sections cannot."""
        edges = [filled[edge.part].decode("utf-8") for edge in self._edges]
        counts = self._counts_pages or any("NUMPAGES" in edge for edge in edges)
        if (counts and not body.is_one_section) or any(map(page_count_is_split, edges)):
            raise NotJoinable(JoinFault.PAGE_COUNT)

    def _close_pending(self, *, last: bool) -> None:
        """Write the body of the letter before; only now is it known whether another follows."""
        if self._pending is None:
            return
        if not last:
            self._pending.end_section()
        self._bodies.append(self._pending.content().encode("utf-8"))
        self._pending = None

    def _relations_for(self, filled: dict[str, bytes]) -> dict[str, str]:
        """The relations to the letter's own headers and footers. Letters with the same share a part."""
        own: dict[str, str] = {}
        for edge in self._edges:
            content = filled[edge.part]
            known = self._known.get((edge.part, content))
            if known is None:
                known = self._known[edge.part, content] = self._take_edge(edge, content)
            own[edge.relation] = known
        return own

    def _take_edge(self, edge: _Edge, content: bytes) -> str:
        """Add a header or footer, and give the relation that leads to it."""
        name, relation = edge.part, edge.relation
        if self._count > 1:
            name, relation = self._named_anew(edge.part), f"{edge.relation}L{self._count}"
            self._new_types.append(self._override(edge.part, name))
            self._new_relations.append(self._relation(edge.relation, relation, name))
            if edge.relations is not None:
                self._parts.append((_relations_of(name), edge.relations))
        self._parts.append((name, self._edge_content(content)))
        return relation

    def _edge_content(self, content: bytes) -> bytes:
        content = counting_the_section(content.decode("utf-8")).encode("utf-8")
        return _PICTURE_ID.sub(self._next_picture, content) if b"wp:docPr" in content else content

    def _next_picture(self, found: re.Match[bytes]) -> bytes:
        self._last_picture += 1
        return found[1] + str(self._last_picture).encode()

    def _keep_common(self, properties: Any) -> None:
        """A property that differs from letter to letter says nothing about the file."""
        if self._count == 1:
            self._properties = dict(properties)
        for name, text in properties.items():
            if self._properties[name] != text:
                self._properties[name] = ""

    # ------------------------------------------------------------------------------------- names

    def _named_anew(self, part: str) -> str:
        stem, ending = posixpath.splitext(part)
        return f"{stem}_{self._count}{ending}"

    def _override(self, part: str, name: str) -> str:
        kind = re.search(rf'<Override[^>]*PartName="/{re.escape(part)}"[^>]*>', self._types)
        assert kind is not None  # noqa: S101 - python-docx writes one for every header and footer
        return kind[0].replace(f'"/{part}"', quoteattr(f"/{name}"))

    def _relation(self, relation: str, renamed: str, name: str) -> str:
        original = re.search(rf'<Relationship[^>]*\bId="{re.escape(relation)}"[^>]*>', self._relations)
        assert original is not None  # noqa: S101 - the header was found through it
        moved = re.sub(r'\bTarget="[^"]*"', f"Target={quoteattr('/' + name)}", original[0])
        return moved.replace(f'Id="{relation}"', f'Id="{renamed}"')

    def _with_relations(self) -> bytes:
        return self._relations.replace(
            "</Relationships>", "".join((*self._new_relations, "</Relationships>"))
        ).encode("utf-8")


def _relations_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
