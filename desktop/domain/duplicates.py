"""When may two suppliers be one and the same, how sure is that, and what did a person say?

What two suppliers have in common is evidence; evidence is weighed, never acted on. A chain has one CVR number
and many shops, each with a number and an address of its own: the same CVR number at different addresses is
therefore no more than a hint. Two CVR numbers are two firms, however alike their names are; one mail address
or phone for both is a hint too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop.domain.suppliers import Supplier, SupplierFacts, SupplierId, folded_name, names_a_firm

CLOSE = 88
"""Names this alike (0 to 100) are close: one letter or a spelling differs, not a word."""

SAME = 100
"""Names that are the same once they are folded."""

ALIKE = 97
"""Names this alike are the same name, written twice."""

SHARED_BY_MOST = 8
"""What more suppliers than this share (a head office's phone, a shopping centre's address) tells nothing."""


class EvidenceKind(StrEnum):
    """What two suppliers have in common, the most telling first."""

    SAME_CVR = "same_cvr"
    SAME_EMAIL = "same_email"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"
    CLOSE_NAME = "close_name"


class Strength(StrEnum):
    """How sure it is that two suppliers are one."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    WEAK = "weak"

    @property
    def rank(self) -> int:
        """0 for the surest."""
        return tuple(Strength).index(self)


class PairVerdict(StrEnum):
    """What a person says of a pair."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing two suppliers have in common.

    Attributes:
        score: how alike, 0 to 100; 100 for what is the same.
    """

    kind: EvidenceKind
    score: int = SAME


PairKey = tuple[SupplierId, SupplierId]
"""Two suppliers, the smaller id first. Ids survive every import, so a decision about a pair does too."""


