"""Which letters left the house, and what became of them?

What was written is recorded, so that it is never written twice unseen; people mark what was sent, answered or
came back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from desktop.domain.errors import DayAhead
from desktop.domain.letter_record import MOST_REMINDER_DAYS, Channel, LetterState
from desktop.domain.letters import LetterKind
from desktop.domain.plan import LetterMade, OperationName, RowChange, Setting
from desktop.domain.suppliers import SupplierId
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass(frozen=True, slots=True)
class WrittenTo:
    """One letter as it was written.

    Attributes:
        template_hash: SHA-256 of the template.
        file: file name, without folder.
        first_date, last_old_date, erp_ean: what stands in it.
        wave: the supplier's wave, 0 without waves.
    """

    supplier_id: SupplierId
    kind: LetterKind
    template_hash: str
    file: str
    first_date: date | None = None
    last_old_date: date | None = None
    erp_ean: str = ""
    wave: int = 0


@dataclass(frozen=True)
class RecordLetters:
    """Remember letters: supplier, template and its hash, when, by whom, under which choice.

    A supplier that an undo has taken out of the plan while its letter was written is passed over.
    """

    letters: tuple[WrittenTo, ...]
    option: str
    new_ean: str
    name: ClassVar[OperationName] = OperationName.RECORD_LETTERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        first, known = plan.next_id("letter"), plan.supplier_ids()
        for place, letter in enumerate(one for one in self.letters if one.supplier_id in known):
            made = LetterMade(
                id=first + place,
                supplier_id=letter.supplier_id,
                kind=letter.kind,
                template_hash=letter.template_hash,
                option=self.option,
                new_ean=self.new_ean,
                file=letter.file,
                by=moment.by,
                at=moment.at,
                first_date=letter.first_date,
                last_old_date=letter.last_old_date,
                erp_ean=letter.erp_ean,
                wave=letter.wave,
            )
            yield RowChange(None, made)

    def facts(self) -> Mapping[str, str]:
        return {"letters": str(len(self.letters)), "option": self.option}


@dataclass(frozen=True)
class MarkLetters:
    """Mark letters as sent, answered or returned, or as only written again.

    A letter that an undo has taken out of the plan meanwhile is passed over.

    Attributes:
        letter_ids: ids of `LetterMade` rows.
        channel: how they were sent; None where that is not told.
        sent_on: the day they were sent; only SENT changes it, and None is then the day of the marking.

    Raises:
        DayAhead: from `changes`, when they are said to have been sent on a day to come.
    """

    letter_ids: tuple[int, ...]
    state: LetterState
    channel: Channel | None = None
    sent_on: date | None = None
    name: ClassVar[OperationName] = OperationName.MARK_LETTERS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        if self.state is LetterState.SENT and self.sent_on is not None and self.sent_on > moment.today:
            raise DayAhead(self.sent_on)
        wanted = set(self.letter_ids)
        for letter in plan.letters():
            if letter.id in wanted:
                yield RowChange(letter, self._marked(letter, moment))

    def facts(self) -> Mapping[str, str]:
        channel = self.channel.value if self.channel else ""
        return {"letters": str(len(set(self.letter_ids))), "state": self.state.value, "channel": channel}

    def _marked(self, letter: LetterMade, moment: Moment) -> LetterMade:
        channel, sent_on = letter.channel, letter.sent_on
        if self.state is LetterState.SENT:
            channel, sent_on = self.channel or channel, self.sent_on or moment.today
        elif self.state is LetterState.WRITTEN:
            channel = sent_on = None
        after = replace(letter, state=self.state, channel=channel, sent_on=sent_on)
        if after == letter:
            return letter
        return replace(after, marked_by=moment.by, marked_at=moment.at)


REMINDER_DAYS_KEY = "letters.reminder_days"


@dataclass(frozen=True)
class SetReminderDays:
    """Set how many days after a letter was sent a reminder is proposed; None for the default.

    Raises:
        ValueError: from `changes`, for less than a day or more than a year.
    """

    days: int | None
    name: ClassVar[OperationName] = OperationName.SET_REMINDER_DAYS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:  # noqa: ARG002 - nothing dated here
        if self.days is not None and not 1 <= self.days <= MOST_REMINDER_DAYS:
            raise ValueError(self.days)
        before = next((one for one in plan.settings() if one.key == REMINDER_DAYS_KEY), None)
        key = before.id if before else plan.next_id("setting")
        after = None if self.days is None else Setting(key, REMINDER_DAYS_KEY, str(self.days))
        if before or after:
            yield RowChange(before, after)

    def facts(self) -> Mapping[str, str]:
        return {"days": "" if self.days is None else str(self.days)}
