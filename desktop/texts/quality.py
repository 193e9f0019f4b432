"""How is the state of the data told? What became of a problem, the headline, and the exported list."""

from __future__ import annotations

from desktop.domain.problems import Problem, ProblemKind, Severity
from desktop.domain.quality import JudgedProblem, ProblemState, Quality
from desktop.domain.recipients import Waiting
from desktop.domain.sheets import CellKind, Sheet, SheetColumn
from desktop.texts import dates, labels, numbers, problems
from desktop.texts.translate import N_, _, ngettext_

_STATE = {
    ProblemState.OPEN: N_("Open"),
    ProblemState.CORRECTED: N_("Corrected"),
    ProblemState.ACCEPTED: N_("Accepted"),
}


def state(of: ProblemState) -> str:
    """What became of a problem, in a word."""
    return _(_STATE[of])


def settled(one: JudgedProblem) -> str:
    """Who settled a problem, when and how; "" while it is open."""
    if one.correction is not None:
        return _("Corrected to “{value}” by {who} {date}.").format(
            value=one.correction.value, who=one.correction.by, date=dates.short(one.correction.at.date())
        )
    if one.acceptance is not None:
        text = _("Accepted by {who} {date}.").format(
            who=one.acceptance.by, date=dates.short(one.acceptance.at.date())
        )
        return f"{text} {one.acceptance.note}".strip()
    return ""


def consequence(problem: Problem, *, blocks: bool) -> str:
    """What a problem holds up; "" for nothing."""
    if blocks:
        return held_up()
    if problem.kind is ProblemKind.MOJIBAKE:
        return _(
            "Suppliers with garbled letters in their name or address get no letter before this is put right "
            "or accepted."
        )
    return _("It does not hold up any letter.") if problem.severity is Severity.ERROR else ""


def held_up() -> str:
    """What an open error in a supplier's own data means for its letter."""
    return _("The supplier gets no letter before this is corrected or accepted.")


def waiting(one: Waiting) -> str:
    """Why a letter is not written yet."""
    titles = dict.fromkeys(problems.title(problem.kind) for problem in one.problems)
    return _("Waits for its data: {problems}.").format(problems=", ".join(titles))


def headline(found: Quality) -> str:
    """How many problems are open, in one line."""
    count = found.errors + found.warnings
    if not count:
        return _("No problem is open.")
    return ngettext_("{n} problem is open.", "{n} problems are open.", count).format(n=numbers.whole(count))


def listed(found: Quality) -> Sheet:
    """The problems as they are exported: one row each, in Danish, for whoever keeps the list."""
    return Sheet(
        name=_("Problems"),
        columns=(
            SheetColumn(_("File")),
            SheetColumn(_("Sheet")),
            SheetColumn(_("Row"), CellKind.NUMBER),
            SheetColumn(_("Supplier no."), CellKind.IDENTIFIER),
            SheetColumn(_("Supplier")),
            SheetColumn(_("Column")),
            SheetColumn(_("Value")),
            SheetColumn(_("Severity")),
            SheetColumn(_("Problem")),
            SheetColumn(_("What is wrong")),
            SheetColumn(_("What to do")),
            SheetColumn(_("Suggestion"), CellKind.IDENTIFIER),
            SheetColumn(_("Status")),
            SheetColumn(_("Settled")),
        ),
        rows=tuple(_row(one) for one in found.problems),
    )


def _row(one: JudgedProblem) -> tuple[str | int | None, ...]:
    problem = one.problem
    return (
        problem.file,
        problem.sheet,
        problem.row or None,
        problem.supplier_number,
        one.supplier.name if one.supplier else "",
        problem.column,
        problem.value,
        labels.severity(problem.severity),
        problems.title(problem.kind),
        problems.wrong(problem),
        problems.next_step(problem),
        problem.suggestion,
        state(one.state),
        settled(one),
    )


def repaired(suppliers: int, settled: int) -> str:
    """What putting garbled letters right did, and why the list of problems is shorter now.

    Args:
        suppliers: whose names or addresses were changed.
        settled: problems that are gone with that.
    """
    told = ngettext_(
        "The letters of {n} supplier were put right.",
        "The letters of {n} suppliers were put right.",
        suppliers,
    ).format(n=numbers.whole(suppliers))
    if not settled:
        return told
    gone = ngettext_(
        "{n} problem is gone from the list with that.",
        "{n} problems are gone from the list with that.",
        settled,
    ).format(n=numbers.whole(settled))
    return f"{told} {gone}"
