"""Which rows remember how the sources of an import were read? The import writes them and undo takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from desktop.domain.plan import RowChange
from desktop.domain.profiles import Profile
from desktop.workspace.operations.operation import Moment, PlanView


def profile_changes(plan: PlanView, profiles: Iterable[Profile], moment: Moment) -> Iterator[RowChange]:
    """Each source's profile in the place of its earlier one, or as a new row."""
    there = {profile.identity: profile for profile in plan.profiles()}
    latest = {profile.identity: profile for profile in profiles}
    next_id = plan.next_id("profile")
    for identity, profile in latest.items():
        before = there.get(identity)
        yield RowChange(before, replace(profile, id=before.id if before else next_id, at=moment.at))
        next_id += before is None
