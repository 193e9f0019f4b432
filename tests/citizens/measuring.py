"""How right is the counting? Reads documents whose truth is known and compares citizen by citizen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from unittest import mock

from desktop.domain.collective import CitizenTally
from desktop.domain.cpr import PersonHasher
from desktop.domain.invoices import Grade, Place
from desktop.importing.documents import DocumentResult
from desktop.importing.einvoices import DocumentReader
from tests.citizens.truths import Named, TrueDocument

TODAY = date(2026, 11, 20)
Key = tuple[Place, Grade]


@dataclass(slots=True)
class Score:
    """Right, missed and wrong citizens, by place and grade of the truth (or, for wrong ones, as found).

    Attributes:
        regraded: found, but graded otherwise than is true.
        misplaced: documents whose places differ from the truth.
        false_collective, missed_collective: documents, and the senders of the first.
        trapped: kinds of traps in documents where somebody was found who is not there.
        mistakes: a few documents that went wrong, for a person to look at.
    """

    right: Counter[Key] = field(default_factory=Counter)
    missed: Counter[Key] = field(default_factory=Counter)
    wrong: Counter[Key] = field(default_factory=Counter)
    regraded: int = 0
    misplaced: int = 0
    documents: int = 0
    unread: int = 0
    miscounted_lines: int = 0
    false_collective: int = 0
    missed_collective: int = 0
    suppliers: defaultdict[str, list[bool]] = field(
        default_factory=lambda: defaultdict(lambda: [False, False])
    )
    traps: Counter[str] = field(default_factory=Counter)
    trapped: Counter[str] = field(default_factory=Counter)
    mistakes: list[tuple[TrueDocument, set[str], set[str]]] = field(default_factory=list)

    def recall(self, *grades: Grade) -> float:
        """The share of true citizens of these grades that were found."""
        right = sum(count for (_, grade), count in self.right.items() if grade in grades)
        missed = sum(count for (_, grade), count in self.missed.items() if grade in grades)
        return right / (right + missed) if right + missed else 1.0

    def precision(self) -> float:
        """The share of those found who are there."""
        return self.right.total() / max(1, self.right.total() + self.wrong.total())

    @property
    def false_collective_suppliers(self) -> int:
        """Senders called collective none of whose documents is."""
        return sum(found and not true for found, true in self.suppliers.values())


@contextmanager
def _watched() -> Iterator[list[Named]]:
    """What tallies count meanwhile, with the digits: only here, and only numbers that nobody has."""
    seen: list[Named] = []
    add = CitizenTally.add

    def watching(tally: CitizenTally, digits: str, grade: Grade, place: Place, *, line: str = "") -> None:
        seen.append(Named(digits, grade, place, int(line or 0)))
        add(tally, digits, grade, place, line=line)

    with mock.patch.object(CitizenTally, "add", watching):
        yield seen


def measure(documents: Iterable[TrueDocument]) -> Score:
    """Read all documents with one reader, as an import does."""
    score = Score()
    reader = DocumentReader(PersonHasher(), today=TODAY)
    with _watched() as seen:
        for document in documents:
            seen.clear()
            result = reader.read(document.data, "faktura.xml")
            _compare(score, document, result, seen)
    return score


def _compare(score: Score, document: TrueDocument, result: DocumentResult, seen: list[Named]) -> None:
    score.documents += 1
    score.traps.update(document.traps)
    if result.row is None:
        score.unread += 1
        return
    evidence = result.row.facts.evidence
    true, found = document.best, {one.digits for one in seen}
    if evidence.citizens != len(found):
        raise AssertionError("the evidence says another number than was counted")
    best: dict[str, Named] = {}
    for one in seen:
        if one.digits not in best or one.grade.strength > best[one.digits].grade.strength:
            best[one.digits] = one
    for digits, one in true.items():
        (score.right if digits in found else score.missed)[one.place, one.grade] += 1
        score.regraded += digits in best and best[digits].grade is not one.grade
    wrong = found - true.keys()
    score.wrong.update((best[digits].place, best[digits].grade) for digits in wrong)
    if wrong:
        score.trapped.update(document.traps)
    _compare_wholes(score, document, evidence.is_collective)
    same = found == true.keys()
    score.misplaced += same and evidence.places != {one.place for one in document.named}
    score.miscounted_lines += same and evidence.most_on_a_line != document.most_on_a_line
    if not same:
        score.mistakes.append((document, set(true.keys() - found), wrong))


def _compare_wholes(score: Score, document: TrueDocument, is_collective: bool) -> None:
    true = len(document.citizens) > 1
    score.false_collective += is_collective and not true
    score.missed_collective += true and not is_collective
    told = score.suppliers[document.draft.sender.cvr]
    told[0] |= is_collective
    told[1] |= true
