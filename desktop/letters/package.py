"""Is this file a Word document that may be opened, and copied into every letter?

A template comes from a colleague's mail as often as from the program. Before anything reads it, the package
is unpacked in memory with a limit on real bytes, every XML part is passed once through expat (no DTD, bounded
depth), and whatever would fetch, run or embed something is refused: macros, OLE objects, altChunk, remote
pictures, fields such as DDE and INCLUDETEXT. The one thing that is taken out instead of refused is the
attached template: most office templates carry that link, and a letter needs it not.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from desktop.domain.errors import FileFault, FileTrouble
from desktop.domain.letters import TemplateError, TemplateFault, TemplatePlace

_LARGEST_PART = 20 << 20
_LARGEST_PACKAGE = 50 << 20
_MOST_PARTS = 2_000
_HIGHEST_RATIO = 200
_RATIO_COUNTS_FROM = 1 << 20
_DEEPEST_XML = 200
_LONGEST_TEXT = 1_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "wordprocessingml.document.main+xml"

_ACTIVE_RELATIONS = frozenset(
    "aFChunk oleObject control activeXControlBinary package subDocument frame vbaProject".split()
)
_ACTIVE_PART = re.compile(r"vbaproject\.bin$|vbadata\.xml$|/activex/|/embeddings/", re.IGNORECASE)
_HARMLESS_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)

_KEYWORD = re.compile(r"\s*(=|[A-Za-z]+)")
# Fields that only print something. Word runs whatever else stands in a field, whatever its letter case.
_HARMLESS_FIELDS = frozenset(
    (
        "= ADDRESSBLOCK ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BIBLIOGRAPHY CITATION COMMENTS "
        "COMPARE CREATEDATE DATE DOCPROPERTY DOCVARIABLE EDITTIME EQ FILENAME FILESIZE FORMCHECKBOX "
        "FORMDROPDOWN FORMTEXT GREETINGLINE HYPERLINK IF INDEX INFO KEYWORDS LASTSAVEDBY LISTNUM "
        "MERGEFIELD MERGEREC MERGESEQ NEXT NOTEREF NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE "
        "QUOTE REF REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SET SKIPIF STYLEREF SUBJECT SYMBOL TA TC "
        "TEMPLATE TIME TITLE TOA TOC USERADDRESS USERINITIALS USERNAME XE"
    ).split()
)


@dataclass(slots=True)
class _Relation:
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class _Scan:
    """What one pass over an XML part found."""

    relations: list[_Relation] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    content_types: list[str] = field(default_factory=list)


def safe_package(data: bytes, name: str) -> bytes:
    """The bytes of a template that may be rendered: the same, or without its attached template.

    Args:
        name: the file's name for the error, without folder.

    Raises:
        FileTrouble: it is empty, no Word document, damaged, password-protected or too large.
        TemplateError: it holds something that would fetch, run or embed.
    """
    _refuse_by_first_bytes(data, name)
    parts = _unpack(data, name)
    scans = {part: _scan(content, part, name) for part, content in parts.items() if _is_xml(part, content)}
    _refuse_other_kinds(parts, scans, name)
    for part, scan in scans.items():
        for instruction in scan.fields:
            _refuse_field(instruction, name)
        for relation in scan.relations:
            _refuse_relation(relation, part, parts, name)
    attached = any(
        relation.kind == "attachedTemplate" for scan in scans.values() for relation in scan.relations
    )
    return _without_attached_template(parts) if attached else data


# ------------------------------------------------------------------------------------------- unpacking


def _refuse_by_first_bytes(data: bytes, name: str) -> None:
    if not data:
        raise FileTrouble(name, FileFault.EMPTY)
    if data.startswith(_OLE):
        raise FileTrouble(name, FileFault.PASSWORD if _ENCRYPTED in data else FileFault.NOT_THIS_KIND)
    if not data.startswith(b"PK"):
        raise FileTrouble(name, FileFault.NOT_THIS_KIND)
    if len(data) > _LARGEST_PACKAGE:
        raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(_LARGEST_PACKAGE >> 20))


def _unpack(data: bytes, name: str) -> dict[str, bytes]:
    """All parts, read in memory. Sizes in the directory are claims; only bytes that came out are counted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _refuse_names(entries, name)
            parts: dict[str, bytes] = {}
            left = _LARGEST_PACKAGE
            for entry in entries:
                parts[entry.filename] = _read(package, entry, min(left, _LARGEST_PART), name)
                left -= len(parts[entry.filename])
            return parts
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise FileTrouble(name, FileFault.DAMAGED) from error


