"""Which letters is a template tried on before anybody uses it? One that tells all, and one with the least."""

from __future__ import annotations

from datetime import date

from desktop.domain.letters import (
    LetterFacts,
    LetterKind,
    LetterParty,
    LetterSender,
    LetterWave,
    RejectedDocument,
    RejectionReason,
)

FULL = LetterFacts(
    kind=LetterKind.NEW_EAN_ONE_PER_CITIZEN,
    supplier=LetterParty(
        number="10234",
        name="Høreklinikken & Søn ApS",
        address=("Østergade 12", "2. th."),
        postal_code="9998",
        city="Øster Vandrup",
        cvr="12345674",
        contact="Karen Sørensen",
        email="post@klinik.example",
    ),
    sender=LetterSender(
        municipality="Eksempelby Kommune",
        department="Ydelse og Pension",
        address=("Rådhusgade 1",),
        postal_code="9999",
        city="Eksempelby",
        phone="99 99 99 00",
        email="ydelse@eksempelby.example",
        contact="Mette Eksempel",
    ),
    old_eans=("5790000000012", "5790000000029"),
    new_ean="5798009812346",
    erp_ean="5798001111114",
    letter_date=date(2026, 11, 20),
    first_date=date(2027, 3, 1),
    last_old_date=date(2027, 2, 28),
    collective_invoices=14,
    most_citizens=37,
    wave=2,
    earlier_date=date(2026, 12, 1),
    seen_date=date(2027, 3, 4),
    rejected=(
        RejectedDocument("2027-114", date(2027, 3, 4), RejectionReason.SEVERAL_CITIZENS),
        RejectedDocument("2027-118", date(2027, 3, 9), RejectionReason.NO_CITIZEN),
    ),
    waves=(
        LetterWave(1, 8, date(2027, 3, 1), date(2027, 2, 26)),
        LetterWave(2, 25, date(2027, 4, 1), date(2027, 3, 31)),
    ),
    erp="KMD Opus",
)
LEAST = LetterFacts(
    kind=LetterKind.NEW_EAN,
    supplier=LetterParty(number="", name="Høreklinikken & Søn ApS"),
    sender=LetterSender(municipality="Eksempelby Kommune"),
)
