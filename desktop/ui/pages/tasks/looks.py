"""Which colour and icon go with a task? One answer for board, list, timeline and panel."""

from __future__ import annotations

from desktop.domain.checklist import ChecklistTask, Conflict, TaskStatus
from desktop.domain.checklist_progress import is_bygone
from desktop.texts.translate import N_, _
from desktop.ui.theme import Tone

STATUS_TONES = {
    TaskStatus.OPEN: Tone.NEUTRAL,
    TaskStatus.STARTED: Tone.ACCENT,
    TaskStatus.DONE: Tone.GOOD,
    TaskStatus.NOT_NEEDED: Tone.NEUTRAL,
}
STATUS_ICONS = {
    TaskStatus.OPEN: "circle",
    TaskStatus.STARTED: "half",
    TaskStatus.DONE: "check-circle",
    TaskStatus.NOT_NEEDED: "minus",
}
_SHORT = {
    Conflict.OVERDUE: N_("Overdue"),
    Conflict.STARTS_IN_THE_PAST: N_("Should have been begun"),
    Conflict.BEFORE_WHAT_IT_NEEDS: N_("Before what it needs"),
    Conflict.AFTER_GO_LIVE: N_("After go-live"),
    Conflict.AFTER_FIRST_LETTER: N_("After the first letter"),
    Conflict.NO_GO_LIVE: N_("No date"),
}


def conflict_word(task: ChecklistTask) -> str:
    """The first thing that is wrong, in two or three words; "" for nothing."""
    if is_bygone(task):
        return _("Is it done?")
    return _(_SHORT[task.conflicts[0].conflict]) if task.conflicts else ""


def conflict_tone(task: ChecklistTask) -> Tone:
    """How grave the first thing is; a day that the board fixed years ago is a question and no trouble."""
    if is_bygone(task):
        return Tone.ATTENTION
    if not task.conflicts or task.conflicts[0].conflict is Conflict.NO_GO_LIVE:
        return Tone.NEUTRAL
    bad = (Conflict.OVERDUE, Conflict.AFTER_GO_LIVE, Conflict.AFTER_FIRST_LETTER)
    return Tone.BAD if task.conflicts[0].conflict in bad else Tone.ATTENTION
