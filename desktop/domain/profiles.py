"""Is this the same file as last month's, and how was it read then?

A source is known again by the pattern of its name ("Kreditorliste oktober 2026.csv" and "Kreditorliste
november 2026.csv" are one) and by its headings. With the same headings it is read as last time; with others,
what still fits is proposed and the difference is told. Nothing about cells is remembered: only headings and
what a person decided.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from desktop.domain.amounts import DecimalMark
from desktop.domain.characters import plain, visible
from desktop.domain.dates import DateOrder
from desktop.domain.imports import (
    ColumnMatch,
    Field,
    SourceKind,
    SourceReport,
    TableChoices,
    TablePreview,
)
from desktop.domain.mojibake import repaired

_LEAST_SHARED = 0.5
"""Share of the columns in use last time that must be there again before anything is proposed."""

_MONTHS = (
    "januar februar marts april maj juni juli august september oktober november december "
    "jan feb mar apr jun jul aug sep sept okt nov dec "
    "january february march may june july october oct"
)
_DATES = frozenset(_MONTHS.split())
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class ProfileColumn:
    """One column of last time's table.

    Attributes:
        key: what it is known again by; see `column_keys`.
        heading: as it stood, scrubbed.
        field: what it was used for; None: nothing.
    """

    key: str
    heading: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class Profile:
    """How one source was read last time.

    Attributes:
        kind: what the table was taken for.
        pattern: of the file's name; see `pattern_of`.
        sheet: pattern of the sheet's name; "" for a text file.
        fingerprint: of the headings; see `fingerprint_of`.
        columns: all of them, in their order.
        encoding: a codec, when a person chose it; "" when it was found.
        header_row: when a person pointed it out; 0 when it was found.
        decimal_mark, date_order: what a person answered; None when there was nothing to ask.
        file: the file's name as it was shown, for the evidence.
        repair: a person had its spoilt letters put right.
    """

    id: int
    kind: SourceKind
    pattern: str
    sheet: str
    fingerprint: str
    columns: tuple[ProfileColumn, ...]
    encoding: str
    header_row: int
    decimal_mark: DecimalMark | None
    date_order: DateOrder | None
    file: str
    at: datetime
    repair: bool = False

    @property
    def identity(self) -> tuple[str, str, str]:
        """A later import with the same identity takes this profile's place."""
        return self.pattern, self.sheet, self.fingerprint


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a profile says about the table at hand.

    Attributes:
        exact: the headings are the same: the table is read as last time. Otherwise `choices` is a proposal.
        choices: the profile's mapping and answers as far as the table has their columns. Encoding and row of
            headings are not among them: they lead to the headings, which come first.
        fresh: positions of the columns that were not there last time.
        missing: columns that were in use last time and are not there now.
    """

    profile: Profile
    exact: bool
    choices: TableChoices
    fresh: tuple[int, ...] = ()
    missing: tuple[ProfileColumn, ...] = ()


def pattern_of(name: str) -> str:
    """What stays of a file's or sheet's name from month to month: its words, without dates and numbers.

    The ending stays: a list as CSV and the same list as Excel write their numbers differently.

    >>> pattern_of("Kreditorliste oktober 2026.csv") == pattern_of("kreditorliste_2026-11-05 (2).CSV")
    True
    >>> pattern_of("2026-10.xlsx")
    '#.xlsx'
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    stem, dot, ending = text.rpartition(".")
    if not dot or not ending.isalnum() or ending.isdigit():
        stem, ending = text, ""
    words = [word for word in _WORD.findall(stem) if word not in _DATES]
    return f"{' '.join(words) or '#'}{'.' if ending else ''}{ending}"


def column_keys(headings: Sequence[str]) -> tuple[str, ...]:
    """What columns are known again by: their heading without case and punctuation.

    Where a heading is empty or stands twice, its position counts too.
    """
    folded = [_folded(heading) for heading in headings]
    counts = Counter(folded)
    return tuple(
        word if word and counts[word] == 1 else f"{word}#{place}"
        for place, word in enumerate(folded, start=1)
    )


def fingerprint_of(headings: Sequence[str]) -> str:
    """The same for the same headings in any order, and for no others."""
    text = "\n".join(sorted(column_keys(headings)))
    return hashlib.sha256(text.encode()).hexdigest()


def profile_of(
    preview: TablePreview | SourceReport,
    choices: TableChoices,
    *,
    kind: SourceKind,
    at: datetime,
    key: int = 0,
) -> Profile:
    """What to remember of a table that is about to be imported, or has been read."""
    headings = [column.heading for column in preview.columns]
    return Profile(
        id=key,
        kind=kind,
        pattern=pattern_of(preview.file),
        sheet=pattern_of(preview.sheet) if preview.sheet else "",
        fingerprint=fingerprint_of(headings),
        columns=tuple(
            ProfileColumn(name, column.heading, column.field)
            for name, column in zip(column_keys(headings), preview.columns, strict=True)
        ),
        encoding=choices.encoding,
        header_row=choices.header_row,
        decimal_mark=choices.decimal_mark,
        date_order=choices.date_order,
        file=preview.file,
        at=at,
        repair=choices.repair,
    )


