"""How are the sample's files read with the plainest means, and not with the program itself?"""

from __future__ import annotations

import base64
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

REPOSITORY = Path(__file__).resolve().parents[2]
GENERATOR = REPOSITORY / "packaging" / "sample" / "generate.py"
SAMPLE = REPOSITORY / "resources" / "sample"
TRUTH = Path(__file__).with_name("truth.json")

LIST = "Kreditorliste Eksempelby.csv"
EXTRACT = "Fakturaudtræk 2025-11 til 2026-10.xlsx"
EINVOICES = "E-fakturaer 2026-08 til 2026-10.zip"
MUNICIPALITY = "municipality.toml"

_TEN_DIGITS = re.compile(r"(?<![\d-])(\d{6})[- ]?(\d{4})(?![\d-])")
KINDS = {"Invoice": "invoice", "CreditNote": "credit_note", "Reminder": "reminder"}
KIND_OF_ROW = {"Faktura": "invoice", "Kreditnota": "credit_note", "Rykker": "reminder"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the extract; amounts in øre."""

    invoice_no: str
    supplier_no: str
    name: str
    cvr: int | None
    ean: str
    issued: date
    amount_ore: int
    account: str
    text: str
    kind: str


def row_of(values: tuple[Any, ...]) -> Row:
    number, supplier, name, cvr, ean, issued, amount, account, text, kind = values
    assert isinstance(issued, datetime), "dates are real dates"
    assert isinstance(ean, str), "EAN numbers are text"
    ore = int((Decimal(str(amount)) * 100).to_integral_value())
    return Row(number, supplier, name, cvr, ean, issued.date(), ore, account or "", text, KIND_OF_ROW[kind])


def unpacked(data: bytes, before: str = "") -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".zip"):
                yield from unpacked(content, f"{before}{name}/")
            else:
                yield f"{before}{name}", content


def unwrapped(root: etree._Element) -> etree._Element:
    return root if local(root) in KINDS else next(child for child in root if local(child) in KINDS)


def local(element: etree._Element) -> str:
    return etree.QName(element).localname


def text_of(root: etree._Element, path: str) -> str:
    """The text of the first element on a path of local names, or ""."""
    steps = "/".join(f"*[local-name()='{name}']" for name in path.split("/"))
    found = root.xpath(f"./{steps}/text()")
    assert isinstance(found, list)
    return str(found[0]) if found else ""


def readable(root: etree._Element) -> str:
    """What a reader of the XML sees: all text but what is packed into attachments."""
    return "\n".join(
        element.text
        for element in root.iter("{*}*")
        if element.text and local(element) != "EmbeddedDocumentBinaryObject"
    )


def attachments(root: etree._Element) -> list[bytes]:
    found = root.iter("{*}EmbeddedDocumentBinaryObject")
    return [base64.b64decode(element.text or "", validate=True) for element in found]


def like_cpr(text: str) -> list[str]:
    """Ten-digit numbers with a possible day and month, a replacement number's day included."""
    found = ["".join(match.groups()) for match in _TEN_DIGITS.finditer(text)]
    return [digits for digits in found if 1 <= int(digits[:2]) % 60 <= 31 and 1 <= int(digits[2:4]) <= 12]


def is_never_issued(digits: str) -> bool:
    """1860 to 1867 by the seventh digit."""
    return "60" <= digits[4:6] <= "67" and digits[6] in "5678" and int(digits[:2]) <= 28


def cannot_be_issued(digits: str) -> bool:
    """Fails modulus 11 and is not of 1 January: no such number was given out (list of cpr.dk, 10-05-2023)."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)
    )
    return total % 11 != 0 and digits[:4] != "0101"


def all_text(members: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every text in every file of the sample, attachments included."""
    yield LIST, (SAMPLE / LIST).read_bytes().decode("cp1252")
    yield MUNICIPALITY, (SAMPLE / MUNICIPALITY).read_text(encoding="utf-8")
    for path, data in unpacked((SAMPLE / EXTRACT).read_bytes(), "xlsx/"):
        if path.endswith(".xml"):
            yield path, " ".join(str(text) for text in etree.fromstring(data).itertext())
    for path, data in members.items():
        if not path.endswith(".xml"):
            yield path, data.decode("cp1252")
            continue
        root = etree.fromstring(data)
        yield path, readable(root)
        for pdf in attachments(root):
            yield f"{path} (pdf)", pdf.decode("cp1252")
