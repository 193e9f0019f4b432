"""How far is the work, and what comes next? The steps from a supplier list to KP, each with its state.

Qt-free: the start page draws what `journey` returns.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.texts import dates, labels, numbers
from desktop.texts.phrases import listed
from desktop.texts.translate import N_, _, ngettext_

if TYPE_CHECKING:
    from desktop.domain.plan import Municipality
    from desktop.workspace.overview import Overview
    from desktop.workspace.standing import Standing


class StepState(StrEnum):
    """Where a step stands. NEXT: the one to do now. RESTING: not done, but nothing to do just now."""

    DONE = "done"
    NEXT = "next"
    RESTING = "resting"
    LATER = "later"


class StepAction(StrEnum):
    """What a step's button does; the last two are steps of the tour only."""

    IMPORT = "import"
    SETTLE = "settle"
    CHOOSE = "choose"
    PLAN = "plan"
    WRITE = "write"
    SEND = "send"
    REMIND = "remind"
    FOLLOW = "follow"
    DETAILS = "details"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work.

    Attributes:
        title: what to do.
        text: how far it is, or why it matters.
        verb: what the button says.
    """

    title: str
    text: str
    state: StepState
    action: StepAction
    verb: str


@dataclass(frozen=True, slots=True)
class _Part:
    title: str
    text: str
    done: bool
    action: StepAction
    verb: str
    resting: bool = False


def journey(overview: Overview, standing: Standing) -> tuple[Step, ...]:
    """The steps in order; the first that is not done, and has something to do now, is the next one.

    Waves are a step only where the choice changes in waves, or there are some.
    """
    parts = [_suppliers(overview), _invoices(overview), _doubt(overview), _choice(overview)]
    if standing.gradual or standing.waves:
        parts.append(_waves(standing))
    parts += [_letters(overview, standing), _sending(standing), _following(standing)]
    following = next((part for part in parts if not (part.done or part.resting)), None)
    return tuple(
        Step(part.title, part.text, _state(part, now=part is following), part.action, part.verb)
        for part in parts
    )


def _state(part: _Part, *, now: bool) -> StepState:
    if part.done:
        return StepState.DONE
    if now:
        return StepState.NEXT
    return StepState.RESTING if part.resting else StepState.LATER


def _counted(message: str, count: int) -> str:
    """A message with its number; the caller translates it, so that extraction sees the strings."""
    return message.format(n=numbers.whole(count))


def _suppliers(overview: Overview) -> _Part:
    there = overview.suppliers > 0 and overview.supplier_sources > 0
    text = (
        _counted(
            ngettext_("{n} supplier in the plan", "{n} suppliers in the plan", overview.suppliers),
            overview.suppliers,
        )
        if there
        else _("The list of creditors from your ERP, as Excel or CSV.")
    )
    return _Part(_("Import the suppliers"), text, there, StepAction.IMPORT, _("Import"))


def _invoices(overview: Overview) -> _Part:
    there = overview.invoice_sources > 0
    text = _("A year of invoices shows who is active, and who sends collective invoices.")
    if there:
        text = _("{invoices} from {months}").format(
            invoices=_counted(ngettext_("{n} invoice", "{n} invoices", overview.invoices), overview.invoices),
            months=_counted(
                ngettext_("{n} month", "{n} months", overview.window_months), overview.window_months
            ),
        )
    return _Part(_("Import the invoices"), text, there, StepAction.IMPORT, _("Import"))


def _doubt(overview: Overview) -> _Part:
    if overview.undecided:
        text = _counted(
            ngettext_(
                "{n} active supplier needs your judgement",
                "{n} active suppliers need your judgement",
                overview.undecided,
            ),
            overview.undecided,
        )
    elif overview.active:
        text = _("All active suppliers are settled")
    else:
        text = _("The program judges what it can; you settle the rest.")
    done = overview.active > 0 and overview.invoice_sources > 0 and not overview.undecided
    return _Part(_("Settle what is in doubt"), text, done, StepAction.SETTLE, _("Settle"))


def _choice(overview: Overview) -> _Part:
    chosen = overview.choice
    text = _("Compare: reuse an EAN number, or give KP its own.")
    if chosen is not None:
        text = _("{option}, chosen {date}").format(
            option=labels.option(chosen.option), date=dates.short(chosen.at.date())
        )
    return _Part(_("Choose the EAN number"), text, chosen is not None, StepAction.CHOOSE, _("Compare"))


def _waves(standing: Standing) -> _Part:
    title, verb = _("Plan who changes when"), _("Plan the waves")
    if standing.left_over:
        text = _("The waves are from another choice. Clear them, or keep them.")
        return _Part(title, text, False, StepAction.PLAN, verb)
    if not standing.waves:
        text = _("A pilot first, then waves you can cope with.")
        return _Part(title, text, False, StepAction.PLAN, verb)
    there = _counted(
        ngettext_("{n} wave is planned", "{n} waves are planned", standing.waves), standing.waves
    )
    if not standing.without_wave:
        return _Part(title, there, True, StepAction.PLAN, verb)
    rest = _counted(
        ngettext_("{n} supplier is in no wave", "{n} suppliers are in no wave", standing.without_wave),
        standing.without_wave,
    )
    return _Part(title, f"{there}; {rest}", False, StepAction.PLAN, verb)


def _letters(overview: Overview, standing: Standing) -> _Part:
    title, verb = _("Write the letters"), _("Write letters")
    if overview.choice is None:
        text = _("Who gets which letter follows from the choice.")
        return _Part(title, text, False, StepAction.WRITE, verb)
    left = standing.to_write - standing.written
    resting = bool(left) and not standing.to_write_now
    if not standing.to_write:
        text = _("Nobody needs a letter")
    elif not left:
        text = _counted(
            ngettext_("{n} letter written", "{n} letters written", standing.to_write), standing.to_write
        )
    else:
        text = _("{written} of {all} letters written").format(
            written=numbers.whole(standing.written), all=numbers.whole(standing.to_write)
        )
        if standing.next_letters is not None:
            day = _("the next go out on {day}").format(day=dates.short(standing.next_letters))
            text = f"{text}; {day}"
    return _Part(title, text, not left, StepAction.WRITE, verb, resting)


def _sending(standing: Standing) -> _Part:
    """The program sends nothing itself; it is told what has been sent."""
    title, verb = _("Send the letters"), _("Mark as sent")
    all_written = standing.written == standing.to_write
    if standing.unsent:
        text = _counted(
            ngettext_(
                "{n} letter is written and not marked as sent",
                "{n} letters are written and not marked as sent",
                standing.unsent,
            ),
            standing.unsent,
        )
    elif standing.written:
        text = _("What is written is sent")
    else:
        text = _("You send them yourselves, and mark them here when it is done.")
    done = bool(standing.written) and all_written and not standing.unsent and not standing.unsent_later
    return _Part(title, text, done, StepAction.SEND, verb, resting=not standing.unsent)


def _following(standing: Standing) -> _Part:
    title = _("Follow who has changed")
    if not standing.asked:
        text = _("Next month’s invoices show who has changed, and whom you must remind.")
        return _Part(title, text, False, StepAction.FOLLOW, _("Import invoices"), resting=True)
    text = _("{changed} of {asked} suppliers send to the new EAN number").format(
        changed=numbers.whole(standing.changed), asked=numbers.whole(standing.asked)
    )
    if standing.reminders:
        rest = _counted(
            ngettext_("{n} is to be reminded", "{n} are to be reminded", standing.reminders),
            standing.reminders,
        )
        return _Part(title, f"{text}; {rest}", False, StepAction.REMIND, _("Remind"))
    done = standing.changed == standing.asked
    return _Part(title, text, done, StepAction.FOLLOW, _("Import invoices"))


_ASKED = (
    ("department", N_("department")),
    ("address", N_("address")),
    ("contact", N_("contact person")),
    ("email", N_("e-mail")),
    ("phone", N_("phone")),
    ("go_live", N_("date KP receives from")),
)


def missing_details(municipality: Municipality) -> str:
    """Which of the municipality's details the letters will lack, as a list in words; "" when none."""
    return listed([_(name) for key, name in _ASKED if not getattr(municipality, key)])
