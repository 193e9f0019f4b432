"""Which assumptions matter, and what would change our mind? The tornado and the turning points in words."""

from __future__ import annotations

import math

from desktop.domain.assumptions import ASSUMPTIONS, Unit
from desktop.domain.sensitivity import Swing, Tornado, TurningPoint
from desktop.texts import assumptions, numbers, phrases
from desktop.texts.translate import _, ngettext_


def heading(tornado: Tornado) -> str:
    """What the bars show, and between which two options."""
    return _(
        "{option} against {rival}: each assumption is halved and raised by half, the others stay."
    ).format(option=phrases.option(tornado.key), rival=_inside(tornado.rival))


def difference(hours: float) -> str:
    """Hours that the first option takes more or less than its rival."""
    written = numbers.decimal(abs(hours), 1)
    if written == numbers.decimal(0, 1):
        return _("as many hours")
    if hours < 0:
        return _("{hours} hours fewer").format(hours=written)
    return _("{hours} hours more").format(hours=written)


def swing(one: Swing) -> str:
    """One bar as a sentence."""
    told = _("{assumption}: at {low} {less}, at {high} {more}.").format(
        assumption=assumptions.label(one.key),
        low=assumptions.value(one.key, one.low_value),
        less=difference(one.low),
        high=assumptions.value(one.key, one.high_value),
        more=difference(one.high),
    )
    return phrases.sentences(told, _("Here another option comes first.") if one.flips else "")


def summary(tornado: Tornado) -> str:
    """What the whole chart says."""
    now = _("Now {option} takes {difference} than {rival}.").format(
        option=_inside(tornado.key), difference=difference(tornado.hours), rival=_inside(tornado.rival)
    )
    if numbers.decimal(abs(tornado.hours), 1) == numbers.decimal(0, 1):
        now = _("Now both take as many hours.")
    if not tornado.swings:
        return now
    most = _("“{assumption}” matters most.").format(assumption=assumptions.label(tornado.swings[0].key))
    return phrases.sentences(now, most)


def turning_point(point: TurningPoint) -> str:
    """Where one assumption makes another option come first."""
    return _("{option} comes first when “{assumption}” is {value} instead of {current}.").format(
        option=phrases.option(point.becomes),
        assumption=assumptions.label(point.key),
        value=_reached(point),
        current=assumptions.value(point.key, point.current),
    )


def no_turning_point() -> str:
    """When no single assumption turns it."""
    return _("No single assumption, moved anywhere in its range, makes another option come first.")


def turning_points(found: tuple[TurningPoint, ...]) -> str:
    """How many there are, above the list."""
    return ngettext_(
        "{n} assumption could turn it. The nearest first:",
        "{n} assumptions could turn it. The nearest first:",
        len(found),
    ).format(n=numbers.whole(len(found)))


def _reached(point: TurningPoint) -> str:
    """The value where it turns, rounded away from the value as it is: never back to where it does not."""
    declared = next(one for one in ASSUMPTIONS if one.key == point.key)
    steps = 100 if declared.unit is Unit.SHARE else 10
    away = math.ceil if point.value > point.current else math.floor
    # A hair less than the float: 12.0 must not become 12.1 because it is stored as 12.000000000000002.
    reached = away(round(point.value * steps, 6)) / steps
    return assumptions.value(point.key, reached)


def _inside(key: str) -> str:
    """An option inside a sentence: only its first letter is smaller."""
    return phrases.within(phrases.option(key))
