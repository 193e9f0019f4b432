"""Which entries of the rail carry a number? Where something is, and where something waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.texts import numbers
from desktop.texts.translate import _, ngettext_
from desktop.ui.rail import RailBadge
from desktop.ui.theme import Tone

if TYPE_CHECKING:
    from desktop.workspace.overview import Overview


def badges(overview: Overview | None, *, pairs: int | None = None) -> dict[str, RailBadge]:
    """The badge of each page; without a plan they are all empty.

    Args:
        pairs: pairs of suppliers that wait for a person; None when they have not been counted.
    """
    if overview is None:
        names = ("suppliers", "duplicates", "quality", "collective", "choice", "letters")
        return dict.fromkeys(names, RailBadge())
    return {
        "suppliers": _suppliers(overview),
        "duplicates": _duplicates(pairs),
        "quality": _quality(overview),
        "collective": _collective(overview),
        "choice": _choice(overview),
        "letters": _letters(overview),
    }


def _suppliers(overview: Overview) -> RailBadge:
    if overview.undecided:
        spoken = ngettext_("{n} supplier to settle", "{n} suppliers to settle", overview.undecided)
        return RailBadge(
            numbers.whole(overview.undecided),
            Tone.ATTENTION,
            spoken.format(n=numbers.whole(overview.undecided)),
        )
    if not overview.suppliers:
        return RailBadge()
    spoken = ngettext_("{n} supplier", "{n} suppliers", overview.suppliers)
    text = numbers.whole(overview.suppliers)
    return RailBadge(text, Tone.NEUTRAL, spoken.format(n=text))


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
    if not overview.collective_sure:
        return RailBadge()
    text = numbers.whole(overview.collective_sure)
    spoken = ngettext_(
        "{n} supplier sends collective invoices",
        "{n} suppliers send collective invoices",
        overview.collective_sure,
    )
    return RailBadge(text, Tone.NEUTRAL, spoken.format(n=text))


def _choice(overview: Overview) -> RailBadge:
    if overview.choice is not None:
        return RailBadge("✓", Tone.GOOD, _("Chosen"))
    return RailBadge()


def _letters(overview: Overview) -> RailBadge:
    if not overview.letters_to_write:
        return RailBadge()
    left = max(0, overview.letters_to_write - overview.letters_written)
    if not left:
        return RailBadge("✓", Tone.GOOD, _("All letters are written"))
    text = numbers.whole(left)
    spoken = ngettext_("{n} letter to write", "{n} letters to write", left)
    return RailBadge(text, Tone.NEUTRAL, spoken.format(n=text))
