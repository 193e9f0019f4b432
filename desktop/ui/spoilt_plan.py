"""What can the user do about a plan that will not open because something in it is not as it was saved?

An earlier version, which is whole, comes first. What can still be read of the plan itself opens as a new
plan, so that nobody takes a figure that may be wrong for the plan's own.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from desktop.domain.errors import PlanFault, PlanTrouble
from desktop.texts import errors
from desktop.texts.translate import _
from desktop.ui.earlier_versions import Choose, offer_earlier_of
from desktop.ui.messages import Messages, Offer
from desktop.ui.open_plan import OpenPlan
from desktop.ui.questions import Answer, Question
from desktop.ui.widgets.buttons import Look
from desktop.workspace import backups


def offer_what_is_left(
    plan: OpenPlan, messages: Messages, choose: Choose, path: Path, trouble: PlanTrouble
) -> None:
    """Tell what is wrong, and offer earlier versions and, where it can be read, the plan itself."""

    def earlier() -> None:
        offer_earlier_of(path, plan, messages, choose)

    if trouble.fault is not PlanFault.SPOILT:
        messages.error(trouble, offer=Offer(_("Earlier versions…"), earlier))
        return
    answer = messages.ask(_question(trouble))
    if answer == "earlier":
        earlier()
    elif answer == "read":
        plan.take(path.name, partial(backups.open_spoilt, path))


def _question(trouble: PlanTrouble) -> Question:
    return Question(
        title=errors.title(trouble),
        text=errors.sentence(trouble),
        answers=(
            Answer("cancel", _("Cancel")),
            Answer("read", _("Open what can be read")),
            Answer("earlier", _("Earlier versions…"), Look.PRIMARY),
        ),
        escape="cancel",
    )
