"""Which road did a document take through the engine, and why not the short one?"""

from __future__ import annotations

from enum import StrEnum


class Road(StrEnum):
    """How a document was made. Both make the same document; FAST makes it many times faster."""

    FAST = "fast"
    DOCXTPL = "docxtpl"


class Detour(StrEnum):
    """Why docxtpl itself made a document.

    PICTURE, SUBDOCUMENT, LINK and REPLACEMENT bring new parts or relations into the package. The others lie in
    the template: NAMESPACE is a body that does not call its elements `w:…`, SHARED_PART a header or footer used
    twice, SECTIONS text in footnotes that docxtpl fills in once for each section.
    """

    PICTURE = "picture"
    SUBDOCUMENT = "subdocument"
    LINK = "link"
    REPLACEMENT = "replacement"
    NAMESPACE = "namespace"
    SHARED_PART = "shared_part"
    SECTIONS = "sections"
