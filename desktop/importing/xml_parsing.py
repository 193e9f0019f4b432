"""Is this safe, whole XML, and which document does it hold? One parser with every door shut.

Refused: any document type definition (no invoice needs one and every XML attack does), more than 256 levels,
more than 50 MB, broken markup, bytes that do not fit the declared encoding. Nothing is ever fetched.

An attachment of more than 10 MB is more than libxml2 takes in one text. Such a document is read a second time
without the contents of its attachments, which nobody looks at here anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from desktop.importing import limits

if TYPE_CHECKING:
    from lxml import etree

_DOCTYPE = re.compile(rb"<!DOCTYPE|<\x00!\x00D\x00O\x00C\x00T|\x00<\x00!\x00D\x00O\x00C\x00T", re.IGNORECASE)
_CROWDED = re.compile(rb"""<[^\s>!?]+(?:\s+[^\s=>]+\s*=\s*(?:"[^"]*"|'[^']*')){257}""")
_ATTACHMENT = "EmbeddedDocumentBinaryObject"
_ENVELOPE = "StandardBusinessDocument"
_ENVELOPE_HEADER = "StandardBusinessDocumentHeader"
_LONG_TEXT_FROM = 10_000_000
_MOST_ATTRIBUTES = 256
# Fewer signs do not hold one attribute more than that.
_LONG_PIECE = 1_200
_MOST_LEVELS = 256
_CROWDED_FROM = 100_000
_BLOCK = 1 << 16
# The longest mark of an encoding, and one letter after it.
_MARK_LENGTH = 8
_SPACE = b" \t\r\n"
_MARK = b"\xef\xbb\xbf"
_BEGINNING = (b"<", _MARK + b"<")


class XmlFault(StrEnum):
    """Why a document is not read."""

    NOT_XML = "not_xml"
    DOCTYPE = "doctype"
    TOO_DEEP = "too_deep"
    TOO_LARGE = "too_large"


class XmlTrouble(Exception):
    """A document that is not read. The parser's own message is dropped: it may quote the document."""

    def __init__(self, fault: XmlFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class XmlReader:
    """Reads documents one after the other with one parser."""

    def __init__(self) -> None:
        """Prepare the parser; it is made once, because making it costs as much as a small invoice."""
        from lxml import etree

        self._etree = etree
        self._parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            dtd_validation=False,
            huge_tree=False,
            recover=False,
            remove_comments=True,
            remove_pis=True,
            remove_blank_text=True,
        )

    def root_of(self, data: bytes) -> etree._Element:
        """The business document in the bytes, taken out of its envelope.

        Raises:
            XmlTrouble: see `XmlFault`.
        """
        if len(data) > limits.DOCUMENT_BYTES:
            raise XmlTrouble(XmlFault.TOO_LARGE)
        if len(data) > _CROWDED_FROM and _is_crowded(data):
            raise XmlTrouble(XmlFault.TOO_LARGE)
        if not data.startswith(_BEGINNING):
            data = _from_its_beginning(data)
        try:
            root = self._etree.fromstring(data, self._parser)
        except self._etree.XMLSyntaxError as error:
            root = self._second_try(data, error)
        if root.getroottree().docinfo.internalDTD is not None:
            raise XmlTrouble(XmlFault.DOCTYPE)
        return _unwrapped(root)

    def _second_try(self, data: bytes, error: etree.XMLSyntaxError) -> etree._Element:
        if _DOCTYPE.search(data[:_BLOCK]):
            raise XmlTrouble(XmlFault.DOCTYPE) from None
        # The libxml2 that comes with lxml for Windows has no code of its own for this; no name holds a space.
        if "Excessive depth" in str(error):
            raise XmlTrouble(XmlFault.TOO_DEEP) from None
        if getattr(error, "code", None) != self._etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            raise XmlTrouble(XmlFault.NOT_XML) from None
        if len(data) < _LONG_TEXT_FROM:
            raise XmlTrouble(XmlFault.TOO_DEEP) from None
        return self._without_attachments(data)

    def _without_attachments(self, data: bytes) -> etree._Element:
        target = _WithoutAttachments(self._etree.TreeBuilder())
        parser = self._etree.XMLParser(
            target=target, resolve_entities=False, no_network=True, huge_tree=False
        )
        try:
            for start in range(0, len(data), _BLOCK):
                parser.feed(data[start : start + _BLOCK])
            root: etree._Element = parser.close()
        except self._etree.XMLSyntaxError:
            # The parser may report its own end before what the target raised.
            raise XmlTrouble(target.fault or XmlFault.NOT_XML) from None
        return root


