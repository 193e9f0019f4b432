"""What does the start page show of a plan? Asked for at once, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.pages.journey import Step, journey
from desktop.ui.pages.start_tour import TourStep, tour, tour_facts

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain.agenda import Agenda
    from desktop.domain.plan import Municipality, Source
    from desktop.workspace.overview import Overview
    from desktop.workspace.session import Session
    from desktop.workspace.standing import Standing


@dataclass(frozen=True, slots=True)
class StartFacts:
    """What the page shows of a plan.

    Attributes:
        tour: for a beginner; () once they have had enough of it.
        today: by the plan's clock.
    """

    municipality: Municipality
    overview: Overview
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    tour: tuple[TourStep, ...]
    days_to_go_live: int | None
    standing: Standing
    agenda: Agenda
    today: date


def facts_of(session: Session, *, with_tour: bool) -> StartFacts:
    """Ask the plan everything the page shows."""
    municipality = session.municipality
    overview = session.overview()
    days = (municipality.go_live - session.today).days if municipality.go_live else None
    today = session.today_in_the_plan()
    standing = today.standing
    steps = tour(overview, tour_facts(session, standing)) if with_tour else ()
    return StartFacts(
        municipality,
        overview,
        session.sources(),
        journey(overview, standing),
        steps,
        days,
        standing,
        today.agenda,
        session.today,
    )
