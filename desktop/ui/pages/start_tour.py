"""How does one get started? The whole job in seven steps, each with one button, ticked by the plan itself.

Qt-free, like `journey`, whose steps it takes over where they are the same; the sections of the user's guide
and the page to print have the same seven.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.options import OptionKind, option_of
from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.pages.journey import Step, StepAction, StepState, journey, missing_details
from desktop.workspace.checklist import checklist_of
from desktop.workspace.standing import Standing

if TYPE_CHECKING:
    from desktop.workspace.overview import Overview
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class TourStep:
    """A step of the tour.

    Attributes:
        how: what to do there, in a sentence or two; shown while it is the next step.
        topic: of the help, for those who want to know more.
    """

    step: Step
    how: str
    topic: str


@dataclass(frozen=True, slots=True)
class TourFacts:
    """What the tour asks the plan besides the overview.

    Attributes:
        missing: details of the municipality that the letters lack, in words; "" when none.
        waves: planned ones.
        standing: how far waves and letters are.
        open_tasks: tasks before go-live that are neither done nor set aside, of `tasks`.
    """

    missing: str
    waves: int
    open_tasks: int
    tasks: int
    standing: Standing = field(default_factory=Standing)


def tour_facts(session: Session, standing: Standing | None = None) -> TourFacts:
    """Ask the plan.

    Args:
        standing: when it is known already.
    """
    with session.reading() as reader:
        waves = len(reader.waves())
    states = [task.state.status for task in checklist_of(session).tasks]
    return TourFacts(
        missing=missing_details(session.municipality),
        waves=waves,
        open_tasks=sum(1 for one in states if not one.is_settled),
        tasks=len(states),
        standing=standing or session.today_in_the_plan().standing,
    )


def tour(overview: Overview, facts: TourFacts) -> tuple[TourStep, ...]:
    """The seven steps in order; the first that is not done is the next one."""
    by_action = {one.action: one for one in journey(overview, facts.standing)}
    doubt, choice = by_action[StepAction.SETTLE], by_action[StepAction.CHOOSE]
    letters = by_action[StepAction.WRITE]
    steps = (
        _details(facts),
        _files(overview),
        TourStep(
            doubt,
            _("Choose a supplier. The panel shows what the program has seen, and its buttons settle it."),
            "suppliers",
        ),
        TourStep(choice, _("Read the ways side by side, and choose. You can always choose again."), "choice"),
        _rollout(overview, facts),
        TourStep(letters, _("Read a few of them, then write them all. You send them yourselves."), "letters"),
        _tasks(facts),
    )
    following = next((one for one in steps if one.step.state is not StepState.DONE), None)
    return tuple(_standing(one, now=one is following) for one in steps)


def _standing(one: TourStep, *, now: bool) -> TourStep:
    """The step as the tour counts: what is next in the journey may come later here."""
    step = one.step
    if step.state is StepState.DONE:
        return one
    state = StepState.NEXT if now else StepState.LATER
    return TourStep(Step(step.title, step.text, state, step.action, step.verb), one.how, one.topic)


def _step(title: str, text: str, *, done: bool, action: StepAction, verb: str) -> Step:
    return Step(title, text, StepState.DONE if done else StepState.LATER, action, verb)


def _details(facts: TourFacts) -> TourStep:
    missing = _("The letters still lack: {details}.").format(details=facts.missing)
    step = _step(
        _("Tell who you are"),
        missing if facts.missing else _("The municipality’s details are there."),
        done=not facts.missing,
        action=StepAction.DETAILS,
        verb=_("Fill in"),
    )
    return TourStep(
        step, _("They stand in the letters, and the dates follow from the day KP begins."), "municipality"
    )


def _files(overview: Overview) -> TourStep:
    there = overview.supplier_sources > 0 and overview.invoice_sources > 0
    text = _("The list of suppliers and a year of invoices, from your ERP.")
    if overview.supplier_sources or overview.invoice_sources:
        text = _("{suppliers} suppliers and {invoices} invoices are in the plan.").format(
            suppliers=numbers.whole(overview.suppliers), invoices=numbers.whole(overview.invoices)
        )
    step = _step(
        _("Import suppliers and invoices"),
        text,
        done=there,
        action=StepAction.IMPORT,
        verb=_("Import"),
    )
    return TourStep(
        step, _("Drag the files into the window. Take several at once if you like."), "import-files"
    )


def _rollout(overview: Overview, facts: TourFacts) -> TourStep:
    chosen = option_of(overview.choice.option) if overview.choice is not None else None
    reuse = chosen is not None and chosen.kind is OptionKind.REUSE
    if facts.waves:
        text = ngettext_("{n} wave is planned", "{n} waves are planned", facts.waves).format(
            n=numbers.whole(facts.waves)
        )
    elif reuse:
        text = _("Everything moves at once; there are no waves to plan.")
    else:
        text = _("First a few suppliers, then the rest in waves you can cope with.")
    step = _step(
        _("Plan the rollout"),
        text,
        done=reuse or facts.waves > 0,
        action=StepAction.PLAN,
        verb=_("Plan the waves"),
    )
    return TourStep(
        step, _("One click proposes a pilot and waves. Move those you know better about."), "rollout"
    )


def _tasks(facts: TourFacts) -> TourStep:
    open_now = _("{open} of {all} tasks are left").format(
        open=numbers.whole(facts.open_tasks), all=numbers.whole(facts.tasks)
    )
    step = _step(
        _("Do the tasks before go-live"),
        open_now if facts.open_tasks else _("Every task is done"),
        done=facts.tasks > 0 and not facts.open_tasks,
        action=StepAction.TASKS,
        verb=_("See the tasks"),
    )
    return TourStep(
        step, _("Begin early with those that others must do, and tick off what is done."), "tasks"
    )
