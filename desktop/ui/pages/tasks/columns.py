"""What does the list of the tasks tell, column by column, and which of them does a filter show?"""

from __future__ import annotations

from enum import StrEnum

from desktop.domain.checklist import ChecklistTask, TaskStatus
from desktop.texts import checklist, checklist_page, dates
from desktop.texts.translate import _
from desktop.ui.pages.tasks.looks import (
    STATUS_ICONS,
    STATUS_TONES,
    conflict_tone,
    conflict_word,
)
from desktop.ui.tables.columns import (
    Column,
    date_column,
    pill_column,
    text_column,
)

_RANK = {status: rank for rank, status in enumerate(TaskStatus)}
_CONFLICT_FREE = 99


class TaskFilter(StrEnum):
    """Which tasks the list shows."""

    ALL = "all"
    LEFT = "left"
    CONFLICT = "conflict"
    SETTLED = "settled"


def shows(kind: TaskFilter, task: ChecklistTask) -> bool:
    """True when the filter lets the task through."""
    match kind:
        case TaskFilter.LEFT:
            return not task.state.status.is_settled
        case TaskFilter.CONFLICT:
            return bool(task.conflicts)
        case TaskFilter.SETTLED:
            return task.state.status.is_settled
    return True


def task_columns(titles: dict[str, str]) -> list[Column[ChecklistTask]]:
    """One row per task.

    Args:
        titles: every task's title by its key; filled anew by the page.
    """

    def told(row: ChecklistTask) -> str:
        return " ".join(checklist_page.conflicts(row, titles))

    return [
        text_column(
            "title",
            _("Task"),
            lambda row: checklist.title(row.definition),
            tooltip=lambda row: row.definition.goal,
            stretches=True,
            widest=34,
        ),
        pill_column(
            "status",
            _("Status"),
            lambda row: checklist.status(row.state.status),
            lambda row: STATUS_TONES[row.state.status],
            lambda row: _RANK[row.state.status],
            icon=lambda row: STATUS_ICONS[row.state.status],
        ),
        pill_column(
            "conflict",
            _("To look at"),
            conflict_word,
            lambda row: conflict_tone(row) if row.conflicts else None,
            lambda row: (
                list(type(row.conflicts[0].conflict)).index(row.conflicts[0].conflict)
                if row.conflicts
                else _CONFLICT_FREE
            ),
            tooltip=told,
        ),
        date_column("start", _("From"), lambda row: row.dates.start if row.dates else None, dates.short),
        date_column("end", _("To"), lambda row: row.dates.end if row.dates else None, dates.short),
        text_column("owner", _("Who has it"), lambda row: row.state.owner, widest=20),
    ]
