"""Which waves' letters go out when, and must anything be done before the first of them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.domain.checklist import ChecklistTask
from desktop.domain.letters import FIRST_LETTERS
from desktop.domain.plan import LetterMade
from desktop.domain.rollout import WaveKind
from desktop.workspace.rollout import PLANNED_FOR, open_before_letters
from desktop.workspace.standing import AHEAD

if TYPE_CHECKING:
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class WaveTurn:
    """A wave of the choice in force.

    Attributes:
        letter: the day its letters go out.
    """

    number: int
    kind: WaveKind
    letter: date


@dataclass(frozen=True, slots=True)
class Turns:
    """When letters go out.

    Attributes:
        waves: by number; empty without waves, or when they were planned for another choice.
        blocking: open tasks that must be done before the first letter.
        any_sent: a letter that asks for a change has left the house.
        today: the day it is by the plan's clock.
    """

    waves: tuple[WaveTurn, ...]
    blocking: tuple[ChecklistTask, ...]
    any_sent: bool
    today: date

    def now(self, lacking: Mapping[int, int]) -> tuple[int, ...]:
        """The waves whose letters should be written now: those that go out soon, else the next one.

        Args:
            lacking: how many letters are not written, by wave; 0 is who is in none.

        Returns:
            Numbers of waves, 0 among them for who is in none; empty when no letter is lacking.
        """
        days = {one.number: one.letter for one in self.waves}
        soon = [wave for wave in lacking if wave not in days or days[wave] <= self.today + AHEAD]
        if soon:
            return tuple(sorted(soon))
        return tuple(sorted(lacking, key=lambda wave: (days[wave], wave))[:1])


def turns(session: Session) -> Turns:
    """Ask the plan.

    Raises:
        ChoiceTrouble: nothing has been chosen yet.
    """
    answers = session.answers()
    with session.reading() as reader:
        stored = reader.waves()
        planned_for = next((one.value for one in reader.settings() if one.key == PLANNED_FOR), "")
    option = answers.choice.option if answers.choice else ""
    mine = stored if planned_for in ("", option) else ()
    return Turns(
        waves=tuple(
            WaveTurn(one.number, one.kind, one.dates.letter)
            for one in sorted(mine, key=lambda one: one.number)
        ),
        blocking=open_before_letters(session),
        any_sent=any_sent(answers.letters),
        today=session.today,
    )


def any_sent(letters: Iterable[LetterMade]) -> bool:
    """Whether a letter that asks for a change has left the house."""
    return any(one.sent_on is not None and one.kind in FIRST_LETTERS for one in letters)
