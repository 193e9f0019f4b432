"""Which assumptions matter, and what would change our mind? The tornado, and where the order flips.

Every assumption is moved by half down and up, inside its range, the others left alone. The bar is the
difference in hours between the option that comes first and its rival; robustness is the same computation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.assumptions import ASSUMPTIONS, Assumption, Assumptions
from desktop.domain.ean_choice import Comparison
from desktop.domain.options import OptionLoad, option_figures
from desktop.domain.recommendation import first_option

MOVES = (0.5, 1.5)
"""By how much an assumption is moved: half of it, either way."""

_STEPS = 20
_HALVINGS = 12


@dataclass(frozen=True, slots=True)
class Swing:
    """What moving one assumption does.

    Attributes:
        low_value, high_value: the values that were tried.
        low, high: hours that the first option takes more than its rival at those values; negative is less.
        flips: at one of them another option comes first.
    """

    key: str
    low_value: float
    high_value: float
    low: float
    high: float
    flips: bool

    @property
    def width(self) -> float:
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Tornado:
    """The assumptions by how much they matter, those without any effect left out.

    Attributes:
        key, rival: the two options the hours are compared of.
        hours: the difference with the assumptions as they are.
    """

    key: str
    rival: str
    hours: float
    swings: tuple[Swing, ...]


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """The nearest value of an assumption at which another option comes first.

    Attributes:
        current: its value as it is.
        value: where it turns; whole for a whole assumption.
        becomes: key of the option that comes first there.
    """

    key: str
    current: float
    value: float
    becomes: str


def tornado(comparison: Comparison, assumptions: Assumptions, *, key: str, rival: str) -> Tornado | None:
    """The effect of every assumption on the hours between two options; None when one is not there."""
    loads = {load.option.key: load for load in comparison.loads}
    if key not in loads or rival not in loads:
        return None
    pair = (loads[key], loads[rival])
    best = first_option(comparison.loads, assumptions)
    swings = []
    for declared in _movable():
        low, high = (assumptions.moved(declared.key, factor) for factor in MOVES)
        flips = any(first_option(comparison.loads, moved) != best for moved in (low, high))
        swing = Swing(
            declared.key,
            low[declared.key],
            high[declared.key],
            _difference(pair, low),
            _difference(pair, high),
            flips,
        )
        if swing.width > 0 or flips:
            swings.append(swing)
    swings.sort(key=lambda one: (-one.width, one.key))
    return Tornado(key, rival, _difference(pair, assumptions), tuple(swings))


def turning_points(comparison: Comparison, assumptions: Assumptions) -> tuple[TurningPoint, ...]:
    """For each assumption the nearest value in its range that changes which option comes first.

    Looked for in steps away from the value as it is and then halved; a turn and a turn back between two steps
    goes unseen.
    """
    if not comparison.loads:
        return ()
    found = (_turning_point(comparison.loads, assumptions, declared) for declared in _movable())
    points = [one for one in found if one is not None]
    return tuple(sorted(points, key=lambda one: (_relative(one), one.key)))


def _movable() -> Iterator[Assumption]:
    """Another window is another set of facts, not another weighing of these."""
    return (declared for declared in ASSUMPTIONS if declared.key != "window_months")


def _difference(pair: tuple[OptionLoad, OptionLoad], assumptions: Assumptions) -> float:
    ours, theirs = (option_figures(load, assumptions).hours.middle for load in pair)
    return ours - theirs


def _relative(point: TurningPoint) -> float:
    return abs(point.value - point.current) / point.current if point.current else abs(point.value)


def _turning_point(
    loads: Sequence[OptionLoad], assumptions: Assumptions, declared: Assumption
) -> TurningPoint | None:
    now = assumptions[declared.key]
    best = first_option(loads, assumptions)
    candidates = []
    for end in (declared.low, declared.high):
        same = now
        for step in range(1, _STEPS + 1):
            value = _usable(declared, now + (end - now) * step / _STEPS)
            if first_option(loads, assumptions.with_value(declared.key, value)) != best:
                candidates.append(_narrowed(loads, assumptions, declared, same, value))
                break
            same = value
    if not candidates:
        return None
    value = min(candidates, key=lambda one: abs(one - now))
    becomes = first_option(loads, assumptions.with_value(declared.key, value))
    return TurningPoint(declared.key, now, value, becomes.key)


def _narrowed(
    loads: Sequence[OptionLoad], assumptions: Assumptions, declared: Assumption, same: float, other: float
) -> float:
    """Between a value that leaves the order and one that changes it: the nearest that changes it."""
    best = first_option(loads, assumptions.with_value(declared.key, same))
    for _ in range(_HALVINGS):
        middle = _usable(declared, (same + other) / 2)
        if middle in (same, other):
            break
        if first_option(loads, assumptions.with_value(declared.key, middle)) == best:
            same = middle
        else:
            other = middle
    return other


def _usable(declared: Assumption, value: float) -> float:
    inside = min(declared.high, max(declared.low, value))
    return float(round(inside)) if declared.whole else inside
