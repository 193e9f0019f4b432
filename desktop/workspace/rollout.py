"""Who changes when? The waves of the plan with what follows from them, and a new proposal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.assumptions import Assumptions
from desktop.domain.calendar import first_of_month_on_or_after
from desktop.domain.checklist import BEFORE_LETTERS, ChecklistTask
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
    load_by_week,
)
from desktop.domain.rollout_gates import Gate, GateFacts, judge_gate
from desktop.domain.rollout_plan import TAKEN_OUT, StoredPlacement, StoredWave
from desktop.domain.suppliers import SupplierId
from desktop.workspace.checklist import tasks_of
from desktop.workspace.operations.rollout import DateWave, PlanWaves, SplitWave
from desktop.workspace.rollout_terms import RolloutTerms, terms_from, to_values

if TYPE_CHECKING:
    from desktop.workspace.answers import Answers
    from desktop.workspace.session import Session


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
    """

    wave: Wave
    members: tuple[Member, ...]
    per_month: float
    gate: Gate
    by_hand: bool


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
    def first_letter(self) -> date | None:
        return min((one.wave.dates.letter for one in self.waves), default=None)


def rollout(session: Session) -> Rollout:
    """The waves, who is in no wave and why, the gates, and the load week by week.

    Raises:
        ChoiceTrouble: nothing has been chosen yet.
    """
    state = _State.of(session)
    waves = tuple(state.view(one) for one in state.dated())
    placed = {one.supplier_id for one in state.placements if one.wave != TAKEN_OUT}
    per_month = {one.supplier_id: one.per_month for one in state.turnout.candidates}
    return Rollout(
        waves=waves,
        unplaced=tuple(
            state.answers.by_id[one.supplier_id]
            for one in state.turnout.candidates
            if one.supplier_id not in placed
        ),
        rest=state.turnout.rest,
        load=load_by_week(
            [one.wave for one in waves],
            per_month,
            capacity_per_month=Assumptions()["capacity_per_month"],
        ),
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
    state = _State.of(session, terms)
    kept = state.groups()
    groups = group(state.turnout.candidates, state.terms.limits, kept).groups
    return dated(groups, state.by_id, state.dating(), state.standing())


def propose(session: Session, terms: RolloutTerms | None = None) -> tuple[Wave, ...]:
    """Take the proposal over into the plan, with the terms it followed: one line of the history."""
    waves = proposal(session, terms)
    session.run(PlanWaves(waves, to_values(terms) if terms else {}))
    return waves


def split(session: Session, number: int, supplier_ids: tuple[SupplierId, ...]) -> None:
    """Give some suppliers of a wave a wave of their own, after the last one.

    Raises:
        ValueError: there is no such wave.
        ChoiceTrouble: nothing has been chosen yet.
    """
    state = _State.of(session)
    last = max((one.dates.cut_over for one in state.waves), default=state.start)
    session.run(SplitWave(number, supplier_ids, state.dates_for(last, state.terms.limits.interval_weeks)))


def move_dates(session: Session, number: int, cut_over: date) -> None:
    """Set a wave's cut-over by hand; its letters, reminder and last day follow.

    The day stands as it was set: when it is a day off, the wave says so.

    Raises:
        ValueError: there is no such wave.
    """
    state = _State.of(session)
    letter = state.terms.calendar.on_or_before(cut_over - timedelta(weeks=state.terms.limits.notice_weeks))
    session.run(DateWave(number, dates_from(letter, cut_over, state.dating())))


def wave_dates(session: Session) -> dict[int, WaveDates]:
    """The dates of each wave by number, for the letters."""
    with session.reading() as reader:
        return {one.number: one.dates for one in reader.waves()}


@dataclass(frozen=True)
class _State:
    """What every answer about the rollout starts from."""

    answers: Answers
    turnout: Turnout
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
            }
        everybody = turnout(
            answers.assessments,
            recipients,
            contacted={one.supplier_id for one in answers.letters},
            taken_out={one.supplier_id for one in placements if one.wave == TAKEN_OUT},
        )
        tasks = tasks_of(session, first_letter=None)
        return cls(
            answers,
            everybody,
            {one.supplier_id: one for one in everybody.candidates},
            waves,
            placements,
            used,
            used.start or _start(answers.municipality.go_live, session.today, used),
            session.today,
            tuple(one for one in tasks if one.key in BEFORE_LETTERS and not one.state.status.is_settled),
            seen,
        )

    def groups(self) -> tuple[Group, ...]:
        """The stored waves with their placements."""
        members: dict[int, list[Placement]] = {one.number: [] for one in self.waves}
        for one in self.placements:
            if one.supplier_id in self.by_id and one.wave in members:
                members[one.wave].append(Placement(one.supplier_id, one.reasons, one.locked))
        return tuple(Group(one.number, one.kind, tuple(members[one.number])) for one in self.waves)

    def standing(self) -> dict[int, WaveDates]:
        """Dates no proposal moves: set by hand, or promised in letters that have been written."""
        contacted = {one.supplier_id for one in self.turnout.candidates if one.contacted}
        written_to = {one.wave for one in self.placements if one.supplier_id in contacted}
        return {one.number: one.dates for one in self.waves if one.by_hand or one.number in written_to}

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
        return WaveView(wave, members, per_month, gate, stored.by_hand)

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
