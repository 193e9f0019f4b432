"""What does the window say about the file behind a plan? Who has it, what was kept, what a crash left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import FileFault, FileTrouble, PlanFault, PlanTrouble
from desktop.texts import dates
from desktop.texts.translate import _, ngettext_
from desktop.ui.messages import Messages, Offer
from desktop.ui.questions import Answer, Question
from desktop.ui.settings import RECENT, Settings
from desktop.ui.widgets.buttons import Look

if TYPE_CHECKING:
    from desktop.workspace.keeping import OpenElsewhere
    from desktop.workspace.recovery import Recovered
    from desktop.workspace.session import Session


def tell(messages: Messages, session: Session, path: Path, take_over: Callable[[], None]) -> None:
    """Say what is special about a file that was opened; the weightiest thing only."""
    if session.elsewhere is not None:
        offer = Offer(_("Take over…"), take_over)
        messages.warn(read_only(session.elsewhere), title=_("Read-only"), offer=offer)
    elif session.old_format is not None:
        kept = f"{path.stem}.v{session.old_format}.bak"
        messages.warn(earlier_format(kept), title=_("A plan of an earlier version"))
    elif session.strays:
        messages.warn(strays(session.strays), title=_("Left by another program"))


def offer_to_forget(
    error: Exception, path: Path, settings: Settings, done: Callable[[], None]
) -> Offer | None:
    """A plan that is not there may lie on a share that is away today: it leaves the list when asked to."""
    missing = isinstance(error, FileTrouble) and error.fault is FileFault.MISSING
    if not missing or str(path) not in settings.get(RECENT):
        return None

    def forget() -> None:
        settings.forget_plan(path)
        done()

    return Offer(_("Remove from the list"), forget)


_ELSEWHERE = frozenset({PlanFault.CHANGED_ON_DISK, PlanFault.GONE, PlanFault.READ_ONLY, PlanFault.TAKEN_OVER})


def fits_elsewhere(error: Exception) -> bool:
    """Whether a plan that could not be saved can be saved under another name."""
    return isinstance(error, FileTrouble) or (isinstance(error, PlanTrouble) and error.fault in _ELSEWHERE)


def who(elsewhere: OpenElsewhere) -> str:
    """A colleague and their computer."""
    if not elsewhere.user:
        return _("somebody else")
    return _("{user} (on {machine})").format(user=elsewhere.user, machine=elsewhere.machine)


def read_only(elsewhere: OpenElsewhere) -> str:
    """Why a plan can only be read here."""
    from desktop.texts.phrases import sentences

    told = _(
        "The plan has been open at {who} since {since}. You can read it here, and save it as a new plan."
    )
    seen = (
        _("There has been no sign of life for five minutes, so it may be forgotten there.")
        if elsewhere.stale
        else ""
    )
    return sentences(told.format(who=who(elsewhere), since=dates.moment(elsewhere.since)), seen)


def take_over(elsewhere: OpenElsewhere) -> Question:
    """Whether to take a plan from a colleague."""
    return Question(
        title=_("Take the plan over from {who}?").format(who=who(elsewhere)),
        text=_(
            "Agree on it first. What they have not saved is not in the plan, and they can only save it under "
            "another name. It is written in the history that you took it over."
        ),
        answers=(Answer("cancel", _("Cancel")), Answer("take", _("Take over"), Look.PRIMARY)),
        escape="cancel",
    )


def earlier_format(kept_as: str) -> str:
    """What saving will do to a plan of an earlier version."""
    return _(
        "The plan is from an earlier version of the program and has been brought up to this one. The file "
        "is as it was until you save; then it is kept beside the plan as {name}."
    ).format(name=kept_as)


def strays(names: tuple[str, ...]) -> str:
    """What another program left beside the plan."""
    return _(
        "Beside the plan lies {names}, left by another program that has had the plan open. It has not been "
        "looked into. Check that the plan is as you expect."
    ).format(names=", ".join(names))


def unsaved(title: str) -> Question:
    """Whether to save before leaving a plan."""
    return Question(
        title=_("Save the changes in {plan}?").format(plan=title or _("the plan")),
        text=_("If you do not save, the changes since you last saved are lost."),
        answers=(
            Answer("cancel", _("Cancel")),
            Answer("discard", _("Do not save")),
            Answer("save", _("Save"), Look.PRIMARY),
        ),
        escape="cancel",
    )


def changed_on_disk(name: str) -> Question:
    """What to do about a plan that somebody else has saved meanwhile."""
    return Question(
        title=_("Somebody else has saved {name}").format(name=name),
        text=_(
            "Compare the two and merge them: you see what differs and decide what holds. Or save yours as a "
            "plan of its own; you can merge it later."
        ),
        answers=(
            Answer("cancel", _("Cancel")),
            Answer("save_as", _("Save as…")),
            Answer("merge", _("Compare and merge…"), Look.PRIMARY),
        ),
        escape="cancel",
    )


def still_saving() -> Question:
    """Whether to wait for a drive."""
    return Question(
        title=_("The plan is still being saved"),
        text=_(
            "The drive answers slowly. If you close now, the file there may be the one from before. Your "
            "work is kept on this computer, and you are offered it at the next start."
        ),
        answers=(
            Answer("cancel", _("Cancel")),
            Answer("close", _("Close anyway")),
            Answer("wait", _("Wait"), Look.PRIMARY),
        ),
        escape="cancel",
    )


def recovered(one: Recovered) -> Question:
    """Whether to go on with what a crash left."""
    from desktop.texts import history, numbers
    from desktop.texts.phrases import sentences

    name = one.title or _("A plan that has no name yet")
    count = ngettext_("{n} change", "{n} changes", one.operations).format(n=numbers.whole(one.operations))
    told = _("{plan} has {changes} that are not in a saved file, the last one {time}.").format(
        plan=name, changes=count, time=dates.moment(one.at)
    )
    last = _("The newest: {what}").format(what=history.entry(one.last)) if one.last is not None else ""
    return Question(
        title=_("Go on where the program was closed?"),
        text=sentences(told, last),
        answers=(
            Answer("later", _("Not now")),
            Answer("discard", _("Throw away")),
            Answer("go_on", _("Go on with it"), Look.PRIMARY),
        ),
        escape="later",
    )
