"""What stands in a recipient's letter, whichever letter it is?

Dates come from the supplier's wave, else from go-live. A reminder keeps the dates and the EAN number of the
letter it reminds of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.domain.assumptions import Assumptions
from desktop.domain.calendar import first_of_month_on_or_after
from desktop.domain.collective import CollectiveState
from desktop.domain.errors import ChoiceFault, ChoiceTrouble
from desktop.domain.kp_list import JudgedInvoice, KpFilter
from desktop.domain.kp_rules import Rule
from desktop.domain.letters import (
    FIRST_LETTERS,
    REMINDERS,
    LetterFacts,
    LetterKind,
    LetterParty,
    LetterSender,
    LetterWave,
    RejectedDocument,
    RejectionReason,
    SenderProfile,
)
from desktop.domain.options import OptionKind, option_of
from desktop.domain.plan import EanChoice, LetterMade, Municipality
from desktop.domain.recipients import Recipient
from desktop.domain.relevance import Relevance
from desktop.domain.rollout_dates import WaveDates
from desktop.domain.suppliers import SupplierId
from desktop.workspace.answers import Answers
from desktop.workspace.rollout import wave_dates
from desktop.workspace.sender_profile import sender_profile

if TYPE_CHECKING:
    from desktop.workspace.session import Session

_NAMES_ERP_EAN = frozenset((LetterKind.LEAVE_EAN, LetterKind.STAY_ON_ERP))


@dataclass(frozen=True)
class Basis:
    """What every letter of a run is written on: one state of the plan.

    Attributes:
        waves: the dates of each wave by number; empty while none are planned.
        profile: how the person at the keyboard signs.
    """

    session: Session
    answers: Answers
    municipality: Municipality
    choice: EanChoice
    today: date
    waves: Mapping[int, WaveDates]
    profile: SenderProfile

    @classmethod
    def of(cls, session: Session, answers: Answers | None = None) -> Basis:
        """The state the plan is in.

        Raises:
            ChoiceTrouble: nothing has been chosen, so there is nothing to write about.
        """
        found = answers or session.answers()
        if found.choice is None:
            raise ChoiceTrouble(ChoiceFault.NOT_CHOSEN)
        return cls(
            session=session,
            answers=found,
            municipality=found.municipality,
            choice=found.choice,
            today=session.today,
            waves=wave_dates(session),
            profile=sender_profile(),
        )

    @property
    def erp_ean(self) -> str:
        """What stays in the ERP cannot go where KP receives: no number is better than that one."""
        return self.municipality.erp_ean if self.municipality.erp_ean != self.choice.ean else ""

    @property
    def reuses(self) -> bool:
        option = option_of(self.choice.option)
        return option is not None and option.kind is OptionKind.REUSE

    @cached_property
    def letters(self) -> Mapping[SupplierId, tuple[LetterMade, ...]]:
        """Each supplier's letters, the oldest first."""
        found: dict[SupplierId, tuple[LetterMade, ...]] = {}
        for letter in sorted(self.answers.letters, key=lambda one: (one.at, one.id)):
            found[letter.supplier_id] = (*found.get(letter.supplier_id, ()), letter)
        return found

    @cached_property
    def first_seen(self) -> Mapping[tuple[SupplierId, str], date]:
        """Per supplier and EAN number the date of the first invoice."""
        with self.session.reading() as reader:
            return reader.first_seen()

    # ---------------------------------------------------------------- dates

    def days(self, wave: int | None) -> tuple[date, date]:
        """The first day with the new EAN number and the last with the old one; a wave has its own."""
        fixed = self.fixed_days(wave)
        if fixed is not None:
            return fixed
        first = first_day(self.municipality, self.today)
        return first, first - timedelta(days=1)

    def fixed_days(self, wave: int | None) -> tuple[date, date] | None:
        """The same while somebody has set them: the dates of a wave, or a go-live that lies ahead."""
        dates = self.waves.get(wave) if wave is not None else None
        if dates is not None:
            return dates.cut_over, dates.last_old_ean
        go_live = self.municipality.go_live
        if go_live is not None and go_live > self.today:
            return go_live, go_live - timedelta(days=1)
        return None

    def letter_day(self, recipient: Recipient) -> date:
        """The date a letter bears: the day its wave's letters go out while that lies ahead, else today.

        A letter that is written long before it is sent must not be dated the day it was written.
        """
        dates = self.waves.get(recipient.wave) if recipient.wave is not None else None
        if dates is None or recipient.kind not in FIRST_LETTERS:
            return self.today
        return max(dates.letter, self.today)

    # ---------------------------------------------------------------- facts

    def facts(self, recipient: Recipient) -> LetterFacts:
        """What stands in one recipient's letter."""
        supplier = recipient.assessment.supplier
        counts = recipient.assessment.collective.counts
        earlier = self._earlier(recipient)
        first, last = self.days(recipient.wave)
        reminded = earlier if recipient.kind in REMINDERS else None
        if reminded is not None:
            first, last = reminded.first_date or first, reminded.last_old_date or last
        new_ean = reminded.new_ean if reminded else self.choice.ean
        return LetterFacts(
            kind=recipient.kind,
            supplier=LetterParty(
                number=supplier.facts.number,
                name=supplier.facts.name,
                address=tuple(line for line in supplier.facts.address.splitlines() if line.strip()),
                postal_code=supplier.facts.postal_code,
                city=supplier.facts.city,
                cvr=supplier.facts.cvr,
                contact=supplier.facts.contact,
                email=supplier.facts.email,
            ),
            sender=self.sender,
            old_eans=recipient.old_eans,
            new_ean=new_ean,
            erp_ean=self.erp_ean,
            letter_date=self.letter_day(recipient),
            first_date=first,
            last_old_date=last,
            collective_invoices=counts.collective,
            most_citizens=counts.max_citizens,
            wave=recipient.wave,
            earlier_date=earlier.sent_on if earlier else None,
            seen_date=self.first_seen.get((supplier.id, new_ean))
            if recipient.kind is LetterKind.CONFIRMATION
            else None,
            rejected=self.rejected(supplier.id) if recipient.kind is LetterKind.REJECTED else (),
            erp=self._erp_title,
            reuses=self.reuses,
        )

    def about_the_plan(self, kind: LetterKind, to: str, contact: str = "") -> LetterFacts:
        """What stands in a letter that goes to no supplier.

        Args:
            to: the name in the address window.
        """
        first, last = self.days(None)
        counted = self.answers.waves.values()
        waves = tuple(
            LetterWave(number, sum(1 for one in counted if one == number), dates.cut_over, dates.last_old_ean)
            for number, dates in sorted(self.waves.items())
        )
        if not waves and (suppliers := len(self.answers.recipients().recipients)):
            waves = (LetterWave(0, suppliers, first, last),)
        return LetterFacts(
            kind=kind,
            supplier=LetterParty(number="", name=to, contact=contact),
            sender=self.sender,
            new_ean=self.choice.ean,
            erp_ean=self.erp_ean,
            letter_date=self.today,
            first_date=min((one.first_date for one in waves), default=first),
            last_old_date=max((one.last_old_date for one in waves), default=last),
            waves=waves,
            erp=self._erp_title,
            reuses=self.reuses,
        )

    def erp_ean_of(self, kind: LetterKind) -> str:
        """The EAN number for what stays in the ERP, where the letter names one."""
        return self.erp_ean if kind in _NAMES_ERP_EAN else ""

    def _earlier(self, recipient: Recipient) -> LetterMade | None:
        """The letter that this one reminds of, or that asked for what it confirms."""
        theirs = self.letters.get(recipient.supplier_id, ())
        if recipient.kind is LetterKind.REMINDER_2:
            sent = [one for one in theirs if one.kind is LetterKind.REMINDER_1]
        else:
            sent = [one for one in theirs if one.kind not in REMINDERS and one.sent_on is not None]
        return sent[-1] if sent else None

    @cached_property
    def sender(self) -> LetterSender:
        """The municipality; what the person has told of themselves goes before."""
        municipality, profile = self.municipality, self.profile
        return LetterSender(
            municipality=municipality.name,
            department=profile.department or municipality.department,
            address=tuple(line for line in municipality.address.splitlines() if line.strip()),
            postal_code=municipality.postal_code,
            city=municipality.city,
            phone=profile.phone or municipality.phone,
            email=profile.email or municipality.email,
            contact=profile.contact or municipality.contact,
        )

    @cached_property
    def _erp_title(self) -> str:
        from desktop.workspace.checklist import contact_of

        system = contact_of(self.session).system
        return system.title if system else ""

    # ------------------------------------------------------------- rejected

    def rejected(self, supplier_id: SupplierId) -> tuple[RejectedDocument, ...]:
        """One supplier's documents that KP has sent back since the last letter about such, oldest first."""
        told = [one.at.date() for one in self.letters.get(supplier_id, ()) if one.kind is LetterKind.REJECTED]
        since = max(told, default=date.min)
        picture = self.session.kp()
        ids = self.session.kp_list(picture, KpFilter(supplier_id=supplier_id), descending=False)
        found = []
        for one in self.session.kp_judged(picture, ids):
            why = rejection_of(one)
            issued = one.invoice.facts.issue_date
            if why is not None and (issued is None or issued > since):
                found.append(RejectedDocument(one.invoice.facts.invoice_no, issued, why))
        return tuple(found)


