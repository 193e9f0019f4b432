"""Which entries of the rail carry a number? Those where something waits, and never how much there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.texts import numbers
from desktop.texts.phrases import listed
from desktop.texts.translate import _, ngettext_
from desktop.ui.rail import RailBadge
from desktop.ui.theme import Tone

if TYPE_CHECKING:
    from desktop.workspace.overview import Overview
    from desktop.workspace.standing import Standing


def badges(
    overview: Overview | None, standing: Standing | None = None, *, pairs: int | None = None
) -> dict[str, RailBadge]:
    """The badge of each page; without a plan they are all empty.

    Args:
        standing: how far letters, waves and tasks are; None while that is not known.
        pairs: pairs of suppliers that wait for a person; None when they have not been counted.
    """
    if overview is None:
        names = (
            *("suppliers", "duplicates", "quality", "collective", "choice"),
            *("rollout", "letters", "tasks"),
        )
        return dict.fromkeys(names, RailBadge())
    return {
        "suppliers": _suppliers(overview),
        "duplicates": _duplicates(pairs),
        "quality": _quality(overview),
        "collective": _collective(overview),
        "choice": _choice(overview),
    } | (_of_standing(standing) if standing is not None else {})


def _of_standing(standing: Standing) -> dict[str, RailBadge]:
    return {"rollout": _rollout(standing), "letters": _letters(standing), "tasks": _tasks(standing)}


def _suppliers(overview: Overview) -> RailBadge:
    if overview.undecided:
        spoken = ngettext_("{n} supplier to settle", "{n} suppliers to settle", overview.undecided)
        return RailBadge(
            numbers.whole(overview.undecided),
            Tone.ATTENTION,
            spoken.format(n=numbers.whole(overview.undecided)),
        )
    return RailBadge()


def _duplicates(pairs: int | None) -> RailBadge:
    if not pairs:
        return RailBadge()
    spoken = ngettext_("{n} pair to decide", "{n} pairs to decide", pairs)
    return RailBadge(numbers.whole(pairs), Tone.ATTENTION, spoken.format(n=numbers.whole(pairs)))


def _quality(overview: Overview) -> RailBadge:
    if not overview.problems:
        return RailBadge()
    text = numbers.whole(overview.problems)
    spoken = ngettext_("{n} problem to look at", "{n} problems to look at", overview.problems)
    return RailBadge(text, Tone.BAD if overview.errors else Tone.ATTENTION, spoken.format(n=text))


def _collective(overview: Overview) -> RailBadge:
    if overview.collective_suspected:
        text = numbers.whole(overview.collective_suspected)
        spoken = ngettext_(
            "{n} suspicion to settle", "{n} suspicions to settle", overview.collective_suspected
        )
        return RailBadge(text, Tone.ATTENTION, spoken.format(n=text))
    return RailBadge()


def _choice(overview: Overview) -> RailBadge:
    if overview.choice is not None:
        return RailBadge("✓", Tone.GOOD, _("Chosen"))
    return RailBadge()


def _rollout(standing: Standing) -> RailBadge:
    if standing.left_over:
        return RailBadge("!", Tone.ATTENTION, _("The waves are from another choice"))
    if not standing.without_wave:
        return RailBadge()
    text = numbers.whole(standing.without_wave)
    spoken = ngettext_("{n} supplier without a wave", "{n} suppliers without a wave", standing.without_wave)
    return RailBadge(text, Tone.ATTENTION, spoken.format(n=text))


def _letters(standing: Standing) -> RailBadge:
    """What waits first: written and not sent, and whom to remind; then what is to be written."""
    waiting = standing.unsent + standing.reminders
    if waiting:
        parts = []
        if standing.unsent:
            told = ngettext_("{n} letter to send", "{n} letters to send", standing.unsent)
            parts.append(told.format(n=numbers.whole(standing.unsent)))
        if standing.reminders:
            told = ngettext_("{n} reminder to send", "{n} reminders to send", standing.reminders)
            parts.append(told.format(n=numbers.whole(standing.reminders)))
        return RailBadge(numbers.whole(waiting), Tone.ATTENTION, listed(parts))
    if standing.to_write_now:
        text = numbers.whole(standing.to_write_now)
        spoken = ngettext_("{n} letter to write", "{n} letters to write", standing.to_write_now)
        return RailBadge(text, Tone.NEUTRAL, spoken.format(n=text))
    if standing.to_write and standing.written == standing.to_write:
        return RailBadge("✓", Tone.GOOD, _("All letters are written"))
    return RailBadge()


def _tasks(standing: Standing) -> RailBadge:
    if not standing.tasks_overdue:
        return RailBadge()
    text = numbers.whole(standing.tasks_overdue)
    spoken = ngettext_(
        "{n} task should have been done", "{n} tasks should have been done", standing.tasks_overdue
    )
    return RailBadge(text, Tone.ATTENTION, spoken.format(n=text))
