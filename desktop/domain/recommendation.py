"""Which option do the figures speak for, why, and how sure is that?

A recommendation is a weighing that can be read: for each criterion the figure, the option it favours and its
weight. It is robust when no single assumption moved by half, and neither end of the intervals, changes which
option comes first. The decision stays with people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain.assumptions import ASSUMPTIONS, Assumptions
from desktop.domain.ean_choice import Comparison
from desktop.domain.intervals import Interval
from desktop.domain.options import Option, OptionFigures, OptionKind, OptionLoad, option_figures


class Criterion(StrEnum):
    """What is weighed."""

    CONTACTS = "contacts"
    HOURS = "hours"
    WEEKS = "weeks"
    DAY_ONE = "day_one"
    REJECTED = "rejected"
    GRADUAL = "gradual"


WEIGHTS: dict[Criterion, float] = {
    Criterion.CONTACTS: 3,
    Criterion.HOURS: 2,
    Criterion.REJECTED: 2,
    Criterion.GRADUAL: 1.5,
    Criterion.WEEKS: 1,
    Criterion.DAY_ONE: 1,
}
"""How much each criterion counts: contacts most, because that is what the guide weighs first.

Shown on screen.
"""


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion as it stands between the recommended option and its closest rival.

    Attributes:
        favours: key of the option that the criterion speaks for; "" when it makes no difference.
        ours, theirs: the figure for the recommended option and for the rival.
        weight: how much the criterion counts.
    """

    criterion: Criterion
    favours: str
    ours: Interval
    theirs: Interval
    weight: float


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the figures speak for.

    Attributes:
        key: option key.
        rival: key of the option that comes second; "" when there is only one.
        reasons: the heaviest first.
        robust: nothing that was tried changes the order.
        flips: keys of the assumptions that would change it when moved by half, and "open_suppliers" when the
            suppliers that nobody has judged could.
    """

    key: str
    rival: str
    reasons: tuple[Reason, ...]
    robust: bool
    flips: tuple[str, ...]


OPEN_SUPPLIERS = "open_suppliers"


def recommend(comparison: Comparison, assumptions: Assumptions) -> Recommendation | None:
    """The recommendation, or None while no active supplier is one that KP could receive."""
    if not any(load.received_per_month.high for load in comparison.loads):
        return None
    ranked = _ranked(comparison.options, assumptions)
    best = ranked[0]
    rival = ranked[1] if len(ranked) > 1 else None
    flips = _flips(comparison, assumptions, best.option)
    return Recommendation(
        key=best.option.key,
        rival=rival.option.key if rival else "",
        reasons=_reasons(best, rival, assumptions) if rival else (),
        robust=not flips,
        flips=flips,
    )


def figure(figures: OptionFigures, criterion: Criterion, assumptions: Assumptions) -> Interval:
    """The figure that a criterion looks at; less is better for every one of them."""
    if criterion is Criterion.CONTACTS:
        return figures.contacts
    if criterion is Criterion.HOURS:
        return figures.hours
    if criterion is Criterion.WEEKS:
        return figures.weeks
    if criterion is Criterion.REJECTED:
        return figures.rejected
    if criterion is Criterion.GRADUAL:
        # A pilot that everybody fits into is not a gradual start.
        return Interval(0, 0) if figures.gradual and figures.waves.high > 1 else Interval(1, 1)
    spare = assumptions["capacity_per_month"]
    return Interval(max(0.0, figures.day_one.low - spare), max(0.0, figures.day_one.high - spare))


def _contenders(options: Sequence[OptionFigures]) -> list[OptionFigures]:
    """What the recommendation is between: the best EAN number to reuse, and the two ways with a new one.

    Among the numbers that could be reused the fewest contacts decide. The other weights would favour a number
    that hardly anybody uses: nothing is misrouted where nothing is sent, and nothing is gained there either.
    """
    reuse = [one for one in options if one.option.kind is OptionKind.REUSE]
    best = sorted(reuse, key=lambda one: (one.contacts.middle, one.hours.middle, one.option.key))[:1]
    return [*best, *(one for one in options if one.option.kind is not OptionKind.REUSE)]


def _ranked(options: Sequence[OptionFigures], assumptions: Assumptions) -> list[OptionFigures]:
    """The contenders, the one that most speaks for first; intervals count by their middle."""
    contenders = _contenders(options)
    worst = {
        criterion: max(figure(one, criterion, assumptions).middle for one in contenders)
        for criterion in WEIGHTS
    }

    def score(one: OptionFigures) -> float:
        """Sum of weights times how far below the worst option the figure stays, 0 to 1."""
        return sum(
            weight * (1 - figure(one, criterion, assumptions).middle / worst[criterion])
            for criterion, weight in WEIGHTS.items()
            if worst[criterion]
        )

    return sorted(contenders, key=lambda one: (-score(one), one.option.key))


def _reasons(best: OptionFigures, rival: OptionFigures, assumptions: Assumptions) -> tuple[Reason, ...]:
    found = []
    for criterion, weight in WEIGHTS.items():
        ours, theirs = (figure(one, criterion, assumptions) for one in (best, rival))
        favours = ""
        if ours.middle != theirs.middle:
            favours = (best if ours.middle < theirs.middle else rival).option.key
        found.append(Reason(criterion, favours, ours, theirs, weight))
    return tuple(found)


def _flips(comparison: Comparison, assumptions: Assumptions, best: Option) -> tuple[str, ...]:
    flips = []
    if any(first_option(loads, assumptions) != best for loads in comparison.settled_loads):
        flips.append(OPEN_SUPPLIERS)
    for declared in ASSUMPTIONS:
        if declared.key == "window_months":
            continue  # another window is another set of facts, not another weighing of these
        for factor in (0.5, 1.5):
            if first_option(comparison.loads, assumptions.moved(declared.key, factor)) != best:
                flips.append(declared.key)
                break
    return tuple(flips)


def first_option(loads: Sequence[OptionLoad], assumptions: Assumptions) -> Option:
    """The option that comes first under these assumptions. There must be one."""
    return _ranked([option_figures(load, assumptions) for load in loads], assumptions)[0].option
