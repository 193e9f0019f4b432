"""What must be taken out of a value before it may stand in a Word document?

docxtpl parses what it rendered with a parser that repairs: a lone surrogate silently cuts the letter off,
control characters silently vanish, and a carriage return survives as a stray line break. So values are
cleaned here, once, on the way in, and everything that is not plain data or one of docxtpl's own values
(RichText, Listing, pictures …) is refused.
"""

from __future__ import annotations

import copy
import re
import sys
from collections.abc import Mapping
from typing import Any

# XML 1.0 has no way to write these. Tab, newline, \a and \f stay: docxtpl turns them into a tab, a line
# break, a new paragraph and a page break, and a template's author may rely on that.
_IMPOSSIBLE = re.compile("[\x00-\x06\x08\x0b\x0e-\x1f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def clean_text(text: str) -> str:
    """The text as XML can carry it.

    Line ends become one newline, half characters become U+FFFD, control characters go. A `str` subclass comes
    out as plain text, so that no value can declare itself safe and skip the escaping.
    """
    plain = str.__str__(text)
    if plain.isprintable():  # nearly every value is, and has none of what goes
        return plain
    return _LONE_SURROGATE.sub("\ufffd", _IMPOSSIBLE.sub("", _LINE_END.sub("\n", plain)))


def clean_context(context: Mapping[str, object], own: list[object] | None = None) -> dict[str, object]:
    """A copy of the fields made of plain dictionaries, lists, text, numbers and None, all of it cleaned.

    Args:
        own: docxtpl's own values among them are added here, however deep they lie. They stay what they are;
            those made of XML are cleaned copies.

    Raises:
        TypeError: for any other type. Its text names the type, not the value.
    """
    found: list[object] = [] if own is None else own
    return {clean_text(name): _clean(value, found) for name, value in context.items()}


def _clean(value: object, own: list[object]) -> object:
    if isinstance(value, str):
        return clean_text(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return {clean_text(str(name)): _clean(item, own) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item, own) for item in value]
    if is_docxtpls(value):
        own.append(cleaned := _clean_copy(value))
        return cleaned
    raise TypeError(f"a field cannot hold {type(value).__name__}")


def is_docxtpls(value: object) -> bool:
    """Whether the value is one of docxtpl's own, which write XML."""
    docxtpl: Any = sys.modules.get("docxtpl")  # nobody can have made one without it
    if docxtpl is None:
        return False
    made_of_xml = (docxtpl.RichText, docxtpl.RichTextParagraph, docxtpl.Listing)
    return isinstance(value, (*made_of_xml, docxtpl.InlineImage)) or _is_subdocument(value)


def _is_subdocument(value: object) -> bool:
    # docxtpl imports this part of itself, and what it needs for it, when the first one is made.
    subdocuments: Any = sys.modules.get("docxtpl.subdoc")
    return subdocuments is not None and isinstance(value, subdocuments.Subdoc)


def _clean_copy(value: Any) -> object:
    xml = getattr(value, "xml", None)
    if not isinstance(xml, str):
        return value
    cleaned = copy.copy(value)
    cleaned.xml = clean_text(xml)
    return cleaned
