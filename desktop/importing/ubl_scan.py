"""Where in a UBL document is what we ask for? Found in two walks, not in one search per question.

A search by path costs a microsecond however little it finds, and thirty of them cost as much as parsing the
document. So the children of the root are walked once and kept by name, and the whole tree is walked once for
texts and numbers with a scheme, and once more for attachments and references to other documents. Of the
elements only those with long texts are kept: the others live no longer than one step of the walk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.importing.citizens import FEWEST_CHARACTERS, LOOKED_AT, Looked, with_digits_enough
from desktop.importing.ubl_names import CAC, CBC
from desktop.importing.xml_parsing import local_name, text_of

if TYPE_CHECKING:
    from lxml import etree

ID = f"{CBC}ID"
LINES = tuple(f"{CAC}{name}Line" for name in ("Invoice", "CreditNote", "Reminder"))
_ATTACHMENT = f"{CAC}Attachment"
_BILLING = f"{CAC}BillingReference"
_NONE: list[etree._Element] = []


class Scan:
    """A UBL document by what is asked of it.

    Attributes:
        document: the root.
        lines: its lines, in order.
        texts: all texts where citizens or words about them may stand, between NULs; the shortest left out.
        numbered: of these texts those with as many digits as a citizen's number, with their elements.
        attachments: documents embedded or linked, a signature's own left out.
        refers: the document or one of its lines names another document it is about.
    """

    __slots__ = ("_top", "attachments", "document", "lines", "numbered", "refers", "texts")

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
        # One walk for all texts: asking for each path by itself costs five times the parsing.
        found: Looked = [
            (element, text)
            for element in document.iter(*LOOKED_AT)
            if (text := element.text) and len(text) >= FEWEST_CHARACTERS
        ]
        self.texts = "\0".join([text for _, text in found])
        self.numbered = with_digits_enough(found, self.texts)
        self.attachments, self.refers = 0, False
        self._look_for_aggregates()

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

    def _look_for_aggregates(self) -> None:
        """Attachments and references to other documents."""
        for element in self.document.iter(_BILLING, _ATTACHMENT):
            if element.tag == _BILLING:
                self.refers = True
            else:
                above = (local_name(each) for each in element.iterancestors())
                self.attachments += "Signature" not in above
