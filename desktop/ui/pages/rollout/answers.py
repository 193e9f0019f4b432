"""What does the rollout page show? Lanes of suppliers, with what stands above each, read at once. No Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.assessment import SupplierAssessment
from desktop.domain.checklist import ChecklistTask
from desktop.domain.collective import CollectiveState
from desktop.domain.options import OptionFigures, OptionKind, option_of
from desktop.domain.plan import EanChoice
from desktop.domain.readiness import Ready
from desktop.domain.recipients import missing_contact
from desktop.domain.rollout import PlacementReason, RestReason, WaveKind
from desktop.domain.rollout_plan import TAKEN_OUT
from desktop.domain.suppliers import SupplierId
from desktop.texts import labels
from desktop.texts import rollout as rollout_texts
from desktop.texts.translate import _

if TYPE_CHECKING:
    from desktop.workspace.rollout import Member, Rollout, WaveView
    from desktop.workspace.rollout_switch import LeftOver
    from desktop.workspace.session import Session

UNPLACED = -1
"""The lane of those who are in no wave yet."""
REST = TAKEN_OUT
"""The lane of those who are in no wave, each for its reason. Dropping somebody there takes them out."""


@dataclass(frozen=True, slots=True)
class LaneRow:
    """A supplier in a lane.

    Attributes:
        trade: in words.
        per_month: invoices a month.
        why: one line for each reason it is there.
        instead: what stands below the name in place of trade and invoices; "" for those.
        movable: it can be put in a wave.
    """

    supplier_id: SupplierId
    number: str
    name: str
    trade: str
    per_month: float
    why: tuple[str, ...]
    cvr: str = ""
    collective: bool = False
    contact_missing: bool = False
    locked: bool = False
    contacted: bool = False
    movable: bool = True
    instead: str = ""


@dataclass(frozen=True, slots=True)
class LaneFacts:
    """A lane.

    Attributes:
        key: number of the wave, `UNPLACED` or `REST`.
        view: the wave; None for the other two.
        most_suppliers, most_invoices: what the wave may have; 0 for the other two.
        waits_for: the wave whose gate is not open yet, "" for none.
    """

    key: int
    title: str
    rows: tuple[LaneRow, ...]
    view: WaveView | None = None
    most_suppliers: int = 0
    most_invoices: float = 0
    waits_for: str = ""

    @property
    def per_month(self) -> float:
        return sum(row.per_month for row in self.rows)


@dataclass(frozen=True, slots=True)
class RolloutAnswers:
    """Everything the page shows, of one state of the plan.

    Attributes:
        rollout: None while nothing has been chosen.
        tasks: of the checklist, for the calendar file.
        ready: what must be in place when everything moves at once; empty unless a number is reused.
        reuse: the figures of the reuse that was chosen.
        left_over: waves that were planned for another choice.
    """

    any_active: bool
    choice: EanChoice | None
    municipality: str
    rollout: Rollout | None = None
    lanes: tuple[LaneFacts, ...] = ()
    tasks: tuple[ChecklistTask, ...] = ()
    ready: tuple[Ready, ...] = ()
    reuse: OptionFigures | None = None
    left_over: LeftOver | None = None

    @property
    def any_sent(self) -> bool:
        """Somebody in a wave has been sent the letter that asks for the change."""
        return self.rollout is not None and self.rollout.any_sent

    @property
    def has_waves(self) -> bool:
        return self.rollout is not None and bool(self.rollout.waves)

    def lane(self, key: int) -> LaneFacts | None:
        return next((one for one in self.lanes if one.key == key), None)

    @property
    def wave_numbers(self) -> tuple[int, ...]:
        return tuple(one.key for one in self.lanes if one.view is not None)


def rollout_answers(session: Session) -> RolloutAnswers:
    """Read everything the page shows."""
    from desktop.workspace.checklist import checklist_of
    from desktop.workspace.rollout import rollout
    from desktop.workspace.rollout_switch import left_over

    answers = session.answers()
    any_active = any(one.is_active for one in answers.assessments)
    name = answers.municipality.name
    if answers.choice is None:
        return RolloutAnswers(any_active, None, name)
    found = rollout(session)
    ready, reuse = _all_at_once(session, answers.choice)
    return RolloutAnswers(
        any_active,
        answers.choice,
        name,
        found,
        _lanes(found),
        tuple(checklist_of(session).tasks),
        ready,
        reuse,
        left_over(session, answers.choice, found),
    )


def _all_at_once(session: Session, choice: EanChoice) -> tuple[tuple[Ready, ...], OptionFigures | None]:
    from desktop.workspace.scenarios import ready_for_all_at_once

    option = option_of(choice.option)
    if option is None or option.kind is not OptionKind.REUSE:
        return (), None
    return ready_for_all_at_once(session), session.comparison().figures(choice.option)


def _lanes(found: Rollout) -> tuple[LaneFacts, ...]:
    lanes = []
    if found.unplaced:
        rows = _by_name(_bare(one, (_("In no wave yet."),)) for one in found.unplaced)
        lanes.append(LaneFacts(UNPLACED, _("Not placed yet"), rows))
    before: WaveView | None = None
    for view in found.waves:
        lanes.append(_wave_lane(view, before, found))
        before = view
    if found.rest:
        rows = _by_name(
            _bare(
                one.assessment,
                (rollout_texts.rest(one.reason),),
                movable=one.reason is RestReason.TAKEN_OUT,
                instead=rollout_texts.rest(one.reason),
            )
            for one in found.rest
        )
        lanes.append(LaneFacts(REST, _("In no wave"), rows))
    return tuple(lanes)


def _wave_lane(view: WaveView, before: WaveView | None, found: Rollout) -> LaneFacts:
    wave, limits = view.wave, found.terms.limits
    pilot = wave.kind is WaveKind.PILOT
    shut = before is not None and not before.gate.is_open
    return LaneFacts(
        wave.number,
        rollout_texts.wave(wave.number, wave.kind),
        _by_name(_placed(one) for one in view.members),
        view,
        limits.pilot_suppliers if pilot else limits.wave_suppliers,
        limits.invoices_per_month,
        rollout_texts.wave(before.wave.number, before.wave.kind) if before is not None and shut else "",
    )


def _placed(member: Member) -> LaneRow:
    one, placement = member.assessment, member.placement
    reasons = list(placement.reasons)
    if member.contacted and PlacementReason.CONTACTED not in reasons:
        reasons.append(PlacementReason.CONTACTED)
    return LaneRow(
        one.supplier.id,
        one.supplier.number,
        one.supplier.name,
        labels.trade_of(one),
        one.activity.per_month,
        tuple(rollout_texts.placement(reason) for reason in reasons),
        cvr=one.supplier.facts.cvr,
        collective=_collects(one),
        contact_missing=bool(missing_contact(one)),
        locked=placement.locked,
        contacted=member.contacted,
    )


def _bare(
    one: SupplierAssessment, why: tuple[str, ...], *, movable: bool = True, instead: str = ""
) -> LaneRow:
    return LaneRow(
        one.supplier.id,
        one.supplier.number,
        one.supplier.name,
        labels.trade_of(one),
        one.activity.per_month,
        why,
        cvr=one.supplier.facts.cvr,
        collective=_collects(one),
        contact_missing=bool(missing_contact(one)),
        movable=movable,
        instead=instead,
    )


def _collects(one: SupplierAssessment) -> bool:
    return one.collective.state in (CollectiveState.CAN_SPLIT, CollectiveState.CANNOT_SPLIT)


def _by_name(rows: Iterable[LaneRow]) -> tuple[LaneRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.name.casefold(), row.supplier_id)))
