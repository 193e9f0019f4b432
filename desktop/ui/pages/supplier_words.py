"""How is a supplier said in a word and a colour, the same on every page?"""

from __future__ import annotations

from desktop.domain.collective import CollectiveState, CollectiveSummary
from desktop.domain.relevance import Relevance
from desktop.texts import labels, numbers
from desktop.texts.translate import _
from desktop.ui.theme import Tone

_RELEVANCE_TONE = {Relevance.KP: Tone.ACCENT, Relevance.OUTSIDE: None, Relevance.UNKNOWN: Tone.ATTENTION}
_RELEVANCE_RANK = {Relevance.KP: 0, Relevance.UNKNOWN: 1, Relevance.OUTSIDE: 2}
_STATE_TONE = {
    CollectiveState.NO: None,
    CollectiveState.SUSPECTED: Tone.ATTENTION,
    CollectiveState.CAN_SPLIT: Tone.NEUTRAL,
    CollectiveState.CANNOT_SPLIT: Tone.NEUTRAL,
}
_STATE_RANK = {
    CollectiveState.CAN_SPLIT: 0,
    CollectiveState.CANNOT_SPLIT: 1,
    CollectiveState.SUSPECTED: 2,
    CollectiveState.NO: 3,
}


def relevance_tone(relevance: Relevance) -> Tone | None:
    """The tone of the word for whether a supplier belongs in KP; None for plain text."""
    return _RELEVANCE_TONE[relevance]


def relevance_rank(relevance: Relevance) -> int:
    """Those in KP first, then those to settle."""
    return _RELEVANCE_RANK[relevance]


def state_tone(state: CollectiveState) -> Tone | None:
    """The tone of the word for collective invoices; None for plain text."""
    return _STATE_TONE[state]


def state_rank(state: CollectiveState) -> int:
    """Sure ones first, then those to settle."""
    return _STATE_RANK[state]


def collective_words(summary: CollectiveSummary) -> str:
    """Collective invoices in a word or two: "Certain · 14"; "" for one citizen per invoice."""
    count = f" · {numbers.whole(summary.counts.collective)}" if summary.counts.collective else ""
    match summary.state:
        case CollectiveState.NO:
            return ""
        case CollectiveState.SUSPECTED:
            return _("Perhaps") + count
        case CollectiveState.CANNOT_SPLIT:
            return _("Cannot split") + count
        case CollectiveState.CAN_SPLIT:
            word = _("Confirmed") if summary.by_hand else labels.grade(summary.grade)
            return word + count
