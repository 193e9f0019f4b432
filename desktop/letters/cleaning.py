"""What must be taken out of a value before it may stand in a Word document?

docxtpl parses what it rendered with a parser that repairs: a lone surrogate silently cuts the letter off,
control characters silently vanish, and a carriage return survives as a stray line break. So values are
cleaned here, once, on the way in, and everything that is not plain data is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

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
    return _LONE_SURROGATE.sub("\ufffd", _IMPOSSIBLE.sub("", _LINE_END.sub("\n", plain)))


def clean_context(context: Mapping[str, object]) -> dict[str, object]:
    """A copy of the fields made of plain dictionaries, lists, text, numbers and None, all of it cleaned.

    Raises:
        TypeError: for any other type. Its text names the type, not the value.
    """
    return {clean_text(name): _clean(value) for name, value in context.items()}


def _clean(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        return {clean_text(str(name)): _clean(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(item) for item in value]
    raise TypeError(f"a field cannot hold {type(value).__name__}")
