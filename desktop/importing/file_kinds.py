"""What kind of file is this, whatever its name says? The first bytes decide, and for a ZIP its directory."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import IO

from desktop.importing import limits
from desktop.importing.packages import Budget, Package, PackageTrouble


class FileKind(StrEnum):
    """What the bytes are. Workbooks, markup, TEXT, XML and ARCHIVE can be read; the rest is refused."""

    TEXT = "text"
    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    XML = "xml"
    ARCHIVE = "archive"
    ENCRYPTED = "encrypted"
    HTML = "html"
    SPREADSHEET_XML = "spreadsheet_xml"
    PDF = "pdf"
    PICTURE = "picture"
    MAIL = "mail"
    DATABASE = "database"
    JSON = "json"
    OFFICE = "office"
    PROGRAM = "program"
    OTHER_PACKAGE = "other_package"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.XLS, FileKind.ODS})
MARKUP = frozenset({FileKind.HTML, FileKind.SPREADSHEET_XML})
"""Text with tables in it, usually called .xls."""

_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = {
    b"%PDF": FileKind.PDF,
    b"MZ": FileKind.PROGRAM,
    b"\x7fELF": FileKind.PROGRAM,
    b"SQLite format 3\x00": FileKind.DATABASE,
    b"{\\rtf": FileKind.OFFICE,
    b"\x89PNG": FileKind.PICTURE,
    b"\xff\xd8\xff": FileKind.PICTURE,
    b"GIF8": FileKind.PICTURE,
    b"II*\x00": FileKind.PICTURE,
    b"MM\x00*": FileKind.PICTURE,
    b"\x1f\x8b": FileKind.OTHER_PACKAGE,
    b"7z\xbc\xaf": FileKind.OTHER_PACKAGE,
    b"Rar!": FileKind.OTHER_PACKAGE,
    # XML of four bytes a character, which text decoding below does not know.
    b"\xff\xfe\x00\x00<\x00\x00\x00": FileKind.XML,
    b"\x00\x00\xfe\xff\x00\x00\x00<": FileKind.XML,
    b"<\x00\x00\x00?\x00\x00\x00": FileKind.XML,
    b"\x00\x00\x00<\x00\x00\x00?": FileKind.XML,
}
_IN_CONTAINER = {
    "EncryptedPackage": FileKind.ENCRYPTED,
    "WordDocument": FileKind.OFFICE,
    "PowerPoint Document": FileKind.OFFICE,
    "__substg1.0_": FileKind.MAIL,
}
"""What old Office files hold a stream of, which tells them from a workbook."""
_WORKBOOK_STREAMS = ("Workbook", "Book")
_PHOTO = re.compile(rb"....ftyp(?:heic|heix|mif1|avif)|RIFF....WEBP|BM....\x00\x00\x00\x00", re.DOTALL)
_MAIL = re.compile(
    r"(?:(?:received|return-path|from|to|subject|date|mime-version|message-id|content-type|x-[\w-]+|delivered-to"
    r"|cc|reply-to|authentication-results|dkim-signature|arc-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*){3,}",
    re.IGNORECASE,
)
_ONLY_IN_MAIL = re.compile(
    r"^(?:mime-version|message-id|received|return-path):", re.IGNORECASE | re.MULTILINE
)
_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{\"])")
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<(?:\?xml|!--|!DOCTYPE|[A-Za-z_])")
_SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"


def kind_of(stream: IO[bytes]) -> FileKind:
    """The kind of the file the stream holds; the stream stands at its beginning again afterwards."""
    head = stream.read(_HEAD)
    stream.seek(0)
    if head.startswith(b"PK"):
        kind = _kind_of_zip(stream)
        stream.seek(0)
        return kind
    if head.startswith(_OLE):
        return _kind_of_ole(stream)
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    return FileKind.PICTURE if _PHOTO.match(head) else _kind_of_text(_decoded(head))


def _kind_of_zip(stream: IO[bytes]) -> FileKind:
    """A package by the parts it has; one whose directory is broken is left to whoever reads archives."""
    try:
        package = Package(stream, most_entries=limits.ARCHIVE_ENTRIES, budget=Budget(2 * limits.MEGABYTE))
        names = set(package.names())
        kind_by_part = {
            "xl/workbook.xml": FileKind.XLSX,
            "xl/workbook.bin": FileKind.XLSB,
            "word/document.xml": FileKind.OFFICE,
            "ppt/presentation.xml": FileKind.OFFICE,
        }
        for part, kind in kind_by_part.items():
            if part in names:
                return kind
        if "mimetype" in names:
            return _kind_of_open_document(package, names)
    except PackageTrouble:
        return FileKind.ARCHIVE
    return FileKind.OFFICE if "[Content_Types].xml" in names else FileKind.ARCHIVE


def _kind_of_open_document(package: Package, names: set[str]) -> FileKind:
    parts = {entry.filename: entry for entry in package.entries()}
    if "mimetype" not in parts:
        return FileKind.ARCHIVE
    mimetype = package.read(parts["mimetype"], limit=_HEAD)
    if not mimetype.startswith(b"application/vnd.oasis.opendocument"):
        return FileKind.ARCHIVE
    if "META-INF/manifest.xml" in names:
        manifest = package.read(parts["META-INF/manifest.xml"], limit=limits.MEGABYTE)
        if b"encryption-data" in manifest:
            return FileKind.ENCRYPTED
    return FileKind.ODS if b".spreadsheet" in mimetype else FileKind.OFFICE


def _kind_of_ole(stream: IO[bytes]) -> FileKind:
    """An old Excel file, or another thing in the same container: a protected XLSX, Word, a saved e-mail."""
    data = stream.read()
    stream.seek(0)
    workbook = any(name.encode("utf-16-le") + b"\x00\x00" in data for name in _WORKBOOK_STREAMS)
    for name, kind in _IN_CONTAINER.items():
        # A Word document may be embedded in a workbook; a protected workbook shows no stream of its own.
        if name.encode("utf-16-le") in data and (kind is FileKind.ENCRYPTED or not workbook):
            return kind
    return FileKind.XLS


def _kind_of_text(head: str) -> FileKind:
    if _SPREADSHEET_XML in head:
        return FileKind.SPREADSHEET_XML
    if _HTML.match(head):
        return FileKind.HTML
    if _XML.match(head):
        return FileKind.HTML if re.search(r"<!doctype\s+html|<html\b", head, re.IGNORECASE) else FileKind.XML
    begin = _MAIL.match(head.replace("\r\n", "\n"))
    if begin and _ONLY_IN_MAIL.search(begin[0]):
        return FileKind.MAIL
    return FileKind.JSON if _JSON.match(head) else FileKind.TEXT


def _decoded(head: bytes) -> str:
    """Enough of the text to recognise markup: UTF-16 with or without its mark, anything else byte by byte."""
    if head.startswith((b"\xff\xfe", b"<\x00")):
        return head.decode("utf-16-le", "replace").lstrip("\ufeff")
    if head.startswith((b"\xfe\xff", b"\x00<")):
        return head.decode("utf-16-be", "replace").lstrip("\ufeff")
    return head.lstrip(b"\xef\xbb\xbf").decode("latin-1")
