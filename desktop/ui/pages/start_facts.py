"""What does the start page show of a plan? Asked for at once, off the GUI thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.pages.journey import Step, journey

if TYPE_CHECKING:
    from desktop.domain.plan import Municipality, Source
    from desktop.workspace.overview import Overview
    from desktop.workspace.session import Session


@dataclass(frozen=True, slots=True)
class StartFacts:
    """What the page shows of a plan."""

    municipality: Municipality
    overview: Overview
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]
    days_to_go_live: int | None


def facts_of(session: Session) -> StartFacts:
    """Ask the plan everything the page shows."""
    municipality = session.municipality
    overview = session.overview()
    days = (municipality.go_live - session.today).days if municipality.go_live else None
    return StartFacts(municipality, overview, session.sources(), journey(overview), days)
