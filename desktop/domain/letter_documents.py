"""Which road did a document take through the engine, and what keeps it off the fast one or a joined file?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Road(StrEnum):
    """How a document was made. Both make the same document; FAST makes it many times faster."""

    FAST = "fast"
    DOCXTPL = "docxtpl"


class Detour(StrEnum):
    """Why docxtpl itself made a document.

    PICTURE, SUBDOCUMENT, LINK and REPLACEMENT bring new parts or relations into the package. The others lie
    in the template: NAMESPACE is a body that does not call its elements `w:…`, SHARED_PART a header or footer
    used twice, SECTIONS text in footnotes that docxtpl fills in once for each section.
    """

    PICTURE = "picture"
    SUBDOCUMENT = "subdocument"
    LINK = "link"
    REPLACEMENT = "replacement"
    NAMESPACE = "namespace"
    SHARED_PART = "shared_part"
    SECTIONS = "sections"


class JoinFault(StrEnum):
    """Why letters of one kind could not be put into one file without one of them getting a wrong page.

    DETOUR: docxtpl itself makes these letters. NOTES: they have footnotes or comments. BOOKMARKS: something
    in them refers to a bookmark. PAGE_COUNT: they say of how many pages they are, and have several sections
    or a field in pieces. HEADERS: their first section names fewer headers than a later one, and would take
    them from the letter before.
    """

    DETOUR = "detour"
    NOTES = "notes"
    BOOKMARKS = "bookmarks"
    PAGE_COUNT = "page_count"
    HEADERS = "headers"


class PartVerdict(StrEnum):
    """How a part of our document stands beside the same part of docxtpl's, in canonical XML.

    ESCAPED_ONCE is a document property in which docxtpl prints "&amp;" for "&"; that is its fault, and the
    only difference.
    """

    EQUAL = "equal"
    ESCAPED_ONCE = "escaped_once"
    DIFFERENT = "different"
    ONLY_OURS = "only_ours"
    ONLY_DOCXTPLS = "only_docxtpls"


@dataclass(frozen=True, slots=True)
class ComparedPart:
    """One part of the package, by its name there."""

    part: str
    verdict: PartVerdict


@dataclass(frozen=True, slots=True)
class RenderReport:
    """How one document was made.

    Attributes:
        detour: why docxtpl made it, or None.
        parts: the comparison with docxtpl's own document, when it was asked for.
    """

    road: Road
    detour: Detour | None = None
    parts: tuple[ComparedPart, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether no part says anything else than docxtpl's."""
        return all(one.verdict in (PartVerdict.EQUAL, PartVerdict.ESCAPED_ONCE) for one in self.parts)
