"""How fast are letters written, beside plain docxtpl that opens and compiles its template for each?

Target L1 of the project is at least 10 times faster; the fast path that reaches it has an issue of its own.
Until then our strict gateway must not cost much more than docxtpl itself.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from docxtpl import DocxTemplate

from desktop.domain.letters import LetterFacts, LetterKind, LetterParty, LetterSender
from desktop.letters.batch import write_letters
from desktop.letters.catalogue import open_templates, templates
from desktop.letters.fields import letter_context
from desktop.paths import letter_templates_dir

COUNT = 60


def letter(number: int) -> LetterFacts:
    return LetterFacts(
        kind=LetterKind.NEW_EAN_ONE_PER_CITIZEN,
        supplier=LetterParty(
            number=f"{number:06}",
            name=f"Klinik & Søn <{number}> ApS",
            address=("Prøvevej 1", "2. sal"),
            postal_code="9990",
            city="Prøveby",
        ),
        sender=LetterSender(municipality="Prøveby Kommune", department="Ydelser", contact="Mette Prøve"),
        old_eans=("5790000000012",),
        new_ean="5790000000043",
        erp_ean="5790000000029",
        letter_date=date(2026, 11, 20),
        first_date=date(2027, 3, 1),
        last_old_date=date(2027, 2, 28),
        collective_invoices=3,
        most_citizens=4,
    )


def main() -> list[Mapping[str, object]]:
    """Letters a second, and as a multiple of plain docxtpl in the same run."""
    facts = [letter(number) for number in range(COUNT)]
    plain = _plain(facts)
    ours = _ours(facts)
    return [
        {"what": "plain docxtpl", "letters a second": round(COUNT / plain), "x plain": 1.0},
        {
            "what": "strict gateway",
            "letters a second": round(COUNT / ours),
            "x plain": round(plain / ours, 2),
        },
    ]


def _plain(facts: list[LetterFacts]) -> float:
    path = letter_templates_dir() / "new-ean-one-per-citizen.docx"
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        for number, one in enumerate(facts):
            document = DocxTemplate(str(path))
            document.render(letter_context(one), autoescape=True)
            document.save(str(Path(folder) / f"{number}.docx"))
        return time.perf_counter() - start


def _ours(facts: list[LetterFacts]) -> float:
    opened = open_templates(templates(letter_templates_dir()))
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        write_letters(facts, opened, Path(folder))
        return time.perf_counter() - start