def _refuse_names(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > _MOST_PARTS:
        raise FileTrouble(name, FileFault.TOO_LARGE)
    if len({entry.filename.lower() for entry in entries}) != len(entries):
        raise FileTrouble(name, FileFault.DAMAGED)
    for entry in entries:
        part = entry.filename
        if part.startswith(("/", "\\")) or ":" in part or "\0" in part or ".." in re.split(r"[/\\]", part):
            raise FileTrouble(name, FileFault.DAMAGED)
        if entry.flag_bits & 1:
            raise FileTrouble(name, FileFault.PASSWORD)


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    out = bytearray()
    with package.open(entry) as stream:
        while block := stream.read(1 << 16):
            out += block
            swollen = len(out) > _RATIO_COUNTS_FROM and len(out) > _HIGHEST_RATIO * max(
                entry.compress_size, 1
            )
            if len(out) > limit or swollen:
                raise FileTrouble(name, FileFault.TOO_LARGE, detail=str(_LARGEST_PACKAGE >> 20))
    return bytes(out)


# --------------------------------------------------------------------------------------------- reading


def _is_xml(part: str, content: bytes) -> bool:
    return part.lower().endswith((".xml", ".rels", ".vml")) or content.lstrip()[:5] == b"<?xml"


def _scan(content: bytes, part: str, name: str) -> _Scan:
    reader = _Reader(name, part)
    try:
        reader.parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise FileTrouble(name, FileFault.DAMAGED) from error
    return reader.done()


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    read: bool = False


class _Reader:
    """One pass of expat: refuses what no document needs; collects relations, fields and content types."""

    def __init__(self, name: str, part: str) -> None:
        self.scan = _Scan()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._name = name
        self._part = part
        self._depth = 0
        self._run = 0
        self._open: list[_Field] = []
        self._in_instruction = False

    def _refuse(self, what: str) -> NoReturn:
        raise TemplateError(self._name, TemplateFault.REFUSED, where=TemplatePlace.PACKAGE, name=what)

    def _doctype(self, *_: object) -> NoReturn:
        self._refuse("DOCTYPE")

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        self._run = 0
        if self._depth > _DEEPEST_XML or len(attributes) > 300 or len(tag) > 1_000:
            self._refuse(self._part)
        local = tag.rpartition(" ")[2]
        values = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if any(len(value) > _LONGEST_TEXT for value in values.values()):
            self._refuse(self._part)
        match local:
            case "Relationship":
                kind = values.get("Type", "").rpartition("/")[2]
                external = values.get("TargetMode") == "External"
                self.scan.relations.append(_Relation(kind, values.get("Target", ""), external))
            case "Override" | "Default":
                self.scan.content_types.append(values.get("ContentType", ""))
            case "instrText" | "delInstrText":
                self._in_instruction = True
            case "fldSimple":
                self.scan.fields.append(values.get("instr", ""))
            case "fldChar":
                self._field_mark(values.get("fldCharType", ""))

    def _field_mark(self, mark: str) -> None:
        """A field's instruction is spread over runs between `begin` and `separate`; fields nest."""
        if mark == "begin":
            self._open.append(_Field())
        elif self._open:
            self._finish(self._open[-1])
            if mark == "end":
                self._open.pop()

    def _finish(self, field_: _Field) -> None:
        if not field_.read:
            self.scan.fields.append(field_.instruction)
            field_.read = True

    def done(self) -> _Scan:
        """What was found, fields that were never closed included."""
        for field_ in self._open:
            self._finish(field_)
        return self.scan

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._run = 0
        if tag.endswith(("instrText", "delInstrText")):
            self._in_instruction = False

    def _text(self, text: str) -> None:
        self._run += len(text)
        if self._run > _LONGEST_TEXT:
            self._refuse(self._part)
        if self._in_instruction:
            if self._open and not self._open[-1].read:
                self._open[-1].instruction += text
            elif text.strip():
                self.scan.fields.append(text)


# -------------------------------------------------------------------------------------------- refusing


def _refuse_other_kinds(parts: Mapping[str, bytes], scans: Mapping[str, _Scan], name: str) -> None:
    types = scans.get("[Content_Types].xml")
    if types is None:
        raise FileTrouble(name, FileFault.NOT_THIS_KIND)
    if any("macroEnabled" in kind for kind in types.content_types):
        _refuse_active(name, "macro")
    if not any(_WORD in kind for kind in types.content_types):
        raise FileTrouble(name, FileFault.NOT_THIS_KIND)
    for part in parts:
        if _ACTIVE_PART.search(part):
            _refuse_active(name, posixpath.basename(part))


def _refuse_field(instruction: str, name: str) -> None:
    keyword = _KEYWORD.match(instruction)
    if keyword is None or keyword[1].upper() not in _HARMLESS_FIELDS:
        _refuse_active(name, keyword[1] if keyword else "{}")


def _refuse_relation(relation: _Relation, part: str, parts: Mapping[str, bytes], name: str) -> None:
    if relation.kind in _ACTIVE_RELATIONS:
        _refuse_active(name, relation.kind)
    if relation.kind == "attachedTemplate":
        return
    if relation.external:
        if relation.kind != "hyperlink" or not _HARMLESS_LINK.match(relation.target):
            _refuse_active(name, relation.kind)
    elif not relation.target.startswith("#") and _resolved(part, relation.target) not in parts:
        raise FileTrouble(name, FileFault.DAMAGED)


def _resolved(part: str, target: str) -> str:
    """The part a relation of `folder/_rels/x.rels` points at."""
    folder = posixpath.dirname(posixpath.dirname(part))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _refuse_active(name: str, what: str) -> NoReturn:
    raise TemplateError(name, TemplateFault.ACTIVE_CONTENT, where=TemplatePlace.PACKAGE, name=what)


# ------------------------------------------------------------------------------ the attached template


def _without_attached_template(parts: Mapping[str, bytes]) -> bytes:
    """The package again without the link and without the element that uses it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in parts.items():
            changed = content
            if part.endswith(".rels") and b"attachedTemplate" in content:
                changed = _without(content, "Relationship")
            elif part.endswith("settings.xml") and b"attachedTemplate" in content:
                changed = _without(content, "attachedTemplate")
            package.writestr(zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), changed)
    return out.getvalue()


def _without(content: bytes, local_name: str) -> bytes:
    """The XML without its elements of that name that are, or point at, an attached template."""
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter("{*}" + local_name)):
        kind = element.get("Type", "attachedTemplate")
        parent = element.getparent()
        if parent is not None and kind.endswith("attachedTemplate"):
            parent.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
