"""How far are letters, waves and tasks? What the rail, and the last steps of the start page, count.

Kept apart from the overview's figures because they follow from the choice, the waves and this day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.letter_record import LetterState
from desktop.domain.options import OptionKind, option_of
from desktop.domain.plan import EanChoice
from desktop.domain.recipients import Recipient
from desktop.workspace.letter_record import LetterRecord
from desktop.workspace.rollout import Rollout

AHEAD = timedelta(weeks=2)
"""How long before a wave's letters go out it is time to write them."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the last steps are.

    Attributes:
        to_write: recipients under the choice; `written` have the letter they should have.
        to_write_now: of those that lack theirs, the ones not in a wave whose letters go out later.
        next_letters: the first day on which letters go out that are not written yet; None without waves.
        unsent: letters that were written and not marked as sent, and whose day has come; `unsent_later` those
            of waves whose day is still to come.
        outdated: letters that no longer are what would be written.
        reminders: reminders that should be sent.
        asked: suppliers with a letter sent that asks for another EAN number; `changed` have sent to it since.
        gradual: the choice in force changes in waves.
        waves: waves with somebody in them; `without_wave` are to change and are in none.
        left_over: the waves are from another choice.
        tasks_overdue: tasks that should have been done.
    """

    to_write: int = 0
    written: int = 0
    to_write_now: int = 0
    next_letters: date | None = None
    unsent: int = 0
    unsent_later: int = 0
    outdated: int = 0
    reminders: int = 0
    asked: int = 0
    changed: int = 0
    gradual: bool = False
    waves: int = 0
    without_wave: int = 0
    left_over: bool = False
    tasks_overdue: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """What the standing is counted from: one state of the plan, with a choice made.

    Attributes:
        left_over: the waves are from another choice.
    """

    choice: EanChoice
    recipients: tuple[Recipient, ...]
    record: LetterRecord
    rollout: Rollout
    left_over: bool
    tasks_overdue: int
    today: date


def standing(of: Position) -> Standing:
    """Count it."""
    days = {} if of.left_over else {one.wave.number: one.wave.dates.letter for one in of.rollout.waves}
    later = {number for number, day in days.items() if day > of.today + AHEAD}
    not_yet = {number for number, day in days.items() if day > of.today}
    lacking = [one for one in of.recipients if not _is_written(one, of.record)]
    waiting = [
        one for one in of.recipients if _is_written(one, of.record) and waiting_for_a_letter(one, of.record)
    ]
    option = option_of(of.choice.option)
    gradual = option is not None and option.kind is OptionKind.NEW_GRADUAL
    waves = sum(1 for one in of.rollout.waves if one.members)
    return Standing(
        to_write=len(of.recipients),
        written=len(of.recipients) - len(lacking),
        to_write_now=sum(one.wave not in later for one in lacking),
        next_letters=min((days[one.wave] for one in lacking if one.wave in days), default=None),
        unsent=sum(one.wave not in not_yet for one in waiting),
        unsent_later=sum(one.wave in not_yet for one in waiting),
        outdated=sum(one.supplier_id in of.record.outdated for one in of.recipients),
        reminders=len(of.record.due),
        asked=len(of.record.asked),
        changed=len(of.record.asked & of.record.changed.keys()),
        gradual=gradual,
        waves=waves,
        without_wave=len(of.rollout.unplaced) if gradual or (waves and not of.left_over) else 0,
        left_over=of.left_over,
        tasks_overdue=of.tasks_overdue,
    )


def _is_written(one: Recipient, record: LetterRecord) -> bool:
    return one.supplier_id in record.first and one.supplier_id not in record.outdated


def waiting_for_a_letter(one: Recipient, record: LetterRecord) -> bool:
    """True while a recipient's first letter has not been sent."""
    letter = record.first.get(one.supplier_id)
    return letter is None or letter.state is LetterState.WRITTEN
