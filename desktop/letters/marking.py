"""How is a fault shown in the template itself? As a Word comment at its paragraph, in a copy.

Word has comments in the body only: what is wrong in a header, a footer or the properties is told at the first
paragraph.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.letters.package import safe_package

if TYPE_CHECKING:
    from docx.document import Document

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AUTHOR, INITIALS = "EAN Planner", "EAN"


@dataclass(frozen=True, slots=True)
class Note:
    """A remark for somebody who opens the copy in Word.

    Attributes:
        paragraph: in the body, those in tables and text boxes included, counted from 1; 0 is the first.
    """

    paragraph: int
    text: str


def marked(data: bytes, name: str, notes: Sequence[Note]) -> bytes:
    """A copy of a template with the notes as Word comments.

    Raises:
        FileTrouble: the file is no usable Word document.
        TemplateError: it holds what must not be opened.
    """
    from docx import Document

    document = Document(io.BytesIO(safe_package(data, name)))
    paragraphs = list(document.element.body.iter(f"{_W}p"))
    if not paragraphs:
        document.add_paragraph()
        paragraphs = list(document.element.body.iter(f"{_W}p"))
    for note in notes:
        known = 0 < note.paragraph <= len(paragraphs)
        _comment(document, _outermost(paragraphs[note.paragraph - 1 if known else 0]), note.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _outermost(paragraph: Any) -> Any:
    """Word has no comments in text boxes: the paragraph that holds the box."""
    return next(reversed([paragraph, *paragraph.iterancestors(f"{_W}p")]))


def _comment(document: Document, element: Any, text: str) -> None:
    from docx.text.paragraph import Paragraph

    paragraph = Paragraph(element, document._body)  # noqa: SLF001 - the parent python-docx itself would give
    runs = paragraph.runs or [paragraph.add_run()]
    document.add_comment([runs[0], runs[-1]], text, author=AUTHOR, initials=INITIALS)
