"""How does a picture come into a Word document with a text for who cannot see it?

docxtpl puts a picture in without one. Ours takes docxtpl's way and writes the text where Word keeps it.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

if TYPE_CHECKING:
    from docxtpl import InlineImage

_PROPERTIES = re.compile(r"<wp:docPr\b[^>]*?(?=\s*/?>)")


def described_picture(png: bytes, *, width_mm: float, said: str) -> InlineImage:
    """A picture for a field of a template.

    Args:
        said: what it shows; read aloud, and shown where the picture is not.
    """
    from docx.shared import Mm
    from docxtpl import InlineImage

    from desktop.letters.cleaning import clean_text

    text = quoteattr(clean_text(said))

    class Described(InlineImage):  # type: ignore[misc]  # docxtpl has no types
        def _insert_image(self) -> Any:
            made = str(super()._insert_image())
            return _PROPERTIES.sub(lambda found: f"{found.group()} descr={text}", made, count=1)

    return Described(None, io.BytesIO(png), width=Mm(width_mm))
