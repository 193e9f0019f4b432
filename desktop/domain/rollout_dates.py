"""When does each wave get its letters, its reminder, its cut-over, and its last day with the old EAN number?

Cut-overs stand on working days, never in the last working days of a month or in a closed week, and at least
the interval apart. Letters are spread so that no week has more than can be managed. Where a week is full they
go out earlier; where that would be before they may (registration and routing come first), the wave is put
off, and what still cannot be kept is listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from desktop.domain.rollout import Breach, Candidate, Group, Limit, Limits, Placement, WaveKind, breaches
from desktop.domain.suppliers import SupplierId
from desktop.domain.working_days import WorkingCalendar

_WEEK = timedelta(weeks=1)

_MOST_WEEKS_PUT_OFF = 260
"""Five years: beyond that the limits cannot be kept, and saying so helps more."""


@dataclass(frozen=True, slots=True)
class WaveDates:
    """The four days of a wave, all of them working days.

    Attributes:
        letter: the first letters go out.
        reminder: who has not answered gets a reminder.
        cut_over: from this day the suppliers use the new EAN number.
        last_old_ean: the last day on which invoices to the old one are still dealt with.
    """

    letter: date
    reminder: date
    cut_over: date
    last_old_ean: date


@dataclass(frozen=True, slots=True)
class Wave:
    """A wave: who, when, and which limits it does not keep."""

    number: int
    kind: WaveKind
    placements: tuple[Placement, ...]
    dates: WaveDates
    breaches: tuple[Breach, ...] = ()

    @property
    def supplier_ids(self) -> tuple[SupplierId, ...]:
        return tuple(one.supplier_id for one in self.placements)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the dates follow from.

    Attributes:
        start: the pilot's cut-over, as wanted.
        letters_from: no letter before this day: today, or the day after registration and routing are done.
    """

    start: date
    letters_from: date
    limits: Limits = field(default_factory=Limits)
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)


def dated(
    groups: Iterable[Group],
    by_id: Mapping[SupplierId, Candidate],
    terms: Terms,
    fixed: Mapping[int, WaveDates] | None = None,
) -> tuple[Wave, ...]:
    """Give every wave its dates.

    Args:
        fixed: dates that stand, by wave number: their letters have gone out, or a person has set them.
    """
    standing = fixed or {}
    post = _Post(terms)
    ordered = sorted(groups, key=lambda one: one.number)
    for group in ordered:
        if group.number in standing:
            post.take(standing[group.number].letter, len(group.placements), standing[group.number].cut_over)
    given: list[tuple[Group, WaveDates]] = []
    earliest = terms.start
    for group in ordered:
        dates = standing.get(group.number) or _dates(len(group.placements), earliest, terms, post)
        given.append((group, dates))
        earliest = max(earliest, dates.cut_over + terms.limits.interval_weeks * _WEEK)
    waves = tuple(
        Wave(
            group.number,
            group.kind,
            group.placements,
            dates,
            breaches(group, by_id, terms.limits) + _late(group, dates, terms) + post.overfull(dates.letter),
        )
        for group, dates in given
    )
    return _told_when_too_close(_told_when_put_off(waves, terms), terms)


def _told_when_too_close(waves: tuple[Wave, ...], terms: Terms) -> tuple[Wave, ...]:
    """Of two waves that change sooner after each other than wished, the later one says so."""
    in_time = sorted(waves, key=lambda one: (one.dates.cut_over, one.number))
    gaps = {
        later.number: (later.dates.cut_over - earlier.dates.cut_over).days / 7
        for earlier, later in pairwise(in_time)
    }
    allowed = terms.limits.interval_weeks
    return tuple(
        replace(one, breaches=(*one.breaches, Breach(Limit.INTERVAL, gaps[one.number], allowed)))
        if gaps.get(one.number, allowed) < allowed
        else one
        for one in waves
    )


def _told_when_put_off(waves: tuple[Wave, ...], terms: Terms) -> tuple[Wave, ...]:
    """The wanted start is a limit too: the first wave says by how many days it is missed."""
    if not waves:
        return waves
    days = (waves[0].dates.cut_over - cut_over_on_or_after(terms.start, terms.calendar)).days
    if days <= 0:
        return waves
    return (replace(waves[0], breaches=(*waves[0].breaches, Breach(Limit.START, days))), *waves[1:])


def cut_over_on_or_after(day: date, calendar: WorkingCalendar) -> date:
    """The first day on which a wave may change: a working day that does not close a month's books."""
    day = calendar.on_or_after(day)
    while calendar.closes_the_books(day):
        day = calendar.moved(day, 1)
    return day


def _dates(letters: int, earliest: date, terms: Terms, post: _Post) -> WaveDates:
    """The first cut-over from a day on whose letters can go out in time; the first one at all if none can."""
    wanted = cut_over_on_or_after(earliest, terms.calendar)
    # Nobody changes before there may be letters: a start long past is put off to then, however long ago.
    past = max(0, (terms.letters_from - wanted).days) // 7
    for weeks in range(past, past + _MOST_WEEKS_PUT_OFF):
        cut_over = cut_over_on_or_after(wanted + weeks * _WEEK, terms.calendar)
        first = post.first_letter(letters, cut_over)
        if first is not None:
            break
    else:
        cut_over, first = wanted, terms.calendar.on_or_after(terms.letters_from)
    post.take(first, letters, cut_over)
    return dates_from(first, cut_over, terms)


