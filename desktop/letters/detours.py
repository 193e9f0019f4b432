"""Which values does the fast road not take, because they bring new parts into the document?"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from desktop.domain.letter_documents import Detour
from desktop.letters.cleaning import is_docxtpls

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_LINK = 'r:id="'


def detour_of(own: Iterable[object]) -> Detour | None:
    """Why these values of docxtpl's own need docxtpl itself, or None."""
    return next((detour for value in own if (detour := _detour(value))), None)


def belongs_elsewhere(own: Iterable[object]) -> bool:
    """Whether one was made for another document, so that its relations lead nowhere in this one."""
    return any(_detour(value) in (Detour.LINK, Detour.SUBDOCUMENT) for value in own)


def changes_package(document: DocxTemplate) -> Detour | None:
    """Whether somebody has asked docxtpl to replace parts of the file."""
    replacements = (
        document.crc_to_new_media,
        document.crc_to_new_embedded,
        document.zipname_to_replace,
        document.pics_to_replace,
    )
    return Detour.REPLACEMENT if any(replacements) else None


def for_document(fields: Mapping[str, object], document: DocxTemplate) -> dict[str, object]:
    """The values with every picture made for this document; docxtpl puts a picture's file into it."""
    return {name: _bound(value, document) for name, value in fields.items()}


def _bound(value: Any, document: DocxTemplate) -> object:
    if isinstance(value, dict):
        return for_document(value, document)
    if isinstance(value, list):
        return [_bound(item, document) for item in value]
    if is_docxtpls(value) and _detour(value) is Detour.PICTURE:
        picture = copy.copy(value)
        picture.tpl = document
        return picture
    return value


def _detour(value: Any) -> Detour | None:
    xml = getattr(value, "xml", None)
    if isinstance(xml, str):
        return Detour.LINK if _LINK in xml else None
    return Detour.PICTURE if hasattr(value, "image_descriptor") else Detour.SUBDOCUMENT
