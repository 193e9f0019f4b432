"""How far is the work, and what comes next? The five steps from a supplier list to letters, with their state.

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


class StepState(StrEnum):
    """Where a step stands. NEXT: the one to do now."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"


class StepAction(StrEnum):
    """What a step's button does; the last three are steps of the tour only."""

    IMPORT = "import"
    SETTLE = "settle"
    CHOOSE = "choose"
    WRITE = "write"
    DETAILS = "details"
    PLAN = "plan"
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


def journey(overview: Overview) -> tuple[Step, ...]:
    """The steps in order; the first that is not done is the next one."""
    parts = (
        _suppliers(overview),
        _invoices(overview),
        _doubt(overview),
        _choice(overview),
        _letters(overview),
    )
    following = next((part for part in parts if not part.done), None)
    return tuple(
        Step(
            title=part.title,
            text=part.text,
            state=StepState.DONE if part.done else StepState.NEXT if part is following else StepState.LATER,
            action=part.action,
            verb=part.verb,
        )
        for part in parts
    )


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


def _letters(overview: Overview) -> _Part:
    if overview.choice is None:
        text = _("Who gets which letter follows from the choice.")
        return _Part(_("Write the letters"), text, False, StepAction.WRITE, _("Write letters"))
    left = max(0, overview.letters_to_write - overview.letters_written)
    if left:
        text = _("{written} of {all} letters written").format(
            written=numbers.whole(min(overview.letters_written, overview.letters_to_write)),
            all=numbers.whole(overview.letters_to_write),
        )
    elif overview.letters_to_write:
        text = _counted(
            ngettext_("{n} letter written", "{n} letters written", overview.letters_to_write),
            overview.letters_to_write,
        )
    else:
        text = _("Nobody needs a letter")
    return _Part(_("Write the letters"), text, not left, StepAction.WRITE, _("Write letters"))


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
