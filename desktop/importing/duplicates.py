"""Which suppliers of a list may be one and the same? Found without comparing everybody with everybody.

Suppliers are put into blocks: those that share a CVR number, an e-mail address, a phone number, an address,
or part of a name. Only within a block are two compared. A block of many (a chain, a region, "Klinikken …") is
not compared all with all: its suppliers are sorted by name and each is held against the next few, so that the
work grows with the list and not with its square.

Names are compared with plain `ratio` and `token_sort_ratio`; `WRatio` finds a part of a name inside another
and calls "Lægehuset" and "Lægehuset Nord, Speciallæge" one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from desktop.domain.duplicates import (
    CLOSE,
    SHARED_BY_MOST,
    Duplicates,
    Marks,
    Pair,
    evidence_of,
    marks_of,
    strength_of,
)
from desktop.domain.progress import Progress, silent
from desktop.domain.suppliers import Supplier

WHOLE_BLOCK = 12
"""Blocks up to this size are compared all with all: at most 66 pairs each."""

NEIGHBOURS = 4
"""In a larger block each supplier is held against so many that follow it by name."""

MOST_PAIRS = 20_000
"""More than these nobody looks through; the least sure ones are left out, and how many is told."""

_RARE_WORDS = 2
_PREFIX = 4
_MARKED_EVERY = 5_000
_COMPARED_EVERY = 20_000

Key = tuple[str, ...]
Scorer = Callable[[str, str], int]


class _Block(NamedTuple):
    """Suppliers by their place in the list that share a key; in the order of the list."""

    key: Key
    places: list[int]


def find_duplicates(suppliers: Sequence[Supplier], progress: Progress = silent) -> Duplicates:
    """Every pair of suppliers that may be one, the surest first.

    The same list gives the same answer, in the same order.

    Raises:
        Cancelled: the user stopped it.
    """
    marks = []
    for done, supplier in enumerate(suppliers):
        if done % _MARKED_EVERY == 0:
            progress(done, 0)
        marks.append(marks_of(supplier.facts))
    contacts = _blocks(marks, _contact_keys)
    common = frozenset(key[1] for key, places in contacts if len(places) > SHARED_BY_MOST)
    progress(len(marks), 0)
    names = _blocks(marks, _name_keys(marks))
    score = _scorer()
    found: list[Pair] = []
    for done, (one, other) in enumerate(_candidates(marks, (*contacts, *names))):
        if done % _COMPARED_EVERY == 0:
            progress(done, 0)
        if (pair := _judged(suppliers, marks, (one, other), score, common)) is not None:
            found.append(pair)
    found.sort(key=lambda pair: pair.weight)
    return Duplicates(tuple(found[:MOST_PAIRS]), max(0, len(found) - MOST_PAIRS))


def _judged(
    suppliers: Sequence[Supplier],
    marks: Sequence[Marks],
    places: tuple[int, int],
    score: Scorer,
    common: frozenset[str],
) -> Pair | None:
    one, other = (marks[place] for place in places)
    evidence = evidence_of(one, other, name_score=score(one.name, other.name), common=common)
    if not evidence:
        return None
    strength = strength_of(one, other, evidence, common=common)
    if strength is None:
        return None
    first, second = sorted((suppliers[place] for place in places), key=lambda supplier: supplier.id)
    return Pair(first, second, evidence, strength)


def _scorer() -> Scorer:
    """How alike two compared names are, 0 to 100; 0 below `CLOSE`."""
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    def score(one: str, other: str) -> int:
        if not one or not other:
            return 0
        if one == other:
            return 100
        plain = ratio(one, other, score_cutoff=CLOSE)
        return int(plain or token_sort_ratio(one, other, score_cutoff=CLOSE))

    return score


# --------------------------------------------------------------------------------------------- blocks


def _contact_keys(marks: Marks) -> Iterator[Key]:
    """What points at one firm or one place."""
    if marks.cvr:
        yield ("cvr", marks.cvr)
    for email in sorted(marks.emails):
        yield ("email", email)
    if marks.phone:
        yield ("phone", marks.phone)
    if marks.address:
        yield ("address", marks.address)


def _name_keys(everybody: Sequence[Marks]) -> Callable[[Marks], Iterator[Key]]:
    """Keys that two close names have in common, even with a letter wrong at one place."""
    frequency = Counter(word for marks in everybody for word in set(marks.name.split()))

    def keys(marks: Marks) -> Iterator[Key]:
        if not marks.name:
            return
        words = sorted(set(marks.name.split()), key=lambda word: (frequency[word], word))
        yield ("name", " ".join(sorted(words)))
        for word in words[:_RARE_WORDS]:
            yield ("word", word)
        if marks.postal_code:
            yield ("begins", marks.postal_code, marks.name[:_PREFIX])
            yield ("ends", marks.postal_code, marks.name[-_PREFIX:])

    return keys


def _blocks(marks: Sequence[Marks], keys: Callable[[Marks], Iterable[Key]]) -> list[_Block]:
    """The blocks of two and more, in the order their first supplier came."""
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for place, mark in enumerate(marks):
        for key in keys(mark):
            found[key].append(place)
    return [_Block(key, places) for key, places in found.items() if len(places) > 1]


def _candidates(marks: Sequence[Marks], blocks: Iterable[_Block]) -> Iterator[tuple[int, int]]:
    """The pairs that are worth comparing, each once."""
    seen: set[int] = set()
    count = len(marks)
    for block in blocks:
        for one, other in _within(marks, block.places):
            low, high = (one, other) if one < other else (other, one)
            code = low * count + high  # one number is a third of the memory of a pair
            if code not in seen:
                seen.add(code)
                yield low, high


def _within(marks: Sequence[Marks], places: list[int]) -> Iterator[tuple[int, int]]:
    if len(places) <= WHOLE_BLOCK:
        yield from combinations(places, 2)
        return
    ordered = sorted(places, key=lambda place: (marks[place].name, place))
    for at, place in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + NEIGHBOURS]:
            yield place, other
