"""Which number formats and which dates does an XLSX know, and which part holds which sheet?

The parts that say so are small and are read whole. A format that changes nothing about a number (General,
`0`, `#,##0`) is left out: whoever reads the cells then need not look at theirs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.importing import limits
from desktop.importing.displayed import changes_numbers, fewest_digits, shown, shown_plainly
from desktop.importing.packages import Package

if TYPE_CHECKING:
    from lxml import etree

SHARED_STRINGS = "xl/sharedStrings.xml"

_PART_BYTES = 20 * limits.MEGABYTE
_DEFAULT_STYLE = 0


class OddWorkbook(ValueError):
    """A workbook written in a way that only openpyxl is asked about."""


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A style that changes how a number looks.

    Attributes:
        number_format: as Excel writes it.
        is_date, is_duration: the number is a moment, or a length of time.
        epoch: the day that is number 0.
    """

    number_format: str
    is_date: bool
    is_duration: bool
    epoch: datetime

    @property
    def fewest_digits(self) -> int:
        """Digits a whole number is filled up to with zeros; 0 when the style does more than that, or less."""
        return 0 if self.is_date else fewest_digits(self.number_format)

    def shown(self, raw: str) -> str:
        """The text of a cell.

        Args:
            raw: the number as the part has it.

        Raises:
            ValueError: this is no number.
        """
        if not self.is_date and (plain := shown_plainly(raw, self.number_format)) is not None:
            return plain
        value = float(raw) if "." in raw or "E" in raw or "e" in raw else int(raw)
        if not self.is_date:
            return shown(value, self.number_format)
        from openpyxl.utils.datetime import from_excel

        try:
            return shown(from_excel(value, self.epoch, timedelta=self.is_duration))
        except (OverflowError, ValueError):
            # What Excel shows as ######.
            return "#VALUE!"


def sheet_parts(package: Package) -> dict[str, str]:
    """The name of every sheet and the part that holds it.

    Raises:
        OddWorkbook: they are not named in the usual way.
    """
    relations = _part(package, "xl/_rels/workbook.xml.rels")
    if "[Content_Types].xml" not in package.names():
        raise OddWorkbook
    if any(_is_strings_elsewhere(each, package) for each in relations):
        raise OddWorkbook
    targets = {
        str(each.get("Id")): _target(each) for each in relations if each.get("TargetMode") != "External"
    }
    found: dict[str, str] = {}
    for element in _named(_part(package, "xl/workbook.xml"), "sheets", "sheet"):
        name = str(element.get("name"))
        where = [str(value) for key, value in element.items() if str(key).endswith("}id")]
        if name in found or len(where) != 1 or where[0] not in targets:
            raise OddWorkbook
        found[name] = targets[where[0]]
    return found


def _target(relation: etree._Element) -> str:
    return posixpath.normpath(posixpath.join("/xl", str(relation.get("Target"))))[1:]


def _is_strings_elsewhere(relation: etree._Element, package: Package) -> bool:
    """Whether the shared strings lie where calamine does not look for them."""
    if not str(relation.get("Type")).endswith("/sharedStrings"):
        return False
    return _target(relation) != SHARED_STRINGS or SHARED_STRINGS not in package.names()


def cell_styles(package: Package) -> dict[int, CellStyle]:
    """The styles that change numbers, by the number cells name them with.

    Raises:
        OddWorkbook: cells without a style are formatted, or the styles cannot be read.
    """
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    if "xl/styles.xml" not in package.names():
        return {}
    root = _part(package, "xl/styles.xml")
    formats: dict[int, str] = dict(BUILTIN_FORMATS)
    for each in _named(root, "numFmts", "numFmt"):
        formats[_number(each, "numFmtId")] = str(each.get("formatCode"))
    epoch = _epoch(package)
    found: dict[int, CellStyle] = {}
    for place, each in enumerate(_named(root, "cellXfs", "xf")):
        number_format = formats.get(_number(each, "numFmtId"), "General")
        is_date = bool(is_date_format(number_format))
        if is_date or changes_numbers(number_format):
            is_duration = bool(is_timedelta_format(number_format))
            found[place] = CellStyle(number_format, is_date, is_duration, epoch)
    if _DEFAULT_STYLE in found:
        raise OddWorkbook
    return found


def _epoch(package: Package) -> datetime:
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

    properties = [each for each in _part(package, "xl/workbook.xml") if str(each.tag).endswith("}workbookPr")]
    since_1904 = any(each.get("date1904") in ("1", "true", "on") for each in properties)
    return MAC_EPOCH if since_1904 else WINDOWS_EPOCH


def _number(element: etree._Element, name: str) -> int:
    text = str(element.get(name, "0"))
    if not text.isdecimal():
        raise OddWorkbook
    return int(text)


def _named(root: etree._Element, group: str, name: str) -> Iterator[etree._Element]:
    """The elements of one name inside the group of that name, whatever their namespace."""
    for each in root:
        if str(each.tag).endswith("}" + group):
            yield from (inner for inner in each if str(inner.tag).endswith("}" + name))


def _part(package: Package, name: str) -> etree._Element:
    """The root of a small part.

    Raises:
        OddWorkbook: there is no such part, or it is no XML.
    """
    from lxml import etree

    entry = next((each for each in package.entries() if each.filename == name), None)
    if entry is None or entry.file_size > _PART_BYTES:
        raise OddWorkbook
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(package.read(entry, limit=_PART_BYTES), parser)
    except etree.XMLSyntaxError:
        raise OddWorkbook from None
