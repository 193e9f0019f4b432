"""What became of the letters, which of them no longer hold, and who gets those that follow the first?"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.letter_record import (
    ASKS_FOR_THE_NEW_EAN,
    MOST_REMINDER_DAYS,
    REMINDER_DAYS,
    Difference,
    DueReminder,
    LetterTerms,
    differences,
    due_reminders,
)
from desktop.domain.letters import FIRST_LETTERS, LetterKind
from desktop.domain.plan import LetterMade
from desktop.domain.recipients import Recipient, RecipientReason, missing_contact
from desktop.domain.suppliers import SupplierId
from desktop.workspace.letter_basis import REJECTING, Basis
from desktop.workspace.operations.letters import REMINDER_DAYS_KEY

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True)
class LetterRecord:
    """The letters of a plan as they stand.

    Attributes:
        letters: each supplier's, the oldest first.
        first: each supplier's newest letter that asked for a change.
        outdated: what in that letter is no longer so; only suppliers where something is.
        due: reminders that should be sent, to whoever was asked for the EAN number that is chosen now.
        asked: suppliers with a letter that asks for another EAN number and has left the house.
        changed: suppliers that were asked for another EAN number and have sent their first invoice to it
            since, with its day.
        days: from sent until a reminder is due.
    """

    letters: Mapping[SupplierId, tuple[LetterMade, ...]]
    first: Mapping[SupplierId, LetterMade]
    outdated: Mapping[SupplierId, tuple[Difference, ...]]
    due: tuple[DueReminder, ...]
    changed: Mapping[SupplierId, date]
    days: int
    asked: frozenset[SupplierId] = frozenset()


def letter_record(session: Session, *, as_of: date | None = None) -> LetterRecord:
    """Everything about the letters that were written.

    Args:
        as_of: the day reminders are asked about; today when None.

    Raises:
        ChoiceTrouble: nothing has been chosen.
    """
    basis = Basis.of(session)
    days = reminder_days(session)
    first = {
        supplier: [one for one in theirs if one.kind in FIRST_LETTERS][-1]
        for supplier, theirs in basis.letters.items()
        if any(one.kind in FIRST_LETTERS for one in theirs)
    }
    seen = basis.first_seen if first else {}
    # Whoever was asked under another choice for another number is told so, and neither reminded nor followed.
    asking = {
        supplier: letter
        for supplier, letter in first.items()
        if letter.kind in ASKS_FOR_THE_NEW_EAN and letter.new_ean == basis.choice.ean
    }
    due = due_reminders(basis.answers.letters, seen, as_of=as_of or basis.today, days=days)
    return LetterRecord(
        letters=basis.letters,
        first=first,
        outdated=_outdated(basis, first),
        due=tuple(one for one in due if one.supplier_id in asking),
        changed={
            supplier: day
            for supplier, letter in asking.items()
            if (day := seen.get((supplier, letter.new_ean))) is not None
            and day >= (letter.sent_on or letter.at.date())
        },
        days=days,
        asked=frozenset(supplier for supplier, letter in asking.items() if letter.sent_on is not None),
    )


def reminder_days(session: Session) -> int:
    """Days from a letter is sent until a reminder is proposed, in this plan."""
    with session.reading() as reader:
        told = next((one.value for one in reader.settings() if one.key == REMINDER_DAYS_KEY), "")
    days = int(told) if told.isdecimal() else 0
    return days if 1 <= days <= MOST_REMINDER_DAYS else REMINDER_DAYS


def _outdated(
    basis: Basis, first: Mapping[SupplierId, LetterMade]
) -> Mapping[SupplierId, tuple[Difference, ...]]:
    if not first:
        return {}
    from desktop.workspace.letter_templates import template_infos

    found = basis.answers.recipients()
    hashes = {info.kind: info.sha256 for info in template_infos()}
    wanted = {one.supplier_id: one for one in found.recipients}
    wanted |= {one.recipient.supplier_id: one.recipient for one in found.waiting}
    open_ones = {one.supplier.id for one in found.undecided}
    told = {
        supplier: differences(letter, _terms(basis, wanted.get(supplier), hashes))
        for supplier, letter in first.items()
        # What nobody has settled says nothing against a letter.
        if supplier not in open_ones
    }
    return {supplier: what for supplier, what in told.items() if what}


def _terms(basis: Basis, recipient: Recipient | None, hashes: Mapping[LetterKind, str]) -> LetterTerms:
    kind = recipient.kind if recipient else None
    fixed = basis.fixed_days(recipient.wave if recipient else None) or (None, None)
    return LetterTerms(
        kind=kind,
        option=basis.choice.option,
        new_ean=basis.choice.ean,
        erp_ean=basis.erp_ean_of(kind) if kind else "",
        first_date=fixed[0],
        last_old_date=fixed[1],
        template_hash=hashes.get(kind, "") if kind else "",
    )


# ------------------------------------------------------------------------------------- who gets what


def recipients_of(
    session: Session, kind: LetterKind | None = None, *, wave: int | None = None
) -> tuple[Recipient, ...]:
    """Who gets a letter: of the first letters those of that kind (or all), else whom a later one is for.

    Reminders go to whom they are proposed for, rejected invoices to whom KP has sent some back, the
    confirmation to who has changed and has not had it. Letters about the plan have no recipients here.

    Args:
        kind: None for every first letter.
        wave: only suppliers of that wave.

    Raises:
        ChoiceTrouble: nothing has been chosen.
    """
    found = _first(session, kind) if kind is None or kind in FIRST_LETTERS else _later(session, kind)
    return tuple(one for one in found if wave is None or one.wave == wave)


def _first(session: Session, kind: LetterKind | None) -> Sequence[Recipient]:
    return [one for one in session.recipients().recipients if kind in (None, one.kind)]


def _later(session: Session, kind: LetterKind) -> Sequence[Recipient]:
    if kind is LetterKind.REJECTED:
        basis = Basis.of(session)
        wanted = {cell.supplier_id for cell in session.kp().cells if cell.verdict.rule in REJECTING}
        return [one for one in as_recipients(session, wanted, kind) if basis.rejected(one.supplier_id)]
    record = letter_record(session)
    if kind is LetterKind.CONFIRMATION:
        told = {key for key, ours in record.letters.items() if any(one.kind is kind for one in ours)}
        return as_recipients(session, record.changed.keys() - told, kind)
    return as_recipients(session, {one.supplier_id for one in record.due if one.kind is kind}, kind)


def as_recipients(
    session: Session, suppliers: Collection[SupplierId], kind: LetterKind
) -> tuple[Recipient, ...]:
    """Suppliers of the plan as recipients of a letter that a person or the record chose for them."""
    answers = session.answers()
    found = answers.recipients()
    known = {one.supplier_id: one for one in found.recipients}
    kp_ean = answers.choice.ean if answers.choice else ""
    wanted = set(suppliers)
    return tuple(
        replace(known[one.supplier.id], kind=kind)
        if one.supplier.id in known
        else Recipient(
            one,
            kind,
            (RecipientReason.BY_HAND,),
            tuple(ean for ean in one.activity.eans if ean != kp_ean),
            answers.waves.get(one.supplier.id),
            missing_contact(one),
        )
        for one in answers.assessments
        if one.supplier.id in wanted
    )
