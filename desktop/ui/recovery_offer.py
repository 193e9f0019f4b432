"""What does the window do about work that a crash left? At its start it offers to go on with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.texts.translate import _
from desktop.ui import plan_notices
from desktop.workspace import recovery

if TYPE_CHECKING:
    from desktop.ui.messages import Messages
    from desktop.ui.open_plan import OpenPlan
    from desktop.workspace.recovery import Recovered


def offer_recovered(plan: OpenPlan, messages: Messages, otherwise: Callable[[], None]) -> None:
    """Ask about what a crash left, if there is anything; go on with `otherwise` if nothing comes of it."""
    if not recovery.may_be_any():
        otherwise()
        return
    plan.work(
        _("Looking for work that was not saved…"),
        lambda _progress: recovery.found(),
        on_done=lambda found: _ask(plan, messages, found, otherwise),
    )


def _ask(
    plan: OpenPlan, messages: Messages, found: tuple[Recovered, ...], otherwise: Callable[[], None]
) -> None:
    from desktop.workspace.session import Session

    for one in found:
        answer = messages.ask(plan_notices.recovered(one))
        if answer == "go_on":
            plan.take(one.title, partial(Session.recover, one.folder))
            return
        if answer == "discard":
            recovery.discard(one)
    otherwise()