def with_repair(profile: Profile) -> Profile:
    """The profile of the same table with its spoilt letters put right, its headings among them."""
    headings = [repaired(column.heading) for column in profile.columns]
    return replace(
        profile,
        repair=True,
        fingerprint=fingerprint_of(headings),
        columns=tuple(
            ProfileColumn(key, heading, column.field)
            for key, heading, column in zip(column_keys(headings), headings, profile.columns, strict=True)
        ),
    )


def of_file(profiles: Iterable[Profile], file: str) -> tuple[Profile, ...]:
    """The profiles of earlier files of this name, the newest first."""
    pattern = pattern_of(file)
    found = [profile for profile in profiles if profile.pattern == pattern]
    return tuple(sorted(found, key=lambda profile: profile.at, reverse=True))


def remember(
    profiles: Iterable[Profile], *, file: str, sheet: str, columns: Sequence[ColumnMatch]
) -> Remembered | None:
    """What is known of a table by its name and headings; None when it is a new one.

    A profile with the same headings is always preferred. Otherwise the one of the same sheet that has most
    columns in common, if it has at least half of those that were in use.
    """
    sheet_pattern = pattern_of(sheet) if sheet else ""
    candidates = [one for one in of_file(profiles, file) if one.sheet == sheet_pattern]
    headings = [column.heading for column in columns]
    fingerprint = fingerprint_of(headings)
    places = {key: place for place, key in enumerate(column_keys(headings))}
    for profile in candidates:
        if profile.fingerprint == fingerprint:
            return _remembered(profile, places, exact=True)
    if not candidates:
        return None
    closest = max(candidates, key=lambda profile: _shared(profile, places))
    return _remembered(closest, places, exact=False) if _shared(closest, places) >= _LEAST_SHARED else None


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered of earlier files, asked while a file is read.

    Attributes:
        kind: only tables that were taken for this are known again; None: for whatever.
        exact: only tables with last time's headings are known again, where nobody looks at a proposal.
    """

    profiles: tuple[Profile, ...] = ()
    kind: SourceKind | None = None
    exact: bool = False

    def first_look(self, file: str) -> TableChoices | None:
        """What leads to the headings of a file of this name, when a person had to say it last time."""
        last = next(iter(self._of(file)), None)
        if last is None or not (last.encoding or last.header_row or last.repair):
            return None
        return TableChoices(encoding=last.encoding, header_row=last.header_row, repair=last.repair)

    def known(self, file: str, sheet: str, columns: Sequence[ColumnMatch]) -> Remembered | None:
        """What is known of a table by its name and headings; see `remember`."""
        found = remember(self._of(file), file=file, sheet=sheet, columns=columns)
        return None if found is None or (self.exact and not found.exact) else found

    def _of(self, file: str) -> tuple[Profile, ...]:
        found = of_file(self.profiles, file) if self.profiles else ()
        return tuple(one for one in found if self.kind is None or one.kind is self.kind)


NOTHING_REMEMBERED = Memory()


def _shared(profile: Profile, places: dict[str, int]) -> float:
    """The share of the columns in use last time that are there again."""
    used = [column for column in profile.columns if column.field is not None]
    return sum(column.key in places for column in used) / len(used) if used else 0.0


def _remembered(profile: Profile, places: dict[str, int], *, exact: bool) -> Remembered:
    known = {column.key for column in profile.columns}
    mapping = {
        column.field: f"#{places[column.key] + 1}"
        for column in profile.columns
        if column.field is not None and column.key in places
    }
    missing = tuple(one for one in profile.columns if one.field is not None and one.key not in places)
    # An answer was about a column; it is not carried over to another one.
    choices = TableChoices(
        mapping=tuple(mapping.items()),
        decimal_mark=profile.decimal_mark if Field.AMOUNT in mapping else None,
        date_order=profile.date_order if Field.ISSUE_DATE in mapping else None,
    )
    if exact:
        # Columns that were left unused stay so: no field is free to be looked for.
        unused = tuple((field, "") for field in Field if field not in mapping)
        choices = replace(choices, mapping=(*choices.mapping, *unused))
    fresh = tuple(place for key, place in places.items() if key not in known)
    return Remembered(profile, exact, choices, fresh, missing)


def _folded(heading: str) -> str:
    text = unicodedata.normalize("NFKC", visible(plain(heading))).casefold()
    return "".join(sign for sign in text if sign.isalnum())
