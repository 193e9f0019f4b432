"""What does the user read when a plan cannot be opened or saved? What it means, and what to do."""

from __future__ import annotations

from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.texts import dates, past_names
from desktop.texts.phrases import sentences
from desktop.texts.translate import N_, _

_TITLE = {
    PlanFault.NOT_A_PLAN: N_("Not a plan"),
    PlanFault.DAMAGED: N_("The plan is damaged"),
    PlanFault.SPOILT: N_("The plan is not as it was saved"),
    PlanFault.NEWER: N_("The plan is from a newer version"),
    PlanFault.OTHER_SCHEMA: N_("The plan is from another version"),
    PlanFault.UNKNOWN_CONTENT: N_("The plan holds something unknown"),
    PlanFault.CHANGED_ON_DISK: N_("Somebody else has saved the plan"),
    PlanFault.GONE: N_("The plan has been moved"),
    PlanFault.READ_ONLY: N_("The plan is open somewhere else"),
    PlanFault.TAKEN_OVER: N_("The plan has been taken over"),
    PlanFault.BEING_SAVED: N_("Somebody is saving the plan"),
}
_SENTENCE = {
    PlanFault.NOT_A_PLAN: N_(
        "{name} is not a plan from this program. It has not been touched. Choose another file."
    ),
    PlanFault.DAMAGED: N_(
        "The plan {name} is damaged. It has not been touched. Open a backup or a copy of it."
    ),
    PlanFault.SPOILT: N_(
        "The plan {name} is no longer as it was saved: the drive it lies on, or a copy on the way, has "
        "changed something in it. It has not been touched. Open an earlier version of it."
    ),
    PlanFault.NEWER: N_(
        "The plan {name} was saved by a newer version of the program. It has not been "
        "touched. Update the program, and open it again."
    ),
    PlanFault.OTHER_SCHEMA: N_(
        "The plan {name} was saved by a version that this one cannot read. It has not been "
        "touched. Open it with the version it was made by."
    ),
    PlanFault.UNKNOWN_CONTENT: N_(
        "The plan {name} holds something this program never wrote ({detail}). It has not been touched. "
        "Open a backup or a copy of it."
    ),
    PlanFault.CHANGED_ON_DISK: N_(
        "{name} has been changed by somebody else since you opened it. Your changes are "
        "still here. Compare and merge the two, or save yours under another name."
    ),
    PlanFault.GONE: N_(
        "{name} is no longer where it was. Your changes are still here. Save the plan under "
        "a name of your choice."
    ),
    PlanFault.READ_ONLY: N_(
        "{name} has been open at {who} since {since}, so you can only read it here. Save it under "
        "another name, or take it over when you have agreed on it."
    ),
    PlanFault.TAKEN_OVER: N_(
        "{name} was taken over by {who} at {since}. Your changes are still here. "
        "Save them under another name."
    ),
    PlanFault.BEING_SAVED: N_(
        "{name} is being saved by somebody else at this moment. Your changes are still here. Try again "
        "in a moment."
    ),
}


def title(error: PlanTrouble) -> str:
    """The trouble in a few words."""
    return _(_TITLE[error.fault])


def sentence(error: PlanTrouble) -> str:
    """What happened, what it means for the work and what to do next."""
    user, machine = error.by
    who = _("{user} (on {machine})").format(user=user, machine=machine) if user else _("somebody else")
    since = dates.moment(error.since) if error.since is not None else _("an unknown time")
    told = _(_SENTENCE[error.fault]).format(name=error.name, detail=error.detail, who=who, since=since)
    return sentences(told, _spoilt_tables(error.detail)) if error.fault is PlanFault.SPOILT else told


def _spoilt_tables(tables: str) -> str:
    """Where in a plan something changed, in the history's words for its rows; "" when that is unknown."""
    known = [_(past_names.TABLES[table]) for table in tables.split(",") if table in past_names.TABLES]
    return _("What changed concerns: {tables}.").format(tables=", ".join(known)) if known else ""
