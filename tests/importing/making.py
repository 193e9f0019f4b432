"""What do the tests of the readers read? Small files with invented names and never-issued CPR numbers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

TODAY = date(2026, 11, 20)

EAN = "5790000000012"
OTHER_EAN = "5790000000029"
CVR = "99000007"
OTHER_CVR = "99000015"

# Years 60 to 67 with a seventh digit from 5 to 8 would be people born in the 1860s: nobody has such a number.
ANNA, BENT, CLARA, DAGNY = "0101605003", "0202616011", "0303627022", "0404638034"

HEADINGS = "Kreditornr;Navn;CVR-nr;EAN-nr;Adresse;Postnr;By;E-mail;Telefon;Beløb;Antal fakturaer".split(";")


def dashed(digits: str) -> str:
    """A CPR number as people write it."""
    return f"{digits[:6]}-{digits[6:]}"


def supplier(number: int, **changes: str) -> list[str]:
    """A row of a supplier list without faults; `changes` are by heading."""
    row = {
        "Kreditornr": f"{number:08d}",
        "Navn": f"Åløkke Prøve {number} ApS",
        "CVR-nr": CVR,
        "EAN-nr": EAN,
        "Adresse": f"Østergade {number}",
        "Postnr": "0900",
        "By": "København C",
        "E-mail": f"post{number}@proeve.example",
        "Telefon": "99 88 77 66",
        "Beløb": "1.234,50",
        "Antal fakturaer": "3",
    }
    row.update({heading.replace("_", " "): value for heading, value in changes.items()})
    return [row[heading] for heading in HEADINGS]


def changed(number: int, heading: str, value: str) -> list[str]:
    """A row of a supplier list with one cell changed."""
    row = supplier(number)
    row[HEADINGS.index(heading)] = value
    return row


def delimited(rows: Iterable[Sequence[str]], *, delimiter: str = ";", end: str = "\r\n") -> str:
    """Rows as text; cells that need quotes get them."""
    return "".join(delimiter.join(_quoted(cell, delimiter) for cell in row) + end for row in rows)


def _quoted(cell: str, delimiter: str) -> str:
    if any(sign in cell for sign in (delimiter, '"', "\n", "\r")):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def text_file(
    folder: Path,
    rows: Iterable[Sequence[str]],
    *,
    name: str = "kreditorer.csv",
    encoding: str = "utf-8",
    delimiter: str = ";",
    end: str = "\r\n",
) -> Path:
    """A text file of rows."""
    path = folder / name
    path.write_bytes(delimited(rows, delimiter=delimiter, end=end).encode(encoding))
    return path


def supplier_list(folder: Path, *rows: Sequence[str], name: str = "kreditorer.csv") -> Path:
    """A supplier list with its headings."""
    return text_file(folder, [HEADINGS, *rows], name=name)


def workbook(
    folder: Path,
    sheets: Mapping[str, Sequence[Sequence[Any]]],
    *,
    formats: Mapping[tuple[int, int], str] | None = None,
    hidden: Sequence[str] = (),
    name: str = "kreditorer.xlsx",
) -> Path:
    """An XLSX file; `formats` are number formats by row and column of the first sheet, from 0."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if title in hidden:
            sheet.sheet_state = "hidden"
    for (row_index, column), number_format in (formats or {}).items():
        book.worksheets[0].cell(row_index + 1, column + 1).number_format = number_format
    path = folder / name
    book.save(path)
    return path


def zip_of(entries: Mapping[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def encrypted_zip_of(name: str, data: bytes) -> bytes:
    """A ZIP whose only entry says that it is encrypted."""
    packed = bytearray(zip_of({name: data}, compression=zipfile.ZIP_STORED))
    local, central = packed.index(b"PK\x03\x04"), packed.index(b"PK\x01\x02")
    packed[local + 6] |= 1
    packed[central + 8] |= 1
    return bytes(packed)


def spellings(digits: str) -> list[str]:
    """A CPR number in the ways it could have slipped through."""
    day, month, year, serial = digits[:2], digits[2:4], digits[4:6], digits[6:]
    return [
        digits,
        f"{digits[:6]}-{serial}",
        f"{digits[:6]} {serial}",
        f"{day}.{month}.{year}-{serial}",
        f"{day}-{month}-{year}-{serial}",
        f"{day} {month} {year} {serial}",
        "".join(chr(0xFF10 + int(sign)) for sign in digits),
        digits.lstrip("0"),
    ]


def leaks(result: object, *numbers: str) -> list[str]:
    """The CPR numbers that `repr` shows of anything, in any spelling."""
    shown = repr(result)
    found = [spelling for digits in numbers for spelling in spellings(digits) if spelling in shown]
    loosely = [digits for digits in numbers if re.search(r"[-./_ ]?".join(digits), shown)]
    return found + loosely


never_issued = st.builds(
    lambda day, month, year, seventh, rest: f"{day:02d}{month:02d}{year}{seventh}{rest:03d}",
    st.integers(1, 28),
    st.integers(1, 12),
    st.integers(60, 67),
    st.integers(5, 8),
    st.integers(0, 999),
)
"""CPR numbers of people who would have been born in the 1860s."""
