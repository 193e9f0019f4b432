"""What stands in the list that goes with a folder of letters?

One row per letter that was written, for the mail room and for systems that send Digital Post: semicolons,
UTF-8 with a byte order mark, CRLF, because that is what Excel on a Danish Windows opens with the right
letters.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from desktop.domain.cpr import scrub
from desktop.domain.letters import LetterParty, WrittenLetter

COLUMNS = (
    "CVR",
    "Navn",
    "Adresse",
    "Postnr",
    "By",
    "Email",
    "Emne",
    "Filnavn",
    "Bølge",
    "Skabelon",
    "Leverandørnr",
    "Skabelon SHA-256",
)

# A spreadsheet takes a cell that starts so for a formula, whatever the quotes around it (ASVS 5, 1.2.10).
# The last four are full-width = + - @.
_FORMULA = tuple("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")


def manifest_csv(letters: Iterable[tuple[LetterParty, WrittenLetter]]) -> bytes:
    """The list as the bytes of a file."""
    out = io.BytesIO()
    # Encoded as it grows, for a StringIO holds four bytes a letter. A lone surrogate in a name must not cost
    # the list; the letter shows it the same way.
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="")
    table = csv.writer(text, delimiter=";", lineterminator="\r\n")
    table.writerow(COLUMNS)
    for party, letter in letters:
        table.writerow([_cell(cell) for cell in _row(party, letter)])
    text.flush()
    return out.getvalue()


def _row(party: LetterParty, letter: WrittenLetter) -> tuple[str, ...]:
    return (
        party.cvr,
        party.name,
        ", ".join(party.address),
        party.postal_code,
        party.city,
        party.email,
        letter.subject,
        letter.file,
        "" if letter.wave is None else str(letter.wave),
        letter.kind.value,
        party.number,
        letter.template_sha256,
    )


def _cell(text: str) -> str:
    """One line that no spreadsheet runs and no CPR number stands in."""
    kept = scrub(text)
    guarded = f"'{kept}" if kept.startswith(_FORMULA) else kept
    return " ".join(guarded.split())