_REASON = {
    Rule.ONE_CITIZEN: RejectionReason.SEVERAL_CITIZENS,
    Rule.NO_CITIZEN: RejectionReason.NO_CITIZEN,
    Rule.CREDIT_NOTE_NOT_RECEIVED: RejectionReason.INVOICE_NOT_RECEIVED,
    Rule.REMINDER_NOT_RECEIVED: RejectionReason.INVOICE_NOT_RECEIVED,
    Rule.CREDIT_NOTE_REJECTED: RejectionReason.INVOICE_REJECTED,
    Rule.REMINDER_REJECTED: RejectionReason.INVOICE_REJECTED,
    Rule.REMINDER_WITHOUT_FEE: RejectionReason.REMINDER_WITHOUT_FEE,
}

REJECTING = frozenset(_REASON)
"""The rules by which a document is sent back."""


def rejection_of(one: JudgedInvoice) -> RejectionReason | None:
    """Why a document that went to KP was sent back; None when it was not, or did not go there."""
    why = None if one.as_if else _REASON.get(one.verdict.rule)
    outside = one.sender.relevance.relevance is Relevance.OUTSIDE
    cannot_split = one.sender.collective.state is CollectiveState.CANNOT_SPLIT
    if why is not None and (outside or (cannot_split and why is RejectionReason.SEVERAL_CITIZENS)):
        # Whoever is not to send here at all is not asked to send it here again in another shape.
        return RejectionReason.WRONG_EAN
    return why


def first_day(municipality: Municipality, today: date) -> date:
    """The day the change begins: go-live, or the first of a month that leaves suppliers their notice."""
    if municipality.go_live is not None and municipality.go_live > today:
        return municipality.go_live
    notice = timedelta(weeks=Assumptions()["notice_weeks"])
    return first_of_month_on_or_after(today + notice)
