"""How is an XML document put together, and what do the UBL dialects share?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

_OASIS = "urn:oasis:names:specification:ubl:schema:xsd"
_NAMESPACES = {
    "xmlns": f"{_OASIS}:{{root}}-2",
    "xmlns:cac": f"{_OASIS}:CommonAggregateComponents-2",
    "xmlns:cbc": f"{_OASIS}:CommonBasicComponents-2",
}


@dataclass(frozen=True, slots=True)
class Element:
    """An element with either text or other elements in it."""

    name: str
    text: str
    children: tuple[Element, ...]
    attributes: tuple[tuple[str, str], ...]

    def lines(self, depth: int = 0) -> list[str]:
        """The element as lines of XML, two spaces a level."""
        indent = "  " * depth
        attributes = "".join(f" {name}={quoteattr(value)}" for name, value in self.attributes)
        if not self.children:
            return [f"{indent}<{self.name}{attributes}>{escape(self.text)}</{self.name}>"]
        inner = [line for child in self.children for line in child.lines(depth + 1)]
        return [f"{indent}<{self.name}{attributes}>", *inner, f"{indent}</{self.name}>"]


def cbc(name: str, text: str, **attributes: str) -> Element:
    """A basic component: text."""
    return Element(f"cbc:{name}", text, (), tuple(attributes.items()))


def cac(name: str, *children: Element | None) -> Element:
    """An aggregate component; a child that is None is left out."""
    return Element(f"cac:{name}", "", tuple(child for child in children if child is not None), ())


def document(root: str, *children: Element | None) -> Element:
    """The root of an invoice, credit note or reminder."""
    namespaces = tuple((name, value.format(root=root)) for name, value in _NAMESPACES.items())
    return Element(root, "", tuple(child for child in children if child is not None), namespaces)


def as_bytes(root: Element, encoding: str = "UTF-8") -> bytes:
    """The document with its declaration."""
    text = "\n".join([f'<?xml version="1.0" encoding="{encoding}"?>', *root.lines(), ""])
    return text.encode(encoding)


def amount(name: str, ore: int) -> Element:
    """An amount in kroner with two decimals."""
    kroner, rest = divmod(abs(ore), 100)
    return cbc(name, f"{'-' if ore < 0 else ''}{kroner}.{rest:02d}", currencyID="DKK")


def optional(name: str, text: str) -> Element | None:
    """A basic component, or nothing where there is nothing to say."""
    return cbc(name, text) if text else None


def day(name: str, when: date) -> Element:
    """A date."""
    return cbc(name, when.isoformat())


def notes(texts: tuple[str, ...]) -> tuple[Element, ...]:
    """Header notes."""
    return tuple(cbc("Note", text) for text in texts)


def country() -> Element:
    """Denmark."""
    return cac("Country", cbc("IdentificationCode", "DK"))