def pair_key(one: SupplierId, other: SupplierId) -> PairKey:
    """The key of a pair, in whatever order the two are named."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True)
class PairDecision:
    """What a person decided about a pair; kept with the plan and remembered at the next import.

    Attributes:
        first_id, second_id: in the order of `pair_key`.
        note: in the person's own words.
    """

    id: int
    first_id: SupplierId
    second_id: SupplierId
    verdict: PairVerdict
    note: str
    by: str
    at: datetime

    @property
    def key(self) -> PairKey:
        return (self.first_id, self.second_id)


@dataclass(frozen=True, slots=True)
class SupplierAlias:
    """How a supplier that was merged into another is recognised when a list or an invoice names it again.

    Attributes:
        supplier_id: the supplier that was kept.
        number, cvr, name: those of the one that is no more.
    """

    id: int
    supplier_id: SupplierId
    number: str
    cvr: str
    name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two suppliers that may be one.

    Attributes:
        first, second: the smaller id first.
        evidence: what they have in common, the most telling first.
        decision: what a person said of them, if anybody did.
    """

    first: Supplier
    second: Supplier
    evidence: tuple[Evidence, ...]
    strength: Strength
    decision: PairDecision | None = None

    @property
    def key(self) -> PairKey:
        return (self.first.id, self.second.id)

    @property
    def waits(self) -> bool:
        """Whether a person should look: sure enough, and nobody has decided."""
        return self.decision is None and self.strength is not Strength.WEAK

    @property
    def weight(self) -> tuple[int, int, int, SupplierId, SupplierId]:
        """What pairs are put in order by: the surest and most alike first, then as they came."""
        score = sum(one.score for one in self.evidence)
        return (self.strength.rank, -len(self.evidence), -score, self.first.id, self.second.id)


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Every pair that was found.

    Attributes:
        pairs: the surest first.
        left_out: pairs that were found and are not among them, the least sure ones, because there were too
            many to look through.
    """

    pairs: tuple[Pair, ...] = ()
    left_out: int = 0

    @property
    def waiting(self) -> int:
        """Pairs that a person should look at."""
        return sum(1 for pair in self.pairs if pair.waits)


# ------------------------------------------------------------------------------------------ comparing

_PREPOSITIONS = frozenset({"v", "ved", "og", "the"})
_MAIL = re.compile(r"[^\s;,<>]+@[^\s;,<>]+")
_PHONE_DIGITS = 8
_COUNTRY = "45"


def compared_name(name: str) -> str:
    """The name as two are compared: folded as in `folded_name`, without "v/" and "og".

    >>> compared_name("Fodklinikken v/ Lis Bæk")
    'fodklinikken lis baek'
    """
    return " ".join(word for word in folded_name(name).split() if word not in _PREPOSITIONS)


def figures_in(name: str) -> frozenset[str]:
    """The figures in a compared name: "Tandlægerne Torvet 4" and "… 14" are neighbours, not one.

    >>> sorted(figures_in("tandlaegerne torvet 4"))
    ['4']
    """
    return frozenset(re.findall(r"\d+", name))


def folded_emails(text: str) -> frozenset[str]:
    """The e-mail addresses of a cell, in small letters.

    >>> sorted(folded_emails("Post@Klinik.example; lis@klinik.example"))
    ['lis@klinik.example', 'post@klinik.example']
    """
    return frozenset(_MAIL.findall(text.casefold()))


def folded_phone(text: str) -> str:
    """The digits of a phone number without +45; "" for what is no number: too short, or eight zeros.

    >>> folded_phone("+45 12 34 56 78"), folded_phone("00 00 00 00")
    ('12345678', '')
    """
    digits = re.sub(r"\D", "", text).removeprefix("00")
    if len(digits) == _PHONE_DIGITS + len(_COUNTRY):
        digits = digits.removeprefix(_COUNTRY)
    return digits if len(digits) >= _PHONE_DIGITS and len(set(digits)) > 1 else ""


def folded_address(facts: SupplierFacts) -> str:
    """Street, house number and postal code, as they are compared; "" when one of them is missing.

    What stands behind the house number (floor, door, c/o) is written in too many ways to tell two places
    apart.

    >>> folded_address(SupplierFacts(address="Nørre Allé 4, 1. tv.", postal_code="9990"))
    'noerre alle 4 9990'
    """
    words = folded_name(facts.address).split()
    house = next((at for at, word in enumerate(words) if at and word[0].isdigit()), None)
    if house is None or not facts.postal_code:
        return ""
    return " ".join((*words[: house + 1], facts.postal_code))


@dataclass(frozen=True, slots=True)
class Marks:
    """What of a supplier is compared, worked out once.

    Attributes:
        cvr: "" for what names no firm.
    """

    cvr: str
    emails: frozenset[str]
    phone: str
    address: str
    name: str
    figures: frozenset[str]
    postal_code: str


def marks_of(facts: SupplierFacts) -> Marks:
    """What of a supplier is compared with others."""
    name = compared_name(facts.name)
    return Marks(
        cvr=facts.cvr if names_a_firm(facts.cvr) else "",
        emails=folded_emails(facts.email),
        phone=folded_phone(facts.phone),
        address=folded_address(facts),
        name=name,
        figures=figures_in(name),
        postal_code=facts.postal_code,
    )


def evidence_of(
    one: Marks, other: Marks, *, name_score: int, common: frozenset[str] = frozenset()
) -> tuple[Evidence, ...]:
    """What two suppliers have in common.

    Args:
        name_score: how alike their names are, 0 to 100.
        common: e-mail addresses, phone numbers and addresses that so many share that they tell nothing.
    """
    same = {
        EvidenceKind.SAME_CVR: bool(one.cvr) and one.cvr == other.cvr,
        EvidenceKind.SAME_EMAIL: bool((one.emails & other.emails) - common),
        EvidenceKind.SAME_PHONE: bool(one.phone) and one.phone == other.phone and one.phone not in common,
        EvidenceKind.SAME_ADDRESS: _told_the_same(one.address, other.address) and one.address not in common,
    }
    found = [Evidence(kind) for kind, is_same in same.items() if is_same]
    if name_score >= CLOSE and one.figures == other.figures:
        found.append(Evidence(EvidenceKind.CLOSE_NAME, name_score))
    return tuple(found)


def strength_of(
    one: Marks, other: Marks, evidence: tuple[Evidence, ...], *, common: frozenset[str] = frozenset()
) -> Strength | None:
    """How sure it is that two suppliers are one; None when what they share is not worth a look.

    Args:
        common: as in `evidence_of`; a CVR number among them is that of a chain or a public authority.
    """
    kinds = {found.kind for found in evidence}
    if EvidenceKind.SAME_CVR in kinds:
        return _of_one_firm(one, other, kinds, chain=one.cvr in common)
    if one.cvr and other.cvr:
        # Two firms. A firm that changed its form has a new CVR number, and keeps its mail and phone: worth a
        # look, no more. An address alone is a house with many clinics.
        named_alike = EvidenceKind.CLOSE_NAME in kinds and len(kinds) > 1
        return Strength.WEAK if named_alike or kinds & _REACHED_AT else None
    return _without_cvr(one, other, evidence)


_REACHED_AT = frozenset({EvidenceKind.SAME_EMAIL, EvidenceKind.SAME_PHONE})


def _of_one_firm(one: Marks, other: Marks, kinds: set[EvidenceKind], *, chain: bool) -> Strength | None:
    if chain and EvidenceKind.CLOSE_NAME not in kinds:
        return Strength.WEAK if len(kinds) > 1 else None
    if _in_two_places(one, other):
        reached_at_one = bool(kinds & _REACHED_AT)
        return Strength.PROBABLE if reached_at_one and EvidenceKind.CLOSE_NAME in kinds else Strength.WEAK
    return Strength.CERTAIN


def _without_cvr(one: Marks, other: Marks, evidence: tuple[Evidence, ...]) -> Strength | None:
    """At most one of the two tells a CVR number."""
    score = max((found.score for found in evidence if found.kind is EvidenceKind.CLOSE_NAME), default=0)
    contacts = len(evidence) - bool(score)
    same_town = _told_the_same(one.postal_code, other.postal_code)
    if contacts > 1 or (contacts and score) or (score >= ALIKE and same_town):
        return Strength.PROBABLE
    if contacts or (score and same_town):
        return Strength.WEAK
    return Strength.WEAK if score >= ALIKE and not _in_two_places(one, other) else None


def _in_two_places(one: Marks, other: Marks) -> bool:
    """Whether both tell a postal code or an address, and not the same."""
    pairs = ((one.postal_code, other.postal_code), (one.address, other.address))
    return any(first and second and first != second for first, second in pairs)


def _told_the_same(one: str, other: str) -> bool:
    return bool(one) and one == other


# ------------------------------------------------------------------------------------- field by field

COMPARED_FIELDS = (
    "number",
    "name",
    "cvr",
    "address",
    "postal_code",
    "city",
    "email",
    "phone",
    "contact",
    "trade_code",
    "account",
    "ean",
)
"""The fields of `SupplierFacts` that are put side by side, in that order."""


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both suppliers.

    Attributes:
        field: the attribute's name in `SupplierFacts`.
        differs: both tell it, and not the same.
    """

    field: str
    first: str
    second: str
    differs: bool


def side_by_side(one: SupplierFacts, other: SupplierFacts) -> tuple[FieldPair, ...]:
    """Field by field, without the fields that neither tells."""
    told = ((name, str(getattr(one, name)), str(getattr(other, name))) for name in COMPARED_FIELDS)
    return tuple(
        FieldPair(name, first, second, differs=bool(first and second) and first.strip() != second.strip())
        for name, first, second in told
        if first or second
    )


def better_kept(pair: Pair, *, first_invoices: int, second_invoices: int) -> SupplierId:
    """Which of the two to propose as the one that stays: the one with a number, more invoices, more told."""

    def worth(one: Supplier, invoices: int) -> tuple[bool, int, int]:
        told = sum(1 for name in COMPARED_FIELDS if getattr(one.facts, name))
        return bool(one.number), invoices, told

    first, second = worth(pair.first, first_invoices), worth(pair.second, second_invoices)
    return pair.first.id if first >= second else pair.second.id
