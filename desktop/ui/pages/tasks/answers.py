"""What does the page of the tasks ask the plan? The checklist, how far it is, and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.domain.checklist import ChecklistTask
from desktop.domain.checklist_progress import Progress, progress
from desktop.domain.plan import Municipality
from desktop.texts.checklist_page import titles_of
from desktop.workspace.checklist import Checklist, checklist_of
from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class TasksAnswers:
    """Everything the page shows.

    Attributes:
        trial: the go-live that is tried; None when it is the plan's own.
        titles: every task's title by its key.
        option: the key of what is chosen on the page of the EAN choice; "" while nothing is.
    """

    checklist: Checklist
    progress: Progress
    municipality: Municipality
    titles: dict[str, str]
    trial: date | None = None
    option: str = ""

    @property
    def tasks(self) -> tuple[ChecklistTask, ...]:
        return self.checklist.tasks

    @property
    def plain_years(self) -> frozenset[int]:
        """The years one thinks of when none is told: this year, and that of go-live."""
        days = (self.checklist.as_of, self.checklist.go_live)
        return frozenset(day.year for day in days if day is not None)

    def task(self, key: str) -> ChecklistTask | None:
        return next((one for one in self.tasks if one.key == key), None)


def answer(session: Session, trial: date | None) -> TasksAnswers:
    """The checklist as it is, or with another go-live."""
    found = checklist_of(session, go_live=trial)
    choice = session.choice()
    return TasksAnswers(
        found,
        progress(found.tasks),
        session.municipality,
        titles_of(found.tasks),
        trial,
        choice.option if choice else "",
    )
