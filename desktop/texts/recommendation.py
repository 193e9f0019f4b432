"""What do the figures speak for, why, and how sure is it? Plain sentences; people decide."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.domain.ean_choice import Comparison
from desktop.domain.intervals import Interval
from desktop.domain.options import OptionFigures
from desktop.domain.recommendation import OPEN_SUPPLIERS, Criterion, Reason, Recommendation
from desktop.texts import assumptions, choice, numbers, phrases
from desktop.texts.phrases import Argument, sentences
from desktop.texts.translate import N_, _, ngettext_

_NAMED_FLIPS = 3
"""How many assumptions are named before the rest are counted."""


def headline(recommendation: Recommendation | None, comparison: Comparison) -> str:
    """The answer in one sentence: which option, and how many letters against its closest rival."""
    if recommendation is None:
        return choice.nobody_to_receive() if comparison.active else choice.nothing_to_compare()
    ours = comparison.figures(recommendation.key)
    if ours is None:
        return ""
    if comparison.undecided == comparison.active:
        return _("No supplier is settled yet, so this can turn: as it stands {option} comes first.").format(
            option=phrases.within(phrases.option(recommendation.key))
        )
    return _against(phrases.option(recommendation.key), ours, _other_counts(recommendation, ours, comparison))


def _other_counts(
    recommendation: Recommendation, ours: OptionFigures, comparison: Comparison
) -> Interval | None:
    """What to hold the letters of the recommended option against; None when all options need as many.

    The option with the fewest letters where one needs fewer; otherwise the closest rival, or the lightest of
    those that differ.
    """
    written = numbers.interval(ours.contacts)
    different = [one for one in comparison.options if numbers.interval(one.contacts) != written]
    if not different:
        return None
    fewest = min(different, key=lambda one: one.contacts.middle)
    rival = comparison.figures(recommendation.rival)
    if fewest.contacts.middle > ours.contacts.middle and rival in different:
        fewest = rival
    return fewest.contacts


def _against(best: str, figures: OptionFigures, theirs: Interval | None) -> str:
    ours = figures.contacts
    count = numbers.counted(ours)
    if theirs is None:
        message = ngettext_(
            "{option} fits you best in all. {ours} supplier must be written to either way.",
            "{option} fits you best in all. {ours} suppliers must be written to either way.",
            count,
        )
    elif not count:
        message = _("{option} is the lightest: no suppliers must be written to against {theirs}.")
    elif ours.middle < theirs.middle:
        message = ngettext_(
            "{option} is the lightest: {ours} supplier must be written to against {theirs}.",
            "{option} is the lightest: {ours} suppliers must be written to against {theirs}.",
            count,
        )
    else:
        message = ngettext_(
            "{option} fits you best in all, though {ours} supplier must be written to against {theirs}.",
            "{option} fits you best in all, though {ours} suppliers must be written to against {theirs}.",
            count,
        )
    return message.format(
        option=best, ours=numbers.interval(ours), theirs=numbers.interval(theirs) if theirs else ""
    )


_FOR = {
    Criterion.CONTACTS: N_("Fewer letters: {ours} against {theirs}."),
    Criterion.HOURS: N_("Less work: about {ours} hours against {theirs}."),
    Criterion.WEEKS: N_("Sooner done: about {ours} weeks against {theirs}."),
    Criterion.DAY_ONE: N_(
        "A start you can handle: {ours} invoices a month beyond your capacity against {theirs}."
    ),
    Criterion.REJECTED: N_("Fewer invoices to reject: about {ours} against {theirs}."),
    Criterion.GRADUAL: N_("You can begin with a few suppliers."),
}
_AGAINST = {
    Criterion.CONTACTS: N_("More letters: {ours} against {theirs}."),
    Criterion.HOURS: N_("More work: about {ours} hours against {theirs}."),
    Criterion.WEEKS: N_("A longer transition: about {ours} weeks against {theirs}."),
    Criterion.DAY_ONE: N_("A heavy start: {ours} invoices a month beyond your capacity against {theirs}."),
    Criterion.REJECTED: N_("More invoices to reject: about {ours} against {theirs}."),
    Criterion.GRADUAL: N_("You cannot begin gradually: all move on the same day."),
}


def reasons(recommendation: Recommendation) -> list[Argument]:
    """What speaks for and against the recommended option, the heaviest first.

    A criterion that makes no difference, or none that shows in whole numbers, is no reason and is left out.
    """
    found = []
    for reason in recommendation.reasons:
        if reason.favours and _shows(reason):
            favours = reason.favours == recommendation.key
            found.append(Argument(favours, _sentence(reason, _FOR if favours else _AGAINST)))
    return found


def _shows(reason: Reason) -> bool:
    return numbers.interval(reason.ours) != numbers.interval(reason.theirs)


def _sentence(reason: Reason, messages: Mapping[Criterion, str]) -> str:
    return _(messages[reason.criterion]).format(
        ours=numbers.interval(reason.ours), theirs=numbers.interval(reason.theirs)
    )


def robustness(recommendation: Recommendation) -> str:
    """Whether the order holds when the assumptions move, and what would turn it."""
    if recommendation.robust:
        return _("The order holds even if each assumption is moved by 50 %.")
    keys = [key for key in recommendation.flips if key != OPEN_SUPPLIERS]
    parts = []
    if keys:
        parts.append(_("It turns if this is moved by 50 %: {assumptions}.").format(assumptions=_named(keys)))
    if OPEN_SUPPLIERS in recommendation.flips:
        parts.append(_("It may turn when the suppliers that are not settled have been."))
    return sentences(*parts)


def _named(keys: list[str]) -> str:
    shown = [_("“{value}”").format(value=assumptions.label(key)) for key in keys[:_NAMED_FLIPS]]
    rest = len(keys) - len(shown)
    if rest:
        shown.append(ngettext_("{n} more", "{n} more", rest).format(n=numbers.whole(rest)))
    return phrases.listed(shown)
