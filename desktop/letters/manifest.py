"""What stands in the list that goes with a folder of letters?

One row per letter that was written, for the mail room and for systems that send Digital Post: semicolons,
UTF-8 with a byte order mark, CRLF, because that is what Excel on a Danish Windows opens with the right
letters.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from desktop.domain.cpr import scrub
from desktop.domain.formulas import guarded
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
    "Skabelonens kontrolsum",
)


_ROWS = 500
"""In a piece: few enough that the list of ten thousand letters is never in memory as a whole."""


@dataclass(frozen=True, slots=True)
class ManifestPieces:
    """The list piece by piece. It can be read again, for a name that is taken means another try.

    Attributes:
        letters: gives the letters from the beginning each time.
    """

    letters: Callable[[], Iterable[tuple[LetterParty, WrittenLetter]]]

    def __iter__(self) -> Iterator[bytes]:
        return _pieces(COLUMNS, (row(party, letter) for party, letter in self.letters()))


def manifest_csv(letters: Iterable[tuple[LetterParty, WrittenLetter]]) -> bytes:
    """The list as the bytes of a file."""
    return table_csv(COLUMNS, (row(party, letter) for party, letter in letters))


def table_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as a Danish Excel opens it; no cell is run, and no CPR number stands in one."""
    return b"".join(_pieces(columns, rows))


def _pieces(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    yield codecs.BOM_UTF8 + _lines([columns])
    left = iter(rows)
    while some := [[cell(text) for text in one] for one in islice(left, _ROWS)]:
        yield _lines(some)


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    # A lone surrogate in a name must not cost the list; the letter shows it the same way.
    return text.getvalue().encode("utf-8", "replace")


def row(party: LetterParty, letter: WrittenLetter) -> tuple[str, ...]:
    """What the list says about a letter, in the order of `COLUMNS`."""
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


def cell(text: str) -> str:
    """One line that no spreadsheet runs and no CPR number stands in."""
    # In this order: a blank in front hides a formula only until somebody takes the blank away.
    return guarded(" ".join(scrub(text).split()))
