"""Who gets which letter, and why? It follows from the choice, so it is computed and never stored.

One combined letter per supplier. With an existing EAN number *e* reused, those who must leave it are written
to, those who send collective invoices to it, and KP suppliers elsewhere; with a new EAN number every KP
supplier that can be received. The classes are those of the EAN choice, so the letters are as many as the
contacts there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.collective import CollectiveState
from desktop.domain.letters import LetterKind
from desktop.domain.options import Option, OptionKind
from desktop.domain.problems import Problem
from desktop.domain.supplier_classes import SupplierClass, possible_classes
from desktop.domain.suppliers import SupplierId


class RecipientReason(StrEnum):
    """One line of "why this letter". `texts.recipients` has the sentences."""

    OUTSIDE_ON_REUSED_EAN = "outside_on_reused_ean"
    CANNOT_SPLIT_ON_REUSED_EAN = "cannot_split_on_reused_ean"
    SENDS_COLLECTIVE = "sends_collective"
    KP_ON_OTHER_EAN = "kp_on_other_ean"
    KP_GETS_NEW_EAN = "kp_gets_new_ean"
    USES_SEVERAL_EANS = "uses_several_eans"
    BY_HAND = "by_hand"


class MissingContact(StrEnum):
    """What stands in the way of delivering a letter that can still be written."""

    ADDRESS = "address"
    EMAIL = "email"
    CVR = "cvr"


NO_LETTER = "none"
"""What a person decides for a supplier that is to get no letter."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A supplier that gets a letter.

    Attributes:
        wave: number of the wave, None while no waves are planned.
        missing: contact data that is not there.
    """

    assessment: SupplierAssessment
    kind: LetterKind
    reasons: tuple[RecipientReason, ...]
    old_eans: tuple[str, ...]
    wave: int | None = None
    missing: tuple[MissingContact, ...] = ()

    @property
    def supplier_id(self) -> SupplierId:
        return self.assessment.supplier.id


@dataclass(frozen=True, slots=True)
class Waiting:
    """A supplier whose letter is not written before an error in its own data is settled.

    Attributes:
        recipient: as it would be.
        problems: the open errors; never empty.
    """

    recipient: Recipient
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class RecipientList:
    """Everybody, sorted into heaps: gets a letter, waits for its data, must be settled first, needs nothing.

    Attributes:
        undecided: active suppliers whose letter depends on what nobody has decided yet.
        untouched: active suppliers that need no letter.
        dormant: suppliers without an invoice in the window: letters avoided.
        waiting: suppliers that would get a letter, but have an open error in their own data.
        left_out: suppliers that would get a letter, but a person decided otherwise.
    """

    recipients: tuple[Recipient, ...] = ()
    undecided: tuple[SupplierAssessment, ...] = ()
    untouched: int = 0
    dormant: int = 0
    waiting: tuple[Waiting, ...] = ()
    left_out: tuple[Recipient, ...] = ()

    @property
    def everybody_changing(self) -> tuple[Recipient, ...]:
        """Who gets a letter now or once its data are right."""
        return (*self.recipients, *(one.recipient for one in self.waiting))

    def by_kind(self) -> dict[LetterKind, int]:
        """How many letters of each kind, in the order of the kinds."""
        kinds = [recipient.kind for recipient in self.recipients]
        return {kind: kinds.count(kind) for kind in LetterKind if kind in kinds}


def recipients(
    assessments: Iterable[SupplierAssessment],
    option: Option,
    kp_ean: str,
    *,
    held_up: Mapping[SupplierId, tuple[Problem, ...]] | None = None,
    waves: Mapping[SupplierId, int] | None = None,
) -> RecipientList:
    """Sort the suppliers for a chosen option.

    Args:
        kp_ean: the EAN number KP gets; never named as an old one.
        held_up: the suppliers with an open error in their own data, and which.
        waves: number of the wave by supplier, where waves are planned.
    """
    errors = held_up or {}
    numbers = waves or {}
    found: list[Recipient] = []
    waiting: list[Waiting] = []
    undecided: list[SupplierAssessment] = []
    left_out: list[Recipient] = []
    untouched = dormant = 0
    for one in assessments:
        if not one.is_active and one.letter in ("", NO_LETTER):
            dormant += 1
            continue
        kinds = _kinds(one, option, kp_ean)
        kind = next((kind for kind in LetterKind if kind in kinds), None)
        wave = numbers.get(one.supplier.id)
        if len(kinds) > 1 and one.letter != NO_LETTER:
            undecided.append(one)
        elif kind is None:
            untouched += 1
        elif one.letter == NO_LETTER:
            left_out.append(_recipient(one, kind, option, kp_ean, wave))
        elif one.supplier.id in errors:
            recipient = _recipient(one, kind, option, kp_ean, wave)
            waiting.append(Waiting(recipient, errors[one.supplier.id]))
        else:
            found.append(_recipient(one, kind, option, kp_ean, wave))
    return RecipientList(tuple(found), tuple(undecided), untouched, dormant, tuple(waiting), tuple(left_out))


def _kinds(one: SupplierAssessment, option: Option, kp_ean: str) -> set[LetterKind | None]:
    """The letters a supplier may get; one when that is settled, by the facts or by a person."""
    if one.letter not in ("", NO_LETTER):
        return {LetterKind(one.letter)}
    return {_letter(one, group, option, kp_ean) for group in possible_classes(one, option.ean)}


def _letter(one: SupplierAssessment, group: SupplierClass, option: Option, kp_ean: str) -> LetterKind | None:
    splits = one.collective.state is CollectiveState.CAN_SPLIT
    if group is SupplierClass.UNTOUCHED:
        return None
    if group is SupplierClass.ELSEWHERE and one.activity.eans == (kp_ean,):
        # Has changed already: only one that still collects has something to be told.
        return LetterKind.ONE_PER_CITIZEN if splits else None
    if group is SupplierClass.ELSEWHERE:
        return LetterKind.NEW_EAN_ONE_PER_CITIZEN if splits else LetterKind.NEW_EAN
    if option.kind is not OptionKind.REUSE:
        return None
    return {
        SupplierClass.OUTSIDE_ON: LetterKind.LEAVE_EAN,
        SupplierClass.CANNOT_SPLIT_ON: LetterKind.STAY_ON_ERP,
        SupplierClass.COLLECTIVE_ON: LetterKind.ONE_PER_CITIZEN,
        SupplierClass.SINGLE_ON: None,
    }[group]


def _recipient(
    one: SupplierAssessment, kind: LetterKind, option: Option, kp_ean: str, wave: int | None
) -> Recipient:
    eans = tuple(ean for ean in one.activity.eans if ean != kp_ean)
    if option.kind is OptionKind.REUSE and kind in (LetterKind.LEAVE_EAN, LetterKind.STAY_ON_ERP):
        eans = (option.ean,)
    return Recipient(
        assessment=one,
        kind=kind,
        reasons=_reasons(one, kind, option),
        old_eans=eans,
        wave=wave,
        missing=missing_contact(one),
    )


_FIRST_REASON = {
    LetterKind.LEAVE_EAN: RecipientReason.OUTSIDE_ON_REUSED_EAN,
    LetterKind.STAY_ON_ERP: RecipientReason.CANNOT_SPLIT_ON_REUSED_EAN,
    LetterKind.ONE_PER_CITIZEN: RecipientReason.SENDS_COLLECTIVE,
}


def _reasons(one: SupplierAssessment, kind: LetterKind, option: Option) -> tuple[RecipientReason, ...]:
    reuse = option.kind is OptionKind.REUSE
    elsewhere = RecipientReason.KP_ON_OTHER_EAN if reuse else RecipientReason.KP_GETS_NEW_EAN
    if one.letter not in ("", NO_LETTER):
        return (RecipientReason.BY_HAND,)
    reasons = [_FIRST_REASON.get(kind, elsewhere)]
    if kind is LetterKind.NEW_EAN_ONE_PER_CITIZEN:
        reasons.append(RecipientReason.SENDS_COLLECTIVE)
    if len(one.activity.eans) > 1:
        reasons.append(RecipientReason.USES_SEVERAL_EANS)
    return tuple(reasons)


def missing_contact(one: SupplierAssessment) -> tuple[MissingContact, ...]:
    """The contact data a supplier lacks, what a letter needs most first."""
    facts = one.supplier.facts
    missing: Sequence[tuple[MissingContact, bool]] = (
        (MissingContact.ADDRESS, not (facts.address and facts.postal_code and facts.city)),
        (MissingContact.EMAIL, "@" not in facts.email),
        (MissingContact.CVR, not (len(facts.cvr) == 8 and facts.cvr.isdigit())),
    )
    return tuple(kind for kind, absent in missing if absent)