def dates_from(letter: date, cut_over: date, terms: Terms) -> WaveDates:
    """The four days that follow from the first letter and the cut-over."""
    calendar, limits = terms.calendar, terms.limits
    reminder = calendar.on_or_before(letter + limits.reminder_weeks * _WEEK)
    # Where notice is short, a reminder that came after the cut-over would remind of what is past.
    reminder = max(letter, min(reminder, calendar.moved(cut_over, -1)))
    last = calendar.on_or_after(cut_over + limits.tail_weeks * _WEEK)
    return WaveDates(letter, reminder, cut_over, last)


def _late(group: Group, dates: WaveDates, terms: Terms) -> tuple[Breach, ...]:
    """What is wrong with the days themselves, after whatever people set by hand."""
    found = []
    weeks = (dates.cut_over - dates.letter).days / 7
    if group.placements and weeks < terms.limits.notice_weeks:
        found.append(Breach(Limit.NOTICE, weeks, terms.limits.notice_weeks))
    if cut_over_on_or_after(dates.cut_over, terms.calendar) != dates.cut_over:
        found.append(Breach(Limit.CUT_OVER_DAY))
    return tuple(found)


class _Post:
    """How many letters go out in each week, and when there is room for more."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._used: dict[date, int] = {}

    def first_letter(self, letters: int, cut_over: date) -> date | None:
        """The day the first of so many letters goes out, or None where they cannot all go out in time."""
        weeks = self._weeks(letters, cut_over)
        if weeks is None:
            return None
        calendar = self._terms.calendar
        last = self._last_day(cut_over)
        first_week = weeks[-1] if weeks else _monday(last)
        first = last if first_week == _monday(last) else calendar.on_or_after(first_week)
        return max(first, calendar.on_or_after(self._terms.letters_from))

    def take(self, first: date, letters: int, cut_over: date) -> None:
        """Count letters in the weeks they go out."""
        weeks = self._weeks(letters, cut_over) or [_monday(first)]
        for week in weeks:
            mine = min(letters, max(0, self._terms.limits.letters_per_week - self._used.get(week, 0)))
            self._used[week] = self._used.get(week, 0) + mine
            letters -= mine
        self._used[weeks[0]] += letters

    def overfull(self, first: date) -> tuple[Breach, ...]:
        """A breach when the week of a wave's first letters has more letters than can be managed."""
        used, allowed = self._used.get(_monday(first), 0), self._terms.limits.letters_per_week
        return (Breach(Limit.LETTERS_PER_WEEK, used, allowed),) if used > allowed else ()

    def _last_day(self, cut_over: date) -> date:
        calendar = self._terms.calendar
        return calendar.on_or_before(cut_over - self._terms.limits.notice_weeks * _WEEK)

    def _weeks(self, letters: int, cut_over: date) -> list[date] | None:
        """The weeks with room, the last one first; None where the letters would have to go out too early."""
        week = _monday(self._last_day(cut_over))
        first_week = _monday(self._terms.calendar.on_or_after(self._terms.letters_from))
        if self._last_day(cut_over) < self._terms.letters_from:
            return None
        weeks: list[date] = []
        while letters > 0:
            if week < first_week:
                return None
            room = self._terms.limits.letters_per_week - self._used.get(week, 0)
            if room > 0 and self._has_working_day(week):
                weeks.append(week)
                letters -= room
            week -= _WEEK
        return weeks

    def _has_working_day(self, monday: date) -> bool:
        return self._terms.calendar.on_or_after(monday) < monday + _WEEK


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """What KP receives in a week.

    Attributes:
        monday: the week's first day.
        invoices: from the suppliers that have changed by then, and from those that have yet to leave a number
            that is reused; a year has 52 weeks.
        share: of the invoices that change number, how many have by then, 0 to 1: the S-curve.
        capacity: invoices a week that can be dealt with.
    """

    monday: date
    invoices: float
    share: float
    capacity: float


def load_by_week(
    waves: Sequence[Wave],
    per_month: Mapping[SupplierId, float],
    *,
    capacity_per_month: float,
    leaving: Mapping[SupplierId, float] | None = None,
    there: float = 0.0,
) -> tuple[WeekLoad, ...]:
    """The invoices KP receives week by week, from the first cut-over until everybody has changed.

    With a number that is reused some suppliers are to leave it: what they send comes to KP until their wave
    changes, and then no more.

    Args:
        per_month: what comes to KP from each supplier once it has changed; who is not there brings nothing.
        leaving: what comes to KP from each supplier until it has changed.
        there: invoices a month that come to KP all along, whoever changes.
    """
    if not waves:
        return ()
    going = leaving or {}
    moves = [
        (
            _monday(one.dates.cut_over),
            sum(per_month.get(key, 0) for key in one.supplier_ids) * 12 / 52,
            sum(going.get(key, 0) for key in one.supplier_ids) * 12 / 52,
        )
        for one in waves
    ]
    total = sum(come + go for _, come, go in moves)
    base = there * 12 / 52 + sum(go for _, _, go in moves)
    week, last = min(monday for monday, _, _ in moves), max(_monday(one.dates.last_old_ean) for one in waves)
    weeks = []
    while week <= last:
        come = sum(arriving for monday, arriving, _ in moves if monday <= week)
        gone = sum(departing for monday, _, departing in moves if monday <= week)
        # What adds up to nothing must not be a hair below it.
        now = max(0.0, base + come - gone)
        share = (come + gone) / total if total else 0.0
        weeks.append(WeekLoad(week, now, share, capacity_per_month * 12 / 52))
        week += _WEEK
    return tuple(weeks)
