"""Where in a UBL document is what we ask for? Found in two walks, not in one search per question.

A search by path costs a microsecond however little it finds, and thirty of them cost as much as parsing the
document. So the children of the root are walked once and kept by name, and the whole tree is walked once for
the names that matter at any depth: texts, numbers with a scheme, attachments, references to other documents.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.importing.citizens import LOOKED_AT, Looked
from desktop.importing.ubl_names import CAC, CBC
from desktop.importing.xml_parsing import local_name, text_of

if TYPE_CHECKING:
    from lxml import etree

ID = f"{CBC}ID"
LINES = tuple(f"{CAC}{name}Line" for name in ("Invoice", "CreditNote", "Reminder"))
_ATTACHMENT = f"{CAC}Attachment"
_BILLING = f"{CAC}BillingReference"
_NAMES = (*LOOKED_AT, _ATTACHMENT, _BILLING)
_NONE: list[etree._Element] = []


class Scan:
    """A UBL document by what is asked of it.

    Attributes:
        document: the root.
        lines: its lines, in order.
        looked: elements where citizens or words about them may stand, with their texts; empty ones left out.
        attachments: documents embedded or linked, a signature's own left out.
        refers: the document or one of its lines names another document it is about.
    """

    __slots__ = ("_top", "attachments", "document", "lines", "looked", "refers")

    def __init__(self, document: etree._Element) -> None:
        """Walk the document."""
        self.document = document
        self._top: dict[str, list[etree._Element]] = {}
        for child in document:
            tag = child.tag
            if tag in self._top:
                self._top[tag].append(child)
            else:
                self._top[tag] = [child]
        self.lines = [line for name in LINES if name in self._top for line in self._top[name]]
        # One walk for all questions: asking for each path by itself costs five times the parsing.
        found = list(document.iter(*_NAMES))
        self.looked: Looked = [(element, text) for element in found if (text := element.text)]
        self.attachments, self.refers = 0, False
        if len(found) > len(self.looked):
            self._look_for_aggregates(found)

    def all(self, tag: str) -> list[etree._Element]:
        """The root's children of that name."""
        return self._top.get(tag, _NONE)

    def first(self, tag: str) -> etree._Element | None:
        """The root's first child of that name."""
        found = self._top.get(tag)
        return found[0] if found else None

    def text(self, tag: str) -> str:
        """The text of the root's first child of that name, or ""."""
        found = self._top.get(tag)
        return text_of(found[0]) if found else ""

    def _look_for_aggregates(self, found: list[etree._Element]) -> None:
        """Attachments and references to other documents; neither has a text of its own."""
        for element in found:
            if element.tag == _BILLING:
                self.refers = True
            elif element.tag == _ATTACHMENT:
                above = (local_name(each) for each in element.iterancestors())
                self.attachments += "Signature" not in above
