"""How many citizens does an invoice name, and does a supplier send collective invoices?

Two questions, two halves. `CitizenTally` counts while a document is read and forgets the numbers when it is
asked for its evidence. `summarise` looks at a supplier's invoices and says how sure we are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from desktop.domain.invoices import CitizenEvidence, Grade, Place


class PersonHasherLike(Protocol):
    """What the tally needs of `cpr.PersonHasher`: a keyed hash that dies with the run."""

    def key_of(self, digits: str) -> bytes: ...


_NOBODY = CitizenEvidence(citizens=0, grade=Grade.NONE)
_NOT_LOOKED_AT = CitizenEvidence()


# "Samlet fakturabeløb" is a sum and no collective invoice.
_SAYS_COLLECTIVE = re.compile(
    r"\bsaml(?:e|et|\.)[\s-]?(?:regning|faktura(?!-?\s?(?:beløb|sum|total|pris)))", re.IGNORECASE
)


def says_collective(text: str) -> bool:
    """Whether a text calls its invoice a collective one (samleregning, samlefaktura)."""
    return bool(_SAYS_COLLECTIVE.search(text))


class CitizenTally:
    """Counts the different citizens of one document.

    CPR numbers come in as ten digits and are turned into keyed hashes at once; only the hashes are held, and
    only until the tally is dropped.
    """

    def __init__(self, hasher: PersonHasherLike) -> None:
        self._hasher = hasher
        self._best: dict[bytes, Grade] = {}
        self._places: set[Place] = set()
        self._lines: defaultdict[str, set[bytes]] = defaultdict(set)
        self._possible: set[bytes] = set()

    def add(self, digits: str, grade: Grade, place: Place, *, line: str = "") -> None:
        """Count a citizen.

        Args:
            digits: ten digits.
            grade: how sure this one mention is: certain, probable or weak.
            place: where it stood.
            line: which line of the document, "" for the header.
        """
        key = self._hasher.key_of(digits)
        best = self._best.get(key)
        if best is None or (best is not grade and grade.strength > best.strength):
            self._best[key] = grade
        self._places.add(place)
        if line:
            self._lines[line].add(key)

    def add_possible(self, digits: str) -> None:
        """Note a number that may be a CPR number but is not counted."""
        self._possible.add(self._hasher.key_of(digits))

    def evidence(self, *, unread_attachments: int = 0) -> CitizenEvidence:
        """What is kept. With nobody found and an attachment unread the answer is unknown, not none."""
        if not self._best and not self._possible:
            return _NOT_LOOKED_AT if unread_attachments else _NOBODY
        found = len(self._best)
        return CitizenEvidence(
            citizens=found if found or not unread_attachments else None,
            possible=len(self._possible - self._best.keys()),
            most_on_a_line=max(map(len, self._lines.values()), default=0),
            grade=self._grade(unread_attachments),
            places=frozenset(self._places),
        )

    def _grade(self, unread_attachments: int) -> Grade:
        grades = list(self._best.values())
        if not grades:
            return Grade.UNKNOWN if unread_attachments else Grade.NONE
        # Two citizens make a collective invoice, so the second surest mention decides how sure that is.
        deciding = min(2, len(grades))
        sure = grades.count(Grade.CERTAIN)
        if sure >= deciding:
            return Grade.CERTAIN
        return Grade.PROBABLE if sure + grades.count(Grade.PROBABLE) >= deciding else Grade.WEAK


class CollectiveDecision(StrEnum):
    """What a person has said about a supplier's collective invoices (product row COL-4)."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    CANNOT_SPLIT = "cannot_split"


class CollectiveState(StrEnum):
    """What the plan works with: the classes of the EAN choice."""

    NO = "no"
    SUSPECTED = "suspected"
    CAN_SPLIT = "can_split"
    CANNOT_SPLIT = "cannot_split"


class ToldApart(StrEnum):
    """What else is told of documents besides how many citizens they name (product row COL-6).

    NO_CITIZEN: the whole document was read and names nobody, so KP cannot place it. SEVERAL_ON_A_LINE: one
    line names several citizens, so splitting takes more than moving lines. IN_PERSON_REFERENCE: the number
    stands in the person reference, which OIOUBL 3 forbids.
    """

    NO_CITIZEN = "no_citizen"
    SEVERAL_ON_A_LINE = "several_on_a_line"
    IN_PERSON_REFERENCE = "in_person_reference"


def told_apart(evidence: CitizenEvidence) -> tuple[ToldApart, ...]:
    """Which of these a document is."""
    found = []
    if evidence.citizens == 0:
        found.append(ToldApart.NO_CITIZEN)
    if evidence.most_on_a_line > 1:
        found.append(ToldApart.SEVERAL_ON_A_LINE)
    if Place.PERSON_REFERENCE in evidence.places:
        found.append(ToldApart.IN_PERSON_REFERENCE)
    return tuple(found)


