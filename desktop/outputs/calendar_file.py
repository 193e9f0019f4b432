"""How are days put into a calendar file (.ics) that every calendar program takes in, twice without doubles?

RFC 5545: an event is known by its UID. The UID is made of the plan and the event's key, and SEQUENCE grows
with time, so a program that imports the file again moves the event. Days are whole and block nobody's time.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.events import Event
from desktop.whole_file import replace_file

if TYPE_CHECKING:
    from icalendar import Event as Component

_PRODUCT = "-//EAN Planner//Plan//DA"


def write_calendar(events: Iterable[Event], path: Path, *, plan: str, name: str, now: datetime) -> None:
    """Write the events as one calendar.

    Args:
        plan: what tells this plan from others in the ids: the municipality's name.
        name: what the calendar is called where a program shows it.
        now: the time of the export; a later one wins over an earlier.

    Raises:
        FileTrouble: the file cannot be written; one that was there is as it was.
    """
    replace_file(path, calendar_bytes(events, plan=plan, name=name, now=now))


def calendar_bytes(events: Iterable[Event], *, plan: str, name: str, now: datetime) -> bytes:
    """The calendar as the bytes of its file."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(_component(event, _slug(plan), now))
    return bytes(calendar.to_ical())


def _component(event: Event, plan: str, now: datetime) -> Component:
    from icalendar import Event as Component

    component = Component()
    component.add("uid", f"{event.key}.{plan}@ean-planner")
    component.add("dtstamp", now.astimezone(UTC))
    component.add("sequence", int(now.timestamp()) // 60)
    component.add("dtstart", event.first)
    component.add("dtend", event.last + timedelta(days=1))  # exclusive, as the format has it
    component.add("summary", event.title)
    if event.text:
        component.add("description", event.text)
    component.add("transp", "TRANSPARENT")
    return component


def _slug(name: str) -> str:
    """A name as it may stand in an id."""
    letters = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
    plain = unicodedata.normalize("NFKD", name.casefold().translate(letters))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-") or "plan"
