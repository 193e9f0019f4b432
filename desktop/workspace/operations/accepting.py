"""Which problems may stand as they are? A person has looked, and says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from desktop.domain import cpr
from desktop.domain.plan import Acceptance, OperationName, RowChange, StoredProblem
from desktop.domain.quality import identities
from desktop.workspace.operations.operation import Moment, PlanView


@dataclass
class AcceptProblems:
    """Accept problems, or take the acceptance back.

    A problem that comes again with the next import of the list is still accepted; one whose value has changed
    is another problem. Problems that an undo has taken away meanwhile are passed over.

    Attributes:
        problem_ids: of the stored problems; others that are the same problem go with them.
        note: why they may stand; CPR numbers are scrubbed.
        accept: False takes back.
        changed: how many different problems it was about, once the changes are worked out.
    """

    problem_ids: tuple[int, ...]
    note: str = ""
    accept: bool = True
    changed: int = field(default=0, init=False)
    name: ClassVar[OperationName] = OperationName.ACCEPT_PROBLEMS

    def changes(self, plan: PlanView, moment: Moment) -> Iterable[RowChange]:
        wanted = set(self.problem_ids)
        there = {one.identity: one for one in plan.acceptances()}
        chosen = dict.fromkeys(_known_by(one, there) for one in plan.problems() if one.id in wanted)
        next_id = plan.next_id("acceptance")
        note = cpr.scrub(self.note.strip())
        self.changed = 0
        for known_by in chosen:
            before = there.get(known_by)
            if not self.accept and before is None:
                continue
            self.changed += 1
            if not self.accept:
                yield RowChange(before, None)
                continue
            key = before.id if before else next_id
            next_id += before is None
            yield RowChange(before, Acceptance(key, known_by, note, moment.by, moment.at))

    def facts(self) -> Mapping[str, str]:
        return {"problems": str(self.changed), "accept": "yes" if self.accept else ""}


def _known_by(stored: StoredProblem, there: Mapping[str, Acceptance]) -> str:
    """What the problem is accepted under, or will be."""
    known = identities(stored)
    return next((one for one in known if one in there), known[0])
