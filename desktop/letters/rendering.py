"""How does anyone's docxtpl template become one document on the disk?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from desktop.domain.letter_documents import RenderReport
from desktop.letters.comparison import compare
from desktop.letters.template import LetterTemplate
from desktop.whole_file import replace_file


def render_document(
    template: Path, context: Mapping[str, object], out: Path, *, compared: bool = False
) -> RenderReport:
    """One document from any docxtpl template, through the same gateway as the letters.

    A file that is already there is replaced as a whole, or stays as it was.

    Args:
        compared: also let docxtpl make the document, and compare the two part by part.

    Raises:
        FileTrouble: the template cannot be read or `out` cannot be written.
        TemplateError, CprInDocument, TypeError: as `LetterTemplate` and its `render_document` say.
    """
    opened = LetterTemplate.load(template)
    document = opened.render_document(context)
    parts = compare(opened, context, document.data) if compared else ()
    replace_file(out, document.data)
    return RenderReport(document.road, document.detour, parts)
