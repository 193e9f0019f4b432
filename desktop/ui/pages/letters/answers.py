"""What does the letters page ask the plan? Recipients and letters written, worked out together. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.assessment import Subject
from desktop.domain.letter_preview import PreviewBlock
from desktop.domain.letter_record import Difference, DueReminder, LetterState
from desktop.domain.letters import LetterKind
from desktop.domain.plan import Decision, EanChoice, LetterMade
from desktop.domain.problems import Problem
from desktop.domain.recipients import Recipient
from desktop.domain.rollout import WaveKind
from desktop.texts import rollout as rollout_texts
from desktop.workspace.letter_record import letter_record
from desktop.workspace.letter_turns import Turns, WaveTurn, turns

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A recipient with the letter last written to it, if any.

    Attributes:
        made: the newest letter that asked for the change.
        problems: open errors in its own data; while there are any, the letter is not written.
        differences: what in that letter no longer holds.
        latest: the newest letter of any kind, reminders among them.
        due: the reminder that should be sent.
        seen: the day of the first invoice on the new EAN number since the letter.
        left_out: a person decided that it gets no letter.
        decision: what a person decided about its letter, with who and why.
    """

    recipient: Recipient
    made: LetterMade | None
    problems: tuple[Problem, ...] = ()
    differences: tuple[Difference, ...] = ()
    latest: LetterMade | None = None
    due: DueReminder | None = None
    seen: date | None = None
    left_out: bool = False
    decision: Decision | None = None

    @property
    def waits(self) -> bool:
        return bool(self.problems)

    @property
    def is_written(self) -> bool:
        """The letter it should get has been written under the choice in force."""
        return self.made is not None and not self.differences

    @property
    def is_sent(self) -> bool:
        """That letter has left the house."""
        return self.is_written and self.made is not None and self.made.sent_on is not None

    @property
    def is_outdated(self) -> bool:
        """A letter was written, but it is not the one that would be written now."""
        return self.made is not None and bool(self.differences)


class Show(StrEnum):
    """Which rows the table shows, by what became of the letter."""

    ALL = "all"
    NOT_WRITTEN = "not_written"
    NOT_SENT = "not_sent"
    SENT = "sent"
    ANSWERED = "answered"
    RETURNED = "returned"
    DUE = "due"
    OUTDATED = "outdated"
    CHANGED = "changed"
    WAITS = "waits"
    LEFT_OUT = "left_out"


def is_shown(row: LetterRow, wanted: Show) -> bool:
    """Whether a row belongs among those."""
    state = row.latest.state if row.latest else None
    return {
        Show.ALL: True,
        Show.NOT_WRITTEN: row.made is None and not row.waits and not row.left_out,
        Show.NOT_SENT: state is LetterState.WRITTEN,
        Show.SENT: state is LetterState.SENT,
        Show.ANSWERED: state is LetterState.ANSWERED,
        Show.RETURNED: state is LetterState.RETURNED,
        Show.DUE: row.due is not None,
        Show.OUTDATED: row.is_outdated,
        Show.CHANGED: row.seen is not None,
        Show.WAITS: row.waits,
        Show.LEFT_OUT: row.left_out,
    }[wanted]


class Hard(StrEnum):
    """What makes a letter worth reading before all are sent."""

    LONGEST_NAME = "longest_name"
    MOST_FLAGS = "most_flags"
    MISSING_DATA = "missing_data"


