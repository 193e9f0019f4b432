"""What does the rollout page say before there are waves? What will be here, and the one next step."""

from __future__ import annotations

from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.empty import nothing_imported
from desktop.ui.pages.page import PageContext
from desktop.ui.pages.rollout.answers import RolloutAnswers
from desktop.ui.pages.rollout.proposals import Proposals
from desktop.ui.widgets.buttons import Button, PrimaryButton
from desktop.ui.widgets.empty_state import EmptyState


def empty_state(context: PageContext, answers: RolloutAnswers, proposals: Proposals) -> EmptyState | None:
    """What to show instead of waves; None where there is something to show."""
    if not answers.any_active:
        return nothing_imported(
            context,
            "calendar",
            _("Here the waves will stand"),
            _(
                "When suppliers and invoices have been imported and the EAN number is chosen, the program "
                "proposes who changes when, within what you can manage."
            ),
        )
    if answers.choice is None:
        step = PrimaryButton(_("Go to the EAN choice"), icon="choice")
        step.clicked.connect(lambda _checked=False: context.go_to("choice"))
        return EmptyState(
            "calendar",
            _("Choose the EAN number first"),
            _(
                "A new EAN number can be rolled out a few suppliers at a time: a pilot first, then waves. "
                "With a number you reuse, everything moves at once."
            ),
            primary=step,
        )
    if answers.has_waves or answers.ready:
        return None
    return _first_proposal(answers, proposals)


def _first_proposal(answers: RolloutAnswers, proposals: Proposals) -> EmptyState:
    count = len(answers.rollout.unplaced) if answers.rollout is not None else 0
    if not count:
        return EmptyState(
            "check-circle",
            _("Nobody has to change"),
            _("With your choice every supplier can go on as today, so there are no waves to plan."),
        )
    told = ngettext_("{n} supplier is to change.", "{n} suppliers are to change.", count).format(
        n=numbers.whole(count)
    )
    step = PrimaryButton(_("Propose pilot and waves"))
    step.clicked.connect(lambda _checked=False: proposals.propose_at_once())
    limits = Button(_("Set the limits first…"))
    limits.clicked.connect(lambda _checked=False: proposals.propose_first())
    text = _(
        "The program picks a small pilot of different trades, puts the others in waves you can manage, "
        "and sets the days for letters, reminders and changes. You can move everything afterwards."
    )
    return EmptyState("calendar", _("Plan pilot and waves"), f"{told} {text}", primary=step, others=(limits,))
