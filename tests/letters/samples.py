"""What do the letter tests write letters with? Invented suppliers and small Word files made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document

from desktop.domain.letters import (
    ABOUT_THE_PLAN,
    REMINDERS,
    LetterFacts,
    LetterKind,
    LetterParty,
    LetterSender,
    LetterWave,
    RejectedDocument,
    RejectionReason,
)
from desktop.letters.template import LetterTemplate

SHIPPED = Path(__file__).resolve().parents[2] / "templates" / "letters"

OLD_EAN = "5790000000012"
SECOND_OLD_EAN = "5790000000029"
NEW_EAN = "5798009812346"
ERP_EAN = "5798001111114"

SENDER = LetterSender(
    municipality="Eksempelby Kommune",
    department="Ydelse og Pension",
    address=("Rådhusgade 1",),
    postal_code="9999",
    city="Eksempelby",
    phone="99 99 99 00",
    email="ydelse@eksempelby.example",
    contact="Mette Eksempel",
)
SUPPLIER = LetterParty(
    number="10234",
    name="Tandlægehuset på Ærø ApS",
    address=("Østergade 12, 2. th.", "Baggården"),
    postal_code="9998",
    city="Øster Vandrup",
    cvr="12345674",
    contact="Karen Sørensen",
    email="post@tand.example",
)


REJECTED = tuple(
    RejectedDocument(f"2027-{number}", date(2027, 3, 4), reason)
    for number, reason in enumerate(RejectionReason, start=114)
)
WAVES = (
    LetterWave(1, 8, date(2027, 3, 1), date(2027, 2, 26)),
    LetterWave(2, 25, date(2027, 4, 1), date(2027, 3, 31)),
)


def facts(kind: LetterKind = LetterKind.NEW_EAN, **changes: Any) -> LetterFacts:
    """A letter with everything told."""
    full = LetterFacts(
        kind=kind,
        supplier=SUPPLIER,
        sender=SENDER,
        old_eans=(OLD_EAN,),
        new_ean=NEW_EAN,
        erp_ean=ERP_EAN,
        letter_date=date(2026, 11, 20),
        first_date=date(2027, 3, 1),
        last_old_date=date(2027, 2, 28),
        collective_invoices=14,
        most_citizens=37,
        wave=2,
        earlier_date=date(2026, 12, 1),
        seen_date=date(2027, 3, 4),
        rejected=REJECTED,
        waves=WAVES,
        erp="KMD Opus",
    )
    return replace(full, **changes)


_ABOUT_THE_NEW_EAN = frozenset(
    (
        LetterKind.NEW_EAN,
        LetterKind.NEW_EAN_ONE_PER_CITIZEN,
        LetterKind.CONFIRMATION,
        *REMINDERS,
        *ABOUT_THE_PLAN,
    )
)


def bare_facts(kind: LetterKind, name: str = "A <B> ApS") -> LetterFacts:
    """A letter with only what it cannot be without."""
    return LetterFacts(
        kind=kind,
        supplier=LetterParty(number="", name=name),
        sender=LetterSender("Eksempelby Kommune"),
        old_eans=(OLD_EAN,) if kind is LetterKind.LEAVE_EAN else (),
        new_ean=NEW_EAN if kind in _ABOUT_THE_NEW_EAN else "",
        rejected=(RejectedDocument("", None, RejectionReason.NO_CITIZEN),)
        if kind is LetterKind.REJECTED
        else (),
        erp_ean=ERP_EAN if kind is LetterKind.STAY_ON_ERP else "",
    )


def named(name: str, **changes: Any) -> LetterFacts:
    """A letter to a supplier of that name."""
    return facts(supplier=replace(SUPPLIER, name=name), **changes)


def word_file(
    *paragraphs: str,
    header: str = "",
    footer: str = "",
    title: str = "",
    tables: Sequence[Sequence[Sequence[str]]] = (),
) -> bytes:
    """A Word file with these paragraphs, each in one run, and tables after them."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    for rows in tables:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for cells in rows:
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def template(*paragraphs: str, **parts: Any) -> LetterTemplate:
    """A template with these paragraphs."""
    return LetterTemplate(word_file(*paragraphs, **parts), "prøve.docx")


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name not in changed:
                target.writestr(name, source.read(name))
        for name, content in changed.items():
            target.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read(name)


def paragraphs_of(data: bytes) -> list[str]:
    """The text of the body's paragraphs, as Word shows it, tables left out."""
    return [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs]