def hardest(rows: Sequence[LetterRow], what: Hard) -> tuple[LetterRow, ...]:
    """The rows worth looking at first, the hardest first; those with nothing of the kind are left out."""

    def weight(row: LetterRow) -> int:
        if what is Hard.LONGEST_NAME:
            facts = row.recipient.assessment.supplier.facts
            return max(len(facts.name), *map(len, facts.address.splitlines()), len(facts.city))
        if what is Hard.MISSING_DATA:
            return len(row.recipient.missing) + 10 * len(row.problems)
        several = len(row.recipient.old_eans) > 1
        return len(row.recipient.reasons) + several + len(row.differences) + len(row.problems)

    found = sorted((row for row in rows if weight(row)), key=weight, reverse=True)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Turn:
    """The letters to write now.

    Attributes:
        waves: those they belong to; empty when only suppliers in no wave lack theirs.
        dated: the day to come that all of them bear; None when it is today's, or not the same for all.
    """

    rows: tuple[LetterRow, ...]
    waves: tuple[WaveTurn, ...]
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class LettersAnswers:
    """The state of the letters.

    Attributes:
        choice: None while no EAN number has been chosen; then there are no rows.
        undecided: suppliers whose letter depends on what nobody has settled.
        untouched, dormant: suppliers that need no letter, and those without an invoice in the period.
        stray: suppliers with a letter that need none under the choice in force.
        any_active: some supplier sent an invoice in the period.
        waiting: suppliers whose letter is held up by an error in their own data.
        left_out: suppliers that a person decided shall have no letter.
        waves: the numbers of the waves there are.
        turns: when letters go out, and what must be done first; None without a choice.
        days: from a letter is sent until a reminder is proposed.
    """

    choice: EanChoice | None
    rows: tuple[LetterRow, ...] = ()
    undecided: int = 0
    untouched: int = 0
    dormant: int = 0
    stray: int = 0
    any_active: bool = False
    waiting: tuple[LetterRow, ...] = ()
    left_out: tuple[LetterRow, ...] = ()
    waves: tuple[int, ...] = ()
    days: int = 0
    turns: Turns | None = None

    @property
    def everybody(self) -> tuple[LetterRow, ...]:
        return (*self.rows, *self.waiting, *self.left_out)

    def wave_name(self, number: int) -> str:
        """The wave as the rollout calls it."""
        kinds = {one.number: one.kind for one in self.turns.waves} if self.turns is not None else {}
        return rollout_texts.wave(number, kinds.get(number, WaveKind.WAVE))

    @property
    def due(self) -> int:
        return sum(1 for row in self.everybody if row.due is not None)

    @property
    def outdated(self) -> int:
        return sum(1 for row in self.everybody if row.is_outdated)

    def by_kind(self) -> Mapping[LetterKind, tuple[int, int, int]]:
        """Letters of each kind, how many are written and how many sent, in the order of the kinds."""
        wanted = Counter(row.recipient.kind for row in self.rows)
        written = Counter(row.recipient.kind for row in self.rows if row.is_written)
        sent = Counter(row.recipient.kind for row in self.rows if row.is_sent)
        return {kind: (wanted[kind], written[kind], sent[kind]) for kind in LetterKind if wanted[kind]}

    @property
    def next_turn(self) -> Turn | None:
        """Whose letters to write now, where others go out later; None where nothing is to be told apart."""
        lacking = [row for row in self.rows if not row.is_written]
        if self.turns is None or not self.turns.waves:
            return None
        now = self.turns.now(Counter(row.recipient.wave or 0 for row in lacking))
        rows = tuple(row for row in lacking if (row.recipient.wave or 0) in now)
        waves = tuple(one for one in self.turns.waves if one.number in now)
        if not rows or len(rows) == len(self.rows):
            return None
        alone = len(waves) == 1 and 0 not in now and waves[0].letter > self.turns.today
        return Turn(rows, waves, waves[0].letter if alone else None)

    @property
    def written(self) -> int:
        return sum(1 for row in self.rows if row.is_written)


def letters_answers(session: Session) -> LettersAnswers:
    """Ask the plan."""
    choice = session.choice()
    if choice is None:
        return LettersAnswers(None, any_active=any(one.is_active for one in session.assessments()))
    found = session.recipients()
    record = letter_record(session)
    due = {one.supplier_id: one for one in record.due}

    def row(recipient: Recipient, problems: tuple[Problem, ...] = (), *, left_out: bool = False) -> LetterRow:
        key = recipient.supplier_id
        theirs = record.letters.get(key, ())
        return LetterRow(
            recipient,
            record.first.get(key),
            problems,
            record.outdated.get(key, ()),
            theirs[-1] if theirs else None,
            due.get(key),
            record.changed.get(key),
            left_out,
            _decision(session, recipient),
        )

    rows = tuple(row(one) for one in found.recipients)
    waiting = tuple(row(one.recipient, one.problems) for one in found.waiting)
    left_out = tuple(row(one, left_out=True) for one in found.left_out)
    shown = {one.recipient.supplier_id for one in (*rows, *waiting, *left_out)}
    waves = {one.recipient.wave for one in (*rows, *waiting, *left_out)}
    return LettersAnswers(
        choice=choice,
        rows=rows,
        undecided=len(found.undecided),
        untouched=found.untouched,
        dormant=found.dormant,
        stray=len(record.first.keys() - shown),
        any_active=True,
        waiting=waiting,
        left_out=left_out,
        waves=tuple(sorted(number for number in waves if number is not None)),
        days=record.days,
        turns=turns(session),
    )


def _decision(session: Session, recipient: Recipient) -> Decision | None:
    """Asked one by one, for there are few."""
    if not recipient.assessment.letter:
        return None
    told = session.decisions(recipient.supplier_id)
    return next((one for one in told if one.subject is Subject.LETTER), None)


def letter_preview(session: Session, recipient: Recipient) -> tuple[PreviewBlock, ...]:
    """How a letter reads. Off the GUI thread: the template is opened by the first preview."""
    from desktop.workspace import letter_run

    return letter_run.preview(session, recipient)