class _WithoutAttachments:
    """Passes elements and texts on to a tree, attachments' contents and comments left out."""

    def __init__(self, builder: etree.TreeBuilder) -> None:
        self._builder = builder
        self._in_attachment = False
        self._depth = 0
        self.fault: XmlFault | None = None

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        """An element begins.

        Raises:
            XmlTrouble: too many levels. The parser itself counts only when it builds the tree.
        """
        self._depth += 1
        if self._depth > _MOST_LEVELS:
            self._refuse(XmlFault.TOO_DEEP)
        self._in_attachment = str(tag).endswith(_ATTACHMENT)
        self._builder.start(tag, dict(attrib))

    def end(self, tag: str | bytes) -> None:
        """An element ends."""
        self._depth -= 1
        self._in_attachment = False
        self._builder.end(tag)

    def data(self, data: str | bytes) -> None:
        """A piece of text."""
        if not self._in_attachment:
            self._builder.data(data)

    def comment(self, text: str | bytes) -> None:
        """Comments are no part of an invoice."""

    def doctype(self, name: str, public: str | None, system: str | None) -> None:  # noqa: ARG002
        """A document type definition.

        Raises:
            XmlTrouble: always.
        """
        self._refuse(XmlFault.DOCTYPE)

    def _refuse(self, fault: XmlFault) -> NoReturn:
        self.fault = fault
        raise XmlTrouble(fault)

    def close(self) -> etree._Element:
        """The document ends."""
        return self._builder.close()


def _from_its_beginning(data: bytes) -> bytes:
    """Without what some systems put in front, where XML wants nothing: line ends, a second mark."""
    begun = data.lstrip(_SPACE + _MARK)
    return _MARK + begun if _MARK in data[: len(data) - len(begun)] else begun


def _is_crowded(data: bytes) -> bool:
    """Whether an element has more attributes than we take.

    Asked before the parser sees it: the libxml2 that comes with lxml for Windows holds each attribute against
    each, which is half a minute for 100,000 of them and for ever for what 50 MB can hold.
    """
    # UTF-16 and UTF-32 become their ASCII letters.
    plain = data.replace(b"\0", b"") if b"\0" in data[:_MARK_LENGTH] else data
    return any(
        plain.count(b"=", start, end) > _MOST_ATTRIBUTES and _CROWDED.match(plain, start, end)
        for start, end in _long_pieces(plain)
    )


def _long_pieces(data: bytes) -> Iterator[tuple[int, int]]:
    """Where between two signs that begin a tag there is room for too many attributes.

    Hops as far as such a piece is long and looks back for a sign: reading every tag costs half of parsing.
    """
    start = data.find(b"<")
    while start >= 0:
        end = data.rfind(b"<", start + 1, start + 1 + _LONG_PIECE)
        if end < 0:
            end = data.find(b"<", start + 1 + _LONG_PIECE)
            piece_end = len(data) if end < 0 else end
            if piece_end - start > _LONG_PIECE:
                yield start, piece_end
        start = end


def _unwrapped(root: etree._Element) -> etree._Element:
    """The document inside a StandardBusinessDocument, or the root itself."""
    if local_name(root) != _ENVELOPE:
        return root
    return next((child for child in root if local_name(child) != _ENVELOPE_HEADER), root)


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return _local(str(element.tag))


@lru_cache(maxsize=2_000)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def namespace(element: etree._Element) -> str:
    """An element's namespace, or ""."""
    tag = str(element.tag)
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def text_of(element: etree._Element | None) -> str:
    """The text of an element that should hold nothing but text, trimmed; "" when it holds elements.

    Comments were taken out by the parser, so a number with a comment inside is whole again.
    """
    if element is None or len(element):
        return ""
    return (element.text or "").strip()
