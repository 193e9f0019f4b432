"""Have the facts moved since the choice, what moved them, and would the choice still come first?"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.decision_note import ChoiceReview
from desktop.domain.plan import HistoryEntry
from desktop.texts import dates, history, numbers, phrases
from desktop.texts.translate import _, ngettext_

_MOST_ENTRIES = 2


def title() -> str:
    """A few words for the head of it."""
    return _("The figures have moved since you chose")


def sentence(review: ChoiceReview) -> str:
    """Whether the choice would still come first."""
    if not review.now:
        return _("There is nothing to weigh any more, so the choice cannot be tested.")
    if review.holds:
        return _("Your choice still comes first.")
    message = (
        _("With the defaults {option} comes first now. Your choice stands until you change it.")
        if review.by_defaults
        else _("With these assumptions {option} comes first now. Your choice stands until you change it.")
    )
    return message.format(option=phrases.within(phrases.option(review.now)))


def since(moved_by: Sequence[HistoryEntry]) -> str:
    """What was done to the facts since the choice, the newest first; "" when nothing is known."""
    if not moved_by:
        return ""
    told = [
        _("{date}: {what}").format(date=dates.long(one.at.date()), what=history.entry(one))
        for one in moved_by[:_MOST_ENTRIES]
    ]
    rest = len(moved_by) - len(told)
    if rest > 0:
        told.append(
            ngettext_("And {n} more change.", "And {n} more changes.", rest).format(n=numbers.whole(rest))
        )
    return phrases.sentences(*told)
