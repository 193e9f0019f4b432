"""Who changes when? The waves of the plan with what follows from them, and a new proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.calendar import first_of_month_on_or_after
from desktop.domain.checklist import BEFORE_LETTERS, ChecklistTask
from desktop.domain.letter_record import ASKS_FOR_THE_NEW_EAN
from desktop.domain.letters import LetterKind
from desktop.domain.rollout import Candidate, Group, Placement, WaveKind, group
from desktop.domain.rollout_candidates import Rest, Turnout, turnout
from desktop.domain.rollout_dates import (
    Terms,
    Wave,
    WaveDates,
    WeekLoad,
    cut_over_on_or_after,
    dated,
    dates_from,
)
from desktop.domain.rollout_gates import Gate, GateFacts, judge_gate
from desktop.domain.rollout_plan import TAKEN_OUT, StoredPlacement, StoredWave
from desktop.domain.suppliers import SupplierId
from desktop.workspace.checklist import tasks_of
from desktop.workspace.operations.rollout import DateWave, PlanWaves, SplitWave
from desktop.workspace.rollout_load import load_of
from desktop.workspace.rollout_terms import RolloutTerms, terms_from, to_values

if TYPE_CHECKING:
    from desktop.workspace.answers import Answers
    from desktop.workspace.session import Session


PLANNED_FOR = "rollout_option"
"""The setting that says for which option of the EAN choice the waves were planned."""


@dataclass(frozen=True, slots=True)
class Member:
    """A supplier in a wave, with what the page shows of it."""

    assessment: SupplierAssessment
    placement: Placement
    contacted: bool


@dataclass(frozen=True, slots=True)
class WaveView:
    """A wave with everything that follows.

    Attributes:
        per_month: invoices a month from its suppliers.
        by_hand: a person set the dates.
        opened_by, opened_at: who let the next wave open all the same, and when; "" while nobody did.
        sent: how many of its suppliers have been sent the letter that asks them to change.
        sent_on: the last day one of those was sent; None while none was.
    """

    wave: Wave
    members: tuple[Member, ...]
    per_month: float
    gate: Gate
    by_hand: bool
    opened_by: str = ""
    opened_at: datetime | None = None
    sent: int = 0
    sent_on: date | None = None

    @property
    def all_sent_on(self) -> date | None:
        """The day the last letter was sent; None while one is lacking."""
        return self.sent_on if self.sent == len(self.members) else None


@dataclass(frozen=True, slots=True)
class Rollout:
    """The rollout as the plan has it.

    Attributes:
        waves: by number.
        unplaced: candidates in no wave yet: all of them before the first proposal, later whoever is new.
        load: what KP receives week by week.
        blocking: open tasks that must be done before the first letter.
    """

    waves: tuple[WaveView, ...]
    unplaced: tuple[SupplierAssessment, ...]
    rest: tuple[Rest, ...]
    load: tuple[WeekLoad, ...]
    terms: RolloutTerms
    blocking: tuple[ChecklistTask, ...]

    @property
    def any_sent(self) -> bool:
        """Somebody in a wave has been sent the letter that asks for the change."""
        return any(one.sent for one in self.waves)

    @property
    def first_letter(self) -> date | None:
        return min((one.wave.dates.letter for one in self.waves), default=None)


def rollout(session: Session) -> Rollout:
    """The waves, who is in no wave and why, the gates, and the load week by week.

    Raises:
        ChoiceTrouble: nothing has been chosen yet.
    """
    state = _State.of(session)
    waves = tuple(state.view(one) for one in state.dated())
    placed = {one.assessment.supplier.id for view in waves for one in view.members}
    return Rollout(
        waves=waves,
        unplaced=tuple(
            state.answers.by_id[one.supplier_id]
            for one in state.turnout.candidates
            if one.supplier_id not in placed
        ),
        rest=state.turnout.rest,
        load=load_of(state.answers, state.letters, state.turnout.candidates, [one.wave for one in waves]),
        terms=state.terms,
        blocking=state.blocking,
    )


def proposal(session: Session, terms: RolloutTerms | None = None) -> tuple[Wave, ...]:
    """Pilot and waves as the program would have them, keeping the locked and those who have been written to.

    Args:
        terms: other terms than the plan's, to try.

    Raises:
        ChoiceTrouble: nothing has been chosen yet.
    """
    return _proposed(_State.of(session, terms))


def _proposed(state: _State) -> tuple[Wave, ...]:
    kept = state.groups()
    groups = group(state.turnout.candidates, state.terms.limits, kept).groups
    return dated(groups, state.by_id, state.dating(), state.standing())


def plan_waves(session: Session, terms: RolloutTerms | None = None) -> PlanWaves:
    """The operation that takes the proposal over, with the terms it followed.

    Raises:
        ChoiceTrouble: nothing has been chosen yet.
    """
    state = _State.of(session, terms)
    planned_for = {PLANNED_FOR: state.answers.choice.option if state.answers.choice else ""}
    return PlanWaves(_proposed(state), (to_values(terms) if terms else {}) | planned_for)


def propose(session: Session, terms: RolloutTerms | None = None) -> tuple[Wave, ...]:
    """Take the proposal over into the plan: one line of the history."""
    operation = plan_waves(session, terms)
    session.run(operation)
    return operation.waves


@dataclass(frozen=True, slots=True)
class Move:
    """A supplier that a new proposal would put elsewhere.

    Attributes:
        before, after: number of the wave; None for none.
    """

    assessment: SupplierAssessment
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Replan:
    """What a new proposal would change, before anybody has said yes to it.

    Attributes:
        operation: takes exactly this proposal over.
        moves: who would change wave, by name.
        dates: the waves there are today whose dates would change, with both sets of dates.
        gone: numbers of the waves that there would be no more.
    """

    operation: PlanWaves
    moves: tuple[Move, ...]
    dates: tuple[tuple[Wave, WaveDates], ...]
    gone: tuple[int, ...]

    @property
    def changes_nothing(self) -> bool:
        return not (self.moves or self.dates or self.gone)


def replan(session: Session, terms: RolloutTerms | None = None) -> Replan:
    """Work a new proposal out beside the plan's own waves.

    Args:
        terms: other terms than the plan's; they would be kept with the proposal.

    Raises:
        ChoiceTrouble: nothing has been chosen yet.
    """
    operation = plan_waves(session, terms)
    state = _State.of(session, terms)
    before = {one.supplier_id: group_.number for group_ in state.groups() for one in group_.placements}
    after = {one: wave.number for wave in operation.waves for one in wave.supplier_ids}
    moved = [
        Move(state.answers.by_id[one], before.get(one), after.get(one))
        for one in state.by_id
        if before.get(one) != after.get(one)
    ]
    dates = {one.number: one.dates for one in state.waves}
    return Replan(
        operation,
        tuple(sorted(moved, key=lambda one: one.assessment.supplier.name.casefold())),
        tuple(
            (one, dates[one.number])
            for one in operation.waves
            if one.number in dates and dates[one.number] != one.dates
        ),
        tuple(sorted(dates.keys() - {one.number for one in operation.waves})),
    )


def split_wave(session: Session, number: int, supplier_ids: tuple[SupplierId, ...]) -> SplitWave:
    """The operation that gives some suppliers of a wave a wave of their own, after the last one.

    Raises:
        ChoiceTrouble: nothing has been chosen yet.
    """
    state = _State.of(session)
    last = max((one.dates.cut_over for one in state.waves), default=state.start)
    return SplitWave(number, supplier_ids, state.dates_for(last, state.terms.limits.interval_weeks))


def split(session: Session, number: int, supplier_ids: tuple[SupplierId, ...]) -> None:
    """Split a wave.

    Raises:
        ValueError: there is no such wave.
        ChoiceTrouble: nothing has been chosen yet.
    """
    session.run(split_wave(session, number, supplier_ids))


def date_wave(session: Session, number: int, cut_over: date) -> DateWave:
    """The operation that sets a wave's cut-over by hand; its letters, reminder and last day follow.

    The day stands as it was set: when it is a day off, the wave says so. Letters that have gone out keep
    their day; others do not go out before they may, and too short a notice is told.
    """
    state = _State.of(session)
    return DateWave(number, dates_from(state.letter_for(number, cut_over), cut_over, state.dating()))


def move_dates(session: Session, number: int, cut_over: date) -> None:
    """Set a wave's cut-over by hand.

    Raises:
        ValueError: there is no such wave.
    """
    session.run(date_wave(session, number, cut_over))


def try_dates(session: Session, number: int, cut_over: date) -> Wave:
    """The wave as it would be with that cut-over: its other days, and which limits they do not keep.

    Raises:
        ValueError: there is no such wave.
    """
    state = _State.of(session)
    wanted = date_wave(session, number, cut_over).dates
    standing = {one.number: one.dates for one in state.waves}
    if number not in standing or wanted is None:
        raise ValueError(f"there is no wave {number}")
    standing[number] = wanted
    waves = dated(state.groups(), state.by_id, state.dating(), standing)
    return next(one for one in waves if one.number == number)


def wave_dates(session: Session) -> dict[int, WaveDates]:
    """The dates of each wave by number, for the letters."""
    with session.reading() as reader:
        return {one.number: one.dates for one in reader.waves()}


def open_before_letters(session: Session) -> tuple[ChecklistTask, ...]:
    """The open tasks that must be done before the first letter."""
    tasks = tasks_of(session, first_letter=None)
    return tuple(one for one in tasks if one.key in BEFORE_LETTERS and not one.state.status.is_settled)


@dataclass(frozen=True)
class _State:
    """What every answer about the rollout starts from."""

    answers: Answers
    turnout: Turnout
    letters: Mapping[SupplierId, LetterKind]
    by_id: Mapping[SupplierId, Candidate]
    waves: tuple[StoredWave, ...]
    placements: tuple[StoredPlacement, ...]
    terms: RolloutTerms
    start: date
    today: date
    blocking: tuple[ChecklistTask, ...]
    seen: Mapping[int, GateFacts]

    @classmethod
    def of(cls, session: Session, terms: RolloutTerms | None = None) -> _State:
        answers = session.answers()
        recipients = answers.recipients()
        with session.reading() as reader:
            waves, placements = reader.waves(), reader.placements()
            used = terms or terms_from({one.key: one.value for one in reader.settings()})
            kp_ean = answers.choice.ean if answers.choice else ""
            seen = {
                one.number: _seen(reader.sent_since(one.dates.cut_over), one, placements, kp_ean)
                for one in waves
                if one.dates.cut_over <= session.today  # nothing has been sent since a day to come
            }
        everybody = turnout(
            answers.assessments,
            recipients,
            contacted={one.supplier_id for one in answers.letters},
            taken_out={one.supplier_id for one in placements if one.wave == TAKEN_OUT},
        )
        return cls(
            answers,
            everybody,
            {one.supplier_id: one.kind for one in recipients.everybody_changing},
            {one.supplier_id: one for one in everybody.candidates},
            waves,
            placements,
            used,
            used.start or _start(answers.municipality.go_live, session.today, used),
            session.today,
            open_before_letters(session),
            seen,
        )

    @cached_property
    def sent_on(self) -> Mapping[SupplierId, date]:
        """The day each supplier was sent the letter that asks it for the EAN number of the choice."""
        ean = self.answers.choice.ean if self.answers.choice else ""
        return {
            one.supplier_id: one.sent_on
            for one in self.answers.letters
            if one.sent_on is not None and one.kind in ASKS_FOR_THE_NEW_EAN and one.new_ean == ean
        }

    def groups(self) -> tuple[Group, ...]:
        """The stored waves with their placements."""
        members: dict[int, list[Placement]] = {one.number: [] for one in self.waves}
        for one in self.placements:
            if one.supplier_id in self.by_id and one.wave in members:
                members[one.wave].append(Placement(one.supplier_id, one.reasons, one.locked))
        return tuple(Group(one.number, one.kind, tuple(members[one.number])) for one in self.waves)

    def standing(self) -> dict[int, WaveDates]:
        """Dates no proposal moves: set by hand, or promised in letters that have been written."""
        written_to = self.written_to()
        return {one.number: one.dates for one in self.waves if one.by_hand or one.number in written_to}

    def written_to(self) -> set[int]:
        """Numbers of the waves whose letters have begun to go out."""
        contacted = {one.supplier_id for one in self.turnout.candidates if one.contacted}
        return {one.wave for one in self.placements if one.supplier_id in contacted}

    def letter_for(self, number: int, cut_over: date) -> date:
        """The day of a wave's first letters when a person sets its cut-over."""
        calendar = self.terms.calendar
        stored = next((one for one in self.waves if one.number == number), None)
        if stored is not None and number in self.written_to():
            return min(stored.dates.letter, cut_over)
        letter = calendar.on_or_before(cut_over - timedelta(weeks=self.terms.limits.notice_weeks))
        return min(max(letter, calendar.on_or_after(self.dating().letters_from)), cut_over)

    def dating(self) -> Terms:
        ends = [one.dates.end for one in self.blocking if one.dates is not None]
        after_tasks = max(ends) + timedelta(days=1) if ends else self.today
        return Terms(self.start, max(self.today, after_tasks), self.terms.limits, self.terms.calendar)

    def dated(self) -> tuple[Wave, ...]:
        """The stored waves with their stored dates and the limits they do not keep."""
        return dated(self.groups(), self.by_id, self.dating(), {one.number: one.dates for one in self.waves})

    def dates_for(self, last: date, weeks: int) -> WaveDates:
        calendar = self.terms.calendar
        cut_over = cut_over_on_or_after(last + timedelta(weeks=weeks), calendar)
        letter = calendar.on_or_before(cut_over - timedelta(weeks=self.terms.limits.notice_weeks))
        return dates_from(max(letter, calendar.on_or_after(self.today)), cut_over, self.dating())

    def view(self, wave: Wave) -> WaveView:
        stored = next(one for one in self.waves if one.number == wave.number)
        members = tuple(
            Member(self.answers.by_id[one.supplier_id], one, self.by_id[one.supplier_id].contacted)
            for one in wave.placements
        )
        facts = self.seen.get(wave.number, GateFacts())
        gate = judge_gate(
            looked_at=self.terms.calendar.on_or_after(
                wave.dates.cut_over + timedelta(weeks=self.terms.gate.weeks)
            ),
            today=self.today,
            facts=replace(facts, open_tasks=self._open_tasks()) if wave.kind is WaveKind.PILOT else facts,
            rule=self.terms.gate,
            note=stored.gate_note,
        )
        per_month = sum(self.by_id[one.supplier_id].per_month for one in wave.placements)
        opened_at = datetime.fromisoformat(stored.gate_at) if stored.gate_at else None
        days = [self.sent_on[one] for one in wave.supplier_ids if one in self.sent_on]
        return WaveView(
            wave,
            members,
            per_month,
            gate,
            stored.by_hand,
            stored.gate_by,
            opened_at,
            len(days),
            max(days, default=None),
        )

    def _open_tasks(self) -> int:
        """Tasks before the letters that are still open after the pilot's cut-over count against its gate."""
        return len(self.blocking)


def _start(go_live: date | None, today: date, terms: RolloutTerms) -> date:
    """Go-live, or the first of a month that leaves suppliers their notice."""
    if go_live is not None and go_live > today:
        return go_live
    return first_of_month_on_or_after(today + timedelta(weeks=terms.limits.notice_weeks))


def _seen(
    sent: Iterable[tuple[SupplierId, str, int, int]],
    wave: StoredWave,
    placements: Iterable[StoredPlacement],
    kp_ean: str,
) -> GateFacts:
    """What the wave's suppliers have sent since its cut-over, on which number, and what KP cannot take."""
    members = {one.supplier_id for one in placements if one.wave == wave.number}
    mine = [(ean, count, refused) for supplier_id, ean, count, refused in sent if supplier_id in members]
    on_new = [(count, refused) for ean, count, refused in mine if ean == kp_ean and kp_ean]
    return GateFacts(
        sum(count for _, count, _ in mine),
        sum(count for count, _ in on_new),
        sum(refused for _, refused in on_new),
    )