class CollectiveReason(StrEnum):
    """Why a supplier has the state it has."""

    BY_HAND = "by_hand"
    INVOICES = "invoices"
    WEAK_INVOICES = "weak_invoices"
    DECLARED = "declared"
    TEXT = "text"
    PHARMACY = "pharmacy"
    PHARMACY_PATTERN = "pharmacy_pattern"
    NOTHING_SEEN = "nothing_seen"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class CollectiveCounts:
    """A supplier's invoices added up (storage does the adding).

    Attributes:
        documents: invoices, credit notes and reminders in the plan.
        checked: those where citizens could be counted.
        collective: those with more than one citizen, by grade.
        max_citizens: the largest number of citizens on one document.
        last_seen: issue date of the newest collective one.
        months_seen: different months with a collective one.
        saying_collective: documents that call themselves a samleregning.
        months_with_one_invoice: months in which the supplier sent exactly one invoice (the pharmacy pattern).
        months_active: different months with an invoice.
        no_citizen, several_on_a_line, in_person_reference: documents of each kind of `ToldApart`.
    """

    documents: int = 0
    checked: int = 0
    certain: int = 0
    probable: int = 0
    weak: int = 0
    max_citizens: int = 0
    last_seen: date | None = None
    months_seen: int = 0
    saying_collective: int = 0
    months_with_one_invoice: int = 0
    months_active: int = 0
    no_citizen: int = 0
    several_on_a_line: int = 0
    in_person_reference: int = 0

    def told_apart(self, kind: ToldApart) -> int:
        """Documents of a kind."""
        match kind:
            case ToldApart.NO_CITIZEN:
                return self.no_citizen
            case ToldApart.SEVERAL_ON_A_LINE:
                return self.several_on_a_line
            case ToldApart.IN_PERSON_REFERENCE:
                return self.in_person_reference

    @property
    def collective(self) -> int:
        """Documents with more than one citizen, however sure."""
        return self.certain + self.probable + self.weak

    @property
    def grade(self) -> Grade:
        """The surest grade among the collective documents; none when all were checked and none was one."""
        if self.certain:
            return Grade.CERTAIN
        if self.probable:
            return Grade.PROBABLE
        if self.weak:
            return Grade.WEAK
        return Grade.NONE if self.checked else Grade.UNKNOWN


@dataclass(frozen=True, slots=True)
class CollectiveSummary:
    """What the program says of a supplier, and why."""

    counts: CollectiveCounts
    state: CollectiveState
    reason: CollectiveReason
    decision: CollectiveDecision | None = None

    @property
    def grade(self) -> Grade:
        return self.counts.grade

    @property
    def by_hand(self) -> bool:
        return self.decision is not None


def summarise(
    counts: CollectiveCounts,
    *,
    pharmacy: bool,
    declared: bool | None = None,
    decision: CollectiveDecision | None = None,
) -> CollectiveSummary:
    """Say whether a supplier sends collective invoices, and whether they can be split.

    A person's word wins. Invoices read with certain or probable evidence come next; a pharmacy's are taken to
    be unsplittable until somebody says otherwise, because the guide lets pharmacies' monthly invoices stay in
    the ERP (seed 002). Everything weaker is a suspicion that a person settles.
    """
    state, reason = _judge(counts, pharmacy=pharmacy, declared=declared, decision=decision)
    return CollectiveSummary(counts=counts, state=state, reason=reason, decision=decision)


_BY_HAND = {
    CollectiveDecision.CONFIRMED: CollectiveState.CAN_SPLIT,
    CollectiveDecision.REJECTED: CollectiveState.NO,
    CollectiveDecision.CANNOT_SPLIT: CollectiveState.CANNOT_SPLIT,
}


def _judge(
    counts: CollectiveCounts, *, pharmacy: bool, declared: bool | None, decision: CollectiveDecision | None
) -> tuple[CollectiveState, CollectiveReason]:
    if decision is not None:
        return _BY_HAND[decision], CollectiveReason.BY_HAND
    if counts.certain or counts.probable:
        if pharmacy:
            return CollectiveState.CANNOT_SPLIT, CollectiveReason.PHARMACY
        return CollectiveState.CAN_SPLIT, CollectiveReason.INVOICES
    if counts.weak:
        return CollectiveState.SUSPECTED, CollectiveReason.WEAK_INVOICES
    if declared:
        return CollectiveState.SUSPECTED, CollectiveReason.DECLARED
    if counts.saying_collective:
        return CollectiveState.SUSPECTED, CollectiveReason.TEXT
    if pharmacy and _looks_monthly(counts):
        return CollectiveState.SUSPECTED, CollectiveReason.PHARMACY_PATTERN
    if counts.checked:
        return CollectiveState.NO, CollectiveReason.NOTHING_SEEN
    return CollectiveState.NO, CollectiveReason.NOT_CHECKED


def _looks_monthly(counts: CollectiveCounts) -> bool:
    """One invoice a month in most months, in at least two months: how pharmacies bill collectively."""
    return counts.months_active >= 2 and counts.months_with_one_invoice * 3 >= counts.months_active * 2
