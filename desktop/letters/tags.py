"""Which tags stand in which paragraph of a template, as the person in Word sees them?

docxtpl joins runs and moves tags about before jinja reads them; here they are read where they stand, so that
a fault can be shown at its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENING = re.compile(r"\{[{%#]")
_STATEMENT = re.compile(r"\{%[-+]?(?:p|tr|tc|r)?\s+(\w+)|\{%[-+]?\s*(\w+)")
_PREFIX = re.compile(r"^(\{[{%])(?:p|tr|tc|r)(?=\s)")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_OWN = ("cellbg", "colspan", "vm", "hm")
_PAIRS = {"endif": "if", "endfor": "for", "endraw": "raw"}
_MIDDLE = {"elif": ("if",), "else": ("if", "for")}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph's own text.

    Attributes:
        number: in its part, from 1.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it was typed.

    Attributes:
        statement: `if`, `for` …; "" for a tag that prints.
    """

    text: str
    statement: str
    paragraph: int

    @property
    def is_for_formatted(self) -> bool:
        """Whether it prints where only formatted text may stand."""
        return _PREFIX.match(self.text) is not None

    @property
    def alone(self) -> str:
        """A text jinja can parse on its own, "" when there is nothing in it to look at."""
        text = _PREFIX.sub(r"\1", self.text.translate(_QUOTES))
        match self.statement:
            case "if" | "for":
                return f"{text}{{% end{self.statement} %}}"
            case "elif":
                return f"{{% if 1 %}}{text}{{% endif %}}"
            case "cellbg" | "colspan":
                field = re.sub(r"^\{%\s*\w+|%\}$", "", text)
                return f"{{{{ {field} }}}}"
            case "else" | "vm" | "hm":
                return ""
        return "" if self.statement in _PAIRS else text


def paragraphs_of(root: Any) -> list[Paragraph]:
    """The paragraphs of a part, those in tables and text boxes included."""
    return [Paragraph(number, _own_text(one)) for number, one in enumerate(root.iter(f"{_W}p"), 1)]


def _own_text(paragraph: Any) -> str:
    texts = paragraph.iter(f"{_W}t")
    if next(paragraph.iterdescendants(f"{_W}p"), None) is not None:
        texts = (text for text in texts if next(text.iterancestors(f"{_W}p")) is paragraph)
    return "".join(text.text or "" for text in texts)


def tags_of(paragraphs: list[Paragraph]) -> Iterator[Tag]:
    """Their tags; nothing between `raw` and `endraw`."""
    raw = False
    for paragraph in paragraphs:
        for text in _TAG.findall(paragraph.text):
            if text.startswith("{#"):
                continue
            statement = _statement(text)
            if not raw or statement == "endraw":
                yield Tag(text, statement, paragraph.number)
            raw = statement == "raw" or (raw and statement != "endraw")


def _statement(text: str) -> str:
    found = _STATEMENT.match(text)
    return "" if found is None else found[1] or found[2]


def unclosed(paragraphs: list[Paragraph]) -> Iterator[Tag]:
    """Tags without closing brace, `if` and `for` without their end, and ends without their beginning."""
    for paragraph in paragraphs:
        rest = _TAG.sub("", paragraph.text)
        for opening in _OPENING.finditer(rest):
            yield Tag(rest[opening.start() : opening.start() + 30], "", paragraph.number)
    waiting: list[Tag] = []
    for tag in tags_of(paragraphs):
        if tag.statement in ("if", "for", "raw"):
            waiting.append(tag)
        elif tag.statement in _PAIRS:
            if waiting and waiting[-1].statement == _PAIRS[tag.statement]:
                waiting.pop()
            else:
                yield tag
        elif tag.statement in _MIDDLE and not (waiting and waiting[-1].statement in _MIDDLE[tag.statement]):
            yield tag
    yield from waiting


_PIECE = re.compile(r"<[^>]*>|\{\{.*?\}\}", re.DOTALL)


def printed_outside_text(xml: str) -> Iterator[tuple[str, bool]]:
    """Each `{{ … }}` of a patched part, and whether it prints where only elements may stand."""
    inside = False
    for piece in _PIECE.findall(xml):
        if piece.startswith("{{"):
            yield piece, not inside
        elif piece.startswith("</w:t>"):
            inside = False
        elif piece.startswith(("<w:t>", "<w:t ")) and not piece.endswith("/>"):
            inside = True
