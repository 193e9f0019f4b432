"""What does the letters page ask the plan? Recipients and letters written, worked out together. No Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.letters import LetterKind
from desktop.domain.plan import EanChoice, LetterMade
from desktop.domain.problems import Problem
from desktop.domain.recipients import Recipient
from desktop.domain.suppliers import SupplierId

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A recipient with the letter last written to it, if any.

    Attributes:
        problems: open errors in its own data; while there are any, the letter is not written.
    """

    recipient: Recipient
    made: LetterMade | None
    option: str
    problems: tuple[Problem, ...] = ()

    @property
    def waits(self) -> bool:
        return bool(self.problems)

    @property
    def is_written(self) -> bool:
        """The letter it should get has been written under the choice in force."""
        made = self.made
        return made is not None and made.kind is self.recipient.kind and made.option == self.option

    @property
    def is_outdated(self) -> bool:
        """A letter was written, but another one than it should get now."""
        return self.made is not None and not self.is_written


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
    """

    choice: EanChoice | None
    rows: tuple[LetterRow, ...] = ()
    undecided: int = 0
    untouched: int = 0
    dormant: int = 0
    stray: int = 0
    any_active: bool = False
    waiting: tuple[LetterRow, ...] = ()

    def by_kind(self) -> Mapping[LetterKind, tuple[int, int]]:
        """Letters of each kind, and how many of them have been written, in the order of the kinds."""
        wanted = Counter(row.recipient.kind for row in self.rows)
        written = Counter(row.recipient.kind for row in self.rows if row.is_written)
        return {kind: (wanted[kind], written[kind]) for kind in LetterKind if wanted[kind]}

    @property
    def written(self) -> int:
        return sum(1 for row in self.rows if row.is_written)


def letters_answers(session: Session) -> LettersAnswers:
    """Ask the plan."""
    choice = session.choice()
    if choice is None:
        return LettersAnswers(None, any_active=any(one.is_active for one in session.assessments()))
    found = session.recipients()
    newest: dict[SupplierId, LetterMade] = {}
    for letter in sorted(session.letters_made(), key=lambda one: one.at):
        newest[letter.supplier_id] = letter
    rows = tuple(LetterRow(one, newest.get(one.supplier_id), choice.option) for one in found.recipients)
    waiting = tuple(
        LetterRow(one.recipient, newest.get(one.recipient.supplier_id), choice.option, one.problems)
        for one in found.waiting
    )
    wanted = {row.recipient.supplier_id for row in (*rows, *waiting)}
    return LettersAnswers(
        choice=choice,
        rows=rows,
        undecided=len(found.undecided),
        untouched=found.untouched,
        dormant=found.dormant,
        stray=len(newest.keys() - wanted),
        any_active=True,
        waiting=waiting,
    )
